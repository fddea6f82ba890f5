"""What kinds of entries are called: the strategy's own words, or the usual ones."""

from __future__ import annotations

from typing import Any

import pytest

from builder.content.kinds import KINDS
from builder.model import vocabulary
from builder.model.strategy import Strategy
from builder.model.vocabulary import Noun
from tests.made import made

OWN = {"one": "member state", "many": "member states", "short": {"one": "state", "many": "states"}}


def strategy(called: dict[str, Any]) -> Strategy:
    """A strategy with a few words of its own."""
    plain = made("Title").publication.model_dump(mode="json", exclude_unset=True)
    return made("Title", extra={"strategy": [{**plain, "called": called}]})


def test_a_strategy_without_words_of_its_own_has_the_usual_ones() -> None:
    called = strategy({}).called
    assert (called["objective"].one, called["objective"].many) == ("objective", "objectives")
    assert called["objective"].short == Noun("objective", "objectives")
    assert (called["group"].one, called["group"].short.many) == ("group of countries", "groups")


def test_own_words_take_their_place_and_that_of_words_made_of_them() -> None:
    called = strategy({"country": OWN, "office": {"one": "mission", "many": "missions"}}).called
    assert (called["country"].many, called["country"].short.one) == ("member states", "state")
    assert called["office"].short == Noun("mission", "missions")
    assert called["group"].many == "groups of states"


def test_braces_in_own_words_are_braces() -> None:
    model = strategy({"country": {"one": "{country}", "many": "{0} {{x}}"}})
    assert model.called["group"].one == "group of {0} {{x}}"
    assert model.worded("{Country.many}") == "{0} {{x}}"


def test_a_name_with_a_capital_gives_words_with_one_and_changes_no_other_letter() -> None:
    called = strategy({"activity": {"one": "eTwinning step", "many": "ÉTAT"}, "strategic-objective": {"one": "élan", "many": "élans"}}).called
    assert (called["Activity"].one, called["Activity"].many) == ("ETwinning step", "ÉTAT")
    assert called["Strategic-objective"].one == "Élan"


@pytest.mark.parametrize(("number", "words"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps"), (1200, "1,200 steps")])
def test_a_number_has_the_form_that_it_needs(number: int, words: str) -> None:
    assert Noun("step", "steps").count(number) == words
    assert words.endswith(f" {Noun('step', 'steps').of(number)}")


def test_a_heading_has_many_unless_there_is_never_more_than_one() -> None:
    called = strategy({"goal": {"one": "dream", "many": "dreams"}}).called
    assert (called["goal"].heading, called["Goal"].short.heading, called["objective"].heading) == ("dream", "Dream", "objectives")


def test_a_text_names_kinds_by_what_they_are_called() -> None:
    assert (
        strategy({"country": OWN}).worded("{Country.short.many} of the {group.short.one}, {strategic-objective.one}")
        == "States of the group, strategic objective"
    )


def test_a_field_that_is_named_after_a_kind_is_called_so() -> None:
    called = strategy({"country": OWN}).called
    assert [vocabulary.field_label(called, name) for name in ("countries", "country", "served_by", "objectives")] == [
        "states",
        "state",
        "served by",
        "objectives",
    ]


def test_every_kind_that_readers_meet_has_words() -> None:
    assert [kind.name for kind in KINDS if kind.called is None and not kind.about_entries] == ["strategy"]
    assert vocabulary.as_values(strategy({}).called)["Country"] == {"one": "Country", "many": "Countries", "short": {"one": "Country", "many": "Countries"}}
