"""Linked strategy → how to link to it and cite it: the formats, and what the examples are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.content.kinds import KINDS
from builder.content.records import Country, Figure, Objective
from builder.model import citations
from builder.model.citation_format import CitationFormat
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views.entries import KindGroup


@dataclass(frozen=True, eq=False)
class CitePage:
    """How to link and cite, and what the examples on the page link to."""

    formats: Mapping[str, CitationFormat]
    """Ways to cite an entry, by name."""
    whole: Mapping[str, CitationFormat]
    """Ways to cite the publication."""
    key: str
    """What keys in bibliographies begin with."""
    prefix: str
    """What names may begin with in documents that cite several strategies; '' if there is no such prefix."""
    identifiers: int
    """How many ids are in use."""
    kinds: frozenset[str]
    """The kinds of which there are entries."""
    objective: Node[Objective]
    activity: AnyNode
    """An example of what is inside an objective; the objective where nothing is."""
    country: Node[Country] | None
    card: AnyNode
    """An example of what can be shown as a card: a figure, or the objective where there is none."""
    cards: tuple[KindGroup, ...]
    """Everything that can be, by kind."""


def cite(strategy: Strategy) -> CitePage:
    """Formats of citations, and examples."""
    publication = strategy.publication
    objective = next((node for node in strategy.of(Objective) if strategy.inside(node)), strategy.of(Objective)[0])
    return CitePage(
        {way.name: way for way in citations.formats(strategy)},
        {way.name: way for way in citations.formats_of_the_whole(strategy)},
        citations.prefix(strategy),
        publication.prefix or "",
        len(strategy.by_id),
        strategy.kinds,
        objective,
        next(iter(strategy.inside(objective)), objective),
        next(iter(strategy.of(Country)), None),
        next(iter(strategy.of(Figure)), objective),
        tuple(KindGroup(kind, nodes) for kind in KINDS if kind.embeddable and (nodes := strategy.of_kind(kind))),
    )
