r"""Text and prose as CommonMark that any reader of Markdown takes, and links that lead to permanent addresses.

Prose of the content is CommonMark with reference links by id, so it stands as its editor wrote it; only its headings go down,
and the definitions of just the ids that a file names stand at its end.
What several files say alike, such as a passage on a group of countries, is written once (`Words.once`), with the ids that it names.
"""

from __future__ import annotations

import re
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
_DEFINITION = re.compile(r"^([ \t>]*\[[^\]\n]*\]):", re.MULTILINE)
"""What reads as the definition of a link where the words are meant."""


def escape(text: object) -> Markup:
    """Plain text as it must stand in CommonMark to show as typed; white space is folded."""
    folded = " ".join(str(text).split())
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


def _blocks(text: str, shift: int) -> Markup:
    """Prose as it stands, but its headings `shift` levels further down."""
    lines = _DEFINITION.sub(r"\1\\:", text.strip()).splitlines()
    for node in prose.tree(text.strip()).children:
        if node.type == "heading" and node.map:
            first, last = node.map
            words = lines[first].strip().strip("#").strip() if node.markup.startswith("#") else " ".join(line.strip() for line in lines[first : last - 1])
            lines[first:last] = [f"{'#' * min(int(node.tag[1]) + shift, 6)} {words}", *[""] * (last - first - 1)]
    return Markup("\n".join(lines))  # noqa: S704 - prose of the content is CommonMark already, and rules refuse HTML in it


class Words:
    """What the files of a strategy have in common: how its entries are addressed, and what several of them say alike."""

    def __init__(self, strategy: Strategy, url: Callable[[AnyNode], str]) -> None:
        self.strategy = strategy
        self.definitions = {name: f"[{name}]: {url(node)}" for name, node in sorted(strategy.by_id.items())}
        """The reference definition of each id."""
        self.known: dict[Hashable, tuple[Any, frozenset[str]]] = {}
        """What was written before, and the ids that it names."""
        self.blocks = cache(_blocks)
        self.places: dict[int, str] = {}
        """The section and lines of citations, by their identity."""


class Links:
    """Links and prose for one file; remembers the ids that it names."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._used: set[str] = set()

    def once(self, key: Hashable, write: Callable[..., Any], *of: Any) -> Any:
        """What is written alike in every file that has it, `write(links, *of)`: made when the first one asks."""
        if key not in self._words.known:
            inner = Links(self._words)
            self._words.known[key] = (write(inner, *of), frozenset(inner._used))
        found, used = self._words.known[key]
        self._used |= used
        return found

    def link(self, node: AnyNode, words: object = None) -> Markup:
        """A link to an entry: by its id where it is known by that, else by its title, unless `words` say otherwise."""
        if not node.id:
            return escape(node.title if words is None else words)
        self._used.add(node.id)
        if words is None and node.kind.coded:
            return Markup(f"[{node.id}]")  # noqa: S704 - an id has no special characters
        return Markup(f"[{escape(node.title if words is None else words)}][{node.id}]")  # noqa: S704 - escaped

    def titled(self, node: AnyNode) -> Markup:
        """A link to an entry by its id and short title, if it is known by that; else by its title."""
        return self.link(node) + Markup(" ") + escape(node.record.short_text) if node.id and node.kind.coded else self.link(node)

    def joined(self, nodes: Iterable[AnyNode]) -> Markup:
        """Links to entries in a row."""
        return Markup(", ").join(map(self.link, nodes))

    def ids(self, nodes: Iterable[AnyNode]) -> Markup:
        """Entries in a row by their ids alone, for long lists; those without one by their titles."""
        return Markup(", ").join(Markup(node.id) if node.id else escape(node.title) for node in nodes)  # noqa: S704 - an id has no special characters

    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as blocks; its headings go `shift` levels down."""
        self._used.update(prose.references(text))
        return self._words.blocks(text, shift)

    def item(self, text: str) -> Markup:
        """Prose inside a list item."""
        return Markup(re.sub(r"\n(?!\n|$)", "\n  ", self.prose(text)))  # noqa: S704 - as above

    def where(self, citation: Citation | None) -> str:
        """Section and lines of a citation; '' for none."""
        places = self._words.places
        if id(citation) not in places:
            places[id(citation)] = sources.text(self._words.strategy, citation).removesuffix(sources.TEXT_EDITION)
        return places[id(citation)]

    def lines(self, citation: Citation | None) -> str:
        """The lines of a citation alone; of what they are lines is said once a file."""
        return sources.where(self._words.strategy, citation).removesuffix(sources.TEXT_EDITION) if citation else ""

    def definitions(self) -> str:
        """The reference definitions of just the ids that were named."""
        return "\n".join(map(self._words.definitions.__getitem__, sorted(self._used)))
