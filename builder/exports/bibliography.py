"""`references.bib`, `.ris` and `.csl.json`: a reference for the publication and for everything in it that has an id.

BibTeX is written by `citations`, so the file and the "Link & cite" boxes agree. RIS follows the tags of the 2011 specification
(a chapter in an electronic publication), with the comma that readers want after the name of a body; CSL-JSON follows version 1.0
of its schema, with the markup that keeps an id as it is where a style changes capitals.

BibTeX and RIS are written by hand: a script in the browser fills the same templates on the page, which a library for Python could not,
and two sorts of entries with ten fields are a template each. Tests read the files with pybtex and rispy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.content.records import Editor
from builder.exports.context import Context, as_json
from builder.model import citations, sources
from builder.model.register import Identifier


def bib(context: Context) -> bytes:
    """`references.bib`: the publication, then every current id."""
    (whole,) = (way for way in citations.formats_of_the_whole(context.strategy) if way.name == "bibtex")
    (part,) = (way for way in citations.formats(context.strategy) if way.name == "bibtex")
    entries = [whole.fill("", "", context.site.base)]
    entries += [part.fill(identifier.id, identifier.title, context.url(identifier), editors=identifier.editors_title) for identifier in _cited(context)]
    return ("\n\n".join(entries) + "\n").encode()


def _cited(context: Context) -> Iterator[Identifier]:
    return (identifier for identifier in context.register.identifiers if identifier.node is not None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _notes(context: Context, identifier: Identifier | None = None) -> list[str]:
    """What a reader must know of a reference: whose words these are, in which edition, and where they come from."""
    edition = context.strategy.publication.edition
    notes = [f"{citations.RESTATED} Version {edition.name}, {edition.date.isoformat()}"]
    if identifier is None or identifier.node is None:
        return notes
    source = context.source_text(identifier.node)
    return [*notes, *[citations.NOTE] * identifier.editors_title, *[f"Source: {_line(source)}"] * bool(source)]


def ris(context: Context) -> bytes:
    """CRLF ends lines, as the format asks."""
    publication = context.strategy.publication
    source = sources.document(context.strategy).record
    publisher = citations.imprint(publication, source)
    common = [
        ("AU", f"{publication.publisher.name},"),
        *(("A2", f"{editor.name}," if editor.name else f"{editor.family}, {editor.given}") for editor in publication.editors),
        *([("PB", publisher)] if publisher else []),
        *([("PY", str(source.year))] if source.year else []),
        ("ET", publication.edition.name),
        *([("SN", source.isbn)] if source.isbn else []),
        ("LA", publication.language),
    ]
    records = [_record("RPRT", citations.prefix(publication), citations.work(publication), common, _notes(context), context.site.base)]
    for identifier in _cited(context):
        key, title = f"{citations.prefix(publication)}:{identifier.id}", f"{identifier.title} ({identifier.id})"
        within = [("T2", citations.work(publication)), *common]
        records.append(_record("ECHAP", key, title, within, _notes(context, identifier), context.url(identifier)))
    lines = [line for record in records for line in (*(f"{tag}  - {_line(value)}" for tag, value in record), "ER  - ", "")]
    return ("\r\n".join(lines) + "\r\n").encode()


def _record(kind: str, key: str, title: str, fields: list[tuple[str, str]], notes: list[str], url: str) -> list[tuple[str, str]]:
    return [("TY", kind), ("ID", key), ("TI", title), *fields, *(("N1", note) for note in notes), ("UR", url)]


def csl_json(context: Context) -> bytes:
    """`references.csl.json` (CSL-JSON 1.0): the publication, then every current id."""
    publication = context.strategy.publication
    source = sources.document(context.strategy).record
    publisher = citations.imprint(publication, source)
    common: dict[str, Any] = {
        "author": [{"literal": publication.publisher.name}],
        **({"editor": [_csl_name(editor) for editor in publication.editors]} if publication.editors else {}),
        **({"publisher": publisher} if publisher else {}),
        **({"issued": {"date-parts": [[source.year]]}} if source.year else {}),
        **({"ISBN": source.isbn} if source.isbn else {}),
        "version": publication.edition.name,
        "language": publication.language,
    }
    whole = {"id": citations.prefix(publication), "type": "report", "title": citations.work(publication), **common, "URL": context.site.base}
    items: list[dict[str, Any]] = [{**whole, "note": ". ".join(_notes(context))}]
    for identifier in _cited(context):
        items.append(
            {
                "id": f"{citations.prefix(publication)}:{identifier.id}",
                "type": "chapter",
                "title": f'{_line(identifier.title)} <span class="nocase">({identifier.id})</span>',
                "container-title": citations.work(publication),
                **common,
                "URL": context.url(identifier),
                "note": ". ".join(_notes(context, identifier)),
            }
        )
    return as_json(items)


def _csl_name(editor: Editor) -> dict[str, str]:
    return {"literal": editor.name} if editor.name else {"family": editor.family or "", "given": editor.given or ""}
