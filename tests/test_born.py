"""A strategy that was born as data, which restates no document: nothing speaks of one, and nothing is said to be the editors'; and units with symbols."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import yaml

from builder import exports, pipeline, reading
from builder.content import number_text
from builder.content.addresses import Site
from builder.content.records import Figure, Unit, Units
from builder.content.unit_symbols import around
from builder.exports.context import Context
from builder.model import citations
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.print import parts
from builder.problems import ContentError
from builder.resources import PACKAGED
from tests import born
from tests.conftest import Run

WORDS = r"[Rr]estated|[Oo]fficial wording|by the editors\b|[Ee]ditors’ summary|editors’ own|\bSource:|the source\b|its source|\bListed in:|of the text edition"
"""What is said only where there is a document."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return born.write(tmp_path_factory.mktemp("born") / "content")


@pytest.fixture(scope="module")
def model(content: Path) -> Strategy:
    return reading.read(content)


@pytest.fixture(scope="module")
def context(model: Strategy) -> Context:
    return pipeline._context(model, catalogue.pages(model), PACKAGED, Site("https://ostra.example.org/plan/"))


@pytest.fixture(scope="module")
def files(context: Context) -> dict[str, bytes]:
    return exports.files(context)


# --- without a document ---------------------------------------------------------------------------


def test_no_page_speaks_of_a_document(model: Strategy, context: Context) -> None:
    pages = catalogue.pages(model)
    shown = {path: data.decode() for path, data in pipeline._pages(context, pages, PACKAGED).items()}
    for path, text in shown.items():
        told = text.partition("\n---\n")[2]
        told = told.partition('<script type="application/json"')[0] if path.startswith("cite/") else told
        assert re.findall(WORDS, re.sub(r"the year is the one the source gives|whether the source or the editors say so", "", told)) == [], path
    assert "Sources" not in shown["about/index.md"]
    assert ", edited by" in shown["about/index.md"]


def test_no_file_speaks_of_a_document(files: dict[str, bytes]) -> None:
    worded = {path: data.decode() for path, data in files.items() if path.endswith((".html", ".txt", ".bib", ".ris", ".cff", ".jsonld", ".csl.json"))}
    assert len(worded) > 100
    for path, text in worded.items():
        assert re.findall(WORDS, re.sub(r"the year is the one the source gives|whether the source or the editors say so", "", text)) == [], path


def test_the_year_of_citations_is_that_of_the_edition(model: Strategy, context: Context, files: dict[str, bytes]) -> None:
    found = context.cited["AIM1-SILT"]
    work = "Ostra Plan 2031–2034: water *and* people: The basin & its <three> cantons"
    by = "by Mara Lin Ostfeld and Basin & *Delta* Desk"
    assert found["text"] == (
        f"Commission for the Ostra Basin. ‘=== Dredge | the `silt`’ (AIM1-SILT). In {work}. (2031) Edition 2nd, 28 February 2031, {by}. "
        "https://ostra.example.org/plan/id/aim1-silt/"
    )
    assert found["apa"].startswith("Commission for the Ostra Basin. (2031). === Dredge | the `silt` (AIM1-SILT). In ")
    assert "howpublished = {In: " in found["bibtex"]
    assert "  year         = {2031}," in found["bibtex"]
    chicago = next(way for way in citations.formats_of_the_whole(model) if way.name == "chicago").fill("", "", "https://x.example/")
    assert chicago.endswith("Edition 2nd, February 28, 2031. https://x.example/.")
    assert {item["issued"]["date-parts"][0][0] for item in json.loads(files["references.csl.json"])} == {2031}


def test_tables_have_no_columns_of_places(files: dict[str, bytes]) -> None:
    for path in ("data/key-figures.csv", "data/activities.csv", "data/countries.csv"):
        head = files[path].decode("utf-8-sig").splitlines()[0]
        assert "permalink" in head
        assert "source" not in head
    named = {field["name"] for item in json.loads(files["data/datapackage.json"])["resources"] for field in item["schema"]["fields"]}
    assert not {name for name in named if name.startswith("source")}


def test_a_brief_and_the_whole_in_print(content: Path, tmp_path: Path, run: Callable[..., Run]) -> None:
    done = run("brief", "VAR", "--content", content, "--out", tmp_path)
    assert done.code == 0, done.err
    (path,) = tmp_path.glob("*.pdf")
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split())
    assert re.findall(WORDS, words) == []
    assert "about 46.5%" in words
    assert "1,200\N{NO-BREAK SPACE}t" in words or "1,200 t" in words


def with_place(folder: Path, place: dict[str, str], *, document: bool) -> Path:
    born.write(folder)
    path = folder / "countries/varnholm.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), "source": place}, allow_unicode=True), "utf-8")
    if document:
        (folder / "sources.yml").write_text("- {id: SRC-A, title: A, publisher: P}\n", "utf-8")
    return folder


@pytest.mark.parametrize("place", [{"address": "https://a.example.org/varnholm"}, {"document": "SRC-A"}, {"document": "SRC-A", "section": "1"}])
def test_an_entry_may_still_say_where_it_is_from(place: dict[str, str], tmp_path: Path) -> None:
    model = reading.read(with_place(tmp_path / "content", place, document="document" in place), forgiven=("not-registered",))
    context = pipeline._context(model, catalogue.pages(model), PACKAGED, Site("https://ostra.example.org/plan/"))
    page = pipeline._pages(context, catalogue.pages(model), PACKAGED)["countries/varnholm/index.md"].decode()
    assert re.search(r'<p class="source">Listed in: (<a href=|https?:|A|1)', page) or "Listed in: https" in page
    assert page.count("a.example.org/varnholm") <= 2
    head = exports.files(context)["data/countries.csv"].decode("utf-8-sig").splitlines()[0]
    assert "source_address" in head


def test_a_place_in_no_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        reading.read(with_place(tmp_path / "content", {"section": "Cantons"}, document=False))
    (problem,) = error.value.problems
    assert (problem.code, Path(problem.path).name) == ("no-source", "varnholm.yml")
    assert problem.message == "names no document, and the strategy restates none: add 'document' or 'address', or name one as 'source_document' in strategy.yml"


def test_a_new_strategy_without_a_document(tmp_path: Path, run: Callable[..., Run]) -> None:
    done = run("init", tmp_path / "new", "--no-document")
    assert done.code == 0, done.err
    texts = {path.relative_to(tmp_path / "new/content").as_posix(): path.read_text("utf-8") for path in (tmp_path / "new/content").rglob("*.*")}
    assert not {"sources.yml", "coverage.yml"} & set(texts)
    assert [path for path, text in texts.items() if re.search(r"(?m)^ *source(_document)?:", text)] == []
    assert run("check", "--content", tmp_path / "new/content").code == 0


@pytest.mark.parametrize(("head", "restates"), [("id,name", False), ("id,name,source", True)])
def test_tables_tell_whether_there_is_a_document(head: str, restates: bool, tmp_path: Path, run: Callable[..., Run]) -> None:
    table = tmp_path / "countries.csv"
    table.write_text(f"{head}\nA,Aland{',Part 1' if restates else ''}\nB,Bland\n", "utf-8")
    done = run("init", tmp_path / "new", "--from-csv", table)
    assert done.code == 0, done.err
    assert (tmp_path / "new/content/sources.yml").exists() == restates
    assert ("\nsource:" in (tmp_path / "new/content/countries/bland.yml").read_text("utf-8")) == restates


# --- symbols --------------------------------------------------------------------------------------

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("symbol", "language", "before", "after"),
    [
        ("%", "en", "", "%"),
        ("%", "de", "", f"{SPACE}%"),
        ("%", "tr", "%", ""),
        ("%", "eu", f"%{SPACE}", ""),
        ("‰", "fr", "", f"{SPACE}‰"),
        ("€", "en", "€", ""),
        ("€", "de", "", f"{SPACE}€"),
        ("€", "de-AT", f"€{SPACE}", ""),
        ("US$", "en", "US$", ""),
        ("USD", "en", f"USD{SPACE}", ""),
        ("USD", "ru", "", f"{SPACE}USD"),
        ("km²", "en", "", f"{SPACE}km²"),
        ("t CO₂e", "es", "", f"{SPACE}t{SPACE}CO₂e"),
        ("km²", "sw", f"km²{SPACE}", ""),
        ("°", "fr", "", "°"),
        ("°C", "en", "", "°C"),
        ("°C", "fr", "", f"{SPACE}°C"),
        ("{}", "en", "", f"{SPACE}{{}}"),
        ("%", "tlh", "", "%"),
        ("%", "not-a-language", "", "%"),
    ],
)
def test_symbols_stand_where_the_language_has_them(symbol: str, language: str, before: str, after: str) -> None:
    assert around(symbol, language) == (before, after)


def figure(unit: Unit, **values: object) -> Figure:
    base = {"id": "KF-1", "group": "FG1", "label": "x", "year": "2030", "text": "x", "unit": unit.name}
    return Figure.model_validate({**base, **values}, context=Units([unit]))


def test_a_symbol_stands_at_the_number_and_not_at_words() -> None:
    euro, share = Unit(name="euros", symbol="€"), Unit(name="per cent", share=True, symbol="%")
    said = figure(euro, value="29", scale="million", qualifier="nearly")
    assert number_text.quantity_text(said) == "nearly €29 million"
    assert (number_text.bare_text(said), number_text.unit_text(said)) == ("29 million", "")
    assert number_text.quantity_text(figure(euro, value="2", scale="million", display="two million")) == "two million euros"
    assert number_text.numeral_text(figure(euro, value="2", scale="million", display="two million")) == "€2 million"
    assert number_text.quantity_text(figure(share, value="75", display="three quarters")) == "three quarters"


def test_bars_and_their_scale_have_the_symbol() -> None:
    share = Unit(name="per cent", share=True, symbol="%")
    drawn = parts.bars(figure(share, value="46.50", share_of="all wells"))
    assert drawn
    assert (drawn["start"], drawn["end"], [bar["text"] for bar in drawn["bars"]]) == ("0%", "all wells", ["46.50%"])
    assert parts.bars(figure(share, value="75", display="three quarters", share_of="all wells")) is None


def test_pages_have_the_symbol_and_data_the_name(model: Strategy, context: Context, files: dict[str, bytes]) -> None:
    page = pipeline._pages(context, catalogue.pages(model), PACKAGED)["countries/varnholm/index.md"].decode()
    assert '<span class="kf__number">46.5%</span>' in page
    assert "kf__unit" not in page
    assert ",about,46.5,46.5,per cent," in files["data/key-figures.csv"].decode()
    assert '"unit": "per cent"' in files["api/strategy.json"].decode()
