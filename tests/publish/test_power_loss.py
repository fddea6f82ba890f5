"""Loss of power: whatever the disk had not been told to keep may be gone; what is left is the old site or the new one, whole, and the next build is right.

A build is recorded call by call. For each moment of it, disks are made as they may be found then: what was synced is there, and of all else
nothing, the names without the bytes, everything, or any part. What a folder holds and what a file holds are synced apart, as POSIX has it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from builder.publish import durable, output
from tests.publish.test_faults import MINE, NEW, OLD, build, content, left, published

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks up names of open files as Linux has them")

Node = int
"""A file or a folder, whatever its name is now."""


@dataclass(frozen=True)
class Step:
    """What was done: names that go from folders and names that come, or bytes of a file; or a sync of some nodes, or of all."""

    gone: tuple[tuple[Node, str, Node], ...] = ()
    come: tuple[tuple[Node, str, Node], ...] = ()
    written: tuple[tuple[Node, bytes | None], ...] = ()
    """Bytes at the end of a file; `None` empties it."""
    synced: frozenset[Node] | None = frozenset()

    @property
    def touched(self) -> set[Node]:
        """The nodes of which one must be synced, so that this lasts."""
        return {folder for folder, _, _ in (*self.gone, *self.come)} | {node for node, _ in self.written}


@dataclass
class Disk:
    """Folders and files by number; folder 0 is the root."""

    folders: dict[Node, dict[str, Node]] = field(default_factory=lambda: {0: {}})
    files: dict[Node, bytes] = field(default_factory=dict)

    def apply(self, step: Step) -> None:
        """Takes a step, if it can be taken: names that go must be there."""
        if any(self.folders[folder].get(name) != node for folder, name, node in step.gone):
            return
        for folder, name, _ in step.gone:
            del self.folders[folder][name]
        for folder, name, node in step.come:
            self.folders[folder][name] = node
        for node, data in step.written:
            self.files[node] = b"" if data is None else self.files[node] + data

    def copy(self) -> Disk:
        return Disk({node: dict(names) for node, names in self.folders.items()}, dict(self.files))

    def tree(self, folder: Node = 0) -> dict[str, Any]:
        """Names and what they hold."""
        return {name: self.tree(node) if node in self.folders else self.files[node] for name, node in sorted(self.folders[folder].items())}


def put(root: Path, tree: dict[str, Any]) -> None:
    """Makes a real folder of a tree."""
    root.mkdir()
    for name, what in tree.items():
        if isinstance(what, dict):
            put(root / name, what)
        else:
            (root / name).write_bytes(what)


def _of_handle(handle: int) -> Path:
    """The name of an open file or folder."""
    return Path(f"/proc/self/fd/{handle}").readlink()


class Recorder:
    """Follows the calls that write below a folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.steps = root, list[Step]()
        self.disk = Disk()
        self._count = 0
        self._read(self.root, 0)
        self.before = self.disk.copy()

    def _new(self, *, folder: bool) -> Node:
        self._count += 1
        for disk in {id(disk): disk for disk in (self.disk, getattr(self, "before", self.disk))}.values():
            (disk.folders if folder else disk.files)[self._count] = {} if folder else b""  # type: ignore[assignment]
        return self._count

    def _read(self, path: Path, node: Node) -> None:
        for inner in path.iterdir():
            self.disk.folders[node][inner.name] = number = self._new(folder=inner.is_dir())
            if inner.is_dir():
                self._read(inner, number)
            else:
                self.disk.files[number] = inner.read_bytes()

    def _parts(self, path: Any, dir_fd: int | None = None) -> tuple[str, ...] | None:
        full = _of_handle(path) if isinstance(path, int) else Path(path).absolute() if dir_fd is None else _of_handle(dir_fd) / path
        return full.relative_to(self.root).parts if full.is_relative_to(self.root) else None

    def _node(self, parts: tuple[str, ...]) -> Node | None:
        node: Node | None = 0
        for part in parts:
            node = self.disk.folders.get(node, {}).get(part) if node is not None else None
        return node

    def _place(self, parts: tuple[str, ...]) -> tuple[Node, str]:
        folder = self._node(parts[:-1])
        assert folder is not None
        return folder, parts[-1]

    def _done(self, step: Step) -> None:
        self.steps.append(step)
        self.disk.apply(step)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("open", "write", "ftruncate", "mkdir", "unlink", "rmdir", "rename", "replace", "fsync"):
                patch.setattr(os, name, self._followed(getattr(os, name), getattr(self, f"_{name}")))
            patch.setattr(output.site, "_exchange", self._followed(output.site._exchange, self._exchange))
            patch.setattr(durable, "_sync_file_system", lambda _folder: self._done(Step(synced=None)) or True)
            yield

    def _followed(self, call: Callable[..., Any], note: Callable[..., None]) -> Callable[..., Any]:
        def followed(*arguments: Any, **options: Any) -> Any:
            parts = self._parts(arguments[0], options.get("dir_fd"))
            node = self._node(parts) if parts is not None else None
            done = call(*arguments, **options)
            if parts is not None and done is not False:
                note(parts, node, arguments, done)
            return done

        return followed

    def _open(self, parts: tuple[str, ...], node: Node | None, arguments: Any, _done: Any) -> None:
        if arguments[1] & os.O_CREAT and node is None:
            self._done(Step(come=((*self._place(parts), self._new(folder=False)),)))
        elif arguments[1] & os.O_TRUNC and node is not None:
            self._done(Step(written=((node, None),)))

    def _write(self, _parts: tuple[str, ...], node: Node | None, arguments: Any, count: int) -> None:
        assert node is not None
        self._done(Step(written=((node, bytes(arguments[1])[:count]),)))

    def _ftruncate(self, _parts: tuple[str, ...], node: Node | None, _arguments: Any, _done: Any) -> None:
        assert node is not None
        self._done(Step(written=((node, None),)))

    def _mkdir(self, parts: tuple[str, ...], _node: Node | None, _arguments: Any, _done: Any) -> None:
        self._done(Step(come=((*self._place(parts), self._new(folder=True)),)))

    def _unlink(self, parts: tuple[str, ...], node: Node | None, _arguments: Any, _done: Any) -> None:
        assert node is not None
        self._done(Step(gone=((*self._place(parts), node),)))

    _rmdir = _unlink

    def _rename(self, parts: tuple[str, ...], node: Node | None, arguments: Any, _done: Any) -> None:
        to = self._parts(arguments[1])
        assert to is not None
        assert node is not None
        self._done(Step(gone=((*self._place(parts), node),), come=((*self._place(to), node),)))

    _replace = _rename

    def _exchange(self, parts: tuple[str, ...], node: Node | None, arguments: Any, _done: Any) -> None:
        to = self._parts(arguments[1])
        assert to is not None
        other = self._node(to)
        assert node is not None
        assert other is not None
        one, two = self._place(parts), self._place(to)
        self._done(Step(gone=((*one, node), (*two, other)), come=((*two, node), (*one, other))))

    def _fsync(self, _parts: tuple[str, ...], node: Node | None, _arguments: Any, _done: Any) -> None:
        assert node is not None
        self._done(Step(synced=frozenset({node})))

    def disks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What the disk may hold at each moment, each state once, with what it is."""
        seen = set[str]()
        for moment in range(len(self.steps) + 1):
            lasting = [self._lasts(at, moment) for at in range(moment)]
            chance = random.Random(moment)
            ways: dict[str, Callable[[Step], bool]] = {
                "nothing else": lambda _: False,
                "names without bytes": lambda step: not step.written,
                "bytes without names": lambda step: bool(step.written),
                "everything": lambda _: True,
                **{f"some of it {number}": lambda _: chance.random() < 0.5 for number in range(4)},  # noqa: B023 - called in this round
            }
            for way, kept in ways.items():
                disk = self.before.copy()
                for step, lasts in zip(self.steps[:moment], lasting, strict=True):
                    if lasts or kept(step):
                        disk.apply(step)
                tree = disk.tree()
                if repr(tree) not in seen:
                    seen.add(repr(tree))
                    yield f"step {moment} of {len(self.steps)}, {way}", tree

    def _lasts(self, at: int, moment: int) -> bool:
        """Whether a step was synced before a moment."""
        touched = self.steps[at].touched
        return any(step.synced is None or touched & step.synced for step in self.steps[at + 1 : moment])


@pytest.fixture(autouse=True)
def _nothing_is_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorder sees all syncs, and the real disk need not keep up."""
    monkeypatch.setattr(durable, "_sync_file_system", lambda _: True)
    monkeypatch.setattr(os, "fsync", lambda _: None)


def lose_power(tmp_path: Path, before: dict[str, bytes] | None) -> Iterator[tuple[str, Path]]:
    """The folders that a loss of power may leave while the new site is built; `before` is the old one, if there is one."""
    root = tmp_path.resolve() / "real"
    root.mkdir()
    if before is not None:
        build(root, before)
    for name, data in MINE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    recorder = Recorder(root)
    with recorder.at_work():
        build(root, NEW)
    assert published(root) == NEW
    assert Disk(recorder.disk.folders, recorder.disk.files).tree() == _tree(root), "the record is what was done"
    assert len(recorder.steps) > 50
    for what, tree in recorder.disks():
        found = tmp_path / "found"
        put(found, tree)
        yield what, found
        shutil.rmtree(found)


def _tree(path: Path) -> dict[str, Any]:
    return {inner.name: _tree(inner) if inner.is_dir() else inner.read_bytes() for inner in sorted(path.iterdir())}


def is_right(root: Path, where: str) -> None:
    """The next build makes the new site, and leaves nothing but that and what others have."""
    assert {name: (root / name).read_bytes() for name in MINE} == MINE, where
    build(root, NEW)
    assert published(root) == NEW, where
    assert {name: data for name, data in content(root / "docs").items() if "mine" not in name} == NEW, where
    assert {name: (root / name).read_bytes() for name in MINE} == MINE, where
    assert left(root) == [], where


@pytest.mark.skipif(sys.platform != "linux", reason="two folders are exchanged there alone")
def test_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    count = 0
    for where, root in lose_power(tmp_path, OLD):
        assert published(root) in (OLD, NEW), where
        is_right(root, where)
        count += 1
    assert count > 200


def test_the_old_site_is_put_back_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the two renames there is none; it lies beside, and the next build finds it, or makes the new one."""
    monkeypatch.setattr(output.site, "_exchange", lambda one, other: False)
    for where, root in lose_power(tmp_path, OLD):
        site = root / "site"
        output.recover_site(site)
        assert published(root) in (OLD, NEW), where
        is_right(root, where)


def test_the_first_site_or_none(tmp_path: Path) -> None:
    for where, root in lose_power(tmp_path, None):
        assert not (root / "site").exists() or published(root) == NEW, where
        is_right(root, where)


@pytest.mark.parametrize("missing", ["sync_file", "sync_folder", "sync_tree"])
def test_every_sync_is_needed(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of them, a site is lost or the next build is refused."""
    monkeypatch.setattr(durable, missing, lambda _: None)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever comes first
        test_the_old_site_or_the_new_one(tmp_path)
