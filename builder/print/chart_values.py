"""Charts → plain values for the print templates, which draw them in documents and as pictures of their own."""

from __future__ import annotations

from collections.abc import Container

from builder.content import number_text
from builder.content.records import Chart, Figure
from builder.model.strategy import Node
from builder.print.parts import Parts, Values
from builder.views import charts
from builder.views.charts import BarChart, FlowChart


def chart(parts: Parts, node: Node[Chart], marked: Container[Node[Figure]] = ()) -> Values:
    """A chart: its entry, unit, years and sections of the source, and `rows` of bars or the `flow` of arrows on tiles; the other is none.

    Rows and arrows say whether their figure is one of those `marked`.
    """
    view = charts.view(parts.strategy, node)
    return {
        **parts.entry(node, text=node.record.text),
        "body": node.record.kind,
        "years": list(view.years),
        "sections": list(view.sections),
        "unit": view.drawn.unit if isinstance(view.drawn, BarChart) else "",
        "rows": _rows(view.drawn, marked) if isinstance(view.drawn, BarChart) else None,
        "flow": _flow(view.drawn, marked) if isinstance(view.drawn, FlowChart) else None,
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
