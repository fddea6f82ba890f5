"""`data/strategy.xlsx`: the tables that people open in a spreadsheet, a sheet each.

Everything but numbers is text, so that a spreadsheet makes no number of a code ('008') and no date of a range; nothing is a formula.
What sheets and columns are called is the strategy's; custom properties say which table and column each is (`_custom`), for programs.
The same content gives the same bytes: the dates are the edition's, and the parts of the file are packed in order of their names.

What all workbooks have alike, such as styles, comes from an empty one that openpyxl made (`empty.xlsx`); the other parts are written here, as openpyxl
would: loading it takes longer than half of all exports, and it takes longer for a cell than for all else. A test makes the same file with it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.exports import table_metadata
from builder.exports.context import Context
from builder.exports.tables import Column, Table
from builder.model import citations

_EMPTY = Path(__file__).with_name("empty.xlsx")
_WIDEST = 60
"""Characters that a column shows at most."""
_NO_SHEET, _LONGEST_SHEET = re.compile(r"[\[\]:*?/\\]"), 31
"""What the name of a sheet cannot hold, and how many characters it can have."""
_LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
_BOLD = ' s="1"'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each part of the file: the first that the format knows."""
_FIRST = "[Content_Types].xml"
"""The part by which the sort of a file is known."""

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What marks a custom property as one of the user's."""

_VIEW = '<selection activeCell="A1" sqref="A1"/>'
_TABLE_VIEW = (
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" activeCell="A1" sqref="A1"/>'
)
"""How a sheet is seen: that of a table with its first row and column in view."""


@dataclass(frozen=True)
class _Sheet:
    title: str
    widths: tuple[int, ...]
    """The characters that each column shows."""
    rows: tuple[str, ...]
    """The rows as they stand in the file."""
    table: str = ""
    """The cells of a table, whose first row stays in view and filters: 'A1:F20'; nothing where the sheet is none."""


def workbook(context: Context) -> bytes:
    """The workbook: a sheet that says what it is, then one for each table that has a sheet."""
    tables = [table for table in context.kept_by(table_metadata.tables) if table.sheet]
    sheets = [_about(context)]
    names: dict[str, str] = {}
    for table in tables:
        sheets.append(_sheet(table, context, free_title(_NO_SHEET.sub(" ", table.sheet)[:_LONGEST_SHEET], [sheet.title for sheet in sheets])))
        names |= {sheets[-1].title: f"data/{table.path}", **{f"{sheets[-1].title}!{column.title}": column.name for column in table.columns}}
    with zipfile.ZipFile(_EMPTY) as empty:
        alike = {name: empty.read(name) for name in empty.namelist()}
    parts = {
        **alike,
        _FIRST: _content_types(len(sheets)),
        "docProps/core.xml": _core(context),
        "docProps/custom.xml": _custom(names),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _book_relations(len(sheets)),
        **{f"xl/worksheets/sheet{number}.xml": _worksheet(sheet) for number, sheet in enumerate(sheets, 1)},
    }
    return packed(parts)


def free_title(title: str, taken: Sequence[str]) -> str:
    """A title that no other sheet has."""
    folded = {other.lower() for other in taken}
    numbered = (f"{title[: _LONGEST_SHEET - len(str(number))]}{number}" for number in range(1, len(taken) + 1))
    return next(name for name in (title, *numbered) if name.lower() not in folded)


# --- sheets -------------------------------------------------------------------------------------


def _about(context: Context) -> _Sheet:
    """What the file is, where it comes from, and what may be done with it."""
    publication = context.strategy.publication
    rows = {
        "Title": citations.work(publication),
        "Publisher": publication.publisher.name,
        "Edition": f"{publication.edition.name}, {publication.edition.date.isoformat()}",
        **({"Wording": said} if (said := citations.restated(context.strategy)) else {}),
        "Address": context.site.base,
        "Licence": context.licence,
    }
    written = (_row(number, [_cell(f"A{number}", head, _BOLD), _cell(f"B{number}", value)]) for number, (head, value) in enumerate(rows.items(), 1))
    return _Sheet("About", (14, 100), tuple(written))


def _sheet(table: Table, context: Context, title: str) -> _Sheet:
    """A table: its first row names each column."""
    letters = [column_letters(at) for at in range(1, len(table.columns) + 1)]
    rows = [[_value(row[column.name], column) for column in table.columns] for row in table.made(context)]
    widths = (
        min(max([len(column.title), *(len(str(row[at])) for row in rows if row[at] is not None)]), _WIDEST) + 2 for at, column in enumerate(table.columns)
    )
    head = _row(1, (_cell(f"{letter}1", column.title, _BOLD) for letter, column in zip(letters, table.columns, strict=True)))
    body = (
        _row(number, (_cell(f"{letter}{number}", value) for letter, value in zip(letters, row, strict=True) if value is not None))
        for number, row in enumerate(rows, 2)
    )
    return _Sheet(title, tuple(widths), (head, *body), f"A1:{letters[-1]}{len(rows) + 1}")


def _value(value: object, column: Column) -> str | float | None:
    if value is None or value == "":
        return None
    if column.type == "integer":
        return int(str(value))
    if column.type == "number":
        return float(str(value))
    return str(value)


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column: A, …, Z, AA, …"""
    above, last = divmod(number - 1, 26)
    return (column_letters(above) if above else "") + chr(ord("A") + last)


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: str | float, style: str = "") -> str:
    if not isinstance(value, str):
        return f'<c r="{place}"{style} t="n"><v>{value:.16g}</v></c>'
    text = value[:_LONGEST_TEXT]
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f'<c r="{place}"{style} t="inlineStr"><is><t{kept}>{_text(text)}</t></is></c>'


def _worksheet(sheet: _Sheet) -> bytes:
    """A sheet as a part of the file."""
    columns = "".join(f'<col width="{width}" customWidth="1" min="{at}" max="{at}"/>' for at, width in enumerate(sheet.widths, 1))
    return "".join(
        (
            f'<worksheet xmlns="{_SHEETS}"><sheetPr><outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr/></sheetPr>',
            f'<sheetViews><sheetView workbookViewId="0">{_TABLE_VIEW if sheet.table else _VIEW}</sheetView></sheetViews>',
            f'<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><cols>{columns}</cols><sheetData>',
            *sheet.rows,
            "</sheetData>",
            f'<autoFilter ref="{sheet.table}"/>' if sheet.table else "",
            '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/></worksheet>',
        )
    ).encode("ascii", "xmlcharrefreplace")


# --- other parts --------------------------------------------------------------------------------


def _text(text: str) -> str:
    """A text as it stands in an element."""
    return html.escape(text, quote=False)


def _quoted(text: str) -> str:
    """A text as it stands in an attribute."""
    return _text(text).replace('"', "&quot;")


def _content_types(sheets: int) -> bytes:
    """What each part is."""
    kinds = {
        "xl/styles": f"{_TYPE}.spreadsheetml.styles",
        "xl/theme/theme1": f"{_TYPE}.theme",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties",
        "docProps/app": f"{_TYPE}.extended-properties",
        "docProps/custom": f"{_TYPE}.custom-properties",
        **{f"xl/worksheets/sheet{number}": f"{_TYPE}.spreadsheetml.worksheet" for number in range(1, sheets + 1)},
        "xl/workbook": f"{_TYPE}.spreadsheetml.sheet.main",
    }
    overrides = "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}+xml"/>' for name, kind in kinds.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()


def _book(sheets: Sequence[_Sheet]) -> bytes:
    """The list of sheets, with the cells that each filters."""
    view = (
        '<workbookView visibility="visible" minimized="0" showHorizontalScroll="1" showVerticalScroll="1" showSheetTabs="1" tabRatio="600" '
        'firstSheet="0" activeTab="0" autoFilterDateGrouping="1"/>'
    )
    listed = (
        f'<sheet xmlns:r="{_OFFICE}/relationships" name="{_quoted(sheet.title)}" sheetId="{number}" state="visible" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{_text(_cells(sheet))}</definedName>'
        for at, sheet in enumerate(sheets)
        if sheet.table
    )
    return (
        f'<workbook xmlns="{_SHEETS}"><workbookPr/><workbookProtection/><bookViews>{view}</bookViews><sheets>{"".join(listed)}</sheets>'
        f'<definedNames>{filters}</definedNames><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    ).encode()


def _cells(sheet: _Sheet) -> str:
    """The cells of a table as seen from outside of its sheet: "'Figures'!$A$1:$F$20"."""
    title = sheet.title.replace("'", "''")
    return f"'{title}'!" + re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", sheet.table)


def _book_relations(sheets: int) -> bytes:
    """Where sheets, styles and theme are."""
    targets = [("worksheet", f"/xl/worksheets/sheet{number}.xml") for number in range(1, sheets + 1)]
    targets += [("styles", "styles.xml"), ("theme", "theme/theme1.xml")]
    found = (f'<Relationship Type="{_OFFICE}/relationships/{kind}" Target="{target}" Id="rId{number}"/>' for number, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(found)}</Relationships>'.encode()


def _core(context: Context) -> bytes:
    """Author, title and date of the whole."""
    publication = context.strategy.publication
    elements, terms = 'xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:dcterms="http://purl.org/dc/terms/"'
    dated = f'{terms} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="dcterms:W3CDTF">{publication.edition.date.isoformat()}T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties">'
        f"<dc:creator {elements}>{_text(publication.publisher.name)}</dc:creator><dc:title {elements}>{_text(citations.work(publication))}</dc:title>"
        f"<dcterms:created {dated}</dcterms:created><dcterms:modified {dated}</dcterms:modified></cp:coreProperties>"
    ).encode()


def _custom(names: Mapping[str, str]) -> bytes:
    """What a sheet ('Figures') or a column of it ('Figures!Unit') is, whatever it is called."""
    properties = (
        f'<property name="{_quoted(called)}" fmtid="{_PROPERTY}" pid="{number}">'
        f'<vt:lpwstr xmlns:vt="{_OFFICE}/docPropsVTypes">{_text(name)}</vt:lpwstr></property>'
        for number, (called, name) in enumerate(names.items(), 2)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties">{"".join(properties)}</Properties>'.encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file, without a trace of when it was made; first comes the part by which its sort is known."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            file.writestr(zipfile.ZipInfo(name, _EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
