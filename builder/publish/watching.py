"""What a preview watches: folders that are looked at now and then, and files in them as soon as the system says that they have changed.

Systems say nothing of what is changed on another machine, or outside of a container, so looking goes on. It takes long while a site is made,
when everything waits for everything else, and is given up when the system says something.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from watchdog.events import (
    DirDeletedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventEmitter

from builder.publish.publisher import LiveReloadServer

__all__ = ["build_again", "changed", "keep_watching", "observer"]

PAUSE = 0.2
"""Seconds between looks at a folder."""
TOLD: list[type[FileSystemEvent]] = [FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent, FileModifiedEvent]
"""What the system is asked to tell: not that somebody reads, as builds do."""
State = tuple[int, ...]
"""What the system says of a file that changes when it does."""


def observer() -> BaseObserver:
    """What watches folders for a server."""
    return BaseObserver(_Emitter, timeout=PAUSE)


def build_again(server: LiveReloadServer) -> None:
    """Has a server build its site, as if something had changed."""
    for emitter in server.observer.emitters:
        emitter.queue_event(FileModifiedEvent(emitter.watch.path))


def changed(server: LiveReloadServer) -> bool:
    """Whether something has changed since the last build began."""
    return server._want_rebuild


def keep_watching(server: LiveReloadServer) -> None:
    """Has a server, before it serves, watch again what was away for a while, or something else, and build its site when that goes and when it comes."""
    watched = {Path(emitter.watch.path): Path(emitter.watch.path).is_dir() for emitter in server.observer.emitters}
    threading.Thread(target=_keep_watching, args=(server, watched), daemon=True).start()


def _keep_watching(server: LiveReloadServer, watched: dict[Path, bool]) -> None:
    away = set[Path]()
    while threading.main_thread().is_alive():
        threading.Event().wait(PAUSE)
        if not server.observer.is_alive():
            continue
        for emitter in [emitter for emitter in server.observer.emitters if not emitter.is_alive()]:
            path = Path(emitter.watch.path)
            folder = watched.setdefault(path, True)
            if path.is_dir() if folder else path.is_file():
                away.discard(path)
                _watch_anew(server, path)
            elif path not in away:
                away.add(path)
                emitter.queue_event(FileDeletedEvent(str(path)))


def _watch_anew(server: LiveReloadServer, path: Path) -> None:
    with contextlib.suppress(KeyError):  # until nobody watches it
        while True:
            server.unwatch(str(path))
    server.watch(str(path))
    for emitter in server.observer.emitters:
        if Path(emitter.watch.path) == path:
            emitter.queue_event(FileModifiedEvent(str(path)))


class _Emitter(EventEmitter):
    """Tells what changes in a folder: of each change once, however it was noticed. It ends when the folder is gone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._hints = SimpleQueue[str]()
        self._system = Observer()
        self._seen: dict[str, State] = {}

    def on_thread_start(self) -> None:
        """Looks for the first time, and asks the system for hints."""
        with contextlib.suppress(OSError):  # a system that watches no more, or not there
            self._system.schedule(_Hints(self._hints), self.watch.path, recursive=self.watch.is_recursive, event_filter=TOLD)
            self._system.start()
        with contextlib.suppress(OSError):  # a folder that is gone is told of at the next look
            self._seen = _files(self.watch.path, self.watch.is_recursive) or {}

    def on_thread_stop(self) -> None:
        """Wants no more hints."""
        if self._system.is_alive():
            self._system.stop()

    def queue_events(self, timeout: float) -> None:
        """Waits for a hint, or so many seconds, and tells what is different from what was seen last."""
        try:
            file = self._hints.get(timeout=timeout)
        except Empty:
            file = ""
        if not file.startswith(self.watch.path):  # no hint, or one by another name of the folder
            self._look()
        else:
            self._compare({file: self._seen.get(file)}, {file: _state(file)})

    def _look(self) -> None:
        try:
            found = _files(self.watch.path, self.watch.is_recursive, self._hints.empty)
        except (FileNotFoundError, NotADirectoryError):
            self.queue_event(DirDeletedEvent(self.watch.path))
            self.stop()
        except OSError:  # a share of another machine that is away for a moment
            return
        else:
            if found is not None:
                self._compare(self._seen, found)

    def _compare(self, before: Mapping[str, State | None], now: Mapping[str, State | None]) -> None:
        for file in {*before, *now}:
            was, state = before.get(file), now.get(file)
            if was == state:
                continue
            if state is None:
                self._seen.pop(file, None)
                self.queue_event(FileDeletedEvent(file))
            else:
                self._seen[file] = state
                self.queue_event(FileCreatedEvent(file) if was is None else FileModifiedEvent(file))


class _Hints(FileSystemEventHandler):
    """Passes on which files may have changed."""

    def __init__(self, hints: SimpleQueue[str]) -> None:
        self._hints = hints

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in () if event.is_directory else (event.src_path, event.dest_path):
            if isinstance(path, str) and path:
                self._hints.put(path)


def _files(folder: str, below: bool, on: Callable[[], bool] = lambda: True) -> dict[str, State] | None:
    """The state of each file of a folder, and below it if wanted; none if it does not go `on`. Raises `OSError` if the folder cannot be read."""
    found: dict[str, State] = {}
    folders = [folder]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            if not folders and not found:
                raise
            continue
        for entry in entries:
            if not on():
                return None
            if below and entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif state := _state(entry.path):
                found[entry.path] = state
    return found


def _state(file: str) -> State | None:
    """The state of a file; none for what is no file."""
    try:
        found = os.stat(file)  # noqa: PTH116 - as often as there are files
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
