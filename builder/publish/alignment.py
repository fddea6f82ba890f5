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


class _Cells(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in root.iter():
            style = cell.attrib.pop("style", "") if cell.tag in ("th", "td") else ""
            if "right" in style:
                cell.set("class", "end")


class _Alignment(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Cells(md), "alignment", 0)


def makeExtension(**options: Any) -> Extension:  # noqa: N802 - likewise
    """The extension, as Python-Markdown asks a module for it."""
    return _Alignment(**options)
