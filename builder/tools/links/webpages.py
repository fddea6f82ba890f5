"""HTML, tag by tag.

It is read by hand, because each reference must be reported with its line, and mended where it stands. Parsers of HTML (html5lib, lxml) repair
what they read and tell no line, or only that of a tag; the standard library's reads what is not finished differently from one version of
Python to the next.
"""

from __future__ import annotations

import html
import re
from bisect import bisect
from collections.abc import Iterator

from builder.tools.links.pieces import Piece
from builder.tools.links.texts import decoded

_LINKS = frozenset({"href", "src", "cite", "data", "content"})
_MARKUP = re.compile(r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*)|[!?/][^>]*>?)", re.DOTALL)
"""A comment, the beginning of a tag, or what else is no text."""
_ATTRIBUTE = re.compile(r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/]*>?")
_SILENT = {name: re.compile(rf"</{name}(?=[\s/>])|\Z", re.IGNORECASE) for name in ("script", "style")}
"""Elements whose text nobody reads, and what ends them."""
_HUGE = re.compile(r"&#0*(?=\d)(\d{8,};?)?")


def pieces(data: bytes) -> Iterator[Piece]:
    """The text and links of HTML: tokens as in the HTML Living Standard, 13.2.5, in one pass; what is not finished reaches to the end."""
    text = decoded(data)
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for start, offset, value in _tokens(text):
        line, link = bisect(lines, start), offset != start
        for number, part in enumerate([value] if link else value.split("\n")):
            if part.strip():
                said = _characters(part)
                yield Piece(line + number, 1 if number else start - lines[line - 1] + 1, said, link, offset=offset if said == part else -1)
            offset += len(part) + 1


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each begins, where its value does, and the value: a text begins with its value, the address of a link stands in a tag."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        start = len(text) if start < 0 else start
        yield at, at, text[at:start]
        match = _MARKUP.match(text, start)
        if match is None:  # a '<' by itself
            at = start + 1
            continue
        at = match.end()
        if tag := match["tag"]:
            while attribute := _ATTRIBUTE.match(text, at):
                at = attribute.end()
                group = next((name for name in ("double", "single", "bare") if attribute[name]), "")
                if group and attribute["name"].lower() in _LINKS:
                    value = attribute[group]
                    yield start, attribute.start(group) + len(value) - len(value.lstrip()), value.strip()
            at = _end(_TAG_END, text, at)
            if tag.lower() in _SILENT and not match["end"] and text[at - 2 : at] != "/>":
                at = _end(_SILENT[tag.lower()], text, at, before=True)


def _end(pattern: re.Pattern[str], text: str, at: int, *, before: bool = False) -> int:
    match = pattern.search(text, at)
    return at if match is None else match.start() if before else match.end()


def _characters(text: str) -> str:
    """Text with its character references resolved; a number that no character has is what the standard makes of it."""
    return html.unescape(_HUGE.sub(lambda match: "\N{REPLACEMENT CHARACTER}" if match[1] else "&#", text))
