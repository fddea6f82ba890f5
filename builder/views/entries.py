"""What pages show with every entry, whatever its kind: what mentions it, the abbreviations that stand for it, what is related to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.content.kinds import Kind
from builder.content.records import Record, Term
from builder.model.mentions import Evidence, mentioned_in, related, terms_of
from builder.model.strategy import AnyNode, Node, Strategy

__all__ = ["Entry", "KindGroup", "entries", "entry", "related_groups"]

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, eq=False)
class Entry(Generic[R_co]):
    """An entry in full."""

    node: Node[R_co]
    mentioned_in: tuple[Evidence, ...]
    terms: tuple[Node[Term], ...]
    """The abbreviations that stand for it."""

    @property
    def record(self) -> R_co:
        """What the content says of it."""
        return self.node.record


def entry(strategy: Strategy, node: Node[R]) -> Entry[R]:
    """An entry with what mentions it."""
    return Entry(node, mentioned_in(strategy, node), terms_of(strategy, node))


def entries(strategy: Strategy, cls: type[R]) -> tuple[Entry[R], ...]:
    """All entries of a kind, in reading order."""
    return tuple(entry(strategy, node) for node in strategy.of(cls))


@dataclass(frozen=True, eq=False)
class KindGroup:
    """Entries of one kind, as a list with a heading."""

    kind: Kind
    nodes: tuple[AnyNode, ...]


def related_groups(strategy: Strategy, node: AnyNode, *, without: Kind | None = None, last: Kind | None = None) -> tuple[KindGroup, ...]:
    """What an entry refers to and what refers to it, by kind in the order in which kinds are shown; one may be left out, one come last."""
    found = [KindGroup(kind, nodes) for kind, nodes in related(strategy, node).items() if kind is not without]
    return tuple(sorted(found, key=lambda group: group.kind is last))
