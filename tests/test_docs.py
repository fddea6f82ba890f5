"""What the documents say: commands that exist, answers that commands give, places where things are, versions that have a date."""

from __future__ import annotations

import ast
import datetime
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import builder
from builder.cli import COMMANDS
from builder.content import records
from builder.content.kinds import KINDS
from builder.exports import envelopes
from tests import answers, content_reference, reference
from tests.conftest import REPO, SMALL

DOCUMENTS = answers.DOCUMENTS
document = answers.document


# --- commands -----------------------------------------------------------------------------------


def written(name: str) -> Iterator[str]:
    """What a document tells its reader to type: lines of code blocks, and code inside sentences."""
    text = document(name)
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if language in ("sh", "console"):
            yield from (line.removeprefix("$ ") for line in block.splitlines() if language == "sh" or line.startswith("$ "))
    yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_and_their_options_exist(name: str) -> None:
    parsers = reference.commands()
    assert parsers.keys() == COMMANDS.keys()
    for line in written(name):
        match = re.match(r"(?:[\w./]*/)?builder ([a-z]\w*)(.*)", line)
        if match and match[1] != "COMMAND":
            assert match[1] in parsers, line
            options = re.findall(r"(?<!\S)(-{1,2}[a-z][\w-]*)", match[2])
            assert set(options) <= parsers[match[1]]._option_string_actions.keys(), line


def targets() -> set[str]:
    """What `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", document("Makefile"), re.MULTILINE))


def test_targets_of_make_exist_and_are_told() -> None:
    told = {match[1] for name in DOCUMENTS for line in written(name) if (match := re.match(r"make ([a-z]+)", line))}
    assert told <= targets()
    assert targets() - told == set(), "say in README.md or CONTRIBUTING.md what they are for"


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "docs/tutorial.md"])  # which `test_tutorial` carries out
def test_answers_are_what_commands_print(name: str) -> None:
    assert answers.answered(name) == answers.document(name), "run 'make docs'"


def test_documents_show_commands_with_their_answers() -> None:
    """A command with its answer stands in a block that is checked, and says something; one without a prompt shows no answer."""
    assert sum(len(answers.shown(name)) for name in DOCUMENTS) >= 5
    for name in DOCUMENTS:
        assert [line for line, answer in answers.shown(name) if not (answer or line.startswith("cd "))] == [], name
        for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```$", document(name), re.MULTILINE | re.DOTALL):
            assert language == "console" or not re.search(r"^ *\$ ", block, re.MULTILINE), f"{name}: write ```console\n{block}"


# --- what is made from the code -----------------------------------------------------------------


@pytest.mark.parametrize("file", [reference.FILE, reference.CONTENT], ids=lambda path: path.name)
def test_what_is_made_from_the_code_is_current(file: Path) -> None:
    assert file.read_text("utf-8") == reference.made()[file], "run 'make docs'"


def described() -> Iterator[type[BaseModel]]:
    """Every class whose properties content files or files for programs hold."""
    for module in (records, envelopes):
        yield from (cls for cls in vars(module).values() if inspect.isclass(cls) and issubclass(cls, BaseModel))


def test_every_property_says_what_it_means() -> None:
    assert [f"{cls.__name__}.{name}" for cls in described() for name, info in cls.model_fields.items() if not info.description] == []
    assert [f"{cls.__name__}.{name}" for cls in described() for name, info in cls.model_fields.items() if (info.description or ".")[-1] not in ".)"] == []
    assert [name for name, said in content_reference.aliases().items() if not said] == []


def test_every_kind_that_the_small_strategy_has_is_shown() -> None:
    page = document("docs/content-reference.md")
    for kind in KINDS:
        assert f"\n### {kind.name}\n" in page
        assert not kind.location or not any((SMALL / "content").glob(kind.location)) or content_reference.example(kind)
    for target in re.findall(r"\]\(#([\w-]+)\)", page):
        assert re.search(rf"^#+ {target.replace('-', '[ -]')}$", page, re.MULTILINE | re.IGNORECASE), target


# --- where things are ---------------------------------------------------------------------------


def test_what_the_table_names_is_there() -> None:
    """Each row of “Where is …” names a file, and something that is defined in it; words in other files stand in them."""
    part = document("CONTRIBUTING.md").partition("\n## Where is …\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| `([^`|]+)` \| (?:`([^`|]+)`|its \w+) \|$", part, re.MULTILINE)
    assert len(rows) == part.count("\n|") - 2 > 15
    for subject, file, symbol in rows:
        text = document(file)
        if file.endswith(".py") and symbol:
            assert symbol in defined(ast.parse(text)), f"{subject}: {file} defines no {symbol}"
        elif symbol:
            assert re.search(rf"(?<![\w-]){re.escape(symbol)}(?![\w-])", text), f"{subject}: {file} has no {symbol}"


def defined(tree: ast.Module) -> set[str]:
    """The names that a module defines at its top."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found.update(ast.unparse(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target]))
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(((?!https?:)[^)#\s]+)", document(name)) + re.findall(r'src="((?!https?:)[^"]+)"', document(name)):
        assert ((REPO / name).parent / target).exists(), target


# --- versions -----------------------------------------------------------------------------------

HEADINGS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
"""Those of Keep a Changelog 1.1.0."""


def test_versions_have_dates() -> None:
    """What comes stands first; then the versions, the newest first, of which the builder is one."""
    text = document("CHANGELOG.md")
    first, *versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert first == "[Unreleased]"
    parsed = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})", version) for version in versions]
    assert parsed
    assert all(parsed), versions
    numbers = [tuple(map(int, match.groups()[:3])) for match in parsed if match]
    dates = [datetime.date.fromisoformat(match[4]) for match in parsed if match]
    assert numbers == sorted(set(numbers), reverse=True)
    assert dates == sorted(dates, reverse=True)
    assert builder.__version__ == ".".join(map(str, numbers[0]))
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= HEADINGS
    for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert len(found := re.findall(r"^### (.+)$", part, re.MULTILINE)) == len(set(found)), "each heading once a version"
