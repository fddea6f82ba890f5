"""What a preview notices: each change once and soon, with or without the system's help."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from builder.publish import watching
from tests.conftest import WAIT


class Told(FileSystemEventHandler):
    """All that was told, as the name of a file and what became of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.events: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.events.append(f"{event.event_type} {Path(os.fsdecode(str(event.src_path))).relative_to(self.root).as_posix()}")


@pytest.fixture(params=["the system helps", "the system does not help"])
def told(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What is told of a folder with a file in a folder of its own, and of a single file beside it."""
    if request.param == "the system does not help":

        def refused(*_: object, **__: object) -> None:
            raise OSError("inotify watch limit reached")

        monkeypatch.setattr(watching.Observer, "schedule", refused)
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/sea.md").write_text("salt", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("a", "utf-8")
    found, observer = Told(tmp_path), watching.observer()
    for path, below in ((tmp_path / "content", True), (tmp_path / "mkdocs.yml", False)):
        observer.schedule(found, str(path), recursive=below)
    observer.start()
    time.sleep(0.3)
    yield found
    observer.stop()
    observer.join()


def settled(told: Told, holds: Callable[[list[str]], bool]) -> list[str]:
    """What is told, when it is as expected, and after some more looks; then it is forgotten."""
    end = time.monotonic() + WAIT
    while not holds(told.events):
        assert time.monotonic() < end, told.events
        time.sleep(0.02)
    time.sleep(3 * watching.PAUSE)
    found, told.events = told.events, []
    return found


def test_each_change_is_told_once(told: Told) -> None:
    sea = told.root / "content/topics/sea.md"
    sea.replace(told.root / "sea.md")
    assert settled(told, bool) == ["deleted content/topics/sea.md"]
    (told.root / "sea.md").replace(sea)
    assert settled(told, bool) == ["created content/topics/sea.md"]
    new = told.root / "new.md"
    new.write_text("sweet", "utf-8")
    new.replace(sea)  # as editors save
    assert settled(told, bool) == ["modified content/topics/sea.md"]
    (told.root / "other.yml").write_text("b", "utf-8")
    (told.root / "other.yml").replace(told.root / "mkdocs.yml")
    assert settled(told, bool) == ["modified mkdocs.yml"]


def test_what_only_is_read_is_not_told(told: Told) -> None:
    assert (told.root / "content/topics/sea.md").read_text("utf-8") == "salt"
    (told.root / "beside.md").write_text("not watched", "utf-8")
    time.sleep(3 * watching.PAUSE)
    assert told.events == []


def test_folders_that_come_and_go_are_told_by_their_files(told: Told) -> None:
    shutil.copytree(told.root / "content/topics", told.root / "content/lands/low")
    assert settled(told, bool)[0] == "created content/lands/low/sea.md"  # and then it may get its time
    (told.root / "content/lands/low/sea.md").write_text("bitter", "utf-8")
    assert set(settled(told, bool)) == {"modified content/lands/low/sea.md"}
    shutil.rmtree(told.root / "content/lands")
    assert settled(told, bool) == ["deleted content/lands/low/sea.md"]


def test_a_folder_that_is_gone_is_told(told: Told) -> None:
    shutil.move(told.root / "content", told.root / "away")
    assert "deleted content" in settled(told, lambda events: "deleted content" in events)


def test_the_same_folder_by_a_link_to_itself_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = watching._files(str(tmp_path), True)
    assert found is not None
    assert sorted(Path(file).name for file in found) == ["a.md", "loop"]


def test_a_hint_by_another_name_of_the_folder_is_a_reason_to_look(told: Told) -> None:
    (told.root / "alias").symlink_to(told.root / "content")
    observer = watching.observer()
    other = Told(told.root)
    observer.schedule(other, str(told.root / "content"), recursive=True)
    (emitter,) = observer.emitters
    assert isinstance(emitter, watching._Emitter)
    emitter._seen = watching._files(str(told.root / "content"), True) or {}
    emitter._hints.put(str(told.root / "alias/topics/sea.md"))
    emitter.queue_events(0)
    assert observer.event_queue.empty()
    (told.root / "content/topics/sea.md").write_text("sweet", "utf-8")
    emitter._hints.put(str(told.root / "alias/topics/sea.md"))
    emitter.queue_events(0)
    event, _ = observer.event_queue.get_nowait()
    assert (event.event_type, event.src_path) == ("modified", str(told.root / "content/topics/sea.md"))
    assert observer.event_queue.empty()


def test_looking_is_given_up_for_a_hint(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.md").write_text("a", "utf-8")
    answers = iter([True, True, False])
    assert watching._files(str(tmp_path), True, lambda: next(answers)) is None
