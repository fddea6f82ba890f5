"""After any edits, a build that redoes what has changed leaves what a clean build makes, and says the same of what is wrong.

`python -m tests.edits 500` tries as many sequences as nobody has the time for here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import edits

SEEDS = (1, 2, 1025)
"""The last one has found that the title of a page stands on others."""


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of its own."""
    monkeypatch.chdir(tmp_path)
    edits.project(tmp_path / "project")


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_all_is_as_a_clean_build_makes_it(seed: int) -> None:
    assert list(edits.sequence(seed, 3, edits.in_process)) == []


@pytest.mark.usefixtures("working_folder")
def test_it_would_have_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edit is made, and a build that leaves anything as it was is seen."""

    def build(*arguments: object) -> tuple[int, str]:
        for name in edits.DOCS, edits.SITE:
            folder = edits.CLEAN / name if arguments else name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "a.md").write_text("clean" if arguments else "as it was", "utf-8")
        return 0, ""

    for edit in edits.EDITS:
        monkeypatch.setattr(edits, "EDITS", {edit: 1})
        assert len(list(edits.sequence(0, 1, build))) == 2
