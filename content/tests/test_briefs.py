"""How this strategy fills the sheets of its briefs, and that those who hear them hear all."""

from __future__ import annotations

from pathlib import Path

import outloud
import pdfua
import pytest

from builder.content.records import Country, CountryGroup, Objective
from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.print import test_briefs, test_typography
from tests.print.test_briefs import A4, LETTER, between_margins, darkness, open_pdf, typeset


@pytest.fixture(scope="session")
def folder(real_build: Site) -> Path:
    """The briefs of this strategy."""
    return real_build.docs / "briefs"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_country_has_one_sheet_and_both_sides_are_used(paper: str, folder: Path, real_strategy: Strategy) -> None:
    countries = real_strategy.of(Country)
    made = typeset(real_strategy, *(country.id for country in countries), paper=paper) if paper != "a4" else {}
    sizes = set()
    for slug in (country.slug for country in countries):
        document = open_pdf(made.get(slug, folder / f"{slug}.pdf"))
        assert len(document) == 2, slug
        for at in range(2):
            filled, blank = darkness(document[at])
            assert filled > (0.85, 0.9)[at], f"{slug}, side {at + 1}"
            assert blank < 0.15, f"{slug}, side {at + 1}"
            sizes.add(tuple(map(round, document[at].get_size())))
    assert sizes in ({A4}, {LETTER})


def test_no_page_is_more_than_a_third_blank_but_the_last(folder: Path) -> None:
    for path in sorted(folder.glob("*.pdf")):
        document = open_pdf(path)
        for at in range(len(document) - 1):
            filled, blank = darkness(document[at])
            if path.stem != "strategy" or at > 0:  # a cover is a cover
                assert filled > 2 / 3, f"{path.stem}, page {at + 1}"
                assert blank < 1 / 3, f"{path.stem}, page {at + 1}"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_checkers_of_accessibility_find_nothing(folder: Path, real_strategy: Strategy) -> None:
    """In the longest brief of each kind, and in the whole strategy."""
    for kind in (Country, CountryGroup, Objective):
        longest = max((folder.parent / str(node.brief) for node in real_strategy.of(kind)), key=lambda path: path.stat().st_size)
        found = outloud.check(str(longest))
        assert [finding for finding in found.sorted_findings() if not (finding.rule == "PAG-001" and between_margins(finding.boxes))] == [], longest
        assert not pdfua.validate(longest).findings, longest
    assert not pdfua.validate(folder / "strategy.pdf").findings


def test_no_page_holds_only_what_is_related(folder: Path, real_strategy: Strategy) -> None:
    test_briefs.test_no_page_of_an_objective_holds_only_what_is_related(folder, real_strategy)
    test_typography.test_no_page_holds_only_what_is_related({path.stem: open_pdf(path) for path in sorted(folder.glob("*.pdf"))})
