"""Linked strategy → plain data for one page or brief; the wording is the templates'.

Pages and printed briefs are fed by the same functions, so they cannot tell different facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builder.content.fieldroles import marked_fields
from builder.content.kinds import KIND_OF, Kind
from builder.content.records import (
    Activity,
    Area,
    Country,
    Coverage,
    Figure,
    FigureGroup,
    GlobalPoint,
    Goal,
    Instrument,
    Objective,
    Office,
    Partnership,
    Principle,
    Sort,
    SourceDocument,
    StrategicObjective,
    Subregion,
    Term,
    Topic,
)
from builder.model import relations
from builder.model.country_names import local_names
from builder.model.mentions import Evidence, evidence_by_kind, mentioned_in, referred, related
from builder.model.strategy import AnyNode, Node, Strategy

ROLES = ((relations.MEMBERS, "member"), (relations.OBSERVERS, "observer"), (relations.COVERS, "covered"))
"""What a country can be to a partnership, and the words for it."""


# --- framework and objectives -----------------------------------------------------------------


def framework(strategy: Strategy) -> dict[str, Any]:
    return {
        "goals": strategy.of(Goal),
        "strategic_objectives": strategy.of(StrategicObjective),
        "principles": strategy.of(Principle),
        "global_points": strategy.of(GlobalPoint),
        "areas": areas(strategy),
        "objectives": strategy.of(Objective),
        "activities": strategy.of(Activity),
        "topics": strategy.of(Topic),
    }


def areas(strategy: Strategy) -> tuple[tuple[Node[Area], tuple[Node[Objective], ...]], ...]:
    """Each thematic area with its objectives."""
    return tuple((area, strategy.sources(area, relations.AREA)) for area in strategy.of(Area))


def related_to(strategy: Strategy, thing: Node[Objective]) -> dict[Kind, tuple[AnyNode, ...]]:
    """What refers to an objective or its activities, and what they refer to, by kind; its area stands at its head."""
    return {kind: items for kind, items in related(strategy, thing).items() if kind is not KIND_OF[Area]}


def objective(strategy: Strategy, thing: Node[Objective]) -> dict[str, Any]:
    by_record = {id(activity.record): activity for activity in strategy.inside(thing)}
    everything = (thing, *strategy.inside(thing))
    return {
        "objective": thing,
        "area": strategy.target(thing, relations.AREA),
        "groups": tuple((group, tuple(by_record[id(activity)] for activity in group.activities)) for group in thing.record.groups),
        "countries": referred(strategy, everything, Country),
        "related": {kind.name: items for kind, items in related_to(strategy, thing).items()},
        "principles": strategy.of(Principle),
    }


def objectives(strategy: Strategy) -> dict[str, Any]:
    return {"areas": areas(strategy), "objectives": strategy.of(Objective), "activities": strategy.of(Activity)}


NEIGHBOUR_LIMIT = 24
"""A page lists no more neighbours than this, so that its size does not grow with the number of countries."""


# --- countries --------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Membership:
    partnership: Node[Partnership]
    role: str


def memberships(strategy: Strategy, country: Node[Country]) -> tuple[Membership, ...]:
    """The processes and bodies that a country belongs to or is covered by, and in which role; in reading order."""
    roles = {role: {id(body) for body in strategy.sources(country, relation)} for relation, role in ROLES}
    return tuple(Membership(body, role) for body in strategy.of(Partnership) for role, bodies in roles.items() if id(body) in bodies)


def other_names(country: Node[Country]) -> tuple[str, ...]:
    """Names besides the printed one, today's first."""
    record = country.record
    return tuple(dict.fromkeys(name for name in (record.current_name, *record.also_known_as) if name and name != record.name))


def group_order(country: Node[Country], subregions: Iterable[tuple[Node[Subregion], Any]]) -> int:
    """The order of a country's sub-region, which gives its tile colour and mark; 0 if it is in none."""
    return next((subregion.record.order for subregion, _ in subregions if subregion.id == country.record.subregion), 0)


def neighbours(strategy: Strategy, country: Node[Country]) -> tuple[Node[Country], ...]:
    """The other countries of the sub-region, if they are few enough to list; the sub-region's own entry lists them all."""
    subregion = strategy.target(country, relations.SUBREGION)
    others = tuple(other for other in strategy.sources(subregion, relations.SUBREGION) if other is not country) if subregion else ()
    return others if len(others) <= NEIGHBOUR_LIMIT else ()


def passages(strategy: Strategy, country: Node[Country]) -> dict[Kind, tuple[Evidence, ...]]:
    """What mentions a country, by kind; figures that name it are shown as figures, not as passages."""
    found = evidence_by_kind(strategy, country)
    named = {id(figure) for figure in strategy.sources(country, relations.FIGURE_COUNTRIES)}
    rest = {kind: tuple(item for item in items if id(item.thing) not in named) for kind, items in found.items()}
    return {kind: items for kind, items in rest.items() if items}


def country(strategy: Strategy, thing: Node[Country]) -> dict[str, Any]:
    subregion = strategy.target(thing, relations.SUBREGION)
    found = passages(strategy, thing)
    mentioning = {id(item.thing.parent or item.thing) for cls in (Objective, Activity) for item in found.get(KIND_OF[cls], ())}
    return {
        "country": thing,
        "other_names": other_names(thing),
        "local_names": local_names(thing.record.codes.alpha2, strategy.publication.language),
        "subregion": subregion,
        "neighbours": neighbours(strategy, thing),
        "figures": strategy.sources(thing, relations.FIGURE_COUNTRIES),
        "memberships": memberships(strategy, thing),
        "evidence": {kind.name: items for kind, items in found.items()},
        "objectives": tuple((objective, id(objective) in mentioning) for objective in strategy.of(Objective)),
        "served_by": strategy.target(thing, relations.SERVED_BY),
        "figure_count": len(strategy.of(Figure)),
    }


@dataclass(frozen=True, eq=False)
class CountryRow:
    """A country in an overview."""

    country: Node[Country]
    subregion: Node[Subregion] | None
    memberships: tuple[Membership, ...]
    figures: tuple[Node[Figure], ...]
    mentions: int
    """How many passages mention the country, figures that name it apart."""


def country_rows(strategy: Strategy) -> tuple[CountryRow, ...]:
    return tuple(
        CountryRow(
            thing,
            strategy.target(thing, relations.SUBREGION),
            memberships(strategy, thing),
            strategy.sources(thing, relations.FIGURE_COUNTRIES),
            sum(map(len, passages(strategy, thing).values())),
        )
        for thing in strategy.of(Country)
    )


def countries(strategy: Strategy) -> dict[str, Any]:
    rows = country_rows(strategy)
    return {
        "rows": rows,
        "tiles": tuple(sorted(strategy.of(Country), key=lambda thing: (thing.record.tile.row, thing.record.tile.column))),
        "subregions": tuple((sub, tuple(row for row in rows if row.subregion is sub)) for sub in strategy.of(Subregion)),
        "unassigned": tuple(row for row in rows if row.subregion is None),
    }


def comparison(strategy: Strategy) -> dict[str, Any]:
    """The profiles of all countries, to be put side by side."""
    return {"profiles": tuple(country(strategy, thing) for thing in strategy.of(Country))}


# --- figures, partnerships and the rest ---------------------------------------------------------


@dataclass(frozen=True, eq=False)
class FigureRow:
    figure: Node[Figure]
    countries: tuple[Node[Country], ...]
    used_in: tuple[AnyNode, ...]
    """What refers to the figure."""


def figures(strategy: Strategy) -> dict[str, Any]:
    groups = []
    for group in strategy.of(FigureGroup):
        rows = tuple(
            FigureRow(
                figure,
                strategy.targets(figure, relations.FIGURE_COUNTRIES),
                tuple(dict.fromkeys(m.source for m in strategy.mentions_of(figure) if not m.source.kind.backstage and not m.in_note)),
            )
            for figure in strategy.sources(group, relations.FIGURE_GROUP)
        )
        groups.append((group, rows))
    return {"groups": tuple(groups), "figures": strategy.of(Figure)}


def home(strategy: Strategy) -> dict[str, Any]:
    return {
        **countries(strategy),
        **framework(strategy),
        "objectives": strategy.of(Objective),
        "headlines": strategy.targets(strategy.root, relations.HEADLINES),
        "activities": strategy.of(Activity),
    }


def prints(strategy: Strategy) -> dict[str, Any]:
    return {
        "countries": strategy.of(Country),
        "objectives": strategy.of(Objective),
        "subregions": tuple(thing for thing in strategy.of(Subregion) if strategy.sources(thing, relations.SUBREGION)),
    }


def contacts(strategy: Strategy) -> dict[str, Any]:
    return {"offices": strategy.of(Office), "countries": strategy.of(Country)}


@dataclass(frozen=True, eq=False)
class PartnershipEntry:
    partnership: Node[Partnership]
    roles: tuple[tuple[str, tuple[Node[Country], ...], tuple[str, ...]], ...]
    """(role, countries of the strategy, others as text), empty roles left out."""
    led_by: tuple[Node[Partnership], ...]
    supported_by: tuple[Node[Partnership], ...]
    part_of: Node[Partnership] | None
    continues: Node[Partnership] | None
    parts: tuple[Node[Partnership], ...]
    continued_by: tuple[Node[Partnership], ...]
    leads: tuple[Node[Partnership], ...]
    supports: tuple[Node[Partnership], ...]
    owns: tuple[Node[Instrument], ...]
    mentioned_in: tuple[Evidence, ...]


def partnership(strategy: Strategy, thing: Node[Partnership]) -> PartnershipEntry:
    elsewhere = {"member": thing.record.members_elsewhere, "observer": thing.record.observers_elsewhere}
    roles = tuple((role, strategy.targets(thing, relation), elsewhere.get(role, ())) for relation, role in ROLES)
    return PartnershipEntry(
        thing,
        tuple(role for role in roles if role[1] or role[2]),
        strategy.targets(thing, relations.LED_BY),
        strategy.targets(thing, relations.SUPPORTED_BY),
        strategy.target(thing, relations.PART_OF_BODY),
        strategy.target(thing, relations.CONTINUES),
        strategy.sources(thing, relations.PART_OF_BODY),
        strategy.sources(thing, relations.CONTINUES),
        strategy.sources(thing, relations.LED_BY),
        strategy.sources(thing, relations.SUPPORTED_BY),
        strategy.sources(thing, relations.OWNED_BY),
        mentioned_in(strategy, thing),
    )


def partnerships(strategy: Strategy) -> dict[str, Any]:
    entries = tuple(partnership(strategy, thing) for thing in strategy.of(Partnership))
    plurals = {sort.name: sort.plural for sort in strategy.publication.partnership_sorts}
    kinds = dict.fromkeys(entry.partnership.record.kind for entry in entries)
    columns = tuple(entry for entry in entries if any(countries for _, countries, _ in entry.roles))
    return {
        "kinds": tuple((Sort(name=kind, plural=plurals[kind]), tuple(entry for entry in entries if entry.partnership.record.kind == kind)) for kind in kinds),
        "columns": columns,
        "rows": tuple(
            (
                country,
                tuple(next((role for role, members, _ in column.roles if country in members), "") for column in columns),
            )
            for country in strategy.of(Country)
        ),
    }


def instruments(strategy: Strategy) -> dict[str, Any]:
    return {
        "entries": tuple(
            (
                thing,
                strategy.targets(thing, relations.OWNED_BY),
                strategy.target(thing, relations.PART_OF_INSTRUMENT),
                mentioned_in(strategy, thing),
            )
            for thing in sorted(strategy.of(Instrument), key=lambda thing: thing.title.casefold())
        )
    }


def topic(strategy: Strategy, thing: Node[Topic]) -> dict[str, Any]:
    topics = strategy.of(Topic)
    at = topics.index(thing)
    return {
        "topic": thing,
        "previous": topics[at - 1] if at else None,
        "next": topics[at + 1] if at + 1 < len(topics) else None,
        "related": {kind.name: items for kind, items in related(strategy, thing).items()},
    }


def topics(strategy: Strategy) -> dict[str, Any]:
    return {"topics": strategy.of(Topic)}


def glossary(strategy: Strategy) -> dict[str, Any]:
    terms = sorted(strategy.of(Term), key=lambda thing: thing.record.term.casefold())
    return {"terms": tuple((thing, strategy.target(thing, relations.STANDS_FOR)) for thing in terms)}


@dataclass(frozen=True, eq=False)
class CoverageRow:
    """A passage of the source and what carries it."""

    record: Coverage
    carried_by: tuple[AnyNode, ...]


def coverage(strategy: Strategy) -> tuple[CoverageRow, ...]:
    """The coverage table, in the order of the source."""
    rows = (CoverageRow(thing.record, strategy.targets(thing, relations.CARRIED_BY)) for thing in strategy.of(Coverage))
    return tuple(sorted(rows, key=lambda row: row.record.lines))


def editor_notes(thing: AnyNode) -> tuple[str, ...]:
    """The editor's notes on a thing and on its parts, such as its address."""
    return tuple(text for loc, _, text in marked_fields(thing.record) if "editor_notes" in loc)


def about(strategy: Strategy) -> dict[str, Any]:
    rows = coverage(strategy)
    return {
        "coverage": rows,
        "lines_carried": _line_count(row for row in rows if row.carried_by),
        "lines_left": _line_count(row for row in rows if not row.carried_by),
        "sources": strategy.of(SourceDocument),
        "noted": tuple((thing, notes) for thing in strategy.nodes if (notes := editor_notes(thing))),
        "counts": {kind.name: len(strategy.of_kind(kind)) for kind in dict.fromkeys(thing.kind for thing in strategy.nodes)},
    }


def _line_count(rows: Iterable[CoverageRow]) -> int:
    return sum(last - first + 1 for row in rows for first, last in row.record.lines)
