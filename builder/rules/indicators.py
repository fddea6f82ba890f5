"""The rules of indicators: their values are in order, and each is given once.

Parts are not added up: they may overlap, and sources round.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.corpus import Corpus, Entry
from builder.content.indicators import DatedValue, Indicator
from builder.content.records import Record
from builder.problems import Problem
from builder.wording import Phrase


def values_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """The values of an indicator stand in the order of their dates, and none stands twice for one date and one part of the whole."""
    for entry in corpus.every:
        if isinstance(entry.record, Indicator):
            yield from _in_order(entry, entry.record)


def _in_order(entry: Entry[Record], indicator: Indicator) -> Iterator[Problem]:
    newest: DatedValue | None = None
    seen: dict[object, int] = {}
    for at, value in enumerate(indicator.values or ()):
        if value is None or value.date is None:
            continue
        line, _ = entry.document.mark((*entry.loc, "values", at, "date"))
        if newest is not None and value.day < newest.day:
            yield entry.problem(
                "value-order",
                Phrase("{date} stands below {before}: put the values in the order of their dates", date=value.date, before=newest.date),
                "values",
                at,
                "date",
            )
        newest = value if newest is None or value.day > newest.day else newest
        if value.disaggregation is None or any(item is None or None in (item.dimension, item.category) for item in value.disaggregation):
            continue
        first = seen.setdefault((value.day, value.part), line)
        if first != line:
            what = ", ".join(item.category for item in value.disaggregation) or Phrase("the whole")
            yield entry.problem(
                "value-twice",
                Phrase("there is a value for {date} of {what} on line {first} already: keep one", date=value.date, what=what, first=first),
                "values",
                at,
                "date",
            )


def dimensions_are_named_once(corpus: Corpus) -> Iterator[Problem]:
    """A value is of one category a dimension."""
    for entry in corpus.every:
        values = entry.record.values if isinstance(entry.record, Indicator) else ()
        for at, value in enumerate(values or ()):
            seen: set[str] = set()
            for number, item in enumerate((value.disaggregation if value else ()) or ()):
                if item and item.dimension in seen:
                    message = Phrase(
                        "'{dimension}' is named twice for one value: make a value of each category, or name one category of both", dimension=item.dimension
                    )
                    yield entry.problem("dimension-twice", message, "values", at, "disaggregation", number, "dimension")
                seen.update([item.dimension] if item and item.dimension else [])


RULES = (values_are_in_order, dimensions_are_named_once)
