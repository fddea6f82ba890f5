"""What the library that reads command lines says itself, in a person's language.

It asks gettext for its sentences by two names of its module, as of the installation of Python and of nothing else; for the time of a reading, the
names are ours. In English nothing is changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from builder.wording import Phrase, Tell

__all__ = ["SENTENCES", "spoken"]

SENTENCES = frozenset(
    [
        Phrase("usage: "),
        Phrase("positional arguments"),
        Phrase("options"),
        Phrase("%(heading)s:"),
        Phrase("show this help message and exit"),
        Phrase("%(prog)s: error: %(message)s\n"),
        Phrase("argument %(argument_name)s: %(message)s"),
        Phrase("the following arguments are required: %s"),
        Phrase("unrecognized arguments: %s"),
        Phrase("invalid choice: %(value)r (choose from %(choices)s)"),
        Phrase("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
        Phrase("invalid %(type)s value: %(value)r"),
        Phrase("ambiguous option: %(option)s could match %(matches)s"),
        Phrase("ignored explicit argument %r"),
        Phrase("unexpected option string: %s"),
        Phrase("unknown parser %(parser_name)r (choices: %(choices)s)"),
        Phrase("expected one argument"),
        Phrase("expected at most one argument"),
        Phrase("expected at least one argument"),
    ]
)
"""What somebody may read of the library, in all versions of Python that there are; what its programmers tell programmers is not among it."""


@contextmanager
def spoken(tell: Tell) -> Iterator[None]:
    """For the time of a reading, the library speaks as `tell` does."""
    phrases = {str(phrase): phrase for phrase in SENTENCES}

    def one(text: str | None) -> str | None:
        return tell(phrases[text]) if text in phrases else text

    def several(single: str, plural: str, number: int) -> str:
        known = Phrase.counted("expected %s argument", "expected %s arguments", number)
        return tell(known) if single == known.sentence else (single if number == 1 else plural)

    names: dict[str, Callable[..., str | None]] = {"_": one, "ngettext": several}
    before = {name: vars(argparse)[name] for name in names}
    vars(argparse).update(names)
    try:
        yield
    finally:
        vars(argparse).update(before)
