"""What a typographer looks at, in every PDF: figures that stand on the line, columns that end in one place, headings with their text, pages that are used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from builder.content import number_text
from builder.content.records import Chart, CountryGroup
from builder.model.strategy import Strategy
from builder.views import charts

MARGINS = (21, 22)
"""Millimetres above and below what a page holds."""
HEIGHT = 842
"""Points from the bottom of a page of A4 to its top."""
SIDE = 62 * 72 / 25.4
"""Where the side column ends, in points from the left."""
LEEWAY = 0.5
"""Points that edges of a column may differ by."""


@dataclass(frozen=True)
class Glyph:
    """A character as it is printed; lengths in points from the bottom left of the page."""

    text: str
    left: float
    right: float
    """Where the next one begins."""
    line: float
    """The line that it stands on."""
    bottom: float
    top: float
    size: float
    weight: int


def glyphs(page: Any) -> Iterator[Glyph]:
    """The characters of a page that are drawn, in the order in which they are copied."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if char.isspace() or pdfium.FPDFText_IsGenerated(text, at):
            continue
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        _, bottom, _, top = text.get_charbox(at)
        _, _, right, _ = text.get_charbox(at, loose=True)
        weight = pdfium.FPDFText_GetFontWeight(text, at)
        yield Glyph(char, x.value, right, y.value, bottom, top, pdfium.FPDFText_GetFontSize(text, at), weight)


def words(page: Any) -> list[list[Glyph]]:
    """The characters of a page as words: what stands on one line without a gap."""
    found: list[list[Glyph]] = []
    for glyph in glyphs(page):
        last = found[-1][-1] if found else None
        if last and abs(last.line - glyph.line) < 0.1 and -1 < glyph.left - last.right < 0.12 * glyph.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def spelled(word: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in word)


def clusters(values: list[float]) -> list[float]:
    """Values that differ by more than the leeway, each for all that are near it."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > LEEWAY:
            found.append(value)
    return found


@pytest.fixture(scope="session")
def pages(documents: dict[str, pypdfium2.PdfDocument], coast_strategy: Strategy) -> dict[tuple[str, int], list[Glyph]]:
    """The characters of every page, but of packs, which hold briefs again."""
    packs = {"region", *(group.id.lower() for group in coast_strategy.of(CountryGroup))}
    return {(stem, at): list(glyphs(page)) for stem, document in documents.items() for at, page in enumerate(document) if at == 0 or stem not in packs}


def test_figures_stand_on_the_line_and_are_as_tall_as_capitals(pages: dict[tuple[str, int], list[Glyph]]) -> None:
    """Old-style figures hang below the line (3, 4, 5, 7, 9) or are as low as small letters (0, 1, 2)."""
    seen: set[str] = set()
    for place, page in pages.items():
        for glyph in page:
            if glyph.text in "0123456789":
                seen.add(glyph.text)
                assert glyph.line - glyph.bottom < 0.03 * glyph.size, (place, glyph)
                assert 0.6 * glyph.size < glyph.top - glyph.line < 0.7 * glyph.size, (place, glyph)
    assert seen == set("0123456789")


def test_numbers_of_a_chart_end_in_one_place(documents: dict[str, pypdfium2.PdfDocument], coast_strategy: Strategy) -> None:
    for chart in coast_strategy.of(Chart):
        drawn = charts.draw(coast_strategy, chart)
        if isinstance(drawn, charts.BarChart):
            amounts = {number_text.amount_text(bar.quantity).split()[-1] for row in drawn.rows for bar in row.bars}
            page = next(page for page in documents["strategy"] if chart.id in page.get_textpage().get_text_range() and chart.title[:30] in one_line(page))
            ends: dict[str, float] = {}  # the last one of each on the right, as the text of a figure may have the same number
            for word in words(page):
                if spelled(word) in amounts and word[-1].right > page.get_width() - 80:
                    ends[spelled(word)] = max(word[-1].right, ends.get(spelled(word), 0))
            assert set(ends) == amounts, chart.id
            assert clusters(list(ends.values())) == [min(ends.values())], chart.id


def one_line(page: Any) -> str:
    return " ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").split())


def body_of(page: list[Glyph]) -> list[Glyph]:
    """What a page holds between its head and its foot."""
    top, bottom = (margin * 72 / 25.4 for margin in MARGINS)
    return [glyph for glyph in page if bottom < glyph.line < HEIGHT - top + 3]


def test_no_page_ends_with_a_heading(pages: dict[tuple[str, int], list[Glyph]]) -> None:
    """Headings, also those that no outline names, are set in a heavy type: there is lighter type at the foot of every page.

    A head in the side column may be a line or two lower than the text that begins beside it.
    """
    for (stem, at), page in pages.items():
        body = body_of(page)
        last = min(glyph.line for glyph in body)
        aside = all(glyph.right < SIDE for glyph in body if glyph.line < last + 3)
        assert any(glyph.weight < 600 for glyph in body if glyph.line < last + (26 if aside else 3)), f"{stem}, page {at + 1}"


def test_no_page_holds_only_what_is_related(documents: dict[str, pypdfium2.PdfDocument]) -> None:
    for stem, document in documents.items():
        tops: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        for entry in document.get_toc():
            place = entry.get_dest()
            tops[place.get_index()].append((place.get_view()[1][1], entry.get_title()))
        for at, headings in tops.items():
            highest, _ = max(headings)
            others = {title for _, title in headings} - {"Related", "How to cite"}
            above = [glyph for glyph in body_of(list(glyphs(document[at]))) if glyph.line > highest + 3] if not others else ()
            assert above or others, f"{stem}, page {at + 1}"


def test_every_pdf_is_looked_at(documents: dict[str, pypdfium2.PdfDocument], pages: dict[tuple[str, int], list[Glyph]]) -> None:
    assert {stem for stem, _ in pages} == set(documents)
    assert documents
