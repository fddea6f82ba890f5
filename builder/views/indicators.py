"""Linked strategy → its indicators, each with what the published rule finds of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.content.indicators import Category, DatedValue, Indicator, Measurement
from builder.content.records import Citation, Objective, Quantity
from builder.localization import deferred
from builder.model import judgement, relations
from builder.model.judgement import Judgement, Rule
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import paths
from builder.views.entries import Entry, entry
from builder.views.paths import Drawing, PathChart


@dataclass(frozen=True, eq=False)
class Judged:
    """An indicator and what is found of it."""

    node: Node[Indicator]
    owner: AnyNode
    """The objective or activity that it belongs to."""
    judgement: Judgement

    @property
    def record(self) -> Indicator:
        """What the content says of it."""
        return self.node.record

    @property
    def baseline(self) -> Quantity:
        """The value where it begins, with its unit."""
        return self.record.quantity(self.record.baseline)

    @property
    def target(self) -> Quantity:
        """The value where it is to get, with its unit."""
        return self.record.quantity(self.record.target)

    @property
    def last(self) -> Quantity | None:
        """The value that it is judged by, with its unit."""
        return self.record.quantity(self.judgement.value) if self.judgement.value else None

    @property
    def expected(self) -> Quantity:
        """Where the line to the target stood then, with the unit."""
        return self.record.of_unit(self.judgement.expected)


@dataclass(frozen=True)
class Row:
    """A baseline, a value or a target, as tables have them."""

    role: str
    """'baseline', 'value' or 'target'; said in the language where it is shown."""
    value: Measurement
    quantity: Quantity
    source: Citation | None
    of: DatedValue | None = None
    """The value, where it is one: what it is of, and what is noted about it."""

    @property
    def parts(self) -> tuple[Category, ...]:
        """The parts of the whole that it is of; none where it is of all."""
        return self.of.disaggregation if self.of else ()


@dataclass(frozen=True, eq=False)
class OwnedIndicators:
    """The indicators of an objective and of its activities."""

    objective: Node[Objective]
    indicators: tuple[Judged, ...]


@dataclass(frozen=True, eq=False)
class IndicatorsPage:
    """All indicators by objective, and the rule that they are judged by."""

    groups: tuple[OwnedIndicators, ...]
    rule: Rule
    formula: str
    """The formula of the rule in the words of the language."""
    counts: tuple[tuple[str, int], ...]
    """How many are found to be what; what none is found to be is left out."""


@dataclass(frozen=True, eq=False)
class IndicatorPage:
    """An indicator in full."""

    entry: Entry[Indicator]
    judged: Judged
    drawn: PathChart
    drawing: Drawing
    rows: tuple[Row, ...]
    rule: Rule


def rule(strategy: Strategy) -> Rule:
    """The rule that the strategy's indicators are judged by."""
    return judgement.rule(strategy.publication.indicator_tolerance, strategy.localization)


def judged(strategy: Strategy, node: Node[Indicator]) -> Judged:
    """An indicator and what is found of it."""
    owner = strategy.targets(node, relations.INDICATOR_OWNER)[0]
    return Judged(node, owner, judgement.judge(node.record, strategy.publication.indicator_tolerance))


def of_entry(strategy: Strategy, node: AnyNode) -> tuple[Judged, ...]:
    """The indicators that belong to an entry itself, in reading order."""
    return tuple(judged(strategy, found) for found in strategy.sources(node, relations.INDICATOR_OWNER))


def of_objective(strategy: Strategy, node: Node[Objective]) -> tuple[Judged, ...]:
    """The indicators of an objective, and then those of its activities."""
    return tuple(found for owner in (node, *strategy.inside(node)) for found in of_entry(strategy, owner))


def indicators(strategy: Strategy) -> IndicatorsPage:
    """All indicators, in the order of the objectives and activities that they belong to."""
    groups = (OwnedIndicators(node, of_objective(strategy, node)) for node in strategy.of(Objective))
    found = tuple(group for group in groups if group.indicators)
    verdicts = [item.judgement.verdict for group in found for item in group.indicators]
    counts = tuple((verdict, verdicts.count(verdict)) for verdict in judgement.VERDICTS if verdict in verdicts)
    judged_by = rule(strategy)
    return IndicatorsPage(found, judged_by, strategy.worded(judged_by.formula), counts)


def indicator(strategy: Strategy, node: Node[Indicator]) -> IndicatorPage:
    """An indicator in full."""
    chart = drawn(strategy, node)
    return IndicatorPage(entry(strategy, node), judged(strategy, node), chart, paths.on_screen(chart), tuple(rows(node)), rule(strategy))


def drawn(strategy: Strategy, node: Node[Indicator]) -> PathChart:
    """The geometry of the chart of an indicator."""
    return paths.draw(node.record, strategy.publication.indicator_tolerance)


def rows(node: Node[Indicator]) -> Iterator[Row]:
    """Baseline, values and target of an indicator, each with its place in the source."""
    record = node.record
    found: tuple[tuple[str, Measurement], ...] = (
        (deferred("baseline"), record.baseline),
        *((deferred("value"), value) for value in record.values),
        (deferred("target"), record.target),
    )
    for role, value in found:
        yield Row(role, value, record.quantity(value), value.source or record.source, value if isinstance(value, DatedValue) else None)
