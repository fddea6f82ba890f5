"""Linked strategy → the countries together: in a table, on the tile map, and side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from builder.content.records import Country, CountryGroup
from builder.model import relations
from builder.model.strategy import Node, Strategy
from builder.views.entries import Entry, entry
from builder.views.profiles import Membership, Profile, groups_of, profile
from builder.views.sections import Section, in_sections, sections
from builder.views.tiles import WIDEST, columns


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


TINTS = 6
"""Colours that tell groups apart on the map; with more groups, numbers do, which the legend explains."""
MOST_NAMED = 12
"""Columns of the map of tiles at most, so that names can be read in them; in a wider map, codes are."""
SHORT_CODE = 5
"""Characters of a code at most that stands in a tile."""


@dataclass(frozen=True)
class Mark:
    """What tells a group from others without its name."""

    tint: int
    """Which of the colours its tiles have, from 1; 0 for none."""
    number: int
    """The group's number, where there are more groups than colours; 0 where shapes do."""
    shape: int
    """Which of the shapes its tiles have, from 1; 0 for none."""


UNMARKED = Mark(0, 0, 0)
"""Of a country in no group, and of all where no tile has to be told from others."""


@dataclass(frozen=True, eq=False)
class Tile:
    """A country on the tile map."""

    country: Node[Country]
    group: Node[CountryGroup] | None
    """The first of its groups, which gives its colour and mark."""


@dataclass(frozen=True, eq=False)
class GroupEntry:
    """A group and its countries."""

    group: Entry[CountryGroup]
    countries: tuple[Node[Country], ...]
    on_map: bool
    """Whether the map shows a country by it."""


@dataclass(frozen=True, eq=False)
class Map:
    """The tile map: a tile a country, and what its colours and marks mean; a list by group where tiles are too many, or not known."""

    layout: Literal["names", "codes", "list"]
    """What stands in a tile where there is room for a map; 'list' where there is none."""
    tiles: tuple[Tile, ...]
    groups: tuple[GroupEntry, ...]
    unassigned: tuple[Node[Country], ...]
    """The countries in no group."""
    marks: Mapping[Node[CountryGroup] | None, Mark]
    folded: tuple[Section, ...]
    """The list in sections that open, where the countries are many."""


def tile_map(strategy: Strategy) -> Map:
    """The tile map of all countries."""
    countries = strategy.of(Country)
    places = sorted(countries, key=lambda node: (node.record.tile.row, node.record.tile.column) if node.record.tile else (0, 0))
    first = {node: group for node in places if (group := next(iter(groups_of(strategy, node)), None))}
    shown = set(first.values())
    layout = _layout(countries)
    return Map(
        layout,
        tuple(Tile(node, first.get(node)) for node in (countries if layout == "list" else places)),
        tuple(GroupEntry(entry(strategy, group), strategy.targets(group, relations.GROUP_MEMBERS), group in shown) for group in strategy.of(CountryGroup)),
        tuple(node for node in countries if node not in first),
        marks(strategy) if layout != "list" else dict.fromkeys((None, *strategy.of(CountryGroup)), UNMARKED),
        sections(strategy) if layout == "list" else (),
    )


def _layout(countries: tuple[Node[Country], ...]) -> Literal["names", "codes", "list"]:
    """How the map can be read, by the number of its columns."""
    tiles = [node.record.tile for node in countries if node.record.tile]
    wide = columns(tiles)
    if len(tiles) < len(countries) or wide > WIDEST:
        return "list"
    if wide <= MOST_NAMED:
        return "names"
    return "codes" if all(len(node.code) <= SHORT_CODE for node in countries) else "list"


def marks(strategy: Strategy) -> dict[Node[CountryGroup] | None, Mark]:
    """The mark of each group: a colour and a shape; of more groups than colours, a number, beside colours that come again."""
    groups = strategy.of(CountryGroup)
    many = len(groups) > TINTS
    return {None: UNMARKED, **{group: Mark((at - 1) % TINTS + 1, at if many else 0, 0 if many else at) for at, group in enumerate(groups, 1)}}


@dataclass(frozen=True, eq=False)
class CountriesPage:
    """All countries, on a map and in a table."""

    map: Map
    parts: tuple[tuple[Section | None, tuple[CountryRow, ...]], ...]
    """The rows of the table, in sections where they are many."""
    count: int
    """How many countries there are."""
    memberships: bool
    """Whether any of them takes part in a process or body."""
    figures: bool
    """Whether there is a figure of any."""
    renamed: bool
    """Whether any has other names."""

    @property
    def many_groups(self) -> bool:
        """Whether groups are more than can be read one after the other."""
        return len(self.map.groups) > TINTS


def countries(strategy: Strategy) -> CountriesPage:
    """All countries, in reading order."""
    rows = [_row(profile(strategy, node)) for node in strategy.of(Country)]
    return CountriesPage(
        tile_map(strategy),
        in_sections(strategy, rows, lambda row: row.country),
        len(rows),
        any(row.memberships for row in rows),
        any(row.figure_count for row in rows),
        any(row.other_names for row in rows),
    )


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
    parts: tuple[tuple[Section | None, tuple[Node[Country], ...]], ...]
    """The countries, in sections where they are many."""

    @property
    def grouped(self) -> bool:
        """Whether any of them is in a group."""
        return any(profile.groups for profile in self.profiles)

    @property
    def renamed(self) -> bool:
        """Whether any of them has another name today."""
        return any(profile.country.record.current_name for profile in self.profiles)

    @property
    def in_short(self) -> bool:
        """Whether the editors say of any of them what there is in short."""
        return any(profile.country.record.in_short for profile in self.profiles)


def comparison(strategy: Strategy) -> ComparisonPage:
    """All countries side by side."""
    countries = strategy.of(Country)
    return ComparisonPage(tuple(profile(strategy, node) for node in countries), in_sections(strategy, countries, lambda node: node))
