"""JSON-LD: the publication and its data in schema.org's words, goal, objectives, areas and principles as a SKOS scheme.

`strategy.jsonld` holds all of it; each page carries the part that it is about (`page_graph`).
Contexts are written out, so no reader has to fetch one. Nothing is described that the content does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.content import addresses, prose
from builder.exports.context import Published, as_json, description
from builder.model import citations
from builder.model.strategy import Thing

Node = dict[str, Any]

CONTEXT: Node = {"@vocab": "https://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#", "dcterms": "http://purl.org/dc/terms/"}
CONCEPTS = ("goal", "strategic-objective", "area", "objective", "activity", "principle", "global-point")
"""The kinds that are concepts of the scheme."""
DATASETS = {
    addresses.FIGURES: ("key-figures", "Key figures"),
    addresses.COUNTRIES: ("countries", "Countries and territories"),
    addresses.PARTNERSHIPS: ("memberships", "Memberships of countries in processes and bodies"),
}
"""The pages that show a dataset: its file and name."""


def graph_file(published: Published) -> bytes:
    strategy = published.strategy
    nodes = [report(published), scheme(published)]
    nodes += [concept(published, thing) for kind in CONCEPTS for thing in strategy.of(kind)]
    nodes += [place(published, thing) for thing in strategy.of("country")]
    nodes += [dataset(published, page) for page in DATASETS if page in published.pages]
    return as_json({"@context": CONTEXT, "@graph": nodes})


def page_graph(published: Published, page: str, thing: Thing[Any] | None) -> Node:
    """What a page is about, for the head of the page."""
    url = published.site.url(addresses.Place(page))
    nodes: list[Node] = []
    if page == addresses.HOME:
        nodes = [report(published)]
    elif page == addresses.FRAMEWORK:
        strategy = published.strategy
        framework = [concept(published, thing) for kind in CONCEPTS if kind not in ("objective", "activity") for thing in strategy.of(kind)]
        nodes = [scheme(published), *framework]
    elif page in DATASETS:
        nodes = [dataset(published, page)]
    elif thing is not None and thing.kind in CONCEPTS:
        nodes = [concept(published, item) for item in (thing, *published.strategy.inside(thing))]
    elif thing is not None and thing.kind == "country":
        nodes = [place(published, thing)]
    if page != addresses.HOME:
        about = {"about": {"@id": nodes[0]["@id"]}} if nodes and page not in DATASETS else {}
        main = {"mainEntity": {"@id": nodes[0]["@id"]}} if page in DATASETS else {}
        nodes.insert(0, {"@type": "WebPage", "@id": url, "isPartOf": {"@id": published.site.base}, **about, **main})
    return {"@context": CONTEXT, "@graph": nodes}


def report(published: Published) -> Node:
    """The publication as a whole."""
    document = published.strategy.document
    period = document.period
    return {
        "@type": "Report",
        "@id": published.site.base,
        "name": citations.work(document),
        "alternateName": document.short_title,
        "description": prose.to_text(document.summary),
        "url": published.site.base,
        "inLanguage": document.language,
        "version": document.edition.name,
        "datePublished": document.edition.date.isoformat(),
        "temporalCoverage": f"{period.start}/{period.end}",
        "spatialCoverage": {"@type": "Place", "name": document.region.name},
        "publisher": _publisher(published),
        "author": _publisher(published),
        "usageInfo": {"@type": "CreativeWork", "text": prose.to_text(document.licence)},
        "isBasedOn": [{"@type": "CreativeWork", "@id": published.url(source), "name": source.title} for source in published.strategy.of("source")],
    }


def _publisher(published: Published) -> Node:
    publisher = published.strategy.document.publisher
    return {"@type": "Organization", "name": publisher.name, "alternateName": publisher.abbreviation}


def _scheme_id(published: Published) -> str:
    return published.site.base + "#scheme"


def scheme(published: Published) -> Node:
    document = published.strategy.document
    tops = [thing for kind in CONCEPTS if kind not in ("objective", "activity") for thing in published.strategy.of(kind)]
    return {
        "@type": "skos:ConceptScheme",
        "@id": _scheme_id(published),
        "skos:prefLabel": _text(published, citations.work(document)),
        "dcterms:publisher": document.publisher.name,
        "dcterms:issued": document.edition.date.isoformat(),
        "skos:hasTopConcept": [{"@id": published.url(thing)} for thing in tops],
    }


def _text(published: Published, text: str) -> Node:
    return {"@value": text, "@language": published.strategy.document.language}


def concept(published: Published, thing: Thing[Any]) -> Node:
    strategy, record = published.strategy, thing.record
    node: Node = {
        "@type": "skos:Concept",
        "@id": published.url(thing),
        "skos:prefLabel": _text(published, thing.title),
        "skos:notation": thing.id,
        "skos:inScheme": {"@id": _scheme_id(published)},
    }
    labels = [getattr(record, name, None) for name in ("short_title", "variant_title")]
    others = [_text(published, label) for label in dict.fromkeys(labels) if label and label != thing.title]
    text = description(thing)
    broader = strategy.target(thing, "area") or thing.parent
    narrower = strategy.inside(thing) or strategy.sources(thing, "area")
    if others:
        node["skos:altLabel"] = others
    if text:
        node["skos:definition"] = _text(published, text)
    if broader:
        node["skos:broader"] = {"@id": published.url(broader)}
    else:
        node["skos:topConceptOf"] = {"@id": _scheme_id(published)}
    if narrower:
        node["skos:narrower"] = [{"@id": published.url(other)} for other in narrower]
    return node


def place(published: Published, thing: Thing[Any]) -> Node:
    """A country or territory, as no more than a place with names and codes."""
    record = thing.record
    names = [name for name in (record.current_name, record.short_name, *record.also_known_as) if name and name != record.name]
    codes = list(_codes(thing))
    return {
        "@type": "Place",
        "@id": published.url(thing),
        "name": record.name,
        **({"alternateName": list(dict.fromkeys(names))} if names else {}),
        "identifier": codes,
    }


def _codes(thing: Thing[Any]) -> Iterator[Node]:
    codes = thing.record.codes
    for name, value in (("alpha-3", thing.id), ("alpha-2", codes.alpha2), ("UN M49", codes.m49)):
        if value:
            yield {"@type": "PropertyValue", "propertyID": name, "value": value}


def dataset(published: Published, page: str) -> Node:
    document = published.strategy.document
    name, title = DATASETS[page]
    data = published.site.base + "data/"
    formats = [(f"{name}.csv", "text/csv"), ("datapackage.json", "application/vnd.datapackage+json"), ("csv-metadata.json", "application/csvm+json")]
    return {
        "@type": "Dataset",
        "@id": f"{data}{name}.csv",
        "name": f"{title}: {citations.work(document)}",
        "description": f"{title} of the {citations.work(document)}, each with its source and its permanent link.",
        "url": published.site.url(addresses.Place(page)),
        "isPartOf": {"@id": published.site.base},
        "version": document.edition.name,
        "datePublished": document.edition.date.isoformat(),
        "inLanguage": document.language,
        "creator": _publisher(published),
        "spatialCoverage": {"@type": "Place", "name": document.region.name},
        "distribution": [{"@type": "DataDownload", "contentUrl": data + file, "encodingFormat": kind} for file, kind in formats],
    }
