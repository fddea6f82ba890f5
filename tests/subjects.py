"""The entries on which tests of a site stand, chosen from whatever strategy it is of."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Activity, Country, Figure, Objective
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
    def figure(self) -> Node[Figure]:
        """The first figure."""
        return self.strategy.of(Figure)[0]
