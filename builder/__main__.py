"""`builder` and `python -m builder`: a process that ends in order when it is told to, from its first moment to its last.

Ctrl-C ends the process by itself as long as nothing has begun and when all is done; in between it is for the command to clear up and to say so.
A request to end (SIGTERM), as systems and continuous integration send it, does the same.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

__all__ = ["main"]

OBJECTS = (100_000, 50, 1000)
"""How many more objects there must be before Python looks for circles to take apart: what is read stays until the end, and was looked through in vain."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""What tells a process to end, and lets it."""


def main() -> int:
    """Runs a command as a process of its own. Gives the exit code: that of the command, or 128 and the number of the signal that ended it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules are read
    gc.set_threshold(*OBJECTS)
    from builder import cli
    from builder.cli.voice import Voice
    from builder.messages import language_of_person

    told: list[int] = []

    def end(number: int, _frame: object) -> None:
        for again in SIGNALS:
            signal.signal(again, signal.SIG_IGN)  # told once is enough: what is under way is cleared up
        told.append(number)
        raise KeyboardInterrupt

    try:
        for number in SIGNALS:
            signal.signal(number, end)
        code = cli.main()
    except KeyboardInterrupt:
        Voice(language_of_person(os.environ))(cli.INTERRUPTED, to=sys.stderr)  # before the command itself could say so
        code = cli.STOPPED
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN if told else signal.SIG_DFL)
    if told and code == cli.STOPPED:
        sys.stdout.flush()
        os._exit(128 + told[0])  # what was to be cleared up is; Python would wait for threads whose workers are gone
    return code


if __name__ == "__main__":
    raise SystemExit(main())
