"""What is wrong in a translation, word for word and at its line and column; and what is let through."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.content.catalogues import Catalogue, Message, header, written
from builder.fonts import FONTS
from builder.rules import glyphs, terminology, translations
from tests.rules.test_rules import SOURCE, loaded

STRATEGY = """\
title: T
short_title: T
summary: S
publisher: {name: P, abbreviation: P}
region: {name: R}
period: {start: 2031, end: 2034}
language: en
edition: {name: "1", date: 2031-01-31}
source_document: SRC
about: A
disclaimer: D
licence: L
"""


def told(tmp_path: Path, english: str, other: str, *, title: bool = False, terms: str = "", language: str = "ru", fuzzy: bool = False) -> list[str]:
    """What the rules say of the translation of a text, as 'line:column: [code] message' without the context; the translation begins at 13:9 if it is short."""
    field = "title" if title else "text"
    values = {"title": "Title", "text": "Text", field: english}
    topic = f"---\nid: CTX-A\ntitle: '{values['title']}'\norder: 1\nsummary: A\n{SOURCE}\n---\n{values['text']}\n"
    message = Message(f"CTX-A/{field}", english, other, fuzzy=fuzzy)
    po = written(Catalogue("", language, (message,), header(language, "T")))
    files = {"strategy.yml": STRATEGY, "topics/a.md": topic, f"translations/{language}.po": po}
    if terms:
        files[f"translations/{language}.terms.yml"] = terms
    corpus = loaded(tmp_path, files)
    found = [problem for rule in (*translations.RULES, *terminology.RULES) for problem in rule(corpus)]
    found += glyphs.missing(corpus, FONTS)
    return [f"{one.line}:{one.column}: [{one.code}] {one.message.removeprefix(f'CTX-A/{field}: ')}" for one in found]


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("In 2013, 12.5 per cent of 1,234,567.", "В 2013 году 12,5 % из 1\u00a0234\u00a0567."),
        ("In 2013, 12.5 per cent.", "В 2013 году 12.5 %."),
        ("Between 2015 and 2020", "2015–2020"),
        ("2007–2012", "с 2007 по 2012 год"),
        ("Twenty of 30", "30, из них двадцать"),
        ("In the 1990s", "В 1990-х годах"),
        ("The source prints “118,00012”.", "В источнике напечатано «118,00012»."),
        ("See AIM1-A01 and ABC61.17 at https://example.org/1?a=2.", "См. ABC61.17 и AIM1-A01: https://example.org/1?a=2."),
        ("[Land][LND] and [KF-A], see [it](https://example.org)", "[KF-A] и [страна][LND]; см. [это](https://example.org)"),
        ("Write to a.b@example.org", "Пишите на a.b@example.org"),
        ("Three", "Три"),
        ("Rule 3.4.5", "Правило 3.4.5"),
    ],
)
def test_what_is_the_same_is_let_through(tmp_path: Path, english: str, other: str) -> None:
    assert told(tmp_path, english, other) == []


@pytest.mark.parametrize(
    ("english", "other", "problems"),
    [
        (
            "In 2013",
            "В 2014",
            ["13:11: [translation-figure] figures differ: the original has '2013', the translation '2014'; write them as the original has them"],
        ),
        (
            "12.5 km",
            "125 км",
            ["13:9: [translation-figure] figures differ: the original has '12.5', the translation '125'; write them as the original has them"],
        ),
        (
            "1,234 km",
            "1,234 км",
            ["13:9: [translation-figure] figures differ: the original has '1,234', the translation '1,234'; write them as the original has them"],
        ),
        (
            "1,234 km",
            "1 234 км",
            ["13:9: [translation-figure] figures differ: the original has '1,234', the translation '1', '234'; write them as the original has them"],
        ),
        (
            "Rule 3.4.5",
            "Правило 3.4.6",
            ["13:17: [translation-figure] figures differ: the original has '3.4.5', the translation '3.4.6'; write them as the original has them"],
        ),
        ("5 and 5", "пять и 5", ["13:9: [translation-figure] figures differ: the translation lacks '5'; add what is missing"]),
        ("five", "5 штук", ["13:9: [translation-figure] figures differ: the translation has '5', the original has not; remove it"]),
        (
            "See AIM1",
            "См. AIM2",
            ["13:13: [translation-code] ids and codes differ: the original has 'AIM1', the translation 'AIM2'; write them as the original has them"],
        ),
        (
            "See http://a.org/x.",
            "См. http://a.org/y.",
            [
                "13:13: [translation-code] addresses differ: the original has 'http://a.org/x', the translation 'http://a.org/y'; write them as the original has them"
            ],
        ),
        (
            "[a][LND]",
            "[а][LMD]",
            ["13:12: [translation-link] links differ: the original has 'LND', the translation 'LMD'; write them as the original has them"],
        ),
        ("[a][LND]", "а", ["13:9: [translation-link] links differ: the translation lacks 'LND'; add what is missing"]),
        (
            "a",
            "а <b>б</b>",
            [
                "13:11: [raw-html] raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
                "13:15: [raw-html] raw HTML ('</b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
            ],
        ),
        ("a", "а\ufffd", ["13:10: [control-character] contains the invisible character U+FFFD: remove it"]),
    ],
)
def test_what_differs_is_told(tmp_path: Path, english: str, other: str, problems: list[str]) -> None:
    assert told(tmp_path, english, other) == problems


def test_what_is_fuzzy_or_of_no_text_is_not_looked_at(tmp_path: Path) -> None:
    assert told(tmp_path, "In 2013", "В 2014", fuzzy=True) == []
    corpus = loaded(tmp_path, {"strategy.yml": STRATEGY, "translations/ru.po": 'msgctxt "GONE/text"\nmsgid "1"\nmsgstr "2"\n'})
    assert [problem for rule in translations.RULES for problem in rule(corpus)] == []


def test_titles_are_no_prose(tmp_path: Path) -> None:
    assert told(tmp_path, "A <b>", "А <b>", title=True) == []


def test_a_catalogue_in_the_language_of_the_content(tmp_path: Path) -> None:
    assert told(tmp_path, "a", "a", language="en") == [
        "1:1: [catalogue-language] is in 'en', the language of the content: name the file by the language into which it translates"
    ]


TERMS = """\
- term: [displaced person, DPX]
  translation: перемещённое лицо
  also: [ВПЛ]
  not: [изгнанник]
- term: internally displaced person
  translation: внутренне перемещённое лицо
  except: [{context: CTX-A/title, reason: short}]
- term: X line
  translation: линия икс
"""


@pytest.mark.parametrize(
    ("english", "other", "problems"),
    [
        ("Displaced persons", "О перемещённых лицах", []),
        ("An DPX", "Одно ВПЛ", []),
        ("The “DPX”", "Слово «DPX»", []),
        ("misplaced persons", "Кто угодно", []),
        ("[Internally][LND] displaced persons", "[Внутренне][LND] перемещённые лица", []),
        (
            "Internally displaced persons",
            "Перемещённые лица",
            [
                "13:9: [other-term] the original has 'Internally displaced persons', and the translation does not have 'внутренне перемещённое лицо':"
                " write the term, or add the form to the list of terms"
            ],
        ),
        (
            "displaced persons",
            "беженцы",
            [
                "13:9: [other-term] the original has 'displaced persons', and the translation does not have 'перемещённое лицо':"
                " write the term, or add the form to the list of terms"
            ],
        ),
        (
            "Their X line",
            "Их линия",
            [
                "13:9: [other-term] the original has 'X line', and the translation does not have 'линия икс':"
                " write the term, or add the form to the list of terms"
            ],
        ),
        (
            "DPXs",
            "перемещённые лица, то есть изгнанники",
            ["13:9: [wrong-term] 'DPXs' is 'перемещённое лицо' in the list of terms, and never 'изгнанник': write the term"],
        ),
    ],
)
def test_one_term_has_one_translation(tmp_path: Path, english: str, other: str, problems: list[str]) -> None:
    assert told(tmp_path, english, other, terms=TERMS) == problems


def test_exceptions_are_of_one_text(tmp_path: Path) -> None:
    assert told(tmp_path, "Internally displaced persons", "Люди", title=True, terms=TERMS) == []
    assert len(told(tmp_path, "Internally displaced persons", "Люди", terms=TERMS)) == 1


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ("Снег \u2603 и \u2603", "the character '\u2603' (U+2603 SNOWMAN): write it otherwise, or add a font"),
        ("Снег &#x2603;", "the character '\u2603' (U+2603 SNOWMAN): write it otherwise, or add a font"),
        ("\u2603 \u2604", "2 characters in 2 places, such as '\u2603' (U+2603 SNOWMAN): write it otherwise, or add a font"),
        ("\U000f0000", "the character '\U000f0000' (U+F0000 without a name): write it otherwise, or add a font"),
    ],
)
def test_what_no_font_has(tmp_path: Path, other: str, what: str) -> None:
    (said,) = told(tmp_path, "Snow", other)
    assert said.partition(": ")[2] == f"[no-glyph] no font for print has {what}"
