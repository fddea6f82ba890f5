"""The rules of indicators, each by itself: the order of values, values given twice, and dimensions."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.rules import indicators
from tests.rules.test_rules import SOURCE, told

HEAD = f"- id: IND\n  title: Boats\n  belongs_to: AIM\n  unit: boats\n  text: Words.\n  baseline: {{value: 1, date: 2030}}\n  target: {{value: 9, date: 2034}}\n  {SOURCE}\n  values:\n"
FIRST = HEAD.count("\n") + 1
"""The line of the first value."""


def measured(*values: str) -> dict[str, str]:
    """An indicator with values, each on a line of its own: '2031', or '2031, canton: Keth, …' of a part of the whole."""
    return {"indicators.yml": HEAD + "".join(f"    - {_value(*value.split(', '))}\n" for value in values)}


def _value(date: str, *parts: str) -> str:
    said = ", ".join(f"{{dimension: {dimension}, category: {category}}}" for dimension, category in (part.split(": ") for part in parts))
    return f"{{value: 3, date: {date}" + (f", disaggregation: [{said}]" if parts else "") + "}"


BELOW = "put the values in the order of their dates"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2030", "2031-06", "2031-12-30", "2031", "2032"], []),
        (["2031", "2030"], [(1, f"2030 stands below 2031: {BELOW}")]),
        (["2031-06", "2031-05-31", "2031-06-29", "2031-07"], [(1, f"2031-05-31 stands below 2031-06: {BELOW}"), (2, f"2031-06-29 stands below 2031-06: {BELOW}")]),
        (["2033", "2031", "2032"], [(1, f"2031 stands below 2033: {BELOW}"), (2, f"2032 stands below 2033: {BELOW}")]),
        (["2031", "2031-12-31, canton: Keth", "2030"], [(2, f"2030 stands below 2031: {BELOW}")]),
        (["2031", "2031, canton: Keth", "2030, canton: Orr"], [(2, f"2030 stands below 2031: {BELOW}")]),
    ],
)  # fmt: skip
def test_values_stand_in_the_order_of_their_dates(tmp_path: Path, values: list[str], expected: list[tuple[int, str]]) -> None:
    """A year stands for its last day, a month for its last one."""
    assert told(tmp_path, indicators.values_are_in_order, measured(*values)) == [
        f"indicators.yml:{FIRST + at}:24: [value-order] {words}" for at, words in expected
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2031", "2031, canton: Keth", "2031, canton: Orr", "2031, age: old", "2032"], []),
        (["2031", "2031"], [(1, f"2031 of the whole on line {FIRST}")]),
        (["2031", "2031-12", "2031-12-31"], [(1, f"2031-12 of the whole on line {FIRST}"), (2, f"2031-12-31 of the whole on line {FIRST}")]),
        (["2030", "2031, canton: Keth", "2031, canton: Orr", "2031, canton: Keth"], [(3, f"2031 of Keth on line {FIRST + 1}")]),
        (["2031, canton: Keth, age: old", "2031, age: old, canton: Keth"], [(1, f"2031 of old, Keth on line {FIRST}")]),
        (["2031, canton: Keth, age: old", "2031, canton: Keth"], []),
    ],
)
def test_a_value_is_given_once(tmp_path: Path, values: list[str], expected: list[tuple[int, str]]) -> None:
    """For a day and a part of the whole, in whatever order its categories stand."""
    assert told(tmp_path, indicators.values_are_in_order, measured(*values)) == [
        f"indicators.yml:{FIRST + at}:24: [value-twice] there is a value for {words} already: keep one" for at, words in expected
    ]


def test_a_value_on_several_lines(tmp_path: Path) -> None:
    """Its line is that of its date."""
    text = f"{HEAD}    - value: 3\n      date: 2031\n    - value: 3\n      date: 2031\n"
    assert told(tmp_path, indicators.values_are_in_order, {"indicators.yml": text}) == [
        f"indicators.yml:{FIRST + 3}:13: [value-twice] there is a value for 2031 of the whole on line {FIRST + 1} already: keep one"
    ]


def test_dimensions_are_named_once(tmp_path: Path) -> None:
    values = measured("2031, canton: Keth, canton: Orr, canton: Aland", "2032, canton: Keth, age: old", "2033, canton: Keth", "2034, age: old, age: old")
    lines = values["indicators.yml"].splitlines()
    columns = {at: [found + 12 for found in range(len(lines[at - 1])) if lines[at - 1].startswith("dimension: ", found)] for at in (FIRST, FIRST + 3)}
    twice = "is named twice for one value: make a value of each category, or name one category of both"
    assert told(tmp_path, indicators.dimensions_are_named_once, values) == [
        f"indicators.yml:{FIRST}:{columns[FIRST][1]}: [dimension-twice] 'canton' {twice}",
        f"indicators.yml:{FIRST}:{columns[FIRST][2]}: [dimension-twice] 'canton' {twice}",
        f"indicators.yml:{FIRST + 3}:{columns[FIRST + 3][1]}: [dimension-twice] 'age' {twice}",
    ]


def test_what_could_not_be_read_of_values_is_left_out(tmp_path: Path) -> None:
    """It has a mistake of its own; what stands beside it is looked at all the same."""
    files = measured("2033", "soon", "2032", "2034, canton: Keth", "2034, canton: Keth", "2035", "2035")
    text = files["indicators.yml"].replace("{dimension: canton, category: Keth}", "{dimension: canton}")
    assert told(tmp_path, indicators.values_are_in_order, {"indicators.yml": text}) == [
        f"indicators.yml:{FIRST + 2}:24: [value-order] 2032 stands below 2033: {BELOW}",
        f"indicators.yml:{FIRST + 6}:24: [value-twice] there is a value for 2035 of the whole on line {FIRST + 5} already: keep one",
    ]
    assert (
        told(
            tmp_path,
            indicators.dimensions_are_named_once,
            {"indicators.yml": text + "    - x\n    - {value: 1, date: 2035, disaggregation: [{category: a}, {category: b}, x]}\n"},
        )
        == []
    )
    assert told(tmp_path, indicators.dimensions_are_named_once, {"indicators.yml": HEAD.replace("  values:\n", "  values: x\n")}) == []
    assert told(tmp_path, indicators.values_are_in_order, {}) == []
