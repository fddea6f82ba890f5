"""Entries as text with comments that say what each key is for, in the words of the record classes; for those who have no example yet."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from builder.content.kinds import Kind
from builder.content.load import BODY
from builder.content.records import Part
from builder.content.salvage import inner_model
from builder.tools import yamledit

__all__ = ["head", "plain", "text"]

_WIDTH = 100
"""Columns of a comment."""
_HOLDS = {
    "mapping": "One file for each; its name, {files}, becomes the address of its page.",
    "list": "A list: each entry begins with a dash.",
    "front-matter": "One file for each; its name, {files}, becomes the address of its page. Its text follows below the second line of dashes.",
}
_SINGLE = "There is one, and this file holds it."


def head(kind: Kind, values: Mapping[str, Any]) -> str:
    """The comment above the first entry of a kind: what it is, how files hold it, and which keys it may have besides."""
    files = f"{kind.location.rpartition('/')[2].replace('*', 'a-name')}"
    about = (inspect.getdoc(kind.record) or "").partition("\n\n")[0].replace("\n", " ")
    lines = [*_comment(about), *_comment(_SINGLE if kind.single else _HOLDS[kind.layout].format(files=files))]
    further = [name for name in kind.record.model_fields if name not in values]
    if further:
        lines += ["#", "# Further keys, where they are needed:"]
        lines += [line for name in further for line in _comment(_said(kind.record, name), f"#   {name}: ", "#     ")]
    return "\n".join(lines) + "\n"


def text(kind: Kind, values: Mapping[str, Any]) -> str:
    """The text of an entry as its file holds it, with a comment above each key that has something to say, the first time it stands there."""
    lines = list(_mapping(kind.record, {key: value for key, value in values.items() if kind.layout != "front-matter" or key != BODY}, set()))
    if kind.layout == "list":
        lines = list(_item(lines, ""))
    if kind.layout == "front-matter":
        return "\n".join([*lines, "---", "", str(values[BODY]), ""])
    return "\n".join(lines) + "\n"


def plain(kind: Kind, values: Mapping[str, Any]) -> str:
    """The same without comments."""
    return "".join(line for line in text(kind, values).splitlines(keepends=True) if not line.lstrip().startswith("#"))


def _mapping(cls: type[Part], values: Mapping[str, Any], told: set[tuple[type[Part], str]]) -> Iterator[str]:
    for name, value in values.items():
        if (cls, name) not in told:
            yield from _comment(_said(cls, name))
        told.add((cls, name))
        inner = inner_model(cls.model_fields[name].annotation)
        if inner is None or not issubclass(inner, Part) or not value:
            yield from yamledit.mapping({name: value}).splitlines()
        elif isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {line}" for line in _mapping(inner, value, told))
        else:
            yield f"{name}:"
            for item in value:
                yield from _item(_mapping(inner, item, told), "  ")


def _item(lines: Iterator[str] | list[str], indent: str) -> Iterator[str]:
    """A mapping as an item of a list: what comments on its first key stands above the dash."""
    begun = False
    for line in lines:
        if begun:
            yield f"{indent}  {line}".rstrip()
        elif line.startswith("#"):
            yield f"{indent}{line}"
        else:
            begun = True
            yield f"{indent}- {line}"


def _said(cls: type[Part], name: str) -> str:
    """What a class says of a field, on one line."""
    return " ".join((cls.model_fields[name].description or "").split())


def _comment(words: str, first: str = "# ", other: str = "# ") -> list[str]:
    if not words:
        return [first.rstrip().rstrip(":")] if first.strip() != "#" else []
    return textwrap.wrap(words, _WIDTH, initial_indent=first, subsequent_indent=other, break_long_words=False, break_on_hyphens=False)
