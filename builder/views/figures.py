"""Linked strategy → the key figures, group by group, and the charts that are made of them."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Chart, Country, Figure, FigureGroup, Term
from builder.model import relations
from builder.model.mentions import terms_of
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import charts
from builder.views.charts import BarChart, ChartView


@dataclass(frozen=True, eq=False)
class FigureRow:
    """A figure with what it is about and where it is used."""

    figure: Node[Figure]
    countries: tuple[Node[Country], ...]
    used_in: tuple[AnyNode, ...]
    """What refers to it."""
    terms: tuple[Node[Term], ...]
    comparison: BarChart | None
    """The figure beside what it is compared with, where both are numbers of one scale."""


@dataclass(frozen=True, eq=False)
class FigureGroupRows:
    """A group of figures."""

    group: Node[FigureGroup]
    rows: tuple[FigureRow, ...]
    charts: tuple[Node[Chart], ...]
    """Those that begin with a figure of the group."""


@dataclass(frozen=True, eq=False)
class FiguresPage:
    """All figures and charts."""

    groups: tuple[FigureGroupRows, ...]
    charts: tuple[ChartView, ...]
    count: int
    """How many figures there are."""


def figures(strategy: Strategy) -> FiguresPage:
    """All figures by group, and all charts, in reading order."""
    return FiguresPage(
        tuple(_group(strategy, group) for group in strategy.of(FigureGroup)),
        tuple(charts.view(strategy, chart) for chart in strategy.of(Chart)),
        len(strategy.of(Figure)),
    )


def _group(strategy: Strategy, group: Node[FigureGroup]) -> FigureGroupRows:
    members = strategy.sources(group, relations.FIGURE_GROUP)
    return FigureGroupRows(
        group,
        tuple(_row(strategy, figure) for figure in members),
        tuple(chart for chart in strategy.of(Chart) if strategy.targets(chart, relations.CHART_FIGURES)[0] in members),
    )


def _row(strategy: Strategy, figure: Node[Figure]) -> FigureRow:
    users = (mention.source for mention in strategy.mentions_of(figure) if not mention.source.kind.backstage and not mention.in_note)
    return FigureRow(
        figure,
        strategy.targets(figure, relations.FIGURE_COUNTRIES),
        tuple(dict.fromkeys(users)),
        terms_of(strategy, figure),
        charts.comparison(figure),
    )
