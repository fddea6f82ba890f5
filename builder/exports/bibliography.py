"""`references.bib`, `.ris` and `.csl.json`: a reference for the publication and for everything in it that has an id.

BibTeX is written by `citations`, so the file and the "Link & cite" boxes agree. RIS follows the tags of the 2011 specification
(a chapter in an electronic publication); CSL-JSON follows version 1.0 of its schema.

BibTeX and RIS are written by hand: a script in the browser fills the same templates on the page, which a library for Python could not,
and two sorts of entries with ten fields are a template each. Tests read the files with pybtex and rispy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.exports.context import Context, as_json, source_text
from builder.model import citations
from builder.model.register import Identifier


def bib(context: Context) -> bytes:
    """`references.bib`: the publication, then every current id."""
    publication = context.strategy.publication
    (whole,) = (way for way in citations.formats_of_the_whole(publication) if way.name == "bibtex")
    (part,) = (way for way in citations.formats(publication) if way.name == "bibtex")
    entries = [whole.fill("", "", context.site.base)]
    entries += [part.fill(identifier.id, identifier.title, context.url(identifier), editors=identifier.editors_title) for identifier in _cited(context)]
    return ("\n\n".join(entries) + "\n").encode()


def _cited(context: Context) -> Iterator[Identifier]:
    return (identifier for identifier in context.register.identifiers if identifier.node is not None)


def _line(text: str) -> str:
    return " ".join(text.split())


def ris(context: Context) -> bytes:
    """CRLF ends lines, as the format asks."""
    publication = context.strategy.publication
    date = publication.edition.date.strftime("%Y/%m/%d")
    common = [
        ("AU", publication.publisher.name),
        ("PB", publication.publisher.name),
        ("PY", publication.edition.date.strftime("%Y")),
        ("DA", date),
        ("ET", publication.edition.name),
        ("LA", publication.language),
    ]
    records = [[("TY", "RPRT"), ("ID", citations.prefix(publication)), ("TI", citations.work(publication)), *common, ("UR", context.site.base)]]
    for identifier in _cited(context):
        note = source_text(identifier.node) if identifier.node else ""
        records.append(
            [
                ("TY", "ECHAP"),
                ("ID", f"{citations.prefix(publication)}:{identifier.id}"),
                ("TI", f"{identifier.title} ({identifier.id})"),
                ("T2", citations.work(publication)),
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
    publication = context.strategy.publication
    date = publication.edition.date
    common: dict[str, Any] = {
        "author": [{"literal": publication.publisher.name}],
        "publisher": publication.publisher.name,
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "edition": publication.edition.name,
        "language": publication.language,
    }
    items: list[dict[str, Any]] = [
        {"id": citations.prefix(publication), "type": "report", "title": citations.work(publication), **common, "URL": context.site.base}
    ]
    for identifier in _cited(context):
        source = source_text(identifier.node) if identifier.node else ""
        notes = [citations.NOTE] * identifier.editors_title + [f"Source: {_line(source)}"] * bool(source)
        items.append(
            {
                "id": f"{citations.prefix(publication)}:{identifier.id}",
                "type": "chapter",
                "title": f"{_line(identifier.title)} ({identifier.id})",
                "container-title": citations.work(publication),
                **common,
                "URL": context.url(identifier),
                **({"note": ". ".join(notes)} if notes else {}),
            }
        )
    return as_json(items)
