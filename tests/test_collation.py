"""Words are put in the order of their language, as Unicode CLDR has it: the same as Node's, which has all of it."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from itertools import pairwise

import pytest

from builder.collation import Collation, _table
from tests.conftest import REPO
from tests.stems import NODE

NOT_TAILORED = ["de", "en", "fr", "it", "nl", "pt"]
LANGUAGES = [*_table()["languages"], *NOT_TAILORED]


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", "2031 apple Élan eland zebra Zürich"),
        ("en", "a A b B"),
        ("ru", "1 Егор Ёлка Жук Ива Йод Эхо OSM"),
        ("en", "OSM Егор Ёлка"),
        ("az", "Can Çay Elm Əl Gün Həm Hər Xan İl"),
        ("tr", "Hac Ilgaz İzmir Oda Öz Sel Şal"),
        ("hr", "Cvijet Čaj Ćup Dom Džep Đak Luk Ljeto Nos Njuška Zub Žaba"),
        ("sq", "Dora Dhoma Elb Ëndërr Gur Gjuha"),
        ("hu", "Cukor Csak Dal Dzeta Gól Gyár Olaj Öt"),
        ("sr", "Ђак Једро Југ"),
        ("uk", "Гай Ґава Дім Ива Їжак Йод"),
        ("kk", "Ұя Үй Ы І"),
        ("mk", "Гора Дом Ѓавол Ќерка"),
        ("pl", "Lublin Łódź"),
        ("sv", "Zink Åska Ärta Öl"),
        ("es", "nube ñandú oso"),
        ("sr-Cyrl-RS", "Анђа Zagreb"),
        ("xx", "Élan eland"),
    ],
)
def test_the_order_of_words(language: str, ordered: str) -> None:
    words = ordered.split()
    backwards = list(reversed(words))
    assert sorted(backwards, key=Collation.of(language).key) == words


def test_the_order_is_that_of_all_of_cldr() -> None:
    """Of words that have every letter of the language, each before and after others; what compares alike may stand either way."""
    asked = {language: words(language) for language in LANGUAGES}
    order = [str(NODE), str(REPO / "tests/node/collation.js"), "order"]
    done = subprocess.run(order, input=json.dumps(asked), capture_output=True, encoding="utf-8", check=True)
    for language, ordered in json.loads(done.stdout).items():
        for script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC"):  # where a third script stands is not told
            own = [(Collation.of(language).key(word)[0], word) for word in ordered if script_of(word[0]) == script]
            assert [(one[1], other[1]) for one, other in pairwise(own) if one[0] > other[0]] == [], language


def words(language: str) -> list[str]:
    """Words with the letters that the table places in a language, alone and between letters of their script that stand far from each other."""
    table = _table()
    rules = f"{table['root']} {table['languages'].get(language, {}).get('rules', '')}".replace("<", " ").replace("=", " ").split()
    letters = sorted({*rules, *"abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё"} - {"þ"})  # which is as 'th' in some, and here behind t
    beside = {"LATIN": [("m", "a"), ("", "z")], "CYRILLIC": [("м", "а"), ("", "я")]}
    return sorted({f"{before}{letter}{after}" for letter in letters for before, after in [("", ""), *beside.get(script_of(letter[0]), [])]})


def script_of(letter: str) -> str:
    return unicodedata.name(letter).split()[0]


@pytest.mark.parametrize(
    ("language", "word", "letter"),
    [
        ("en", "Élan", "E"), ("hr", "Čakovec", "Č"), ("hr", "Ljubljana", "Lj"), ("en", "Ljubljana", "L"), ("ru", "Ёлка", "Е"), ("ru", "Йод", "Й"),
        ("tr", "Iğdır", "I"), ("tr", "İzmir", "İ"), ("az", "ili", "İ"), ("ro", "Ştefan", "Ş"), ("sv", "Åland", "Å"), ("en", "Åland", "A"), ("en", "Ægir", "Æ"),
        ("en", "", ""),
    ],
)  # fmt: skip
def test_the_letter_of_an_index(language: str, word: str, letter: str) -> None:
    assert Collation.of(language).initial(word) == letter


def test_the_table_is_that_of_node() -> None:
    """As far as both have the same version of CLDR; `node tests/node/collation.js > builder/collation.json` renews it."""
    made = json.loads(subprocess.run([str(NODE), str(REPO / "tests/node/collation.js")], capture_output=True, encoding="utf-8", check=True).stdout)
    if made["source"] == _table()["source"]:
        assert made == _table()
    assert {"root", "languages", "source", "licence"} == set(made)
