"""Other people's documents → the strings in them that may refer to the strategy, each with its place.

`FORMATS` is the visible tuple of what is read. A format is known by the ending of the file's name; a file with another ending, or none,
by how it begins. Nothing in a document is executed or fetched, and no file beside it is opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from builder.problems import ContentError, Problem, of_system
from builder.tools.links import epub, opendocument, pdf, sheets, slides, texts, webpages, word
from builder.tools.links.pieces import MAX_PIECES, MAX_READ, MB, Piece, Refused, fail
from builder.wording import Phrase

T = TypeVar("T")


@dataclass(frozen=True)
class Format:
    """A format that is read."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes], Iterator[Piece]]
    text: bool = False
    """Whether it is text, which is read in one pass and can be rewritten; others are read by a process of their own."""


FORMATS = (
    Format("text", (".md", ".markdown", ".rst", ".txt", ".adoc", ".tex", ".bib", ".csv", ".org", ".mdx", ".qmd", ".rmd"), texts.pieces, True),
    Format("HTML", (".html", ".htm", ".xhtml"), webpages.pieces, True),
    Format("Word", (".docx", ".docm", ".dotx"), word.pieces),
    Format("PowerPoint", (".pptx", ".pptm", ".ppsx", ".potx"), slides.pieces),
    Format("Excel", (".xlsx", ".xlsm", ".xltx"), sheets.pieces),
    Format("OpenDocument", (".odt", ".odp", ".ods", ".ott", ".otp", ".ots"), opendocument.pieces),
    Format("OpenDocument in one file", (".fodt", ".fodp", ".fods"), opendocument.flat),
    Format("EPUB", (".epub",), epub.pieces),
    Format("PDF", (".pdf",), pdf.pieces),
)
"""Every format that is read; the first is that of text without a known ending."""
_BY_ENDING = {ending: known for known in FORMATS for ending in known.endings}
UNREAD = {
    ".doc": ".docx", ".dot": ".docx", ".rtf": ".docx", ".wpd": ".docx", ".pages": ".docx", ".ppt": ".pptx", ".pps": ".pptx", ".key": ".pptx",
    ".xls": ".xlsx", ".xlsb": ".xlsx", ".numbers": ".xlsx", ".mobi": ".epub", ".azw3": ".epub", ".ps": ".pdf", ".djvu": ".pdf", ".xps": ".pdf",
}  # fmt: skip
"""Endings of documents that are not read, and as what to save them; other programs give them to texts (graphs, keys), which are read."""
ENDINGS = frozenset(_BY_ENDING) | frozenset(UNREAD)
"""What is a document, in a folder that is given."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: Office up to 2003, and a locked document of any version."""
_PACKED, _RTF, _POSTSCRIPT = b"PK\x03\x04", b"{\\rtf", b"%!PS"
_NO_TEXT = (_OLD, _PACKED, _RTF, _POSTSCRIPT)


def read(path: Path) -> list[Piece]:
    """The pieces of a document. Raises `ContentError` if it cannot be read."""
    return told(path, lambda: pieces(load(path), path.suffix))


def told(path: Path, reading: Callable[[], T]) -> T:
    """What is read; or `ContentError` with the name of the document, if it is refused."""
    try:
        return reading()
    except Refused as refused:
        raise ContentError([Problem.of_file(path, refused.code, refused.message)]) from None


def load(path: Path) -> bytes:
    """The bytes of a document, if it is a file of a reasonable size. Raises `Refused`."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            fail("unreadable", Phrase("is no file but a folder, a pipe or a device: give a file"))
        with path.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                fail("unreadable", Phrase("is no file but a folder, a pipe or a device: give a file"))
            data = stream.read(MAX_READ + 1)
    except OSError as error:
        fail("unreadable", Phrase("cannot be read ({reason}): check the name and the permissions", reason=of_system(error)))
    if len(data) > MAX_READ:
        fail("document-limit", Phrase("is larger than {most} MB: split it", most=MAX_READ // MB))
    return data


def format_of(data: bytes, ending: str) -> Format:
    """The format of a document. Raises `Refused` if it is one that is not read."""
    ending = ending.lower()
    known = _BY_ENDING.get(ending)
    if ending in UNREAD and (b"\0" in data or data.startswith(_NO_TEXT)):
        fail("document-format", Phrase("is of a format that is not read ({ending}): save it as {wanted}", ending=ending, wanted=UNREAD[ending]))
    if data.startswith(_OLD):
        fail("document-format", Phrase("is locked with a password, or in the format of Office 97: save it without a password, as .docx, .pptx or .xlsx"))
    if known is not None and not known.text:
        return known
    if data.startswith(b"%PDF-"):
        return _BY_ENDING[".pdf"]
    if data.startswith((_PACKED, _RTF)):
        fail("document-format", Phrase("is no text: give its name the ending of its format, or save it in one that is read"))
    return known or FORMATS[0]


def pieces(data: bytes, ending: str) -> list[Piece]:
    """The pieces of a document of which the bytes are given. Raises `Refused` if it cannot be read."""
    try:
        found = list(islice(format_of(data, ending).read(data), MAX_PIECES + 1))
    except (MemoryError, RecursionError):
        fail("document-limit", Phrase("needs more memory than a document should: it was not read"))
    if len(found) > MAX_PIECES:
        fail("document-limit", Phrase("has more than {most} lines, paragraphs or cells: split it", most=MAX_PIECES))
    return found
