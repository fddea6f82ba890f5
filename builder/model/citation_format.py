r"""A way to write a link or a citation, as data: a text cut at its fields, and the escapes that the format needs.

A page carries the formats once (`as_data`) and a script fills them in for any entry of the page;
`CitationFormat.fill` here and the script in the browser do the same.

Followed: CommonMark 0.31 (Markdown), HTML Living Standard, docutils reStructuredText, BibTeX as read by BibTeX, biber and pybtex.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date

from builder.localization import Localization

__all__ = ["CitationFormat"]

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


MONTH_FIRST = "month"
"""The way in which styles write a date in English: 'November 24, 2026'."""
ISO = "iso"
"""The way in which data have it: '2026-11-24'."""


def dated(date: datetime.date, style: str) -> str:
    """A date in a style: `MONTH_FIRST`, `ISO`, or as a language (BCP 47) has it in words."""
    if style == ISO:
        return date.isoformat()
    return str(format_date(date, "long", Locale("en", "US"))) if style == MONTH_FIRST else Localization(style).date(date)


@dataclass(frozen=True)
class CitationFormat:
    """A way to write a link or a citation."""

    name: str
    label: str
    parts: tuple[str, ...]
    """The text cut at its fields: literal, field, literal, …; the fields are 'id', 'code', 'title', 'url', 'note' and 'accessed'."""
    escapes: Escapes
    note: str = ""
    """What the field 'note' stands for where the title is the editors' own."""
    accessed: tuple[str, str, str] = ("", "", "")
    """What stands before the date of access, how the date is written (`dated`), and what stands after it; nothing of it where no date is known."""
    rich: bool = False
    """Whether the text is HTML that stands for formatted words, and is shown and pasted as these."""
    protects: bool = False
    """Whether words with capitals are set in braces, so that no style changes them."""
    more: bool = False
    """Whether it is one of those that few ask for."""

    def fill(self, identifier: str, title: str, url: str, *, code: str = "", editors: bool = False, accessed: datetime.date | None = None) -> str:
        """The finished text; `code` stands for the id where the strategy prints one, `editors` says whose the title is, `accessed` when the address was read,
        which only the reader knows.

        A URL stands as it is: ours hold letters, digits, hyphens and slashes only.
        """
        return self.put(identifier, self.title(title), self.escape(code), url, editors=editors, accessed=accessed)

    def put(self, identifier: str, title: str, code: str, url: str, *, editors: bool = False, accessed: datetime.date | None = None) -> str:
        """The same with a title and a code that are written as the format must write them."""
        before, style, after = self.accessed
        form = self._form(f"{before}{dated(accessed, style)}{after}", editors=editors) if accessed and style else self._undated[editors]
        return form % {"id": identifier, "code": code or identifier, "title": title, "url": url}

    @cached_property
    def _undated(self) -> tuple[str, str]:
        """The form of titles that are the document's and of those that are the editors', without a date of access."""
        return self._form("", editors=False), self._form("", editors=True)

    def _form(self, accessed: str, *, editors: bool) -> str:
        """The text with what differs by entry still to be put in."""
        known = {"note": self.note if editors else "", "accessed": accessed}
        found = []
        for at, part in enumerate(self.parts):
            if at % 2 and part not in known:
                found.append(f"%({part})s")
            else:
                found.append((known[part] if at % 2 else part).replace("%", "%%"))
        return "".join(found)

    def title(self, text: str) -> str:
        """A title on one line, as the format must write it."""
        if not self.protects:
            return self.escape(text)
        words = zip(text.split(), self.escape(text).split(), strict=True)
        return " ".join(written if plain(word, at) else f"{{{written}}}" for at, (word, written) in enumerate(words))

    def escape(self, text: str) -> str:
        """Plain text on one line, as the format must write it."""
        line = " ".join(text.split())
        return line.translate(self._table) if self._special.search(line) else line

    @cached_property
    def _special(self) -> re.Pattern[str]:
        """What must be written otherwise: most texts have nothing of it, and that is told soon."""
        return re.compile(f"[{re.escape(''.join(self.escapes))}]" if self.escapes else "(?!)")

    @cached_property
    def _table(self) -> dict[int, str]:
        return {ord(char): written for char, written in self.escapes.items()}

    def as_data(self) -> dict[str, Any]:
        """The format for a script: the same parts and escapes; what is empty is left out."""
        data = {
            "name": self.name,
            "label": self.label,
            "parts": list(self.parts),
            "escapes": dict(self.escapes),
            "note": self.note,
            "accessed": list(self.accessed) if self.accessed[1] else None,
            "rich": self.rich,
            "protects": self.protects,
            "more": self.more,
        }
        return {name: value for name, value in data.items() if value or name in ("parts", "escapes")}


def plain(word: str, at: int) -> bool:
    """Whether a style may change the capitals of a word: it has none, or as the first word only that with which a title begins."""
    return not any(map(str.isupper, word if at else word[1:]))
