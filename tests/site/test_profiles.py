"""The published profiles of countries: what stands on them, in which order, each fact once, and who says that a country belongs to a group."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from builder.content import prose
from builder.content.records import Country, CountryGroup
from builder.model import relations
from builder.model.strategy import Node, Strategy
from builder.rules.passages import DEPENDENT
from builder.views import profiles
from tests import markup
from tests.conftest import Site
from tests.subjects import Subjects

MARK = "(editors’ arrangement)"
ORDER = ("in-short", "figures", "passages", "about-", "region", "partnerships", "objectives", "office", "cite", "neighbours", "abbreviations")
"""The sections of a profile, by their anchors or how these begin; a profile has those for which there is something to say."""


def _profile(site: Site, node: Node[Country]) -> HtmlElement:
    return _main(str(site.folder / node.place.path / "index.html"))


@cache
def _main(path: str) -> HtmlElement:
    main = markup.only(markup.parse(Path(path).read_text("utf-8")), "main")
    for tip in every(main, "*", "tip"):  # what abbreviations stand for is read on demand
        tip.drop_tree()
    return main


def every(element: HtmlElement, tag: str, name: str = "") -> list[HtmlElement]:
    """The elements inside of a tag ('*' for any) and a class."""
    return [found for found in element.iter(tag) if found is not element and (not name or name in found.get("class", "").split())]


def one(element: HtmlElement, tag: str, name: str = "") -> HtmlElement:
    """The only one of them."""
    (found,) = every(element, tag, name)
    return found


def _said(page: HtmlElement) -> list[str]:
    """What is said on a profile below its opening: statements of figures and passages."""
    lists = [element for element in every(page, "ul", "told") if "told--short" not in element.get("class", "")]
    words = [element for found in lists for element in every(found, "*", "told__words")]
    return [markup.text(paragraph) for element in words for paragraph in every(element, "p")]


def test_sections_come_in_their_order(coast_build: Site, small_build: Site, coast_strategy: Strategy, small_strategy: Strategy) -> None:
    for site, strategy in ((coast_build, coast_strategy), (small_build, small_strategy)):
        for node in strategy.of(Country):
            anchors = [heading.get("id") for heading in every(_profile(site, node), "h2")]
            places = [next(at for at, name in enumerate(ORDER) if anchor.startswith(name)) for anchor in anchors]
            assert places == sorted(places), node
            assert {"passages", "objectives", "cite"} < set(anchors), node


def test_names_lead_and_codes_come_last(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        page = _profile(coast_build, node)
        names = " ".join(map(markup.text, every(page, "div", "names")))
        record = node.record
        listed = (record.current_name, *record.also_known_as)
        assert all(word in names for word in listed if word and word != record.name), node
        assert all(f"{added.name} ({added.origin})" in names for added in record.names_added), node
        codes = markup.text(one(page, "p", "codes"))
        assert all(code in codes and code not in names for code in (record.id, record.codes.alpha2, record.codes.m49) if code), node
        parts = list(page.iter())
        leading = (one(page, "h1"), *every(page, "div", "names"), every(page, "h2")[0])
        at = [next(n for n, part in enumerate(parts) if part is found) for found in leading]
        assert at == sorted(at)


def test_profiles_open_with_what_an_editor_wrote(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        items = [item for found in every(_profile(coast_build, node), "ul", "told--short") for item in every(found, "li")]
        assert [markup.text(one(item, "*", "told__words")) for item in items] == [" ".join(prose.to_text(said.text).split()) for said in node.record.in_short]
        for item, said in zip(items, node.record.in_short, strict=True):
            assert markup.text(one(item, "p", "told__from")).startswith(said.source.section)


def test_nothing_said_points_at_what_is_not_there(coast_build: Site, coast_strategy: Strategy) -> None:
    """No statement of a figure and no passage begins with a word such as 'these' or 'one such'."""
    words = DEPENDENT[coast_strategy.publication.language]
    opening = re.compile(rf"\W*({'|'.join(words)})\b", re.IGNORECASE)
    for node in coast_strategy.of(Country):
        assert [text for text in _said(_profile(coast_build, node)) if opening.match(text)] == [], node


def test_each_fact_stands_once(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        page = _profile(coast_build, node)
        said = _said(page)
        assert len(said) == len(set(said)), node
        ids = page.xpath(".//@id")
        assert len(ids) == len(set(ids)), node


def test_own_figures_come_before_those_of_groups(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        own = {f"card-{figure.anchor}" for figure in coast_strategy.sources(node, relations.FIGURE_COUNTRIES)}
        groups = coast_strategy.sources(node, relations.GROUP_MEMBERS)
        theirs = {f"card-{figure.anchor}" for group in groups for figure in coast_strategy.sources(group, relations.FIGURE_GROUPS)} - own
        cards = [name for name in _profile(coast_build, node).xpath(".//@id") if name.startswith("card-")]
        if not own and not theirs:
            continue
        assert set(cards) == own | theirs, node
        assert set(cards[: len(own)]) == own, node


def test_passages_name_their_place_once_and_shortly(coast_build: Site, coast_strategy: Strategy) -> None:
    """The place of a passage is the entry that tells it in full, and the lines; nothing looks like a quotation."""
    for node in coast_strategy.of(Country):
        page = _profile(coast_build, node)
        assert every(page, "blockquote") == []
        for place in every(page, "p", "told__from"):
            assert len(re.findall(r"\blines? \d", markup.text(place))) <= 1
            assert len(every(place, "a")) <= 1
        for passage in (item for found in profiles.profile(coast_strategy, node).about_groups for item in found.passages):
            assert any(
                markup.text(place).startswith((passage.node.record.short_text, f"{passage.node.id} {passage.node.record.short_text}"))
                for place in every(page, "p", "told__from")
            )


def test_the_list_of_countries_is_cited_for_its_line_and_no_more(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        page = _profile(coast_build, node)
        section = node.record.source.section.split(";")[0]
        cited = [markup.text(place) for place in every(page, "p", "source") if section in markup.text(place)]
        assert len(cited) == 1, node
        assert cited[0].startswith(f"Listed in: {node.record.source.section}, line"), node
        assert not any(
            markup.text(place).startswith(section)
            for found in every(page, "ul", "told")
            if "told--short" not in found.get("class", "")
            for place in every(found, "p", "told__from")
        )


def test_objectives_say_what_they_do(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        profile = profiles.profile(coast_strategy, node)
        items = list(one(_profile(coast_build, node), "ul", "marks"))
        assert len(items) == len(profile.objectives)
        for item, mark in zip(items, profile.objectives, strict=True):
            assert (mark.objective.record.summary or "") in markup.text(item)
            assert ("marked" in item.get("class", "")) == mark.mentions
            assert [activity.id in markup.text(item) for activity in mark.activities] == [True] * len(mark.activities)


def test_bodies_say_what_they_are_for(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        memberships = profiles.profile(coast_strategy, node).memberships
        page = _profile(coast_build, node)
        entries = [entry for found in every(page, "dl", "bodies") for entry in found]
        assert len(entries) == len(memberships)
        for entry, membership in zip(entries, memberships, strict=True):
            record = membership.partnership.record
            wanted = (record.name, membership.role, record.purpose, record.started, *(body.title for body in membership.led_by))
            assert [word for word in wanted if word and word not in markup.text(entry)] == []


def test_what_is_not_known_is_said_once(coast_build: Site, coast_strategy: Strategy) -> None:
    publisher = profiles.publisher(coast_strategy)
    told = publisher.record.membership_note if publisher else None
    note = " ".join(prose.to_text(told).split()) if told else ""
    for node in coast_strategy.of(Country):
        page = _profile(coast_build, node)
        assert not note or markup.text(page).count(note) == 1, node
        assert markup.text(page).count("by itself") == (0 if profiles.profile(coast_strategy, node).passages else 1), node


def test_the_page_does_not_lead_to_itself(coast_build: Site, coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        assert "./" not in [target for found in every(_profile(coast_build, node), "ul", "told") for target in found.xpath(".//@href")], node


@pytest.mark.parametrize("name", ["small", "coast"])
def test_the_editors_arrangement_is_said_wherever_a_group_shows(name: str, request: pytest.FixtureRequest) -> None:
    """On profiles, in the table, below the map and side by side; and never of a group whose members the source lists."""
    site: Site = request.getfixturevalue(f"{name}_build")
    strategy: Strategy = request.getfixturevalue(f"{name}_strategy")
    groups = strategy.of(CountryGroup)
    assert groups
    for node in strategy.of(Country):
        opening = markup.text(one(_profile(site, node), "p", "eyebrow"))
        for group in profiles.groups_of(strategy, node):
            assert (f"{group.title} {MARK}" in opening) == group.record.editors_arrangement, node
    for folder, places in (("countries", "li"), ("compare", "td"), (".", "li")):
        page = _main(str(site.folder / folder / "index.html"))
        for group in groups:
            shown = [markup.text(part) for part in every(page, places) if re.search(rf"(^|; |[■●◆✚] ?){re.escape(group.title)}($| \(|;)", markup.text(part))]
            assert shown or folder == ".", (folder, group)
            for text in shown:
                assert (f"{group.title} {MARK}" in text) == group.record.editors_arrangement, (folder, text)


def test_pages_that_list_groups_as_related_carry_the_mark(coast_build: Site, coast_strategy: Strategy) -> None:
    for path in sorted((coast_build.folder / "context").glob("*/index.html")):
        for item in (item for links in every(_main(str(path)), "ul", "links") for item in every(links, "li")):
            for group in coast_strategy.of(CountryGroup):
                if markup.text(item).startswith(group.title) and markup.text(item) in (group.title, f"{group.title} {MARK}"):
                    assert markup.text(item).endswith(MARK) == group.record.editors_arrangement


@pytest.mark.parametrize("width", [320, 390])
def test_the_place_of_a_passage_is_below_it_on_a_phone_and_beside_it_on_a_desk(width: int, tab: Any, subjects: Subjects) -> None:
    places = """() => [...document.querySelectorAll('.told > li')].map(item => {
        const words = item.querySelector('.told__words').getBoundingClientRect(), place = item.querySelector('.told__from').getBoundingClientRect();
        return [words.right <= place.left, words.bottom <= place.top];
    })"""
    phone = tab(viewport={"width": width, "height": 800})
    phone.goto(subjects.address("/{country}"))
    assert {tuple(found) for found in phone.evaluate(places)} == {(False, True)}
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    desk = tab(viewport={"width": 1280, "height": 800})
    desk.goto(subjects.address("/{country}"))
    assert {tuple(found) for found in desk.evaluate(places)} == {(True, False)}
