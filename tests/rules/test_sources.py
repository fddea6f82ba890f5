"""The rules of source documents, each by itself: pages of lines, places that are given, and lengths."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.rules import sources
from tests.rules.test_rules import SOURCE, STRATEGY, land, told


def paged(*pages: str, length: int | None = 20) -> dict[str, str]:
    """A source with pages of lines, each on a line of its own from the second on."""
    lines = "".join(f"  - {page}\n" for page in pages)
    return {"sources.yml": f"- id: SRC-A\n  pages:\n{lines}  title: A\n  publisher: P\n" + (f"  text_lines: {length}\n" if length else "")}


def page(number: int, lines: str) -> str:
    return f"{{page: {number}, lines: {lines}}}"


TWO = "a line is on one page, so correct one of the two"


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([page(1, "1-10"), page(2, "11-20")], []),
        ([page(2, "11-20"), page(1, "1-10")], []),
        ([page(1, "1-3"), page(1, "4-9"), page(4, "15")], []),
        ([page(1, "1-10"), page(2, "11-21")], ["4:22: [lines-outside-source] line 21 is beyond the end of the source, which has 20 lines"]),
        ([page(1, "1-10"), page(2, "10-20")], [f"4:22: [page-overlap] line 10 stands on page 1 already: {TWO}"]),
        ([page(1, "1-10"), page(2, "4"), page(3, "9-12")], [f"{at}:22: [page-overlap] line {line} stands on page 1 already: {TWO}" for at, line in ((4, 4), (5, 9))]),
        ([page(1, "1-10"), page(2, "4"), page(3, "11")], [f"4:22: [page-overlap] line 4 stands on page 1 already: {TWO}"]),
        ([page(1, "1-10"), page(2, "5-10"), page(3, "9-12")], [f"{at}:22: [page-overlap] line {line} stands on page 1 already: {TWO}" for at, line in ((4, 5), (5, 9))]),
        ([page(1, "1-10"), page(1, "10-12"), page(2, "12-13")], [f"{at}:22: [page-overlap] line {line} stands on page 1 already: {TWO}" for at, line in ((4, 10), (5, 12))]),
        ([page(3, "'1-4, 9-12'"), page(4, "5-8")], ["3:12: [page-order] line 9 is said to be on page 3, and the lines before it on page 4: correct one of the two"]),
        ([page(2, "1-10"), page(1, "11-20")], ["4:12: [page-order] line 11 is said to be on page 1, and the lines before it on page 2: correct one of the two"]),
        ([page(2, "1-10"), page(1, "9-20")], [f"4:22: [page-overlap] line 9 stands on page 2 already: {TWO}"]),
        ([page(2, "1-10"), "{lines: 5-9}", "{page: 4}", page(3, "11-12")], []),
    ],
)  # fmt: skip
def test_pages_of_lines(tmp_path: Path, pages: list[str], expected: list[str]) -> None:
    """Where two claim a line, the second is told, with the page that had it first."""
    assert told(tmp_path, sources.pages_fit_the_lines, paged(*pages)) == [f"sources.yml:{one}" for one in expected]


def test_pages_need_the_length_of_the_text(tmp_path: Path) -> None:
    assert told(tmp_path, sources.pages_fit_the_lines, paged(page(1, "1-10"), length=None)) == [
        "sources.yml:3:3: [pages-without-lines] has pages of lines, but no 'text_lines': give the length of the text edition"
    ]
    assert told(tmp_path, sources.pages_fit_the_lines, {"sources.yml": "- {id: SRC-A, title: A, publisher: P}\n"}) == []


def test_a_length_that_could_not_be_read_is_not_missed(tmp_path: Path) -> None:
    files = {"sources.yml": f"{paged(page(1, '1-10'), length=None)['sources.yml']}  text_lines: many\n"}
    assert told(tmp_path, sources.pages_fit_the_lines, files) == []


def test_each_source_by_itself(tmp_path: Path) -> None:
    """What one lacks is not told of the next, and pages of one are none of another."""
    one = paged(page(5, "1-10"), length=None)["sources.yml"]
    other = paged(page(1, "1-10"), page(2, "5-6"))["sources.yml"].replace("SRC-A", "SRC-B")
    assert [found.split(": ")[0] for found in told(tmp_path, sources.pages_fit_the_lines, {"sources.yml": one + other})] == [
        "sources.yml:3:3",
        "sources.yml:9:22",
    ]


# --- places ---------------------------------------------------------------------------------------

NONE = "names no document, and the strategy restates none: add 'document' or 'address', or name one as 'source_document' in strategy.yml"
BORN = STRATEGY.replace("source_document: SRC-A\n", "")


def test_what_restates_a_document_says_where_it_stands_there(tmp_path: Path) -> None:
    files = {
        "strategy.yml": STRATEGY,
        "countries/a.yml": land("AAA").replace(SOURCE, "formerly: x"),
        "countries/b.yml": land("BBB", "B", f"office: {{lines: [x], email: a@example.org, {SOURCE}}}"),
        "countries/c.yml": land("CCC", "C", "office: {lines: [x], email: a@example.org}"),
        "countries/d.yml": land("DDD").replace("{section: S}", "{section: 7, lines: x}"),
        "countries/e.yml": land("EEE").replace(SOURCE, ""),
    }
    assert told(tmp_path, sources.places_are_given, files) == [
        "countries/a.yml:1:1: [missing-key] the key 'source' is missing: add it",
        "countries/c.yml:6:9: [missing-key] the key 'source' is missing: add it",
        "countries/e.yml:1:1: [missing-key] the key 'source' is missing: add it",
    ]


def test_what_restates_none_names_the_document_of_a_place(tmp_path: Path) -> None:
    files = {
        "strategy.yml": BORN,
        "countries/a.yml": land("AAA").replace(SOURCE + "\n", ""),
        "countries/b.yml": land("BBB"),
        "countries/c.yml": land("CCC").replace("{section: S}", "{section: S, document: SRC-B}"),
        "countries/d.yml": land("DDD").replace("{section: S}", "{section: S, address: 'https://example.org/'}"),
    }
    assert told(tmp_path, sources.places_are_given, files) == [f"countries/b.yml:5:9: [no-source] {NONE}"]


def test_whether_a_document_is_restated_may_not_be_known(tmp_path: Path) -> None:
    files = {"countries/a.yml": land("AAA"), "countries/b.yml": land("BBB").replace(SOURCE + "\n", "")}
    assert told(tmp_path, sources.places_are_given, files) == []
    assert told(tmp_path, sources.places_are_given, {"strategy.yml": STRATEGY.replace("source_document: SRC-A", "source_document: [x]")}) == []
    assert [one.partition(":")[0] for one in told(tmp_path, sources.places_are_given, {"strategy.yml": STRATEGY.replace("title: T", "titel: T", 1)})] == [
        "countries/b.yml"
    ]


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("pages: 12", ""),
        ("pages: '3-13, 1'", "page 13 is beyond the end of the source, which has 12 pages"),
        ("paragraphs: '7'", ""),
        ("paragraphs: '8'", "paragraph 8 is beyond the end of the source, which has 7 paragraphs"),
        ("lines: '20'", ""),
        ("lines: '21'", "line 21 is beyond the end of the source, which has 20 lines"),
        ("pages: '99', document: SRC-B", ""),
        ("pages: '99', document: SRC-GONE", ""),
    ],
)
def test_places_end_where_the_source_ends(tmp_path: Path, place: str, fault: str) -> None:
    files = {
        "strategy.yml": STRATEGY,
        "sources.yml": "- {id: SRC-B, title: B, publisher: P}\n- {id: SRC-A, title: A, publisher: P, text_lines: 20, page_count: 12, paragraph_count: 7}\n",
        "glossary.yml": f"- {{term: T, expansion: x, source: {{section: S, {place}}}}}\n",
    }
    column = files["glossary.yml"].index(": ", files["glossary.yml"].index("S, ")) + 3
    found = told(tmp_path, sources.places_are_in_the_source, files)
    assert found == ([f"glossary.yml:1:{column}: [lines-outside-source] {fault}"] if fault else [])
