"""What a content folder holds: entries, each a frozen record with the place it came from, and their translations."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Generic, TypeVar, cast

from builder.content import fieldroles
from builder.content.catalogues import Catalogue
from builder.content.kinds import KIND_OF, Kind
from builder.content.marks import ProseMark, Ref
from builder.content.origin import Origin
from builder.content.parsed import Parsed
from builder.content.records import Record
from builder.content.terminology import Terminology
from builder.content.yamltree import Document, Loc, Spot
from builder.localization import ENGLISH, Localization
from builder.problems import Problem
from builder.resources import LOCALES, OWN_LOCALES
from builder.wording import Phrase

__all__ = ["Corpus", "Entry"]

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, eq=False)
class Entry(Generic[R_co]):
    """A record, with the file and the path inside it that it was read from."""

    kind: Kind
    record: R_co
    document: Document
    loc: Loc
    original: R_co | None = None
    """The record in the language of the content, if this is a translation: what addresses are made of is the same in all languages."""

    @property
    def id(self) -> str | None:
        """The permanent id; none for kinds whose records have none, or hold the ids of others."""
        return getattr(self.record, "id") if self.kind.identified else None  # noqa: B009 - `Kind.identified` knows that it is there

    @property
    def slug(self) -> str:
        """The name of the entry's file, without folder and ending."""
        return Path(self.document.path).stem

    @cached_property
    def marked(self) -> tuple[tuple[Loc, Ref | ProseMark, str], ...]:
        """All references and prose of the record, in field order: (path, marker, string)."""
        return tuple(fieldroles.marked_fields(self.record))

    @cached_property
    def words(self) -> tuple[tuple[Loc, str, str], ...]:
        """The strings of the record that are translated, in field order: (path, text, the field of the strategy that holds the same words or '')."""
        return tuple(fieldroles.words(self.record))

    @property
    def address(self) -> str:
        """Where the entry stands, below the site's root."""
        return self.kind.place(self.slug, self.id or "", self.original or self.record).path

    def problem(self, code: str, message: Phrase, *field: str | int, near: Spot | None = None) -> Problem:
        """A problem at a field of the record, or at a spot inside it."""
        return self.document.problem((*self.loc, *field), code, message, near=near)


@dataclass(frozen=True, eq=False)
class Corpus:
    """All entries in the order of kinds, files and lists."""

    folder: Path
    entries: tuple[Entry[Record], ...]
    partial: tuple[Entry[Record], ...] = ()
    """Entries with a mistake, for rules that look at each part by itself; their records hold `None` where it is."""
    claimed: frozenset[str] = frozenset()
    """What looks like an id in files that have mistakes; a reference to one of them is no second mistake."""
    incomplete: frozenset[str] = frozenset()
    """Kinds of which an entry has a mistake or could not be read, so that nothing follows from what is not there."""
    nameless: frozenset[str] = frozenset()
    """Kinds of which an id could not be read."""
    catalogues: tuple[Catalogue, ...] = ()
    """The translations of the content, by language."""
    terminologies: tuple[Terminology, ...] = ()
    """The lists of terms of languages."""
    localization: Localization = ENGLISH
    """How the language of the content says what is not content."""
    parsed: Parsed = field(default_factory=Parsed, repr=False)
    """What its files hold, for the next reading."""
    origin: Origin | None = None
    """What it is a translation of, if it is one."""

    @property
    def every(self) -> tuple[Entry[Record], ...]:
        """The entries, and behind them those with a mistake."""
        return self.entries + self.partial

    def of(self, cls: type[R]) -> tuple[Entry[R], ...]:
        """The sound entries of the kind that a record class belongs to."""
        return cast("tuple[Entry[R], ...]", tuple(entry for entry in self.entries if entry.kind is KIND_OF[cls]))

    def localization_in(self, language: str) -> Localization:
        """How a language says what is not content, such as one of its translations."""
        return localization(self.folder, language, self.parsed)

    def may_lack(self, cls: type[Record]) -> bool:
        """Whether entries of the kind that a record class belongs to may be missing, because one has a mistake or could not be read."""
        return KIND_OF[cls].name in self.incomplete

    def may_hold(self, id_: str, kinds: tuple[str, ...] = ()) -> bool:
        """Whether an id that no entry has may belong to what could not be read."""
        return id_ in self.claimed or bool(self.nameless.intersection(kinds) if kinds else self.nameless)


def localization(folder: Path, language: str, parsed: Parsed) -> Localization:
    """A language for the strategy in a content folder: with the catalogue beside that, or with the builder's."""
    path = Localization.catalogue_file(language, (folder.parent / OWN_LOCALES, LOCALES))
    return parsed.file(path, partial(Localization.of_file, language, path), language) if path else Localization(language)
