"""What a release holds: a bill of materials that is valid and complete, notes that say how to check it, and nothing under a wrong tag."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from builder import __version__
from release import __main__ as release
from release import bill, notes
from tests.conftest import REPO

VENDORED: list[dict[str, Any]] = yaml.safe_load((REPO / "release/vendored.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """The bill of this version; the schema of CycloneDX has said that it is one."""
    loaded: dict[str, Any] = json.loads(bill.of_release("1.2.0", "1764240000"))
    return loaded


def test_the_bill_names_the_product_and_when_it_was_made(found: dict[str, Any]) -> None:
    product = found["metadata"]["component"]
    assert (product["name"], product["version"], product["purl"]) == ("strategy-builder", "1.2.0", "pkg:pypi/strategy-builder@1.2.0")
    assert found["specVersion"] == "1.6"
    assert found["metadata"]["timestamp"].startswith("2025-11-27T")


def test_the_bill_holds_what_the_product_needs_and_nothing_else(found: dict[str, Any]) -> None:
    """Tools and tests stay out; each package has a version and the digests of its lock file, and all but a few say their licence."""
    names = {component["name"].lower().replace("_", "-") for component in found["components"]}
    installed = {canonicalize_name(distribution.name) for distribution in metadata.distributions()}
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {Requirement(line).name for line in project["dependencies"]}
    assert {name for name in asked if canonicalize_name(name) in installed} <= names, "all but MkDocs, where ProperDocs stands in its place"
    assert names.isdisjoint({"pytest", "ruff", "hatchling", "uv", "zizmor"})
    for component in found["components"]:
        assert component["version"], component["name"]
        if component.get("purl", "").startswith("pkg:pypi/"):
            (ours,) = (reference for reference in component["externalReferences"] if reference["url"] == component["purl"])
            assert ours["type"] == "distribution"
            assert len(ours["hashes"]) >= 1
    assert sum("licenses" not in component for component in found["components"]) <= 2, "some packages tell it in a file only"


def test_the_bill_says_what_needs_what(found: dict[str, Any]) -> None:
    refs = {component["bom-ref"] for component in found["components"]} | {found["metadata"]["component"]["bom-ref"]}
    needs = {entry["ref"]: set(entry.get("dependsOn", [])) for entry in found["dependencies"]}
    assert needs.keys() == refs
    assert set().union(*needs.values()) <= refs
    reached, todo = set[str](), [found["metadata"]["component"]["bom-ref"]]
    while todo:
        ref = todo.pop()
        if ref not in reached:
            reached.add(ref)
            todo += needs[ref]
    assert reached == refs


def test_the_bill_holds_what_lies_in_the_product(found: dict[str, Any]) -> None:
    """Each file of the table that is no test's, with its digest, and the package that it is from."""
    inside = {
        part["name"]: part["hashes"][0]["content"]
        for component in found["components"]
        if component["bom-ref"].startswith("vendored/")
        for part in component["components"]
    }
    assert inside == {path: digest for entry in VENDORED if entry.get("licence") for path, digest in entry["files"].items()}
    (serif,) = (component for component in found["components"] if component["name"] == "Source Serif 4")
    assert [reference["url"] for reference in serif["externalReferences"]] == ["pkg:npm/%40fontsource/source-serif-4@5.3.1"]


def test_what_is_no_bill_is_not_written() -> None:
    with pytest.raises(ValueError, match="no CycloneDX: "):
        bill.written({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "nameless"}]})


def test_digests_of_a_lock_file() -> None:
    text = (
        "# of 'make lock'\na==1 \\\n    --hash=sha256:"
        + "0" * 64
        + " \\\n    --hash=sha256:"
        + "1" * 64
        + "\n    # via b\nB.c[d]==2 ; python_version < '3' \\\n"
    )
    assert bill.locked(text + "    --hash=sha256:" + "2" * 64 + "\n") == {"a": ["0" * 64, "1" * 64], "b-c": ["2" * 64]}


CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2031-05-01\n\n### Added\n\n- Wells.\n\n## [1.1.0] - 2031-01-01\n\n- Pipes.\n"


def test_the_notes_say_what_changed_and_how_to_check() -> None:
    text = notes.notes(notes.section(CHANGELOG, "1.2.0"), {"b.whl": "22", "a.tar.gz": "11"}, "abc", content="content", repository="ostra/builder")
    assert text.startswith("### Added\n\n- Wells.\n\n## To check it\n")
    assert "| `a.tar.gz` | `11` |\n| `b.whl` | `22` |\n\n`gh attestation verify FILE --repo ostra/builder`" in text
    assert text.endswith("```text\nsite sha256:abc\n```\n")
    assert notes.section(CHANGELOG, "1.1.0") == "- Pipes."


@pytest.mark.parametrize("version", ["1.2", "Unreleased", "2.0.0"])
def test_a_version_of_which_nothing_is_said_is_not_released(version: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"CHANGELOG.md says nothing of '## [{version}] - YEAR-MONTH-DAY': give what")):
        notes.section(CHANGELOG, version)


@pytest.mark.parametrize("tag", ["", "v0.0.1", __version__])
def test_a_wrong_tag_makes_nothing(tag: str) -> None:
    done = subprocess.run([sys.executable, "-m", "release", *([tag] if tag else [])], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == f"The tag of version {__version__} is v{__version__}, not {tag or 'none'}: give TAG=v{__version__}, or write the new version in builder/__init__.py\n"
    )
    assert release.wrong_tag(f"v{__version__}", __version__) == ""


def test_the_workflow_publishes_what_is_made() -> None:
    """What it attests and uploads has the names that `make release` gives, and each job has the rights of its step alone."""
    text = (REPO / ".github/workflows/release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "pypi": {"id-token": "write"},
        "release": {"contents": "write"},
    }
    code = Path(release.__file__).read_text("utf-8")
    for name in set(re.findall(r"dist/([\w.]+\w)(?=\s|$)", text)):
        assert name in code or name.startswith("strategy_builder"), name
    assert "cache:" not in text, "another workflow could have filled it"
