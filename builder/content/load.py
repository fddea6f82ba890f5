"""Second stage: the content folder → entries, each a frozen record with the place it came from.

All files are read and validated before anything is reported, so an editor sees every problem at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from builder.content import catalogues, shape_errors, terminology, yamlfile
from builder.content.catalogues import Catalogue
from builder.content.corpus import Corpus, Entry, localization
from builder.content.fieldroles import inner_records
from builder.content.fields import ID_PATTERN, no_text
from builder.content.kind_phrases import noun, one
from builder.content.kinds import KIND_OF, KINDS, Kind
from builder.content.parsed import Parsed
from builder.content.records import UNITS, Publication, Record, Units
from builder.content.salvage import salvage
from builder.content.terminology import Terminology
from builder.content.yamltree import Document, Loc, Missing, Spot
from builder.localization import ENGLISH, Localization
from builder.problems import Problem, of_system, suggest
from builder.wording import Phrase

__all__ = ["load"]

BODY = "text"
"""The field that takes the body of a file with front matter."""
TESTS = "tests"
"""The folder for tests of the strategy, in which no content is looked for."""
CATALOGUES = f"{catalogues.FOLDER}/*{catalogues.SUFFIX}"
TERMS = f"{catalogues.FOLDER}/*{terminology.SUFFIX}"
"""Where translations and lists of terms are kept."""
_USUAL = Units()
"""What is known of units where no strategy says anything of them."""


def load(folder: Path, before: Parsed | None = None) -> tuple[Corpus, list[Problem]]:
    """Reads a content folder; the corpus holds what could be read, the problems say what could not. `before` is what its files held before."""
    if not folder.is_dir():
        return Corpus(folder, ()), [
            Problem.of_file(_name(folder, folder), "no-content", Phrase("this content folder does not exist: create it, or name another with --content"))
        ]
    closed = list(_closed_folders(folder))
    if closed:
        return Corpus(folder, ()), closed
    reading = _Reading(folder, Parsed(before))
    for path, problem in _stray_files(folder):
        reading.problems.append(problem)
        reading.claimed.update(_ids_in(path))
    for kind in KINDS:
        if kind.location:
            reading.take(kind)
        if kind.record is Publication:
            reading.take_language()
    reading.take_translations()
    return reading.corpus(), reading.problems


@dataclass
class _Reading:
    """What has been read of a content folder so far, as `Corpus` will hold it."""

    folder: Path
    parsed: Parsed
    entries: list[Entry[Record]] = field(default_factory=list)
    partial: list[Entry[Record]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)
    catalogues: list[Catalogue] = field(default_factory=list)
    terminologies: list[Terminology] = field(default_factory=list)
    units: Units = field(default_factory=lambda: _USUAL)
    """What is known of units, as soon as the strategy's own entry is read, which is the first."""
    localization: Localization = ENGLISH

    def take_translations(self) -> None:
        """Reads all catalogues, and the lists of terms."""
        for path in _visible(self.folder, CATALOGUES):
            name = _name(self.folder, path)
            catalogue, found = self.parsed.file(path, partial(catalogues.read, path, name), name)
            self.problems.extend(found)
            self.catalogues.extend([catalogue] if catalogue else [])
        for path in _visible(self.folder, TERMS):
            name = _name(self.folder, path)
            terms, found = self.parsed.file(path, partial(terminology.read, path, name), name)
            self.problems.extend(found)
            self.terminologies.extend([terms] if terms else [])

    def take(self, kind: Kind) -> None:
        """Reads all files of a kind."""
        paths = _visible(self.folder, kind.location)
        if not paths and kind.required:
            message = Phrase("this file is missing: a strategy needs {what}", what=one(noun(kind.name)))
            self.problems.append(Problem.of_file(_name(self.folder, self.folder / kind.location), "missing-file", message))
            self.incomplete.add(kind.name)
            self.nameless.add(kind.name)
        for path in paths:
            name = _name(self.folder, path)
            found = self.parsed.file(path, partial(_load_file, kind, path, name, self.units), kind.name, name, self.units)
            self.entries.extend(found.entries)
            self.partial.extend(found.partial)
            self.problems.extend(found.problems)
            ids = _ids_in(path) if found.problems else []
            self.claimed.update(ids)
            if not found.whole:
                self.incomplete.add(kind.name)
                self.nameless.update([kind.name] if not ids else [])

    def take_language(self) -> None:
        """Learns from the strategy's own entry, which is read first, in what language the others are, and what units they have."""
        own = next((entry.record for entry in self.entries if isinstance(entry.record, Publication)), None)
        if own is not None:
            self.localization = localization(self.folder, own.language, self.parsed)
            self.units = self.parsed.value("units", lambda: units(self.entries, self.localization), own, self.localization.catalogue)

    def corpus(self) -> Corpus:
        """All of it, with what follows from entries that have mistakes."""
        incomplete = self.incomplete | {entry.kind.name for entry in self.partial}
        nameless = self.nameless | {entry.kind.name for entry in self.partial if entry.id is None}
        nameless &= {kind.name for kind in KINDS if kind.identified}
        if nameless:
            nameless.update(kind.name for kind in KINDS if not kind.location)  # what lives inside other entries
        return Corpus(
            self.folder,
            tuple(self.entries),
            tuple(self.partial),
            frozenset(self.claimed),
            frozenset(incomplete),
            frozenset(nameless),
            tuple(self.catalogues),
            tuple(self.terminologies),
            self.localization,
            self.parsed,
        )


def _closed_folders(folder: Path) -> Iterator[Problem]:
    """Folders of the content that may not be looked into: what they hold is unknown, so nothing can be said of the rest."""
    for place in [folder, *sorted({(folder / location).parent for location in [*(kind.location for kind in KINDS if kind.location), TERMS]} - {folder})]:
        try:
            next(place.iterdir(), None)
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            if place.exists():  # and not something else above it
                yield Problem.of_file(_name(folder, place), "unreadable", Phrase("is no folder, and one must stand here: move or rename it"))
        except OSError as error:
            message = Phrase("this folder cannot be read ({reason}): check its permissions", reason=of_system(error))
            yield Problem.of_file(_name(folder, place), "unreadable", message)


def _visible(folder: Path, location: str) -> list[Path]:
    return sorted(path for path in folder.glob(location) if not _is_hidden(path))


def _is_hidden(path: Path) -> bool:
    """Whether a file is an editor program's own, such as '.france.yml.swp'."""
    return path.name.startswith(".") and not path.name.startswith("..")


def _ids_in(path: Path) -> list[str]:
    """What looks like an id in a file that has mistakes."""
    if not path.is_file():
        return []
    try:
        return re.findall(rf"\bid:\s*[\"']?({ID_PATTERN})", path.read_text("utf-8", errors="replace"))
    except OSError:
        return []


def _name(folder: Path, path: Path) -> str:
    return path.as_posix() if path == folder else f"{folder.as_posix()}/{path.relative_to(folder).as_posix()}"


def _stray_files(folder: Path) -> Iterator[tuple[Path, Problem]]:
    """Files that look like content and are none; the strategy's own tests, in `TESTS`, may hold what they like."""
    wanted = [*(kind.location for kind in KINDS if kind.location), TERMS]
    known = {path for location in wanted for path in folder.glob(location)}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path in known or path.is_dir() or _is_hidden(path) or relative.startswith(f"{TESTS}/"):
            continue
        if path.suffix.lower() in (".yml", ".yaml", ".md"):
            message = Phrase("no kind of content is kept in this file, so nothing would be read from it.") + suggest(relative, wanted)
            yield path, Problem.of_file(_name(folder, path), "stray-file", message)


@dataclass
class _File:
    """What a file of content holds."""

    problems: list[Problem]
    whole: bool = False
    """Whether something could be read of each entry."""
    entries: list[Entry[Record]] = field(default_factory=list)
    partial: list[Entry[Record]] = field(default_factory=list)


def _load_file(kind: Kind, path: Path, name: str, units: Units) -> _File:
    """The entries of a file, sound and partial."""
    document, problems = yamlfile.read_front_matter(path, name, BODY) if kind.layout == "front-matter" else yamlfile.read(path, name)
    if document is None:
        return _File(problems)
    wanted = list if kind.layout == "list" else dict
    if not isinstance(document.value, wanted):
        what = Phrase("a list, each item starting with '- '") if wanted is list else Phrase("keys and values, as in 'id: …'")
        return _File([*problems, document.problem((), "wrong-top-level", Phrase("must hold {what} at its top level", what=what))])
    items: list[tuple[Loc, Any]] = [((at,), value) for at, value in enumerate(document.value)] if kind.layout == "list" else [((), document.value)]
    read = _File(problems, whole=True)
    for loc, value in items:
        record: Record | None
        found = read.entries
        try:
            record = kind.record.model_validate(value, context=units)
        except ValidationError as error:
            problems.extend(_validation_problems(error, kind.record, document, loc))
            record, found = salvage(kind.record, value), read.partial
        if record is None:
            read.whole = False
            continue
        found.append(Entry(kind, record, document, loc))
        for inner_loc, inner in inner_records(record):
            found.append(Entry(KIND_OF[type(inner)], inner, document, (*loc, *inner_loc)))
    return read


def units(entries: Iterable[Entry[Record]], localization: Localization | None = None) -> Units:
    """What is known of units, by name: as the strategy says, whose own entry is read first, or else as is usual."""
    own = next((entry.record for entry in entries if isinstance(entry.record, Publication)), None)
    return Units(own.units if own else UNITS, localization or Localization(own.language if own else ENGLISH.language))


def _validation_problems(error: ValidationError, model: type[Record], document: Document, base: Loc) -> Iterator[Problem]:
    for detail in error.errors():
        loc: Loc = (*base, *detail["loc"])
        if isinstance(detail["input"], Missing) or (detail["type"] == "too_short" and detail["input"]):
            continue
        code, message, at_key = shape_errors.describe(detail, model)
        near = Spot(no_text(detail["input"])[0]) if code == "control-character" else None
        yield document.problem(loc, code, message, key=at_key, near=near)
