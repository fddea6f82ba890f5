"""A state of the strategy to compare: a content folder, a `strategy.json`, or a git revision of the content folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from builder.content import load
from builder.content.corpus import Corpus
from builder.exports import api
from builder.problems import ContentError, Problem
from builder.wording import Phrase

__all__ = ["state"]


def state(name: str, content: Path) -> Corpus:
    """The entries of a content folder, a `strategy.json`, or the folder `content` as of a git revision.

    Raises `ContentError` if it is none of these or cannot be read. Rules are not applied: an old state need not meet today's.
    """
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if path.is_file():
        return api.read(path.read_bytes(), name)
    return _revision(name, content)


def _folder(path: Path) -> Corpus:
    corpus, problems = load.load(path)
    if problems:
        raise ContentError(problems)
    return corpus


def _revision(name: str, content: Path) -> Corpus:
    """Files are read from git's own archive of the revision; the working tree is not touched."""
    folder = content.resolve()
    command = ["git", "-C", str(folder if folder.is_dir() else folder.parent), "archive", "--format=tar", "--end-of-options", name, "."]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed program, no shell
    except OSError:
        raise ContentError(
            [Problem.of_file(name, "no-such-state", Phrase("is no folder and no file, and git is not installed: name a content folder or a strategy.json"))]
        ) from None
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise ContentError(
            [Problem.of_file(name, "no-such-state", Phrase("is no folder, no file, and no git revision ({reason}): name one of these", reason=reason))]
        )
    with tempfile.TemporaryDirectory() as temporary, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        try:
            archive.extractall(temporary, filter="data")
        except tarfile.FilterError as error:
            raise ContentError(
                [Problem.of_file(name, "no-such-state", Phrase("holds a link that leads out of the folder ({error}): replace it by the file", error=error))]
            ) from None
        corpus, problems = load.load(Path(temporary))
        if problems:
            shown = (
                Problem(
                    problem.path.replace(Path(temporary).as_posix(), f"{name}:{content.as_posix()}"),
                    problem.line,
                    problem.column,
                    problem.code,
                    problem.message,
                )
                for problem in problems
            )
            raise ContentError(shown)
        return corpus
