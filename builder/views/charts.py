"""Linked strategy → geometry of charts, tile maps and the site's mark: plain numbers, drawn by the templates without any script.

Which figures make a chart is declared in the content (`Chart`); what a figure is compared with is part of the figure.
Bars start at zero and the longest is as wide as there is room, so that small numbers can be told apart; each has its number beside it,
and the chart says their unit once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from builder.content.number_text import comparable, unit_text, year_text
from builder.content.records import Chart, Citation, Country, Figure, Objective, Quantity, Tile, Unit
from builder.model import relations, sources
from builder.model.strategy import Node, Strategy
from builder.views.tiles import mapped, placed

WHOLE = Decimal(100)
MOST_TICKS = 5


@dataclass(frozen=True)
class Axis:
    """A linear scale from zero."""

    top: Decimal
    ticks: tuple[tuple[str, float], ...]
    """(label, position in per cent of the axis)."""
    unit: str

    def position(self, number: Decimal) -> float:
        """Where a number stands, in per cent of the axis."""
        return _short(number * 100 / self.top)


@dataclass(frozen=True, eq=False)
class Bar:
    """A quantity as a bar."""

    name: str
    """What the bar stands for beside its neighbour; '' where the row says it."""
    quantity: Quantity
    width: float
    """In per cent of the longest bar of its chart."""
    reference: bool = False
    """The quantity that another one is compared with."""


@dataclass(frozen=True, eq=False)
class Row:
    """A figure and its bars."""

    figure: Node[Figure]
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, eq=False)
class BarChart:
    """Rows of bars of one scale."""

    rows: tuple[Row, ...]
    unit: str
    """The unit of all bars."""


@dataclass(frozen=True, eq=False)
class Flow:
    """An arrow from one country's tile to another's."""

    figure: Node[Figure]
    origin: Node[Country]
    destination: Node[Country]
    path: str
    """SVG path data, in units of tiles."""
    head: str
    """SVG path data of the arrow head."""


@dataclass(frozen=True, eq=False)
class FlowChart:
    """Arrows on a part of the tile map."""

    flows: tuple[Flow, ...]
    tiles: tuple[tuple[Node[Country], int, int, bool], ...]
    """(country, column, row, whether a flow touches it), from the top left, from 0."""
    columns: int
    rows: int


def _short(number: Decimal | float) -> float:
    """Rounded to a hundredth: finer than a reader sees, and the same on every machine."""
    return round(float(number), 2)


def _number(quantity: Quantity) -> Decimal:
    """The number of a quantity that is drawn, which the rules have asked for."""
    return quantity.number or Decimal(0)


def axis(numbers: Iterable[Decimal], measure: Unit, top: Decimal | None = None) -> Axis:
    """The axis for some numbers of a unit: the finest steps of 1, 2 or 5 times a power of ten that need at most `MOST_TICKS` ticks."""
    largest = top or max(numbers, default=Decimal(0)) or Decimal(1)
    power = Decimal(10) ** (math.floor(math.log10(largest)) - 1)
    step = next(power * factor for factor in (1, 2, 5, 10, 20, 50) if largest <= power * factor * MOST_TICKS)
    count = math.ceil(largest / step)
    end = step * count
    ticks = tuple((measure.localization.number((step * at).normalize() + 0), _short(step * at * 100 / end)) for at in range(count + 1))
    return Axis(end, ticks, measure.name)


def comparison(figure: Node[Figure]) -> BarChart | None:
    """A figure beside its comparator; none if it has none or one of the two is not a number."""
    return _bar_chart(((figure, figure.title),), compared=True) if comparable(figure.record, figure.record.comparator) else None


def _bar_chart(figures: Iterable[tuple[Node[Figure], str]], *, compared: bool) -> BarChart:
    """The bars of figures with their labels, each with its comparator if they are `compared`."""
    found = [(figure, label, figure.record.comparator if compared else None) for figure, label in figures]
    longest = max(_number(quantity) for figure, _, other in found for quantity in (figure.record, other or figure.record)) or Decimal(1)

    def bar(name: str, quantity: Quantity, *, reference: bool = False) -> Bar:
        return Bar(name, quantity, _short(_number(quantity) * 100 / longest), reference)

    return BarChart(
        tuple(Row(figure, label, (bar("", figure.record), *((bar(other.label, other, reference=True),) if other else ()))) for figure, label, other in found),
        next(filter(None, (unit_text(figure.record) for figure, _, _ in found)), ""),
    )


def draw(strategy: Strategy, chart: Node[Chart]) -> BarChart | FlowChart:
    """The geometry of a declared chart, which the rules have checked."""
    figures = strategy.targets(chart, relations.CHART_FIGURES)
    labels = {item.figure: item.label for item in chart.record.items if item.label}
    if chart.record.kind == "flow":
        return _flows(strategy, figures)
    return _bar_chart(((figure, labels.get(figure.id, figure.title)) for figure in figures), compared=chart.record.kind == "comparison")


@dataclass(frozen=True, eq=False)
class ChartView:
    """A declared chart with all that its page says about it."""

    chart: Node[Chart]
    drawn: BarChart | FlowChart
    figures: tuple[Node[Figure], ...]
    years: tuple[str, ...]
    cited: tuple[Citation, ...]
    """Where in the source the figures come from, each section once."""


def view(strategy: Strategy, chart: Node[Chart]) -> ChartView:
    """A declared chart with what its page says about it."""
    figures = strategy.targets(chart, relations.CHART_FIGURES)
    years = sorted({year_text(figure.record) for figure in figures} - {""})
    cited: dict[str, Citation] = {}
    for figure in figures:
        if figure.record.source is not None:
            cited.setdefault(sources.head(strategy, figure.record.source), figure.record.source)
    return ChartView(chart, draw(strategy, chart), figures, tuple(years), tuple(cited.values()))


# --- tiles --------------------------------------------------------------------------------------


def _flows(strategy: Strategy, figures: tuple[Node[Figure], ...]) -> FlowChart:
    pairs = [strategy.targets(figure, relations.FIGURE_COUNTRIES) for figure in figures]
    on_map = placed(strategy)
    touched = {country.id for pair in pairs for country in pair}
    rows = [tile.row for country, tile in on_map.items() if country.id in touched]
    columns = [tile.column for country, tile in on_map.items() if country.id in touched]
    top, left = max(1, min(rows) - 1), max(1, min(columns) - 1)
    tiles = tuple(
        (country, tile.column - left, tile.row - top, country.id in touched)
        for country, tile in on_map.items()
        if top <= tile.row <= max(rows) + 1 and left <= tile.column <= max(columns) + 1
    )
    flows = tuple(
        Flow(figure, origin, destination, *_arrow(on_map[origin], on_map[destination], left, top))
        for figure, (origin, destination) in zip(figures, pairs, strict=True)
    )
    return FlowChart(flows, tiles, 1 + max(column for _, column, _, _ in tiles), 1 + max(row for _, _, row, _ in tiles))


def _arrow(start: Tile, end: Tile, left: int, top: int) -> tuple[str, str]:
    """A bowed line from one tile to another and its head, beside the codes in the tiles; there and back are bowed to different sides."""
    x1, y1, x2, y2 = start.column - left + 0.5, start.row - top + 0.5, end.column - left + 0.5, end.row - top + 0.5
    dx, dy = x2 - x1, y2 - y1
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    ax, ay = x1 - uy * 0.24 + ux * 0.1, y1 + ux * 0.24 + uy * 0.1
    bx, by = x2 - uy * 0.24 - ux * 0.1, y2 + ux * 0.24 - uy * 0.1
    bow = 0.24 + 0.3 * length
    cx, cy = (x1 + x2) / 2 - uy * bow, (y1 + y2) / 2 + ux * bow
    far = math.hypot(bx - cx, by - cy)
    hx, hy = (bx - cx) / far * 0.2, (by - cy) / far * 0.2
    path = f"M{ax:.2f} {ay:.2f}Q{cx:.2f} {cy:.2f} {bx - hx / 2:.2f} {by - hy / 2:.2f}"
    head = f"M{bx:.2f} {by:.2f}L{bx - hx - hy * 0.55:.2f} {by - hy + hx * 0.55:.2f}L{bx - hx + hy * 0.55:.2f} {by - hy - hx * 0.55:.2f}Z"
    return path, head


SHAPES = (
    "M1 1h8v8h-8z",
    "M5 .5 9.7 9H.3z",
    "M5 .5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z",
    "M5 0 10 5 5 10 0 5z",
    "M3.5 0h3v3.5H10v3H6.5V10h-3V6.5H0v-3h3.5z",
    "M0 3h10v4H0z",
    "M3 0h4v10H3z",
    "M5 9.5.3 1h9.4z",
)
"""Marks that tell groups apart without colour: SVG path data in a square of 10 by 10."""


def shape(order: int) -> str:
    """The mark of a group, by its order from 1; repeated after the last."""
    return SHAPES[(order - 1) % len(SHAPES)]


def _in_a_square(count: int) -> list[Tile]:
    """So many tiles in rows, as high as they are wide."""
    wide = math.ceil(math.sqrt(count))
    return [Tile(row=at // wide + 1, column=at % wide + 1) for at in range(count)]


def mark(strategy: Strategy) -> bytes:
    """The site's mark, also its icon: the tile map in small, an SVG file; without tiles, a square for each objective."""
    tiles = list(mapped(strategy).values()) or _in_a_square(len(strategy.of(Objective)))
    top, left = min(tile.row for tile in tiles), min(tile.column for tile in tiles)
    height, width = 1 + max(tile.row for tile in tiles) - top, 1 + max(tile.column for tile in tiles) - left
    side = max(width, height) * 10
    x, y = (side - width * 10) // 2, (side - height * 10) // 2
    cells = sorted((tile.row - top, tile.column - left) for tile in tiles)
    path = "".join(f"M{x + column * 10 + 1} {y + row * 10 + 1}h8v8h-8z" for row, column in cells)
    accent = strategy.publication.look.colours.palette["accent"]
    style = f"path{{fill:{accent['light']}}}@media(prefers-color-scheme:dark){{path{{fill:{accent['dark']}}}}}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><style>{style}</style><path d="{path}"/></svg>\n'.encode()
