"""The files for programs as models: each field stands once, and both the file and its JSON Schema come from it.

A field without a default is in every file. One that may be absent is optional here, and never null in a file.
Entries, and files of which there are hundreds, are written from values that are ready, since making objects of them takes longer
than writing them; tests hold them to the schema.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, Union, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, create_model
from pydantic.json_schema import SkipJsonSchema

from builder.content.kinds import KINDS, Kind
from builder.content.records import Record

Version = Literal["1.1"]
VERSION: Version = get_args(Version)[0]
"""Version of the format of each file; the first number changes when a reader must change, the second when something is added."""
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Status = Literal["current", "renamed", "split", "withdrawn"]

T = TypeVar("T")


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


Absent: TypeAlias = Annotated[T | SkipJsonSchema[None], Field(json_schema_extra=_without_default)]
"""What a file may lack."""


class Envelope(BaseModel):
    """What a file is, or a part of one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_by_name=True, defer_build=True)

    def as_json(self) -> bytes:
        """The file: JSON text in UTF-8, one value a line, without what is absent."""
        return self.model_dump_json(indent=1, by_alias=True, exclude_defaults=True).encode() + b"\n"


class _File(Envelope):
    """What every file begins with."""

    schema_: Uri = Field(alias="$schema")
    """Address of the JSON Schema that describes the file."""
    version: Version
    """Version of this format."""
    language: str
    """The language of its texts, as in BCP 47; a text that is not translated yet is in that of the original."""


class _Whole(_File):
    """What a file on the whole strategy says of it."""

    title: str
    """Title of the strategy."""
    edition: str
    """The edition of the publication."""
    date: datetime.date
    """Date of the edition."""


class _Identified(Envelope):
    """An identifier and where it leads."""

    id: str
    """The permanent identifier."""
    kind: str
    """The kind of entry."""
    title: str
    """What it stands for, as plain text."""
    url: Uri
    """The permanent address."""
    page: Uri
    """Where it is found today; this may change."""
    status: Status
    """Whether the identifier is current, or what became of it."""
    since: str
    """The first edition that published it."""


# --- links.json ---------------------------------------------------------------------------------


class Link(_Identified):
    """An identifier and where it leads."""

    aliases: tuple[str, ...]
    """Other names, and identifiers that it had before."""
    successors: tuple[str, ...]
    """What a renamed or split identifier is called today."""
    formerly: Absent[tuple[Uri, ...]] = None
    """Where it was found before and is no longer."""
    note: Absent[str] = None
    """What became of an identifier that is gone, in a sentence, with date and reason."""


class LinksFile(_Whole):
    """`links.json`."""

    model_config = ConfigDict(title=f"Links to a strategy, version {VERSION}")

    prefix: Absent[str] = None
    """What names and keys of this strategy begin with in documents that cite several, before a colon."""
    keys: str
    """What keys in bibliographies begin with, before a colon and the identifier."""
    languages: Absent[dict[str, Uri]] = None
    """The address of the home page in each language, by its tag (BCP 47), where there are several; what follows it is the same in all of them."""
    links: tuple[Link, ...]
    """Every identifier that is or was published."""


# --- entries ------------------------------------------------------------------------------------


class _Made(BaseModel):
    """A class that is made from `KINDS`: there is no source in which to look for the docstrings of its fields."""

    model_config = ConfigDict(use_attribute_docstrings=False, defer_build=True)


class _Addressed(_Made):
    at_id: Absent[Uri] = Field(None, alias="@id", description="The permanent address of the id.")


class _Filed(_Made):
    at_file: Absent[str] = Field(None, alias="@file", description="The content file that holds it.")


def _entry_class(kind: Kind) -> type[Record]:
    """The record of a kind as files hold it: with its file and, if it has one, its address."""
    if not kind.location:
        return kind.record
    bases: Any = (kind.record, _Filed, *([_Addressed] if kind.identified else []))
    return cast("type[Record]", create_model(kind.record.__name__, __base__=bases, __doc__=kind.record.__doc__))


ENTRIES: dict[Kind, type[Record]] = {kind: _entry_class(kind) for kind in KINDS}
"""The entry of each kind, as files hold it."""


# --- api/strategy.json --------------------------------------------------------------------------


def _entries_field(kind: Kind) -> tuple[Any, Any]:
    entries = GenericAlias(tuple, (ENTRIES[kind], ...))
    about = f"All entries of the kind '{kind.name}'."
    if kind.required:
        return entries, Field(alias=kind.name, description=about, min_length=1)
    return entries, Field((), alias=kind.name, description=about, json_schema_extra=_without_default)


if TYPE_CHECKING:  # the classes are made from `KINDS`, which the type checker cannot follow
    Content = Envelope
    Entry = Record
else:
    Content = create_model("Content", __base__=(Envelope, _Made), **{kind.name.replace("-", "_"): _entries_field(kind) for kind in KINDS if kind.location})
    """All entries by kind, in reading order."""
    Entry = SerializeAsAny[Union[tuple(kind.record for kind in KINDS if kind.identified)]]  # noqa: UP007 - of as many classes as there are kinds
    """An entry that has an id; it is written as what it is, for looking for its class among all would take longer than writing it."""


class StrategyFile(_Whole):
    """`api/strategy.json`."""

    model_config = ConfigDict(title=f"A strategy, format {VERSION}")

    base: Uri
    """Address of the site; the permanent address of an id is this, 'id/', the id in lower case, '/'."""
    content: SerializeAsAny[Content]
    """All entries by kind, in reading order."""


# --- api/indicators.json ------------------------------------------------------------------------


class JudgementRule(Envelope):
    """How indicators are judged."""

    name: str
    """What the rule is called."""
    version: str
    """Another one whenever the same data may be judged otherwise."""
    words: tuple[str, ...]
    """The rule, sentence by sentence."""
    formula: str
    """The same as a formula."""
    tolerance: Decimal
    """How far a value may be behind the line, in per cent of the way from baseline to target."""
    verdicts: tuple[str, ...]
    """All that it can find."""


class ValueFacts(Envelope):
    """A value and its date."""

    value: Decimal
    """The number, in the unit of the indicator, with the decimals that are printed."""
    qualifier: Absent[str] = None
    """The printed words before it."""
    date: str
    """The year, month or day that it holds for."""
    day: datetime.date
    """The day that it is judged by: of a year or a month, the last one."""
    disaggregation: Absent[dict[str, str]] = None
    """The category that it is of, by dimension; absent where it is of the whole."""


class JudgementFacts(Envelope):
    """What the rule finds of an indicator."""

    verdict: str
    """One of the verdicts of the rule."""
    day: Absent[datetime.date] = None
    """The day of the value that it is judged by; absent where there is no data."""
    value: Absent[Decimal] = None
    """That value."""
    line: Absent[Decimal] = None
    """Where the straight line stands on that day, rounded to the decimals that the numbers have, at least one; what is compared is not rounded."""


class IndicatorFacts(Envelope):
    """An indicator, as far as it is judged."""

    id: str
    """The permanent identifier."""
    title: str
    """What is measured."""
    url: Uri
    """The permanent address."""
    belongs_to: str
    """The identifier of the objective or activity that it belongs to."""
    unit: str
    """The unit of all its values."""
    direction: Literal["rise", "fall"]
    """Whether its values are to rise or to fall."""
    baseline: ValueFacts
    """Where it begins."""
    target: ValueFacts
    """Where it is to get."""
    values: tuple[ValueFacts, ...]
    """What was measured, in the order of dates."""
    judgement: JudgementFacts
    """What the rule finds."""


class IndicatorsFile(_Whole):
    """`api/indicators.json`."""

    model_config = ConfigDict(title=f"The indicators of a strategy and their judgement, format {VERSION}")

    rule: JudgementRule
    """The rule by which all are judged."""
    indicators: tuple[IndicatorFacts, ...]
    """All indicators, in reading order."""


# --- id/<id>.json -------------------------------------------------------------------------------


class Relation(Envelope):
    """Another entry, and how it is related."""

    id: str
    """The other entry."""
    relations: tuple[str, ...]
    """The fields that refer to it; 'prose' is a mention in a text."""


class IdentifierFile(_Identified, _File):
    """`id/<id>.json`."""

    model_config = ConfigDict(title=f"An identifier of a strategy, format {VERSION}")

    edition: str
    """The edition of this file."""
    successors: Absent[tuple[str, ...]] = None
    """What a renamed or split id is called today."""
    reason: Absent[str] = None
    """Why the id is no longer current."""
    date: Absent[datetime.date] = None
    """Since when it is not."""
    part_of: Absent[str] = None
    """The id of what it is a part of."""
    record: Absent[Entry] = None
    """The entry, with all its fields."""
    mentions: Absent[tuple[Relation, ...]] = None
    """What the entry refers to; 'prose' is a mention in its text."""
    mentioned_by: Absent[tuple[Relation, ...]] = None
    """What refers to the entry."""
    cite: Absent[dict[str, str]] = None
    """Links and citations to paste, by format."""
