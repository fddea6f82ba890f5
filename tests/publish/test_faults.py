"""Faults: whatever the system refuses while a build writes, what was there is whole, and the next build puts all right."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builder import cli
from builder.problems import ContentError
from builder.publish import durable, locks, output
from tests.publish.test_output import content

CALLS = ("open", "write", "mkdir", "rename", "replace", "unlink", "rmdir", "fsync", "close", "ftruncate")
"""The calls by which Python writes, renames and removes, and has the disk know of it."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)
OLD = {"a.md": b"one", "same.md": b"same", "gone/b.md": b"one", "becomes": b"a file"}
NEW = {"a.md": b"two", "same.md": b"same", "new/c.md": b"two", "becomes/folder.md": b"two"}
MINE = {"docs/mine.md": b"mine", "docs/gone/mine.md": b"mine", "mine.txt": b"mine", ".mine.new": b"mine"}


class Faults:
    """Counts the calls that write, and fails the one of a number."""

    def __init__(self, at: int = -1, code: int = errno.EIO) -> None:
        self.at, self.code, self.count = at, code, 0
        self.failed = ""

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._failing(name, os.fstat if name == "fsync" else getattr(os, name)))
            patch.setattr(durable, "_sync_file_system", self._failing("syncfs", lambda _: True))
            yield

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*arguments: Any, **options: Any) -> Any:
            if name != "open" or arguments[1] & os.O_CREAT:
                self.count += 1
                if self.count - 1 == self.at:
                    self.failed = f"{name} {arguments[0]}"
                    if name == "close":
                        call(*arguments)  # a file is closed, whatever the system says of what was written
                    raise OSError(self.code, os.strerror(self.code), str(arguments[0]))
            return call(*arguments, **options)

        return failing


def build(root: Path, files: dict[str, bytes]) -> None:
    """What a build does to the disk: the docs folder with the notes on it, and a site of the same files."""
    docs, site = root / "docs", root / "site"
    with locks.held(docs, site):
        output.write_trees([output.Tree(docs, files, root / "docs.json"), output.Tree(root, {"site.json": files["a.md"]}, root / "site.manifest.json")])
        output.recover_site(site)
        output.refuse_foreign_site(site)
        new = output.stage_site(site)
        try:
            for name, data in files.items():
                write(new / name, data)
            output.mark_site(new)
            output.swap_site(site)
        finally:
            output.drop_stage(site)


def write(path: Path, data: bytes) -> None:
    """Writes a file as the publisher does, by calls that are seen here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def published(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in content(root / "site").items() if name != output.SITE_MANIFEST}


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A folder into which a build has written, and somebody else too."""
    root = tmp_path / "before"
    build(root, OLD)
    for name, data in MINE.items():
        (root / name).write_bytes(data)
    return root


@pytest.fixture(autouse=True)
def _nothing_is_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests need not wait for the disk."""
    monkeypatch.setattr(durable, "_sync_file_system", lambda _: True)
    monkeypatch.setattr(os, "fsync", os.fstat)


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
def test_a_fault_at_any_call(code: int, exchange: bool, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(output.site, "_exchange", lambda one, other: False)
    monkeypatch.setattr(locks, "WAIT", 0.0)
    at, met = 0, set()
    while True:
        root = tmp_path / str(at)
        shutil.copytree(before, root)
        faults = Faults(at, code)
        problems = 0
        with faults.at_work():
            try:
                build(root, NEW)
            except (OSError, ContentError) as error:
                problems = len(cli._problems(error))
        if not faults.failed:
            break
        met.add(faults.failed.partition(" ")[0])
        where = f"call {at}: {faults.failed}"
        assert published(root) in (OLD, NEW), where
        assert published(root) == NEW or problems == 1, where
        assert {name: (root / name).read_bytes() for name in MINE} == MINE, where
        assert left(root) == [], where
        build(root, NEW)
        assert published(root) == NEW, where
        assert {name: data for name, data in content(root / "docs").items() if "mine" not in name} == NEW, where
        assert left(root) == [], where
        shutil.rmtree(root)
        at += 1
    assert at > 60
    assert met >= {*CALLS, "syncfs"} - ({"rename"} if exchange else set())


def left(root: Path) -> list[str]:
    """What a build should have taken away."""
    return [path.relative_to(root).as_posix() for path in root.rglob(".*") if path.name not in (".mine.new", output.SITE_MANIFEST)]
