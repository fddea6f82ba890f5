"""How soon the search answers a keystroke, on the built site in headless Chromium; prints a table and fails above the bar.

Run by `make audit`, after Lighthouse. A keystroke is timed from its event until the results are in the page, query by query and
letter by letter. The best of `TRIES` runs counts, because a busy machine only adds to it; the first keystroke of a visit is told apart,
for it may have to wait until the index is there.
"""

from __future__ import annotations

import statistics
from typing import Any

import yaml
from host import ROOT, browser, hosted
from playwright.sync_api import sync_playwright

BAR = 100
"""Milliseconds from a keystroke to its results."""
TRIES = 3
QUERIES = ROOT / "content/tests/search_queries.yml"
"""What people ask this strategy; of one that has no such list, what its countries and objectives are called is typed."""
TIMED = """
async queries => {
    const input = document.querySelector("#search");
    const list = document.querySelector("#search-results");
    const times = [];
    for (const query of queries) {
        for (let end = 1; end <= query.length; end++) {
            input.value = query.slice(0, end);
            const start = performance.now();
            const shown = new Promise(done => new MutationObserver((_, watch) => { watch.disconnect(); done(); }).observe(list, { childList: true }));
            input.dispatchEvent(new InputEvent("input", { bubbles: true }));
            await Promise.race([shown, new Promise(done => setTimeout(done, 2000))]);
            times.push(performance.now() - start);
        }
    }
    return times;
}
"""


def measure(chromium: Any, url: str, queries: list[str]) -> tuple[float, list[float]]:
    """Milliseconds of the first keystroke of a visit, and of every later one."""
    page = chromium.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True).new_page()
    page.goto(url)
    page.locator("#search").focus()
    page.wait_for_function("window.siteSearch")
    first: float = page.evaluate(TIMED, [queries[0][:1]])[0]
    later: list[float] = page.evaluate(TIMED, queries)
    page.context.close()
    return first, later


def asked() -> list[str]:
    """The queries that are typed."""
    if QUERIES.exists():
        return [item["query"] for item in yaml.safe_load(QUERIES.read_text("utf-8"))]
    names = (yaml.safe_load(path.read_text("utf-8")) for folder in ("countries", "objectives") for path in sorted(ROOT.glob(f"content/{folder}/*.yml")))
    return [str(item.get("short_title") or item.get("name") or item["title"]) for item in names]


def main() -> int:
    queries = asked()
    with hosted() as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=["--disable-gpu", "--disable-background-networking"])
        runs = [measure(chromium, url, queries) for _ in range(TRIES)]
        chromium.close()
    first, later = min(run[0] for run in runs), min((run[1] for run in runs), key=statistics.median)
    slow = statistics.quantiles(later, n=20)[18]
    print("| search: from a keystroke to its results | ms |\n|:--|--:|")
    print(f"| first of a visit, index just asked for | {first:.0f} |\n| {len(later)} later ones, median | {statistics.median(later):.1f} |")
    print(f"| 19 of 20 of them within | {slow:.1f} |\n| the slowest | {max(later):.0f} |")
    print(f"\none keystroke in 20 takes {slow:.0f} ms > {BAR} ms" if slow > BAR else "\n1 passed, 0 failed")
    return int(slow > BAR)


if __name__ == "__main__":
    raise SystemExit(main())
