"""A second build in one process is what it would be in a process of its own: nothing of the first is left in memory."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.settings import EVIDENCE
from tests.conftest import PROJECT, SMALL, Run, command, copy_project


def changed(content: Path) -> None:
    """Another strategy under the same names of files: other words, date, language, ids, sorts and places."""
    for path in content.rglob("*.*"):
        text = path.read_text("utf-8").replace("Varnholm", "Warnholm").replace("water", "air").replace("2031", "2032").replace("Ostra", "Astra")
        text = re.sub(r"\bKF-BOATS\b", "KF-SHIPS", text).replace("regional dialogue", "regional talk").replace("language: en\n", "language: fr\n")
        path.write_text(text, "utf-8")
    (content / "countries/orr.yml").rename(content / "countries/orrland.yml")


def tree(folder: Path) -> dict[str, bytes]:
    """All that was built; what builds remember of each other names their folder and its files as the system sees them."""
    files = (path for top in (folder / "site", folder / "build") for path in sorted(top.rglob("*")) if path.is_file() and path.parent.name != EVIDENCE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("set_anew")
def test_a_second_build_sees_nothing_of_the_first(tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Three in this process, which has seen other builds too, and one that is alone in its own."""
    first, second = (copy_project(tmp_path / name, SMALL / "content", PROJECT) for name in ("first", "second"))
    changed(second / "content")
    alone, again = tmp_path / "alone", tmp_path / "again"
    shutil.copytree(second, alone)
    shutil.copytree(first, again)
    for folder in (first, second, again):
        monkeypatch.chdir(folder)
        done = run("build", "--provisional")
        assert (done.code, done.err) == (0, ""), done.out
    done = command("build", "--provisional", cwd=alone)
    assert (done.code, done.err) == (0, ""), done.out
    assert tree(first).keys() != tree(second).keys()
    for one, other in ((second, alone), (again, first)):
        one_tree, other_tree = tree(one), tree(other)
        assert one_tree.keys() == other_tree.keys()
        assert [name for name, data in one_tree.items() if data != other_tree[name]] == []
