"""Where a problem is and how it reads; used by every stage.

A problem is an editor's mistake in the content, a template or a setting.
It says what is wrong and what to do; it is collected, never raised one at a time.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

__all__ = ["FORMATS", "ContentError", "Problem", "suggest", "summary"]


@dataclass(frozen=True, order=True)
class Problem:
    """One problem, at a 1-based line and column of a file named as the user would name it."""

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"
    """Whether it stops a build."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"


class ContentError(Exception):
    """All problems that stop a build, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """As another process sends it: with its problems, not with its text."""
        return ContentError, (self.problems,)


def suggest(word: str, candidates: Iterable[str]) -> str:
    """A closing " Did you mean 'x'?" if a candidate comes near, else nothing."""
    folded = {candidate.casefold(): candidate for candidate in sorted(set(candidates), reverse=True)}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f" Did you mean '{folded[near[0]]}'?" if near else ""


def _as_text(problems: tuple[Problem, ...]) -> str:
    return "\n".join([*map(str, problems), summary(problems)])


def _as_json(problems: tuple[Problem, ...]) -> str:
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)


def _as_github(problems: tuple[Problem, ...]) -> str:
    """Workflow commands of GitHub Actions, which show each problem beside its line."""

    def data(value: str) -> str:
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(value: str) -> str:
        return data(value).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(f"::{p.severity} file={prop(p.path)},line={p.line},col={p.column},title={prop(p.code)}::{data(p.message)}" for p in problems)


FORMATS = {"text": _as_text, "json": _as_json, "github": _as_github}
"""How problems are written out, by the name of the format."""


def summary(problems: tuple[Problem, ...]) -> str:
    """The closing line of a list of problems."""
    if not problems:
        return "No problems."
    files = len({problem.path for problem in problems})
    return f"{len(problems)} problem{'s' * (len(problems) != 1)} in {files} file{'s' * (files != 1)}."
