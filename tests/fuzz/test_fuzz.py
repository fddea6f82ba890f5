"""What fuzzing has found stays mended, and a few examples of each target are tried anew."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.problems import ContentError, Problem
from tests.conftest import WAIT
from tests.fuzz import __main__ as main
from tests.fuzz.__main__ import FOUND
from tests.fuzz.targets import TARGETS, Fault, Target, attempt, bounded, folder_of

BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.json")), ids=lambda path: path.stem)
def test_what_was_found(path: Path) -> None:
    found = json.loads(path.read_text("utf-8"))
    attempt(BY_NAME[found["target"]], found["example"])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_some_more(target: Target) -> None:
    @settings(max_examples=target.count, suppress_health_check=list(HealthCheck))
    @given(target.examples())
    def look(example: Any) -> None:
        attempt(target, example)

    look()


def _fails(error: Exception) -> Target:
    """A target that answers everything with an error."""

    def fail(_example: Any) -> None:
        raise error

    return Target("made up", BY_NAME["yaml"].examples, fail, 1)


def test_a_fault_is_seen() -> None:
    """A traceback, a message that says nothing, and a wait."""
    with pytest.raises(KeyError):
        attempt(_fails(KeyError("x")), "x")
    with pytest.raises(Fault, match="nothing is said"):
        attempt(_fails(ContentError([])), "x")
    attempt(_fails(ContentError([Problem("a.yml", 1, 1, "code", "x")])), "x")
    with pytest.raises(Fault, match="takes"):
        attempt(replace(BY_NAME["yaml"], seconds=-1.0), "a: b")
    said = ContentError([Problem("a.yml", 1, 1, "code", "too much: " + " ".join(f"{number:08d}" for number in range(60)))])
    attempt(_fails(said), "x")
    with pytest.raises(Fault, match=r"repeats \d+ characters"):
        attempt(_fails(said), {"a.yml": said.problems[0].message, "b.yml": None})


def test_what_waits_or_reads_for_ever_is_seen(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, error, seconds in ((tmp_path / "pipe", Fault, 0.0), (Path("/dev/zero"), MemoryError, WAIT)):
        with pytest.raises(error), bounded(seconds):
            path.read_bytes()


def test_folders_hold_what_examples_say(tmp_path: Path) -> None:
    """Files, none, folders, links and pipes, in the place of each other too."""
    files = {"a/b.yml": None, "c": {"folder": ""}, "d.yml": {"link": "a"}, "e": {"pipe": ""}, "a": "file", "a/f.yml": "cannot be", "../content/g": "\udcff"}
    with folder_of(files, {"a/b.yml": "b", "c": "c", "d.yml": "d"}) as content:
        assert (content / "a").read_text("utf-8") == "file"
        assert (content / "c").is_dir()
        assert (content / "d.yml").is_symlink()
        assert (content / "e").is_fifo()
        assert (content / "g").read_bytes() == b"\xff"
        assert len(list(content.iterdir())) == 5


def test_what_is_found_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The smallest example that is not answered, for the test above; and the search ends with the number of faults."""

    def fail(example: str) -> None:
        if "x" in example:
            raise KeyError(example)

    monkeypatch.setattr(main, "FOUND", tmp_path)
    monkeypatch.setattr(main, "TARGETS", (Target("made up", lambda: st.text("xyz"), fail, 1), Target("other", lambda: st.just(0), lambda _: None, 1)))
    assert main.main(WAIT, ["made up"]) == 1
    (path,) = tmp_path.iterdir()
    assert json.loads(path.read_text("utf-8")) == {"target": "made up", "example": "x"}
    assert "1 fault found." in capsys.readouterr().out
    assert main.main(0.2, ["other"]) == 0
    assert re.match(r"other: \d+ examples tried in 0 seconds of processor time.\n0 faults found.", capsys.readouterr().out)
