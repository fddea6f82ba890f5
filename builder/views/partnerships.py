"""Linked strategy → processes and bodies, who takes part in them, and the instruments that they own."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import Country, Instrument, Partnership, Sort
from builder.model import relations
from builder.model.strategy import Node, Strategy
from builder.views.entries import Entry, entry
from builder.views.profiles import ROLES
from builder.views.sections import MANY, Section, in_sections


@dataclass(frozen=True, eq=False)
class RoleMembers:
    """Who is something to a partnership."""

    role: str
    countries: tuple[Node[Country], ...]
    """Countries of the strategy."""
    others: tuple[str, ...]
    """Members elsewhere, by name."""


@dataclass(frozen=True, eq=False)
class PartnershipEntry:
    """A process or body with its members and its place among the others."""

    partnership: Entry[Partnership]
    roles: tuple[RoleMembers, ...]
    """Roles that nobody has are left out."""
    led_by: tuple[Node[Partnership], ...]
    supported_by: tuple[Node[Partnership], ...]
    part_of: tuple[Node[Partnership], ...]
    continues: tuple[Node[Partnership], ...]
    parts: tuple[Node[Partnership], ...]
    continued_by: tuple[Node[Partnership], ...]
    leads: tuple[Node[Partnership], ...]
    supports: tuple[Node[Partnership], ...]
    owns: tuple[Node[Instrument], ...]


@dataclass(frozen=True, eq=False)
class PartnershipSort:
    """The processes and bodies of one sort."""

    sort: Sort
    entries: tuple[PartnershipEntry, ...]


@dataclass(frozen=True, eq=False)
class MatrixCell:
    """What a country is to a partnership; '' if nothing."""

    role: str
    partnership: Node[Partnership]


@dataclass(frozen=True, eq=False)
class MatrixRow:
    """A country in the matrix of who takes part in what."""

    country: Node[Country]
    cells: tuple[MatrixCell, ...]

    @property
    def empty(self) -> bool:
        """Whether it takes part in nothing."""
        return not any(cell.role for cell in self.cells)


@dataclass(frozen=True, eq=False)
class PartnershipsPage:
    """All processes and bodies, and who takes part in them."""

    sorts: tuple[PartnershipSort, ...]
    columns: tuple[Node[Partnership], ...]
    """Those in which countries of the strategy take part."""
    rows: tuple[MatrixRow, ...]
    parts: tuple[tuple[Section | None, tuple[MatrixRow, ...]], ...]
    """The same, in sections where they are many, without those that take part in nothing."""

    @property
    def shortened(self) -> bool:
        """Whether sections leave out countries that take part in nothing."""
        return len(self.parts) > 1 and any(row.empty for row in self.rows)


@dataclass(frozen=True, eq=False)
class PartnershipPage:
    """A process or body with a page to itself."""

    entry: PartnershipEntry


def partnership(strategy: Strategy, node: Node[Partnership]) -> PartnershipPage:
    """A process or body with all that there is to say of it."""
    return PartnershipPage(_partnership(strategy, node))


def partnerships(strategy: Strategy) -> PartnershipsPage:
    """All processes and bodies by sort, in reading order."""
    found = tuple(_partnership(strategy, node) for node in strategy.of(Partnership))
    columns = tuple(item for item in found if any(role.countries for role in item.roles))
    sorts = [
        PartnershipSort(sort, tuple(item for item in found if item.partnership.record.kind == sort.name)) for sort in strategy.publication.partnership_sorts
    ]
    rows = tuple(
        MatrixRow(country, tuple(MatrixCell(_role(column, country), column.partnership.node) for column in columns)) for country in strategy.of(Country)
    )
    listed = tuple(row for row in rows if not row.empty) if len(rows) > MANY else rows
    return PartnershipsPage(
        tuple(sort for sort in sorts if sort.entries),
        tuple(column.partnership.node for column in columns),
        rows,
        in_sections(strategy, listed, lambda row: row.country),
    )


def _role(item: PartnershipEntry, country: Node[Country]) -> str:
    return next((role.role for role in item.roles if country in role.countries), "")


def _partnership(strategy: Strategy, node: Node[Partnership]) -> PartnershipEntry:
    elsewhere = {"member": node.record.members_elsewhere, "observer": node.record.observers_elsewhere}
    roles = tuple(RoleMembers(role, strategy.targets(node, relation), elsewhere.get(role, ())) for relation, role in ROLES)
    return PartnershipEntry(
        entry(strategy, node),
        tuple(role for role in roles if role.countries or role.others),
        led_by=strategy.targets(node, relations.LED_BY),
        supported_by=strategy.targets(node, relations.SUPPORTED_BY),
        part_of=strategy.targets(node, relations.PART_OF_BODY),
        continues=strategy.targets(node, relations.CONTINUES),
        parts=strategy.sources(node, relations.PART_OF_BODY),
        continued_by=strategy.sources(node, relations.CONTINUES),
        leads=strategy.sources(node, relations.LED_BY),
        supports=strategy.sources(node, relations.SUPPORTED_BY),
        owns=strategy.sources(node, relations.OWNED_BY),
    )


# --- instruments --------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class InstrumentEntry:
    """A framework, tool or other instrument, whose it is, and what it is a part of."""

    instrument: Entry[Instrument]
    owners: tuple[Node[Partnership], ...]
    part_of: tuple[Node[Instrument], ...]
    parts: tuple[Node[Instrument], ...]


@dataclass(frozen=True, eq=False)
class InstrumentsPage:
    """All frameworks and tools."""

    instruments: tuple[InstrumentEntry, ...]


def instruments(strategy: Strategy) -> InstrumentsPage:
    """All frameworks and tools by name."""
    return InstrumentsPage(
        tuple(
            InstrumentEntry(
                entry(strategy, node),
                strategy.targets(node, relations.OWNED_BY),
                strategy.targets(node, relations.PART_OF_INSTRUMENT),
                strategy.sources(node, relations.PART_OF_INSTRUMENT),
            )
            for node in sorted(strategy.of(Instrument), key=lambda node: strategy.localization.collation.key(node.title))
        )
    )
