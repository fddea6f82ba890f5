"""The site on a phone, and what keeps its pages quiet on every screen, tried in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest

from builder.content.records import Activity, Country, Objective
from builder.model import relations
from builder.model.strategy import Strategy
from tests import markup
from tests.conftest import Site
from tests.site.test_design import KINDS
from tests.subjects import Subjects

PHONE = {"width": 390, "height": 844}
BOX = "selector => document.querySelector(selector).getBoundingClientRect().toJSON()"
BAR = "document.querySelector('.masthead').getBoundingClientRect().bottom"
OUTSIDE = """margin => {
    const outside = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const away = e => e.closest(".visually-hidden, .term .tip, dialog, thead, [hidden]") || !e.checkVisibility({visibilityProperty: true});
    const scrolls = e => { for (; e; e = e.parentElement) if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true; return false; };
    while (walker.nextNode()) {
        const [text, element] = [walker.currentNode, walker.currentNode.parentElement];
        if (!text.textContent.trim() || away(element) || scrolls(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects())
            if (box.width > 1 && (box.left < margin - 0.5 || box.right > innerWidth - margin + 0.5)) outside.push(text.textContent.trim().slice(0, 60));
    }
    return outside;
}"""
"""The texts that come closer to the edges of the window than the margin, but for what is scrolled sideways."""


# --- search stays in reach ------------------------------------------------------------------------


def test_the_menu_lies_over_the_page(tab: Callable[..., Any]) -> None:
    page = tab(viewport=PHONE)
    page.goto("/{objective}")
    page.evaluate("scrollTo(0, 1200)")
    before = page.evaluate(BOX, "#related")["top"]
    button = page.locator(".primary__button").bounding_box()
    page.mouse.click(button["x"] + 10, button["y"] + 10)  # where it is, without scrolling to it
    last = page.locator(".primary__list a").last
    assert last.is_visible()
    assert last.bounding_box()["y"] < PHONE["height"]
    assert page.evaluate(BOX, "#related")["top"] == before


def test_the_header_leaves_low_windows_to_the_text(tab: Callable[..., Any]) -> None:
    page = tab(viewport={"width": 320, "height": 256})
    page.goto("/{objective}")
    page.mouse.wheel(0, 600)
    page.wait_for_function("scrollY > 300")
    assert page.evaluate(BAR) < 0


# --- what comes first ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", KINDS)
def test_every_page_has_a_margin(tab: Callable[..., Any], address: str) -> None:
    page = tab(viewport=PHONE)
    page.goto(address)
    assert page.evaluate(OUTSIDE, 12) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_objective_starts_with_its_sentence_and_its_activities(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    page = tab(viewport=PHONE)
    for node in coast_strategy.of(Objective):
        page.goto(f"/{node.place.path}")
        assert page.locator(".lead").bounding_box()["y"] < PHONE["height"], node
        first = next(activity for activity in coast_strategy.of(Activity) if activity.parent is node)
        tops = [page.evaluate(BOX, f"#{anchor}")["top"] for anchor in ("activities", "rationale", "related")]
        assert tops == sorted(tops), node
        assert tops[0] < 2 * PHONE["height"], node
        assert page.evaluate(BOX, f"#{first.anchor}")["top"] < 2 * PHONE["height"]


def test_a_country_starts_with_its_number_and_the_telephone(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    page = tab(viewport=PHONE)
    for node in coast_strategy.of(Country):
        page.goto(f"/{node.place.path}")
        office = node.record.office
        if office and office.telephone:
            call = page.locator(".glance a[href^='tel:']")
            assert call.inner_text() == office.telephone
            assert call.bounding_box()["y"] + 20 < PHONE["height"], node
        numbers = [figure for figure in coast_strategy.sources(node, relations.FIGURE_COUNTRIES) if figure.record.value is not None]
        link = page.locator(".glance a[href^='#card-']")
        assert link.count() == bool(numbers), node
        if numbers:
            assert link.bounding_box()["y"] < PHONE["height"]
            assert page.locator(link.get_attribute("href")).count() == 1
        assert page.evaluate(BOX, ".codes")["top"] > page.evaluate(BOX, "#objectives")["top"]


# --- comparison ------------------------------------------------------------------------------------


def test_a_wide_comparison_says_that_it_scrolls_and_prints_its_address(tab: Callable[..., Any], tmp_path: Path, subjects: Subjects) -> None:
    page = tab(viewport=PHONE)
    page.goto("/compare/?c={three}")
    hint = page.locator("[data-compare-hint]")
    hint.wait_for()
    assert hint.bounding_box()["y"] < page.locator("[data-compare]").bounding_box()["y"]
    name = page.locator(".compare tbody th").first
    page.locator("[data-compare]").evaluate("box => { box.scrollLeft = 100; }")
    assert name.bounding_box()["x"] >= 0, "the names of rows stay"
    page.set_viewport_size({"width": 1280, "height": 900})
    hint.wait_for(state="hidden")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    text = "".join("".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document)
    document.close()
    assert subjects.address("/compare/?c={three}") in text
    assert "Scrollsideways" not in text
    page.goto("/compare/?c={country_id}")
    assert hint.is_hidden()


# --- quiet -----------------------------------------------------------------------------------------


def test_source_and_citation_share_a_line(page: Any, coast_strategy: Strategy, subjects: Subjects) -> None:
    page.goto("/{objective}")
    lines = page.evaluate("[...document.querySelectorAll('.meta')].map(e => [...e.children].map(c => c.getBoundingClientRect()).map(b => [b.top, b.bottom]))")
    activities = [node for node in coast_strategy.of(Activity) if node.parent is subjects.objective]
    assert len(lines) == len(activities) + 1
    for boxes in lines:
        assert max(top for top, _ in boxes) < min(bottom for _, bottom in boxes)


def test_pages_name_no_files(site: Site) -> None:
    for path in site.pages:
        main = markup.parse((site.folder / path).read_text("utf-8")).xpath("//main")
        assert not any(re.search(r"content/[\w/-]+\.(?:yml|md)", markup.text(element)) for element in main), path


@pytest.mark.parametrize("address", ["/{objective}", "/framework/", "/"])
def test_headings_are_read_alone(page: Any, address: str) -> None:
    page.goto(address)
    headings = page.get_by_role("heading").all()
    assert len(headings) > 2
    heard = page.locator("main").aria_snapshot()
    assert "Link to this section" not in heard
    assert not re.search(r"heading .*#", heard)
    sign = page.locator(":is(h2, h3, h4):visible > .headerlink").first
    if sign.count() and address != "/":
        sign.locator("xpath=..").hover()
        assert sign.is_visible()


@pytest.mark.parametrize("width", [1280, 1680])
@pytest.mark.parametrize("address", ["/{objective}", "/{country}", "/{topic}", "/framework/"])
def test_rules_and_text_end_at_one_edge(tab: Callable[..., Any], address: str, width: int) -> None:
    """Where a page has a table, which is as wide as the page, rules go as far as that."""
    page = tab(viewport={"width": width, "height": 900})
    page.goto(address)
    edges = "selector => [...document.querySelectorAll(selector)].map(e => Math.round(e.getBoundingClientRect().right))"
    rules = page.evaluate(edges, ".prose > h2:not(.abbreviations)")
    text = page.evaluate(edges, ".prose > :is(p:not(.brief-link), .told, .bodies, .marks, .meta)")
    tables = page.evaluate(edges, ".prose > .table")
    assert len(rules + text) > 5
    assert len(set(text)) == 1
    assert set(rules) <= set(tables or text)


# --- something wrong -------------------------------------------------------------------------------


def _letter(root: Any, strategy: Strategy) -> dict[str, list[str]]:
    """What the link of a page fills into a letter to the address of the strategy."""
    link = urlsplit(root.xpath("//a[@class='feedback__link']")[0].get("href"))
    assert (link.scheme, link.path) == ("mailto", strategy.publication.feedback)
    return parse_qs(link.query)


def test_readers_can_say_that_something_is_wrong(small_build: Site, small_strategy: Strategy, site: Site, coast_strategy: Strategy) -> None:
    """On every page of a strategy that names an address, with that page filled in; nowhere on others."""
    asked = 0
    for path in small_build.pages:
        root = markup.parse((small_build.folder / path).read_text("utf-8"))
        if not root.xpath("//header[@class='masthead']"):
            continue  # a permanent link, which leads on at once
        asked += 1
        told = _letter(root, small_strategy)
        folder = path.parent.as_posix()
        assert told["body"][0].strip() == "https://ostra.example.org/plan/" + ("" if folder == "." else folder + "/")
        assert told["subject"][0]
    assert asked > 15
    node = small_strategy.of(Objective)[0]
    root = markup.parse((small_build.folder / node.place.path / "index.html").read_text("utf-8"))
    assert _letter(root, small_strategy)["subject"] == [f"{node.title} ({node.id})"]
    assert any("feedback__link" in (site.folder / path).read_text("utf-8") for path in site.pages) == bool(coast_strategy.publication.feedback)
