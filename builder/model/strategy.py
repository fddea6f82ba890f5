"""Fourth stage, the link pass: checked records → a linked strategy.

Ids become objects, and every reference becomes a `Mention` that can be followed from both ends.
Nothing here is kept by hand: all of it comes from reference fields and from links in prose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from builder.content import prose
from builder.content.fields import ProseMark
from builder.content.kinds import inner_records, marked_fields
from builder.content.load import Corpus, Entry
from builder.content.records import Part, StrategyDocument

R = TypeVar("R", bound=Part)
PROSE = "prose"
"""The relation of a mention in prose; other relations are named after their field."""
NOTE = "note"
"""The relation of a mention in an editorial text: it can be followed, but the strategy says nothing by it."""


@dataclass(frozen=True, eq=False)
class Thing(Generic[R]):
    """A record in its place: what pages, briefs and exports work with."""

    kind: str
    record: R
    id: str
    """The permanent id; empty for the strategy itself and for glossary terms, which have none."""
    slug: str
    """Name of the content file without ending, which names the page of kinds that have one each."""
    file: str
    """The content file, as problems name it."""
    line: int
    parent: Thing[Any] | None = None
    """The objective of an activity."""

    @property
    def title(self) -> str:
        return cast(str, getattr(self.record, "title_text", self.id))

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id or self.title}>"


@dataclass(frozen=True, eq=False)
class Mention:
    """A reference from one thing to another."""

    source: Thing[Any]
    target: Thing[Any]
    relation: str
    """`PROSE`, or the field that holds the reference, such as 'members'."""
    sentence: str = ""
    """The sentence of a mention in prose."""
    anchor: str | None = None
    """The heading that the sentence stands under, if any."""


class Strategy:
    """The linked strategy. Things of a kind come in reading order, mentions in order of their source."""

    def __init__(self, things: tuple[Thing[Any], ...]) -> None:
        self.things = things
        self.by_id = {thing.id: thing for thing in things if thing.id}
        self._by_kind: defaultdict[str, list[Thing[Any]]] = defaultdict(list)
        self._inside: defaultdict[int, list[Thing[Any]]] = defaultdict(list)
        for thing in things:
            self._by_kind[thing.kind].append(thing)
            if thing.parent is not None:
                self._inside[id(thing.parent)].append(thing)
        self.mentions = tuple(mention for thing in things for mention in _mentions(thing, self.by_id))
        self._to: defaultdict[int, list[Mention]] = defaultdict(list)
        self._from: defaultdict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._to[id(mention.target)].append(mention)
            self._from[id(mention.source)].append(mention)

    def of(self, kind: str) -> tuple[Thing[Any], ...]:
        return tuple(self._by_kind[kind])

    @cached_property
    def root(self) -> Thing[StrategyDocument]:
        """The strategy as a document."""
        return cast("Thing[StrategyDocument]", self._by_kind["strategy"][0])

    @property
    def document(self) -> StrategyDocument:
        return self.root.record

    def mentions_of(self, thing: Thing[Any], *relations: str) -> tuple[Mention, ...]:
        """What refers to a thing; only by the given relations, if any are given."""
        return tuple(m for m in self._to[id(thing)] if not relations or m.relation in relations)

    def mentions_in(self, thing: Thing[Any], *relations: str) -> tuple[Mention, ...]:
        """What a thing refers to."""
        return tuple(m for m in self._from[id(thing)] if not relations or m.relation in relations)

    def targets(self, thing: Thing[Any], relation: str) -> tuple[Thing[Any], ...]:
        """The things that a reference field of a thing names, in its order."""
        return tuple(m.target for m in self.mentions_in(thing, relation))

    def target(self, thing: Thing[Any], relation: str) -> Thing[Any] | None:
        """The one thing that a single reference field names."""
        return next(iter(self.targets(thing, relation)), None)

    def sources(self, thing: Thing[Any], relation: str) -> tuple[Thing[Any], ...]:
        """The things whose reference field names a thing."""
        return tuple(m.source for m in self.mentions_of(thing, relation))

    def inside(self, parent: Thing[Any]) -> tuple[Thing[Any], ...]:
        """The things that live inside another one, such as an objective's activities."""
        return tuple(self._inside[id(parent)])


def link(corpus: Corpus) -> Strategy:
    """Links a corpus that has passed all rules."""
    things: dict[int, Thing[Any]] = {}
    for entry in corpus.entries:
        things[id(entry.record)] = thing_of(entry)
    for entry in corpus.entries:
        for _, inner in inner_records(entry.record):
            parent = things[id(entry.record)]
            child = things[id(inner)]
            things[id(inner)] = Thing(child.kind, child.record, child.id, child.slug, child.file, child.line, parent)
    return Strategy(tuple(sorted(things.values(), key=_order)))


def thing_of(entry: Entry[Any]) -> Thing[Any]:
    """An entry as a thing, without its parent."""
    line, _ = entry.document.mark(entry.loc)
    return Thing(entry.kind.name, entry.record, entry.id or "", entry.slug, entry.document.path, line)


def _order(thing: Thing[Any]) -> tuple[int, int]:
    """Sorts by the order that the record gives itself in a field; else things keep the order of files and lists."""
    record = thing.record if thing.parent is None else thing.parent.record
    return (next((getattr(record, name) for name in ("number", "order") if name in type(record).model_fields), 0), 0)


def _mentions(thing: Thing[Any], by_id: dict[str, Thing[Any]]) -> Iterator[Mention]:
    for loc, marker, value in marked_fields(thing.record):
        if isinstance(marker, ProseMark):
            for label in prose.references(value):
                for passage in prose.passages(value, label):
                    yield Mention(thing, by_id[label], NOTE if marker.editorial else PROSE, passage.sentence, passage.anchor)
        else:
            yield Mention(thing, by_id[value], str(loc[0]))
