"""What was named on the command line → the documents to read: files, folders with all documents in them, and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from builder.problems import ContentError, Problem
from builder.tools.links.documents import ENDINGS
from builder.wording import Phrase

_MAGIC = re.compile(r"[*?\[]")
_AS_ONE = re.compile(r"\*\*+")
"""Stars among other characters ('a**.md'), which go through no folders."""


def documents(names: Iterable[str]) -> list[Path]:
    """The documents that are named, each once, in order.

    In folders, and by patterns (`**` goes through folders), files are documents if their names end like those of documents, and nothing
    hidden is looked at; a file that is named itself is one in any case. Raises `ContentError` with every name that names none.
    """
    found: dict[Path, None] = {}
    problems = []
    for name in names:
        some = list(_named(name))
        if not some:
            problems.append(Problem.of_file(name, "no-documents", Phrase("no document is there: name a file, a folder, or a pattern such as 'docs/**/*.md'")))
        found |= dict.fromkeys(some)
    if problems:
        raise ContentError(problems)
    return list(found)


def _named(name: str) -> Iterator[Path]:
    path = Path(name)
    if not name:  # an empty variable of a shell, which is no name of the folder where one is
        return
    if path.is_dir():
        yield from _inside(path)
    elif not path.exists() and (fixed := list(takewhile(lambda part: not _MAGIC.search(part), path.parts))) != list(path.parts):
        parts = [part if part == "**" else _AS_ONE.sub("*", part) for part in path.parts[len(fixed) :]]
        pattern = "/".join([*parts, *["*"] * (parts[-1] == "**")])  # which alone stands for folders, before Python 3.13
        seen = (found for found in sorted(Path(*fixed).glob(pattern)) if not _hidden(found.relative_to(Path(*fixed)).parts))
        yield from (found for found in seen if found.suffix.lower() in ENDINGS and not found.is_dir())
    else:
        yield path


def _inside(folder: Path) -> Iterator[Path]:
    """The documents of a folder and its folders, by name; links to folders are not followed, so the walk ends."""
    waiting = sorted(folder.iterdir(), reverse=True)
    while waiting:
        path = waiting.pop()
        if _hidden((path.name,)):
            continue
        if path.is_dir():
            waiting += () if path.is_symlink() else sorted(path.iterdir(), reverse=True)
        elif path.suffix.lower() in ENDINGS:
            yield path


def _hidden(parts: Iterable[str]) -> bool:
    """Whether a path leads through what nobody wrote: hidden files, those that Office keeps while it is open, packages of npm."""
    return any(part.startswith((".", "~$")) or part == "node_modules" for part in parts)
