"""Charts and indicators → plain values for the print templates, which draw them in documents and as pictures of their own."""

from __future__ import annotations

from collections.abc import Container

from builder.content import number_text
from builder.content.indicators import Indicator, Measurement
from builder.content.records import Chart, Figure, Quantity
from builder.model.strategy import AnyNode, Node
from builder.print.parts import Parts, Values
from builder.views import charts, indicators
from builder.views.charts import BarChart, FlowChart


def of(parts: Parts, node: AnyNode) -> Values:
    """The chart of an entry of a kind that is drawn. Raises `LookupError` if there is none of its kind."""
    if found := node.narrowed(Chart):
        return chart(parts, found)
    if found_indicator := node.narrowed(Indicator):
        return indicator(parts, found_indicator)
    raise LookupError(node.kind.name)


def indicator(parts: Parts, node: Node[Indicator]) -> Values:
    """An indicator: its entry, values and judgement in words, and as a chart the `path` to its target; `rows` and `flow` are none."""
    item, record = indicators.judged(parts.strategy, node), node.record
    found = item.judgement
    drawn = indicators.drawn(parts.strategy, node)
    return {
        **parts.entry(node, text=record.text),
        "body": "path",
        "years": [],
        "sections": [parts.section_of(record.source)],
        "unit": record.unit,
        "rows": None,
        "flow": None,
        "verdict": found.verdict,
        "baseline": _dated(item.baseline, record.baseline),
        "target": _dated(item.target, record.target),
        "last": _dated(item.last, found.value) if item.last and found.value else None,
        "expected": number_text.quantity_text(item.expected) if found.value and found.line < 1 else None,
        "path": {
            "ticks": [{"label": label, "y": down} for label, down in drawn.ticks],
            "path": list(drawn.path),
            "band": list(drawn.band),
            "values": list(drawn.values),
            "target": drawn.target,
            "labels": [{"x": label.at, "side": label.side, "date": label.date, "value": label.value, "what": label.what} for label in drawn.labels],
        },
    }


def _dated(quantity: Quantity, value: Measurement) -> Values:
    return {"printed": number_text.quantity_text(quantity), "amount": number_text.amount_text(quantity), "date": value.date}


def chart(parts: Parts, node: Node[Chart], marked: Container[Node[Figure]] = ()) -> Values:
    """A chart: its entry, unit, years and sections of the source, and `rows` of bars or the `flow` of arrows on tiles; the other is none.

    Rows and arrows say whether their figure is one of those `marked`.
    """
    view = charts.view(parts.strategy, node)
    return {
        **parts.entry(node, text=node.record.text),
        "body": node.record.kind,
        "years": list(view.years),
        "sections": [parts.section_of(citation) for citation in view.cited],
        "unit": view.drawn.unit if isinstance(view.drawn, BarChart) else "",
        "rows": _rows(view.drawn, marked) if isinstance(view.drawn, BarChart) else None,
        "flow": _flow(view.drawn, marked) if isinstance(view.drawn, FlowChart) else None,
        "path": None,
    }


def _rows(drawn: BarChart, marked: Container[Node[Figure]]) -> list[Values]:
    return [
        {
            "label": row.label,
            "title": row.figure.title,
            "countries": list(row.figure.record.countries),
            "marked": row.figure in marked,
            "bars": [
                {"name": bar.name, "amount": number_text.amount_text(bar.quantity), "length": round(bar.width / 100, 4), "reference": bar.reference}
                for bar in row.bars
            ],
        }
        for row in drawn.rows
    ]


def _flow(drawn: FlowChart, marked: Container[Node[Figure]]) -> Values:
    return {
        "columns": drawn.columns,
        "rows": drawn.rows,
        "tiles": [{"id": country.id, "code": country.code, "column": column, "row": row, "on": on} for country, column, row, on in drawn.tiles],
        "arrows": [
            {"origin": flow.origin.title, "destination": flow.destination.title, "path": flow.path, "head": flow.head, "marked": flow.figure in marked}
            for flow in drawn.flows
        ],
    }
