"""Carries out `docs/tutorial.md` and renews the answers in it: `python -m tests.tutorial`. Look at the difference before you commit it."""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import REPO, Run, command

FILE = REPO / "docs/tutorial.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARYING = (
    (r"^Setting PDF briefs: .*\n", ""),
    (r"^(build/docs: )\d+( files, )\d+( written)", r"\1…\2…\3"),
    (r"^(Publishing )\d+", r"\1…"),
    (r"^(site: )\d+( pages in )[\d.]+( s\. Open ).*", r"\1…\2…\3…"),
)
"""What differs from one machine or time to another, or with every page that is added; '…' stands for it."""


def carried_out(text: str, folder: Path, run: Callable[..., Run]) -> str:
    """The tutorial with the answers that its commands give, run one after the other; `cd` leads from the folder on."""
    files = dict(re.findall(r"^Say that `([\w.]+)` holds this:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    place = [folder]

    def answered(block: re.Match[str]) -> str:
        lines = [line for line in block[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{_answer(line, place, files, run)}" for line in lines) + "```"

    return BLOCK.sub(answered, text)


def _answer(line: str, place: list[Path], files: dict[str, str], run: Callable[..., Run]) -> str:
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program == "cd":
        place[0] /= arguments[0]
        return ""
    assert program == "builder", line
    for name in arguments:
        if name in files:
            (place[0] / name).write_text(files[name], "utf-8")
    done = run(*arguments, cwd=place[0])
    answer = done.out + done.err
    for pattern, instead in VARYING:
        answer = re.sub(pattern, instead, answer, flags=re.MULTILINE)
    return answer


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        FILE.write_text(carried_out(FILE.read_text("utf-8"), Path(temporary), command), "utf-8")
