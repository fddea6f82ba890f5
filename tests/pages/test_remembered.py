"""Pages that are as they were are taken from the last build, and whatever a page is made from makes it anew."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from builder import pipeline
from builder.pages import render
from builder.pages.remembered import Evidence, PageMemory, Pdfs
from builder.settings import Settings
from builder.wording import Foreign, Kept
from tests.conftest import Run
from tests.edits import edit

MAKER = "as it is"


@pytest.fixture
def made(small: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """Builds the docs folder; gives the pages whose templates were filled."""
    found: set[str] = set()
    fill = render._render

    def seen(env: Any, page: Any, *arguments: Any) -> str:
        found.add(page.path)
        return fill(env, page, *arguments)

    def call(**changes: Any) -> set[str]:
        found.clear()
        settings = replace(Settings(small, pipeline.Templates.behind(Path("templates"))), **changes)
        pipeline.write(pipeline.make(settings), settings)
        return set(found)

    monkeypatch.setattr(render, "_render", seen)
    return call


def test_only_what_changes_is_made_again(made: Callable[..., set[str]]) -> None:
    every = made()
    assert "index.md" in every
    assert made() == set()
    edit("content/figures.yml", "value: 1200", "value: 1300")
    edit("content/figures.yml", "1,200 boats", "1,300 boats")
    changed = made()
    assert "key-figures/index.md" in changed
    assert changed.isdisjoint({"glossary/index.md", "contacts/index.md", "framework/index.md"})
    assert "1,300 boats" in Path("build/docs/key-figures/index.md").read_text("utf-8")
    assert made(clean=True) == every


WAYS: dict[str, Callable[[], object]] = {
    "a title, which others may say": lambda: edit("content/countries/orr.yml", "name: Isle of *Orr*", "name: Isle of Orr"),
    "what the publication says": lambda: edit("content/strategy.yml", "short_title: ", "short_title: New "),
    "a template": lambda: edit("templates/pages/_opening.html.jinja", "{%", "{# new #}{%"),
    "a template that was not there": lambda: Path("templates/pages/_more.jinja").write_text("x", "utf-8"),
    "a term": lambda: edit("content/glossary.yml", "term: RG", "term: RGX"),
    "the words of a language": lambda: (Path("locales").mkdir(), Path("locales/xx.po").write_text("", "utf-8")),
    "the memory": lambda: Path("build/evidence/markdown.json").write_text('{"index.md": 1}', "utf-8"),
    "the memory, which is no longer there": lambda: shutil.rmtree("build/evidence"),
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS.keys())
def test_what_all_pages_have_in_common_makes_all_of_them(made: Callable[..., set[str]], change: Callable[[], object]) -> None:
    every = made()
    change()
    assert made() == every


def test_a_page_that_somebody_has_changed_is_made_again(made: Callable[..., set[str]]) -> None:
    made()
    page = Path("build/docs/glossary/index.md")
    kept = page.read_bytes()
    page.write_bytes(kept + b"mine")
    assert made() == {"glossary/index.md"}
    assert page.read_bytes() == kept
    page.unlink()
    assert made() == {"glossary/index.md"}


def test_a_page_says_how_long_a_pdf_is(made: Callable[..., set[str]]) -> None:
    """Its template changes the PDF, and no page but by its length."""
    made()
    edit("templates/print/country.typ", "#let render(", "#let unused = 1\n#let render(")
    assert made() == set()
    template = Path("templates/print/country.typ")
    template.write_text(template.read_text("utf-8").replace("#let render(data) = {", "#let render(data) = {\n  pagebreak()", 1), "utf-8")
    changed = made()
    assert "countries/orr/index.md" in changed
    assert "glossary/index.md" not in changed


def test_a_folder_that_cannot_be_built_keeps_what_was_known(small: Path, run: Callable[..., Run]) -> None:
    assert small.is_dir()
    assert run("build", "--provisional", "--docs-only").code == 0
    kept = Path("build/evidence/markdown.json").read_bytes()
    edit("templates/pages/about.md.jinja", "{%", "{{ nothing }}{%")
    assert run("build", "--provisional", "--docs-only").code == 1
    assert Path("build/evidence/markdown.json").read_bytes() == kept


# --- digests --------------------------------------------------------------------------------------


def told(value: Any) -> str:
    """All that tells a value from others."""
    nothing: Any = None
    return "\0".join(Evidence(nothing, nothing, nothing, (), MAKER)._told(value))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.decimals(allow_nan=False) | st.dates(),
    lambda inner: st.tuples(inner, inner) | st.tuples(inner) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=8,
)


def form(value: Any) -> Any:
    """A value with the types of all that it holds: 1 is not True, nor Decimal('1.0') Decimal('1')."""
    if isinstance(value, tuple):
        return ("tuple", *map(form, value))
    if isinstance(value, dict):
        return ("dict", *((form(key), form(item)) for key, item in value.items()))
    return (type(value), repr(value))


@given(VALUES, VALUES)
def test_no_two_values_are_told_alike(one: Any, other: Any) -> None:
    assert (told(one) == told(other)) == (form(one) == form(other))


@dataclass
class Box:
    inside: Any


def test_texts_that_know_more_than_their_letters_are_told_apart() -> None:
    texts = ["a", Markup("a"), Foreign("a", "fr"), Foreign("a", "ru"), Foreign("a", "fr", "rtl"), Kept("a", "fr"), Box("a"), ["a"], ("a",), {"a"}]
    assert len(set(map(told, texts))) == len(texts)
    assert told({"a", "b", "c"}) == told({"c", "a", "b"})
    assert told(Decimal("1.0")) != told(1.0) != told(datetime.date(1, 1, 1))


@pytest.mark.parametrize("value", [object(), print, (1, lambda: 1), Box(iter(())), Box])
def test_what_nobody_knows_from_outside_is_not_told(value: Any) -> None:
    with pytest.raises(TypeError):
        told(value)


def test_pdfs_remember_who_asked() -> None:
    @dataclass
    class Pdf:
        path: str
        size: int
        pages: int

    pdfs = Pdfs({"a.pdf": Pdf("a.pdf", 10, 1), "b.pdf": Pdf("b.pdf", 20, 2)})
    assert pdfs["a.pdf"].size == 10
    assert "c.pdf" not in pdfs
    assert pdfs.asked == {"a.pdf": [10, 1], "c.pdf": []}
    pdfs.asked = {}
    assert len(pdfs) == 2
    assert list(pdfs) == list(pdfs.asked)


@pytest.mark.parametrize("record", [None, 1, {}, {"key": "k"}, {"key": "k", "pdfs": 1}, {"key": "k", "pdfs": {}, "sha256": 1}])
def test_a_damaged_record_is_none(tmp_path: Path, record: Any) -> None:
    (tmp_path / "index.md").write_text("x", "utf-8")
    assert PageMemory(tmp_path, MAKER, {"index.md": record}).recall("index.md", "k", Pdfs({})) is None


def test_without_a_maker_nothing_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "markdown.json"
    file.write_text('{"index.md": {}}', "utf-8")
    assert PageMemory.read(file, tmp_path, "").records == {}
    assert PageMemory.read(file, tmp_path, MAKER).records == {"index.md": {}}
    memory = PageMemory(tmp_path, "")
    memory.keep("index.md", "", b"x", {})
    assert memory.made == {}
