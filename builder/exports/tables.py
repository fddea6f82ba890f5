"""What a table for other tools is: columns that are described once, for the table itself and for `table_metadata`, and its rows.

CSV as in RFC 4180, in UTF-8 with a byte order mark: without it, Excel takes a double-clicked file for another encoding and spoils
every name with an accent; readers that follow a standard (CSVW, Table Schema, WHATWG's UTF-8) skip it. Lines of the source are ranges
with en dashes, because spreadsheets make dates of '12-15'. What CSV cannot keep from them, such as the zeros of a code '008',
the workbook keeps (`workbook`). Several values in a cell are separated by '; ' (codes by a space).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from builder.content import number_text, prose
from builder.content.records import Citation, Record
from builder.exports.context import Context
from builder.localization import deferred
from builder.model import sources
from builder.model.strategy import AnyNode, Strategy

Row = dict[str, object]


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, which programs know it by; its title and description, which are worded; and the type of its values."""

    name: str
    title: str
    about: str
    type: str = "string"
    """`string`, `integer`, `number`, `date` or `uri`."""
    required: bool = False
    place: bool = False
    """Whether it tells where in the source something stands: not there where no entry says that, and never required where no document is restated."""
    own_words: str = ""
    """What stands for `about` where no document is restated."""
    of: str = ""
    """What title and description name as `{of}`: a text of the content."""


@dataclass(frozen=True)
class Table:
    """A table: its columns, and what makes its rows."""

    path: str
    """Its file, below the folder `data/`."""
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Context], Iterator[Row]]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    """(column, file of another table) where a column holds the key of another table."""
    sheet: str = ""
    """The name of its sheet in the workbook; tables without one are not in it."""
    filled: Callable[[Strategy], bool] = lambda _: True
    """Whether a strategy has anything that it would hold: an empty table is not published."""
    of: str = ""
    """What its title names as `{of}`: a text of the content."""

    def worded(self, context: Context) -> Table:
        """The table with titles and descriptions in the strategy's language and words (`Strategy.localization`), and the columns that it has."""
        put = context.strategy.localization
        kept = self._kept(context.strategy)
        columns = tuple(replace(column, title=put(column.title, of=column.of), about=put(column.about, of=column.of)) for column in kept)
        return replace(self, title=put(self.title, of=self.of), columns=columns, sheet=put(self.sheet))

    def csv(self, context: Context) -> bytes:
        """The table as a file: RFC 4180, with a line of column names."""
        names = [column.name for column in self._kept(context.strategy)]
        return _csv([names, *([row[name] for name in names] for row in self.made(context))])

    def _kept(self, strategy: Strategy) -> tuple[Column, ...]:
        return self.columns if strategy.document else _by_itself(strategy, self.columns)

    def made(self, context: Context) -> tuple[Row, ...]:
        """The rows, made once."""
        if self.path not in context.rows:
            context.rows[self.path] = tuple(self.rows(context))
        return context.rows[self.path]


def _by_itself(strategy: Strategy, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a strategy that restates no document."""
    cites = any(node.record.cited for node in strategy.nodes)
    return tuple(
        replace(column, about=column.own_words or column.about, required=column.required and not column.place)
        for column in columns
        if cites or not column.place
    )


def holding(cls: type[Record]) -> Callable[[Strategy], bool]:
    """Whether a strategy has entries of a kind."""
    return lambda strategy: bool(strategy.of(cls))


# --- columns that many tables have ---------------------------------------------------------------

NAME = deferred("Name of the {country.short.one}, as the strategy prints it.")
SECTION = deferred("The section of the source.")


def identifier(about: str) -> Column:
    """The column of the ids of what the rows are about."""
    return Column("id", deferred("Identifier"), about, required=True)


def name(column: str, title: str, about: str = NAME) -> Column:
    """A column of printed names."""
    return Column(column, title, about, required=True)


def note(about: str) -> Column:
    """The column of the editors' notes."""
    return Column("note", deferred("Editors' note"), about)


def place(about: str = SECTION) -> tuple[Column, Column]:
    """The columns of the place in the source: section and lines; `about` says which section."""
    return (
        Column("source", deferred("Source"), about, required=True, place=True),
        Column("source_lines", deferred("Lines of the source"), deferred("The lines of its text edition."), place=True),
    )


def permalink(about: str) -> Column:
    """The column of permanent addresses."""
    return Column("permalink", deferred("Permanent link"), about, "uri", required=True)


ELSEWHERE = (
    Column("source_pages", deferred("Pages of the source"), deferred("The pages of the source, where it is cited by them."), place=True),
    Column(
        "source_paragraphs", deferred("Paragraphs of the source"), deferred("The numbered paragraphs of the source, where it is cited by them."), place=True
    ),
    Column("source_address", deferred("Address of the source"), deferred("Where the source can be read, where an address is given."), "uri", place=True),
)
"""The columns that tell a place in the source otherwise than by lines; they stand last, as they are newer than the others."""


def placed(context: Context, node: AnyNode, source: Citation | None) -> Row:
    """The cells of `place`, `permalink` and `ELSEWHERE`."""
    found = source or Citation.model_construct()
    return {
        "source": sources.head(context.strategy, source),
        "source_lines": number_text.ranges_text(found.lines),
        "permalink": context.url(node),
        "source_pages": number_text.ranges_text(found.pages),
        "source_paragraphs": number_text.ranges_text(found.paragraphs),
        "source_address": found.address,
    }


# --- cells ---------------------------------------------------------------------------------------


def resource(path: str) -> str:
    """The name of a table among others, from its file."""
    return path.removesuffix(".csv").replace("/", "-")


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as a file; nothing is written for `None`."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return codecs.BOM_UTF8 + buffer.getvalue().encode()


def notes(node: AnyNode) -> str:
    """The editors' notes on an entry as plain text."""
    return " ".join(prose.to_text(note).replace("\n", " ") for note in node.editor_notes)


def titles(nodes: Iterable[AnyNode]) -> str:
    """The titles of entries, separated by '; '."""
    return "; ".join(node.title for node in nodes)


def ids(nodes: Iterable[AnyNode]) -> str:
    """The ids of entries, separated by spaces."""
    return " ".join(node.id for node in nodes)
