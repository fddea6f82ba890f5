"""`references.bib`, `.ris` and `.csl.json`: a reference for the publication and for everything in it that has an id.

BibTeX is written by `citations`, so the file and the "Link & cite" boxes agree. RIS follows the tags of the 2011 specification
(a chapter in an electronic publication); CSL-JSON follows version 1.0 of its schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.exports.context import Context, as_json, source_text
from builder.model import citations
from builder.model.register import Identifier


def bib(context: Context) -> bytes:
    """`references.bib`: the publication, then every current id."""
    document = context.strategy.publication
    (whole,) = (way for way in citations.formats_of_the_whole(document) if way.name == "bibtex")
    (part,) = (way for way in citations.formats(document) if way.name == "bibtex")
    entries = [whole.fill("", "", context.site.base)]
    entries += [part.fill(identifier.id, identifier.title, context.url(identifier), editors=identifier.editors_title) for identifier in _cited(context)]
    return ("\n\n".join(entries) + "\n").encode()


def _cited(context: Context) -> Iterator[Identifier]:
    return (identifier for identifier in context.registry.identifiers if identifier.thing is not None)


def _line(text: str) -> str:
    return " ".join(text.split())


def ris(context: Context) -> bytes:
    """CRLF ends lines, as the format asks."""
    document = context.strategy.publication
    date = document.edition.date.strftime("%Y/%m/%d")
    common = [
        ("AU", document.publisher.name),
        ("PB", document.publisher.name),
        ("PY", document.edition.date.strftime("%Y")),
        ("DA", date),
        ("ET", document.edition.name),
        ("LA", document.language),
    ]
    records = [[("TY", "RPRT"), ("ID", citations.prefix(document)), ("TI", citations.work(document)), *common, ("UR", context.site.base)]]
    for identifier in _cited(context):
        note = source_text(identifier.thing) if identifier.thing else ""
        records.append(
            [
                ("TY", "ECHAP"),
                ("ID", f"{citations.prefix(document)}:{identifier.id}"),
                ("TI", f"{identifier.title} ({identifier.id})"),
                ("T2", citations.work(document)),
                *common,
                *([("N1", citations.NOTE)] if identifier.editors_title else []),
                *([("N1", note)] if note else []),
                ("UR", context.url(identifier)),
            ]
        )
    lines = [line for record in records for line in (*(f"{tag}  - {_line(value)}" for tag, value in record), "ER  - ", "")]
    return ("\r\n".join(lines) + "\r\n").encode()


def csl_json(context: Context) -> bytes:
    """`references.csl.json` (CSL-JSON 1.0): the publication, then every current id."""
    document = context.strategy.publication
    date = document.edition.date
    common: dict[str, Any] = {
        "author": [{"literal": document.publisher.name}],
        "publisher": document.publisher.name,
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "edition": document.edition.name,
        "language": document.language,
    }
    items: list[dict[str, Any]] = [{"id": citations.prefix(document), "type": "report", "title": citations.work(document), **common, "URL": context.site.base}]
    for identifier in _cited(context):
        source = source_text(identifier.thing) if identifier.thing else ""
        notes = [citations.NOTE] * identifier.editors_title + [f"Source: {_line(source)}"] * bool(source)
        items.append(
            {
                "id": f"{citations.prefix(document)}:{identifier.id}",
                "type": "chapter",
                "title": f"{_line(identifier.title)} ({identifier.id})",
                "container-title": citations.work(document),
                **common,
                "URL": context.url(identifier),
                **({"note": ". ".join(notes)} if notes else {}),
            }
        )
    return as_json(items)
