"""`objects.inv`: the inventory by which Sphinx, MyST and MkDocs documents link to our ids and pages by name.

Follows the Sphinx inventory, version 2. Every id is a `std:label`, the only kind that `:ref:` resolves, and appears in
lower case (which Sphinx makes of every label) and in upper case (which MyST and MkDocs look for as typed).
Where the strategy has a prefix, each name is there with it as well, so that documents that link to two strategies can say which.
The title of an id that is gone says so.
Addresses are permanent ones, because a document may be built years before it is read.
Written with zlib alone: the library for inventories takes longer to import than all exports take to make.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from builder.content import addresses
from builder.exports.context import Context


def objects_inv(context: Context) -> bytes:
    """`objects.inv`: head in plain text, lines compressed with zlib."""
    publication = context.strategy.publication
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {_line(publication.short_title)}\n"
        f"# Version: {_line(publication.edition.name)}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    return head.encode() + zlib.compress("".join(f"{line}\n" for line in _lines(context)).encode(), 9)


def _lines(context: Context) -> Iterator[str]:
    for identifier in context.register.identifiers:
        title = _title(context.register.marked(identifier))
        for prefix in dict.fromkeys(("", context.prefix)):
            for name in (identifier.id.lower(), identifier.id):
                yield f"{prefix}{name} std:label -1 {identifier.address} {title}"
    for page in context.pages:
        path = addresses.Place(page).path
        yield f"{path.rstrip('/') or 'index'} std:doc -1 {path or './'} {_title(context.titles.get(page, '')) or '-'}"


def _title(text: str) -> str:
    """A display name; '-' by itself would stand for the object's name, so it becomes a hyphen of another code."""
    line = _line(text)
    return "‐" if line == "-" else line


def _line(text: str) -> str:
    """One line without characters at which a reader might break it."""
    return " ".join(text.split())
