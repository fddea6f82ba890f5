"""What every export is made from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from jinja2 import Environment
from markupsafe import Markup, escape

from builder.content import addresses, prose
from builder.content.records import Citation
from builder.content.tongues import as_html, attribute
from builder.exports import json_text
from builder.exports.templates import Forms
from builder.fonts import FONTS
from builder.model import citations, sources
from builder.model.abbreviations import Glossary
from builder.model.citation_format import CitationFormat
from builder.model.register import Identifier, Register
from builder.model.strategy import AnyNode, Strategy
from builder.resources import Templates
from builder.templating import environment
from builder.views import claims, sharing
from builder.views.editions import Editions
from builder.views.sharing import Share
from builder.wording import Foreign

__all__ = ["Context"]

M = TypeVar("M")
S = TypeVar("S", bound=Hashable)
JsonNode = dict[str, Any]
"""An object of JSON-LD."""


@dataclass(frozen=True, eq=False)
class Context:
    """The linked strategy, where it is published, and what is published beside it."""

    strategy: Strategy
    site: addresses.Site
    pages: tuple[str, ...]
    """The files of the site's pages in the docs folder."""
    templates: Templates
    """The folder of the templates of small HTML pages."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures of entries, by path: set elsewhere, and handed in."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each page is called in lists, by its file."""
    kept: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """The files of the editions that are kept as they were published, by the edition's name in addresses."""
    fonts: Path = FONTS
    """The folder of the fonts that the families of the look may come from, besides the strategy's own."""

    @cached_property
    def _makers(self) -> dict[Callable[[Context], Any], Any]:
        return {}

    def kept_by(self, maker: Callable[[Context], M]) -> M:
        """What a class makes of this context, made once: for exports of many files that share what they are made with."""
        if maker not in self._makers:
            self._makers[maker] = maker(self)
        return cast("M", self._makers[maker])

    @cached_property
    def _made_of(self) -> dict[tuple[Callable[[Context, Any], Any], Hashable], Any]:
        return {}

    def kept_of(self, maker: Callable[[Context, S], M], subject: S) -> M:
        """What a function makes of a subject, made once: for what several files say of it."""
        key = (maker, subject)
        if key not in self._made_of:
            self._made_of[key] = maker(self, subject)
        return cast("M", self._made_of[key])

    @cached_property
    def _pages_at(self) -> dict[str, str]:
        return {addresses.Place(page).path: page for page in self.pages}

    def trail(self, page: str) -> tuple[str, ...]:
        """The pages in whose folders a page lies, from the home page to itself, by their files."""
        folders = addresses.Place(page).path.split("/")[:-1]
        paths = ("".join(f"{folder}/" for folder in folders[:count]) for count in range(len(folders) + 1))
        return tuple(self._pages_at[path] for path in paths if path in self._pages_at)

    @cached_property
    def editions(self) -> Editions:
        """The editions that are kept, as this site sees them."""
        return Editions(self.strategy, self.site, self.kept)

    @cached_property
    def register(self) -> Register:
        """Every id that is or was published."""
        return Register(self.strategy)

    @cached_property
    def html(self) -> Environment:
        """The environment of the templates of small HTML pages; everything printed is escaped."""
        env = environment(self.templates, self.strategy.localization, finalize=_finalize)
        env.filters["attribute"] = attribute
        env.globals.update(publication=self.strategy.publication, site=self.site, relative=addresses.relative, restated=citations.restated(self.strategy))
        env.globals.update(of=self.claims, picture_size=sharing.SIZE, mirrored=self.strategy.localization.direction == "rtl")
        return env

    @cached_property
    def forms(self) -> Forms:
        """Those templates as forms, for pages that there are many of."""
        return Forms(self.html)

    @property
    def prefix(self) -> str:
        """What names of ours begin with in other people's documents, with its colon; nothing where the strategy has none."""
        prefix = self.strategy.publication.prefix
        return f"{prefix}:" if prefix else ""

    @property
    def licence(self) -> str:
        """What may be done with the publication and its data, as plain text."""
        return prose.to_text(self.strategy.publication.licence)

    @property
    def licence_address(self) -> str:
        """Where that stands, on the site that lasts."""
        return self.site.url(addresses.LICENCE)

    @property
    def summary(self) -> str:
        """What the publication is, as plain text."""
        return prose.to_text(self.strategy.publication.summary)

    def worded(self, text: str) -> JsonNode:
        """A text with its language, in JSON-LD: that of the strategy, unless the text was left untranslated."""
        return {"@value": text, "@language": text.language if isinstance(text, Foreign) else self.strategy.publication.language}

    def url(self, identifier: Identifier | AnyNode) -> str:
        """The permanent address of an id."""
        return self.site.base + addresses.permanent(identifier.id)

    def source_text(self, node: AnyNode) -> str:
        """Where in the source an entry comes from, in words; nothing for entries without a source."""
        return self.cited_text(node.record.cited)

    def cited_text(self, citation: Citation | None) -> str:
        """A citation of the strategy in words; nothing for none. Many files say the same, so it is put in words once."""
        found = self._cited_texts.get(id(citation))
        if found is None:
            found = self._cited_texts[id(citation)] = sources.text(self.strategy, citation)
        return found

    @cached_property
    def _cited_texts(self) -> dict[int, str]:
        """Citations in words, by their identity: they last as long as the strategy that holds them."""
        return {}

    @cached_property
    def claims(self) -> dict[str, Any]:
        """What heads say of the publication."""
        return claims.whole(self.strategy)

    @cached_property
    def shares(self) -> Mapping[AnyNode, Share]:
        """The pictures that go with shared links, by what they are of."""
        return {share.node: share for share in sharing.shares(self.strategy)}

    def share(self, node: AnyNode | None) -> Share:
        """The picture that goes with a link to an entry: its own, or that of what holds it, or that of the strategy."""
        while node is not None and node not in self.shares:
            node = node.parent
        return self.shares[node or self.strategy.root]

    @cached_property
    def glossary(self) -> Glossary:
        """The abbreviations, for pages that use some."""
        return Glossary(self.strategy)

    @cached_property
    def ways(self) -> tuple[CitationFormat, ...]:
        """The formats of links and citations, in the order in which they are offered."""
        return citations.formats(self.strategy)

    @cached_property
    def cited(self) -> dict[str, dict[str, str]]:
        """How each id is linked and cited: the text of every format by its name."""
        ways = [((id(way.escapes), way.protects), way) for way in self.ways]
        alike = dict(ways)
        """One of the formats that write texts alike, by how they do."""
        found = {}
        for item in self.register.identifiers:
            title, code, url = item.title, item.code, self.site.cited(item.id)
            written = {how: (way.title(title), way.escape(code)) for how, way in alike.items()}
            found[item.id] = {way.name: way.put(item.id, *written[how], url, editors=item.editors_title) for how, way in ways}
        return found

    def written(self, node: AnyNode) -> bytes:
        """The record of a node, which was checked when it was read, as JSON without fields that have their default value: written once."""
        return self.kept_of(_written, node)

    @cached_property
    def rows(self) -> dict[str, tuple[dict[str, object], ...]]:
        """The rows of tables by their file, as far as they are made: several files hold the same."""
        return {}

    @cached_property
    def root(self) -> str:
        """The content folder as the names of its files begin with it; with its closing slash."""
        return self.strategy.folder


def _written(_: Context, node: AnyNode) -> bytes:
    return node.record.model_dump_json(indent=1, by_alias=True, exclude_defaults=True).encode()


def _finalize(value: object) -> Markup:
    """What becomes of what a template prints."""
    if isinstance(value, Markup):
        return value
    return as_html(value) if isinstance(value, str) else escape(value)


def as_json(value: object) -> bytes:
    """JSON text in UTF-8, one value a line, with the characters as they are."""
    return json_text.written(value) + b"\n"


def description(node: AnyNode) -> str:
    """What an entry says of itself as plain text, or nothing: its main prose without markup, one paragraph a line."""
    return prose.to_text(node.descriptions[0]) if node.descriptions else ""


def shortened(text: str, longest: int) -> str:
    """A text on one line; cut at the end of a word, with a sign that more follows, if it has more than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else (line[: longest - 1].rpartition(" ")[0] or line[: longest - 2]) + " …"
