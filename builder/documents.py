"""Other people's documents → the strings in them that may refer to the strategy, each with its place.

Markdown, reStructuredText and plain text are read line by line; HTML through the parser of the standard library;
Word documents (.docx, ECMA-376) part by part, a paragraph counting as a line. Nothing in a document is executed or fetched.
"""

from __future__ import annotations

import contextlib
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from builder.problems import ContentError, Problem

MAX_PART = 64 * 1024 * 1024
"""The largest part of a Word document that is read, in bytes."""


@dataclass(frozen=True)
class Piece:
    """A piece of a document: the target of a link, or running text."""

    line: int
    column: int
    text: str
    link: bool
    """Whether the text is the address of a link as a whole."""


def read(path: Path) -> list[Piece]:
    """The pieces of a document. Raises `ContentError` if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError([Problem(path.as_posix(), 1, 1, "unreadable", f"cannot be read ({error.strerror}): check the name and the permissions")]) from None
    if path.suffix.lower() == ".docx":
        return list(_docx(path, data))
    text = _decoded(data)
    if path.suffix.lower() in (".html", ".htm", ".xhtml"):
        return _html(text)
    return [Piece(number, 1, line, False) for number, line in enumerate(text.splitlines(), 1)]


def _decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a mark; anything else as Latin-1, which keeps ids and addresses as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class _Pieces(HTMLParser):
    _LINKS = frozenset({"href", "src", "cite", "data", "content"})
    _SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        line, column = self.getpos()
        self.pieces += [Piece(line, column + 1, value.strip(), True) for name, value in attrs if name in self._LINKS and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._silent -= tag in self._SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        line, column = self.getpos()
        for number, text in enumerate(data.split("\n")):
            if text.strip():
                self.pieces.append(Piece(line + number, 1 if number else column + 1, text, False))


def _html(text: str) -> list[Piece]:
    parser = _Pieces()
    with contextlib.suppress(AssertionError):  # html.parser's word for a marked section that it does not know; what came before it counts
        parser.feed(text)
        parser.close()
    return parser.pieces


# --- Word ---------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARTS = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")


def _docx(path: Path, data: bytes) -> Iterator[Piece]:
    def refuse(message: str) -> ContentError:
        return ContentError([Problem(path.as_posix(), 1, 1, "docx", message)])

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = sorted((name for name in archive.namelist() if _PARTS.fullmatch(name)), key=lambda name: (name != "word/document.xml", name))
        if "word/document.xml" not in names:
            raise refuse("is not a Word document: save it as .docx")
        line = 0
        for name in names:
            targets = _targets(archive, name)
            for paragraph in _xml(archive, name).iter(f"{_W}p"):
                line += 1
                yield from _paragraph(paragraph, targets, line)
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, LookupError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise refuse(f"cannot be read as a Word document ({error}): open it in Word and save it again") from None


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    if archive.getinfo(name).file_size > MAX_PART:
        raise ValueError(f"{name} is larger than {MAX_PART // 2**20} MB")
    data = archive.read(name)
    if b"<!DOCTYPE" in data[:4096]:
        raise ValueError(f"{name} has a document type, which Word never writes")
    return ET.fromstring(data)  # noqa: S314 - no document type, so no entities to expand


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The addresses of a part's links, by relationship id."""
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive.namelist():
        return {}
    return {item.get("Id", ""): item.get("Target", "") for item in _xml(archive, relations) if item.get("TargetMode") == "External"}


def _paragraph(paragraph: ET.Element, targets: dict[str, str], line: int) -> Iterator[Piece]:
    text, code = "", ""
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            text += node.text or ""
        elif node.tag in (f"{_W}tab", f"{_W}br"):
            text += " "
        elif node.tag == f"{_W}instrText":
            code += node.text or ""
        elif node.tag == f"{_W}hyperlink":
            target = targets.get(node.get(f"{_R}id", ""), "")
            if target:
                anchor = node.get(f"{_W}anchor")
                yield Piece(line, 1, f"{target}#{anchor}" if anchor and "#" not in target else target, True)
    for match in re.finditer(r'HYPERLINK\s+"([^"]+)"(?:\s+\\l\s+"([^"]+)")?', code):
        yield Piece(line, 1, match[1] + (f"#{match[2]}" if match[2] else ""), True)
    if text:
        yield Piece(line, 1, text, False)
