"""The YAML reader: any bytes give values or problems, never a traceback; values are as typed and know their places."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.content import yamlfile
from builder.content.yamltree import MAX_DEPTH, Document, Missing, Spot
from builder.problems import Problem

SIGNS = (
    "- ",
    ": ",
    ":",
    "#",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!t ",
    "!!int ",
    "|",
    ">",
    "|2-\n",
    "? ",
    "%",
    "@",
    "`",
    "~",
    "---\n",
    "...\n",
    "\n",
)
"""What YAML gives a meaning to."""
YAML_LIKE = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(("a", "key", "b c", " ", "  ", "\t", "\\", "\r\n", "\u2028", "é", "<<")))).map("".join)
ANY_BYTES = st.one_of(st.binary(max_size=200), YAML_LIKE.map(str.encode), st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))


def _places(document: Document) -> bool:
    """Whether every value has a place inside the file."""
    lines = [*document.lines, ""]
    return all(1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in document.marks.values())


def _check(document: Document | None, problems: list[Problem]) -> None:
    assert document is not None or problems
    assert all(problem.path == "x.yml" and problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)


@given(ANY_BYTES)
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe-\x00")
@example(b"a: *a")
@example(b"? [a, b]\n: c")
@example(b"- " * 50)
@example(b"\x00")
@example(b'"\\ud800": 1')
@example(b"a: b: c\n\td")
def test_any_bytes_give_values_or_problems(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.yml")
        path.write_bytes(data)
        _check(*yamlfile.read(path, "x.yml"))
        path.write_bytes(b"---\n" + data)
        _check(*yamlfile.read_front_matter(path, "x.yml", "text"))
        path.write_bytes(b"---\nid: A\n---\n" + data)
        _check(*yamlfile.read_front_matter(path, "x.yml", "text"))


def _strings(value: Any) -> Any:
    """A value with all scalars as strings, as this reader gives them."""
    if isinstance(value, dict):
        return {key: _strings(item) for key, item in value.items()}
    return [_strings(item) for item in value] if isinstance(value, list) else str(value)


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufeff"), min_size=1, max_size=12)
VALUES = st.recursive(WORDS, lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1, max_size=4), max_leaves=12)


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=5), st.sampled_from((None, '"')), st.booleans())
def test_values_come_back(value: dict[str, Any], style: str | None, flow: bool) -> None:
    """What PyYAML writes is read as it was, with a place for each value."""
    text = yaml.safe_dump(value, default_style=style, default_flow_style=flow, allow_unicode=True, width=60)
    document, problems = yamlfile.parse(text, "x.yml")
    assert problems == []
    assert document is not None
    assert _strings(document.value) == _strings(value)
    assert _places(document)


@pytest.mark.parametrize("text", ["NO", "008", "46.50", "0x1F", "1_000", "2015-01-31", "12:30:45", "yes", ".5", "1e3", "=", "NaN"])
def test_scalars_stay_as_typed(text: str) -> None:
    document, problems = yamlfile.parse(f"a: {text}", "x.yml")
    assert problems == []
    assert document is not None
    assert document.value == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_missing_with_either_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        document, problems = yamlfile.parse(f"a: {text}\nb: '{text}'", "x.yml")
        assert [problem.code for problem in problems] == ["empty-value"]
        assert document is not None
        assert isinstance(document.value["a"], Missing)
        assert document.value["b"] == text
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def test_places() -> None:
    document, _ = yamlfile.parse("a:\n  - b: one\n    c: [two, three]\n# d\n'e': >-\n  four\n", "x.yml")
    assert document is not None
    assert document.mark(("a", 0, "b")) == (2, 8)
    assert document.mark(("a", 0, "b"), key=True) == (2, 5)
    assert document.mark(("a", 0, "c", 1)) == (3, 14)
    assert document.mark(("e",), key=True) == (5, 1)
    assert document.mark(("a", 0, "missing", "deeper")) == (2, 5)
    assert document.find(("e",), Spot("four")) == (6, 3)
    assert document.find(("a", 0, "b"), Spot("four")) == (2, 8)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "\n".join(" " * depth + "a:" for depth in range(2000)) + " "])
def test_depth_costs_no_time(opening: str) -> None:
    """Nesting without end is refused before it takes time: the parsers themselves need minutes for it."""
    started = time.monotonic()
    document, problems = yamlfile.parse(opening * (100_000 if len(opening) < 9 else 1), "x.yml")
    assert document is None
    assert problems[-1].message == f"is nested more than {MAX_DEPTH} levels deep: check the indentation"
    assert time.monotonic() - started < 20


def test_depth_that_content_needs() -> None:
    text = "".join("  " * depth + "a:\n" for depth in range(MAX_DEPTH - 1)) + "  " * MAX_DEPTH + "a: b\n"
    assert yamlfile.parse(text, "x.yml")[1] == []
    assert [problem.code for problem in yamlfile.parse("b:\n" + "".join(f"  {line}\n" for line in text.splitlines()), "x.yml")[1]] == ["too-deep"]


def test_front_matter_keeps_the_places_of_its_file() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.md")
        path.write_text("---\nid: A\nb: c\n---\n\n\nSome *text*.\n\nMore.  \n", "utf-8")
        document, problems = yamlfile.read_front_matter(path, "x.md", "text")
    assert problems == []
    assert document is not None
    assert document.value == {"id": "A", "b": "c", "text": "Some *text*.\n\nMore."}
    assert document.mark(("b",)) == (3, 4)
    assert document.mark(("text",)) == (7, 1)
    assert document.find(("text",), Spot("More")) == (9, 1)
