"""`builder diff`: what changed, in an editor's words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from builder import reading
from builder.exports import api
from builder.problems import ContentError
from builder.tools.diff import comparison, reports, snapshots
from builder.wording import Phrase
from tests.conftest import REPO, Run
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
    reading.read(small)
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
    assert "    source: Cantons, lines 33 → Cantons, lines 33–34\n" in out


def test_what_kinds_are_called(small: Path, old: Path, run: Callable[..., Run]) -> None:
    edit(small / "strategy.yml", "  office: {one: desk, many: desks}\n", "  office: {one: bureau, many: desks}\n  chart: {one: graph, many: graphs}\n")
    edit(small / "strategy.yml", "  activity: {one: step, many: steps}\n", "")
    out = run("diff", "old", "content").out
    assert "    called, office, one: desk → bureau\n" in out
    assert "    called, chart: (nothing) → graph; graphs\n" in out
    assert "    called, activity: step; steps → (nothing)\n" in out


# --- states -------------------------------------------------------------------------------------


def test_a_strategy_json(small: Path, old: Path) -> None:
    Path("old.json").write_bytes(api.strategy_json(published(reading.read(old))))
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


# --- fields in words ----------------------------------------------------------------------------

SOURCE = {"section": "S"}
LAND = {"id": "AAA", "name": "Land", "codes": {}, "tile": {"row": "1", "column": "1"}, "source": SOURCE}
FIGURE = {"id": "KF-1", "group": "FG1", "label": "Boats", "year": "2030", "value": "3", "unit": "boats", "text": "Boats.", "source": SOURCE}
AIM = {"id": "TO1", "number": "1", "title": "Aim", "short_title": "Aim", "area": "TA1", "rationale": "Why.", "source": SOURCE, "groups": []}


def one(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[comparison.Change]:
    """The changes from one entry to another of the same kind."""
    return list(comparison.compare(corpus({kind: [before]}), corpus({kind: [after]})))


def fields(kind: str, base: dict[str, Any], *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> list[tuple[str, str, str, bool]]:
    (change,) = one(kind, {**base, **(before or {})}, {**base, **(after or {})})
    return [(field.name, field.old, field.new, field.prose) for field in change.fields]


@pytest.mark.parametrize(
    ("kind", "base", "before", "after", "expected"),
    [
        ("country", LAND, {}, {"source": {"section": "T"}}, [("source", "S", "T", False)]),
        (
            "country", LAND, {"source": {"section": "S", "lines": "3-4, 9"}}, {"source": {"section": "T", "lines": "7"}},
            [("source", "S, lines 3–4, 9", "T, lines 7", False)],
        ),
        ("country", LAND, {}, {"also_known_as": ["Terra", "Erde"]}, [("also known as", "", "Terra; Erde", False)]),
        ("country", LAND, {"tile": {"row": "1", "column": "2"}}, {"tile": {"row": "1", "column": "3"}}, [("tile, column", "2", "3", False)]),
        (
            "country", LAND, {}, {"office": {"lines": ["1 Main St", "Town"], "email": "a@example.org", "source": SOURCE}},
            [("office", "", "1 Main St; Town; a@example.org; S", False)],
        ),
        ("country", LAND, {"codes": {"alpha2": "AA"}}, {"codes": {"alpha2": "AB", "m49": "008"}}, [("codes, alpha2", "AA", "AB", False), ("codes, m49", "", "008", False)]),
        (
            "figure", FIGURE, {"comparator": {"label": "World", "value": "4", "unit": "boats"}}, {"comparator": {"label": "Earth", "value": "5", "unit": "boats"}},
            [("comparator, value", "4", "5", False), ("comparator, label", "World", "Earth", True)],
        ),
        ("figure", FIGURE, {}, {"comparator": {"label": "World", "value": "4000", "unit": "boats"}}, [("comparator", "", "4,000 boats", False)]),
        ("figure", FIGURE, {}, {"countries": ["AAA", "BBB"], "text": "More\n boats."}, [("countries", "", "AAA; BBB", False), ("text", "Boats.", "More boats.", True)]),
        ("figure", FIGURE, {"editor_notes": ["One.", "Two."]}, {}, [("editor notes", "One. Two.", "", True)]),
        ("objective", AIM, {}, {"summary": "An aim."}, [("summary", "", "An aim.", True)]),
    ],
)  # fmt: skip
def test_fields_in_words(kind: str, base: dict[str, Any], before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str, str, bool]]) -> None:
    assert fields(kind, base, before=before, after=after) == expected


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ({}, {"value": "4"}, "3 boats (2030)", "4 boats (2030)"),
        ({}, {"qualifier": "over"}, "3 boats (2030)", "over 3 boats (2030)"),
        ({}, {"share_of": "all boats"}, "3 boats (2030)", "3 boats of all boats (2030)"),
        ({}, {"when": "by March 2030"}, "3 boats (2030)", "3 boats (by March 2030)"),
        ({"year": "not stated"}, {"year_from": "2029"}, "3 boats (year not stated)", "3 boats (2029–2030)"),
    ],
)  # fmt: skip
def test_figures_in_words(before: dict[str, Any], after: dict[str, Any], old: str, new: str) -> None:
    """A value and all that is printed with it is one change, told once."""
    (change,) = one("figure", {**FIGURE, **before}, {**FIGURE, **after})
    assert (change.action, change.kind, change.id, change.title, change.note) == ("figure", "figure", "KF-1", "Boats", "")
    assert change.fields == (comparison.FieldChange("value", old, new),)


def test_a_figure_and_its_words() -> None:
    value, label = one("figure", FIGURE, {**FIGURE, "value": "4", "label": "Ships"})
    assert (value.action, label.action) == ("figure", "reworded")
    assert label.fields == (comparison.FieldChange("label", "Boats", "Ships", prose=True),)


def test_words_and_other_fields_together_are_a_change() -> None:
    (change,) = one("figure", FIGURE, {**FIGURE, "label": "Ships", "source": {"section": "T"}})
    assert (change.action, change.title) == ("changed", "Ships")
    assert len(change.fields) == 2


def test_what_has_no_id_is_known_by_its_title() -> None:
    term = {"term": "IDP", "expansion": "internally displaced person", "source": SOURCE}
    (change,) = one("term", term, {**term, "expansion": "internally displaced people"})
    assert (change.id, change.title, [(field.name, field.new) for field in change.fields]) == ("", "IDP", [("expansion", "internally displaced people")])
    assert [(change.action, change.title) for change in one("term", term, {**term, "term": "IDQ"})] == [("added", "IDQ"), ("removed", "IDP")]


# --- places -------------------------------------------------------------------------------------


def aim(*groups: tuple[str | None, str], name: str = "TO1") -> dict[str, Any]:
    """An objective with groups, of which each holds activities called by single letters."""
    return {
        **AIM,
        "id": name,
        "groups": [
            {
                **({"title": title} if title else {}),
                "activities": [{"id": f"A-{letter}", "title": letter, "text": letter, "source": SOURCE} for letter in letters],
            }
            for title, letters in groups
        ],
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("G", "XYZ")], [("G", "YZX")], [("A-X", "to after A-Z in TO1 “G”")]),
        ([("G", "XYZ")], [("G", "ZXY")], [("A-Z", "to the beginning of TO1 “G”")]),
        ([("G", "VWXYZ")], [("G", "VYWXZ")], [("A-Y", "to after A-V in TO1 “G”")]),
        ([("G", "XYZ"), ("H", "W")], [("G", "XY"), ("H", "WZ")], [("A-Z", "from TO1 “G” to TO1 “H”")]),
        ([("G", "XYZ"), (None, "W")], [("G", "XY"), (None, "WZ")], [("A-Z", "from TO1 “G” to TO1")]),
        ([("G", "XYZ"), ("H", "W")], [("I", "XYZ"), ("H", "W")], []),
        ([("G", "XYZ")], [("I", "XY"), ("H", "Z")], [("A-Z", "from TO1 “G” to TO1 “H”")]),
        ([("G", "XY"), ("H", "W")], [("H", "W"), ("G", "XY")], []),
        ([("G", "XY")], [("G", "XVY")], []),
        ([("G", "XVY")], [("G", "XY")], []),
    ],
)  # fmt: skip
def test_activities_move(before: list[tuple[str | None, str]], after: list[tuple[str | None, str]], expected: list[tuple[str, str]]) -> None:
    """The fewest that explain the new order are said to have moved; what stays in a renamed group has not."""
    changes = one("objective", aim(*before), aim(*after))
    assert [(change.id, change.note) for change in changes if change.action == "moved"] == expected


def test_groups_are_compared_one_by_one() -> None:
    def told(before: list[tuple[str | None, str]], after: list[tuple[str | None, str]]) -> list[tuple[str, str, str, bool]]:
        (change,) = (change for change in one("objective", aim(*before), aim(*after)) if change.id == "TO1")
        return [(field.name, field.old, field.new, field.prose) for field in change.fields]

    assert told([("One", "X"), ("Two", "Y")], [("One", "X"), ("Three", "Y")]) == [("groups 2, title", "Two", "Three", True)]
    ((name, before, after, prose),) = told([("One", "X")], [("One", "X"), ("New", "Y")])
    assert (name, before, after.partition(";")[0], prose) == ("groups 2", "", "New", False)
    ((name, before, after, prose),) = told([("One", "X"), ("Old", "Y")], [("One", "X")])
    assert (name, before.partition(";")[0], after, prose) == ("groups 2", "Old", "", False)


def test_an_activity_moves_to_another_objective() -> None:
    sides = [corpus({"objective": [aim(("G", first)), aim(("H", second), name="TO2")]}) for first, second in (("XYZ", "W"), ("XY", "WZ"))]
    assert [(change.action, change.id, change.note, change.file) for change in comparison.compare(*sides)] == [
        ("moved", "A-Z", "from TO1 “G” to TO2 “H”", "to2.yml")
    ]


def registration(name: str, **values: Any) -> dict[str, Any]:
    return {"id": name, "kind": "figure", "title": name, "since": "1.0", "at": f"key-figures/#{name.lower()}", "status": "current", **values}


def figures(*names: str) -> list[dict[str, Any]]:
    return [{**FIGURE, "id": name, "label": name} for name in names]


@pytest.mark.parametrize(
    ("before", "after", "register", "expected"),
    [
        (["KF-A"], ["KF-B"], [registration("KF-A", status="renamed", to="KF-B")], [("renamed", "KF-B", "was KF-A"), ("moved", "KF-B", "from kf-a.yml to kf-b.yml"), ("reworded", "KF-B", "")]),
        (["KF-A"], [], [registration("KF-A", status="renamed", to="KF-B")], [("renamed", "KF-A", "now KF-B, which is gone too")]),
        (["KF-A"], [], [registration("KF-A", status="withdrawn", reason="Wrong.", date="2031-01-01")], [("withdrawn", "KF-A", "Wrong.")]),
        (["KF-A"], [], [registration("KF-A")], [("removed", "KF-A", "")]),
        (["KF-A"], [], [], [("removed", "KF-A", "")]),
        (
            ["KF-A"], ["KF-B", "KF-C", "KF-D"], [registration("KF-A", status="split", into=["KF-B", "KF-C"])],
            [("added", "KF-B", "from KF-A"), ("added", "KF-C", "from KF-A"), ("added", "KF-D", ""), ("split", "KF-A", "into KF-B, KF-C")],
        ),
        (
            ["KF-A", "KF-B"], ["KF-C"],
            [registration("KF-A", status="split", into=["KF-C", "KF-D"]), registration("KF-B", status="split", into=["KF-C", "KF-D"])],
            [("added", "KF-C", "from KF-A, KF-B"), ("split", "KF-A", "into KF-C, KF-D"), ("split", "KF-B", "into KF-C, KF-D")],
        ),
        ([], ["KF-B"], [registration("KF-A", status="split", into=["KF-B", "KF-C"])], [("added", "KF-B", "")]),
        ([], ["KF-B"], [registration("KF-A", status="renamed", to="KF-B")], [("added", "KF-B", "")]),
        (["KF-A"], ["KF-A"], [registration("KF-X", status="renamed", to="KF-A")], []),
    ],
)  # fmt: skip
def test_what_the_register_says(before: list[str], after: list[str], register: list[dict[str, Any]], expected: list[tuple[str, str, str]]) -> None:
    old, new = corpus({"figure": figures(*before)}), corpus({"figure": figures(*after), "registration": register})
    assert [(change.action, change.id, change.note) for change in comparison.compare(old, new)] == expected


def test_an_activity_that_was_renamed_moves_too() -> None:
    renamed = {"id": "A-X", "kind": "activity", "title": "X", "since": "1.0", "at": "objectives/to1/#a-x", "status": "renamed", "to": "A-Q"}
    for after, note in (([("G", "QYZ"), ("H", "W")], None), ([("G", "YZ"), ("H", "QW")], "from TO1 “G” to TO1 “H”")):
        old = corpus({"objective": [aim(("G", "XYZ"), ("H", "W"))]})
        new = corpus({"objective": [aim(*after)], "registration": [renamed]})
        found = [(change.action, change.id, change.note) for change in comparison.compare(old, new)]
        moved = [("moved", "A-Q", note)] if note else []
        assert found == [("renamed", "A-Q", "was A-X"), *moved, ("reworded", "A-Q", "")]


def test_the_strategy_with_another_title_is_the_same_strategy(small: Path, old: Path) -> None:
    text = (small / "strategy.yml").read_text("utf-8")
    title = text[text.index("title: ") :].partition("\n")[0]
    edit(small / "strategy.yml", f"{title}\n", "title: Another title\n")
    assert changed(small, old) == [("reworded", "Another title", "")]


# --- reports ------------------------------------------------------------------------------------

CHANGES = (
    comparison.Change("added", "global-point", "GS1", "A | B", "framework/global-strategy.yml", "from GS0"),
    comparison.Change("figure", "figure", "KF-1", "Boats", "figures.yml", "", (comparison.FieldChange("value", "3 boats", "4 boats"),)),
    comparison.Change("figure", "figure", "KF-9", "Barges", "figures.yml", "", (comparison.FieldChange("value", "1 barge", "2 barges"),)),
    comparison.Change(
        "changed",
        "country",
        "AAA",
        "Land",
        "countries/land.yml",
        "",
        (comparison.FieldChange("tile, row", "", "2"), comparison.FieldChange("name", "", "Land", prose=True), comparison.FieldChange("source", "S*", "")),
    ),
    comparison.Change(
        "reworded", "term", "", "IDP", "glossary.yml", "", (comparison.FieldChange("expansion", "One two. Three four.", "One two. Three five.", prose=True),)
    ),
    comparison.Change("removed", "figure", "KF-2", "Ships", "figures.yml"),
    comparison.Change("added", "figure", "KF-3", "Rafts", "figures.yml"),
)


def test_a_report_as_text() -> None:
    """In the order of the sections, whatever the order of the changes."""
    assert reports.FORMATS["text"](CHANGES) == (
        "Figures with another value\n"
        "  figure KF-1 “Boats”: 3 boats → 4 boats\n"
        "  figure KF-9 “Barges”: 1 barge → 2 barges\n"
        "\n"
        "Added\n"
        "  global point GS1 “A | B”: from GS0 (framework/global-strategy.yml)\n"
        "  figure KF-3 “Rafts” (figures.yml)\n"
        "\n"
        "Reworded\n"
        "  term “IDP” (glossary.yml)\n"
        "    expansion:\n"
        "      before: … Three four.\n"
        "      now:    … Three five.\n"
        "\n"
        "Changed in other ways\n"
        "  country AAA “Land” (countries/land.yml)\n"
        "    tile, row: (nothing) → 2\n"
        "    name:\n"
        "      before: (nothing)\n"
        "      now:    Land\n"
        "    source: S* → (nothing)\n"
        "\n"
        "Removed, and not accounted for in the register\n"
        "  figure KF-2 “Ships” (figures.yml)\n"
        "\n"
        "7 changes: figures with another value 2, added 2, reworded 1, changed in other ways 1, removed 1."
    )


def test_a_report_as_markdown() -> None:
    assert reports.FORMATS["markdown"](CHANGES) == (
        "## Figures with another value\n"
        "\n"
        "- figure KF-1 “Boats”\n"
        "    - value: 3 boats → 4 boats\n"
        "- figure KF-9 “Barges”\n"
        "    - value: 1 barge → 2 barges\n"
        "\n"
        "## Added\n"
        "\n"
        "- global point GS1 “A &#124; B”: from GS0\n"
        "- figure KF-3 “Rafts”\n"
        "\n"
        "## Reworded\n"
        "\n"
        "- term “IDP”\n"
        "    - expansion: … Three ~~four.~~ **five.**\n"
        "\n"
        "## Changed in other ways\n"
        "\n"
        "- country AAA “Land”\n"
        "    - tile, row: (nothing) → 2\n"
        "    - name: (nothing) → Land\n"
        "    - source: S\\* → (nothing)\n"
        "\n"
        "## Removed, and not accounted for in the register\n"
        "\n"
        "- figure KF-2 “Ships”\n"
        "\n"
        "7 changes: figures with another value 2, added 2, reworded 1, changed in other ways 1, removed 1."
    )


def test_a_report_as_json() -> None:
    text = reports.FORMATS["json"](CHANGES)
    assert text.startswith('[\n  {\n    "action": "added",\n    "kind": "global-point",\n')
    found = json.loads(text)
    assert found[4]["fields"] == [{"name": "expansion", "old": "One two. Three four.", "new": "One two. Three five.", "prose": True}]
    assert list(found[0]) == ["action", "kind", "id", "title", "file", "note", "fields"]
    assert "“" in reports.FORMATS["json"]((comparison.Change("added", "term", "", "“x”", "f"),))


@pytest.mark.parametrize(
    ("old", "new", "before", "now"),
    [
        ("A one. B two. C three.", "A one. B too. C three.", "… B two. …", "… B too. …"),
        ("A one. B two.", "A one. B two. C three.", "…", "… C three."),
        ("It costs 2.5 or 3. So much.", "It costs 2.6 or 3. So much.", "It costs 2.5 or 3. So much.", "It costs 2.6 or 3. So much."),
        ("Is it? Yes! No.", "Is it? Yes! Maybe.", "… No.", "… Maybe."),
    ],
)
def test_only_sentences_that_differ_are_shown(old: str, new: str, before: str, now: str) -> None:
    change = comparison.Change("reworded", "goal", "GOAL", "Goal", "goal.yml", "", (comparison.FieldChange("text", old, new, prose=True),))
    assert reports.FORMATS["text"]((change,)).splitlines()[3:5] == [f"      before: {before}", f"      now:    {now}"]


def test_other_fields_are_shown_whole() -> None:
    """Only prose is shortened; and none of it where there was none before."""
    places = comparison.FieldChange("source", "A one. B two.", "A one. B too.")
    new = comparison.FieldChange("text", "", "A one. B two.", prose=True)
    change = comparison.Change("changed", "goal", "GOAL", "Goal", "goal.yml", "", (places, new))
    assert reports.FORMATS["text"]((change,)).splitlines()[2:6] == [
        "    source: A one. B two. → A one. B too.",
        "    text:",
        "      before: (nothing)",
        "      now:    A one. B two.",
    ]


def test_what_is_often_said_in_a_long_text_has_not_changed() -> None:
    """One sentence, and one word, among hundreds of which each comes up often."""
    old = "They sail. They row. " * 120
    item = comparison.FieldChange("text", old.strip(), f"{old}They swim.", prose=True)
    change = comparison.Change("reworded", "goal", "GOAL", "Goal", "goal.yml", "", (item,))
    assert reports.FORMATS["text"]((change,)).splitlines()[3:5] == ["      before: …", "      now:    … They swim."]
    words = "ship and boat " * 120
    item = comparison.FieldChange("text", words.strip(), f"{words}and raft", prose=True)
    marked = reports.FORMATS["markdown"]((comparison.Change("reworded", "goal", "GOAL", "Goal", "goal.yml", "", (item,)),))
    assert f"    - text: {words}**and raft**\n" in marked


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_report_is_in_the_words_of_the_person(name: str) -> None:
    report = reports.FORMATS[name](CHANGES, lambda message: f"<{message}>" if isinstance(message, Phrase) else message)
    assert report.splitlines()[-1].startswith("<7 changes: <figures with another value> 2, <added> 2, ")
    assert "<Figures with another value>" in report
    assert "<(nothing)>" in report.replace("\\", "").replace("&lt;", "<").replace("&gt;", ">")


def test_words_that_came_and_went_are_marked() -> None:
    item = comparison.FieldChange("text", "We mend the *old* weir and wait", "Mend the weir and never wait", prose=True)
    change = comparison.Change("reworded", "goal", "GOAL", "Goal", "goal.yml", "", (item,))
    assert "    - text: ~~We mend~~ **Mend** the ~~\\*old\\*~~ weir and **never** wait\n" in reports.FORMATS["markdown"]((change,))


# --- states that cannot be read -----------------------------------------------------------------


def refused(name: str, content: Path) -> tuple[str, int, int, str, str]:
    with pytest.raises(ContentError) as error:
        snapshots.state(name, content)
    problem = error.value.problems[0]
    return problem.path, problem.line, problem.column, problem.code, problem.message


def test_no_git(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError("git")

    monkeypatch.setattr(snapshots.subprocess, "run", missing)
    assert refused("first", small) == (
        "first", 1, 1, "no-such-state", "is no folder and no file, and git is not installed: name a content folder or a strategy.json",
    )  # fmt: skip


def test_what_git_says_is_on_one_line(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = subprocess.CompletedProcess([], 128, b"", "fatal: not a\n  tree \xe9\n".encode("latin-1"))
    asked: list[list[str]] = []
    monkeypatch.setattr(snapshots.subprocess, "run", lambda command, **_: asked.append(command) or said)
    assert refused("--output=x", small) == (
        "--output=x", 1, 1, "no-such-state", "is no folder, no file, and no git revision (fatal: not a tree \N{REPLACEMENT CHARACTER}): name one of these",
    )  # fmt: skip
    (command,) = asked
    assert command == ["git", "-C", str(small.resolve()), "archive", "--format=tar", "--end-of-options", "--output=x", "."]


def test_a_revision_of_a_folder_that_is_gone(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(snapshots.subprocess, "run", lambda command, **_: asked.append(command) or subprocess.CompletedProcess([], 1, b"", b"no"))
    refused("first", small / "gone")
    assert asked[0][2] == str(small.resolve())


def test_a_revision_with_a_link_that_leads_out(small: Path) -> None:
    git("init", "-q")
    (small / "out.yml").symlink_to("../../../etc/passwd")
    git("add", "content")
    git("commit", "-q", "-m", "One")
    path, line_, column, code, message = refused("HEAD", small)
    assert (path, line_, column, code) == ("HEAD", 1, 1, "no-such-state")
    assert message.startswith("holds a link that leads out of the folder (")
    assert message.endswith("): replace it by the file")
    assert "out.yml" in message


def test_a_revision_with_mistakes(small: Path) -> None:
    """Each is told at its place in that revision, whatever folder it was read from."""
    git("init", "-q")
    edit(small / "countries/orr.yml", "alpha2: OR", "zzz: OR")
    git("add", "content")
    git("commit", "-q", "-m", "One")
    assert refused("HEAD", small) == ("HEAD:content/countries/orr.yml", 3, 9, "unknown-key", "unknown key 'zzz'. Allowed here: alpha2, alpha3, m49.")


def test_a_folder_with_mistakes(small: Path, old: Path) -> None:
    edit(old / "countries/orr.yml", "alpha2: OR", "zzz: OR")
    assert refused("old", small)[:4] == ("old/countries/orr.yml", 3, 9, "unknown-key")


def test_rules_are_not_applied_to_a_state(small: Path, old: Path) -> None:
    edit(old / "countries/orr.yml", "row: 2, column: 2", "row: 1, column: 1")
    assert [change[:2] for change in changed(small, old)] == [("changed", "ORR")]


def test_a_new_name_is_a_renaming(small: Path, old: Path, run: Callable[..., Run]) -> None:
    edit(small / "countries/orr.yml", "name: Isle of *Orr*\n", "name: New Orr\ncurrent_name: Greater Orr\n")
    assert run("diff", "old", "content").out == (
        "Renamed\n"
        "  country ORR “New Orr” (countries/orr.yml)\n"
        "    name: Isle of *Orr* → New Orr\n"
        "    current name: (nothing) → Greater Orr\n"
        "\n"
        "1 change: renamed 1.\n"
    )


def test_a_title_in_words_is_reworded(small: Path, old: Path) -> None:
    edit(small / "figures.yml", "label: Boats on the river", "label: Ships on the river")
    assert ("reworded", "KF-BOATS", "") in changed(small, old)


@pytest.mark.parametrize(("arguments", "code"), [(("diff", "old", "content"), 141), (("check", "--format", "json"), 141), (("--help",), 0)])
def test_a_reader_that_goes_away(small: Path, old: Path, arguments: tuple[str, ...], code: int) -> None:
    """As in `builder diff … | head`: the command ends without a word."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "builder", *arguments]
    edit(small / "figures.yml", "value: 1200", "value: 1300")
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(REPO)}, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (code, b"")
