"""Linked strategy → what there are PDFs of, and the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Country, CountryGroup, Objective, Publication
from builder.model import relations
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views.sections import Section, in_sections

__all__ = ["LARGEST_PACK", "LARGEST_WHOLE", "PrintPage", "file_of", "in_whole", "pack", "prints"]

LARGEST_PACK = 60
"""Briefs in one file at most: what somebody prints at once, a sheet each. One with more takes long to make and to open, and each is there by itself."""

LARGEST_WHOLE = 200
"""Countries of which the PDF of the whole strategy tells one by one, at most. A file about more takes more memory to make than many machines have."""


def pack(strategy: Strategy, group: Node[CountryGroup] | None) -> tuple[Node[Country], ...]:
    """The countries whose briefs stand in one file: those of a group, or all; none where they are too many for that."""
    countries = strategy.targets(group, relations.GROUP_MEMBERS) if group else strategy.of(Country)
    return countries if len(countries) <= LARGEST_PACK else ()


def in_whole(strategy: Strategy) -> tuple[Node[Country], ...]:
    """The countries of which the PDF of the whole strategy tells one by one: all, or none where they are too many for that, and it only names them."""
    countries = strategy.of(Country)
    return countries if len(countries) <= LARGEST_WHOLE else ()


def file_of(strategy: Strategy, node: AnyNode) -> str:
    """The file of an entry's PDF in the docs folder; '' if it has none."""
    group = node.narrowed(CountryGroup)
    return node.brief if group is None or pack(strategy, group) else ""


@dataclass(frozen=True, eq=False)
class PrintPage:
    """What there are PDFs of."""

    publication: Node[Publication]
    countries: tuple[Node[Country], ...]
    parts: tuple[tuple[Section | None, tuple[Node[Country], ...]], ...]
    """The countries, in sections where they are many."""
    whole_pack: bool
    """Whether all countries are in one file."""
    groups: tuple[Node[CountryGroup], ...]
    """The groups whose countries are."""
    objectives: tuple[Node[Objective], ...]

    @property
    def packs(self) -> bool:
        """Whether there is any pack."""
        return self.whole_pack or bool(self.groups)


def prints(strategy: Strategy) -> PrintPage:
    """Everything of which there is a PDF."""
    countries = strategy.of(Country)
    return PrintPage(
        strategy.root,
        countries,
        in_sections(strategy, countries, lambda node: node),
        bool(pack(strategy, None)),
        tuple(group for group in strategy.of(CountryGroup) if pack(strategy, group)),
        strategy.of(Objective),
    )
