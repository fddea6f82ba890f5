"""`data/*.csv`: key figures, countries and memberships as tables, and what describes them to tools.

CSV as in RFC 4180, UTF-8 without a byte order mark. One list of columns each serves the table itself, the Table Schema in
`datapackage.json` (Data Package 1.0) and the CSVW metadata (`csv-metadata.json`, the name that CSVW looks for in the folder).
Several values in a cell are separated by '; ' (codes by a space).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from builder import prose, urls, views
from builder.exports.published import Published, as_json
from builder.records import Citation
from builder.strategy import Strategy, Thing


@dataclass(frozen=True)
class Column:
    name: str
    title: str
    about: str
    value: Callable[[Published, Any], object]
    type: str = "string"
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its rows are made from subjects, one each."""

    name: str
    title: str
    subjects: Callable[[Strategy], Iterable[Any]]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    """(column, table) where a column holds the key of another table."""

    def csv(self, published: Published) -> bytes:
        rows = [[_cell(column.value(published, subject)) for column in self.columns] for subject in self.subjects(published.strategy)]
        return _csv([[column.name for column in self.columns], *rows])


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _lines(source: Citation) -> str:
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in source.lines or ())


def _notes(thing: Thing[Any]) -> str:
    return " ".join(prose.to_text(note).replace("\n", " ") for note in thing.record.editor_notes)


def _titles(things: Iterable[Thing[Any]]) -> str:
    return "; ".join(thing.title for thing in things)


def _ids(things: Iterable[Thing[Any]]) -> str:
    return " ".join(thing.id for thing in things)


def _field(name: str) -> Callable[[Published, Any], object]:
    """A field of the record, by its path."""

    def value(published: Published, thing: Thing[Any]) -> object:
        found: Any = thing.record
        for part in name.split("."):
            found = getattr(found, part) if found is not None else None
        return found

    return value


def _permalink(published: Published, thing: Thing[Any]) -> str:
    return published.url(thing)


def _target(relation: str) -> Callable[[Published, Any], Thing[Any] | None]:
    return lambda published, thing: published.strategy.target(thing, relation)


def _comparator(published: Published, thing: Thing[Any]) -> str:
    comparator = thing.record.comparator
    return f"{comparator.label}: {views.quantity_text(comparator)}" if comparator else ""


FIGURES = Table(
    "key-figures",
    "Key figures",
    lambda strategy: strategy.of("figure"),
    (
        Column("id", "Identifier", "Permanent identifier of the figure.", lambda p, t: t.id, required=True),
        Column("label", "What is measured", "What is measured, as a title.", _field("label"), required=True),
        Column("qualifier", "Qualifier", "The printed word that qualifies the value, such as 'nearly' or 'over'.", _field("qualifier")),
        Column("value", "Value as printed", "The value as it is printed, with its scale.", lambda p, t: views.value_text(t.record), required=True),
        Column("number", "Number", "The value as a number in plain units; empty where the source gives words only.", lambda p, t: t.record.number if t.record.number is None else f"{t.record.number:f}", "number"),
        Column("unit", "Unit", "The unit of the value.", _field("unit"), required=True),
        Column("year_from", "First reference year", "First year of the reference period, if it is longer than a year.", _field("year_from"), "integer"),
        Column("year", "Reference year", "Reference year, or the last one of a period; empty where the source states none.", _field("year"), "integer"),
        Column("date", "Printed date", "The printed date, where it is finer than the year.", _field("when")),
        Column("year_basis", "Basis of the year", "'stated' for the figure itself, or 'default': the year that the source gives for all figures without one.", _field("year_basis"), required=True),
        Column("share_of", "Share of", "The whole of which the value is a share.", _field("share_of")),
        Column("comparator", "Comparator", "What the source compares the value with.", _comparator),
        Column("countries", "Countries, ISO 3166-1 alpha-3", "Codes of the countries that the figure names, separated by a space.", lambda p, t: _ids(p.strategy.targets(t, "countries"))),
        Column("country_names", "Countries", "Names of the same, as the strategy prints them.", lambda p, t: _titles(p.strategy.targets(t, "countries"))),
        Column("group", "Group", "The group that the figure is shown in.", lambda p, t: _titles(p.strategy.targets(t, "group")), required=True),
        Column("statement", "Statement", "The figure as a sentence.", lambda p, t: prose.to_text(t.record.text), required=True),
        Column("source", "Source", "The section of the source.", _field("source.section"), required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition.", lambda p, t: _lines(t.record.source)),
        Column("note", "Editors' note", "What the editors noted about the figure.", lambda p, t: _notes(t)),
        Column("permalink", "Permanent link", "Permanent address of the figure.", _permalink, "uri", required=True),
    ),
    ("id",),
)  # fmt: skip

COUNTRIES = Table(
    "countries",
    "Countries and territories",
    lambda strategy: strategy.of("country"),
    (
        Column("id", "ISO 3166-1 alpha-3", "Permanent identifier: the code of ISO 3166-1 alpha-3, or the user-assigned code in common use.", lambda p, t: t.id, required=True),
        Column("alpha2", "ISO 3166-1 alpha-2", "Two-letter code.", _field("codes.alpha2")),
        Column("m49", "UN M49", "Code of the United Nations Statistics Division, with leading zeros.", _field("codes.m49")),
        Column("name", "Name", "Name as the strategy prints it.", _field("name"), required=True),
        Column("current_name", "Today's name", "Today's name, if it has changed since.", _field("current_name")),
        Column("other_names", "Other names", "Further names, separated by '; '.", lambda p, t: "; ".join(t.record.also_known_as)),
        Column("subregion", "Sub-region identifier", "Identifier of the sub-region; empty where the source assigns none.", lambda p, t: _ids(p.strategy.targets(t, "subregion"))),
        Column("subregion_name", "Sub-region", "Name of the sub-region.", lambda p, t: _titles(p.strategy.targets(t, "subregion"))),
        Column("office_address", "Office", "Address of the office as printed, lines separated by '; '.", lambda p, t: "; ".join(t.record.office.lines) if t.record.office else ""),
        Column("office_telephone", "Telephone", "Telephone of the office, as printed.", _field("office.telephone")),
        Column("office_fax", "Fax", "Fax of the office, as printed.", _field("office.fax")),
        Column("office_email", "E-mail", "E-mail address of the office, as printed.", _field("office.email")),
        Column("served_by", "Served by", "The office that serves the country, if it has none of its own.", lambda p, t: _titles(p.strategy.targets(t, "served_by"))),
        Column("source", "Source", "The section of the source that lists the country.", _field("source.section"), required=True),
        Column("note", "Editors' note", "What the editors noted about the entry.", lambda p, t: _notes(t)),
        Column("permalink", "Permanent link", "Permanent address of the country's entry.", _permalink, "uri", required=True),
    ),
    ("id",),
)  # fmt: skip


def _memberships(strategy: Strategy) -> Iterable[tuple[Thing[Any], views.Membership]]:
    for country in strategy.of("country"):
        for membership in views.memberships(strategy, country):
            yield country, membership


MEMBERSHIPS = Table(
    "memberships",
    "Memberships of countries in processes and bodies",
    _memberships,
    (
        Column("country", "Country, ISO 3166-1 alpha-3", "Code of the country.", lambda p, row: row[0].id, required=True),
        Column("country_name", "Country", "Name of the country, as the strategy prints it.", lambda p, row: row[0].title, required=True),
        Column("process", "Process identifier", "Permanent identifier of the process or body.", lambda p, row: row[1].partnership.id, required=True),
        Column("process_name", "Process or body", "Name of the process or body.", lambda p, row: row[1].partnership.title, required=True),
        Column("role", "Role", "'member', 'observer', or 'covered' where the source does not speak of members.", lambda p, row: row[1].role, required=True),
        Column("source", "Source", "The section of the source.", lambda p, row: row[1].partnership.record.source.section, required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition.", lambda p, row: _lines(row[1].partnership.record.source)),
        Column("permalink", "Permanent link", "Permanent address of the process or body.", lambda p, row: p.url(row[1].partnership), "uri", required=True),
    ),
    ("country", "process", "role"),
    (("country", "countries"),),
)  # fmt: skip

TABLES = (FIGURES, COUNTRIES, MEMBERSHIPS)


def key_figures(published: Published) -> bytes:
    return FIGURES.csv(published)


def countries(published: Published) -> bytes:
    return COUNTRIES.csv(published)


def memberships(published: Published) -> bytes:
    return MEMBERSHIPS.csv(published)


def _processes(strategy: Strategy) -> tuple[Thing[Any], ...]:
    """The processes and bodies that have a member among the countries."""
    found = {id(membership.partnership) for _, membership in _memberships(strategy)}
    return tuple(thing for thing in strategy.of("partnership") if id(thing) in found)


def matrix(published: Published) -> bytes:
    strategy = published.strategy
    processes = _processes(strategy)
    rows = [["id", "name", *(process.id for process in processes)]]
    for country in strategy.of("country"):
        roles: dict[int, list[str]] = {}
        for membership in views.memberships(strategy, country):
            roles.setdefault(id(membership.partnership), []).append(membership.role)
        rows.append([country.id, country.title, *("; ".join(roles.get(id(process), ())) for process in processes)])
    return _csv(rows)


def _matrix_fields(strategy: Strategy) -> list[tuple[str, str, str, str, bool]]:
    return [
        ("id", "ISO 3166-1 alpha-3", "Code of the country.", "string", True),
        ("name", "Name", "Name of the country, as the strategy prints it.", "string", True),
        *((process.id, process.title, f"Role of the country in: {process.title}.", "string", False) for process in _processes(strategy)),
    ]


def _described(published: Published) -> list[tuple[str, str, list[tuple[str, str, str, str, bool]], tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """Each table: name, title, fields (name, title, description, type, required), key, references."""
    found = [
        (table.name, table.title, [(c.name, c.title, c.about, c.type, c.required) for c in table.columns], table.key, table.references) for table in TABLES
    ]
    found.append(("matrix", "Countries and processes, as a matrix", _matrix_fields(published.strategy), ("id",), (("id", "countries"),)))
    return found


def datapackage(published: Published) -> bytes:
    document = published.strategy.document
    resources = []
    for name, title, fields, key, references in _described(published):
        schema: dict[str, Any] = {
            "fields": [
                {
                    "name": field,
                    "title": label,
                    "description": about,
                    "type": "string" if kind == "uri" else kind,
                    **({"format": "uri"} if kind == "uri" else {}),
                    **({"constraints": {"required": True}} if required else {}),
                }
                for field, label, about, kind, required in fields
            ],
            "primaryKey": list(key),
            "missingValues": [""],
        }
        if references:
            schema["foreignKeys"] = [{"fields": field, "reference": {"resource": table, "fields": "id"}} for field, table in references]
        resources.append(
            {
                "name": name,
                "title": title,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
                "schema": schema,
            }
        )
    return as_json(
        {
            "profile": "tabular-data-package",
            "name": f"{urls.edition_slug(document.publisher.abbreviation)}-strategy-{document.period.start}-{document.period.end}",
            "id": published.site.base + "data/datapackage.json",
            "title": document.title,
            "description": prose.to_text(document.summary),
            "homepage": published.site.base,
            "version": document.edition.name,
            "created": f"{document.edition.date.isoformat()}T00:00:00Z",
            "contributors": [{"title": document.publisher.name, "role": "publisher"}],
            "sources": [{"title": thing.title} for thing in published.strategy.of("source")],
            "resources": resources,
        }
    )


def csvw(published: Published) -> bytes:
    document = published.strategy.document
    tables = []
    for name, title, fields, key, references in _described(published):
        schema: dict[str, Any] = {
            "columns": [
                {
                    "name": field.lower().replace("-", "_"),
                    "titles": [field, label],
                    "dc:description": about,
                    "datatype": {"uri": "anyURI", "number": "decimal"}.get(kind, kind),
                    "required": required,
                }
                for field, label, about, kind, required in fields
            ],
            "primaryKey": list(key),
        }
        if references:
            schema["foreignKeys"] = [{"columnReference": field, "reference": {"resource": f"{table}.csv", "columnReference": "id"}} for field, table in references]
        tables.append({"url": f"{name}.csv", "dc:title": title, "tableSchema": schema})
    return as_json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": document.language}],
            "dc:title": document.title,
            "dc:publisher": document.publisher.name,
            "dc:date": document.edition.date,
            "dc:source": published.site.base,
            "tables": tables,
        }
    )
