"""What the last build was made from and what it left: where neither has changed, there is nothing to build.

What goes in is compared by its bytes: content, templates, look, fonts, settings, editions, the builder itself; what else is installed, by its version.
What came out is compared by what the system says of each file: its size, and when it was last changed, which nobody can set back.
No publisher is asked and no content is read, so that the answer comes at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from builder import resources
from builder.publish import locks, output, unheeded
from builder.settings import EVIDENCE

__all__ = ["LastBuild", "maker"]

VARIABLE = re.compile(r"\b[A-Za-z_][A-Za-z0-9_]*\b")
"""What may be the name of a variable of the environment."""
ALWAYS = frozenset({"EDIT_BASE"})
"""The variables of the environment that a build looks for without being told to."""
UNKNOWN = re.compile(rf"hooks|markdown_extensions|plugins\.(?!{unheeded.PLUGIN}(?:\.|$)).*")
"""Settings that bring in what may read anything: what a build was made from cannot be told then, and each does all."""
CONTENT = frozenset({"content", "templates", "editions", "fonts", "packaged templates", "packaged fonts"})
"""The sources that reach the pages of a site by the docs folder alone."""
PACKAGE = Path(__file__).resolve().parent.parent
"""The builder's own code."""


def maker(locales: Path) -> str:
    """A digest of what makes pages besides templates: the builder, the words of languages, and the versions of what else is installed.

    '' if something of that cannot be read.
    """
    digest = hashlib.sha256(json.dumps([sys.version, *sorted(_installed())]).encode())
    try:
        for folder in (PACKAGE, resources.LOCALES, locales):
            for inside, data in _contents(folder):
                digest.update(f"\0{inside}\0".encode() + data)
            digest.update(b"\0\0")
    except OSError:
        return ""
    return digest.hexdigest()


@dataclass(frozen=True)
class LastBuild:
    """What is remembered of the last build with the same docs folder."""

    file: Path
    """Where it is remembered."""
    sources: Mapping[str, Path]
    """The files and folders that the next one is made from, by what they are."""
    told: Mapping[str, object]
    """What it is told besides."""
    known: bool = True
    """Whether that is all that it may be made from."""

    @classmethod
    def of(cls, docs: Path, config_file: Path, sources: Mapping[str, Path], told: Mapping[str, object]) -> LastBuild:
        """That of a docs folder; to `sources` and to what is `told` come the settings of the publisher, what they name, and the builder itself.

        Raises `ContentError` if the settings inherit themselves.
        """
        packaged = {f"packaged {folder.name}": folder for folder in (resources.TEMPLATES, resources.LOOK, resources.FONTS, resources.LOCALES)}
        found = {"builder": PACKAGE, **packaged, **sources}
        names, known = set(ALWAYS), True
        for at, (file, settings) in enumerate(unheeded.inherited(config_file)):
            found[f"settings {at}"] = file
            names.update(VARIABLE.findall(file.read_text("utf-8")))
            known = known and not any(map(UNKNOWN.fullmatch, settings))
            if isinstance(own := settings.get("theme.custom_dir"), yaml.ScalarNode):
                found[f"theme {at}"] = file.parent / own.value
        variables = {name: os.environ[name] for name in sorted(names & os.environ.keys())}
        more = {"variables": variables, "python": sys.version, "installed": sorted(_installed())}
        return cls(docs.parent / EVIDENCE / "build.json", found, {**told, **more}, known and "settings 0" in found)

    @cached_property
    def key(self) -> str:
        """A digest of all that the next build is made from, as it stands when this is asked first; '' if nobody knows what that is."""
        return self._digest(self.sources)

    @property
    def look(self) -> str:
        """A digest of all that pages have in common, and of more than that: of what is no content.

        '' if nobody knows what that is, as with templates of one's own in the look, which may say anything of any page.
        """
        shared = [name for name in self.sources if name not in CONTENT]
        own = [self.sources[name] for name in shared if name.startswith(("overrides", "theme"))]
        return "" if any(next(folder.rglob("*.html"), None) for folder in own) else self._digest(shared)

    def _digest(self, names: Iterable[str]) -> str:
        if not self.known:
            return ""
        digest = hashlib.sha256(json.dumps(self.told, sort_keys=True, default=str).encode())
        try:
            for name in names:
                for inside, data in _contents(self.sources[name]):
                    digest.update(f"\0{name}\0{inside}\0".encode() + data)
        except OSError:  # what cannot be read, or is no file, is for the build to tell of
            return ""
        return digest.hexdigest()

    def said(self) -> dict[str, Any] | None:
        """What the last build said at its end, if it was made from the same and all that it wrote is as it was left; none if not, or if nobody knows.

        To be asked before the next build begins, which then remembers what it was made from as it stood.
        """
        key = self.key
        try:
            found = json.loads(self.file.read_text("utf-8"))
            if key and found["key"] == key and found["left"] == _left(found["outputs"]):
                return dict(found["said"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        return None

    def keep(self, outputs: Iterable[Path], said: Mapping[str, object]) -> None:
        """Remembers a build that has ended, as `said` was asked before it: the files and folders that it wrote, and what it says."""
        if self.key:
            paths = [os.path.abspath(path) for path in outputs]  # noqa: PTH100 - not behind links
            record = {"key": self.key, "outputs": paths, "left": _left(paths), "said": dict(said)}
            output.write_file(self.file, (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode())


def _installed() -> Iterator[str]:
    """Names and versions of what is installed, as the folders are called that describe it (PEP 376)."""
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder):  # noqa: PTH112 - as often as there are folders
            with os.scandir(folder) as found:
                yield from (entry.name for entry in found if entry.name.endswith((".dist-info", ".egg-info")))


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Digests of the files of a folder by their relative paths, in order, or of a single file; what is not there has nothing.

    Raises `OSError` for what cannot be read, and for pipes and devices, which might never end.
    """
    for file in sorted(_files(path)) if path.is_dir() else filter(os.path.lexists, [str(path)]):
        if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116 - as often as there are files
            raise OSError(f"{file} is no file")
        with open(file, "rb") as opened:  # noqa: PTH123 - likewise
            yield os.path.relpath(file, path), hashlib.file_digest(opened, "sha256").digest()


def _left(paths: Iterable[str]) -> str:
    """A digest of what the system says of the files of folders, or of single ones."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(_files(path)) if os.path.isdir(path) else [path]:  # noqa: PTH112 - likewise
            seen = os.lstat(file)
            digest.update(f"{file[len(path) :]}\0{seen.st_mode}\0{seen.st_size}\0{seen.st_mtime_ns}\0{seen.st_ctime_ns}\0".encode())
    return digest.hexdigest()


def _files(folder: str | Path) -> Iterator[str]:
    """All that is no folder; neither what Python keeps there nor what builds lock."""
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(where, name) for name in names if name != locks.NAME)  # noqa: PTH118 - likewise
