"""Workbooks (.xlsx, ECMA-376), sheet by sheet, cell by cell, with formulas, links, comments and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from builder.tools.links.office import R, drawn
from builder.tools.links.package import Package
from builder.tools.links.pieces import Piece
from builder.wording import Phrase

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
"""What says at the head of a sheet how it is set, and what stands there (ECMA-376, 18.3.1.39)."""


def pieces(data: bytes) -> Iterator[Piece]:
    """The cells and links of a workbook; a row counts as a line."""
    package = Package(data)
    main, book = package.main("xl/workbook.xml", f"{S}workbook", Phrase("is not a workbook: save it as .xlsx"))
    shared: list[str] = []
    for part in package.related(main, "sharedStrings"):
        shared += [_text(item) for item in package.xml(part).iter(f"{S}si")]
    relations = package.relations(main)
    for sheet in book.iter(f"{S}sheet"):
        _, part, _ = relations.get(sheet.get(f"{R}id", ""), ("", "", False))
        if part in package.names:
            yield from _sheet(package, part, sheet.get("name", ""), shared)


def _text(item: Element) -> str:
    """The text of a cell or a comment, without what is written above it to say how it is read."""
    return "".join(node.text or "" for node in item.iter(f"{S}t") if (parent := node.getparent()) is None or parent.tag != f"{S}rPh")


def _row(reference: str) -> int:
    """The row of a cell ('B7', 'B7:C9'); 1 if it says none."""
    digits = reference.partition(":")[0].lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return max(int(digits), 1) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else 1


def _sheet(package: Package, name: str, title: str, shared: Sequence[str]) -> Iterator[Piece]:
    links = package.links(name)
    for element in package.xml(name).iter(f"{S}c", f"{S}hyperlink", f"{S}oddHeader", f"{S}oddFooter"):
        reference = element.get("r") or element.get("ref") or ""
        where, row = f"{title}!{reference}".rstrip("!"), _row(reference)
        if element.tag == f"{S}hyperlink":
            target, place = links.get(element.get(f"{R}id", ""), ""), element.get("location")
            if target:
                yield Piece(row, 1, f"{target}#{place}" if place and "#" not in target else target, True, where)
        else:
            yield from (Piece(row, 1, text, False, where) for text in _cell(element, shared) if text)
    for part in package.related(name, "comments", "threadedComment"):
        for comment in package.xml(part).iter(f"{S}comment", "{*}threadedComment"):
            reference = comment.get("ref", "")
            text = _text(comment) or "".join(node.text or "" for node in comment.iter("{*}text"))
            yield Piece(_row(reference), 1, text, False, f"{title}!{reference}, comment")
    for part in package.related(name, "drawing"):
        for inner in (part, *package.related(part, "chart")):
            yield from drawn(package.xml(inner), package.links(inner), f"{title}, drawing", 0)


def _cell(element: Element, shared: Sequence[str]) -> Iterator[str]:
    """What a cell says: its text and its formula, in which an address may stand; or what stands at the head or foot of a sheet."""
    if element.tag != f"{S}c":
        yield _CODES.sub(" ", element.text or "")
        return
    formula, value = element.findtext(f"{S}f"), element.findtext(f"{S}v") or ""
    if element.get("t") == "s":
        value = shared[int(value)] if value.isascii() and value.isdecimal() and len(value) < 9 and int(value) < len(shared) else ""
    elif element.get("t") == "inlineStr":
        value = _text(element)
    yield value
    if formula and "//" in formula:
        yield formula
