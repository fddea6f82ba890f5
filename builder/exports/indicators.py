"""`api/indicators.json`: the rule by which indicators are judged, as words, formula and parameters, and what it finds of each."""

from __future__ import annotations

from dataclasses import asdict

from builder.content.indicators import Indicator
from builder.exports import api
from builder.exports.context import Context
from builder.exports.envelopes import IndicatorFacts, IndicatorsFile, JudgementFacts, JudgementRule, ValueFacts
from builder.model.strategy import Node
from builder.views import indicators
from builder.views.indicators import Row


def indicators_json(context: Context) -> bytes:
    """`api/indicators.json`."""
    rule = JudgementRule(**asdict(indicators.rule(context.strategy)))
    found = tuple(_indicator(context, node) for node in context.strategy.of(Indicator))
    return IndicatorsFile(**api.whole(context, "indicators"), rule=rule, indicators=found).as_json()


def _indicator(context: Context, node: Node[Indicator]) -> IndicatorFacts:
    item = indicators.judged(context.strategy, node)
    baseline, *values, target = map(_value, indicators.rows(node))
    judgement = item.judgement
    return IndicatorFacts(
        id=node.id,
        title=node.title,
        url=context.url(node),
        belongs_to=item.owner.id,
        unit=node.record.unit,
        direction=node.record.direction,
        baseline=baseline,
        target=target,
        values=tuple(values),
        judgement=JudgementFacts(
            verdict=judgement.verdict,
            day=judgement.value.day if judgement.value else None,
            value=judgement.value.value if judgement.value else None,
            line=judgement.expected if judgement.value else None,
        ),
    )


def _value(row: Row) -> ValueFacts:
    parts = {item.dimension: item.category for item in row.parts}
    return ValueFacts(value=row.value.value, qualifier=row.value.qualifier, date=row.value.date, day=row.value.day, disaggregation=parts or None)


def indicators_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `api/indicators.json`, with its address."""
    return api.published_schema(context, "indicators.schema.json")
