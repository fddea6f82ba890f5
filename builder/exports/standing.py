"""What stands where: the entries of each page, those with a page to themselves, and what belongs to what on the same page."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from builder.content.addresses import Place
from builder.content.marks import Ref
from builder.model.strategy import AnyNode, Strategy

__all__ = ["Standing"]


class Standing:
    """The places of the entries of a strategy."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy

    @cached_property
    def standing(self) -> defaultdict[str, list[AnyNode]]:
        """The entries that stand on each page, but those inside others, which tell them."""
        found: defaultdict[str, list[AnyNode]] = defaultdict(list)
        for node in self._strategy.nodes:
            if node.parent is None and not node.kind.about_entries and node is not self._strategy.root:
                found[node.place.page].append(node)
        return found

    @cached_property
    def whole(self) -> dict[str, AnyNode]:
        """The entries that have a page to themselves, by the page."""
        return {page: node for page, nodes in self.standing.items() for node in nodes if not node.place.anchor}

    @cached_property
    def below(self) -> defaultdict[str, list[AnyNode]]:
        """The entries with a page to themselves that lies below each page."""
        found: defaultdict[str, list[AnyNode]] = defaultdict(list)
        for page, node in self.whole.items():
            found[f"{Place(page).path.split('/')[0]}/index.md"].append(node)
        return found

    @cached_property
    def holders(self) -> dict[AnyNode, AnyNode]:
        """What an entry belongs to, where that stands on the same page."""
        found: dict[AnyNode, AnyNode] = {}
        for page, nodes in self.standing.items():
            for node in nodes:
                above = (m.target for m in self._strategy.mentions_in(node) if isinstance(m.marker, Ref) and m.marker.belongs)
                if holder := next((holder for holder in above if holder.place.page == page), None):
                    found[node] = holder
        return found

    @cached_property
    def members(self) -> defaultdict[AnyNode, list[AnyNode]]:
        """The entries that belong to each, and stand on its page."""
        found: defaultdict[AnyNode, list[AnyNode]] = defaultdict(list)
        for node, holder in self.holders.items():
            found[holder].append(node)
        return found
