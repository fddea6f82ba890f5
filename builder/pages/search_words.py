"""A text → its words as the search compares them, for the index that is published: the counterpart of `templates/search/words.js`, word by word.

What a language has of its own stands once: English spellings in `words.en.js`, from which they are read here too; Russian stems in Snowball's algorithm.
`tests/pages/test_search_words.py` holds that both sides agree.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from builder.resources import Templates

__all__ = ["LANGUAGES", "Words", "fragments"]

Stem = Callable[[str], str]


@dataclass(frozen=True)
class Rules:
    """What is compared of the words of a language."""

    script: str
    """The same for the browser, in `templates/search/`."""
    stem: Callable[[str], Stem]
    """Gives what makes the stem of a folded word, from the text of the script."""
    letters: str = ""
    """Letters that Unicode takes apart and the language does not."""


def _english(script: str) -> Stem:
    """British and American spelling, plurals: the list of replacements that stands in the script as JSON."""
    listed = re.search(r"const SPELLINGS = (\[.*?\n  \]);", script, re.DOTALL)
    pairs = json.loads(re.sub(r",(?=\s*\])", "", listed[1])) if listed else []
    spellings = [(re.compile(pattern), re.sub(r"\$(\d)", r"\\g<\1>", to)) for pattern, to in pairs]

    def stem(word: str) -> str:
        if len(word) < 4 or not re.fullmatch("[a-z]+", word):
            return word
        for pattern, to in spellings:
            word = pattern.sub(to, word, count=1)
        return word

    return stem


def _russian(_: str) -> Stem:
    """Without endings, by Snowball; a word of other letters, or without a vowel, is left as it is."""
    import snowballstemmer  # reads the rules of all languages

    snowball = snowballstemmer.stemmer("russian")

    def stem(word: str) -> str:
        text = word.replace("ё", "е")
        return str(snowball.stemWord(text)) if re.fullmatch("[а-я]+", text) and re.search("[аеиоуыэюя]", text) else text

    return stem


ENGLISH, RUSSIAN = Rules("words.en.js", _english), Rules("words.ru.js", _russian, "й")
LANGUAGES: Mapping[str, tuple[Rules, ...]] = {"en": (ENGLISH,), "ru": (ENGLISH, RUSSIAN)}
"""The rules for the words of a language, and for English ones where that is written in other letters. Others have no rules."""

_NOT_ACCENTS: Mapping[str, str] = {"ı": "i", "ł": "l", "đ": "d", "ß": "ss"}
"""Letters that Unicode does not take apart."""
_BETWEEN = re.compile(r"[\s\ufeff,;:()“”\"„«»/…—–]+")
_ENDS = ".!?'’-"


@cache
def _letter(char: str) -> str:
    """A letter, digit, mark or apostrophe; a space for anything else."""
    return char if unicodedata.category(char)[0] in "LNM" or char in "'’" else " "


@cache
def _plain(char: str) -> str:
    """A character of a decomposed text without accents and apostrophes."""
    return "" if unicodedata.category(char)[0] == "M" or char in "ʻʼ’'" else _NOT_ACCENTS.get(char, char)


def fragments(text: str) -> list[str]:
    """The words of a text as they stand; ids, codes and addresses such as TO5-A03 and office@example.org also stay whole."""
    found: list[str] = []
    for chunk in _BETWEEN.split(text):
        word = chunk.strip(_ENDS)
        parts = [part for part in "".join(map(_letter, word)).split(" ") if part]
        if len(parts) > 1:
            found.append(word)
        found += parts
    return found


class Words:
    """How words are compared in a language (BCP 47), by the rules in a folder of templates."""

    def __init__(self, language: str, templates: Templates) -> None:
        self.rules = LANGUAGES.get(language.partition("-")[0], ())
        self._stems = [rules.stem(templates.find(rules.script).read_text("utf-8")) for rules in self.rules]
        self._whole = [(unicodedata.normalize("NFD", letter), letter) for rules in self.rules for letter in rules.letters]
        self._folded: dict[str, str] = {}

    @property
    def scripts(self) -> tuple[str, ...]:
        """The rules for the browser, in their order."""
        return tuple(rules.script for rules in self.rules)

    def fold(self, word: str) -> str:
        """A word as it is compared: e-mail as email; words with digits stay whole."""
        found = self._folded.get(word)
        if found is None:
            found = self._folded[word] = self._fold(word)
        return found

    def _fold(self, word: str) -> str:
        text = unicodedata.normalize("NFD", word.lower())
        for apart, letter in self._whole:
            text = text.replace(apart, letter)
        text = "".join(map(_plain, text))
        if not re.search("[0-9]", word):
            text = text.replace("-", "")
        for stem in self._stems:
            text = stem(text)
        return text

    def phrase(self, text: str) -> str:
        """All words of a text as they are compared, in their order."""
        return " ".join(map(self.fold, fragments(text)))
