"""Setting briefs and pictures: what one is to be made from, what came of it, and the workers that do it.

Between `briefs` and `pictures`, which say what there is to set, and `typesetter`, which sets one document.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import segno

from builder.print.typesetter import Typesetter

WORKERS = 2
"""Files set at the same time."""
PATIENCE = 10
"""Hundredths of a second in which a thread may end."""

ENDING = (signal.SIGINT, signal.SIGTERM)
"""Signals that end a process which does not heed them."""
DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux (prctl(2)): the signal that a process gets when the one that forked it ends."""
Fit = dict[str, Any]
"""How a brief is laid out on its sheet, in the words of its template, which finds it and takes it again: nothing here reads it."""


@dataclass(frozen=True)
class BriefFile:
    """A finished PDF."""

    path: str
    data: bytes = field(repr=False)
    pages: int
    key: str
    """Digest of all that it was made from."""
    fit: Fit | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)


class Task(Protocol):
    """A file to be set, as plain values that another process can take."""

    def set(self, typesetter: Typesetter) -> BriefFile:
        """Sets it."""


@dataclass(frozen=True)
class Job:
    """A brief to be set."""

    path: str
    template: str
    data: dict[str, Any]
    key: str
    codes: dict[str, str]
    """QR codes as SVG, by the address that each leads to."""
    identifier: str
    """The permanent address of what it is about."""

    def set(self, typesetter: Typesetter) -> BriefFile:
        """Sets the brief; that of a country is fitted to its sheet first, and tells how, so that packs need not find it again."""
        data, fit = self.data, None
        if self.template == "country":
            fit = typesetter.told("fit", "fit", data, qr=self.codes)
            data = {**data, "brief": {**data["brief"], "fit": fit}}
        pdf = typesetter.set(self.template, data, identifier=self.identifier, qr=self.codes)
        return BriefFile(self.path, pdf.data, pdf.pages, self.key, fit)


@contextmanager
def workers(typesetter: Typesetter, count: int) -> Iterator[Callable[[Task], Future[BriefFile]]]:
    """Gives what sets a file in the background.

    Typst's threads get in each other's way, so a build of many files has processes, where a process can still be forked safely:
    on Linux, before it has any second thread. Elsewhere threads do the same.
    """
    if count > WORKERS and _is_alone():
        with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork"), _inherit, (typesetter, os.getpid())) as processes:
            others = set(multiprocessing.active_children())

            def submit(job: Task) -> Future[BriefFile]:
                with _undisturbed():  # for this forks workers, which are not to be told of signals
                    return processes.submit(_set_inherited, job)

            try:
                yield submit
            except BaseException:  # whatever happened, nobody waits for what they are at
                for worker in set(multiprocessing.active_children()) - others:
                    worker.kill()
                processes.shutdown(wait=False, cancel_futures=True)
                raise
    else:
        with ThreadPoolExecutor(WORKERS) as threads:
            try:
                yield lambda job: threads.submit(job.set, typesetter)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise


def _is_alone() -> bool:
    """Whether the process is known to have no second thread; those of workers that have just been dismissed are waited for."""
    tasks = Path("/proc/self/task")
    for _ in range(PATIENCE):
        if not tasks.is_dir() or len(list(tasks.iterdir())) == 1:
            return tasks.is_dir()
        time.sleep(0.01)
    return False


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps signals that end a process until the block has ended; Windows, which cannot, forks no process either."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_inherited: list[Typesetter] = []
"""In a worker process: the typesetter that it was forked with."""


def _inherit(typesetter: Typesetter, parent: int) -> None:
    """Begins a worker."""
    _end_with(parent)
    _inherited[:] = [typesetter]


def _end_with(parent: int) -> None:
    """Has a worker end with the process that forked it, which alone is told of signals."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:  # it has ended before this could be asked for
        os._exit(1)


def _set_inherited(job: Task) -> BriefFile:
    return job.set(_inherited[0])


@cache
def qr(address: str) -> str:
    """A QR code (ISO/IEC 18004, error correction M or better) as SVG, without quiet zone.

    All dark modules are one path, so that no seams show between them.
    """
    return _svg(segno.make(address, error="m", micro=False).matrix)


def _svg(matrix: Sequence[Sequence[int]]) -> str:
    runs = []
    for row, modules in enumerate(matrix):
        column = 0
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                runs.append(f"M{column} {row}h{length}v1h-{length}z")
            column += length
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(matrix)} {len(matrix)}"><path d="{"".join(runs)}"/></svg>'
