"""Linked strategy → plain data for the pages on how to cite the publication and on how it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builder.content.records import Country, EditionNote, Figure, Objective
from builder.model import citations
from builder.model.register import Identifier, Register
from builder.model.strategy import Node, Strategy


@dataclass(frozen=True, eq=False)
class ChangeEntry:
    kind: str
    text: str
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, eq=False)
class EditionEntry:
    thing: Node[EditionNote]
    changes: tuple[ChangeEntry, ...]


@dataclass(frozen=True, eq=False)
class GoneEntry:
    """An id that is no longer current."""

    identifier: Identifier
    successors: tuple[Identifier, ...]


def changes(strategy: Strategy) -> dict[str, Any]:
    registry = Register(strategy)
    return {
        "editions": tuple(
            EditionEntry(
                thing, tuple(ChangeEntry(change.kind, change.text, tuple(registry.by_id[name] for name in change.ids)) for change in thing.record.changes)
            )
            for thing in strategy.of(EditionNote)
        ),
        "gone": tuple(GoneEntry(identifier, registry.successors(identifier)) for identifier in registry.identifiers if identifier.thing is None),
    }


def cite(strategy: Strategy) -> dict[str, Any]:
    document = strategy.publication
    objective = strategy.of(Objective)[0]
    return {
        "formats": citations.formats(document),
        "whole": citations.formats_of_the_whole(document),
        "key": citations.prefix(document),
        "identifiers": len(strategy.by_id),
        # what the examples on the page link to
        "objective": objective,
        "activity": strategy.inside(objective)[0],
        "country": next(iter(strategy.of(Country))),
        "figure": next(iter(strategy.of(Figure)), None),
    }
