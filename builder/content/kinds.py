"""The kinds of content, and how to walk their records.

`KINDS` is the visible tuple of all kinds: what their records are, and where and how files hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from builder.content.fields import ProseMark, Ref
from builder.content.records import (
    Activity,
    Area,
    Chart,
    Country,
    Coverage,
    EditionNote,
    Figure,
    FigureGroup,
    GlobalPoint,
    Goal,
    Instrument,
    Objective,
    Office,
    Part,
    Partnership,
    Principle,
    Record,
    Registration,
    SourceDocument,
    StrategicObjective,
    StrategyDocument,
    Subregion,
    Term,
    Topic,
)


@dataclass(frozen=True)
class Kind:
    """A kind of content: what its records are called, and where and how its files hold them.

    `location` is a glob below the content folder. `layout` is 'mapping' (one record a file), 'list'
    (a file of records) or 'front-matter' (Markdown; the body is the field `text`).
    """

    name: str
    record: type[Part]
    location: str
    layout: Literal["mapping", "list", "front-matter"]
    required: bool = False
    names: bool = True
    """Whether the id of a record is its own; the register holds the ids of others."""

    @property
    def single(self) -> bool:
        """Whether there is exactly one record of the kind."""
        return self.layout == "mapping" and "*" not in self.location


KINDS: tuple[Kind, ...] = (
    Kind("strategy", StrategyDocument, "strategy.yml", "mapping", required=True),
    Kind("source", SourceDocument, "sources.yml", "list", required=True),
    Kind("goal", Goal, "framework/goal.yml", "mapping", required=True),
    Kind("strategic-objective", StrategicObjective, "framework/strategic-objectives.yml", "list"),
    Kind("area", Area, "framework/thematic-areas.yml", "list", required=True),
    Kind("principle", Principle, "framework/principles.yml", "list"),
    Kind("global-point", GlobalPoint, "framework/global-strategy.yml", "list"),
    Kind("objective", Objective, "objectives/*.yml", "mapping", required=True),
    Kind("activity", Activity, "", "list"),
    Kind("subregion", Subregion, "regions.yml", "list"),
    Kind("country", Country, "countries/*.yml", "mapping", required=True),
    Kind("office", Office, "offices.yml", "list"),
    Kind("figure-group", FigureGroup, "figure-groups.yml", "list"),
    Kind("figure", Figure, "figures.yml", "list"),
    Kind("chart", Chart, "charts.yml", "list"),
    Kind("partnership", Partnership, "partnerships.yml", "list"),
    Kind("instrument", Instrument, "instruments.yml", "list"),
    Kind("topic", Topic, "topics/*.md", "front-matter"),
    Kind("term", Term, "glossary.yml", "list"),
    Kind("coverage", Coverage, "coverage.yml", "list"),
    Kind("edition", EditionNote, "editions.yml", "list"),
    Kind("registration", Registration, "registry.yml", "list", names=False),
)
"""All kinds; activities live inside their objective and have no file of their own."""


# --- walking ----------------------------------------------------------------------------------


Marker = Ref | ProseMark


@cache
def _markers(cls: type[Part]) -> dict[str, Marker]:
    """The marker of each marked field of a class."""

    def search(annotation: Any) -> Marker | None:
        for item in getattr(annotation, "__metadata__", ()):
            if isinstance(item, Ref | ProseMark):
                return item
        return next((found for arg in get_args(annotation) if (found := search(arg))), None)

    found = {}
    for name, info in cls.model_fields.items():
        own = next((item for item in info.metadata if isinstance(item, Ref | ProseMark)), None)
        marker = own or search(info.annotation)
        if marker is not None:
            found[name] = marker
    return found


def marked_fields(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Marker, str]]:
    """All references and prose of a record, in field order: (path, marker, string).

    Records inside the record (activities) are things of their own and left out.
    """
    markers = _markers(type(part))
    for name in type(part).model_fields:
        yield from _walk(getattr(part, name, None), (*loc, name), markers.get(name))


def _walk(value: Any, loc: tuple[str | int, ...], marker: Marker | None) -> Iterator[tuple[tuple[str | int, ...], Marker, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index), marker)
    elif isinstance(value, Part):
        if not isinstance(value, Record):
            yield from marked_fields(value, loc)
    elif marker is not None and isinstance(value, str):
        yield loc, marker, value


EDITORS_TITLES = frozenset(kind.name for kind in KINDS if kind.record.editors_title)
"""The kinds whose titles are the editors' own."""


def inner_records(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """The records inside a record, with their paths."""
    for name in type(part).model_fields:
        value = getattr(part, name, None)
        items = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(items):
            at = (*loc, name, index) if isinstance(value, tuple) else (*loc, name)
            if isinstance(item, Record):
                yield at, item
            elif isinstance(item, Part):
                yield from inner_records(item, at)
