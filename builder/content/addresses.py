"""The only owner of addresses: page paths, anchors, permanent links.

A page is named by its file in the docs folder ('objectives/to5/index.md'), which lies where its address is ('objectives/to5/'):
so addresses in a page's HTML are the same in both, whether a publisher touches them or not. Anchors are ids in lower case.
Where the entries of a kind stand is said by the kind (`kinds`).
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote_plus, urlsplit

__all__ = ["Place", "Site", "permanent"]

HOME = "index.md"
FRAMEWORK = "framework/index.md"
OVERVIEW = "framework/overview/index.md"
OBJECTIVES = "objectives/index.md"
COUNTRIES = "countries/index.md"
FIGURES = "key-figures/index.md"
INDICATORS = "indicators/index.md"
CONTEXT = "context/index.md"
PARTNERSHIPS = "partnerships/index.md"
INSTRUMENTS = "instruments/index.md"
CONTACTS = "contacts/index.md"
GLOSSARY = "glossary/index.md"
PRINT = "print/index.md"
BRIEF = "brief/index.md"
ABOUT = "about/index.md"
CITE = "cite/index.md"
CHANGES = "changes/index.md"
COMPARE = "compare/index.md"
SEARCH = "search/index.md"
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

    @cached_property
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
        folder = _relative(Place(self.page).path or ".", Place(page.page).path or ".") + "/"
        return folder + (f"#{self.anchor}" if self.anchor else "")


LICENCE = Place(ABOUT, "licence")
"""What readers may do with the publication."""


@cache
def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder)


_RESERVED = re.compile(r"(^|\.)(example(\.(com|net|org))?|invalid|localhost|test)\.?$")
"""Names that lead nowhere for others, on purpose (RFC 2606, RFC 6761)."""
_DOCUMENTATION = tuple(map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")))
"""Addresses that stand in examples only (RFC 5737, RFC 3849)."""


def is_placeholder(address: str) -> bool:
    """Whether an absolute address is on a host that nobody else can reach: a reserved name, this machine, or an address of examples."""
    host = (urlsplit(address).hostname or "").lower()
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return bool(_RESERVED.search(host))
    return number.is_loopback or number.is_unspecified or any(number in network for network in _DOCUMENTATION)


@dataclass(frozen=True)
class LanguageVersion:
    """A site in one of its languages."""

    language: str
    """As in BCP 47."""
    home: str
    """The address of its home page."""
    path: str
    """The same as seen from the home page of another language: 'ru/', '../'; '' for the site itself."""


@dataclass(frozen=True)
class Site:
    """The published site: absolute addresses."""

    base: str
    """The address of the home page, with its closing slash."""
    copy_of: str = ""
    """The edition that this site is a frozen copy of, if it is one."""
    languages: tuple[tuple[str, str], ...] = ()
    """The languages in which it is published (BCP 47) with the base of each, that of the content first; none where there is but one."""

    @cached_property
    def provisional(self) -> bool:
        """Whether its address is a placeholder, so that no permanent link works yet."""
        return is_placeholder(self.base)

    @property
    def home(self) -> str:
        """The address of this site's own home page: of a frozen copy, inside the site that holds it."""
        return self.edition(self.copy_of) if self.copy_of else self.base

    @property
    def is_translation(self) -> bool:
        """Whether it is in another language than the content."""
        return bool(self.languages) and self.base != self.languages[0][1]

    @cached_property
    def versions(self) -> tuple[LanguageVersion, ...]:
        """The site in each of its languages, as seen from this one."""
        return tuple(self._version(language, Site(base, self.copy_of).home) for language, base in self.languages)

    @property
    def above(self) -> str:
        """The way from the home page of a translation to that of the content's language, whose files it shares: '../'; '' where there is none."""
        return self.versions[0].path if self.is_translation else ""

    def _version(self, language: str, home: str) -> LanguageVersion:
        path = posixpath.relpath(urlsplit(home).path, urlsplit(self.home).path)
        return LanguageVersion(language, home, "" if path == "." else f"{path}/")

    def url(self, place: Place) -> str:
        """The absolute address of a place."""
        return self.base + place.path

    def permalink(self, identifier: str) -> str:
        """The permanent address of an id; it never changes, whatever page the entry is on."""
        return self.base + permanent(identifier)

    def cited(self, identifier: str) -> str:
        """The address by which an id is cited: the permanent one; in a frozen copy, its own, whose text never changes."""
        return self.home + permanent(identifier)

    def oembed(self, identifier: str) -> str:
        """The address that tells oEmbed consumers of an id; it names what it is about (oEmbed 1.0, section 4), which a file has no use for."""
        return f"{self.home}id/{identifier.lower()}.oembed.json?url={quote_plus(self.cited(identifier))}"

    def edition(self, name: str) -> str:
        """The address of the frozen copy of an edition."""
        return self.base + edition_path(name)


@cache
def permanent(identifier: str) -> str:
    """The address of an id below the site's root: 'id/to5-a03/'."""
    return f"id/{identifier.lower()}/"


def twin(page: str) -> str:
    """The Markdown twin of a page: its address with '.md' in the place of the closing slash; that of the home page is 'index.md'."""
    return (Place(page).path.rstrip("/") or "index") + ".md"


def edition_path(name: str) -> str:
    """The folder of a frozen edition below the site's root: 'editions/1.0/'."""
    return f"editions/{edition_slug(name)}/"


def after_edition(name: str) -> str:
    """The address below the site's root that leads to what followed an edition: 'editions/after/1.0/'."""
    return f"editions/after/{edition_slug(name)}/"


def edition_slug(name: str) -> str:
    """The name of an edition as part of an address."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "edition"


def relative(address: str, start: str) -> str:
    """An address below the root ('objectives/to5/#to5-a03') as seen from a directory URL ('id/to5-a03/')."""
    return ("../" * start.count("/") + address) or "./"


def telephone(number: str) -> str:
    """The address that dials a printed number (RFC 3966); words after it ('EXT', 'TO 042') are left out."""
    leading = re.match(r"[+\d\s().\-/]*", number)
    return "tel:" + re.sub(r"[^+\d]", "", leading[0] if leading else "").rstrip("+")


def edition_anchor(name: str) -> str:
    """The anchor of an edition on the page of changes."""
    return "edition-" + edition_slug(name).replace(".", "-")


CHART_FORMS = ("svg", "png", "csv")
"""What a chart is published as besides its place on a page: two kinds of pictures, and its data."""


def chart_file(identifier: str, form: str) -> str:
    """The file that holds a chart as data ('csv') or as a picture ('svg', 'png'), by its id."""
    return f"data/charts/{identifier.lower()}.{form}"


def share_file(identifier: str) -> str:
    """The picture that goes with a shared link to an entry, by its id; that of the strategy, whose id is empty."""
    return f"share/{identifier.lower()}.png" if identifier else "share.png"


RAW = ".txt"
"""Added in the docs folder to the name of a Markdown file that is published as it is, so that no publisher makes a page of it."""


def stored(path: str) -> str:
    """Where the docs folder keeps a file that is published as `path`."""
    return path + RAW if path.endswith(".md") else path
