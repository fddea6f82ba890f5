"""Folders that hold files of ours, by lists of what they were given: only what differs is written, and only what we wrote is removed.

What was written is remembered in a manifest, so a file that someone else put there is never overwritten or deleted.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from builder.problems import ContentError, Problem
from builder.publish import durable
from builder.publish.output.files import TEMPORARY, differs, mode_of, names_in, put, temporary, write_file
from builder.wording import Phrase


@dataclass(frozen=True)
class Changes:
    """How many files a write changed."""

    written: int
    unchanged: int
    removed: int

    def __add__(self, other: Changes) -> Changes:
        """Those of both."""
        return Changes(self.written + other.written, self.unchanged + other.unchanged, self.removed + other.removed)


@dataclass(frozen=True)
class Tree:
    """Files that a folder is to hold, by relative path, and where those are listed that it was given before."""

    folder: Path
    files: Mapping[str, bytes]
    manifest: Path


def write_tree(folder: Path, files: Mapping[str, bytes], manifest: Path) -> Changes:
    """Makes a folder hold `files`, as `write_trees` does."""
    return write_trees([Tree(folder, files, manifest)])[0]


def write_trees(trees: Sequence[Tree]) -> list[Changes]:
    """Makes folders hold their files, touching only files that differ and removing files it wrote before; gives what changed in each.

    Raises `ContentError` if anything that it did not write stands in the way in one of them; then nothing is written.
    """
    before = [set(read_manifest(tree.manifest)) for tree in trees]
    obstacles = {path for tree, names in zip(trees, before, strict=True) for path in _obstacles(tree, names)}
    if obstacles:
        raise ContentError(map(foreign_file, obstacles))
    for folder in {folder for tree in trees for folder in (tree.folder, tree.manifest.parent)}:
        _clear_temporaries(folder)
    return [_write(tree, names) for tree, names in zip(trees, before, strict=True)]


def _write(tree: Tree, before: set[str]) -> Changes:
    """Writes a tree in whose way nothing stands; the list of its files holds at every moment all that may be there.

    The files themselves need not be on the disk when this ends: the next build compares them byte by byte.
    """
    folder, files = tree.folder, tree.files
    new = temporary()
    write_manifest(tree.manifest, sorted({*before, *files}))
    gone = [name for name in sorted(before - set(files)) if _remove(folder, name)]
    _settle_removals(folder, gone)
    written = 0
    for name, data in sorted(files.items()):
        path = f"{folder}/{name}"  # of strings, as often as there are files
        if stat.S_ISDIR(mode_of(path)):
            _remove_empty(Path(path))
        written += put(path, data, folder / new)
    write_manifest(tree.manifest, sorted(files))
    return Changes(written, len(files) - written, len(gone))


def foreign_file(path: Path) -> Problem:
    """What is wrong where something of others stands in the way."""
    return Problem.of_file(path, "foreign-file", Phrase("this was not written by the builder and is in its way: move it elsewhere"))


def _obstacles(tree: Tree, before: set[str]) -> Iterator[Path]:
    """What was not written by us and stands where something is to go."""
    folder = tree.folder
    if mode_of(tree.manifest) and not stat.S_ISREG(mode_of(tree.manifest)):
        yield tree.manifest
    if os.path.lexists(folder) and not folder.is_dir():
        yield folder
        return
    closed = {name for name in _folders(tree.files) if _bars(folder / name, ours=name in before)}
    yield from (folder / name for name in closed)
    for name, data in tree.files.items():
        if not (closed and closed & _folders([name])) and _in_the_way(folder, name, data, before):
            yield folder / name


def _folders(names: Iterable[str]) -> set[str]:
    """The folders in which files are, by their relative paths, and those in which these are."""
    found = set[str]()
    for name in names:
        above = name.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _bars(path: Path, *, ours: bool) -> bool:
    """Whether something stands where a folder is to go; a file of ours goes by itself."""
    mode = mode_of(path)
    return bool(mode) and not stat.S_ISDIR(mode) and not (ours and stat.S_ISREG(mode))


def _in_the_way(folder: Path, name: str, data: bytes, before: set[str]) -> bool:
    """Whether what stands where a file is to go was not written by us: another file, a folder with other files, a link."""
    path = f"{folder}/{name}"
    mode = mode_of(path)
    if stat.S_ISDIR(mode):
        return not all(f"{name}/{inside}" in before and stat.S_ISREG(mode_of(f"{path}/{inside}")) for inside in names_in(Path(path)))
    return bool(mode) and not (stat.S_ISREG(mode) and (name in before or not differs(path, data)))


def _clear_temporaries(folder: Path) -> None:
    """Removes what a build left that was killed while it wrote a file; no other one is at work there (`locks`)."""
    for path in folder.glob(".*.new"):
        if TEMPORARY.fullmatch(path.name) and stat.S_ISREG(mode_of(path)):
            path.unlink()


def _remove(root: Path, name: str) -> bool:
    """Removes a file of ours, and the folders that are empty then; tells whether there was one. What stands behind a link is not ours."""
    folders = [root / parent for parent in PurePosixPath(name).parents][:-1]
    if not all(stat.S_ISDIR(mode_of(folder)) for folder in folders) or not stat.S_ISREG(mode_of(root / name)):
        return False
    (root / name).unlink()
    for folder in folders:
        if any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _settle_removals(folder: Path, names: Sequence[str]) -> None:
    """Has the disk know that files are gone, before a list of our files says so: else they could come back as somebody else's."""
    left = {next(parent for parent in (folder / name).parents if parent.is_dir()) for name in names}
    for parent in sorted(left):
        durable.sync_folder(parent)


def _remove_empty(folder: Path) -> None:
    """Removes a folder that holds nothing but folders."""
    for path in folder.iterdir():
        _remove_empty(path)
    folder.rmdir()


def read_manifest(path: Path) -> list[str]:
    """The names in a list of our files; none that lead out of its folder, and none where there is no such list."""
    try:
        found = json.loads(path.read_text("utf-8")) if stat.S_ISREG(mode_of(path)) else []
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    return [name for name in found if isinstance(name, str) and _is_inside(name)]


def _is_inside(name: str) -> bool:
    """Whether a name stays inside its folder on every system: to Windows, '/x' and 'C:x' have a root, and 'a\\..\\x' leads out."""
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts


def write_manifest(path: Path, names: list[str]) -> None:
    """Writes a list of our files, to last."""
    write_file(path, (json.dumps(names, indent=0, ensure_ascii=False) + "\n").encode())
