"""Measures the build on synthetic strategies and prints a table of ratios, all from one run.

Usage: python benchmarks/run.py [SMALL LARGE OBJECTIVES] (200, 2000 and 20 when not given). Takes some minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = (("pages and exports", "builder", "< 1.0"), ("briefs", "briefs", ""))
COSTS = (("whole build", "total", "≤ 1.25"), ("pages and exports", "builder", ""), ("briefs", "briefs", ""), ("MkDocs", "publisher", ""))
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above


def build(content: Path, work: Path) -> dict[str, Any]:
    """One build in a process of its own."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.measure", str(content), str(work)], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def main() -> None:
    small, large, objectives = (int(word) for word in sys.argv[1:4]) if len(sys.argv) > 3 else (200, 2000, 20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs: dict[str, dict[str, Any]] = {}
        for size in (small, large):
            content = folder / f"content-{size}"
            synthetic.write(content, size, objectives)
            print(f"{size} countries …", file=sys.stderr)
            runs[f"{size}"] = build(content, folder / f"work-{size}") | {"countries": size}
        print("rebuilds …", file=sys.stderr)
        content, work = folder / f"content-{small}", folder / f"work-{small}"
        runs["unchanged"] = build(content, work)
        figures = content / "figures.yml"
        figures.write_text(figures.read_text("utf-8").replace("value: '1001'", "value: '4321'"), "utf-8")
        runs["changed"] = build(content, work)

    def cost(size: int, part: str) -> float:
        return float(runs[f"{size}"][part] / runs[f"{size}"]["pages"])

    one, many = runs[f"{small}"], runs[f"{large}"]
    share = [(f"{part} ÷ MkDocs run, {run['countries']} countries", run[key] / run["publisher"], bar) for part, key, bar in PARTS for run in (one, many)]
    flat = [(f"cost a page, {large} ÷ {small} countries: {part}", cost(large, key) / cost(small, key), bar) for part, key, bar in COSTS]
    again = [
        (f"{part}, {change} ÷ first build", runs[name][key] / one[key], "")
        for part, key in (("pages and exports", "builder"), ("briefs", "briefs"), ("whole build", "total"))
        for name, change in (("unchanged", "nothing changed"), ("changed", "one figure changed"))
    ]
    rows = [*share, *flat, *again]
    print("| measure | ratio | bar |\n|:--|--:|--:|\n" + "\n".join(f"| {label} | {ratio:.2f} | {bar} |" for label, ratio, bar in rows))
    written = [run["written"] for run in (one, runs["unchanged"], runs["changed"])]
    print(f"\nPages: {one['pages']} and {many['pages']}. Files written: {written[0]} at first, {written[1]} unchanged, {written[2]} with one figure changed.")
    memory = [run["memory"] / 1024 for run in (one, many)]
    print(f"Peak memory: {memory[0]:.0f} and {memory[1]:.0f} MiB. Seconds in all: {one['total']:.1f} and {many['total']:.1f}.")


if __name__ == "__main__":
    main()
