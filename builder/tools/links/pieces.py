"""What readers of documents give: pieces of text, each with its place; and how they say that they cannot.

A reader knows neither the strategy nor the file that it reads: in come bytes, out come pieces, or `Refused`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from builder.problems import visible
from builder.wording import Phrase

MB = 2**20
MAX_READ = 64 * MB
"""The largest document that is read, in bytes."""
MAX_TEXT = 16 * MB
"""The longest text, as a file of its own or unpacked from a document, in bytes: about two and a half million words."""
MAX_RATIO = 200
"""How many times larger than its file the text of a document may be; a text of less than `MAX_SMALL` bytes is not weighed."""
MAX_SMALL = 1 * MB
MAX_PARTS = 20_000
"""How many files a packed document may hold."""
MAX_PIECES = 1_000_000
"""How many lines, paragraphs, cells and links a document may have."""
MAX_SECONDS = 60
"""How long the reading of one document may take."""
MAX_MEMORY = 2048 * MB
"""How much memory the reading of documents may take, in bytes, where the system can limit it."""


@dataclass(frozen=True)
class Piece:
    """A piece of a document: the target of a link, or running text."""

    line: int
    column: int
    text: str
    link: bool
    """Whether the text is the address of a link as a whole."""
    where: str = ""
    """Where readers find it who see no lines: 'page 3', 'slide 2', 'Sheet1!B7'."""
    offset: int = -1
    """Where it begins in the text of the file, in characters, if it stands there to the letter; else -1."""


def shown(text: str, most: int = 300) -> str:
    """What a document says of itself, as it may stand in a message: on one line, not at length, and with control characters made visible."""
    line = " ".join(text[: 2 * most].split())
    cut = line if len(line) <= most else line[: most - 1] + "…"
    return visible(cut)


class Refused(Exception):  # noqa: N818 - what is wrong is the document, not the program
    """A document cannot be read; `code` is that of the problem, `message` says why and what to do."""

    def __init__(self, code: str, message: Phrase) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message.shown(shown(message))


def fail(code: str, message: Phrase) -> NoReturn:
    """Gives up a document. Raises `Refused`, always."""
    raise Refused(code, message)


def missing(library: str) -> NoReturn:
    """Gives up a document for which a library is needed that is not installed. Raises `Refused`, always."""
    fail("links-extra", Phrase("needs the library {library}, which is not installed: pip install 'strategy-builder[links]'", library=library))
