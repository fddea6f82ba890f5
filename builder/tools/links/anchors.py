"""Pages → the anchors that they really have, for whoever must know without a published site.

A page is rendered and read as the publisher reads it, and only when somebody asks for it.
Its anchors are ids, headings (also those of prose, and those that nobody named), and the former anchors that the register keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import markdown

from builder.content import addresses
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.pages.catalogue import Page

EXTENSIONS = ("attr_list", "tables", "toc")
"""The extensions of Python-Markdown by which pages are published."""
OF_EVERY_PAGE = frozenset({"top", "content"})
"""The top of a page, which browsers know (HTML Living Standard, 7.4.6.4), and what "Skip to content" leads to."""


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - an id may stand on any element
        self.found.update(value for name, value in attrs if name == "id" and value)


class Anchors:
    """The anchors of a strategy's pages; `read` gives the Markdown of one."""

    def __init__(self, strategy: Strategy, read: Callable[[Page], bytes]) -> None:
        self._pages = {addresses.Place(page.path).path: page for page in catalogue.pages(strategy)}
        self._read = read
        self.on = cache(self._on)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages, below the site's root."""
        return frozenset(self._pages)

    def _on(self, address: str) -> frozenset[str]:
        """The anchors of the page at an address. Raises `ContentError` if a template fails."""
        body = self._read(self._pages[address]).decode().split("\n---\n", 1)[1]
        ids = _Ids()
        ids.feed(markdown.markdown(body, extensions=list(EXTENSIONS)))
        return frozenset(ids.found) | OF_EVERY_PAGE
