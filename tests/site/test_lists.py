"""Lists whose entries open, in a browser."""

from __future__ import annotations

from typing import Any

from builder.content.records import Figure, Objective, Topic
from builder.model.strategy import Strategy
from tests import markup
from tests.conftest import Site

# --- entries that open --------------------------------------------------------------------------


def test_each_figure_stands_once(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/key-figures/")
    rows = page.evaluate("[...document.querySelectorAll('.opening')].map(e => [e.id, e.querySelector('th').textContent])")
    assert sorted(rows) == sorted([figure.anchor, figure.title] for figure in coast_strategy.of(Figure))


# --- what editors added -------------------------------------------------------------------------


def test_titles_that_editors_gave_are_marked_at_their_entry(coast_strategy: Strategy, coast_build: Site) -> None:
    """In the heading or the head of the row that shows them, and on what lies over a row; no other title is."""
    pages = {
        path: markup.parse((coast_build.folder / path).read_text("utf-8"))
        for path in {node.place.path.partition("#")[0] + "index.html" for node in coast_strategy.by_id.values()}
    }
    said = "self::h1 or self::h2 or self::h3 or self::h4 or self::th or self::summary"
    marked = {}
    for node in coast_strategy.by_id.values():
        if node.place.anchor:
            entry = markup.only(pages[node.place.path.partition("#")[0] + "index.html"], f'*[@id="{node.place.anchor}"]')
            marked[node] = [markup.text(part) for part in entry.xpath(f'descendant-or-self::*[@title="Title by the editors"][{said}]')]
    assert {node.kind.name for node, words in marked.items() if words} <= {"activity", "chart", "figure"}
    for node, words in marked.items():
        assert bool(words) == node.kind.editors_title, node
        assert all(node.title in text for text in words), node
        assert len(words) == (2 if node.narrowed(Figure) else 1 if node.kind.editors_title else 0), node


def test_summaries_of_the_editors_are_marked_wherever_they_stand(coast_strategy: Strategy, coast_build: Site) -> None:
    of_objectives = [node.record.summary for node in coast_strategy.of(Objective)]
    of_topics = [node.record.summary for node in coast_strategy.of(Topic)]
    summaries = {*of_objectives, *of_topics} - {None, ""}
    found = set()
    for path in coast_build.pages:
        page = markup.parse((coast_build.folder / path).read_text("utf-8"))
        for element in page.xpath("//main//*[not(*) and string-length(normalize-space()) > 20]"):
            if markup.text(element) in summaries:
                found.add(markup.text(element))
                assert element.get("title") == "Summary by the editors", (path, markup.text(element))
    assert found or not summaries
