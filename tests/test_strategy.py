"""The link pass: what refers to something is found from there, on the published pages too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest

from builder import urls
from builder.strategy import Mention, Strategy, Thing
from tests import htmltree
from tests.conftest import Site

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SILENT = {"strategy", "coverage", "edition", "registration", "chart"}
"""Kinds whose references are about the publication, not about its subject."""


@cache
def _page(path: Path) -> htmltree.Element:
    return htmltree.parse(path.read_text("utf-8")).all("article")[0]


def _section(page: htmltree.Element, anchor: str) -> list[htmltree.Element]:
    """The elements of a thing's section: its own, or what follows its heading up to the next one of the same rank."""
    elements = list(page.walk())
    at = next(at for at, element in enumerate(elements) if element.attributes.get("id") == anchor)
    if elements[at].tag not in HEADINGS:
        return list(elements[at].walk())
    end = next((n for n in range(at + 1, len(elements)) if elements[n].tag in HEADINGS and elements[n].tag <= elements[at].tag), len(elements))
    return elements[at:end]


def _targets(site: Site, thing: Thing[object]) -> set[str]:
    """The addresses that the page of a thing, or its section of a page, links to; without its own permanent link."""
    place = urls.place(thing)
    page = _page(site.folder / place.path.partition("#")[0] / "index.html")
    elements = _section(page, place.anchor) if place.anchor else list(page.walk())
    base = "/" + place.path.partition("#")[0]
    return {urljoin(base, element.attributes["href"]) for element in elements if element.tag == "a" and "href" in element.attributes}


def _leads_to(addresses: set[str], thing: Thing[object]) -> bool:
    """Whether one of the addresses is that of a thing, or of a section of its own page."""
    path = "/" + urls.place(thing).path
    return any(address == path or ("#" not in path and address.startswith(path + "#")) for address in addresses)


def _visible(strategy: Strategy) -> Iterator[Mention]:
    return (mention for mention in strategy.mentions if mention.source.kind not in SILENT)


@pytest.mark.parametrize("which", ["real", "small"])
def test_every_reference_appears_where_it_leads(which: str, request: pytest.FixtureRequest) -> None:
    """Every link in prose and every reference field can be followed back from the page of its target."""
    strategy: Strategy = request.getfixturevalue(f"{which}_strategy")
    site: Site = request.getfixturevalue(f"{which}_build")
    missing = sorted(
        {
            f"{mention.source.kind} {mention.source.id or mention.source.title} —{mention.relation}→ {mention.target.kind} {mention.target.id}"
            for mention in _visible(strategy)
            if not _leads_to(_targets(site, mention.target), mention.source)
        }
    )
    assert missing == []
