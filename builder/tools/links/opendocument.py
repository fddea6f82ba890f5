"""OpenDocument texts, presentations and spreadsheets (.odt, .odp, .ods, ISO/IEC 26300), a paragraph counting as a line.

odfpy is not used for reading: it makes an object of each element in Python, has had no release since 2020, and reads by expat without bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.tools.links.package import Package, xml
from builder.tools.links.pieces import Piece, fail
from builder.wording import Phrase

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SLIDE, _SHEET, _ROW, _CELL = f"{_DRAW}page", f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell"
_SPREADSHEET = f"{_OFFICE}spreadsheet"
_CONTAINERS = frozenset({_SLIDE, _SHEET, _ROW})
_LINKS = {f"{_TEXT}a": _HREF, f"{_DRAW}a": _HREF, _CELL: f"{_TABLE}formula"}
"""What may hold an address, and in which attribute; in a formula it stands among other words."""
_LINES = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_APART = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation"})
"""What hangs on a word without being part of it: a footnote with its number, a comment with its author."""
_SPACES = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_NONE = Phrase("is not an OpenDocument file: save it as .odt, .odp or .ods")
_GONE = f"{_TEXT}tracked-changes"
"""What was deleted while changes were recorded is kept there."""


def pieces(data: bytes) -> Iterator[Piece]:
    """The paragraphs and links of a document: what it says, then headers and footers, which are part of its styles."""
    package = Package(data)
    if "content.xml" not in package.names:
        fail("document-damaged", _NONE)
    if "META-INF/manifest.xml" in package.names and next(package.xml("META-INF/manifest.xml").iter(f"{_MANIFEST}encryption-data"), None) is not None:
        fail("document-locked", Phrase("is locked with a password: save a copy without one"))
    line = 0
    for name in ("content.xml", "styles.xml"):
        if name in package.names:
            root = package.xml(name)
            if name == "content.xml" and root.tag != f"{_OFFICE}document-content":
                fail("document-damaged", _NONE)
            for piece in _tree(root, line):
                yield piece
                line = piece.line


def flat(data: bytes) -> Iterator[Piece]:
    """The same for a document that is one file of XML (.fodt, .fodp, .fods)."""
    root = xml(data, Phrase("the file"))
    if root.tag != f"{_OFFICE}document":
        fail("document-damaged", _NONE)
    yield from _tree(root, 0)


def _tree(root: Element, line: int) -> Iterator[Piece]:
    _without_deleted(root)
    place = _Place()
    for element in root.iter(*_LINES, *_CONTAINERS, *_LINKS):
        tag = str(element.tag)
        if tag in _CONTAINERS:
            place.enter(tag, element)
        if tag in _LINES:
            line += 1
            if text := _paragraph(element):
                yield Piece(line, 1, text, False, place.where)
        elif tag in _LINKS and (target := element.get(_LINKS[tag])):
            yield Piece(max(line, 1), 1, target, tag != _CELL, place.where)


def _without_deleted(root: Element) -> None:
    for element in list(root.iter(_GONE)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


class _Place:
    """Where a reader of the document is: on a slide, or in a row of a sheet."""

    def __init__(self) -> None:
        self.where, self._slides, self._sheet, self._row = "", 0, "", 0

    def enter(self, tag: str, element: Element) -> None:
        """Goes on to what an element begins."""
        if tag == _SLIDE:
            self._slides += 1
            self.where = Phrase("slide {number}", number=self._slides)
        elif tag == _SHEET:
            parent = element.getparent()
            self._sheet = element.get(f"{_TABLE}name", "") if parent is not None and parent.tag == _SPREADSHEET else ""
            self._row = 0
        elif self._sheet:
            self.where = Phrase("{sheet}, row {row}", sheet=self._sheet, row=self._row + 1)
            repeated = element.get(f"{_TABLE}number-rows-repeated", "")
            self._row += int(repeated) if repeated.isascii() and repeated.isdecimal() and len(repeated) < 8 else 1


def _paragraph(paragraph: Element) -> str:
    """Its text, without that of notes and frames in it, whose paragraphs are lines of their own."""
    text = [paragraph.text or ""]
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            text.append(node)
            continue
        waiting.append(node.tail or "")  # type: ignore[arg-type]
        if node.tag in _SPACES:
            text.append(" ")
        elif node.tag not in _LINES | _APART and isinstance(node.tag, str):
            text.append(node.text or "")
            waiting.extend(reversed(node))
    return "".join(text)
