"""A site in several languages in a browser: the small strategy in two that nobody speaks, of which one runs from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import pseudo, spoken_words
from tests.conftest import Site, settled, watched
from tests.hosting import hosted
from tests.site import axe

TONGUE, MIRRORED = pseudo.LANGUAGE, pseudo.MIRRORED
PAGES = ("", "objectives/clean-water/", "countries/varnholm/", "key-figures/", "countries/", "search/?q=aim")


@pytest.fixture(scope="module")
def site(translated: Site) -> Iterator[Site]:
    """Its site, served at a free port."""
    with hosted(translated.folder) as url:
        yield Site(translated.folder, translated.docs, url)


def test_the_switch_keeps_the_place_and_what_was_asked(window: Callable[..., Any], site: Site) -> None:
    page = window(base_url=site.url)
    page.goto("/objectives/clean-water/?x=1#aim1-wells")
    page.click(f"header [data-language][lang={TONGUE}]")
    page.wait_for_url(f"**/{TONGUE}/objectives/clean-water/?x=1#aim1-wells")
    assert page.locator("#aim1-wells").evaluate("element => element.getBoundingClientRect().top < innerHeight")
    page.click("header [data-language][lang=en]")
    page.wait_for_url("**/objectives/clean-water/?x=1#aim1-wells")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_switch_works_without_scripts(window: Callable[..., Any], site: Site) -> None:
    page = window(base_url=site.url, java_script_enabled=False)
    page.goto("/countries/varnholm/")
    page.click(f"header [data-language][lang={MIRRORED}]")
    page.wait_for_url(f"**/{MIRRORED}/countries/varnholm/")
    assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("language", [TONGUE, MIRRORED])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_other_languages_are_whole(language: str, width: int, window: Callable[..., Any], site: Site) -> None:
    """No error, no request that fails, no fault that axe knows, nothing that is wider than the window, also from right to left."""
    page = window(base_url=site.url, viewport={"width": width, "height": 844})
    faults = watched(page, site.url)
    for address in PAGES:
        page.goto(f"/{language}/{address}")
        settled(page)
        page.evaluate(axe.SOURCE)
        found = [f"{address}: {fault}" for fault in axe.found(page, axe.EVERYTHING)]
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.locator("html").get_attribute("lang") == language
    assert faults == []


def test_what_runs_from_right_to_left_begins_on_the_right(window: Callable[..., Any], site: Site) -> None:
    page = window(base_url=site.url, viewport={"width": 1280, "height": 844})
    page.goto(f"/{MIRRORED}/objectives/clean-water/")
    brand, tools = (page.locator(place).bounding_box() for place in (".brand", ".tools"))
    assert brand["x"] > tools["x"]
    side, main = (page.locator(place).first.bounding_box() for place in (".section-nav", "main"))
    assert side["x"] > main["x"]
    assert page.locator("main h2").first.evaluate("element => getComputedStyle(element).textAlign") in ("start", "right")


def test_scripts_speak_the_language_of_their_page(window: Callable[..., Any], site: Site) -> None:
    page = window(base_url=site.url)
    page.goto(f"/{TONGUE}/search/?q=qqqqqq")
    page.wait_for_function("document.querySelector('[data-results] [role=status]').textContent")
    settled(page)
    said = page.locator("[data-results] [role=status]").inner_text()
    assert said
    assert spoken_words.WORD.findall(said.replace("qqqqqq", "")) == []
