"""Lighthouse on the built site, mobile preset, in headless Chromium; prints a table and fails below the bars.

Run by `make audit`, after `builder build`. The site is served with gzip and with its own `_headers`, as a host would.
Performance is simulated from what the machine measures, and a busy machine only lowers it: a page is run again,
up to `TRIES` times, until it meets the bars, and the best run counts.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from host import ROOT, SITE, browser, hosted

PAGES = {"home": "", "a country": "countries/*/", "an objective": "objectives/*/", "key figures": "key-figures/"}
"""Kinds of pages, and where they lie: of several the longest is measured, and of a kind that the strategy has none of, none."""
SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
WEIGHT = 110 * 1024
"""Bytes over the wire for a first visit."""
REQUESTS = 12
TRIES = 5
LONGEST = 120
"""Seconds after which a run is given up."""


class UnfinishedError(Exception):
    """A run of Lighthouse that gave no result: the browser did not start, or was too busy to answer."""


def measure(url: str, chromium: str) -> dict[str, Any]:
    """One run of Lighthouse: the report. Raises UnfinishedError."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        flags = f"--headless --no-sandbox --disable-gpu --disable-background-networking --user-data-dir={folder}/profile"
        command = [shutil.which("node") or "node", str(ROOT / "audit/node_modules/lighthouse/cli/index.js"), url, "--quiet", "--output=json"]
        try:
            run = subprocess.run(
                [*command, f"--output-path={report}", f"--chrome-flags={flags}"],
                env={**os.environ, "CHROME_PATH": chromium},
                capture_output=True,
                text=True,
                check=False,
                timeout=LONGEST,
            )
        except subprocess.TimeoutExpired as late:
            raise UnfinishedError(f"no answer in {LONGEST} seconds") from late
        if not report.exists():
            raise UnfinishedError(f"{run.stdout}{run.stderr}".strip())
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        if "runtimeError" in found or "details" not in found["audits"]["network-requests"]:
            raise UnfinishedError(found.get("runtimeError", {}).get("message", "the page was not loaded"))
        return found


def facts(report: dict[str, Any], base: str) -> dict[str, Any]:
    """What counts of a report: scores, weight, requests, foreign requests, layout shift."""
    requests = [item for item in report["audits"]["network-requests"]["details"]["items"] if not item["url"].startswith("data:")]
    return {
        "scores": {name: round(100 * (report["categories"][name]["score"] or 0)) for name in SCORES},
        "weight": sum(item.get("transferSize") or 0 for item in requests),
        "requests": len(requests),
        "foreign": [item["url"] for item in requests if not item["url"].startswith(base)],
        "shift": report["audits"]["cumulative-layout-shift"].get("numericValue", float("inf")),  # a run that saw no paint tells none
        "failed": sorted(
            f"{audit['id']}: {audit['title']}"
            for name in SCORES
            if name != "performance"
            for ref in report["categories"][name]["auditRefs"]
            if (audit := report["audits"][ref["id"]])["score"] == 0 and ref["weight"]
        ),
    }


def faults(found: dict[str, Any]) -> list[str]:
    """In what a page falls short."""
    said = [f"{name} {score} < {SCORES[name]}" for name, score in found["scores"].items() if score < SCORES[name]]
    if found["weight"] > WEIGHT:
        said.append(f"{found['weight'] / 1024:.0f} KB > {WEIGHT // 1024} KB")
    if found["requests"] > REQUESTS:
        said.append(f"{found['requests']} requests > {REQUESTS}")
    if found["shift"] > 0.001:
        said.append(f"layout shift {found['shift']:.3f}")
    return said + [f"foreign request {url}" for url in found["foreign"]] + found["failed"]


def there(site: Path) -> dict[str, str]:
    """The addresses of the pages that are measured, by their kinds."""
    found = {label: list(site.glob(f"{pattern}index.html")) for label, pattern in PAGES.items()}
    longest = {label: max(paths, key=lambda path: path.stat().st_size) for label, paths in found.items() if paths}
    return {label: path.relative_to(site).as_posix().removesuffix("index.html") for label, path in longest.items()}


def main() -> int:
    chromium = browser()
    with hosted() as base:
        return audit(base, chromium)


def audit(base: str, chromium: str) -> int:
    """Runs Lighthouse on each kind of page; gives the exit code."""
    pages = there(SITE)
    print("| page | performance | accessibility | best practices | SEO | KB | requests | layout shift |\n|:--|--:|--:|--:|--:|--:|--:|--:|")
    wrong = []
    for label, path in pages.items():
        runs: list[dict[str, Any]] = []
        for _ in range(TRIES):
            try:
                runs.append(facts(measure(base + path, chromium), base))
            except UnfinishedError as reason:
                print(f"A run of Lighthouse on {label} did not finish: {reason}", file=sys.stderr)
            else:
                if not faults(runs[-1]):
                    break
        if not runs:
            wrong.append(f"{path or '/'}: no run of Lighthouse finished")
            continue
        best = min(runs, key=lambda found: (len(faults(found)), -found["scores"]["performance"]))
        scores = " | ".join(str(score) for score in best["scores"].values())
        print(f"| {label} ({path or '/'}) | {scores} | {best['weight'] / 1024:.0f} | {best['requests']} | {best['shift']:.3f} |", flush=True)
        wrong += [f"{path or '/'}: {fault}" for fault in faults(best)]
    print("\n".join(["", *wrong]) if wrong else f"\n{len(pages)} passed, 0 failed")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
