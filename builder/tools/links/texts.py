"""Text, line by line: Markdown, reStructuredText and whatever else is text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from builder.tools.links.pieces import MAX_TEXT, MB, Piece, fail

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def encoding(data: bytes) -> tuple[bytes, str]:
    """The mark with which a text begins, and its encoding: UTF-8, UTF-16 with a mark; anything else as Latin-1, which keeps ids and addresses."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return mark, name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "latin-1"
    return b"", "utf-8"


def decoded(data: bytes) -> str:
    """The text of a file. Raises `Refused` if it is none, or too long."""
    if len(data) > MAX_TEXT:
        fail("document-limit", f"is a text of {len(data) / MB:.0f} MB, of which at most {MAX_TEXT // MB} MB are read: split it")
    mark, name = encoding(data)
    if b"\0" in data and not name.startswith("utf-16"):
        fail("document-format", "is no text, and of no format that is read: save it in one of those, or leave it out")
    return data[len(mark) :].decode(name, "replace")


def pieces(data: bytes) -> Iterator[Piece]:
    """The lines of a text. Raises `Refused` if it is none, or too long."""
    offset = 0
    for number, line in enumerate(decoded(data).splitlines(keepends=True), 1):
        yield Piece(number, 1, line.splitlines()[0], False, offset=offset)
        offset += len(line)
