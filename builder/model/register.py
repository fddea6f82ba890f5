"""The register of published ids (`content/registry.yml`): what each id means or what became of it.

It stands beside the linked strategy: `Register` joins both, so that permanent links, exports and pages can ask
where any id ever published leads. What the register must say is checked by `registry_rules`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from builder.content import addresses
from builder.content.kinds import KIND_NAMED, KINDS
from builder.content.records import RegisterEntry
from builder.localization import deferred
from builder.model import sources
from builder.model.strategy import AnyNode, Strategy

__all__ = ["Identifier", "Register"]


@dataclass(frozen=True, eq=False)
class Identifier:
    """An id that is or was published, and what is known of it."""

    id: str
    kind: str
    title: str
    since: str
    """The first edition that published it."""
    status: str
    """`current`, `renamed`, `split` or `withdrawn`."""
    called: str
    """What it is one of, in the strategy's words, where room is scarce."""
    editors_title: bool
    """Whether its title is in the editors' words, and not in those of a document."""
    node: AnyNode | None = None
    """What it stands for, if it is current."""
    register_entry: RegisterEntry | None = None
    """Its line in the register, if it has one."""

    @cached_property
    def code(self) -> str:
        """What is shown of it where there is no room for its title: the code of its entry as printed, or else itself."""
        return self.node.code if self.node is not None else self.id

    @property
    def formerly(self) -> tuple[str, ...]:
        """The addresses on which it stood and no longer stands."""
        entry, node = self.register_entry, self.node
        here = (node.place.path, node.listed.path) if node is not None else ()
        return tuple(address for address in dict.fromkeys((entry.at, *entry.formerly_at)) if address not in here) if entry is not None else ()

    @cached_property
    def address(self) -> str:
        """Its permanent address below the site's root."""
        return addresses.permanent(self.id)


@dataclass(frozen=True, eq=False)
class Former:
    """An address on which an id stood, and which still has to lead to it."""

    address: str
    identifier: Identifier

    @property
    def page(self) -> str:
        """The address of the page, below the root."""
        return self.address.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The anchor on it; '' for the whole page."""
        return self.address.partition("#")[2]


_MARKS = {"renamed": deferred("(now {names})"), "split": deferred("(split into {names})"), "withdrawn": deferred("(withdrawn)")}
"""What stands after the title of an id that is gone, by its status."""
_FATES = {
    "renamed": (deferred("Renamed to {names}"), deferred("Renamed to {names} on {date}")),
    "split": (deferred("Split into {names}"), deferred("Split into {names} on {date}")),
    "withdrawn": (deferred("Withdrawn"), deferred("Withdrawn on {date}")),
}
"""What became of an id, by its status, without the date and with it."""


class Register:
    """Everything that ever had an id: the nodes of the strategy in their order, then the ids that are gone."""

    def __init__(self, strategy: Strategy) -> None:
        found = tuple(_identifiers(strategy))
        self._localization = strategy.localization
        self.identifiers = found
        self.by_id = {identifier.id: identifier for identifier in found}
        self._renamed_to: defaultdict[str, list[Identifier]] = defaultdict(list)
        for identifier in found:
            if identifier.status == "renamed":
                for following in self.successors(identifier):
                    self._renamed_to[following.id].append(identifier)

    def successors(self, identifier: Identifier) -> tuple[Identifier, ...]:
        """What a renamed or split id is called today; none for others. Renamings are followed to their end."""
        entry = identifier.register_entry
        if entry is None or identifier.node is not None:
            return ()
        found: list[Identifier] = []
        for name in (entry.to, *entry.into):
            if name:
                following = self.by_id[name]
                found.extend([following] if following.status != "renamed" else self.successors(following))
        return tuple(dict.fromkeys(found))

    def mark(self, identifier: Identifier) -> str:
        """What stands after the title of an id that is gone, wherever only the title shows; '' for a current one."""
        return self._localization(_MARKS[identifier.status], names=self._named(identifier)) if identifier.status in _MARKS else ""

    def marked(self, identifier: Identifier) -> str:
        """The title of an id, which says if the id is gone."""
        return f"{identifier.title} {self.mark(identifier)}".rstrip() if identifier.status in _MARKS else identifier.title

    def fate(self, identifier: Identifier) -> str:
        """What became of an id, in a sentence with date, successors and reason; '' for a current one."""
        entry = identifier.register_entry
        if entry is None or identifier.node is not None:
            return ""
        undated, dated = _FATES[identifier.status]
        names, day = self._named(identifier), self._localization.day(entry.date) if entry.date else ""
        return self._localization(dated if day else undated, names=names, date=day) + (f": {entry.reason}" if entry.reason else "")

    def _named(self, identifier: Identifier) -> str:
        """The successors of an id, as a sentence names them."""
        return self._localization.series([other.id for other in self.successors(identifier)])

    def renamed_to(self, identifier: Identifier) -> tuple[Identifier, ...]:
        """The ids that an id had before."""
        return tuple(self._renamed_to[identifier.id])

    def leads_to(self, identifier: Identifier) -> str:
        """The address where an id is found today: its place, the place of its one successor, or its own permanent page."""
        if identifier.node is not None:
            return identifier.node.place.path
        if identifier.status == "renamed":
            (following,) = self.successors(identifier)
            return self.leads_to(following)
        return identifier.address

    @cached_property
    def former(self) -> dict[str, tuple[Former, ...]]:
        """The addresses on which ids stood and no longer stand, by page, in the order of the identifiers."""
        return _former(self.identifiers)

    def unregistered(self) -> tuple[Identifier, ...]:
        """The ids that are not in the register yet."""
        return tuple(identifier for identifier in self.identifiers if identifier.register_entry is None)


def _former(identifiers: tuple[Identifier, ...]) -> dict[str, tuple[Former, ...]]:
    found: defaultdict[str, list[Former]] = defaultdict(list)
    for identifier in identifiers:
        for address in identifier.formerly:
            former = Former(address, identifier)
            found[former.page].append(former)
    return {page: tuple(formers) for page, formers in found.items()}


def updated(strategy: Strategy) -> tuple[RegisterEntry, ...]:
    """The register brought up to date: new ids added, titles and addresses as they are now, old addresses kept.

    Sorted by kind and id; what editors wrote about renamed, split and withdrawn ids stays as it is.
    """
    result = []
    for identifier in Register(strategy).identifiers:
        entry, node = identifier.register_entry, identifier.node
        if node is None:
            result += [entry] if entry else []
            continue
        at = node.place.path
        before = dict.fromkeys((*entry.formerly_at, entry.at)) if entry else {}
        result.append(
            RegisterEntry(
                id=node.id, kind=node.kind.name, title=node.title, since=identifier.since, status="current", at=at,
                formerly_at=tuple(address for address in before if address != at), reason=entry.reason if entry else None, date=entry.date if entry else None,
            )
        )  # fmt: skip
    order = {kind.name: number for number, kind in enumerate(KINDS)}
    return tuple(sorted(result, key=lambda entry: (order.get(entry.kind, len(order)), entry.id)))


def _identifiers(strategy: Strategy) -> Iterator[Identifier]:
    entries: dict[str, RegisterEntry] = {node.record.id: node.record for node in strategy.of(RegisterEntry)}
    for node in strategy.nodes:
        if node.id:
            entry = entries.get(node.id)
            since = entry.since if entry else strategy.publication.edition.name
            yield Identifier(node.id, node.kind.name, node.title, since, "current", *_of_kind(strategy, node.kind.name), node, entry)
    for entry in entries.values():
        if entry.id not in strategy.by_id:
            yield Identifier(entry.id, entry.kind, entry.title, entry.since, entry.status, *_of_kind(strategy, entry.kind), None, entry)


def _of_kind(strategy: Strategy, kind: str) -> tuple[str, bool]:
    """What one of a kind is called, and whether its title is the editors'; the kind may be one that there was once."""
    called = strategy.called[kind].short.one if kind in strategy.called else kind.replace("-", " ")
    return called, sources.editors_title(strategy, KIND_NAMED.get(kind))
