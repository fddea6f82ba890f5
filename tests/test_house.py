"""The house: rooms that mirror each other, one writer, types that know every use of a field, and docs that say what there is."""

from __future__ import annotations

import ast
import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from builder import rules
from builder.content.kinds import KINDS
from tests import reference
from tests.conftest import REPO

PACKAGE = REPO / "builder"
ROOMS = ("content", "rules", "model", "views", "pages", "print", "exports", "publish", "tools")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


# --- rooms --------------------------------------------------------------------------------------


def test_rooms_say_what_they_are_and_tests_mirror_them() -> None:
    for room in ROOMS:
        said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
        assert "→" in said.splitlines()[0] or room == "tools", room
        assert "othing here" in said, f"{room}: what it must not know"
        assert list((REPO / "tests" / room).rglob("test_*.py")), room


def test_the_picture_of_the_flow_is_that_of_the_contracts() -> None:
    """The rooms in docs/architecture.md stand in the order that import-linter holds."""
    contract = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    order = [re.findall(r"builder\.(\w+)", layer) for layer in reversed(contract["layers"])]
    picture = re.search(r"```text\n(.*?)```", (REPO / "docs/architecture.md").read_text("utf-8"), re.DOTALL)
    assert picture
    drawn = [re.findall(r"\[(\w+)\]", line) for line in picture[1].splitlines() if "[" in line]
    assert drawn == [[name for name in layer if name != "__main__"] for layer in order if layer != ["__main__"]]


WRITING = {"write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch", "symlink_to", "rmtree", "copytree", "copyfile", "move", "rename"}


def test_only_one_module_writes() -> None:
    found = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                opened = node.func.attr == "open" and any(isinstance(arg, ast.Constant) and set(str(arg.value)) & set("wax+") for arg in node.args)
                if node.func.attr in WRITING or opened:
                    found.add(name)
    assert found == {"publish/output.py"}


# --- kinds --------------------------------------------------------------------------------------


def test_every_kind_says_where_it_stands_and_what_it_is_called() -> None:
    for kind in KINDS:
        assert kind.page.endswith(".md"), kind.name
        assert kind.plural or kind.about_entries, kind.name
        assert kind.search_weight >= 0


# --- types --------------------------------------------------------------------------------------

RENAMED = ("variant_title", "headline_figures", "members_elsewhere", "year_basis", "text_lines")
"""Fields of five records, none of which anything else is called like."""


def test_a_renamed_field_is_named_at_every_use(tmp_path: Path) -> None:
    """Where a field of a record gets another name, the type checker names every line of Python that still uses the old one."""
    shutil.copytree(PACKAGE, tmp_path / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    records = tmp_path / "builder/content/records.py"
    text = records.read_text("utf-8")
    for field in RENAMED:
        text, count = re.subn(rf"^    {field}: ", f"    {field}_anew: ", text, flags=re.MULTILINE)
        assert count == 1, field
    records.write_text(text, "utf-8")
    uses = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in RENAMED:
                uses.add((f"builder/{name}", node.lineno, node.attr))
    assert {field for _, _, field in uses} == set(RENAMED), "each is used somewhere"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-pretty", "--cache-dir", str(tmp_path / "cache")],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = {(path, int(line)) for path, line in re.findall(r"^(builder/[\w/]+\.py):(\d+): error", done.stdout, re.MULTILINE)}
    assert {(path, line) for path, line, _ in uses if path != "builder/content/records.py"} <= told, done.stdout


# --- docs ---------------------------------------------------------------------------------------


def test_the_reference_is_current() -> None:
    assert reference.FILE.read_text("utf-8") == reference.text(), "run 'python -m tests.reference'"


def test_the_public_surface_is_documented_and_enough() -> None:
    """Every public name says what it is, and the scripts beside the builder import nothing else."""
    surface = {module: names for module, _, names in reference.public()}
    assert [f"{module}.{name}" for module, names in surface.items() for name, said in names.items() if not said] == []
    for module, names in surface.items():
        loaded = importlib.import_module(module)
        assert set(names) == set(loaded.__all__)
        assert all(hasattr(loaded, name) for name in names)
    for folder in ("audit", "benchmarks", "compare", "portability"):
        for path in (REPO / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "builder":
                    for name in (alias.name for alias in node.names):
                        whole = f"{node.module}.{name}"
                        known = node.module == "builder.content.records" or whole in surface or name in surface.get(str(node.module), {})
                        assert known, f"{path.name}:{node.lineno}: {whole} is not public"


def test_every_command_is_in_the_readme() -> None:
    readme = (REPO / "README.md").read_text("utf-8")
    assert {name for name in reference.commands() if f"`builder {name}" not in readme} == set()


def test_every_rule_says_what_it_holds() -> None:
    assert [rule.__name__ for rule in rules.RULES if not rule.__doc__] == []


MOST_BEFORE = {"Problem": 4, "problem": 2, "fail": 1, "_refuse": 1, "_report": 2}
"""What makes a problem, and among how many of its arguments the code is."""


def codes() -> Iterator[str]:
    """The codes of problems, as they stand in the code: the argument that is one, of whatever makes a problem."""
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                candidates = node.args[: MOST_BEFORE[name]] if name in MOST_BEFORE else []
            elif isinstance(node, ast.Yield | ast.Return) and isinstance(node.value, ast.Tuple):
                candidates = node.value.elts[:1]
            else:
                continue
            for item in candidates:
                if isinstance(item, ast.Constant) and isinstance(item.value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", item.value):
                    yield item.value


NO_CODES = {"prose", "about"}
"""Words that only look like codes: what else functions give first."""


def test_every_code_of_a_problem_is_explained() -> None:
    explained = re.findall(r"^\| `([\w-]+)` \|", (REPO / "docs/problems.md").read_text("utf-8"), re.MULTILINE)
    assert len(explained) == len(set(explained))
    found = set(codes()) - NO_CODES
    assert found - set(explained) == set(), "add them to docs/problems.md"
    assert set(explained) - found == set(), "docs/problems.md explains codes that no problem has"
