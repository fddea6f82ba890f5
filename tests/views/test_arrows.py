"""The arrows of a flow chart: where they begin and end, and that a head points the way its line goes."""

from __future__ import annotations

import math
import re

import pytest

from builder.content.records import Chart
from builder.model.strategy import Strategy
from builder.views import charts
from tests.made import charted

Point = tuple[float, float]


def points(path: str, form: str) -> list[Point]:
    """The points of SVG path data, whose letters must be those of `form`."""
    assert re.sub(r"[-\d. ]", "", path) == form, path
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def angle(start: Point, middle: Point, end: Point) -> float:
    """How far, in degrees, the way from `middle` to `end` turns from that from `start` to `middle`."""
    first = math.atan2(middle[1] - start[1], middle[0] - start[0])
    second = math.atan2(end[1] - middle[1], end[0] - middle[0])
    return math.degrees((second - first + math.pi) % (2 * math.pi) - math.pi)


@pytest.fixture
def flows(coast_strategy: Strategy) -> list[tuple[charts.FlowChart, charts.Flow]]:
    drawn = [charts.draw(strategy, chart) for strategy in (charted(), coast_strategy) for chart in strategy.of(Chart) if chart.record.kind == "flow"]
    found = [(chart, flow) for chart in drawn if isinstance(chart, charts.FlowChart) for flow in chart.flows]
    assert found
    return found


def test_an_arrow_leads_from_one_tile_to_the_other(flows: list[tuple[charts.FlowChart, charts.Flow]]) -> None:
    for chart, flow in flows:
        tiles = {country.id: (column + 0.5, row + 0.5) for country, column, row, _ in chart.tiles}
        start, _, end = points(flow.path, "MQ")
        tip = points(flow.head, "MLLZ")[0]
        assert math.dist(start, tiles[flow.origin.id]) < 0.5
        assert math.dist(tip, tiles[flow.destination.id]) < 0.5
        assert math.dist(end, tip) < math.dist(start, tip)


def test_a_head_points_where_its_line_goes(flows: list[tuple[charts.FlowChart, charts.Flow]]) -> None:
    """The line ends inside the head; its tip is straight ahead, and the two corners are behind the tip, one on each side, equally far."""
    for _, flow in flows:
        _, bend, end = points(flow.path, "MQ")
        tip, left, right = points(flow.head, "MLLZ")
        back = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
        assert math.dist(tip, back) == pytest.approx(0.2, abs=0.02)
        assert math.dist(left, right) == pytest.approx(0.22, abs=0.02)
        assert math.dist(tip, left) == pytest.approx(math.dist(tip, right), abs=0.02)
        assert abs(angle(bend, end, tip)) < 12
        assert abs(angle(bend, back, tip)) < 12
        assert math.dist(back, end) < 0.2
        assert math.dist(end, tip) < math.dist(back, tip)


def test_there_and_back_are_bowed_to_different_sides(flows: list[tuple[charts.FlowChart, charts.Flow]]) -> None:
    """Every line turns the same way as it goes, so the way back is on the other side."""
    for _, flow in flows:
        start, bend, end = points(flow.path, "MQ")
        assert -150 < angle(start, bend, end) < -20
