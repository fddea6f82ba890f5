"""What the fields of records look like: types for text, ids, dates and contacts, each with its error in an editor's words.

Marks on the types say what a string is for (a reference, prose, a title, another name …): see `marks`.
YAML scalars arrive as strings, exactly as typed.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from builder.content.marks import HiddenMark, KeptMark, NameMark, OrderMark, ProseMark, Ref, WordingMark, WordsMark
from builder.wording import Phrase

LONGEST_ID = 80
"""Characters of an id at most: it names files, and people type it."""
LONGEST_CODE = 24
"""Characters of a printed code at most: it stands beside a title."""
LONGEST_ADDRESS = 2000
"""Characters of an address on the web at most: more are taken neither by all browsers nor by documents for print."""
LONGEST_EMAIL = 254
"""Characters of an e-mail address at most (RFC 5321, 4.5.3.1.3, without the angle brackets)."""
LONGEST_PHONE = 60
"""Characters of a telephone number at most, with its extension."""
FEEDBACK_NAMES = ("page", "id", "title")
"""What a page fills into the address for readers who find something wrong: its address, the id of its entry, its title."""
_EMAIL = r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
ID_PATTERN = r"[A-Z](?:[A-Z0-9]|-(?=[A-Z0-9]))*"


class Fixed(dict[str, Any]):
    """A mapping of a record, which is frozen: it can be a key, as records are."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


def fail(code: str, message: Phrase) -> PydanticCustomError:
    """What a validator raises: a code, and a message in an editor's words; braces in it stand as they are."""
    return PydanticCustomError(code, "{phrase}", {"phrase": message})  # which keeps the phrase, as its message would not


def is_text(char: str) -> bool:
    """Whether a character may stand in content: no control, half or unassigned character, no byte order mark and none that stands for an unreadable one."""
    return char == "\n" or (unicodedata.category(char) not in ("Cc", "Cs", "Cn") and char not in "\ufeff\ufffd")


def no_text(value: str) -> tuple[str, ...]:
    """The characters of a text that may not stand in content, each once, as they come."""
    if value.replace("\n", "").isprintable() and "\ufffd" not in value:  # which most are, and which is known at once
        return ()
    return tuple(char for char in dict.fromkeys(value) if not is_text(char))


def _short(value: str) -> str:
    """As much of a wrong value as a message can show."""
    return value if len(value) <= 60 else f"{value[:60]}…"


def _clean(value: str) -> str:
    if chars := no_text(value):
        raise fail("control-character", Phrase("contains the invisible character U+{code}: remove it", code=f"{ord(chars[0]):04X}"))
    if not value.strip():
        raise fail("empty-text", Phrase("is empty: write something, or remove the key"))
    return value


def _line(value: str) -> str:
    value = _clean(value)
    return " ".join(value.split())


def _id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise fail(
            "malformed-id",
            Phrase("'{value}' is not an id: ids start with a letter and use A–Z, 0–9 and single hyphens, as in 'TO1-A01'", value=value),
        )
    if len(value) > LONGEST_ID:
        raise fail(
            "malformed-id",
            Phrase("'{value}…' is longer than {most} characters: ids are typed and printed, so keep them short", value=value[:20], most=LONGEST_ID),
        )
    return value


def _code(value: str) -> str:
    if len(value) > LONGEST_CODE:
        raise fail(
            "long-code",
            Phrase(
                "'{value}' is longer than {most} characters: a code stands in the place of the id, so write it as in '3.b'",
                value=_short(value),
                most=LONGEST_CODE,
            ),
        )
    return value


def _refuse_long(value: str, most: int) -> None:
    if len(value) > most:
        raise fail("long-address", Phrase("'{value}' is longer than {most} characters: give a shorter one", value=_short(value), most=most))


def _phone(value: str) -> str:
    _refuse_long(value, LONGEST_PHONE)
    if not re.fullmatch(r"\+ ?\d[\d .()/-]{4,}\d(?: ?(?:TO|to) \d+| ?\+? ?(?:EXT|ext)\.?(?: ?\d+)?)?", value):
        raise fail("bad-phone", Phrase("'{value}' is not a telephone number: write it with country code, as in '+43 1 581 22 22'", value=value))
    return value


def _email(value: str) -> str:
    _refuse_long(value, LONGEST_EMAIL)
    if not re.fullmatch(_EMAIL, value):
        raise fail("bad-email", Phrase("'{value}' is not an e-mail address: write it as in 'office@example.org'", value=value))
    return value


def _web_address(value: str) -> str:
    _refuse_long(value, LONGEST_ADDRESS)
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise fail("bad-address", Phrase("'{value}' is not a web address: write it in full, as in 'https://example.org/strategy.pdf'", value=_short(value)))
    return value


def _isbn(value: str) -> str:
    """As ISO 2108 has it: ten or thirteen figures, the last of which checks the others."""
    figures = re.sub(r"[ -]", "", value).upper()
    ten = re.fullmatch(r"\d{9}[\dX]", figures) and sum((10 - at) * (10 if char == "X" else int(char)) for at, char in enumerate(figures)) % 11 == 0
    thirteen = re.fullmatch(r"97[89]\d{10}", figures) and sum((3 if at % 2 else 1) * int(char) for at, char in enumerate(figures)) % 10 == 0
    if not (ten or thirteen):
        raise fail(
            "bad-isbn", Phrase("'{value}' is not an ISBN: copy all its figures, as in '978-3-16-148410-0'; the last one checks the others", value=_short(value))
        )
    return value


def _feedback(value: str) -> str:
    _refuse_long(value, LONGEST_ADDRESS)
    if "@" in value and "/" not in value:
        return _email(value)
    if wrong := [match[0] for match in re.finditer(r"\{([^{}]*)\}|[{}]", value) if match[1] not in FEEDBACK_NAMES]:
        raise fail(
            "bad-feedback",
            Phrase("'{wrong}' is not filled in: use {names}, and no other braces", wrong=wrong[0], names=", ".join(f"{{{name}}}" for name in FEEDBACK_NAMES)),
        )
    try:
        parts = urlsplit(value)
        sound = parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s{}]", parts.netloc) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", value):
        raise fail(
            "bad-feedback", Phrase("'{value}' is no address for readers: write an e-mail address, or one that begins with https://", value=_short(value))
        )
    return value


def _contact(value: str) -> str:
    _refuse_long(value, LONGEST_ADDRESS)
    if not re.fullmatch(_EMAIL + r"|https://[^\s/{}]+(/[^\s{}]*)?", value):
        raise fail("bad-contact", Phrase("'{value}' is no address to write to: write an e-mail address, or one that begins with https://", value=_short(value)))
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise fail("bad-date", Phrase("'{value}' is not a date: write it as YYYY-MM-DD, as in '2015-01-31'", value=_short(value))) from None
    return value


def _moment(value: str) -> str:
    try:
        last_day(value)
    except ValueError:
        raise fail(
            "bad-moment", Phrase("'{value}' is no date: write a year, a month or a day, as in '2032', '2032-06' or '2032-06-30'", value=_short(value))
        ) from None
    return value


def last_day(moment: str) -> datetime.date:
    """The last day of a year, a month or a day, as in '2032', '2032-06' or '2032-06-30'. Raises `ValueError` if it is none of them."""
    match = re.fullmatch(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", moment, re.ASCII)
    if match is None:
        raise ValueError(moment)
    year, month = int(match[1]), int(match[2] or 12)
    return datetime.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))


def _year(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[12]\d{3}", value):
            raise fail("bad-year", Phrase("'{value}' is not a year: write four digits, as in '2015'", value=_short(value)))
        return int(value)
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", value):
        raise fail("bad-number", Phrase("'{value}' is not a number: write it without unit or thousands separators, as in '46.5'", value=_short(value)))
    return value


RANGED = {
    "line": (Phrase("line"), Phrase("lines")),
    "page": (Phrase("page"), Phrase("pages")),
    "paragraph": (Phrase("paragraph"), Phrase("paragraphs")),
}
"""What ranges are of: one and several."""


def _list_of_ranges(value: Any, what: str) -> Any:
    noun, nouns = RANGED[what]
    if isinstance(value, list | tuple):  # as the model itself and strategy.json hold them
        pairs = [item for item in value if isinstance(item, list | tuple) and len(item) == 2 and all(type(part) is int for part in item)]
        if len(pairs) != len(value) or not pairs or not all(1 <= first <= last for first, last in pairs):
            raise fail("bad-lines", Phrase("a list is not how {nouns} are written: write them as in '12' or '12-15, 40'", nouns=nouns))
        return tuple(map(tuple, pairs))
    if not isinstance(value, str):
        return value
    ranges = []
    for part in value.split(","):
        match = re.fullmatch(r"\s*(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?\s*", part)
        if not match:
            raise fail("bad-lines", Phrase("'{value}' is not a list of {nouns}: write them as in '12' or '12-15, 40'", value=_short(value), nouns=nouns))
        first = int(match[1])
        last = int(match[2] or first)
        if not 1 <= first <= last:
            raise fail(
                "bad-lines", Phrase("'{part}' is not a range of {nouns}: the first {noun} must come before the last", part=part.strip(), noun=noun, nouns=nouns)
            )
        ranges.append((first, last))
    return tuple(ranges)


def _colour(value: str) -> str:
    figures = value.strip().lower().removeprefix("#")
    if not re.fullmatch(r"\s*#(?:[0-9a-fA-F]{3}){1,2}\s*", value):
        raise fail("bad-colour", Phrase("'{value}' is not a colour: write red, green and blue as '#rrggbb', as in \"#0b5d63\"", value=_short(value)))
    return "#" + (figures if len(figures) == 6 else "".join(2 * figure for figure in figures))


def _file(value: str) -> str:
    if not re.fullmatch(r"(?!\.)[\w-][\w. -]*(?:/[\w-][\w. -]*)*", value):
        raise fail(
            "bad-file",
            Phrase(
                "'{value}' is not the name of a file in the content folder: write it with '/' and without '..', as in 'pictures/logo.svg'", value=_short(value)
            ),
        )
    return value


Line = Annotated[str, AfterValidator(_line)]
"""One line of plain text: never markup, white space folded."""
Words = Annotated[Line, WordsMark()]
"""One line in the strategy's language that is neither wording nor another name, such as what a country or a unit is called."""
Code = Annotated[Line, AfterValidator(_code), NameMark(), KeptMark()]
"""A code as printed, such as a number: '3.b'."""
Wording = Annotated[Line, WordingMark()]
"""A title, label or summary: words, and not a name."""
Name = Annotated[Line, NameMark()]
"""Another name of an entry: shorter, longer, former, today's."""
KeptName = Annotated[Name, KeptMark(worded=True)]
"""Another name of an entry, as it is printed in every language."""
KeptLine = Annotated[Line, KeptMark(worded=True)]
"""One line that is printed in every language as it stands, such as one of a postal address."""
Hidden = Annotated[Line, HiddenMark()]
"""Something that nothing shows to readers."""
Order = Annotated[int, Field(gt=0), OrderMark()]
"""The place of an entry among those of its kind, from 1."""
Prose = Annotated[str, AfterValidator(_clean), ProseMark()]
"""CommonMark prose, with cross-references by id; a paragraph or several."""
Description = Annotated[str, AfterValidator(_clean), ProseMark(main=True)]
"""Prose that says what the entry is or states."""
EditorsDescription = Annotated[str, AfterValidator(_clean), ProseMark(editorial=True, main=True)]
"""The same, in the edition's own words."""
Note = Annotated[str, AfterValidator(_clean), ProseMark(editorial=True)]
"""Prose in which the edition speaks of itself."""
Colour = Annotated[str, AfterValidator(_colour), HiddenMark(), WithJsonSchema({"type": "string", "pattern": "^#([0-9a-fA-F]{3}){1,2}$"}, mode="validation")]
"""A colour of a screen as red, green and blue: '#0b5d63'."""
FileName = Annotated[Line, AfterValidator(_file), HiddenMark()]
"""A file below the content folder: 'pictures/logo.svg'."""
Id = Annotated[str, AfterValidator(_id)]
"""A permanent id: a capital letter first, then A–Z, 0–9 and single hyphens, at most 80 characters: 'TO1-A01'."""
Phone = Annotated[Line, AfterValidator(_phone)]
"""A telephone number with its country code: '+43 1 581 22 22'."""
Email = Annotated[Line, AfterValidator(_email)]
"""An e-mail address: 'office@example.org'."""
WebAddress = Annotated[Line, AfterValidator(_web_address)]
"""An address on the web, in full: 'https://example.org/strategy.pdf'."""
Isbn = Annotated[Line, AfterValidator(_isbn)]
"""An ISBN (ISO 2108) of ten or thirteen figures, with or without hyphens; the last figure checks the others."""
Feedback = Annotated[Line, AfterValidator(_feedback)]
"""Where readers write: an e-mail address, or an address on the web with `{page}`, `{id}` and `{title}` where a page fills in its own."""
Contact = Annotated[Line, AfterValidator(_contact)]
"""Where somebody can be written to: an e-mail address, or an address on the web."""
Number = Annotated[Decimal, BeforeValidator(_number)]
"""A number as printed: '46.50' keeps its last digit."""
Date = Annotated[datetime.date, BeforeValidator(_date)]
"""A day as YYYY-MM-DD: '2015-01-31'."""
_MOMENT_SCHEMA = {"anyOf": [{"type": "string", "pattern": r"^[12]\d{3}(-\d\d(-\d\d)?)?$"}, {"type": "integer", "minimum": 1000, "maximum": 2999}]}
Moment = Annotated[Line, AfterValidator(_moment), WithJsonSchema(_MOMENT_SCHEMA, mode="validation")]
"""A year, a month or a day: '2032', '2032-06', '2032-06-30'."""
_YEAR_SCHEMA = {"type": "integer", "minimum": 1000, "maximum": 2999}
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema(_YEAR_SCHEMA, mode="validation")]
"""Four figures: '2015'."""
StatedYear = Annotated[
    int | None,
    BeforeValidator(lambda value: None if value == "not stated" else _year(value)),
    WithJsonSchema({"anyOf": [_YEAR_SCHEMA, {"const": "not stated"}]}, mode="validation"),
]
"""A year, or 'not stated' where the source gives none."""
_RANGES = WithJsonSchema({"type": ["string", "integer"]}, mode="validation")
LineRanges = Annotated[tuple[tuple[int, int], ...], BeforeValidator(lambda value: _list_of_ranges(value, "line")), _RANGES]
"""Line ranges of the text edition of the source, both ends included: '12-15, 40'."""
PageRanges = Annotated[tuple[tuple[int, int], ...], BeforeValidator(lambda value: _list_of_ranges(value, "page")), _RANGES]
"""Pages of a document, written likewise."""
ParagraphRanges = Annotated[tuple[tuple[int, int], ...], BeforeValidator(lambda value: _list_of_ranges(value, "paragraph")), _RANGES]
"""Numbered paragraphs of a document, written likewise."""

AnyRef = Annotated[Id, Ref()]
SubjectRef = Annotated[Id, Ref(subject=True)]
CountryRef = Annotated[Id, Ref(("country",))]
MemberRef = Annotated[Id, Ref(("country",), holds=True)]
PlacesRef = Annotated[Id, Ref(("country", "group"))]
CountryGroupRef = Annotated[Id, Ref(("group",))]
AreaRef = Annotated[Id, Ref(("area",), belongs=True)]
PartOfObjectiveRef = Annotated[Id, Ref(("objective",), belongs=True)]
GroupRef = Annotated[Id, Ref(("figure-group",), belongs=True)]
ObjectiveRef = Annotated[Id, Ref(("objective",))]
OwnerRef = Annotated[Id, Ref(("objective", "activity"), belongs=True)]
PartnerRef = Annotated[Id, Ref(("partnership",))]
FigureRef = Annotated[Id, Ref(("figure",))]
OfficeRef = Annotated[Id, Ref(("office",))]
SourceRef = Annotated[Id, Ref(("source",))]
