"""What a new entry holds at first, made from its record class: what it must have, with words that say what to put in their place.

A kind needs nothing here. What its fields are for says what stands in them: a reference names an entry that there is, a text says
'Replace this' and what the field is for, a place in an order is the next one. `OWN` has what no type can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, NoReturn, TypeVar, Union, cast, get_args, get_origin

from pydantic import ValidationError

from builder.content.fieldroles import marker_of, place_field
from builder.content.indicators import Indicator
from builder.content.kinds import KIND_OF, Kind
from builder.content.marks import OrderMark, Ref
from builder.content.parts import adapter
from builder.content.records import (
    Activity,
    Area,
    Chart,
    Citation,
    Country,
    Coverage,
    EditionNote,
    Figure,
    FigureGroup,
    GlobalPoint,
    Goal,
    Identified,
    Instrument,
    Objective,
    Part,
    Partnership,
    Passage,
    Period,
    Principle,
    Publication,
    Record,
    RegisterEntry,
    Sort,
    StrategicObjective,
    Synonym,
    Term,
    Topic,
)
from builder.problems import ContentError, Problem
from builder.wording import Phrase

__all__ = ["MARK", "Around", "entry", "free_id", "stem"]

R = TypeVar("R", bound=Record)
MARK = "Replace this"
"""What every text begins with that a skeleton holds in the place of words."""


@dataclass(frozen=True)
class Around:
    """The entries that a new one stands among and may refer to, and what to do where there is none of a kind: gives the id of one, or raises."""

    entries: list[tuple[Kind, str, Record]]
    lacking: Callable[[tuple[str, ...]], str]

    def of(self, cls: type[R]) -> list[R]:
        """The records of a class, in reading order."""
        return [cast("R", record) for kind, _, record in self.entries if kind is KIND_OF[cls]]

    def first(self, kinds: tuple[str, ...] = ()) -> str:
        """The id of the first entry of one of the kinds, or of the kind that people look for most."""
        found = [(kind, id_) for kind, id_, _ in self.entries if id_ and (kind.name in kinds if kinds else kind.related)]
        return max(found, key=lambda item: item[0].search_weight)[1] if found else self.lacking(kinds)

    @property
    def restates(self) -> bool:
        """Whether the strategy restates a document, in which everything has its place."""
        return any(publication.source_document for publication in self.of(Publication))

    def next_order(self, cls: type[Record], name: str) -> int:
        """The next place in the order of a kind."""
        return 1 + max((getattr(record, name) for record in self.of(cls)), default=0)


@dataclass(frozen=True)
class _Making:
    """An entry or a part of one while it is made."""

    cls: type[Part]
    around: Around
    given: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    name: str = ""


Own = Callable[[_Making], Any]
"""The value of a field; none where it is to be left out, or, if the field is required, made as others are."""


def entry(kind: Kind, key: str, name: str, around: Around, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The values of a new entry, valid as they stand; `key` and `name` are what `builder new` is told, `given` is what is known besides.

    Raises `ContentError` if it would have to refer to an entry of a kind of which there is none.
    """
    named = TAKES.get(kind.record, _takes_id)(kind.record, key, name)
    return _values(_Making(kind.record, around, {**named, **(given or {})}, key, name))


def free_id(kind: Kind, number: int = 1) -> str:
    """An id for an example of a kind, by what its class takes for one."""
    candidates = (f"{stem(kind)}{number}", f"KF-{number}")
    return next(word for word in candidates if accepts(kind.record, "id", word))


def stem(kind: Kind) -> str:
    """What ids of a kind begin with, before a number: initials where the id stands beside the title, 'SO' of 'strategic-objective'."""
    return "".join(word[0] for word in kind.name.split("-")).upper() if kind.coded else f"{kind.name.upper()}-"


def accepts(cls: type[Part], name: str, value: Any) -> bool:
    """Whether a field of a class takes a value."""
    info = cls.model_fields[name]
    return _fits(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation, value)


# --- fields ---------------------------------------------------------------------------------------


_LAST = Identified.model_fields.keys() - {"id"}
"""What all entries have, which stands below what is an entry's own."""


def _values(making: _Making) -> dict[str, Any]:
    found = {}
    for name, info in making.cls.model_fields.items():
        if name in making.given:
            value = making.given[name]
        else:
            own = next((OWN[base, name] for base in making.cls.__mro__ if (base, name) in OWN), None)
            value = own(making) if own else None
            if value is None and (info.is_required() or own is _SHOWN or (name == place_field(making.cls) and making.around.restates)):
                value = _made(making, name)
        if value is not None:
            found[name] = value
    return {name: found[name] for name in sorted(found, key=lambda name: name in _LAST)}


def _made(making: _Making, name: str) -> Any:
    """A value for a field, from its type."""
    info = making.cls.model_fields[name]
    if isinstance(marker_of(making.cls, name), OrderMark) and issubclass(making.cls, Record):
        return making.around.next_order(making.cls, name)
    return _filled(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation, _placeholder(making.cls, name), making)


def _filled(annotation: Any, words: str, making: _Making) -> Any:
    whole = annotation
    markers: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            markers += annotation.__metadata__
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            break
    if reference := next((marker for marker in markers if isinstance(marker, Ref)), None):
        return making.around.first(reference.kinds)
    if get_origin(annotation) is tuple and not _fits(whole, "1"):
        return [_filled(get_args(annotation)[0], words, making)]
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _values(_Making(annotation, making.around, {}, making.id, making.name))
    return next(value for value in (words, *_PLAIN) if _fits(whole, value))


_PLAIN = ("1", "2030", "2030-01-01", "https://example.org/", "office@example.org", "+00 00 000 00 00", "EXAMPLE-1", "example", "example/")
"""What stands in the place of words where a field takes none, as the first that it takes."""


def _fits(annotation: Any, value: Any) -> bool:
    try:
        adapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


def _placeholder(cls: type[Part], name: str) -> str:
    """'Replace this', and what a field is for, in words that stand in prose and in a line alike."""
    about = cls.model_fields[name].description or name.replace("_", " ")
    about = re.sub(r"[`*_<>\[\]{}#|\\]", "", re.split(r"(?<=[a-z)])[.;:](?:\s|$)|\n\n", about, maxsplit=1)[0])
    about = " ".join(about.split())
    return f"{MARK}: {about[:1].lower() if about[1:2].islower() or about[1:2] == ' ' else about[:1]}{about[1:]}"


# --- what no type can tell --------------------------------------------------------------------------


def refuse(code: str, message: Phrase) -> NoReturn:
    """Raises what `builder new` has to say against an entry."""
    raise ContentError([Problem.of_file("builder new", code, message)])


def _takes_id(cls: type[Record], key: str, name: str) -> dict[str, Any]:
    return {"id": key, next(field for field in ("name", "title", "label") if field in cls.model_fields): name}


TAKES: dict[type[Record], Callable[[type[Record], str, str], dict[str, Any]]] = {
    Publication: lambda _, __, name: {"title": name, "short_title": name},
    Passage: lambda _, key, name: {"about": [key], "text": name},
    Term: lambda _, key, name: {"term": key, "expansion": name},
    Synonym: lambda _, key, name: {"words": [name], "entries": [key]},
    Coverage: lambda _, key, name: {"lines": key, "passage": name},
    EditionNote: lambda _, key, name: {"name": key, "summary": name},
}
"""Where the two words go that `builder new` is told; elsewhere, they are the id and the name, title or label."""


def _sort(sorts: Callable[[Publication], tuple[Sort, ...]]) -> Own:
    def first(making: _Making) -> str:
        listed = [sort.name for publication in making.around.of(Publication) for sort in sorts(publication)]
        if not listed:
            refuse("no-sorts", Phrase("such entries are of a sort, and strategy.yml lists none: add 'partnership_sorts' or 'instrument_sorts' first"))
        return listed[0]

    return first


def _tile(making: _Making) -> dict[str, Any] | None:
    """The first free place below the map of tiles, where there is one."""
    tiles = [country.tile for country in making.around.of(Country)]
    return {"row": str(1 + max((tile.row for tile in tiles if tile), default=0)), "column": "1"} if any(tiles) or not tiles else None


def _bars(making: _Making) -> list[dict[str, str]] | None:
    """The first figures that bars can be drawn of, in one unit."""
    drawable = [figure for figure in making.around.of(Figure) if figure.number is not None and figure.number >= 0]
    return [{"figure": figure.id} for figure in drawable if figure.unit == drawable[0].unit][:2] or None


def _activities(making: _Making) -> list[dict[str, Any]]:
    words = {"id": f"{making.id}-A01", "title": f"{MARK}: short label of the activity"}
    return [{"activities": [_values(_Making(Activity, making.around, words))]}]


def _date(making: _Making) -> str | None:
    """The date of the current edition, which is never newer than a list of editions allows."""
    return next((publication.edition.date.isoformat() for publication in making.around.of(Publication)), None)


def _period(making: _Making) -> Period:
    """The years of the strategy, which it has before it has anything else."""
    return making.around.of(Publication)[0].period


def _edition(making: _Making) -> str | None:
    return next((publication.edition.name for publication in making.around.of(Publication)), None)


def _unused(ids: Iterable[str], used: Iterable[str | None]) -> str | None:
    """The first of the ids that nothing belongs to yet, or else the first."""
    known, taken = list(ids), set(used)
    return next((id_ for id_ in known if id_ not in taken), known[0] if known else None)


def _area(making: _Making) -> str | None:
    return _unused((area.id for area in making.around.of(Area)), (objective.area for objective in making.around.of(Objective)))


def _figure_group(making: _Making) -> str | None:
    return _unused((group.id for group in making.around.of(FigureGroup)), (figure.group for figure in making.around.of(Figure)))


def _always(value: Any) -> Own:
    return lambda _: value


def _SHOWN(_: _Making) -> None:  # noqa: N802 - a value that stands for 'made by its type, though it may be left out'
    return None


OWN: dict[tuple[type[Part], str], Own] = {
    (Citation, "section"): _always(f"{MARK}: the heading in the source that it stands under"),
    (Publication, "source_document"): _SHOWN,
    (Publication, "partnership_sorts"): _always([{"name": "initiative", "plural": "Initiatives"}]),
    (Publication, "instrument_sorts"): _always([{"name": "tool", "plural": "Tools"}]),
    (Goal, "text"): _SHOWN,
    (StrategicObjective, "text"): _SHOWN,
    (Area, "text"): _SHOWN,
    (Principle, "text"): _SHOWN,
    (GlobalPoint, "text"): _SHOWN,
    (Objective, "short_title"): lambda making: making.name,
    (Objective, "rationale"): _SHOWN,
    (Objective, "area"): _area,
    (Objective, "groups"): _activities,
    (Country, "codes"): _always({}),
    (Country, "tile"): _tile,
    (Figure, "group"): _figure_group,
    (Figure, "value"): _always("1"),
    (Figure, "unit"): _always("people"),
    (Figure, "year"): _always("not stated"),
    (Chart, "kind"): _always("bars"),
    (Chart, "items"): _bars,
    (Indicator, "unit"): _always("per cent"),
    (Indicator, "baseline"): lambda making: {"value": "0", "date": str(_period(making).start - 1)},
    (Indicator, "target"): lambda making: {"value": "100", "date": str(_period(making).end)},
    (Partnership, "kind"): _sort(lambda publication: publication.partnership_sorts),
    (Instrument, "kind"): _sort(lambda publication: publication.instrument_sorts),
    (Topic, "summary"): _always(f"{MARK}: one sentence for lists and link previews."),
    (Coverage, "reason"): _always(f"{MARK}: why no entry carries the passage; or write 'ids', with those that do"),
    (EditionNote, "date"): _date,
    (RegisterEntry, "kind"): _always(KIND_OF[Objective].name),
    (RegisterEntry, "since"): _edition,
    (RegisterEntry, "status"): _always("withdrawn"),
    (RegisterEntry, "at"): _always("objectives/"),
    (RegisterEntry, "reason"): _always(f"{MARK}: why it was withdrawn"),
    (RegisterEntry, "date"): _date,
}
"""Values of fields, and optional fields that a new entry shows, by class and name."""
