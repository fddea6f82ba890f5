"""The rule by which indicators are judged: what it finds, to the day and to the last digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.fields import last_day
from builder.content.indicators import Indicator
from builder.model.judgement import SAID, VERDICTS, WORDS, judge, rule
from tests.made import saying

TEN = Decimal(10)


def indicator(baseline: tuple[str, str], target: tuple[str, str], *values: tuple[str, str] | tuple[str, str, str]) -> Indicator:
    """An indicator of numbers and dates; a third word makes a value one of women alone."""

    def value(number: str, date: str, *parts: str) -> dict[str, Any]:
        return {"value": number, "date": date, "disaggregation": [{"dimension": "sex", "category": part} for part in parts]}

    ends = {name: {"value": number, "date": date} for name, (number, date) in (("baseline", baseline), ("target", target))}
    more = {"id": "I", "title": "Wells", "belongs_to": "A", "unit": "wells", "source": {"section": "S"}}
    return Indicator.model_validate({**more, **ends, "values": [value(*item) for item in values]})


# From the last day of 2030 to the last of 2034 are 1,461 days; 2032 is a leap year.
@pytest.mark.parametrize(
    ("target", "values", "verdict"),
    [
        ("20", [("10", "2031")], "off track"),
        ("20", [], "no data"),
        ("20", [("14", "2029")], "no data"),
        ("20", [("14", "2030")], "no data"),
        ("20", [("20", "2033", "women")], "no data"),
        ("20", [("20", "2031")], "achieved"),
        ("20", [("19.9", "2033"), ("20.5", "2034-11")], "achieved"),
        ("20", [("14", "2032")], "off track"),
        ("20", [("14.01", "2032")], "on track"),
        ("20", [("14.01", "2032"), ("20", "2033", "women")], "on track"),
        ("20", [("19.99", "2034")], "off track"),
        ("20", [("19.99", "2034-12-30")], "on track"),
        ("20", [("19.99", "2035")], "off track"),
        ("20", [("21", "2036")], "achieved"),
        ("20", [("21", "2031"), ("11", "2032")], "off track"),
        ("5", [("7.5", "2032")], "on track"),
        ("5", [("10.5", "2031-01-31")], "off track"),
        ("5", [("10.39", "2031-01-31")], "on track"),
        ("5", [("4.99", "2034")], "achieved"),
        ("-10", [("1", "2032")], "on track"),
    ],
)
def test_verdicts(target: str, values: list[Any], verdict: str) -> None:
    assert judge(indicator(("10", "2030"), (target, "2034"), *values), TEN).verdict == verdict


def test_the_tolerance_is_kept_to_the_last_digit() -> None:
    """On the day before the target of a way of ten days, nine tenths are behind; with a tolerance of ten per cent, four fifths will do."""
    for value, verdict in (("8", "on track"), ("7.999999", "off track")):
        assert judge(indicator(("0", "2031-01-01"), ("10", "2031-01-11"), (value, "2031-01-10")), TEN).verdict == verdict
    for value, verdict in (("9", "on track"), ("8.999999", "off track")):
        assert judge(indicator(("0", "2031-01-01"), ("10", "2031-01-11"), (value, "2031-01-10")), Decimal(0)).verdict == verdict


def test_what_it_says_besides() -> None:
    found = judge(indicator(("40", "2030"), ("60", "2040"), ("46.5", "2033")), TEN)
    assert (found.progress, found.line) == (Fraction(13, 40), Fraction(1096, 3653))
    assert f"{found.expected:f}" == "46"
    assert f"{judge(indicator(('-1', '2031-01-01'), ('-3', '2031-01-09'), ('-1', '2031-01-02')), TEN).expected:f}" == "-1.3", "halves go away from zero"
    assert f"{judge(indicator(('0', '2031-01-01'), ('300', '2031-01-04'), ('1', '2031-01-03')), TEN).expected:f}" == "200"


def test_dates_stand_for_their_last_day() -> None:
    assert [last_day(text).isoformat() for text in ("2032", "2032-02", "2031-02", "2032-02-03")] == ["2032-12-31", "2032-02-29", "2031-02-28", "2032-02-03"]


@pytest.mark.parametrize("text", ["32", "2032-2", "2032-13", "2032-00", "2031-02-29", "2032-1-1", "2032/33", "summer 2032", "٢٠٣٢", "2032-12-31T00:00"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        last_day(text)


numbers = st.decimals(-1000, 1000, places=2).map(lambda number: f"{number:f}")


@given(numbers, numbers, numbers, st.integers(2031, 2045), st.integers(0, 99))
def test_it_is_the_same_the_other_way_round(baseline: str, target: str, value: str, year: int, tolerance: int) -> None:
    """Whether numbers are to rise or to fall makes no difference; more tolerance is never worse."""
    if Decimal(baseline) == Decimal(target):
        return
    mirrored = [f"{-Decimal(number):f}" for number in (baseline, target, value)]
    there = judge(indicator((baseline, "2030"), (target, "2040"), (value, str(year))), Decimal(tolerance))
    back = judge(indicator((mirrored[0], "2030"), (mirrored[1], "2040"), (mirrored[2], str(year))), Decimal(tolerance))
    assert (there.verdict, there.progress, there.line) == (back.verdict, back.progress, back.line)
    more = judge(indicator((baseline, "2030"), (target, "2040"), (value, str(year))), Decimal(100))
    assert VERDICTS.index(more.verdict) <= VERDICTS.index(there.verdict)


def test_the_rule_is_said_in_a_language_and_names_verdicts_as_data_have_them() -> None:
    french = saying("fr", {WORDS[0]: "Une règle.", WORDS[4]: "À {tolerance} % près.", "on track": "en bonne voie"})
    found = rule(Decimal("12.5"), french)
    assert (found.words[0], found.words[4]) == ("Une règle.", "À 12,5 % près.")
    assert (found.name, found.formula, found.verdicts) == (rule(TEN).name, rule(TEN).formula, VERDICTS)


def test_every_verdict_has_words() -> None:
    assert SAID == VERDICTS


def test_the_rule_says_the_tolerance_of_the_strategy() -> None:
    found = rule(Decimal("12.50"))
    assert any("no more than 12.50 per cent" in text for text in found.words)
    assert not any("{" in text for text in found.words)
    assert all(f"“{verdict}”" in " ".join(found.words) for verdict in found.verdicts)
    assert all(f"{verdict}: " in found.formula for verdict in found.verdicts)
