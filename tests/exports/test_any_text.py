"""Any text in every place that takes one: the files of all exports are made once for each text, and every reader finds it there.

Exports that give a file of their own try their readers further by themselves.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping

import pytest
from hypothesis import example, given

from builder import exports
from tests.exports import test_permalinks as permalinks
from tests.exports import test_twins as twins
from tests.made import NASTY, line, literal, made, published, texts


def every_file_is_readable(text: str, files: Mapping[str, bytes]) -> None:
    """By the parser of its sort, without half an end of a line."""
    for path, data in files.items():
        if path.endswith((".inv", ".xlsx")):
            continue
        written = data.decode()
        assert "\r" not in written.replace("\r\n", ""), path
        if path.endswith((".json", ".jsonld")):
            json.loads(written)
        elif path.endswith(".xml"):
            ET.fromstring(written)


def permanent_pages_show_it(text: str, files: Mapping[str, bytes]) -> None:
    """Every page is valid HTML, and has it as its title."""
    for path, data in files.items():
        if path.endswith(".html"):
            page = permalinks.parsed(data)
            assert line(text) in line(" ".join(permalinks.values(page, "//h:title/text()"))) or "moved" in path or b"This page has moved" in data
    assert line("".join(permalinks.values(permalinks.parsed(files["id/to1/index.html"]), "//h:h1/text()"))) == line(text)
    assert "".join(permalinks.values(permalinks.parsed(files["id/old/index.html"]), "//h:main//text()")).count(line(text)) >= 2  # title and reason


def twins_show_it(text: str, files: Mapping[str, bytes]) -> None:
    """A reader of CommonMark shows it as it is."""
    for name in ("to1", "goal", "ax"):
        if (data := files.get(f"id/{name}.md.txt")) is not None:
            assert twins.words(line(text)) in twins.read(data)


READERS = (every_file_is_readable, permanent_pages_show_it, twins_show_it)


@given(texts)
@example(NASTY)
@example("1. [x]: y")
@example("---")
def test_any_text(text: str) -> None:
    files = exports.files(published(made(text, literal(text))))
    for reader in READERS:
        try:
            reader(text, files)
        except Exception as error:
            error.add_note(f"{reader.__name__}: {reader.__doc__}")
            raise


@pytest.mark.parametrize(
    ("path", "data", "reader"),
    [
        ("a.json", b"{", every_file_is_readable),
        ("a.md.txt", b"x\ry", every_file_is_readable),
        ("id/to1/index.html", b"<!doctype html><title>other</title><h1>text</h1>", permanent_pages_show_it),
        ("id/to1.md.txt", b"# other", twins_show_it),
    ],
)
def test_readers_notice(path: str, data: bytes, reader: object) -> None:
    assert reader in READERS
    with pytest.raises((AssertionError, ValueError)):
        reader("text", {path: data})  # type: ignore[operator]
