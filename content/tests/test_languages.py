"""The Russian edition beside the English one: what is in another language says so, and a first visit is as light."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from tests import markup
from tests.conftest import Site
from tests.site import test_weight as of_any_site

LATIN = re.compile(r"[^\W\d_]+", re.ASCII)
CYRILLIC = re.compile(r"[\u0400-\u04ff]{2,}")
NAMES = re.compile(r"«Strategy builder»|Strategy builder|Unicode CLDR|UN M49|CTX-MCOF|EU-ACQUIS|acquis")
"""Names that are the same in every language, and a word that Russian has taken over."""
UNSPOKEN = ("code", "pre", "kbd", "script", "style", "template")
FORMATS = ("ru/cite/", "ru/id/")
"""Where the names of formats and of programs stand; of `ru/id/`, cards are looked at."""


def runs(element: HtmlElement, language: str) -> Iterator[str]:
    """The texts of an element that are in a language, as far as markup says."""
    language = element.get("lang", language)
    if not isinstance(element.tag, str) or element.tag in UNSPOKEN:
        return
    if language == "ru":
        yield element.text or ""
    for inner in element:
        yield from runs(inner, language)
        if language == "ru":
            yield inner.tail or ""


def english(text: str) -> list[str]:
    """What reads as English in a Russian text: words in small letters, which abbreviations, codes and names in capitals are not."""
    plain = re.sub(r"\S*[@/]\S*|\S+\.(?:int|org|ge|uz)\b", " ", NAMES.sub(" ", text))
    return [word for word in LATIN.findall(plain) if word.islower() and len(word) > 1]


def test_english_words_in_russian_pages_say_so(real_build: Site) -> None:
    found = {}
    for path in sorted(real_build.folder.glob("ru/**/*.html")):
        name = path.relative_to(real_build.folder).as_posix()
        if not name.startswith(FORMATS) or name.endswith("/card.html"):
            words = {word for text in runs(markup.parse(path.read_text("utf-8")).find("body"), "ru") for word in english(text)}
            found.update({name: words} if words else {})
    assert found == {}


def test_words_of_other_scripts_in_english_pages_say_so(real_build: Site) -> None:
    found = {}
    for path in sorted(real_build.folder.rglob("*.html")):
        name = path.relative_to(real_build.folder).as_posix()
        if not name.startswith("ru/"):
            root = markup.parse(path.read_text("utf-8"))
            shown = (text for text in root.xpath("//body//text()[not(ancestor::script)][not(ancestor::*[@lang][1][@lang!='en'])]"))
            words = {word for text in shown for word in CYRILLIC.findall(text)}
            found.update({name: words} if words else {})
    assert found == {}


@pytest.mark.parametrize("kind", [kind for kind in of_any_site.KINDS if kind not in ("search", "indicators", "indicators/*")])
def test_a_first_visit_in_russian_is_light(kind: str, tab: Callable[..., Any], site: Site) -> None:
    """But for results of the search, which are weighed by themselves."""
    assert of_any_site.too_heavy(tab, site, of_any_site.longest(site, f"ru/{kind}".rstrip("/"))) == []


def test_pdfs_are_in_the_language_of_their_site(real_build: Site) -> None:
    for path in sorted(Path(real_build.folder).glob("**/briefs/*.pdf")):
        language = b"ru" if path.relative_to(real_build.folder).parts[0] == "ru" else b"en"
        said = re.findall(rb"/Type\s*/Catalog\b.*?/Lang\s*\(([a-z-]+)\)|/Lang\s*\(([a-z-]+)\)[^()]*?/Type\s*/Catalog", path.read_bytes(), re.DOTALL)
        assert language in {one or other for one, other in said}, path.name
