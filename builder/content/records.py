"""The record classes, one per kind of content: second stage, values → frozen records.

Each class says which keys a content file may hold and what each must look like; `kinds` lists them all.
What several fields must agree on is checked at the last of them, not on the whole record, so that another
wrong field does not hide it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo, field_validator
from typing_extensions import override

from builder.content import unit_symbols
from builder.content.fields import (
    AnyRef,
    AreaRef,
    Code,
    Colour,
    Contact,
    CountryGroupRef,
    CountryRef,
    Date,
    Description,
    EditorsDescription,
    Email,
    Feedback,
    FigureRef,
    Fixed,
    GroupRef,
    Hidden,
    Id,
    Isbn,
    KeptLine,
    KeptName,
    Line,
    LineRanges,
    MemberRef,
    Name,
    Note,
    Number,
    ObjectiveRef,
    OfficeRef,
    Order,
    PageRanges,
    ParagraphRanges,
    PartnerRef,
    PartOfObjectiveRef,
    Phone,
    PlacesRef,
    Prose,
    SourceRef,
    StatedYear,
    SubjectRef,
    WebAddress,
    Wording,
    Words,
    Year,
    fail,
)
from builder.content.look import Look, Picture
from builder.content.marks import KeptMark, PlaceMark, Ref, ValueMark, WordsMark
from builder.content.parts import Part as Part
from builder.localization import ENGLISH, Localization
from builder.problems import quoted
from builder.wording import Phrase

SUMMARY_WORDS = 30
"""Words of an objective's summary at most."""
WHOLE = 100
"""How many parts the whole has of which a share is one."""
ADDRESS_PATTERN = r"^([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9-]+)?$"
"""A page below the site's root, and an anchor on it."""


def _absent(info: ValidationInfo, field: str) -> bool:
    """Whether an earlier field was left out, not merely wrong."""
    return info.data.get(field, "wrong") is None


class Record(Part):
    """What a content file holds one of, or a list of: the record of a kind."""

    @property
    def title_text(self) -> str:
        """What the entry is called in lists, links and citations; '' for one that is never named."""
        return ""

    @property
    def short_text(self) -> str:
        """The same where room is scarce."""
        return self.title_text

    @property
    def inline_text(self) -> str:
        """The same in the middle of a sentence."""
        return self.title_text

    @property
    def code_text(self) -> str:
        """What stands in the place of the id wherever that is shown; '' for an entry that is known by its id."""
        return ""

    @property
    def cited(self) -> Citation | None:
        """Where in the source the entry comes from, if it says so."""
        return None

    @property
    def editors_arrangement(self) -> bool:
        """Whether the editors, not the source, put together what the entry holds, which is then said wherever it shows."""
        return False

    @property
    def notes(self) -> tuple[str, ...]:
        """What the editors corrected, or found inconsistent in the source."""
        return ()

    @property
    def long(self) -> bool:
        """Whether there is more to say of the entry than a list has room for: more than a paragraph. Such entries of some kinds have a page of their own."""
        return False


class Citation(Part):
    """Where in a source something comes from: its section, lines, pages, numbered paragraphs, or an address on the web."""

    section: KeptLine | None = None
    """The heading under which it stands, as the source prints it."""
    lines: LineRanges | None = None
    """The lines of the document's text edition, both ends included: '12-15, 40'."""
    pages: PageRanges | None = None
    """The pages of the document, written likewise."""
    paragraphs: ParagraphRanges | None = None
    """The numbered paragraphs of the document, written likewise."""
    address: WebAddress | None = None
    """Where it can be read."""
    document: Annotated[SourceRef | None, Field(validate_default=True)] = None
    """The document cited; the strategy's own source document when not given."""

    @field_validator("document")
    @classmethod
    def _says_where(cls, document: str | None, info: ValidationInfo) -> str | None:
        places = ("section", "lines", "pages", "paragraphs", "address")
        if document is None and all(_absent(info, name) for name in places):
            raise fail(
                "no-source",
                Phrase("does not say where in the source: write {places} or '{last}'", places=quoted(places[:-1]), last=places[-1]),
            )
        return document


class Identified(Record):
    """An entry with a permanent id, from the source."""

    id: Id
    """Its permanent id: a capital letter first, then A–Z, 0–9 and single hyphens; never used again for anything else."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """Where the source says it; required where the strategy names the document that it restates (`source_document`)."""
    editor_notes: tuple[Note, ...] = ()
    """What the editors corrected, or found inconsistent in the source."""

    @property
    @override
    def cited(self) -> Citation | None:
        return self.source

    @property
    @override
    def notes(self) -> tuple[str, ...]:
        return self.editor_notes


class Titled(Identified):
    """An entry that is called by its title."""

    title: Wording
    """What it is called, as the source has it."""

    @property
    @override
    def title_text(self) -> str:
        return self.title


class Coded(Titled):
    """An entry of the framework, which may have a code."""

    code: Code | None = None
    """Its code or number as printed ('3.b'), which is shown, searched and cited in the place of the id; the id stays the permanent key."""

    @property
    @override
    def code_text(self) -> str:
        return self.code or ""


class Named(Identified):
    """An entry that is called by its name."""

    name: Words
    """What it is called, as the source prints it."""

    @property
    @override
    def title_text(self) -> str:
        return self.name


# --- the strategy as a document ---------------------------------------------------------------


class Publisher(Part):
    """The organization whose strategy it is."""

    name: Words
    """Its name in full."""
    abbreviation: Words
    """What it is called where room is scarce."""


class Region(Part):
    """What the strategy is for."""

    name: Words
    """Its name, as it reads in a sentence."""
    abbreviation: Words | None = None
    """What it is called where room is scarce."""


class Period(Part):
    """Years, both included."""

    start: Year
    """The first year."""
    end: Year
    """The last year."""

    @field_validator("end")
    @classmethod
    def _ordered(cls, end: int, info: ValidationInfo) -> int:
        start = info.data.get("start")
        if start is not None and end < start:
            raise fail("period-order", Phrase("the period ends in {end}, before it starts in {start}: swap or correct the years", end=end, start=start))
        return end


class Edition(Part):
    """An edition of this publication (not of the source document)."""

    name: Line
    """Its number, such as '1.0'; addresses of frozen editions have it."""
    date: Date
    """The day on which it is published."""


class Editor(Part):
    """Who restated the document in this edition: a person by family and given name, or a body by its whole name."""

    name: Words | None = None
    """The name of a body, which nothing may cut in two."""
    given: Line | None = None
    """Given names of a person."""
    family: Annotated[Line | None, Field(validate_default=True)] = None
    """Family name of a person, by which lists sort."""

    @field_validator("family")
    @classmethod
    def _person_or_body(cls, family: str | None, info: ValidationInfo) -> str | None:
        name, given = info.data.get("name"), info.data.get("given")
        if name and (family or given):
            raise fail("editor-name", Phrase("has the name of a body and that of a person: keep 'name', or 'given' and 'family'"))
        if _absent(info, "name") and (family is None or _absent(info, "given")):
            raise fail("editor-name", Phrase("needs 'name' (a body), or 'given' and 'family' (a person): write one or the other"))
        return family


class Sort(Part):
    """A sort of entry that the strategy distinguishes, such as 'regional dialogue' among processes and bodies."""

    name: Words
    """What one of the sort is called."""
    plural: Words
    """The heading above a list of them."""


class Forms(Part):
    """What one of something is called, and several of it, as in the middle of a sentence: capitals are set where words begin one."""

    one: Words
    """One of them, without an article: 'country or territory'."""
    many: Words
    """Several of them: 'countries and territories'."""


class Called(Forms):
    """What the strategy calls entries of a kind."""

    short: Forms | None = None
    """The same where room is scarce, in lists and labels, if it is different: 'country', 'countries'."""


class Unit(Part):
    """A unit of figures, where there is more to know of it than its name."""

    name: Words
    """As figures have it: 'per cent'."""
    one: Words | None = None
    """What one of it is called, if that is different: 'person' of 'people'."""
    share: bool = False
    """Whether it counts parts of a hundred: such figures are drawn against their whole, and cannot be more than it."""
    silent: bool = False
    """Whether printed words hold it already, so that nothing follows them: 'second largest' of the unit 'rank'."""
    symbol: Words | None = None
    """What stands at the number in place of the name, where the language of the strategy has it: '%', '€', 'km²'; data keep the name."""

    _around: tuple[str, str] | None = PrivateAttr(None)
    _localization: Localization = PrivateAttr(ENGLISH)

    def written_in(self, localization: Localization) -> Unit:
        """The same in a language: with its symbol in its place, and numbers as that writes them."""
        written = self.model_copy()
        written._around = unit_symbols.around(self.symbol, localization.language) if self.symbol else None
        written._localization = localization
        return written

    @property
    def localization(self) -> Localization:
        """The language in which numbers of it are written."""
        return self._localization

    @property
    def around(self) -> tuple[str, str] | None:
        """What stands before and after a number; none where the unit has no symbol."""
        return self._around


UNITS = (
    Unit(name="per cent", share=True),
    Unit(name="rank", silent=True),
    Unit(name="trend", silent=True),
    Unit(name="year", silent=True),
)
"""What is known of units where `strategy.yml` says nothing of them."""


class Units(dict[str, Unit]):
    """What is known of units, by name; of a unit of which nothing is known, its name and the language."""

    def __init__(self, units: Iterable[Unit] = UNITS, localization: Localization = ENGLISH) -> None:
        super().__init__((unit.name, unit.written_in(localization)) for unit in units)
        self._localization = localization

    def __missing__(self, name: str) -> Unit:
        return Unit.model_construct(name=name).written_in(self._localization)

    @classmethod
    def of(cls, context: object) -> Units:
        """Those that a record is validated with, as its context."""
        return context if isinstance(context, cls) else cls()


class Publication(Record):
    """The publication as a whole (`strategy.yml`)."""

    title: Wording
    """The title in full."""
    subtitle: Words | None = None
    """The subtitle, if it has one."""
    short_title: Name
    """What it is called in the header of pages, in tabs and in link previews."""
    summary: Description
    """What it is and wants, in a paragraph: for the home page, search engines and link previews."""
    publisher: Publisher
    """The organization whose strategy it is."""
    region: Region
    """What the strategy is for."""
    period: Period
    """The years that it covers."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    """The language of the content, as in BCP 47: 'en', 'pt-BR'."""
    edition: Edition
    """The edition of this publication that the content makes."""
    prefix: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    """What keys begin with in documents that cite several strategies; to be chosen before the first edition, since published keys must not change."""
    editors: tuple[Editor, ...] = ()
    """Who restated the document in this edition."""
    source_document: SourceRef | None = None
    """The document that is restated; what is known of it stands in `sources.yml`. Without one, the strategy is born as this data, and needs no `source`."""
    headline_figures: Annotated[tuple[FigureRef, ...], Field(max_length=4)] = ()
    """The few numbers that the home page shows."""
    feedback: Feedback | None = None
    """Where readers write who find something wrong; without it, pages do not ask."""
    security_contact: Contact | None = None
    """Where those write who find a weakness of the website (RFC 9116); without it, there is no `security.txt`."""
    about: Note
    """How this edition was made, for the "About this edition" page."""
    disclaimer: Note
    """What readers must know before they rely on it, for the page "About this edition"."""
    licence: Note
    """What readers may do with it."""
    called: Annotated[dict[str, Called], AfterValidator(Fixed), Field(validate_default=True)] = {}  # noqa: RUF012 - pydantic copies what a record begins with
    """What the strategy calls its kinds of entries, where it has words of its own, by the name of the kind (`objective`, `activity`, `country`, `office` …)."""
    partnership_sorts: tuple[Sort, ...] = ()
    """The sorts of processes and bodies, in the strategy's words."""
    instrument_sorts: tuple[Sort, ...] = ()
    """The sorts of frameworks and tools."""
    units: tuple[Unit, ...] = UNITS
    """The units of figures of which there is more to know than their name."""
    indicator_tolerance: Annotated[Number, Field(ge=0, lt=100)] = Decimal(10)
    """How far an indicator may lag behind the straight line to its target and still be on track, in per cent of the way from baseline to target."""
    look: Look = Look()
    """Colours, logo, type and footer, where the strategy has its own."""

    @property
    @override
    def title_text(self) -> str:
        return self.title


class PageLines(Part):
    """A page of a document, and the lines of the text edition that it holds."""

    lines: LineRanges
    """The lines that stand on it."""
    page: Annotated[int, Field(ge=1)]
    """Its number as printed."""


class SourceDocument(Record):
    """A document that the content cites."""

    id: Id
    """The id by which `document` and `source_document` name it."""
    title: Wording
    """Its title, as it prints it."""
    publisher: Words
    """Who published it."""
    year: Year | None = None
    """The year in which it was published, as citations give it; none if it is not known."""
    year_note: Note | None = None
    """Why it is this year, if the document itself does not say so; or why none is given."""
    address: WebAddress | None = None
    """Where it can be read."""
    isbn: Isbn | None = None
    """Its ISBN (ISO 2108), with or without hyphens."""
    pages: tuple[PageLines, ...] = ()
    """On which page each line of the text edition stands, as far as it is known; sources name pages then, and no lines."""
    text_lines: Annotated[int, Field(gt=0)] | None = None
    """Length of its text edition, in lines, if entries cite it by line."""
    page_count: Annotated[int, Field(gt=0)] | None = None
    """How many pages it has, if entries cite it by page: no place beyond the last is let through then."""
    paragraph_count: Annotated[int, Field(gt=0)] | None = None
    """How many numbered paragraphs it has, likewise."""
    note: EditorsDescription | None = None
    """What the editors say of it: what it is, how it was read."""

    @property
    @override
    def title_text(self) -> str:
        return self.title


# --- framework --------------------------------------------------------------------------------


class Marked(Coded):
    """An entry that may have a colour and a picture of its own, as goals of some strategies do."""

    colour: Colour | None = None
    """Its colour, '#rrggbb', which marks what belongs to it on pages and in briefs; in dark, it is as much lighter as it takes to be seen."""
    picture: Picture | None = None
    """Its picture, such as an icon, which heads its page."""


class Goal(Marked):
    """The overall goal."""

    text: Description | None = None
    """What the source says of it beyond its title."""


class StrategicObjective(Coded):
    """A strategic objective, below the overall goal."""

    text: Description | None = None
    """What the source says of it beyond its title."""


class Area(Coded):
    """A thematic area."""

    text: Description | None = None
    """What the source says of it beyond its title."""


class Principle(Coded):
    """An operational principle."""

    text: Description | None = None
    """What the source says of it beyond its title."""


class GlobalPoint(Coded):
    """A point of the organization-wide strategy that the regional one derives from."""

    text: Description | None = None
    """What the source says of it beyond its title."""


# --- objectives -------------------------------------------------------------------------------


class ListItem(Part):
    """An item of a short list, with its own place in the source if that differs."""

    text: Prose
    """What the item says."""
    source: Citation | None = None
    """Where it stands, if not where the list does."""


class NamedList(Part):
    """A short list that belongs to an objective, such as the gaps it answers."""

    title: Wording
    """The heading of the list."""
    intro: Prose | None = None
    """What the source says before the first item."""
    items: Annotated[tuple[ListItem, ...], Field(min_length=1)]
    """The items, in the order of the source."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """Where the list stands; required where the strategy restates a document."""


class Activity(Coded):
    """What the organization does or offers."""

    title: Wording
    """A short label of the editors' own, for lists and links."""
    text: Description
    """What it is, in the words of the source."""
    about: tuple[SubjectRef, ...] = ()
    """Entries that it is about, though its words may not name them."""


class ActivityGroup(Part):
    """Activities under a common heading, as the source groups them."""

    title: Wording | None = None
    """The heading, if the source has one."""
    intro: Prose | None = None
    """What the source says before the first activity."""
    source: Citation | None = None
    """Where the heading stands."""
    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]
    """The activities, in the order of the source."""


class Objective(Marked):
    """A thematic objective with its activities; it may be a part of another one, as an output is of an outcome."""

    number: Order
    """Its place among the objectives, or among the parts of the same one, from 1."""
    title: Wording
    """The official wording."""
    part_of: PartOfObjectiveRef | None = None
    """The objective that it is a part of."""
    short_title: Name
    """A label of a few words, for navigation, tables and charts."""
    variant_title: Name | None = None
    """The other wording, where the source has two."""
    summary: Wording | None = None
    """What it is about, in one sentence of at most 30 words, for lists and briefs of countries."""
    area: AreaRef | None = None
    """The area that it belongs to, where the strategy has such."""
    rationale: Description | None = None
    """Why it is pursued, in the words of the source, where it says so."""
    rationale_source: Citation | None = None
    """Where the rationale alone stands, if the objective's own place holds more."""
    lists: tuple[NamedList, ...] = ()
    """Short lists that belong to it, such as the gaps it answers."""
    groups: tuple[ActivityGroup, ...] = ()
    """Its activities, under the headings of the source, one group without a title if there are none; nothing where only its parts have activities."""

    @property
    @override
    def short_text(self) -> str:
        return self.short_title

    @field_validator("summary")
    @classmethod
    def _summary_is_short(cls, summary: str | None) -> str | None:
        count = len((summary or "").split())
        if count > SUMMARY_WORDS:
            raise fail("summary-long", Phrase("has {count} words: a summary is one sentence of at most {most}", count=count, most=SUMMARY_WORDS))
        return summary

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities, across the groups."""
        return tuple(activity for group in self.groups for activity in group.activities)


# --- places -----------------------------------------------------------------------------------


class CountryGroup(Named):
    """A group of countries that the source speaks of; a country may be in several."""

    order: Order
    """Its place among the groups; the map and the lists show a country by the first group that has it."""
    members: Annotated[tuple[MemberRef, ...], Field(min_length=1)]
    """The countries that belong to it."""
    arrangement: Literal["source", "editors"] = "editors"
    """Who says which countries belong to it: the source, or the editors of this edition, which is then said wherever the group shows."""
    members_source: Annotated[Citation | None, Field(validate_default=True)] = None
    """Where the source lists the members, if it does."""
    basis: EditorsDescription
    """What the source says of the group, and what is the editors' arrangement."""

    @property
    @override
    def editors_arrangement(self) -> bool:
        return self.arrangement == "editors"

    @field_validator("members_source")
    @classmethod
    def _says_who_lists(cls, members_source: Citation | None, info: ValidationInfo) -> Citation | None:
        by_editors = info.data.get("arrangement") == "editors"
        if "arrangement" in info.data and not by_editors and members_source is None:
            raise fail("members-source", Phrase("the source is said to list the members: add 'members_source' with the place, or write 'arrangement: editors'"))
        if by_editors and members_source is not None:
            raise fail(
                "members-source", Phrase("has 'members_source' though the members are the editors' arrangement: write 'arrangement: source', or remove it")
            )
        return members_source


class Codes(Part):
    """ISO 3166-1 and UN M49 codes; absent where the standard has none. Names in other languages and codes in exports come from them."""

    alpha3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """ISO 3166-1 alpha-3, such as 'FRA'."""
    alpha2: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2, such as 'FR'."""
    m49: Annotated[str, Field(pattern=r"^\d{3}$")] | None = None
    """UN M49, three figures, such as '250'."""


class Tile(Part):
    """Position on the tile map, counted from the top left, from 1."""

    row: Annotated[int, Field(ge=1, le=99)]
    """Its row, from the top."""
    column: Annotated[int, Field(ge=1, le=99)]
    """Its column, from the left."""


class Address(Part):
    """How to reach an office, as printed in the source."""

    lines: Annotated[tuple[KeptLine, ...], Field(min_length=1)]
    """The postal address, line by line as printed."""
    telephone: Phone | None = None
    """With country code: '+43 1 581 22 22'."""
    fax: Phone | None = None
    """With country code."""
    email: Email | None = None
    """As in 'office@example.org'."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """Where the address stands; required where the strategy restates a document."""
    editor_notes: tuple[Note, ...] = ()
    """What the editors corrected in the address, or found odd about its numbers."""


class AddedName(Part):
    """A name that the source does not use."""

    name: KeptName
    """The name."""
    origin: Words
    """Where the name comes from, as it is said beside it ('ISO 3166', 'the editors')."""


class Statement(Part):
    """What the editors say in their own words, and the place in the source that bears it out."""

    text: Note
    """What they say, in a sentence or two."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """The place that bears it out; required where the strategy restates a document."""


class Country(Named):
    """A country or territory, or a part of one, such as a district; its id is the strategy's own."""

    name: Words
    """As the strategy prints it."""
    inline_name: Name | None = None
    """As it reads in the middle of a sentence, if different ('the Netherlands')."""
    short_name: Name | None = None
    """For tiles and narrow tables, if the name is long."""
    current_name: Name | None = None
    """Today's name, if it has changed since the source."""
    also_known_as: tuple[KeptName, ...] = ()
    """Other names that the source uses."""
    names_added: tuple[AddedName, ...] = ()
    """Names that the source does not use, but people look for."""
    names_avoided: tuple[Hidden, ...] = ()
    """Names that are on record elsewhere, such as in the Unicode CLDR, and that this edition does not show."""
    codes: Codes = Codes()
    """Its codes in other standards."""
    in_short: Annotated[tuple[Statement, ...], Field(max_length=4)] = ()
    """What the strategy says of it, in two to four sentences for a reader who has no time for more."""
    tile: Tile | None = None
    """Where it stands on the tile map; without it, the map is a list."""
    office: Address | None = None
    """The publisher's office in the country, if it has one."""
    served_by: OfficeRef | None = None
    """The office that serves the country, if it has none of its own."""

    @property
    @override
    def code_text(self) -> str:
        return self.codes.alpha3 or ""

    @property
    @override
    def short_text(self) -> str:
        return self.short_name or self.name

    @property
    @override
    def inline_text(self) -> str:
        return self.inline_name or self.name

    @field_validator("served_by")
    @classmethod
    def _one_office(cls, served_by: str | None, info: ValidationInfo) -> str | None:
        if served_by and info.data.get("office"):
            raise fail("two-offices", Phrase("has both 'office' and 'served_by': keep the one that the source gives"))
        return served_by


class Office(Named):
    """An office that serves more than one country."""

    address: Address
    """How to reach it."""


# --- figures ----------------------------------------------------------------------------------


class FigureGroup(Titled):
    """Figures that are shown under a common heading."""

    order: Order
    """Its place among the groups of figures, from 1."""
    intro: Prose | None = None
    """What is said before its first figure."""


class Quantity(Part):
    """A printed quantity: 'nearly 29 million people' is qualifier, value, scale, unit.

    `value` is exact as printed, in units of `scale`; a quantity printed in words has `display`
    ('three quarters'), with `value` beside it where the words have an exact number.
    """

    value: Annotated[Number | None, ValueMark()] = None
    """The number as printed, without unit and thousands separators: '46.50' keeps its last digit."""
    scale: Annotated[Literal["thousand", "million", "billion"] | None, ValueMark()] = None
    """What the number counts, if not ones."""
    display: Annotated[Words | None, Field(validate_default=True), ValueMark()] = None
    """The printed words, where the source has no figures: 'three quarters'."""
    qualifier: Annotated[Words | None, ValueMark()] = None
    """The words before the number that say how exact it is: 'nearly', 'more than'."""
    unit: Annotated[Line, WordsMark("units.name"), ValueMark()]
    """What is counted: 'people', 'per cent', 'USD'."""

    _measure: Unit | None = PrivateAttr(None)

    @override
    def model_post_init(self, context: Any, /) -> None:
        """Finds what is known of the unit: `context` are the units of the strategy, by name."""
        self._measure = Units.of(context)[self.unit]

    @property
    def measure(self) -> Unit:
        """What is known of the unit."""
        known: Unit | None = (self.__pydantic_private__ or {}).get("_measure")  # the attribute itself is found after all others, and this is asked often
        return known or Unit.model_construct(name=self.unit)

    @field_validator("scale")
    @classmethod
    def _scales_something(cls, scale: str | None, info: ValidationInfo) -> str | None:
        if scale and _absent(info, "value"):
            raise fail("no-value", Phrase("has a 'scale' but no 'value': give the number, or remove 'scale'"))
        return scale

    @field_validator("display")
    @classmethod
    def _has_value(cls, display: str | None, info: ValidationInfo) -> str | None:
        if display is None and _absent(info, "value"):
            raise fail("no-value", Phrase("has neither 'value' nor 'display': give the number, or the printed words"))
        return display

    @property
    def number(self) -> Decimal | None:
        """The value in plain units: 29 million is 29000000."""
        powers = {None: 0, "thousand": 3, "million": 6, "billion": 9}
        return None if self.value is None else self.value * (Decimal(10) ** powers[self.scale])


class Comparator(Quantity):
    """What the source compares a figure with."""

    label: Wording
    """What it is, as a title of the editors' own."""
    relation: Words | None = None
    """The source's own words for the comparison ('double')."""


class Figure(Quantity, Identified):
    """One atomic figure."""

    id: Annotated[Id, Field(pattern=r"^KF-")]
    """Its permanent id, which begins with 'KF-'."""
    group: GroupRef
    """The group of figures that it is shown in."""
    label: Wording
    """What is measured, as a title of the editors' own."""
    year: Annotated[StatedYear, ValueMark()]
    """Reference year; the last one of a period; none where the source is silent ('not stated')."""
    year_from: Annotated[Year | None, ValueMark()] = None
    """First year of the reference period, if it is longer than a year."""
    when: Annotated[Words | None, ValueMark()] = None
    """The printed date, where it is finer than the year ('by the end of July 2014')."""
    year_basis: Literal["stated", "default"] = "stated"
    """'default': the year is the one that the source gives for all figures without one of their own."""
    share_of: Annotated[Words | None, ValueMark()] = None
    """The whole of which the value is a share."""
    comparator: Comparator | None = None
    """What the source compares it with."""
    countries: tuple[CountryRef, ...] = ()
    """The countries that it is a figure of."""
    groups: tuple[CountryGroupRef, ...] = ()
    """The groups of countries that it is a figure of."""
    text: Description
    """The statement as one sentence that can be read by itself."""

    @field_validator("year_from")
    @classmethod
    def _period_is_ordered(cls, year_from: int | None, info: ValidationInfo) -> int | None:
        if year_from is not None and "year" in info.data and not year_from < (info.data["year"] or 0):
            raise fail(
                "period-order",
                Phrase(
                    "the period starts in {year_from}, not before its reference year {year}",
                    year_from=year_from,
                    year=info.data["year"] or Phrase("(not stated)"),
                ),
            )
        return year_from

    @field_validator("share_of")
    @classmethod
    def _share_is_within_the_whole(cls, share_of: str | None, info: ValidationInfo) -> str | None:
        value, name = info.data.get("value"), info.data.get("unit")
        if share_of and value is not None and name and Units.of(info.context)[name].share and value > WHOLE:
            raise fail("share-over-100", Phrase("{value} {unit} cannot be a share of {whole}", value=str(value), unit=name, whole=share_of))
        return share_of

    @property
    @override
    def title_text(self) -> str:
        return self.label


class ChartItem(Part):
    """A figure in a chart."""

    figure: FigureRef
    """The figure that is drawn."""
    label: Words | None = None
    """What to call it in the chart, if the figure's own label is too long there."""


class Chart(Record):
    """Figures that are shown together as a picture; everything drawn comes from the figures themselves."""

    id: Id
    """Its permanent id."""
    title: Wording
    """What the editors call the picture."""
    kind: Literal["comparison", "bars", "share", "flow"]
    """'comparison': each figure beside its comparator; 'bars': quantities of one unit; 'share': parts of 100 per cent;
    'flow': from the first country of each figure to its second."""
    text: Description
    """What the chart shows, in a sentence or two."""
    items: Annotated[tuple[ChartItem, ...], Field(min_length=1)]
    """What is drawn, in this order."""
    objectives: tuple[ObjectiveRef, ...] = ()
    """The objectives whose briefs show it, as the editors choose; countries are found by the figures."""

    @property
    @override
    def title_text(self) -> str:
        return self.title


# --- partnerships, instruments, narrative, glossary ---------------------------------------------


class Partnership(Identified):
    """A process, dialogue, organization, integration body or initiative."""

    kind: Annotated[Line, WordsMark("partnership_sorts.name")]
    """Its sort: one of those that `strategy.yml` lists."""
    name: Words
    """What it is called, as the source mostly has it."""
    full_name: Name | None = None
    """Its name in full, if that is longer."""
    abbreviation: Name | None = None
    """Its abbreviation."""
    also_known_as: tuple[KeptName, ...] = ()
    """Other names that the source uses."""
    purpose: Wording | None = None
    """What it is for, in a line."""
    text: Description
    """What the source says of it."""
    members: tuple[CountryRef, ...] = ()
    """Countries of this strategy that the source calls members or participants."""
    observers: tuple[CountryRef, ...] = ()
    """Countries of this strategy that the source calls observers."""
    covers: tuple[CountryRef, ...] = ()
    """Countries covered, where the source does not call them members."""
    members_elsewhere: tuple[Words, ...] = ()
    """Members that are no entries here: other countries, and organizations."""
    observers_elsewhere: tuple[Words, ...] = ()
    """Observers that are no entries here."""
    membership_note: Prose | None = None
    """What the source says of the membership beyond the names."""
    started: Words | None = None
    """Date as printed."""
    place: Words | None = None
    """Where it began, or has its seat."""
    ended: Words | None = None
    """Date of its end, as printed."""
    led_by: tuple[PartnerRef, ...] = ()
    """Those who lead it."""
    supported_by: tuple[PartnerRef, ...] = ()
    """Those who support it."""
    part_of: PartnerRef | None = None
    """The larger one that it belongs to."""
    continues: PartnerRef | None = None
    """The earlier body that was merged into this one."""

    @property
    @override
    def title_text(self) -> str:
        return self.name

    @property
    @override
    def long(self) -> bool:
        return self.membership_note is not None or "\n\n" in self.text.strip()


class Instrument(Identified):
    """A framework, tool, mechanism, resolution or other instrument."""

    kind: Annotated[Line, WordsMark("instrument_sorts.name")]
    """Its sort: one of those that `strategy.yml` lists."""
    name: Words
    """What it is called, as the source mostly has it."""
    full_name: Name | None = None
    """Its name in full, if that is longer."""
    abbreviation: Name | None = None
    """Its abbreviation."""
    text: Description
    """What the source says of it."""
    date: Words | None = None
    """Date as printed."""
    owned_by: tuple[PartnerRef, ...] = ()
    """The processes and bodies whose instrument it is."""
    part_of: Annotated[Id, Ref(("instrument",))] | None = None
    """The larger instrument that it belongs to."""

    @property
    @override
    def title_text(self) -> str:
        return self.name


class Topic(Titled):
    """A narrative chapter or box: front matter, and the body in `text`."""

    order: Order
    """Its place among the topics, from 1."""
    summary: Wording
    """One sentence for lists and link previews."""
    text: Description
    """What it says: the file's text below the front matter."""


class HandPage(Record):
    """A page that the editors write by hand, such as an imprint or an accessibility statement: front matter, and the body in `text`."""

    id: Id | None = None
    """A permanent id, if documents are to link to it for years."""
    title: Wording
    """Its heading, and its name in the navigation or the footer."""
    order: Order
    """Its place among such pages, from 1."""
    description: Words
    """One sentence for search engines and link previews."""
    section: Words | None = None
    """The section of the navigation that lists it, by its title; a new title makes a section. Without one, the page is linked in the footer."""
    text: EditorsDescription
    """What it says: the file's text below the front matter."""

    @property
    @override
    def title_text(self) -> str:
        return self.title


class Passage(Record):
    """What the strategy says of countries or groups, in a wording for use alone.

    It takes the place of the sentences in which the entry that holds the passage names them.
    """

    about: Annotated[tuple[PlacesRef, ...], Field(min_length=1)]
    """The countries and groups that it speaks of."""
    stands_in: AnyRef
    """The entry that holds the passage in full."""
    told_by: AnyRef | None = None
    """What tells the same on a profile already, such as a figure; then there is nothing to show."""
    text: Annotated[Note | None, Field(validate_default=True)] = None
    """What the strategy says of them, in a sentence that can be read by itself."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """Where the source says it; required where the strategy restates a document."""

    @property
    @override
    def has_place(self) -> bool:
        return self.told_by is None

    @field_validator("text", "source")
    @classmethod
    def _told_or_shown(cls, value: Any, info: ValidationInfo) -> Any:
        if "told_by" in info.data and (value is None) == (info.data["told_by"] is None):
            name = info.field_name
            told = Phrase("is told by another entry, so it needs no '{name}': remove it", name=name)
            raise fail("told-or-shown", told if value else Phrase("needs '{name}', or 'told_by' with what tells the same", name=name))
        return value


class Term(Record):
    """An abbreviation and what it stands for; it has no id of its own, the term is its key."""

    term: Words
    """The abbreviation, as texts have it."""
    expansion: Name
    """What it stands for, in full."""
    stands_for: AnyRef | None = None
    """The entry that it names, if there is one."""
    text: Description | None = None
    """What is to be said of it beyond that."""
    source: Annotated[Citation | None, PlaceMark()] = None
    """Where the source explains or uses it; required where the strategy restates a document."""
    editor_notes: tuple[Note, ...] = ()
    """What the editors corrected, or found inconsistent in the source."""

    @property
    @override
    def title_text(self) -> str:
        return self.term

    @property
    @override
    def cited(self) -> Citation | None:
        return self.source

    @property
    @override
    def notes(self) -> tuple[str, ...]:
        return self.editor_notes


class Synonym(Record):
    """Words by which people look for something that the content calls otherwise, or says nothing of."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What they type, in any language: words or phrases."""
    entries: tuple[AnyRef, ...] = ()
    """The entries that they look for; with an answer, those that come nearest."""
    page: Annotated[str, Field(pattern=ADDRESS_PATTERN)] | None = None
    """The page that they look for, as its address below the site's root."""
    answer: Annotated[Note | None, Field(validate_default=True)] = None
    """What the editors say to those who look for what the source says nothing of; a question with all words of a phrase is answered so."""

    @field_validator("answer")
    @classmethod
    def _one_aim(cls, answer: str | None, info: ValidationInfo) -> str | None:
        if {"entries", "page"} <= info.data.keys() and bool(info.data["page"]) == bool(info.data["entries"] or answer):
            raise fail("one-aim", Phrase("needs 'page' (an address), or 'entries' (ids) or 'answer' (a sentence) or both of these: say what is meant"))
        return answer


class Coverage(Record):
    """A passage of the source: the entries that carry it, or the reason why none does."""

    lines: LineRanges
    """The lines of the source's text edition that the passage has."""
    passage: Words
    """What the passage is, for the reader of the table."""
    ids: tuple[AnyRef, ...] = ()
    """The entries that carry it."""
    reason: Annotated[Words | None, Field(validate_default=True)] = None
    """Why none does."""

    @field_validator("reason")
    @classmethod
    def _carried_or_not(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if "ids" in info.data and bool(info.data["ids"]) == bool(reason):
            raise fail("ids-or-reason", Phrase("needs 'ids' (what carries the passage) or 'reason' (why nothing does), one of the two"))
        return reason


# --- the register of published ids, and the editions --------------------------------------------


STATUSES = {"current": Phrase("current"), "renamed": Phrase("renamed"), "split": Phrase("split"), "withdrawn": Phrase("withdrawn")}
"""What became of a published id, as messages say it."""


class RegisterEntry(Record):
    """A published id in the register (`registry.yml`): what it stands for, or what became of it."""

    id: Id
    """The published id."""
    kind: Line
    """The kind of entry that it stands for, or stood for."""
    title: Annotated[Wording, KeptMark(where=("status", "current"))]
    """What the id stands for, as its entry says; of one that is gone, what it stood for."""
    since: Line
    """The first edition that published it."""
    status: Literal["current", "renamed", "split", "withdrawn"]
    """Whether it still stands for the entry, or what became of it."""
    at: Annotated[str, Field(pattern=ADDRESS_PATTERN)]
    """Where it stands, or last stood: the address below the site's root."""
    formerly_at: tuple[Annotated[str, Field(pattern=ADDRESS_PATTERN)], ...] = ()
    """Its earlier addresses, which keep leading to it."""
    to: Annotated[Id | None, Field(validate_default=True)] = None
    """The new id of one that was renamed."""
    into: Annotated[tuple[Id, ...], Field(validate_default=True)] = ()
    """The ids that one that was split became."""
    reason: Annotated[Words | None, Field(validate_default=True)] = None
    """Why it was withdrawn; or, for the others, a word on what happened."""
    date: Annotated[Date | None, Field(validate_default=True)] = None
    """When it was renamed, split or withdrawn."""

    @property
    @override
    def title_text(self) -> str:
        return self.title

    @field_validator("to", "into", "reason", "date")
    @classmethod
    def _fits_the_status(cls, value: Any, info: ValidationInfo) -> Any:
        """What a status needs is there, and nothing that has no meaning with it."""
        status, name = info.data.get("status"), str(info.field_name)
        if status is None:
            return value
        needed = name in {"renamed": ("to",), "split": ("into",), "withdrawn": ("reason", "date")}.get(status, ())
        if needed and not value:
            raise fail("registry-incomplete", Phrase("an id that was {status} needs '{name}': add it", status=STATUSES[status], name=name))
        if value and not needed and name in ("to", "into"):
            raise fail(
                "registry-incomplete",
                Phrase("'{name}' has no meaning where the status is '{status}': remove it, or correct the status", name=name, status=status),
            )
        if name == "into" and needed and len(set(value)) < 2:
            raise fail("registry-incomplete", Phrase("an id is split into two or more: name them, or write 'status: renamed' with 'to'"))
        return value


class EditionChange(Part):
    """One change that an edition brought, in an editor's words."""

    kind: Literal["added", "reworded", "corrected", "moved", "renamed", "split", "withdrawn", "other"]
    """What sort of change it is."""
    text: Words
    """What changed, in a sentence."""
    ids: tuple[Id, ...] = ()
    """The ids concerned, whether they are current or not."""


class EditionNote(Record):
    """An edition of this publication and what it changed (`editions.yml`, newest first)."""

    name: Line
    """The name of the edition, as `edition` in `strategy.yml` had it."""
    date: Date
    """The day on which it was published."""
    summary: Wording
    """What it brought, in a sentence or two."""
    changes: tuple[EditionChange, ...] = ()
    """The changes one by one."""

    @property
    @override
    def title_text(self) -> str:
        return self.name
