"""Replacing templates and files of the look: what is copied, and what is told when the builder's own has changed since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import resources
from builder.tools import overrides
from tests.conftest import SMALL, Run
from tests.publish.test_output import content

TOPIC = "templates/pages/topic.md.jinja"
FOOTER = "overrides/partials/footer.html"


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A strategy that has nothing but its content, in the working folder."""
    shutil.copytree(SMALL / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A builder of which a next version can be made: its templates and its look, copied."""
    folder = tmp_path / "newer"
    monkeypatch.setattr(resources, "TEMPLATES", Path(shutil.copytree(resources.TEMPLATES, folder / "templates")))
    monkeypatch.setattr(resources, "LOOK", Path(shutil.copytree(resources.LOOK, folder / "look")))
    return folder


def change(path: Path, words: str = "\n") -> None:
    path.write_text(path.read_text("utf-8") + words, "utf-8")


def test_a_copy_replaces_and_is_remembered(alone: Path, run: Callable[..., Run]) -> None:
    done = run("override", TOPIC, FOOTER)
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        f"{TOPIC}: copied; what you change in it replaces the builder's own.",
        f"{FOOTER}: copied; what you change in it replaces the builder's own.",
    ]
    assert set(content(Path("templates"))) == {"pages/topic.md.jinja", ".origin.json"}
    assert set(content(Path("overrides"))) == {"partials/footer.html", ".origin.json"}
    assert Path(TOPIC).read_bytes() == (resources.TEMPLATES / "pages/topic.md.jinja").read_bytes()
    assert list(json.loads(Path("overrides/.origin.json").read_text("utf-8"))) == ["partials/footer.html"]
    change(Path(TOPIC), "\nMine.\n")
    assert run("check").out.startswith("content: no problems in ")
    assert run("override", TOPIC).err.startswith(f"{TOPIC}:1:1: error[file-taken]: is there already; once it takes account")
    assert Path(TOPIC).read_text("utf-8").endswith("Mine.\n")


def test_what_a_new_version_changed_is_told(alone: Path, newer: Path, run: Callable[..., Run]) -> None:
    """Until the editors say that theirs takes account of it. A warning stops nothing."""
    run("override", TOPIC, FOOTER)
    change(Path(TOPIC), "\nMine.\n")
    change(Path(FOOTER), "<!-- mine -->\n")
    clean = run("check")
    assert clean.code == 0
    assert "warning" not in clean.out
    change(newer / "templates/pages/topic.md.jinja")
    change(newer / "templates/pages/contacts.md.jinja")
    (newer / "look/partials/footer.html").unlink()
    done = run("check")
    assert done.code == 0
    assert done.out.splitlines() == [
        f"{TOPIC}:1:1: warning[template-changed]: replaces newer/templates/pages/topic.md.jinja, which the builder has changed since it was copied: "
        f"take over what is new, then run 'builder override --accept {TOPIC}'",
        f"{FOOTER}:1:1: warning[template-gone]: replaces a file that the builder does not have any more: move what you need of it to another, and delete it",
        clean.out.strip(),
    ]
    assert [(found["code"], found["severity"]) for found in json.loads(run("check", "--format", "json").out)] == [
        ("template-changed", "warning"),
        ("template-gone", "warning"),
    ]
    assert run("check", "--format", "github").out.startswith(f"::warning file={TOPIC},line=1,col=1,title=template-changed::replaces ")
    Path(FOOTER).unlink()
    assert run("override", "--accept", TOPIC).out == f"{TOPIC}: taken note of.\n"
    assert run("check").out == clean.out


def test_a_copy_made_by_hand_is_told(alone: Path, run: Callable[..., Run]) -> None:
    """Unless it says the same, with any line ends; and what replaces nothing is the strategy's own."""
    path = Path(TOPIC)
    path.parent.mkdir(parents=True)
    path.write_bytes((resources.TEMPLATES / "pages/topic.md.jinja").read_bytes())
    (path.parent / "_mine.html.jinja").write_text("Mine.", "utf-8")
    assert "warning" not in run("check").out
    change(path)
    assert f"{TOPIC}:1:1: warning[template-origin]: replaces " in run("check").out
    run("override", "--accept", TOPIC)
    assert "warning" not in run("check").out


def test_line_ends_are_no_change(alone: Path, newer: Path, run: Callable[..., Run]) -> None:
    run("override", TOPIC)
    change(Path(TOPIC), "\nMine.\n")
    theirs = newer / "templates/pages/topic.md.jinja"
    theirs.write_bytes(theirs.read_bytes().replace(b"\n", b"\r\n"))
    assert "warning" not in run("check").out


def test_what_can_be_replaced_is_listed(alone: Path, run: Callable[..., Run]) -> None:
    names = run("override").out.splitlines()
    assert TOPIC in names
    assert FOOTER in names
    assert "templates/print/parts.typ" in names
    assert "overrides/assets/tokens.css" in names
    assert not [name for name in names if "mkdocs_theme" in name or name.endswith(".pyc")]
    assert not Path("templates").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ["templates/pages/topics.md.jinja"],
            "builder override:1:1: error[unknown-template]: there is no 'templates/pages/topics.md.jinja' to replace. Did you mean '",
        ),
        (["footer.html"], "builder override:1:1: error[unknown-template]: there is no 'footer.html' to replace."),
        (["overrides/mkdocs_theme.yml"], "builder override:1:1: error[unknown-template]: there is no 'overrides/mkdocs_theme.yml' to replace."),
        (["--accept", TOPIC], f"{TOPIC}:1:1: error[file-taken]: is not there yet: leave out --accept"),
    ],
)
def test_what_cannot_be_replaced(alone: Path, run: Callable[..., Run], arguments: list[str], problem: str) -> None:
    done = run("override", *arguments)
    assert done.code == 1
    assert done.err.startswith(problem)
    assert not Path("templates").exists()
    assert not Path("overrides").exists()


def test_the_builder_does_not_replace_itself(run: Callable[..., Run]) -> None:
    areas = overrides.areas(resources.TEMPLATES, resources.LOOK)
    assert [list(overrides.outdated(area)) for area in areas] == [[], []]
    done = run("override", "--content", resources.TEMPLATES.parent / "content", "--accept", TOPIC)
    assert done.code == 1
    assert "error[unknown-template]: is the builder's own: change it as it is" in done.err


@pytest.mark.parametrize("text", ["{", "[]", "7"])
def test_a_damaged_list_of_copies(alone: Path, run: Callable[..., Run], text: str) -> None:
    run("override", TOPIC)
    change(Path(TOPIC))
    Path("templates/.origin.json").write_text(text, "utf-8")
    done = run("check")
    assert done.code == 1
    assert done.out.startswith("templates/.origin.json:1:1: error[template-origin]: is not as 'builder override' writes it")
