"""Linked strategy → the goal and what serves it, down to the activities."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.kinds import KIND_OF
from builder.content.records import Activity, ActivityGroup, Area, Country, GlobalPoint, Goal, Objective, Principle, StrategicObjective
from builder.model import relations
from builder.model.mentions import referred
from builder.model.strategy import Node, Strategy
from builder.views.entries import Entry, KindGroup, entries, entry, related_groups


@dataclass(frozen=True, eq=False)
class AreaObjectives:
    """A thematic area and its objectives."""

    area: Entry[Area]
    objectives: tuple[Node[Objective], ...]


@dataclass(frozen=True, eq=False)
class Framework:
    """The whole framework, from the overall goal down; in reading order."""

    goals: tuple[Entry[Goal], ...]
    strategic_objectives: tuple[Entry[StrategicObjective], ...]
    areas: tuple[AreaObjectives, ...]
    principles: tuple[Entry[Principle], ...]
    global_points: tuple[Entry[GlobalPoint], ...]
    objectives: tuple[Node[Objective], ...]
    activities: tuple[Node[Activity], ...]


def framework(strategy: Strategy) -> Framework:
    """The framework, for the pages that show it in full, at a glance, or as a list of objectives."""
    return Framework(
        entries(strategy, Goal),
        entries(strategy, StrategicObjective),
        tuple(AreaObjectives(area, strategy.sources(area.node, relations.AREA)) for area in entries(strategy, Area)),
        entries(strategy, Principle),
        entries(strategy, GlobalPoint),
        strategy.of(Objective),
        strategy.of(Activity),
    )


@dataclass(frozen=True, eq=False)
class Activities:
    """A group of an objective's activities."""

    group: ActivityGroup
    activities: tuple[Entry[Activity], ...]


@dataclass(frozen=True, eq=False)
class ObjectivePage:
    """A thematic objective with its activities and what they have to do with."""

    objective: Entry[Objective]
    area: Node[Area] | None
    groups: tuple[Activities, ...]
    countries: tuple[Node[Country], ...]
    """The countries that it or its activities mention."""
    related: tuple[KindGroup, ...]
    """What it or its activities refer to, and what refers to them; its area stands at its head."""
    principles: tuple[Node[Principle], ...]


def objective(strategy: Strategy, node: Node[Objective]) -> ObjectivePage:
    """An objective in full."""
    inside = [activity for child in strategy.inside(node) if (activity := child.narrowed(Activity))]
    by_record = {id(activity.record): activity for activity in inside}
    return ObjectivePage(
        entry(strategy, node),
        strategy.target(node, relations.AREA),
        tuple(Activities(group, tuple(entry(strategy, by_record[id(record)]) for record in group.activities)) for group in node.record.groups),
        referred(strategy, (node, *inside), Country),
        related_groups(strategy, node, without=KIND_OF[Area]),
        strategy.of(Principle),
    )
