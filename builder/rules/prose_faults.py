"""What a prose text holds that its editor may have to mend, each with its place: constructs that are not allowed, links and headings.

`prose` reads prose and writes it out; which ids exist and which anchors are taken is for the rules to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode

from builder.content import prose
from builder.content.fields import LONGEST_ADDRESS, no_text
from builder.content.yamltree import Spot
from builder.wording import Phrase

ALLOWED = frozenset(
    {
        *("root", "paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote"),
        *("inline", "text", "text_special", "softbreak", "hardbreak", "em", "strong", "link"),
    }
)
_NAMES = {
    "image": Phrase("an image"),
    "code_inline": Phrase("code"),
    "code_block": Phrase("a block indented by four spaces (code)"),
    "fence": Phrase("a code block"),
    "hr": Phrase("a horizontal rule"),
    "table": Phrase("a table"),
}
_INSIDE_TABLES = frozenset({"thead", "tbody", "tr", "th", "td"})
_NEED_WORDS = {
    "heading": Phrase("a heading"),
    "list_item": Phrase("a list item"),
    "blockquote": Phrase("a quotation"),
    "link": Phrase("a link"),
    "em": Phrase("an emphasis"),
    "strong": Phrase("an emphasis"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong inside a prose text, and where."""

    code: str
    message: Phrase
    spot: Spot


@lru_cache(maxsize=20_000)
def faults(text: str) -> tuple[Fault, ...]:
    """The constructs of a prose text that content does not allow."""
    starts = _starts(text)
    found = ((node, fault) for node in prose.tree(text).walk() for fault in _faults(node))
    return tuple(Fault(code, message, _spot(text, near, _start(starts, node))) for node, (code, message, near) in found)


def _faults(node: SyntaxTreeNode) -> Iterator[tuple[str, Phrase, str]]:  # noqa: C901 - a list of cases, in order
    """What is wrong with a node by itself: code, message, and the text near which to look for it."""
    if node.type in ("html_inline", "html_block"):
        near = _first_line(node)
        yield "raw-html", Phrase("raw HTML ('{near}') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'", near=near), near
    elif node.type in _NEED_WORDS and not prose.inline_text(node).strip():
        words = Phrase("{what} has no words: write some, or remove it", what=_NEED_WORDS[node.type])
        yield "prose-empty", words, "[" if node.type == "link" else node.markup
    elif node.type == "heading" and node.tag == "h1":
        yield "prose-heading", Phrase("a heading '#' is the page's own title: use '##' or lower"), "#"
    elif node.type in ("heading", "blockquote") and node.parent is not None and node.parent.type != "root":
        words = Phrase("{what} cannot stand inside a list or quotation: put it before or after", what=_NEED_WORDS[node.type])
        yield "prose-nesting", words, prose.inline_text(node)
    elif node.type in ("bullet_list", "ordered_list") and _lists_around(node) == prose.MAX_DEPTH:
        yield "prose-depth", Phrase("lists stand more than {most} deep inside each other: take some levels out", most=prose.MAX_DEPTH), _first_words(node)
    elif node.type == "inline" and node.meta.get("deep"):
        words = Phrase("emphases and links stand more than {most} deep inside each other: take some out", most=prose.MAX_DEPTH)
        yield "prose-depth", words, _first_line(node)[:20]
    elif node.type in _INSIDE_TABLES:
        return  # told of the table
    elif node.type not in ALLOWED:
        what = _NAMES.get(node.type, Phrase.verbatim(node.type))
        near = next((prose.inline_text(inner) for inner in node.walk() if inner.type == "inline"), "") if node.type == "table" else _first_line(node)
        yield "prose-construct", Phrase("{what} is not allowed in prose: use paragraphs, lists, headings, emphasis and links", what=what), near
    elif node.type == "link" and "label" not in node.meta:
        href = str(node.attrs.get("href", ""))
        if len(href) > LONGEST_ADDRESS:
            words = Phrase("the link '{href}' is longer than {most} characters: give a shorter address", href=href, most=LONGEST_ADDRESS)
            yield "long-address", words, href[:20]
        elif not re.match(r"https?://|mailto:", href):
            words = Phrase("the link '{href}' has no place on the site: refer to an entry by id, as in '[text][ID]', or give a full address", href=href)
            yield "prose-link", words, href
    elif node.type in ("text", "text_special"):
        for char in sorted(no_text(node.content)):
            words = Phrase("an entity stands for the character U+{code}, which is no text: remove it", code=f"{ord(char):04X}")
            yield "control-character", words, "&"


def _first_words(node: SyntaxTreeNode) -> str:
    """The words with which a block begins; the mark of a list without any."""
    return next((line for inner in node.walk() if inner.type == "inline" and (line := _first_line(inner))), node.markup)


def _lists_around(node: SyntaxTreeNode) -> int:
    """How many lists a list stands in."""
    count, above = 0, node.parent
    while above is not None:
        count += above.type in ("bullet_list", "ordered_list")
        above = above.parent
    return count


def _spot(text: str, near: str, start: int) -> Spot:
    """The first place of a text `near` at or after `start`."""
    return Spot(near, text[:start].count(near) if near else 0)


def _first_line(node: SyntaxTreeNode) -> str:
    return node.content.strip().splitlines()[0] if node.content.strip() else ""


def _starts(text: str) -> list[int]:
    """Where each line of a prose text begins, as CommonMark counts them, and where the text ends."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text)), len(text) + 1]


def _start(starts: list[int], node: SyntaxTreeNode) -> int:
    """Where in a prose text the block begins that holds a node."""
    block: SyntaxTreeNode | None = node
    while block is not None and not block.map:
        block = block.parent
    return starts[block.map[0]] if block is not None and block.map else 0


@dataclass(frozen=True)
class Label:
    """A reference link in a prose text: the id, and where it is written."""

    id: str
    spot: Spot


def labels(text: str) -> Iterator[Label]:
    """Every reference link of a prose text, in order."""
    end, starts = 0, _starts(text)
    for node in prose.tree(text).walk():
        if node.type != "link" or "label" not in node.meta:
            continue
        label = str(node.meta["label"])
        start = max(end, _start(starts, node))
        spots = re.compile(r"(?<!\\)\[([^\[\]]*)\](?!\[[^\]])").finditer(text, start)
        found = next((match for match in spots if match[1].upper() == label), None)
        if found:
            end = found.end()
        yield Label(label, _spot(text, found[0], found.start()) if found else Spot(""))


@dataclass(frozen=True)
class Heading:
    """A heading in a prose text: its anchor, its words, and where they are written."""

    anchor: str
    words: str
    spot: Spot


def headings(text: str) -> Iterator[Heading]:
    """The headings of a prose text, in order."""
    starts = _starts(text)
    for node in prose.tree(text).walk():
        if node.type == "heading":
            spot = _spot(text, node.children[0].content, _start(starts, node))
            yield Heading(prose.heading_anchor(node), prose.inline_text(node), spot)
