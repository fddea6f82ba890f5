"""The entries on which tests of a site stand, chosen from whatever strategy it is of."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.indicators import Indicator
from builder.content.records import Activity, Country, Figure, Objective, Partnership, Topic
from builder.model.strategy import Node, Strategy

REAL = "https://strategy.example.org/"


@dataclass(frozen=True)
class Subjects:
    """An entry of each kind that tests visit."""

    strategy: Strategy

    @property
    def objective(self) -> Node[Objective]:
        """The first objective."""
        return self.strategy.of(Objective)[0]

    @property
    def activity(self) -> Node[Activity]:
        """Its first activity."""
        return self.strategy.of(Activity)[0]

    @property
    def first_country(self) -> Node[Country]:
        """The country that lists begin with."""
        return self.strategy.of(Country)[0]

    @property
    def country(self) -> Node[Country]:
        """The country of which most is said."""
        return max(self.strategy.of(Country), key=lambda node: len(self.strategy.mentions_of(node)))

    @property
    def quiet(self) -> Node[Country]:
        """The country of which least is said."""
        return min(self.strategy.of(Country), key=lambda node: len(self.strategy.mentions_of(node)))

    @property
    def countries(self) -> tuple[str, ...]:
        """The ids of three countries at most, the one of which most is said first, as addresses have them."""
        return tuple(dict.fromkeys(node.id.lower() for node in (self.country, *self.strategy.of(Country))))[:3]

    @property
    def topic(self) -> Node[Topic]:
        """The longest chapter."""
        return max(self.strategy.of(Topic), key=lambda node: len(node.record.text))

    @property
    def partnership(self) -> Node[Partnership]:
        """A body with a page of its own, if there is one."""
        return max(self.strategy.of(Partnership), key=lambda node: node.record.long)

    def address(self, pattern: str) -> str:
        """An address on the site, whose names in braces stand for entries: '/{objective}', '/compare/?c={two}'."""
        if "{" not in pattern:
            return pattern
        names = ("objective", "activity", "country", "quiet", "topic", "partnership", "figure", "indicator")
        places = {name: getattr(self, name).place.path for name in names if f"{{{name}}}" in pattern}
        ids = {f"{name}_id": getattr(self, name).id.lower() for name in names if f"{{{name}_id}}" in pattern}
        return pattern.format(two=",".join(self.countries[:2]), three=",".join(self.countries), **places, **ids)

    @property
    def indicator(self) -> Node[Indicator]:
        """The first indicator."""
        return self.strategy.of(Indicator)[0]

    @property
    def figure(self) -> Node[Figure]:
        """The first figure."""
        return self.strategy.of(Figure)[0]
