"""What every export is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pydantic_core import to_json

from builder.content import addresses, number_text, prose
from builder.content.fieldroles import descriptions
from builder.model import citations, sources
from builder.model.abbreviations import Glossary
from builder.model.citation_format import CitationFormat
from builder.model.register import Identifier, Register
from builder.model.strategy import AnyNode, Mention, Strategy
from builder.views import claims, sharing
from builder.views.editions import Editions
from builder.views.sharing import Share

__all__ = ["Context"]

M = TypeVar("M")


@dataclass(frozen=True, eq=False)
class Context:
    """The linked strategy, where it is published, and what is published beside it."""

    strategy: Strategy
    site: addresses.Site
    pages: tuple[str, ...]
    """The files of the site's pages in the docs folder."""
    templates: Path
    """The folder of the templates of small HTML pages."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures of entries, by path: set elsewhere, and handed in."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each page is called in lists, by its file."""
    kept: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """The files of the editions that are kept as they were published, by the edition's name in addresses."""

    @cached_property
    def _makers(self) -> dict[Callable[[Context], Any], Any]:
        return {}

    def kept_by(self, maker: Callable[[Context], M]) -> M:
        """What a class makes of this context, made once: for exports of many files that share what they are made with."""
        if maker not in self._makers:
            self._makers[maker] = maker(self)
        return cast("M", self._makers[maker])

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
        env = Environment(loader=FileSystemLoader(self.templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        env.globals.update(publication=self.strategy.publication, site=self.site, relative=addresses.relative, restated=citations.RESTATED)
        env.filters.update(markup=Markup, value=number_text.value_text, unit=number_text.unit_text, year=number_text.year_text)
        return env

    @property
    def prefix(self) -> str:
        """What names of ours begin with in other people's documents, with its colon; nothing where the strategy has none."""
        prefix = self.strategy.publication.prefix
        return f"{prefix}:" if prefix else ""

    @property
    def licence(self) -> str:
        """What may be done with the publication and its data, as plain text."""
        return prose.to_text(self.strategy.publication.licence)

    def url(self, identifier: Identifier | AnyNode) -> str:
        """The permanent address of an id."""
        return self.site.base + addresses.permanent(identifier.id)

    def source_text(self, node: AnyNode) -> str:
        """Where in the source an entry comes from, in words; nothing for entries without a source."""
        return sources.text(self.strategy, node.record.cited)

    @cached_property
    def claims(self) -> dict[str, Any]:
        """What heads say of the publication."""
        return claims.whole(self.strategy)

    @cached_property
    def common_head(self) -> Markup:
        """What the heads of all permanent pages say alike."""
        return Markup(self.html.get_template("_claims.html.jinja").render(of=self.claims, picture_size=sharing.SIZE))  # noqa: S704 - escaped by the template

    @cached_property
    def _shares(self) -> Mapping[AnyNode, Share]:
        return {share.node: share for share in sharing.shares(self.strategy)}

    def share(self, node: AnyNode | None) -> Share:
        """The picture that goes with a link to an entry: its own, or that of what holds it, or that of the strategy."""
        while node is not None and node not in self._shares:
            node = node.parent
        return self._shares[node or self.strategy.root]

    @cached_property
    def glossary(self) -> Glossary:
        """The abbreviations, for pages that use some."""
        return Glossary(self.strategy)

    @cached_property
    def cited(self) -> dict[str, tuple[tuple[CitationFormat, str], ...]]:
        """How each id is linked and cited: every format with its text."""
        ways = citations.formats(self.strategy)
        return {
            item.id: tuple((way, way.fill(item.id, item.title, self.site.cited(item.id), code=item.code, editors=item.editors_title)) for way in ways)
            for item in self.register.identifiers
        }

    @cached_property
    def rows(self) -> dict[str, tuple[dict[str, object], ...]]:
        """The rows of tables by their file, as far as they are made: several files hold the same."""
        return {}

    @cached_property
    def root(self) -> str:
        """The content folder as the names of its files begin with it; with its closing slash."""
        return self.strategy.root.file.removesuffix("strategy.yml")


def as_json(value: object) -> bytes:
    """JSON text in UTF-8, one value a line, with the characters as they are."""
    return to_json(value, indent=1) + b"\n"


def description(node: AnyNode) -> str:
    """What an entry says of itself as plain text, or nothing: its main prose without markup, one paragraph a line."""
    return next(map(prose.to_text, descriptions(node.record)), "")


def distinct(mentions: Iterable[Mention]) -> dict[tuple[int, int], tuple[str, ...]]:
    """The relations of each pair of nodes that mentions connect, without repetition."""
    found: defaultdict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        found[id(mention.source), id(mention.target)][mention.relation] = None
    return {pair: tuple(relations) for pair, relations in found.items()}
