"""The index of the whole strategy: in the order that a person looks for ids, with numbers as numbers."""

from __future__ import annotations

from builder.content import addresses
from builder.fonts import FONTS
from builder.print.values import Printout
from builder.print.whole import whole
from builder.rules import glyphs
from tests.made import made


def test_numbers_in_ids_are_sorted_as_numbers() -> None:
    """2 before 10, with any number of numbers in an id, and letters between them."""
    source = {"section": "S"}
    names = ["TA10", "TA9", "TA1", "TA2", "TA10-B", "TA2-A11", "TA2-A2"]
    areas = [{"id": name, "title": name, "text": "x", "source": source} for name in names]
    printout = Printout(made("x", extra={"area": areas}), addresses.Site("https://made.example.org/plan/"), glyphs.coverage(FONTS))
    index = [ref["id"] for ref in whole(printout)["index"]]
    assert [name for name in index if name.startswith("TA")] == ["TA1", "TA2", "TA2-A2", "TA2-A11", "TA9", "TA10", "TA10-B"]
    others = [name for name in index if not name.startswith("TA")]
    assert others == sorted(others)
