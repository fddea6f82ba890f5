"""What is known of a strategy for checking references: from its content, or from the `links.json` that it published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from builder import exports
from builder.content import addresses
from builder.exports import security
from builder.model.register import Identifier, Register
from builder.model.strategy import Strategy
from builder.pages import catalogue, search
from builder.pages.catalogue import Page
from builder.print import briefs
from builder.problems import NOTHING
from builder.tools.links.anchors import Anchors
from builder.views import sharing
from builder.wording import Phrase

__all__ = ["OF_IDS", "Entry", "Known", "of_strategy"]

OF_IDS = tuple(export.path.removeprefix("id/{}") for export in exports.EXPORTS if export.path.startswith("id/{}"))
"""How the addresses of the files of an id go on after it."""


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
    fate: Phrase = NOTHING
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
    editions: frozenset[str] = frozenset()
    """The addresses of pages and files of frozen editions, and what leads from one to the next."""
    prefix: str = ""
    """What its ids are called with in documents that cite several strategies ('plan:TO1'), if it says so."""
    complete: bool = True
    """Whether there is nothing on the site besides; a list of links knows the pages and anchors of ids only."""
    languages: tuple[Known, ...] = ()
    """The same of the site in its other languages."""

    def at(self, base: str) -> Known:
        """The same at another address: of the site in another language, of which nothing but its address is known."""
        by_id = {name: replace(entry, url=base + entry.url.removeprefix(self.base)) for name, entry in self.by_id.items()}
        former = {page: tuple((anchor, by_id[entry.id]) for anchor, entry in items) for page, items in self.former.items()}
        return replace(self, base=base, by_id=by_id, former=former)

    def sites(self, bases: Iterable[str]) -> dict[str, Known]:
        """What is known at each address of the site, in each of its languages; `bases` are further addresses that it has or had."""
        found = {known.base: known for known in (self, *self.languages)}
        for base in bases:
            for known in (self, *(other for other in self.languages if other.base.startswith(self.base))):
                found.setdefault(f"{base.rstrip('/')}/{known.base.removeprefix(self.base) if known is not self else ''}", known)
        return found


def of_strategy(strategy: Strategy, base: str, read: Callable[[Page], bytes], kept: Mapping[str, Iterable[str]] | None = None) -> Known:
    """All that a strategy's content says; `read` gives the Markdown of a page, by which its anchors are known, `kept` the files of frozen editions.

    Asked for its anchors, what is given raises `ContentError` if a template fails.
    """
    register, anchors = Register(strategy), Anchors(strategy, read)
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
        files=frozenset(_files(strategy)),
        prefix=strategy.publication.prefix or "",
        editions=frozenset(_frozen(kept or {})),
    )


def _files(strategy: Strategy) -> Iterator[str]:
    """The files of a site that people may link to, those of ids apart."""
    yield from (export.path for export in exports.EXPORTS if export.subjects is None)
    yield from (brief.path for brief in briefs.briefs(strategy))
    yield from (share.path for share in sharing.shares(strategy))
    yield from (addresses.twin(page.path) for page in catalogue.pages(strategy))
    yield from (addresses.chart_file(chart.id, form) for chart in strategy.drawn for form in addresses.CHART_FORMS)
    yield from (search.FILE, security.PATH)


def _frozen(kept: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for name, files in kept.items():
        yield addresses.after_edition(name)
        yield from (addresses.edition_path(name) + file.removesuffix("index.html") for file in files)


def _entry(identifier: Identifier, register: Register, site: addresses.Site) -> Entry:
    fate = register.fate(identifier) if identifier.status == "withdrawn" else ""
    return Entry(
        id=identifier.id,
        status=identifier.status,
        url=site.base + identifier.address,
        successors=tuple(other.id for other in register.successors(identifier)),
        fate=told(fate),
    )


def told(fate: str) -> Phrase:
    """What became of an id, as a sentence says it of itself, in the words of a message about it."""
    return Phrase("was {fate}", fate=fate[0].lower() + fate[1:]) if fate else NOTHING
