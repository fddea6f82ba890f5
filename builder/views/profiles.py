"""Linked strategy → what is said of a country, for its profile, its brief, and beside others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from builder.content.kinds import KIND_OF
from builder.content.records import Activity, Country, CountryGroup, Figure, Objective, Office, Partnership, Term
from builder.localization import deferred
from builder.model import citations, passages, relations
from builder.model.citation_format import CitationFormat
from builder.model.country_names import LocalName, local_names
from builder.model.mentions import terms_of
from builder.model.passages import Told
from builder.model.strategy import AnyNode, Node, Strategy

ROLES = ((relations.MEMBERS, deferred("member")), (relations.OBSERVERS, deferred("observer")), (relations.COVERS, deferred("covered")))
"""What a country can be to a partnership; it is said in the language where it is shown."""
NEIGHBOUR_LIMIT = 24
"""A page lists no more neighbours than this, so that its size does not grow with the number of countries."""


@dataclass(frozen=True, eq=False)
class Membership:
    """A process or body that a country belongs to or is covered by, in which role, and who leads it."""

    partnership: Node[Partnership]
    role: str
    led_by: tuple[Node[Partnership], ...]


def memberships(strategy: Strategy, country: Node[Country]) -> tuple[Membership, ...]:
    """The processes and bodies that a country belongs to or is covered by; in reading order."""
    roles = {role: {id(body) for body in strategy.sources(country, relation)} for relation, role in ROLES}
    return tuple(
        Membership(body, role, strategy.targets(body, relations.LED_BY))
        for body in strategy.of(Partnership)
        for role, bodies in roles.items()
        if id(body) in bodies
    )


def other_names(country: Node[Country]) -> tuple[str, ...]:
    """Names besides the printed one, today's first; those that the source does not use last."""
    record = country.record
    names = (record.current_name, *record.also_known_as, *(added.name for added in record.names_added))
    return tuple(dict.fromkeys(name for name in names if name and name != record.name))


def groups_of(strategy: Strategy, country: Node[Country]) -> tuple[Node[CountryGroup], ...]:
    """The groups that a country is in, in their order; the first is the one that the map and the lists show it by."""
    return strategy.sources(country, relations.GROUP_MEMBERS)


def neighbours(strategy: Strategy, country: Node[Country]) -> tuple[Node[Country], ...]:
    """The others of the country's first group, if they are few enough to list; the group's own entry lists them all."""
    group = next(iter(groups_of(strategy, country)), None)
    if group is None or len(group.record.members) > NEIGHBOUR_LIMIT + 1:
        return ()
    return tuple(other for other in strategy.targets(group, relations.GROUP_MEMBERS) if other is not country)


def publisher(strategy: Strategy) -> Node[Partnership] | None:
    """The publisher itself, if the strategy has an entry for it among the bodies."""
    return next((body for body in strategy.of(Partnership) if body.record.abbreviation == strategy.publication.publisher.abbreviation), None)


@dataclass(frozen=True, eq=False)
class GroupProfile:
    """What is said of a group of countries, as the profile of one of them shows it."""

    group: Node[CountryGroup]
    figures: tuple[Node[Figure], ...]
    passages: tuple[Told, ...]


@dataclass(frozen=True, eq=False)
class ObjectiveMark:
    """An objective, and what of it concerns a country."""

    objective: Node[Objective]
    mentions: bool
    """Whether it or one of its activities names the country."""
    activities: tuple[Node[Activity], ...]
    """Its activities that name the country or a group that it is in."""


@dataclass(frozen=True, eq=False)
class Profile:
    """What is said of a country, as far as it can be compared with others."""

    country: Node[Country]
    other_names: tuple[str, ...]
    """Names besides the printed one, today's first."""
    groups: tuple[Node[CountryGroup], ...]
    memberships: tuple[Membership, ...]
    figures: tuple[Node[Figure], ...]
    """The figures of the country, in reading order."""
    passages: tuple[Told, ...]
    """What is said of the country, but its figures and what its memberships and objectives show."""
    about_groups: tuple[GroupProfile, ...]
    """What is said of its groups and not of the country itself, each passage once."""
    objectives: tuple[ObjectiveMark, ...]
    """All objectives."""
    served_by: Node[Office] | None

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return self.country.record.inline_text

    @property
    def also_known_as(self) -> tuple[str, ...]:
        """Its other names in the source, but today's."""
        record = self.country.record
        return tuple(name for name in record.also_known_as if name not in (record.name, record.current_name))

    @property
    def mentioning(self) -> tuple[Node[Objective], ...]:
        """The objectives that name it."""
        return tuple(mark.objective for mark in self.objectives if mark.mentions)

    @property
    def silent(self) -> bool:
        """Whether nothing of the text names it: no figure, passage, body, objective or activity."""
        return not (self.figures or self.passages or self.memberships or any(mark.mentions or mark.activities for mark in self.objectives))

    @property
    def passage_count(self) -> int:
        """How many passages there are about it."""
        return len(self.passages)

    @property
    def group_passage_count(self) -> int:
        """How many passages there are about its groups."""
        return sum(len(item.passages) for item in self.about_groups)


def profile(strategy: Strategy, node: Node[Country]) -> Profile:
    """What is said of a country."""
    groups = groups_of(strategy, node)
    figures = strategy.sources(node, relations.FIGURE_COUNTRIES)
    bodies = memberships(strategy, node)
    shown: set[AnyNode] = {*figures, *(body.partnership for body in bodies)}
    seen: set[str] = set()
    own = _each_once(_passages(strategy, node, shown), seen)
    return Profile(
        node,
        other_names(node),
        groups,
        bodies,
        figures,
        own,
        _about_groups(strategy, groups, shown, seen),
        _objectives(strategy, node, groups),
        strategy.target(node, relations.SERVED_BY),
    )


def _passages(strategy: Strategy, subject: AnyNode, shown: set[AnyNode]) -> tuple[Told, ...]:
    """What is said of a country or group, but by entries that stand elsewhere on the profile: activities, and those in `shown`."""
    return tuple(item for item in passages.told(strategy, subject) if item.text or (item.node not in shown and item.node.kind is not KIND_OF[Activity]))


def _about_groups(strategy: Strategy, groups: tuple[Node[CountryGroup], ...], shown: set[AnyNode], seen: set[str]) -> tuple[GroupProfile, ...]:
    """What is said of the groups, the smallest first: the particular before the general."""
    found = []
    for group in sorted(groups, key=lambda group: len(group.record.members)):
        figures = numbers_first(figure for figure in strategy.sources(group, relations.FIGURE_GROUPS) if figure not in shown)
        shown |= set(figures)
        found.append(GroupProfile(group, figures, _each_once(_passages(strategy, group, shown), seen)))
    return tuple(item for item in found if item.figures or item.passages)


def numbers_first(figures: Iterable[Node[Figure]]) -> tuple[Node[Figure], ...]:
    """Figures, those with a number in digits before those in words."""
    return tuple(sorted(figures, key=lambda figure: (figure.record.value is None, figure.record.display is not None)))


def _each_once(items: Iterable[Told], seen: set[str]) -> tuple[Told, ...]:
    """Passages without the sentences that have been seen, which are those of other entries and groups word for word."""
    found = []
    for item in items:
        texts = tuple(text for text in ((item.text,) if item.text else item.sentences) if text not in seen)
        seen.update(texts)
        if texts:
            found.append(item if item.text else replace(item, sentences=texts))
    return tuple(found)


def _objectives(strategy: Strategy, country: Node[Country], groups: tuple[Node[CountryGroup], ...]) -> tuple[ObjectiveMark, ...]:
    naming: set[AnyNode] = set()
    concerning: defaultdict[AnyNode, list[Node[Activity]]] = defaultdict(list)
    for subject in (country, *groups):
        for mention in strategy.said_of(subject):
            source = mention.source
            if subject is country:
                naming.add(source.parent or source)
            if (activity := source.narrowed(Activity)) and source.parent and activity not in concerning[source.parent]:
                concerning[source.parent].append(activity)
    return tuple(ObjectiveMark(node, node in naming, tuple(concerning.get(node, ()))) for node in strategy.of(Objective))


@dataclass(frozen=True, eq=False)
class CountryPage:
    """A country's profile with what only its own page shows."""

    profile: Profile
    local_names: tuple[LocalName, ...]
    terms: tuple[Node[Term], ...]
    neighbours: tuple[Node[Country], ...]
    publisher: Node[Partnership] | None
    """The publisher itself among the bodies, which may say that its members are not known."""
    citation: CitationFormat
    """How a text cites the page."""
    headlines: tuple[Node[Figure], ...]
    """The few numbers of the whole, for comparison."""
    kinds: frozenset[str]
    """The kinds of which the strategy has any entry: of others, nothing is said, not even that there is none."""

    @property
    def first_number(self) -> Node[Figure] | None:
        """The first figure of the country that is a number."""
        return next((figure for figure in self.figure_cards if figure.record.value is not None), None)

    @property
    def has_activities(self) -> bool:
        """Whether an activity names the country or one of its groups."""
        return any(mark.activities for mark in self.profile.objectives)

    @property
    def figure_cards(self) -> tuple[Node[Figure], ...]:
        """The figures of the country, numbers before words."""
        return numbers_first(self.profile.figures)


def country(strategy: Strategy, node: Node[Country]) -> CountryPage:
    """A country in full."""
    return CountryPage(
        profile(strategy, node),
        tuple(local for local in local_names(node.record.codes.alpha2, strategy.localization) if local.name not in node.record.names_avoided),
        terms_of(strategy, node),
        neighbours(strategy, node),
        publisher(strategy),
        next(way for way in citations.formats(strategy) if way.name == "text"),
        strategy.targets(strategy.root, relations.HEADLINES),
        strategy.kinds,
    )
