"""One build at a time in a docs folder and a site.

A lock is a file that the system has locked for a process, and lets go of when that ends, however it ends: one that was left behind is no
obstacle. The process that has it writes its number there, for the message to another one.

By hand, because the library filelock empties a file before it knows whose it is, and its locks do not name who has them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.problems import ContentError, Problem
from builder.publish import output
from builder.wording import Phrase

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["held"]

NAME = ".builder.lock"
WAIT = 5.0
"""Seconds that a build waits for another one to end."""
PAUSE = 0.05
"""Seconds between attempts."""
LONGEST = 32
"""Bytes that the number of a process takes at most."""
FOREIGN = Phrase("this was not written by the builder, which locks a file of this name while it builds: move it elsewhere")
FAR = 2**30
"""The byte that is locked on Windows, behind all that is written: what is locked there, nobody else can read."""


@contextmanager
def held(docs: Path, site: Path | None = None, seconds: float | None = None) -> Iterator[None]:
    """Keeps other builds out of a docs folder, those of translations beside it, and a site.

    Raises `ContentError` if another one is at work there, and has not ended after so many seconds, `WAIT` if none are given.
    """
    docs = docs.resolve() if docs.is_dir() else docs
    wanted = {docs.parent.resolve() / NAME: docs}
    if docs.is_dir() or not os.path.lexists(docs):
        wanted[docs / NAME] = docs
    if site is not None:
        real = site.resolve()
        wanted[real.with_name(f".{real.name}.lock")] = site
    end = time.monotonic() + (WAIT if seconds is None else seconds)
    with contextlib.ExitStack() as stack:
        for path, folder in sorted(wanted.items()):  # all take them in one order, so none waits for another in a circle
            stack.enter_context(_held(path, folder, end))
        yield


@contextmanager
def _held(path: Path, folder: Path, end: float) -> Iterator[None]:
    while (handle := _taken(path)) is None:
        if time.monotonic() >= end:
            message = Phrase("is being built by {owner}: wait until that has ended, and build again", owner=_owner(path))
            raise ContentError([Problem.of_file(folder, "in-use", message)])
        time.sleep(PAUSE)
    try:
        output.sign_lock(handle, f"{os.getpid()}\n")
        yield
    finally:
        if sys.platform == "win32":
            os.close(handle)
            output.remove_lock(path)
        else:
            output.remove_lock(path)  # while it is locked, so that nobody locks a file that is about to go
            os.close(handle)


def _taken(path: Path) -> int | None:
    """The handle of a file that is locked now; none if another process has locked it, or has just removed it."""
    if path.is_symlink():
        raise ContentError([Problem.of_file(path, "foreign-file", FOREIGN)])
    handle = output.open_lock(path)
    try:
        if _lock(handle) and os.path.samestat(os.fstat(handle), path.lstat()):
            if not re.fullmatch(rb"\d*\n?", os.read(handle, LONGEST)):
                raise ContentError([Problem.of_file(path, "foreign-file", FOREIGN)])
            return handle
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP):  # some file systems on a network cannot lock, and are built into as ever
            raise
    return True


def _owner(path: Path) -> Phrase:
    """Who has locked a file, as a message names it."""
    try:
        number = path.read_text("ascii").strip()
    except (OSError, ValueError):
        number = ""
    return Phrase("process {number}", number=number) if number.isdecimal() else Phrase("another process")
