"""The words of the interface: catalogues are up to date and whole, and no word is left outside them."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from builder.content.kinds import KINDS
from builder.localization import CASES, NOUN, Localization
from builder.resources import LOCALES
from builder.wording import Form
from tests import words

LANGUAGES = [path.stem for path in words.catalogues()]
_TAG = re.compile(r"</?[a-z][^<>]*>")


def catalogue(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, language)


def pairs(language: str) -> Iterator[tuple[Message, str, str]]:
    """Every message with each of its translations, and the English text that it is of."""
    for message in catalogue(language):
        if not message.id:
            continue
        if isinstance(message.id, str):
            yield message, message.id, str(message.string)
        else:
            yield from ((message, message.id[-1], form) for form in message.string)


def fields(text: str) -> set[str]:
    """What its braces stand for, whatever the form: 'country' for '{Country.short.many.gen}'."""
    return {name.partition(".")[0].lower() for _, name, _, _ in string.Formatter().parse(text) if name}


def test_catalogues_hold_the_words_of_templates_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert words.main(["--check"]) == 0, capsys.readouterr().out


def test_there_is_a_russian_one() -> None:
    assert "ru" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    assert [text for message, text, said in pairs(language) if not said or message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_fields_and_tags_of_its_text(language: str) -> None:
    """What the strategy calls a kind is known to every sentence, which may use it or not."""
    kinds = {kind.name for kind in KINDS}
    wrong = [(text, said) for message, text, said in pairs(language) if message.context != NOUN and fields(said) - kinds != fields(text) - kinds]
    wrong += [(text, said) for _, text, said in pairs(language) if sorted(_TAG.findall(text)) != sorted(_TAG.findall(said))]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_can_stand_in_an_attribute(language: str) -> None:
    """Any text may be used in an attribute of HTML, which a quotation mark of typewriters would end; those of a tag are its own."""
    assert [(text, said) for _, text, said in pairs(language) if '"' in _TAG.sub("", text) + _TAG.sub("", said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_asks_for_forms_that_nouns_have(language: str) -> None:
    cases = Localization.read(language, (LOCALES,)).cases
    known = {"one", "many", "short", "heading", *cases}
    for _, text, said in pairs(language):
        for _, name, _, _ in string.Formatter().parse(said):
            assert set((name or "").split(".")[1:]) <= known, (text, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_has_all_cases(language: str) -> None:
    localization = Localization.read(language, (LOCALES,))
    for message, _, _ in pairs(language):
        if message.context == NOUN and message.id != CASES:
            forms = localization.noun(*str(message.id).split(" | "))
            assert all(isinstance(form, Form) and tuple(form.cases) == localization.cases for form in forms), message.id
