"""The words of scripts: what they say is found in their text, and a language has these words and no others in its script."""

from __future__ import annotations

import json
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from builder.localization import ENGLISH, Localization
from builder.pages import script_words
from builder.resources import LOOK, TEMPLATES
from tests import words

SCRIPTS = [LOOK / "assets", TEMPLATES / "search"]


def localization(language: str) -> Localization:
    catalogue = Catalog(locale=language)
    catalogue.add("Copied", string="Скопировано")
    catalogue.add(("{number} row", "{number} rows"), string=("{number} строка", "{number} строки", "{number} строк"))
    catalogue.add("Contains", string="Содержит", flags=["fuzzy"])
    catalogue.add("All {activity.many}", string="Все {activity.many}")
    return Localization(language, catalogue)


def data(script: bytes | None) -> dict[str, object]:
    assert script is not None
    found: dict[str, object] = json.loads(script.decode().removeprefix("globalThis.siteWords = ").removesuffix(";\n"))
    return found


def test_what_scripts_say_is_what_is_extracted() -> None:
    """The build finds the same words in scripts as the tool that makes the catalogues."""
    extracted = set()
    for path in (path for folder in SCRIPTS for path in folder.glob("*.js")):
        with path.open("rb") as file:
            extracted |= {text if isinstance(text, str) else text[0] for _, text, _, _ in extract("javascript", file, words.IN_SCRIPTS)}
    assert set(script_words.said(SCRIPTS)) == extracted
    assert len(extracted) > 30


def test_english_needs_no_script() -> None:
    assert script_words.script(ENGLISH, SCRIPTS) is None
    assert script_words.script(Localization("de"), SCRIPTS) is None


def test_a_script_has_the_words_that_scripts_say() -> None:
    """Neither those of pages, nor those that nobody has approved."""
    assert data(script_words.script(localization("ru"), SCRIPTS)) == {
        "forms": {"one": 0, "few": 1, "many": 2},
        "messages": {"Copied": "Скопировано", "{number} row": ["{number} строка", "{number} строки", "{number} строк"]},
    }


def test_scripts_of_a_strategy_have_their_words_too(tmp_path: Path) -> None:
    (tmp_path / "own.js").write_text('say(t("All {activity.many}"), wait("Contains"), x.t("Copied"));\n', "utf-8")
    assert list(script_words.said([tmp_path])) == ["All {activity.many}"]
    assert data(script_words.script(localization("ru"), [tmp_path]))["messages"] == {"All {activity.many}": "Все {activity.many}"}


def test_forms_are_those_of_the_catalogue() -> None:
    """Which category of plurals (CLDR) has which form of a message (gettext)."""
    catalogue = Catalog(locale="ar")
    catalogue.add("Copied", string="x")
    forms = data(script_words.script(Localization("ar", catalogue), SCRIPTS))["forms"]
    assert forms == {"zero": 0, "one": 1, "two": 2, "few": 3, "other": 4, "many": 5}
