"""What is said of a country: each sentence once, the particular before the general, at a cost that does not grow with the number of countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder import reading
from builder.content.records import Country, CountryGroup
from builder.model.strategy import Strategy
from builder.views import countries, profiles
from tests.made import made


def _of(strategy: Strategy, code: str) -> profiles.Profile:
    node = next(node for node in strategy.of(Country) if node.id == code)
    return profiles.profile(strategy, node)


def test_passages_of_the_editors_come_first_and_replace_the_sentences_of_their_entry(small_strategy: Strategy) -> None:
    found = _of(small_strategy, "VAR").passages
    assert [bool(item.text) for item in found] == sorted((bool(item.text) for item in found), reverse=True)
    told = [item.node.id for item in found]
    assert len(told) == len(set(told))


def test_a_sentence_that_two_entries_share_is_shown_once(small: Path) -> None:
    """Two chapters tell the same of a country; its profile shows it by the first of them."""
    for path in (small / "topics").glob("*.md"):
        path.write_text(path.read_text("utf-8") + "\n\nTwo boats a day go to [Orr][ORR].\n", "utf-8")
    strategy = reading.read(small)
    told = Counter(sentence for item in _of(strategy, "ORR").passages for sentence in item.sentences)
    assert told["Two boats a day go to Orr."] == 1
    assert set(told.values()) == {1}


def test_groups_come_smallest_first(coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        sizes = [len(item.group.record.members) for item in profiles.profile(coast_strategy, node).about_groups]
        assert sizes == sorted(sizes)


def test_numbers_come_before_words(coast_strategy: Strategy) -> None:
    for node in coast_strategy.of(Country):
        ranks = [(figure.record.value is None, figure.record.display is not None) for figure in profiles.country(coast_strategy, node).figure_cards]
        assert ranks == sorted(ranks)


def test_a_country_of_which_nothing_is_said_is_silent() -> None:
    source = {"section": "Section", "lines": "1"}
    lands = [
        {"id": name, "name": name.title(), "codes": {}, "tile": {"row": "1", "column": str(at)}, "source": source} for at, name in enumerate(("ABC", "DEF"), 1)
    ]
    topic = {"id": "CTX-1", "title": "Topic", "order": "1", "summary": "Words.", "text": "Much is said of [Abc][ABC].", "source": source}
    model = made("Plan", extra={"country": lands, "group": [], "figure": [], "partnership": [], "topic": [topic]})
    assert {node.id: profiles.profile(model, node).silent for node in model.of(Country)} == {"ABC": False, "DEF": True}


def test_neighbours_are_listed_only_while_they_are_few(small_strategy: Strategy, monkeypatch: pytest.MonkeyPatch) -> None:
    node = next(node for node in small_strategy.of(Country) if profiles.groups_of(small_strategy, node))
    group = profiles.groups_of(small_strategy, node)[0]
    others = {other.id for other in profiles.neighbours(small_strategy, node)}
    assert others == set(group.record.members) - {node.id}
    monkeypatch.setattr(profiles, "NEIGHBOUR_LIMIT", len(others) - 1)
    assert profiles.neighbours(small_strategy, node) == ()


def test_rows_count_what_the_profiles_show(coast_strategy: Strategy) -> None:
    for row in (row for _, rows in countries.countries(coast_strategy).parts for row in rows):
        found = profiles.profile(coast_strategy, row.country)
        assert row.passage_count == len(found.passages)
        assert row.group_passage_count == sum(len(item.passages) for item in found.about_groups)
        assert row.figure_count == len(found.figures)


def test_the_map_shows_a_country_by_its_first_group(coast_strategy: Strategy) -> None:
    found = countries.tile_map(coast_strategy)
    for spot in found.tiles:
        groups = profiles.groups_of(coast_strategy, spot.country)
        assert spot.group is (groups[0] if groups else None)
    assert len({found.marks[group] for group in (None, *coast_strategy.of(CountryGroup))}) == 1 + len(coast_strategy.of(CountryGroup))
    assert set(found.unassigned) == {node for node in coast_strategy.of(Country) if not profiles.groups_of(coast_strategy, node)}
    for item in found.groups:
        assert item.on_map == any(spot.group is item.group.node for spot in found.tiles)


def _steps(strategy: Strategy, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many records are looked up for the profile of the first country."""
    count = 0
    look: Callable[..., Any] = Strategy.targets

    def targets(self: Strategy, *arguments: Any) -> Any:
        nonlocal count
        found = look(self, *arguments)
        count += len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Strategy, "targets", targets)
        profiles.country(strategy, strategy.of(Country)[0])
    return count


def test_a_profile_costs_the_same_among_many_countries(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group with hundreds of members adds nothing to the profile of one of them."""
    before = _steps(reading.read(small), monkeypatch)
    codes = [f"Z{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    for at, code in enumerate(codes):
        text = (
            f"id: {code}\nname: Place {code}\ncodes: {{}}\ntile: {{row: {at // 10 + 20}, column: {at % 10 + 1}}}\nsource: {{section: Countries, lines: 31}}\n"
        )
        (small / "countries" / f"place-{code.lower()}.yml").write_text(text, "utf-8")
    groups = small / "groups.yml"
    groups.write_text(groups.read_text("utf-8").replace("members: [", f"members: [{', '.join(codes)}, "), "utf-8")
    assert _steps(reading.read(small), monkeypatch) <= before
