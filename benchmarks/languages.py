"""What a second language costs: the real strategy is built with one language and with all that it has, each by the command and from nothing.

`python benchmarks/languages.py` prints processor time (of all processes), files and bytes of the site, as ratios of the two in one run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 2
"""Builds of each; the cheapest counts, so other work on the machine hardly shows."""


def built(folder: Path, *, translated: bool) -> tuple[float, int, int]:
    """Builds the strategy in a new folder: seconds of processor time, files, bytes."""
    ignored = shutil.ignore_patterns("tests", *(() if translated else ("translations",)))
    shutil.copytree(ROOT / "content", folder / "content", ignore=ignored)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "builder", "build", "--provisional", "--docs-dir", "build/docs"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, len(files), sum(path.stat().st_size for path in files)


def main() -> None:
    """Prints the table."""
    found: dict[bool, list[tuple[float, int, int]]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as place:
        for run in range(RUNS):
            for translated, results in found.items():
                results.append(built(Path(place, f"{run}-{translated}"), translated=translated))
    one, all_ = (min(results) for results in (found[False], found[True]))
    languages = 1 + len(list((ROOT / "content/translations").glob("*.po")))
    print(f"| {languages} languages ÷ one | ratio | bar |\n|:--|--:|--:|")
    for name, ours, theirs, bar in zip(("processor time of a build", "files of the site", "bytes of the site"), all_, one, ("≤ 2.1", "≤ 2.1", ""), strict=True):
        print(f"| {name} | {ours / theirs:.2f} | {bar} |")
    print(f"\n{one[0]:.1f} s and {all_[0]:.1f} s; {one[1]} and {all_[1]} files, {one[2] / 2**20:.1f} and {all_[2] / 2**20:.1f} MiB.")


if __name__ == "__main__":
    main()
