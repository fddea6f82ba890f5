"""The builder cuts and compares words as the search in a browser does: on names in all scripts, and on what chance makes of signs that matter."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from random import Random

import pytest
from babel import Locale

from builder.pages.search_words import LANGUAGES, Words, fragments
from builder.resources import PACKAGED, TEMPLATES
from tests.stems import NODE

SIGNS = "aeyzisorubréłßıđ'’ʻʼ-–.,!?@/1٣²Ⅷ½ёйЙиИ́̆ʹ_+&«»\ufeff\u00a0\u200b😀İΣσς "
ENDINGS = ("our", "ours", "isation", "ises", "yse", "ies", "shes", "sses", "xes", "us", "s", "re", "ence", "иями", "ость", "ейше")
STARTS = ("programme", "telephone", "lab", "neighb", "cent", "theat", "defen", "analy", "organ", "count", "миграц", "нов", "-", "TO5-", "co")
SCRIPT = """
import vm from "node:vm";
import { readFileSync } from "node:fs";
const { scripts, texts } = JSON.parse(readFileSync(0, "utf-8"));
const world = vm.createContext({});
for (const script of scripts) vm.runInContext(script, world);
const { words, fold, phrase } = world.searchWords;
process.stdout.write(JSON.stringify(texts.map((text) => [Array.from(words(text), (word) => [word, fold(word)]), phrase(text)])));
"""


def texts() -> Iterator[str]:
    for tag in ("ar", "zh", "ka", "hy", "he", "tr", "vi", "el", "hi", "th", "lt", "ru", "uz"):
        yield from Locale(tag).territories.values()
    yield from (start + ending for start in STARTS for ending in ENDINGS)
    yield from (script.read_text("utf-8") for script in sorted((TEMPLATES / "search").glob("words*.js")))
    random = Random(2031)
    yield from ("".join(random.choices(SIGNS, k=random.randint(1, 14))) for _ in range(5000))


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_both_sides_agree(language: str) -> None:
    words, asked = Words(language, PACKAGED / "search"), list(texts())
    assert words.scripts == tuple(rules.script for rules in LANGUAGES.get(language, ()))
    scripts = [PACKAGED.find(f"search/{name}").read_text("utf-8") for name in (*words.scripts, "words.js")]
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", SCRIPT],
        input=json.dumps({"scripts": scripts, "texts": asked}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = [([[word, words.fold(word)] for word in fragments(text)], words.phrase(text)) for text in asked]
    other = [(pairs, phrase) for pairs, phrase in json.loads(done.stdout)]
    assert [(text, one, two) for text, one, two in zip(asked, found, other, strict=True) if one != two] == []


def test_spellings_are_those_of_the_script() -> None:
    """They stand there once; a strategy that replaces the script has its own."""
    words = Words("en", PACKAGED / "search")
    assert [words.fold(word) for word in ("Programmes", "organisation", "countries", "Straße", "e-mail", "COVID-19")] == [
        "program", "organize", "country", "strasse", "email", "covid-19",
    ]  # fmt: skip
