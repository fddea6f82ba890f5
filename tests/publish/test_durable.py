"""What is put on the disk, and how it is told that this cannot be done."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from builder.publish import durable


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the files and folders that are synced."""
    found: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: found.append(os.fstat(handle).st_ino))
    return found


def test_a_tree_file_by_file(tmp_path: Path, synced: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot do it in one step: every file, and every folder after what it holds; nothing behind a link."""
    monkeypatch.setattr(durable, "_sync_file_system", lambda _: False)
    (tmp_path / "site/a/b").mkdir(parents=True)
    for name in ("site/x", "site/a/y", "site/a/b/z", "other"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "site/link").symlink_to(tmp_path / "other")
    durable.sync_tree(tmp_path / "site")
    wanted = [path.stat().st_ino for path in (tmp_path / "site", *(tmp_path / "site").rglob("*")) if not path.is_symlink()]
    assert sorted(synced) == sorted(wanted)
    assert synced[-1] == (tmp_path / "site").stat().st_ino
    assert synced.index((tmp_path / "site/a/b/z").stat().st_ino) < synced.index((tmp_path / "site/a/b").stat().st_ino)


@pytest.mark.parametrize(("code", "told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True), (errno.ENOSPC, True)])
def test_a_folder_that_cannot_be_synced(code: int, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems know nothing of it, which is no fault; a disk that is full or broken is."""

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    if told:
        with pytest.raises(OSError, match=os.strerror(code)):
            durable.sync_folder(tmp_path)
    else:
        durable.sync_folder(tmp_path)
    with pytest.raises(OSError, match=os.strerror(code)), (tmp_path / "a").open("wb") as file:
        durable.sync_file(file.fileno())


def test_a_whole_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one step where there is a call for it, whose failure is told; false where there is none."""

    class Library:
        def __init__(self, *_: object, **__: object) -> None:
            self.syncfs = lambda _handle: -1

    monkeypatch.setattr(durable.ctypes, "CDLL", Library)
    monkeypatch.setattr(durable.ctypes, "get_errno", lambda: errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        durable.sync_tree(tmp_path)
    monkeypatch.setattr(durable.ctypes, "CDLL", lambda *_, **__: object())
    assert not durable._sync_file_system(tmp_path)
