"""`data/indicators.csv`, `data/indicator-values.csv`, and `data/charts/*.csv` of indicators.

The two tables hold all that the published rule (`model.judgement`) needs, so that each judgement can be found again from them.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import addresses, number_text, prose
from builder.content.indicators import Indicator
from builder.exports.context import Context, description
from builder.exports.tables import ELSEWHERE, Column, Row, Table, holding, identifier, note, notes, permalink, place, placed
from builder.localization import deferred
from builder.model.strategy import Node
from builder.views import indicators


def _indicators(context: Context) -> Iterator[Row]:
    tolerance = context.strategy.publication.indicator_tolerance
    for node in context.strategy.of(Indicator):
        item, record = indicators.judged(context.strategy, node), node.record
        last, found = item.judgement.value, item.judgement
        yield {
            "id": node.id,
            "code": record.code,
            "title": node.title,
            "belongs_to": item.owner.id,
            "belongs_to_title": item.owner.title,
            "unit": record.unit,
            "direction": record.direction,
            "baseline": f"{record.baseline.value:f}",
            "baseline_day": record.baseline.day,
            "target": f"{record.target.value:f}",
            "target_day": record.target.day,
            "value": f"{last.value:f}" if last else None,
            "value_day": last.day if last else None,
            "tolerance": f"{tolerance:f}",
            "judgement": found.verdict,
            "line": f"{found.expected:f}" if last else None,
            "statement": description(node).replace("\n", " "),
            "note": notes(node),
            **placed(context, node, record.source),
        }


INDICATORS = Table(
    "indicators.csv",
    "{Indicator.many}",
    (
        identifier(deferred("Permanent identifier of the {indicator.short.one}.")),
        Column("code", deferred("Code"), deferred("The code or number of the {indicator.short.one} as the strategy prints it.")),
        Column("title", deferred("Title"), deferred("What is measured."), required=True),
        Column(
            "belongs_to",
            deferred("Identifier of what it belongs to"),
            deferred("Permanent identifier of the {objective.short.one} or {activity.short.one} that it is an {indicator.short.one} of."),
            required=True,
        ),
        Column("belongs_to_title", deferred("Belongs to"), deferred("Title of the same."), required=True),
        Column("unit", deferred("Unit"), deferred("The unit of all its values."), required=True),
        Column("direction", deferred("Direction"), deferred("Whether its values are to 'rise' or to 'fall': from baseline to target."), required=True),
        Column("baseline", deferred("Baseline"), deferred("The value where it begins, as a number in the unit."), "number", required=True),
        Column(
            "baseline_day",
            deferred("Day of the baseline"),
            deferred("The day that the baseline holds for: of a year or a month, the last one."),
            "date",
            required=True,
        ),
        Column("target", deferred("Target"), deferred("The value where it is to get, as a number in the unit."), "number", required=True),
        Column(
            "target_day",
            deferred("Day of the target"),
            deferred("The day by which it is to get there: of a year or a month, the last one."),
            "date",
            required=True,
        ),
        Column("value", deferred("Last value"), deferred("The last value of the whole that is newer than the baseline; empty where there is none."), "number"),
        Column("value_day", deferred("Day of the last value"), deferred("The day that it holds for, as of which the judgement is made."), "date"),
        Column(
            "tolerance",
            deferred("Tolerance"),
            deferred("The tolerance of the judgement, in per cent of the way from baseline to target."),
            "number",
            required=True,
        ),
        Column(
            "judgement",
            deferred("Judgement"),
            deferred("What the rule in api/indicators.json finds: 'achieved', 'on track', 'off track' or 'no data'."),
            required=True,
        ),
        Column(
            "line",
            deferred("Straight line"),
            deferred(
                "Where the straight line from baseline to target stands on the day of the last value; "
                "rounded to the decimals that the numbers have, at least one."
            ),
            "number",
        ),
        Column("statement", deferred("Statement"), deferred("What is counted and how.")),
        *place(),
        note(deferred("What the editors noted about the {indicator.short.one}.")),
        permalink(deferred("Permanent address of the {indicator.short.one}.")),
        *ELSEWHERE,
    ),
    _indicators,
    ("id",),
    sheet="{Indicator.short.many}",
    filled=holding(Indicator),
)


def _of(context: Context, node: Node[Indicator]) -> Iterator[Row]:
    for row in indicators.rows(node):
        yield {
            "indicator": node.id,
            "role": row.role,
            "date": row.value.date,
            "day": row.value.day,
            "disaggregation": "; ".join(f"{item.dimension}: {item.category}" for item in row.parts),
            "qualifier": row.value.qualifier,
            "value": number_text.value_text(row.quantity),
            "number": f"{row.value.value:f}",
            "unit": node.record.unit,
            "note": prose.to_text(row.of.note).replace("\n", " ") if row.of and row.of.note else None,
            **placed(context, node, row.source),
        }


def _values(context: Context) -> Iterator[Row]:
    for node in context.strategy.of(Indicator):
        yield from _of(context, node)


VALUES = Table(
    "indicator-values.csv",
    deferred("Values of {indicator.many}"),
    (
        Column("indicator", deferred("{Indicator.short.one} identifier"), deferred("Permanent identifier of the {indicator.short.one}."), required=True),
        Column("role", deferred("Role"), deferred("'baseline', 'value' or 'target'."), required=True),
        Column("date", deferred("Date as printed"), deferred("The year, month or day that it holds for."), required=True),
        Column("day", deferred("Day"), deferred("The day that it is judged by: of a year or a month, the last one."), "date", required=True),
        Column("disaggregation", deferred("Of"), deferred("The part that it is of, as 'dimension: category', separated by semicolons; empty for the whole.")),
        Column("qualifier", deferred("Qualifier"), deferred("The printed word that qualifies the value, such as 'about'.")),
        Column("value", deferred("Value as printed"), deferred("The value as it is printed."), required=True),
        Column("number", deferred("Number"), deferred("The value as a number in the unit."), "number", required=True),
        Column("unit", deferred("Unit"), deferred("The unit of the value."), required=True),
        note(deferred("What the editors noted about the value.")),
        *place(),
        permalink(deferred("Permanent address of the {indicator.short.one}.")),
        *ELSEWHERE,
    ),
    _values,
    ("indicator", "role", "day", "disaggregation"),
    (("indicator", INDICATORS.path),),
    sheet=deferred("Values"),
    filled=holding(Indicator),
)


# --- charts -------------------------------------------------------------------------------------


def _chart_table(node: Node[Indicator]) -> Table:
    """What the chart of an indicator shows: its rows of the table of values."""
    return Table(
        addresses.chart_file(node.id, "csv").removeprefix("data/"),
        "{Indicator.one}: {of}",
        VALUES.columns,
        lambda context: _of(context, node),
        VALUES.key,
        VALUES.references,
        of=node.title,
    )


def chart_tables(context: Context) -> tuple[Table, ...]:
    """The tables of all charts of indicators, in their order."""
    return tuple(map(_chart_table, context.strategy.of(Indicator)))


def charts(context: Context) -> Iterator[tuple[str, Table]]:
    """The table of each, by the name of its file."""
    for node, table in zip(context.strategy.of(Indicator), context.kept_by(chart_tables), strict=True):
        yield node.id.lower(), table
