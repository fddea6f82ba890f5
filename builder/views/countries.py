"""Linked strategy → the countries together: in a table, on the tile map, and side by side."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Country, CountryGroup
from builder.model import relations
from builder.model.strategy import Node, Strategy
from builder.views.entries import Entry, entry
from builder.views.profiles import Membership, Profile, groups_of, profile


@dataclass(frozen=True, eq=False)
class CountryRow:
    """A country in an overview."""

    country: Node[Country]
    other_names: tuple[str, ...]
    groups: tuple[Node[CountryGroup], ...]
    memberships: tuple[Membership, ...]
    figure_count: int
    passage_count: int
    """How many passages there are about it."""
    group_passage_count: int
    """How many there are about its groups."""


@dataclass(frozen=True, eq=False)
class Tile:
    """A country on the tile map."""

    country: Node[Country]
    order: int
    """The order of its first group, which gives its colour and mark; 0 if it is in none."""


@dataclass(frozen=True, eq=False)
class GroupEntry:
    """A group and its countries."""

    group: Entry[CountryGroup]
    countries: tuple[Node[Country], ...]
    on_map: bool
    """Whether the map shows a country by it."""


@dataclass(frozen=True, eq=False)
class Map:
    """The tile map: a tile a country, in rows from the top left, and what its colours and marks mean."""

    tiles: tuple[Tile, ...]
    groups: tuple[GroupEntry, ...]
    unassigned: tuple[Node[Country], ...]
    """The countries in no group."""


def tile_map(strategy: Strategy) -> Map:
    """The tile map of all countries."""
    places = sorted(strategy.of(Country), key=lambda node: (node.record.tile.row, node.record.tile.column))
    first = {node: group for node in places if (group := next(iter(groups_of(strategy, node)), None))}
    shown = set(first.values())
    return Map(
        tuple(Tile(node, first[node].record.order if node in first else 0) for node in places),
        tuple(GroupEntry(entry(strategy, group), strategy.targets(group, relations.GROUP_MEMBERS), group in shown) for group in strategy.of(CountryGroup)),
        tuple(node for node in strategy.of(Country) if node not in first),
    )


@dataclass(frozen=True, eq=False)
class CountriesPage:
    """All countries, on a map and in a table."""

    map: Map
    rows: tuple[CountryRow, ...]


def countries(strategy: Strategy) -> CountriesPage:
    """All countries, in reading order."""
    return CountriesPage(tile_map(strategy), tuple(_row(profile(strategy, node)) for node in strategy.of(Country)))


def _row(found: Profile) -> CountryRow:
    return CountryRow(
        found.country,
        found.other_names,
        found.groups,
        found.memberships,
        len(found.figures),
        found.passage_count,
        found.group_passage_count,
    )


@dataclass(frozen=True, eq=False)
class ComparisonPage:
    """The profiles of all countries, to be put side by side."""

    profiles: tuple[Profile, ...]


def comparison(strategy: Strategy) -> ComparisonPage:
    """All countries side by side."""
    return ComparisonPage(tuple(profile(strategy, node) for node in strategy.of(Country)))
