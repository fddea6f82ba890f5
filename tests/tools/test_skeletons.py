"""Skeletons of new entries are valid at once; the schemas for editors are current and accept content that is right."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from builder import reading
from builder.cli import main
from builder.content.kinds import KINDS, Kind
from builder.content.records import Activity, Area, Country, Coverage, EditionNote, FigureGroup, Objective, Passage, Publication, Synonym, Term
from builder.tools import examples, skeletons, start
from tests.conftest import SMALL

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/small/content", tmp_path / "content"))


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """The content of a strategy that has just been begun, with an example of every kind."""
    for name, data in start.files(start.examples_of_all(start.Answers({}))).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "content"


KEYS = {Coverage: "11-20", EditionNote: "1.0", Term: "NT"}
"""What tells an entry apart whose kind has no ids."""


def key(kind: Kind, begun: Path) -> str:
    """A key for a new entry of a kind."""
    if kind.record is Activity:
        return "O1-A02"
    if kind.record in (Passage, Synonym):
        return next(node.id for node in reading.read(begun).of(Country))
    return KEYS.get(kind.record) or (examples.free_id(kind, 3) if kind.identified else "OLD-1")


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_kind_has_a_skeleton_that_is_valid_before_and_after_its_places_are_filled(kind: Kind, begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kind that has just been added is among them."""
    if kind.record is Publication:
        assert main(["new", kind.name, "X", "Another", "--content", str(begun)]) == 1
        assert "holds the only one that there can be: change that" in capsys.readouterr().err
        return
    word = key(kind, begun)
    before = reading.read(begun)
    same = [node for node in before.nodes if node.kind is kind]
    if kind.single:
        assert main(["new", kind.name, word, "Another", "--content", str(begun)]) == 1
        assert "holds the only one" in capsys.readouterr().err
        path = begun / kind.location
        path.write_text(path.read_text("utf-8").replace(same[0].id, word), "utf-8")
        return
    forgiven = ("no-register",) if kind.record is EditionNote else ()
    if forgiven:
        (begun / "registry.yml").write_text(
            "- {id: OLD-1, kind: topic, title: Old, since: '1.0', status: withdrawn, at: 'context/', reason: Gone, date: '2030-01-01'}\n"
        )
    assert main(["new", kind.name, word, "A new thing", "--content", str(begun)]) == 0, capsys.readouterr()
    first, *lines = capsys.readouterr().out.splitlines()
    if kind.record in (Area, FigureGroup):  # an empty heading, which is said
        assert "error[empty-group]: nothing belongs to" in lines.pop()
        member = ("objective", "O9") if kind.record is Area else ("figure", "KF-9")
        assert main(["new", *member, "Below it", "--content", str(begun)]) == 0
        capsys.readouterr()
    path = Path(first.partition(": a valid skeleton of ")[0])
    assert path.is_relative_to(begun)
    after = reading.read(begun)
    assert sum(node.kind is kind for node in after.nodes) == len(same) + 1
    text = path.read_text("utf-8").splitlines()
    for line in lines:
        name, number, field = line.removeprefix(str(path)).split(":")
        assert name == ""
        assert examples.MARK in text[int(number) - 1], line
        assert field.strip() in "\n".join(text[: int(number)]), line
        text[int(number) - 1] = re.sub(rf"(['\"]?){examples.MARK}.*$", "Words of its own.", text[int(number) - 1])
    path.write_text("\n".join(text) + "\n", "utf-8")
    assert len(reading.read(begun).nodes) == len(after.nodes)


def test_a_skeleton_stands_where_such_entries_do(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the strategy as it is: an activity below the last of its objective, an edition above the others."""
    before = reading.read(content)
    objective = before.of(Objective)[-1]
    assert main(["new", "activity", f"{objective.id}-NEW", "A new thing", "--content", str(content)]) == 0, capsys.readouterr().err
    after = reading.read(content)
    assert [activity.id for activity in next(node for node in after.of(Objective) if node.id == objective.id).record.activities] == [
        *(activity.id for activity in objective.record.activities),
        f"{objective.id}-NEW",
    ]
    assert main(["new", "edition", "Next", "What it brings", "--content", str(content)]) == 0, capsys.readouterr().err
    assert [node.title for node in reading.read(content).of(EditionNote)] == ["Next", *(node.title for node in before.of(EditionNote))]
    assert main(["new", "activity", "ELSE-A01", "A new thing", "--content", str(content)]) == 1
    assert "begin its id with that one's and a hyphen, as in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["coutry", "FRA", "France"], "there is no kind 'coutry'. Did you mean 'country'?"),
        (["country", "VAR", "France"], "'VAR' is taken by"),
        (["country", "fra", "France"], "'fra' is not an id: ids start with a letter"),
        (["country", "FRA", "Varnholm"], "the file 'countries/varnholm.yml' holds another entry: choose another name"),
        (["country", "FRA", "Index"], "error[bad-file-name]"),
        (["country", "FRA", "Strategy"], "error[brief-name-taken]"),
        (["country", "FRA", "Snow \u2603"], "no font for print has the character '\u2603'"),
        (["term", "SNOW", "Snow \u2603"], "no font for print has the character '\u2603'"),
        (["figure", "NEW", "France"], "'NEW' has not the form that 'id' needs (starting with 'KF-')"),
    ],
)
def test_a_refused_skeleton_writes_nothing(content: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert main(["new", *arguments, "--content", str(content)]) == 1
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


def test_the_rest_of_a_file_stays_as_it_is(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its line ends and the place where it lies; and words are written as they were given."""
    path = content / "figures.yml"
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.unlink()
    (content.parent / "elsewhere.yml").write_bytes(before)
    path.symlink_to("../elsewhere.yml")
    assert main(["new", "figure", "KF-NEW", "it's '5'", "--content", str(content)]) == 0, capsys.readouterr().err
    assert path.is_symlink()
    after = path.read_bytes()
    assert after.startswith(before.rstrip(b"\r\n"))
    assert after.count(b"\n") == after.count(b"\r\n")
    assert reading.read(content).by_id["KF-NEW"].title == "it's '5'"


def test_the_schemas_in_the_project_are_current() -> None:
    fresh = skeletons.schemas()
    assert {path.name: path.read_bytes() for path in (ROOT / skeletons.SCHEMAS).iterdir()} == fresh, "run 'builder schemas'"
    assert (ROOT / ".vscode" / "settings.json").read_bytes() == skeletons.editor_settings(), "run 'builder schemas'"


def test_the_schemas_accept_what_is_right_and_refuse_a_wrong_key(coast_content: Path) -> None:
    schemas = {name: json.loads(data) for name, data in skeletons.schemas().items()}
    for kind in KINDS:
        if not kind.location or kind.layout == "front-matter":
            continue
        validator = jsonschema.Draft202012Validator(schemas[f"{kind.name}.json"])
        for path in (path for content in (coast_content, SMALL / "content") for path in content.glob(kind.location)):
            values = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
            assert [f"{path.name}: {error.message}" for error in validator.iter_errors(values)] == []
    wrong = {"id": "FRA", "name": "France", "codes": {}, "tile": {"row": 1, "column": 1}, "source": {"section": "x"}, "nmae": "x"}
    assert [error.validator for error in jsonschema.Draft202012Validator(schemas["country.json"]).iter_errors(wrong)] == ["additionalProperties"]


def test_other_settings_of_the_editor_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / ".vscode/settings.json"
    path.parent.mkdir()
    path.write_text('{"editor.fontSize": 14, "yaml.schemas": {"old": "x"}}', "utf-8")
    assert main(["schemas", "--folder", str(tmp_path)]) == 0
    assert json.loads(path.read_text("utf-8")) == {"editor.fontSize": 14, **json.loads(skeletons.editor_settings())}
    path.write_text("{ // mine\n}", "utf-8")
    assert main(["schemas", "--folder", str(tmp_path)]) == 1
    assert ".vscode/settings.json:1:1: error[not-json]" in capsys.readouterr().err
    assert path.read_text("utf-8") == "{ // mine\n}"
