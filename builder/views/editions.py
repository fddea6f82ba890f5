"""Linked strategy + the editions that are kept as they were published → where an id or a page stands in them, and what comes before and after.

Versions of a page are told by the link relations of RFC 5829. A frozen edition cannot know what follows it, since it never changes:
its successor is an address that every later build makes lead on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from builder.content import addresses, prose
from builder.content.addresses import Site
from builder.content.fieldroles import main_prose
from builder.content.kinds import KIND_NAMED
from builder.content.records import EditionNote
from builder.model.register import Identifier
from builder.model.strategy import Strategy


@dataclass(frozen=True)
class Dated:
    """What has an id, in an edition that never changes."""

    edition: str
    path: str
    """Its address below the root of the whole site."""
    text: str = ""
    """What the entry said there; '' where nothing is known of it."""


@dataclass(frozen=True, eq=False)
class Editions:
    """The editions that are kept, as seen from a site: the current one, or a frozen copy, which sees those before it."""

    strategy: Strategy
    site: Site
    kept: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """The files of each kept edition, by the edition's name in addresses."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The kept editions, newest first: all of them, or those before the one that this site is a copy of."""
        names = [note.record.name for note in self.strategy.of(EditionNote)]
        if self.site.copy_of in names:
            names = names[names.index(self.site.copy_of) + 1 :]
        return tuple(name for name in names if addresses.edition_slug(name) in self.kept)

    @property
    def slugs(self) -> frozenset[str]:
        """The editions that are kept, as they are called in addresses."""
        return frozenset(map(addresses.edition_slug, self.names))

    def _files(self, name: str) -> Mapping[str, bytes]:
        return self.kept[addresses.edition_slug(name)]

    def dated(self, identifier: str) -> Dated | None:
        """The newest kept edition with an id; a frozen copy is that itself. None where there is none."""
        path = addresses.permanent(identifier)
        own = self.site.copy_of
        found = own or next((name for name in self.names if path + "index.html" in self._files(name)), "")
        return Dated(found, addresses.edition_path(found) + path) if found else None

    def last(self, identifier: Identifier) -> Dated | None:
        """The newest kept edition in which an id that is gone still stood for something, with what it said."""
        if identifier.node is not None:
            return None
        path = addresses.permanent(identifier.id)
        for name in self.names:
            data = self._files(name).get(path.rstrip("/") + ".json")
            entry = json.loads(data) if data else {}
            if entry.get("status") == "current":
                return Dated(name, addresses.edition_path(name) + path, _text(identifier.kind, entry.get("record", {})))
        return None

    def versions(self, path: str) -> tuple[tuple[str, str], ...]:
        """The relations of a page to its other versions, with their absolute addresses; `path` is its address below a site's root."""
        found = []
        earlier = [name for name in self.names if name != self.strategy.publication.edition.name]
        before = next((name for name in earlier if path + "index.html" in self._files(name)), "")
        if before:
            found.append(("predecessor-version", self.site.edition(before) + path))
        if self.site.copy_of:
            found.append(("successor-version", self.site.base + addresses.after_edition(self.site.copy_of)))
        if found:
            found.append(("latest-version", self.site.base + path))
        return tuple(found)

    def following(self) -> tuple[tuple[str, str], ...]:
        """Each kept edition, and the address below the root of what followed it: the next one that is kept, or the current edition."""
        nexts = ["", *map(addresses.edition_path, self.names)]
        return tuple(zip(self.names, nexts, strict=False))


def _text(kind: str, record: Mapping[str, object]) -> str:
    """The main prose of an entry as an earlier edition has it, which need not be of today's form."""
    names = main_prose(KIND_NAMED[kind].record) if kind in KIND_NAMED else ()
    return next((prose.to_text(text) for name in names if isinstance(text := record.get(name), str) and text), "")
