"""The rows of tables while they become entries: what their cells hold, and what is gathered from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from builder.content import shape_errors
from builder.content.kinds import Kind
from builder.problems import Problem
from builder.tools.start import Plan
from builder.tools.table_heads import TableKind
from builder.tools.table_ids import Ids
from builder.tools.tables import Sheet
from builder.wording import Phrase

__all__ = ["Row", "Taking", "plain_prose", "quantity", "split", "told"]


@dataclass(frozen=True)
class Row:
    """A row of a table, and what each of its columns is."""

    kind: TableKind
    sheet: Sheet
    line: int
    cells: Mapping[str, str]
    """What its cells hold, by field; empty ones are left out."""

    def values(self) -> dict[str, Any]:
        """The values of an entry, as far as they stand in columns of their own."""
        found: dict[str, Any] = {}
        for head in self.kind.heads:
            if head.field in self.cells and not head.field.startswith("~"):
                text = self.cells[head.field]
                value: Any = plain_prose(text) if head.how == "prose" else split(text) if head.how == "list" else text
                outer, _, inner = head.field.partition(".")
                if inner:
                    found.setdefault(outer, {})[inner] = value
                else:
                    found[outer] = [value] if head.field == "editor_notes" else value
        return found

    def problem(self, code: str, message: Phrase, *fields: str) -> Problem:
        """A problem with a row, at the column of the first of the fields that it has."""
        columns = self.kind.columns(self.sheet)
        return self.sheet.problem(self.line, next((columns[name] for name in fields if name in columns), None), code, message)


@dataclass
class Taking:
    """Tables while they are taken into a plan."""

    plan: Plan
    problems: list[Problem] = field(default_factory=list)
    notes: list[Phrase] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)

    def id(self, row: Row, kind: Kind, stem: str, number: int, *also: str) -> str:
        """The id of a row: its own, as far as it is one, or one made from what the row has; `also` is what others may call the entry."""
        own = row.cells.get("~id") or row.cells.get("codes.alpha3", "")
        try:
            return self.ids.take(kind, own, stem, number, own, *also)
        except ValueError:
            self.problems.append(row.problem("duplicate-id", Phrase("'{own}' is the id of another row already: choose another", own=own), "~id"))
            return ""

    def add(self, row: Row, kind: Kind, id_: str, values: Mapping[str, Any], slug: str = "") -> None:
        """Adds the entry of a row, or tells what is wrong in which column."""
        if not id_:
            return
        try:
            self.plan.add(kind, id_, values, slug)
            self.plan.origins[id_] = row
        except ValidationError as error:
            self.problems += list(told(row, kind, error))


def told(row: Row, kind: Kind, error: ValidationError) -> Iterator[Problem]:
    """What is wrong with the entry that a row makes, at the columns that it comes from."""
    for detail in error.errors():
        code, message, _ = shape_errors.describe(detail, kind.record)
        where = [str(part) for part in detail["loc"] if isinstance(part, str)]
        yield row.problem(code, message, *(name for name in (".".join(where), *where, f"~{where[-1] if where else ''}")))


# --- what their cells are -------------------------------------------------------------------------


def split(text: str) -> list[str]:
    """The parts of a cell that are separated by semicolons or stand on lines of their own."""
    return [part for part in (" ".join(part.split()) for part in re.split(r"[;\n]", text)) if part]


def plain_prose(text: str) -> str:
    """Prose that says a text word for word: its lines as paragraphs, and nothing in it taken for markup."""
    escaped = (re.sub(r"([\\`*_\[\]<>&])", r"\\\1", " ".join(line.split())) for line in text.splitlines() if line.strip())
    return "\n\n".join(re.sub(r"^(?:([#+=~|-])|(\d+)([.)])(?= |$))", lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line) for line in escaped)


_PRINTED = re.compile(r"(-?\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?: (thousand|million|billion))?")


def quantity(printed: str, number: str = "") -> dict[str, str]:
    """Value, scale and words of a figure, from the value as printed and the number."""
    if match := _PRINTED.fullmatch(printed):
        return {"value": re.sub(r"[,\u00a0\u202f ]", "", match[1]), **({"scale": match[2]} if match[2] else {})}
    if printed and re.fullmatch(r"-?[\d.,' ]+", printed):
        return {"value": printed}  # looks like a number and is none, which its class says
    return {**({"display": printed} if printed else {}), **({"value": number} if number else {})}
