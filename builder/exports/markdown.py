r"""Text and prose as CommonMark that any reader of Markdown takes, and links that lead to permanent addresses.

Prose of the content is CommonMark with reference links by id, so it stands as its editor wrote it; only its headings go down,
and the definitions of just the ids that a file names stand at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import UndefinedError
from markupsafe import Markup

from builder.content import prose
from builder.content.records import Citation
from builder.model import sources
from builder.model.strategy import AnyNode, Strategy

_SPECIAL = re.compile(r"[\\`*_\[\]<#~]|&(?=#|\w+;)|^[-+=>](?=\s|$|[-+=>])|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$)|(?<=^\d\d\d\d)[.)](?=\s|$)")
_DEFINITION = re.compile(r"^([ \t>]*\[[^\]\n]*\]):", re.MULTILINE)
"""What reads as the definition of a link where the words are meant."""


def escape(text: object) -> Markup:
    """Plain text as it must stand in CommonMark to show as typed; white space is folded."""
    folded = " ".join(str(text).split())
    return Markup(_SPECIAL.sub(lambda match: f"\\{match[0]}", folded))  # noqa: S704 - this is the escaping


def finalize(value: Any) -> Markup:
    """What becomes of what a template prints. Raises `UndefinedError` for a value that is not there."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise UndefinedError("a value is None: test for it before printing it")
    return escape(value)


class Links:
    """Links and prose for one file; remembers the ids that it names."""

    def __init__(self, strategy: Strategy, url: Callable[[AnyNode], str]) -> None:
        self._strategy = strategy
        self._url = url
        self._used: set[str] = set()

    def link(self, node: AnyNode, words: object = None) -> Markup:
        """A link to an entry: by its id where it is known by that, else by its title, unless `words` say otherwise."""
        if not node.id:
            return escape(node.title if words is None else words)
        self._used.add(node.id)
        if words is None and node.kind.coded:
            return Markup(f"[{node.id}]" if node.code == node.id else f"[{escape(node.code)}][{node.id}]")  # noqa: S704 - escaped
        return Markup(f"[{escape(node.title if words is None else words)}][{node.id}]")  # noqa: S704 - escaped

    def titled(self, node: AnyNode) -> Markup:
        """A link to an entry by its id and short title, if it is known by that; else by its title."""
        return self.link(node) + Markup(" ") + escape(node.record.short_text) if node.id and node.kind.coded else self.link(node)

    def joined(self, nodes: Iterable[AnyNode]) -> Markup:
        """Links to entries in a row."""
        return Markup(", ").join(map(self.link, nodes))

    def ids(self, nodes: Iterable[AnyNode]) -> Markup:
        """Entries in a row by their ids alone, for long lists; those without one by their titles."""
        return Markup(", ").join(escape(node.code or node.title) for node in nodes)

    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as blocks; its headings go `shift` levels down."""
        self._used.update(prose.references(text))
        lines = _DEFINITION.sub(r"\1\\:", text.strip()).splitlines()
        for node in prose.tree(text.strip()).walk():
            if node.type == "heading" and node.map and node.level == 0:
                first, last = node.map
                words = lines[first].strip().strip("#").strip() if node.markup.startswith("#") else " ".join(line.strip() for line in lines[first : last - 1])
                lines[first:last] = [f"{'#' * min(int(node.tag[1]) + shift, 6)} {words}", *[""] * (last - first - 1)]
        return Markup("\n".join(lines))  # noqa: S704 - prose of the content is CommonMark already, and rules refuse HTML in it

    def item(self, text: str, indent: int = 2) -> Markup:
        """Prose inside a list item."""
        return Markup(re.sub(r"\n(?!\n|$)", "\n" + " " * indent, self.prose(text)))  # noqa: S704 - as above

    def where(self, citation: Citation | None) -> str:
        """Section and lines of a citation; '' for none."""
        return sources.text(self._strategy, citation).removesuffix(sources.TEXT_EDITION)

    def lines(self, citation: Citation | None) -> str:
        """The lines of a citation alone; of what they are lines is said once a file."""
        return sources.where(self._strategy, citation).removesuffix(sources.TEXT_EDITION) if citation else ""

    def definitions(self) -> str:
        """The reference definitions of just the ids that were named."""
        return "\n".join(f"[{name}]: {self._url(self._strategy.by_id[name])}" for name in sorted(self._used))
