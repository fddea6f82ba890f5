"""The only owner of addresses: page paths, anchors, permanent links.

A page is named by its file in the docs folder ('objectives/to5.md'); publishers turn it into a directory URL
('objectives/to5/'). Anchors are ids in lower case.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.content import prose
from builder.model.strategy import Thing

HOME = "index.md"
FRAMEWORK = "framework.md"
OVERVIEW = "framework/overview.md"
OBJECTIVES = "objectives/index.md"
COUNTRIES = "countries/index.md"
FIGURES = "key-figures.md"
CONTEXT = "context/index.md"
PARTNERSHIPS = "partnerships.md"
INSTRUMENTS = "instruments.md"
CONTACTS = "contacts.md"
GLOSSARY = "glossary.md"
PRINT = "print.md"
ABOUT = "about.md"
CITE = "cite.md"
CHANGES = "changes.md"
COMPARE = "compare.md"
OFFLINE = "downloads/offline.zip"
"""The copy of the site for use without a server."""
MARK = "assets/mark.svg"
"""The site's mark, which is also its icon."""
REGION_PACK = "briefs/region.pdf"
"""The briefs of all countries in one file."""


@dataclass(frozen=True)
class Place:
    """A page and, unless it is the whole page, an anchor on it."""

    page: str
    anchor: str = ""

    @property
    def path(self) -> str:
        """The address relative to the site's root, as a directory URL: 'objectives/to5/#to5-a03'."""
        stem = self.page.removesuffix(".md")
        stem = "" if stem == "index" else stem.removesuffix("/index") + "/"
        return stem + (f"#{self.anchor}" if self.anchor else "")

    def link(self, page: str) -> str:
        """The target of a Markdown link from a page, which every publisher turns into the right address."""
        if self.page == page and self.anchor:
            return f"#{self.anchor}"
        return _relative(self.page, posixpath.dirname(page) or ".") + (f"#{self.anchor}" if self.anchor else "")


    def address(self, page: Place) -> str:
        """The address as the published page of another place must write it: '../ukraine/#office'."""
        if self.page == page.page:
            return f"#{self.anchor}" if self.anchor else "./"
        folder = _relative(Place(self.page).path or ".", page.path or ".") + "/"
        return folder + (f"#{self.anchor}" if self.anchor else "")


@cache
def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder)


@dataclass(frozen=True)
class Site:
    """The published site: absolute addresses."""

    base: str
    """The address of the home page, with its closing slash."""
    copy_of: str = ""
    """The edition that this site is a frozen copy of, if it is one."""

    @property
    def home(self) -> str:
        """The address of this site's own home page: of a frozen copy, inside the site that holds it."""
        return self.edition(self.copy_of) if self.copy_of else self.base

    def url(self, place: Place) -> str:
        return self.base + place.path

    def permalink(self, thing: Thing[Any]) -> str:
        """The permanent address of a thing that has an id; it never changes, whatever page the thing is on."""
        return self.base + permanent(thing.id)

    def edition(self, name: str) -> str:
        """The address of the frozen copy of an edition."""
        return self.base + edition_path(name)


def permanent(identifier: str) -> str:
    """The address of an id below the site's root: 'id/to5-a03/'."""
    return f"id/{identifier.lower()}/"


def edition_path(name: str) -> str:
    """The folder of a frozen edition below the site's root: 'editions/1.0/'."""
    return f"editions/{edition_slug(name)}/"


def edition_slug(name: str) -> str:
    """The name of an edition as part of an address."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "edition"


def relative(address: str, start: str) -> str:
    """An address below the root ('objectives/to5/#to5-a03') as seen from a directory URL ('id/to5-a03/')."""
    return ("../" * start.count("/") + address) or "./"


def place(thing: Thing[Any]) -> Place:
    """Where a thing stands."""
    return _PLACES[thing.kind](thing)


def anchor(thing: Thing[Any]) -> str:
    """The anchor of a thing on a page that holds several."""
    return thing.id.lower() if thing.id else f"term-{prose.slug(thing.title)}"


def brief(thing: Thing[Any]) -> str:
    """The file of a thing's PDF brief: of a country or objective, of the pack of a sub-region, or of the whole strategy."""
    names = {"country": thing.slug, "objective": thing.slug, "strategy": "strategy"}
    return f"briefs/{names.get(thing.kind) or anchor(thing)}.pdf"


def telephone(number: str) -> str:
    """The address that dials a printed number (RFC 3966); words after it ('EXT', 'TO 042') are left out."""
    leading = re.match(r"[+\d\s().\-/]*", number)
    return "tel:" + re.sub(r"[^+\d]", "", leading[0] if leading else "").rstrip("+")


def edition_anchor(name: str) -> str:
    """The anchor of an edition on the page of changes."""
    return "edition-" + edition_slug(name).replace(".", "-")


def chart_data(chart: Thing[Any]) -> str:
    """The file that holds a chart's data."""
    return f"data/charts/{chart.id.lower()}.csv"


def _on(page: str) -> Callable[[Thing[Any]], Place]:
    return lambda thing: Place(page, anchor(thing))


def _own(folder: str) -> Callable[[Thing[Any]], Place]:
    return lambda thing: Place(f"{folder}/{thing.slug}.md")


_PLACES: dict[str, Callable[[Thing[Any]], Place]] = {
    "strategy": lambda _: Place(HOME),
    "source": _on(ABOUT),
    "goal": _on(FRAMEWORK),
    "strategic-objective": _on(FRAMEWORK),
    "area": _on(FRAMEWORK),
    "principle": _on(FRAMEWORK),
    "global-point": _on(FRAMEWORK),
    "objective": _own("objectives"),
    "activity": lambda thing: Place(f"objectives/{thing.slug}.md", anchor(thing)),
    "subregion": _on(COUNTRIES),
    "country": _own("countries"),
    "office": _on(CONTACTS),
    "figure-group": _on(FIGURES),
    "figure": _on(FIGURES),
    "chart": _on(FIGURES),
    "partnership": _on(PARTNERSHIPS),
    "instrument": _on(INSTRUMENTS),
    "topic": _own("context"),
    "term": _on(GLOSSARY),
    "coverage": lambda _: Place(ABOUT, "coverage"),
    "edition": lambda thing: Place(CHANGES, edition_anchor(thing.title)),
    "registration": lambda _: Place(CHANGES, "register"),
}
