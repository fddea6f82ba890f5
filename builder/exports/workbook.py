"""`data/strategy.xlsx`: the tables that people open in a spreadsheet, a sheet each, made with openpyxl.

Everything but numbers is text, so that a spreadsheet makes no number of a code ('008') and no date of a range; nothing is a formula.
What sheets and columns are called is the strategy's; custom properties say which table and column each is (`_name`), for programs.
The same content gives the same bytes: the dates are the edition's, and the parts of the file are packed in order of their names.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.exports import table_metadata
from builder.exports.context import Context
from builder.exports.tables import Column, Table
from builder.model import citations

_WIDEST = 60
"""Characters that a column shows at most."""
_NO_SHEET, _LONGEST_SHEET = re.compile(r"[\[\]:*?/\\]"), 31
"""What the name of a sheet cannot hold, and how many characters it can have."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each part of the file: the first that the format knows."""


def workbook(context: Context) -> bytes:
    """The workbook: a sheet that says what it is, then one for each table that has a sheet."""
    import openpyxl  # loaded where it is needed: that takes as long as half of the other exports

    book = openpyxl.Workbook(write_only=True)
    _first(book, context)
    for table in context.kept_by(table_metadata.tables):
        if table.sheet:
            _sheet(book, table, context)
    publication = context.strategy.publication
    book.properties.title = citations.work(publication)
    book.properties.creator = publication.publisher.name
    book.properties.created = book.properties.modified = datetime.datetime.combine(publication.edition.date, datetime.time())
    return _packed(book)


def _first(book: Any, context: Context) -> None:
    """What the file is, where it comes from, and what may be done with it."""
    publication = context.strategy.publication
    said = context.strategy.localization
    sheet = book.create_sheet(_sheet_name(said.in_context("sheet", "About")))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    rows = {
        said("Title"): citations.work(publication),
        said("Publisher"): publication.publisher.name,
        said("Edition"): f"{publication.edition.name}, {said.day(publication.edition.date)}",
        **({said("Wording"): words} if (words := citations.restated(context.strategy)) else {}),
        said("Address"): context.site.base,
        said("Licence"): context.licence,
    }
    heads = _bold(sheet, rows)
    for value in rows.values():
        sheet.append([next(heads), _text(sheet, value)])


def _sheet(book: Any, table: Table, context: Context) -> None:
    """A table: its first row stays in view, names each column and filters."""
    from openpyxl.utils import get_column_letter

    rows = [[_value(row[column.name], column) for column in table.columns] for row in table.made(context)]
    sheet = book.create_sheet(_sheet_name(table.sheet))
    _name(book, sheet.title, f"data/{table.path}")
    for column in table.columns:
        _name(book, f"{sheet.title}!{column.title}", column.name)
    sheet.freeze_panes = "B2"
    for at, column in enumerate(table.columns, 1):
        longest = max([len(column.title), *(len(str(row[at - 1])) for row in rows if row[at - 1] is not None)])
        sheet.column_dimensions[get_column_letter(at)].width = min(longest, _WIDEST) + 2
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    sheet.append(_bold(sheet, (column.title for column in table.columns)))
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])


def _sheet_name(text: str) -> str:
    """What a sheet can be called."""
    return _NO_SHEET.sub(" ", text)[:_LONGEST_SHEET]


def _name(book: Any, called: str, name: str) -> None:
    """Says what a sheet ('Figures') or a column of it ('Figures!Unit') is, whatever it is called."""
    from openpyxl.packaging.custom import StringProperty

    book.custom_doc_props.append(StringProperty(name=called, value=name))


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


def _bold(sheet: Any, values: Iterable[str]) -> Iterator[Any]:
    """Bold cells of text, each to be written before the next is taken: they are one cell, for making and styling one takes a while."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet)
    cell.font = Font(bold=True)
    for value in values:
        cell.value = value
        cell.data_type = "s"
        yield cell


class _Parts(dict[str, bytes]):
    """The parts of a file, as openpyxl hands them to an archive."""

    def writestr(self, name: str, data: str | bytes) -> None:
        """Takes a part."""
        self[name] = data.encode() if isinstance(data, str) else data

    def write(self, file: str, name: str) -> None:
        """Takes a part that lies in a file."""
        self[name] = Path(file).read_bytes()

    def namelist(self) -> list[str]:
        """The names of the parts."""
        return list(self)

    def close(self) -> None:
        """There is nothing to close."""


def _packed(book: Any) -> bytes:
    """The file, without a trace of when it was made; first comes the part by which its sort is known."""
    from openpyxl.writer.excel import ExcelWriter

    parts: Any = _Parts()
    ExcelWriter(book, parts).save()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
