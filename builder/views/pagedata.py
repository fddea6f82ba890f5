"""Linked strategy → plain data for one page or brief; the wording is the templates'.

Pages and printed briefs are fed by the same functions, so they cannot tell different facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builder.content.kinds import marked_fields
from builder.model.country_names import local_names
from builder.model.mentions import BACKSTAGE, EVIDENCE_KINDS, Evidence, evidence_by_kind, mentioned_in, referred, related
from builder.model.strategy import NOTE, Strategy, Thing

MEMBERSHIPS = {"members": "member", "observers": "observer", "covers": "covered"}
"""Fields of a partnership that say what a country is to it, and the words for it."""


# --- framework and objectives -----------------------------------------------------------------


def framework(strategy: Strategy) -> dict[str, Any]:
    return {
        "goals": strategy.of("goal"),
        "strategic_objectives": strategy.of("strategic-objective"),
        "principles": strategy.of("principle"),
        "global_points": strategy.of("global-point"),
        "areas": areas(strategy),
        "objectives": strategy.of("objective"),
        "activities": strategy.of("activity"),
        "topics": strategy.of("topic"),
    }


def areas(strategy: Strategy) -> tuple[tuple[Thing[Any], tuple[Thing[Any], ...]], ...]:
    """Each thematic area with its objectives."""
    return tuple((area, strategy.sources(area, "area")) for area in strategy.of("area"))


def objective(strategy: Strategy, thing: Thing[Any]) -> dict[str, Any]:
    by_record = {id(activity.record): activity for activity in strategy.inside(thing)}
    everything = (thing, *strategy.inside(thing))
    return {
        "objective": thing,
        "area": strategy.target(thing, "area"),
        "groups": tuple((group, tuple(by_record[id(activity)] for activity in group.activities)) for group in thing.record.groups),
        "countries": referred(strategy, everything, "country"),
        "related": {kind: items for kind, items in related(strategy, thing).items() if kind not in ("area", *BACKSTAGE)},
        "principles": strategy.of("principle"),
    }


def objectives(strategy: Strategy) -> dict[str, Any]:
    return {"areas": areas(strategy), "objectives": strategy.of("objective"), "activities": strategy.of("activity")}


NEIGHBOUR_LIMIT = 24
"""A page lists no more neighbours than this, so that its size does not grow with the number of countries."""


# --- countries --------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Membership:
    partnership: Thing[Any]
    role: str


def memberships(strategy: Strategy, country: Thing[Any]) -> tuple[Membership, ...]:
    """The processes and bodies that a country belongs to or is covered by, and in which role."""
    return tuple(Membership(m.source, MEMBERSHIPS[m.relation]) for m in strategy.mentions_of(country, *MEMBERSHIPS))


def other_names(country: Thing[Any]) -> tuple[str, ...]:
    """Names besides the printed one, today's first."""
    record = country.record
    return tuple(dict.fromkeys(name for name in (record.current_name, *record.also_known_as) if name and name != record.name))


def group_order(country: Thing[Any], subregions: Iterable[tuple[Thing[Any], Any]]) -> int:
    """The order of a country's sub-region, which gives its tile colour and mark; 0 if it is in none."""
    return next((subregion.record.order for subregion, _ in subregions if subregion.id == country.record.subregion), 0)


def neighbours(strategy: Strategy, country: Thing[Any]) -> tuple[Thing[Any], ...]:
    """The other countries of the sub-region, if they are few enough to list; the sub-region's own entry lists them all."""
    subregion = strategy.target(country, "subregion")
    others = tuple(other for other in strategy.sources(subregion, "subregion") if other is not country) if subregion else ()
    return others if len(others) <= NEIGHBOUR_LIMIT else ()


def passages(strategy: Strategy, country: Thing[Any]) -> dict[str, tuple[Evidence, ...]]:
    """What mentions a country, by kind; figures that name it are shown as figures, not as passages."""
    found = evidence_by_kind(strategy, country, EVIDENCE_KINDS)
    named = {id(figure) for figure in strategy.sources(country, "countries")}
    rest = {kind: tuple(item for item in items if id(item.thing) not in named) for kind, items in found.items()}
    return {kind: items for kind, items in rest.items() if items}


def country(strategy: Strategy, thing: Thing[Any]) -> dict[str, Any]:
    subregion = strategy.target(thing, "subregion")
    found = passages(strategy, thing)
    mentioning = {id(item.thing.parent or item.thing) for kind in ("objective", "activity") for item in found.get(kind, ())}
    return {
        "country": thing,
        "other_names": other_names(thing),
        "local_names": local_names(thing.record.codes.alpha2, strategy.document.language),
        "subregion": subregion,
        "neighbours": neighbours(strategy, thing),
        "figures": strategy.sources(thing, "countries"),
        "memberships": memberships(strategy, thing),
        "evidence": found,
        "objectives": tuple((objective, id(objective) in mentioning) for objective in strategy.of("objective")),
        "served_by": strategy.target(thing, "served_by"),
        "figure_count": len(strategy.of("figure")),
    }


@dataclass(frozen=True, eq=False)
class CountryRow:
    """A country in an overview."""

    country: Thing[Any]
    subregion: Thing[Any] | None
    memberships: tuple[Membership, ...]
    figures: tuple[Thing[Any], ...]
    mentions: int
    """How many passages mention the country, figures that name it apart."""


def country_rows(strategy: Strategy) -> tuple[CountryRow, ...]:
    return tuple(
        CountryRow(
            thing,
            strategy.target(thing, "subregion"),
            memberships(strategy, thing),
            strategy.sources(thing, "countries"),
            sum(map(len, passages(strategy, thing).values())),
        )
        for thing in strategy.of("country")
    )


def countries(strategy: Strategy) -> dict[str, Any]:
    rows = country_rows(strategy)
    return {
        "rows": rows,
        "tiles": tuple(sorted(strategy.of("country"), key=lambda thing: (thing.record.tile.row, thing.record.tile.column))),
        "subregions": tuple((sub, tuple(row for row in rows if row.subregion is sub)) for sub in strategy.of("subregion")),
        "unassigned": tuple(row for row in rows if row.subregion is None),
    }


def comparison(strategy: Strategy) -> dict[str, Any]:
    """The profiles of all countries, to be put side by side."""
    return {"profiles": tuple(country(strategy, thing) for thing in strategy.of("country"))}


# --- figures, partnerships and the rest ---------------------------------------------------------


@dataclass(frozen=True, eq=False)
class FigureRow:
    figure: Thing[Any]
    countries: tuple[Thing[Any], ...]
    used_in: tuple[Thing[Any], ...]
    """What refers to the figure."""


def figures(strategy: Strategy) -> dict[str, Any]:
    groups = []
    for group in strategy.of("figure-group"):
        rows = tuple(
            FigureRow(
                figure,
                strategy.targets(figure, "countries"),
                tuple(dict.fromkeys(m.source for m in strategy.mentions_of(figure) if m.source.kind not in BACKSTAGE and m.relation != NOTE)),
            )
            for figure in strategy.sources(group, "group")
        )
        groups.append((group, rows))
    return {"groups": tuple(groups), "figures": strategy.of("figure")}


def home(strategy: Strategy) -> dict[str, Any]:
    return {
        **countries(strategy),
        **framework(strategy),
        "objectives": strategy.of("objective"),
        "headlines": strategy.targets(strategy.root, "headline_figures"),
        "activities": strategy.of("activity"),
    }


def prints(strategy: Strategy) -> dict[str, Any]:
    return {
        "countries": strategy.of("country"),
        "objectives": strategy.of("objective"),
        "subregions": tuple(thing for thing in strategy.of("subregion") if strategy.sources(thing, "subregion")),
    }


def contacts(strategy: Strategy) -> dict[str, Any]:
    return {"offices": strategy.of("office"), "countries": strategy.of("country")}


@dataclass(frozen=True, eq=False)
class PartnershipEntry:
    partnership: Thing[Any]
    roles: tuple[tuple[str, tuple[Thing[Any], ...], tuple[str, ...]], ...]
    """(role, countries of the strategy, others as text), empty roles left out."""
    led_by: tuple[Thing[Any], ...]
    supported_by: tuple[Thing[Any], ...]
    part_of: Thing[Any] | None
    continues: Thing[Any] | None
    parts: tuple[Thing[Any], ...]
    continued_by: tuple[Thing[Any], ...]
    leads: tuple[Thing[Any], ...]
    supports: tuple[Thing[Any], ...]
    owns: tuple[Thing[Any], ...]
    mentioned_in: tuple[Evidence, ...]


def partnership(strategy: Strategy, thing: Thing[Any]) -> PartnershipEntry:
    elsewhere = {"members": thing.record.members_elsewhere, "observers": thing.record.observers_elsewhere}
    roles = tuple((MEMBERSHIPS[role], strategy.targets(thing, role), elsewhere.get(role, ())) for role in MEMBERSHIPS)
    return PartnershipEntry(
        thing,
        tuple(role for role in roles if role[1] or role[2]),
        strategy.targets(thing, "led_by"),
        strategy.targets(thing, "supported_by"),
        strategy.target(thing, "part_of"),
        strategy.target(thing, "continues"),
        strategy.sources(thing, "part_of"),
        strategy.sources(thing, "continues"),
        strategy.sources(thing, "led_by"),
        strategy.sources(thing, "supported_by"),
        strategy.sources(thing, "owned_by"),
        mentioned_in(strategy, thing),
    )


def partnerships(strategy: Strategy) -> dict[str, Any]:
    entries = tuple(partnership(strategy, thing) for thing in strategy.of("partnership"))
    kinds = dict.fromkeys(entry.partnership.record.kind for entry in entries)
    columns = tuple(entry for entry in entries if any(countries for _, countries, _ in entry.roles))
    return {
        "kinds": tuple((kind, tuple(entry for entry in entries if entry.partnership.record.kind == kind)) for kind in kinds),
        "columns": columns,
        "rows": tuple(
            (
                country,
                tuple(next((role for role, members, _ in column.roles if country in members), "") for column in columns),
            )
            for country in strategy.of("country")
        ),
    }


def instruments(strategy: Strategy) -> dict[str, Any]:
    return {
        "entries": tuple(
            (
                thing,
                strategy.targets(thing, "owned_by"),
                strategy.target(thing, "part_of"),
                mentioned_in(strategy, thing),
            )
            for thing in sorted(strategy.of("instrument"), key=lambda thing: thing.title.casefold())
        )
    }


def topic(strategy: Strategy, thing: Thing[Any]) -> dict[str, Any]:
    topics = strategy.of("topic")
    at = topics.index(thing)
    return {
        "topic": thing,
        "previous": topics[at - 1] if at else None,
        "next": topics[at + 1] if at + 1 < len(topics) else None,
        "related": {kind: items for kind, items in related(strategy, thing).items() if kind not in BACKSTAGE},
    }


def topics(strategy: Strategy) -> dict[str, Any]:
    return {"topics": strategy.of("topic")}


def glossary(strategy: Strategy) -> dict[str, Any]:
    terms = sorted(strategy.of("term"), key=lambda thing: thing.record.term.casefold())
    return {"terms": tuple((thing, strategy.target(thing, "stands_for")) for thing in terms)}


@dataclass(frozen=True, eq=False)
class CoverageRow:
    """A passage of the source and what carries it."""

    record: Any
    carried_by: tuple[Thing[Any], ...]


def coverage(strategy: Strategy) -> tuple[CoverageRow, ...]:
    """The coverage table, in the order of the source."""
    rows = (CoverageRow(thing.record, strategy.targets(thing, "ids")) for thing in strategy.of("coverage"))
    return tuple(sorted(rows, key=lambda row: row.record.lines))


def editor_notes(thing: Thing[Any]) -> tuple[str, ...]:
    """The editor's notes on a thing and on its parts, such as its address."""
    return tuple(text for loc, _, text in marked_fields(thing.record) if "editor_notes" in loc)


def about(strategy: Strategy) -> dict[str, Any]:
    rows = coverage(strategy)
    return {
        "coverage": rows,
        "lines_carried": _line_count(row for row in rows if row.carried_by),
        "lines_left": _line_count(row for row in rows if not row.carried_by),
        "sources": strategy.of("source"),
        "noted": tuple((thing, notes) for thing in strategy.things if (notes := editor_notes(thing))),
        "counts": {kind: len(strategy.of(kind)) for kind in dict.fromkeys(thing.kind for thing in strategy.things)},
    }


def _line_count(rows: Iterable[CoverageRow]) -> int:
    return sum(last - first + 1 for row in rows for first, last in row.record.lines)
