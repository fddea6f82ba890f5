"""Whether every entry stands where its kind says: on a page that is made, at an anchor that the page has.

A kind whose page or anchor nobody made would be published with permanent links that lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.content.kind_phrases import noun
from builder.model.strategy import AnyNode, Strategy
from builder.problems import Problem
from builder.wording import Phrase

_ANCHOR = re.compile(r"^#+ .*\{ #([\w-]+)[^{}]*\}$|<[a-z][^<>]*? id=\"([\w-]+)\"", re.MULTILINE)
"""The anchor of a heading or an element; braces and angle brackets in words are escaped."""


def anchors(page: str) -> list[str]:
    """The anchors of a page that are written out, in order; headings of prose make theirs likewise."""
    return [match[1] or match[2] for match in _ANCHOR.finditer(page)]


def missing(strategy: Strategy, pages: Mapping[str, str]) -> Iterator[Problem]:
    """The first entry of each kind that has no place on the pages (their Markdown by file)."""
    known = {path: frozenset(anchors(text)) for path, text in pages.items()}
    told: set[str] = set()
    for node in strategy.nodes:
        fault = _fault(node, known)
        if fault and node.kind.name not in told:
            told.add(node.kind.name)
            yield Problem(node.file, node.line, 1, "no-place", fault)


def _fault(node: AnyNode, known: Mapping[str, frozenset[str]]) -> Phrase | None:
    place = node.place
    if place.page not in known:
        return Phrase(
            "the page of this {name}, '{page}', is made by no line of PAGES (builder/pages/catalogue.py): add one, or another page in KINDS",
            name=noun(node.kind.name),
            page=place.page,
        )
    if place.anchor and place.anchor not in known[place.page]:
        return Phrase(
            "the page '{page}' has no anchor '{anchor}' for this {name}: its template must show it",
            page=place.page,
            anchor=place.anchor,
            name=noun(node.kind.name),
        )
    return None
