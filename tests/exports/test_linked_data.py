"""JSON-LD: read by rdflib and pyld as the RDF that is meant, in the file and in the head of pages."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import pytest
from hypothesis import example, given
from pyld import jsonld

from builder.content import addresses
from builder.content.records import Country, Objective
from builder.exports import linked_data
from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.made import BASE, NASTY, line, literal, made, published, texts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

SCHEMA = Namespace("https://schema.org/")
REAL = "https://strategy.example.org/"


def graph(data: bytes | str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(data=data, format="json-ld")


def test_the_scheme(small_strategy: Strategy) -> None:
    found = graph(linked_data.graph_file(published(small_strategy, REAL)))
    concepts = {node.id for node in small_strategy.nodes if node.kind.concept}
    assert {str(found.value(subject, SKOS.notation)) for subject in found.subjects(RDF.type, SKOS.Concept)} == concepts
    objective, area, activity = (URIRef(f"{REAL}id/{name}/") for name in ("aim1", "area-water", "aim1-weir"))
    assert (objective, SKOS.broader, area) in found
    assert (area, SKOS.narrower, objective) in found
    assert (activity, SKOS.broader, objective) in found
    assert (activity, SKOS.prefLabel, Literal("1. Mend the weir", lang="en")) in found
    scheme = URIRef(f"{REAL}#scheme")
    assert (scheme, DCTERMS.publisher, Literal("Commission for the Ostra Basin")) in found
    assert set(found.objects(scheme, SKOS.hasTopConcept)) == set(found.subjects(SKOS.topConceptOf, scheme))


def test_the_publication_and_its_data(coast_strategy: Strategy) -> None:
    found = graph(linked_data.graph_file(published(coast_strategy, REAL)))
    period = coast_strategy.publication.period
    report = URIRef(REAL)
    assert (report, RDF.type, SCHEMA.Report) in found
    assert (report, SCHEMA.temporalCoverage, Literal(f"{period.start}/{period.end}")) in found
    datasets = set(found.subjects(RDF.type, SCHEMA.Dataset))
    assert URIRef(f"{REAL}data/key-figures.csv") in datasets
    downloads = {str(found.value(item, SCHEMA.contentUrl)) for item in found.objects(URIRef(f"{REAL}data/key-figures.csv"), SCHEMA.distribution)}
    assert f"{REAL}data/key-figures.csv" in downloads


def test_expanded_by_another_reader(coast_strategy: Strategy) -> None:
    data = json.loads(linked_data.graph_file(published(coast_strategy, REAL)))
    assert len(jsonld.expand(data)) == len(data["@graph"])


@given(texts)
@example(NASTY)
def test_any_text(text: str) -> None:
    found = graph(linked_data.graph_file(published(made(text, literal(text)))))
    assert (URIRef(f"{BASE}id/to1/"), SKOS.prefLabel, Literal(line(text), lang="en")) in found
    assert str(found.value(URIRef(f"{BASE}id/to1-a01/"), SKOS.definition)).split() == text.split()


PAGES = {"home": "", "framework": "#scheme", "objective": "id/{}/", "country": "id/{}/", "figures": "data/key-figures.csv"}
"""The pages that have a graph, and what it is about."""


@pytest.mark.parametrize("which", PAGES)
def test_in_the_head_of_pages(coast_build: Site, coast_strategy: Strategy, which: str) -> None:
    objective, country = coast_strategy.of(Objective)[0], coast_strategy.of(Country)[0]
    named = {"objective": objective, "country": country}.get(which)
    places = {"home": addresses.HOME, "framework": addresses.FRAMEWORK, "figures": addresses.FIGURES}
    path = named.place.path if named else addresses.Place(places[which]).path
    html = (coast_build.folder / path / "index.html").read_text("utf-8")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found = graph(script)
    about = URIRef(REAL + PAGES[which].format(named.id.lower() if named else ""))
    assert (about, RDF.type, None) in found
    if which != "home":
        assert (URIRef(REAL + path), RDF.type, SCHEMA.WebPage) in found
