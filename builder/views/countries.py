"""Linked strategy → what is said of countries, one by one, side by side, and on the tile map."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.kinds import KIND_OF, Kind
from builder.content.records import Activity, Country, Figure, Objective, Office, Partnership, Subregion, Term
from builder.model import relations
from builder.model.country_names import LocalName, local_names
from builder.model.mentions import Evidence, evidence_by_kind, terms_of
from builder.model.strategy import Node, Strategy
from builder.views.entries import Entry, entry

ROLES = ((relations.MEMBERS, "member"), (relations.OBSERVERS, "observer"), (relations.COVERS, "covered"))
"""What a country can be to a partnership, and the words for it."""
NEIGHBOUR_LIMIT = 24
"""A page lists no more neighbours than this, so that its size does not grow with the number of countries."""


@dataclass(frozen=True, eq=False)
class Membership:
    """A process or body that a country belongs to or is covered by, and in which role."""

    partnership: Node[Partnership]
    role: str


def memberships(strategy: Strategy, country: Node[Country]) -> tuple[Membership, ...]:
    """The processes and bodies that a country belongs to or is covered by; in reading order."""
    roles = {role: {id(body) for body in strategy.sources(country, relation)} for relation, role in ROLES}
    return tuple(Membership(body, role) for body in strategy.of(Partnership) for role, bodies in roles.items() if id(body) in bodies)


def other_names(country: Node[Country]) -> tuple[str, ...]:
    """Names besides the printed one, today's first."""
    record = country.record
    return tuple(dict.fromkeys(name for name in (record.current_name, *record.also_known_as) if name and name != record.name))


def neighbours(strategy: Strategy, country: Node[Country]) -> tuple[Node[Country], ...]:
    """The other countries of the sub-region, if they are few enough to list; the sub-region's own entry lists them all."""
    subregion = strategy.target(country, relations.SUBREGION)
    others = tuple(other for other in strategy.sources(subregion, relations.SUBREGION) if other is not country) if subregion else ()
    return others if len(others) <= NEIGHBOUR_LIMIT else ()


@dataclass(frozen=True, eq=False)
class EvidenceGroup:
    """What mentions a country, of one kind."""

    kind: Kind
    items: tuple[Evidence, ...]


def passages(strategy: Strategy, country: Node[Country]) -> tuple[EvidenceGroup, ...]:
    """What mentions a country, by kind; figures that name it are shown as figures, not as passages."""
    named = {id(figure) for figure in strategy.sources(country, relations.FIGURE_COUNTRIES)}
    found = {kind: tuple(item for item in items if id(item.thing) not in named) for kind, items in evidence_by_kind(strategy, country).items()}
    return tuple(EvidenceGroup(kind, items) for kind, items in found.items() if items)


@dataclass(frozen=True, eq=False)
class ObjectiveMark:
    """An objective, and whether it or one of its activities mentions a country."""

    objective: Node[Objective]
    mentions: bool


@dataclass(frozen=True, eq=False)
class Profile:
    """What is said of a country, as far as it can be compared with others."""

    country: Node[Country]
    other_names: tuple[str, ...]
    """Names besides the printed one, today's first."""
    subregion: Node[Subregion] | None
    memberships: tuple[Membership, ...]
    figures: tuple[Node[Figure], ...]
    """The figures that name it, in reading order."""
    evidence: tuple[EvidenceGroup, ...]
    objectives: tuple[ObjectiveMark, ...]
    """All objectives."""
    served_by: Node[Office] | None

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return self.country.record.inline_name or self.country.title

    @property
    def also_known_as(self) -> tuple[str, ...]:
        """Its other names but today's."""
        return tuple(name for name in self.other_names if name != self.country.record.current_name)

    @property
    def mentioning(self) -> tuple[Node[Objective], ...]:
        """The objectives that mention it."""
        return tuple(mark.objective for mark in self.objectives if mark.mentions)

    @property
    def passage_count(self) -> int:
        """How many passages mention it, figures that name it apart."""
        return sum(len(group.items) for group in self.evidence)


def profile(strategy: Strategy, node: Node[Country]) -> Profile:
    """What is said of a country."""
    found = passages(strategy, node)
    telling = {KIND_OF[Objective], KIND_OF[Activity]}
    mentioning = {id(item.thing.parent or item.thing) for group in found if group.kind in telling for item in group.items}
    return Profile(
        node,
        other_names(node),
        strategy.target(node, relations.SUBREGION),
        memberships(strategy, node),
        strategy.sources(node, relations.FIGURE_COUNTRIES),
        found,
        tuple(ObjectiveMark(objective, id(objective) in mentioning) for objective in strategy.of(Objective)),
        strategy.target(node, relations.SERVED_BY),
    )


@dataclass(frozen=True, eq=False)
class CountryPage:
    """A country's profile with what only its own page shows."""

    profile: Profile
    local_names: tuple[LocalName, ...]
    terms: tuple[Node[Term], ...]
    neighbours: tuple[Node[Country], ...]
    figure_count: int
    """How many figures the strategy has."""

    @property
    def figure_cards(self) -> tuple[Node[Figure], ...]:
        """The figures that name it, numbers before words."""
        return tuple(sorted(self.profile.figures, key=lambda figure: figure.record.value is None))


def country(strategy: Strategy, node: Node[Country]) -> CountryPage:
    """A country in full."""
    return CountryPage(
        profile(strategy, node),
        local_names(node.record.codes.alpha2, strategy.publication.language),
        terms_of(strategy, node),
        neighbours(strategy, node),
        len(strategy.of(Figure)),
    )


@dataclass(frozen=True, eq=False)
class CountryRow:
    """A country in an overview."""

    country: Node[Country]
    other_names: tuple[str, ...]
    subregion: Node[Subregion] | None
    memberships: tuple[Membership, ...]
    figure_count: int
    passage_count: int
    """How many passages mention it, figures that name it apart."""


@dataclass(frozen=True, eq=False)
class Tile:
    """A country on the tile map."""

    country: Node[Country]
    order: int
    """The order of its sub-region, which gives its colour and mark; 0 if it is in none."""


@dataclass(frozen=True, eq=False)
class SubregionGroup:
    """A sub-region and its countries."""

    subregion: Entry[Subregion]
    countries: tuple[Node[Country], ...]


@dataclass(frozen=True, eq=False)
class Map:
    """The tile map: a tile a country, in rows from the top left, and what its colours and marks mean."""

    tiles: tuple[Tile, ...]
    subregions: tuple[SubregionGroup, ...]
    unassigned: tuple[Node[Country], ...]
    """The countries in no sub-region."""


def tile_map(strategy: Strategy) -> Map:
    """The tile map of all countries."""
    places = sorted(strategy.of(Country), key=lambda node: (node.record.tile.row, node.record.tile.column))
    orders = {subregion.id: subregion.record.order for subregion in strategy.of(Subregion)}
    return Map(
        tuple(Tile(node, orders.get(node.record.subregion or "", 0)) for node in places),
        tuple(SubregionGroup(entry(strategy, node), strategy.sources(node, relations.SUBREGION)) for node in strategy.of(Subregion)),
        tuple(node for node in strategy.of(Country) if not node.record.subregion),
    )


@dataclass(frozen=True, eq=False)
class CountriesPage:
    """All countries, on a map and in a table."""

    map: Map
    rows: tuple[CountryRow, ...]


def countries(strategy: Strategy) -> CountriesPage:
    """All countries, in reading order."""
    return CountriesPage(
        tile_map(strategy),
        tuple(
            CountryRow(
                node,
                other_names(node),
                strategy.target(node, relations.SUBREGION),
                memberships(strategy, node),
                len(strategy.sources(node, relations.FIGURE_COUNTRIES)),
                sum(len(group.items) for group in passages(strategy, node)),
            )
            for node in strategy.of(Country)
        ),
    )


@dataclass(frozen=True, eq=False)
class ComparisonPage:
    """The profiles of all countries, to be put side by side."""

    profiles: tuple[Profile, ...]


def comparison(strategy: Strategy) -> ComparisonPage:
    """All countries side by side."""
    return ComparisonPage(tuple(profile(strategy, node) for node in strategy.of(Country)))
