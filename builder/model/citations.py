r"""How an entry is linked and cited: one template a format (`citation_format`), filled with what holds for the publication.

The author and the year are the document's; the editors, the edition and its date are those of this edition, which restates it,
and every citation says so. A body is a name in one piece everywhere.

Followed: for Word and plain text, how IFRC cites in its own reports (World Disasters Report 2026, endnotes: author, title, "In" the work,
year in brackets, address, and no date of access); APA, 7th edition; The Chicago Manual of Style, 17th edition (author-date);
BibTeX, within the data model of biblatex.

In BibTeX everything is `@misc`, since only there all styles set the field `howpublished`. It carries what a reader must know, and the address,
because the styles of plain BibTeX know no field `url`; biblatex and Pandoc are told (`options`) not to set the address twice.
Zotero makes a note by itself of each field `note`, so there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from builder.content.languages import locale_of
from builder.content.records import Editor, Publication, SourceDocument
from builder.model.citation_format import BIBTEX, HTML, MARKDOWN, PLAIN, REST, CitationFormat, Escapes, day_first, month_first
from builder.model.strategy import Strategy

__all__ = ["formats", "formats_of_the_whole"]

RESTATED = "Restated by the editors of this edition; official wording in the document."
"""Whose words these are, as every page, card and citation of a strategy says it that restates a document."""
NOTE = "Title by the editors"
"""What is said where the title is not the source's; a link needs no such word."""
UNDATED = "n.d."
"""The year of a document of which none is known."""

_CITED = "<imprint><restated-first>Edition <edition>, <day><by>."
_BIBTEX_HOW = "<imprint><isbn><restated-first>Version <edition>, <iso>"
_BIBTEX_END = """<year-field>
  langid       = {<langid>},
  url          = {<url>},<accessed>
  options      = {url=false},
}"""

_PARTS = {
    "word": "<author>. ‘<title>’ (<code><note>). In <i><work></i>. (<year>) " + _CITED + ' <a href="<url>"><url></a>',
    "text": "<author>. ‘<title>’ (<code><note>). In <work>. (<year>) " + _CITED + " <url>",
    "bibtex": "@misc{<prefix>:<id>,\n  author       = {{<author>}},\n  title        = {<title> ({<code>})},<bib-editors>\n  howpublished = {In: <work>. "
    + _BIBTEX_HOW
    + "<note>. \\url{<url>}},"
    + _BIBTEX_END,
    "markdown": "[<title> (<code>)](<url>)",
    "html": '<a href="<url>"><title> (<code>)</a>',
    "apa": "<author>. (<year>). <title> (<code>)<restated-inside><note><inside-ends>. "
    "In <apa-editors><i><work></i> (Version <edition>, <month>). <imprint><accessed><url>",
    "chicago": "<author>. <year>. “<title> (<code>).” In <i><work></i>, <edited>edition <edition>, <month>. "
    "<imprint><restated><note><restated-ends><accessed><url>.",
    "url": "<url>",
    "rst": "`<title> (<code>) <<url>>`__",
}
"""How a part of the publication is linked and cited: a text with <fields> by the name of the format."""

_WHOLE = {
    "word": "<author>. <i><work></i>. (<year>) " + _CITED + ' <a href="<url>"><url></a>',
    "text": "<author>. <work>. (<year>) " + _CITED + " <url>",
    "bibtex": "@misc{<prefix>,\n  author       = {{<author>}},\n  title        = {<work>},<bib-editors>\n  howpublished = {"
    + _BIBTEX_HOW
    + ". \\url{<url>}},"
    + _BIBTEX_END,
    "markdown": "[<work>](<url>)",
    "html": '<a href="<url>"><work></a>',
    "apa": "<author>. (<year>). <i><work></i> (<apa-edited>Version <edition>, <month>)<restated-inside><inside-ends>. <imprint><accessed><url>",
    "chicago": "<author>. <year>. <i><work></i>. <chicago-edited>Edition <edition>, <month>. <imprint><restated-first><accessed><url>.",
    "url": "<url>",
    "rst": "`<work> <<url>>`__",
}
"""How the publication as a whole is; the same formats."""

_INLINE_NOTE = f", {NOTE[0].lower()}{NOTE[1:]}"


def _formats(texts: dict[str, tuple[str, ...]]) -> tuple[CitationFormat, ...]:
    """The formats in the order in which they are offered: first what most ask for."""

    def way(name: str, label: str, escapes: Escapes, **more: object) -> CitationFormat:
        return CitationFormat(name, label, texts[name], escapes, **more)  # type: ignore[arg-type]

    return (
        way("word", "Word", HTML, note=_INLINE_NOTE, rich=True),
        way("text", "Citation", PLAIN, note=_INLINE_NOTE),
        way("bibtex", "BibTeX", BIBTEX, note=f". {NOTE}", accessed=("\n  urldate      = {", "iso", "},"), protects=True),
        way("markdown", "Markdown", MARKDOWN),
        way("html", "HTML", HTML),
        way("apa", "APA", HTML, note=f"; {NOTE[0].lower()}{NOTE[1:]}", accessed=("Retrieved ", "month", ", from "), rich=True, more=True),
        way("chicago", "Chicago", HTML, note=f" {NOTE}.", accessed=("Accessed ", "month", ". "), rich=True, more=True),
        way("url", "Address", PLAIN, more=True),
        way("rst", "reStructuredText", REST, more=True),
    )


def prefix(publication: Publication) -> str:
    """What keys of ours begin with, so that they do not meet others in an author's file: the strategy's prefix, or abbreviation and first year."""
    return publication.prefix or (re.sub(r"[^A-Za-z0-9]+", "", publication.publisher.abbreviation) or "strategy") + str(publication.period.start)


def work(publication: Publication) -> str:
    """The publication as it is cited: title and subtitle."""
    return f"{publication.title}: {publication.subtitle}" if publication.subtitle else publication.title


def formats(strategy: Strategy) -> tuple[CitationFormat, ...]:
    """How a part of a publication is linked and cited, in the order in which the formats are offered."""
    return _filled(strategy.publication, _document(strategy), False)


def formats_of_the_whole(strategy: Strategy) -> tuple[CitationFormat, ...]:
    """How a publication as a whole is linked and cited."""
    return _filled(strategy.publication, _document(strategy), True)


def _document(strategy: Strategy) -> SourceDocument | None:
    found = strategy.document
    return found.record if found else None


def restated(strategy: Strategy) -> str:
    """Whose words these are: `RESTATED`, or '' for a strategy that was born as this data, whose words are its own."""
    return RESTATED if strategy.document else ""


def year(strategy: Strategy) -> int | None:
    """The year of the work that is cited: the document's, or that of the edition where there is no document; none where the document's is not known."""
    source = _document(strategy)
    return source.year if source else strategy.publication.edition.date.year


def isbn(strategy: Strategy) -> str:
    """The ISBN of the document; '' where there is none."""
    source = _document(strategy)
    return (source.isbn if source else "") or ""


def imprint(strategy: Strategy) -> str:
    """The document's publisher, where it is not its author too, whom every citation names; else ''."""
    return _imprint(strategy.publication, _document(strategy))


def _imprint(publication: Publication, source: SourceDocument | None) -> str:
    return source.publisher if source and source.publisher != publication.publisher.name else ""


@lru_cache(maxsize=16)
def _filled(publication: Publication, source: SourceDocument | None, whole: bool) -> tuple[CitationFormat, ...]:
    unfilled = _formats(dict.fromkeys(_PARTS, ()))
    texts = {}
    for way in unfilled:
        fields = _fields(publication, source, way)
        parts = [""]
        for at, part in enumerate(re.split(r"<([a-z-]{2,})>", (_WHOLE if whole else _PARTS)[way.name])):
            if at % 2 and part not in fields:
                parts += [part, ""]
            else:
                parts[-1] += fields[part] if at % 2 else part
        texts[way.name] = tuple(parts)
    return _formats(texts)


def _fields(publication: Publication, source: SourceDocument | None, way: CitationFormat) -> dict[str, str]:
    """What is the same for everything in the publication, as a format must write it."""
    write, date, publisher = way.escape, publication.edition.date, _imprint(publication, source)
    said, year = write(RESTATED) if source else "", source.year if source else date.year
    names = write(_listed(publication.editors, _full))
    each = [way.escape(editor.name) if editor.name else "" for editor in publication.editors]
    in_bibtex = " and ".join(
        f"{{{body}}}" if body else f"{write(editor.family or '')}, {write(editor.given or '')}" for body, editor in zip(each, publication.editors, strict=True)
    )
    role = "Eds." if len(publication.editors) > 1 else "Ed."
    in_apa = write(_listed(publication.editors, _short, "&"))
    return {
        "author": write(publication.publisher.name),
        "imprint": f"{write(publisher)}. " if publisher else "",
        "work": way.title(work(publication)),
        "restated": said,
        "restated-first": said and f"{said} ",
        "restated-ends": said and " ",
        "restated-inside": said and f" [{said.rstrip('.')}",
        "inside-ends": said and "]",
        "edition": write(publication.edition.name),
        "day": day_first(date),
        "month": month_first(date),
        "iso": date.isoformat(),
        "year": str(year or UNDATED),
        "langid": _babel(publication.language),
        "year-field": f"\n  year         = {{{year}}}," if year else "",
        "prefix": prefix(publication),
        "by": f", by {names}" if names else "",
        "edited": f"edited by {names}, " if names else "",
        "chicago-edited": f"Edited by {names}. " if names else "",
        "apa-editors": f"{in_apa} ({role}), " if names else "",
        "apa-edited": f"{in_apa}, {role}; " if names else "",
        "bib-editors": f"\n  editor       = {{{in_bibtex}}}," if names else "",
        "isbn": f"ISBN {source.isbn}. " if source and source.isbn else "",
    }


def _babel(language: str) -> str:
    """A language as LaTeX's babel calls it: by its name in English, in small letters."""
    locale = locale_of(language.partition("-")[0])
    return ((locale and locale.get_display_name("en")) or language).lower()


def _full(editor: Editor) -> str:
    return editor.name or f"{editor.given} {editor.family}"


def _short(editor: Editor) -> str:
    """A body by its name; a person by initials and family name, as APA has editors."""
    return editor.name or " ".join([*(f"{word[0]}." for word in re.findall(r"[^ -]+", editor.given or "")), editor.family or ""])


def _listed(editors: Iterable[Editor], name: Callable[[Editor], str], last: str = "and") -> str:
    """Names in a row: 'A', 'A and B', 'A, B and C'."""
    *others, end = [name(editor) for editor in editors] or [""]
    return f"{', '.join(others)} {last} {end}" if others else end
