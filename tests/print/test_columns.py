"""The printed strategy and its packs: columns of numbers, contents and index, as they come out with this content."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pypdfium2

from tests.print.test_typography import Glyph, clusters, spelled, words

FOOT = 22 * 72 / 25.4
"""Where the foot of a page ends, in points from below."""


def test_page_numbers_of_contents_end_in_one_place(documents: dict[str, pypdfium2.PdfDocument]) -> None:
    for stem, pages in (("strategy", (1,)), ("region", (0,)), ("g-north", (0,))):
        document = documents[stem]
        titles = [entry.get_title() for entry in document.get_toc()]
        for at in pages:
            page = document[at]
            edge = page.get_width() - 20 * 72 / 25.4
            numbers = [word[-1].right for word in words(page) if spelled(word).isdigit() and abs(word[-1].right - edge) < 15 and word[0].line > FOOT]
            assert len(numbers) > 3, (stem, at, titles[:3])
            assert clusters(numbers) == [min(numbers)], (stem, at)


def test_numbers_of_the_index_end_in_one_place_in_each_column(documents: dict[str, pypdfium2.PdfDocument]) -> None:
    document = documents["strategy"]
    first = next(entry.get_dest().get_index() for entry in document.get_toc() if entry.get_title() == "Index of identifiers")
    for at in range(first, len(document)):
        lines: defaultdict[float, list[list[Glyph]]] = defaultdict(list)
        for word in words(document[at]):
            lines[round(word[0].line, 1)].append(word)
        entries = [(one, other) for line in lines.values() for one, other in itertools.pairwise(line) if spelled(other).isdigit() and "-" in spelled(one)]
        assert len(entries) > 10
        assert len(clusters([number[-1].right for _, number in entries])) <= 3
        assert len(clusters([name[0].left for name, _ in entries])) <= 3


def test_columns_of_the_matrix_stand_below_each_other(documents: dict[str, pypdfium2.PdfDocument]) -> None:
    """The tables that the matrix is divided into have the same columns."""
    document = documents["strategy"]
    first = next(entry.get_dest().get_index() for entry in document.get_toc() if entry.get_title() == "Who takes part in what")
    middles = [
        (word[0].left + word[-1].right) / 2 for page in (document[first], document[first + 1]) for word in words(page) if spelled(word) in ("member", "–")
    ]
    middles = [middle for middle in middles if middle > 120]
    assert len(middles) > 40
    assert len(clusters(middles)) <= 7


def test_type_tells_its_weight(documents: dict[str, pypdfium2.PdfDocument]) -> None:
    """What the test of headings relies on."""
    found = {spelled(word): word[0].weight for word in words(documents["to1"][0])}
    assert found["Activities"] >= 600 > found["neighbours"]
