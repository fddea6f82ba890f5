"""`data/strategy.xlsx`: the tables that people open in a spreadsheet, a sheet each, made with openpyxl.

Everything but numbers is text, so that a spreadsheet makes no number of a code ('008') and no date of a range; nothing is a formula.
The same content gives the same bytes: the dates are the edition's, and the parts of the file are packed in order of their names.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from builder.exports import table_metadata
from builder.exports.context import Context
from builder.exports.tables import Column, Table
from builder.model import citations

_WIDEST = 60
"""Characters that a column shows at most."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each part of the file: the first that the format knows."""
_CORE = "docProps/core.xml"


def workbook(context: Context) -> bytes:
    """The workbook: a sheet that says what it is, then one for each table that has a sheet."""
    import openpyxl  # loaded where it is needed: that takes as long as half of the other exports

    book = openpyxl.Workbook(write_only=True)
    _first(book, context)
    for table in table_metadata.tables(context):
        if table.sheet:
            _sheet(book, table, context)
    publication = context.strategy.publication
    book.properties.title = citations.work(publication)
    book.properties.creator = publication.publisher.name
    book.properties.created = datetime.datetime.combine(publication.edition.date, datetime.time())
    buffer = io.BytesIO()
    book.save(buffer)
    return _packed(buffer, book.properties)


def _first(book: Any, context: Context) -> None:
    """What the file is, where it comes from, and what may be done with it."""
    publication = context.strategy.publication
    sheet = book.create_sheet("About")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    rows = {
        "Title": citations.work(publication),
        "Publisher": publication.publisher.name,
        "Edition": f"{publication.edition.name}, {publication.edition.date.isoformat()}",
        "Wording": citations.RESTATED,
        "Address": context.site.base,
        "Licence": context.licence,
    }
    for name, value in rows.items():
        sheet.append([_bold(sheet, name), _text(sheet, value)])


def _sheet(book: Any, table: Table, context: Context) -> None:
    """A table: its first row stays in view, names each column and filters."""
    from openpyxl.utils import get_column_letter

    rows = [[_value(row[column.name], column) for column in table.columns] for row in table.made(context)]
    sheet = book.create_sheet(table.sheet)
    sheet.freeze_panes = "B2"
    for at, column in enumerate(table.columns, 1):
        longest = max([len(column.title), *(len(str(row[at - 1])) for row in rows if row[at - 1] is not None)])
        sheet.column_dimensions[get_column_letter(at)].width = min(longest, _WIDEST) + 2
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    sheet.append([_bold(sheet, column.title) for column in table.columns])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])


def _value(value: object, column: Column) -> str | int | float | None:
    if value is None or value == "":
        return None
    if column.type == "integer":
        return int(str(value))
    if column.type == "number":
        return float(str(value))
    return str(value)


def _text(sheet: Any, value: str) -> Any:
    """A cell of text; only what openpyxl would take for a formula or an error needs more than the words."""
    if not value.startswith(("=", "#")):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    return cell


def _packed(saved: io.BytesIO, properties: Any) -> bytes:
    """The same file without a trace of when it was made."""
    from openpyxl.xml.functions import tostring

    properties.modified = properties.created
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in _parts(saved):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), tostring(properties.to_tree()) if name == _CORE else data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _parts(saved: io.BytesIO) -> Iterator[tuple[str, bytes]]:
    """The parts of a file by name; first the one by which its sort is known."""
    with zipfile.ZipFile(saved) as file:
        for name in sorted(file.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            yield name, file.read(name)
