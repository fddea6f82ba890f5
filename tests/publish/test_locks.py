"""Locks: one build at a time in a docs folder and a site, and nothing left of one that has ended, however it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.problems import ContentError
from builder.publish import locks
from tests.conftest import REPO, WAIT, Run

HOLDER = """
import sys, time
from pathlib import Path
from builder.publish import locks
docs, site = (Path(name) for name in sys.argv[1:])
with locks.held(docs, site):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(docs: Path, site: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that builds into folders, until its input is closed."""
    arguments = [sys.executable, "-c", HOLDER, str(docs), str(site)]
    with subprocess.Popen(arguments, cwd=REPO, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def locks_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.lock"))


def refused(docs: Path, site: Path | None, seconds: float = 0) -> str:
    with pytest.raises(ContentError) as error, locks.held(docs, site, seconds):
        pass
    (problem,) = error.value.problems
    return str(problem)


def test_a_lock_goes_with_its_block(tmp_path: Path) -> None:
    docs, site = tmp_path / "build/docs", tmp_path / "site"
    with locks.held(docs, site):
        assert locks_in(tmp_path) == [".site.lock", "build/.builder.lock", "build/docs/.builder.lock"]
        assert (tmp_path / ".site.lock").read_text("ascii") == f"{os.getpid()}\n"
    assert locks_in(tmp_path) == []
    with pytest.raises(RuntimeError), locks.held(docs, site):
        raise RuntimeError
    assert locks_in(tmp_path) == []


def test_another_build_is_named_and_waited_for(tmp_path: Path) -> None:
    """Whichever of the folders both want, also under another name of it."""
    docs, site = tmp_path / "build/docs", tmp_path / "site"
    (tmp_path / "linked").mkdir()
    with another(docs, site) as process:
        (tmp_path / "linked/docs").symlink_to(docs)
        (tmp_path / "linked/site").symlink_to(site)
        said = f"error[in-use]: is being built by process {process.pid}: wait until that has ended, and build again"
        other = tmp_path / "other/docs"
        assert refused(docs, tmp_path / "other/site") == f"{docs.as_posix()}:1:1: {said}"
        assert refused(other, site) == f"{site.as_posix()}:1:1: {said}"
        assert refused(tmp_path / "linked/docs", None) == f"{docs.as_posix()}:1:1: {said}"
        assert refused(other, tmp_path / "linked/site") == f"{(tmp_path / 'linked/site').as_posix()}:1:1: {said}"
        assert refused(tmp_path / "build/more", None) == f"{(tmp_path / 'build/more').as_posix()}:1:1: {said}", "notes on both lie in one place"
        assert process.stdin is not None
        process.stdin.close()
        with locks.held(docs, site, WAIT):
            assert process.wait() == 0
    assert locks_in(tmp_path) == []


def test_the_lock_of_a_process_that_was_killed_is_no_obstacle(tmp_path: Path) -> None:
    docs, site = tmp_path / "build/docs", tmp_path / "site"
    with another(docs, site) as process:
        process.kill()
        process.wait()
        assert len(locks_in(tmp_path)) == 3
        with locks.held(docs, site, 0):
            assert (tmp_path / ".site.lock").read_text("ascii") == f"{os.getpid()}\n"
    assert locks_in(tmp_path) == []


@pytest.mark.parametrize("name", ["build/.builder.lock", "build/docs/.builder.lock", ".site.lock"])
@pytest.mark.parametrize("link", [False, True])
def test_a_file_of_someone_else_under_the_name_of_a_lock(name: str, link: bool, tmp_path: Path) -> None:
    docs, site, mine = tmp_path / "build/docs", tmp_path / "site", tmp_path / "mine.txt"
    docs.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    if link:
        (tmp_path / name).symlink_to(mine)
    else:
        (tmp_path / name).write_text("mine", "utf-8")
    assert refused(docs, site).startswith(f"{(tmp_path / name).as_posix()}:1:1: error[foreign-file]: ")
    assert mine.read_text("utf-8") == (tmp_path / name).read_text("utf-8") == "mine"
    assert locks_in(tmp_path) == [name]


def test_a_build_says_who_else_builds(project: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.0)
    before = sorted(Path().rglob("*"))
    with another(Path("build/docs").resolve(), Path("site").resolve()) as process:
        done = run("build", "--provisional")
        assert done.code == 1
        assert done.err.splitlines()[0].endswith(f"error[in-use]: is being built by process {process.pid}: wait until that has ended, and build again")
        assert process.stdin is not None
        process.stdin.close()
    assert sorted(Path().rglob("*")) == before


# --- processes that are told to end -----------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes as Linux lists them")
@pytest.mark.parametrize(("number", "all_of_them"), [(signal.SIGTERM, False), (signal.SIGINT, True), (signal.SIGKILL, False)])
def test_a_build_that_is_told_to_end_leaves_nobody_behind(number: int, all_of_them: bool, project: Path) -> None:
    """Neither workers nor files, and no traceback, at any moment; Ctrl-C tells the workers too."""
    for moment in ("reading", "setting", "setting a while"):
        build = subprocess.Popen(
            [sys.executable, "-m", "builder", "build", "--provisional"],
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        end = time.monotonic() + WAIT
        while len(of_session(build.pid)) < 3 if moment != "reading" else not heeds(build.pid):
            assert build.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        time.sleep(0.2 * (moment != "setting"))
        (os.killpg if all_of_them else os.kill)(build.pid, number)
        _, said = build.communicate(timeout=WAIT)
        while left := of_session(build.pid):
            assert time.monotonic() < end, left
            time.sleep(0.01)
        assert "Traceback" not in said
        assert build.returncode in (-number, 128 + number)
        assert [path.name for path in Path().rglob(".*") if path.name.endswith((".new", ".lock"))] == []


def heeds(process: int) -> bool:
    """Whether a process has begun to heed requests to end; before, it is Python's, or ends by itself."""
    caught = next(line for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def of_session(leader: int) -> list[int]:
    """The processes of a session, those apart that have ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = path.read_text("utf-8", "replace").partition(" ")
        except OSError:
            continue
        state, _, _, session, *_ = rest.rpartition(")")[2].split()
        if int(session) == leader and state != "Z":
            found.append(int(number))
    return found
