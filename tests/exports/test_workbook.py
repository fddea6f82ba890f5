"""`data/strategy.xlsx` is the file that openpyxl would make, byte for byte; `python -m tests.exports.test_workbook` renews what it makes once for all."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font

from builder.exports import table_metadata, workbook
from builder.exports.context import Context
from builder.exports.tables import Table
from builder.model import citations
from tests.made import NASTY, made, published

EMPTY = Path(workbook.__file__).with_name("empty.xlsx")
ALIKE = ("_rels/.rels", "docProps/app.xml", "xl/styles.xml", "xl/theme/theme1.xml")
"""The parts that all workbooks have alike."""


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def by_openpyxl(context: Context) -> bytes:
    """The workbook as openpyxl makes it."""
    publication = context.strategy.publication
    made_by_it = openpyxl.Workbook(write_only=True)
    about = made_by_it.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 14, 100
    said = citations.restated(context.strategy)
    lines = {
        "Title": citations.work(publication),
        "Publisher": publication.publisher.name,
        "Edition": f"{publication.edition.name}, {publication.edition.date}",
        **({"Wording": said} if said else {}),
        "Address": context.site.base,
        "Licence": context.licence,
    }
    for head, line in lines.items():
        about.append([text(about, head, bold=True), text(about, line)])
    for table in context.kept_by(table_metadata.tables):
        if table.sheet:
            add(made_by_it, table, context)
    made_by_it.properties.title, made_by_it.properties.creator = citations.work(publication), publication.publisher.name
    made_by_it.properties.created = made_by_it.properties.modified = datetime.datetime.combine(publication.edition.date, datetime.time())
    return saved(made_by_it)


def add(made_by_it: Any, table: Table, context: Context) -> None:
    sheet = made_by_it.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.sheet)[:31])
    made_by_it.custom_doc_props.append(StringProperty(name=sheet.title, value=f"data/{table.path}"))
    rows = [[value(row[column.name], column.type) for column in table.columns] for row in table.made(context)]
    for at, column in enumerate(table.columns):
        made_by_it.custom_doc_props.append(StringProperty(name=f"{sheet.title}!{column.title}", value=column.name))
        longest = max([len(column.title), *(len(str(row[at])) for row in rows if row[at] is not None)])
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width = min(longest, 60) + 2
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(len(table.columns))}{len(rows) + 1}"
    sheet.append([text(sheet, column.title, bold=True) for column in table.columns])
    for row in rows:
        sheet.append([text(sheet, cell) if isinstance(cell, str) else cell for cell in row])


def value(cell: Any, sort: str) -> Any:
    if cell is None or cell == "":
        return None
    return {"integer": int, "number": float}.get(sort, str)(str(cell))


def text(sheet: Any, words: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def saved(made_by_it: Any) -> bytes:
    buffer = io.BytesIO()
    made_by_it.save(buffer)
    return buffer.getvalue()


def empty() -> bytes:
    """The parts that all workbooks have alike, from one with a bold cell and a property."""
    made_by_it = openpyxl.Workbook(write_only=True)
    sheet = made_by_it.create_sheet("About")
    sheet.append([text(sheet, "Title", bold=True)])
    made_by_it.custom_doc_props.append(StringProperty(name="Figures", value="data/key-figures.csv"))
    return workbook.packed({name: data for name, data in parts(saved(made_by_it)).items() if name in ALIKE})


def test_what_is_alike_is_as_openpyxl_makes_it() -> None:
    assert EMPTY.read_bytes() == empty(), f"run 'python -m {__spec__.name}'"


@pytest.mark.parametrize("which", ["small_strategy", "coast_strategy"])
def test_it_is_as_openpyxl_makes_it(which: str, request: pytest.FixtureRequest) -> None:
    context = published(request.getfixturevalue(which))
    found, expected = parts(workbook.workbook(context)), parts(by_openpyxl(context))
    assert found.keys() == expected.keys()
    for name, part in expected.items():
        if name == "docProps/core.xml":  # openpyxl says when it saved the file
            part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + re.findall(rb"<dcterms:created[^>]*>([^<]*)", part)[0], part)
        assert found[name] == part, name


def test_any_text_is_written_as_openpyxl_writes_it() -> None:
    for words in (NASTY, "  spaces  ", "=1+1", "#N/A", "a\N{NO-BREAK SPACE}b", "x" * 40_000):
        context = published(made(words if len(words) < 100 else "A", words))
        assert parts(workbook.workbook(context))["xl/worksheets/sheet4.xml"] == parts(by_openpyxl(context))["xl/worksheets/sheet4.xml"]


def test_columns_beyond_the_alphabet() -> None:
    names = [workbook.column_letters(number) for number in range(1, 1000)]
    assert names == [openpyxl.utils.get_column_letter(number) for number in range(1, 1000)]


@pytest.mark.parametrize(
    ("title", "taken", "free"),
    [
        ("Figures", ["About"], "Figures"),
        ("figures", ["About", "Figures"], "figures1"),
        ("About", ["About", "About1"], "About2"),
        ("x" * 31, ["X" * 31], "x" * 30 + "1"),
    ],
)
def test_sheets_of_one_name_are_told_apart(title: str, taken: Iterable[str], free: str) -> None:
    assert workbook.free_title(title, list(taken)) == free


if __name__ == "__main__":
    EMPTY.write_bytes(empty())
