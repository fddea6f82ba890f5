"""A long objective on a phone, and mentions that are many."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests import markup
from tests.conftest import Site
from tests.site.test_phone import BAR, BOX


@pytest.mark.parametrize("width", [320, 390])
def test_search_stays_in_reach_and_covers_no_anchor(tab: Callable[..., Any], width: int) -> None:
    page = tab(viewport={"width": width, "height": 844})
    page.goto("/objectives/to1/")
    before = page.evaluate(BOX, "main")["top"]
    for anchor in ("activities", "to1-a05", "rationale", "related"):
        page.goto(f"/objectives/to1/#{anchor}")
        page.wait_for_function(f"Math.abs(document.getElementById('{anchor}').getBoundingClientRect().top) < 300")
        search, head = page.evaluate(BOX, "#search"), page.evaluate(BOX, f"#{anchor}")
        bar = page.evaluate(BAR)
        assert 0 <= search["top"] < search["bottom"] <= bar <= 60, "slim, and whole"
        assert head["top"] >= bar
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(BOX, "main")["top"] == before, "nothing moves when it sticks"


def test_mentions_are_three_and_the_others_on_demand(page: Any, site: Site, tmp_path: Path) -> None:
    folded = 0
    for path in site.pages:
        for box in markup.parse((site.folder / path).read_text("utf-8")).xpath("//details[@class='more']"):
            folded += 1
            assert re.fullmatch(r"and \d+ more", markup.text(markup.only(box, "summary")))
    assert folded > 5
    page.goto("/framework/")
    box = page.locator("details.more").first
    rest = box.locator(".more__rest")
    assert not rest.is_visible()
    assert box.locator("xpath=..").locator(":scope > a").count() == 3
    name = rest.locator("a").first.text_content()
    box.locator("summary").click()
    assert rest.is_visible()
    page.reload()
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    assert name in text
    assert not re.search(r"and \d+ more", text)
