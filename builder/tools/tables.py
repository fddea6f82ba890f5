"""Tables that people keep: a CSV file, or a sheet of an XLSX file → heads and rows of text, each row with its line.

CSV is as in RFC 4180, in UTF-8, with commas, semicolons or tabs, whichever the first line has most of. Of a workbook, what the cells
show is taken: a number as it is, a share in per cent as the per cent, a date as YYYY-MM-DD.
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from builder.problems import ContentError, Problem
from builder.wording import Phrase

__all__ = ["Sheet", "read"]

_TEXT = (".csv", ".tsv", ".txt")
_BOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Sheet:
    """A table with the line of its heads: its file and, in a workbook, its sheet as one path; its name; its heads; its rows with their lines."""

    path: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    line: int = 1
    """The line of the heads."""
    exported: str = ""
    """The table of a site that this is, where a workbook from a site says so; its heads are then the names of the columns."""

    def problem(self, row: int, column: int | None, code: str, message: Phrase) -> Problem:
        """A problem in a row, at a column counted from 0; in the whole row, if none is named."""
        where = Phrase("row {row}", row=row) if column is None else Phrase("row {row}, column '{head}'", row=row, head=self.heads[column])
        return Problem(self.path, row, 1 if column is None else column + 1, code, Phrase("{where}: {message}", where=where, message=message))


def read(path: Path) -> list[Sheet]:
    """The tables of a file that are not empty. Raises `ContentError` if it cannot be read as a table, with what is wrong in each row."""
    ending = path.suffix.lower()
    if path.exists() and not path.is_file():
        return _refuse("table-format", path, Phrase("is a folder, a pipe or a device: name a file"))
    if ending in _TEXT:
        return _sheets([(path.as_posix(), path.stem, "", _csv_rows(path))])
    if ending in _BOOKS:
        return _sheets((f"{path.as_posix()}[{name}]", name, exported, rows) for name, exported, rows in _books(path))
    return _refuse("table-format", path, Phrase("is no table that can be read: save it as CSV (UTF-8) or as XLSX"))


def _refuse(code: str, path: Path, message: Phrase, line: int = 1) -> NoReturn:
    raise ContentError([Problem(path.as_posix(), line, 1, code, message)])


def _sheets(found: Iterable[tuple[str, str, str, Iterable[tuple[int, list[str]]]]]) -> list[Sheet]:
    sheets, problems = [], []
    for path, name, exported, lines in found:
        rows = [(line, [cell.strip() for cell in cells]) for line, cells in lines if any(cell.strip() for cell in cells)]
        if not rows:
            continue
        (first, heads), *rest = rows
        heads = heads[: max(at + 1 for at, head in enumerate(heads) if head)]
        twice = [head for head, count in Counter(filter(None, heads)).items() if count > 1]
        problems += [
            Problem(path, first, heads.index(head) + 1, "table-head", Phrase("the head '{head}' stands over two columns: rename one", head=head))
            for head in twice
        ]
        for line, cells in rest:
            if any(cells[len(heads) :]):
                message = Phrase(
                    "row {row} has {cells} cells, and there are heads for {heads}: put a cell with the separator in it into quotation marks, or add a head",
                    row=line,
                    cells=len(cells),
                    heads=len(heads),
                )
                problems.append(Problem(path, line, len(heads) + 1, "table-row", message))
        filled = tuple((line, tuple((cells + [""] * len(heads))[: len(heads)])) for line, cells in rest)
        sheets.append(Sheet(path, name, tuple(heads), filled, first, exported))
    if problems:
        raise ContentError(problems)
    return sheets


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("not-utf-8", path, Phrase("is not text in UTF-8: in Excel, save it as 'CSV UTF-8'; elsewhere, choose the encoding UTF-8"))
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        _refuse("table-row", path, Phrase("cannot be read as CSV ({error}): close each quotation mark, and double those inside a cell", error=error), line)


def _books(path: Path) -> Iterator[tuple[str, str, list[tuple[int, list[str]]]]]:
    import openpyxl  # loaded where it is needed, since that takes a while
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with path.open("rb") as file:
            book: Any = openpyxl.load_workbook(file, read_only=True, data_only=True)
            found = [(sheet.title, [(line, [_shown(cell) for cell in cells]) for line, cells in enumerate(sheet.iter_rows(), 1)]) for sheet in book.worksheets]
            names = {item.name: str(item.value) for item in book.custom_doc_props.props}
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        message = Phrase("cannot be read as XLSX: open it in a spreadsheet program and save it anew, or save its sheets as CSV (UTF-8)")
        _refuse("table-format", path, message)
    for title, lines in found:
        exported = names.get(title, "")
        if exported and lines:
            line, heads = lines[0]
            lines[0] = line, [names.get(f"{title}!{head}", head) for head in heads]
        yield title, exported, lines


def _shown(cell: Any) -> str:
    """What a cell shows, as text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value)) * (100 if "%" in (cell.number_format or "") else 1)
        return f"{number.normalize():f}"
    return str(value)
