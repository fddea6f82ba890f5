"""Other people's documents → the strings in them that may refer to the strategy, each with its place.

Markdown, reStructuredText and plain text are read line by line; HTML tag by tag;
Word documents (.docx, ECMA-376) part by part, a paragraph counting as a line. Nothing in a document is executed or fetched.

HTML and Word documents are read by hand, because each reference must be reported with its line. Parsers of HTML (html5lib, lxml) repair
what they read and tell no line, or only that of a tag; the standard library's reads what is not finished differently from one version of
Python to the next. python-docx gives neither footnotes nor fields, in both of which links stand; the parts are plain XML in a ZIP file.
"""

from __future__ import annotations

import html
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
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


# --- HTML ---------------------------------------------------------------------------------------

_LINKS = frozenset({"href", "src", "cite", "data", "content"})
_MARKUP = re.compile(r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*)|[!?/][^>]*>?)", re.DOTALL)
"""A comment, the beginning of a tag, or what else is no text."""
_ATTRIBUTE = re.compile(r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/]*>?")
_SILENT = {name: re.compile(rf"</{name}(?=[\s/>])|\Z", re.IGNORECASE) for name in ("script", "style")}
"""Elements whose text nobody reads, and what ends them."""
_HUGE = re.compile(r"&#0*(?=\d)(\d{8,};?)?")


def _html(text: str) -> list[Piece]:  # noqa: C901 - a tokenizer: one case a sort of token
    """Tokens as in the HTML Living Standard, 13.2.5, in one pass: what is not finished reaches to the end of the text."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    pieces: list[Piece] = []

    def add(start: int, value: str, *, link: bool) -> None:
        line = bisect(lines, start)
        for number, part in enumerate([value] if link else value.split("\n")):
            if part.strip():
                pieces.append(Piece(line + number, 1 if number else start - lines[line - 1] + 1, _characters(part), link))

    at = 0
    while at < len(text):
        start = text.find("<", at)
        start = len(text) if start < 0 else start
        add(at, text[at:start], link=False)
        match = _MARKUP.match(text, start)
        if match is None:  # a '<' by itself
            at = start + 1
            continue
        at = match.end()
        if tag := match["tag"]:
            while attribute := _ATTRIBUTE.match(text, at):
                at = attribute.end()
                if attribute["name"].lower() in _LINKS:
                    add(start, (attribute["double"] or attribute["single"] or attribute["bare"] or "").strip(), link=True)
            at = _end(_TAG_END, text, at)
            if tag.lower() in _SILENT and not match["end"] and text[at - 2 : at] != "/>":
                at = _end(_SILENT[tag.lower()], text, at, before=True)
    return pieces


def _end(pattern: re.Pattern[str], text: str, at: int, *, before: bool = False) -> int:
    match = pattern.search(text, at)
    return at if match is None else match.start() if before else match.end()


def _characters(text: str) -> str:
    """Text with its character references resolved; a number that no character has is what the standard makes of it."""
    return html.unescape(_HUGE.sub(lambda match: "\N{REPLACEMENT CHARACTER}" if match[1] else "&#", text))


# --- Word ---------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
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
            root = _xml(archive, name)
            _said_once(root)
            for paragraph in root.iter(f"{_W}p"):
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


def _said_once(root: ET.Element) -> None:
    """Takes away what a reader does not see: the fallbacks of what stands there in a newer form, and what was deleted or moved away."""
    for parent in list(root.iter()):
        again = parent.find(f"{_MC}Choice") is not None
        for child in list(parent):
            if child.tag in _GONE or (again and child.tag == f"{_MC}Fallback"):
                parent.remove(child)


def _own(element: ET.Element) -> Iterator[ET.Element]:
    """What stands in a paragraph, without the paragraphs of text boxes in it, which are lines of their own."""
    for child in element:
        if child.tag != f"{_W}p":
            yield child
            yield from _own(child)


def _paragraph(paragraph: ET.Element, targets: dict[str, str], line: int) -> Iterator[Piece]:  # noqa: C901 - one case a sort of element
    text, codes = "", [""]
    for node in _own(paragraph):
        if node.tag == f"{_W}t":
            text += (node.text or "").replace("\N{NON-BREAKING HYPHEN}", "-")
        elif node.tag in _CHARACTERS:
            text += _CHARACTERS[node.tag]
        elif node.tag == f"{_W}fldChar" and node.get(f"{_W}fldCharType") == "begin":
            codes.append("")
        elif node.tag == f"{_W}instrText":
            codes[-1] += node.text or ""
        elif node.tag == f"{_W}fldSimple":
            codes += [node.get(f"{_W}instr", ""), ""]
        elif node.tag == f"{_W}hyperlink":
            target = targets.get(node.get(f"{_R}id", ""), "")
            if target:
                anchor = node.get(f"{_W}anchor")
                yield Piece(line, 1, f"{target}#{anchor}" if anchor and "#" not in target else target, True)
    for code in codes:
        yield from _field(code, line)
    if text:
        yield Piece(line, 1, text, False)


_WORD = re.compile(r'\\(?P<switch>[A-Za-z])|"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]+)')


def _field(code: str, line: int) -> Iterator[Piece]:
    """The link of a field, if it is one: HYPERLINK, the address, and switches, of which some have a word after them (ECMA-376, 17.16.5.25)."""
    kind, _, rest = code.strip().partition(" ")
    if kind.upper() != "HYPERLINK":
        return
    switch, found = "", {"": "", "l": ""}
    for word in _WORD.finditer(rest):
        if word["switch"]:
            switch = word["switch"].lower()
            switch = switch if switch in "lot" else ""
            continue
        found.setdefault(switch, "")
        found[switch] = found[switch] or word["quoted"] or word["bare"] or ""
        switch = ""
    if found[""]:
        yield Piece(line, 1, found[""] + (f"#{found['l']}" if found["l"] else ""), True)
