"""A build of which nothing has changed is known, and nothing that has changed is overlooked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.publish import evidence
from builder.publish.evidence import Inputs

SAID = {"warnings": ["one"], "pages": 3}


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Inputs, Path]:
    """A folder in which a build was made: where its evidence is, what it was made from, and what it filled."""
    for name in ("content/a.yml", "templates/pages/a.md", "site/a/index.html", "site/b.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text('site_url: !ENV [SEA_URL, "https://example.org/"]\n', "utf-8")
    inputs = Inputs((tmp_path / "content", tmp_path / "templates", tmp_path / "overrides"), settings, ("provisional",))
    path, data = evidence.record(tmp_path / "evidence.json", inputs.digest(), [tmp_path / "site"], SAID)
    path.write_bytes(data)
    return path, inputs, tmp_path / "site"


def test_a_build_of_which_nothing_has_changed_is_known(built: tuple[Path, Inputs, Path], tmp_path: Path) -> None:
    path, inputs, _ = built
    (tmp_path / "elsewhere.txt").write_text("mine", "utf-8")
    os.utime(tmp_path / "content/a.yml", (1, 1))  # touched, and the same
    found = evidence.known(path, inputs)
    assert found is not None
    assert found.said == SAID


def write(name: str, text: str = "changed") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        write("content/a.yml"),
        write("content/deep/b.yml"),
        write("templates/pages/a.md"),
        write("overrides/main.html"),
        write("mkdocs.yml", "site_url: https://example.org/\n"),
        write("site/b.pdf", "site/c.pdf"),  # as long as before
        write("site/foreign.txt"),
        lambda root: (root / "content/a.yml").rename(root / "content/b.yml"),
        lambda root: (root / "site/b.pdf").unlink(),
        lambda root: (root / "site").rename(root / "public"),
        lambda root: (root / "evidence.json").unlink(),
        lambda root: (root / "evidence.json").write_bytes(b"\xff{"),
        lambda root: (root / "evidence.json").write_text("[" * 100_000, "utf-8"),
        lambda root: (root / "evidence.json").write_text((root / "evidence.json").read_text("utf-8").replace('"version": 1', '"version": 0'), "utf-8"),
        lambda root: (root / "evidence.json").write_text('{"version": 1}', "utf-8"),
    ],
)
def test_whatever_changes_is_seen(change: Callable[[Path], object], built: tuple[Path, Inputs, Path], tmp_path: Path) -> None:
    path, inputs, _ = built
    before = (tmp_path / "site/b.pdf").stat().st_mtime_ns
    change(tmp_path)
    if (tmp_path / "site/b.pdf").exists() and (tmp_path / "site/b.pdf").read_bytes() == b"site/c.pdf":
        os.utime(tmp_path / "site/b.pdf", ns=(before + 1, before + 1))
    assert evidence.known(path, inputs) is None


@pytest.mark.parametrize(("name", "seen"), [("SEA_URL", True), ("EDIT_BASE", True), ("LANG", True), ("COAST_URL", False)])
def test_the_environment_counts_where_settings_name_it(name: str, seen: bool, built: tuple[Path, Inputs, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path, inputs, _ = built
    monkeypatch.setenv(name, "https://sea.example.org/")
    assert (evidence.known(path, inputs) is None) == seen


@pytest.mark.parametrize("where", ["CODE", "LOOK"])
def test_the_builder_itself_counts(where: str, built: tuple[Path, Inputs, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code, its look and the versions of its libraries."""
    path, inputs, _ = built
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(evidence if where == "CODE" else evidence.resources, where, tmp_path / "other")
    assert evidence.known(path, inputs) is None


def test_the_libraries_count(built: tuple[Path, Inputs, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path, inputs, _ = built
    monkeypatch.setattr(evidence, "_libraries", lambda: iter(["jinja2-4.0.dist-info"]))
    assert evidence.known(path, inputs) is None
    monkeypatch.undo()
    assert any(name.lower().startswith("jinja2-") for name in evidence._libraries())


def test_other_options_are_another_build(built: tuple[Path, Inputs, Path]) -> None:
    path, inputs, _ = built
    assert evidence.known(path, Inputs(inputs.folders, inputs.settings, ())) is None
