"""Problems: in one order, each once, in three formats, with a near miss named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import FORMATS, ContentError, Problem, suggest, summary

ONE = Problem("b.yml", 2, 1, "code", "one")
TWO = Problem("a.yml", 10, 1, "code", "two")
THREE = Problem("a.yml", 9, 12, "code", "three: 100%, really")


def test_order_is_that_of_files_and_lines_and_nothing_is_said_twice() -> None:
    error = ContentError([ONE, TWO, ONE, THREE])
    assert error.problems == (THREE, TWO, ONE)
    assert str(error) == "a.yml:9:12: error[code]: three: 100%, really\na.yml:10:1: error[code]: two\nb.yml:2:1: error[code]: one"


def test_text() -> None:
    assert FORMATS["text"]((THREE, ONE)) == "a.yml:9:12: error[code]: three: 100%, really\nb.yml:2:1: error[code]: one\n2 problems in 2 files."


def test_json() -> None:
    told = {"path": "a.yml", "line": 9, "column": 12, "code": "code", "message": "three: 100%, really", "severity": "error"}
    assert json.loads(FORMATS["json"]((THREE,))) == [told]


def test_github() -> None:
    assert FORMATS["github"]((THREE,)) == "::error file=a.yml,line=9,col=12,title=code::three: 100%25, really"


@given(st.text(), st.text())
def test_a_github_command_stays_on_its_line(path: str, message: str) -> None:
    problem = Problem(path, 1, 1, "code", message)
    line = FORMATS["github"]((problem,))
    assert "\n" not in line
    assert "\r" not in line
    head, _, words = line.removeprefix("::error ").partition("::")
    assert head.count(",") == 3
    assert words.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == problem.message


@given(st.text(), st.text())
def test_a_problem_is_one_line_of_what_can_be_seen(path: str, message: str) -> None:
    line = str(Problem(path, 1, 1, "code", message))
    assert len(line.splitlines()) == 1
    assert not set(line) & set("\x00\x1b\x7f\x85\u202e\u2028\u200b")


def test_a_message_shows_no_more_than_a_person_reads() -> None:
    """Of what somebody wrote, the beginning of each quotation; of a message that is long all the same, both ends."""
    assert Problem("a.yml", 1, 1, "code", f"'{'x' * 101}' is no id: write 'ID'").message == f"'{'x' * 100}…' is no id: write 'ID'"
    assert Problem("a.yml", 1, 1, "code", f"'{'x' * 100}' is no id").message == f"'{'x' * 100}' is no id"
    assert Problem("a.yml", 1, 1, "code", f"'{'don’t isn' * 20}'t' is no id").message == f"'{('don’t isn' * 20)[:100]}…' is no id"
    ours = f"'A' is the builder's own, {'as a person reads it, ' * 8} and 'B' is not"
    assert Problem("a.yml", 1, 1, "code", ours).message == ours, "what stands between two quotations is no quotation"
    assert Problem("a.yml", 1, 1, "code", "'a " * 500_000 + "x").message.startswith("'a 'a ")
    long = Problem("a.yml", 1, 1, "code", f"begins {'don’t ' * 200}'{'it`s ' * 10}' ends").message
    assert len(long) == 303
    assert long.startswith("begins ")
    assert long.endswith(" ends")


def test_what_nobody_sees_is_shown_by_its_number() -> None:
    assert Problem("a\x1b[2J.yml", 1, 1, "code", "'\x1b[31m\u202e' and\n\tmore: 1\u202f000").message == "'\\u001b[31m\\u202e' and more: 1\u202f000"
    assert str(Problem("a\x1b[2J.yml", 1, 1, "code", "x")) == "a\\u001b[2J.yml:1:1: error[code]: x"


@pytest.mark.parametrize(("count", "words"), [(0, "No problems."), (1, "1 problem in 1 file."), (2, "2 problems in 1 file.")])
def test_summary(count: int, words: str) -> None:
    assert summary((TWO, THREE)[:count]) == words


@pytest.mark.parametrize(
    ("word", "candidates", "said"),
    [
        ("qualifer", ["value", "qualifier"], " Did you mean 'qualifier'?"),
        ("to5", ["TO5", "TO6"], " Did you mean 'TO5'?"),
        ("TO10", ["TO1", "TO2"], " Did you mean 'TO1'?"),
        ("nothing", ["value", "qualifier"], ""),
        ("", ["value"], ""),
        ("x", [], ""),
    ],
)
def test_near_misses(word: str, candidates: list[str], said: str) -> None:
    assert suggest(word, candidates) == said
