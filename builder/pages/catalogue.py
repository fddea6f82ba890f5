"""The pages of the site: the visible tuple of page kinds, each yielding path, template, data and content file.

The navigation is derived from the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from builder.content import addresses
from builder.content.addresses import Place
from builder.content.indicators import Indicator
from builder.content.kinds import KINDS
from builder.content.records import Country, Figure, HandPage, Instrument, Objective, Partnership, Publication, Record, Synonym, Term, Topic
from builder.localization import deferred
from builder.model.strategy import AnyNode, Node, Strategy
from builder.problems import Problem
from builder.rules.register import RESERVED
from builder.views import citing, countries, figures, framework, indicators, partnerships, printed, profiles, publication, selection, texts
from builder.wording import Phrase

__all__ = ["PAGES", "Page", "navigation", "pages"]

R = TypeVar("R", bound=Record)
Contents = Mapping[str, Mapping[str, str]]
"""The titles of cards with anchors of their own, by anchor, by the anchor of their section."""
NAV_LIMIT = 40
"""A section with more pages than this is not listed page by page in the navigation: its overview leads to them."""


@dataclass(frozen=True, eq=False)
class Page:
    """A page before it is rendered."""

    path: str
    """Its file in the docs folder."""
    template: str
    view: Callable[[], object]
    """What gives what its template shows, as a dataclass."""
    file: str
    """The content file that the page mainly comes from."""
    section: str = ""
    """The title of the navigation section; pages without one stand at the top level."""
    node: AnyNode | None = None
    """What the page as a whole is about, if that is one entry."""
    title: str = ""
    """What the navigation and the search call a page that is not about one entry."""
    restates: bool = True
    """Whether it tells what the document says in the editors' words, which it then says below its title."""
    hidden: bool = False
    """Not listed in the navigation."""
    level: int = 1
    """How deep it stands in its section: 2 for what is a part of another entry of its kind."""
    listed: Callable[[], Contents] = dict
    """What gives `contents`."""

    @cached_property
    def data(self) -> object:
        """What its template shows, found when it is first asked for: not every list of pages has each of them made."""
        return self.view()

    @cached_property
    def contents(self) -> Contents:
        """What its list of contents has besides headings in Markdown, which are all that publishers look for."""
        return self.listed()


View = Callable[[Strategy], Iterator[Page]]


def _single(
    path: str,
    template: str,
    view: Callable[[Strategy], object],
    of: type[Record] | Callable[[Strategy], tuple[AnyNode, ...]],
    section: str = "",
    *,
    title: str,
    restates: bool = True,
    contents: Callable[[Strategy], Contents] = lambda _: {},
) -> View:
    """A page there is one of; it is left out when there is nothing of its kind, or of what `of` finds. Section and title are worded (`Strategy.worded`)."""

    def pages(strategy: Strategy) -> Iterator[Page]:
        nodes = strategy.of(of) if isinstance(of, type) else of(strategy)
        if nodes:
            words = strategy.worded
            named = words(_section(strategy, section))
            shown, listed = partial(view, strategy), partial(contents, strategy)
            yield Page(path, template, shown, nodes[0].file, named, title=words(title), restates=restates, listed=listed)

    return pages


def _each(template: str, view: Callable[[Strategy, Node[R]], object], cls: type[R], section: str) -> View:
    """A page for every entry of a kind that has one to itself."""

    def pages(strategy: Strategy) -> Iterator[Page]:
        nodes = [node for node in strategy.of(cls) if not node.place.anchor]
        for node in nodes:
            level = len(tuple(strategy.wholes(node))) + 1
            yield Page(
                node.place.page, template, partial(view, strategy, node), node.file, strategy.worded(section), node, hidden=len(nodes) > NAV_LIMIT, level=level
            )

    return pages


def _section(strategy: Strategy, section: str) -> str:
    """The title of a section, before it is worded: the last of the builder's own is called after what it holds."""
    return WITHOUT_CONTACTS if section == USING and not publication.with_offices(strategy) else section


def _framework(strategy: Strategy) -> tuple[AnyNode, ...]:
    """What stands on the page of the framework, around the objectives."""
    return tuple(node for kind in KINDS if kind.page == addresses.FRAMEWORK for node in strategy.of_kind(kind))


def _offices(strategy: Strategy) -> Contents:
    return {"country-offices": {f"office-{item.country.anchor}": item.country.title for item in publication.contacts(strategy).countries}}


def _results(strategy: Strategy) -> Iterator[Page]:
    """The page that searches are answered on; nobody looks for it by itself."""
    synonyms = strategy.of(Synonym)
    file = synonyms[0].file if synonyms else strategy.root.file
    yield Page(addresses.SEARCH, "search.md", partial(publication.results, strategy), file, restates=False, hidden=True)


def _by_hand(strategy: Strategy) -> Iterator[Page]:
    """The pages that editors write; those of no section are linked in the footer."""
    for node in strategy.of(HandPage):
        section = node.record.section or ""
        named = strategy.worded(_section(strategy, section)) if section == USING else section
        yield Page(node.place.page, "page.md", partial(texts.page, node), node.file, named, node, restates=False, hidden=not node.record.section)


USING = deferred("Print, cite, contacts")
"""The section of what is not the strategy itself."""
WITHOUT_CONTACTS = deferred("Print and cite")
"""The same where the strategy names no office."""
PAGES: tuple[View, ...] = (
    _single(addresses.HOME, "home.md", publication.home, Publication, title=deferred("Home")),
    _single(addresses.FRAMEWORK, "framework.md", framework.framework, _framework, deferred("Framework"), title=deferred("Framework")),
    _single(addresses.OVERVIEW, "overview.md", framework.framework, _framework, deferred("Framework"), title=deferred("The strategy in one page")),
    _single(addresses.OBJECTIVES, "objectives.md", framework.framework, Objective, "{Objective.short.many}", title="{Objective.short.many}"),
    _each("objective.md", framework.objective, Objective, "{Objective.short.many}"),
    _single(addresses.INDICATORS, "indicators.md", indicators.indicators, Indicator, "{Indicator.short.many}", title="{Indicator.many}"),
    _each("indicator.md", indicators.indicator, Indicator, "{Indicator.short.many}"),
    _single(addresses.COUNTRIES, "countries.md", countries.countries, Country, "{Country.short.many}", title="{Country.short.many}"),
    _each("country.md", profiles.country, Country, "{Country.short.many}"),
    _single(addresses.COMPARE, "compare.md", countries.comparison, Country, "{Country.short.many}", title=deferred("Compare {country.short.many}")),
    _single(addresses.FIGURES, "key-figures.md", figures.figures, Figure, title="{Figure.many}"),
    _single(addresses.CONTEXT, "context.md", texts.topics, Topic, "{Topic.many}", title="{Topic.many}"),
    _each("topic.md", texts.topic, Topic, "{Topic.many}"),
    _single(addresses.PARTNERSHIPS, "partnerships.md", partnerships.partnerships, Partnership, "{Partnership.short.many}", title="{Partnership.short.many}"),
    _each("partnership.md", partnerships.partnership, Partnership, "{Partnership.short.many}"),
    _single(addresses.INSTRUMENTS, "instruments.md", partnerships.instruments, Instrument, title="{Instrument.short.many}"),
    _single(addresses.PRINT, "print.md", printed.prints, Publication, USING, title=deferred("Print"), restates=False),
    _single(addresses.BRIEF, "brief.md", selection.brief, Publication, USING, title=deferred("My brief"), restates=False),
    _single(addresses.CITE, "cite.md", citing.cite, Publication, USING, title=deferred("Link and cite"), restates=False),
    _single(
        addresses.CONTACTS,
        "contacts.md",
        publication.contacts,
        publication.with_offices,
        USING,
        title=deferred("Contacts"),
        restates=False,
        contents=_offices,
    ),
    _single(addresses.GLOSSARY, "glossary.md", texts.glossary, Term, USING, title=deferred("Glossary")),
    _single(addresses.ABOUT, "about.md", publication.about, Publication, USING, title=deferred("About this edition"), restates=False),
    _single(addresses.CHANGES, "changes.md", publication.changes, Publication, USING, title=deferred("Changes"), restates=False),
    _results,
    _by_hand,
)
"""The kinds of pages in the order of the navigation, each yielding those that there are."""


def pages(strategy: Strategy) -> tuple[Page, ...]:
    """All pages, in the order of the navigation."""
    return tuple(page for view in PAGES for page in view(strategy))


def misplaced(found: Iterable[Page], taken_too: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Pages written by hand whose address is taken, by a page of the site or by files of other sorts; `taken_too` are the folders of languages."""
    taken = {page.path: page for page in reversed(tuple(found))}
    for page in found:
        node = page.node.narrowed(HandPage) if page.node else None
        if node is not None and (taken[page.path] is not page or f"{node.slug}/" in {*RESERVED, *taken_too}):
            message = Phrase("the address '/{slug}/' is taken by another part of the site: give this file another name", slug=node.slug)
            yield Problem.of_file(node.file, "page-taken", message)


def footer(found: Iterable[Page]) -> list[dict[str, str]]:
    """The pages that only the footer leads to, by title and address."""
    return [{"title": page.node.title, "address": Place(page.path).path} for page in found if page.hidden and page.node and page.node.narrowed(HandPage)]


def navigation(all_pages: tuple[Page, ...]) -> list[Any]:
    """The navigation as MkDocs takes it: paths, and sections as {title: [paths]}."""
    nav: list[Any] = []
    sections: dict[str, list[Any]] = {}
    for page in all_pages:
        if page.hidden:
            continue
        entry: Any = {page.title: page.path} if page.title else page.path
        if not page.section:
            nav.append(entry)
            continue
        if page.section not in sections:
            sections[page.section] = []
            nav.append({page.section: sections[page.section]})
        sections[page.section].append(entry)
    return nav
