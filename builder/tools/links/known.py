"""What is known of a strategy for checking references: from its content, or from the `links.json` that it published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder import exports
from builder.content import addresses
from builder.content.records import Chart, EditionNote
from builder.model.register import Identifier, Register
from builder.model.strategy import Strategy
from builder.pages.catalogue import Page
from builder.print import briefs
from builder.tools.links.anchors import Anchors

__all__ = ["Entry", "Known", "of_strategy"]


@dataclass(frozen=True)
class Entry:
    """An id that is or was published."""

    id: str
    status: str
    """`current`, `renamed`, `split` or `withdrawn`."""
    url: str
    """Its permanent address."""
    successors: tuple[str, ...] = ()
    """What a renamed or split id is called today; renamings are followed to their end."""
    fate: str = ""
    """What is told of it if it was withdrawn: that, when and why, as far as it is known."""


@dataclass(frozen=True)
class Known:
    """All that a reference can be compared with."""

    base: str
    """The address of the site's home page, with its closing slash."""
    by_id: Mapping[str, Entry]
    former: Mapping[str, tuple[tuple[str, Entry], ...]]
    """The addresses on which ids stood and no longer stand: by page, the anchor ('' for the whole page) and the id."""
    pages: frozenset[str]
    """The addresses of pages, below the site's root."""
    anchors: Callable[[str], frozenset[str]]
    """The anchors of a page."""
    files: frozenset[str] = frozenset()
    editions: tuple[str, ...] = ()
    """The folders of frozen editions."""
    prefix: str = ""
    """What its ids are called with in documents that cite several strategies ('iom:TO1'), if it says so."""
    complete: bool = True
    """Whether there is nothing on the site besides; a list of links knows the pages and anchors of ids only."""


def of_strategy(strategy: Strategy, base: str, read: Callable[[Page], bytes]) -> Known:
    """All that a strategy's content says; `read` gives the Markdown of a page, by which its anchors are known.

    Asked for its anchors, what is given raises `ContentError` if a template fails.
    """
    register, anchors = Register(strategy), Anchors(strategy, read)
    files = {export.path for export in exports.EXPORTS if export.subjects is None} | {brief.path for brief in briefs.briefs(strategy)}
    files |= {addresses.chart_file(chart.id, form) for chart in strategy.of(Chart) for form in addresses.CHART_FORMS}
    site = addresses.Site(base.rstrip("/") + "/")
    by_id = {identifier.id: _entry(identifier, register, site) for identifier in register.identifiers}
    former: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for page, items in register.former.items():
        former[page] += [(item.anchor, by_id[item.identifier.id]) for item in items]
    return Known(
        base=site.base,
        by_id=by_id,
        former={page: tuple(items) for page, items in former.items()},
        pages=anchors.addresses,
        anchors=anchors.on,
        files=frozenset(files),
        prefix=strategy.publication.prefix or "",
        editions=tuple(sorted({addresses.edition_path(node.record.name) for node in strategy.of(EditionNote)})),
    )


def _entry(identifier: Identifier, register: Register, site: addresses.Site) -> Entry:
    fate = register.fate(identifier) if identifier.status == "withdrawn" else ""
    return Entry(
        id=identifier.id,
        status=identifier.status,
        url=site.base + identifier.address,
        successors=tuple(other.id for other in register.successors(identifier)),
        fate=told(fate),
    )


def told(fate: str) -> str:
    """What became of an id, as a sentence says it of itself, in the words of a message about it."""
    return f"was {fate[0].lower()}{fate[1:]}" if fate else ""
