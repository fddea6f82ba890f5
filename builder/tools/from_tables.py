"""Tables → the entries of a new strategy: countries, objectives, activities, figures and indicators, with ids that are their own or made from what they have.

Everything that is wrong is told at once, by file, row and column. What the tables do not say, and an entry must have, is marked to be replaced.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from builder.content import number_text
from builder.content.kinds import KIND_OF
from builder.content.records import Activity, Area, Country, CountryGroup, Figure, FigureGroup, Objective, Quantity
from builder.problems import ContentError, Problem, quoted, suggest
from builder.tools import examples, indicator_rows, tables
from builder.tools.start import Answers, Plan
from builder.tools.table_heads import INDICATOR_VALUES, INDICATORS, TABLES, TableKind
from builder.tools.table_rows import Row, Taking, plain_prose, quantity, split, told
from builder.tools.tables import Sheet
from builder.wording import Phrase

__all__ = ["plan", "traced"]

COLUMNS = 8
"""How many tiles stand beside each other, until the editors arrange them."""
MOST_TILES = 64
"""More countries than this have no tiles, but stand in a list."""
SHORT = 12
"""What others call an objective is its id, if it has fewer characters than this."""
EMPTY = {"groups": None, "rationale": None, "area": None}
"""What an objective does not have, unless a table says it."""


def plan(answers: Answers, paths: list[Path]) -> tuple[Plan, list[Phrase]]:
    """A strategy from the tables in files, and what is to be said of what was not read. It restates a document if a table says where in one something stands.

    Raises `ContentError` with everything that is wrong in them.
    """
    found, notes = _rows(paths)
    restates = any(name.startswith("source.") and name != "source.address" for row in found for name in row.cells)
    taking = Taking(Plan(answers, restates), notes=notes)
    _countries(taking, [row for row in found if row.kind.kind is KIND_OF[Country]])
    activities = _by_objective([row for row in found if row.kind.kind is KIND_OF[Activity]])
    _objectives(taking, [row for row in found if row.kind.kind is KIND_OF[Objective]], activities)
    _figures(taking, [row for row in found if row.kind.kind is KIND_OF[Figure]])
    indicator_rows.indicators(taking, *([row for row in found if row.kind is table] for table in (INDICATORS, INDICATOR_VALUES)))
    if taking.problems:
        raise ContentError(taking.problems)
    taking.plan.finish()
    return taking.plan, taking.notes


# --- what the tables are --------------------------------------------------------------------------


def _rows(paths: list[Path]) -> tuple[list[Row], list[Phrase]]:
    """All rows, and the sheets and columns that nothing is read from."""
    problems: list[Problem] = []
    rows: list[Row] = []
    notes: list[Phrase] = []
    for path in paths:
        try:
            sheets = tables.read(path)
        except ContentError as error:
            problems += error.problems
            continue
        kinds = {sheet.path: _kind(sheet, alone=len(sheets) == 1) for sheet in sheets}
        known = [(sheet, kind) for sheet in sheets if (kind := kinds[sheet.path])]
        others = [path for path, kind in kinds.items() if not kind]
        if not known:
            names = quoted(kind.name for kind in TABLES)
            problems.append(
                Problem.of_file(path, "table-kind", Phrase("says neither by its name nor by its heads what it holds: name it {names}", names=names))
            )
        notes += [Phrase("{other}: not read; it holds none of what a strategy is made from.", other=other) for other in (others if known else ())]
        for sheet, kind in known:
            wrong, unread = kind.unread(sheet)
            problems += [*kind.lacking(sheet), *wrong]
            notes += [Phrase("{path}: not read: {columns}.", path=sheet.path, columns=", ".join(unread))] if unread else []
            columns = kind.columns(sheet)
            rows += [Row(kind, sheet, line, {name: cells[at] for name, at in columns.items() if cells[at]}) for line, cells in sheet.rows]
    if problems:
        raise ContentError(problems)
    return rows, notes


def _kind(sheet: Sheet, *, alone: bool) -> TableKind | None:
    """What a table holds: as the site that it is from or its name says, or else, if it is not one sheet of several, as its heads do."""
    if sheet.exported:
        return next((kind for kind in TABLES if kind.exported == sheet.exported), None)
    words = re.split(r"[\W_\d]+", sheet.name.casefold())
    named = [kind for kind in TABLES if not set(words).isdisjoint(kind.words)]
    if len(named) > 1:  # as 'indicator values' does: the heads decide
        named = [kind for kind in named if not kind.lacking(sheet)]
    if len(named) == 1:
        return named[0]
    able = sorted((kind for kind in TABLES if alone and not kind.lacking(sheet)), key=lambda kind: -len(kind.columns(sheet)))
    return able[0] if able and (len(able) == 1 or len(able[0].columns(sheet)) > len(able[1].columns(sheet))) else None


# --- countries ------------------------------------------------------------------------------------


def _countries(taking: Taking, rows: list[Row]) -> None:
    kind = KIND_OF[Country]
    members: dict[str, tuple[str, Row, list[str]]] = {}
    for number, row in enumerate(rows, 1):
        name = row.cells.get("name", "")
        id_ = taking.id(row, kind, name, number, name, row.cells.get("codes.alpha2", ""))
        if not name:
            taking.problems.append(row.problem("missing-key", Phrase("has no name: write it"), "name"))
            continue
        tile = {"row": str((number - 1) // COLUMNS + 1), "column": str((number - 1) % COLUMNS + 1)} if len(rows) <= MOST_TILES else None
        given = {**row.values(), "tile": tile}
        if added := [re.fullmatch(r"(.+?) \((.+)\)", part) for part in split(row.cells.get("~added", ""))]:
            given["names_added"] = [{"name": match[1], "origin": match[2]} for match in added if match]
        if office := given.get("office"):
            office.setdefault("lines", [f"{examples.MARK}: the address of the office"])
            if taking.plan.restates:
                office.setdefault("source", given.get("source", {"section": f"{examples.MARK}: where the source lists the offices"}))
        taking.add(row, kind, id_, examples.entry(kind, id_ or "X", name, taking.plan.around, given), taking.ids.slug(name, id_))
        for title, own in _groups(row):
            members.setdefault(title, (own, row, []))[2].append(id_)
    for number, (title, (own, row, ids)) in enumerate(members.items(), 1):
        group = KIND_OF[CountryGroup]
        id_ = taking.ids.take(group, own, title, number, title)
        taking.add(row, group, id_, examples.entry(group, id_, title, taking.plan.around, {"order": number, "members": ids}))


def _groups(row: Row) -> list[tuple[str, str]]:
    """The groups of a country: the name of each, and its own id, if there is one."""
    names, ids = split(row.cells.get("~groups", "")), row.cells.get("~group_ids", "")
    if not names:
        return [(name, "") for name in split(ids)]
    own = ids.replace(";", " ").split()
    return list(zip(names, own if len(own) == len(names) else [""] * len(names), strict=True))


# --- objectives and activities ----------------------------------------------------------------------


def _by_objective(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.cells.get("~objective") or row.cells.get("~objective_title", ""), []).append(row)
    return found


def _objectives(taking: Taking, rows: list[Row], activities: dict[str, list[Row]]) -> None:
    kind = KIND_OF[Objective]
    wanted: list[tuple[Row, str, str, dict[str, Any]]] = []
    for at, row in enumerate(rows, 1):
        title, number = row.cells.get("title", ""), row.cells.get("number", str(at))
        id_ = taking.id(row, kind, f"{examples.stem(kind)}{row.cells.get('code', number)}", at, number, title, row.cells.get("code", ""))
        given = {**EMPTY, "number": number, "short_title": textwrap.shorten(title, 60, placeholder="…"), **row.values()}
        if area := row.cells.get("~area"):
            given["area"] = _area(taking, row, area)
        wanted.append((row, id_, title, given))
    taken = {key: taking.ids.find(kind, key) for key in activities}
    for key, found in activities.items():
        if not key:
            taking.problems += [row.problem("missing-key", Phrase("names no objective: write its id, number or title"), "~objective") for row in found]
        elif not taken[key] and rows:
            names = [name for _, id_, title, _ in wanted for name in (id_, title)]
            message = Phrase("there is no objective '{key}' in the table of objectives.", key=key) + suggest(key, names)
            taking.problems += [row.problem("unknown-reference", message, "~objective", "~objective_title") for row in found]
        elif not taken[key]:
            title = found[0].cells.get("~objective_title", key)
            taken[key] = taking.ids.take(kind, key if len(key) < SHORT else "", f"{examples.stem(kind)}{len(wanted) + 1}", len(wanted) + 1, key, title)
            short = textwrap.shorten(title, 60, placeholder="…")
            wanted.append((found[0], taken[key], title, {**EMPTY, "number": str(len(wanted) + 1), "title": title, "short_title": short}))
    for row, id_, title, given in wanted:
        inside = [item for key, items in activities.items() if taken[key] == id_ for item in items]
        if groups := _activities(taking, id_, inside):
            given["groups"] = groups
        taking.add(row, kind, id_, examples.entry(kind, id_, title, taking.plan.around, given), id_.lower())


def _area(taking: Taking, row: Row, title: str) -> str:
    """The id of an area, which is added where it is first named."""
    kind = KIND_OF[Area]
    if id_ := taking.ids.find(kind, title):
        return id_
    number = len(taking.plan.around.of(Area)) + 1
    id_ = taking.ids.take(kind, "", f"{examples.stem(kind)}{number}", number, title)
    taking.add(row, kind, id_, examples.entry(kind, id_, title, taking.plan.around))
    return id_


def _activities(taking: Taking, objective: str, rows: list[Row]) -> list[dict[str, Any]]:
    """The activities of an objective, in groups under their headings."""
    kind = KIND_OF[Activity]
    groups: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows, 1):
        own = row.cells.get("~id", "") or row.cells.get("code", "")
        text = row.cells.get("text", "")
        id_ = taking.id(row, kind, f"{objective}-A{number:02}", number, own)
        given = {**row.values(), "id": id_ or "A"}
        given.setdefault("title", textwrap.shorten(text, 60, placeholder="…"))
        if about := _about(taking, row):
            given["about"] = about
        values = examples.entry(kind, id_, given["title"], taking.plan.around, given)
        try:
            kind.record.model_validate(values)
        except ValidationError as error:
            taking.problems += list(told(row, kind, error))
        if not text:
            taking.problems.append(row.problem("missing-key", Phrase("says nothing: write what is done"), "text"))
        taking.plan.origins[id_] = row
        groups.setdefault(row.cells.get("~heading", ""), []).append(values)
    return [{**({"title": heading} if heading else {}), "activities": items} for heading, items in groups.items()]


def _about(taking: Taking, row: Row) -> list[str]:
    """What an activity is about, as far as tables have it."""
    wanted = row.cells.get("~about", "").replace(";", " ").split()
    found = {word: taking.ids.find(None, word) for word in wanted}
    lost = [word for word, id_ in found.items() if not id_]
    if lost:
        taking.notes.append(Phrase("{place}: 'about' is left out for what no table has: {names}.", place=f"{row.sheet.path}:{row.line}", names=", ".join(lost)))
    return list(dict.fromkeys(id_ for id_ in found.values() if id_))


# --- figures --------------------------------------------------------------------------------------


def _figures(taking: Taking, rows: list[Row]) -> None:
    kind = KIND_OF[Figure]
    for number, row in enumerate(rows, 1):
        label = row.cells.get("label", "")
        id_ = taking.id(row, kind, label, number)
        value = quantity(row.cells.get("~value", ""), row.cells.get("~number", ""))
        if not label or not value:
            what = "label" if not label else "~value"
            taking.problems.append(row.problem("missing-key", Phrase("has no {what}: write it", what=what.strip("~")), what))
            continue
        given: dict[str, Any] = {"text": plain_prose(f"{label}: {_printed(row, value)}."), "year": "not stated", "value": None, **value, **row.values()}
        given["group"] = _figure_group(taking, row)
        if countries := list(_named(taking, row)):
            given["countries"] = countries
        taking.add(row, kind, id_, examples.entry(kind, id_ or "KF-1", label, taking.plan.around, given))


def _printed(row: Row, value: Mapping[str, str]) -> str:
    """A quantity as pages print it."""
    given = {name: row.cells[name] for name in ("qualifier", "unit") if name in row.cells}
    try:
        return number_text.quantity_text(Quantity.model_validate({**given, **value}))
    except ValidationError:  # which is told when the figure is added
        return ""


def _figure_group(taking: Taking, row: Row) -> str:
    kind, title = KIND_OF[FigureGroup], row.cells.get("~group", "")
    if not title:
        return taking.plan.around.first((kind.name,))
    if id_ := taking.ids.find(kind, title):
        return id_
    number = len(taking.plan.around.of(FigureGroup)) + 1
    id_ = taking.ids.take(kind, "", f"{examples.stem(kind)}{number}", number, title)
    taking.add(row, kind, id_, examples.entry(kind, id_, title, taking.plan.around))
    return id_


def _named(taking: Taking, row: Row) -> Iterator[str]:
    """The countries that a figure is of; a name that no table has is a problem."""
    kind = KIND_OF[Country]
    ids, names = row.cells.get("~country_ids", ""), row.cells.get("~countries", "")
    words = split(names) if names and not ids else ids.split() if all(taking.ids.find(kind, word) for word in ids.split()) else split(ids)
    for word in words:
        id_ = taking.ids.find(kind, word)
        if id_:
            yield id_
        else:
            known = [country.name for country in taking.plan.around.of(Country)]
            message = Phrase("there is no country '{word}' in the tables.", word=word) + (
                suggest(word, known) or Phrase(" Add it to the table of countries, or leave it out here.")
            )
            taking.problems.append(row.problem("unknown-reference", message, "~country_ids", "~countries"))


# --- what is found later --------------------------------------------------------------------------


def traced(problem: Problem, made: Plan, content: Path, folder: Path) -> Problem:
    """A problem of a new strategy that was tried in a folder, told at the row that it comes from; or else at the file that there would be."""
    place = Path(problem.path)
    inner = place.relative_to(content).as_posix() if place.is_relative_to(content) else ""
    lines = place.read_text("utf-8").splitlines() if inner and place.is_file() else []
    heads = [*range(problem.line - 1, -1, -1), *range(problem.line, len(lines))]
    ids = (match[1] for at in heads if at < len(lines) and (match := re.match(r"[ -]*id: (\S+)$", lines[at])))
    row: Row | None = next((made.origins[id_] for id_ in ids if id_ in made.origins), None)
    if row is None:
        return Problem(f"{folder.as_posix()}/content/{inner}" if inner else problem.path, problem.line, problem.column, problem.code, problem.message)
    key = re.match(r"[ -]*(\w+):", lines[problem.line - 1])
    return row.problem(problem.code, problem.message, *((key[1], f"~{key[1]}") if key else ()))
