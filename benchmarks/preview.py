"""Measures how soon a preview shows an edit, in a browser, from the moment when a file is saved to the new text on the page; prints a table.

Usage: python benchmarks/preview.py [COUNTRIES] (1000 when not given). Needs Chromium, and takes some minutes.

Times are by the clock, the median of `EDITS` edits, each a while after the last one was shown; beside them stands a whole build of the same run.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above
from benchmarks.processes import cost  # noqa: E402
from benchmarks.run import BUILDER, PATHS  # noqa: E402
from tests import chromium  # noqa: E402

EDITS = 7
PORT = 8765
REST = 2.0
"""Seconds between what is shown and the next edit."""
Edit = Callable[[int], tuple[str, str]]
"""Saves a file, for the time that is given; gives a function of JavaScript that says whether the page has it, and what that is asked of."""
SAYS = "words => document.body.textContent.includes(words)"
LOOKS = "width => getComputedStyle(document.querySelector('h1')).outlineWidth === width"


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The address of a running preview of the strategy in a folder."""
    command, log = [*BUILDER, "serve", "--address", f"127.0.0.1:{PORT}"], folder / "log"
    with log.open("wb") as said, subprocess.Popen(command, cwd=folder, env={**os.environ, **PATHS}, stdout=said, stderr=subprocess.STDOUT) as process:
        try:
            while "Serving on" not in log.read_text("utf-8"):
                if process.poll() is not None:
                    raise SystemExit(log.read_text("utf-8"))
                time.sleep(0.1)
            yield f"http://127.0.0.1:{PORT}/"
        finally:
            process.kill()


def in_text(path: Path, old: str, new: Callable[[int], str], said: Callable[[int], str] | None = None) -> Edit:
    """An edit that puts something else in the place of a text of a file; the page says its first line, or what `said` gives."""
    text = path.read_text("utf-8")
    assert old in text

    def edit(number: int) -> tuple[str, str]:
        path.write_text(text.replace(old, new(number), 1), "utf-8")
        return SAYS, said(number) if said else new(number).partition("\n")[0]

    return edit


def in_style(path: Path) -> Edit:
    """An edit of a style sheet, at its end."""
    text = path.read_text("utf-8")

    def edit(number: int) -> tuple[str, str]:
        path.write_text(f"{text}h1 {{ outline: {number + 2}px solid }}\n", "utf-8")
        return LOOKS, f"{number + 2}px"

    return edit


def shown(browser: Any, address: str, edit: Edit) -> float:
    """Seconds until an edit is on the page that is open, the median of some."""
    page, times = browser.new_page(), []
    page.goto(address)
    for number in range(EDITS):
        time.sleep(REST)
        start = time.perf_counter()
        holds, of = edit(number)
        page.wait_for_function(holds, arg=of, polling=10, timeout=30_000)
        times.append(time.perf_counter() - start)
    page.close()
    return statistics.median(times)


def real(folder: Path) -> dict[str, tuple[str, Edit]]:
    """The real strategy in a folder; what is edited, on which page."""
    for name in ("content", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    (folder / "overrides/assets").mkdir(parents=True)
    style = shutil.copy(ROOT / "site_overrides/assets/strategy.css", folder / "overrides/assets")
    (folder / "templates/pages").mkdir(parents=True)
    template = shutil.copy(ROOT / "templates/pages/country.md.jinja", folder / "templates/pages")
    country = folder / "content/countries/albania.yml"
    return {
        "a word": ("countries/albania/", in_text(country, "devastating", lambda number: f"devastat{'e' * (2 + number)}d")),
        "a template": ("countries/albania/", in_text(Path(template), "# {{", lambda number: f"Edit {number} of it\n\n# {{{{")),
        "the style sheet": ("countries/albania/", in_style(Path(style))),
    }


def invented(folder: Path, countries: int) -> dict[str, tuple[str, Edit]]:
    """The same of an invented strategy."""
    synthetic.write(folder / "content", countries, 20)
    figures = folder / "content/figures.yml"
    return {
        "a figure": ("key-figures/", in_text(figures, "value: '1001'", lambda number: f"value: '{90_000 + number}'", lambda number: f"90,00{number}")),
        "a title, which may stand on any page": ("key-figures/", in_text(figures, "counted in place 1", lambda number: f"edited {number} times")),
    }


def main() -> None:
    countries = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=[*chromium.FLAGS])
        for what, bar, made in (("the real strategy", 0.3, real), (f"{countries} countries", 1.0, partial(invented, countries=countries))):
            folder = Path(name, what.replace(" ", "-"))
            folder.mkdir()
            edits = made(folder)
            print(f"{what} …", file=sys.stderr)
            whole = cost([*BUILDER, "build", "--provisional"], folder, PATHS)
            with preview(folder) as address:
                for of, (path, edit) in edits.items():
                    print(f"{what}, {of} …", file=sys.stderr)
                    seconds = shown(browser, address + path, edit)
                    rows.append(f"| {what}, {of} | {seconds:.2f} | {seconds / whole.clock:.2f} | ≤ {bar}{'' if seconds <= bar else ': missed'} |")
        browser.close()
    print("| edit | s until it is shown | ÷ a whole build | bar, s |", "|:--|--:|--:|--:|", *rows, sep="\n")


if __name__ == "__main__":
    main()
