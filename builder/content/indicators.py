"""The records of indicators: what is measured, from which baseline to which target, and what was measured since.

Whether an indicator is on track is no record: `model.judgement` finds it, by a rule that is published with it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import PrivateAttr, ValidationInfo, field_validator
from typing_extensions import override

from builder.content.fields import Description, Line, Moment, Note, Number, OwnerRef, Wording, Words, fail, last_day
from builder.content.marks import ValueMark, WordsMark
from builder.content.records import Citation, Coded, Part, Quantity, Units
from builder.localization import Localization
from builder.wording import Phrase


class Category(Part):
    """What a value is of, where it is not of the whole: women, or a district."""

    dimension: Words
    """By what the whole is divided: 'sex', 'age', 'place'."""
    category: Words
    """Which part of it the value is of: 'women'."""


class Measurement(Part):
    """A value and its date. A year stands for its last day, a month for its last one."""

    value: Annotated[Number, ValueMark()]
    """The number as printed, in the indicator's unit: '46.50' keeps its last digit."""
    qualifier: Annotated[Words | None, ValueMark()] = None
    """The words before the number that say how exact it is: 'about', 'more than'; a judgement goes by the number alone."""
    date: Annotated[Moment, ValueMark()]
    """The year, month or day that it holds for: '2032', '2032-06', '2032-06-30'."""
    source: Citation | None = None
    """Where it stands, if not where the indicator does."""

    @property
    def day(self) -> datetime.date:
        """The day that it is judged by: the last one of its date."""
        return last_day(self.date)


class DatedValue(Measurement):
    """What was measured, of the whole or of a part of it."""

    disaggregation: tuple[Category, ...] = ()
    """The part that it is of, one category a dimension; of the whole, if there is none."""
    note: Note | None = None
    """What the editors say of it, such as that it was measured otherwise."""

    @property
    def part(self) -> tuple[tuple[str, str], ...]:
        """What it is of, in one order whatever the editor's is; nothing for the whole."""
        return tuple(sorted((item.dimension, item.category) for item in self.disaggregation))


class Indicator(Coded):
    """What shows whether an objective or an activity gets where it is to get: a baseline, a target, and values by date."""

    title: Wording
    """What is measured."""
    belongs_to: OwnerRef
    """The objective or activity that it is an indicator of."""
    unit: Annotated[Line, WordsMark("units.name")]
    """What all its values are in: 'per cent', 'wells'."""
    text: Description | None = None
    """What is counted and how, where the title does not say it."""
    baseline: Measurement
    """Where it begins."""
    target: Measurement
    """Where it is to get, and by when; whether it is to rise or to fall follows from it."""
    values: tuple[DatedValue, ...] = ()
    """What was measured, in the order of dates; of each date first the whole, then its parts."""

    _units: Units = PrivateAttr(default_factory=Units)

    @override
    def model_post_init(self, context: Any, /) -> None:
        """Keeps what is known of units: `context` are those of the strategy, by name."""
        self._units = Units.of(context)

    @field_validator("target")
    @classmethod
    def _leads_somewhere(cls, target: Measurement, info: ValidationInfo) -> Measurement:
        baseline: Measurement | None = info.data.get("baseline")
        if baseline is not None and target.day <= baseline.day:
            raise fail(
                "target-order",
                Phrase(
                    "the target is for {date}, which is not after its baseline of {before}: swap or correct the dates", date=target.date, before=baseline.date
                ),
            )
        if baseline is not None and target.value == baseline.value:
            raise fail(
                "target-is-baseline",
                Phrase("the target is {value}, as the baseline is, so nothing is to change: correct one of the two", value=str(target.value)),
            )
        return target

    @property
    @override
    def long(self) -> bool:
        return True

    @property
    def direction(self) -> Literal["rise", "fall"]:
        """Whether its values are to rise or to fall."""
        return "rise" if self.target.value > self.baseline.value else "fall"

    @property
    def totals(self) -> tuple[DatedValue, ...]:
        """The values of the whole, by which it is judged."""
        return tuple(value for value in self.values if not value.disaggregation)

    @property
    def last(self) -> DatedValue | None:
        """The last value of the whole that is newer than the baseline, if there is one."""
        return next((value for value in reversed(self.totals) if value.day > self.baseline.day), None)

    @property
    def localization(self) -> Localization:
        """The language in which its numbers are written."""
        return self._units[self.unit].localization

    def quantity(self, measurement: Measurement) -> Quantity:
        """One of its values with the unit, as quantities are printed."""
        return self.of_unit(measurement.value, measurement.qualifier)

    def of_unit(self, value: Decimal, qualifier: str | None = None) -> Quantity:
        """A number in its unit."""
        return Quantity.model_validate({"value": value, "qualifier": qualifier, "unit": self.unit}, context=self._units)
