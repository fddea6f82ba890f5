"""A new strategy: it is clean, explains itself, is in the words of its makers, and comes whole or not at all."""

from __future__ import annotations

import errno
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from builder import pipeline, reading, resources
from builder.content.kinds import KINDS
from builder.content.load import BODY
from builder.fonts import FONTS
from builder.problems import ContentError
from builder.publish import output
from builder.tools import start
from builder.tools.examples import MARK
from tests.conftest import REPO, Run

WORDS = {
    "name": 'Plan: "rivers" & #wells',
    "publisher": "Commission for the *Ostra*",
    "abbreviation": "COB",
    "period": "2031–2034",
    "region": "Ostra Basin",
    "language": "de",
    "address": "https://ostra.example.org/plan/",
}


def flags(words: dict[str, str]) -> list[str]:
    return [part for option, word in words.items() for part in (f"--{option}", word)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_has_an_example_of_every_kind_and_is_clean(here: Path, run: Callable[..., Run]) -> None:
    done = run("init", "plan", *flags(WORDS))
    assert done.code == 0, done.err
    assert done.out.startswith("plan: a strategy of ")
    done = run("check", "--content", "plan/content")
    assert done.code == 0, done.out
    first, second = done.out.splitlines()
    assert first.startswith("plan/content: no problems in ")
    assert f"places say '{MARK}' and are still to be written; the first is plan/content/" in second
    model = reading.read(Path("plan/content"))
    missing = [kind.name for kind in KINDS if kind.record not in start.LATER and not any(node.kind is kind for node in model.nodes)]
    assert missing == []
    publication = model.publication
    assert (publication.title, publication.publisher.name, publication.publisher.abbreviation) == (WORDS["name"], WORDS["publisher"], "COB")
    assert (publication.period.start, publication.period.end, publication.region.name, publication.language) == (2031, 2034, "Ostra Basin", "de")


def test_it_explains_itself_and_states_nothing(here: Path, run: Callable[..., Run]) -> None:
    """The first entry of each kind has comments on what it is, on each key that the classes explain, and on the keys that it lacks; every text is marked."""
    assert run("init", "plan").code == 0
    for kind in KINDS:
        if not kind.location or kind.record in start.LATER:
            continue
        text = sorted(Path("plan/content").glob(kind.location))[0].read_text("utf-8")
        assert text.startswith("#" if kind.layout != "front-matter" else "---\n#"), kind.name
        comments = " ".join(line.strip().removeprefix("#").strip() for line in text.splitlines() if line.strip().startswith("#"))
        for name, info in kind.record.model_fields.items():
            told_below = kind.layout == "front-matter" and name == BODY
            assert told_below or " ".join((info.description or "").split()) in comments, f"{kind.name}: {name}"
        values = yaml.safe_load(text.split("---\n")[1] if kind.layout == "front-matter" else text)
        for item in values if isinstance(values, list) else [values]:
            told = {key: value for key, value in item.items() if key in ("text", "title", "name", "label", "rationale", "summary", "passage", "about")}
            assert all(MARK in str(value) for value in told.values() if not isinstance(value, list)), item
    assert "iom" not in " ".join(data.decode().lower() for name, data in files(Path("plan")).items() if name.startswith("content/"))


def test_what_stands_beside_the_content(here: Path, run: Callable[..., Run]) -> None:
    assert run("init", "plan", *flags(WORDS)).code == 0
    found = files(Path("plan"))
    settings = found["mkdocs.yml"].decode()
    assert len(settings.splitlines()) <= 10
    assert f'site_name: {json.dumps(WORDS["name"])}\nsite_url: !ENV [SITE_URL, "{WORDS["address"]}"]' in settings
    workflow = yaml.safe_load(found[".github/workflows/publish.yml"])
    steps = workflow["jobs"]["publish"]["steps"]
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert {line.split()[1] for line in commands if line.startswith("builder ")} == {"check", "build"}
    assert "SITE_URL" not in next(step for step in steps if step.get("run") == "builder build")["env"], "the address is known"
    assert yaml.safe_load(found[".pre-commit-config.yaml"])["repos"][0]["hooks"][0]["entry"] == "builder check"
    assert found["requirements.txt"].decode().splitlines()[-1].startswith("strategy-builder==")
    editor = json.loads(found[".vscode/settings.json"])["yaml.schemas"]
    for schema, pattern in editor.items():
        validator = jsonschema.Draft202012Validator(json.loads(found[schema.removeprefix("./")]))
        for path in Path("plan").glob(pattern):
            values = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
            assert [error.message for error in validator.iter_errors(values)] == [], path
    assert run("init", "other").code == 0
    workflow = yaml.safe_load(Path("other/.github/workflows/publish.yml").read_text("utf-8"))
    assert "base_url" in next(step for step in workflow["jobs"]["publish"]["steps"] if step.get("run") == "builder build")["env"]["SITE_URL"]


def test_the_workflow_has_the_steps_of_our_own(here: Path) -> None:
    ours, theirs = (
        (REPO / ".github/workflows/pages.yml").read_text("utf-8"),
        start.files(start.examples_of_all(start.Answers({})))[".github/workflows/publish.yml"],
    )
    jobs, of_theirs = yaml.safe_load(ours)["jobs"], yaml.safe_load(theirs)["jobs"]
    assert of_theirs.keys() <= jobs.keys()
    for name, job in of_theirs.items():
        assert {step["uses"] for step in job["steps"] if "uses" in step} == {step["uses"] for step in jobs[name]["steps"] if "uses" in step}, name


# --- answers --------------------------------------------------------------------------------------


def test_everything_that_is_wrong_with_the_answers_is_told(here: Path, run: Callable[..., Run]) -> None:
    done = run("init", "plan", "--period", "2034-2031", "--language", "English", "--address", "ostra")
    assert done.code == 1
    assert done.err.splitlines()[:3] == [
        "--address:1:1: error[bad-answer]: 'ostra' is no web address: write it in full, as in 'https://strategy.example.org/'",
        "--language:1:1: error[bad-answer]: 'English' is no language tag: write it as in 'en', 'de' or 'pt-BR'",
        "--period:1:1: error[bad-answer]: the period ends in 2031, before it starts in 2034: swap the years",
    ]
    assert files(here) == {}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_is_asked_what_was_not_told(here: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """And asked again after a wrong answer; an empty one takes what is offered."""
    monkeypatch.setattr("sys.stdin", Terminal("Ostra Plan\nCommission\n\nsoon\n2031\n\nde\n\n"))
    done = run("init", "plan", "--region", "Ostra Basin")
    assert done.code == 0, done.err
    assert "Which region" not in done.out
    assert "'soon' is no period" in done.out.replace("\n", " ")
    publication = reading.read(Path("plan/content")).publication
    assert (publication.title, publication.publisher.abbreviation, publication.period.start, publication.period.end) == ("Ostra Plan", "ORG", 2031, 2031)


def test_a_person_who_goes_away_leaves_nothing(here: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Ostra Plan\n"))
    done = run("init", "plan")
    assert (done.code, done.err) == (130, "Stopped.\n")
    assert files(here) == {}


# --- whole or not at all ----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "message"), [("plan", "is not empty (a, b, c and 1 more): choose a new folder"), ("plan/a", "is a file, not a folder")])
def test_a_folder_that_holds_something_is_left_alone(here: Path, run: Callable[..., Run], name: str, message: str) -> None:
    Path("plan").mkdir()
    for inner in "abcd":
        Path("plan", inner).write_text(inner)
    before = files(here)
    done = run("init", name)
    assert done.code == 1
    assert f"{name}:1:1: error[folder-used]: {message}" in done.err
    assert files(here) == before


def test_a_fresh_repository_is_a_new_folder(here: Path, run: Callable[..., Run]) -> None:
    (here / ".git").mkdir()
    (here / ".git/HEAD").write_text("ref")
    assert run("init", ".").code == 0
    assert {"content", ".git", "mkdocs.yml"} <= {path.name for path in here.iterdir()}
    assert reading.read(here / "content")


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_nothing(here: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if there:
        Path("plan").mkdir()
    real, count = output.write_file, iter(range(100))

    def write(path: Path, data: bytes) -> bool:
        if next(count) == 5:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, data)

    monkeypatch.setattr(output.users, "write_file", write)
    with pytest.raises(ContentError, match=r"unwritable.*No space left on device.*nothing is"):
        output.create(Path("plan"), {f"{name}/file": b"x" for name in "abcdefgh"})
    assert list(here.rglob("*")) == ([here / "plan"] if there else [])


@pytest.mark.parametrize("language", ["fr", "ar", "pt-BR", "uk"])
def test_every_language_will_do(here: Path, language: str) -> None:
    plan = start.examples_of_all(start.Answers({"language": language}))
    output.write_files(here / language, start.files(plan))
    assert pipeline.check(here / language / "content", resources.PACKAGED, FONTS).publication.language == language


def test_what_an_example_needs_comes_with_it(here: Path) -> None:
    """A strategy of nothing but what it must have: what that refers to is there, and nothing else."""
    plan = start.Plan(start.Answers({}))
    plan.finish()
    output.write_files(here, start.files(plan))
    model = pipeline.check(here / "content", resources.PACKAGED, FONTS)
    required: set[Any] = {kind.name for kind in KINDS if kind.required}
    assert required <= {node.kind.name for node in model.nodes}
    assert not any(node.kind.name in ("topic", "figure", "term") for node in model.nodes)
