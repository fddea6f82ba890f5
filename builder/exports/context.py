"""What every export is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic_core import to_json

from builder.content import addresses, number_text, prose
from builder.content.records import Record
from builder.model import citations
from builder.model.abbreviations import Glossary
from builder.model.citations import CitationFormat
from builder.model.register import Identifier, Registry
from builder.model.strategy import Mention, Strategy, Thing


@dataclass(frozen=True, eq=False)
class Published:
    """The linked strategy, where it is published, and what is published beside it."""

    strategy: Strategy
    site: addresses.Site
    pages: tuple[str, ...]
    """The files of the site's pages in the docs folder."""
    templates: Path
    """The folder of the templates of small HTML pages."""
    registry: Registry = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "registry", Registry(self.strategy))

    @cached_property
    def html(self) -> Environment:
        """The environment of the templates of small HTML pages; everything printed is escaped."""
        env = Environment(loader=FileSystemLoader(self.templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        env.globals.update(document=self.strategy.document, site=self.site, relative=addresses.relative)
        env.filters.update(value=number_text.value_text, unit=number_text.unit_text, year=number_text.year_text)
        return env

    def url(self, identifier: Identifier | Thing[Any]) -> str:
        """The permanent address of an id."""
        return self.site.base + addresses.permanent(identifier.id)

    @cached_property
    def glossary(self) -> Glossary:
        """The abbreviations, for pages that use some."""
        return Glossary(self.strategy)

    @cached_property
    def cited(self) -> dict[str, tuple[tuple[CitationFormat, str], ...]]:
        """How each id is linked and cited: every format with its text."""
        ways = citations.formats(self.strategy.document)
        return {
            item.id: tuple((way, way.fill(item.id, item.title, self.url(item), editors=item.editors_title)) for way in ways)
            for item in self.registry.identifiers
        }

    @cached_property
    def root(self) -> str:
        """The content folder as the names of its files begin with it; with its closing slash."""
        return self.strategy.root.file.removesuffix("strategy.yml")


def as_json(value: object) -> bytes:
    """JSON text in UTF-8, one value a line, with the characters as they are."""
    return to_json(value, indent=1) + b"\n"


def description(thing: Thing[Any]) -> str:
    """What a thing says of itself as plain text, or nothing: its main prose without markup, one paragraph a line."""
    for name in ("text", "rationale", "basis", "summary", "note"):
        value = getattr(thing.record, name, None)
        if value:
            return prose.to_text(value) if name != "summary" or thing.kind == "strategy" else str(value)
    return ""


def source_text(thing: Thing[Any]) -> str:
    """Where in the source a thing comes from, in words; nothing for things without a source."""
    record = thing.record
    if not isinstance(record, Record):
        return ""
    lines = ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in record.source.lines or ())
    if not lines:
        return record.source.section
    return f"{record.source.section}, {'line' if lines.isdecimal() else 'lines'} {lines}"


def distinct(mentions: Iterable[Mention]) -> dict[tuple[int, int], tuple[str, ...]]:
    """The relations of each pair of things that mentions connect, without repetition."""
    found: defaultdict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        found[id(mention.source), id(mention.target)][mention.relation] = None
    return {pair: tuple(relations) for pair, relations in found.items()}
