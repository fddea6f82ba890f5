"""Texts as the builder handles them before anybody reads them: names in grammatical cases, texts in another language, texts with braces to fill."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

__all__ = ["Foreign", "Form", "Kept", "Quoting", "Text"]


class Form(str):
    """A word in its first case, which knows its other ones. A case that it does not have is the first one."""

    __slots__ = ("cases",)

    cases: Mapping[str, str]

    def __new__(cls, text: str, cases: Mapping[str, str] | None = None) -> Form:
        """`cases` are all of them by name, of which `text` is the first."""
        form = super().__new__(cls, text)
        form.cases = cases or {}
        return form

    @classmethod
    def read(cls, text: str, names: Sequence[str]) -> Form:
        """From a catalogue: the cases in their order with commas between, as in 'цель, цели, цели'. Without as many commas it is one form.

        What was read before is itself.
        """
        if isinstance(text, Form):
            return text
        found = [part.strip() for part in text.split(",")]
        return cls(found[0], dict(zip(names, found, strict=True))) if names and len(found) == len(names) else cls(text)

    def changed(self, how: Callable[[str], str]) -> Form:
        """The same with something done to each case."""
        return Form(how(str(self)), {name: how(text) for name, text in self.cases.items()})

    def case(self, name: str) -> str:
        """The word in a case; in its first, if it does not have that."""
        return self.cases.get(name, str(self))


class Foreign(str):
    """A text in another language than what stands around it."""

    __slots__ = ("direction", "language")

    language: str
    """As in BCP 47."""
    direction: str
    """'ltr' or 'rtl', where it is written in another direction than what stands around it; else ''."""

    def __new__(cls, text: str, language: str, direction: str = "") -> Self:
        """The text in its language."""
        found = super().__new__(cls, text)
        found.language, found.direction = language, direction
        return found

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override] # more than a plain text needs
        """What it is made of, for processes that it is handed to."""
        return str(self), self.language, self.direction

    def like(self, text: str) -> Foreign:
        """Another text of its language, such as a part of it."""
        return Foreign(text, self.language, self.direction)


class Kept(Foreign):
    """A text that stays in its language whatever the language around it, such as a postal address or the name of a section: nobody is to translate it."""

    __slots__ = ()


_MARKS = "“”„«»‘’‚‹›「」『』"
"""Quotation marks of all languages, but for those that are signs of markup too."""


class Quoting(str):
    """A text that quotes words of another language between quotation marks, as they are printed."""

    __slots__ = ("direction", "language", "quoted")

    language: str
    """That of what is quoted, as in BCP 47."""
    direction: str
    """As of a foreign text."""
    quoted: tuple[str, ...]
    """The words that are quoted, with single spaces between."""

    def __new__(cls, text: str, language: str, quoted: tuple[str, ...], direction: str = "") -> Self:
        """The text with what it quotes."""
        found = super().__new__(cls, text)
        found.language, found.quoted, found.direction = language, quoted, direction
        return found

    def cut(self, shown: str, written: Callable[[str], str] = str) -> list[str]:
        """What is shown of it, cut before and after what it quotes: every second piece is a quotation. `written` is how words stand there."""
        inside = (str(written(f"x{words}x"))[1:-1] for words in self.quoted)  # signs that matter at the ends of lines are none there
        quoted = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in inside)
        return re.split(f"(?<=[{_MARKS}])({quoted})(?=[{_MARKS}])", shown)

    def __getnewargs__(self) -> tuple[str, str, tuple[str, ...], str]:  # type: ignore[override] # more than a plain text needs
        """What it is made of, for processes that it is handed to."""
        return str(self), self.language, self.quoted, self.direction


@dataclass(frozen=True)
class Text:
    """A text cut at its fields: each piece is followed by the path of a field, or by none at the end."""

    pieces: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """From a text as templates and catalogues have it: '{name}', '{objective.many.gen}'."""
        return cls(tuple((literal, tuple(name.split(".")) if name else ()) for literal, name, _, _ in string.Formatter().parse(text)))

    def filled(self, values: Mapping[str, Any], nouns: Mapping[str, Any], shown: Callable[[Any], str]) -> str:
        """The text with values in its fields, or with nouns where no value has the name; `shown` is what becomes of each."""
        found = []
        for literal, path in self.pieces:
            found.append(literal)
            if path:
                found.append(shown(values[path[0]] if len(path) == 1 and path[0] in values else _value(path, values, nouns)))
        return "".join(found)


def _value(path: tuple[str, ...], values: Mapping[str, Any], nouns: Mapping[str, Any]) -> Any:
    name, *steps = path
    value = values[name] if name in values else nouns[name]
    for step in steps:
        value = _form(value, step) if isinstance(value, str) else getattr(value, step)
    return value


def _form(name: str, case: str) -> str:
    """A name in a case; one that has no cases is the same in all of them."""
    return name.case(case) if isinstance(name, Form) else name
