"""What files hold, as they were read last: a preview parses only those that have changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["Parsed"]

T = TypeVar("T")


class Parsed:
    """What has been read in one reading of a content folder.

    Nothing is ever read from the disk that could not be read anew: this is kept in memory, and for the next reading alone.
    """

    def __init__(self, before: Parsed | None = None) -> None:
        self._before = before._found if before else {}
        self._found: dict[tuple[str, Path], tuple[tuple[object, ...], Any]] = {}

    def file(self, path: Path, parse: Callable[[], T], *parts: object) -> T:
        """What `parse` makes of a file and of further `parts`: as it was made before, if the file and each of the parts is the same.

        What is given is never to be changed. Raises what `parse` does.
        """
        if not path.is_file():  # but a folder, or a pipe that never ends: of which `parse` tells
            return parse()
        try:
            digest = hashlib.sha256(path.read_bytes()).digest()
        except OSError:
            return parse()
        return self._once("file", path, parse, digest, *parts)

    def value(self, name: str, make: Callable[[], T], *parts: object) -> T:
        """The same of what is made of `parts` alone."""
        return self._once(name, Path(), make, *parts)

    def _once(self, name: str, path: Path, make: Callable[[], T], *parts: object) -> T:
        known = self._before.get((name, path))
        if known is None or not _same(known[0], parts):
            known = parts, make()
        self._found[name, path] = known
        found: T = known[1]
        return found


def _same(ones: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether parts are the same objects, texts and digests also if they are equal: an object may be equal to one that says something else."""
    return len(ones) == len(others) and all(
        one is other or (type(one) is type(other) and isinstance(one, bytes | str) and one == other) for one, other in zip(ones, others, strict=True)
    )
