"""The look of the published site, tried in a browser: what is where, how heavy it is, what tables and charts do, and what comes out of the printer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.content import prose
from builder.content.number_text import amount_text, quantity_text
from builder.content.records import Chart, Country, CountryGroup, Figure, FigureGroup, Partnership, Topic
from builder.model import relations
from builder.model.strategy import Strategy
from builder.views import charts
from tests.conftest import REPO, settled
from tests.subjects import Subjects

# --- home ---------------------------------------------------------------------------------------


def test_a_phone_is_led_from_its_first_screen_to_countries_and_objectives(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    page = tab(viewport={"width": 390, "height": 844})
    page.goto("/")
    for kind, heading in (("country", "#countries"), ("objective", "#objectives")):
        link = page.locator(f".cover__do a[href='{heading}']", has_text=coast_strategy.called[kind].many)
        assert link.bounding_box()["y"] < 844
        link.click()
        page.wait_for_function(f"(e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < 200)(document.querySelector('{heading}'))")
        page.go_back()


def test_countries_have_names_on_the_map_and_in_its_list(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    names = [node.record.short_name or node.record.name for node in coast_strategy.of(Country)]
    page = tab(viewport={"width": 1280, "height": 800})
    page.goto("/")
    shown = page.evaluate("[...document.querySelectorAll('.tile__name')].filter(e => e.getBoundingClientRect().height > 10).map(e => e.textContent)")
    assert sorted(shown) == sorted(names)
    cut = page.evaluate("[...document.querySelectorAll('.tile a')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)")
    assert cut == []
    assert page.locator(".tiles__group").first.is_hidden()
    places = page.evaluate("[...document.querySelectorAll('.tile')].map(e => e.getBoundingClientRect()).map(b => `${Math.round(b.x)} ${Math.round(b.y)}`)")
    assert len(set(places)) == len(names)
    for address in ("/", "/countries/"):
        phone = tab(viewport={"width": 320, "height": 800})
        phone.goto(address)
        shown = phone.evaluate("[...document.querySelectorAll('.tile__name')].filter(e => e.getBoundingClientRect().height > 10).map(e => e.textContent)")
        assert sorted(shown) == sorted(names)
        groups = {node.title for node in coast_strategy.of(CountryGroup)}
        heads = [text.split("(")[0].strip() for text in phone.locator(".tiles__group").all_inner_texts()]
        assert set(heads) - groups == {"In no group"}
        assert phone.locator(".legend").first.is_hidden()


def test_home_is_called_home(page: Any, subjects: Subjects) -> None:
    page.goto("/{country}")
    assert page.locator(".primary a").first.inner_text() == "Home"
    assert page.locator(".crumbs li").all_inner_texts() == ["Home", subjects.strategy.called["Country"].short.many, subjects.country.title]
    assert page.title().startswith(f"{subjects.country.title} – ")
    page.locator(".crumbs a").first.click()
    expect(page).to_have_url("/")


def test_pages_are_turned_inside_their_section(page: Any, subjects: Subjects) -> None:
    first, second, *_ = subjects.strategy.of(Topic)
    page.goto(f"/{first.place.path}")
    page.keyboard.press("n")
    page.wait_for_url(f"**/{second.place.path}")
    page.keyboard.press("p")
    page.wait_for_url(f"**/{first.place.path}")


# --- what is fetched ----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shifts(tab: Callable[..., Any], width: int) -> None:
    page = tab(viewport={"width": width, "height": 800})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value; })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("/", "/{country}", "/key-figures/"):
        page.goto(address)
        settled(page)
        assert page.evaluate("shift") < 0.01, address


def test_greek_has_a_font(page: Any) -> None:
    page.goto("/glossary/")
    with page.expect_request("**/source-sans-3-greek.woff2"):
        page.evaluate("document.querySelector('.lead').append('Ελλάδα')")


def test_search_is_fetched_only_when_it_is_used(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    settled(page)
    assert not [url for url in asked if "search" in url]
    page.locator("#search").focus()
    page.wait_for_function("performance.getEntriesByType('resource').some(e => e.name.endsWith('/assets/search.js'))")


def test_next_page_is_fetched_ahead(page: Any, subjects: Subjects) -> None:
    page.goto("/")
    settled(page)
    with page.expect_request(f"**/{subjects.country.place.path}"):
        page.locator(f".tile a[href$='{subjects.country.place.path}']").hover()


# --- charts -------------------------------------------------------------------------------------


def test_charts_say_what_the_figures_say(page: Any, coast_strategy: Strategy) -> None:
    """Each chart has a title, a description, its qualifiers, its unit once, the numbers as a table, years, source, permanent link and data."""
    page.goto("/key-figures/")
    for chart in coast_strategy.of(Chart):
        figure = page.locator(f"figure:has(#{chart.id.lower()})")
        assert figure.locator("h3").inner_text().rstrip("#") == chart.title
        assert figure.locator(".chart__text").inner_text() != ""
        drawn = charts.draw(coast_strategy, chart)
        members = coast_strategy.targets(chart, relations.CHART_FIGURES)
        if isinstance(drawn, charts.BarChart):
            wanted = [f"{amount_text(bar.quantity)} {drawn.unit}" for row in drawn.rows for bar in row.bars]
            assert [" ".join(text.split()) for text in figure.locator(".bar__value").all_text_contents()] == wanted
            assert figure.locator(".chart__measure").inner_text().lower().startswith(f"{drawn.unit}, 20".lower())
            widths = figure.locator(".bar__fill").evaluate_all("all => all.map(e => e.getAttribute('width'))")
            assert [Decimal(width) for width in widths] == [Decimal(str(bar.width)) for row in drawn.rows for bar in row.bars]
        else:
            assert figure.locator(".bar__fill").count() == 0
            assert figure.locator("svg[role=img]").get_attribute("aria-label")
        figure.locator("summary").click()
        rows = figure.locator("tbody tr")
        assert rows.count() == len(members)
        for at, member in enumerate(members):
            cells = rows.nth(at).locator("th, td").all_inner_texts()
            assert cells[0] == member.title
            assert cells[1] == quantity_text(member.record)
            assert cells[-1].startswith(member.record.source.section)
        links = figure.locator(".chart__foot a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        assert links[:4] == [*(f"../data/charts/{chart.id.lower()}.{form}" for form in ("svg", "png", "csv")), f"../id/{chart.id.lower()}/card.html"]
        assert links[4].endswith(f"/id/{chart.id.lower()}/")
        data = page.request.get(f"/data/charts/{chart.id.lower()}.csv").body().decode("utf-8-sig")
        assert [row["id"] for row in csv.DictReader(io.StringIO(data, newline=""))] == [member.id for member in members]


# --- tables -------------------------------------------------------------------------------------


def shown(page: Any, column: int = 0) -> list[str]:
    texts: list[str] = page.evaluate(
        "column => [...document.querySelectorAll('[data-table] tbody tr:not(.opening__more)')].filter(r => !r.hidden && !r.parentElement.hidden).map(r => r.cells[column].textContent.trim())",
        column,
    )
    return texts


def test_countries_are_filtered_and_sorted_with_the_state_in_the_address(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/countries/")
    everyone = shown(page)
    assert len(everyone) == len(coast_strategy.of(Country))
    group = coast_strategy.of(CountryGroup)[-1]
    page.select_option("select[name=group]", group.title)
    members = [node.title for node in coast_strategy.targets(group, relations.GROUP_MEMBERS)]
    assert shown(page) == members
    page.get_by_role("button", name=coast_strategy.called["Country"].one).click()
    page.get_by_role("button", name=coast_strategy.called["Country"].one).click()
    assert shown(page) == sorted(members, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1
    assert "group=" in page.url
    assert "sort=-name" in page.url
    page.reload()
    assert shown(page) == sorted(members, reverse=True)
    assert page.locator("[role=status]", has_text=f"{len(members)} of {len(everyone)}").is_visible()
    page.get_by_role("button", name="Clear").click()
    assert shown(page) == everyone
    assert "?" not in page.url


def test_countries_are_filtered_by_membership(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/countries/")
    body = next(node for node in coast_strategy.of(Partnership) if node.record.members)
    page.select_option("select[name=membership]", body.title)
    assert sorted(shown(page)) == sorted(
        node.title for role in (relations.MEMBERS, relations.OBSERVERS, relations.COVERS) for node in coast_strategy.targets(body, role)
    )


def test_figures_are_sorted_by_value_group_by_group(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/key-figures/?sort=value")
    wanted = []
    for group in coast_strategy.of(FigureGroup):
        members = coast_strategy.sources(group, relations.FIGURE_GROUP)
        known = [node for node in members if node.record.number is not None]
        wanted += [*sorted(known, key=lambda node: node.record.number), *(node for node in members if node not in known)]
    assert shown(page) == [node.title for node in wanted]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_compared_countries_stand_below_their_names(tab: Callable[..., Any], width: int, subjects: Subjects) -> None:
    page = tab(viewport={"width": width, "height": 900})
    page.goto("/compare/?c={three}")
    page.locator("[data-compare]").wait_for()
    lefts = "row => [...row.querySelectorAll(':scope > td, :scope > th[scope=col]')].filter(e => !e.hidden && e.textContent.trim()).map(e => Math.round(e.getBoundingClientRect().left))"
    rows = [row.evaluate(lefts) for row in page.locator("[data-compare] tr").all()]
    assert len(rows) > 5
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert len(rows[0]) == len(subjects.countries)


@pytest.mark.parametrize("query", ["", "?c=", "?c=xyz", "?c=%3Cscript%3E"])
def test_a_comparison_of_nothing_explains_itself(page: Any, query: str) -> None:
    page.goto(f"/compare/{query}")
    assert page.locator("[data-compare]").is_hidden()
    assert page.locator("[data-compare-note]").is_visible()


def test_matrix_is_a_list_on_a_phone(tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    phone = tab(viewport={"width": 390, "height": 800})
    phone.goto("/partnerships/")
    body = next(node for node in coast_strategy.of(Partnership) if node.record.members)
    country = coast_strategy.targets(body, relations.MEMBERS)[0]
    row = phone.locator(".matrix tr", has=phone.locator("th", has_text=country.title))
    assert body.title in row.inner_text()
    assert "member" in row.inner_text()


# --- paper --------------------------------------------------------------------------------------


KINDS = (
    *("/", "/framework/", "/framework/overview/", "/objectives/", "/{objective}", "/countries/", "/{country}", "/compare/?c={two}"),
    *("/key-figures/", "/context/", "/{topic}", "/partnerships/", "/{partnership}", "/instruments/", "/glossary/", "/contacts/"),
    *("/print/", "/brief/", "/cite/", "/about/", "/changes/", "/search/", "/indicators/", "/{indicator}"),
)
"""A page of each kind: one a template of pages, that of pages by hand apart, of which the strategy has none."""


def test_a_page_of_each_kind_is_printed() -> None:
    templates = {path.name for path in (REPO / "templates/pages").glob("*.jinja") if not path.name.startswith("_")}
    assert len(KINDS) == len(templates - {"page.md.jinja"})


@pytest.mark.parametrize("address", KINDS)
def test_a_printed_page_is_a_document(tab: Callable[..., Any], address: str, coast_strategy: Strategy, tmp_path: Path) -> None:
    page = tab(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto(address)
    settled(page)
    title = page.locator("h1").inner_text().split("\n")[0]
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(file)
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in document]
    text = " ".join(" ".join(sheets).split())
    for part in re.split(r"[ \n]+", title)[:3]:
        assert part in sheets[0]
    for furniture in ("On this page", "Back to top", "Skip to content", "Menu", "Dark mode", "Previous", "Search the strategy"):
        assert furniture not in text
    edition = coast_strategy.publication.edition
    assert f"edition {edition.name} of {edition.date.isoformat()}" in text
    assert "https://" in sheets[-1]
    assert all(len(sheet.split()) > 20 for sheet in sheets), "a page with almost nothing on it"
    assert not any(sheet.lstrip().startswith("Source:") for sheet in sheets), "a source parted from what it is the source of"
    corner = document[0].render(scale=0.5).to_pil().getpixel((3, 3))
    assert corner == (255, 255, 255)
    document.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_strategy_in_one_page_is_printed_on_one(paper: str, tab: Callable[..., Any], coast_strategy: Strategy, tmp_path: Path) -> None:
    page = tab(viewport={"width": 390, "height": 844})
    page.goto("/framework/overview/")
    settled(page)
    page.pdf(path=tmp_path / "page.pdf", format=paper)
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    kinds = ("goal", "strategic-objective", "objective", "principle")
    assert all(node.id in text for node in coast_strategy.nodes if node.kind.name in kinds)
    assert "/framework/overview/" in text


def test_print_opens_what_is_folded(tab: Callable[..., Any], tmp_path: Path, coast_strategy: Strategy) -> None:
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto("/key-figures/")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    text = "".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    assert "Comparedwith" in text
    for figure in coast_strategy.of(Figure):
        assert "".join(prose.to_text(figure.record.text).split())[:40].split("(")[0] in text, figure.id
