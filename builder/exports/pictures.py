"""Pictures of entries, as the print room has set them: `data/charts/<id>.svg` and `.png`, and those of shared links, `share/<id>.png`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.content import addresses
from builder.content.records import Chart, Record
from builder.exports.context import Context


def charts(form: str, cls: type[Record] = Chart) -> Callable[[Context], Iterator[tuple[str, str]]]:
    """What gives the path of the picture of each entry of a kind that is drawn, in a form, by the name of its file."""
    return lambda context: _handed_in(context, ((node.id.lower(), addresses.chart_file(node.id, form)) for node in context.strategy.of(cls)))


def shares(context: Context) -> Iterator[tuple[str, str]]:
    """The pictures that go with shared links, as their paths."""
    return _handed_in(context, ((share.path, share.path) for share in context.shares.values()))


def _handed_in(context: Context, pictures: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that the context has: where only other exports are wanted, no picture is set."""
    return (found for found in pictures if found[1] in context.pictures)


def picture(context: Context, path: str) -> bytes:
    """A picture by its path."""
    return context.pictures[path]
