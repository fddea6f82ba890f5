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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter

from builder.content.records import Editor, Publication, SourceDocument
from builder.languages import locale_of
from builder.localization import SOURCE, Localization, deferred
from builder.model.citation_format import BIBTEX, HTML, MARKDOWN, MONTH_FIRST, PLAIN, REST, CitationFormat, Escapes, dated
from builder.model.strategy import Strategy

__all__ = ["formats", "formats_of_the_whole"]

RESTATED = deferred("Restated by the editors of this edition; official wording in the document.")
"""Whose words these are, as every page, card and citation of a strategy says it that restates a document."""
TRANSLATED_RESTATED = deferred("Unofficial translation, restated by the editors; the official wording is in the document.")
"""The same in a translation."""
TRANSLATED = deferred("Unofficial translation by the editors.")
"""Whose words a translation has that restates no document."""
NOTE = deferred("Title by the editors")
"""What is said where the title is not the source's; a link needs no such word."""
INLINE_NOTE = deferred("title by the editors")
"""The same within a sentence."""
UNDATED = deferred("n.d.")
"""The year of a document of which none is known."""

_BIBTEX_END = """<year-field>
  langid       = {<langid>},
  url          = {<url>},<accessed>
  options      = {url=false},
}"""


@dataclass(frozen=True)
class _Form:
    """How a format links or cites: `words` for readers, whose fields `shown` fills otherwise than by their names, and around them what is no words."""

    words: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    around: str = "<words>"

    def pieces(self, localization: Localization, escapes: Escapes) -> Iterator[tuple[str, str]]:
        """The form in a language, piece by piece as a format must write it: a text and '', or '' and the name of a field."""
        for text, name in _cut(self.around):
            if name == "words":
                yield from self._said(localization, str.maketrans(dict(escapes)))
            else:
                yield text, name

    def _said(self, localization: Localization, table: Mapping[int, str]) -> Iterator[tuple[str, str]]:
        for literal, name, _, _ in Formatter().parse(localization.said(self.words)):
            yield literal.translate(table), ""
            if name:
                yield from _cut(self.shown.get(name, f"<{name}>"))


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """A text cut at its <fields>."""
    for at, part in enumerate(re.split(r"<([a-z-]{2,})>", text)):
        yield ("", part) if at % 2 else (part, "")


_WORK = {"work": "<i><work></i>"}
_LINK = {"url": '<a href="<url>"><url></a>'}
_BIBTEX = {"url": "\\url{<url>}", "date": "<iso>"}
_APA = {**_WORK, "date": "<month>", "remark": "<restated-inside><note><inside-ends>"}
_CHICAGO = {**_WORK, "date": "<month>"}

_PART = deferred("{author}. ‘{title}’ ({code}{note}). In {work}. ({year}) {imprint}{restated}{cited} {url}")
_PARTS = {
    "word": _Form(_PART, {**_WORK, **_LINK}),
    "text": _Form(_PART),
    "bibtex": _Form(
        deferred("In: {work}. {imprint}{isbn}{restated}Version {edition}, {date}{note}. {url}"),
        _BIBTEX,
        "@misc{<prefix>:<id>,\n  author       = {{<author>}},\n  title        = {<title> ({<code>})},<bib-editors>\n  howpublished = {<words>}," + _BIBTEX_END,
    ),
    "markdown": _Form(around="[<title> (<code>)](<url>)"),
    "html": _Form(around='<a href="<url>"><title> (<code>)</a>'),
    "apa": _Form(
        deferred("{author}. ({year}). {title} ({code}){remark}. In {editors}{work} (Version {edition}, {date}). {imprint}{accessed}{url}"),
        {**_APA, "editors": "<apa-editors>"},
    ),
    "chicago": _Form(
        deferred("{author}. {year}. “{title} ({code}).” In {work}, {edited}edition {edition}, {date}. {imprint}{remark}{accessed}{url}."),
        {**_CHICAGO, "remark": "<restated-bare><note><restated-ends>"},
    ),
    "url": _Form(around="<url>"),
    "rst": _Form(around="`<title> (<code>) <<url>>`__"),
}
"""How a part of the publication is linked and cited, by the name of the format."""

_ALL = deferred("{author}. {work}. ({year}) {imprint}{restated}{cited} {url}")
_WHOLE = {
    "word": _Form(_ALL, {**_WORK, **_LINK}),
    "text": _Form(_ALL),
    "bibtex": _Form(
        deferred("{imprint}{isbn}{restated}Version {edition}, {date}. {url}"),
        _BIBTEX,
        "@misc{<prefix>,\n  author       = {{<author>}},\n  title        = {<work>},<bib-editors>\n  howpublished = {<words>}," + _BIBTEX_END,
    ),
    "markdown": _Form(around="[<work>](<url>)"),
    "html": _Form(around='<a href="<url>"><work></a>'),
    "apa": _Form(
        deferred("{author}. ({year}). {work} ({editors}Version {edition}, {date}){remark}. {imprint}{accessed}{url}"), {**_APA, "editors": "<apa-edited>"}
    ),
    "chicago": _Form(
        deferred("{author}. {year}. {work}. {edited}Edition {edition}, {date}. {imprint}{restated}{accessed}{url}."),
        {**_CHICAGO, "edited": "<chicago-edited>"},
    ),
    "url": _Form(around="<url>"),
    "rst": _Form(around="`<work> <<url>>`__"),
}
"""How the publication as a whole is; the same formats."""


def _formats(texts: Mapping[str, tuple[str, ...]], localization: Localization) -> tuple[CitationFormat, ...]:
    """The formats in the order in which they are offered: first what most ask for."""
    note, inline = localization(NOTE), localization(INLINE_NOTE)

    def way(name: str, label: str, escapes: Escapes, note: str = "", **more: object) -> CitationFormat:
        return CitationFormat(name, label, texts[name], escapes, note.translate(str.maketrans(dict(escapes))), **more)  # type: ignore[arg-type]

    def accessed(words: str) -> tuple[str, str, str]:
        before, _, after = words.partition("{date}")
        return before, _style(localization), after

    return (
        way("word", "Word", HTML, f", {inline}", rich=True),
        way("text", localization("Citation"), PLAIN, f", {inline}"),
        way("bibtex", "BibTeX", BIBTEX, f". {note}", accessed=("\n  urldate      = {", "iso", "},"), protects=True),
        way("markdown", "Markdown", MARKDOWN),
        way("html", "HTML", HTML),
        way("apa", "APA", HTML, f"; {inline}", accessed=accessed(localization.said("Retrieved {date}, from ")), rich=True, more=True),
        way("chicago", "Chicago", HTML, f" {note}.", accessed=accessed(localization.said("Accessed {date}. ")), rich=True, more=True),
        way("url", localization("Address"), PLAIN, more=True),
        way("rst", "reStructuredText", REST, more=True),
    )


def prefix(strategy: Strategy) -> str:
    """What keys of ours begin with, so that they do not meet others in an author's file: the strategy's prefix, or abbreviation and first year.

    They are one for all languages, as ids are: no translator's word for the publisher changes a key.
    """
    publication = strategy.root.original or strategy.publication
    return publication.prefix or (re.sub(r"[^A-Za-z0-9]+", "", publication.publisher.abbreviation) or "strategy") + str(publication.period.start)


def work(publication: Publication) -> str:
    """The publication as it is cited: title and subtitle."""
    return f"{publication.title}: {publication.subtitle}" if publication.subtitle else publication.title


def formats(strategy: Strategy) -> tuple[CitationFormat, ...]:
    """How a part of a publication is linked and cited, in the order in which the formats are offered."""
    return _filled(strategy)[0]


def formats_of_the_whole(strategy: Strategy) -> tuple[CitationFormat, ...]:
    """How a publication as a whole is linked and cited."""
    return _filled(strategy)[1]


def _document(strategy: Strategy) -> SourceDocument | None:
    found = strategy.document
    return found.record if found else None


def restated(strategy: Strategy) -> str:
    """Whose words these are; '' for a strategy that was born as this data, whose words are its own, unless they are a translation."""
    if strategy.origin is not None:
        return strategy.localization(TRANSLATED_RESTATED if strategy.document else TRANSLATED)
    return strategy.localization(RESTATED) if strategy.document else ""


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
    source = _document(strategy)
    return source.publisher if source and source.publisher != strategy.publication.publisher.name else ""


@lru_cache(maxsize=1)
def _filled(strategy: Strategy) -> tuple[tuple[CitationFormat, ...], tuple[CitationFormat, ...]]:
    """The formats of a part, and those of the whole: every entry is cited, and the same holds for all of one strategy."""
    return _made(strategy, _PARTS), _made(strategy, _WHOLE)


def _made(strategy: Strategy, forms: Mapping[str, _Form]) -> tuple[CitationFormat, ...]:
    localization = strategy.localization
    texts = {}
    for way in _formats(dict.fromkeys(forms, ()), localization):
        fields = _fields(strategy, way)
        parts = [""]
        for text, name in forms[way.name].pieces(localization, way.escapes):
            if name and name not in fields:
                parts += [name, ""]
            else:
                parts[-1] += fields[name] if name else text
        texts[way.name] = tuple(parts)
    return _formats(texts, localization)


def _fields(strategy: Strategy, way: CitationFormat) -> dict[str, str]:
    """What is the same for everything in the publication, as a format must write it."""
    publication, localization, write = strategy.publication, strategy.localization, way.escape
    date, publisher, printed = publication.edition.date, imprint(strategy), isbn(strategy)
    said = write(restated(strategy))
    return {
        "author": write(publication.publisher.name),
        "imprint": f"{write(publisher)}. " if publisher else "",
        "work": way.title(work(publication)),
        "restated": said and f"{said} ",
        "restated-bare": said,
        "restated-ends": said and " ",
        "restated-inside": said and f" [{said.rstrip('.')}",
        "inside-ends": said and "]",
        "edition": write(publication.edition.name),
        "month": write(dated(date, _style(localization))),
        "iso": date.isoformat(),
        "year": write(str(year(strategy) or localization(UNDATED))),
        "langid": _babel(publication.language),
        "year-field": f"\n  year         = {{{year(strategy)}}}," if year(strategy) else "",
        "prefix": prefix(strategy),
        "isbn": f"ISBN {printed}. " if printed else "",
        **_edited(publication, localization, way),
    }


def _edited(publication: Publication, localization: Localization, way: CitationFormat) -> dict[str, str]:
    """What a format says of the edition and its editors; of those nothing where there are none."""
    write, editors, edition = way.escape, publication.editors, publication.edition
    day = localization.date(edition.date)
    if not editors:
        cited = write(localization("Edition {edition}, {day}.", edition=edition.name, day=day))
        return {"cited": cited, **dict.fromkeys(("edited", "chicago-edited", "apa-editors", "apa-edited", "bib-editors"), "")}
    names, in_apa = localization.series([full_name(editor) for editor in editors]), _in_apa(editors)
    many = len(editors) > 1
    in_bibtex = " and ".join(f"{{{write(editor.name)}}}" if editor.name else f"{write(editor.family or '')}, {write(editor.given or '')}" for editor in editors)
    return {
        "cited": write(localization("Edition {edition}, {day}, by {editors}.", edition=edition.name, day=day, editors=names)),
        "edited": write(localization("edited by {editors},", editors=names)) + " ",
        "chicago-edited": write(localization("Edited by {editors}.", editors=names)) + " ",
        "apa-editors": write(localization("{editors} (Eds.),", editors=in_apa) if many else localization("{editors} (Ed.),", editors=in_apa)) + " ",
        "apa-edited": write(localization("{editors}, Eds.;", editors=in_apa) if many else localization("{editors}, Ed.;", editors=in_apa)) + " ",
        "bib-editors": f"\n  editor       = {{{in_bibtex}}},",
    }


def _style(localization: Localization) -> str:
    """How APA and Chicago write dates: as they ask for in English, or else as the language has them (`citation_format.dated`)."""
    return MONTH_FIRST if localization.language.partition("-")[0] == SOURCE else localization.language


def _babel(language: str) -> str:
    """A language as LaTeX's babel calls it: by its name in English, in small letters."""
    locale = locale_of(language.partition("-")[0])
    return ((locale and locale.get_display_name("en")) or language).lower()


def full_name(editor: Editor) -> str:
    """The name of a body, or given and family name of a person."""
    return editor.name or f"{editor.given} {editor.family}"


def _short(editor: Editor) -> str:
    """A body by its name; a person by initials and family name, as APA has editors."""
    return editor.name or " ".join([*(f"{word[0]}." for word in re.findall(r"[^ -]+", editor.given or "")), editor.family or ""])


def _in_apa(editors: Iterable[Editor]) -> str:
    """Names in a row: 'A', 'A & B', 'A, B & C'."""
    *others, end = map(_short, editors)
    return f"{', '.join(others)} & {end}" if others else end
