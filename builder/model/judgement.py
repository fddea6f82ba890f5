"""The published rule by which indicators are judged: a straight line from baseline to target.

Pages, print and exports show what is found here, and publish `rule` with it, so that anybody can find the same from the published data.
Everything is exact: numbers are as printed, and fractions are compared as fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal, get_args

from builder.content.indicators import DatedValue, Indicator
from builder.localization import ENGLISH, Localization, deferred

__all__ = ["VERDICTS", "Judgement", "Rule", "judge", "rule"]

Verdict = Literal["achieved", "on track", "off track", "no data"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""What an indicator can be found to be, in the order in which that is tried, but for the last, which is what it is without a value."""
SAID = (deferred("achieved"), deferred("on track"), deferred("off track"), deferred("no data"))
"""The same as texts for readers."""
WORDS = (
    deferred(
        "An indicator is judged by its last value that is newer than its baseline and is of the whole, not of a part of it; "
        "and as of the date of that value, not as of today."
    ),
    deferred("Without such a value, the judgement is “no data”."),
    deferred(
        "The straight line leads from the baseline at its date to the target at its date, in equal steps a day; "
        "from the date of the target on, it stays at the target."
    ),
    deferred("If the value has reached the target or gone beyond it, the judgement is “achieved”."),
    deferred(
        "Otherwise it is “on track”, if the date of the value is before that of the target, and the value is behind the line "
        "by no more than {tolerance} per cent of the way from baseline to target."
    ),
    deferred("Otherwise it is “off track”."),
    deferred("A date stands for its last day: a year for its 31 December, a month for its last day."),
    deferred("Numbers are taken as they are printed, without words such as “about”, and nothing is rounded before it is compared."),
)
"""The rule in words; `{tolerance}` stands for that of the strategy."""
NAME = deferred("straight line to the target")
FORMULA = deferred(
    "progress = (value − baseline) ÷ (target − baseline); "
    "line = (day of value − day of baseline) ÷ (day of target − day of baseline); "
    "no data: no value; "
    "achieved: progress ≥ 1; "
    "on track: progress < 1 and line < 1 and progress ≥ line − tolerance ÷ 100; "
    "off track: otherwise"
)
"""The rule as a formula; days are counted. It names verdicts as data have them, and is said in other languages where people read it."""


@dataclass(frozen=True)
class Rule:
    """The rule as it is published."""

    name: str
    version: str
    """Another one whenever the same data may be judged otherwise."""
    words: tuple[str, ...]
    formula: str
    tolerance: Decimal
    """In per cent of the way from baseline to target."""
    verdicts: tuple[Verdict, ...] = VERDICTS


@dataclass(frozen=True)
class Judgement:
    """What the rule finds of an indicator."""

    verdict: Verdict
    value: DatedValue | None = None
    """The value that it is judged by; none where there is no data."""
    progress: Fraction = Fraction(0)
    """The part of the way from baseline to target that the value has gone."""
    line: Fraction = Fraction(0)
    """The part that the straight line has gone on the day of the value, at most the whole."""
    expected: Decimal = Decimal(0)
    """Where the line stands on that day, rounded to the decimals that baseline, target and value have, at least one: for readers, and not what is compared."""


def rule(tolerance: Decimal, localization: Localization = ENGLISH) -> Rule:
    """The rule with the tolerance of a strategy, its sentences in a language."""
    said = localization.number(tolerance)
    return Rule(NAME, "1", tuple(localization(text, tolerance=said) for text in WORDS), FORMULA, tolerance)


def judge(indicator: Indicator, tolerance: Decimal) -> Judgement:
    """What the rule finds of an indicator."""
    value = indicator.last
    if value is None:
        return Judgement("no data")
    baseline, target = indicator.baseline, indicator.target
    way = Fraction(target.value) - Fraction(baseline.value)
    progress = (Fraction(value.value) - Fraction(baseline.value)) / way
    line = min(Fraction((value.day - baseline.day).days, (target.day - baseline.day).days), Fraction(1))
    if progress >= 1:
        verdict: Verdict = "achieved"
    else:
        verdict = "on track" if line < 1 and progress >= line - Fraction(tolerance) / 100 else "off track"
    places = max(1, *map(_places, (baseline.value, target.value, value.value)))
    return Judgement(verdict, value, progress, line, _rounded(Fraction(baseline.value) + line * way, places))


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _rounded(number: Fraction, places: int) -> Decimal:
    """A number with so many decimals, halves away from zero; without zeros at its end."""
    whole = floor(abs(number) * 10**places + Fraction(1, 2))
    found = Decimal(whole if number >= 0 else -whole).scaleb(-places).normalize()
    return found if found else Decimal(0)
