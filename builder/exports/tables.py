"""`data/*.csv`: key figures, countries and memberships as tables.

CSV as in RFC 4180, UTF-8 without a byte order mark. The columns are described once, for the table itself and for `table_metadata`.
Several values in a cell are separated by '; ' (codes by a space).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from builder import prose, quantities, views
from builder.exports.published import Published
from builder.records import Citation
from builder.strategy import Strategy, Thing

Row = dict[str, object]


@dataclass(frozen=True)
class Column:
    name: str
    title: str
    about: str
    type: str = "string"
    """`string`, `integer`, `number` or `uri`."""
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its columns, and what makes its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Published], Iterator[Row]]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    """(column, table) where a column holds the key of another table."""

    def csv(self, published: Published) -> bytes:
        names = [column.name for column in self.columns]
        return _csv([names, *([_cell(row[name]) for name in names] for row in self.rows(published))])


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _lines(source: Citation) -> str:
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in source.lines or ())


def _notes(thing: Thing[Any]) -> str:
    return " ".join(prose.to_text(note).replace("\n", " ") for note in views.editor_notes(thing))


def _titles(things: Iterable[Thing[Any]]) -> str:
    return "; ".join(thing.title for thing in things)


def _ids(things: Iterable[Thing[Any]]) -> str:
    return " ".join(thing.id for thing in things)


# --- key figures --------------------------------------------------------------------------------


def _figures(published: Published) -> Iterator[Row]:
    strategy = published.strategy
    for thing in strategy.of("figure"):
        figure, named = thing.record, strategy.targets(thing, "countries")
        comparator = figure.comparator
        yield {
            "id": thing.id,
            "label": figure.label,
            "qualifier": figure.qualifier,
            "value": quantities.value_text(figure),
            "number": None if figure.number is None else f"{figure.number:f}",
            "unit": figure.unit,
            "year_from": figure.year_from,
            "year": figure.year,
            "date": figure.when,
            "year_basis": figure.year_basis if figure.year else None,
            "share_of": figure.share_of,
            "comparator": f"{comparator.label}: {quantities.quantity_text(comparator)}" if comparator else None,
            "countries": _ids(named),
            "country_names": _titles(named),
            "group": _titles(strategy.targets(thing, "group")),
            "statement": prose.to_text(figure.text),
            "source": figure.source.section,
            "source_lines": _lines(figure.source),
            "note": _notes(thing),
            "permalink": published.url(thing),
        }


FIGURES = Table(
    "key-figures",
    "Key figures",
    (
        Column("id", "Identifier", "Permanent identifier of the figure.", required=True),
        Column("label", "What is measured", "What is measured, as a title.", required=True),
        Column("qualifier", "Qualifier", "The printed word that qualifies the value, such as 'nearly' or 'over'."),
        Column("value", "Value as printed", "The value as it is printed, with its scale.", required=True),
        Column("number", "Number", "The value as a number in plain units; empty where the source gives words only.", "number"),
        Column("unit", "Unit", "The unit of the value.", required=True),
        Column("year_from", "First reference year", "First year of the reference period, if it is longer than a year.", "integer"),
        Column("year", "Reference year", "Reference year, or the last one of a period; empty where the source states none.", "integer"),
        Column("date", "Printed date", "The printed date, where it is finer than the year."),
        Column(
            "year_basis",
            "Basis of the year",
            "'stated', or 'default': the year that the source gives for all figures without their own; empty where there is no year.",
        ),
        Column("share_of", "Share of", "The whole of which the value is a share."),
        Column("comparator", "Comparator", "What the source compares the value with."),
        Column("countries", "Countries, ISO 3166-1 alpha-3", "Codes of the countries that the figure names, separated by a space."),
        Column("country_names", "Countries", "Names of the same, as the strategy prints them."),
        Column("group", "Group", "The group that the figure is shown in.", required=True),
        Column("statement", "Statement", "The figure as a sentence.", required=True),
        Column("source", "Source", "The section of the source.", required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition."),
        Column("note", "Editors' note", "What the editors noted about the figure."),
        Column("permalink", "Permanent link", "Permanent address of the figure.", "uri", required=True),
    ),
    _figures,
    ("id",),
)


# --- countries ----------------------------------------------------------------------------------


def _countries(published: Published) -> Iterator[Row]:
    strategy = published.strategy
    for thing in strategy.of("country"):
        country, subregion = thing.record, strategy.targets(thing, "subregion")
        office = country.office
        yield {
            "id": thing.id,
            "alpha2": country.codes.alpha2,
            "m49": country.codes.m49,
            "name": country.name,
            "current_name": country.current_name,
            "other_names": "; ".join(country.also_known_as),
            "subregion": _ids(subregion),
            "subregion_name": _titles(subregion),
            "office_address": "; ".join(office.lines) if office else None,
            "office_telephone": office.telephone if office else None,
            "office_fax": office.fax if office else None,
            "office_email": office.email if office else None,
            "served_by": _titles(strategy.targets(thing, "served_by")),
            "source": country.source.section,
            "note": _notes(thing),
            "permalink": published.url(thing),
        }


COUNTRIES = Table(
    "countries",
    "Countries and territories",
    (
        Column("id", "ISO 3166-1 alpha-3", "Permanent identifier: the code of ISO 3166-1, or the user-assigned code in common use.", required=True),
        Column("alpha2", "ISO 3166-1 alpha-2", "Two-letter code."),
        Column("m49", "UN M49", "Code of the United Nations Statistics Division, with leading zeros."),
        Column("name", "Name", "Name as the strategy prints it.", required=True),
        Column("current_name", "Today's name", "Today's name, if it has changed since."),
        Column("other_names", "Other names", "Further names, separated by '; '."),
        Column("subregion", "Sub-region identifier", "Identifier of the sub-region; empty where the source assigns none."),
        Column("subregion_name", "Sub-region", "Name of the sub-region."),
        Column("office_address", "Office", "Address of the office as printed, lines separated by '; '."),
        Column("office_telephone", "Telephone", "Telephone of the office, as printed."),
        Column("office_fax", "Fax", "Fax of the office, as printed."),
        Column("office_email", "E-mail", "E-mail address of the office, as printed."),
        Column("served_by", "Served by", "The office that serves the country, if it has none of its own."),
        Column("source", "Source", "The section of the source that lists the country.", required=True),
        Column("note", "Editors' note", "What the editors noted about the entry."),
        Column("permalink", "Permanent link", "Permanent address of the country's entry.", "uri", required=True),
    ),
    _countries,
    ("id",),
)


# --- memberships --------------------------------------------------------------------------------


def memberships_of(strategy: Strategy) -> Iterator[tuple[Thing[Any], views.Membership]]:
    for country in strategy.of("country"):
        for membership in views.memberships(strategy, country):
            yield country, membership


def _memberships(published: Published) -> Iterator[Row]:
    for country, membership in memberships_of(published.strategy):
        process = membership.partnership
        yield {
            "country": country.id,
            "country_name": country.title,
            "process": process.id,
            "process_name": process.title,
            "role": membership.role,
            "source": process.record.source.section,
            "source_lines": _lines(process.record.source),
            "permalink": published.url(process),
        }


MEMBERSHIPS = Table(
    "memberships",
    "Memberships of countries in processes and bodies",
    (
        Column("country", "Country, ISO 3166-1 alpha-3", "Code of the country.", required=True),
        Column("country_name", "Country", "Name of the country, as the strategy prints it.", required=True),
        Column("process", "Process identifier", "Permanent identifier of the process or body.", required=True),
        Column("process_name", "Process or body", "Name of the process or body.", required=True),
        Column("role", "Role", "'member', 'observer', or 'covered' where the source does not speak of members.", required=True),
        Column("source", "Source", "The section of the source.", required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition."),
        Column("permalink", "Permanent link", "Permanent address of the process or body.", "uri", required=True),
    ),
    _memberships,
    ("country", "process", "role"),
    (("country", "countries"),),
)


# --- the matrix ---------------------------------------------------------------------------------


def matrix_table(strategy: Strategy) -> Table:
    """Countries by processes; its columns depend on the content."""
    found = {id(membership.partnership) for _, membership in memberships_of(strategy)}
    processes = tuple(thing for thing in strategy.of("partnership") if id(thing) in found)

    def rows(published: Published) -> Iterator[Row]:
        for country in published.strategy.of("country"):
            roles: dict[str, list[str]] = {}
            for membership in views.memberships(published.strategy, country):
                roles.setdefault(membership.partnership.id, []).append(membership.role)
            cells = {process.id: "; ".join(roles.get(process.id, ())) for process in processes}
            yield {"id": country.id, "name": country.title, **cells}

    return Table(
        "matrix",
        "Countries and processes, as a matrix",
        (
            Column("id", "ISO 3166-1 alpha-3", "Code of the country.", required=True),
            Column("name", "Name", "Name of the country, as the strategy prints it.", required=True),
            *(Column(process.id, process.title, f"Role of the country in: {process.title}.") for process in processes),
        ),
        rows,
        ("id",),
        (("id", "countries"),),
    )


def tables(strategy: Strategy) -> tuple[Table, ...]:
    """All tables."""
    return FIGURES, COUNTRIES, MEMBERSHIPS, matrix_table(strategy)


def key_figures(published: Published) -> bytes:
    return FIGURES.csv(published)


def countries(published: Published) -> bytes:
    return COUNTRIES.csv(published)


def memberships(published: Published) -> bytes:
    return MEMBERSHIPS.csv(published)


def matrix(published: Published) -> bytes:
    return matrix_table(published.strategy).csv(published)
