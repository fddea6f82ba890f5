"""Pages of the docs folder → HTML, by the parser that reads the content too: CommonMark with tables, and attributes at the end of headings.

Python-Markdown, which MkDocs has, gives the same text, anchors and contents, and takes six times as long: it tries each of its dialects
on every line, and reads the finished HTML of pages twice by a parser of its own. It is still taken where a strategy names extensions besides
those that pages are written for.
"""

from __future__ import annotations

import html
import logging
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from markdown.extensions.toc import nest_toc_tokens, slugify, unique
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.publish import alignment
from builder.publish.publisher import LOGGER, File, Files, MkDocsConfig, Page, get_relative_url, get_toc
from builder.publish.shared import MARKDOWN

__all__ = ["Converted", "convert", "render", "suffices"]

READ = frozenset({*MARKDOWN, "fenced_code"})
"""The extensions of Python-Markdown whose marks this parser knows too; MkDocs names the last by itself."""
_TOC = MARKDOWN["toc"]
_ATTRIBUTES = re.compile(r"\{((?:[#.][\w-]+|[\w-]+=\"[^\"{}]*\"|\s)+)\}\Z")
"""What stands at the end of a heading: '{ #anchor .class title="Words" }'."""
_ATTRIBUTE = re.compile(r"#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|(?P<key>[\w-]+)=\"(?P<value>[^\"]*)\"")
_IDS = re.compile(r"<[A-Za-z][^<>]*?\s(?:id|name)=\"([^\"]+)\"")
"""The anchors in finished HTML, which is written by templates."""
_TAGS = re.compile(r"<[^<>]*>")


def _attributes(state: StateCore) -> None:
    """Takes the attributes of headings out of their words, before these are read."""
    for opening, inline in pairwise(state.tokens):
        last = _ATTRIBUTES.search(inline.content) if opening.type == "heading_open" else None
        if last is None:
            continue
        inline.content = inline.content[: last.start()].rstrip()
        for found in _ATTRIBUTE.finditer(last[1]):
            if found["class"]:
                opening.attrJoin("class", found["class"])
            else:
                opening.attrSet(found["key"] or "id", found["id"] or html.unescape(found["value"]))


_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.after("block", "attributes", _attributes)
_WRITER = RendererHTML()


@dataclass(frozen=True)
class Converted:
    """A page as HTML."""

    content: str
    toc: list[Any]
    """Its headings as the extension `toc` of Python-Markdown has them: `level`, `id`, `name` as HTML without tags, and those below in `children`."""
    anchors: frozenset[str]
    """What links may lead to on it."""


def convert(text: str, address: Callable[[str], str] = str, permalink_title: str = "") -> Converted:
    """A page as HTML; `address` gives what a link of its Markdown leads to on the site. Headings get anchors and a link to themselves."""
    tokens = _PARSER.parse(text)
    anchors = {found for token in _written(tokens) for found in _IDS.findall(token.content)}
    used = {*anchors, *(str(token.attrs["id"]) for token in tokens if "id" in token.attrs)}
    counters: dict[str, int] = {}
    headings: list[Any] = []
    for opening, inline in pairwise(tokens):
        for token in inline.children or ():
            for key in ("href", "src"):
                if key in token.attrs:
                    token.attrSet(key, address(str(token.attrs[key])))
        if name := alignment.class_of(opening.attrs.pop("style", "")):
            opening.attrJoin("class", name)
        if opening.type == "heading_open":
            headings.append(_headed(opening, inline, used, counters, permalink_title))
    toc = nest_toc_tokens([heading for heading in headings if heading["level"] <= _TOC["toc_depth"]])
    content = _WRITER.render(tokens, _PARSER.options, {})
    return Converted(content, toc, frozenset(used | {heading["id"] for heading in headings}))


def _written(tokens: list[Token]) -> Iterator[Token]:
    """What is HTML already."""
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield token
        yield from _written(token.children or [])


def _headed(opening: Token, inline: Token, used: set[str], counters: dict[str, int], permalink_title: str) -> dict[str, Any]:
    """Gives a heading its anchor and the link to itself; gives its line in the contents."""
    words = _WRITER.renderInline(inline.children or [], _PARSER.options, {})
    name = " ".join(_TAGS.sub("", words).split())
    if "id" not in opening.attrs:
        opening.attrSet("id", unique(slugify(html.unescape(name), "-"), used, counters))
    anchor = str(opening.attrs["id"])
    title = f' title="{html.escape(permalink_title)}"' if permalink_title else ""
    link = Token("html_inline", "", 0, content=f'<a class="headerlink" href="#{anchor}"{title}>{_TOC["permalink"]}</a>')
    inline.children = [*(inline.children or []), link]
    return {"level": int(opening.tag[1]), "id": anchor, "name": name}


# --- for the publisher ------------------------------------------------------------------------


def suffices(config: MkDocsConfig) -> bool:
    """Whether this parser reads all that a publisher's settings name."""
    return READ.issuperset(config.markdown_extensions)


def render(page: Page, config: MkDocsConfig, files: Files, *, targets: dict[str, set[str]]) -> None:
    """Converts a page that has been read, in the place of `Page.render`: sets its content, table of contents, anchors, and links to anchors.

    The files that it links to are added to `targets`, by its own.
    """
    if page.markdown is None:
        raise RuntimeError("a page is converted after it is read")
    links = _Links(page.file, files, config)
    converted = convert(page.markdown, links.address, config.mdx_configs["toc"]["permalink_title"])
    page.content = converted.content
    page.toc = get_toc(converted.toc)
    page.present_anchor_ids = set(converted.anchors)
    page.links_to_anchors = links.to_anchors
    targets[page.file.src_uri] = links.targets


class _Links:
    """What the links of a page's Markdown lead to: files of the docs folder become addresses; what is not there is a warning, as it is to MkDocs."""

    def __init__(self, file: File, files: Files, config: MkDocsConfig) -> None:
        self.file, self.files, self.levels = file, files, config.validation.links
        self.to_anchors: dict[File, dict[str, str]] = {}
        self.targets: set[str] = set()

    def address(self, link: str) -> str:
        """Where a link leads from the page as it is published."""
        scheme, host, path, query, anchor = urlsplit(link)
        if scheme or host or (not path and not anchor):
            return link
        target = self.files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(self.file.src_uri), unquote(path)))) if path else self.file
        if target is None or path.startswith("/"):
            level = self.levels.absolute_links if path.startswith("/") else self.levels.not_found
            logging.getLogger(LOGGER).log(level, "Doc file '%s' contains a link '%s', but no file of the docs folder is there.", self.file.src_uri, link)
            return link
        self.targets.add(target.src_uri)
        if anchor:
            self.to_anchors.setdefault(target, {}).setdefault(anchor, link)
        return urlunsplit(("", "", get_relative_url(target.url, self.file.url) if path else "", query, anchor))
