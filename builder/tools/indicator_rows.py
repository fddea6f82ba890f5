"""Tables → indicators and their values, which stand in a table of their own."""

from __future__ import annotations

from typing import Any

from builder.content.fields import last_day
from builder.content.indicators import Indicator
from builder.content.kinds import KIND_OF
from builder.content.records import Activity, Objective
from builder.problems import suggest
from builder.tools import examples
from builder.tools.table_rows import Row, Taking, quantity, split
from builder.wording import Phrase

__all__ = ["indicators"]

KIND = KIND_OF[Indicator]


def indicators(taking: Taking, rows: list[Row], values: list[Row]) -> None:
    """Adds the indicators of a table, with the values of another one."""
    wanted: list[tuple[Row, str, dict[str, Any]]] = []
    for number, row in enumerate(rows, 1):
        title = row.cells.get("title", "")
        id_ = taking.id(row, KIND, title, number, title, row.cells.get("code", ""))
        given = {**row.values(), **_owner(taking, row)}
        for name in ("baseline", "target"):
            given[name] = {**_number(taking, row, f"~{name}"), **given.get(name, {})}
        wanted.append((row, id_, given))
    found: dict[str, list[tuple[Row, dict[str, Any]]]] = {}
    for row in values:
        name = row.cells.get("~indicator", "")
        id_ = taking.ids.find(KIND, name)
        if id_:
            found.setdefault(id_, []).append((row, {**row.values(), **_number(taking, row, "~value", "~number"), **_parts(taking, row)}))
        else:
            message = Phrase("there is no indicator '{name}' in the table of indicators.", name=name) + suggest(name, [id_ for _, id_, _ in wanted])
            taking.problems.append(row.problem("unknown-reference", message, "~indicator"))
    for row, id_, given in wanted:
        _with_values(given, found.get(id_, []))
        taking.add(row, KIND, id_, examples.entry(KIND, id_ or "X", row.cells.get("title", ""), taking.plan.around, given))


def _number(taking: Taking, row: Row, *fields: str) -> dict[str, str]:
    """The value in the first of some columns that holds a number; none is a problem."""
    for field in fields:
        found = quantity(row.cells.get(field, ""))
        if found.keys() == {"value"}:
            return found
    words = next(filter(None, (row.cells.get(field, "") for field in fields)), "")
    wrong = Phrase("'{words}' is not a number: write it without unit, as in '46.5'; of what is counted in millions, the unit has the word", words=words)
    message = wrong if words else Phrase("has no value: write it")
    taking.problems.append(row.problem("bad-number" if words else "missing-key", message, *fields))
    return {"value": "0"}


def _owner(taking: Taking, row: Row) -> dict[str, str]:
    """The objective or activity that an indicator belongs to; a word that no table has is a problem."""
    word = row.cells.get("~owner", "")
    id_ = next(filter(None, (taking.ids.find(KIND_OF[cls], word) for cls in (Objective, Activity))), "")
    if not id_:
        known = [name for name, kind in taking.ids.given.items() if kind.record in (Objective, Activity)]
        taking.problems.append(
            row.problem("unknown-reference", Phrase("there is no objective or activity '{word}' in the tables.", word=word) + suggest(word, known), "~owner")
        )
    return {"belongs_to": id_ or "X"}


def _parts(taking: Taking, row: Row) -> dict[str, Any]:
    """What a value is of."""
    pairs = [part.partition(":") for part in split(row.cells.get("~parts", ""))]
    if not all(dimension.strip() and category.strip() for dimension, _, category in pairs):
        message = Phrase("'{cells}' does not say of what: write it as in 'sex: women; age: 15–24'", cells=row.cells["~parts"])
        taking.problems.append(row.problem("bad-form", message, "~parts"))
        return {}
    return {"disaggregation": [{"dimension": dimension.strip(), "category": category.strip()} for dimension, _, category in pairs]} if pairs else {}


def _with_values(given: dict[str, Any], values: list[tuple[Row, dict[str, Any]]]) -> None:
    """Puts values where they belong, in the order of their dates; a baseline and a target take the place of those in the table of indicators."""
    given["values"] = [value for row, value in sorted(values, key=lambda item: _day(item[1])) if row.cells.get("~role", "value") == "value"]
    if not given["values"]:
        del given["values"]
    for row, value in values:
        if row.cells.get("~role") in ("baseline", "target"):
            given[row.cells["~role"]] = value


def _day(value: dict[str, Any]) -> str:
    """By what a value is sorted: its last day, and the whole before its parts; what is no date is told by its class."""
    try:
        day = last_day(value.get("date", "")).isoformat()
    except ValueError:
        day = ""
    return f"{day}{len(value.get('disaggregation', ()))}"
