"""What the strategy says about a thing: the other things that mention it or belong to it, and the sentences in which they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builder.model.strategy import NOTE, PROSE, Mention, Strategy, Thing

BACKSTAGE = ("strategy", "term", "coverage")
"""Kinds whose references say nothing about a subject: the publication itself, abbreviations, the coverage table."""
EVIDENCE_KINDS = (
    *("objective", "activity", "topic", "partnership", "instrument", "principle", "figure", "goal", "strategic-objective", "area", "global-point"),
    *("figure-group", "subregion", "office", "country"),
)
"""Kinds whose sentences are evidence for a country, in the order in which they are shown."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """A thing that mentions another one, with the sentences in which it does."""

    thing: Thing[Any]
    sentences: tuple[str, ...]
    anchor: str | None
    """The heading above the first sentence, where the thing has a page of several sections."""


def evidence(mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    """Mentions in prose, and things said to be about another, gathered by the thing that makes them, in order."""
    by_source: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.relation in (PROSE, "about"):
            by_source.setdefault(id(mention.source), []).append(mention)
    return tuple(Evidence(found[0].source, tuple(dict.fromkeys(m.sentence for m in found if m.sentence)), found[0].anchor) for found in by_source.values())


def mentioned_in(strategy: Strategy, thing: Thing[Any]) -> tuple[Evidence, ...]:
    """What mentions a thing, or is said to be about it."""
    return evidence(m for m in strategy.mentions_of(thing) if m.source.kind not in BACKSTAGE)


def terms_of(strategy: Strategy, thing: Thing[Any]) -> tuple[Thing[Any], ...]:
    """The abbreviations that stand for a thing, or whose explanation refers to it, each once."""
    found = {id(m.source) for m in strategy.mentions_of(thing) if m.relation != NOTE}
    return tuple(term for term in strategy.of("term") if id(term) in found)


def evidence_by_kind(strategy: Strategy, thing: Thing[Any], kinds: Iterable[str]) -> dict[str, tuple[Evidence, ...]]:
    """The evidence for a thing grouped by the kind of what mentions it; kinds without any are left out."""
    found = evidence(strategy.mentions_of(thing))
    groups = {kind: tuple(item for item in found if item.thing.kind == kind) for kind in kinds}
    return {kind: items for kind, items in groups.items() if items}


def referred(strategy: Strategy, things: Iterable[Thing[Any]], kind: str) -> tuple[Thing[Any], ...]:
    """The things of a kind that the given things refer to in prose or by field, each once."""
    found = {id(m.target): m.target for thing in things for m in strategy.mentions_in(thing) if m.target.kind == kind and m.relation != NOTE}
    return tuple(thing for thing in strategy.of(kind) if id(thing) in found)


def related(strategy: Strategy, thing: Thing[Any]) -> dict[str, tuple[Thing[Any], ...]]:
    """What a thing and what is inside it refers to, and what refers to it, by kind, each once."""
    group = (thing, *strategy.inside(thing))
    ids = {id(member) for member in group}
    found: dict[int, Thing[Any]] = {}
    for member in group:
        both = [(m.target, m.relation) for m in strategy.mentions_in(member)] + [(m.source, m.relation) for m in strategy.mentions_of(member)]
        for other in (other for other, relation in both if relation != NOTE):
            if id(other) not in ids:
                found[id(other)] = other
    kinds = dict.fromkeys(other.kind for other in strategy.things if id(other) in found)
    return {kind: tuple(other for other in strategy.of(kind) if id(other) in found) for kind in kinds}
