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
from builder.content import addresses
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


def test_only_one_part_writes() -> None:
    found = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                opened = node.func.attr == "open" and any(isinstance(arg, ast.Constant) and set(str(arg.value)) & set("wax+") for arg in node.args)
                if node.func.attr in WRITING or opened:
                    found.add(name)
    assert found == {f"publish/output/{name}.py" for name in ("files", "site", "trees", "users")}


# --- kinds --------------------------------------------------------------------------------------


def test_every_kind_says_where_it_stands_and_what_it_is_called() -> None:
    for kind in KINDS:
        assert kind.page.endswith(".md"), kind.name
        assert kind.called or kind.about_entries or kind.page == addresses.HOME, kind.name
        assert kind.search_weight >= 0
        assert not kind.own_page or kind.own_page.endswith(".md"), kind.name


OTHER_NAMES = {"template", "action"}
"""What has names of its own, some of which are those of kinds: templates for print, and what `diff` says was done."""


def test_nothing_compares_the_name_of_a_kind() -> None:
    """What differs by kind stands in its line, so nothing else asks which one it is."""
    names = {kind.name for kind in KINDS} | {kind.record.__name__ for kind in KINDS}
    found = []
    for name, tree in modules():
        for node in ast.walk(tree):
            compared = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            if any(isinstance(side, ast.Attribute) and side.attr in OTHER_NAMES for side in compared):
                continue
            constants = [inner for side in compared for inner in ast.walk(side) if isinstance(inner, ast.Constant)]
            found += [f"{name}:{constant.lineno}" for constant in constants if constant.value in names]
    for path in sorted((REPO / "templates").rglob("*.jinja")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            compared_there = re.findall(r"""(?:kind(?:\.name)? (?:==|!=)|kind(?:\.name)? (?:not )?in [^%}]*?) ?["']([\w-]+)["']""", line)
            found += [f"{path.name}:{number}" for word in compared_there if word in names]
    assert found == []


OF_OTHERS = {
    "cli/__init__.py": {"format"},
    "cli/places.py": {"site_dir"},
    "content/fieldroles.py": {"__metadata__"},
    "content/corpus.py": {"id"},  # where the kind says that there is one
    "content/yamlfile.py": {"CSafeLoader"},
    "content/yamltree.py": {"tag"},
    "pages/render.py": {"title", "description", "hide", "CSafeDumper"},
    "print/typesetter.py": {"compiler"},
    "templating.py": {"jinja_pass_arg"},
}
"""Attributes that may be missing, of what is no record: what a command was told, what a template sets, what libraries have."""


def test_no_field_is_guessed_by_its_name() -> None:
    found: dict[str, set[str]] = {}
    for name, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("getattr", "hasattr")
                and isinstance(node.args[1], ast.Constant)
            ):
                found.setdefault(name, set()).add(str(node.args[1].value))
    assert found == OF_OTHERS


# --- state --------------------------------------------------------------------------------------

REMEMBERED = {
    "collation.py:_table",
    "collation.py:of",
    "wording.py:of",
    "content/addresses.py:_relative",
    "content/addresses.py:permanent",
    "content/fieldroles.py:_fields",
    "content/fieldroles.py:_markers",
    "content/fieldroles.py:_words_of",
    "content/fieldroles.py:in_own_words",
    "content/fieldroles.py:main_prose",
    "content/palette.py:_luminance",
    "content/palette.py:_oklch",
    "content/palette.py:_palette",
    "content/picture_files.py:_read",
    "content/prose.py:_sentences",
    "content/prose.py:references",
    "languages.py:locale_of",
    "model/country_names.py:_bare",
    "content/prose.py:to_text",
    "content/prose.py:tree",
    "content/parts.py:adapter",
    "content/terminology.py:_initials",
    "content/terminology.py:_stem",
    "content/terminology.py:_stemmer",
    "content/terminology.py:alike",
    "content/terminology.py:words",
    "content/unit_symbols.py:around",
    "exports/entry_facts.py:told",
    "exports/markdown.py:_escaped",
    "exports/look.py:_woff",
    "fonts.py:_faces",
    "model/citations.py:_filled",
    "model/country_names.py:_cities",
    "model/country_names.py:_former_zones",
    "model/country_names.py:_zones",
    "model/country_names.py:searched_names",
    "model/vocabulary.py:_usual",
    "pages/search_words.py:_letter",
    "pages/search_words.py:_plain",
    "print/setting.py:qr",
    "rules/glyphs.py:_characters",
    "rules/prose_faults.py:faults",
    "rules/terminology.py:_lines",
    "rules/terminology.py:_sought",
    "rules/translations.py:numbers",
    "rules/translations.py:pairs",
    "rules/translations.py:unquoted",
}
"""Functions whose results are kept while the process lasts: each gives what its arguments say and nothing else, so no build sees another."""
CHANGED = {"print/setting.py:_inherited", "publish/mkdocs.py:previewed"}
"""Module-level names that change: of a preview, which starts afresh, and of a worker process, which ends with its build."""


def test_nothing_that_changes_is_kept_at_module_level() -> None:
    remembered, changed = set(), set()
    for name, tree in modules():
        top = {target.id for node in tree.body for target in _targets(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                if any("cache" in ast.unparse(item) and "cached_property" not in ast.unparse(item) for item in node.decorator_list):
                    remembered.add(f"{name}:{node.name}")
                changed |= {f"{name}:{word}" for word in _changed_in(node) & top}
    assert remembered == REMEMBERED
    assert changed == CHANGED


def _targets(node: ast.stmt) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target for target in targets if isinstance(target, ast.Name))


CHANGING = {"append", "add", "update", "extend", "insert", "setdefault", "pop", "remove", "clear", "discard"}


def _changed_in(function: ast.FunctionDef) -> set[str]:
    """The names of a module that a function changes: those it calls global, and those of which it changes an item."""
    own = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            found |= set(node.names)
            own -= set(node.names)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del) and isinstance(node.value, ast.Name):
            found.add(node.value.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING and isinstance(node.func.value, ast.Name):
            found.add(node.func.value.id)
    return found - own


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


MOST_BEFORE = {"Problem": 4, "of_file": 2, "problem": 2, "fail": 1, "_refuse": 1, "refuse": 1, "_report": 2, "UnfitError": 1, "_problem": 3}
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


def test_print_templates_define_nothing_that_none_uses() -> None:
    texts = [path.read_text("utf-8") for path in (REPO / "templates/print").glob("*.typ")]
    everything = "\n".join(texts)
    names = {name for text in texts for name in re.findall(r"^#let ([\w-]+)", text, re.MULTILINE)}
    assert len(names) > 100
    assert [name for name in sorted(names) if len(re.findall(rf"(?<![\w-]){name}(?![\w-])", everything)) < 2] == []
