"""The look in a language with a catalogue of its own: every word is said in it, as text, in its direction."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests import markup, words
from tests.conftest import Run, Site

HOSTILE = "<b>\"'&amp;{{ 7*7 }}"
"""What is added to every word."""


def translated() -> bytes:
    """A catalogue in Arabic letters, which all words have in common; fields stay."""
    catalogue = Catalog(locale="ar", creation_date=words.FIRST, revision_date=words.FIRST)
    for message in words.template():
        if (
            message.id
            and not message.context
            and any(name.startswith(("site_overrides/", "templates/search/", "builder/publish/")) for name, _ in message.locations)
        ):
            plural = isinstance(message.id, tuple | list)
            text = " ".join(["نص", *re.findall(r"\{\w+\}", message.id[1] if plural else message.id), HOSTILE.replace("{{", "").replace("}}", "")])
            catalogue.add(message.id, (text,) * 6 if plural else text)
    return words.written(catalogue)


@pytest.fixture
def arabic(project: Path, run: Callable[..., Run]) -> Path:
    """The site of the small strategy, as if it were written in Arabic."""
    path = project / "strategy.yml"
    path.write_text(path.read_text("utf-8").replace("\nlanguage: en\n", "\nlanguage: ar\n"), "utf-8")
    Path("locales").mkdir()
    Path("locales/ar.po").write_bytes(translated())
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    return Path("site")


def test_the_look_speaks_the_language_of_the_content(arabic: Path) -> None:
    asked = ("Skip to content", "On this page", "Dark mode", "Breadcrumbs", "This page does not exist", "Link to this section")
    for path in (arabic / "index.html", arabic / "objectives/index.html", arabic / "404.html"):
        text = path.read_text("utf-8")
        root = markup.parse(text)
        assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
        assert [word for word in asked if word in text] == []
        assert root.xpath("//a[@class='skip']")[0].text == "نص <b>\"'&amp; 7*7 "
        assert root.xpath("//b") == []
        assert root.xpath("//script[@src]/@src")[0].endswith("assets/app.js")
        edition = root.xpath("//p[@class='footer__edition']")[0]
        assert edition.xpath("./time/@datetime") == ["2031-02-28"]
        assert "2nd" in markup.text(edition)


def test_scripts_have_their_words_before_the_first_of_them(arabic: Path) -> None:
    script = (arabic / "assets/app.js").read_text("utf-8")
    assert script.startswith("globalThis.siteWords=")
    found, _ = json.JSONDecoder().raw_decode(script.partition("=")[2])
    assert not (arabic / "assets/words.js").exists()
    assert set(found["forms"]) == {"zero", "one", "two", "few", "many", "other"}
    assert found["messages"]["Searching …"].startswith("نص")
    assert len(found["messages"]["{number} row"]) == 6
    assert "Skip to content" not in found["messages"]


def test_english_has_no_such_file(small_build: Site) -> None:
    assert not (small_build.folder / "assets/words.js").exists()
    assert "words.js" not in (small_build.folder / "index.html").read_text("utf-8")
