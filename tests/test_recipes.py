"""The recipes of docs/architecture.md, carried out to the letter on a copy of the repository with the small strategy."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.publish.publisher import MODULE
from tests.conftest import REPO, SMALL, Run, built_once, command

DOCUMENT = REPO / "docs/architecture.md"
COPIED = (
    *("builder", "templates", "site_overrides", "assets", "docs", "tests", "schemas", "assets/mkdocs.yml", "pyproject.toml"),
    *("README.md", "CONTRIBUTING.md"),
)
"""What the recipes change or run; the content is that of the small strategy."""
_STEP = re.compile(
    r"^(?:New file `(?P<new>[^`\n]+)`|In `(?P<file>[^`\n]+)`, "
    r"(?:(?P<where>above|below) (?P<tick>`{1,2})(?P<anchor>.+?)(?P=tick)|(?P<simple>among the imports|at the end))):\n"
    r"\n```\w+\n(?P<text>.*?)^```$"
    r"|^```sh\n(?P<commands>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    """A block of a recipe: what goes into a file and where, or commands to run."""

    file: str
    where: str
    anchor: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The commands to run."""
        return [] if self.file else self.text.splitlines()

    def take(self, project: Path) -> None:
        """Carries out what it does to a file."""
        path = project / self.file
        if self.where == "new":
            assert not path.exists(), self.file
            path.write_text(self.text, "utf-8")
            return
        lines = path.read_text("utf-8").splitlines(keepends=True)
        if self.where == "at the end":
            at = len(lines)
        else:
            anchor = "from __future__ import annotations" if self.where == "among the imports" else self.anchor
            found = [number for number, line in enumerate(lines) if line.strip().startswith(anchor)]
            assert len(found) == 1, f"{self.file}: {len(found)} lines begin with {anchor!r}"
            at = found[0] + (self.where != "above")
        path.write_text("".join([*lines[:at], self.text, *lines[at:]]), "utf-8")


@dataclass(frozen=True)
class Recipe:
    """A recipe as the document has it."""

    steps: tuple[Step, ...]
    promised: int
    """How many files it says that it touches."""

    def follow(self, project: Path, wanted: Callable[[Step], bool] = lambda _: True) -> None:
        """Carries out those of its steps on files that are wanted, in order."""
        for step in self.steps:
            if step.file and wanted(step):
                step.take(project)

    @property
    def lines(self) -> list[str]:
        """The commands that it ends with."""
        return [line for step in self.steps for line in step.lines]

    @property
    def files(self) -> set[str]:
        """The files of the builder that it touches, content apart."""
        return {step.file for step in self.steps if step.file and not step.file.startswith("content/")}


def recipes() -> dict[str, Recipe]:
    """The recipes by what they add."""
    text = DOCUMENT.read_text("utf-8").partition("\n## Recipes\n")[2]
    parts = re.split(r"^### An? (\w+): (\d+) files$", text, flags=re.MULTILINE)
    return {name: Recipe(tuple(steps(body)), int(count)) for name, count, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)}


def steps(text: str) -> Iterator[Step]:
    """The steps of a recipe, of which each block of code is one."""
    found = list(_STEP.finditer(text))
    assert len(found) == len(re.findall(r"^```\w+$", text, re.MULTILINE)), "each block says where it goes"
    for match in found:
        if match["commands"]:
            yield Step("", "run", "", match["commands"])
        else:
            yield Step(match["new"] or match["file"], "new" if match["new"] else match["where"] or match["simple"], match["anchor"] or "", match["text"])


def run(project: Path, line: str) -> Run:
    """Runs a line of a recipe, in the copy."""
    program, *arguments = shlex.split(line)
    if program == "python":
        assert arguments[0] == "-m"
        return command(*arguments[2:], cwd=project, python=("-m", arguments[1]))
    return command(*arguments, cwd=project, python=("-m", program))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository whose content is the small strategy."""
    return copied(tmp_path / "copy")


def copied(folder: Path) -> Path:
    """A copy of what the recipes change or run, in a folder."""
    folder.mkdir()
    for source in (REPO / name for name in COPIED):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "golden", "images"))
        else:
            shutil.copy(source, folder)
    shutil.copytree(SMALL / "content", folder / "content")
    (folder / "build/docs").mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which all recipes were followed, once in a test run: what each changes, and then the commands of all, each once and in their order."""

    def build(folder: Path) -> Run:
        project = copied(folder / "copy")
        found = recipes().values()
        for recipe in found:
            recipe.follow(project)
        for line in commands(recipe.lines for recipe in found):
            done = run(project, line)
            if done.code:
                return Run(done.code, f"{line}\n{done.out}", done.err)
        return done

    return built_once(tmp_path_factory, "recipes", build) / "copy"


def commands(lists: Iterable[list[str]]) -> list[str]:
    """The commands of several lists, each once, so that those of every list stand in its order."""
    lists = list(lists)
    every = [line for lines in lists for line in lines]
    found = sorted(set(every), key=lambda line: len(every) - every[::-1].index(line))
    assert all(lines == [line for line in found if line in lines] for lines in lists), "one order suits all recipes"
    return found


def text(folder: Path, name: str) -> str:
    """A file of a copy."""
    return (folder / name).read_text("utf-8")


def test_the_document_has_the_recipes_that_it_promises() -> None:
    found = recipes()
    assert list(found) == ["page", "export", "rule", "field", "kind"]
    assert {name: len(recipe.files) for name, recipe in found.items()} == {name: recipe.promised for name, recipe in found.items()}


def test_a_page(followed: Path) -> None:
    page = text(followed, "site/activities/index.html")
    assert '<a href="../objectives/clean-water/#aim1-weir">' in page
    assert "activities/index.md" in json.dumps(json.loads(text(followed, "build/site.json"))["nav"])
    assert 'href="../activities/"' in text(followed, "site/objectives/index.html"), "the navigation leads to it"
    assert '"All steps"' in text(followed, "site/assets/search.js")
    assert "/activities/</loc>" in text(followed, "site/sitemap.xml")


def test_an_export(followed: Path) -> None:
    lines = text(followed, "site/ids.txt").splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9-]*\thttps://\S+/id/[a-z0-9-]+/", line) for line in lines)
    links = json.loads(text(followed, "site/links.json"))
    assert len(lines) == len(links["links"]) > 20
    assert 'href="../ids.txt"' in text(followed, "site/cite/index.html"), "it is listed"
    assert "| `ids.txt` |" in text(followed, "docs/reference.md")


def test_a_rule(followed: Path, tmp_path: Path) -> None:
    assert "| `summaries_are_sentences` |" in text(followed, "docs/reference.md")
    topic = shutil.copytree(followed / "content", tmp_path / "content") / "topics/sea.md"
    topic.write_text(topic.read_text("utf-8").replace("summary: It is salt.", "summary: Salt"), "utf-8")
    done = run(followed, f"builder check --content {topic.parent.parent}")
    assert done.code == 1
    assert "/content/topics/sea.md:5:10: error[no-full-stop]: 'summary' is not a sentence" in done.out


def test_a_field(followed: Path) -> None:
    assert re.search(r"<dt>Status</dt>\s*<dd>In force</dd>", text(followed, "site/instruments/index.html"))
    entries = json.loads(text(followed, "site/api/strategy.json"))["content"]["instrument"]
    assert [entry.get("status") for entry in entries] == [None, "in force"]
    assert "Its state when the strategy was written." in text(followed, "schemas/instrument.json")
    assert "Its state when the strategy was written." in text(followed, "site/api/strategy.schema.json")


def test_a_kind(followed: Path) -> None:
    permalink = text(followed, "site/id/ms-half/index.html")
    assert "milestones/#ms-half" in permalink
    page = text(followed, "site/milestones/index.html")
    assert re.search(r'<h2 [^>]*id="ms-half"', page)
    assert '"MS-HALF"' in text(followed, "site/assets/search.js")
    assert "MS-HALF" in text(followed, "content/registry.yml")
    assert "related-milestone" in text(followed, "site/objectives/clean-water/index.html") or "Milestones" in text(followed, "site/framework/index.html")
    assert "MS-HALF" in json.dumps(json.loads(text(followed, "site/api/strategy.json"))["content"]["milestone"])
    assert (followed / "schemas/milestone.json").exists()


def test_a_kind_without_its_page_is_refused(copy: Path) -> None:
    """Nothing is published that permanent links would lead to in vain: the error names what is missing."""
    kind = recipes()["kind"]
    kind.follow(copy, lambda step: "catalogue" not in step.file)
    done = run(copy, "builder check")
    assert done.code == 1
    assert "content/milestones.yml:1:1: error[no-place]: the page of this milestone, 'milestones/index.md', is made by no line of PAGES" in done.out
    kind.follow(copy, lambda step: "catalogue" in step.file)
    assert run(copy, "builder check").code == 0
    template = copy / "templates/pages/milestones.md.jinja"
    template.write_text(template.read_text("utf-8").replace("#{{ milestone.node.anchor }} ", ""), "utf-8")
    done = run(copy, "builder check")
    assert done.code == 1
    assert "error[no-place]: the page 'milestones/index.md' has no anchor 'ms-half' for this milestone" in done.out
    template.unlink()
    assert "templates/pages/milestones.md.jinja:1:1: error[missing-template]" in run(copy, "builder check").out


def test_what_recipes_add_is_in_order(followed: Path) -> None:
    """All of them together pass what `make check` runs on Python."""
    typed = ("mypy",) if MODULE == "mkdocs" else ()  # the types are those of MkDocs' modules
    for line in ("ruff check builder", "ruff format --check builder", *typed):
        done = run(followed, line)
        assert done.code == 0, f"{line}\n{done.out}\n{done.err}"
    done = command("-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))", cwd=followed, python=())
    assert done.code == 0, done.out
