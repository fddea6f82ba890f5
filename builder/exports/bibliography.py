"""`references.bib`, `.ris` and `.csl.json`: a reference for the publication and for everything in it that has or had an id.

BibTeX is written by `citations`, so the file and the "Link & cite" boxes agree. RIS follows the tags of the 2011 specification
(a chapter in an electronic publication), with names as EndNote's manual wants them; CSL-JSON follows version 1.0
of its schema, with the markup that keeps an id as it is where a style changes capitals.

Keys of old never break: an id that is gone keeps its reference, whose title and note say what became of it.
Renamed ids are no further keys (`ids`) of their successors in BibTeX: only biber finds those, and it warns of a key that is both.
Nothing is written that a reference manager makes a note of, but for ids that are gone: hundreds of notes are of no use to anybody.

BibTeX and RIS are written by hand: a script in the browser fills the same templates on the page, which a library for Python could not,
and two sorts of entries with ten fields are a template each. Tests read the files with pybtex, Pandoc and rispy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.content.records import Editor
from builder.exports.context import Context, as_json
from builder.model import citations
from builder.model.citation_format import CitationFormat
from builder.model.register import Identifier


def bib(context: Context) -> bytes:
    """`references.bib`: the publication, then every id."""
    (whole,) = (way for way in citations.formats_of_the_whole(context.strategy) if way.name == "bibtex")
    (part,) = (way for way in citations.formats(context.strategy) if way.name == "bibtex")
    entries = [whole.fill("", "", context.site.base)]
    entries += [_bibtex(context, part, identifier) for identifier in context.register.identifiers]
    return ("\n\n".join(entries) + "\n").encode()


def _bibtex(context: Context, way: CitationFormat, identifier: Identifier) -> str:
    title, url = context.register.marked(identifier), context.url(identifier)
    if (title, url) == (identifier.title, context.site.cited(identifier.id)):
        return context.cited[identifier.id][way.name]  # what its page says
    entry = way.fill(identifier.id, title, url, code=identifier.code, editors=identifier.editors_title)
    fate = way.escape(context.register.fate(identifier))
    return f"{entry.removesuffix('}')}  note         = {{{fate}}},\n}}" if fate else entry


def _line(text: str) -> str:
    return " ".join(text.split())


def _notes(context: Context) -> dict[str, str]:
    """What a reader must know of each reference, by its id."""
    whole = _said(context)
    return {identifier.id: ". ".join([whole, *_said_of(context, identifier)]) for identifier in context.register.identifiers}


def _said(context: Context) -> str:
    """What a reader must know of all references: whose words these are, and in which edition."""
    edition, localization = context.strategy.publication.edition, context.strategy.localization
    version = localization("Version {edition}, {date}", edition=edition.name, date=edition.date.isoformat())
    return f"{citations.restated(context.strategy)} {version}".lstrip()


def _said_of(context: Context, identifier: Identifier) -> Iterator[str]:
    """What a reader must know of one besides: whose its title is, where it comes from, and what became of its id."""
    if identifier.editors_title:
        yield context.strategy.localization(citations.NOTE)
    if identifier.node is not None and (source := context.source_text(identifier.node)):
        yield context.strategy.localization("Source: {source}", source=_line(source))
    if fate := context.register.fate(identifier):
        yield fate


def _body(name: str) -> str:
    """The name of a body in one piece: with a comma at its end, or, if it has commas, with the first of them twice."""
    return name.replace(",", ",,", 1) if "," in name else f"{name},"


def ris(context: Context) -> bytes:
    """`references.ris`: the publication, then every id. CRLF ends lines, as the format asks."""
    publication = context.strategy.publication
    publisher, year, isbn = citations.imprint(context.strategy), citations.year(context.strategy), citations.isbn(context.strategy)
    common = [
        ("AU", _body(publication.publisher.name)),
        *(("A2", _body(editor.name) if editor.name else f"{editor.family}, {editor.given}") for editor in publication.editors),
        *([("PB", publisher)] if publisher else []),
        *([("PY", str(year))] if year else []),
        ("ET", publication.edition.name),
        *([("SN", isbn)] if isbn else []),
        ("LA", publication.language),
    ]
    key, work, notes = citations.prefix(context.strategy), citations.work(publication), context.kept_by(_notes)
    alike, within = _fields(*common), _fields(("T2", work), *common)
    records = [_record("RPRT", key, work, alike, _said(context), context.site.base)]
    for identifier in context.register.identifiers:
        title = f"{context.register.marked(identifier)} ({identifier.code})"
        records.append(_record("ECHAP", f"{key}:{identifier.id}", title, within, notes[identifier.id], context.url(identifier)))
    return "".join(records).encode()


def _record(kind: str, key: str, title: str, alike: str, said: str, url: str) -> str:
    return "".join((_fields(("TY", kind), ("ID", key), ("TI", title)), alike, _fields(("AB", said), ("UR", url)), "ER  - \r\n\r\n"))


def _fields(*fields: tuple[str, str]) -> str:
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields)


def csl_json(context: Context) -> bytes:
    """`references.csl.json` (CSL-JSON 1.0): the publication, then every id."""
    publication = context.strategy.publication
    publisher, year, isbn = citations.imprint(context.strategy), citations.year(context.strategy), citations.isbn(context.strategy)
    common: dict[str, Any] = {
        "author": [{"literal": publication.publisher.name}],
        **({"editor": [_csl_name(editor) for editor in publication.editors]} if publication.editors else {}),
        **({"publisher": publisher} if publisher else {}),
        **({"issued": {"date-parts": [[year]]}} if year else {}),
        **({"ISBN": isbn} if isbn else {}),
        "version": publication.edition.name,
        "language": publication.language,
    }
    whole = {"id": citations.prefix(context.strategy), "type": "report", "title": citations.work(publication), **common, "URL": context.site.base}
    items: list[dict[str, Any]] = [{**whole, "note": _said(context)}]
    key, work, notes = citations.prefix(context.strategy), citations.work(publication), context.kept_by(_notes)
    for identifier in context.register.identifiers:
        items.append(
            {
                "id": f"{key}:{identifier.id}",
                "type": "chapter",
                "title": _csl_title(context, identifier),
                "container-title": work,
                **common,
                "URL": context.url(identifier),
                "note": notes[identifier.id],
            }
        )
    return as_json(items)


def _csl_name(editor: Editor) -> dict[str, str]:
    return {"literal": editor.name} if editor.name else {"family": editor.family or "", "given": editor.given or ""}


def _csl_title(context: Context, identifier: Identifier) -> str:
    mark = context.register.mark(identifier)
    ends = " ".join(f'<span class="nocase">{end}</span>' for end in (mark, f"({identifier.code})") if end)
    return f"{_line(identifier.title)} {ends}"
