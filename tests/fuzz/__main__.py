"""`python -m tests.fuzz SECONDS [TARGET…]`, run by `make fuzz`: looks for input that the builder does not answer, and keeps it in `found/`.

Each target has so many seconds of processor time, so that a busy machine looks as hard as an idle one.
"""

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
    """Tries examples of each target for so many seconds of processor time; gives how many faults were found."""
    found = 0
    for target in (target for target in TARGETS if target.name in names or not names):
        end, tried, turn, fault = time.process_time() + seconds, 0, 0, None
        while fault is None and time.process_time() < end:  # one fault at a time: what was found is found again until it is mended
            count, fault = hunt(target, turn, end)
            tried, turn = tried + count, turn + 1
        if fault is not None:
            found += 1
            print(f"{target.name}: {keep(target, fault)}")
        print(f"{target.name}: {tried} examples tried in {time.process_time() - end + seconds:.0f} seconds of processor time.", flush=True)
    print(f"{found} fault{'s' * (found != 1)} found.")
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
        if time.process_time() > end and not last:
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
