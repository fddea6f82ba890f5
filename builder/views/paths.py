"""Indicators → geometry of their charts: baseline, values and the straight line to the target, in plain numbers.

Positions are in per cent of the drawing's width from the left and of its height from the top. Axes have zero on them, as those of all charts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from builder.content.indicators import Indicator, Measurement

MOST_STEPS = 5
"""How many steps an axis has at most, from its one end to the other."""
ROOM = 26
"""How far apart labels of dates are at least, in per cent of the width."""
Position = tuple[float, float]
"""How far from the left, and how far from the top."""


@dataclass(frozen=True)
class Label:
    """What is said below the drawing: a date, and what holds for it."""

    at: float
    """In per cent of the width."""
    side: str
    """'start', 'middle' or 'end': which part of the label stands there."""
    date: str
    value: str
    what: str


@dataclass(frozen=True)
class PathChart:
    """An indicator from its baseline to its target."""

    unit: str
    ticks: tuple[tuple[str, float], ...]
    """(label, how far from the top)."""
    path: tuple[Position, ...]
    """The straight line to the target, and on at the target's value where there are values after it."""
    band: tuple[Position, ...]
    """The corners of where values are that lag behind the line and are still on track."""
    values: tuple[Position, ...]
    """Baseline and values of the whole, in the order of their dates."""
    target: Position
    labels: tuple[Label, ...]


WIDTH, HEIGHT = 400, 222
LEFT, TOP, ACROSS, DOWN = 48, 10, 344, 168
"""Where the plot begins in the picture for screens, and how large it is; dates stand below it, numbers to its left."""
GAP = 7
"""Between the plot and the numbers at its left."""


@dataclass(frozen=True)
class Drawing:
    """The same in units of a picture for screens of `WIDTH` × `HEIGHT`, to a tenth."""

    ticks: tuple[tuple[str, float, float], ...]
    """(label, height of its line, height of the label's foot)."""
    path: str
    """Points as SVG has them: 'x,y x,y'."""
    band: str
    values: str
    dots: tuple[Position, ...]
    target: Position
    labels: tuple[Label, ...]
    size: tuple[int, int] = (WIDTH, HEIGHT)
    rule: tuple[int, int] = (LEFT, ACROSS)
    """Where the lines of ticks begin, and how long they are; their labels end `GAP` before that."""
    ticks_end: int = LEFT - GAP
    feet: tuple[int, int] = (TOP + DOWN + 22, TOP + DOWN + 38)
    """The feet of the two lines of text below the plot."""


def on_screen(chart: PathChart) -> Drawing:
    """A chart as a picture for screens."""

    def at(position: Position) -> Position:
        return round(LEFT + position[0] * ACROSS / 100, 1), round(TOP + position[1] * DOWN / 100, 1)

    def points(positions: tuple[Position, ...]) -> str:
        return " ".join(f"{x},{y}" for x, y in map(at, positions))

    heights = [(label, at((0, down))[1]) for label, down in chart.ticks]
    return Drawing(
        ticks=tuple((label, height, round(height + 4, 1)) for label, height in heights),
        path=points(chart.path),
        band=points(chart.band),
        values=points(chart.values),
        dots=tuple(map(at, chart.values)),
        target=at(chart.target),
        labels=tuple(replace(label, at=at((label.at, 0))[0]) for label in chart.labels),
    )


@dataclass(frozen=True)
class _Scale:
    """What days and numbers become."""

    first: int
    last: int
    low: Decimal
    high: Decimal

    def at(self, day: int, number: Decimal) -> Position:
        """Where a number of a day stands, to a hundredth: finer than a reader sees, and the same on every machine."""
        x = Decimal(day - self.first) * 100 / (self.last - self.first)
        return round(float(x), 2), self.height(number)

    def height(self, number: Decimal) -> float:
        """How far from the top a number stands."""
        return round(float((self.high - number) * 100 / (self.high - self.low)), 2)


def steps(numbers: list[Decimal]) -> tuple[Decimal, ...]:
    """The ticks of an axis for some numbers and zero: steps of 1, 2 or 5 times a power of ten, as fine as few of them allow."""
    low, high = min(*numbers, Decimal(0)), max(*numbers, Decimal(0))
    power = Decimal(10) ** (math.floor(math.log10(high - low)) - 1)
    step = next(power * factor for factor in (1, 2, 5, 10, 20, 50) if high - low <= power * factor * MOST_STEPS)
    return tuple(step * at for at in range(math.floor(low / step), math.ceil(high / step) + 1))


def draw(indicator: Indicator, tolerance: Decimal) -> PathChart:
    """The geometry of the chart of an indicator; `tolerance` is that of its judgement, in per cent of the way."""
    baseline, target, totals = indicator.baseline, indicator.target, indicator.totals
    measured = sorted((baseline, *totals), key=lambda value: value.day)
    numbers = [value.value for value in (*measured, target)]
    days = [value.day.toordinal() for value in (*measured, target)]
    ticks = steps(numbers)
    localization = indicator.localization
    scale = _Scale(min(days), max(days), ticks[0], ticks[-1])

    def place(value: Measurement) -> Position:
        return scale.at(value.day.toordinal(), value.value)

    path = (place(baseline), place(target), *([scale.at(scale.last, target.value)] if scale.last > target.day.toordinal() else []))
    return PathChart(
        indicator.unit,
        tuple((localization.number(tick.normalize() + 0), scale.height(tick)) for tick in ticks),
        path,
        _band(indicator, tolerance, scale),
        tuple(map(place, measured)),
        place(target),
        _labels(indicator, place),
    )


def _band(indicator: Indicator, tolerance: Decimal, scale: _Scale) -> tuple[Position, ...]:
    """Between the line and what lags behind it by the tolerance; cut off where the axis ends."""
    baseline, target = indicator.baseline, indicator.target
    first, last = baseline.day.toordinal(), target.day.toordinal()
    way = target.value - baseline.value
    lag = way * tolerance / 100
    end = scale.low if way > 0 else scale.high
    corners = [scale.at(first, baseline.value), scale.at(last, target.value), scale.at(last, target.value - lag)]
    over = lag - (baseline.value - end)
    if abs(lag) <= abs(baseline.value - end):
        return (*corners, scale.at(first, baseline.value - lag))
    crossing = first + int(Decimal(last - first) * over / way)
    return (*corners, scale.at(crossing, end), scale.at(first, end))


def _labels(indicator: Indicator, place: Callable[[Measurement], Position]) -> tuple[Label, ...]:
    """Baseline, last value and target; what has no room between the others is left out, as it is said above the chart."""
    localization = indicator.localization
    shown: list[tuple[Measurement, str]] = [(indicator.baseline, localization("baseline")), (indicator.target, localization("target"))]
    if indicator.last:
        shown.append((indicator.last, localization("last value")))
    found: list[Label] = []
    for value, what in shown:
        at = place(value)[0]
        side = "start" if at < ROOM / 2 else "end" if at > 100 - ROOM / 2 else "middle"
        if all(abs(other.at - at) >= ROOM * (1 if "middle" in (side, other.side) else 1.6) for other in found):
            found.append(Label(at, side, value.date, localization.number(value.value), what))
    return tuple(sorted(found, key=lambda label: label.at))
