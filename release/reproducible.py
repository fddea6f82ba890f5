"""`python -m release.reproducible CONTENT [PYTHON…]`, run by `make reproducible`: builds in surroundings that differ in all that must not matter, and compares.

Exit code 0 if every byte is the same, and then the last line is the digest of the site; 1 if something differs; 2 if a site could not be built.
"""

from __future__ import annotations

import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from release import surroundings
from release.surroundings import USUAL, Surroundings

SHOWN = 10
"""Differing files that are named."""

Build = Callable[[Surroundings], dict[str, str]]
"""Builds, and gives the digest of each file by its path."""


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The files that are not the same in both, or only in one."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def culprits(build: Build, usual: dict[str, str], other: Surroundings) -> dict[str, list[str]]:
    """What makes a difference: each thing in which surroundings are not the usual ones is changed alone, and the files that differ then are named."""
    found = {name: differing(usual, build(USUAL.with_that_of(other, name))) for name in USUAL.differing(other)}
    return {name: files for name, files in found.items() if files}


def compare(build: Build, others: list[Surroundings], say: Callable[[str], None]) -> str:
    """Builds in the usual surroundings and in others, and gives the digest of the site, or '' if something differs."""
    usual = build(USUAL)
    alike = True
    for other in others:
        changed = ", ".join(name.replace("_", " ") for name in USUAL.differing(other))
        files = differing(usual, build(other))
        if not files:
            say(f"{len(usual)} files, the same byte for byte in other surroundings ({changed}).")
            continue
        alike = False
        say(f"{len(files)} of {len(usual)} files differ in other surroundings ({changed}): {_some(files)}. Looking for what matters …")
        found = culprits(build, usual, other)
        for name, differ in found.items():
            say(f"{name.replace('_', ' ')} matters to {_some(differ)}")
        if not found:
            say("Nothing matters alone: several things together do, or two builds are never the same.")
    return surroundings.digest_of_site(usual) if alike else ""


def _some(files: list[str]) -> str:
    more = len(files) - SHOWN
    return ", ".join(files[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def digest(content: Path, pythons: list[str], say: Callable[[str], None]) -> str:
    """The digest of the site of a content folder, or '' if it is not the same in all surroundings; raises RuntimeError if it could not be built."""
    with tempfile.TemporaryDirectory(prefix="reproducible-") as root:

        def build(where: Surroundings) -> dict[str, str]:
            return surroundings.digests(surroundings.build(where, content.resolve(), Path(root)))

        by_python = [Surroundings(path=f"python-{at}", python=str(Path(python).absolute())) for at, python in enumerate(pythons)]
        return compare(build, [surroundings.otherwise(), *by_python], say)


def main(content: Path, pythons: list[str]) -> int:
    try:
        found = digest(content, pythons, lambda text: print(text, flush=True))
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    if found:
        print(f"Compressed by zlib {zlib.ZLIB_RUNTIME_VERSION}.")
        print(f"site sha256:{found}")
    return 0 if found else 1


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
