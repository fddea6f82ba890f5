"""The pages of a whole region: its home in one screen, its scripts, its charts, and what its tables are asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.content.records import Country, Figure, FigureGroup, Objective
from builder.model import relations
from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.site.test_design import shown


def test_home_answers_in_one_screen(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    page = tab(viewport={"width": 1280, "height": 800})
    page.goto("/")
    counts = {
        "h1": 1,
        ".search input": 1,
        ".tiles a": len(coast_strategy.of(Country)),
        ".objective-list a": len(coast_strategy.of(Objective)),
        ".headline__number": len(coast_strategy.publication.headline_figures),
        ".cover__do a": 7,
    }
    for selector, count in counts.items():
        boxes = page.evaluate("s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect().toJSON())", selector)
        inside = sum(box["width"] > 0 and box["top"] >= 0 and box["bottom"] <= 800 for box in boxes)
        assert (selector, inside) == (selector, count)
    text = page.locator(".cover").inner_text()
    for word in (coast_strategy.publication.region.name, str(coast_strategy.publication.period.start), str(coast_strategy.publication.period.end)):
        assert word in text


def test_the_numbers_of_the_home_page_are_set_alike(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/")
    texts = page.locator(".headline__number").all_inner_texts()
    assert texts == [f"{node.record.value:,f} {node.record.scale}" for node in coast_strategy.targets(coast_strategy.root, relations.HEADLINES)]
    looks = page.evaluate(
        "[...document.querySelectorAll('.headline__number')].map(e => getComputedStyle(e)).map(s => [s.fontFamily, s.fontSize, s.fontWeight].join())"
    )
    assert len(set(looks)) == 1
    assert "Source Serif 4" in looks[0]
    assert "Source Serif 4" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert len(re.findall(r"\.(?:\s|$)", page.locator(".cover__do").inner_text())) == 1, "one sentence says what can be done here"


@pytest.mark.parametrize(
    ("address", "fonts"),
    [
        ("/glossary/", set()),
        ("/countries/aldmark/", {"names-cyrillic"}),
        ("/countries/brenholm/", {"names-cyrillic"}),
        ("/countries/corvia/", {"names-georgian"}),
        ("/countries/dunmere/", {"names-armenian"}),
        ("/countries/elthia/", {"names-hebrew"}),
        ("/countries/farrow-and-tern/", {"names-latin-400"}),
    ],
)
def test_fonts_are_our_own_for_every_script(page: Any, address: str, fonts: set[str]) -> None:
    """Latin is fetched with the page; other scripts only where a page has them."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(Path(urlsplit(request.url).path).stem) if request.url.endswith(".woff2") else None)
    page.goto(address)
    page.evaluate("document.body.getBoundingClientRect() && document.fonts.ready.then(() => true)")  # laid out, and what that asked for is there
    usual = {"source-sans-3-latin", "source-serif-4-latin-600"}
    assert asked - usual - {"source-sans-3-latin-italic"} == fonts
    assert usual <= asked


def test_bars_are_as_long_as_their_numbers(page: Any) -> None:
    """What the reader sees is in proportion, whatever the width."""
    page.goto("/key-figures/")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(
            """() => [...document.querySelectorAll('.bar')].map(bar => {
                const fill = bar.querySelector('.bar__fill').getBoundingClientRect().width;
                const plot = bar.querySelector('.bar__plot').getBoundingClientRect().width;
                if (!plot) return [null, 0]; // in an entry that is closed
                return [fill / plot * 100, parseFloat(bar.querySelector('.bar__fill').getAttribute('width'))];
            })"""
        )
        found = [pair for pair in found if pair[0] is not None]
        assert len(found) > 10
        for seen, meant in found:
            assert seen == pytest.approx(meant, abs=0.5)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_number_of_a_bar_stands_on_its_line_and_no_label_is_long(tab: Callable[..., Any], width: int) -> None:
    page = tab(viewport={"width": width, "height": 900})
    page.goto("/key-figures/")
    page.add_style_tag(content=".chart { content-visibility: visible !important }")
    found = page.evaluate(
        """() => [...document.querySelectorAll('.charts .bar')].map(bar => {
            const box = name => bar.querySelector(name)?.getBoundingClientRect();
            const [plot, value] = [box('.bar__plot'), box('.bar__value')];
            return {
                lines: value.height / parseFloat(getComputedStyle(bar.querySelector('.bar__value')).lineHeight),
                beside: value.left >= plot.right && Math.abs((value.top + value.bottom) / 2 - (plot.top + plot.bottom) / 2) < 4,
                inside: value.right <= bar.closest('.chart').getBoundingClientRect().right + 1,
                name: box('.bar__name') ? box('.bar__name').right <= plot.left : true,
                room: plot.width,
            };
        })"""
    )
    assert len(found) > 8
    assert [bar for bar in found if bar["lines"] > 1.5 or not (bar["beside"] and bar["inside"] and bar["name"]) or bar["room"] < 100] == []
    lines = page.evaluate(
        "[...document.querySelectorAll('.chart__label')].map(e => Math.round(e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)))"
    )
    assert max(lines) <= 2


def test_filters_act_on_all_figures_below_them(page: Any, coast_strategy: Strategy) -> None:
    figures = coast_strategy.of(Figure)
    page.goto("/key-figures/?year=2028")
    wanted = [node for node in figures if node.record.year == 2028 and not node.record.year_from]
    assert sorted(shown(page)) == sorted(node.title for node in wanted)
    groups = {coast_strategy.targets(node, relations.FIGURE_GROUP)[0] for node in wanted}
    heads = page.evaluate("[...document.querySelectorAll('h2[id^=fg-]')].filter(e => e.checkVisibility()).map(e => e.id)")
    assert sorted(heads) == sorted(node.anchor for node in groups), "a heading above nothing"
    assert page.locator("[role=status]", has_text=f"{len(wanted)} of {len(figures)}").is_visible()
    assert page.evaluate("document.querySelector('.filters').compareDocumentPosition(document.querySelector('[data-table]')) & 4"), (
        "what is filtered stands below"
    )
    page.get_by_role("button", name="Clear").click()
    assert len(shown(page)) == len(figures)
    assert page.locator("h2[id^=fg-]:visible").count() == len(coast_strategy.of(FigureGroup))
    page.fill("input[name=find]", "skiffs")
    assert shown(page) == [node.title for node in figures if "skiffs" in f"{node.title} {node.record.text}".lower()], "also in what is folded"


def test_words_are_found_in_a_table(page: Any) -> None:
    page.goto("/countries/")
    page.fill("input[name=find]", "new golna")
    assert shown(page) == ["Golna"]


def test_countries_are_compared_at_an_address(page: Any) -> None:
    page.goto("/compare/?c=ald,kel")
    heads = page.evaluate("[...document.querySelectorAll('[data-compare] thead th')].filter(e => !e.hidden).map(e => e.innerText)")
    assert heads == ["Aldmark", "Kelda"]
    page.select_option("select[name=c3]", label="Iskar")
    expect(page).to_have_url("/compare/?c=ald,kel,isk")
    for row in page.locator("[data-compare] tbody tr").all():
        assert row.locator("td:visible").count() == 3
    assert page.locator("[data-compare-note]").is_hidden()


def test_an_address_that_does_not_exist_suggests_one_that_does(tab: Callable[..., Any], site: Site) -> None:
    page = tab()
    page.route("**/countrys/aldmak/", lambda route: route.fulfill(path=site.folder / "404.html", content_type="text/html", status=404))
    page.route("**/countrys/aldmak/assets/**", lambda route: route.continue_())
    page.goto("/countrys/aldmak/")
    assert page.locator(".cards a").count() >= 8
    page.wait_for_selector("[data-suggestion]:not([hidden])")
    assert page.get_attribute("[data-suggestion] a", "href").endswith("/countries/aldmark/")


def test_a_long_table_has_its_head_on_every_printed_page(tab: Callable[..., Any], tmp_path: Path) -> None:
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto("/instruments/")
    page.locator(".sort").first.wait_for()
    page.evaluate("const table = document.querySelector('[data-table]'); table.parentElement.replaceChildren(table)")
    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    sheets = ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]
    document.close()
    assert len(sheets) > 2
    assert [sheet.count("NameKindDateBy") for sheet in sheets] == [1] * len(sheets)
