"""What people ask this strategy, in a real browser: the right page comes first, in the languages of the region too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Site

Queries = list[dict[str, Any]]


def queries(name: str) -> Queries:
    found: Queries = yaml.safe_load((Path(__file__).with_name(name)).read_text("utf-8"))
    return found


LANGUAGES = {"": (queries("search_queries.yml"), 120, 0.95), "ru/": (queries("search_queries_ru.yml"), 40, 0.90)}
"""The queries of each language by its folder, how many there are to be at least, and which share of them has to find the right page first."""


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_queries_are_enough_and_different(folder: str) -> None:
    asked, enough, _ = LANGUAGES[folder]
    assert len({query["query"] for query in asked}) == len(asked) >= enough


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_right_page_comes_first(folder: str, page: Any, site: Site) -> None:
    """At 3, it always does; where nothing is to be found, nothing is, and the editors' answer is given."""
    asked_for, _, share = LANGUAGES[folder]
    page.goto(f"/{folder}")
    page.focus("#search")
    page.wait_for_function("window.siteSearch")
    found = page.evaluate("async queries => Promise.all(queries.map(q => siteSearch.query(q)))", [query["query"] for query in asked_for])
    asked = [(query, [result["path"] for result in findings["results"]], findings["answer"]) for query, findings in zip(asked_for, found, strict=True)]
    first = {query["query"]: results[:1] for query, results, _ in asked if set(results[:1]) - set(query["first"]) or bool(results) != bool(query["first"])}
    third = {query["query"]: results[:3] for query, results, _ in asked if query["first"] and not set(results[:3]) & set(query["first"])}
    assert third == {}
    assert len(first) <= len(asked_for) * (1 - share) + 1e-9, first
    assert [query["query"] for query, _, answer in asked if query.get("answer", "") not in answer] == []
    for query in asked_for:
        for address in query["first"]:
            path, _, anchor = address.partition("#")
            html = (site.folder / folder / path / "index.html").read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in html, f"{address} is expected for '{query['query']}' but does not exist"
