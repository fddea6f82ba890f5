"""What the fields of records are for: markers that stand in their types (`fields`).

By them, rules, links, search, exports and translations find references, prose, titles and other names by walking the record classes
(`fieldroles`), never by knowing the names of fields.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """Marks a string as the id of an entry of one of `kinds` (any kind when empty)."""

    kinds: tuple[str, ...] = ()
    belongs: bool = False
    """The entry belongs to the one named, as an objective to its area."""
    holds: bool = False
    """The one named belongs to the entry, as a country to a group that lists it."""
    subject: bool = False
    """The entry says something about the one named, though its words may not name it."""


@dataclass(frozen=True)
class ProseMark:
    """Marks a string as CommonMark prose, with reference links by id."""

    editorial: bool = False
    """The words are the edition's, not the source's: what they mention is no statement of the strategy."""
    main: bool = False
    """What the entry says of itself, before anything else: its description in lists, search and exports."""


@dataclass(frozen=True)
class WordingMark:
    """Marks a line as wording: a title, label or summary, which may be put otherwise and mean the same."""


@dataclass(frozen=True)
class NameMark:
    """Marks a string as another name by which people know the entry."""


@dataclass(frozen=True)
class OrderMark:
    """Marks a number as the entry's place among those of its kind."""


@dataclass(frozen=True)
class ValueMark:
    """Marks a field as part of a printed quantity, which is shown and compared as a whole."""


@dataclass(frozen=True)
class HiddenMark:
    """Marks a string that nothing shows to readers, so that no font needs its letters."""


@dataclass(frozen=True)
class PlaceMark:
    """Marks a place in the source, which is given wherever the strategy restates a document."""


@dataclass(frozen=True)
class WordsMark:
    """Marks a line as words of the strategy's language that are neither wording nor another name; they are translated, as those are.

    It stands beside a marker, or alone.
    """

    of: str = ""
    """The field of the strategy that holds the same words, such as 'units.name': both are translated by one message, so that they still match."""


@dataclass(frozen=True)
class KeptMark:
    """Marks a string as the same in every language, such as a code or a name that somebody else prints; it stands beside a marker, or alone."""

    worded: bool = False
    """Whether it is words of the strategy's language, which a translation marks as such."""
    where: tuple[str, str] | None = None
    """A field of the same record and the value of it with which the string is kept; none, if it always is."""


Marker = Ref | ProseMark | WordingMark | NameMark | OrderMark | ValueMark | HiddenMark | PlaceMark
