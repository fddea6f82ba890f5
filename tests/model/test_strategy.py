"""The link pass: what refers to something is found from there, on its page too."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import yaml
from lxml.html import HtmlElement

from builder import pipeline
from builder.content import addresses, load
from builder.content.fieldroles import marked_fields
from builder.content.marks import ProseMark
from builder.content.records import Objective, Passage, Topic
from builder.model.strategy import NOTE, PROSE, AnyNode, Mention, Strategy
from builder.settings import Settings
from tests import markup
from tests.conftest import REPO, Site, markdown_converter

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SILENT_KINDS = {"strategy", "coverage", "edition", "registration", "chart", "passage", "synonym"}
"""Kinds whose references say nothing about their target by themselves: the publication, its charts, passages, which stand in for other entries, words of the search."""
SILENT_RELATIONS = {NOTE, "source", "document"}
"""Relations of the edition, not of the strategy: what its editors note, and which document is cited."""
Pages = Mapping[str, str]
"""Markdown pages by their path in the docs folder."""


@cache
def _page(text: str) -> HtmlElement:
    return markup.parse(markdown_converter()(text.partition("\n---\n")[2]))


def _section(page: HtmlElement, anchor: str) -> list[HtmlElement]:
    """The elements of a thing's section: its own, or what follows its heading up to the next one of the same rank."""
    elements = list(page.iter())
    at = next((at for at, element in enumerate(elements) if element.get("id") == anchor), None)
    if at is None:
        return []
    if elements[at].tag not in HEADINGS:
        return list(elements[at].iter())
    end = next((n for n in range(at + 1, len(elements)) if elements[n].tag in HEADINGS and elements[n].tag <= elements[at].tag), len(elements))
    return elements[at:end]


def _targets(pages: Pages, place: addresses.Place) -> set[str]:
    """What the page of a place, or its section of a page, links to, as paths in the docs folder: 'objectives/to1.md#to1-a01'."""
    page = _page(pages[place.page])
    found = set()
    for element in _section(page, place.anchor) if place.anchor else page.iter():
        path, mark, anchor = unquote(element.get("href", "")).partition("#")
        if element.tag == "a":
            found.add(_target(pages, place.page, path) + mark + anchor)
    return found


def _target(pages: Pages, page: str, path: str) -> str:
    """Where a link on a page leads: in Markdown by files of the docs folder, in HTML by the addresses of the published pages."""
    if not path or path.endswith(".md"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    address = posixpath.normpath(posixpath.join(addresses.Place(page).path, path))
    return next((name for name in _candidates(address) if name in pages), address)


def _candidates(address: str) -> tuple[str, str]:
    return (f"{address}.md", posixpath.normpath(f"{address}/index.md"))


def _leads_to(addresses: set[str], place: addresses.Place) -> bool:
    """Whether one of the addresses is that of a place, or of a section of its own page."""
    if place.anchor:
        return f"{place.page}#{place.anchor}" in addresses
    return any(address == place.page or address.startswith(place.page + "#") for address in addresses)


def _unseen(strategy: Strategy, pages: Pages) -> list[str]:
    """The references that cannot be followed back from the place of their target: to their source, or to the entry that tells it in its stead."""
    tellers = {
        (passage.record.stands_in, subject): strategy.by_id[passage.record.told_by or passage.record.stands_in]
        for passage in strategy.of(Passage)
        for subject in passage.record.about
    }
    return sorted(
        {
            f"{mention.source.kind.name} {mention.source.id} —{mention.relation}→ {mention.target.kind.name} {mention.target.id}"
            for mention in strategy.mentions
            if mention.source.kind.name not in SILENT_KINDS and mention.relation not in SILENT_RELATIONS and mention.source is not mention.target
            if not _leads_to(_targets(pages, mention.target.place), tellers.get((mention.source.id, mention.target.id), mention.source).place)
        }
    )


def _pages(docs: Path) -> Pages:
    return {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in sorted(docs.rglob("*.md"))}


def test_every_reference_of_the_coast_strategy_appears_where_it_leads(coast_strategy: Strategy, coast_build: Site) -> None:
    assert _unseen(coast_strategy, _pages(coast_build.docs)) == []


def test_every_reference_of_the_small_strategy_appears_where_it_leads(small_strategy: Strategy, small_build: Site) -> None:
    assert _unseen(small_strategy, _pages(small_build.docs)) == []


def _refer_to_everything(content: Path) -> int:
    """Lets every prose text of the strategy's own, wherever it stands, refer to every entry; gives the number of texts."""
    corpus, _ = load.load(content)
    names = sorted(entry.id for entry in corpus.entries if entry.id and entry.kind.name not in ("source", "registration"))
    count = 0
    for entry in corpus.entries:
        for loc, marker, text in marked_fields(entry.record):
            if isinstance(marker, ProseMark) and not marker.editorial and entry.kind.name not in SILENT_KINDS:
                *path, last = (*entry.loc, *loc)
                place = entry.document.value
                for key in path:
                    place = place[key]
                place[last] = f"{text}\n\nText {count} names {', '.join(f'[{name}]' for name in names)}."
                count += 1
    for document in {id(entry.document): entry.document for entry in corpus.entries}.values():
        values, body = document.value, ""
        if document.path.endswith(".md"):
            body = values.pop("text")
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
        Path(document.path).write_text(f"---\n{text}---\n\n{body}\n" if body else text, "utf-8")
    return count


def test_any_kind_can_refer_to_any_other(small: Path) -> None:
    """Every prose text of the small strategy refers to everything, and everything leads back to all of it."""
    texts = _refer_to_everything(small)
    docs = pipeline.make(Settings(small, fonts=REPO / "assets/fonts"))
    assert len(docs.strategy.mentions) > texts * 30
    assert _unseen(docs.strategy, {name: data.decode() for name, data in docs.files.items() if name.endswith(".md")}) == []


# --- the linked model ---------------------------------------------------------------------------------


def test_reverse_links_mirror_links(coast_strategy: Strategy, small_strategy: Strategy) -> None:
    for strategy in (coast_strategy, small_strategy):
        forth = {id(mention) for node in strategy.nodes for mention in strategy.mentions_in(node)}
        back = {id(mention) for node in strategy.nodes for mention in strategy.mentions_of(node)}
        assert forth == back == {id(mention) for mention in strategy.mentions}
        for node in strategy.nodes:
            assert all(mention.source is node for mention in strategy.mentions_in(node))
            assert all(mention.target is node for mention in strategy.mentions_of(node))


def test_every_reference_in_content_is_a_link_of_the_model(small_strategy: Strategy) -> None:
    table = small_strategy.by_id["TABLE"]
    assert [(mention.relation, mention.target.id) for mention in small_strategy.mentions_in(table)] == [
        (PROSE, "VAR"),
        ("members", "VAR"),
        ("members", "KET"),
        ("observers", "ORR"),
        (PROSE, "ORR"),
        ("led_by", "GUILD"),
        ("supported_by", "GUILD"),
        ("part_of", "ROUND"),
        ("continues", "OLD-TABLE"),
    ]
    assert [(mention.source.id, mention.relation) for mention in small_strategy.mentions_of(table) if not mention.source.kind.about_entries] == [
        ("GUILD", PROSE),
        ("TOOL-GAUGE", "owned_by"),
        ("AIM1-WEIR", PROSE),
        ("FG-WATER", PROSE),
    ]


def test_a_mention_in_prose_knows_its_sentence_and_heading(small_strategy: Strategy) -> None:
    def first(source: str, target: str) -> Mention:
        return next(m for m in small_strategy.mentions_in(small_strategy.by_id[source]) if m.in_prose and m.target.id == target)

    assert first("CTX-RIVER", "ORR").sentence == "It rises in Varnholm, the old land, and ends at the isle."
    assert first("CTX-RIVER", "ORR").anchor is None
    assert first("CTX-RIVER", "KF-BOATS").sentence == "boats, as many as KF-BOATS says"
    assert first("CTX-RIVER", "KF-BOATS").anchor == "upper-reach"


def test_things_stand_in_reading_order(small_strategy: Strategy) -> None:
    assert [node.id for node in small_strategy.of(Objective)] == ["AIM1", "AIM2"]
    assert [node.id for node in small_strategy.inside(small_strategy.by_id["AIM1"])] == ["AIM1-WEIR", "AIM1-SILT", "AIM1-WELLS"]
    assert [node.id for node in small_strategy.of(Topic)] == ["CTX-RIVER", "CTX-SEA"]


def test_places_are_distinct(coast_strategy: Strategy, small_strategy: Strategy) -> None:
    for strategy in (coast_strategy, small_strategy):
        places: dict[str, AnyNode] = {}
        for node in strategy.nodes:
            if node.id and node.kind.own_id:
                assert places.setdefault(node.place.path, node) is node
