"""The abbreviations of the glossary in the text of a finished page: explained in place, and gathered for the list at its end.

Pages are read as templates leave them, so one rule holds for prose, facts, labels and links alike, whoever wrote the words.
Special characters of words are entities there; a bracket or an angle bracket that is none is markup.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from builder.content import addresses, prose
from builder.content.records import Term
from builder.model.strategy import Node, Strategy

_MARKUP = re.compile(
    r"<!--.*?-->"
    r"|<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^<>]*)>"
    r"|^(?P<heading>#{1,6} )"
    r"|^\|(?P<row>)"
    r"|\[(?P<words>[^\[\]]*)\](?:\[[^\[\]]*\]|\(<[^<>]*>\)|\([^()\s]*\))?"
    r"|`(?P<code>[^`\n]*)`"
    r"|\{ ?[#.][^{}\n]*\}",
    re.MULTILINE | re.DOTALL,
)
"""The markup of a page: comments, tags, headings, rows of tables, links with their targets, code, lists of attributes."""
_TAG = re.compile(r"<[^<>]*>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CLOSED = _HEADINGS | {"a", "button", "summary", "label", "nav", "svg", "pre", "code", "script", "style", "table", "details"}
"""Elements in which nothing is explained in place: a link cannot stand in another one, a heading is a name,
a table cuts off what hangs out of its cells, and what is folded away is no place for the first explanation."""
_CLOSED_ATTRIBUTES = re.compile(r'aria-hidden="true"|class="(?:id|visually-hidden)"')
"""Marks of elements that are not words to be read: pictures, identifiers, what only screen readers say."""


class Glossary:
    """Finds the abbreviations of the glossary, and explains them."""

    def __init__(self, strategy: Strategy) -> None:
        self._terms = {_folded(term.record.term): term for term in strategy.of(Term)}
        words = _any_of(self._terms)
        self._pattern = re.compile(rf"(?<!\w)(?<!&#95;)({words})(?=s?(?!\w|&#95;))") if words else re.compile(r"(?!)()")
        self._in_html = cache(lambda page: self._names(_TAG.sub("\0", page)))
        self._in_text = cache(lambda text: self._names(html.escape(text)))
        self._terms_of = cache(self._explaining)
        self._collation = strategy.localization.collation
        publication = strategy.publication
        self._common = {publication.publisher.abbreviation, publication.region.abbreviation}
        """Abbreviations that stand in nearly every passage, so they are explained in place once a page."""

    def explain(self, text: str, page: str) -> tuple[str, tuple[Node[Term], ...]]:
        """A page's Markdown with each abbreviation explained where a section first uses it, and the terms that the page uses.

        `page` is its file in the docs folder. Headings, links, tables and the like stay as they are.
        """
        found: set[str] = set()
        on_page: set[str] = set()
        in_section: set[str] = set()

        def term(match: re.Match[str]) -> str:
            name = _folded(html.unescape(match[0]))
            seen = on_page if name in self._common else in_section
            if name in seen:
                return match[0]
            seen.add(name)
            return self._explained(match[0], self._terms[name], page)

        parts = []
        for piece, words, is_open, starts in _pieces(text):
            if starts:
                in_section = set()
            names = self._names(words) if words else ()  # most markup has none
            found.update(names)
            parts.append(self._pattern.sub(term, piece) if is_open and names else piece)
        return "".join(parts), self._terms_of(frozenset(found))

    def used(self, page: str, texts: Iterable[str] = ()) -> tuple[Node[Term], ...]:
        """The terms that a piece of HTML uses, and some plain texts besides; each piece is looked at once."""
        return self._terms_of(self._in_html(page).union(*map(self._in_text, texts)))

    def used_in(self, texts: Iterable[str]) -> tuple[Node[Term], ...]:
        """The terms that plain texts use."""
        return self._terms_of(frozenset().union(*map(self._in_text, texts)))

    def _names(self, words: str) -> frozenset[str]:
        return frozenset(_folded(html.unescape(name)) for name in self._pattern.findall(words))

    @cached_property
    def _inner(self) -> dict[str, frozenset[str]]:
        """The abbreviations in the explanation of each term."""
        return {name: self._names(str(prose.escape(term.record.expansion))) for name, term in self._terms.items()}

    def _explaining(self, names: frozenset[str]) -> tuple[Node[Term], ...]:
        """The terms of those names and of the abbreviations in their own explanations, as the glossary orders them."""
        found = set(names)
        fresh = found
        while fresh:
            fresh = {name for known in fresh for name in self._inner[known]} - found
            found |= fresh
        return tuple(self._terms[name] for name in sorted(found, key=lambda name: (*self._collation.key(name), name)))

    def _explained(self, words: str, term: Node[Term], page: str) -> str:
        """A link to the glossary that holds its tooltip, as HTML: it also stands where Markdown is not read."""
        target = addresses.relative(term.place.path, addresses.Place(page).path)
        return f'<a class="term" href="{target}">{words}<span class="tip">{prose.escape(term.record.expansion)}</span></a>'


def _folded(text: str) -> str:
    return " ".join(text.split())


def _any_of(terms: Iterable[str]) -> str:
    """A pattern for each of some terms, the longest first; those with a common first letter together, so that few are tried at each word."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        found[term[0]].append("".join(map(_as_written, term[1:])))
    return "|".join(f"{_as_written(first)}(?:{'|'.join(others)})" for first, others in found.items())


def _as_written(char: str) -> str:
    """A pattern for a character of a term as pages may have it: itself or an entity."""
    if char.isspace():
        return r"\s+"
    if char.isalnum():
        return char
    ways = dict.fromkeys((html.escape(char), f"&#{ord(char)};", char))  # each once: of two alike, both would be tried, and all after them again
    return f"(?:{'|'.join(map(re.escape, ways))})"


def _pieces(text: str) -> Iterator[tuple[str, str, bool, bool]]:
    """A page in pieces: (the piece, the words in it, whether they may be explained in place, whether a section starts with it)."""
    at = 0
    line_end = 0
    """The end of a line that is a heading or a row of a table."""
    elements: list[tuple[str, bool]] = []
    closed = False
    for match in _MARKUP.finditer(text):
        before = text[at : match.start()]
        yield from _around(before, at, line_end, closed)
        at = match.end()
        tag = match["tag"]
        if match["heading"] or match["row"] is not None:
            line_end = text.find("\n", at) % (len(text) + 1)
        if tag and match["close"]:
            while elements and elements.pop()[0] != tag:
                pass
            closed = any(inner for _, inner in elements)
        elif tag and tag not in _VOID and not match["attributes"].endswith("/"):
            elements.append((tag, tag in _CLOSED or bool(_CLOSED_ATTRIBUTES.search(match["attributes"]))))
            closed = closed or elements[-1][1]
        words = match["words"] or match["code"] or ""
        starts = bool(match["heading"]) or (tag in _HEADINGS and not match["close"])
        yield match[0], _TAG.sub(" ", words), False, starts
    yield from _around(text[at:], at, line_end, closed)


def _around(words: str, at: int, line_end: int, closed: bool) -> Iterator[tuple[str, str, bool, bool]]:
    """The words between two pieces of markup, cut where the line ends that may hold no explanation."""
    cut = max(0, min(line_end - at, len(words)))
    for piece, is_open in ((words[:cut], False), (words[cut:], not closed)):
        if piece:
            yield piece, piece, is_open, False
