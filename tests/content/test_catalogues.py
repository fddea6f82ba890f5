"""Catalogues are what other programs for PO files read, come back as they were written, and say where something is wrong."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from builder import languages
from builder.content import catalogues
from builder.content.catalogues import Catalogue, Message
from tests.made import texts

FULL = Catalogue(
    "fr.po",
    "fr",
    (
        Message("AIM1/title", "Clean water", "Eau propre", files=("objectives/aim1.yml",)),
        Message(
            "AIM1/text", 'Two\nlines, a "quote" and 5 % by it', "Deux\nlignes \\ et\tfin", comments=("Ask Mara.",), flags=("no-wrap",), files=("a.yml", "b.yml")
        ),
        Message("AIM2/text", "New words " * 20, "Vieux mots " * 20, fuzzy=True, previous="Old words “here”\nand there, " * 9, files=("a.yml",)),
        Message("term/term", "EU", files=("glossary.yml",)),
        Message("GONE/title", "Gone", "Parti", obsolete=True),
    ),
    (*catalogues.header("fr", "A plan"), ("Last-Translator", "Mara <mara@example.org>"), ("PO-Revision-Date", "not a date")),
    ("Thanks to all.",),
)


def _read(tmp_path: Path, text: str, name: str = "fr.po") -> tuple[Catalogue | None, list[str]]:
    path = tmp_path / name
    path.write_bytes(text.encode())
    found, problems = catalogues.read(path, name)
    return found, list(map(str, problems))


def _bare(catalogue: Catalogue) -> list[Message]:
    return [Message(**{**vars(message), "line": 0}) for message in catalogue.messages]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found, problems = _read(tmp_path, catalogues.written(FULL))
    assert problems == []
    assert found
    assert _bare(found) == list(FULL.messages)
    assert (found.header, found.comment, found.language) == (FULL.header, FULL.comment, "fr")
    assert catalogues.written(found) == catalogues.written(FULL)


def test_other_programs_read_it(tmp_path: Path) -> None:
    text = catalogues.written(FULL)
    entries = {entry.msgctxt: entry for entry in polib.pofile(text)}
    assert {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in polib.pofile(text)} == {
        message.context: (message.text, message.translation) for message in FULL.messages
    }
    assert entries["AIM2/text"].fuzzy
    assert entries["AIM2/text"].previous_msgid == FULL.messages[2].previous
    assert entries["GONE/title"].obsolete
    assert polib.pofile(text).metadata["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    babel = read_po(text.replace("not a date", "2031-01-31 12:00+0000").splitlines(), abort_invalid=True)
    assert [list(errors) for _, errors in babel.check()] == []
    assert len(babel) == len(FULL.messages) - 1


@given(st.lists(st.tuples(texts, texts, texts), max_size=4, unique_by=lambda row: catalogues.folded(row[0])))
def test_any_text_comes_back(rows: list[tuple[str, str, str]]) -> None:
    messages = tuple(Message("A/b", text, translation, fuzzy=True, previous=previous) for text, translation, previous in rows)
    written = catalogues.written(Catalogue("fr.po", "fr", messages, catalogues.header("fr", "x")))
    assert [(entry.msgid, entry.msgstr, entry.previous_msgid) for entry in polib.pofile(written)] == [(a, b, c) for a, b, c in rows]


def test_a_template_has_no_language() -> None:
    assert dict(catalogues.header(None, "A plan")) == {
        "Project-Id-Version": "A plan",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def test_only_what_is_of_the_text_is_shown() -> None:
    assert FULL.translation("AIM1/title", "Clean\n  water") == "Eau propre"
    for context, text in (("AIM2/title", "Clean water"), ("AIM2/text", FULL.messages[2].text), ("term/term", "EU"), ("GONE/title", "Gone")):
        assert FULL.translation(context, text) is None, context


def test_programs_may_leave_previous_texts_of_what_is_gone(tmp_path: Path) -> None:
    found, problems = _read(tmp_path, '#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Vieux"\n')
    assert problems == []
    assert found
    assert [(message.text, message.obsolete) for message in found.messages] == [("Old", True)]


def test_places_are_those_of_the_translation(tmp_path: Path) -> None:
    found, _ = _read(tmp_path, 'msgctxt "A/b"\nmsgid "one"\nmsgstr ""\n"a \\"b\\"\\n"\n"cd"\n')
    assert found
    (message,) = found.messages
    assert message.translation == 'a "b"\ncd'
    spots = {near: found.problem(message, "x", "y", near) for near in ("", '"b"', "d", "nowhere")}
    assert {near: (one.line, one.column) for near, one in spots.items()} == {"": (4, 2), '"b"': (4, 4), "d": (5, 3), "nowhere": (4, 2)}
    assert spots["d"].message == "A/b: y"


HEAD = 'msgid ""\nmsgstr "Language: pt_BR\\n"\n'


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "french.po",
            "",
            "french.po:1:1: error[unknown-language]: 'french' is no language that Unicode CLDR knows: name the file by a tag as in 'fr' or 'pt-BR'",
        ),
        (
            "fr.po",
            'msgid "a"\nmsgstr "b"\n\nwords\n',
            "fr.po:4:1: error[no-catalogue]: is not a gettext catalogue (Unknown or misformatted keyword): mend it in a program for PO files",
        ),
        (
            "fr.po",
            'msgid "a"\n',
            "fr.po:1:1: error[no-catalogue]: is not a gettext catalogue (missing msgstr for msgid 'a'): mend it in a program for PO files",
        ),
        ("fr.po", HEAD, "fr.po:1:1: error[catalogue-language]: says in its head that it is in 'pt_BR': correct the head, or the name of the file"),
        (
            "fr.po",
            'msgctxt "A/b"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "A/b"\nmsgid "a"\nmsgstr "c"\n',
            "fr.po:6:1: error[duplicate-message]: A/b: this text stands here a second time (first on line 2): keep one",
        ),
        ("fr.po", "\udce9", "fr.po:1:1: error[not-utf-8]: is not UTF-8 text: save the file with the encoding UTF-8"),
    ],
)
def test_what_is_no_catalogue_is_told(tmp_path: Path, name: str, text: str, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert list(map(str, catalogues.read(path, name)[1])) == [problem]


def test_a_language_may_have_a_script_or_a_region(tmp_path: Path) -> None:
    assert _read(tmp_path, HEAD, "pt-BR.po")[1] == []
    assert languages.locale_of("sr-Latn")
    assert dict(catalogues.header("sr-Latn", "x"))["Language"] == "sr_Latn"
