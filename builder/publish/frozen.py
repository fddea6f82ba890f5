"""Editions of the publication: the rules of `content/editions.yml`, and frozen copies of the published site.

A frozen edition is one ZIP file, written once (`builder build --edition`) and never again. Every later build unpacks it
below `editions/<edition>/` of the docs folder, so a copy survives a fresh machine, any publisher and any change of the content.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from builder.content import addresses
from builder.content.load import Corpus, Entry
from builder.content.records import Registration
from builder.model import register
from builder.model.strategy import Strategy
from builder.problems import ContentError, Problem, suggest

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a frozen edition: the earliest that a ZIP file can hold, so that no clock shows."""


# --- frozen copies ------------------------------------------------------------------------------


def pack(files: Mapping[str, bytes]) -> bytes:
    """A site as a ZIP file; same files, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def archive_of(folder: Path, name: str) -> Path:
    """The file that holds a frozen edition."""
    return folder / f"{addresses.edition_slug(name)}.zip"


def frozen(folder: Path) -> dict[str, dict[str, bytes]]:
    """The frozen editions of a folder: slug → files by path. Raises `ContentError` if one cannot be read."""
    found: dict[str, dict[str, bytes]] = {}
    problems = []
    for path in sorted(folder.glob("*.zip")) if folder.is_dir() else ():
        try:
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                found[path.stem] = {name: archive.read(name) for name in names}
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
            problems.append(Problem(path.as_posix(), 1, 1, "frozen-edition", f"cannot be read as a frozen edition ({error}): restore the file"))
            continue
        outside = next((name for name in names if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")), None)
        if outside:
            problems.append(Problem(path.as_posix(), 1, 1, "frozen-edition", f"holds a file outside its folder ('{outside}'): restore the file"))
    if problems:
        raise ContentError(problems)
    return found


def refuse_unready(strategy: Strategy) -> None:
    """Raises `ContentError` if the edition must not be frozen yet: it is not described, or ids are not registered."""
    problems = []
    thing, document = strategy.root, strategy.document
    folder = thing.file.removesuffix("strategy.yml")
    if document.edition.name not in {edition.record.name for edition in strategy.of("edition")}:
        problems.append(
            Problem(
                f"{folder}editions.yml",
                1,
                1,
                "edition-unknown",
                f"says nothing of edition {document.edition.name}: add it with its date, a summary and what changed",
            )
        )
    new = register.Registry(strategy).unregistered()
    if new:
        some = ", ".join(identifier.id for identifier in new[:3]) + (f" and {len(new) - 3} more" if len(new) > 3 else "")
        problems.append(Problem(f"{folder}register.yml", 1, 1, "not-registered", f"lacks ids that this edition would publish ({some}): run 'builder ids'"))
    if problems:
        raise ContentError(problems)


# --- rules --------------------------------------------------------------------------------------

Rule = Callable[[Corpus], Iterator[Problem]]


def check(corpus: Corpus) -> list[Problem]:
    """All problems of the list of editions, where there is one."""
    return [problem for rule in RULES for problem in rule(corpus)]


def editions_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """Names are distinct, also as addresses, and the newest edition comes first."""
    seen: dict[str, str] = {}
    before = None
    for entry in corpus.of("edition"):
        slug = addresses.edition_slug(entry.record.name)
        if slug in seen:
            yield entry.problem(
                "duplicate-edition", f"edition '{entry.record.name}' has the same address (editions/{slug}/) as '{seen[slug]}': choose another name", "name"
            )
        seen.setdefault(slug, entry.record.name)
        if before is not None and entry.record.date > before:
            yield entry.problem("edition-order", f"edition '{entry.record.name}' is newer than the one above it: put the newest first", "date")
        before = entry.record.date


def edition_is_listed(corpus: Corpus) -> Iterator[Problem]:
    """Where editions are listed, the one that `strategy.yml` names is among them, with the same date."""
    listed = {entry.record.name: entry for entry in corpus.of("edition")}
    for entry in corpus.of("strategy"):
        edition = entry.record.edition
        if not listed or "edition" in corpus.incomplete:
            continue
        if edition.name not in listed:
            yield entry.problem(
                "edition-unknown",
                f"edition '{edition.name}' is not in editions.yml: add it there, with what changed.{suggest(edition.name, listed)}",
                "edition",
                "name",
            )
        elif listed[edition.name].record.date != edition.date:
            there = listed[edition.name].record.date.isoformat()
            yield entry.problem(
                "edition-date", f"edition '{edition.name}' is dated {edition.date.isoformat()} here and {there} in editions.yml: correct one", "edition", "date"
            )


def ids_of_changes_exist(corpus: Corpus) -> Iterator[Problem]:
    """The ids that changes name are in the content or in the register."""
    known = {entry.id for entry in corpus.every if entry.id} | {entry.record.id for entry in corpus.of("registration")}
    for entry in corpus.of("edition"):
        for at, change in enumerate(entry.record.changes):
            for number, name in enumerate(change.ids):
                if name not in known and not corpus.may_hold(name):
                    yield entry.problem(
                        "unknown-reference",
                        f"there is no '{name}', neither in the content nor in the register.{suggest(name, known)}",
                        "changes",
                        at,
                        "ids",
                        number,
                    )


def first_editions_are_listed(corpus: Corpus) -> Iterator[Problem]:
    """The register names only editions that are listed; each that is not is reported once."""
    listed = {entry.record.name for entry in corpus.of("edition")}
    if not listed or "edition" in corpus.incomplete:
        return
    unknown: dict[str, list[Entry[Registration]]] = {}
    for entry in corpus.of("registration"):
        if entry.record.since not in listed:
            unknown.setdefault(entry.record.since, []).append(entry)
    for name, entries in unknown.items():
        more = f" ({len(entries)} ids have it)" if len(entries) > 1 else ""
        yield entries[0].problem("edition-unknown", f"edition '{name}' is not in editions.yml{more}.{suggest(name, listed)}", "since")


RULES: tuple[Rule, ...] = (editions_are_in_order, edition_is_listed, ids_of_changes_exist, first_editions_are_listed)
