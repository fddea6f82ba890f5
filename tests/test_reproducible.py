"""A strategy is the same, byte for byte, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from release import reproducible, surroundings, within
from release.surroundings import USUAL, Surroundings, otherwise
from tests.conftest import SMALL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="users, umasks and time zones are those of POSIX")


def test_the_small_strategy_is_the_same_in_other_surroundings() -> None:
    """Everything that must not matter is another, all at once: pages, PDFs, exports, the site and its copy without a server."""
    with tempfile.TemporaryDirectory() as root:  # which another user can go to, as to none of pytest's
        one, other = (surroundings.digests(surroundings.build(where, SMALL / "content", Path(root))) for where in (USUAL, otherwise()))
    assert reproducible.differing(one, other) == []
    assert {path.partition("/")[0] for path in one} == {"build", "site", "site-offline.zip"}
    assert {path.rpartition(".")[2] for path in one} >= {"html", "md", "pdf", "png", "svg", "json", "xlsx", "zip", "woff2"}


def test_surroundings_differ_in_all_that_can_be_changed_here() -> None:
    cannot = {"clock", "user"}  # without the program faketime, and where this is not the administrator
    assert set(USUAL.differing(otherwise())) >= {name for name in Surroundings.__dataclass_fields__ if name not in cannot | {"python"}}


def test_surroundings_are_what_they_say(tmp_path: Path) -> None:
    """Within them, Python sees another day, another order of names and another encoding."""
    for name in "abc":
        (tmp_path / "names" / name).mkdir(parents=True)
    script = f"""
import json, locale, os, sys, time
sys.path.insert(0, {str(Path(within.__file__).parent)!r})
import within
within.lists_in_order({{}})
os.chdir({str(tmp_path / "names")!r})
with os.scandir() as entries:
    scanned = [entry.name for entry in entries]
print(json.dumps([os.listdir(), scanned, time.strftime("%z", time.localtime(0)), locale.getpreferredencoding(False).lower(), hash("a"), next(os.walk("."))[1]]))
"""

    def seen(where: Surroundings) -> list[object]:
        command = [sys.executable, "-c", script.format(where.order == "backwards")]
        done = subprocess.run(command, env=surroundings.environment(where, tmp_path), capture_output=True, text=True, check=True)
        found: list[object] = json.loads(done.stdout)
        return found

    one, other = seen(USUAL), seen(otherwise())
    assert one[:4] == [["a", "b", "c"], ["a", "b", "c"], "-1100", "utf-8"]
    assert other[:2] == [["c", "b", "a"], ["c", "b", "a"]]
    assert other[5] == ["c", "b", "a"]
    assert other[3] in ("ansi_x3.4-1968", "us-ascii", "ascii")
    assert all(this != that for this, that in zip(one, other, strict=True))


def test_what_matters_is_named() -> None:
    """By changing one thing after the other."""
    said: list[str] = []

    def build(where: Surroundings) -> dict[str, str]:
        return {"site/index.html": where.time_zone, "site/a.css": "same", "build/docs/a.md": f"{where.order}{where.umask}"}

    assert reproducible.compare(build, [otherwise()], said.append) == ""
    assert said[0].startswith("2 of 3 files differ in other surroundings (path, time zone, ")
    assert said[1:] == [
        "time zone matters to site/index.html",
        "umask matters to build/docs/a.md",
        "order matters to build/docs/a.md",
    ]


def test_what_matters_only_together_is_told() -> None:
    said: list[str] = []
    usual, other = USUAL, otherwise()

    def build(where: Surroundings) -> dict[str, str]:
        return {"site/index.html": str((where.time_zone, where.order) == (other.time_zone, other.order))}

    assert reproducible.compare(build, [usual, other], said.append) == ""
    assert said[-1] == "Nothing matters alone: several things together do, or two builds are never the same."
    many = reproducible.differing({}, {f"site/{number:02}": "" for number in range(12)})
    assert reproducible._some(many).endswith("site/09 and 2 more")


@pytest.mark.skipif(sys.platform != "linux", reason="the command is that of GNU")
def test_anybody_finds_the_digest_of_a_site_with_common_tools(tmp_path: Path) -> None:
    for name in ("index.html", "a b/ü.txt", "a/b", "a.b", "Z"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "site-offline.zip").touch()
    command = surroundings.digest_of_site.__doc__ or ""
    done = subprocess.run(command.split("`")[1], shell=True, cwd=tmp_path / "site", capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == surroundings.digest_of_site(surroundings.digests(tmp_path))


def test_a_build_that_fails_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    assert reproducible.main(tmp_path / "content", []) == 2
    assert "error[" in capsys.readouterr().err
