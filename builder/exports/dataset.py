"""The data as a whole, for those who collect data sets: `data/catalog.jsonld` (DCAT 3) and `CITATION.cff` (Citation File Format 1.2).

The licence is the one that the content states, in its own words, at its own address: no licence is made up from a list.
"""

from __future__ import annotations

import json

from builder.content import addresses
from builder.content.records import SourceDocument
from builder.exports import table_metadata
from builder.exports.context import Context, JsonNode, as_json
from builder.exports.tables import Table, resource
from builder.model import citations
from builder.model.strategy import Node

CONTEXT: JsonNode = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# --- DCAT ---------------------------------------------------------------------------------------


def catalog(context: Context) -> bytes:
    """`data/catalog.jsonld`: every table and the complete strategy as data sets, with publisher, licence and files."""
    publication = context.strategy.publication
    whole = _dataset(context, "strategy", citations.work(publication), context.summary, [("api/strategy.json", "application/json")])
    licence = {"@id": context.licence_address, "@type": ["dcterms:LicenseDocument", "dcterms:RightsStatement"], "rdfs:label": context.worded(context.licence)}
    listing = {
        "@id": context.site.base + "data/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": context.worded(context.strategy.localization("Data of the {work}", work=citations.work(publication))),
        "dcterms:description": context.worded(context.summary),
        "foaf:homepage": {"@id": context.site.base},
        **_common(context),
    }
    datasets = [whole, *(_table(context, table) for table in context.kept_by(table_metadata.tables))]
    listing["dcat:dataset"] = [{"@id": item["@id"]} for item in datasets]
    return as_json({"@context": CONTEXT, "@graph": [listing, *datasets, licence]})


def _common(context: Context) -> JsonNode:
    """What a catalogue and its data sets have in common."""
    publication = context.strategy.publication
    return {
        "dcterms:publisher": {"@type": "foaf:Organization", "foaf:name": publication.publisher.name},
        "dcterms:issued": {"@value": publication.edition.date.isoformat(), "@type": "xsd:date"},
        "dcterms:language": publication.language,
        "dcterms:license": {"@id": context.licence_address},
        "dcat:version": publication.edition.name,
    }


def _table(context: Context, table: Table) -> JsonNode:
    about = context.strategy.localization(
        "{title} of the {work}: {columns}.",
        title=table.title,
        work=citations.work(context.strategy.publication),
        columns=", ".join(column.title for column in table.columns),
    )
    files = [(f"data/{table.path}", "text/csv"), *([("data/strategy.xlsx", _XLSX)] if table.sheet else [])]
    return _dataset(context, resource(table.path), table.title, about, files)


def _dataset(context: Context, name: str, title: str, about: str, files: list[tuple[str, str]]) -> JsonNode:
    publication, base = context.strategy.publication, context.site.base
    period = {"dcat:startDate": publication.period.start, "dcat:endDate": publication.period.end}
    years = {name: {"@value": str(year), "@type": "xsd:gYear"} for name, year in period.items()}
    return {
        "@id": f"{base}data/catalog.jsonld#{name}",
        "@type": "dcat:Dataset",
        "dcterms:identifier": f"{context.prefix}{name}",
        "dcterms:title": context.worded(title),
        "dcterms:description": context.worded(about),
        **_common(context),
        "dcterms:temporal": {"@type": "dcterms:PeriodOfTime", **years},
        "dcterms:spatial": {"@type": "dcterms:Location", "rdfs:label": publication.region.name},
        "dcat:landingPage": {"@id": base + addresses.Place(addresses.CITE).path},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcterms:title": path.rpartition("/")[2],
                "dcat:accessURL": {"@id": base + path},
                "dcat:downloadURL": {"@id": base + path},
                "dcat:mediaType": {"@id": _MEDIA + media},
                "dcterms:license": {"@id": context.licence_address},
            }
            for path, media in files
        ],
    }


# --- CITATION.cff -------------------------------------------------------------------------------


def citation(context: Context) -> bytes:
    """`CITATION.cff`: how the data set as a whole is cited. Each value is JSON, which YAML takes as it is."""
    publication = context.strategy.publication
    values: JsonNode = {
        "cff-version": "1.2.0",
        "message": context.strategy.localization(
            "Cite the part that you use by its own reference ({address}), or the whole as follows.", address=f"{context.site.base}references.bib"
        ),
        "type": "dataset",
        "title": citations.work(publication),
        "abstract": f"{context.summary} {citations.restated(context.strategy)}".rstrip(),
        "authors": [{"name": publication.publisher.name, "alias": publication.publisher.abbreviation}],
        "contact": [{"name": editor.name} if editor.name else {"given-names": editor.given, "family-names": editor.family} for editor in publication.editors],
        "version": publication.edition.name,
        "date-released": publication.edition.date.isoformat(),
        "url": context.site.base,
        "license-url": context.licence_address,
        "references": [_source(source) for source in context.strategy.of(SourceDocument)],
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items() if value).encode()


def _source(source: Node[SourceDocument]) -> JsonNode:
    record = source.record
    known = {"year": record.year, "isbn": record.isbn, "url": record.address}
    return {"type": "report", "title": source.title, "authors": [{"name": record.publisher}], **{name: value for name, value in known.items() if value}}
