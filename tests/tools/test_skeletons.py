"""Skeletons of new entries are valid at once; the schemas for editors are current and accept the real content."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from builder import pipeline
from builder.cli import main
from builder.content.kinds import KINDS
from builder.tools import skeletons

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.mark.parametrize(
    ("kind", "id_", "file"),
    [
        ("country", "FRA", "countries/a-new-thing.yml"),
        ("objective", "TO10", "objectives/to10.yml"),
        ("figure", "KF-NEW", "figures.yml"),
        ("topic", "CTX-NEW", "topics/a-new-thing.md"),
        ("process", "NEW-PROCESS", "partnerships.yml"),
        ("partnership", "NEW-BODY", "partnerships.yml"),
        ("instrument", "NEW-TOOL", "instruments.yml"),
        ("term", "NEWTERM", "glossary.yml"),
    ],
)
def test_a_skeleton_is_valid_and_stands_in_the_right_place(content: Path, kind: str, id_: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(pipeline.read(content).nodes)
    assert main(["new", kind, id_, "A new thing", "--content", str(content)]) == 0
    assert capsys.readouterr().out == f"{content / file}: a valid skeleton of {id_}. Replace its words, then run 'builder check'.\n"
    after = pipeline.read(content)
    assert len(after.nodes) == before + (2 if kind == "objective" else 1)
    assert any(node.file.endswith(file) and node.title in ("A new thing", id_) for node in after.nodes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["coutry", "FRA", "France"], "there is no kind 'coutry'. Did you mean 'country'?"),
        (["country", "ALB", "France"], "'ALB' is taken by"),
        (["country", "fra", "France"], "'fra' is not an id: ids start with a letter"),
        (["country", "FRA", "Albania"], "the file 'countries/albania.yml' holds another entry: choose another name"),
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
    assert pipeline.read(content).by_id["KF-NEW"].title == "it's '5'"


def test_the_schemas_in_the_project_are_current() -> None:
    fresh = skeletons.schemas()
    assert {path.name: path.read_bytes() for path in (ROOT / skeletons.SCHEMAS).iterdir()} == fresh, "run 'builder schemas'"
    assert (ROOT / ".vscode" / "settings.json").read_bytes() == skeletons.editor_settings(), "run 'builder schemas'"


def test_the_schemas_accept_the_real_content_and_refuse_a_wrong_key() -> None:
    schemas = {name: json.loads(data) for name, data in skeletons.schemas().items()}
    for kind in KINDS:
        if not kind.location or kind.layout == "front-matter":
            continue
        validator = jsonschema.Draft202012Validator(schemas[f"{kind.name}.json"])
        for path in (ROOT / "content").glob(kind.location):
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
