"""Linked strategy → the chapters and boxes, and the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.kinds import KIND_OF
from builder.content.records import HandPage, Term, Topic
from builder.model import relations
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views.entries import Entry, KindGroup, entry, related_groups


@dataclass(frozen=True, eq=False)
class TopicPage:
    """A chapter or box, and what it has to do with; other topics last."""

    topic: Entry[Topic]
    related: tuple[KindGroup, ...]


def topic(strategy: Strategy, node: Node[Topic]) -> TopicPage:
    """A chapter or box in full."""
    return TopicPage(entry(strategy, node), related_groups(strategy, node, last=KIND_OF[Topic]))


@dataclass(frozen=True, eq=False)
class PageByHand:
    """A page that the editors wrote."""

    node: Node[HandPage]


def page(node: Node[HandPage]) -> PageByHand:
    """A page that the editors wrote, in full."""
    return PageByHand(node)


@dataclass(frozen=True, eq=False)
class TopicsPage:
    """All chapters and boxes, in reading order."""

    topics: tuple[Node[Topic], ...]


def topics(strategy: Strategy) -> TopicsPage:
    """All chapters and boxes."""
    return TopicsPage(strategy.of(Topic))


@dataclass(frozen=True, eq=False)
class TermEntry:
    """An abbreviation, and the entry that it stands for, if there is one."""

    term: Node[Term]
    stands_for: AnyNode | None


@dataclass(frozen=True, eq=False)
class GlossaryPage:
    """All abbreviations."""

    terms: tuple[TermEntry, ...]


def term(strategy: Strategy, node: Node[Term]) -> TermEntry:
    """What an abbreviation stands for."""
    return TermEntry(node, strategy.target(node, relations.STANDS_FOR))


def glossary(strategy: Strategy) -> GlossaryPage:
    """All abbreviations by letter."""
    terms = sorted(strategy.of(Term), key=lambda node: strategy.localization.collation.key(node.record.term))
    return GlossaryPage(tuple(term(strategy, node) for node in terms))
