"""The whole strategy in one file: its index, and what it leaves out where countries are many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from builder.content import addresses
from builder.fonts import FONTS
from builder.print.values import Printout
from builder.print.whole import whole
from builder.rules import glyphs
from builder.views import printed
from tests.conftest import Run
from tests.made import made
from tests.print.test_briefs import says, text_of


def test_numbers_in_ids_are_sorted_as_numbers() -> None:
    """In the order that a person looks for ids: 2 before 10, with any number of numbers in an id, and letters between them."""
    source = {"section": "S"}
    names = ["TA10", "TA9", "TA1", "TA2", "TA10-B", "TA2-A11", "TA2-A2"]
    areas = [{"id": name, "title": name, "text": "x", "source": source} for name in names]
    printout = Printout(made("x", extra={"area": areas}), addresses.Site("https://made.example.org/plan/"), glyphs.coverage(FONTS))
    index = [ref["id"] for ref in whole(printout)["index"]]
    assert [name for name in index if name.startswith("TA")] == ["TA1", "TA2", "TA2-A2", "TA2-A11", "TA9", "TA10", "TA10-B"]
    others = [name for name in index if not name.startswith("TA")]
    assert others == sorted(others)


def links(path: Path) -> set[str]:
    """The addresses that a PDF leads to."""
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}


def test_countries_that_are_too_many_for_one_file_are_only_named(small: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its brief, and its name leads to its permanent page; nobody waits for a file of a thousand."""
    assert small.is_dir()
    assert run("brief", "strategy", "-o", "all").code == 0
    monkeypatch.setattr(printed, "LARGEST_WHOLE", 2)
    assert run("brief", "strategy", "-o", "few").code == 0
    every, few = (text_of(Path(name, "strategy.pdf")) for name in ("all", "few"))
    told = "What the strategy says of each canton or isle stands in its brief and on the page to which its name leads here."
    assert told in few
    assert not says(every, told)
    assert "Who takes part in what" in every
    assert "Who takes part in what" not in few
    for name in ("Isle of *Orr*", "Varnholm", "Keth"):
        assert name in few
    assert {address.rsplit("/", 2)[-2] for address in links(Path("few/strategy.pdf")) if "/id/" in address} >= {"orr", "var", "ket"}
    assert len(few) < len(every)
