"""The rules of charts: what they draw can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.corpus import Corpus
from builder.content.number_text import comparable
from builder.content.records import Chart, Country, Figure
from builder.problems import Problem
from builder.wording import Phrase


def charts_can_be_drawn(corpus: Corpus) -> Iterator[Problem]:
    """Every figure of a chart has what its kind of chart draws, and all are on one scale."""
    figures = {entry.id: entry.record for entry in corpus.of(Figure)}
    for entry in corpus.of(Chart):
        units = set()
        for index, item in enumerate(entry.record.items or ()):
            figure = figures.get(item.figure) if item else None
            if figure is None:
                continue
            if entry.record.kind != "flow":
                units.add(figure.unit)
            fault = _DRAWABLE[entry.record.kind](figure) if entry.record.kind else None
            if fault:
                yield entry.problem("not-drawable", Phrase("'{figure}' {fault}", figure=item.figure, fault=fault), "items", index, "figure")
        if len(units - {None}) > 1:
            found = ", ".join(sorted(units - {None}))
            yield entry.problem(
                "several-units", Phrase("figures in different units ({found}) have no common scale: make a chart of each", found=found), "items"
            )


def flows_have_tiles(corpus: Corpus) -> Iterator[Problem]:
    """The countries of a chart of arrows stand on the map of tiles, on which the arrows are drawn."""
    figures = {entry.id: entry.record for entry in corpus.of(Figure)}
    off = {entry.id for entry in corpus.of(Country) if entry.record.tile is None}
    for entry in corpus.of(Chart):
        for index, item in enumerate(entry.record.items or () if entry.record.kind == "flow" else ()):
            for name in figures[item.figure].countries or () if item and item.figure in figures else ():
                if name in off:
                    yield entry.problem(
                        "no-tile",
                        Phrase("'{name}' has no 'tile', and arrows are drawn between tiles: give it one, or leave the chart out", name=name),
                        "items",
                        index,
                    )


def _bar_fault(figure: Figure) -> Phrase | None:
    return None if figure.number is not None and figure.number >= 0 else Phrase("has no number of zero or more, so it cannot be a bar: leave it out")


def _comparison_fault(figure: Figure) -> Phrase | None:
    common = comparable(figure, figure.comparator)
    return _bar_fault(figure) or (None if common else Phrase("has no comparator with a number in the same unit: leave it out, or choose the kind 'bars'"))


def _share_fault(figure: Figure) -> Phrase | None:
    share = figure.measure.share and figure.share_of
    return _bar_fault(figure) or (
        None if share else Phrase("is not a share ('share_of', of a unit with 'share: true'): leave it out, or choose the kind 'bars'")
    )


def _flow_fault(figure: Figure) -> Phrase | None:
    count = len(figure.countries or ())
    return None if count == 2 else Phrase("names {count} countries: a flow goes from the first of two to the second", count=count)


_DRAWABLE = {"bars": _bar_fault, "comparison": _comparison_fault, "share": _share_fault, "flow": _flow_fault}
"""What a kind of chart lacks in a figure, by kind; none if nothing."""

RULES = (charts_can_be_drawn, flows_have_tiles)
