"""What documents show a command to answer: each `console` block is typed anew, and its answers put in their places.

Every document is a visit of its own: its commands run in the order in which they are shown, in a folder with the small strategy
and its `links.json`. A file that the document shows before (“Say that `NAME` holds this:”) is there too, and `cd` changes the folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from builder import cli, reading
from builder.exports import links
from tests.made import published

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests/small"
MADE = ("docs/reference.md", "docs/content-reference.md")
"""Documents that are made as a whole."""
DOCUMENTS = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md") if f"docs/{path.name}" not in MADE))
"""Documents that people write."""
_STEP = re.compile(
    r"^Say that `(?P<file>[^`\n]+)` holds this:\n\n```\w+\n(?P<text>.*?)^```$|^(?P<indent> *)```console\n(?P<block>.*?)^ *```$", re.MULTILINE | re.DOTALL
)
_ANSWERED = re.compile(r"^(\$ .*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)
_PROGRESS = re.compile(r"^Setting PDF briefs: .*\n", re.MULTILINE)
"""What is said only where it takes long."""
Run = Callable[[list[str]], str]
"""(arguments) → what the builder says, in the working folder."""
_TIME = re.compile(r"\b\d+(\.\d+)? s\b")
"""How long something took, which is different every time."""


def document(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text("utf-8")


def shown(name: str) -> list[tuple[str, str]]:
    """The commands that a document shows, each with its answer."""
    blocks = [_unindented(match) for match in _STEP.finditer(document(name)) if match["block"]]
    return [(line.removeprefix("$ ").strip(), answer) for block in blocks for line, answer in _ANSWERED.findall(block)]


def answered(name: str, run: Run | None = None) -> str:
    """A document with the answers that its commands give now; `run` runs them otherwise than in this process."""
    text = document(name)
    if not shown(name):
        return text
    with tempfile.TemporaryDirectory() as place, _plain_terminal():
        project = Path(place).resolve() / "plan"
        shutil.copytree(SMALL, project)
        with contextlib.chdir(project):
            Path("links.json").write_bytes(links.links_json(published(reading.read(Path("content")), "https://strategy.example.org/")))
            return _STEP.sub(lambda match: _taken(match, project, run or here), text)


@contextlib.contextmanager
def _plain_terminal() -> Iterator[None]:
    """No settings of the person who runs this: a width of 100, English, and no address of a site."""
    kept = {name: os.environ.pop(name, None) for name in ("COLUMNS", "LC_ALL", "SITE_URL", "EDIT_BASE")}
    os.environ |= {"COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    try:
        yield
    finally:
        for name in ("COLUMNS", "LC_ALL"):
            del os.environ[name]
        os.environ.update({name: value for name, value in kept.items() if value is not None})


def _taken(match: re.Match[str], project: Path, run: Run) -> str:
    """Carries out a step of a document, and gives it as it should read."""
    if match["file"]:
        Path(match["file"]).write_text(match["text"], "utf-8")
        return match[0]
    block = _ANSWERED.sub(lambda command: command[1] + _kept(command[2], _answer(command[1].removeprefix("$ "), project, run)), _unindented(match))
    lines = "".join(f"{match['indent']}{line}" if line.strip() else line for line in block.splitlines(keepends=True))
    return f"{match['indent']}```console\n{lines}{match['indent']}```"


def _unindented(match: re.Match[str]) -> str:
    return re.sub(rf"^{match['indent']}", "", match["block"], flags=re.MULTILINE)


def _kept(old: str, new: str) -> str:
    """The answer as it was where it differs from the new one in nothing but time."""
    return old if _TIME.sub("", old) == _TIME.sub("", new) else new


def _answer(line: str, project: Path, run: Run) -> str:
    """What a command says, on both channels as a terminal shows them; the folder of the visit is written '…'."""
    program, *arguments = shlex.split(line)
    if program == "cd":
        os.chdir(arguments[0])
        return ""
    assert program == "builder", line
    return _PROGRESS.sub("", run(arguments).replace(project.as_posix(), "…"))


def here(arguments: list[str]) -> str:
    """What the builder says in this process."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
        cli.main(arguments)
    return said.getvalue()
