"""Markdown prose → a tree of plain values for the print templates.

The trees come from `prose.tree`, the one parser, and reach Typst as data: no text is ever part of Typst source,
so nothing needs escaping.

A block is `{"k": kind, …}` with kind p (paragraph), h (heading), quote, ul or ol (`items`, `tight`, `start`).
A heading's `level` counts from 1 within the text and never skips one, whatever the editor typed: PDF/UA wants that.
An inline is a string, or `{"k": kind, "c": inlines}` with kind em, strong, link (`url`), ref (`id`, `url`) or lang (`language`: another one than
that of the document), or `{"k": "br"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from builder.content import prose
from builder.wording import Foreign, Quoting

_CLOSING = ".,;:!?)”’"
Node = dict[str, Any] | str
Address = Callable[[str], str]
"""An id → the absolute address of the entry."""


def nodes(text: str, address: Address, seen: set[str] | None = None) -> list[Node]:
    """The blocks of a prose text that has passed `prose.faults`.

    An id is a reference where it is first mentioned and plain text after that, as is the custom in print.
    `seen` holds ids mentioned before; those of this text are added.
    """
    found = _once(_blocks(prose.tree(text), address, []), set() if seen is None else seen)
    if isinstance(text, Quoting):
        return _quoting(text, found)
    return _of(text.language, found) if isinstance(text, Foreign) else found


def in_its_language(parts: Sequence[str]) -> str | list[Node]:
    """Texts with commas between: as one, or, where some are in another language than the document, as inlines."""
    if not any(isinstance(part, Foreign) for part in parts):
        return ", ".join(parts)
    found: list[Node] = []
    for part in parts:
        found += [", "] * bool(found) + [inline(part)]
    return found


def inline(text: str) -> Node:
    """A text as an inline, which says its language where that is not the document's."""
    return {"k": "lang", "language": text.language, "c": [str(text)]} if isinstance(text, Foreign) else text


def _quoting(text: Quoting, found: list[Node]) -> list[Node]:
    """What is said of a text that quotes: the words between the quotation marks say their language."""
    quoted: list[Node] = []
    for node in found:
        if isinstance(node, str):
            quoted.extend({"k": "lang", "language": text.language, "c": [piece]} if at % 2 else piece for at, piece in enumerate(text.cut(node)) if piece)
        else:
            inner = {"c": _quoting(text, node["c"])} if "c" in node else {}
            quoted.append({**node, **inner, **({"items": [_quoting(text, item) for item in node["items"]]} if "items" in node else {})})
    return quoted


def _of(language: str, blocks: list[Node]) -> list[Node]:
    """Blocks whose words say that they are of a language."""
    found: list[Node] = []
    for node in blocks:
        if isinstance(node, dict) and node["k"] in ("p", "h"):
            found.append({**node, "c": [{"k": "lang", "language": language, "c": node["c"]}]})
        elif isinstance(node, dict):
            inner = {"c": _of(language, node["c"])} if "c" in node else {"items": [_of(language, item) for item in node["items"]]}
            found.append({**node, **inner})
    return found


def _once(found: list[Node], seen: set[str]) -> list[Node]:
    """Keeps the first reference to each id and leaves the words of the others."""
    kept: list[Node] = []
    for node in found:
        if isinstance(node, str):
            kept.append(node)
        elif node["k"] == "ref" and node["id"] in seen:
            kept.extend(node["c"])
        else:
            seen.update([node["id"]] if node["k"] == "ref" else ())
            inner = {key: _once(node[key], seen) for key in ("c",) if key in node}
            items = {"items": [_once(item, seen) for item in node["items"]]} if "items" in node else {}
            kept.append({**node, **inner, **items})
    return kept


def _blocks(parent: SyntaxTreeNode, address: Address, above: list[int]) -> list[Node]:
    return [_block(node, address, above) for node in parent.children]


def _block(node: SyntaxTreeNode, address: Address, above: list[int]) -> Node:
    """`above` holds the levels of the headings that a block stands under."""
    if node.type == "paragraph":
        return {"k": "p", "c": _inlines(node.children[0], address)}
    if node.type == "heading":
        typed = int(node.tag[1])
        above[:] = [level for level in above if level < typed] + [typed]
        return {"k": "h", "level": len(above), "c": _inlines(node.children[0], address)}
    if node.type == "blockquote":
        return {"k": "quote", "c": _blocks(node, address, above)}
    tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    items = [_blocks(item, address, above) for item in node.children]
    if node.type == "ordered_list":
        return {"k": "ol", "tight": tight, "items": items, "start": int(node.attrs.get("start", 1))}
    return {"k": "ul", "tight": tight, "items": items}


def _inlines(parent: SyntaxTreeNode, address: Address) -> list[Node]:
    found: list[Node] = []
    for piece in (piece for child in parent.children for piece in _inline(child, address)):
        last = found[-1] if found else None
        if isinstance(piece, str) and isinstance(last, dict) and last["k"] in ("ref", "link"):
            # Punctuation is set with the word before it, as part of the link.
            rest = piece.lstrip(_CLOSING)
            last["c"].extend([piece[: len(piece) - len(rest)]] if rest != piece else [])
            piece = rest
        if isinstance(piece, str) and isinstance(last, str):
            found[-1] = last + piece
        elif piece:
            found.append(piece)
    return found


def _inline(node: SyntaxTreeNode, address: Address) -> Iterator[Node]:
    if node.type in ("text", "text_special"):
        if node.content:
            yield node.content
    elif node.type == "softbreak":
        yield " "
    elif node.type == "hardbreak":
        yield {"k": "br"}
    elif node.type == "link":
        label = node.meta.get("label")
        target = {"k": "ref", "id": str(label), "url": address(str(label))} if label else {"k": "link", "url": str(node.attrs["href"])}
        yield {**target, "c": _inlines(node, address)}
    elif node.type in ("em", "strong"):
        yield {"k": node.type, "c": _inlines(node, address)}
    else:
        for child in node.children:
            yield from _inline(child, address)
