"""Measures builds by the command, of the real strategy and of invented ones, and prints a table of ratios, all from one run; fails if one misses its bar.

Usage: python benchmarks/run.py [SMALL LARGE OBJECTIVES] (200, 2000 and 20 when not given). Takes a quarter of an hour. What is compared is the
processor time of the command and of all processes that it starts, unless the clock is named.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402 - found through the line above
from benchmarks.processes import Cost, cost  # noqa: E402

BUILDER = (sys.executable, "-m", "builder")
PATHS = {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true", "PYTHONDONTWRITEBYTECODE": ""}
PLAIN = """
site_name: Strategy
site_url: https://strategy.example.org/
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, font: false}}
plugins: [search]
markdown_extensions: [attr_list, tables, toc: {{permalink: "#"}}]
"""
READ = "import sys, yaml, pathlib\nfor path in pathlib.Path(sys.argv[1]).rglob('*.yml'): yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)"
ALONE = "from builder.print import setting; setting.WORKERS = 1; from builder.__main__ import main; raise SystemExit(main())"
"""The command with a single worker."""
Row = tuple[str, float, float]
"""What is measured, its ratio, and the most that it may be."""


def build(folder: Path, *options: str) -> Cost:
    """Builds the strategy of a folder."""
    return cost([*BUILDER, "build", "--provisional", *options], folder, PATHS)


def pages(done: Cost) -> int:
    """How many pages a build says that it made."""
    last = done.said.splitlines()[-1]
    return int(last.split(": ")[1].split(" ")[0])


def edit(folder: Path) -> None:
    """Changes one figure."""
    figures = folder / "content/figures.yml"
    text = figures.read_text("utf-8")
    figures.write_text(text.replace("value: '1001'", "value: '4321'") if "'1001'" in text else text.replace("'4321'", "'1001'"), "utf-8")


def scale(folder: Path, small: int, large: int, objectives: int) -> Iterator[Row]:
    """How costs grow with the number of countries, and what a build costs when little has changed."""
    found: dict[int, Cost] = {}
    for size in (small, large):
        place = folder / f"{size}"
        synthetic.write(place / "content", size, objectives)
        print(f"{size} countries …", file=sys.stderr)
        found[size] = build(place)
    one, many, place = found[small], found[large], folder / f"{large}"
    print("builds again …", file=sys.stderr)
    same = build(place)
    edit(place)
    changed = build(place)
    checked = cost([*BUILDER, "check"], place, PATHS)
    read = cost([sys.executable, "-c", READ, "content"], place)
    yield f"{large} countries, one figure changed ÷ clean build", changed.processor / many.processor, 0.08
    yield f"{large} countries, nothing changed ÷ clean build", same.processor / many.processor, 0.03
    yield f"a page, {large} ÷ {small} countries", (many.processor / pages(many)) / (one.processor / pages(one)), 1.05
    yield f"peak memory of all processes, {large} ÷ {small} countries", many.memory / max(one.memory, 1), 3
    yield f"the same, {large} countries, GB", many.memory / 1e9, 1
    yield f"`builder check`, {large} countries ÷ reading the YAML", checked.processor / read.processor, 2
    print(
        f"{pages(one)} and {pages(many)} pages; {one.processor:.0f} and {many.processor:.0f} s of processor time, {many.clock:.0f} s by the clock.",
        file=sys.stderr,
    )


def real(folder: Path) -> Iterator[Row]:
    """What the real strategy costs, against what the publisher costs by itself."""
    shutil.copytree(ROOT / "content", folder / "real/content", ignore=shutil.ignore_patterns("tests"))
    place = folder / "real"
    print("the real strategy …", file=sys.stderr)
    first = build(place)
    both, alone = (cost([*command, "build", "--provisional", "--clean"], place, PATHS) for command in (BUILDER, (sys.executable, "-c", ALONE)))
    same = build(place)
    pages_again = _without_pdfs(place)
    plain = 0.0
    for docs in (place / "build/docs", *place.glob("build/*/docs")):
        settings = place / "plain.yml"
        settings.write_text(PLAIN.format(docs=docs, site=place / "plain"), "utf-8")
        plain += cost([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", settings], place, PATHS).processor
    yield "the real strategy, nothing changed ÷ clean build", same.processor / first.processor, 0.03
    yield "the real strategy, clean, PDFs apart ÷ plain MkDocs with Material and its search", pages_again.processor / plain, 0.35
    yield "the real strategy, two workers ÷ one, by the clock", both.clock / alone.clock, 0.65


def _without_pdfs(place: Path) -> Cost:
    """A build that finds all PDFs as they are and nothing else."""
    for left in (place / "site", *place.glob("build/**/evidence")):
        shutil.rmtree(left)
    return build(place)


def start(folder: Path) -> Iterator[Row]:
    """What it takes to answer when there is nothing to do."""
    bare = min(cost([sys.executable, "-c", "pass"], folder).processor for _ in range(9))
    asked = min(cost([*BUILDER, "--help"], folder, PATHS).processor for _ in range(9))
    yield "`builder --help` ÷ bare Python", asked / bare, 6


def main() -> int:
    """Prints the table; 1 if a bar is missed."""
    small, large, objectives = (int(word) for word in sys.argv[1:4]) if len(sys.argv) > 3 else (200, 2000, 20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*start(folder), *real(folder), *scale(folder, small, large, objectives)]
    print("| measure | ratio | bar |\n|:--|--:|--:|")
    for label, ratio, bar in rows:
        print(f"| {label} | {ratio:.2f} | ≤ {bar}{': missed' if ratio > bar else ''} |")
    return int(any(ratio > bar for _, ratio, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
