"""What the files of a content folder hold is kept for the next reading, and only as long as it is true."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import rules
from builder.content import load
from builder.content.corpus import Corpus, Entry
from builder.content.parsed import Parsed
from builder.content.records import Record
from builder.resources import LOCALES
from tests.conftest import SMALL


def read(content: Path, before: Corpus | None = None) -> Corpus:
    """A content folder, read with what it held before."""
    return load.load(content, before.parsed if before else None)[0]


def of_file(corpus: Corpus, name: str) -> list[Entry[Record]]:
    """The entries of a file."""
    return [entry for entry in corpus.entries if entry.document.path.endswith(f"/{name}")]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL / "content", tmp_path / "content")


def test_only_files_that_have_changed_are_parsed(content: Path) -> None:
    before = read(content)
    assert all(one is other for one, other in zip(before.entries, read(content, before).entries, strict=True))
    file = content / "figures.yml"
    file.write_text(file.read_text("utf-8").replace("label: ", "label: The new ", 1), "utf-8")
    after = read(content, before)
    assert not any(one is other for one, other in zip(of_file(before, file.name), of_file(after, file.name), strict=True))
    assert sum(entry in before.entries for entry in after.entries) == len(before.entries) - len(of_file(before, file.name))
    assert [entry.record for entry in after.entries] == [entry.record for entry in read(content).entries]


def test_what_is_gone_is_forgotten_and_what_is_wrong_is_told_again(content: Path) -> None:
    before = read(content)
    file = content / "figures.yml"
    text = file.read_text("utf-8")
    file.unlink()
    assert of_file(read(content, before), file.name) == []
    file.write_text(text.replace("label: ", "lable: ", 1), "utf-8")
    wrong, problems = load.load(content, before.parsed)
    assert problems
    assert load.load(content, wrong.parsed)[1] == problems == load.load(content)[1]
    file.write_text(text, "utf-8")
    assert [entry.record for entry in read(content, wrong).entries] == [entry.record for entry in before.entries]


def test_what_all_files_depend_on_has_them_parsed_anew(content: Path) -> None:
    """The units that the strategy names, and the words of its language, stand in entries of other files."""
    before = read(content)
    own = content / "strategy.yml"
    text = own.read_text("utf-8")
    own.write_text(f"{text}# a remark\n", "utf-8")
    after = read(content, before)
    figures = of_file(before, "figures.yml")
    assert figures
    assert not any(entry in figures for entry in after.entries)
    own.write_text(text.replace("language: en", "language: ru") if "language: en" in text else f"{text}language: ru\n", "utf-8")
    russian = read(content, before)
    assert russian.localization.said("Home") != "Home"
    locales = shutil.copytree(LOCALES, content.parent / "locales")
    catalogue = locales / "ru.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace(f'"{russian.localization.said("Home")}"', '"Another"'), "utf-8")
    assert read(content, russian).localization.said("Home") == "Another"


def test_translations_and_lists_of_terms_are_kept_too(content: Path) -> None:
    (content / "translations").mkdir()
    (content / "translations/ru.terms.yml").write_text("- {term: water, translation: вода}\n", "utf-8")
    (content / "translations/ru.po").write_text('msgctxt "AIM1/title"\nmsgid "x"\nmsgstr "у"\n', "utf-8")
    before = read(content)
    words = before.localization_in("ru").catalogue
    assert words
    assert before.localization_in("ru").catalogue is words, "once in a reading"
    after = read(content, before)
    assert (after.catalogues[0], after.terminologies[0]) == (before.catalogues[0], before.terminologies[0])
    assert after.localization_in("ru").catalogue is words
    assert rules.check(after) == rules.check(before)


def test_what_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    made: list[str] = []

    def parse(what: str) -> Callable[[], str]:
        return lambda: made.append(what) or what

    parsed = Parsed()
    assert parsed.file(tmp_path / "no", parse("no file")) == "no file"
    assert parsed.file(tmp_path, parse("a folder")) == "a folder"
    again = Parsed(parsed)
    assert (again.file(tmp_path / "no", parse("still none")), again.file(tmp_path, parse("still one"))) == ("still none", "still one")
    file = tmp_path / "a"
    file.write_bytes(b"1")
    assert again.file(file, parse("first"), "part") == "first"
    third = Parsed(again)
    assert third.file(file, parse("second"), "part") == "first"
    assert third.file(file, parse("third"), "another part") == "third"
    assert Parsed(Parsed(third)).file(file, parse("fourth"), "another part") == "fourth", "what one reading did not ask for is gone"
