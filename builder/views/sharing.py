"""Linked strategy → what a picture shows that goes with a shared link: the entry it is of, a sentence, a number, the tiles that are marked.

The strategy, countries, objectives, and what is shown as a chart have a picture each; whatever else is shared has that of what holds it, or of the strategy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.content import addresses, prose
from builder.content.records import Country, Figure, Objective, Publication
from builder.model import relations
from builder.model.mentions import referred
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import profiles

SIZE = (1200, 630)
"""Width and height of a picture in pixels, as those ask for who show it (The Open Graph protocol; summary_large_image)."""


@dataclass(frozen=True, eq=False)
class Share:
    """What the picture of an entry shows."""

    node: AnyNode
    text: str
    """A sentence, plain; '' where there is none."""
    figure: Node[Figure] | None = None
    """The number that it shows first."""
    marked: tuple[Node[Country], ...] = ()
    """The countries that the map marks."""
    tinted: tuple[Node[Country], ...] = ()

    @property
    def path(self) -> str:
        """The file of the picture below the site's root."""
        return addresses.share_file(self.node.id)

    @property
    def alternative(self) -> str:
        """What the picture says, for who does not see it."""
        title = f"{self.node.code} {self.node.title}" if self.node.kind.coded else self.node.title
        return f"{title}{'' if title[-1:] in '.?!' else '.'} {self.text}".strip()


def _plain(text: str | None) -> str:
    return " ".join(prose.to_text(text or "").split())


def _publication(strategy: Strategy, node: Node[Publication]) -> Share:
    figure = next(iter(strategy.targets(node, relations.HEADLINES)), None)
    return Share(node, _plain(figure.record.text if figure else node.record.summary), figure, strategy.of(Country))


def _country(strategy: Strategy, node: Node[Country]) -> Share:
    """Only a number of the country itself stands beside its name; where there is none, the first sentence about it does."""
    figure = next(iter(profiles.numbers_first(strategy.sources(node, relations.FIGURE_COUNTRIES))), None)
    told = figure.record.text if figure else next((item.text for item in node.record.in_short), None)
    return Share(node, _plain(told), figure, (node,), profiles.neighbours(strategy, node))


def _objective(strategy: Strategy, node: Node[Objective]) -> Share:
    return Share(node, _plain(node.record.summary), marked=referred(strategy, (node, *strategy.inside(node)), Country))


def _own(strategy: Strategy, node: AnyNode) -> Share | None:
    """The picture of an entry, for kinds that have one."""
    if country := node.narrowed(Country):
        return _country(strategy, country)
    if objective := node.narrowed(Objective):
        return _objective(strategy, objective)
    if node.kind.drawn:
        return Share(node, _plain(next(iter(node.descriptions), "")))
    if publication := node.narrowed(Publication):
        return _publication(strategy, publication)
    return None


def shares(strategy: Strategy) -> Iterator[Share]:
    """All pictures: that of the strategy, and one for each entry that has its own."""
    return (found for node in strategy.nodes if (found := _own(strategy, node)))


def share(strategy: Strategy, node: AnyNode | None) -> Share:
    """The picture that goes with a link to an entry: its own, or that of what holds it, or that of the strategy."""
    while node is not None:
        if found := _own(strategy, node):
            return found
        node = node.parent
    return _publication(strategy, strategy.root)
