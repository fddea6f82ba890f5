"""JSON-LD: the publication and its data in schema.org's words, goal, objectives, areas and principles as a SKOS scheme.

`strategy.jsonld` holds all of it; each page carries the part that it is about (`page_graph`).
Contexts are written out, so no reader has to fetch one. Nothing is described that the content does not say.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import addresses
from builder.content.indicators import Indicator
from builder.content.kinds import KINDS
from builder.content.records import Area, Country, Editor, Objective, Record, SourceDocument
from builder.exports import linked_indicators, table_metadata
from builder.exports.context import Context, JsonNode, as_json, description
from builder.localization import deferred
from builder.model import citations, relations
from builder.model.register import Identifier
from builder.model.strategy import AnyNode, Node, Strategy

CONTEXT: JsonNode = {"@vocab": "https://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#", "dcterms": "http://purl.org/dc/terms/"}
_TYPES: dict[type[Record], str] = {Country: "Place", Indicator: "StatisticalVariable"}
"""The types of entries that are no concepts, and no creative works."""
DATASETS = {
    addresses.FIGURES: ("key-figures", "{Figure.many}"),
    addresses.COUNTRIES: ("countries", "{Country.many}"),
    addresses.INDICATORS: ("indicators", "{Indicator.many}"),
    addresses.PARTNERSHIPS: ("memberships", deferred("Memberships of {country.short.many} in {partnership.many}")),
}
"""The pages that show a dataset: its file, and its name, which is worded (`Strategy.worded`)."""


SOURCED = deferred("{title} of the {work}, each with its source and its permanent link.")
LINKED = deferred("{title} of the {work}, each with its permanent link.")
"""What a dataset holds, where a document is restated and where none is."""


def graph_file(context: Context) -> bytes:
    """`strategy.jsonld`: publication, scheme, concepts, places and datasets in one graph."""
    strategy = context.strategy
    graph = [report(context), scheme(context)]
    graph += [concept(context, node) for node in _concepts(strategy)]
    graph += [place(context, node) for node in strategy.of(Country)]
    graph += [item for node in strategy.of(Indicator) for item in linked_indicators.graph(context, node)]
    graph += [dataset(context, page) for page in context.kept_by(_with_data)]
    return as_json({"@context": CONTEXT, "@graph": graph})


def _concepts(strategy: Strategy) -> Iterator[AnyNode]:
    """The concepts of the scheme, by kind."""
    return (node for kind in KINDS if kind.concept for node in strategy.of_kind(kind))


def page_graph(context: Context, page: str, node: AnyNode | None) -> JsonNode:
    """What a page is about, for the head of the page."""
    url, data = context.site.url(addresses.Place(page)), page in context.kept_by(_with_data)
    graph: list[JsonNode] = []
    if page == addresses.HOME:
        graph = [report(context)]
    elif page == addresses.FRAMEWORK:
        graph = [scheme(context), *(concept(context, item) for item in _concepts(context.strategy) if item.place.page == page)]
    elif data:
        graph = [dataset(context, page)]
    elif node is not None and node.kind.concept:
        graph = [concept(context, item) for item in (node, *context.strategy.inside(node))]
    elif node is not None and (country := node.narrowed(Country)):
        graph = [place(context, country)]
    elif node is not None and (indicator := node.narrowed(Indicator)):
        graph = linked_indicators.graph(context, indicator)
    if page != addresses.HOME:
        about = {"about": {"@id": graph[0]["@id"]}} if graph and not data else {}
        main = {"mainEntity": {"@id": graph[0]["@id"]}} if data else {}
        trail = {"breadcrumb": _breadcrumbs(context, page)}
        graph.insert(0, {"@type": "WebPage", "@id": url, "isPartOf": {"@id": context.site.base}, **about, **main, **trail})
    return {"@context": CONTEXT, "@graph": graph}


def _with_data(context: Context) -> tuple[str, ...]:
    """The pages that show a dataset, as far as there is one."""
    known = {table.path for table in context.kept_by(table_metadata.tables)}
    return tuple(page for page, (name, _) in DATASETS.items() if page in context.pages and f"{name}.csv" in known)


def _breadcrumbs(context: Context, page: str) -> JsonNode:
    """The way to a page from the home page, over the pages in whose folders it lies."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": context.titles.get(other) or other, "item": context.site.url(addresses.Place(other))}
            for position, other in enumerate(context.trail(page), 1)
        ],
    }


def landing_graph(context: Context, identifier: Identifier) -> JsonNode:
    """What an id stands for, or stood for, for the head of its permanent page: what it is called, and what it belongs to.

    What it says and what is below it stand in the graph of the page that it leads to, and the publisher in that of the home page.
    """
    node, url = identifier.node, context.url(identifier)
    if node is not None and node.kind.concept:
        about = {name: value for name, value in concept(context, node).items() if name not in ("skos:definition", "skos:narrower")}
    elif node is not None and (country := node.narrowed(Country)):
        about = place(context, country)
    elif node is not None and (indicator := node.narrowed(Indicator)):
        about = linked_indicators.variable(context, indicator)
    else:
        about = {
            "@type": "CreativeWork",
            "@id": url,
            "name": identifier.title,
            "identifier": identifier.id,
            **({"creativeWorkStatus": identifier.status} if node is None else {}),
            "author": {"@id": publisher_id(context)},
        }
    page = {"@type": "WebPage", "url": url, "isPartOf": {"@id": context.site.base}, "about": {"@id": url}}
    return {"@context": CONTEXT, "@graph": [page, about]}


def type_address(node: AnyNode | None) -> str:
    """The type that the graph gives to an entry, as an absolute address."""
    if node is not None and node.kind.concept:
        return f"{CONTEXT['skos']}Concept"
    return f"{CONTEXT['@vocab']}{_TYPES.get(type(node.record), 'CreativeWork') if node else 'CreativeWork'}"


def report(context: Context) -> JsonNode:
    """The publication as a whole."""
    publication = context.strategy.publication
    period = publication.period
    return {
        "@type": "Report",
        "@id": context.site.base,
        "name": citations.work(publication),
        "alternateName": publication.short_title,
        "description": context.summary,
        "url": context.site.base,
        "inLanguage": publication.language,
        "version": publication.edition.name,
        "datePublished": publication.edition.date.isoformat(),
        "temporalCoverage": f"{period.start}/{period.end}",
        "spatialCoverage": {"@type": "Place", "name": publication.region.name},
        "publisher": _publisher(context),
        "author": _publisher(context),
        **({"editor": [_editor(editor) for editor in publication.editors]} if publication.editors else {}),
        **({"creditText": said} if (said := citations.restated(context.strategy)) else {}),
        "usageInfo": {"@type": "CreativeWork", "text": context.licence},
        **({"isBasedOn": based} if (based := [_source(context, source) for source in context.strategy.of(SourceDocument)]) else {}),
    }


def _editor(editor: Editor) -> JsonNode:
    if editor.name:
        return {"@type": "Organization", "name": editor.name}
    return {"@type": "Person", "givenName": editor.given, "familyName": editor.family}


def _source(context: Context, source: Node[SourceDocument]) -> JsonNode:
    record = source.record
    known = {"datePublished": str(record.year or ""), "isbn": record.isbn, "url": record.address}
    return {
        "@type": "CreativeWork",
        "@id": context.url(source),
        "name": source.title,
        "publisher": {"@type": "Organization", "name": record.publisher},
        **{name: value for name, value in known.items() if value},
    }


def _publisher(context: Context) -> JsonNode:
    publisher = context.strategy.publication.publisher
    return {"@type": "Organization", "@id": publisher_id(context), "name": publisher.name, "alternateName": publisher.abbreviation}


def publisher_id(context: Context) -> str:
    """What the publisher is called, within the home page that describes it."""
    return context.site.base + "#publisher"


def _scheme_id(context: Context) -> str:
    return context.site.base + "#scheme"


def scheme(context: Context) -> JsonNode:
    """The concept scheme (SKOS): what stands at its top has nothing broader."""
    publication = context.strategy.publication
    tops = [item for item in _concepts(context.strategy) if not _broader(context.strategy, item)]
    return {
        "@type": "skos:ConceptScheme",
        "@id": _scheme_id(context),
        "skos:prefLabel": context.worded(citations.work(publication)),
        "dcterms:publisher": publication.publisher.name,
        "dcterms:issued": publication.edition.date.isoformat(),
        "skos:hasTopConcept": [{"@id": context.url(top)} for top in tops],
    }


def concept(context: Context, node: AnyNode) -> JsonNode:
    """A concept of the scheme, with its labels, definition, and what is broader and narrower."""
    strategy = context.strategy
    found: JsonNode = {
        "@type": "skos:Concept",
        "@id": context.url(node),
        "skos:prefLabel": context.worded(node.title),
        "skos:notation": [node.code, node.id] if node.code != node.id else node.id,
        **({"dcterms:identifier": context.prefix + node.id} if context.prefix else {}),
        "skos:inScheme": {"@id": _scheme_id(context)},
    }
    others = [context.worded(label) for label in node.other_names if label not in (node.title, node.code)]
    text = description(node)
    broader = _broader(strategy, node)
    area = node.narrowed(Area)
    objectives = strategy.sources(area, relations.AREA) if area else ()
    objective = node.narrowed(Objective)
    parts = strategy.sources(objective, relations.PART_OF_OBJECTIVE) if objective else ()
    narrower: tuple[AnyNode, ...] = objectives or (*parts, *strategy.inside(node))
    if others:
        found["skos:altLabel"] = others
    if text:
        found["skos:definition"] = context.worded(text)
    if broader:
        found["skos:broader"] = {"@id": context.url(broader)}
    else:
        found["skos:topConceptOf"] = {"@id": _scheme_id(context)}
    if narrower:
        found["skos:narrower"] = [{"@id": context.url(other)} for other in narrower]
    return found


def _broader(strategy: Strategy, node: AnyNode) -> AnyNode | None:
    return strategy.group_of(node) or node.parent


def place(context: Context, node: Node[Country]) -> JsonNode:
    """A country or territory, as no more than a place with names and codes."""
    record = node.record
    names = [
        name
        for name in (record.current_name, record.short_name, *record.also_known_as, *(added.name for added in record.names_added))
        if name and name != record.name
    ]
    codes = list(_codes(node))
    return {
        "@type": "Place",
        "@id": context.url(node),
        "name": record.name,
        **({"alternateName": list(dict.fromkeys(names))} if names else {}),
        **({"identifier": codes} if codes else {}),
    }


def _codes(node: Node[Country]) -> Iterator[JsonNode]:
    codes = node.record.codes
    for name, value in (("alpha-3", codes.alpha3), ("alpha-2", codes.alpha2), ("UN M49", codes.m49)):
        if value:
            yield {"@type": "PropertyValue", "propertyID": name, "value": value}


def dataset(context: Context, page: str) -> JsonNode:
    """A table as a dataset of schema.org; `page` is the page that shows it."""
    publication, localization = context.strategy.publication, context.strategy.localization
    name, title = DATASETS[page]
    title, work = localization(title), citations.work(publication)
    about = SOURCED if context.strategy.document else LINKED
    data = context.site.base + "data/"
    formats = [(f"{name}.csv", "text/csv"), ("datapackage.json", "application/vnd.datapackage+json"), ("csv-metadata.json", "application/csvm+json")]
    return {
        "@type": "Dataset",
        "@id": f"{data}{name}.csv",
        "name": f"{title}: {work}",
        "description": localization(about, title=title, work=work),
        "url": context.site.url(addresses.Place(page)),
        "isPartOf": {"@id": context.site.base},
        "license": context.licence_address,
        "version": publication.edition.name,
        "datePublished": publication.edition.date.isoformat(),
        "inLanguage": publication.language,
        "creator": _publisher(context),
        "spatialCoverage": {"@type": "Place", "name": publication.region.name},
        "distribution": [{"@type": "DataDownload", "contentUrl": data + file, "encodingFormat": kind} for file, kind in formats],
    }
