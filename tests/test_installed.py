"""The product as a package: what a wheel holds, and a strategy that stands anywhere, with nothing of the builder's beside it."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder import cli
from builder.publish.publisher import MODULE
from builder.resources import SETTINGS
from builder.settings import Beside
from tests.conftest import REPO, SMALL, Run, Site, command
from tests.publish.test_output import content

CARRIED = {"templates": "templates", "locales": "locales", "site_overrides": "site_overrides", "assets/fonts": "assets/fonts"}


def files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in content(folder).items() if "__pycache__" not in name}


@pytest.fixture
def strategy(tmp_path: Path) -> Path:
    """The small strategy's content in a folder of its own."""
    shutil.copytree(SMALL / "content", tmp_path / "strategy/content")
    return tmp_path / "strategy"


@pytest.fixture
def builder(installed: Path) -> Callable[..., Run]:
    """Runs the installed builder, or with `module` what is installed beside it."""

    def call(*arguments: object, cwd: Path, module: str = "builder", env: dict[str, str] | None = None) -> Run:
        return command(*arguments, cwd=cwd, env={"PYTHONPATH": str(installed), **(env or {})}, python=("-m", module))

    return call


# --- the wheel ------------------------------------------------------------------------------------


def test_the_wheel_holds_everything_and_nothing_else(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()} - {"bin", "Scripts"}
    assert {re.sub(r"-[\d.]+\.", ".", name) for name in names} == {"builder", "strategy_builder.dist-info"}
    for there, here in CARRIED.items():
        assert files(installed / "builder/packaged" / there) == files(REPO / here)
    assert {path.name for path in (installed / "builder/packaged").iterdir()} == {"templates", "locales", "site_overrides", "assets"}
    code = {name for name in files(installed / "builder") if not name.startswith("packaged/")}
    assert code == set(files(REPO / "builder"))


def test_what_it_carries_is_found_in_the_package(installed: Path, tmp_path: Path) -> None:
    text = "from builder import resources as r; print(r.__file__, *r.TEMPLATES.parts[-3:], *r.LOOK.parts[-3:], r.FONTS.is_dir(), r.SETTINGS.is_file())"
    done = command("-c", text, cwd=tmp_path, env={"PYTHONPATH": str(installed)}, python=())
    assert done.out.split()[1:] == ["builder", "packaged", "templates", "builder", "packaged", "site_overrides", "True", "True"], done.err
    assert Path(done.out.split()[0]).is_relative_to(installed)


# --- a strategy anywhere --------------------------------------------------------------------------


def test_it_makes_the_same_site_as_the_checkout(builder: Callable[..., Run], strategy: Path, small_build: Site, tmp_path: Path) -> None:
    """From another folder, to the byte; then by MkDocs alone, in the folder itself."""
    shutil.copy(SMALL / "mkdocs.yml", strategy)
    elsewhere = tmp_path / "else/where"
    elsewhere.mkdir(parents=True)
    done = builder("build", "--content", strategy / "content", cwd=elsewhere)
    assert "placeholder" in done.err
    done = builder("build", "--provisional", "--content", strategy / "content", cwd=elsewhere)
    assert done.code == 0, done.err
    assert files(elsewhere / "build/docs") == files(small_build.docs)
    assert files(elsewhere / "site") == files(small_build.folder)
    done = builder("build", cwd=strategy, module=MODULE)
    assert done.code == 0, done.err
    assert files(strategy / "build/docs") == files(small_build.docs)
    assert files(strategy / "site") == files(small_build.folder)
    assert {path.name for path in strategy.iterdir()} == {"content", "mkdocs.yml", "build", "site"}


def test_it_needs_no_settings(builder: Callable[..., Run], strategy: Path, small_build: Site) -> None:
    """The address comes from the environment then; a placeholder is refused as ever."""
    done = builder("build", cwd=strategy)
    assert done.err.startswith("mkdocs.yml:1:1: error[placeholder]: 'https://strategy.example.org/' is a placeholder")
    assert "set SITE_URL, or write this file" in done.err
    done = builder("build", cwd=strategy, env={"SITE_URL": "https://ostra.example.org/plan/"})
    assert "'https://ostra.example.org/plan/' is a placeholder" in done.err
    done = builder("build", "--provisional", cwd=strategy, env={"SITE_URL": "https://ostra.example.org/plan/"})
    assert done.code == 0, done.err
    assert files(strategy / "site") == files(small_build.folder)


def test_what_stands_beside_the_content_replaces_what_is_packaged(builder: Callable[..., Run], strategy: Path) -> None:
    """Pages, permanent pages, Markdown twins, print and look; nothing else is copied. Where somebody stands does not matter."""
    for name in ("pages/topic.md.jinja", "permalinks/permalink.css", "markdown/topic.md.jinja", "print/parts.typ", "pages/_mine.html.jinja"):
        path = strategy / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((REPO / "templates" / name).read_bytes() if "_mine" not in name else b"<p>Mine.</p>\n")
    edit = strategy / "templates/pages/topic.md.jinja"
    edit.write_text(edit.read_text("utf-8") + '\n{% include "_mine.html.jinja" %}\n', "utf-8")
    twin = strategy / "templates/markdown/topic.md.jinja"
    twin.write_text(twin.read_text("utf-8").replace("{% endmacro %}", "\nMine, too.\n{% endmacro %}"), "utf-8")
    for name, words in (("permalinks/permalink.css", ".mine { color: red; }\n"), ("print/parts.typ", "#let mine = nothing\n")):
        path = strategy / "templates" / name
        path.write_text(path.read_text("utf-8") + words, "utf-8")
    (strategy / "overrides/partials").mkdir(parents=True)
    (strategy / "overrides/partials/footer.html").write_text("<footer>Mine alone</footer>", "utf-8")
    (strategy / "overrides/assets").mkdir()
    (strategy / "overrides/assets/mine.css").write_text("/* mine */", "utf-8")
    arguments = ("build", "--provisional", "--content", strategy / "content")
    broken = builder(*arguments, cwd=strategy.parent)
    line = len((strategy / "templates/print/parts.typ").read_text("utf-8").splitlines())
    assert f"strategy/templates/print/parts.typ:{line}:" in broken.err.replace(f"{strategy.parent.as_posix()}/", "")
    assert "unknown variable: nothing" in broken.err
    (strategy / "templates/print/parts.typ").unlink()
    done = builder(*arguments, cwd=strategy.parent)
    assert done.code == 0, done.err
    site = strategy.parent / "site"
    assert "<p>Mine.</p>" in (site / "context/sea/index.html").read_text("utf-8")
    assert (site / "assets/permalink.css").read_text("utf-8").rstrip().endswith(".mine{color:red}")
    assert "Mine, too." in (site / "context/sea.md").read_text("utf-8")
    assert "Mine alone" in (site / "index.html").read_text("utf-8")
    assert (site / "assets/mine.css").exists()
    assert (site / "assets/app.js").exists()


@pytest.mark.parametrize(("content_folder", "folder"), [("content", ""), ("a/content", "a/"), ("/a/content", "/a/"), (".", "../"), ("..", "../../")])
def test_what_is_a_strategys_own_stands_beside_its_content(content_folder: str, folder: str) -> None:
    beside = Beside(Path(content_folder))
    assert [path.as_posix() for path in (beside.own_settings, beside.templates, beside.overrides, beside.editions)] == [
        f"{folder}{name}" for name in ("mkdocs.yml", "templates", "overrides", "editions")
    ]


# --- settings of one's own ------------------------------------------------------------------------


def test_settings_may_have_the_name_that_properdocs_gives_them(tmp_path: Path) -> None:
    beside = Beside(tmp_path / "content")
    (tmp_path / "properdocs.yml").touch()
    assert beside.config_file == tmp_path / "properdocs.yml"
    (tmp_path / "mkdocs.yml").touch()
    assert beside.config_file == tmp_path / "mkdocs.yml"


def test_our_settings_are_those_that_users_write() -> None:
    """Ten lines, of which none is about how pages are read."""
    text = SETTINGS.read_text("utf-8")
    assert len(text.splitlines()) <= 10
    assert re.findall(r"^(\w+):", text, re.MULTILINE) == ["site_name", "site_url", "docs_dir", "theme", "plugins", "extra"]


@pytest.mark.parametrize(("old", "new"), [("plugins:\n  - strategy\n", "plugins: []\n"), ("plugins:\n  - strategy\n", "")])
def test_settings_without_the_plugin(project: Path, run: Callable[..., Run], old: str, new: str) -> None:
    path = Path("mkdocs.yml")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = run("build", "--provisional")
    assert done.code == 1
    assert (
        done.err.splitlines()[0]
        == "mkdocs.yml:1:1: error[publisher]: 'plugins' does not name 'strategy', which hands the pages over: write 'plugins: [strategy]'"
    )


def test_templates_that_are_named_are_there(project: Path, run: Callable[..., Run]) -> None:
    done = run("check", "--templates", "nowhere")
    assert done.code == 1
    assert done.out.startswith("nowhere:1:1: error[missing-template]: there is no such folder")


# --- the image ------------------------------------------------------------------------------------


def test_the_image_names_what_there_is() -> None:
    """It can't be made here: its commands, and what it copies, are there, and all that the wheel is made from comes in."""
    text = (REPO / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    steps = [(line.partition(" ")[0], line.partition(" ")[2]) for line in text.splitlines() if line and not line.startswith("#")]
    project: dict[str, Any] = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    base, *later = (rest.split(" AS ") for word, rest in steps if word == "FROM")
    assert re.fullmatch(r"python:3\.1[1-4]-slim@sha256:[0-9a-f]{64}", base[0])
    assert {origin for origin, *_ in later} == {base[1]}
    stages = {base[1], *(name for _, *names in later for name in names)}
    between = [rest for word, rest in steps if word == "COPY" and rest.startswith("--from=")]
    assert {rest.split()[0].removeprefix("--from=") for rest in between} <= stages
    copied = {name.rstrip("/") for word, rest in steps if word == "COPY" and rest not in between for name in rest.split()[:-1]}
    assert all((REPO / name).exists() for name in copied)
    wanted = {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"], *project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    wanted |= {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    assert wanted <= copied
    let_in = {line[1:] for line in (REPO / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert {name.partition("/")[0] for name in copied} <= let_in
    for rest in (rest for word, rest in steps if word == "RUN"):
        assert rest.startswith(("pip install ", "pip wheel "))
        assert set(re.findall(r"--requirement (\S+)", rest)) <= copied
        assert ("--require-hashes" in rest) == ("--requirement" in rest), "of what is fetched, the digest is known"
        assert "--requirement" in rest or "--no-deps" in rest
    (entry,) = (yaml.safe_load(rest) for word, rest in steps if word == "ENTRYPOINT")
    (default,) = (yaml.safe_load(rest) for word, rest in steps if word == "CMD")
    assert set(entry) <= project["project"]["scripts"].keys()
    assert default[0] in cli.COMMANDS
