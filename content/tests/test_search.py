"""What people ask this strategy, in a real browser: the right page comes first, in the languages of the region too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect

from tests.conftest import Site

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).with_name("search_queries.yml")).read_text("utf-8"))


def test_the_queries_are_enough_and_different() -> None:
    assert len({query["query"] for query in QUERIES}) == len(QUERIES) >= 120


def test_the_right_page_comes_first(page: Any, site: Site) -> None:
    """Success at 1 of at least 0.95, at 3 of 1.0; where nothing is to be found, nothing is, and the editors' answer is given."""
    page.goto("/")
    page.focus("#search")
    page.wait_for_function("window.siteSearch")
    found = page.evaluate("async queries => Promise.all(queries.map(q => siteSearch.query(q)))", [query["query"] for query in QUERIES])
    asked = [(query, [result["path"] for result in findings["results"]], findings["answer"]) for query, findings in zip(QUERIES, found, strict=True)]
    first = {query["query"]: results[:1] for query, results, _ in asked if set(results[:1]) - set(query["first"]) or bool(results) != bool(query["first"])}
    third = {query["query"]: results[:3] for query, results, _ in asked if query["first"] and not set(results[:3]) & set(query["first"])}
    assert third == {}
    assert len(first) <= len(QUERIES) / 20, first
    assert [query["query"] for query, _, answer in asked if query.get("answer", "") not in answer] == []
    for query in QUERIES:
        for address in query["first"]:
            path, _, anchor = address.partition("#")
            html = (site.folder / path / "index.html").read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in html, f"{address} is expected for '{query['query']}' but does not exist"


def test_the_list_ends_with_the_page_of_all_results(page: Any) -> None:
    page.goto("/objectives/to5/")
    page.keyboard.press("/")
    page.keyboard.type("labour migration")
    page.wait_for_selector("#search-all")
    total = re.match(r"\d+", page.locator("#search-status").inner_text())
    assert total
    assert page.locator("#search-all").inner_text() == f"All {total[0]} results"
    assert page.locator("[role=option]").count() == 9
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "search-all")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=labour+migration")
    expect(page.locator(".results__status")).to_have_text(f"{total[0]} results for “labour migration”")


def test_the_page_of_results_has_all_and_is_kept_by_the_back_button(page: Any) -> None:
    page.goto("/search/")
    expect(page.locator("[data-offer]")).to_be_visible()
    page.fill("#results-words", "migration")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=migration")
    items = page.locator("[data-list] > li")
    expect(items).to_have_count(30)
    assert page.title().startswith("migration – ")
    page.locator("[data-more] a").click()
    page.wait_for_url("**/search/?q=migration&all=")
    expect(items.nth(31)).to_be_visible()
    expect(page.locator(".results__status")).to_have_text(f"{items.count()} results for “migration”")
    path = items.nth(31).locator("a").get_attribute("href")
    items.nth(31).locator("a").click()
    page.wait_for_url(path)
    page.go_back()
    expect(items.nth(31)).to_be_visible()
    expect(page.locator("#results-words")).to_have_value("migration")
    page.go_back()
    expect(items).to_have_count(30)


def test_the_page_says_what_was_left_out_what_the_editors_know_and_what_else_there_is(page: Any) -> None:
    page.goto("/search/?q=border+guards+training")
    expect(page.locator(".results__status")).to_have_text(re.compile(r"Nothing holds all words; shown without “training”\.$"))
    page.goto("/search/?q=refugees+in+Azerbaijan")
    expect(page.locator("[data-answer]")).to_contain_text("says nothing of refugees in Azerbaijan")
    expect(page.locator("[data-offer]")).to_be_hidden()
    page.goto("/search/?q=qqqqqq")
    expect(page.locator(".results__status")).to_have_text("Nothing found for “qqqqqq”")
    expect(page.locator("[data-answer]")).to_be_hidden()
    for href in ("../objectives/to5/", "../countries/ukraine/"):
        expect(page.locator(f"[data-offer] a[href='{href}']")).to_be_visible()


@pytest.mark.parametrize("query", ["Україна", "Қазақстан", "Türkiye", "Shqipëria", "საქართველო", "Հայաստան", "ישראל"])
def test_countries_are_found_by_their_names_in_the_languages_of_the_region(page: Any, query: str) -> None:
    page.goto("/")
    page.fill("#search", query)
    page.wait_for_selector("#search-0")
    assert page.locator("#search-0 .search__where").inner_text().startswith("country")
