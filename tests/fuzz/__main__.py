"""`python -m tests.fuzz SECONDS [TARGET…]`, run by `make fuzz`: looks for input that the builder does not answer, and keeps it in `found/`."""

from __future__ import annotations

import hashlib
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.fuzz.targets import TARGETS, Target, attempt

FOUND = Path(__file__).parent / "found"
ROUND = 100
"""Examples that a target tries before the next one is tried."""


def main(seconds: float, names: list[str]) -> int:
    """Tries examples of all targets in turn for so many seconds; gives how many faults were found."""
    end = time.monotonic() + seconds
    turn = tried = found = 0
    targets = [target for target in TARGETS if target.name in names or not names]
    while targets and time.monotonic() < end:
        for target in list(targets):
            count, fault = hunt(target, turn, end)
            tried += count
            if fault is not None:
                found += 1
                targets.remove(target)  # one fault at a time: what was found is found again until it is mended
                print(f"{target.name}: {keep(target, fault)}", flush=True)
        turn += 1
    print(f"{tried} examples tried, {found} fault{'s' * (found != 1)} found.")
    return found


def hunt(target: Target, turn: int, end: float) -> tuple[int, Any]:
    """Tries a round of examples; gives how many, and the smallest that is not answered, if there is one."""
    last: list[Any] = []
    tried = 0

    @seed(time.time_ns() if turn else 0)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
    )
    @given(target.examples())
    def look(example: Any) -> None:
        nonlocal tried
        if time.monotonic() > end and not last:
            return
        tried += 1
        try:
            attempt(target, example)
        except Exception:
            last[:] = [example]
            raise

    try:
        look()
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        print(f"{type(error).__name__}: {str(error)[:300]}, at {frames[-1].filename}:{frames[-1].lineno}", flush=True)
    return tried, last[0] if last else None


def keep(target: Target, example: Any) -> Path:
    """Keeps an example for the tests; gives its file."""
    text = json.dumps({"target": target.name, "example": example}, indent=1) + "\n"
    path = FOUND / f"{target.name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    path.write_text(text, "utf-8")
    return path


if __name__ == "__main__":
    raise SystemExit(int(main(float(sys.argv[1]), sys.argv[2:]) > 0))
