"""The style sheets as a browser reads them: every selector has something to style, and every token exists and is used.

What their text keeps to (spaces from tokens, nothing important) is checked by stylelint (tests/node/stylelint.config.js) in `make check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import REPO, Site

SHEETS = sorted((REPO / "site_overrides/assets").glob("*.css"))
CHOSEN = "[data-scheme-toggle]"

STATES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "results of a search, one of them chosen": (
        "/",
        lambda page: (page.fill("#search", "labour"), page.wait_for_selector("#search-0"), page.keyboard.press("ArrowDown")),
    ),
    "a question that the editors answer": ("/", lambda page: (page.fill("#search", "covid"), page.locator(".search__answer").wait_for())),
    "the page of all results": ("/search/?q=labour", lambda page: page.locator("[data-list] mark").first.wait_for()),
    "a table sorted upwards": ("/countries/?sort=name", lambda page: page.wait_for_selector("[aria-sort=ascending]")),
    "a table sorted downwards": ("/countries/?sort=-name", lambda page: page.wait_for_selector("[aria-sort=descending]")),
    "a brief of one's own": ("/brief/?with=ukr,to5", lambda page: page.locator(".own__part h1").nth(1).wait_for()),
    "countries compared": ("/compare/?c=ukr,mda", lambda page: page.wait_for_selector(".filters--even")),
    "an opened box for citing": ("/objectives/to5/", lambda page: (page.locator("details.cite summary").first.click(), page.wait_for_selector(".cite__copy"))),
    "a chip that was pressed": ("/objectives/to5/", lambda page: page.locator("a.chip").first.evaluate("chip => { chip.dataset.copied = ''; }")),
    "the rest of a list of mentions": ("/framework/", lambda page: page.locator("details.more summary").first.click()),
    "an entry that is open": ("/key-figures/", lambda page: page.locator("#kf-migrants details").first.evaluate("box => { box.open = true; }")),
    "a group that a filter left empty": ("/key-figures/", lambda page: page.locator(".table--opening").first.evaluate("box => { box.hidden = true; }")),
    "a section that is being read": ("/context/context/", lambda page: (page.mouse.wheel(0, 1500), page.wait_for_selector(".toc [aria-current]"))),
    "colours chosen by the reader: dark": ("/", lambda page: page.click(CHOSEN)),
    "colours chosen by the reader: light": ("/", lambda page: (page.click(CHOSEN), page.click(CHOSEN))),
    "a tooltip shown by a finger": ("/context/context/", lambda page: page.locator(".term").first.evaluate("term => { term.dataset.shown = ''; }")),
    "a tooltip put away": ("/context/context/", lambda page: (page.locator(".term").first.focus(), page.keyboard.press("Escape"))),
    "a tooltip at the end of a line": (
        "/context/context/",
        lambda page: page.locator(".term").first.evaluate("term => term.toggleAttribute('data-end', true)"),
    ),
}
"""What only scripts make of a page, and how a reader comes to it."""
ELSEWHERE = {
    "a kind whose entries stand one below the other, as the recipes make it": (".prose h2.entry",),
    "prose with more levels of headings": ("h5", "h6", ".prose h5"),
    "a strategy with other groups on its map": (".tile--2", ".tile--6"),
    "a frozen edition (tests/publish/test_frozen.py)": (".kept", ".kept a"),
}
"""What other content has, and neither site."""

LEFT = """
(pages, selectors) => {
    const parser = new DOMParser();
    return pages.map(text => text === null ? document : parser.parseFromString(text, "text/html"))
        .reduce((left, page) => left.filter(selector => !page.querySelector(selector)), selectors);
}
"""
READ = """
() => {
    const found = [];
    const read = rule => { if (rule.selectorText) found.push(rule.selectorText); for (const inner of rule.cssRules ?? []) read(inner); };
    for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) read(rule);
    return found;
}
"""


def probe(selector: str) -> str:
    """What has to be on a page for a selector to come to match: without what a pointer, the keyboard or an address adds, and without pseudo-elements."""
    lasting = re.sub(r":(hover|focus|focus-visible|target)(?![\w-])", ":not(nothing)", selector)
    return re.sub(r"::[\w-]+(\([^)]*\))?", "", lasting).strip() or "*"


def split(selectors: str) -> Iterator[str]:
    """The single selectors of a list; commas in parentheses and quotes do not count."""
    for part in re.findall(r"""(?:\((?:[^()]|\([^()]*\))*\)|"[^"]*"|[^,("])+""", selectors):
        yield part.strip()


@pytest.mark.parametrize(
    ("selector", "probed"),
    [
        ("a:hover", "a:not(nothing)"),
        (":focus-visible", ":not(nothing)"),
        ("::before", "*"),
        (".a:has(.b:is(:hover, [c])) > .d::after", ".a:has(.b:is(:not(nothing), [c])) > .d"),
        (".a:focus-within", ".a:focus-within"),
    ],
)
def test_probes(selector: str, probed: str) -> None:
    assert probe(selector) == probed


def test_lists_are_split() -> None:
    assert list(split('a, .b:is(c, :not(d, e)) > f, [g="h,i"]')) == ["a", ".b:is(c, :not(d, e)) > f", '[g="h,i"]']


def test_every_selector_has_something_to_style(tab: Callable[..., Any], site: Site, small_build: Site) -> None:
    """On a page of the real or the small site as it is published, or in one of `STATES`."""
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto("/")
    selectors = {single: probe(single) for found in page.evaluate(READ) for single in split(found)}
    assert len(selectors) > 400
    folders = (site.folder, small_build.folder)
    texts = [text for folder in folders for path in sorted(folder.rglob("*.html")) if "assets/strategy.css" in (text := path.read_text("utf-8"))]
    assert len(texts) > 60
    left = page.evaluate(f"([pages, selectors]) => ({LEFT})(pages, selectors)", [texts, sorted(set(selectors.values()))])
    for address, act in STATES.values():
        page.goto(address)
        act(page)
        left = page.evaluate(f"selectors => ({LEFT})([null], selectors)", left)
        page.evaluate("localStorage.clear()")
    assert {selector for selector, probed in selectors.items() if probed in left} == {selector for some in ELSEWHERE.values() for selector in some}


def test_every_token_exists_and_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SHEETS)
    made = set(re.findall(r"(?<![\w-])(--[\w-]+):", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert (used - made, made - used) == (set(), set())


def test_dark_is_written_once() -> None:
    """Each colour with its light and its dark value; no second list that could go another way."""
    text = "\n".join(path.read_text("utf-8") for path in SHEETS)
    assert text.count("light-dark(") > 15
    assert "prefers-color-scheme" not in text


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["", "light", "dark"])
def test_the_reader_chooses_and_paper_is_light(tab: Callable[..., Any], system: str, chosen: str) -> None:
    page = tab(color_scheme=system)
    page.add_init_script(f"if ('{chosen}') localStorage.setItem('scheme', '{chosen}')")
    page.goto("/glossary/")
    ground = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.body).color"
    assert page.evaluate(ground) == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 26)"}[chosen or system]
    assert page.locator(CHOSEN).get_attribute("aria-pressed") == str((chosen or system) == "dark").lower()
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(27, 31, 30)"
