"""A document that is a ZIP file of XML parts (ECMA-376, OpenDocument, EPUB), read within bounds.

Parts are unpacked one at a time, and only those that are asked for; all together may not be longer than a document should be, nor
many times longer than the file. lxml reads the XML: it resolves no entity, opens no other file and no address, and stops at 256 levels.
A part with a document type is refused, since it is there that entities are declared, which no program that writes such documents needs.

The libraries for one format each (python-docx, python-pptx, openpyxl, odfpy, EbookLib) make the documents of the tests. They do not read
them here: they unpack without bounds, openpyxl visits every cell of the rectangle that a sheet says it has, and they give no place for
what stands in footnotes, fields, notes, diagrams, charts or text boxes, where references stand too.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from builder.tools.links.pieces import MAX_PARTS, MAX_RATIO, MAX_SMALL, MAX_TEXT, MB, fail, missing, shown
from builder.wording import Phrase

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHUNK = 2**16
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(main|relationships)\b")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"
"""Names of the same things in documents that are saved as "Strict Open XML" (ISO/IEC 29500-1) and in all others (29500-4)."""
_DECOMPRESSION = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, NotImplementedError, RuntimeError)
"""What the standard library raises for a damaged archive, beside the error of LZMA, which it need not have."""


class Package:
    """The parts of a packed document, by name. Raises `Refused` for what is damaged, locked or beyond bounds."""

    def __init__(self, data: bytes) -> None:
        self._size = len(data)
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DECOMPRESSION as error:
            fail("document-damaged", _damaged(_said(error)))
        if len(self._archive.infolist()) > MAX_PARTS:
            fail(
                "document-limit",
                Phrase(
                    "holds {number} files, of which at most {most} are read: it is no ordinary document",
                    number=len(self._archive.infolist()),
                    most=MAX_PARTS,
                ),
            )

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._archive.namelist())

    def bytes(self, name: str) -> bytes:
        """What a part holds."""
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            fail("document-locked", Phrase("is locked with a password: save a copy without one"))
        parts: list[bytes] = []
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    parts.append(chunk)
                    self._weigh(len(chunk))
        except _DECOMPRESSION as error:
            fail("document-damaged", _damaged(f"{name}: {_said(error)}"))
        except Exception as error:
            if type(error).__name__ != "LZMAError":
                raise
            fail("document-damaged", _damaged(f"{name}: {_said(error)}"))
        return b"".join(parts)

    def _weigh(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_TEXT:
            fail("document-limit", Phrase("holds more than {most} MB of text: split it", most=MAX_TEXT // MB))
        if self._unpacked > MAX_SMALL and self._unpacked > MAX_RATIO * self._size:
            fail(
                "document-limit",
                Phrase("is packed more than {times} times smaller than its text, as no ordinary document is: it was not read", times=MAX_RATIO),
            )

    def xml(self, name: str) -> Element:
        """The root of a part that is XML."""
        return xml(_STRICT.sub(_TRANSITIONAL, self.bytes(name)), name)

    def main(self, usual: str, tag: str, otherwise: Phrase) -> tuple[str, Element]:
        """The part with which an Office document begins: its name, the usual one if the document says none, and its root.

        Raises `Refused` with `otherwise` if it is not there, or its root is another element.
        """
        name = next(self.related("", "officeDocument"), usual)
        root = self.xml(name) if name in self.names else None
        if root is None or root.tag != tag:
            fail("document-damaged", otherwise)
        return name, root

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part (ECMA-376, part 2): by id, the sort, the target, and whether it lies outside of the document."""
        folder, _, file = name.rpartition("/")
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if part not in self.names:
            return {}
        found = {}
        for item in self.xml(part).iter("{*}Relationship"):
            outside = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target if outside else inside, outside)
        return found

    def links(self, name: str) -> dict[str, str]:
        """The addresses to which a part links, by relationship id."""
        return {key: target for key, (_, target, outside) in self.relations(name).items() if outside}

    def related(self, name: str, *sorts: str) -> Iterator[str]:
        """The parts to which a part refers, of some sorts, in the order of the sorts."""
        known = self.relations(name).values()
        for sort in sorts:
            yield from (target for kind, target, outside in known if kind == sort and not outside and target in self.names)


def xml(data: bytes, name: str) -> Element:
    """The root of XML. Raises `Refused` if it is none, is nested too deep, or declares a document type."""
    try:
        from lxml import etree
    except ModuleNotFoundError:
        missing("lxml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        said = shown(error.msg or "", 120) if isinstance(error, etree.XMLSyntaxError) else _said(error)
        if "depth" in said or "huge" in said.lower():
            fail("document-limit", Phrase("is nested too deep or has an endless word ({name}), as no ordinary document is: it was not read", name=name))
        fail("document-damaged", _typed(name) if "entit" in said.lower() else _damaged(f"{name}: {said}"))
    if root.getroottree().docinfo.internalDTD is not None:
        fail("document-damaged", _typed(name))
    return root


def _damaged(why: str) -> Phrase:
    return Phrase("is damaged ({why}): open it in the program that made it and save it again", why=why)


def _typed(name: str) -> Phrase:
    return Phrase("has a document type in {name}, which no office program writes: open it in one and save it again", name=name)


def _said(error: Exception) -> str:
    """What a library says, on one line and not at length."""
    return shown(str(error), 120) or type(error).__name__
