"""Linked strategy → what readers can put together to a brief of their own."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Country, Objective
from builder.model.strategy import AnyNode, Strategy
from builder.views import printed

__all__ = ["BriefPage", "Part", "brief"]


@dataclass(frozen=True, eq=False)
class Part:
    """An entry that can be part of a brief, and all names by which it may be looked for."""

    node: AnyNode
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class BriefPage:
    """What readers can put together to a brief of their own."""

    countries: tuple[Part, ...]
    objectives: tuple[Part, ...]
    packs: bool
    """Whether there are files of several countries' briefs already."""


def brief(strategy: Strategy) -> BriefPage:
    """The entries with a page of their own that people print."""
    countries, objectives = (
        tuple(Part(node, tuple(dict.fromkeys((node.id, node.title, *node.other_names)))) for node in nodes)
        for nodes in (strategy.of(Country), strategy.of(Objective))
    )
    return BriefPage(countries, objectives, printed.prints(strategy).packs)
