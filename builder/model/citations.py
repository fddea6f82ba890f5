r"""How an entry is linked and cited: one template a format, with the escapes that the format needs.

The formats are data (`as_data`), so that a page can carry them once and a script can fill them in for any entry of the page;
`CitationFormat.fill` here and the script in the browser do the same.

Followed: CommonMark 0.31 (Markdown), HTML Living Standard, docutils reStructuredText, BibTeX as read by BibTeX, biber and pybtex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from builder.content.records import Publication

__all__ = ["CitationFormat", "formats", "formats_of_the_whole"]

Escapes = Mapping[str, str]
"""What each character that would be markup is written as."""

PLAIN: Escapes = {}
HTML: Escapes = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
MARKDOWN: Escapes = {
    **{char: "\\" + char for char in "\\`*_[]{}#!"},
    **HTML,
    "|": "&#124;",
    "~": "&#126;",
    "^": "&#94;",
    "$": "&#36;",
}
"""Backslashes where every reader of Markdown knows them, entities elsewhere (tables, strike-through, formulas)."""
REST: Escapes = {char: "\\" + char for char in "\\`*_<>|"}
BIBTEX: Escapes = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
}
"""A brace may stand in no other form: readers count braces whether or not a backslash comes before them."""


@dataclass(frozen=True)
class CitationFormat:
    """A way to write a link or a citation."""

    name: str
    label: str
    parts: tuple[str, ...]
    """The text cut at its fields: literal, field, literal, …; the fields are 'id', 'title', 'url' and 'note'."""
    escapes: Escapes
    note: str = ""
    """What the field 'note' stands for where the title is the editors' own."""

    def fill(self, identifier: str, title: str, url: str, *, editors: bool = False) -> str:
        """The finished text; `editors` says whose the title is. A URL stands as it is: ours hold letters, digits, hyphens and slashes only."""
        values = {"id": identifier, "title": self.escape(title), "url": url, "note": self.note if editors else ""}
        return "".join(values[part] if at % 2 else part for at, part in enumerate(self.parts))

    def escape(self, text: str) -> str:
        """Plain text on one line, as the format must write it."""
        return " ".join(text.split()).translate(self._table)

    @cached_property
    def _table(self) -> dict[int, str]:
        return _table(self.escapes)

    def as_data(self) -> dict[str, Any]:
        """The format for a script: the same parts and escapes."""
        return {"name": self.name, "label": self.label, "parts": list(self.parts), "escapes": dict(self.escapes), "note": self.note}


def _escape(text: str, escapes: Escapes) -> str:
    return " ".join(text.split()).translate(_table(escapes))


def _table(escapes: Escapes) -> dict[int, str]:
    return {ord(char): written for char, written in escapes.items()}


_BIBTEX_END = """
  publisher = {{<publisher>}},
  edition   = {<edition>},
  year      = {<year>},
  month     = <month>,
  language  = {<language>},
  url       = {<url>}
}"""

_PARTS = (
    ("url", "Address", "<url>", PLAIN),
    ("markdown", "Markdown", "[<title> (<id>)](<url>)", MARKDOWN),
    ("html", "HTML", '<a href="<url>"><title> (<id>)</a>', HTML),
    ("rst", "reStructuredText", "`<title> (<id>) <<url>>`__", REST),
    ("text", "Citation", "<publisher>: “<title>” (<id><note>). In: <work>. Edition <edition>, <date>. <url>", PLAIN),
    (
        "bibtex",
        "BibTeX",
        "@incollection{<prefix>:<id>,\n  author    = {{<publisher>}},\n  title     = {{<title> (<id>)}},\n  booktitle = {{<work>}},<note>" + _BIBTEX_END,
        BIBTEX,
    ),
)
"""How a part of the publication is linked and cited: (name, label, template with <fields>, escapes)."""

NOTE = "Title by the editors"
_NOTES = {"text": f", {NOTE[0].lower()}{NOTE[1:]}", "bibtex": f"\n  note      = {{{NOTE}}},"}
"""What a citation says where the title is not the source's; a link needs no such word."""

_WHOLE = (
    ("url", "Address", "<url>", PLAIN),
    ("markdown", "Markdown", "[<work>](<url>)", MARKDOWN),
    ("html", "HTML", '<a href="<url>"><work></a>', HTML),
    ("rst", "reStructuredText", "`<work> <<url>>`__", REST),
    ("text", "Citation", "<publisher>: <work>. Edition <edition>, <date>. <url>", PLAIN),
    (
        "bibtex",
        "BibTeX",
        "@techreport{<prefix>,\n  author    = {{<publisher>}},\n  title     = {{<work>}},\n  institution = {{<publisher>}}," + _BIBTEX_END,
        BIBTEX,
    ),
)
"""How the publication as a whole is."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names of months that every BibTeX style defines."""


def prefix(publication: Publication) -> str:
    """What keys of ours begin with, so that they do not meet others in an author's file: abbreviation and first year."""
    return (re.sub(r"[^A-Za-z0-9]+", "", publication.publisher.abbreviation) or "strategy") + str(publication.period.start)


def work(publication: Publication) -> str:
    """The publication as it is cited: title and subtitle."""
    return f"{publication.title}: {publication.subtitle}" if publication.subtitle else publication.title


def formats(publication: Publication) -> tuple[CitationFormat, ...]:
    """How a part of a publication is linked and cited, in the order in which the formats are offered."""
    return _filled(publication, False)


def formats_of_the_whole(publication: Publication) -> tuple[CitationFormat, ...]:
    """How a publication as a whole is linked and cited."""
    return _filled(publication, True)


@lru_cache(maxsize=16)
def _filled(publication: Publication, whole: bool) -> tuple[CitationFormat, ...]:
    return tuple(_formats(publication, _WHOLE if whole else _PARTS))


def _formats(publication: Publication, templates: tuple[tuple[str, str, str, Escapes], ...]) -> Iterator[CitationFormat]:
    date = publication.edition.date
    fields = {
        "publisher": publication.publisher.name,
        "work": work(publication),
        "edition": publication.edition.name,
        "date": date.isoformat(),
        "year": str(date.year),
        "month": MONTHS[date.month - 1],
        "language": publication.language,
        "prefix": prefix(publication),
    }
    for name, label, template, escapes in templates:
        parts = [""]
        for at, part in enumerate(re.split(r"<([a-z]+)>", template)):
            if at % 2 and part not in fields:
                parts += [part, ""]
            else:
                parts[-1] += _escape(fields[part], escapes) if at % 2 else part
        yield CitationFormat(name, label, tuple(parts), escapes, _NOTES.get(name, ""))
