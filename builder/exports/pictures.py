"""Pictures of entries, as the print room has set them: `data/charts/<id>.svg` and `.png`, and those of shared links, `share/<id>.png`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.content import addresses
from builder.content.records import Chart
from builder.exports.context import Context
from builder.views import sharing


def charts(form: str) -> Callable[[Context], Iterator[tuple[str, str]]]:
    """What gives the path of the picture of each chart in a form, by the name of its file."""
    return lambda context: _handed_in(context, ((chart.id.lower(), addresses.chart_file(chart.id, form)) for chart in context.strategy.of(Chart)))


def shares(context: Context) -> Iterator[tuple[str, str]]:
    """The pictures that go with shared links, as their paths."""
    return _handed_in(context, ((share.path, share.path) for share in sharing.shares(context.strategy)))


def _handed_in(context: Context, pictures: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that the context has: where only other exports are wanted, no picture is set."""
    return (found for found in pictures if found[1] in context.pictures)


def picture(context: Context, path: str) -> bytes:
    """A picture by its path."""
    return context.pictures[path]
