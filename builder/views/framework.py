"""Linked strategy → the goal and what serves it, down to the activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.content.kinds import KIND_OF
from builder.content.records import Activity, ActivityGroup, Area, Country, GlobalPoint, Goal, Objective, Principle, StrategicObjective
from builder.model import relations
from builder.model.mentions import referred
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import indicators
from builder.views.entries import Entry, KindGroup, entries, entry, related_groups
from builder.views.indicators import Judged


@dataclass(frozen=True, eq=False)
class AreaObjectives:
    """A thematic area and its objectives."""

    area: Entry[Area]
    objectives: tuple[Node[Objective], ...]


@dataclass(frozen=True, eq=False)
class Branch:
    """What is below an objective."""

    parts: tuple[Node[Objective], ...]
    """The objectives that are parts of it."""
    activities: int
    """How many activities it and its parts have."""


@dataclass(frozen=True, eq=False)
class Framework:
    """The whole framework, from the overall goal down; in reading order."""

    goals: tuple[Entry[Goal], ...]
    strategic_objectives: tuple[Entry[StrategicObjective], ...]
    areas: tuple[AreaObjectives, ...]
    principles: tuple[Entry[Principle], ...]
    global_points: tuple[Entry[GlobalPoint], ...]
    objectives: tuple[Node[Objective], ...]
    """All of them; parts follow what they are parts of."""
    activities: tuple[Node[Activity], ...]
    without_area: tuple[Node[Objective], ...]
    """Those that stand at the top and belong to no area."""
    branches: Mapping[Node[Objective], Branch]
    """What is below each objective."""

    kinds: frozenset[str]
    """The kinds of which there are entries."""

    @property
    def summarized(self) -> bool:
        """Whether any objective has a summary by the editors."""
        return any(node.record.summary for node in self.objectives)


def framework(strategy: Strategy) -> Framework:
    """The framework, for the pages that show it in full, at a glance, or as a list of objectives."""
    tops = [node for node in strategy.of(Objective) if not node.record.part_of]
    return Framework(
        entries(strategy, Goal),
        entries(strategy, StrategicObjective),
        tuple(AreaObjectives(area, strategy.sources(area.node, relations.AREA)) for area in entries(strategy, Area)),
        entries(strategy, Principle),
        entries(strategy, GlobalPoint),
        strategy.of(Objective),
        strategy.of(Activity),
        tuple(node for node in tops if not node.record.area),
        {node: _branch(strategy, node) for node in strategy.of(Objective)},
        strategy.kinds,
    )


def _branch(strategy: Strategy, node: Node[Objective]) -> Branch:
    parts = strategy.sources(node, relations.PART_OF_OBJECTIVE)
    return Branch(parts, len(node.record.activities) + sum(_branch(strategy, part).activities for part in parts))


@dataclass(frozen=True, eq=False)
class Activities:
    """A group of an objective's activities."""

    group: ActivityGroup
    activities: tuple[Entry[Activity], ...]


@dataclass(frozen=True, eq=False)
class ObjectivePage:
    """A thematic objective with its activities and what they have to do with."""

    objective: Entry[Objective]
    above: tuple[AnyNode, ...]
    """What it belongs to, from the top: its area, and the objectives that it is a part of."""
    parts: tuple[Node[Objective], ...]
    """The objectives that are parts of it."""
    groups: tuple[Activities, ...]
    countries: tuple[Node[Country], ...]
    """The countries that it or its activities mention."""
    related: tuple[KindGroup, ...]
    """What it or its activities refer to, and what refers to them, but what it belongs to and what are its parts, which stand elsewhere."""
    principles: tuple[Node[Principle], ...]
    indicators: tuple[Judged, ...]
    """Those of the objective itself."""
    of_activities: Mapping[AnyNode, tuple[Judged, ...]]
    """Those of its activities, as far as they have any."""

    @property
    def area(self) -> Node[Area] | None:
        """The area that it belongs to, by itself or by what it is a part of."""
        return next((area for node in self.above if (area := node.narrowed(Area))), None)


def _above(strategy: Strategy, node: Node[Objective]) -> tuple[AnyNode, ...]:
    """An objective's own area, or else that of what it is a part of, comes first."""
    whole, area = strategy.target(node, relations.PART_OF_OBJECTIVE), strategy.target(node, relations.AREA)
    above: tuple[AnyNode, ...] = (*_above(strategy, whole), whole) if whole else ()
    return (area, *(item for item in above if item.narrowed(Objective))) if area else above


def objective(strategy: Strategy, node: Node[Objective]) -> ObjectivePage:
    """An objective in full."""
    inside = [activity for child in strategy.inside(node) if (activity := child.narrowed(Activity))]
    by_record = {id(activity.record): activity for activity in inside}
    return ObjectivePage(
        entry(strategy, node),
        _above(strategy, node),
        strategy.sources(node, relations.PART_OF_OBJECTIVE),
        tuple(Activities(group, tuple(entry(strategy, by_record[id(record)]) for record in group.activities)) for group in node.record.groups),
        referred(strategy, (node, *inside), Country),
        _related(strategy, node),
        strategy.of(Principle),
        indicators.of_entry(strategy, node),
        {activity: found for activity in inside if (found := indicators.of_entry(strategy, activity))},
    )


def _related(strategy: Strategy, node: Node[Objective]) -> tuple[KindGroup, ...]:
    """Entries of its own kind are left out where nothing but its place among them relates it to them."""
    named = {m.target for child in (node, *strategy.inside(node)) for m in strategy.mentions_in(child) if m.about}
    naming = {m.source for child in (node, *strategy.inside(node)) for m in strategy.mentions_of(child) if m.about}
    places = {*_above(strategy, node), *strategy.sources(node, relations.PART_OF_OBJECTIVE)} - named - naming
    groups = (
        KindGroup(group.kind, tuple(other for other in group.nodes if other not in places)) for group in related_groups(strategy, node, without=KIND_OF[Area])
    )
    return tuple(group for group in groups if group.nodes)
