"""Files of a strategy that replace those of the builder: copying one to change it, and telling which the builder has changed since.

What a file was copied from is kept beside it as a digest, since nothing else tells later what the builder had then: the copy has changed,
and the builder has only what it is now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import resources
from builder.problems import ContentError, Problem, suggest
from builder.wording import Phrase

__all__ = ["Area", "areas", "copies", "outdated"]

ORIGINS = ".origin.json"
"""In a folder of replacements: the digest of what each was copied from, by its name."""
_NO_EFFECT = "mkdocs_theme.yml"
"""What MkDocs reads from the theme's own folder only."""


@dataclass(frozen=True)
class Area:
    """A folder of a strategy, and the one of the builder whose files it replaces."""

    name: str
    own: Path
    packaged: Path

    @property
    def files(self) -> dict[str, Path]:
        """What can be replaced, by the name that a user gives it: 'templates/pages/topic.md.jinja'."""
        return {f"{self.name}/{name}": path for name, path in resources.visible(self.packaged) if name != _NO_EFFECT}

    @property
    def is_the_builder(self) -> bool:
        """Whether the strategy stands in a checkout of the builder, where there is nothing to replace."""
        return resources.same(self.own, self.packaged)


def areas(templates: Path, overrides: Path) -> tuple[Area, ...]:
    """What a strategy can replace, from its folders for both."""
    return Area("templates", templates, resources.TEMPLATES), Area("overrides", overrides, resources.LOOK)


def copies(area: Area, names: list[str], *, accept: bool = False) -> dict[str, bytes]:
    """What to write into an area's own folder so that it replaces files of the builder by copies of them, which are then to be changed.

    With `accept`, the files are there already and take account of the builder's as they are now; only that is written down.
    Raises `ContentError` with every name that stands for no file, and for files that are there or are not, when they should not or should be.
    """
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    origins = _origins(area.own)
    for name in names:
        inner = name.removeprefix(f"{area.name}/")
        own, there = area.own / inner, area.files.get(name)
        if there is None:
            problems.append(
                Problem.of_file("builder override", "unknown-template", Phrase("there is no '{name}' to replace.", name=name) + suggest(name, area.files))
            )
        elif area.is_the_builder:
            problems.append(Problem.of_file(own, "unknown-template", Phrase("is the builder's own: change it as it is")))
        elif own.is_file() != accept:
            message = (
                Phrase("is not there yet: leave out --accept")
                if accept
                else Phrase("is there already; once it takes account of the builder's own, add --accept")
            )
            problems.append(Problem.of_file(own, "file-taken", message))
        else:
            origins[inner] = _digest(there)
            files |= {} if accept else {inner: there.read_bytes()}
    if problems:
        raise ContentError(problems)
    return {**files, ORIGINS: (json.dumps(dict(sorted(origins.items())), indent=1) + "\n").encode()}


def outdated(area: Area) -> Iterator[Problem]:
    """Warns of replacements that may lack what the builder's own file has: it has changed since, is gone, or nothing tells."""
    origins = _origins(area.own)
    for name in () if area.is_the_builder else resources.replaced(area.own, area.packaged):
        own, there, known = (area.own / name).as_posix(), area.packaged / name, origins.get(name)
        done = Phrase("then run 'builder override --accept {name}'", name=f"{area.name}/{name}")
        if not there.is_file():
            if known:
                message = Phrase("replaces a file that the builder does not have any more: move what you need of it to another, and delete it")
                yield Problem.of_file(own, "template-gone", message, "warning")
        elif known is None:
            message = Phrase(
                "replaces {other}, and nothing says which version it was copied from: compare the two, {done}",
                other=resources.shown(there).as_posix(),
                done=done,
            )
            yield Problem.of_file(own, "template-origin", message, "warning")
        elif known != _digest(there):
            message = Phrase(
                "replaces {other}, which the builder has changed since it was copied: take over what is new, {done}",
                other=resources.shown(there).as_posix(),
                done=done,
            )
            yield Problem.of_file(own, "template-changed", message, "warning")


def _origins(own: Path) -> dict[str, str]:
    """What is written down in a folder. Raises `ContentError` if it cannot be read."""
    path = own / ORIGINS
    try:
        found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return {str(name): str(digest) for name, digest in found.items()}
    except (ValueError, AttributeError):
        message = Phrase("is not as 'builder override' writes it: restore it, or delete it and run 'builder override --accept' for each file")
        raise ContentError([Problem.of_file(path, "template-origin", message)]) from None


def _digest(path: Path) -> str:
    """The same for any line ends, which git may change."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
