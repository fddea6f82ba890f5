"""Measures the publisher on the docs folders of the real strategy: as it is, by Python-Markdown with copies, and plain MkDocs with Material.

Usage: python benchmarks/publisher.py [TURNS] (5 when not given). Prints a table of ratios, all from one process; times are processor time,
of the program alone where that is said, each run stands beside one of the others, and the middle of the ratios counts.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from builder import pipeline, reading  # noqa: E402 - found through the line above
from builder.publish import commonmark, mkdocs  # noqa: E402
from builder.settings import Settings  # noqa: E402

BASE = "https://strategy.example.org/"
PLAIN = """
site_name: Strategy
site_url: {base}
docs_dir: {docs}
theme: {{name: material, font: false}}
plugins: [search]
markdown_extensions: [attr_list, tables, toc: {{permalink: "#"}}]
"""


def taken(work: Callable[[Path], object]) -> tuple[float, float]:
    """Seconds of processor time that publishing into a new folder takes: of the program, and with what the system does for it."""
    with tempfile.TemporaryDirectory() as folder:
        gc.collect()
        begun = os.times()
        work(Path(folder, "site"))
        ended = os.times()
    return ended.user - begun.user, ended.user + ended.system - begun.user - begun.system


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(ROOT / "content", docs=folder / "docs", base_url=BASE, config_file=ROOT / "mkdocs.yml")
        settings, _ = reading.in_language(settings, None)
        docs = pipeline.make(settings)
        pipeline.write(docs, settings)
        pages = mkdocs.publish(settings, folder / "first")
        plain = folder / "plain.yml"
        plain.write_text(PLAIN.format(base=BASE, docs=settings.docs), "utf-8")
        suffices, link = commonmark.suffices, os.link

        def as_before(site: Path) -> None:
            commonmark.suffices = lambda _: False

            def refused(source: object, path: object) -> None:
                raise OSError(f"{source} {path}")

            os.link = refused  # type: ignore[assignment]
            try:
                mkdocs.publish(settings, site)
            finally:
                commonmark.suffices, os.link = suffices, link

        def material(site: Path) -> None:
            build(load_config(config_file=str(plain), site_dir=str(site)))

        rows: dict[str, list[tuple[float, float]]] = {"new": [], "before": [], "plain": []}
        for _ in range(turns):
            rows["before"].append(taken(as_before))
            rows["new"].append(taken(lambda site: mkdocs.publish(settings, site)))
            rows["plain"].append(taken(material))

    def ratio(name: str, at: int) -> float:
        return statistics.median(new[at] / other[at] for new, other in zip(rows["new"], rows[name], strict=True))

    print("| measure | value | bar |\n|:--|--:|--:|")
    print(f"| publishing, all languages ÷ by Python-Markdown and with copies: the program | {ratio('before', 0):.2f} | |")
    print(f"| the same with what the system does | {ratio('before', 1):.2f} | |")
    print(f"| publishing, all languages ÷ plain MkDocs with Material and its search, one language: the program | {ratio('plain', 0):.2f} | |")
    print(f"\n{pages} pages; {min(new for new, _ in rows['new']) / pages * 1000:.1f} ms a page at best, with all files, settings and templates.")


if __name__ == "__main__":
    main()
