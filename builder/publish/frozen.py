"""Frozen copies of the published site, one an edition.

A frozen edition is one ZIP file, written once (`builder build --edition`) and never again. Every later build unpacks it
below `editions/<edition>/` of the docs folder, so a copy survives a fresh machine, any publisher and any change of the content.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from builder.content import addresses
from builder.content.records import EditionNote
from builder.model import register
from builder.model.strategy import Strategy
from builder.problems import ContentError, Problem, some
from builder.settings import Settings, folder
from builder.wording import Phrase

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a frozen edition: the earliest that a ZIP file can hold, so that no clock shows."""


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
            problems.append(Problem.of_file(path, "frozen-edition", Phrase("cannot be read as a frozen edition ({error}): restore the file", error=error)))
            continue
        outside = next((name for name in names if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")), None)
        if outside:
            problems.append(Problem.of_file(path, "frozen-edition", Phrase("holds a file outside its folder ('{outside}'): restore the file", outside=outside)))
    if problems:
        raise ContentError(problems)
    return found


def within(kept: Mapping[str, Mapping[str, bytes]], settings: Settings) -> dict[str, dict[str, bytes]]:
    """What frozen editions have in one language: each lies below the root of its language, as the current one does."""
    others = tuple(folder(language) for language in settings.languages[1:] if language != settings.language)
    found = {
        slug: {name.removeprefix(settings.within): data for name, data in files.items() if name.startswith(settings.within) and not name.startswith(others)}
        for slug, files in kept.items()
    }
    return {slug: files for slug, files in found.items() if files}


def refuse_unready(strategy: Strategy) -> None:
    """Raises `ContentError` if the edition must not be frozen yet: it is not described, or ids are not registered."""
    problems = []
    publication, folder = strategy.publication, strategy.folder
    if publication.edition.name not in {edition.record.name for edition in strategy.of(EditionNote)}:
        message = Phrase("says nothing of edition {name}: add it with its date, a summary and what changed", name=publication.edition.name)
        problems.append(Problem.of_file(f"{folder}editions.yml", "edition-unknown", message))
    new = register.Register(strategy).unregistered()
    if new:
        names = some([identifier.id for identifier in new])
        message = Phrase("lacks ids that this edition would publish ({names}): run 'builder ids'", names=names)
        problems.append(Problem.of_file(f"{folder}registry.yml", "not-registered", message))
    if problems:
        raise ContentError(problems)
