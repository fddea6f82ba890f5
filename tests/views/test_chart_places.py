"""Which charts stand beside a country and an objective, and what of them is marked."""

from __future__ import annotations

from typing import Any

from builder.content.records import Country, Objective
from builder.model.strategy import Node, Strategy
from builder.views import chart_places
from tests.made import made

SOURCE = {"section": "Section", "lines": "1-2"}


def figure(at: int, **about: Any) -> dict[str, Any]:
    return {
        "id": f"KF-{at}",
        "group": "FG1",
        "label": f"Label {at}",
        "value": str(at),
        "unit": "people",
        "year": "2030",
        "text": "Text.",
        "source": SOURCE,
        **about,
    }


def chart(at: int, *figures: int, **more: Any) -> dict[str, Any]:
    items = [{"figure": f"KF-{number}"} for number in figures]
    return {"id": f"CH-{at}", "title": f"Chart {at}", "kind": "bars", "text": "Words.", "items": items, **more}


def strategy() -> Strategy:
    countries = [
        {"id": name, "name": name, "codes": {}, "tile": {"row": "1", "column": str(at)}, "source": SOURCE} for at, name in enumerate(("ABC", "DEF", "GHI"), 1)
    ]
    figures = [figure(1, countries=["ABC"]), figure(2, countries=["DEF", "ABC"]), figure(3, groups=["SR1"]), figure(4)]
    charts = [chart(1, 4, 3), chart(2, 2, 1), chart(3, 4, objectives=["TO1"]), chart(4, 1, 4, objectives=["TO1"])]
    group = {"id": "SR1", "name": "Group", "order": "1", "basis": "Words.", "members": ["ABC", "GHI"], "source": SOURCE}
    return made("Title", extra={"country": countries, "figure": figures, "chart": charts, "group": [group], "partnership": []})


def of_country(model: Strategy, name: str) -> list[tuple[str, list[str]]]:
    country: Node[Country] = next(node for node in model.of(Country) if node.id == name)
    return [(item.chart.id, [figure.id for figure in item.marked]) for item in chart_places.of_country(model, country)]


def test_a_country_has_the_charts_with_a_figure_of_it_before_those_of_its_groups() -> None:
    model = strategy()
    assert of_country(model, "ABC") == [("CH-2", ["KF-2", "KF-1"]), ("CH-4", ["KF-1"]), ("CH-1", ["KF-3"])]
    assert of_country(model, "DEF") == [("CH-2", ["KF-2"])]
    assert of_country(model, "GHI") == [("CH-1", ["KF-3"])]


def test_an_objective_has_the_charts_that_name_it() -> None:
    model = strategy()
    (objective,) = model.of(Objective)
    assert [chart.id for chart in chart_places.of_objective(model, objective)] == ["CH-3", "CH-4"]
