"""What is said to the person who runs a command."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TextIO

from builder import command_line
from builder.localization import ENGLISH, Localization
from builder.problems import Problem
from builder.wording import Phrase, Tell

if TYPE_CHECKING:
    from builder.model.strategy import Strategy


class Voice:
    """How a command speaks to the person who runs it: in their language, and at once."""

    def __init__(self, language: Localization) -> None:
        self.language = language
        self.tell: Tell = language.told

    def __call__(self, *messages: Phrase, to: TextIO | None = None) -> None:
        """Prints messages, each on a line; nothing, if there are none."""
        self.lines(*map(self.tell, messages), to=to)

    def lines(self, *lines: str, to: TextIO | None = None) -> None:
        """Prints lines as they stand: names, addresses, and what is told already."""
        if lines:
            print(*lines, sep="\n", file=to, flush=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Prints problems, each on a line."""
        self.lines(*(problem.told(self.tell) for problem in problems))

    def reading(self) -> AbstractContextManager[None]:
        """For the time in which a command line is read: what reads it speaks so too."""
        return nullcontext() if self.language is ENGLISH else command_line.spoken(self.tell)


class Progress:
    """Says how far the briefs are, from the second after which a person begins to wonder; at most once a second."""

    def __init__(self, say: Voice) -> None:
        self._say = say
        self._next = time.monotonic() + 2

    def __call__(self, done: int, total: int) -> None:
        """Hears that so many of all are done."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            self._say(Phrase("Setting PDF briefs: {done} of {total} …", done=done, total=total))


def entry_count(model: Strategy) -> int:
    """How many entries a strategy is said to have: those about others apart."""
    return sum(not node.kind.about_entries for node in model.nodes)
