"""Any text in every place of the content that takes one: the finished pages show it as it was typed, up to white space."""

from __future__ import annotations

import re

from hypothesis import example, given, settings

from builder import pipeline
from builder.content.addresses import Site
from builder.pages import catalogue
from builder.resources import PACKAGED
from tests.conftest import markdown_converter
from tests.made import BASE, NASTY, line, literal, made, texts
from tests.markup import heading, only, parse, text

LEAST = {
    "framework/": 8,
    "objectives/": 1,
    "objectives/to1/": 6,
    "countries/": 1,
    "countries/abc/": 4,
    "key-figures/": 4,
    "context/": 1,
    "context/ctx-1/": 2,
    "partnerships/": 2,
    "instruments/": 2,
    "about/": 3,
    "changes/": 2,
    "contacts/": 2,
    "indicators/ind/": 2,
    "print/": 1,
    "search/": 0,
}
"""How often the text stands on a page at least."""
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@settings(max_examples=20)
@given(texts)
@example(NASTY)
@example("1. [x]: y")
@example("---")
@example("<script>alert(1)</script>")
@example("{{ document }} {% if x %}")
def test_pages_show_any_text(typed: str) -> None:
    said = line(typed)
    model = made(typed, literal(said))
    pages = catalogue.pages(model)
    files = pipeline._pages(pipeline._context(model, pages, PACKAGED, Site(BASE)), pages, PACKAGED)
    convert = markdown_converter()
    shown = {path.removesuffix("index.md"): parse(convert(FRONT.sub("", data.decode()))) for path, data in files.items()}
    for path in ("objectives/to1/", "countries/abc/", "context/ctx-1/", "indicators/ind/"):
        assert said in heading(only(shown[path], "h1")), path
    for path, least in LEAST.items():
        assert text(shown[path]).count(said) >= least, path
    assert [element for page in shown.values() for element in page.iter("script") if element.get("type") != "application/json"] == []
