"""Linux, macOS and Windows, Python 3.11 to 3.14: what one system does and another does not is played here, where it cannot be run."""

from __future__ import annotations

import ast
import ctypes
import errno
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from builder import cli
from builder.problems import ContentError
from builder.publish import output
from tests.conftest import REPO, Site
from tests.publish.test_output import content

IN_USE = PermissionError(errno.EACCES, "The process cannot access the file because it is being used by another process")
"""What Windows says when a file that somebody has open is to be replaced, or a folder that holds one."""


def refusing(monkeypatch: pytest.MonkeyPatch, method: str, refused: Callable[[Path], bool], times: int = 10**6) -> list[Path]:
    """Has the system refuse renames of some paths, a number of times; gives those that it refused."""
    real, said = getattr(Path, method), []

    def rename(path: Path, target: Path) -> Path:
        if refused(path) and len(said) < times:
            said.append(path)
            raise IN_USE
        return Path(real(path, target))

    monkeypatch.setattr(Path, method, rename)
    return said


# --- files that somebody has open -----------------------------------------------------------------


def test_an_open_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.files, "_PAUSES", (0.0, 0.0, 0.0))
    said = refusing(monkeypatch, "replace", lambda path: path.suffix == ".new", times=3)
    assert output.write_file(tmp_path / "a", b"1")
    assert len(said) == 3
    assert content(tmp_path) == {"a": b"1"}


def test_a_file_that_stays_open_is_told_and_left_as_it_is(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does anything else stay behind."""
    monkeypatch.setattr(output.files, "_PAUSES", (0.0,))
    before = content(Path())
    refusing(monkeypatch, "replace", lambda path: path.suffix == ".new")
    with pytest.raises(PermissionError):
        output.edit(small / "countries/varnholm.yml", "id: X\n")
    assert content(Path()) == before


@pytest.mark.parametrize("refused", ["site", ".site.new"])
def test_a_site_that_somebody_looks_at_is_not_replaced(refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two folders cannot be exchanged in one step, either of two renames may be refused: the old site stays, whole, in its place."""
    site = tmp_path / "site"

    def publish(words: str) -> None:
        output.recover_site(site)
        new = output.stage_site(site)
        (new / "index.html").write_text(words, "utf-8")
        output.mark_site(new)
        output.swap_site(site)

    monkeypatch.setattr(output.site, "_exchange", lambda one, other: False)
    monkeypatch.setattr(output.files, "_PAUSES", (0.0,))
    publish("one")
    with monkeypatch.context() as patch:
        said = refusing(patch, "rename", lambda path: path.name == refused)
        with pytest.raises(ContentError) as error:
            publish("two")
        assert len(said) == 2
    assert str(error.value).startswith(f"{site.as_posix()}:1:1: error[site-in-use]: cannot be replaced (The process cannot access the file")
    assert content(site)["index.html"] == b"one"
    publish("three")
    assert content(site)["index.html"] == b"three"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("error", [TypeError("LoadLibrary() argument 1 must be str, not None"), AttributeError("renameat2"), OSError("no such library")])
def test_folders_are_exchanged_by_hand_where_the_system_cannot(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no library without a name; that of macOS has no such function."""

    def missing(*arguments: Any, **options: Any) -> Any:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert not output.site._exchange(tmp_path / "a", tmp_path / "b")


# --- names and text -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["C:/mine", "C:mine", "/mine", "\\mine", "//host/share/mine", "..\\mine", "a\\..\\..\\mine", "../mine"])
def test_no_system_lets_a_list_of_files_lead_out_of_its_folder(name: str) -> None:
    assert not output.trees._is_inside(name)
    assert output.trees._is_inside("a/mine.md")


RESERVED = re.compile(r'(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$|.*[<>:"|?*\\\x00-\x1f]|.*[. ]$')
"""What Windows does not let a file or folder be called."""


def test_every_system_can_hold_what_a_build_writes(small_build: Site) -> None:
    """No name that Windows reserves, and no two that it or macOS take for one."""
    for folder in (small_build.docs, small_build.folder):
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
        assert [name for name in names if any(RESERVED.match(part) for part in PurePosixPath(name).parts)] == []
        assert len({name.casefold() for name in names}) == len(names)


TEXT = {"read_text": 0, "write_text": 1, "open": 3}
"""What opens files as text, and which argument its encoding is."""


def test_text_is_read_and_written_as_utf_8_whatever_the_system_prefers() -> None:
    found = []
    for path in sorted((REPO / "builder").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            values = [ast.unparse(value) for value in node.args]
            if name in ("read_text", "write_text") and len(values) <= TEXT[name] and "encoding" not in words:
                found.append(f"{path.name}:{node.lineno}")
            if name == "open" and not ({"'rb'", "'wb'"} & set(values)) and "encoding" not in words and "os.devnull" not in values:
                found += [f"{path.name}:{node.lineno}"] if isinstance(node.func, ast.Name) else []
            if "text" in words and "encoding" not in words and name in ("run", "Popen", "check_output"):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


# --- commands -------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_mistake_on_windows_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """There, what is written to a closed pipe is an invalid argument."""
    closed = OSError(errno.EINVAL, "Invalid argument")
    assert not cli._reader_is_gone(closed)
    monkeypatch.setattr(sys, "platform", "win32")
    assert cli._reader_is_gone(closed)
    assert not cli._reader_is_gone(OSError(errno.EINVAL, "Invalid argument", "a:b"))
    assert cli._reader_is_gone(BrokenPipeError())


def test_what_we_say_we_run_on_is_tried() -> None:
    """Each version of Python that the package names, on three systems, and each file that the workflow names."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    named = [line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)]
    workflow = yaml.safe_load((REPO / ".github/workflows/systems.yml").read_text("utf-8"))
    job = workflow["jobs"]["build"]
    assert job["strategy"]["matrix"]["python"] == named
    assert project["requires-python"] == f">={named[0]}"
    assert [name.partition("-")[0] for name in job["strategy"]["matrix"]["os"]] == ["ubuntu", "macos", "windows"]
    steps = [step["run"] for step in job["steps"] if "run" in step]
    for name in re.findall(r"(?<=\s)(?:tests|requirements)[\w./-]*", "\n".join(steps)):
        assert (REPO / name).exists(), name
    for command in re.findall(r"\bbuilder (\w+)", "\n".join(steps)):
        assert command in cli.COMMANDS
