"""`builder translate`: what becomes of translations when the content changes, and what the command says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from builder.content import catalogues
from tests.conftest import SMALL, Run

Runner = Callable[..., Run]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL / "content", tmp_path / "content"))


def _update(run: Runner, content: Path) -> polib.POFile:
    done = run("translate", "update", "fr", "--content", content)
    assert done.code == 0, done.out + done.err
    return polib.pofile((content / "translations/fr.po").read_text("utf-8"))


def _translate(content: Path, translations: dict[tuple[str, str], str]) -> None:
    path = content / "translations/fr.po"
    found = polib.pofile(path.read_text("utf-8"), wrapwidth=50)
    for entry in found:
        entry.msgstr = translations.get((entry.msgctxt, entry.msgid), entry.msgstr)
    path.write_text(str(found), "utf-8", newline="")


def _edit(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


def _state(found: polib.POFile, context: str) -> list[tuple[str, str, bool, str | None, bool]]:
    return [(entry.msgid, entry.msgstr, entry.fuzzy, entry.previous_msgid, bool(entry.obsolete)) for entry in found if entry.msgctxt == context]


BOATS = ("KF-BOATS/label", "Boats on the river")
PAY = ("KF-SHARE/text", "Three quarters of the boats pay.")


def test_a_catalogue_is_made(run: Runner, content: Path) -> None:
    found = _update(run, content)
    assert found.metadata["Language"] == "fr"
    assert len(found) > 100
    assert not any(entry.msgstr or entry.fuzzy for entry in found)
    assert {entry.occurrences[0][0] for entry in found if entry.msgctxt == "KF-BOATS/label"} == {"figures.yml"}
    data = (content / "translations/fr.po").read_bytes()
    again = run("translate", "update", "fr", "--content", content)
    assert again.out == f"{content / 'translations/fr.po'}: up to date.\n"
    assert (content / "translations/fr.po").read_bytes() == data
    assert run("check", "--content", content).code == 0


def test_what_became_of_a_text(run: Runner, content: Path) -> None:
    _update(run, content)
    _translate(content, {BOATS: "Bateaux sur le fleuve", PAY: "Trois quarts des bateaux paient."})
    _edit(content, "figures.yml", "label: Boats on the river", "label: >-\n    Boats\n    on the river")
    assert _state(_update(run, content), BOATS[0]) == [(BOATS[1], "Bateaux sur le fleuve", False, None, False)], "laid out anew"
    _edit(content, "figures.yml", "Boats\n    on the river", "Boats on the wide river")
    found = _update(run, content)
    assert _state(found, BOATS[0]) == [("Boats on the wide river", "Bateaux sur le fleuve", True, BOATS[1], False)], "changed"
    assert _state(found, PAY[0]) == [(PAY[1], "Trois quarts des bateaux paient.", False, None, False)]
    assert _state(_update(run, content), BOATS[0]) == [("Boats on the wide river", "Bateaux sur le fleuve", True, BOATS[1], False)], "twice"
    _edit(content, "figures.yml", "Boats on the wide river", "Boats on the very wide river")
    assert _state(_update(run, content), BOATS[0])[0][2:4] == (True, BOATS[1]), "changed again: the text that it is a translation of"
    _edit(content, "figures.yml", "Boats on the very wide river", "Boats on the river")
    assert _state(_update(run, content), BOATS[0]) == [(BOATS[1], "Bateaux sur le fleuve", False, None, False)], "changed back"


def test_a_text_that_moves_keeps_its_translation(run: Runner, content: Path) -> None:
    _update(run, content)
    _translate(content, {PAY: "Trois quarts des bateaux paient."})
    _edit(content, "figures.yml", "text: Three quarters of the boats pay.", "text: Most boats do not stay.")
    _edit(content, "figures.yml", "text: There are 1,200 boats; see [wells][KF-WELLS].", "text: Three quarters of the boats pay.")
    found = _update(run, content)
    assert (PAY[1], "Trois quarts des bateaux paient.", False, None, False) in _state(found, "KF-BOATS/text")
    assert _state(found, "KF-SHARE/text") == [("Most boats do not stay.", "", False, None, False)]


def test_what_is_gone_is_kept_as_obsolete_and_comes_back(run: Runner, content: Path) -> None:
    _update(run, content)
    context, text = "KF-BOATS/editor_notes", "The text on page 4 says 1,300."
    _translate(content, {(context, text): "Le texte dit 1\u202f300."})
    note = f'  editor_notes:\n    - "{text}"\n'
    _edit(content, "figures.yml", note, "")
    assert _state(_update(run, content), context) == [(text, "Le texte dit 1\u202f300.", False, None, True)]
    path = content / "figures.yml"
    kept = path.read_text("utf-8")
    path.write_text(kept.replace('    lines: "46"\n', f'    lines: "46"\n{note}'), "utf-8", newline="")
    assert _state(_update(run, content), context) == [(text, "Le texte dit 1\u202f300.", False, None, False)]


def test_the_same_text_elsewhere_is_proposed(run: Runner, content: Path) -> None:
    _update(run, content)
    _translate(content, {PAY: "Trois quarts des bateaux paient."})
    _edit(content, "figures.yml", "text: There are 1,200 boats; see [wells][KF-WELLS].", "text: Three quarters of the boats pay.")
    assert _state(_update(run, content), "KF-BOATS/text") == [(PAY[1], "Trois quarts des bateaux paient.", True, None, False)]


def test_what_translators_wrote_is_kept(run: Runner, content: Path) -> None:
    _update(run, content)
    path = content / "translations/fr.po"
    path.write_text(
        path.read_text("utf-8").replace('"MIME', '"Last-Translator: Mara\\n"\n"MIME', 1).replace("#: figures.yml", "# Ask Mara.\n#: figures.yml", 1), "utf-8"
    )
    found = _update(run, content)
    assert found.metadata["Last-Translator"] == "Mara"
    assert [entry.tcomment for entry in found if entry.tcomment] == ["Ask Mara."]


def test_a_catalogue_may_be_brought_up_to_date_while_it_has_mistakes(run: Runner, content: Path) -> None:
    _update(run, content)
    _translate(content, {("KF-BOATS/editor_notes", "The text on page 4 says 1,300."): "Le texte dit 1."})
    assert "translation-figure" in run("check", "--content", content).out
    assert _update(run, content)
    (content / "translations/fr.po").write_text("words\n", "utf-8")
    done = run("translate", "update", "fr", "--content", content)
    assert (done.code, "no-catalogue" in done.err) == (1, True)
    assert (content / "translations/fr.po").read_text("utf-8") == "words\n"


def test_the_template(run: Runner, content: Path, tmp_path: Path) -> None:
    out = run("translate", "extract", "--content", content).out
    assert len(polib.pofile(out)) > 100
    assert polib.pofile(out).metadata["Language"] == ""
    assert run("translate", "extract", "--content", content, "-o", tmp_path / "all.pot").code == 0
    assert (tmp_path / "all.pot").read_text("utf-8") == out


def test_how_far_it_is(run: Runner, content: Path) -> None:
    assert run("translate", "stats", "--content", content).out == ""
    total = len(_update(run, content))
    _translate(content, {BOATS: "Bateaux", PAY: "Trois quarts."})
    _edit(content, "figures.yml", "Boats on the river", "Boats on the wide river")
    _update(run, content)
    line, *listed = run("translate", "stats", "--list", "--content", content).out.splitlines()
    assert line.startswith(f"fr: 0 %: 1 of {total} texts, 6 of ")
    assert "; fuzzy: 1 (5 words); missing: " in line
    assert len(listed) == total - 1
    file = (content / "figures.yml").as_posix()
    number = (content / "figures.yml").read_text("utf-8").splitlines().index("  label: Boats on the wide river") + 1
    assert f"{file}:{number}: fuzzy: KF-BOATS/label: Boats on the wide river" in listed
    assert run("translate", "stats", "de", "--content", content).out == ""


def test_a_language_that_is_none_is_refused(run: Runner, content: Path) -> None:
    done = run("translate", "update", "french", "--content", content)
    assert done.code == 2
    assert "'french' is no language that Unicode CLDR knows: write a tag as in 'fr' or 'pt-BR'" in done.err
    assert not (content / catalogues.FOLDER).exists()
