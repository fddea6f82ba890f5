"""What a build was made from, and what it left: where neither has changed, it is done already.

Output follows from content, templates, look, fonts, settings, frozen editions, the environment that settings name, and the code with its libraries.
All of that is the evidence of a build. Its digest is kept in one file beside the docs folder, with one of names, sizes and times of what was written;
the file may be deleted at any time, and says nothing if it is damaged or of another version.
Only the standard library is imported, so that asking takes less time than loading what builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import resources

__all__ = ["Evidence", "Inputs", "known", "record"]

VERSION = 1
"""Of the file; another one says nothing."""
ALWAYS = ("EDIT_BASE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the environment that count whatever the settings name: where pages are edited, and the language of messages."""
CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Inputs:
    """Where all is that a build is made from, besides what comes with the builder."""

    folders: tuple[Path, ...]
    """Of content, templates, overrides, fonts, editions; they need not be there."""
    settings: Path
    """The publisher's settings."""
    options: tuple[str, ...]
    """What else the command was told."""

    def digest(self) -> str:
        """The digest of all of it, as it is now."""
        found = hashlib.blake2b(digest_size=16)
        text = self.settings.read_bytes() if self.settings.is_file() else b""
        own = (CODE, resources.TEMPLATES, resources.LOOK, resources.FONTS, resources.LOCALES, resources.SETTINGS.parent)
        for piece in (*_libraries(), *self.options, *_environment(text.decode("utf-8", "replace"))):
            found.update(piece.encode("utf-8", "surrogateescape") + b"\0")
        found.update(text)
        for folder in dict.fromkeys((*own, *self.folders)):
            found.update(f"\0{folder}\0".encode("utf-8", "surrogateescape"))
            for path, _ in _files(folder):
                found.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0")
                found.update(hashlib.blake2b(path.read_bytes()).digest())
        return found.hexdigest()


def _libraries() -> Iterator[str]:
    """Python and the packages beside it, with their versions, as the names of their folders tell them."""
    yield sys.version
    for folder in dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib")):
        yield from sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))) if os.path.isdir(folder) else ()  # noqa: PTH112, PTH208


def _environment(settings: str) -> Iterator[str]:
    """The variables that count, with their values: those whose name stands in the settings among them."""
    for name, value in sorted(os.environ.items()):
        if name in ALWAYS or (len(name) > 1 and name in settings):
            yield f"{name}={value}"


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """All files of a folder, in the order of their names; not what Python keeps of its own."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(Path(entry.path))
        else:
            yield Path(entry.path), entry.stat(follow_symlinks=False)


def _left(folders: Iterable[str]) -> str:
    """The digest of what lies in folders: names, sizes, times of the last change."""
    found = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path, status in _files(Path(folder)):
            found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


@dataclass(frozen=True)
class Evidence:
    """What is kept of a build."""

    inputs: str
    folders: tuple[str, ...]
    """Those that it filled."""
    left: str
    said: Mapping[str, object]
    """What it had to say, to be said again."""


def record(path: Path, inputs: str, folders: Iterable[Path], said: Mapping[str, object]) -> tuple[Path, bytes]:
    """The file that keeps the evidence of a build that has just been made, and what it holds; `inputs` is the digest of before it began."""
    names = tuple(str(folder) for folder in folders)
    kept = {"version": VERSION, "inputs": inputs, "folders": names, "left": _left(names), "said": said}
    return path, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogateescape")


def known(path: Path, inputs: Inputs) -> Evidence | None:
    """The last build, if it was made from the same and all that it wrote is as it was; else nothing."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["version"] != VERSION:
            return None
        found = Evidence(str(kept["inputs"]), tuple(map(str, kept["folders"])), str(kept["left"]), dict(kept["said"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if _left(found.folders) == found.left and inputs.digest() == found.inputs else None
