"""What print templates say in a language: messages, plural forms, cases, lists and numbers are what the rest of the builder makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from builder.localization import CASES, ENGLISH, NOUN, Localization
from builder.model import vocabulary
from builder.print import print_prose
from builder.print.typesetter import Typesetter
from builder.wording import Foreign
from tests.conftest import REPO

PAGE = """\
#import "style.typ": *
#let render(data) = [#metadata({{ {line} }})<found>]
"""
"""A template that tells what a line of it gives."""
NUMBERS = (0, 1, 2, 3, 5, 11, 12, 21, 22, 100, 101, 111, 199, 200, 201, 211, 302, 999, 1000, 1001, 1021, 100_011, 1_234_522)
"""Numbers with all plural forms of languages, at both sides of where the table of them ends and of where digits are set in groups."""


def localized(language: str, texts: dict[str, str] | None = None, plurals: dict[tuple[str, str], tuple[str, ...]] | None = None) -> Localization:
    """A language with some texts by their English ones; nouns have two cases."""
    catalogue = Catalog(locale=language)
    catalogue.add(CASES, "nom gen", context=NOUN)
    catalogue.add("country | countries", "страна, страны | страны, стран", context=NOUN)
    for message, text in {**(texts or {}), **(plurals or {})}.items():
        catalogue.add(message, text)
    localization = Localization(language, catalogue)
    return localization.naming(vocabulary.of({}, localization))


def told(folder: Path, line: str, localization: Localization = ENGLISH, **values: Any) -> Any:
    """What a line of a template gives in a language; it has the values as `data`."""
    (folder / "page.typ").write_text(PAGE.format(line=line), encoding="utf-8")
    called = vocabulary.as_values(vocabulary.of({}, localization))
    setter = Typesetter(REPO / "templates/print", own=folder, localization=localization)
    return setter.told("found", "page", {"document": {"called": called}, **values})


RUSSIAN = {
    "The page of {name}": "Страница: {name}",
    "{Country.short.many} of the {group}": "{group} и список {country.short.many.gen}, {country.one.dat}",
    "Its {noun.one}": "Для {noun.one.gen}",
}


@pytest.mark.parametrize(
    ("line", "english", "russian"),
    [
        ('t("How to cite")', "How to cite", "How to cite"),
        ('t("The page of {name}", name: "A {b}")', "The page of A {b}", "Страница: A {b}"),
        ('t("{Country.short.many} of the {group}", group: "X")', "Countries of the X", "X и список стран, страна"),
        ('t("Its {noun.one}", noun: called.country)', "Its country", "Для страны"),
        ('t("{count} of {count}", count: 12345)', "12,345 of 12,345", "12\xa0345 of 12\xa0345"),
    ],
)
def test_a_message_is_filled(line: str, english: str, russian: str, tmp_path: Path) -> None:
    """With values as they are, numbers as the language writes them, and nouns in the case that its text asks for, in their first where they lack it."""
    assert told(tmp_path, line) == english
    assert told(tmp_path, line, localized("ru", RUSSIAN)) == russian


def test_a_message_with_two_uses_is_said_as_each_asks(tmp_path: Path) -> None:
    localization = localized("ru", {"Leads": "Руководит"})
    localization.catalogue.add("Leads", "Возглавляет", context="label")
    localization.catalogue.add("{head}, continued", "{head} (продолжение)", context="label")
    said = '(t("Leads"), tp("label", "Leads"), tp("other", "Leads"), tp("label", "{head}, continued", head: "X"))'
    assert told(tmp_path, said, localization) == ["Руководит", "Возглавляет", "Leads", "X (продолжение)"]
    assert told(tmp_path, said) == ["Leads", "Leads", "Leads", "X, continued"]


def test_a_section_in_another_language_says_so() -> None:
    parts = ("A report", Foreign("The river", "en"))
    assert print_prose.in_its_language(("A report", "The river")) == "A report, The river"
    assert print_prose.in_its_language(parts) == ["A report", ", ", {"k": "lang", "language": "en", "c": ["The river"]}]


def test_a_message_with_content_is_content(tmp_path: Path) -> None:
    found = told(tmp_path, 't("The page of {name}", name: strong("here"))', localized("ru", RUSSIAN))
    assert found == {"func": "sequence", "children": [{"func": "text", "text": "Страница: "}, {"func": "strong", "body": {"func": "text", "text": "here"}}]}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ru", ("{number} страница", "{number} страницы", "{number} страниц")),
        ("ar", ("{number} a", "{number} b", "{number} c", "{number} d", "{number} e", "{number} f")),
        ("ja", ("{number} ページ",)),
    ],
)
def test_a_number_has_the_form_that_it_needs(language: str, forms: tuple[str, ...], tmp_path: Path) -> None:
    localization = localized(language, plurals={("{number} page", "{number} pages"): forms})
    found = told(tmp_path, 'data.numbers.map(number => tn("{number} page", "{number} pages", number))', localization, numbers=NUMBERS)
    assert found == [localization.plural("{number} page", "{number} pages", number) for number in NUMBERS]
    assert {text.split()[-1] for text in found} == {form.split()[-1] for form in forms}


def test_a_number_without_translation_is_said_in_english(tmp_path: Path) -> None:
    found = told(tmp_path, 'data.numbers.map(number => tn("{number} page", "{number} pages", number))', localized("ru"), numbers=[1, 21, 1000])
    assert found == ["1 page", "21 pages", "1\xa0000 pages"]


@pytest.mark.parametrize("language", ["en", "ru", "el", "he", "ar", "ml", "zh"])
def test_things_are_listed_as_elsewhere(language: str, tmp_path: Path) -> None:
    items = ["A", "B", "C", "D", "E"]
    localization = Localization(language)
    found = told(tmp_path, "range(1, 6).map(count => series(data.items.slice(0, count)))", localization, items=items)
    assert found == [localization.series(items[:count]) for count in range(1, 6)]
    assert told(tmp_path, "series(())", localization) is None


def test_what_is_set_depends_on_the_words_of_the_language() -> None:
    """A brief is set again when its catalogue says something else."""
    keys = {Typesetter(REPO / "templates/print", localization=localized("ru", {"Source": text})).key for text in ("Источник", "Источники", "Источник")}
    assert len(keys) == 2


def test_prose_of_another_language_says_so() -> None:
    found = print_prose.nodes(Foreign("# Head\n\nIt [asks][A].\n\n> - one", "en"), lambda label: f"/id/{label}")

    def said(*inlines: Any) -> list[Any]:
        return [{"k": "lang", "language": "en", "c": list(inlines)}]

    assert found == [
        {"k": "h", "level": 1, "c": said("Head")},
        {"k": "p", "c": said("It ", {"k": "ref", "id": "A", "url": "/id/A", "c": ["asks", "."]})},
        {"k": "quote", "c": [{"k": "ul", "tight": True, "items": [[{"k": "p", "c": said("one")}]]}]},
    ]
