"""Measures the printing of briefs and prints tables of ratios, each from one run.

Usage: python benchmarks/print.py [SMALL LARGE] (50 and 200 synthetic countries when not given). Takes about two minutes.

Times are processor time, that of worker processes with it, so that other work on the machine hardly shows; only where a browser
works in processes of its own, a brief of three ways is timed by the clock.

One brief is made three ways from the same model: by Typst from the views; by WeasyPrint and by Chromium from the page of the
built site. A way that is not installed is left out (`pip install weasyprint`; `apt-get install chromium`, or set CHROMIUM).
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above
from builder import pipeline, reading  # noqa: E402 - likewise
from builder.content.records import Country  # noqa: E402 - likewise
from builder.model.strategy import AnyNode  # noqa: E402 - likewise
from builder.pages import catalogue, search  # noqa: E402 - likewise
from builder.print import briefs  # noqa: E402 - likewise
from builder.publish import mkdocs  # noqa: E402 - likewise
from builder.settings import Settings  # noqa: E402

COUNTRIES = 5
"""How many briefs each way makes: Typst remembers what it has set, so none is made twice."""
Way = Callable[[], Any]


def seconds(way: Callable[[AnyNode], Any], countries: Sequence[AnyNode]) -> float:
    """The median time of a brief, after a first one that is not counted."""
    first, *others = countries
    way(first)
    return statistics.median(clocked(lambda country=country: way(country)) for country in others)


def clocked(work: Way) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def processor() -> float:
    """Processor time so far, of this process and of those that it has seen end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def once(work: Way) -> float:
    started = processor()
    work()
    return processor() - started


def three_ways(settings: Settings, site: Path) -> dict[str, float]:
    """A country's brief, in seconds a document, each way warmed up."""
    model = reading.read(settings.content, settings.fonts)
    countries = model.of(Country)[: COUNTRIES + 1]
    setter = pipeline.typesetter(settings, model)
    address = settings.site

    def page(country: AnyNode) -> Path:
        return site / "countries" / country.slug / "index.html"

    found = {"Typst": seconds(lambda country: briefs.make(briefs.named(model, [country.id])[0], model, address, setter), countries)}
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        print(f"WeasyPrint is left out: {error}", file=sys.stderr)
    else:
        found["WeasyPrint"] = seconds(lambda country: weasyprint.HTML(filename=str(page(country))).write_pdf(pdf_variant="pdf/ua-1"), countries)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("Chromium is left out: not found", file=sys.stderr)
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu", "--disable-background-networking"])
        tab = browser.new_page()

        def print_page(country: AnyNode) -> None:
            tab.goto(page(country).as_uri(), wait_until="load")
            tab.pdf(format="A4", tagged=True)

        found["Chromium, already running"] = seconds(print_page, countries)
        browser.close()
    return found


def flat_cost(folder: Path, counts: tuple[int, int]) -> dict[int, float]:
    """Seconds a country brief, for some numbers of invented countries."""
    found = {}
    for count in counts:
        content = folder / f"content-{count}"
        synthetic.write(content, count, 20)
        settings = Settings(content, docs=folder / f"docs-{count}", base_url="https://made.example.org/")
        model = reading.read(content, settings.fonts)
        wanted = tuple(brief for brief in briefs.briefs(model) if brief.template == "country")
        setter = pipeline.typesetter(settings, model)
        print(f"{count} synthetic countries …", file=sys.stderr)
        found[count] = once(lambda wanted=wanted, model=model, setter=setter, settings=settings: briefs.make(wanted, model, settings.site, setter)) / count
    return found


def main() -> None:
    small, large = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (50, 200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = ROOT / "mkdocs.yml"
        settings = Settings(ROOT / "content", docs=folder / "docs", base_url=mkdocs.site_url(config), config_file=config)
        model = reading.read(settings.content, settings.fonts)
        everything = briefs.briefs(model)
        setter = pipeline.typesetter(settings, model)
        print("all briefs …", file=sys.stderr)
        list(search.entries(model, catalogue.pages(model)))  # as in a build, where it comes first and reads the names of countries
        cold = once(lambda: briefs.make(everything, model, settings.site, setter))
        docs = pipeline.make(settings)
        pipeline.write(docs, settings)
        memory = briefs.Memory.read(settings.brief_memory, settings.docs)
        warm = once(lambda: briefs.make(everything, model, settings.site, setter, memory=memory))
        print("the site …", file=sys.stderr)
        site = once(lambda: mkdocs.publish(settings, folder / "site"))
        print("one brief, three ways …", file=sys.stderr)
        ways = three_ways(settings, folder / "site")
        flat = flat_cost(folder, (small, large))

    print("| one country brief | ms | ÷ Typst |\n|:--|--:|--:|")
    for way, cost in ways.items():
        print(f"| {way} | {cost * 1000:.0f} | {cost / ways['Typst']:.1f} |")
    print("\n| all briefs of the real strategy | s | ÷ MkDocs run | bar |\n|:--|--:|--:|--:|")
    for label, cost, bar in ((f"{len(everything)} PDFs, first build", cold, "< 1"), ("nothing changed", warm, ""), ("MkDocs run of the same build", site, "")):
        print(f"| {label} | {cost:.2f} | {cost / site:.2f} | {bar} |")
    print("\n| synthetic country briefs | ms a brief | ratio |\n|:--|--:|--:|")
    for count, cost in flat.items():
        print(f"| {count} | {cost * 1000:.0f} | {cost / flat[small]:.2f} |")


if __name__ == "__main__":
    main()
