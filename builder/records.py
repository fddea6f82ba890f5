"""The record classes, one per kind of content: second stage, values → frozen records.

Each class says which keys a content file may hold and what each must look like.
Markers on the fields (`Ref`, `ProseMark`) say what a string means, so that rules, links and exports
find references and prose by walking the classes, never by knowing their names.
`KINDS` is the visible tuple of all kinds: where their files are and how they are laid out.

YAML scalars arrive here as strings, exactly as typed; the classes decide which are numbers or dates.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[A-Z](?:[A-Z0-9]|-(?=[A-Z0-9]))*"
ADDRESS_PATTERN = r"^([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9-]+)?$"


@dataclass(frozen=True)
class Ref:
    """Marks a string as the id of a thing of one of `kinds` (any kind when empty)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProseMark:
    """Marks a string as CommonMark prose, with reference links by id."""


def _fail(code: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(code, message.replace("{", "{{").replace("}", "}}"))  # type: ignore[arg-type]


def _clean(value: str) -> str:
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cs", "Cn") and char not in "\n":
            raise _fail("control-character", f"contains the invisible character U+{ord(char):04X}: remove it")
    if not value.strip():
        raise _fail("empty-text", "is empty: write something, or remove the key")
    return value


def _line(value: str) -> str:
    value = _clean(value)
    return " ".join(value.split())


def _id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise _fail(
            "malformed-id",
            f"'{value}' is not an id: ids start with a letter and use A–Z, 0–9 and single hyphens, as in 'TO1-A01'",
        )
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"\+ ?\d[\d .()/-]{4,}\d(?: ?(?:TO|to) \d+| ?\+? ?(?:EXT|ext)\.?(?: ?\d+)?)?", value):
        raise _fail("bad-phone", f"'{value}' is not a telephone number: write it with country code, as in '+43 1 581 22 22'")
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", value):
        raise _fail("bad-email", f"'{value}' is not an e-mail address: write it as in 'office@example.org'")
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise _fail("bad-date", f"'{value}' is not a date: write it as YYYY-MM-DD, as in '2015-01-31'") from None
    return value


def _year(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[12]\d{3}", value):
            raise _fail("bad-year", f"'{value}' is not a year: write four digits, as in '2015'")
        return int(value)
    return value


def _list_of_ranges(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    ranges = []
    for part in value.split(","):
        match = re.fullmatch(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*", part)
        if not match:
            raise _fail("bad-lines", f"'{value}' is not a list of lines: write them as in '12' or '12-15, 40'")
        first = int(match[1])
        last = int(match[2] or first)
        if not 1 <= first <= last:
            raise _fail("bad-lines", f"'{part.strip()}' is not a range of lines: the first line must come before the last")
        ranges.append((first, last))
    return tuple(ranges)


Line = Annotated[str, AfterValidator(_line)]
"""One line of plain text: never markup, white space folded."""
Prose = Annotated[str, AfterValidator(_clean), ProseMark()]
"""CommonMark prose; the constructs allowed are those of `prose`."""
Id = Annotated[str, AfterValidator(_id)]
Phone = Annotated[Line, AfterValidator(_phone)]
Email = Annotated[Line, AfterValidator(_email)]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Year = Annotated[int, BeforeValidator(_year)]
StatedYear = Annotated[int | None, BeforeValidator(lambda value: None if value == "not stated" else _year(value))]
LineRanges = Annotated[tuple[tuple[int, int], ...], BeforeValidator(_list_of_ranges)]
"""Line ranges of the text edition of the source, both ends included: '12-15, 40' is ((12, 15), (40, 40))."""

AnyRef = Annotated[Id, Ref()]
CountryRef = Annotated[Id, Ref(("country",))]
SubregionRef = Annotated[Id, Ref(("subregion",))]
AreaRef = Annotated[Id, Ref(("area",))]
GroupRef = Annotated[Id, Ref(("figure-group",))]
PartnerRef = Annotated[Id, Ref(("partnership",))]
FigureRef = Annotated[Id, Ref(("figure",))]
OfficeRef = Annotated[Id, Ref(("office",))]
SourceRef = Annotated[Id, Ref(("source",))]


class Part(BaseModel):
    """What every record and every part of a record has in common: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Part):
    """Where in a source something comes from."""

    section: Line
    lines: LineRanges | None = None
    document: SourceRef | None = None
    """The document cited; the strategy's own source document when not given."""


class Record(Part):
    """A thing with a permanent id."""

    id: Id
    source: Citation
    editor_notes: tuple[Prose, ...] = ()
    """What the editors corrected, or found inconsistent in the source."""

    @property
    def title_text(self) -> str:
        """What the thing is called in lists, links and citations."""
        return str(getattr(self, "title", None) or getattr(self, "name", None) or self.id)


# --- the strategy as a document ---------------------------------------------------------------


class Publisher(Part):
    name: Line
    abbreviation: Line


class Region(Part):
    name: Line
    abbreviation: Line | None = None


class Period(Part):
    """Years, both included."""

    start: Year
    end: Year

    @model_validator(mode="after")
    def _ordered(self) -> Period:
        if self.end < self.start:
            raise _fail("period-order", f"the period ends in {self.end}, before it starts in {self.start}: swap or correct the years")
        return self


class Edition(Part):
    """An edition of this publication (not of the source document)."""

    name: Line
    date: Date


class StrategyDocument(Part):
    """The publication as a whole (`strategy.yml`)."""

    title: Line
    subtitle: Line | None = None
    short_title: Line
    summary: Prose
    publisher: Publisher
    region: Region
    period: Period
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    edition: Edition
    source_document: SourceRef
    headline_figures: Annotated[tuple[FigureRef, ...], Field(max_length=4)] = ()
    """The few numbers that the home page shows."""
    about: Prose
    """How this edition was made, for the "About this edition" page."""
    disclaimer: Prose
    licence: Prose


class SourceDocument(Part):
    """A document that the content cites."""

    id: Id
    title: Line
    publisher: Line
    text_lines: Annotated[int, Field(gt=0)] | None = None
    """Length of its text edition, in lines, if entries cite it by line."""
    note: Prose | None = None

    @property
    def title_text(self) -> str:
        return self.title


# --- framework --------------------------------------------------------------------------------


class Goal(Record):
    """The overall goal."""

    title: Line
    text: Prose | None = None


class StrategicObjective(Record):
    title: Line
    text: Prose | None = None


class Area(Record):
    """A thematic area."""

    title: Line
    text: Prose | None = None


class Principle(Record):
    """An operational principle."""

    title: Line
    text: Prose | None = None


class GlobalPoint(Record):
    """A point of the organization-wide strategy that the regional one derives from."""

    title: Line
    text: Prose | None = None


# --- objectives -------------------------------------------------------------------------------


class ListItem(Part):
    text: Prose
    source: Citation | None = None


class NamedList(Part):
    """A short list that belongs to an objective, such as the gaps it answers."""

    title: Line
    intro: Prose | None = None
    items: Annotated[tuple[ListItem, ...], Field(min_length=1)]
    source: Citation


class Activity(Record):
    title: Line
    """A short label of the editors' own, for lists and links."""
    text: Prose
    about: tuple[AnyRef, ...] = ()


class ActivityGroup(Part):
    title: Line | None = None
    intro: Prose | None = None
    source: Citation | None = None
    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]


class Objective(Record):
    """A thematic objective with its activities."""

    number: Annotated[int, Field(gt=0)]
    title: Line
    """The official wording."""
    short_title: Line
    """A label of a few words, for navigation, tables and charts."""
    variant_title: Line | None = None
    """The other wording, where the source has two."""
    area: AreaRef
    rationale: Prose
    lists: tuple[NamedList, ...] = ()
    groups: Annotated[tuple[ActivityGroup, ...], Field(min_length=1)]

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(activity for group in self.groups for activity in group.activities)


# --- places -----------------------------------------------------------------------------------


class Subregion(Record):
    name: Line
    order: Annotated[int, Field(gt=0)]
    basis: Prose
    """Why these countries are grouped: what the source says, and what is the editors' arrangement."""


class Codes(Part):
    """ISO 3166-1 alpha-2 and UN M49 codes; absent where the standard has none."""

    alpha2: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    m49: Annotated[str, Field(pattern=r"^\d{3}$")] | None = None


class Tile(Part):
    """Position on the tile map, counted from the top left, from 1."""

    row: Annotated[int, Field(ge=1, le=99)]
    column: Annotated[int, Field(ge=1, le=99)]


class Address(Part):
    """How to reach an office, as printed in the source."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    telephone: Phone | None = None
    fax: Phone | None = None
    email: Email | None = None
    source: Citation


class Country(Record):
    """A country or territory; the id is its ISO 3166-1 alpha-3 code."""

    id: Annotated[Id, Field(pattern=r"^[A-Z]{3}$")]
    name: Line
    """As the strategy prints it."""
    inline_name: Line | None = None
    """As it reads in the middle of a sentence, if different ('the Russian Federation')."""
    short_name: Line | None = None
    """For tiles and narrow tables, if the name is long."""
    current_name: Line | None = None
    """Today's name, if it has changed since the source."""
    also_known_as: tuple[Line, ...] = ()
    codes: Codes
    subregion: SubregionRef | None = None
    """Absent where the source assigns none."""
    tile: Tile
    office: Address | None = None
    served_by: OfficeRef | None = None
    """The office that serves the country, if it has none of its own."""


class Office(Record):
    """An office that serves more than one country."""

    name: Line
    address: Address


# --- figures ----------------------------------------------------------------------------------


class FigureGroup(Record):
    title: Line
    order: Annotated[int, Field(gt=0)]
    intro: Prose | None = None


class Quantity(Part):
    """A printed quantity: 'nearly 29 million people' is qualifier, value, scale, unit.

    `value` is exact as printed, in units of `scale`; a quantity printed in words has `display`
    ('three quarters'), with `value` beside it where the words have an exact number.
    """

    value: Decimal | None = None
    scale: Literal["thousand", "million", "billion"] | None = None
    display: Line | None = None
    qualifier: Line | None = None
    unit: Line

    @model_validator(mode="after")
    def _has_value(self) -> Quantity:
        if self.value is None and self.display is None:
            raise _fail("no-value", "has neither 'value' nor 'display': give the number, or the printed words")
        if self.scale and self.value is None:
            raise _fail("no-value", "has a 'scale' but no 'value'")
        return self

    @property
    def number(self) -> Decimal | None:
        """The value in plain units: 29 million is 29000000."""
        powers = {None: 0, "thousand": 3, "million": 6, "billion": 9}
        return None if self.value is None else self.value * (Decimal(10) ** powers[self.scale])


class Comparator(Quantity):
    """What the source compares a figure with."""

    label: Line
    relation: Line | None = None
    """The source's own words for the comparison ('double')."""


class Figure(Quantity, Record):
    """One atomic figure."""

    id: Annotated[Id, Field(pattern=r"^KF-")]
    group: GroupRef
    label: Line
    """What is measured, as a title."""
    year: StatedYear
    """Reference year; the last one of a period; none where the source is silent ('not stated')."""
    year_from: Year | None = None
    """First year of the reference period, if it is longer than a year."""
    when: Line | None = None
    """The printed date, where it is finer than the year ('by the end of July 2014')."""
    year_basis: Literal["stated", "default"] = "stated"
    """'default': the year is the one that the source gives for all figures without one of their own."""
    share_of: Line | None = None
    """The whole of which the value is a share."""
    comparator: Comparator | None = None
    countries: tuple[CountryRef, ...] = ()
    text: Prose
    """The statement as one sentence."""

    @property
    def title_text(self) -> str:
        return self.label


# --- partnerships, instruments, narrative, glossary ---------------------------------------------


class Partnership(Record):
    """A process, dialogue, organization, integration body or initiative."""

    kind: Literal[
        "regional consultative process",
        "regional dialogue",
        "initiative",
        "integration body",
        "regional organization",
        "international organization",
        "agency",
        "global forum",
        "conference",
        "body",
    ]
    name: Line
    full_name: Line | None = None
    abbreviation: Line | None = None
    also_known_as: tuple[Line, ...] = ()
    text: Prose
    members: tuple[CountryRef, ...] = ()
    observers: tuple[CountryRef, ...] = ()
    covers: tuple[CountryRef, ...] = ()
    """Countries covered, where the source does not call them members."""
    members_elsewhere: tuple[Line, ...] = ()
    observers_elsewhere: tuple[Line, ...] = ()
    membership_note: Prose | None = None
    """What the source says of the membership beyond the names."""
    started: Line | None = None
    """Date as printed."""
    place: Line | None = None
    ended: Line | None = None
    led_by: tuple[PartnerRef, ...] = ()
    supported_by: tuple[PartnerRef, ...] = ()
    part_of: PartnerRef | None = None
    continues: PartnerRef | None = None
    """The earlier body that was merged into this one."""


class Instrument(Record):
    """A framework, tool, mechanism, resolution or other instrument."""

    kind: Literal[
        "framework", "tool", "approach", "mechanism", "system", "resolution", "strategy", "plan", "law", "repository", "agreement", "agenda"
    ]
    name: Line
    full_name: Line | None = None
    abbreviation: Line | None = None
    text: Prose
    date: Line | None = None
    """Date as printed."""
    owned_by: tuple[PartnerRef, ...] = ()
    part_of: Annotated[Id, Ref(("instrument",))] | None = None


class Topic(Record):
    """A narrative chapter or box: front matter, and the body in `text`."""

    title: Line
    order: Annotated[int, Field(gt=0)]
    summary: Line
    """One sentence for lists and link previews."""
    text: Prose


class Term(Part):
    """An abbreviation and what it stands for; it has no id of its own, the term is its key."""

    term: Line
    expansion: Line
    stands_for: AnyRef | None = None
    text: Prose | None = None
    source: Citation
    editor_notes: tuple[Prose, ...] = ()

    @property
    def title_text(self) -> str:
        return self.term


class Coverage(Part):
    """A passage of the source: the entries that carry it, or the reason why none does."""

    lines: LineRanges
    passage: Line
    """What the passage is, for the reader of the table."""
    ids: tuple[AnyRef, ...] = ()
    reason: Line | None = None

    @model_validator(mode="after")
    def _carried_or_not(self) -> Coverage:
        if bool(self.ids) == bool(self.reason):
            raise _fail("ids-or-reason", "needs 'ids' (what carries the passage) or 'reason' (why nothing does), one of the two")
        return self


# --- the register of published ids, and the editions --------------------------------------------


class Registration(Part):
    """A published id in the register (`registry.yml`): what it stands for, or what became of it."""

    id: Id
    kind: Line
    title: Line
    """What the id stands for; of one that is gone, what it stood for."""
    since: Line
    """The first edition that published it."""
    status: Literal["current", "renamed", "split", "withdrawn"]
    at: Annotated[str, Field(pattern=ADDRESS_PATTERN)]
    """Where it stands, or last stood: the address below the site's root."""
    formerly_at: tuple[Annotated[str, Field(pattern=ADDRESS_PATTERN)], ...] = ()
    """Its earlier addresses, which keep leading to it."""
    to: Id | None = None
    """The new id of one that was renamed."""
    into: tuple[Id, ...] = ()
    """The ids that one that was split became."""
    reason: Line | None = None
    """Why it was withdrawn; or, for the others, a word on what happened."""
    date: Date | None = None
    """When it was renamed, split or withdrawn."""

    @model_validator(mode="after")
    def _complete(self) -> Registration:
        needed = {"renamed": ("to",), "split": ("into",), "withdrawn": ("reason", "date")}.get(self.status, ())
        for name in needed:
            if not getattr(self, name):
                raise _fail("registry-incomplete", f"'{self.id}' is {self.status}: add '{name}'")
        for name in ("to", "into"):
            if getattr(self, name) and name not in needed:
                raise _fail("registry-incomplete", f"'{self.id}' is {self.status}, so '{name}' has no meaning: remove it, or correct the status")
        if self.status == "split" and len(set(self.into)) < 2:
            raise _fail("registry-incomplete", f"'{self.id}' is split: 'into' needs two ids or more (use 'renamed' with 'to' for one)")
        return self


class EditionChange(Part):
    """One change that an edition brought, in an editor's words."""

    kind: Literal["added", "reworded", "corrected", "moved", "renamed", "split", "withdrawn", "other"]
    text: Line
    ids: tuple[Id, ...] = ()
    """The ids concerned, whether they are current or not."""


class EditionNote(Part):
    """An edition of this publication and what it changed (`editions.yml`, newest first)."""

    name: Line
    date: Date
    summary: Line
    changes: tuple[EditionChange, ...] = ()

    @property
    def title_text(self) -> str:
        return self.name


# --- the kinds --------------------------------------------------------------------------------


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


@lru_cache(maxsize=None)
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
        yield from _walk(getattr(part, name), (*loc, name), markers.get(name))


def _walk(value: Any, loc: tuple[str | int, ...], marker: Marker | None) -> Iterator[tuple[tuple[str | int, ...], Marker, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index), marker)
    elif isinstance(value, Part):
        if not isinstance(value, Record):
            yield from marked_fields(value, loc)
    elif marker is not None and isinstance(value, str):
        yield loc, marker, value


def inner_records(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """The records inside a record, with their paths."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        items = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(items):
            at = (*loc, name, index) if isinstance(value, tuple) else (*loc, name)
            if isinstance(item, Record):
                yield at, item
            elif isinstance(item, Part):
                yield from inner_records(item, at)
