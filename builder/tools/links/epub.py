"""Books (.epub, EPUB 3.3 and earlier): the chapters in reading order, then what else is a page, each read as HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from builder.tools.links import webpages
from builder.tools.links.package import Package
from builder.tools.links.pieces import Piece, fail
from builder.wording import Phrase

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def pieces(data: bytes) -> Iterator[Piece]:
    """The text and links of a book, each with the file of the book that it stands in; lines are those of that file."""
    package = Package(data)
    if _CONTAINER not in package.names:
        fail("document-damaged", Phrase("is not an EPUB file: export it again"))
    if "META-INF/encryption.xml" in package.names and _locked(package):
        fail("document-locked", Phrase("is locked by rights management: use a copy without it"))
    for name in _chapters(package):
        for piece in webpages.pieces(package.bytes(name)):
            yield replace(piece, where=name, offset=-1)


def _locked(package: Package) -> bool:
    """Whether more is encrypted than fonts, which every reader can undo (EPUB 3.3, 4.3)."""
    methods = [item.get("Algorithm", "") for item in package.xml("META-INF/encryption.xml").iter("{*}EncryptionMethod")]
    return any(method not in ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC") for method in methods)


def _chapters(package: Package) -> list[str]:
    found: dict[str, None] = {}
    for root in package.xml(_CONTAINER).iter("{*}rootfile"):
        name = root.get("full-path", "")
        if name not in package.names:
            continue
        book = package.xml(name)
        folder = posixpath.dirname(name)
        items = {
            item.get("id", ""): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            for item in book.iter("{*}item")
            if item.get("media-type") in _PAGES
        }
        spine = [items[key] for item in book.iter("{*}itemref") if (key := item.get("idref", "")) in items]
        found |= dict.fromkeys(page for page in (*spine, *items.values()) if page in package.names)
    if not found:
        fail("document-damaged", Phrase("is a book without chapters: export it again"))
    return list(found)
