"""The commands; the only part that prints or exits."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from builder.arguments import parser
from builder.cli.voice import Voice
from builder.messages import language_of_person
from builder.problems import FORMATS, ContentError, Problem, of_system
from builder.wording import Phrase

__all__ = ["COMMANDS", "main"]

STOPPED = 130
"""What shells report of a command that was interrupted (Ctrl-C)."""
INTERRUPTED = Phrase("Stopped.")
CLOSED_PIPE = 141
"""What shells report of a command whose reader went away, as in `builder diff … | head`: 128 and the number of the signal."""
NOT_DONE = {"links": 2}
"""What a command ends with that could not do its work, where 1 is an answer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Gives the exit code.

    0: done. 1: problems in the content. 2: wrong usage, or what `links` cannot read or write. 141: nobody reads on what it prints.
    """
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout:
                sys.stdout.flush()  # what waits to be written is missed here, and not when Python has ended
    except OSError as error:
        if not _reader_is_gone(error):
            raise
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the device, for what is left to be written at the end
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return CLOSED_PIPE


def _reader_is_gone(error: Exception) -> bool:
    """Whether nobody reads any more what is printed; Windows has no word for it, and calls what was written wrong (EINVAL)."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL and not error.filename)


def _run(arguments: Sequence[str] | None) -> int:
    """Runs a command; what goes wrong is printed as problems."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character still shows the message
    say = Voice(language_of_person(os.environ))
    line = sys.argv[1:] if arguments is None else arguments
    with say.reading():
        options = parser(say.tell, line).parse_args(line)
    try:
        return _command(options.command)(options, say)
    except (ContentError, OSError) as error:
        if _reader_is_gone(error):
            raise
        report = FORMATS.get(getattr(options, "format", "text"), FORMATS["text"])
        say.lines(report(_problems(error), say.tell), to=sys.stdout if options.command == "check" else sys.stderr)
        return NOT_DONE.get(options.command, 1)
    except KeyboardInterrupt:
        say(INTERRUPTED, to=sys.stderr)
        return STOPPED


def _problems(error: ContentError | OSError) -> tuple[Problem, ...]:
    """What went wrong; what the system says of a file or folder reads like any other problem."""
    if isinstance(error, ContentError):
        return error.problems
    message = Phrase("the system says: {reason}; check that this exists, may be read and written, and that the disk is not full", reason=of_system(error))
    return (Problem.of_file(str(error.filename or "builder"), "system", message),)


COMMANDS = {
    "init": "editing",
    "check": "making",
    "build": "building",
    "brief": "making",
    "ids": "editing",
    "links": "comparing",
    "diff": "comparing",
    "new": "editing",
    "override": "editing",
    "schemas": "editing",
    "serve": "making",
    "translate": "editing",
}
"""All commands, each with the module of this package that has its function; their arguments are those of `arguments`."""


def _command(name: str) -> Callable[[argparse.Namespace, Voice], int]:
    """What does a command. Only then its module is read, and all that it needs: help and mistakes of typing answer at once."""
    return cast("Callable[[argparse.Namespace, Voice], int]", getattr(import_module(f"builder.cli.{COMMANDS[name]}"), name))
