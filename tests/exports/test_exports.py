"""The exports as a whole: every listed file is there, valid for its sort, the same each time, and the site lists it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import synthetic
from builder import exports, reading
from builder.content.addresses import stored
from builder.content.records import Activity, Country, Objective
from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.made import published


@pytest.fixture(scope="module")
def files(coast_strategy: Strategy) -> dict[str, bytes]:
    return exports.files(published(coast_strategy, "https://strategy.example.org/"))


def test_every_contract_of_the_design(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    wanted = ["api/strategy.json", "data/key-figures.csv", "data/datapackage.json", "objects.inv", "strategy.stratml.xml"]
    wanted += [f"references.{ending}" for ending in ("bib", "ris", "csl.json")]
    first = coast_strategy.of(Objective)[0].id.lower()
    wanted += ["references.md.txt", "links.json", "feed.xml", "sitemap.xml", f"id/{first}/index.html", f"id/{first}.json", f"id/{first}.oembed.json"]
    assert set(wanted) <= files.keys()


def test_every_id_has_its_files(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    for identifier in coast_strategy.by_id:
        for name in ("index.html", "cite.html"):
            assert f"id/{identifier.lower()}/{name}" in files
        assert json.loads(files[f"id/{identifier.lower()}.json"])["id"] == identifier


def test_permanent_pages_are_small(files: dict[str, bytes]) -> None:
    """The largest are those of the longest titles, which stand in them six and nine times: for each sort of reader once."""
    for name, mean, most in (("index.html", 5700, 7300), ("cite.html", 4300, 5800)):
        sizes = [len(data) for path, data in files.items() if path.startswith("id/") and path.endswith(f"/{name}")]
        assert sum(sizes) / len(sizes) < mean, name
        assert max(sizes) < most, name


def test_the_same_content_gives_the_same_files(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    """Nothing depends on when or in which order they are made."""
    assert exports.files(published(coast_strategy, "https://strategy.example.org/")) == files


def test_published_as_they_are(coast_build: Site, coast_strategy: Strategy) -> None:
    """The published site holds the exports byte for byte, Markdown too, under the names that the design gives them."""
    files = exports.files(published(coast_strategy, "https://strategy.example.org/"))
    for path in (
        "references.md",
        "references.bib",
        "feed.xml",
        f"id/{coast_strategy.of(Objective)[0].id.lower()}.json",
        "strategy.stratml.xml",
        "data/key-figures.csv",
    ):
        assert (coast_build.folder / path).read_bytes() == files[stored(path)], path
    assert not (coast_build.folder / "references.md.txt").exists()
    assert not (coast_build.folder / "sitemap.xml.gz").exists()


def test_the_page_lists_every_file(coast_build: Site, coast_strategy: Strategy) -> None:
    page = (coast_build.folder / "cite/index.html").read_text("utf-8")
    for export in exports.EXPORTS:
        if export.about:
            path = export.path.replace("{}", coast_strategy.of(Objective)[0].id.lower()) if export.subjects else export.path
            assert f'href="../{path}' in page or f'href="../{export.path.split("{}")[0]}' in page, export.path
            assert export.schema
            assert export.group


def test_what_permanent_pages_load_does_not_grow_with_the_number_of_ids(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    """One style sheet, and a script in the page; what the other pages load is tried in a browser (`test_search`)."""
    assert len(files["assets/permalink.css"]) < 3000
    first, part = (node.id.lower() for node in (coast_strategy.of(Objective)[0], coast_strategy.of(Activity)[0]))
    assert files[f"id/{first}/index.html"].count(b"location.replace") == 1
    assert b"<script src" not in files[f"id/{first}/index.html"]
    assert not any(path.startswith("assets/") and part.encode() in data.lower() for path, data in files.items())


def test_invented_strategies_of_the_benchmarks_are_valid(tmp_path: Path) -> None:
    """What is measured is content as editors may write it, so rules hold for it too."""
    synthetic.write(tmp_path, 6, 3)
    assert len(reading.read(tmp_path).of(Country)) == 6
