"""What templates are compiled to is kept from one process to the next: as long as it would be compiled to the same, and ours alone."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2 import Environment, FileSystemLoader

from builder import templating
from builder.templating import CompiledTemplates
from tests.conftest import SMALL, Run, command, copy_project

PAGE = "Hello {{ name | upper }}!"
"""What a template holds that comes with the builder."""


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that are taken for packaged ones, with one in it."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    (folder / "page.jinja").write_text(PAGE, "utf-8")
    monkeypatch.setattr(templating, "TEMPLATES", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture(autouse=True)
def compilings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """The names of the templates that were compiled, as people's processes do it, and of the filters and tests that were called in doing so."""
    compile_template = Environment.compile.__wrapped__  # type: ignore[attr-defined]  # `compiled.keep` stands before it
    found: list[tuple[str, list[str]]] = []

    def compiling(self: Environment, source: Any, name: str | None = None, filename: str | None = None, *more: Any) -> Any:
        called: list[str] = []
        filters, tests = self.filters, self.tests
        self.filters, self.tests = (noting(functions, called) for functions in (filters, tests))
        try:
            return compile_template(self, source, name, filename, *more)
        finally:
            self.filters, self.tests = filters, tests
            found.append((name or "", called))

    monkeypatch.setattr(Environment, "compile", compiling)
    return found


def noting(functions: dict[str, Any], called: list[str]) -> dict[str, Any]:
    def noted(name: str, function: Any) -> Any:
        @wraps(function)
        def call(*args: Any, **more: Any) -> Any:
            called.append(name)
            return function(*args, **more)

        return call

    return {name: noted(name, function) for name, function in functions.items()}


def of_a_process(templates: Path, kept: Path, **options: Any) -> str:
    """What a process makes of the page that has seen no template yet."""
    environment = Environment(loader=FileSystemLoader(templates), bytecode_cache=CompiledTemplates(kept), **options)
    return environment.get_template("page.jinja").render(name="sea")


def kept_in(folder: Path) -> list[str]:
    return [path.name.partition(".")[2] for path in folder.iterdir() if path.is_file()]


def test_the_next_process_compiles_nothing(packaged: Path, tmp_path: Path, compilings: list[tuple[str, list[str]]]) -> None:
    assert of_a_process(packaged, tmp_path) == of_a_process(packaged, tmp_path) == "Hello SEA!"
    assert compilings == [("page.jinja", [])]
    assert kept_in(tmp_path) == [f"{sys.implementation.cache_tag}-jinja"]


def test_what_is_edited_is_compiled_anew(packaged: Path, tmp_path: Path) -> None:
    """However quickly, and though it is as long as it was."""
    assert of_a_process(packaged, tmp_path) == "Hello SEA!"
    (packaged / "page.jinja").write_text(PAGE.replace("Hello", "Howdy"), "utf-8")
    assert of_a_process(packaged, tmp_path) == "Howdy SEA!"
    assert len(kept_in(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"j2" + b"\x80\x05K\x05." * 9, "half"])
def test_what_is_damaged_is_compiled_anew(damage: bytes | str, packaged: Path, tmp_path: Path) -> None:
    assert of_a_process(packaged, tmp_path) == "Hello SEA!"
    (kept,) = (path for path in tmp_path.iterdir() if path.is_file())
    whole = kept.read_bytes()
    kept.write_bytes(damage if isinstance(damage, bytes) else whole[: len(whole) // 2])
    assert of_a_process(packaged, tmp_path) == "Hello SEA!"
    assert kept.read_bytes() == whole


def test_another_jinja_or_another_way_of_compiling_does_so_anew(packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (packaged / "page.jinja").write_text("{{ '<' }}{{ name }}\n", "utf-8")
    assert of_a_process(packaged, tmp_path) == "<sea"
    assert of_a_process(packaged, tmp_path, autoescape=True) == "&lt;sea"
    assert of_a_process(packaged, tmp_path, keep_trailing_newline=True) == "<sea\n"
    assert of_a_process(packaged, tmp_path, finalize=lambda value: f"[{value}]") == "[<][sea]"
    (kept,) = (path for path in tmp_path.iterdir() if path.is_file())
    before = kept.read_bytes()
    monkeypatch.setattr(jinja2, "__version__", "99")
    assert of_a_process(packaged, tmp_path, finalize=lambda value: f"[{value}]") == "[<][sea]"
    assert kept.read_bytes() != before


def test_templates_of_others_are_not_kept(packaged: Path, tmp_path: Path) -> None:
    """One of their folders may be written by anybody, and what is kept is run."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/page.jinja").write_text("Own {{ name }}", "utf-8")
    assert of_a_process(tmp_path / "own", tmp_path) == "Own sea"
    (tmp_path / "linked").symlink_to(packaged)
    assert kept_in(tmp_path) == []
    assert of_a_process(tmp_path / "linked", tmp_path) == "Hello SEA!"
    assert len(kept_in(tmp_path)) == 1


def test_nothing_is_kept_where_it_cannot_or_should_not_be(packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for folder in ("missing", "file"):
        assert of_a_process(packaged, tmp_path / folder) == "Hello SEA!"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert of_a_process(packaged, tmp_path) == "Hello SEA!"
    assert kept_in(tmp_path) == [""]


@pytest.mark.usefixtures("set_anew")
def test_what_is_kept_is_the_same_for_every_strategy_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Run], compilings: list[tuple[str, list[str]]]
) -> None:
    """Nothing that knows a language is asked while a template is compiled: what it said would stand in what others get."""
    monkeypatch.setattr(templating, "COMPILED", CompiledTemplates(tmp_path / "missing"))
    monkeypatch.chdir(copy_project(tmp_path / "project", SMALL / "content", ("mkdocs.yml",)))
    assert run("build", "--provisional").code == 0
    names = [name for name, _ in compilings]
    assert {"country.md.jinja", "main.html"} <= set(names), names
    assert {filter_ for _, called in compilings for filter_ in called} <= {"safe"}


def test_a_build_leaves_it_for_the_next_where_python_keeps_what_it_compiles(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", SMALL / "content", ())

    def check() -> Run:
        return command("check", cwd=project, env={"PYTHONPYCACHEPREFIX": str(tmp_path / "kept"), "PYTHONDONTWRITEBYTECODE": ""})

    assert check().code == 0
    folder = tmp_path / "kept" / Path(importlib.util.cache_from_source(templating.__file__)).parent.parent.relative_to("/")
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("*-jinja")}
    assert len(kept) > 20
    assert check().code == 0
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*-jinja")} == kept
