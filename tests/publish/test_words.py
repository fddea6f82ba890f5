"""The strategy's own words: the small strategy has aims, steps, cantons and desks, and nothing that is published from it says anything else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml.html import HtmlElement

from builder.content.kinds import KINDS
from tests import markup
from tests.conftest import Site

USUAL = re.compile(r"\b(thematic|objectives?|activit(?:y|ies)|countr(?:y|ies)|territor(?:y|ies)|offices?)\b", re.IGNORECASE)
"""What a strategy without words of its own calls these kinds, and what the first one calls them."""
ADDRESS = re.compile(r"\S*(?:/|@|#|&#95;)\S*|\b[\w-]+\.(?:csv|json|md|yml|pdf)\b")
"""Addresses, names of files, anchors: they are contracts, and stay whatever things are called."""
APART = re.compile(r"""Office Open XML|strategy\["content"\]\["objective"\]|not a map of territories""")
"""The name of a standard; an example of a program that reads the files, by their keys; what the map of tiles says of land, and of no kind of entry."""
SHOWN = ("title", "alt", "aria-label", "aria-description", "placeholder", "content", "label", "value", "data-label", "data-one", "data-table", "data-title")
SHOWN += ("data-filters", "data-brief", "data-value", "data-names", "data-name", "summary", "lang")
"""The attributes whose values people read or hear."""
KEYS = frozenset(["kind", "relations", "name", "titles", "fields", "primaryKey", "columnReference", "resource", "dcterms:identifier"])
"""Keys of JSON whose values may be names for programs: what kinds, fields, columns and tables are called in the formats."""
NAME = re.compile(r"[a-z][a-z0-9_-]*")
"""Such a name."""
FORMATS = re.compile(r"api/\w+\.schema\.json$|(^|/)\.builder\.json$|_headers$")
"""Files that describe formats, or the site to its host."""
SILENT = frozenset([".png", ".woff2", ".inv", ".gz", ".css"])
"""Sorts of files without words of a strategy."""


def page(path: Path) -> Iterator[str]:
    """What a reader sees, hears or is told by a search engine."""
    root = markup.parse(path.read_text("utf-8"))
    for data in linked_data(root):
        yield from values(data)
    yield from shown(root)


def linked_data(root: HtmlElement) -> Iterator[Any]:
    """What the scripts of a page hold for search engines; the scripts are taken out of it."""
    for script in root.xpath("//script"):
        if script.get("type") == "application/ld+json":
            yield json.loads(script.text)
        script.drop_tree()


def shown(root: HtmlElement) -> Iterator[str]:
    """The text of a page without its scripts, and what stands in its attributes."""
    for style in root.xpath("//style"):
        style.drop_tree()
    markup.drop_own_links(root)
    yield markup.text(root)
    for element in root.iter():
        yield from (element.get(name) for name in SHOWN if element.get(name))


def values(found: Any) -> Iterator[str]:
    """The texts in JSON, but the names for programs."""
    return (text for _, text in keyed(found))


def keyed(found: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """The texts in JSON with their keys, but the names for programs."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from keyed(inner, name)
    elif isinstance(found, list):
        for inner in found:
            yield from keyed(inner, key)
    elif isinstance(found, str) and not (key in KEYS and NAME.fullmatch(found)):
        yield key, found


def document(path: Path) -> Iterator[str]:
    """A PDF: its pages, what it says of itself, and its headings."""
    pdf = pypdfium2.PdfDocument(path)
    yield from (sheet.get_textpage().get_text_range() for sheet in pdf)
    yield from pdf.get_metadata_dict().values()
    yield from (item.get_title() for item in pdf.get_toc())


def table(path: Path) -> Iterator[str]:
    """The rows of a table; the names of columns are for programs, and the titles for people stand in the files that describe it."""
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    next(rows)
    yield from (cell for row in rows for cell in row)


def workbook(path: Path) -> Iterator[str]:
    """The names of sheets, and all cells, heads and all."""
    import openpyxl

    for sheet in openpyxl.load_workbook(path):
        yield sheet.title
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def script(path: Path) -> Iterator[str]:
    """The texts of a script that are more than a word; what it is given as data, likewise."""
    text = path.read_text("utf-8")
    yield from (found[1] for found in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', text) if " " in found[1])
    index = search_index(text)
    if index:
        yield from index["kinds"]
        yield from values({**index, "entries": {name: column for name, column in index["entries"].items() if name != "u"}})


def search_index(text: str) -> dict[str, Any]:
    """What the search knows, from its script, of its words those that are names; nothing from another one."""
    start = re.search(r"globalThis\.searchIndex\s*=\s*(?=\{)", text)
    found = dict(json.JSONDecoder().raw_decode(text, start.end())[0]) if start else {}
    return {**found, "words": [name for _, part in found["words"] for names in (part.get("a", ()), part.get("o", ())) for name in names]} if found else {}


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": page,
    ".pdf": document,
    ".csv": table,
    ".xlsx": workbook,
    ".js": script,
    ".json": lambda path: values(json.loads(path.read_text("utf-8"))),
    ".jsonld": lambda path: values(json.loads(path.read_text("utf-8"))),
    ".xml": lambda path: ET.parse(path).getroot().itertext(),
    ".svg": lambda path: ET.parse(path).getroot().itertext(),
}
"""How the words of a file are read, by its sort; others are text."""


def said(path: Path) -> Iterator[str]:
    """The texts of a file, without addresses and what is for machines."""
    reader = READERS.get(path.suffix, lambda path: iter([path.read_text("utf-8")]))
    return (ADDRESS.sub(" ", APART.sub(" ", text)) for text in reader(path))


def test_everything_that_is_published_has_the_words_of_the_strategy(small_build: Site) -> None:
    found = []
    sorts = set()
    for path in sorted(small_build.folder.rglob("*")):
        name = path.relative_to(small_build.folder).as_posix()
        if not path.is_file() or path.suffix in SILENT or FORMATS.search(name):
            continue
        sorts.add(path.suffix)
        for text in said(path):
            for match in USUAL.finditer(text):
                found.append(f"{name}: …{' '.join(text[max(0, match.start() - 40) : match.end() + 40].split())}…")
    assert sorts >= {".html", ".pdf", ".csv", ".xlsx", ".json", ".jsonld", ".xml", ".svg", ".js", ".md", ".txt", ".bib", ".ris", ".cff"}
    assert found == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("index.html", ("3 cantons and isles", "2 aims", "Find cantons", "2 common aims", "All 3 cantons and isles in a table")),
        ("objectives/clean-water/index.html", ("Common aim ·", "Steps", "Cantons mentioned")),
        ("countries/varnholm/index.html", ("Canton profile", "COB desk", "Names this canton:", "The common aims hold for the whole region")),
        ("contacts/index.html", ("Canton desks", "The strategy lists no desk")),
        ("framework/index.html", ("From the dream down to the steps, and the rules that guide them.", "Pillars", "Fields of work", "Rules of the river")),
        ("print/index.html", ("Canton briefs", "Packs of canton briefs", "Aim briefs")),
        ("search/index.html", ("Words, names, codes, numbers of aims",)),
        ("id/aim1-wells/index.html", ("Step,",)),
        ("id/aim1-silt.md", ("Step in",)),
        ("objectives/clean-water.md", ("Field of work:", "Steps")),
        ("briefs/varnholm.pdf", ("Canton brief", "COB desk")),
        ("briefs/clean-water.pdf", ("Aim brief", "Steps")),
        ("briefs/strategy.pdf", ("Canton or isle", "Fields of work", "Desks")),
        (
            "data/datapackage.json",
            ("Cantons and isles", "Memberships of cantons in processes and bodies", "Groups of cantons", "Permanent identifier of the step."),
        ),
        ("data/csv-metadata.json", ("Canton identifier", "The desk that serves the canton, if it has none of its own.")),
        ("data/catalog.jsonld", ("Cantons and isles",)),
        ("strategy.stratml.xml", ("Field of work: ",)),
        ("strategy.jsonld", ("Cantons and isles: ",)),
        ("assets/search.js", ("Cantons and aims to choose from", "step", "COB desk: ")),
    ],
)
def test_they_stand_where_a_reader_looks_for_them(small_build: Site, file: str, words: tuple[str, ...]) -> None:
    text = " ".join(" ".join(said(small_build.folder / file)).split())
    assert [word for word in words if word not in text] == []


def test_the_test_knows_the_usual_words() -> None:
    """It would find what a strategy without words of its own says."""
    usual = {kind.name: kind.called for kind in KINDS if kind.called}
    for name in ("objective", "activity", "country", "office"):
        assert USUAL.fullmatch(usual[name].one)
        assert USUAL.fullmatch(usual[name].many)
