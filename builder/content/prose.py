r"""Markdown prose of the content → trees, and from those Markdown and HTML for pages, and plain text.

One parser (markdown-it-py, CommonMark) reads all prose. A cross-reference is a reference link whose label is an id;
every label is taken as one, so a literal bracket is written `\[`.
Pages get the prose written out again in a form that every Markdown publisher reads the same way
(four-space lists, entities for special characters), whatever style the editor used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

_LISTS = ("bullet_list", "ordered_list")
MAX_DEPTH = 8
"""How many lists may stand inside each other, and how many emphases and links."""


class _AnyLabel(dict[str, Any]):
    """Reference definitions in which every label is defined: which of them exist is for the rules to say."""

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ARG002 - the signature of dict.get
        return {"href": "", "title": ""}


_NAMED = re.compile(r"(.*?)\s*\{ *#([^\W_]+(?:-[^\W_]+)*) *\}", re.DOTALL)
"""The words of a heading that names its anchor: 'Trafficking in persons {#trafficking}'."""
_PARSER = MarkdownIt("commonmark", {"store_labels": True}).disable("reference").enable("table")  # so that a table is known as one, and refused


@cache
def tree(text: str) -> SyntaxTreeNode:
    """The syntax tree of a prose text. Link nodes to an id carry it as `meta['label']`, headings an anchor of their own as the attribute `id`.

    What is emphasized or linked deeper than `MAX_DEPTH` stands there as plain words, and its block has `meta['deep']`: who walks the tree may recurse.
    """
    tokens = _PARSER.parse(text, {"references": _AnyLabel()})
    for token in tokens:
        if token.children:
            _flatten(token)
    for opening, inline in pairwise(tokens):
        last = inline.children[-1] if opening.type == "heading_open" and inline.children else None
        named = _NAMED.fullmatch(last.content) if last is not None and last.type == "text" else None
        if last is not None and named and (named[1] or len(inline.children or ()) > 1):
            last.content = named[1]
            opening.attrSet("id", named[2])
    return SyntaxTreeNode(tokens)


def _flatten(inline: Token) -> None:
    """Leaves out the marks of emphases and links that stand too deep."""
    depth, kept = 0, []
    for token in inline.children or ():
        inside = depth + (token.nesting > 0)
        depth += token.nesting
        if token.nesting == 0 or inside <= MAX_DEPTH:
            kept.append(token)
    if len(kept) < len(inline.children or ()):
        inline.children, inline.meta = kept, {**inline.meta, "deep": True}


@cache
def references(text: str) -> tuple[str, ...]:
    """The ids that a prose text refers to, each once, in order."""
    return tuple(dict.fromkeys(str(node.meta["label"]) for node in tree(text).walk() if node.type == "link" and "label" in node.meta))


# --- plain text -------------------------------------------------------------------------------


@cache
def to_text(text: str) -> str:
    """The prose as plain text: one paragraph or list item a line."""
    lines = [inline_text(node) for node in tree(text).walk() if node.type == "inline"]
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Passage:
    """A sentence that refers to an id, and the anchor of the heading above it, if any."""

    sentence: str
    anchor: str | None


_SENTENCE_END = re.compile(r"(?<=[.!?])[”’»)\"']?\s+(?=[“‘„«(]?(\w))")
"""Where a sentence may end; what follows must be no small letter."""


def passages(text: str, label: str) -> tuple[Passage, ...]:
    """The sentences of a prose text that refer to the id `label`, as plain text, in order."""
    return tuple(passage for passage, labels in _sentences(text) if label in labels)


@cache
def _sentences(text: str) -> tuple[tuple[Passage, frozenset[str]], ...]:
    """The sentences of a prose text, each with the ids that it refers to."""
    found = []
    anchor = None
    for block in tree(text).walk():
        if block.type == "heading":
            anchor = heading_anchor(block)
        if block.type != "inline":
            continue
        plain = ""
        spots: list[tuple[int, str]] = []
        for piece, target in _inline_pieces(block):
            if target:
                spots.append((len(plain), target))
            plain += piece
        bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(plain) if not match[1].islower()), len(plain)]
        for start, end in pairwise(bounds):
            found.append((Passage(plain[start:end].strip(), anchor), frozenset(label for spot, label in spots if start <= spot < end)))
    return tuple(found)


def _inline_pieces(node: SyntaxTreeNode) -> Iterator[tuple[str, str | None]]:
    """The text of an inline node in pieces, each with the id that it is a link to."""
    for child in node.children:
        label = child.meta.get("label") if child.type == "link" else None
        if label or not child.children:
            yield inline_text(child), label and str(label)
        else:
            yield from _inline_pieces(child)


def heading_anchor(heading: SyntaxTreeNode) -> str:
    """The anchor of a heading in prose: the one that it names, or its words, as in an address."""
    return str(heading.attrs.get("id") or slug(inline_text(heading)) or "section")


def with_anchors_of(text: str, original: str) -> str:
    """A translated prose text whose headings have the anchors of those of the original, if it has as many."""
    ours, theirs = ([node for node in tree(one).children if node.type == "heading"] for one in (text, original))
    if not theirs or len(ours) != len(theirs):
        return text
    lines = text.split("\n")
    for heading, meant in zip(ours, theirs, strict=True):
        at = (heading.map or (0, 0))[0]
        if heading_anchor(heading) != heading_anchor(meant):
            lines[at] = f"{lines[at].rstrip()} {{#{heading_anchor(meant)}}}"
    return "\n".join(lines)


def slug(words: str) -> str:
    """Words as they stand in an address: letters and digits of any script, all else as single hyphens."""
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-")


def sections(text: str) -> tuple[tuple[str, str, str], ...]:
    """The prose cut at its headings: (anchor, heading, plain text); what stands before the first one has neither."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for node in tree(text).children:
        if node.type == "heading":
            found.append((heading_anchor(node), inline_text(node), []))
        else:
            found[-1][2].extend(inline_text(inner) for inner in node.walk() if inner.type == "inline")
    return tuple((anchor, heading, "\n".join(lines)) for anchor, heading, lines in found)


def inline_text(node: SyntaxTreeNode) -> str:
    """The plain text of a node."""
    if node.type in ("text", "text_special"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(inline_text, node.children))


# --- Markdown for pages -----------------------------------------------------------------------

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&#|\"'~^$]|^[-+=:!?%@]|(?<=[0-9])[.)](?=\s|$)|!(?=\[|$)")


def escape(text: object) -> Markup:
    """Plain text as it must stand in a Markdown page, inside prose, a table, a heading or an HTML attribute, to show as typed.

    Special characters become numeric entities, which both Markdown and HTML leave alone; white space is folded.
    """
    folded = " ".join(str(text).split())
    return Markup(_SPECIAL.sub(lambda match: "".join(f"&#{ord(char)};" for char in match[0]), folded))  # noqa: S704 - this is the escaping


Link = Callable[[str, str], str]
"""(id, link text as it must stand) → a link, in Markdown or HTML."""


def to_markdown(text: str, link: Link, *, heading_shift: int = 0) -> Markup:
    """The prose as Markdown blocks for a page; headings go `heading_shift` levels down."""
    return Markup("\n\n".join(_blocks(tree(text), link, heading_shift)))  # noqa: S704 - every text went through escape()


def to_inline(text: str, link: Link) -> Markup:
    """The prose as Markdown on one line, for a list item or a table cell: further paragraphs and list items follow after line breaks."""
    return _one_line(text, lambda node: _inlines(node, link))


def _one_line(text: str, inlines: Callable[[SyntaxTreeNode], str]) -> Markup:
    lines = []
    for node in tree(text).walk():
        if node.type != "inline" or node.parent is None:
            continue
        item = node.parent.parent
        mark = ""
        if item is not None and item.type == "list_item" and item.children[0] is node.parent and item.parent is not None:
            first = int(item.parent.attrs.get("start", 1))
            mark = f"{first + item.parent.children.index(item)}. " if item.parent.type == "ordered_list" else "• "
        lines.append(mark + inlines(node).replace("<br>\n", "<br>").replace("\n", " "))
    return Markup("<br>".join(lines))  # noqa: S704 - every text went through escape()


def _continues(before: str, after: str) -> bool:
    """Whether publishers would read two blocks as one, if nothing stood between."""
    return (before in _LISTS and after in _LISTS) or before == after == "blockquote"


def _blocks(parent: SyntaxTreeNode, link: Link, shift: int) -> list[str]:
    blocks: list[str] = []
    for at, node in enumerate(parent.children):
        if at and _continues(parent.children[at - 1].type, node.type):
            blocks.append("<!-- -->")
        if node.type == "paragraph":
            blocks.append(_inlines(node.children[0], link))
        elif node.type == "heading":
            level = min(int(node.tag[1]) + shift, 6)
            line = _inlines(node.children[0], link).replace("\n", " ")
            blocks.append(f"{'#' * level} {line} {{ #{heading_anchor(node)} }}")
        elif node.type == "blockquote":
            blocks.append("\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node, link, shift)).splitlines()))
        else:
            start = int(node.attrs.get("start", 1))
            items = []
            for number, item in enumerate(node.children, start):
                marker = f"{number}." if node.type == "ordered_list" else "-"
                close = any(child.hidden for child in item.children if child.type == "paragraph")
                inner = ("\n" if close else "\n\n").join(_blocks(item, link, shift))
                items.append(marker.ljust(4) + inner.replace("\n", "\n    ").replace("\n    \n", "\n\n"))
            tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
            blocks.append(("\n" if tight else "\n\n").join(items))
    return blocks


def _inlines(node: SyntaxTreeNode, link: Link) -> str:
    if node.type != "link":
        return _styled(node, lambda child: _inlines(child, link))
    inner = "".join(_inlines(child, link) for child in node.children)
    label = node.meta.get("label")
    return link(str(label), inner) if label else f"[{inner}](<{str(node.attrs['href']).replace('>', '%3E')}>)"


def _styled(node: SyntaxTreeNode, inner: Callable[[SyntaxTreeNode], str]) -> str:
    """What is written alike in Markdown and in HTML: words, breaks, emphasis."""
    if node.type in ("text", "text_special"):
        lead = " " * (len(node.content) - len(node.content.lstrip()))
        tail = " " * (len(node.content) - len(node.content.rstrip())) if node.content.strip() else ""
        return f"{lead[:1]}{escape(node.content.strip())}{tail[:1]}"
    if node.type == "softbreak":
        return "\n"
    if node.type == "hardbreak":
        return "<br>\n"
    words = "".join(map(inner, node.children))
    # Emphasis as tags in Markdown too: where asterisks meet each other or a letter, publishers read them differently.
    return f"<{node.type}>{words}</{node.type}>" if node.type in ("em", "strong") else words


# --- HTML for pages -----------------------------------------------------------------------------


def to_html(text: str, link: Link, *, heading_shift: int = 0) -> Markup:
    """The prose as HTML without a blank line, an element a line; `link` gives links as HTML."""
    return Markup("\n".join(_html_blocks(tree(text), link, heading_shift)))  # noqa: S704 - every text went through escape()


def to_html_line(text: str, link: Link) -> Markup:
    """The prose as HTML on one line, as `to_inline` gives it as Markdown."""
    return _one_line(text, lambda node: _html_inlines(node, link))


def _html_blocks(parent: SyntaxTreeNode, link: Link, shift: int) -> Iterator[str]:
    for node in parent.children:
        if node.type == "inline":
            yield _html_inlines(node, link)
        elif node.type == "paragraph" and node.hidden:
            yield from _html_blocks(node, link, shift)
        elif node.type == "heading":
            level = min(int(node.tag[1]) + shift, 6)
            yield f'<h{level} id="{heading_anchor(node)}">{_html_inlines(node.children[0], link)}</h{level}>'
        else:
            start = f' start="{node.attrs["start"]}"' if "start" in node.attrs else ""
            inner = list(_html_blocks(node, link, shift))
            gap = "\n" if node.type in (*_LISTS, "blockquote") else ""
            yield f"<{node.tag}{start}>{gap}{chr(10).join(inner)}{gap}</{node.tag}>"


def _html_inlines(node: SyntaxTreeNode, link: Link) -> str:
    if node.type != "link":
        return _styled(node, lambda child: _html_inlines(child, link))
    inner = "".join(_html_inlines(child, link) for child in node.children)
    label = node.meta.get("label")
    return link(str(label), inner) if label else f'<a href="{escape(node.attrs["href"])}">{inner}</a>'
