"""`builder.model.sources`: a place in a source is a page where pages are known, and lines of the text edition elsewhere."""

from __future__ import annotations

import pytest

from builder.content.records import Citation
from builder.model import sources
from builder.model.strategy import Strategy
from tests.made import made, saying


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1", "p. 3"), ("10, 2-4", "p. 3"), ("5-15", "pp. 3–4"), ("11-30, 35", "pp. 4, 9"), ("8-12, 35", "pp. 3–4, 9"),
        ("29-31", "lines 29–31 of the text edition"), ("31", "line 31 of the text edition"), ("1, 40", "lines 1, 40 of the text edition"),
    ],
)  # fmt: skip
def test_pages_where_the_page_of_every_line_is_known(lines: str, expected: str) -> None:
    pages = [{"lines": "1-10", "page": "3"}, {"lines": "11-30", "page": "4"}, {"lines": "34-36", "page": "9"}]
    model = made("Plan", extra={"source": [{"id": "SRC", "title": "Plan", "publisher": "Press", "text_lines": "50", "pages": pages}]})
    citation = Citation.model_validate({"section": "Part 1", "lines": lines})
    assert sources.where(model, citation) == expected
    short = expected.replace(" of the text edition", "").replace("lines", "l.").replace("line", "l.")
    assert sources.where(model, citation, lines="short") == short
    assert sources.text(model, citation) == f"Part 1, {expected}"


def test_places_are_named_in_the_language() -> None:
    """And whether lines have to be explained does not hang on how they are called."""
    words = {"lines {lines} of the text edition": "{lines} (lignes de l’édition)", "para. {paragraphs}": "§ {paragraphs}"}
    short = {"one line|l. {lines}": "ligne {lines}", "several lines|l. {lines}": "lignes {lines}"}
    model = Strategy(made("Plan").nodes, saying("fr", words | short))
    citation = Citation.model_validate({"lines": "3-4", "paragraphs": "7"})
    assert sources.where(model, citation) == "3–4 (lignes de l’édition), § 7"
    assert sources.where(model, citation, lines="short") == "lignes 3–4, § 7"
    assert sources.where(model, Citation.model_validate({"lines": "3"}), lines="short") == "ligne 3"
    assert sources.where(model, citation, lines="bare") == "lines 3–4, § 7"
    assert sources.counts_lines(model)


def test_lines_are_explained_only_where_some_place_is_told_by_them() -> None:
    known = [{"id": "SRC", "title": "Plan", "publisher": "Press", "text_lines": "50", "pages": [{"lines": "1-50", "page": "3"}]}]
    assert sources.counts_lines(made("Plan"))
    assert not sources.counts_lines(made("Plan", extra={"source": known}))


def test_a_section_alone(coast_strategy: Strategy) -> None:
    assert sources.text(coast_strategy, Citation(section="Part 1")) == "Part 1"
    assert sources.text(coast_strategy, None) == ""


def test_another_document_has_pages_of_its_own(small_strategy: Strategy) -> None:
    """The pages of the document that the strategy restates say nothing of the lines of another."""
    here, there = (Citation.model_validate({"section": "A", "lines": "2", **more}) for more in ({}, {"document": "SRC-ATLAS"}))
    assert (sources.where(small_strategy, here), sources.where(small_strategy, there)) == ("p. 3", "line 2 of the text edition")
