"""The style sheets as a browser reads them: every selector has something to style, and every token exists and is used.

What their text keeps to (spaces from tokens, nothing important) is checked by stylelint (tests/node/stylelint.config.js) in `make check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builder.content import palette
from tests.conftest import REPO

SHEETS = sorted((REPO / "site_overrides/assets").glob("*.css"))
CHOSEN = "[data-scheme-toggle]"

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


def test_every_token_exists_and_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SHEETS)
    made = set(re.findall(r"(?<![\w-])(--[\w-]+):", text))
    made |= {f"--{name}" for name in palette.DEFAULTS}  # which `assets/look.css` holds
    used = set(re.findall(r"var\((--[\w-]+)", text))
    given = {"--own", "--type-text", "--type-titles"}
    assert (used - made, made - used) == (given, set()), "a strategy may give these"


def test_dark_is_written_once() -> None:
    """Each colour with its light and its dark value; no second list that could go another way, and no colour but in the palette."""
    text = "\n".join(path.read_text("utf-8") for path in SHEETS)
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", text) == []
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
