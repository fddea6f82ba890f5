"""The search as people use it, in a browser: its list, the page of all results, and the way from home to a passage."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import Site
from tests.subjects import Subjects


def test_the_list_ends_with_the_page_of_all_results(page: Any) -> None:
    page.goto("/objectives/to1/")
    page.keyboard.press("/")
    page.keyboard.type("harbour offices")
    page.wait_for_selector("#search-all")
    total = re.match(r"\d+", page.locator("#search-status").inner_text())
    assert total
    assert page.locator("#search-all").inner_text() == f"All {total[0]} results"
    assert page.locator("[role=option]").count() == 9
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "search-all")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=harbour+offices")
    expect(page.locator(".results__status")).to_have_text(f"{total[0]} results for “harbour offices”")


def test_the_page_of_results_has_all_and_is_kept_by_the_back_button(page: Any) -> None:
    page.goto("/search/")
    expect(page.locator("[data-offer]")).to_be_visible()
    page.fill("#results-words", "coast")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=coast")
    items = page.locator("[data-list] > li")
    expect(items).to_have_count(30)
    assert page.title().startswith("coast – ")
    page.locator("[data-more] a").click()
    page.wait_for_url("**/search/?q=coast&all=")
    expect(items.nth(31)).to_be_visible()
    expect(page.locator(".results__status")).to_have_text(f"{items.count()} results for “coast”")
    path = items.nth(31).locator("a").get_attribute("href")
    items.nth(31).locator("a").click()
    page.wait_for_url(path)
    page.go_back()
    expect(items.nth(31)).to_be_visible()
    expect(page.locator("#results-words")).to_have_value("coast")
    page.go_back()
    expect(items).to_have_count(30)


def test_the_page_says_what_was_left_out_what_the_editors_know_and_what_else_there_is(page: Any, subjects: Subjects) -> None:
    page.goto("/search/?q=harbour+offices+astronomy")
    expect(page.locator(".results__status")).to_have_text(re.compile(r"Nothing holds all words; shown without “astronomy”\.$"))
    page.goto("/search/?q=pirates+off+Golna")
    expect(page.locator("[data-answer]")).to_contain_text("says nothing of pirates off Golna")
    expect(page.locator("[data-offer]")).to_be_hidden()
    page.goto("/search/?q=qqqqqq")
    expect(page.locator(".results__status")).to_have_text("Nothing found for “qqqqqq”")
    expect(page.locator("[data-answer]")).to_be_hidden()
    for node in (subjects.objective, subjects.country):
        expect(page.locator(f"[data-offer] a[href='../{node.place.path}']")).to_be_visible()


@pytest.mark.parametrize("query", ["Україна", "Қазақстан", "Türkiye", "Shqipëria", "საქართველო", "Հայաստան", "ישראל"])
def test_countries_are_found_by_their_names_in_the_languages_of_the_region(page: Any, query: str) -> None:
    page.goto("/")
    page.fill("#search", query)
    page.wait_for_selector("#search-0")
    assert page.locator("#search-0 .search__where").inner_text().startswith("country")


@pytest.mark.parametrize(
    ("query", "result", "address", "words"),
    [
        ("TIDE", "TIDE", None, "TIDE"),
        ("New Kelda", "Kelda", "/countries/kelda/", "New Kelda"),
        ("TO2-A03", "TO2-A03", "/objectives/to2/#to2-a03", "TO2-A03"),
    ],
)
def test_from_home_by_search_to_the_passage(query: str, result: str, address: str | None, words: str, page: Any, site: Site) -> None:
    page.goto("/")
    page.locator("input[type=search], input[role=combobox]").first.fill(query)
    first = page.locator("[role=option]").first
    first.wait_for()
    assert result in first.inner_text()
    first.click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/")
    assert address is None or page.url == site.url + address
    assert words in page.locator("main").inner_text()
