"""Linked strategy → plain data for the pages on how to cite the publication and on how it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder import exports
from builder.content.records import EditionNote
from builder.exports import api
from builder.model import citations
from builder.model.register import Identifier, Registry
from builder.model.strategy import Strategy, Thing


@dataclass(frozen=True, eq=False)
class ChangeEntry:
    kind: str
    text: str
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, eq=False)
class EditionEntry:
    thing: Thing[EditionNote]
    changes: tuple[ChangeEntry, ...]


@dataclass(frozen=True, eq=False)
class GoneEntry:
    """An id that is no longer current."""

    identifier: Identifier
    successors: tuple[Identifier, ...]


def changes(strategy: Strategy) -> dict[str, Any]:
    registry = Registry(strategy)
    return {
        "editions": tuple(
            EditionEntry(
                thing, tuple(ChangeEntry(change.kind, change.text, tuple(registry.by_id[name] for name in change.ids)) for change in thing.record.changes)
            )
            for thing in strategy.of("edition")
        ),
        "gone": tuple(GoneEntry(identifier, registry.successors(identifier)) for identifier in registry.identifiers if identifier.thing is None),
    }


@dataclass(frozen=True, eq=False)
class ListedExport:
    """A file that other tools read, or many of a sort in one line."""

    export: exports.Export
    example: str
    """The path of the file, or of one of them."""


def _listed(strategy: Strategy) -> Iterator[ListedExport]:
    for export in exports.EXPORTS:
        if export.about and not export.subjects:
            yield ListedExport(export, export.path)
        elif export.about and (thing := next(iter(strategy.of(export.kind)), None)):
            yield ListedExport(export, export.path.format(thing.id.lower()))


def cite(strategy: Strategy) -> dict[str, Any]:
    document = strategy.document
    groups: dict[str, list[ListedExport]] = {}
    for listed in _listed(strategy):
        groups.setdefault(listed.export.group, []).append(listed)
    objective = strategy.of("objective")[0]
    return {
        "formats": citations.formats(document),
        "whole": citations.formats_of_the_whole(document),
        "groups": tuple(groups.items()),
        "key": citations.prefix(document),
        "version": api.VERSION,
        "identifiers": len(strategy.by_id),
        # what the examples on the page link to
        "objective": objective,
        "activity": strategy.inside(objective)[0],
        "country": next(iter(strategy.of("country"))),
        "figure": next(iter(strategy.of("figure")), None),
    }
