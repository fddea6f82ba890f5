"""`python within.py ORDER WORKERS KIND ARGUMENT…`: runs the builder where folders list their entries in an order, and so many workers of a kind set its briefs.

It stands alone: a copy of it is run by other versions of Python and by other users, who see nothing of this checkout.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
from collections.abc import Iterator
from typing import Any

LISTDIR, SCANDIR = os.listdir, os.scandir


class Entries:
    """What `os.scandir` gives, in an order."""

    def __init__(self, entries: list[Any]) -> None:
        self.entries = iter(entries)

    def __iter__(self) -> Iterator[Any]:
        return self.entries

    def __next__(self) -> Any:
        return next(self.entries)

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.entries = iter(())


def lists_in_order(backwards: bool) -> None:
    """From now on, every folder lists its entries so, whatever the file system does."""

    def scandir(path: Any = ".") -> Entries:
        with SCANDIR(path) as entries:
            return Entries(sorted(entries, key=lambda entry: entry.name, reverse=backwards))

    def listdir(path: Any = ".") -> list[Any]:
        return sorted(LISTDIR(path), reverse=backwards)

    os.scandir, os.listdir = scandir, listdir  # type: ignore[assignment]


def main(order: str, workers: str, kind: str, arguments: list[str]) -> None:
    lists_in_order(order == "backwards")
    from builder.print import briefs, setting

    setting.WORKERS = briefs.WORKERS = int(workers)  # type: ignore[attr-defined]
    if kind == "threads":  # the builder takes them by itself where there is a second thread
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    sys.argv = ["builder", *arguments]
    runpy.run_module("builder", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
