"""Pages that are as they were in the last build: their Markdown is taken from there, and no template is filled.

A page is known by a digest of all that it is made from: what all pages have in common, what its front matter says, and the data that its view gave,
with each entry in it as a whole. That is gathered here and not by views and templates, so that none of them can forget anything. What cannot
be told apart by a digest is made each time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from builder.content.kinds import Kind
from builder.content.records import SourceDocument, Term
from builder.localization import Localization
from builder.model.strategy import AnyNode, Node, Strategy
from builder.pages.beside import Beside, Pdf
from builder.pages.catalogue import Page
from builder.resources import Templates
from builder.views import look
from builder.views.publication import FormerPlace
from builder.wording import Foreign, Form, Quoting

__all__ = ["Evidence", "PageMemory", "Pdfs"]

PLAIN = frozenset({int, float, Decimal, bool, type(None), date, bytes})
"""Values that are told apart by how Python shows them."""
TEXTS = (Markup, Foreign, Form, Quoting)
"""Texts that know more than their letters."""


class UnknownError(TypeError):
    """A value that no digest tells apart from others."""


class Pdfs(Mapping[str, Pdf]):
    """PDFs by their paths, which remembers those that were asked for: a page says how long they are."""

    def __init__(self, pdfs: Mapping[str, Pdf]) -> None:
        self._pdfs = pdfs
        self.asked: dict[str, list[int]] = {}
        """Bytes and pages of those."""

    def told(self, path: str) -> list[int]:
        """Bytes and pages of one; none of one that is not there."""
        return [pdf.size, pdf.pages] if (pdf := self._pdfs.get(path)) else []

    def __getitem__(self, path: str) -> Pdf:
        self.asked[path] = self.told(path)
        return self._pdfs[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def _every(self) -> Mapping[str, Pdf]:
        self.asked |= {path: self.told(path) for path in self._pdfs}
        return self._pdfs


@dataclass
class PageMemory:
    """The pages of the last build: where they are, and what each was made from."""

    docs: Path
    maker: str
    """A digest of what makes pages of content; '' if that is not known, and nothing is remembered."""
    records: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the pages of this build are made from, by their files: a digest, and the PDFs that they tell of. None of those whose digest is not known."""

    @classmethod
    def read(cls, file: Path, docs: Path, maker: str) -> PageMemory:
        """What a file remembers of a docs folder; nothing if it is missing or damaged."""
        try:
            found = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            found = {}
        return cls(docs, maker, found if maker and isinstance(found, dict) else {})

    def recall(self, path: str, key: str, pdfs: Pdfs) -> bytes | None:
        """The Markdown of a page, if it was made from the same, and is still as it was written."""
        try:
            record = self.records[path]
            if not key or record["key"] != key or any(pdfs.told(pdf) != told for pdf, told in record["pdfs"].items()):
                return None
            data = (self.docs / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != record["sha256"]:
                return None
        except (OSError, KeyError, TypeError, ValueError, AttributeError):
            return None
        self.made[path] = record
        return data

    def keep(self, path: str, key: str, data: bytes, asked: dict[str, list[int]]) -> None:
        """Remembers a page that was made, with the PDFs that it tells of."""
        if key:
            self.made[path] = {"key": key, "pdfs": asked, "sha256": hashlib.sha256(data).hexdigest()}


class Evidence:
    """What pages are made from, as digests."""

    def __init__(self, strategy: Strategy, templates: Templates, beside: Beside, there: Collection[str], maker: str) -> None:
        self._strategy, self._beside, self._maker = strategy, beside, maker
        self._templates, self._there = templates, there
        self._of_nodes: dict[int, str] = {}
        self._parts: dict[type[Any], tuple[str, ...]] = {}

    def key(self, page: Page, front: Mapping[str, Any], former: tuple[FormerPlace, ...]) -> str:
        """A digest of all that a page is made from; '' if there is none."""
        if not self._maker:
            return ""
        own = (page.path, page.template, page.title, page.section, page.restates, page.hidden, self._strategy.content_file(page.file))
        try:
            return _digest([self.common, *self._told(own, page.contents, page.node, page.data, front, former)])
        except (UnknownError, RecursionError):
            return ""

    @cached_property
    def common(self) -> str:
        """A digest of what all pages have in common. Raises `UnknownError` if there is none."""
        strategy, beside = self._strategy, self._beside
        parts = [self._maker, *(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for name, file in self._templates.files().items())]
        parts += self._told(strategy.publication, strategy.called, strategy.localization, strategy.origin is None, sorted(strategy.kinds))
        parts += self._told(*strategy.of(SourceDocument), *strategy.of(Term), *look.pictures(strategy))
        parts += self._told(*((node.id, node.kind, node.title, node.code, node.place, self._owner(node)) for node in strategy.nodes))
        parts += self._told(beside.site, beside.version, [(group, [file.example for file in files]) for group, files in beside.files.items()])
        parts += self._told(*((slug, [(name, hashlib.sha256(data).digest()) for name, data in copy.items()]) for slug, copy in beside.editions.kept.items()))
        return _digest([*parts, *sorted(self._there)])

    def _told(self, *values: Any) -> list[str]:
        """Values in pieces that no others have. Raises `UnknownError` for one whose inside nobody knows."""
        pieces: list[str] = []
        for value in values:
            self._tell(value, pieces)
        return pieces

    def _tell(self, value: Any, pieces: list[str]) -> None:
        kind = type(value)
        if kind is str:
            pieces.append(f"{len(value)}:{value}")
        elif kind is Node:
            pieces.append(self._node(value))
        elif kind in PLAIN:
            pieces.append(f"{kind.__name__} {value!r}")
        elif kind is Kind:
            pieces.append(value.name)
        elif kind is Localization:
            pieces.append(value.language)  # its words are those of the maker
        else:
            pieces.append(f"{kind.__qualname__} ")
            for item in self._inside(value, kind, pieces):
                self._tell(item, pieces)
            pieces.append(".")

    def _inside(self, value: Any, kind: type[Any], pieces: list[str]) -> Iterable[Any]:
        """What a value of a type holds."""
        if isinstance(value, tuple | list):
            return value
        if kind not in self._parts:
            self._parts[kind] = _parts(kind)
        if names := self._parts[kind]:
            return [getattr(value, name) for name in names]
        if isinstance(value, Mapping):
            return value.items()
        if isinstance(value, TEXTS):
            pieces.append(f"{len(value)}:{value}")
            return (value.__reduce_ex__(2)[2],)  # what pickle would keep of it besides
        if isinstance(value, set | frozenset):
            return sorted("\0".join(self._told(item)) for item in value)
        if isinstance(value, Path | Enum):
            return (str(value),)
        raise UnknownError(kind.__qualname__)

    def _owner(self, node: AnyNode) -> str:
        """The entry whose colour marks another one."""
        owner = look.owner(self._strategy, node)
        return owner.id if owner else ""

    def _node(self, node: AnyNode) -> str:
        """An entry as a whole, with what it is a part of."""
        found = self._of_nodes.get(id(node))
        if found is None:
            own = (node.kind.name, node.id, node.slug, node.file, node.line, node.record, node.original, node.parent)
            found = self._of_nodes[id(node)] = _digest(self._told(*own))
        return found


def _parts(kind: type[Any]) -> tuple[str, ...]:
    """The names of all that a record or a dataclass holds; none for other types."""
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(item.name for item in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _digest(parts: Any) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
