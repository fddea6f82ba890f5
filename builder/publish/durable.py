"""What must outlast a loss of power: a system keeps what was written in memory, and puts it on the disk when and in what order it likes.

A rename may be there before the bytes of the file are, and a removal before the rename that was to come first. Who builds on a step having
been taken says so here, before the next one. What is not said may be lost, and is made again by the next build.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

__all__ = ["sync_file", "sync_folder", "sync_tree"]

_UNKNOWN = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)
"""What file systems answer that cannot do it, as some on a network cannot for folders."""


def sync_file(handle: int) -> None:
    """Puts the bytes of an open file on the disk. Raises `OSError`."""
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Puts on the disk which names a folder holds, where the system lets folders be opened. Raises `OSError`."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Puts a folder on the disk with all that it holds: in one step where the system can (Linux syncfs), else file by file. Raises `OSError`."""
    if _sync_file_system(folder):
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file() and not path.is_symlink():
            handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
            try:
                sync_file(handle)
            finally:
                os.close(handle)
    sync_folder(folder)


def _sync_file_system(folder: Path) -> bool:
    """Puts the file system of a folder on the disk; false where that is not to be had. File by file, thousands of files take a minute."""
    try:
        sync = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError, TypeError):  # on Windows, there is no library without a name
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)
    return True
