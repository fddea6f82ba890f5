"""What the strategy says about an entry: the others that mention it or belong to it, and the sentences in which they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from builder.content.kinds import KIND_OF, RELATED_KINDS, Kind
from builder.content.records import Record, Term
from builder.model.strategy import AnyNode, Mention, Node, Strategy

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Evidence:
    """An entry that mentions another one, with the sentences in which it does."""

    node: AnyNode
    sentences: tuple[str, ...]
    anchor: str | None
    """The heading above the first sentence, where the entry has a page of several sections."""


def evidence(mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    """Mentions in prose, and entries said to be about another, gathered by the entry that makes them, in order."""
    by_source: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.about:
            by_source.setdefault(id(mention.source), []).append(mention)
    return tuple(Evidence(found[0].source, tuple(dict.fromkeys(m.sentence for m in found if m.sentence)), found[0].anchor) for found in by_source.values())


def mentioned_in(strategy: Strategy, node: AnyNode) -> tuple[Evidence, ...]:
    """What mentions an entry, or is said to be about it."""
    return evidence(m for m in strategy.mentions_of(node) if not m.source.kind.backstage)


def terms_of(strategy: Strategy, node: AnyNode) -> tuple[Node[Term], ...]:
    """The abbreviations that stand for an entry, or whose explanation refers to it, each once."""
    found = {id(m.source) for m in strategy.mentions_of(node) if not m.in_note}
    return tuple(term for term in strategy.of(Term) if id(term) in found)


def referred(strategy: Strategy, nodes: Iterable[AnyNode], cls: type[R]) -> tuple[Node[R], ...]:
    """The entries of a kind that the given ones refer to in prose or by field, each once."""
    found = {id(m.target) for node in nodes for m in strategy.mentions_in(node) if m.target.kind is KIND_OF[cls] and not m.in_note}
    return tuple(node for node in strategy.of(cls) if id(node) in found)


def related(strategy: Strategy, node: AnyNode) -> dict[Kind, tuple[AnyNode, ...]]:
    """What an entry and what is inside it refers to, and what refers to it, each once, by kind in the order in which kinds are shown."""
    group = (node, *strategy.inside(node))
    ids = {id(member) for member in group}
    found: dict[int, AnyNode] = {}
    for member in group:
        others = [m.target for m in strategy.mentions_in(member) if not m.in_note] + [m.source for m in strategy.mentions_of(member) if not m.in_note]
        found |= {id(other): other for other in others if id(other) not in ids and not other.kind.backstage}
    groups = {kind: tuple(other for other in strategy.of_kind(kind) if id(other) in found) for kind in RELATED_KINDS}
    return {kind: others for kind, others in groups.items() if others}
