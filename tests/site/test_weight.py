"""How heavy a first visit is: every kind of page, on a phone, with nothing in the browser's cache."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest

from builder.content.addresses import permanent
from builder.model.strategy import Strategy
from tests.conftest import Site, settled

WEIGHT = 110_000
"""Most bytes of a first visit, with gzip."""
REQUESTS = 12
NOT_COMPRESSED = (".woff2", ".png")
KINDS = (
    *("", "framework", "framework/*", "objectives", "objectives/*", "countries", "key-figures", "compare", "context", "context/*", "partnerships"),
    *("partnerships/*", "instruments", "print", "brief", "cite", "contacts", "glossary", "about", "changes", "search", "indicators", "indicators/*"),
)
"""Pages there is one of, and kinds of which the longest is measured; countries are measured each, since their names need other letters."""
CHOSEN = ("/compare/?c={three}", "/brief/?with={country_id},{objective_id}", "/countries/?sort=-name", "/{figure}")
"""Addresses that hold what a reader chose, and bring more than the page alone."""
ASKED = ("phone golna", "coast", "море", "Україна", "საქართველო", "pirates off golna", "qqqqqq")
"""What a page of results is measured with: words whose results need other letters, many results, a note of the editors, none."""
BARE = ("id/*/cite.html", "id/*/card.html", "404.html")
"""Pages without the theme, or that no address of their own leads to; the longest of each."""


def weight(site: Site, address: str) -> int:
    """The bytes that a server with gzip sends for an address."""
    path = site.folder / unquote(urlsplit(address).path).lstrip("/")
    data = (path / "index.html" if path.is_dir() else path).read_bytes()
    return len(data if path.suffix in NOT_COMPRESSED else gzip.compress(data, 6))


def too_heavy(tab: Callable[..., Any], site: Site, address: str) -> list[str]:
    """What a first visit asks for until nothing more is asked for, if that is too much."""
    page = tab(viewport={"width": 390, "height": 844})
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url) if request.url.startswith("http") else None)
    page.goto(address, wait_until="networkidle" if "?" in address else "load")  # a question is answered by what is fetched for it
    settled(page)
    page.context.close()
    weights = {url.removeprefix(site.url): weight(site, url) for url in asked}
    if sum(weights.values()) <= WEIGHT and len(weights) <= REQUESTS:
        return []
    return [f"{address}: {sum(weights.values())} bytes, {len(weights)} requests: {sorted(weights.items(), key=lambda item: -item[1])}"]


def longest(site: Site, pattern: str) -> str:
    """The address of the longest file that a pattern names; of a folder, its page is."""
    found = list(site.folder.glob(pattern if pattern.endswith(".html") else f"{pattern}/index.html" if pattern else "index.html"))
    assert found or "*" in pattern, f"no page is of the kind {pattern!r}"
    if not found:  # a kind that the strategy has none of
        return "/"
    page = max(found, key=lambda path: path.stat().st_size).relative_to(site.folder)
    return "/" + page.as_posix().removesuffix("index.html")


@pytest.mark.parametrize("kind", [*KINDS, *BARE])
def test_first_visit_of_every_kind_of_page_is_light(kind: str, tab: Callable[..., Any], site: Site) -> None:
    assert too_heavy(tab, site, longest(site, kind)) == []


@pytest.mark.parametrize("address", [*CHOSEN, *(f"/search/?q={quote(words)}" for words in ASKED)])
def test_first_visit_of_what_a_reader_chose_or_asked_is_light(address: str, tab: Callable[..., Any], site: Site) -> None:
    assert too_heavy(tab, site, address) == []


def test_first_visit_by_a_permanent_link_is_light(tab: Callable[..., Any], site: Site, coast_strategy: Strategy) -> None:
    """Of one entry of each kind: its permanent page, and the page that it leads to."""
    first = {node.kind.name: node for node in reversed(list(coast_strategy.by_id.values()))}
    assert [fault for node in first.values() for fault in too_heavy(tab, site, f"/{permanent(node.id)}")] == []


def test_first_visit_of_every_country_is_light(tab: Callable[..., Any], site: Site) -> None:
    pages = sorted(path.parent.name for path in site.folder.glob("countries/*/index.html"))
    assert [fault for name in pages for fault in too_heavy(tab, site, f"/countries/{name}/")] == []


def test_every_page_is_of_a_kind_that_is_measured(site: Site) -> None:
    measured = {path.relative_to(site.folder) for kind in (*KINDS, "countries/*") for path in site.folder.glob(f"{kind}/index.html" if kind else "index.html")}
    with_theme = {page for page in site.pages if page.name == "index.html" and "assets/app.js" in (site.folder / page).read_text("utf-8")}
    assert with_theme - measured == set()


def test_fonts_of_names_are_small(site: Site) -> None:
    found = {path.name: path.stat().st_size for path in Path(site.folder, "assets/fonts").glob("names-*.woff2")}
    assert len(found) > 3
    assert max(found.values()) < 12_000
