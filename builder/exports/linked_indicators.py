"""Indicators in the words of schema.org: what is measured is a `StatisticalVariable`, each value an `Observation`.

Baseline, values and target are told apart by their name; what is only to be reached is no observation, and stands with the variable.
"""

from __future__ import annotations

from builder.content import number_text
from builder.content.indicators import Indicator
from builder.exports.context import Context, JsonNode, description
from builder.model.strategy import Node
from builder.views import indicators
from builder.views.indicators import Row


def graph(context: Context, node: Node[Indicator]) -> list[JsonNode]:
    """An indicator with its observations."""
    rows = [row for row in indicators.rows(node) if row.role != "target"]
    return [variable(context, node), *(_observation(context, node, row) for row in rows)]


def variable(context: Context, node: Node[Indicator]) -> JsonNode:
    """What is measured, of what, and what is to be reached."""
    item = indicators.judged(context.strategy, node)
    record = node.record
    localization = context.strategy.localization
    notes = (
        localization("Target: {value}, {date}", value=number_text.quantity_text(item.target), date=record.target.date),
        localization("Judgement: {judgement}", judgement=localization(item.judgement.verdict)),
    )
    text = description(node)
    return {
        "@type": "StatisticalVariable",
        "@id": context.url(node),
        "name": node.title,
        "identifier": [node.code, node.id] if node.code != node.id else node.id,
        **({"description": text} if text else {}),
        "measuredProperty": {"@type": "Property", "name": node.title},
        "dcterms:isPartOf": {"@id": context.url(item.owner)},
        "skos:note": [context.worded(note) for note in notes],
    }


def _observation(context: Context, node: Node[Indicator], row: Row) -> JsonNode:
    return {
        "@type": "Observation",
        "name": f"{context.strategy.localization(row.role)}: {number_text.quantity_text(row.quantity)}, {row.value.date}",
        "variableMeasured": {"@id": context.url(node)},
        "observationDate": row.value.date,
        "value": _number(row.value.value),
        "unitText": node.record.unit,
        **({"measurementQualifier": row.value.qualifier} if row.value.qualifier else {}),
        **({"additionalProperty": [{"@type": "PropertyValue", "name": part.dimension, "value": part.category} for part in row.parts]} if row.parts else {}),
    }


def _number(value: object) -> str:
    """A number as text, since JSON has no decimals that are kept."""
    return f"{value:f}"
