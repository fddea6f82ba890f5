"""An extension of Python-Markdown: columns of tables are aligned by a class, since the policy of the site allows no style attributes.

Without it, `| --: |` gives its cells `style="text-align: right;"`. Here they get the class `end`, which is right in either direction of writing;
all others begin as the style sheet has them begin.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


def class_of(style: object) -> str:
    """The class of a cell of a table, in place of the style that a parser of Markdown gives it; none for one that begins as others do."""
    return "end" if "right" in str(style) else ""


class _Cells(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("th", "td") and (name := class_of(cell.attrib.pop("style", ""))):
                cell.set("class", name)


class _Alignment(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Cells(md), "alignment", 0)


def makeExtension(**options: Any) -> Extension:  # noqa: N802 - likewise
    """The extension, as Python-Markdown asks a module for it."""
    return _Alignment(**options)
