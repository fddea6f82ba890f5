"""`data/key-figures.csv`, and `data/charts/*.csv` with what each chart shows."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import addresses, number_text, prose
from builder.content.records import Chart, Figure, Quantity
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, holding, identifier, ids, note, notes, permalink, place, placed, titles
from builder.localization import deferred
from builder.model import relations
from builder.model.strategy import Node, Strategy


def _row(context: Context, node: Node[Figure]) -> Row:
    strategy, figure = context.strategy, node.record
    named, comparator = strategy.targets(node, relations.FIGURE_COUNTRIES), figure.comparator
    return {
        "id": node.id,
        "label": figure.label,
        "qualifier": figure.qualifier,
        "value": number_text.bare_text(figure),
        "number": _number(figure),
        "unit": figure.unit,
        "year_from": figure.year_from,
        "year": figure.year,
        "date": figure.when,
        "year_basis": figure.year_basis if figure.year else None,
        "share_of": figure.share_of,
        "comparator": f"{comparator.label}: {number_text.quantity_text(comparator)}" if comparator else None,
        "countries": ids(named),
        "country_names": titles(named),
        "group": titles(strategy.targets(node, relations.FIGURE_GROUP)),
        "statement": prose.to_text(figure.text),
        "note": notes(node),
        **placed(context, node, figure.source),
    }


def _number(quantity: Quantity) -> str | None:
    return None if quantity.number is None else f"{quantity.number:f}"


def _figures(context: Context) -> Iterator[Row]:
    return (_row(context, node) for node in context.strategy.of(Figure))


FIGURES = Table(
    "key-figures.csv",
    "{Figure.many}",
    (
        identifier(deferred("Permanent identifier of the {figure.short.one}.")),
        Column("label", deferred("What is measured"), deferred("What is measured, as a title."), required=True),
        Column("qualifier", deferred("Qualifier"), deferred("The printed word that qualifies the value, such as 'nearly' or 'over'.")),
        Column("value", deferred("Value as printed"), deferred("The value as it is printed, with its scale."), required=True),
        Column("number", deferred("Number"), deferred("The value as a number in plain units; empty where the source gives words only."), "number"),
        Column("unit", deferred("Unit"), deferred("The unit of the value."), required=True),
        Column("year_from", deferred("First reference year"), deferred("First year of the reference period, if it is longer than a year."), "integer"),
        Column("year", deferred("Reference year"), deferred("Reference year, or the last one of a period; empty where the source states none."), "integer"),
        Column("date", deferred("Printed date"), deferred("The printed date, where it is finer than the year.")),
        Column(
            "year_basis",
            deferred("Basis of the year"),
            deferred("'stated', or 'default': the year that the source gives for all {figure.short.many} without their own; empty where there is no year."),
        ),
        Column("share_of", deferred("Share of"), deferred("The whole of which the value is a share.")),
        Column("comparator", deferred("Comparator"), deferred("What the source compares the value with.")),
        Column(
            "countries",
            deferred("{Country.short.one} identifiers"),
            deferred("Permanent identifiers of the {country.short.many} that the {figure.short.one} names, separated by a space."),
        ),
        Column("country_names", "{Country.short.many}", deferred("Names of the same, as the strategy prints them.")),
        Column("group", deferred("Group"), deferred("The group that the {figure.short.one} is shown in."), required=True),
        Column("statement", deferred("Statement"), deferred("The {figure.short.one} as a sentence."), required=True),
        *place(),
        note(deferred("What the editors noted about the {figure.short.one}.")),
        permalink(deferred("Permanent address of the {figure.short.one}.")),
        *ELSEWHERE,
    ),
    _figures,
    ("id",),
    sheet="{Figure.short.many}",
    filled=holding(Figure),
)


# --- charts -------------------------------------------------------------------------------------


def _chart_table(strategy: Strategy, chart: Node[Chart]) -> Table:
    """A chart as a table: a row a figure, in its order; what it has in common with the table of key figures is called alike."""
    shown = {item.figure: item.label for item in chart.record.items if item.label}

    def rows(context: Context) -> Iterator[Row]:
        for figure in strategy.targets(chart, relations.CHART_FIGURES):
            other = figure.record.comparator
            yield {
                **_row(context, figure),
                "chart_label": shown.get(figure.id, figure.title),
                "comparator": other.label if other else None,
                "comparator_value": number_text.quantity_text(other) if other else None,
                "comparator_number": _number(other) if other else None,
            }

    return Table(
        addresses.chart_file(chart.id, "csv").removeprefix("data/"),
        "{Chart.one}: {of}",
        (
            *_alike("id", "label"),
            Column("chart_label", deferred("Label in the {chart.one}"), deferred("What the {chart.one} calls the {figure.short.one}."), required=True),
            *_alike("qualifier", "value", "number", "unit", "year_from", "year", "date", "year_basis", "share_of"),
            Column("comparator", deferred("Comparator"), deferred("What the source compares the value with.")),
            Column("comparator_value", deferred("Value of the comparator"), deferred("Its value as it is printed, with qualifier and unit.")),
            Column(
                "comparator_number",
                deferred("Number of the comparator"),
                deferred("Its value as a number in plain units; empty where the source gives words only."),
                "number",
            ),
            *_alike("countries", *(column.name for column in (*place(), *ELSEWHERE)), "permalink"),
        ),
        rows,
        ("id",),
        (("id", FIGURES.path),),
        of=chart.title,
    )


def _alike(*names: str) -> Iterator[Column]:
    return (column for column in FIGURES.columns if column.name in names)


def chart_tables(context: Context) -> tuple[Table, ...]:
    """The tables of all charts, in their order."""
    return tuple(_chart_table(context.strategy, chart) for chart in context.strategy.of(Chart))


def charts(context: Context) -> Iterator[tuple[str, Table]]:
    """The table of each chart, by the name of its file."""
    for chart, table in zip(context.strategy.of(Chart), context.kept_by(chart_tables), strict=True):
        yield chart.id.lower(), table


def chart(context: Context, table: Table) -> bytes:
    """`data/charts/<id>.csv`."""
    return table.csv(context)
