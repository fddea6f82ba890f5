"""The tutorial, carried out to the letter with the builder installed from its wheel, in a folder outside the checkout."""

from __future__ import annotations

from pathlib import Path

from tests import answers
from tests.conftest import REPO, command

NAME = "docs/tutorial.md"
INSTALLED = ("init", "check", "build")
"""What is run as people do; the rest in this process, since that is faster and the same code."""


def test_the_tutorial_is_what_happens(installed: Path) -> None:
    """The strategy that it makes is clean at each step, and its site is there."""
    kept: dict[str, bytes] = {}

    def run(arguments: list[str]) -> str:
        if arguments[0] not in INSTALLED:
            return answers.here(arguments)
        done = command(*arguments, cwd=Path.cwd(), env={"PYTHONPATH": str(installed)})
        if arguments[0] == "build":
            kept.update({path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()})
        return done.out + done.err

    assert answers.answered(NAME, run) == answers.document(NAME), "look at the difference; 'make docs' renews the answers"
    assert "Rivers for All 2031–2034" in kept["site/index.html"].decode()
    assert kept["site/briefs/strategy.pdf"].startswith(b"%PDF")
    assert not any(str(REPO).encode() in data for name, data in kept.items() if name.endswith((".html", ".md", ".yml")))
