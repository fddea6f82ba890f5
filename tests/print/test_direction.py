"""Briefs in languages that nobody speaks: in one that runs from right to left, pages are laid out as its lines run; longer words have their place."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from builder import pipeline
from builder.print import briefs
from builder.print.setting import BriefFile
from tests import pseudo
from tests.print.test_typography import Glyph, glyphs

WIDTH = 595.28
"""Points from the left of a page of A4 to its right."""
MARGIN = 20 * 72 / 25.4
LEEWAY = 3.0
"""Points that letters may stand off the edge of their column: those of large type have some white beside them."""
UNTRANSLATED = "is told of the shore"
LETTERS = str.maketrans(pseudo.LATIN, pseudo.HEBREW)


def hebrew(text: str) -> str:
    """In Hebrew letters; some passages have no translation."""
    return "" if UNTRANSLATED in text else pseudo.spoken(text, LETTERS)


def longer(text: str) -> str:
    """In Greek letters, and longer by two fifths."""
    return re.sub(r"(?<![\w{.])[Ͱ-Ͽ]{3,}", lambda word: word[0] + word[0][-round(len(word[0]) * 0.4) :], pseudo.spoken(text))


def printed(content: Path, folder: Path, language: str, speak: Callable[[str], str], *names: str) -> dict[str, BriefFile]:
    """Briefs of a strategy in a language, by file name without ending."""
    model, settings = pseudo.translated(content, folder, language, speak)
    wanted, complaints = briefs.named(model, names)
    assert complaints == ()
    return {Path(path).stem: file for path, file in briefs.make(wanted, model, settings.site, pipeline.typesetter(settings, model)).items()}


@pytest.fixture(scope="session")
def files(coast_content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, BriefFile]:
    """Briefs of the strategy of a whole region in Hebrew letters."""
    return printed(coast_content, tmp_path_factory.mktemp("mirrored"), "he", hebrew, "ald", "to1", "strategy")


@pytest.fixture(scope="session")
def mirrored(files: dict[str, BriefFile]) -> dict[str, pypdfium2.PdfDocument]:
    """The same, read."""
    return {name: pypdfium2.PdfDocument(file.data) for name, file in files.items()}


def lines(page: Any) -> list[list[Glyph]]:
    """The characters of each line of a page from the left to the right, from its top to its foot."""
    found = sorted(glyphs(page), key=lambda glyph: (-round(glyph.line, 1), glyph.left))
    return [list(line) for _, line in groupby(found, key=lambda glyph: round(glyph.line, 1))]


def seen(line: list[Glyph]) -> str:
    """What a line shows, from the left to the right, without spaces and marks of direction."""
    return "".join(glyph.text for glyph in line if unicodedata.category(glyph.text) != "Cf")


def place(page: Any, text: str) -> tuple[float, float]:
    """Where a text that runs from right to left begins and ends, in points from the left."""
    shown = hebrew(text).replace(" ", "")[::-1]
    line = next(line for line in lines(page) if shown in seen(line))
    at = seen(line).index(shown)
    return line[at + len(shown) - 1].right, line[at].left


def test_pages_begin_on_the_right(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    """The name in large type and the foot begin at the right margin, and what ends a line ends at the left one."""
    page = mirrored["aldmark"][0]
    largest = max(glyph.size for glyph in glyphs(page))
    assert max(glyph.right for glyph in glyphs(page) if glyph.size == largest) == pytest.approx(WIDTH - MARGIN, abs=LEEWAY)
    assert place(page, "page")[0] < WIDTH / 2 < place(page, "Edition")[1]
    foot = next(line for line in reversed(lines(page)) if hebrew("page")[::-1] in seen(line))
    assert foot[0].left == pytest.approx(MARGIN, abs=LEEWAY)


def test_nothing_leaves_the_page(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    for document in mirrored.values():
        for page in document:
            assert all(glyph.left > MARGIN - LEEWAY and glyph.right < WIDTH - MARGIN + LEEWAY for glyph in glyphs(page))


def test_columns_follow_each_other_to_the_left(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    foot = mirrored["aldmark"][1]
    (_, office), (cite, cite_end), (web, _) = (place(foot, head) for head in ("OC office", "How to cite", "On the web"))
    assert office > cite
    assert cite_end > web


def test_side_heads_stand_on_the_right(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    page = mirrored["to1"][0]
    assert place(page, "At a glance")[0] == pytest.approx(WIDTH - MARGIN, abs=LEEWAY)
    assert place(page, "Countries mentioned")[0] < place(page, "At a glance")[1]


def test_numbers_of_pages_stand_on_the_left(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    """In the contents, and in each column of the index, where identifiers in Latin letters stand before them."""
    document = mirrored["strategy"]
    chapters = [line for line in lines(document[1]) if line[0].text.isdecimal() and line[0].size > 9]
    entries = [line for line in lines(document[len(document) - 1]) if re.fullmatch(r"(\d+[A-Z][A-Z\d-]*[A-Z\d])+", seen(line))]
    assert len(chapters) > 20
    assert len(entries) > 20
    assert all(line[0].left == pytest.approx(MARGIN, abs=LEEWAY) for line in chapters)
    assert re.search(r"\d+ALD$", seen(entries[0]))
    assert entries[0][-1].right == pytest.approx(WIDTH - MARGIN, abs=LEEWAY)


def test_addresses_run_from_left_to_right(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    """Where they stand in lines that run the other way."""
    shown = [seen(line) for line in lines(mirrored["aldmark"][1])]
    for text in ("+99 1 234 00", "ald@coast.example.org", "https://strategy.test/id/ald/", "1 Quay Street"):
        assert any(text.replace(" ", "") in line for line in shown), text


def test_what_has_no_translation_says_its_language_and_runs_its_way(files: dict[str, BriefFile], mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    with pikepdf.open(io.BytesIO(files["aldmark"].data)) as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]
        assert {str(part.Lang) for part in parts if "/Lang" in part} == {"he", "en"}
    assert any("everyyear." in seen(line) for page in mirrored["aldmark"] for line in lines(page))


def test_the_map_is_as_on_the_globe(mirrored: dict[str, pypdfium2.PdfDocument]) -> None:
    tiles = [seen(line) for line in lines(mirrored["aldmark"][0])]
    assert [row for row in ("ALDBRECOR", "DUNELTFARGOL", "HAVISKJUN", "KELLOM") if not any(row in line for line in tiles)] == []


def test_a_longer_translation_fits_its_sheets(coast_content: Path, tmp_path: Path) -> None:
    """Of countries two sides, as in English; nothing is divided that was not."""
    files = printed(coast_content, tmp_path / "longer", "el", longer, "ald", "cor", "gol", "lom")
    assert [file.pages for file in files.values()] == [2, 2, 2, 2]
    assert all(file.fit and "flows" not in file.fit for file in files.values())
