"""What describes the tables to tools: `datapackage.json` (Data Package 1.0 with Table Schema) and `csv-metadata.json` (CSV on the Web).

CSVW looks for the second under that name in the folder of a table, so a tool that is given a table finds it.
"""

from __future__ import annotations

from typing import Any

from builder.content import addresses
from builder.content.records import SourceDocument
from builder.exports import activity_tables, country_tables, figure_tables, indicator_tables
from builder.exports.context import Context, as_json
from builder.exports.tables import Column, Table, resource
from builder.model.strategy import Strategy

_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


_FIXED = (
    country_tables.COUNTRIES,
    country_tables.GROUPS,
    figure_tables.FIGURES,
    activity_tables.ACTIVITIES,
    indicator_tables.INDICATORS,
    indicator_tables.VALUES,
    country_tables.MEMBERSHIPS,
)
"""The tables whose columns are the same in every strategy."""


def any_filled(strategy: Strategy) -> bool:
    """Whether any table holds something: the others, a matrix and charts, only say again what these do."""
    return any(table.filled(strategy) for table in _FIXED)


def tables(context: Context) -> tuple[Table, ...]:
    """All tables that hold something, in the strategy's words."""
    every = (
        *_FIXED[:-1],
        context.kept_by(country_tables.matrix_table),
        _FIXED[-1],
        *context.kept_by(figure_tables.chart_tables),
        *context.kept_by(indicator_tables.chart_tables),
    )
    return tuple(table.worded(context) for table in every if table.filled(context.strategy))


def datapackage(context: Context) -> bytes:
    """`data/datapackage.json` (Data Package 1.0)."""
    publication = context.strategy.publication
    return as_json(
        {
            "profile": "tabular-data-package",
            "name": f"{addresses.edition_slug(publication.publisher.abbreviation)}-strategy-{publication.period.start}-{publication.period.end}",
            "id": context.site.base + "data/datapackage.json",
            "title": publication.title,
            "description": context.summary,
            "homepage": context.site.base,
            "version": publication.edition.name,
            "licenses": [{"title": context.licence, "path": context.licence_address}],
            "created": f"{publication.edition.date.isoformat()}T00:00:00Z",
            "contributors": [{"title": publication.publisher.name, "role": "publisher"}],
            "sources": [{"title": node.title} for node in context.strategy.of(SourceDocument)],
            "resources": [_resource(table) for table in context.kept_by(tables)],
        }
    )


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "primaryKey": list(table.key), "missingValues": [""]}
    if table.references:
        schema["foreignKeys"] = [{"fields": column, "reference": {"resource": resource(other), "fields": "id"}} for column, other in table.references]
    return {
        "name": resource(table.path),
        "title": table.title,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.title, "description": column.about}
    field |= {"type": "string", "format": "uri"} if column.type == "uri" else {"type": column.type}
    return field | ({"constraints": {"required": True}} if column.required else {})


def csvw(context: Context) -> bytes:
    """`data/csv-metadata.json` (CSV on the Web)."""
    publication = context.strategy.publication
    return as_json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": publication.language}],
            "dc:title": publication.title,
            "dc:publisher": publication.publisher.name,
            "dc:date": publication.edition.date,
            "dc:source": context.site.base,
            "dc:license": {"@id": context.licence_address},
            "tables": [_table(table) for table in context.kept_by(tables)],
        }
    )


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [
            {
                "name": column.name.lower().replace("-", "_"),
                "titles": [column.name, column.title],
                "dc:description": column.about,
                "datatype": {"uri": "anyURI", "number": "decimal"}.get(column.type, column.type),
                "required": column.required,
            }
            for column in table.columns
        ],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [{"columnReference": column, "reference": {"resource": other, "columnReference": "id"}} for column, other in table.references]
    return {"url": table.path, "dc:title": table.title, "tableSchema": schema}
