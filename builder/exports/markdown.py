r"""Text and prose as CommonMark that any reader of Markdown takes, and links that lead to permanent addresses.

Prose of the content is CommonMark with reference links by id, so it stands as its editor wrote it; only its headings go down,
and its links get addresses: there, or in definitions at the end of a file for ids that it names several times, whichever is shorter.
What several files say alike, such as a passage on a group of countries, is written once (`Links.once`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any

from jinja2 import UndefinedError
from markupsafe import Markup

from builder.content import prose
from builder.content.records import Citation
from builder.model import sources
from builder.model.strategy import AnyNode, Strategy

_SPECIAL = re.compile(r"[\\`*_\[\]<#~]|&(?=#|\w+;)|^[-+=>](?=\s|$|[-+=>])|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$)|(?<=^\d\d\d\d)[.)](?=\s|$)")
_MARKS, _STARTS = re.compile(r"[\\`*_\[\]<#~&]"), "-+=>0123456789"
"""Without any of these characters, and without one of those at its beginning, a text has nothing special: most have not, and this is told soon."""
_MARK = "\0"
"""Stands around the words and the id of a link until the file is finished; no content may hold it."""
_REFERENCE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\](?:\[([^\[\]]+)\]|(?!\())", re.DOTALL)
"""A link to an id: its words and the id, or the id alone."""
_LINE_END = re.compile(r"\n(?!\n|$)")
"""The end of a line before one that is not blank."""
_HEADING = re.compile(r"\n#+(?= )")
_MAY_HEAD = re.compile(r"^ {0,3}[#=-]", re.MULTILINE)
"""Without such a line, prose has no heading."""
_DEFINITION = re.compile(r"^([ \t>]*\[[^\]\n]*\]):", re.MULTILINE)
"""What reads as the definition of a link where the words are meant."""


def escape(text: object) -> Markup:
    """Plain text as it must stand in CommonMark to show as typed; white space is folded."""
    return _escaped(str(text))


@cache
def _escaped(text: str) -> Markup:
    folded = " ".join(text.split())
    if folded[:1] in _STARTS or _MARKS.search(folded):
        folded = _SPECIAL.sub(lambda match: f"\\{match[0]}", folded)
    return Markup(folded)  # noqa: S704 - this is the escaping


def finalize(value: Any) -> Markup:
    """What becomes of what a template prints. Raises `UndefinedError` for a value that is not there."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise UndefinedError("a value is None: test for it before printing it")
    return escape(value)


def at(address: str) -> Markup:
    """An address that stands for itself."""
    return Markup(f"<{address}>")  # noqa: S704 - addresses of ours


def _linked(words: str, identifier: str) -> str:
    """A link to an id, marked: how it is written is decided when the whole file is known."""
    return f"{_MARK}{words}{_MARK}{identifier}{_MARK}"


def _linked_once(text: str) -> str:
    """Prose in which only the first of several links to an id is one: the others are of no use."""
    seen: set[str] = set()
    if "[" not in text:
        return text.strip()

    def write(match: re.Match[str]) -> str:
        words, label = match[1], match[2] or match[1]
        if label in seen:
            return words
        seen.add(label)
        return _linked(words, label)

    return _REFERENCE.sub(write, _DEFINITION.sub(r"\1\\:", text.strip()))


def _blocks(text: str, shift: int) -> Markup:
    """Prose as it stands, with its links marked, and its headings `shift` levels further down."""
    lines = _linked_once(text).splitlines()
    for node in prose.tree(text.strip()).children if _MAY_HEAD.search(text) else ():
        if node.type == "heading" and node.map:
            first, last = node.map
            words = lines[first].strip().strip("#").strip() if node.markup.startswith("#") else " ".join(line.strip() for line in lines[first : last - 1])
            lines[first:last] = [f"{'#' * min(int(node.tag[1]) + shift, 6)} {words}", *[""] * (last - first - 1)]
    return Markup("\n".join(lines))  # noqa: S704 - prose of the content is CommonMark already, and rules refuse HTML in it


def lowered(text: str, levels: int) -> str:
    """A text whose headings go down, as far as there are levels of them."""
    return _HEADING.sub(lambda match: "\n" + "#" * min(len(match[0]) - 1 + levels, 6), f"\n{text}")[1:]


class Links:
    """Links and prose for the files of a strategy; what several of them say alike is written once."""

    def __init__(self, strategy: Strategy, url: Callable[[AnyNode], str]) -> None:
        self._strategy = strategy
        self._places: dict[int, str] = {}
        self._addresses = {name: url(node) for name, node in strategy.by_id.items()}
        self._known: dict[Hashable, Any] = {}
        self._blocks, self._link = cache(_blocks), cache(self._written)

    def finished(self, text: str) -> str:
        """A text with its links: an id that is named once has its address there; of others, definitions at the end have it."""
        parts = text.strip().split(_MARK)
        counts = Counter(parts[2::3])
        for at in range(2, len(parts), 3):
            words, name = parts[at - 1], parts[at]
            parts[at - 1] = f"[{words}]"
            if counts[name] == 1:
                parts[at] = f"({self._addresses[name]})"
            else:  # a link says its id once, unless what follows would make something else of it
                parts[at] = "" if words == name and not parts[at + 1].startswith(("(", "[", ":")) else f"[{name}]"
        definitions = "\n".join(f"[{name}]: {self._addresses[name]}" for name in sorted(counts) if counts[name] > 1)
        return "\n\n".join(filter(None, ("".join(parts), definitions)))

    def once(self, key: Hashable, write: Callable[..., Any], *of: Any) -> Any:
        """What is written alike in every file that has it, `write(links, *of)`: made when the first one asks."""
        if key not in self._known:
            self._known[key] = write(self, *of)
        return self._known[key]

    def link(self, node: AnyNode, words: object = None) -> Markup:
        """A link to an entry: by its id where it is known by that, else by its title, unless `words` say otherwise."""
        return self._link(node) if words is None else self._written(node, words)

    def _written(self, node: AnyNode, words: object = None) -> Markup:
        said = escape(words if words is not None else node.code if node.kind.coded and node.id else node.title)
        return Markup(_linked(said, node.id)) if node.id else said  # noqa: S704 - escaped

    def titled(self, node: AnyNode) -> Markup:
        """A link to an entry by its id and short title, if it is known by that; else by its title."""
        if not node.id or not node.kind.coded:
            return self.link(node)
        return Markup(f"{self.link(node)} {escape(node.record.short_text)}")  # noqa: S704 - escaped

    def joined(self, nodes: Iterable[AnyNode]) -> Markup:
        """Links to entries in a row."""
        return Markup(", ".join(map(self._link, nodes)))  # noqa: S704 - escaped

    def ids(self, nodes: Iterable[AnyNode]) -> Markup:
        """Entries in a row by their ids alone, for long lists; those without one by their titles."""
        return Markup(", ".join([_escaped(node.code or node.title) for node in nodes]))  # noqa: S704 - escaped

    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as blocks; its headings go `shift` levels down."""
        return self._blocks(text, shift)

    def item(self, text: str) -> Markup:
        """Prose inside a list item."""
        return Markup(_LINE_END.sub("\n  ", self._blocks(text, 0)))  # noqa: S704 - as above

    def where(self, citation: Citation | None) -> str:
        """Section and lines of a citation; '' for none."""
        if id(citation) not in self._places:
            self._places[id(citation)] = sources.text(self._strategy, citation, lines="bare")
        return self._places[id(citation)]

    def lines(self, citation: Citation | None) -> str:
        """The lines of a citation alone; of what they are lines is said once a file."""
        return sources.where(self._strategy, citation, lines="bare") if citation else ""
