"""The published pages as people with and without a mouse, with their own colours, sizes and helpers use them (WCAG 2.2 AA).

axe-core looks for what a program can find, on every page (`test_every_page`); the rest is tried with the keyboard. HTML is checked by html-validate.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import REPO, Site
from tests.subjects import Subjects

NODE = REPO / "tests/node"
TARGET = 24
"""Least height and width of a target, in CSS pixels (WCAG 2.2, 2.5.8)."""


def test_html_is_valid(site: Site, tmp_path: Path) -> None:
    """By html-validate, with the content models of the HTML standard."""
    program = NODE / "node_modules/.bin/html-validate"
    if not program.exists() or not shutil.which("node"):
        pytest.fail("html-validate is missing: install Node.js (`apt-get install nodejs npm`) and run `npm ci --prefix tests/node`")
    command = [program, "--config", NODE / "htmlvalidate.cjs", "--formatter", f"json={tmp_path / 'report.json'}", "--ext", "html", site.folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=NODE)
    assert done.stderr == ""
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    found = [f"{Path(item['filePath']).relative_to(site.folder)}:{m['line']}: {m['ruleId']}: {m['message']}" for item in report for m in item["messages"]]
    assert found == []
    assert done.returncode == 0


def test_text_at_twice_the_size_stays_inside(tab: Callable[..., Any], site: Site) -> None:
    """Resize text (1.4.4): at 200 per cent, which a browser shows as half the width."""
    page = tab(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    for address in ("/", "/countries/", "/key-figures/", "/partnerships/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address


@pytest.mark.parametrize("address", ["/", "/{country}", "/key-figures/", "/compare/?c={two}"])
def test_every_focus_is_seen(tab: Callable[..., Any], address: str) -> None:
    """The Tab key goes through the page in its visible order and never out of sight."""
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(address)
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (at === document.body) return null;
                const box = at.getBoundingClientRect();
                const style = getComputedStyle(at);
                const line = at.getClientRects()[0];
                const on = document.elementFromPoint(line.left + line.width / 2, Math.min(line.top + line.height / 2, innerHeight - 1));
                return {
                    what: at.outerHTML.slice(0, 80),
                    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
                    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                    uncovered: !on || at.contains(on) || on.contains(at),
                };
            }"""
        )
        if state is None:
            break
        seen.append(state)
    assert len(seen) > 20
    assert [s for s in seen if not (s["inside"] and s["outlined"] and s["uncovered"])] == []
    assert "skip" in seen[0]["what"]


def test_skip_link_leads_to_the_content(page: Any) -> None:
    page.goto("/{country}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_map_is_walked_with_the_keyboard(page: Any) -> None:
    """Tiles are links in the order of groups, and a tile's link is one step from its profile."""
    page.goto("/")
    page.locator(".tiles a").first.focus()
    names = [page.evaluate("document.activeElement.textContent.trim()")]
    for _ in range(2):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
    places = page.evaluate("[...document.querySelectorAll('.tiles li')].slice(0, 3).map(e => e.textContent.trim())")
    assert names == places
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/*/")
    assert names[-1].split()[-1] in page.locator("h1").inner_text()


def test_search_is_used_with_the_keyboard(page: Any, subjects: Subjects) -> None:
    page.goto("/about/")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(subjects.country.title)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "search-0")
    chosen = page.locator("#search-0").evaluate("e => e.href")
    page.keyboard.press("Enter")
    page.wait_for_url(chosen)


def test_escape_closes_the_search(page: Any, subjects: Subjects) -> None:
    page.goto("/about/")
    page.keyboard.press("/")
    page.keyboard.type(subjects.country.title)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "false")


def test_tables_are_filtered_and_sorted_with_the_keyboard(page: Any) -> None:
    """From the field before the table to the heads of its columns, each reached by Tab and used by Enter, with the result told."""
    page.goto("/countries/")
    page.locator(".sort").first.wait_for()
    names = page.locator("[data-table] tbody tr:visible th").all_inner_texts()
    page.locator("input[name=find]").focus()
    page.keyboard.type("re")
    expect(page.get_by_role("status").filter(has_text="rows")).to_have_text(re.compile(rf"\d of {len(names)} rows"))
    assert all("re" in text.lower() for text in page.locator("[data-table] tbody tr:visible").all_inner_texts())
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.sort')"):
            break
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", order)
    shown = page.locator("[data-table] tbody tr:visible th").all_inner_texts()
    assert shown == sorted(shown, reverse=True)
    assert len(shown) > 1
    while page.evaluate("document.activeElement.textContent") != "Clear":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-table] tbody tr:visible")).to_have_count(len(names))


def test_palette_is_switched_and_remembered(page: Any) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/about/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("[data-scheme-toggle]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-scheme-toggle]")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/glossary/")
    assert page.evaluate(paper) == dark


def test_help_lists_the_shortcuts_and_turns_them_off(page: Any) -> None:
    """Shortcuts of a single key can be turned off (2.1.4)."""
    page.goto("/about/")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("[data-shortcuts]").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"


def test_the_list_of_abbreviations_is_reached_by_keyboard_and_finger(page: Any, tab: Callable[..., Any]) -> None:
    """What stands in a heading or a link is explained at the end of the page, where it leads to the glossary."""
    page.goto("/")
    last = page.locator(".abbreviations a[href*='glossary/#term-']").last
    reached: set[str] = set()
    for _ in range(page.locator("a, button, input, summary").count()):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.abbreviations') ? document.activeElement.textContent : ''"))
    assert reached >= set(page.locator(".abbreviations dt a").all_text_contents())
    page.goto("/")
    last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#term-*")
    phone = tab(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    phone.goto("/partnerships/")
    heights = phone.evaluate("[...document.querySelectorAll('.abbreviations dt a')].map(e => e.getBoundingClientRect().height)")
    assert len(heights) > 20
    assert min(heights) >= TARGET
    phone.locator(".abbreviations dt a").first.tap()
    phone.wait_for_url("**/glossary/#term-*")


def test_targets_are_large_enough_for_a_finger(tab: Callable[..., Any]) -> None:
    """Navigation, tiles and buttons are at least 44 by 44 pixels on a phone; nothing that stands alone is below 24."""
    page = tab(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto("/")
    page.locator(".primary__button").tap()
    expect(page.locator(".primary a").first).to_be_visible()
    sizes = page.evaluate(
        "[...document.querySelectorAll('.primary a, .tiles a, .tool, .primary__button, .search input')]"
        ".map(e => [e.textContent.trim(), e.getBoundingClientRect()]).filter(([, b]) => b.width).map(([t, b]) => [t, Math.min(b.width, b.height)])"
    )
    assert len(sizes) > 20
    assert [text for text, size in sizes if size < 44] == []
    small = page.evaluate(
        "least => [...document.querySelectorAll('footer a, .cover a, .objective-list a, .legend a')]"
        ".filter(e => e.getBoundingClientRect().height < least && e.getClientRects().length === 1 && getComputedStyle(e).display !== 'inline')"
        ".map(e => e.textContent)",
        TARGET,
    )
    assert small == []


def test_page_is_whole_without_scripts(tab: Callable[..., Any]) -> None:
    """Navigation, map, tables and charts are there; what needs a script is not shown."""
    page = tab(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto("/countries/")
    assert page.locator(".primary a").first.is_visible()
    assert page.locator(".tiles a").count() == page.locator("tbody tr").count()
    assert page.locator(".search").is_hidden()
    assert page.locator(".tools").is_hidden()
    phone = tab(java_script_enabled=False, viewport={"width": 390, "height": 800})
    phone.goto("/")
    assert phone.locator(".primary a").first.is_hidden()
    phone.locator(".primary__button").click()
    expect(phone.locator(".primary a").first).to_be_visible()


def test_groups_are_told_apart_without_colour(page: Any) -> None:
    """Each sub-region has a mark of its own shape, on its tiles and in the legend."""
    page.goto("/")
    marks = page.evaluate("[...document.querySelectorAll('.legend li')].map(e => [e.className, e.querySelector('path')?.getAttribute('d') || ''])")
    assert len({shape for _, shape in marks}) == len(marks)
    for name, shape in marks:
        shapes = page.evaluate("name => [...document.querySelectorAll(`.tiles .${name}`)].map(e => e.querySelector('path')?.getAttribute('d') || '')", name)
        assert set(shapes) == {shape}


def test_nothing_moves_for_those_who_do_not_want_it(tab: Callable[..., Any]) -> None:
    page = tab(reduced_motion="reduce")
    page.goto("/")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].map(e => getComputedStyle(e))"
        ".filter(style => style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0).length"
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_own_colours_of_the_reader_are_kept(tab: Callable[..., Any]) -> None:
    """In forced colours, bars, marks and tiles are still drawn."""
    page = tab(forced_colors="active")
    page.goto("/key-figures/")
    assert page.evaluate("getComputedStyle(document.querySelector('.bar__fill')).fill") != page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto("/")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.tile a')).borderTopWidth)") >= 1
