"""Commands as processes: how long the processor was at work for one and all that it started, and how much memory they had together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.05
"""Seconds between looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    processor: float
    """Seconds of processor time, of the program and of the system for it, in all processes."""
    clock: float
    """Seconds by the clock."""
    memory: int
    """Bytes that all processes had together at most; what they share counts once (Linux, PSS), and nothing where that is not to be had."""
    said: str
    """What it printed."""


def cost(command: Sequence[object], folder: Path, variables: Mapping[str, str] | None = None) -> Cost:
    """Runs a command in a folder. Raises `SystemExit` with what it says if it fails; commands that end otherwise by intention are run by a shell."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(
        list(map(str, command)), cwd=folder, env={**os.environ, **(variables or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        most = [0]
        watching = threading.Thread(target=_watch, args=(process, most))
        watching.start()
        said = process.communicate()[0].decode("utf-8", "replace")
        watching.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{said}")
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - begun, most[0], said)


def _watch(process: subprocess.Popen[bytes], most: list[int]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_memory, _tree(process.pid))))
        time.sleep(PAUSE)


def _tree(number: int) -> Iterator[int]:
    """A process and all that it started."""
    yield number
    try:
        children = [int(child) for task in Path(f"/proc/{number}/task").iterdir() for child in (task / "children").read_text("ascii").split()]
    except OSError:
        return
    for child in children:
        yield from _tree(child)


def _memory(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
