"""The stems that the search makes of Russian words are those of Snowball's own stemmer."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import product

import snowballstemmer
from babel import Locale

from builder.resources import TEMPLATES
from tests.stems import stems

ENDINGS = [
    "в",
    "вши",
    "вшись",
    "ив",
    "ивши",
    "ившись",
    "ыв",
    "ывши",
    "ывшись",
    "ее",
    "ие",
    "ые",
    "ое",
    "ими",
    "ыми",
    "ей",
    "ий",
    "ый",
    "ой",
    "ем",
    "им",
    "ым",
    "ом",
    "его",
    "ого",
    "ему",
    "ому",
    "их",
    "ых",
    "ую",
    "юю",
    "ая",
    "яя",
    "ою",
    "ею",
    "нн",
    "вш",
    "ющ",
    "щ",
    "ивш",
    "ывш",
    "ующ",
    "ся",
    "сь",
    "ла",
    "на",
    "ете",
    "йте",
    "ли",
    "й",
    "л",
    "н",
    "ло",
    "но",
    "ет",
    "ют",
    "ны",
    "ть",
    "ешь",
    "нно",
    "ила",
    "ено",
    "уйте",
    "ишь",
    "а",
    "ев",
    "ов",
    "ье",
    "иями",
    "ями",
    "ам",
    "о",
    "у",
    "ах",
    "иях",
    "ы",
    "ь",
    "ию",
    "ю",
    "я",
    "и",
    "ост",
    "ость",
    "ейш",
    "ейше",
]
STARTS = ("", "а", "бе", "стро", "приня", "осты", "длинн")
MOST = 5_000
"""Most bytes of the rules for a language, compressed."""


def names() -> Iterator[str]:
    """The Russian names of countries, languages, scripts, currencies and units, in the forms that Unicode CLDR has."""
    russian = Locale("ru")
    for table in (russian.territories, russian.languages, russian.scripts, russian.currencies, russian.months, russian.days, russian._data["unit_patterns"]):
        yield str(dict(table))
    yield str(russian._data["currency_names_plural"])


def made() -> Iterator[str]:
    """Words with every ending behind every other one, after а, я and consonants; some are none."""
    for start, before, first, second in product(STARTS, ("", "а", "я", "н"), ENDINGS, ("", *ENDINGS)):
        yield f"{start}{before}{first}{second}"


def test_stems_are_those_of_snowball() -> None:
    words = {word.lower() for text in names() for word in re.findall("[А-Яа-яЁё]+", text)}
    assert len(words) > 1000
    snowball = snowballstemmer.stemmer("russian")
    found = stems("ru", sorted(words | set(made())))
    assert {word: stem for word, stem in found.items() if stem != snowball.stemWord(word)} == {}


def test_words_of_other_languages_are_left_alone() -> None:
    words = ["migration", "україна", "to5", "", "labor-market"]
    assert stems("ru", words) == {word: word for word in words}


def test_rules_of_a_language_are_small() -> None:
    """Every search of a translation fetches them."""
    for path in (TEMPLATES / "search").glob("words.*.js"):
        assert len(gzip.compress(path.read_bytes(), 9)) < MOST
