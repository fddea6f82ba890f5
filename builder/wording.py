"""Texts as the builder handles them before anybody reads them: names in grammatical cases, texts in another language, texts with braces to fill,
and messages, which are English until they are told to somebody.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Self

__all__ = ["Foreign", "Form", "Kept", "Phrase", "Quoting", "Tell", "Text", "english"]


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
    @cache
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


class Phrase(str):
    """A message for the person who runs the builder: English as it stands, which remembers its sentence and its values, to be told in another language.

    `Phrase("there is no file '{name}'", name=path)` is the text in English. The sentence with its braces is the key in the catalogues of messages, so
    it is written out where the phrase is made; a brace that is meant is doubled. A value may be a phrase itself; other values stay as they are.
    """

    __slots__ = ("sentence", "several", "values")

    sentence: str
    """What stands in the catalogues, with its braces."""
    several: tuple[str, int] | None
    """The sentence about several things, and the number of things, if the phrase is about a number."""
    values: Mapping[str, str | Decimal]
    """What stands in the braces: texts, phrases, and decimal numbers, which languages write in their own way."""

    def __new__(cls, sentence: str, /, **values: Any) -> Phrase:
        """The sentence filled with values."""
        return cls._made(Text.of(sentence).filled(values, {}, _written), sentence, None, _kept(values))

    @classmethod
    def _made(cls, text: str, sentence: str, several: tuple[str, int] | None, values: Mapping[str, str | Decimal]) -> Phrase:
        made = super().__new__(cls, text)
        made.sentence, made.several, made.values = sentence, several, values
        return made

    @classmethod
    def counted(cls, one: str, many: str, number: int, /, **values: Any) -> Phrase:
        """A phrase about a number of things: `one` is the sentence about one; `{number}` is the number."""
        values = _kept({"number": number, **values})
        return cls._made(Text.of(one if number == 1 else many).filled(values, {}, _written), one, (many, number), values)

    @classmethod
    def word(cls, word: str) -> Phrase:
        """One of a list of words, all of which the catalogues have: it need not be written out where the phrase is made, and has no braces."""
        return cls._made(word, word, None, {})

    @classmethod
    def row(cls, items: Iterable[str], between: str = ", ") -> Phrase:
        """Phrases and texts in a row, with the same sign between them in every language."""
        values = {str(at): item for at, item in enumerate(items)}
        return cls(between.join(f"{{{at}}}" for at in values), **values)

    @classmethod
    def verbatim(cls, text: str) -> Phrase:
        """A text that is the same in every language, such as a name or what another program said."""
        return cls.row([text])

    def __add__(self, other: Phrase) -> Phrase:  # type: ignore[override] # a text that is no phrase would stay English
        """The phrase with another one behind it."""
        return Phrase.row([self, other], "") if other else self

    def shown(self, text: str) -> Phrase:
        """The same phrase, which is shown in English as another text, such as one that is cut short."""
        return Phrase._made(text, self.sentence, self.several, self.values)

    def __reduce__(self) -> tuple[Callable[..., Phrase], tuple[Any, ...]]:
        """As another process sends it: with all that it remembers."""
        return Phrase._made, (str(self), self.sentence, self.several, self.values)


def _written(value: Any) -> str:
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _kept(values: Mapping[str, Any]) -> dict[str, str | Decimal]:
    return {name: value if isinstance(value, str | Decimal) else str(value) for name, value in values.items()}


Tell = Callable[[str], str]
"""What tells a message in the language of a person; a text that is no phrase stays as it is."""


def english(message: str) -> str:
    """A message as it stands, in English."""
    return str(message)


def _value(path: tuple[str, ...], values: Mapping[str, Any], nouns: Mapping[str, Any]) -> Any:
    name, *steps = path
    value = values[name] if name in values else nouns[name]
    for step in steps:
        value = _form(value, step) if isinstance(value, str) else getattr(value, step)
    return value


def _form(name: str, case: str) -> str:
    """A name in a case; one that has no cases is the same in all of them."""
    return name.case(case) if isinstance(name, Form) else name
