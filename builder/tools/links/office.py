"""Text and links of DrawingML (ECMA-376, chapter 21), which slides, diagrams, charts and text boxes share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from builder.tools.links.pieces import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CLICKS = frozenset({f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver"})


def once(root: Element, gone: frozenset[str] = frozenset()) -> Element:
    """A tree without what a reader does not see: the fallbacks of what stands there in a newer form, and elements that are `gone`."""
    for again in list(root.iter(f"{MC}AlternateContent")):
        if again.find(f"{MC}Choice") is not None:
            for fallback in again.findall(f"{MC}Fallback"):
                again.remove(fallback)
    if gone:
        for element in list(root.iter(*gone)):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return root


def drawn(root: Element, links: Mapping[str, str], where: str, line: int) -> Iterator[Piece]:
    """The paragraphs and links of a drawing; its lines are counted from the one after `line`."""
    for element in once(root).iter(f"{A}p", *_CLICKS):
        if element.tag == f"{A}p":
            line += 1
            text = "".join((node.text or "") if node.tag == f"{A}t" else " " for node in element.iter(f"{A}t", f"{A}br", f"{A}tab"))
            if text.strip():
                yield Piece(line, 1, text, False, where)
        elif target := links.get(element.get(f"{R}id", ""), ""):
            yield Piece(max(line, 1), 1, target, True, where)
