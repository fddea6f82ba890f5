"""Measures the exports of the real strategy, in all its languages, against the MkDocs run of the same build, and their cost an id as content grows.

Usage: python benchmarks/exports.py [RUNS] (5 when not given). Prints tables, all from one process.

Times are those of the processor in the program itself, without what the system does for it: MkDocs writes thousands of files, which costs a disk
that others use too up to three times what MkDocs costs, while exports write nothing. Each run of MkDocs stands between two of the exports,
so that other work on the machine falls on both alike; the middle of the ratios counts. Of what is measured by itself, the fastest run counts.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above
from builder import exports, pipeline, reading  # noqa: E402
from builder.content import addresses  # noqa: E402
from builder.content.records import Chart  # noqa: E402
from builder.exports.context import Context  # noqa: E402
from builder.model.strategy import Strategy  # noqa: E402
from builder.pages import catalogue  # noqa: E402
from builder.publish import mkdocs  # noqa: E402
from builder.resources import PACKAGED  # noqa: E402
from builder.settings import Settings  # noqa: E402

BASE = "https://strategy.example.org/"


def seconds() -> float:
    """The processor time of this process so far, without that of the system."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def cost(work: Callable[[], Any]) -> float:
    """Seconds that a run takes."""
    gc.collect()
    start = seconds()
    work()
    return seconds() - start


def fastest(work: Callable[[], Any], runs: int) -> float:
    """Seconds that the fastest of some runs takes."""
    return min(cost(work) for _ in range(runs))


def published(model: Strategy, paths: tuple[str, ...], site: addresses.Site | None = None) -> Context:
    """What exports are made from, with nothing made yet."""
    pictures = {addresses.chart_file(chart.id, form): b"" for chart in model.of(Chart) for form in addresses.CHART_FORMS}  # set with the briefs
    return Context(model, site or addresses.Site(BASE), paths, PACKAGED / "permalinks", pictures)


def paths(model: Strategy) -> tuple[str, ...]:
    return tuple(page.path for page in catalogue.pages(model))


def _fresh(model: Strategy, places: tuple[str, ...]) -> None:
    exports.files(published(model, places))


def _in_all_languages(content: Path) -> list[tuple[Strategy, tuple[str, ...], addresses.Site]]:
    """A strategy in each of its languages, with its pages and where it is published."""
    return [(model, paths(model), where.site) for where, model in reading.in_languages(Settings(content, base_url=BASE))]


def by_export(where: Context) -> list[tuple[str, int, int, float]]:
    """(path, files, bytes, seconds) of each export."""
    rows = []
    for export in exports.EXPORTS:
        start = seconds()
        made = [export.make(where)] if export.subjects is None else [export.make(where, subject) for _, subject in export.subjects(where)]
        rows.append((export.path, len(made), sum(map(len, made)), seconds() - start))
    return rows


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    languages = _in_all_languages(ROOT / "content")

    def work() -> list[dict[str, bytes]]:
        return [exports.files(published(*language)) for language in languages]

    first = cost(work)
    made, (model, *where) = work(), languages[0]
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(ROOT / "content", docs=Path(name, "docs"), base_url=BASE)
        docs = pipeline.make(settings)
        pipeline.write(docs, settings)

        def site() -> None:
            mkdocs.publish(settings, Path(name, "site"))

        first_site = cost(site)
        turns = [(cost(work), cost(site), cost(work)) for _ in range(runs)]
        costs = {}
        for size in (200, 2000):
            content = Path(name, f"content-{size}")
            synthetic.write(content, size, 20)
            large = reading.read(content)
            places = paths(large)
            costs[size] = fastest(partial(_fresh, large, places), 3) / len(large.by_id)
    ratios = sorted((before + after) / 2 / between for before, between, after in turns)
    print("| measure | value | bar |\n|:--|--:|--:|")
    print(f"| all exports of the real strategy ÷ MkDocs run of the same build | {statistics.median(ratios):.3f} | < 0.100 |")
    print(f"| the same, in the best and in the worst of {runs} turns | {ratios[0]:.3f}, {ratios[-1]:.3f} | |")
    print(f"| the same, each the first time in the process | {first / first_site:.3f} | |")
    print(f"| cost an id, 2000 ÷ 200 countries | {costs[2000] / costs[200]:.2f} | ≤ 1.25 |")
    best, between = min(min(before, after) for before, _, after in turns), min(turn[1] for turn in turns)
    count, size = sum(map(len, made)), sum(len(data) for files in made for data in files.values())
    print(f"\n{len(languages)} languages, {count} files, {size / 2**20:.1f} MiB, {len(model.by_id)} ids; {best:.2f} s against {between:.2f} s at best.\n")
    print("| export | files | KiB | ms |\n|:--|--:|--:|--:|")
    for path, count, size, seconds in sorted(by_export(published(model, *where)), key=lambda row: -row[3]):
        if count:
            print(f"| `{path}` | {count} | {size / 1024:.0f} | {seconds * 1000:.1f} |")


if __name__ == "__main__":
    main()
