"""The one module that touches the disk for output.

It writes only what changed, removes only what it wrote itself, and swaps a finished site in whole.
What it wrote is remembered in a manifest, so a file that someone else put there is never overwritten or deleted.

The swap is by hand: a rename replaces a file in one step but no folder that is not empty, so libraries for atomic writing stop at files.
Linux can exchange two folders (renameat2), which Python does not offer; elsewhere there are two renames, and `recover_site` mends
what a kill between them leaves.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from builder.problems import ContentError, Problem

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds between attempts; elsewhere, an open file is no obstacle, and what is refused stays so."""
SITE_MANIFEST = ".builder.json"
"""In a published site: the list of its files, which marks the folder as ours to replace."""


@dataclass(frozen=True)
class Changes:
    """How many files a write changed."""

    written: int
    unchanged: int
    removed: int

    def __add__(self, other: Changes) -> Changes:
        """Those of both."""
        return Changes(self.written + other.written, self.unchanged + other.unchanged, self.removed + other.removed)


def write_tree(folder: Path, files: Mapping[str, bytes], manifest: Path) -> Changes:
    """Makes a folder hold `files` (by relative path), touching only files that differ and removing files it wrote before.

    Raises `ContentError` if a file that it did not write stands in the way.
    """
    before = set(_read_manifest(manifest))
    obstacles = {*_folders_in_the_way(folder, files, before)}
    obstacles |= {path for name, data in files.items() if (path := _in_the_way(folder, name, data, before)) is not None}
    if obstacles:
        raise ContentError(
            Problem(path.as_posix(), 1, 1, "foreign-file", "this was not written by the builder and is in its way: move it elsewhere") for path in obstacles
        )
    _write_manifest(manifest, sorted(before | set(files)))
    stale = sorted(before - set(files))
    for name in stale:
        _remove(folder, folder / name)
    written = 0
    for name, data in sorted(files.items()):
        written += write_file(folder / name, data)
    _write_manifest(manifest, sorted(files))
    return Changes(written, len(files) - written, len(stale))


def _folders_in_the_way(folder: Path, names: Iterable[str], before: set[str]) -> Iterator[Path]:
    """What was not written by us and stands where a folder is to go."""
    if os.path.lexists(folder) and not folder.is_dir():
        yield folder
    inner = {parent for name in names for parent in Path(name).parents} - {Path()}
    for path in (folder / parent for parent in inner if parent.as_posix() not in before):
        if os.path.lexists(path) and not path.is_dir():
            yield path


def _in_the_way(folder: Path, name: str, data: bytes, before: set[str]) -> Path | None:
    """What stands where a file is to go and was not written by us: another file or a folder."""
    path = folder / name
    if path.is_dir():
        return None if all(f"{name}/{inside}" in before for inside in _files(path)) else path
    return path if name not in before and os.path.lexists(path) and _differs(path, data) else None


def refuse_overlap(written: Path, *others: Path) -> None:
    """Raises `ContentError` if a folder that is written lies in another one, or holds it: sources, or other output."""
    here = written.resolve()
    near = [other for other in others if here.is_relative_to(other.resolve()) or other.resolve().is_relative_to(here)]
    if near:
        message = "and '{}' are one inside the other: choose folders that stand apart"
        raise ContentError(Problem(written.as_posix(), 1, 1, "folders-overlap", message.format(other)) for other in near)


def write_file(path: Path, data: bytes) -> bool:
    """Writes one file whole or not at all; tells whether it changed."""
    if not _differs(path, data):
        return False
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            new.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
        _patiently(lambda: new.replace(path))
    except OSError:  # of a disk that is full, say: what is half written does not stay
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    return True


def _patiently(rename: Callable[[], object]) -> None:
    """Tries again for a while what Windows refuses as long as somebody has a file open: a virus scanner, an indexer, a browser."""
    for pause in _PAUSES:
        try:
            rename()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    rename()


def source(path: Path) -> str:
    """The text of a content file, with its own line ends; empty if there is no such file yet."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def edit(path: Path, text: str) -> bool:
    """Writes a content file where it really lies, with the line ends that it has; tells whether it changed."""
    if "\r\n" in source(path):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return write_file(path.resolve(), text.encode())


def rewrite(path: Path, data: bytes) -> None:
    """Writes a file of the user's anew, whole or not at all, where it really lies, with the permissions that it has.

    Raises `ContentError` if it cannot be written; it is then as it was, and nothing lies beside it.
    """
    try:
        real = path.resolve(strict=True)
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=real.parent)  # a name of its own, since the folder is the user's
        new = Path(name)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123 - what is opened is no path
                stream.write(data)
            new.chmod(stat.S_IMODE(real.stat().st_mode))
            new.replace(real)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"cannot be rewritten ({error.strerror}) and is as it was: check the permissions of the file and its folder, and that the disk is not full"
        raise ContentError([Problem(path.as_posix(), 1, 1, "unwritable", message)]) from None


def take_back(path: Path, before: str) -> None:
    """Makes a content file what it was before an edit: its text of then, or no file if it had none."""
    if before:
        edit(path, before)
    else:
        path.unlink()


def read_tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder by relative path, except those that are for the builder alone."""
    return {name: (folder / name).read_bytes() for name in _files(folder) if name != SITE_MANIFEST}


def write_files(folder: Path, files: Mapping[str, bytes]) -> int:
    """Puts files into a folder of the user's, beside what else is there; gives how many differed.

    Raises `ContentError` if the folder cannot be written.
    """
    written = 0
    try:
        for name, data in sorted(files.items()):
            written += write_file(folder / name, data)
    except OSError as error:
        raise ContentError([Problem(folder.as_posix(), 1, 1, "unwritable", f"cannot be written ({error.strerror}): choose another folder")]) from None
    return written


def refuse_used(folder: Path) -> None:
    """Raises `ContentError` if a new project cannot go into a folder: it is a file, or holds something already, a repository's own `.git` apart."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise ContentError([Problem(folder.as_posix(), 1, 1, "folder-used", "is a file, not a folder: choose another name")])
    found = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    if found:
        some = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
        raise ContentError([Problem(folder.as_posix(), 1, 1, "folder-used", f"is not empty ({some}): choose a new folder, or empty this one")])


def create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fills a folder that is empty or not there yet, with all of it or with nothing.

    Raises `ContentError` if that cannot be done; the folder is then as it was.
    """
    refuse_used(folder)
    there, real = folder.is_dir(), folder.resolve()
    stage = real / ".new" if there else _beside(real, "new")
    moved: list[Path] = []
    try:
        for name, data in sorted(files.items()):
            write_file(stage / name, data)
        for path in sorted(stage.iterdir()) if there else ():
            moved.append(path.rename(real / path.name))
        if there:
            stage.rmdir()
        else:
            _patiently(lambda: stage.rename(real))
    except BaseException as error:
        for path in (stage, *moved):
            shutil.rmtree(path, ignore_errors=True)
            if not path.is_dir():
                path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            message = f"cannot be written ({error.strerror}), and nothing is: check its permissions and that the disk is not full, or choose another folder"
            raise ContentError([Problem(folder.as_posix(), 1, 1, "unwritable", message)]) from None
        raise


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except (FileNotFoundError, NotADirectoryError):
        return True


def _remove(root: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == root or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _read_manifest(path: Path) -> list[str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(found, list):
        return []
    return [name for name in found if isinstance(name, str) and _is_inside(name)]


def _is_inside(name: str) -> bool:
    """Whether a name stays inside its folder on every system: to Windows, '/x' and 'C:x' have a root, and 'a\\..\\x' leads out."""
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts


def _write_manifest(path: Path, names: list[str]) -> None:
    write_file(path, (json.dumps(names, indent=0, ensure_ascii=False) + "\n").encode())


# --- the published site -------------------------------------------------------------------------


def refuse_foreign_site(site: Path) -> None:
    """Raises `ContentError` if a site folder holds anything that the builder did not publish."""
    if not site.exists():
        return
    if not site.is_dir():
        raise ContentError([Problem(site.as_posix(), 1, 1, "foreign-site", "is a file, not a folder: choose another --site-dir")])
    ours = set(_read_manifest(site / SITE_MANIFEST)) | {SITE_MANIFEST}
    foreign = sorted(name for name in _files(site) if name not in ours)
    if foreign:
        some = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise ContentError(
            [Problem(site.as_posix(), 1, 1, "foreign-site", f"holds files that the builder did not write ({some}): move them, or choose another --site-dir")]
        )


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()]


def mark_site(site: Path) -> int:
    """Writes the manifest of a published site; gives the number of its pages, without permanent addresses and frozen copies."""
    names = sorted(name for name in _files(site) if name != SITE_MANIFEST)
    _write_manifest(site / SITE_MANIFEST, names)
    return sum(name.endswith(".html") and not {"id", "editions"}.intersection(Path(name).parts[:2]) for name in names)


def recover_site(site: Path) -> None:
    """Puts back the old site if an earlier swap was killed half-way, and clears what it left.

    Raises `ContentError` if what is left beside the site was not made by us.
    """
    old, new = _beside(site, "old"), _beside(site, "new")
    foreign = [left for left in (old, new) if os.path.lexists(left) and not _is_ours(left)]
    if foreign:
        raise ContentError(
            Problem(path.as_posix(), 1, 1, "foreign-file", "this was not written by the builder and is in its way: move it elsewhere") for path in foreign
        )
    if old.exists() and not site.exists():
        old.rename(site)
    for left in (old, new):
        _discard(left)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / SITE_MANIFEST).is_file() or not any(folder.iterdir()))


def _discard(folder: Path) -> None:
    """Removes a folder of ours, its mark last: what a killed build leaves of it is still known as ours."""
    with contextlib.suppress(OSError):  # what cannot be removed now is in nobody's way, and the next build tries again
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != SITE_MANIFEST:
                path.unlink()
        shutil.rmtree(folder, ignore_errors=True)


def stage_site(site: Path) -> Path:
    """Makes the folder beside a site in which the next one is made, marked as ours from the start."""
    new = _beside(site, "new")
    _write_manifest(new / SITE_MANIFEST, [])
    return new


def drop_stage(site: Path) -> None:
    """Removes what is left of a staged site that was not swapped in."""
    shutil.rmtree(_beside(site, "new"), ignore_errors=True)


def _beside(site: Path, suffix: str) -> Path:
    return site.with_name(f".{site.name}.{suffix}")


def swap_site(site: Path) -> None:
    """Puts the staged site in the place of the old one: in one step where the system can exchange two folders.

    Raises `ContentError` if the system does not let go of the old one, which stays then.
    """
    new, old = _beside(site, "new"), _beside(site, "old")
    if not site.exists():
        _patiently(lambda: new.rename(site))
        return
    if not _exchange(new, site):
        try:
            _patiently(lambda: site.rename(old))
            _patiently(lambda: new.rename(site))
        except PermissionError as error:
            if not site.exists():
                old.rename(site)
            message = f"cannot be replaced ({error.strerror}): close the programs that show its files, such as a server or an editor, and build again"
            raise ContentError([Problem(site.as_posix(), 1, 1, "site-in-use", message)]) from None
    _discard(new)
    _discard(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders atomically (Linux renameat2 with RENAME_EXCHANGE); false where that is not to be had."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # on Windows, there is no library without a name
        return False
    at_cwd, exchange = -100, 2
    return bool(rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0)
