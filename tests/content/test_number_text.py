"""Quantities, years, places and sizes as printed text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from builder.content import number_text
from builder.content.records import Citation, Figure, Quantity, Unit, Units
from builder.localization import ENGLISH

SOURCE = {"section": "S"}


def quantity(**values: Any) -> Quantity:
    return Quantity.model_validate({"unit": "boats", **values})


def figure(**values: Any) -> Figure:
    base = {"id": "KF-1", "group": "FG1", "label": "Boats", "value": "3", "unit": "boats", "year": "2030", "text": "Boats.", "source": SOURCE}
    return Figure.model_validate({**base, **values})


@pytest.mark.parametrize(
    ("values", "value", "whole"),
    [
        ({"value": "29", "scale": "million", "qualifier": "nearly", "unit": "migrants"}, "29 million", "nearly 29 million migrants"),
        ({"value": "46.50", "unit": "per cent"}, "46.50", "46.50 per cent"),
        ({"value": "12", "qualifier": "over", "unit": "per cent"}, "12", "over 12 per cent"),
        ({"value": "1200"}, "1,200", "1,200 boats"),
        ({"value": "0"}, "0", "0 boats"),
        ({"value": "0.75", "display": "three quarters", "unit": "per cent"}, "three quarters", "three quarters"),
        ({"value": "75", "display": "seventy-five", "unit": "boats"}, "seventy-five", "seventy-five boats"),
        ({"display": "second largest", "unit": "rank"}, "second largest", "second largest"),
        ({"value": "2", "unit": "rank"}, "2", "2"),
        ({"display": "rising", "unit": "trend", "qualifier": "slowly"}, "rising", "slowly rising"),
        ({"value": "1990", "display": "1990", "unit": "year"}, "1990", "1990"),
    ],
)
def test_quantities(values: dict[str, Any], value: str, whole: str) -> None:
    given = quantity(**values)
    assert number_text.value_text(given) == value
    assert number_text.quantity_text(given) == whole


UNITS = (
    Unit(name="people", one="person"),
    Unit(name="euros", symbol="€"),
    Unit(name="per cent", share=True, symbol="%"),
    Unit(name="rank", silent=True),
)
"""Units of which more is known than their name."""


def measured(**values: Any) -> Quantity:
    """A quantity in one of these units, or in another."""
    return Quantity.model_validate(values, context=Units(UNITS))


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ({"value": "1", "unit": "people"}, "1 person"),
        ({"value": "1.0", "unit": "people"}, "1.0 person"),
        ({"value": "2", "unit": "people"}, "2 people"),
        ({"value": "0", "unit": "people"}, "0 people"),
        ({"value": "1", "scale": "million", "unit": "people"}, "1 million people"),
        ({"value": "1", "display": "one", "unit": "people"}, "one person"),
        ({"display": "many", "unit": "people"}, "many people"),
        ({"value": "1", "unit": "boats"}, "1 boats"),
    ],
)
def test_one_of_a_unit_has_a_name_of_its_own(values: dict[str, Any], whole: str) -> None:
    assert number_text.quantity_text(measured(**values)) == whole


@pytest.mark.parametrize(
    ("values", "bare", "value", "unit", "whole"),
    [
        ({"value": "1200", "unit": "euros"}, "1,200", "€1,200", "", "€1,200"),
        ({"value": "46.50", "unit": "per cent", "qualifier": "over"}, "46.50", "46.50%", "", "over 46.50%"),
        ({"value": "29", "scale": "billion", "unit": "euros"}, "29 billion", "€29 billion", "", "€29 billion"),
        ({"value": "2", "scale": "thousand", "display": "two thousand", "unit": "euros"}, "two thousand", "two thousand", "euros", "two thousand euros"),
        ({"value": "75", "display": "three quarters", "unit": "per cent"}, "three quarters", "three quarters", "", "three quarters"),
        ({"value": "2", "unit": "rank"}, "2", "2", "", "2"),
        ({"value": "3", "unit": "boats"}, "3", "3", "boats", "3 boats"),
    ],
)
def test_a_symbol_stands_in_the_place_of_the_unit(values: dict[str, Any], bare: str, value: str, unit: str, whole: str) -> None:
    """At numbers only: words have the name of the unit after them, if they do not hold it."""
    given = measured(**values)
    assert (number_text.bare_text(given), number_text.value_text(given), number_text.unit_text(given)) == (bare, value, unit)
    assert number_text.quantity_text(given) == whole


@pytest.mark.parametrize(
    ("values", "numeral"),
    [
        ({"value": "2", "scale": "million", "display": "two million", "unit": "boats"}, "2 million"),
        ({"value": "2", "scale": "million", "display": "two million", "unit": "euros"}, "€2 million"),
        ({"value": "0.75", "display": "three quarters", "unit": "per cent"}, "three quarters"),
        ({"display": "second largest", "unit": "rank"}, "second largest"),
        ({"value": "1200", "unit": "boats"}, "1,200"),
        ({"value": "12", "unit": "per cent"}, "12%"),
        ({"value": "12", "scale": "thousand", "unit": "boats"}, "12 thousand"),
    ],
)
def test_round_numbers_in_digits(values: dict[str, Any], numeral: str) -> None:
    """Where the source has words for a number of thousands or more; other words are no round number, and stay."""
    assert number_text.numeral_text(measured(**values)) == numeral


@pytest.mark.parametrize(("unit", "end"), [("boats", "1,500 boats"), ("euros", "€1,500"), ("per cent", "1,500%"), ("people", "1,500 people")])
def test_the_end_of_a_scale(unit: str, end: str) -> None:
    assert number_text.on_axis(measured(value="1200", unit=unit, qualifier="over"), "1,500") == end


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("999", "999"), ("1000", "1,000"), ("1234567.50", "1,234,567.50"), ("-1200", "-1,200"), ("1E+3", "1,000"), ("0.10", "0.10")],
)
def test_numbers(number: str, text: str) -> None:
    assert ENGLISH.number(Decimal(number)) == text


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ({"value": "3"}, {"value": "4"}, True),
        ({"value": "0"}, {"value": "0"}, True),
        ({"value": "3"}, {"value": "4", "unit": "ships"}, False),
        ({"value": "-1"}, {"value": "4"}, False),
        ({"value": "4"}, {"value": "-1"}, False),
        ({"display": "many"}, {"value": "4"}, False),
        ({"value": "4"}, {"display": "many"}, False),
        ({"value": "4"}, None, False),
    ],
)
def test_comparable(one: dict[str, Any], other: dict[str, Any] | None, common: bool) -> None:
    assert number_text.comparable(quantity(**one), None if other is None else quantity(**other)) is common


@pytest.mark.parametrize(
    ("values", "year", "when"),
    [
        ({"year": "not stated"}, "", ""),
        ({"year": "2013"}, "2013", "2013"),
        ({"year": "2013", "year_from": "2011"}, "2011–2013", "2011–2013"),
        ({"year": "2013", "when": "by the end of 2013"}, "2013", "by the end of 2013"),
        ({"year": "2013", "when": "by then"}, "2013", "by then, 2013"),
        ({"year": "2013", "year_from": "2011", "when": "in those years"}, "2011–2013", "in those years, 2011–2013"),
        ({"year": "not stated", "when": "today"}, "", "today"),
    ],
)
def test_years(values: dict[str, Any], year: str, when: str) -> None:
    assert number_text.year_text(figure(**values)) == year
    assert number_text.when_text(figure(**values)) == when


@pytest.mark.parametrize(("lines", "text"), [(None, ""), ("12", "12"), ("12-15", "12–15"), ("12-15, 40", "12–15, 40"), ("12, 14, 16-17", "12, 14, 16–17")])
def test_lines(lines: str | None, text: str) -> None:
    assert number_text.lines_text(Citation.model_validate(SOURCE if lines is None else {**SOURCE, "lines": lines})) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 KB"), (1, "1 KB"), (1_499, "1 KB"), (1_501, "2 KB"), (83_600, "84 KB"),
        (999_499, "999 KB"), (999_500, "1.0 MB"), (1_740_000, "1.7 MB"), (12_000_000, "12.0 MB"),
    ],
)  # fmt: skip
def test_sizes(size: int, text: str) -> None:
    assert ENGLISH.size(size) == text
