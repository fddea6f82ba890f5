"""What comes from others: locked with digests, pinned by commit, and, where it lies in the repository, told with version, licence and origin."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from builder.tools import start
from tests.conftest import REPO

PROJECT: dict[str, Any] = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted((REPO / "requirements").glob("*.txt"))
SETTING_UP = ["Makefile", "Dockerfile", "action.yml", "README.md", *(f".github/workflows/{path.name}" for path in (REPO / ".github/workflows").iterdir())]


def locked(path: Path) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a lock file, each with its digests."""
    text = re.sub(r"(?m)^\s*#.*\n", "", path.read_text("utf-8")).replace("\\\n", " ")
    return [(Requirement(line.partition("--hash")[0]), re.findall(r"--hash=(\S+)", line)) for line in text.splitlines() if line.strip()]


def group(name: str) -> list[str]:
    """What a dependency group asks for, those that it includes among it."""
    lines: list[str] = []
    for entry in PROJECT["dependency-groups"][name]:
        lines += [entry] if isinstance(entry, str) else group(entry["include-group"])
    return lines


ASKED = {
    "site": [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["links"]],
    "dev": [*PROJECT["project"]["dependencies"], *group("dev")],
    **{name: group(name) for name in PROJECT["dependency-groups"] if name != "dev"},
}


# --- lock files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_each_package_is_locked_with_the_digests_of_its_files(path: Path) -> None:
    for requirement, digests in locked(path):
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), requirement
        assert requirement.url is None
        assert digests, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in digests), requirement
    assert "://" not in path.read_text("utf-8"), "where a package comes from is for each person to say"


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("python", ["3.11.0", "3.12.1", "3.13.5", "3.14.0"])
def test_the_lock_files_hold_what_the_project_asks_for(name: str, python: str) -> None:
    """On each Python; whoever changes pyproject.toml and forgets the lock files is told what to do."""
    environment: dict[str, str] = {**default_environment(), "python_full_version": python, "python_version": python.rpartition(".")[0]}  # type: ignore[dict-item]
    found: dict[str, str] = {}
    for requirement, _ in locked(REPO / f"requirements/{name}.txt"):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            key = canonicalize_name(requirement.name)
            assert key not in found, f"{key} is there twice"
            found[key] = str(requirement.specifier).removeprefix("==")
    for requirement in map(Requirement, ASKED[name]):
        version = found.get(canonicalize_name(requirement.name), "")
        assert version, f"{requirement.name} is missing in requirements/{name}.txt: run 'make lock'"
        assert version in requirement.specifier, f"{requirement} is {version} in requirements/{name}.txt: run 'make lock'"


def test_a_package_has_the_same_version_in_all_lock_files() -> None:
    """Except where needs conflict, in environments of their own."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in (path for path in LOCKS if path.stem != "zensical"):
        for requirement, digests in locked(path):
            found[canonicalize_name(requirement.name), str(requirement.marker)].add(f"{requirement.specifier} {digests}")
    assert [key for key, versions in found.items() if len(versions) > 1] == []


def test_the_backend_that_builds_the_wheel_is_that_of_the_lock_file() -> None:
    (backend,) = PROJECT["build-system"]["requires"]
    assert backend in group("build")


@pytest.mark.parametrize("name", SETTING_UP)
def test_nothing_is_installed_whose_digest_is_not_known(name: str) -> None:
    """Packages come by a lock file, our own without any; what is built is built by what was installed so."""
    text = (REPO / name).read_text("utf-8").replace("\\\n", " ").replace("$(LOCKED)", "--require-hashes --no-build-isolation --requirement")
    if name == "README.md":
        text = text.partition("### Without make")[2].partition("## ")[0]
    for line in re.findall(r"(?m)^.*(?:\bpip (?:install|wheel) -|\$\(INSTALL\)|\bpip (?:install|wheel) [\"'.$]).*$", text):
        if line.startswith("INSTALL :="):
            continue
        hashed = "--require-hashes" in line and re.search(r"--requirement \S*requirements/[a-z]+\.txt", line)
        own = "--no-deps" in line and ("--no-build-isolation" in line or "--no-index" in line)
        assert hashed or own, line
        if hashed and "requirements/build.txt" not in line and "requirements/systems.txt" not in line:
            assert "--no-build-isolation" in line or "--only-binary :all:" in line, line


@pytest.mark.parametrize("folder", ["tests/node", "audit"])
def test_packages_of_node_have_their_digests_too(folder: str) -> None:
    packages = json.loads((REPO / folder / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            assert "resolved" not in package, name


def test_what_is_declared_for_development_is_used() -> None:
    """deptry looks at the rest. A tool is named where it is run, types belong to a package that is there, and everything else is imported."""
    modules: dict[str, set[str]] = defaultdict(set)
    for module, names in metadata.packages_distributions().items():
        for name in names:
            modules[canonicalize_name(name)].add(module)
    files = [path for folder in ("tests", "audit", "benchmarks", "compare", "portability", "release") for path in sorted((REPO / folder).rglob("*.py"))]
    code = "\n".join(path.read_text("utf-8") for path in files if "node_modules" not in path.parts)
    run = "\n".join([code, (REPO / "Makefile").read_text("utf-8"), (REPO / "pyproject.toml").read_text("utf-8").partition("[tool.")[2]])
    unused = []
    for requirement in map(Requirement, PROJECT["dependency-groups"]["dev"][1:]):
        name = canonicalize_name(requirement.name)
        imported = any(re.search(rf"(?:import|from) {module}\b", code) for module in modules[name] if not module.startswith("__"))
        tools = {point.name for point in metadata.distribution(name).entry_points if point.group == "console_scripts"}
        tools |= {name, *modules[name]} | PLUGINS.get(name, set())
        called = any(re.search(rf"""(?:\$\(BIN\)/|["'(, ]){re.escape(tool)}\b""", run) for tool in tools)
        if not (imported or called or name.startswith("types-")):
            unused.append(name)
    assert unused == []


PLUGINS = {"pytest-cov": {"--cov"}, "pytest-xdist": {"--numprocesses"}}
"""By what those that extend another program are called there."""


# --- workflows -------------------------------------------------------------------------------------


def pins() -> dict[str, set[str]]:
    """By action, each pin of it: in our workflows, in our action, in what `builder init` writes, and in the documents."""
    texts = [path.read_text("utf-8") for pattern in (".github/**/*.yml", "action.yml", "docs/*.md") for path in sorted(REPO.glob(pattern))]
    texts += [data.decode() for name, data in begun().items() if name.endswith(".yml")]
    found: dict[str, set[str]] = defaultdict(set)
    for name, pin in re.findall(r"(?m)^\s*(?:- )?uses: ([\w./-]+)@(.*)$", "\n".join(texts)):
        found["/".join(name.split("/")[:2])].add(pin)
    return found


def begun() -> dict[str, bytes]:
    """What `builder init` writes."""
    return start.files(start.examples_of_all(start.Answers({})))


def test_an_action_is_pinned_by_its_commit_to_one_version_everywhere() -> None:
    found = pins()
    assert found.pop("OWNER/REPOSITORY") == {"VERSION"}, "a place that the reader fills"
    assert found
    for action, pinned in found.items():
        assert len(pinned) == 1, action
        assert all(re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", pin) for pin in pinned), action


def test_the_workflow_of_a_new_strategy_is_sound(tmp_path: Path) -> None:
    """By the tool that `make check` reads ours with."""
    for name, data in begun().items():
        if name.startswith(".github/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
    assert {path.name for path in (tmp_path / ".github").rglob("*.yml")} == {"publish.yml", "dependabot.yml"}
    tool = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-progress", "--persona", "pedantic", "--no-config", "."]
    done = subprocess.run(tool, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted((REPO / ".github/workflows").iterdir()), ids=lambda path: path.stem)
def test_a_workflow_may_read_and_little_else(path: Path) -> None:
    """No secret, no right to write that is not a job's own, an end for each job, and nothing of a stranger's proposal runs with rights."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 takes the key `on` for a truth value
    assert "secrets." not in path.read_text("utf-8")
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90, name
        if {"write"} & set(job.get("permissions", {}).values()):
            assert "pull_request" not in workflow[True] or job.get("if", "").endswith("!= 'pull_request'") or path.stem == "codeql", name


def test_every_sort_of_dependency_is_watched() -> None:
    updates = yaml.safe_load((REPO / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "npm", "github-actions", "docker"}
    for update in updates:
        for folder in update.get("directories", [update.get("directory")]):
            assert (REPO / folder.removeprefix("/")).is_dir()
    locks = {path.parent.relative_to(REPO).as_posix() for path in REPO.glob("*/package-lock.json")} | {"tests/node"}
    assert {folder.removeprefix("/") for update in updates if update["package-ecosystem"] == "npm" for folder in update["directories"]} == locks


# --- what lies here and was made by others ---------------------------------------------------------

VENDORED: list[dict[str, Any]] = yaml.safe_load((REPO / "release/vendored.yml").read_text("utf-8"))


def test_what_was_made_by_others_is_what_the_table_says() -> None:
    told = {name: digest for entry in VENDORED for name, digest in entry["files"].items()}
    assert sum(len(entry["files"]) for entry in VENDORED) == len(told), "a file stands there once"
    here = {
        path.relative_to(REPO).as_posix()
        for pattern in ("assets/fonts/*/*.[ot]tf", "site_overrides/assets/fonts/*.woff2", "templates/**/vendor/*.js", "tests/schemas/*.xsd")
        for path in REPO.glob(pattern)
    }
    assert here == told.keys(), "release/vendored.yml lists every file that others made, and no other"
    for name, digest in told.items():
        assert hashlib.sha256((REPO / name).read_bytes()).hexdigest() == digest, f"{name} has changed: say in release/vendored.yml what it is now"
    for entry in VENDORED:
        assert (REPO / entry["terms"]).is_file(), entry["name"]
        assert re.match(r"npm \S+ \d+\.\d+\.\d+|AIIM, ", entry["origin"]), entry["name"]


def test_versions_are_those_that_the_files_say() -> None:
    for entry in VENDORED:
        for name in entry["files"]:
            if name.endswith((".otf", ".ttf")):
                with TTFont(REPO / name) as font:
                    assert font["name"].getDebugName(5).startswith(f"Version {entry['version']}"), name
                    assert font["OS/2"].usWeightClass, name
