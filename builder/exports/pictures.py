"""Pictures of entries, as the print room has set them: `data/charts/<id>.svg` and `.png`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.content import addresses
from builder.content.records import Chart
from builder.exports.context import Context


def charts(form: str) -> Callable[[Context], Iterator[tuple[str, str]]]:
    """What gives the path of the picture of each chart in a form, by the name of its file."""
    return lambda context: ((chart.id.lower(), addresses.chart_file(chart.id, form)) for chart in context.strategy.of(Chart))


def picture(context: Context, path: str) -> bytes:
    """A picture by its path."""
    return context.pictures[path]
