"""The link pass: checked records → a linked strategy.

Ids become objects, and every reference becomes a `Mention` that can be followed from both ends.
Nothing here is kept by hand: all of it comes from reference fields and from links in prose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

from builder.content import fieldroles, prose
from builder.content.addresses import Place
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import inner_records, marked_fields, nesting_field, order_field
from builder.content.kinds import KIND_OF, Kind
from builder.content.marks import ProseMark, Ref
from builder.content.origin import Origin
from builder.content.records import Publication, Record, SourceDocument
from builder.localization import ENGLISH, Localization
from builder.model import relations, vocabulary
from builder.model.relations import Relation

__all__ = ["AnyNode", "Mention", "Node", "Strategy", "link"]

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Record)
T = TypeVar("T", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)
PROSE = "prose"
"""The relation of a mention in prose; other relations are named after their field."""
NOTE = "note"
"""The relation of a mention in an editorial text: it can be followed, but the strategy says nothing by it."""


@dataclass(frozen=True, eq=False)
class Node(Generic[R_co]):
    """An entry in its place among all others: what pages, briefs and exports work with."""

    kind: Kind
    record: R_co
    id: str
    """The permanent id; empty for the strategy itself and for glossary terms, which have none."""
    slug: str
    """Name of the content file without ending, which names the page of kinds that have one each."""
    file: str
    """The content file, as problems name it."""
    line: int
    parent: Node[Record] | None = None
    """The objective of an activity."""
    original: R_co | None = None
    """The record in the language of the content, if this is a translation: what addresses are made of is the same in all languages."""

    @cached_property
    def title(self) -> str:
        """What it is called in lists, links and citations."""
        return self.record.title_text

    @cached_property
    def code(self) -> str:
        """What is shown of it where there is no room for its title: its code as printed, or else its id."""
        return self.record.code_text or self.id

    @cached_property
    def place(self) -> Place:
        """Where it stands on the site."""
        return self.kind.place(self.slug, self.id, self.original or self.record)

    @cached_property
    def listed(self) -> Place:
        """Where it stands among the others of its kind: its place, unless it has a page to itself."""
        return self.kind.listed(self.slug, self.id, self.original or self.record)

    @cached_property
    def anchor(self) -> str:
        """Its anchor on a page that holds several."""
        return self.listed.anchor or self.id.lower()

    @cached_property
    def brief(self) -> str:
        """The file of its PDF in the docs folder; '' for a kind that has none."""
        return self.kind.brief_of(self.slug, self.id)

    @cached_property
    def editor_notes(self) -> tuple[str, ...]:
        """The editors' notes on it and on its parts, such as its address."""
        return tuple(text for loc, _, text in marked_fields(self.record) if "editor_notes" in loc)

    @cached_property
    def descriptions(self) -> tuple[str, ...]:
        """What it says of itself: its main prose, field by field; empty ones are left out."""
        return fieldroles.descriptions(self.record)

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """The names by which it is known besides its title, each once."""
        return fieldroles.other_names(self.record)

    def narrowed(self, cls: type[R]) -> Node[R] | None:
        """Itself, known to be of the record class of a kind; none if it is of another."""
        return cast("Node[R]", self) if self.kind is KIND_OF[cls] else None

    def __repr__(self) -> str:
        return f"<{self.kind.name} {self.id or self.title}>"


AnyNode = Node[Record]
"""A node of any kind."""


@dataclass(frozen=True, eq=False)
class Mention:
    """A reference from one node to another."""

    source: AnyNode
    target: AnyNode
    relation: str
    """`PROSE`, `NOTE`, or the field that holds the reference, such as 'members': what exports call it."""
    marker: Ref | ProseMark
    sentence: str = ""
    """The sentence of a mention in prose."""
    anchor: str | None = None
    """The heading that the sentence stands under, if any."""

    @property
    def in_prose(self) -> bool:
        """Whether the strategy's own words mention the target."""
        return isinstance(self.marker, ProseMark) and not self.marker.editorial

    @property
    def in_note(self) -> bool:
        """Whether only the editors mention it, by which the strategy says nothing."""
        return isinstance(self.marker, ProseMark) and self.marker.editorial

    @property
    def about(self) -> bool:
        """Whether the source says something about the target: in its words, or as its declared subject."""
        return self.in_prose or (isinstance(self.marker, Ref) and self.marker.subject)


class Strategy:
    """The linked strategy. Nodes of a kind come in reading order, mentions in order of their source."""

    def __init__(self, nodes: tuple[AnyNode, ...], localization: Localization = ENGLISH, origin: Origin | None = None) -> None:
        self.nodes = nodes
        self.origin = origin
        self._localization = localization
        self.by_id = {node.id: node for node in nodes if node.id}
        self._by_kind: defaultdict[Kind, list[AnyNode]] = defaultdict(list)
        self._inside: defaultdict[int, list[AnyNode]] = defaultdict(list)
        for node in nodes:
            self._by_kind[node.kind].append(node)
            if node.parent is not None:
                self._inside[id(node.parent)].append(node)
        self.mentions = tuple(mention for node in nodes for mention in _mentions(node, self.by_id))
        self._to: defaultdict[int, list[Mention]] = defaultdict(list)
        self._about: defaultdict[int, list[Mention]] = defaultdict(list)
        self._from: defaultdict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._to[id(mention.target)].append(mention)
            if mention.about:
                self._about[id(mention.target)].append(mention)
            self._from[id(mention.source)].append(mention)
        self._sources: dict[int, dict[str, list[AnyNode]]] = {}

    def of(self, cls: type[R]) -> tuple[Node[R], ...]:
        """The nodes of the kind that a record class belongs to, in reading order."""
        return cast("tuple[Node[R], ...]", self.of_kind(KIND_OF[cls]))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The names of the kinds of which there is any entry."""
        return frozenset(kind.name for kind, nodes in self._by_kind.items() if nodes)

    def of_kind(self, kind: Kind) -> tuple[AnyNode, ...]:
        """The nodes of a kind, in reading order."""
        return tuple(self._by_kind[kind])

    @cached_property
    def drawn(self) -> tuple[AnyNode, ...]:
        """The nodes that are shown as charts: of each there is a picture, and a table of what it shows."""
        return tuple(node for kind, nodes in self._by_kind.items() if kind.drawn for node in nodes)

    @cached_property
    def root(self) -> Node[Publication]:
        """The publication as a node."""
        return self.of(Publication)[0]

    @cached_property
    def publication(self) -> Publication:
        """Titles, publisher, edition and texts of the publication as a whole."""
        return self.root.record

    @cached_property
    def document(self) -> Node[SourceDocument] | None:
        """The document that the publication restates; none where the strategy was born as this data."""
        return self.target(self.root, relations.SOURCE_DOCUMENT)

    @cached_property
    def called(self) -> Mapping[str, vocabulary.Words]:
        """What the strategy calls each kind of entry, by the kind's name; with a capital, by the name with one."""
        return vocabulary.of(self.publication.called, self._localization)

    @cached_property
    def localization(self) -> Localization:
        """How its language says what is not content; in its words, kinds are called as the strategy calls them."""
        return self._localization.naming(self.called)

    def worded(self, text: str) -> str:
        """A text in its language, in which a form of a kind's name stands for what the strategy calls it: '{country.many} of the {Group.short.one}'."""
        return self.localization(text)

    @property
    def folder(self) -> str:
        """The content folder as the names of its files begin with it; with its closing slash."""
        return self.root.file.removesuffix("strategy.yml")

    def content_file(self, file: str) -> str:
        """A content file by its path from the folder that holds the content folder, wherever somebody stood when they named it."""
        return f"{Path(self.folder).resolve().name}/{file.removeprefix(self.folder)}"

    def mentions_of(self, node: AnyNode) -> tuple[Mention, ...]:
        """What refers to a node."""
        return tuple(self._to[id(node)])

    def said_of(self, node: AnyNode) -> tuple[Mention, ...]:
        """What says something about a node: its mentions in the strategy's own words, and as a declared subject."""
        return tuple(self._about[id(node)])

    def mentions_in(self, node: AnyNode) -> tuple[Mention, ...]:
        """What a node refers to."""
        return tuple(self._from[id(node)])

    def targets(self, node: Node[S], relation: Relation[S, T]) -> tuple[Node[T], ...]:
        """The nodes that a reference field of a node names, in its order."""
        return cast("tuple[Node[T], ...]", tuple(self.by_id[name] for name in relation.ids(node.record)))

    def target(self, node: Node[S], relation: Relation[S, T]) -> Node[T] | None:
        """The one node that a single reference field names."""
        return next(iter(self.targets(node, relation)), None)

    def sources(self, node: Node[T], relation: Relation[S, T]) -> tuple[Node[S], ...]:
        """The nodes whose reference field names a node, in reading order."""
        found = self._sources.get(id(relation))
        if found is None:
            found = self._sources[id(relation)] = defaultdict(list)
            for source in self.of(relation.source):
                for name in relation.ids(source.record):
                    found[name].append(source)
        return cast("tuple[Node[S], ...]", tuple(found.get(node.id, ())))

    def group_of(self, node: AnyNode) -> AnyNode | None:
        """What a node belongs to: an objective to its area, a country to the first of its groups."""
        above = (m.target for m in self._from[id(node)] if isinstance(m.marker, Ref) and m.marker.belongs)
        holders = (m.source for m in self._to[id(node)] if isinstance(m.marker, Ref) and m.marker.holds)
        return next(above, None) or next(holders, None)

    def wholes(self, node: AnyNode) -> Iterator[AnyNode]:
        """The entries of its own kind that a node is a part of, the nearest first."""
        above = self.group_of(node)
        if above is not None and above.kind is node.kind:
            yield above
            yield from self.wholes(above)

    def inside(self, parent: AnyNode) -> tuple[AnyNode, ...]:
        """The nodes that live inside another one, such as an objective's activities."""
        return tuple(self._inside[id(parent)])


def link(corpus: Corpus) -> Strategy:
    """Links a corpus that has passed all rules."""
    nodes: dict[int, AnyNode] = {}
    for entry in corpus.entries:
        nodes[id(entry.record)] = _node(entry, None)
    inner = {id(record): entry for entry in corpus.entries for _, record in inner_records(entry.record)}
    for entry in corpus.entries:
        if id(entry.record) in inner:
            nodes[id(entry.record)] = _node(entry, nodes[id(inner[id(entry.record)].record)])
    by_id = {node.id: node for node in nodes.values() if node.id}
    return Strategy(tuple(sorted(nodes.values(), key=lambda node: _order(node.parent or node, by_id))), corpus.localization, corpus.origin)


def _node(entry: Entry[Record], parent: AnyNode | None) -> AnyNode:
    line, _ = entry.document.mark(entry.loc)
    return Node(entry.kind, entry.record, entry.id or "", entry.slug, entry.document.path, line, parent, entry.original)


def _order(node: AnyNode, by_id: dict[str, AnyNode]) -> tuple[int, ...]:
    """Sorts by the order that the record gives itself in a field, parts of another entry behind it; else nodes keep the order of files and lists."""
    record = node.record
    field, nesting = order_field(type(record)), nesting_field(type(record), node.kind.name)
    above = getattr(record, nesting) if nesting else None
    return (*(_order(by_id[above], by_id) if above else ()), int(getattr(record, field)) if field else 0)


def _mentions(node: AnyNode, by_id: dict[str, AnyNode]) -> Iterator[Mention]:
    for loc, marker, value in marked_fields(node.record):
        if isinstance(marker, ProseMark):
            for label in prose.references(value):
                for passage in prose.passages(value, label):
                    yield Mention(node, by_id[label], NOTE if marker.editorial else PROSE, marker, passage.sentence, passage.anchor)
        else:
            yield Mention(node, by_id[value], str(loc[0]), marker)
