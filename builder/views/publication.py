"""Linked strategy → what is said of the publication as a whole: its front page, offices, PDFs, sources, editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.content.records import Country, Coverage, EditionNote, Figure, Objective, Office, SourceDocument
from builder.model import citations, relations
from builder.model.register import Identifier, Register
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import translation
from builder.views.countries import Map, tile_map
from builder.views.entries import Entry, entries
from builder.views.sections import Section, in_sections
from builder.views.translation import Translation


@dataclass(frozen=True, eq=False)
class HomePage:
    """The front page: the few numbers, the countries on a map, the objectives."""

    headlines: tuple[Node[Figure], ...]
    map: Map
    objectives: tuple[Node[Objective], ...]

    @property
    def has_activities(self) -> bool:
        """Whether any objective has activities."""
        return any(node.record.groups for node in self.objectives)


def home(strategy: Strategy) -> HomePage:
    """The front page."""
    return HomePage(strategy.targets(strategy.root, relations.HEADLINES), tile_map(strategy), strategy.of(Objective))


# --- offices and PDFs ---------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class OfficeEntry:
    """An office for several countries, and the countries without one of their own that it serves."""

    office: Entry[Office]
    serves: tuple[Node[Country], ...]


@dataclass(frozen=True, eq=False)
class CountryOffice:
    """A country, and the office that serves it where it has none of its own."""

    country: Node[Country]
    served_by: Node[Office] | None


@dataclass(frozen=True, eq=False)
class ContactsPage:
    """All offices."""

    offices: tuple[OfficeEntry, ...]
    countries: tuple[CountryOffice, ...]
    """The countries that have an office, or are served by one."""
    parts: tuple[tuple[Section | None, tuple[CountryOffice, ...]], ...]
    """The same, in sections where they are many."""
    without: tuple[Node[Country], ...]
    """The countries for which the strategy lists none."""


def contacts(strategy: Strategy) -> ContactsPage:
    """All offices, in reading order."""
    served = tuple(
        CountryOffice(node, strategy.target(node, relations.SERVED_BY)) for node in strategy.of(Country) if node.record.office or node.record.served_by
    )
    having = {item.country for item in served}
    return ContactsPage(
        tuple(OfficeEntry(office, strategy.sources(office.node, relations.SERVED_BY)) for office in entries(strategy, Office)),
        served,
        in_sections(strategy, served, lambda item: item.country),
        tuple(node for node in strategy.of(Country) if node not in having),
    )


def with_offices(strategy: Strategy) -> tuple[AnyNode, ...]:
    """The offices, and the countries that have one of their own: all that the page of contacts tells of."""
    return (*strategy.of(Office), *(node for node in strategy.of(Country) if node.record.office))


@dataclass(frozen=True, eq=False)
class ResultsPage:
    """What is offered on the page for the results of a search, where there are none."""

    objectives: tuple[Node[Objective], ...]
    countries: tuple[Node[Country], ...]


def results(strategy: Strategy) -> ResultsPage:
    """The page for the results of a search."""
    return ResultsPage(strategy.of(Objective), strategy.of(Country))


# --- sources ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class CoverageRow:
    """A passage of the source and what carries it."""

    record: Coverage
    carried_by: tuple[AnyNode, ...]


@dataclass(frozen=True, eq=False)
class NotedEntry:
    """An entry on which the editors have something to say."""

    node: AnyNode
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class AboutPage:
    """Where the publication comes from, and what its editors did to it."""

    editors: tuple[str, ...]
    """Their names in full."""
    sources: tuple[Node[SourceDocument], ...]
    coverage: tuple[CoverageRow, ...]
    """The passages of the source, in its order."""
    lines_carried: int
    lines_left: int
    """How many lines of the source no entry carries."""
    noted: tuple[NotedEntry, ...]
    translation: Translation | None
    """How far the translation is, if it is one."""


def about(strategy: Strategy) -> AboutPage:
    """Sources, coverage and the editors' notes."""
    rows = sorted((_coverage(strategy, node) for node in strategy.of(Coverage)), key=lambda row: row.record.lines)
    return AboutPage(
        tuple(map(citations.full_name, strategy.publication.editors)),
        strategy.of(SourceDocument),
        tuple(rows),
        _line_count(row for row in rows if row.carried_by),
        _line_count(row for row in rows if not row.carried_by),
        tuple(NotedEntry(node, notes) for node in strategy.nodes if (notes := node.editor_notes)),
        translation.of(strategy),
    )


def _coverage(strategy: Strategy, node: Node[Coverage]) -> CoverageRow:
    return CoverageRow(node.record, strategy.targets(node, relations.CARRIED_BY))


def _line_count(rows: Iterable[CoverageRow]) -> int:
    return sum(last - first + 1 for row in rows for first, last in row.record.lines)


# --- editions and ids ---------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class ChangeEntry:
    """One change that an edition made."""

    kind: str
    text: str
    identifiers: tuple[Identifier, ...]
    """What it changed."""


@dataclass(frozen=True, eq=False)
class EditionEntry:
    """An edition and its changes."""

    edition: Node[EditionNote]
    changes: tuple[ChangeEntry, ...]


@dataclass(frozen=True, eq=False)
class FormerPlace:
    """An anchor on which an id stood, or an id that is no longer current, and what follows it."""

    identifier: Identifier
    successors: tuple[Identifier, ...]
    anchor: str = ""


@dataclass(frozen=True, eq=False)
class ChangesPage:
    """All editions, newest first, and the ids that are no longer in use."""

    editions: tuple[EditionEntry, ...]
    gone: tuple[FormerPlace, ...]


def changes(strategy: Strategy) -> ChangesPage:
    """What editions changed, and what became of ids."""
    register = Register(strategy)
    return ChangesPage(
        tuple(
            EditionEntry(
                node, tuple(ChangeEntry(change.kind, change.text, tuple(register.by_id[name] for name in change.ids)) for change in node.record.changes)
            )
            for node in strategy.of(EditionNote)
        ),
        tuple(FormerPlace(identifier, register.successors(identifier)) for identifier in register.identifiers if identifier.node is None),
    )


def former(register: Register) -> Mapping[str, tuple[FormerPlace, ...]]:
    """The anchors that ids had and that must go on leading somewhere, by the address of their page."""
    return {
        page: tuple(FormerPlace(item.identifier, register.successors(item.identifier), item.anchor) for item in items if item.anchor)
        for page, items in register.former.items()
    }
