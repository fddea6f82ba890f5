"""What files hold, as they were read last: a preview parses only those that have changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["Parsed"]

T = TypeVar("T")


class Parsed:
    """What one reading of a content folder has made of its files: in memory, and for the next reading alone."""

    def __init__(self, before: Parsed | None = None) -> None:
        self._before = before._found if before else {}
        self._found: dict[Path | str, tuple[tuple[object, ...], Any]] = {}

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
        return self._once(path, parse, digest, *parts)

    def value(self, name: str, make: Callable[[], T], *parts: object) -> T:
        """The same of what is made of `parts` alone."""
        return self._once(name, make, *parts)

    def _once(self, name: Path | str, make: Callable[[], T], *parts: object) -> T:
        known = self._found.get(name) or self._before.get(name)
        if known is None or not _same(known[0], parts):
            known = parts, make()
        self._found[name] = known
        found: T = known[1]
        return found


def _same(ones: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether parts are the same: texts and digests if they are equal, other objects only if they are one, since equal ones may say something else."""
    return len(ones) == len(others) and all(one is other or (isinstance(one, bytes | str) and one == other) for one, other in zip(ones, others, strict=True))
