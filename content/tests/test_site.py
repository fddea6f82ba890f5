"""From home to a passage of this strategy by its search; and none of its names stands in the builder."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from builder.content.fieldroles import other_names
from builder.content.records import Country, CountryGroup, Figure, Instrument, Partnership, Term, Topic
from builder.model.strategy import Strategy
from tests.conftest import REPO, Site

ORDINARY = {"Georgia", "United Nations"}
"""Names that also are a typeface, and the keeper of a standard for country codes."""


@pytest.mark.parametrize(
    ("query", "result", "address", "words"),
    [
        ("remittances", "emittances", None, "emittances"),
        ("North Macedonia", "Macedonia", "/countries/north-macedonia/", "North Macedonia"),
        ("TO5-A03", "TO5-A03", "/objectives/to5/#to5-a03", "TO5-A03"),
    ],
)
def test_from_home_by_search_to_the_passage(query: str, result: str, address: str | None, words: str, page: Any, site: Site) -> None:
    page.goto("/")
    page.locator("input[type=search], input[role=combobox]").first.fill(query)
    first = page.locator("[role=option]").first
    first.wait_for()
    assert result in first.inner_text()
    first.click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/")
    assert address is None or page.url == site.url + address
    assert words in page.locator("main").inner_text()


def test_no_name_of_this_strategy_in_the_builder(real_strategy: Strategy) -> None:
    """No country, abbreviation or id of the content stands in the code, a template or an override, except as ordinary English."""
    document = real_strategy.publication
    names = {document.publisher.name, document.publisher.abbreviation, document.region.name, document.region.abbreviation or document.region.name}
    for node in real_strategy.nodes:
        record = node.record
        if isinstance(record, Country | CountryGroup | Partnership):
            names |= {record.name, *other_names(record)}
        if isinstance(record, Term):
            names.add(record.term)
        if isinstance(record, Country | Partnership | Instrument | Figure | Topic):
            names.add(node.id)
    words = {name for name in names if name and len(name) > 2} - ORDINARY
    assert words
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])")
    found = []
    for folder in ("builder", "templates", "site_overrides"):
        for path in sorted((REPO / folder).rglob("*")):
            if path.suffix not in (".py", ".jinja", ".typ", ".html", ".css", ".js", ".xml", ".json", ".yml") or "vendor" in path.parts:
                continue
            found += [f"{path.relative_to(REPO)}: {word}" for word in sorted(set(pattern.findall(path.read_text("utf-8"))))]
    assert found == []
