"""Measures what a question fetches from the search, how soon it is answered on a slow phone, and what the index costs the build.

Usage: python benchmarks/search.py [SMALL LARGE OBJECTIVES] (200, 2000 and 20 when not given). Needs Chromium, and takes some minutes.

Each strategy is a page with the look's own search: the real one in all its languages, and two invented ones. Bytes are those of gzip, with nothing cached.
The first result is timed from the first letter of a question that is typed at once, with the processor slowed down four times and the search not yet there;
the best of `TRIES` counts, because a busy machine only adds to it. Costs are processor time, the fastest of some runs.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above
from benchmarks.exports import fastest  # noqa: E402
from builder import reading  # noqa: E402
from builder.model.strategy import Strategy  # noqa: E402
from builder.pages import catalogue, search  # noqa: E402
from builder.publish.lean import lean  # noqa: E402
from builder.resources import LOOK, PACKAGED  # noqa: E402
from builder.settings import Settings  # noqa: E402
from tests import chromium  # noqa: E402
from tests.hosting import hosted  # noqa: E402

TRIES = 3
SLOWER = 4
"""Times that the processor is slowed down."""
BYTES, SOON = 150_000, 300
"""The bars for a first question: bytes, and milliseconds until the first result."""
INVENTED = ("country 0150", "invented thing", "new country", "Town 99", "objective 12", "People counted in place 30", "cuontry", "Process B")
"""What is asked of invented strategies; one word has a slip."""
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><body>
<form action="search/" data-search><input id="search" name="q"><div data-search-panel hidden><p role="status"></p><div role="listbox"></div></div></form>
<script src="assets/app.js"></script></body></html>
"""
TYPED = """
question => new Promise(done => {
    const input = document.querySelector("#search");
    const start = performance.now();
    new MutationObserver((_, watch) => {
        if (!document.querySelector("#search-0")) return;
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - start));
    }).observe(document.querySelector("[role=listbox]"), { childList: true });
    input.value = question;
    input.focus();
})
"""


def site(folder: Path, model: Strategy) -> dict[str, bytes]:
    """Writes a page with the search of a strategy; gives the files of the search as they are sent."""
    files = search.files(model, catalogue.pages(model), PACKAGED / "search")
    sent = {name: lean(name, data.decode()).encode() for name, data in files.items()}
    page = PAGE.format(language=model.publication.language).encode()
    for name, data in {**sent, "index.html": page, "assets/app.js": (LOOK / "assets/app.js").read_bytes()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sent


def ask(browser: Any, url: str, folder: Path, question: str, slower: int = 1) -> tuple[float, int, int]:
    """Milliseconds until the first result of a question, bytes and requests of the search for it."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(url + "/")))
    page.goto(url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    soon: float = page.evaluate(TYPED, question)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.context.close()
    files = [name for name in asked if name.startswith("assets/search")]
    return soon, sum(len(gzip.compress((folder / name).read_bytes(), 6)) for name in files), len(files)


def strategies(work: Path, sizes: tuple[int, int, int]) -> Iterator[tuple[str, Strategy, list[str]]]:
    """Names, strategies, and what is asked of them: the real one in its languages, if it has questions, and invented ones."""
    found = reading.corpus(ROOT / "content")
    original, *others = reading.languages(found) or ("",)
    for language in (original, *others):
        asked = ROOT / f"content/tests/search_queries{f'_{language}' if language in others else ''}.yml"
        if asked.exists():
            questions = [item["query"] for item in yaml.safe_load(asked.read_text("utf-8")) if item["first"]]
            yield f"the real strategy, {language}", reading.in_language(Settings(ROOT / "content"), language or None)[1], questions[::6]
    for size in sizes[:2]:
        content = work / f"content-{size}"
        synthetic.write(content, size, sizes[2])
        yield f"{size} countries", reading.read(content), list(INVENTED)


def fetched(browser: Any, folder: Path, questions: list[str]) -> tuple[list[int], list[int], list[float]]:
    """Of each question, asked first: bytes, requests, and milliseconds on a slow phone."""
    with hosted(folder) as url:
        first = [ask(browser, url, folder, question) for question in questions]
        soon = [min(ask(browser, url, folder, question, SLOWER)[0] for _ in range(TRIES)) for question in questions]
    return [size for _, size, _ in first], [requests for _, _, requests in first], soon


def main() -> int:
    small, large, objectives = (int(word) for word in sys.argv[1:4]) if len(sys.argv) > 3 else (200, 2000, 20)
    costs: list[float] = []
    worst = (0, 0.0)
    print("| strategy | entries | whole index, KB | first file | a first question: bytes, median | most | requests, most | first result, ms, median | most |")
    print("|:--|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=[*chromium.FLAGS])
        for label, model, questions in strategies(Path(name), (small, large, objectives)):
            pages = catalogue.pages(model)
            count = len(list(search.entries(model, pages)))
            costs.append(fastest(partial(search.files, model, pages, PACKAGED / "search"), TRIES) / count)
            folder = Path(name, label)
            sent = {path: len(gzip.compress(data, 6)) for path, data in site(folder, model).items()}
            sizes, requests, soon = fetched(browser, folder, questions)
            worst = (max(sizes), max(soon))
            told = (statistics.median(sizes), max(sizes), max(requests), statistics.median(soon), max(soon))
            print(f"| {label} | {count} | {sum(sent.values()) / 1e3:.0f} | {sent[search.FILE]} | " + " | ".join(f"{value:.0f}" for value in told) + " |")
        browser.close()
    print("\n| measure | value | bar |\n|:--|--:|--:|")
    print(f"| most bytes of a first question, {large} countries | {worst[0]} | ≤ {BYTES} |")
    print(f"| latest first result, {large} countries, processor slowed down {SLOWER} times | {worst[1]:.0f} ms | ≤ {SOON} ms |")
    print(f"| cost of the index an entry, {large} ÷ {small} countries | {costs[-1] / costs[-2]:.2f} | ≤ 1.10 |")
    print(f"\nThe index of the real strategy costs {costs[0] * 1e3:.2f} ms an entry, that of {large} countries {costs[-1] * 1e3:.2f}.")
    return int(worst[0] > BYTES or worst[1] > SOON)


if __name__ == "__main__":
    raise SystemExit(main())
