"""Linked strategy → its countries in sections, where they are too many to stand in one list: by group, or else by letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from builder.collation import Collation
from builder.content.records import Country, CountryGroup
from builder.model.strategy import Node, Strategy
from builder.views.profiles import groups_of

T = TypeVar("T")
MANY = 60
"""More countries than this stand in sections that open, so that no page is as long as the list of all."""


@dataclass(frozen=True, eq=False)
class Section:
    """Some of the countries, and what they have in common."""

    group: Node[CountryGroup] | None
    """The group that they are in; none of a letter, and of countries in no group."""
    letter: str
    """With what their names begin; '' of a group."""
    countries: tuple[Node[Country], ...]

    @property
    def anchor(self) -> str:
        """What tells it apart on a page, as part of an anchor."""
        return self.group.anchor if self.group else f"letter-{ord(self.letter)}" if self.letter else "no-group"


def sections(strategy: Strategy) -> tuple[Section, ...]:
    """The countries in sections; none where they are few."""
    countries = strategy.of(Country)
    if len(countries) <= MANY:
        return ()
    return by_group(strategy, countries) if len(strategy.of(CountryGroup)) > 1 else by_letter(countries, strategy.localization.collation)


def in_sections(strategy: Strategy, items: Iterable[T], country: Callable[[T], Node[Country]]) -> tuple[tuple[Section | None, tuple[T, ...]], ...]:
    """What there is about each of some countries, in sections; all of it in one that is none, where it is little."""
    about: dict[Node[Country], T] = {country(item): item for item in items}
    if len(about) <= MANY:
        return ((None, tuple(about.values())),)
    found = ((section, tuple(about[node] for node in section.countries if node in about)) for section in sections(strategy))
    return tuple((section, members) for section, members in found if members)


def by_group(strategy: Strategy, countries: Iterable[Node[Country]]) -> tuple[Section, ...]:
    """Countries by the first of their groups, in the order of the groups; those in none come last."""
    found: defaultdict[Node[CountryGroup] | None, list[Node[Country]]] = defaultdict(list)
    for country in countries:
        found[next(iter(groups_of(strategy, country)), None)].append(country)
    return tuple(Section(group, "", tuple(found[group])) for group in (*strategy.of(CountryGroup), None) if group in found)


def by_letter(countries: Iterable[Node[Country]], collation: Collation) -> tuple[Section, ...]:
    """Countries by the letter with which their names begin, as an index of the language has it."""
    found: defaultdict[str, list[Node[Country]]] = defaultdict(list)
    for country in countries:
        found[collation.initial(country.title)].append(country)
    return tuple(Section(None, letter, tuple(found[letter])) for letter in sorted(found, key=collation.key))
