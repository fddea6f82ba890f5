"""Charts: bars that start at zero and keep proportions, and only what has a scale as a bar."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder import reading, rules
from builder.content import load, number_text
from builder.content.records import Chart, Country, Figure, Units
from builder.localization import ENGLISH
from builder.model import relations
from builder.model.country_names import local_names
from builder.model.strategy import Strategy
from builder.views import charts
from tests.made import charted


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (("7.5", "3", "54", "48"), ["0", "20", "40", "60"]),
        (("46.5", "31.7"), ["0", "10", "20", "30", "40", "50"]),
        (("48000", "40000", "34000"), ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
        (("700000", "282000"), ["0", "200,000", "400,000", "600,000", "800,000"]),
        (("0.3",), ["0", "0.1", "0.2", "0.3"]),
        (("100",), ["0", "20", "40", "60", "80", "100"]),
        (("1",), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (("0",), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
    ],
)
def test_axis_has_round_steps_from_zero(values: tuple[str, ...], labels: list[str]) -> None:
    assert [label for label, _ in charts.axis(numbers(*values), Units()["things"]).ticks] == labels


@given(st.lists(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9e11"), places=2), min_size=1, max_size=9))
def test_axis_holds_every_number_and_keeps_proportions(values: list[Decimal]) -> None:
    axis = charts.axis(values, Units()["things"])
    assert axis.top >= max(values)
    assert axis.ticks[0] == ("0", 0.0)
    assert axis.ticks[-1][1] == 100.0
    assert 2 <= len(axis.ticks) <= charts.MOST_TICKS + 1
    assert max(values) / axis.top >= Decimal("0.4")
    for value in values:
        assert axis.position(value) == pytest.approx(float(value / axis.top * 100), abs=0.006)


@pytest.mark.parametrize("which", ["charted", "coast"])
def test_bars_keep_proportions_and_the_longest_fills_the_room(which: str, request: pytest.FixtureRequest) -> None:
    strategy = charted() if which == "charted" else request.getfixturevalue("coast_strategy")
    drawn = [found for chart in strategy.of(Chart) if isinstance(found := charts.draw(strategy, chart), charts.BarChart)]
    assert len(drawn) == 3 or which == "coast"
    for chart in drawn:
        bars = [bar for row in chart.rows for bar in row.bars]
        longest = max(bars, key=lambda bar: bar.width)
        assert longest.width == 100
        for bar in bars:
            assert bar.width == pytest.approx(float(bar.quantity.number / longest.quantity.number * 100), abs=0.006)


def test_three_and_sixteen_per_cent_are_told_apart() -> None:
    """Parts of a whole are not drawn against the whole, on which small ones would look alike."""
    strategy = charted()
    shares = next(chart for chart in strategy.of(Chart) if chart.record.kind == "share")
    widths = {row.figure.id: row.bars[0].width for row in charts.draw(strategy, shares).rows}
    assert (widths["KF-SMALL"], widths["KF-LARGE"]) == (18.75, 100)


def test_the_unit_of_a_chart_is_that_of_its_figures() -> None:
    strategy = charted()
    units = {chart.id: drawn.unit for chart in strategy.of(Chart) if isinstance(drawn := charts.draw(strategy, chart), charts.BarChart)}
    assert (units["CH-SHARE"], units["CH-BARS"]) == ("per cent", "people")


def test_a_chart_of_nothing_has_bars_without_length(small: Path) -> None:
    path = small / "figures.yml"
    group = yaml.safe_load(path.read_text("utf-8"))[0]["group"]
    none = {
        "id": "KF-NONE",
        "group": group,
        "label": "None",
        "value": 0,
        "unit": "boats",
        "year": 2030,
        "source": {"section": "Figures", "lines": 41},
        "text": "No boat.",
    }
    path.write_text(path.read_text("utf-8") + "\n" + yaml.safe_dump([none]), "utf-8")
    (small / "charts.yml").write_text(
        yaml.safe_dump([{"id": "CH-NONE", "title": "No boats", "text": "Boats.", "kind": "bars", "items": [{"figure": "KF-NONE"}]}])
    )
    strategy = reading.read(small)
    (chart,) = strategy.of(Chart)
    assert charts.draw(strategy, chart).rows[0].bars[0].width == 0


def test_every_figure_with_a_comparator_has_its_chart(coast_strategy: Strategy) -> None:
    for figure in (*charted().of(Figure), *coast_strategy.of(Figure)):
        if not number_text.comparable(figure.record, figure.record.comparator):
            continue
        drawn = charts.comparison(figure)
        assert drawn
        own, other = drawn.rows[0].bars
        assert (own.quantity, other.quantity) == (figure.record, figure.record.comparator)
        assert own.width / other.width == pytest.approx(float(figure.record.number / figure.record.comparator.number), rel=0.01)


def test_what_is_no_number_is_not_compared(small_strategy: Strategy) -> None:
    for figure in small_strategy.of(Figure):
        drawn = charts.comparison(figure)
        assert (drawn is not None) == number_text.comparable(figure.record, figure.record.comparator)


def test_what_is_below_zero_is_not_compared(small: Path) -> None:
    path = small / "figures.yml"
    figures = yaml.safe_load(path.read_text("utf-8"))
    figure = next(item for item in figures if item.get("comparator"))
    more = {**figure, "id": "KF-BELOW", "value": "-4", "comparator": {**figure["comparator"], "value": "-3"}}
    path.write_text(path.read_text("utf-8") + "\n" + yaml.safe_dump([more], default_flow_style=None), "utf-8")
    corpus, _ = load.load(small)
    record = next(entry.record for entry in corpus.of(Figure) if entry.id == "KF-BELOW")
    assert record.number < 0
    assert not number_text.comparable(record, record.comparator)


@pytest.mark.parametrize("which", ["charted", "coast"])
def test_flows_have_no_bars(which: str, request: pytest.FixtureRequest) -> None:
    strategy = charted() if which == "charted" else request.getfixturevalue("coast_strategy")
    for chart in (chart for chart in strategy.of(Chart) if chart.record.kind == "flow"):
        drawn = charts.draw(strategy, chart)
        assert isinstance(drawn, charts.FlowChart)
        assert [(flow.origin.id, flow.destination.id) for flow in drawn.flows] == [
            figure.record.countries for figure in strategy.targets(chart, relations.CHART_FIGURES)
        ]
        for _, column, row, _ in drawn.tiles:
            assert 0 <= column < drawn.columns
            assert 0 <= row < drawn.rows


def test_mark_has_a_square_for_each_country(small_strategy: Strategy) -> None:
    root = ElementTree.fromstring(charts.mark(small_strategy))
    path = root.find("{http://www.w3.org/2000/svg}path")
    assert path is not None
    assert path.attrib["d"].count("M") == len(small_strategy.of(Country))


def test_shapes_differ_and_repeat_after_the_last() -> None:
    assert len({charts.shape(order) for order in range(1, len(charts.SHAPES) + 1)}) == len(charts.SHAPES)
    assert charts.shape(len(charts.SHAPES) + 1) == charts.shape(1)


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ({"kind": "bars", "items": [{"figure": "KF-WORDS"}]}, "'KF-WORDS' has no number of zero or more, so it cannot be a bar: leave it out"),
        (
            {"kind": "comparison", "items": [{"figure": "KF-ONE"}]},
            "'KF-ONE' has no comparator with a number in the same unit: leave it out, or choose the kind 'bars'",
        ),
        (
            {"kind": "share", "items": [{"figure": "KF-ONE"}]},
            "'KF-ONE' is not a share ('share_of', of a unit with 'share: true'): leave it out, or choose the kind 'bars'",
        ),
        ({"kind": "flow", "items": [{"figure": "KF-ONE"}]}, "'KF-ONE' names 0 countries: a flow goes from the first of two to the second"),
        (
            {"kind": "bars", "items": [{"figure": "KF-ONE"}, {"figure": "KF-TWO"}]},
            "figures in different units (boats, ships) have no common scale: make a chart of each",
        ),
        ({"kind": "bars", "items": [{"figure": "KF-ON"}]}, "there is no figure 'KF-ON'. Did you mean 'KF-ONE'?"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_a_problem(small: Path, chart: dict[str, object], said: str) -> None:
    path = small / "figures.yml"
    group = yaml.safe_load(path.read_text("utf-8"))[0]["group"]
    more = [
        {"id": "KF-WORDS", "label": "Words", "display": "many", "unit": "boats"},
        {"id": "KF-ONE", "label": "One", "value": 1, "unit": "boats"},
        {"id": "KF-TWO", "label": "Two", "value": 2, "unit": "ships"},
    ]
    for figure in more:
        figure |= {"group": group, "year": 2030, "source": {"section": "Figures", "lines": 41}, "text": "A number of things."}
    path.write_text(path.read_text("utf-8") + "\n" + yaml.safe_dump(more), "utf-8")
    (small / "charts.yml").write_text(yaml.safe_dump([{"id": "CH-ONE", "title": "Boats", "text": "Boats by kind.", **chart}]), "utf-8")
    corpus, problems = load.load(small)
    assert [str(problem).split("]: ")[1] for problem in (*problems, *rules.check(corpus))] == [said]


def test_local_names_come_with_their_language() -> None:
    assert [(name.name, name.language, name.language_name) for name in local_names("GE", ENGLISH)] == [("საქართველო", "ka", "Georgian")]
    assert [name.language for name in local_names("IL", ENGLISH)] == ["he", "ar"]


@pytest.mark.parametrize("alpha2", [None, "ZZ", "VH"])
def test_no_local_names_where_there_are_none(alpha2: str | None) -> None:
    assert local_names(alpha2, ENGLISH) == ()
