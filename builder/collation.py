"""The order of words in a language, as Unicode CLDR has it (UTS 35, part 5): `collation.json` holds its tailorings of the languages of Europe and Asia.

Letters are compared first, then capitals and accents. A language that the table does not have has the order of CLDR's root.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

__all__ = ["Collation"]

_PLACES = 0x10FF00
"""The first of the characters, which no text has, that stand for places behind a letter."""
_TWO = {"æ": "ae", "œ": "oe", "և": "եւ"}
"""Letters that are as two, but in languages where they are letters of their own."""
_TURKIC = str.maketrans({"I": "ı", "İ": "i"})


@cache
def _table() -> Any:
    return json.loads(Path(__file__).with_name("collation.json").read_text("utf-8"))


class Collation:
    """How a language orders words."""

    def __init__(self, language: str) -> None:
        """`language` is a tag as BCP 47 has it; what is not known of it is as in its primary language, or in root."""
        known: Mapping[str, Mapping[str, str]] = _table()["languages"]
        found = known.get(language) or known.get(language.partition("-")[0]) or {"first": "", "rules": ""}
        self._turkic = language.partition("-")[0] in ("az", "tr")
        self._first = found["first"]
        self._places = dict(_placed(_table()["root"])) | dict(_placed(found["rules"]))

    @classmethod
    @cache
    def of(cls, language: str) -> Collation:
        """That of a language, made once."""
        return cls(language)

    @cached_property
    def _letters(self) -> re.Pattern[str]:
        """What finds the letters of a word, some of which are written with several."""
        several = sorted((letter for letter in self._places if len(letter) > 1), key=lambda letter: (-len(letter), letter))
        return re.compile("|".join([*map(re.escape, several), "."]), re.DOTALL)

    def _small(self, text: str) -> str:
        return unicodedata.normalize("NFC", (text.translate(_TURKIC) if self._turkic else text).casefold())

    def key(self, text: str) -> tuple[str, str, str]:
        """By what words are put in order: by their letters, then by accents, then by capitals, which stand behind small letters."""
        return "".join(map(self._weight, self._letters.findall(self._small(text)))), text.casefold(), text.swapcase()

    def initial(self, text: str) -> str:
        """The letter under which an index has a word, as a capital: 'É' stands under 'E', but 'Č' under 'Č' where that is a letter of its own."""
        letter = next(iter(self._letters.findall(self._small(text))), "")
        own = letter if letter in self._places and self._places[letter] != self._places.get(_base(letter), _base(letter)) else _base(letter)
        return "İ" if self._turkic and own == "i" else own[:1].upper() + own[1:]

    def _weight(self, letter: str) -> str:
        """A letter as what compares like it; signs stand before figures, those before letters of the language's script, and those before others."""
        if not letter[0].isalnum():
            return f"\x01{letter}"
        if letter in _TWO and letter not in self._places:
            return "".join(map(self._weight, _TWO[letter]))
        base = _base(letter)
        weight = self._places.get(letter) or self._places.get(base, base)
        return f"A{weight}" if self._first and unicodedata.name(letter[0], "").startswith(self._first) else weight


def _placed(rules: str) -> Iterator[tuple[str, str]]:
    """The letters of rules, each as what compares like it."""
    for rule in rules.split():
        anchor, *others = re.split("([<=])", rule)
        yield anchor, anchor
        behind = 0
        for sign, letter in zip(others[::2], others[1::2], strict=True):
            behind += sign == "<"
            yield letter, anchor + chr(_PLACES + behind) if behind else anchor


def _base(letter: str) -> str:
    """A letter without its accent; of scripts other than Latin and Greek, where accents make other letters, ё alone loses it."""
    first = unicodedata.normalize("NFD", letter)[:1]
    return first if letter == "ё" or first < "\u0400" else letter
