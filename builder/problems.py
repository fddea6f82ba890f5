"""Where a problem is and how it reads; used by every stage.

A problem is an editor's mistake in the content, a template or a setting.
It says what is wrong and what to do; it is collected, never raised one at a time.
Its message is English and remembers what it was made from: whoever prints it tells it in the language of the person who reads it.
"""

from __future__ import annotations

import errno
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from builder.wording import Phrase, Tell, english

__all__ = ["FORMATS", "ContentError", "Problem", "of_system", "quoted", "some", "suggest", "summary", "visible"]

LONGEST_QUOTED = 100
"""Characters of a text in quotation marks that a message shows at most."""
LONGEST_MESSAGE = 800
"""Characters of a message as it is made; what is longer holds too much of what somebody wrote, and only its ends are shown."""
END = 150
"""Characters of each end of such a message."""
NOTHING = Phrase("")
FEW = 3
"""Names of many that a message shows."""
LONGEST_SUGGESTED = 100
"""Characters of a word for which another one is suggested at most; comparing takes the product of both lengths."""
_QUOTED = re.compile(r"(?<!\w)'(.{0,4000}?)'(?!\w)", re.DOTALL)
"""A text in quotation marks, which are no apostrophes; one that is longer makes the whole message too long."""
_QUOTED_ELSEWHERE = re.compile(r"(?<=[«„“])([^«»„“”]{0,4000})(?=[»“”])", re.DOTALL)
"""The same in the marks of other languages, without them."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """A text as it may stand in a message: on one line, with characters that nobody sees, or that turn others around, as their numbers."""
    line = re.sub(r"[\t\n\v\f\r]+", " ", text)
    if line.isascii() and line.isprintable():
        return line
    return "".join(f"\\u{ord(char):04x}" if unicodedata.category(char) in _INVISIBLE else char for char in line)


def _told(message: str) -> str:
    """A message with no more of what somebody wrote than a person reads."""
    if len(message) > 10 * LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]} … {message[-LONGEST_MESSAGE:]}"
    short = _QUOTED.sub(_shortened, message)
    return visible(short if len(short) <= LONGEST_MESSAGE else f"{short[:END]} … {short[-END:]}")


def _shortened(quoted: re.Match[str]) -> str:
    return quoted[0] if len(quoted[1]) <= LONGEST_QUOTED else f"'{quoted[1][:LONGEST_QUOTED]}…'"


def _told_elsewhere(message: str) -> str:
    """The same of a message in another language than English."""
    return _told(_QUOTED_ELSEWHERE.sub(lambda quoted: quoted[0] if len(quoted[0]) <= LONGEST_QUOTED else f"{quoted[0][:LONGEST_QUOTED]}…", message))


@dataclass(frozen=True, order=True)
class Problem:
    """One problem, at a 1-based line and column of a file named as the user would name it."""

    path: str
    line: int
    column: int
    code: str
    message: Phrase
    severity: Literal["error", "warning"] = "error"
    """Whether it stops a build."""

    def __post_init__(self) -> None:
        text = _told(self.message)
        object.__setattr__(self, "message", self.message.shown(text) if isinstance(self.message, Phrase) else text)

    @classmethod
    def of_file(cls, path: Path | str, code: str, message: Phrase, severity: Literal["error", "warning"] = "error") -> Problem:
        """A problem with a whole file or folder, or with what was typed."""
        return cls(path.as_posix() if isinstance(path, Path) else path, 1, 1, code, message, severity)

    def __str__(self) -> str:
        return self.told(english)

    def told(self, tell: Tell) -> str:
        """The problem as a person reads it."""
        return f"{visible(self.path)}:{self.line}:{self.column}: {tell(SEVERITIES[self.severity])}[{self.code}]: {self.words(tell)}"

    def words(self, tell: Tell) -> str:
        """Its message as a person reads it."""
        said = tell(self.message)
        return said if said == self.message else _told_elsewhere(said)


SEVERITIES = {"error": Phrase("error"), "warning": Phrase("warning")}
"""How severe problems are, as people read it."""


class ContentError(Exception):
    """All problems that stop a build, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """As another process sends it: with its problems, not with its text."""
        return ContentError, (self.problems,)


def suggest(word: str, candidates: Iterable[str]) -> Phrase:
    """A closing " Did you mean 'x'?" if a candidate comes near, else nothing."""
    import difflib  # a word is suggested once in a while

    if len(word) > LONGEST_SUGGESTED:
        return NOTHING
    folded = {candidate.casefold(): candidate for candidate in sorted(set(candidates), reverse=True)}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return Phrase(" Did you mean '{word}'?", word=folded[near[0]]) if near else NOTHING


_OF_SYSTEM = {
    errno.EACCES: Phrase("Permission denied"),
    errno.EEXIST: Phrase("File exists"),
    errno.EISDIR: Phrase("Is a directory"),
    errno.ENAMETOOLONG: Phrase("File name too long"),
    errno.ENOENT: Phrase("No such file or directory"),
    errno.ENOSPC: Phrase("No space left on device"),
    errno.ENOTDIR: Phrase("Not a directory"),
    errno.EPERM: Phrase("Operation not permitted"),
    errno.EROFS: Phrase("Read-only file system"),
}
"""What systems most often say of files and folders."""


def of_system(error: OSError) -> Phrase:
    """What the system says of a file or folder; it says so itself in English, and in other languages what is said most often is told."""
    said = error.strerror or str(error)
    return _OF_SYSTEM[error.errno].shown(said) if error.errno in _OF_SYSTEM else Phrase.verbatim(said)


def quoted(names: Iterable[str]) -> Phrase:
    """Names in a row, each in quotation marks: "'a', 'b'"."""
    return Phrase.row(Phrase("'{name}'", name=name) for name in names)


def some(names: Sequence[str]) -> Phrase:
    """The first few of many names: 'a, b, c and 4 more'."""
    first = ", ".join(names[:FEW])
    return Phrase("{names} and {number} more", names=first, number=len(names) - FEW) if len(names) > FEW else Phrase.verbatim(first)


def _as_text(problems: tuple[Problem, ...], tell: Tell = english) -> str:
    return "\n".join([*(problem.told(tell) for problem in problems), tell(summary(problems))])


def _as_json(problems: tuple[Problem, ...], _: Tell = english) -> str:
    """For programs, which get the message in English whoever runs them."""
    return json.dumps([{**asdict(problem), "message": str(problem.message)} for problem in problems], indent=2, ensure_ascii=False)


def _as_github(problems: tuple[Problem, ...], tell: Tell = english) -> str:
    """Workflow commands of GitHub Actions, which show each problem beside its line."""

    def data(value: str) -> str:
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(value: str) -> str:
        return data(value).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(f"::{p.severity} file={prop(p.path)},line={p.line},col={p.column},title={prop(p.code)}::{data(p.words(tell))}" for p in problems)


FORMATS = {"text": _as_text, "json": _as_json, "github": _as_github}
"""How problems are written out, by the name of the format; what is for people is told to them."""


def summary(problems: tuple[Problem, ...]) -> Phrase:
    """The closing line of a list of problems."""
    if not problems:
        return Phrase("No problems.")
    count, files = len(problems), len({problem.path for problem in problems})
    found = Phrase.counted("{number} problem", "{number} problems", count)
    return Phrase("{problems} in {files}.", problems=found, files=Phrase.counted("{number} file", "{number} files", files))
