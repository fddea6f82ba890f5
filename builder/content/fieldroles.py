"""Walking records by what their fields are for: references, prose, other names, order, what is translated.

The record classes mark their fields (`fields`); nothing here or after it knows a field by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from builder.content import prose
from builder.content.fields import Fixed
from builder.content.marks import HiddenMark, KeptMark, Marker, NameMark, OrderMark, PlaceMark, ProseMark, Ref, ValueMark, WordingMark, WordsMark
from builder.content.records import Identified, Part, Record


def _marks(cls: type[Part]) -> dict[str, tuple[Any, ...]]:
    """All that marks each field of a class: what stands at the field itself, then what stands inside its type."""

    def inside(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for arg in get_args(annotation):
            yield from inside(arg)

    return {name: (*info.metadata, *inside(info.annotation)) for name, info in cls.model_fields.items()}


@cache
def _markers(cls: type[Part]) -> dict[str, Marker]:
    """The marker of each marked field of a class."""
    return {name: found for name, marks in _marks(cls).items() if (found := next((mark for mark in marks if isinstance(mark, Marker)), None)) is not None}


def marker_of(cls: type[Part], name: str) -> Marker | None:
    """What a field of a class is for; none if it is not marked."""
    return _markers(cls).get(name)


def is_hidden(cls: type[Part], name: str) -> bool:
    """Whether nothing shows a field of a class to readers."""
    return isinstance(_markers(cls).get(name), HiddenMark)


@cache
def _fields(cls: type[Part], sort: type[Marker]) -> tuple[str, ...]:
    return tuple(name for name, marker in _markers(cls).items() if isinstance(marker, sort))


def is_wording(cls: type[Part], name: str) -> bool:
    """Whether a field of a class holds words that may be put otherwise: prose, a title, a label or a summary."""
    return isinstance(_markers(cls).get(name), ProseMark | WordingMark)


def is_name(record: Record, name: str) -> bool:
    """Whether a field of an entry that is called by a name, and not by a title in words, holds that name or another one for it."""
    cls = type(record)
    titles = [field for field in cls.model_fields if getattr(record, field, None) == record.title_text and not isinstance(_markers(cls).get(field), NameMark)]
    if not titles or is_wording(cls, titles[0]):
        return False
    return name == titles[0] or (isinstance(_markers(cls).get(name), NameMark) and not isinstance(getattr(record, name, None), tuple))


def is_part_of_value(cls: type[Part], name: str) -> bool:
    """Whether a field belongs to a printed quantity, which is shown and compared as a whole."""
    return isinstance(_markers(cls).get(name), ValueMark)


def other_names(record: Part) -> tuple[str, ...]:
    """The names by which an entry is known besides its title, in the order of its fields, each once."""
    values = (getattr(record, name, None) for name in type(record).model_fields)
    parts = (item for value in values if isinstance(value, tuple) for item in value if isinstance(item, Part) and not isinstance(item, Identified))
    own = (getattr(record, name, None) for name in _fields(type(record), NameMark))
    names = (name for value in own for name in (value if isinstance(value, tuple) else (value,)) if name)
    return tuple(dict.fromkeys((*names, *(name for part in parts for name in other_names(part)))))


def descriptions(record: Part) -> tuple[str, ...]:
    """What an entry says of itself: its main prose, field by field; empty ones are left out."""
    return tuple(text for name in main_prose(type(record)) if (text := getattr(record, name, None)))


def listed(record: Part) -> tuple[str, ...]:
    """The titles and the prose of the parts of an entry, such as its lists, as plain text; nothing editorial, and nothing of records inside it."""
    parts = (item for name in type(record).model_fields if isinstance(value := getattr(record, name, None), tuple) for item in value)
    return tuple(text for part in parts if isinstance(part, Part) and not isinstance(part, Identified) for text in _words(part))


def _words(part: Part) -> Iterator[str]:
    for name, marker in _markers(type(part)).items():
        value = getattr(part, name, None)
        if isinstance(value, str) and isinstance(marker, WordingMark):
            yield value
        elif isinstance(value, str) and isinstance(marker, ProseMark) and not marker.editorial:
            yield prose.to_text(value)
    yield from listed(part)


@cache
def main_prose(cls: type[Part]) -> tuple[str, ...]:
    """The fields of a class that hold what its entries say of themselves."""
    return tuple(name for name, marker in _markers(cls).items() if isinstance(marker, ProseMark) and marker.main)


@cache
def in_own_words(cls: type[Part]) -> bool:
    """Whether all that entries of a class say of themselves is in the edition's own words, so that nothing of it is restated."""
    found = [marker for marker in _markers(cls).values() if isinstance(marker, ProseMark) and marker.main]
    return bool(found) and all(marker.editorial for marker in found)


def place_field(cls: type[Part]) -> str:
    """The field that says where in the source a record or a part of one stands; '' where that of the whole entry does."""
    return next(iter(_fields(cls, PlaceMark)), "")


def order_field(cls: type[Part]) -> str:
    """The field by which entries of a class are ordered among themselves; '' where files and lists order them."""
    return next(iter(_fields(cls, OrderMark)), "")


def nesting_field(cls: type[Part], kind: str) -> str:
    """The field by which an entry of a kind is a part of another one of the same kind; '' where none is."""
    return next((name for name, marker in _markers(cls).items() if isinstance(marker, Ref) and marker.belongs and marker.kinds == (kind,)), "")


def marked_fields(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Ref | ProseMark, str]]:
    """All references and prose of a record, in field order: (path, marker, string).

    Records inside the record (activities) are entries of their own and left out.
    """
    markers = _markers(type(part))
    for name in type(part).model_fields:
        yield from _walk(getattr(part, name, None), (*loc, name), markers.get(name))


def _walk(value: Any, loc: tuple[str | int, ...], marker: Marker | None) -> Iterator[tuple[tuple[str | int, ...], Ref | ProseMark, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index), marker)
    elif isinstance(value, Part):
        if not isinstance(value, Identified):
            yield from marked_fields(value, loc)
    elif isinstance(marker, Ref | ProseMark) and isinstance(value, str):
        yield loc, marker, value


def parts(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Part]]:
    """A record and all its parts, with their paths; records inside it are entries of their own and left out."""
    yield loc, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(item, Part) and not isinstance(item, Identified):
                yield from parts(item, (*loc, name, index) if isinstance(value, tuple) else (*loc, name))


def inner_records(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Identified]]:
    """The records inside a record, with their paths."""
    for name in type(part).model_fields:
        value = getattr(part, name, None)
        items = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(items):
            at = (*loc, name, index) if isinstance(value, tuple) else (*loc, name)
            if isinstance(item, Identified):
                yield at, item
            elif isinstance(item, Part):
                yield from inner_records(item, at)


# --- what is translated -------------------------------------------------------------------------

P = TypeVar("P", bound=Part)
Path = tuple[str | int, ...]
Inner = Callable[[Any], Any]
"""What takes the place of a record inside a record."""
Change = Callable[[Path, str, str], str]
"""What takes the place of a string: (path, string, the field of the strategy that holds the same words or '') → string."""


@cache
def _words_of(cls: type[Part]) -> dict[str, tuple[WordsMark | None, KeptMark | None]]:
    """The fields of a class that hold words of the strategy's language: how they are translated, and where they are kept all the same."""
    found = {}
    for name, marks in _marks(cls).items():
        own = next((mark for mark in marks if isinstance(mark, WordsMark)), None)
        if own is None and any(isinstance(mark, ProseMark | WordingMark | NameMark) for mark in marks):
            own = WordsMark()
        kept = next((mark for mark in marks if isinstance(mark, KeptMark)), None)
        if (kept is None and own is not None) or (kept is not None and (kept.where or kept.worded)):
            found[name] = own, kept
    return found


def translates(cls: type[Part], name: str) -> bool:
    """Whether a field of a class is translated, at least in some entries."""
    own, kept = _words_of(cls).get(name, (None, None))
    return own is not None and (kept is None or kept.where is not None)


def _mark(part: Part, own: WordsMark | None, kept: KeptMark | None) -> WordsMark | KeptMark | None:
    """What becomes of a field of a record in a translation: it is translated, or kept as words of another language, or simply kept."""
    if kept is None or (kept.where and getattr(part, kept.where[0]) != kept.where[1]):
        return own
    return kept if kept.worded else None


@dataclass(frozen=True)
class Rewording:
    """What becomes of the strings and the records in a record."""

    change: Change
    """What takes the place of a string that is translated."""
    inner: Inner
    """What takes the place of a record."""
    keep: Callable[[str], str] = str
    """What takes the place of words that stay in their language."""


def is_prose(cls: type[Part], name: str) -> bool:
    """Whether a field of a class holds prose."""
    return isinstance(_markers(cls).get(name), ProseMark)


def words(part: Part) -> Iterator[tuple[Path, str, str]]:
    """The strings of a record that are translated, in field order: (path, text, the field of the strategy that holds the same words or '').

    Records inside the record are entries of their own and left out.
    """
    found: list[tuple[Path, str, str]] = []

    def note(path: Path, text: str, of: str) -> str:
        found.append((path, text, of))
        return text

    reworded(part, Rewording(note, lambda inner: inner))
    return iter(found)


def reworded(part: P, how: Rewording, path: Path = ()) -> P:
    """A record with other words where its strings are words, and with other records in the place of those inside it."""
    marks = {name: _mark(part, *of) for name, of in _words_of(type(part)).items()}
    update = {name: _changed(getattr(part, name), marks.get(name), how, (*path, name)) for name in type(part).model_fields if hasattr(part, name)}
    return part.model_copy(update={name: value for name, value in update.items() if value is not getattr(part, name)})


def _changed(value: Any, mark: WordsMark | KeptMark | None, how: Rewording, path: Path) -> Any:
    if isinstance(value, str):
        if mark is None or not any(map(str.isalpha, value)):
            return value
        return how.change(path, value, mark.of) if isinstance(mark, WordsMark) else how.keep(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, mark, how, (*path, at)) for at, item in enumerate(value))
    if isinstance(value, dict):
        return Fixed({key: _changed(item, mark, how, (*path, key)) for key, item in value.items()})
    if isinstance(value, Identified):
        return how.inner(value)
    return reworded(value, how, path) if isinstance(value, Part) else value
