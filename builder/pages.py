"""The pages of the site: the visible tuple of page kinds, each yielding path, template, data and content file.

The navigation is derived from the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from builder import charts, publication, urls, views
from builder.strategy import Strategy, Thing

NAV_LIMIT = 40
"""A section with more pages than this is not listed page by page in the navigation: its overview leads to them."""


@dataclass(frozen=True, eq=False)
class Page:
    """A page before it is rendered."""

    path: str
    """Its file in the docs folder."""
    template: str
    data: dict[str, Any]
    file: str
    """The content file that the page mainly comes from."""
    section: str = ""
    """The title of the navigation section; pages without one stand at the top level."""
    thing: Thing[Any] | None = None
    """What the page as a whole is about, if that is one thing."""
    title: str = ""
    """What the navigation and the search call a page that is not about one thing."""
    hidden: bool = False
    """Not listed in the navigation."""


View = Callable[[Strategy], Iterator[Page]]


def _single(path: str, template: str, view: Callable[[Strategy], dict[str, Any]], kind: str, section: str = "", title: str = "") -> View:
    """A page there is one of; it is left out when there is nothing of its kind."""

    def pages(strategy: Strategy) -> Iterator[Page]:
        things = strategy.of(kind)
        if things:
            yield Page(path, template, view(strategy), things[0].file, section, title=title)

    return pages


def _each(template: str, view: Callable[[Strategy, Thing[Any]], dict[str, Any]], kind: str, section: str) -> View:
    """A page for every thing of a kind."""

    def pages(strategy: Strategy) -> Iterator[Page]:
        things = strategy.of(kind)
        for thing in things:
            yield Page(urls.place(thing).page, template, view(strategy, thing), thing.file, section, thing, hidden=len(things) > NAV_LIMIT)

    return pages


def _figures(strategy: Strategy) -> dict[str, Any]:
    return {**views.figures(strategy), "chart_views": tuple(charts.view(strategy, chart) for chart in strategy.of("chart"))}


USING = "Print, cite, contacts"
"""The section of what is not the strategy itself."""
PAGES: tuple[View, ...] = (
    _single(urls.HOME, "home.md", views.home, "strategy", title="Home"),
    _single(urls.FRAMEWORK, "framework.md", views.framework, "goal", "Framework", title="Framework"),
    _single(urls.OVERVIEW, "overview.md", views.framework, "goal", "Framework", title="The strategy in one page"),
    _single(urls.OBJECTIVES, "objectives.md", views.objectives, "objective", "Objectives", title="Objectives"),
    _each("objective.md", views.objective, "objective", "Objectives"),
    _single(urls.COUNTRIES, "countries.md", views.countries, "country", "Countries", title="Countries"),
    _each("country.md", views.country, "country", "Countries"),
    _single(urls.COMPARE, "compare.md", views.comparison, "country", "Countries", title="Compare countries"),
    _single(urls.FIGURES, "key-figures.md", _figures, "figure", title="Key figures"),
    _single(urls.CONTEXT, "context.md", views.topics, "topic", "Context", title="Context"),
    _each("topic.md", views.topic, "topic", "Context"),
    _single(urls.PARTNERSHIPS, "partnerships.md", views.partnerships, "partnership", title="Partnerships"),
    _single(urls.INSTRUMENTS, "instruments.md", views.instruments, "instrument", title="Instruments"),
    _single(urls.PRINT, "print.md", views.prints, "strategy", USING, title="Print"),
    _single(urls.CITE, "cite.md", publication.cite, "strategy", USING, title="Link and cite"),
    _single(urls.CONTACTS, "contacts.md", views.contacts, "country", USING, title="Contacts"),
    _single(urls.GLOSSARY, "glossary.md", views.glossary, "term", USING, title="Glossary"),
    _single(urls.ABOUT, "about.md", views.about, "strategy", USING, title="About this edition"),
    _single(urls.CHANGES, "changes.md", publication.changes, "strategy", USING, title="Changes"),
)


def pages(strategy: Strategy) -> tuple[Page, ...]:
    """All pages, in the order of the navigation."""
    return tuple(page for view in PAGES for page in view(strategy))


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
