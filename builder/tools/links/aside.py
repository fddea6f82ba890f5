"""Reading documents in a process of its own, which is ended when one takes too long or too much, or when a library fails.

Text is read here, in one pass over a bounded number of bytes. Everything else goes through libraries, whose time and memory nobody can bound
from within: a process can be, and what happens to it happens to one document. It is given bytes, and knows no path.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from builder.tools.links import documents
from builder.tools.links.pieces import MAX_MEMORY, MAX_SECONDS, Piece, Refused, fail
from builder.wording import Phrase

if TYPE_CHECKING:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection


class Reader:
    """Reads documents one after the other; its process is started when the first needs it, and ended with the block."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def read(self, path: Path) -> list[Piece]:
        """The pieces of a document. Raises `ContentError` if it cannot be read, or not within bounds."""
        return documents.told(path, lambda: self._read(path))

    def _read(self, path: Path) -> list[Piece]:
        data = documents.load(path)
        if documents.format_of(data, path.suffix).text:
            return documents.pieces(data, path.suffix)
        pipe = self._pipe or self._start()
        try:
            pipe.send((data, path.suffix))
            if not pipe.poll(self._seconds):
                self._end()
                fail("document-limit", Phrase("takes longer than {seconds} seconds to read: split it, or leave it out", seconds=f"{self._seconds:g}"))
            answer: list[Piece] | Refused = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._end()
            fail("document-damaged", Phrase("made the library that reads it fail: open it in the program that made it and save it again"))
        if isinstance(answer, Refused):
            raise answer
        return answer

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")  # a clean one, with nothing of this process in its memory
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None and self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def _serve(pipe: Connection) -> None:
    """The process: answers each document with its pieces, or with why there are none, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the command, which ends this
    _bound_memory()
    with contextlib.suppress(EOFError, OSError):
        while True:
            data, ending = pipe.recv()
            try:
                answer: list[Piece] | Refused = documents.pieces(data, ending)
            except Refused as refused:
                answer = refused
            pipe.send(answer)


def _bound_memory() -> None:
    if sys.platform != "win32":  # which has no such bound
        import resource

        with contextlib.suppress(ValueError, OSError):  # nor has macOS, and says so
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
