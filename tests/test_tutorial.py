"""The tutorial, carried out to the letter in an empty folder, with the builder installed from its wheel and nothing of the checkout beside it."""

from __future__ import annotations

import functools
from pathlib import Path

from tests import reference, test_docs, tutorial
from tests.conftest import REPO, command

NAME = "docs/tutorial.md"


def test_the_tutorial_is_what_happens(installed: Path, tmp_path: Path) -> None:
    """The strategy that it makes is clean at each step, and its site is there."""
    run = functools.partial(command, env={"PYTHONPATH": str(installed)})
    shown = tutorial.FILE.read_text("utf-8")
    assert tutorial.carried_out(shown, tmp_path, run) == shown, "look at the difference; 'python -m tests.tutorial' renews the answers"
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
