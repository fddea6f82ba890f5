"""What a template links with, on one page: in Markdown by references, in HTML by finished addresses.

A template writes both: prose and plain structures as Markdown, designed parts as HTML, which no publisher rewrites.
So each page has two of these, with the same names: `md` and `html`.
"""

from __future__ import annotations

import posixpath
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable

from markupsafe import Markup, escape

from builder.content import addresses, prose
from builder.content.addresses import Place
from builder.content.records import Citation
from builder.content.tongues import in_its_language
from builder.model import sources
from builder.model.register import Identifier
from builder.model.strategy import AnyNode, Strategy
from builder.views import look
from builder.wording import Foreign

PAGES = {
    "about": addresses.ABOUT,
    "brief": addresses.BRIEF,
    "changes": addresses.CHANGES,
    "cite": addresses.CITE,
    "compare": addresses.COMPARE,
    "contacts": addresses.CONTACTS,
    "countries": addresses.COUNTRIES,
    "framework": addresses.FRAMEWORK,
    "indicators": addresses.INDICATORS,
    "instruments": addresses.INSTRUMENTS,
    "key-figures": addresses.FIGURES,
    "objectives": addresses.OBJECTIVES,
    "overview": addresses.OVERVIEW,
    "partnerships": addresses.PARTNERSHIPS,
    "print": addresses.PRINT,
}
"""What templates call the pages that they link to."""


class Links(ABC):
    """Links from one page to others, and prose with links."""

    def __init__(self, strategy: Strategy, page: str, there: Collection[str]) -> None:
        """`there` are all pages of the site, by their files."""
        self._strategy = strategy
        self._page = Place(page)
        self._there = there

    def has(self, name: str) -> bool:
        """Whether the site has a page, by its name in `PAGES`: there is none of what the strategy has nothing of."""
        return PAGES[name] in self._there

    @abstractmethod
    def _entry(self, label: str, words: Markup) -> Markup:
        """A link to what has an id."""

    @abstractmethod
    def _place(self, place: Place, words: Markup) -> Markup:
        """A link to a page or an anchor on it."""

    @abstractmethod
    def file(self, path: str, text: object) -> Markup:
        """A link to a file of the docs folder that is not a page."""

    def section(self, citation: Citation | None) -> str:
        """What a citation is called first: its section, or, where it has none, its place; with the document, if that is not the main one; '' for none.

        A part in another language than the page's is markup that says so.
        """
        parts = sources.head_parts(self._strategy, citation)
        return Markup(", ").join(map(_words, parts)) if any(isinstance(part, Foreign) for part in parts) else ", ".join(parts)

    def where(self, citation: Citation | None) -> str:
        """Where in its section a citation is: a page, a paragraph, or lines of the text edition; '' where nothing more is said."""
        return sources.tail(self._strategy, citation)

    @abstractmethod
    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as blocks; its headings go `shift` levels down."""

    @abstractmethod
    def inline(self, text: str) -> Markup:
        """Prose on one line, for a list item or table cell."""

    def link(self, node: AnyNode, text: object = None, *, anchor: str | None = None) -> Markup:
        """A link to an entry, by its title unless `text` says otherwise; `anchor` leads to a heading of its page."""
        words = _words(node.title if text is None else text)
        if node.id and not anchor:
            return self._entry(node.id, words)
        target = node.place
        return self._place(Place(target.page, anchor or target.anchor), words)

    def links(self, nodes: Iterable[AnyNode]) -> list[Markup]:
        """Links to entries by their titles."""
        return [self.link(node) for node in nodes]

    def page(self, name: str, text: object, anchor: str = "") -> Markup:
        """A link to a page, or an anchor on it, by its name in `PAGES`. Raises `LookupError` if the site has none of it, which `has` tells."""
        return self._place(Place(self._called(name).page, anchor), _words(text))

    def _called(self, name: str) -> Place:
        if not self.has(name):
            raise LookupError(f"the site has no page '{name}': ask 'has' before linking to it")
        return Place(PAGES[name])

    def citing(self, node: AnyNode, text: object) -> Markup:
        """A link to the page that says how to link to an entry and cite it."""
        return self.file(addresses.permanent(node.id) + "cite.html", text)

    def identifier(self, identifier: Identifier, text: object = None) -> Markup:
        """A link to an id by itself or by `text`: to its place, or to what became of it."""
        words = identifier.id if text is None else text
        return self.link(identifier.node, words) if identifier.node else self.file(identifier.address + "index.html", words)


def _words(text: object) -> Markup:
    return text if isinstance(text, Markup) else in_its_language(text, prose.escape(text))


class MarkdownLinks(Links):
    """Links as Markdown; remembers the definitions that the page needs."""

    def __init__(self, strategy: Strategy, page: str, there: Collection[str]) -> None:
        super().__init__(strategy, page, there)
        self._used: dict[str, str] = {}

    def _entry(self, label: str, words: str) -> Markup:
        self._used[label] = self._strategy.by_id[label].place.link(self._page.page)
        return Markup(f"[{words}][{label}]" if words != label else f"[{label}]")  # noqa: S704 - escaped

    def _place(self, place: Place, words: Markup) -> Markup:
        return Markup(f"[{words}]({place.link(self._page.page)})")  # noqa: S704 - escaped

    def file(self, path: str, text: object) -> Markup:
        """As `Links` says."""
        target = posixpath.relpath(addresses.stored(path), posixpath.dirname(self._page.page) or ".")
        return Markup(f"[{_words(text)}]({target})")  # noqa: S704 - escaped

    def prose(self, text: str, shift: int = 0) -> Markup:
        """As `Links` says."""
        if isinstance(text, Foreign):
            return HtmlLinks(self._strategy, self._page.page, self._there).prose(text, shift)
        return in_its_language(text, prose.to_markdown(text, self._entry, heading_shift=shift))

    def inline(self, text: str) -> Markup:
        """As `Links` says."""
        return in_its_language(text, prose.to_inline(text, self._entry))

    def definitions(self) -> str:
        """The reference definitions of just the ids that the page links to."""
        return "\n".join(f"[{label}]: {target}" for label, target in sorted(self._used.items()))


class HtmlLinks(Links):
    """Links as HTML, with addresses as the published page needs them."""

    def _entry(self, label: str, words: str) -> Markup:
        return self._place(self._strategy.by_id[label].place, Markup(words))  # noqa: S704 - escaped

    def _place(self, place: Place, words: Markup) -> Markup:
        if place == Place(self._page.page):  # a page that names what it is about does not lead to itself
            return words
        return self._a(place.address(self._page), words)

    def file(self, path: str, text: object) -> Markup:
        """As `Links` says."""
        return self._a(self.to_file(path), _words(text))

    def prose(self, text: str, shift: int = 0) -> Markup:
        """As `Links` says."""
        return in_its_language(text, prose.to_html(text, self._entry, heading_shift=shift), "div")

    def inline(self, text: str) -> Markup:
        """As `Links` says."""
        return in_its_language(text, prose.to_html_line(text, self._entry))

    def owned(self, node: AnyNode) -> str:
        """The class that gives an element the colour of an entry, or of what that is a part of (`assets/look.css`); '' where neither has one."""
        owner = look.owner(self._strategy, node)
        return f"of-{owner.id.lower()}" if owner else ""

    def picture(self, node: AnyNode) -> look.Shown | None:
        """The picture of an entry, if it has one."""
        return look.picture(self._strategy, node)

    def to_file(self, path: str) -> str:
        """The address of a file of the docs folder, or of a folder (with its closing slash), as this page must write it."""
        return posixpath.relpath(path, self._page.path or ".") + "/" * path.endswith("/")

    def to_page(self, name: str) -> str:
        """The address of a page by its name in `PAGES`, as this page must write it."""
        return self._called(name).address(self._page)

    def adding(self, node: AnyNode, text: object) -> Markup:
        """A link that adds an entry to the reader's own brief."""
        return self._a(f"{self.to_page('brief')}?with={node.id}&add", _words(text))

    def permanent(self, node: AnyNode) -> str:
        """The address of the permanent page of an entry as this page must write it."""
        return self.to_file(addresses.permanent(node.id))

    @staticmethod
    def _a(address: str, words: Markup) -> Markup:
        return Markup(f'<a href="{escape(address)}">{words}</a>')  # noqa: S704 - escaped
