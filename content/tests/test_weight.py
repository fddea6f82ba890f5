"""How heavy a first visit of this strategy is in each of its languages: every kind of page, and what people ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from test_search import LANGUAGES

from tests.conftest import Site
from tests.site.test_weight import BARE, KINDS, longest, too_heavy

SOME = 10
"""Every which question is measured; all are meant to be as light."""


@pytest.mark.parametrize("folder", LANGUAGES)
def test_first_visit_of_every_kind_of_page_is_light(folder: str, tab: Callable[..., Any], site: Site) -> None:
    there = [kind for kind in (*KINDS, *BARE) if "*" in kind or (site.folder / folder / kind).exists()]
    assert len(there) > 20
    pages = {longest(site, (folder + kind).removesuffix("/")) for kind in there}
    assert [fault for page in sorted(pages) for fault in too_heavy(tab, site, page)] == []


@pytest.mark.parametrize("folder", LANGUAGES)
def test_first_visit_of_what_people_ask_is_light(folder: str, tab: Callable[..., Any], site: Site) -> None:
    """A page of results fetches no more of the search than its question needs."""
    asked = [query["query"] for query in LANGUAGES[folder][0]]
    assert [fault for words in asked[::SOME] for fault in too_heavy(tab, site, f"/{folder}search/?q={quote(words)}")] == []


@pytest.mark.parametrize("folder", LANGUAGES)
def test_what_a_result_says_comes_when_it_is_seen(folder: str, tab: Callable[..., Any], site: Site) -> None:
    """Not those below the edge of a phone: a reader who goes there brings them."""
    page = tab(viewport={"width": 390, "height": 844})
    page.goto(f"/{folder}search/?q=IOM")
    texts = page.locator("[data-list] .search__text")
    texts.first.wait_for()
    page.wait_for_load_state("networkidle")
    there = "() => [...document.querySelectorAll('[data-list] .search__text')].map(text => Boolean(text.textContent))"
    before = page.evaluate(there)
    assert before[0]
    assert not all(before)
    at = before.index(False, 10)
    texts.nth(at).scroll_into_view_if_needed()
    page.wait_for_function("at => document.querySelectorAll('[data-list] .search__text')[at].textContent", arg=at)
