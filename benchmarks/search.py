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
from builder import pipeline  # noqa: E402
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
    """Names, strategies, and what is asked of them."""
    settings = Settings(ROOT / "content")
    for language in pipeline.languages(pipeline.corpus(settings.content)) or ("",):
        _, model = pipeline.in_language(settings, language or None)
        suffix = f"_{language}" if language != model.original_language else ""
        path = ROOT / f"content/tests/search_queries{suffix}.yml"
        yield f"the real strategy, {language}", model, [item["query"] for item in yaml.safe_load(path.read_text("utf-8")) if item["first"]][::4]
    for size in sizes[:2]:
        content = work / f"content-{size}"
        synthetic.write(content, size, sizes[2])
        yield f"{size} countries", pipeline.read(content), list(INVENTED)
