"""Text, line by line: Markdown, reStructuredText and whatever else is text."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from builder.tools.links.pieces import MAX_TEXT, MB, Piece, fail
from builder.wording import Phrase

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding(data: bytes) -> tuple[bytes, str]:
    """The mark with which a text begins, and its encoding: the mark's, or UTF-8, or that of old Windows, which has dashes.

    What is none of these is read as Latin-1, which has a character for every byte and keeps ids and addresses.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return mark, name
    for name in ("utf-8", "cp1252"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return b"", name
    return b"", "latin-1"


def decoded(data: bytes) -> str:
    """The text of a file. Raises `Refused` if it is none, or too long."""
    if len(data) > MAX_TEXT:
        fail(
            "document-limit",
            Phrase("is a text of {number} MB, of which at most {most} MB are read: split it", number=f"{len(data) / MB:.0f}", most=MAX_TEXT // MB),
        )
    mark, name = encoding(data)
    if b"\0" in data and not name.startswith(("utf-16", "utf-32")):
        fail("document-format", Phrase("is no text, and of no format that is read: save it in one of those, or leave it out"))
    return data[len(mark) :].decode(name, "replace")


def pieces(data: bytes) -> Iterator[Piece]:
    """The lines of a text, counted as editors and GitHub count them. Raises `Refused` if it is none, or too long."""
    offset = 0
    for number, line in enumerate(io.StringIO(decoded(data), newline=""), 1):
        yield Piece(number, 1, line.rstrip("\r\n"), False, offset=offset)
        offset += len(line)
