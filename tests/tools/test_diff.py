"""`builder diff`: what changed, in an editor's words."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from builder import pipeline
from builder.exports import api
from builder.problems import ContentError
from builder.tools.diff import comparison, reports, snapshots
from tests.conftest import Run
from tests.made import corpus, line, published, texts
from tests.model.test_register import edit


@pytest.fixture
def old(small: Path) -> Path:
    """The content before the changes."""
    shutil.copytree(small, "old")
    return Path("old")


def changed(small: Path, old: Path) -> list[tuple[str, str, str]]:
    return [
        (change.action, change.id or change.title, change.note)
        for change in comparison.compare(snapshots.state(str(old), small), snapshots.state(str(small), small))
    ]


def test_nothing(small: Path, old: Path, run: Callable[..., Run]) -> None:
    assert changed(small, old) == []
    assert run("diff", "old", "content") == Run(0, "Nothing has changed.\n", "")
    assert run("diff", "old", "content", "--format", "json") == Run(0, "[]\n", "")


def test_a_figure(small: Path, old: Path, run: Callable[..., Run]) -> None:
    edit(small / "figures.yml", "value: 1200\n  unit: boats\n  year: not stated", "value: 1300\n  unit: boats\n  qualifier: over\n  year: 2032")
    assert run("diff", "old", "content").out == (
        "Figures with another value\n"
        "  figure KF-BOATS “Boats on the river”: 1,200 boats (year not stated) → over 1,300 boats (2032)\n"
        "\n"
        "1 change: figures with another value 1.\n"
    )


def test_an_activity_reworded(small: Path, old: Path, run: Callable[..., Run]) -> None:
    edit(small / "objectives/clean-water.yml", "Mend the weir with [the Table][TABLE].", "Mend the *old* weir with [the Table][TABLE].")
    assert run("diff", "old", "content").out == (
        "Reworded\n"
        "  activity AIM1-WEIR “1. Mend the weir” (objectives/clean-water.yml)\n"
        "    text:\n"
        "      before: Mend the weir with [the Table][TABLE].\n"
        "      now:    Mend the *old* weir with [the Table][TABLE].\n"
        "\n"
        "1 change: reworded 1.\n"
    )
    assert "    - text: Mend the **\\*old\\*** weir with \\[the Table\\]\\[TABLE\\].\n" in run("diff", "old", "content", "--format", "markdown").out
    (change,) = json.loads(run("diff", "old", "content", "--format", "json").out)
    assert (change["action"], change["id"], change["file"], change["fields"][0]["name"]) == ("reworded", "AIM1-WEIR", "objectives/clean-water.yml", "text")


def test_a_sentence_of_many_reworded(small: Path, old: Path, run: Callable[..., Run]) -> None:
    """Only what differs is shown, in its place."""
    for folder, word in ((old, "salt"), (small, "very salt")):
        edit(folder / "topics/sea.md", "The sea is salt,", f"It is wide.\n\nIt is deep. It is {word}! It is blue. The sea is salt,")
    done = run("diff", "old", "content")
    assert "      before: … It is salt! …\n      now:    … It is very salt! …\n" in done.out
    assert "    - text: … It is **very** salt\\! …\n" in run("diff", "old", "content", "--format", "markdown").out
    (change,) = json.loads(run("diff", "old", "content", "--format", "json").out)
    assert change["fields"][0]["new"].startswith("It is wide. It is deep. It is very salt! It is blue. The sea")


def test_added_and_removed(small: Path, old: Path, run: Callable[..., Run]) -> None:
    assert run("new", "figure", "KF-BIRDS", "Birds").code == 0
    assert changed(small, old) == [("added", "KF-BIRDS", "")]
    assert changed(old, small) == [("removed", "KF-BIRDS", "")]


def test_renamed_split_and_withdrawn(small: Path, old: Path) -> None:
    """What the register says is what is reported; a renamed entry is compared with what it was."""
    edit(small / "objectives/clean-water.yml", "id: AIM1-SILT", "id: AIM1-MUD")
    edit(small / "objectives/clean-water.yml", "Dredge it:", "Dredge it well:")
    edit(
        small / "registry.yml",
        "  status: current\n  at: objectives/clean-water/#aim1-silt\n",
        "  status: renamed\n  to: AIM1-MUD\n  at: objectives/clean-water/#aim1-silt\n",
    )
    edit(small / "figures.yml", "- id: KF-SHARE", "- id: KF-PAY")
    edit(
        small / "registry.yml",
        "- id: KF-SHARE\n  kind: figure\n  title: Boats that pay\n  since: 2nd\n  status: current\n",
        "- id: KF-SHARE\n  kind: figure\n  title: Boats that pay\n  since: 2nd\n  status: withdrawn\n  reason: Nobody pays\n  date: '2031-03-01'\n",
    )
    edit(small / "coverage.yml", "KF-SHARE", "KF-PAY")
    pipeline.read(small)
    assert changed(small, old) == [
        ("renamed", "AIM1-MUD", "was AIM1-SILT"),
        ("reworded", "AIM1-MUD", ""),
        ("added", "KF-PAY", ""),
        ("withdrawn", "KF-SHARE", "Nobody pays"),
    ]


def test_moved(small: Path, old: Path) -> None:
    path = small / "objectives/clean-water.yml"
    text = path.read_text("utf-8")
    weir = text[text.index("      - id: AIM1-WEIR") : text.index("      - id: AIM1-SILT")]
    rest = text.replace(weir, "")
    at = rest.index('  - title: "On the bank"')
    path.write_text(rest[:at] + weir + rest[at:], "utf-8")  # to the end of its group
    assert changed(small, old) == [("moved", "AIM1-WEIR", "to after AIM1-SILT in AIM1 “In the <river>”")] or changed(small, old) == [
        ("moved", "AIM1-SILT", "to the beginning of AIM1 “In the <river>”")
    ]
    at = rest.index("      - id: AIM1-WELLS")
    path.write_text(rest[:at] + weir + rest[at:], "utf-8")  # to another group
    assert changed(small, old) == [("moved", "AIM1-WEIR", "from AIM1 “In the <river>” to AIM1 “On the bank”")]


def test_a_group_renamed_moves_nothing(small: Path, old: Path) -> None:
    edit(small / "objectives/clean-water.yml", '"In the <river>"', '"In the river"')
    (change,) = comparison.compare(snapshots.state(str(old), small), snapshots.state(str(small), small))
    assert (change.action, change.id, [(field.name, field.old, field.new) for field in change.fields]) == (
        "reworded",
        "AIM1",
        [("groups 1, title", "In the <river>", "In the river")],
    )


def test_a_file_renamed(small: Path, old: Path) -> None:
    (small / "countries/orr.yml").rename(small / "countries/isle-of-orr.yml")
    assert changed(small, old) == [("moved", "ORR", "from countries/orr.yml to countries/isle-of-orr.yml")]


def test_other_fields(small: Path, old: Path, run: Callable[..., Run]) -> None:
    edit(small / "partnerships.yml", "observers: [ORR]", "observers: [ORR, KET]")
    edit(small / "countries/orr.yml", 'lines: "33"', "lines: 33-34")
    out = run("diff", "old", "content").out
    assert "    observers: ORR → ORR; KET\n" in out
    assert "    source: Countries, lines 33 → Countries, lines 33–34\n" in out


# --- states -------------------------------------------------------------------------------------


def test_a_strategy_json(small: Path, old: Path) -> None:
    Path("old.json").write_bytes(api.strategy_json(published(pipeline.read(old))))
    edit(small / "objectives/clean-water.yml", 'title: "1. Mend the weir"', 'title: "1. Mend the old weir"')
    assert changed(small, Path("old.json")) == [("reworded", "AIM1-WEIR", "")]


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *arguments], check=True, capture_output=True)


def test_a_git_revision(small: Path, run: Callable[..., Run]) -> None:
    git("init", "-q")
    git("add", "content")
    git("commit", "-q", "-m", "One")
    git("tag", "first")
    edit(small / "objectives/clean-water.yml", 'title: "1. Mend the weir"', 'title: "1. Mend the old weir"')
    git("commit", "-q", "-a", "-m", "Two")
    done = run("diff", "first", "HEAD")
    assert done.code == 0
    assert "    title:\n      before: 1. Mend the weir\n      now:    1. Mend the old weir\n" in done.out
    assert run("diff", "HEAD", "content").out == "Nothing has changed.\n"
    (small / "figures.yml").write_text("x", "utf-8")
    git("commit", "-q", "-a", "-m", "Broken")
    broken = run("diff", "first", "HEAD")
    assert broken.code == 1
    assert "HEAD:content/figures.yml:1:1: error[wrong-top-level]" in broken.err


def test_no_state(small: Path) -> None:
    with pytest.raises(ContentError) as error:
        snapshots.state("no-such-thing", small)
    assert "no-such-thing:1:1: error[no-such-state]: is no folder, no file, and no git revision (" in str(error.value)


@given(texts, texts)
def test_any_text(before: str, after: str) -> None:
    """A report of any change of any title is well-formed, and shows both titles as they are."""
    source = {"section": "S"}
    sides = [corpus({"goal": [{"id": "GOAL", "title": title, "source": source}]}) for title in (before, after)]
    found = comparison.compare(*sides)
    assert bool(found) == (line(before) != line(after))
    for change in found:
        assert [(field.old, field.new) for field in change.fields] == [(line(before), line(after))]
    assert len(json.loads(reports.FORMATS["json"](found))) == len(found)
    if found:
        assert line(after) in line(
            MarkdownIt("commonmark")
            .render(reports.FORMATS["markdown"](found))
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", '"')
            .replace("&amp;", "&")
        )
