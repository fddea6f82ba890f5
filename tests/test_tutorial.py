"""The tutorial, carried out to the letter in an empty folder, with the builder installed from its wheel and nothing of the checkout beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import reference, test_docs, tutorial
from tests.conftest import REPO, Run, command

NAME = "docs/tutorial.md"


INSTALLED = ("init", "check", "build")
"""What is run as people do; the rest in this process, since that is faster and the same code."""


def test_the_tutorial_is_what_happens(installed: Path, tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """The strategy that it makes is clean at each step, and its site is there."""

    def either(name: str, *arguments: str, cwd: Path) -> Run:
        if name in INSTALLED:
            return command(name, *arguments, cwd=cwd, env={"PYTHONPATH": str(installed)})
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            return run(name, *arguments)

    shown = tutorial.FILE.read_text("utf-8")
    assert tutorial.carried_out(shown, tmp_path, either) == shown, "look at the difference; 'python -m tests.tutorial' renews the answers"
    site = tmp_path / "rivers/site"
    home = (site / "index.html").read_text("utf-8")
    assert "Rivers for All 2031–2034" in home
    assert (site / "briefs/strategy.pdf").read_bytes().startswith(b"%PDF")
    assert not any(str(REPO) in path.read_text("utf-8") for path in (site.parent / "build/docs").rglob("*.md"))
    assert (tmp_path / "basin/content/countries/varnholm.yml").is_file()


def test_its_commands_and_links_are_those_that_there_are() -> None:
    test_docs.test_commands_and_their_options_exist(NAME)
    test_docs.test_links_between_documents_lead_somewhere(NAME)
    told = {line.split()[1] for line in test_docs.written(NAME) if line.startswith("builder ") and len(line.split()) > 1}
    assert {"init", "check", "new", "serve", "build", "ids", "diff"} <= told & reference.commands().keys()
