"""`data/catalog.jsonld`, `CITATION.cff` and `robots.txt`: read by PyLD and rdflib, by a reader of YAML and by one of robots.txt."""

from __future__ import annotations

import json
import tomllib
import urllib.robotparser
from datetime import date

import pytest
import rdflib
import yaml
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS

from builder import __version__
from builder.content import prose
from builder.exports import dataset, linked_data, sitemap, table_metadata
from builder.model.strategy import Strategy
from tests.conftest import REPO
from tests.made import made, published

REAL = "https://strategy.example.org/"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, on itself
def test_every_data_set_has_licence_and_files(coast_strategy: Strategy) -> None:
    graph = rdflib.Graph().parse(data=dataset.catalog(published(coast_strategy, REAL)), format="json-ld")
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    found = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert set(graph.objects(catalog, DCAT.dataset)) == found
    assert len(found) == len(table_metadata.tables(published(coast_strategy, REAL))) + 1
    licence = rdflib.URIRef(f"{REAL}about/#licence")
    assert str(graph.value(licence, RDFS.label)).split() == prose.to_text(coast_strategy.publication.licence).split()
    for item in (*found, *graph.subjects(RDF.type, DCAT.Distribution)):
        assert graph.value(item, DCTERMS.license) == licence
    for item in found:
        assert graph.value(item, DCTERMS.title)
        assert graph.value(item, DCTERMS.publisher)
        assert list(graph.objects(item, DCAT.distribution))
    files = {str(url).removeprefix(REAL) for url in graph.objects(None, DCAT.downloadURL)}
    assert {"api/strategy.json", "data/countries.csv", "data/strategy.xlsx"} <= files


def test_citation_files() -> None:
    """That of a site comes from its content; that of the software agrees with its package."""
    for title in ('Plan: a "b"', "# x"):
        found = yaml.safe_load(dataset.citation(published(made(title), REAL)))
        assert (found["cff-version"], found["type"], found["title"], found["url"]) == ("1.2.0", "dataset", f"{title}: {title}", REAL)
        assert (found["authors"][0]["name"], found["version"], found["date-released"]) == (title, "1.0", "2031-02-28")
        assert found["license-url"] == f"{REAL}about/#licence"
    software = yaml.safe_load((REPO / "CITATION.cff").read_text("utf-8"))
    package = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    assert (software["title"], software["version"], software["license"]) == (package["name"], __version__, package["license"])
    assert f"## [{software['version']}] - {software['date-released']}" in (REPO / "CHANGELOG.md").read_text("utf-8")
    assert isinstance(software["date-released"], date)


def test_robots(coast_strategy: Strategy) -> None:
    reader = urllib.robotparser.RobotFileParser()
    reader.parse(sitemap.robots(published(coast_strategy, REAL)).decode().splitlines())
    assert reader.can_fetch("*", f"{REAL}id/anything/")
    assert reader.site_maps() == [f"{REAL}sitemap.xml"]


def test_pages_say_where_they_stand(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    (page,) = (node for node in linked_data.page_graph(where, "objectives/to1.md", small_strategy.by_id["AIM1"])["@graph"] if node["@type"] == "WebPage")
    assert [(item["position"], item["name"], item["item"]) for item in page["breadcrumb"]["itemListElement"]] == [
        (1, "Home", REAL),
        (2, "One", f"{REAL}objectives/to1/"),
    ]
    json.dumps(page)
