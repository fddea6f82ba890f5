"""Single files: written whole or not at all, linked, and locked.

A file is written under a name that nobody can guess, made for it alone, and then put in its place.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from builder.publish import durable

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds between attempts; elsewhere, an open file is no obstacle, and what is refused stays so."""
if sys.platform == "win32":
    _AS_IT_STANDS = os.O_BINARY
else:
    _AS_IT_STANDS = os.O_NOFOLLOW | os.O_CLOEXEC
"""How files are opened that are ours alone: not behind a link, and without a change of bytes."""
TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.new")
"""Names as `temporary` gives them."""


def write_file(path: Path, data: bytes) -> bool:
    """Writes one file whole or not at all, to last; tells whether it changed."""
    return put(path, data, path.with_name(temporary()), lasting=True)


def temporary() -> str:
    """The name of a file that is to get another one: hidden, short, and known to nobody."""
    return f".{secrets.token_hex(8)}.new"


def put(name: Path | str, data: bytes, new: Path, *, lasting: bool = False) -> bool:
    """Writes a file by way of another one in the same file system; tells whether it changed. One that is to last is on the disk then."""
    if not differs(name, data):
        return False
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_STANDS, 0o666)
    try:
        try:
            _fill(handle, data)
            if lasting:
                durable.sync_file(handle)
        finally:
            os.close(handle)
        patiently(lambda: new.replace(path))
    except BaseException:  # a disk that is full, say: what is half written does not stay
        _unmake(new)
        raise
    if lasting:
        durable.sync_folder(path.parent)
    return True


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _unmake(path: Path) -> None:
    """Removes a file of ours that is of no use, if that can be done; tries twice."""
    for _ in range(2):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def patiently(rename: Callable[[], object]) -> None:
    """Tries again for a while what Windows refuses as long as somebody has a file open: a virus scanner, an indexer, a browser."""
    for pause in _PAUSES:
        try:
            rename()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    rename()


def differs(path: Path | str, data: bytes) -> bool:
    """Whether a file does not hold just these bytes, or is not there."""
    try:
        if os.stat(path).st_size != len(data):  # noqa: PTH116 - as often as there are files
            return True
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - likewise
            return file.read() != data
    except (FileNotFoundError, NotADirectoryError):
        return True


def mode_of(path: Path | str) -> int:
    """What stands at a path itself, not behind a link; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def names_in(folder: Path) -> list[str]:
    """All that is no folder; what is behind links to folders is not looked at."""
    found = []
    for where, folders, files in os.walk(folder):
        names = [*files, *(name for name in folders if os.path.islink(os.path.join(where, name)))]  # noqa: PTH114, PTH118 - as often as there are files
        above = where[len(str(folder)) :].replace(os.sep, "/").lstrip("/")
        found += [f"{above}/{name}" for name in names] if above else names
    return found


def link(source: Path | str, path: Path | str) -> None:
    """Gives a file that we wrote a second name in a folder that we are filling, or a copy where the system has no such names across the two.

    Both stay the same only until one is written anew: we put a new file in the place of an old one, and never write into one.
    """
    with contextlib.suppress(OSError):  # as for the first file of a folder
        os.link(source, path)
        return
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


def open_lock(path: Path) -> int:
    """Opens a file that builds lock, and makes it if it is not there; gives its handle. Raises `OSError`, also where it is a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | _AS_IT_STANDS, 0o666)


def sign_lock(handle: int, text: str) -> None:
    """Writes into a file that is locked who has locked it."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    _fill(handle, text.encode())


def remove_lock(path: Path) -> None:
    """Removes a file that builds lock; where the system keeps it, because another one has it open, that one will."""
    _unmake(path)
