"""Linked strategy → the charts that stand beside an entry: a country's by the figures that they show, an objective's as declared."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Chart, Country, Figure, Objective
from builder.model import relations
from builder.model.strategy import Node, Strategy


@dataclass(frozen=True, eq=False)
class MarkedChart:
    """A chart with those of its figures that stand out."""

    chart: Node[Chart]
    marked: tuple[Node[Figure], ...]


def of_country(strategy: Strategy, country: Node[Country]) -> tuple[MarkedChart, ...]:
    """The charts with a figure of the country, then those with a figure of one of its groups; such figures are marked."""
    own = strategy.sources(country, relations.FIGURE_COUNTRIES)
    groups = strategy.sources(country, relations.GROUP_MEMBERS)
    of_groups = tuple(figure for group in groups for figure in strategy.sources(group, relations.FIGURE_GROUPS))
    charts = dict.fromkeys(chart for figure in (*own, *of_groups) for chart in strategy.sources(figure, relations.CHART_FIGURES))
    marked = {*own, *of_groups}
    return tuple(MarkedChart(chart, tuple(figure for figure in strategy.targets(chart, relations.CHART_FIGURES) if figure in marked)) for chart in charts)


def of_objective(strategy: Strategy, objective: Node[Objective]) -> tuple[Node[Chart], ...]:
    """The charts that are declared to stand beside an objective, in reading order."""
    return strategy.sources(objective, relations.CHART_OBJECTIVES)
