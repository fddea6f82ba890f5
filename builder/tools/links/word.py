"""Word documents (.docx, ECMA-376), part by part; a paragraph counts as a line.

python-docx gives neither footnotes nor fields, in both of which links stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from builder.tools.links.office import A, R, drawn, once
from builder.tools.links.package import Package
from builder.tools.links.pieces import Piece
from builder.wording import Phrase

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_CHARACTERS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
_PARTS = re.compile(r"word/(footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_DRAWN = re.compile(r"word/(diagrams/data|charts/chart)\d*\.xml")


def pieces(data: bytes) -> Iterator[Piece]:
    """The paragraphs and links of a Word document: the body, then notes, comments, headers and footers, then diagrams and charts."""
    package = Package(data)
    main, body = package.main("word/document.xml", f"{W}document", Phrase("is not a Word document: save it as .docx"))
    line = 0
    for name in (main, *sorted(name for name in package.names - {main} if _PARTS.fullmatch(name))):
        links = package.links(name)
        where = "" if name == main else name.removeprefix("word/").removesuffix(".xml")
        root = once(body if name == main else package.xml(name), _GONE)
        for paragraph in root.iter(f"{W}p"):
            line += 1
            yield from _paragraph(paragraph, links, line, where)
        for click in root.iter(f"{A}hlinkClick"):
            if target := links.get(click.get(f"{R}id", ""), ""):
                yield Piece(max(line, 1), 1, target, True, where)
    for name in sorted(name for name in package.names if _DRAWN.fullmatch(name)):
        for piece in drawn(package.xml(name), package.links(name), name.removeprefix("word/").removesuffix(".xml"), line):
            yield piece
            line = piece.line


def _own(element: Element) -> Iterator[Element]:
    """What stands in a paragraph, without the paragraphs of text boxes in it, which are lines of their own."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag != f"{W}p":
            yield child
            waiting.extend(reversed(child))


def _paragraph(paragraph: Element, links: Mapping[str, str], line: int, where: str) -> Iterator[Piece]:  # noqa: C901 - one case a sort of element
    text: list[str] = []
    codes: list[list[str]] = [[]]
    for node in _own(paragraph):
        tag = str(node.tag)
        if tag == f"{W}t":
            text.append(node.text or "")
        elif tag in _CHARACTERS:
            text.append(_CHARACTERS[tag])
        elif tag == f"{W}fldChar" and node.get(f"{W}fldCharType") == "begin":
            codes.append([])
        elif tag == f"{W}instrText":
            codes[-1].append(node.text or "")
        elif tag == f"{W}fldSimple":
            codes += [[node.get(f"{W}instr", "")], []]
        elif tag == f"{W}hyperlink" and (target := links.get(node.get(f"{R}id", ""), "")):
            anchor = node.get(f"{W}anchor")
            yield Piece(line, 1, f"{target}#{anchor}" if anchor and "#" not in target else target, True, where)
    for code in codes:
        if address := _field("".join(code)):
            yield Piece(line, 1, address, True, where)
    if text:
        yield Piece(line, 1, "".join(text), False, where)


_WORD = re.compile(r'\\(?P<switch>[A-Za-z])|"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]+)')


def _field(code: str) -> str:
    """The link of a field, if it is one: HYPERLINK, the address, and switches, of which some have a word after them (ECMA-376, 17.16.5.25)."""
    kind, _, rest = code.strip().partition(" ")
    if kind.upper() != "HYPERLINK":
        return ""
    switch, found = "", {"": "", "l": ""}
    for word in _WORD.finditer(rest):
        if word["switch"]:
            switch = word["switch"].lower()
            switch = switch if switch in "lot" else ""
            continue
        found.setdefault(switch, "")
        found[switch] = found[switch] or word["quoted"] or word["bare"] or ""
        switch = ""
    return found[""] + (f"#{found['l']}" if found["l"] else "") if found[""] else ""
