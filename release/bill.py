"""The bill of materials of a release, in CycloneDX 1.6: what is installed with the product, and what lies in it and was made by others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NAME = "strategy-builder"
JSON = dict[str, Any]


def of_environment(seconds: str) -> JSON:
    """What cyclonedx-bom finds in the environment that this runs in, as of a time in seconds since 1970."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--pyproject", str(ROOT / "pyproject.toml")]
    options = ["--mc-type", "application", "--output-reproducible", "--output-format", "JSON", "--spec-version", "1.6"]
    done = subprocess.run([*command, *options], env={**os.environ, "SOURCE_DATE_EPOCH": seconds}, capture_output=True, text=True, check=True)
    found: JSON = json.loads(done.stdout)
    return found


def locked(text: str) -> dict[str, list[str]]:
    """The SHA-256 digests of a lock file, by package."""
    found: dict[str, list[str]] = {}
    for name, rest in re.findall(r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==((?:.*\\\n)+.*)", text):
        found.setdefault(canonicalize_name(name), []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest))
    return found


def bill(environment: JSON, version: str, digests: dict[str, list[str]], vendored: list[JSON]) -> JSON:
    """Of what an environment holds, what the product needs: the packages of its lock file, with the digests there; and what lies in the product."""
    product = environment["metadata"]["component"]
    root = product["bom-ref"]
    product |= {"version": version, "purl": f"pkg:pypi/{NAME}@{version}"}
    kept = [component for component in environment["components"] if canonicalize_name(component["name"]) in digests]
    for component in kept:
        _say_digests(component, digests[canonicalize_name(component["name"])])
    inside = [_vendored(entry) for entry in vendored if entry.get("licence")]  # the rest is for tests only
    refs = {root, *(component["bom-ref"] for component in kept)}
    needs = {entry["ref"]: [ref for ref in entry.get("dependsOn", []) if ref in refs] for entry in environment["dependencies"] if entry["ref"] in refs}
    needs[root] = sorted([*needs[root], *(component["bom-ref"] for component in inside)])
    needs |= {component["bom-ref"]: [] for component in inside}
    dependencies = [{"ref": ref, **({"dependsOn": on} if on else {})} for ref, on in sorted(needs.items())]
    return {**environment, "components": [*kept, *inside], "dependencies": dependencies}


def _say_digests(component: JSON, digests: list[str]) -> None:
    """A package is one of several files, so its digests are those of its distribution."""
    hashes = [{"alg": "SHA-256", "content": digest} for digest in sorted(digests)]
    component.setdefault("externalReferences", []).append({"type": "distribution", "url": component["purl"], "hashes": hashes})


def _vendored(entry: JSON) -> JSON:
    """A component of files that lie in the product."""
    origins = [f"pkg:npm/{quote(name, safe='/')}@{version}" for name, version in re.findall(r"(?:npm |and )(@?[\w./-]+) (\d+\.\d+\.\d+)", entry["origin"])]
    ref = f"vendored/{entry['name'].lower().replace(' ', '-')}"
    return {
        "type": "library",
        "bom-ref": ref,
        "name": entry["name"],
        "version": entry["version"],
        "description": entry["origin"],
        "licenses": [{"license": {"id": entry["licence"]}}],
        "externalReferences": [{"type": "distribution", "url": origin} for origin in origins],
        "components": [
            {"type": "file", "bom-ref": f"{ref}/{path}", "name": path, "hashes": [{"alg": "SHA-256", "content": digest}]}
            for path, digest in entry["files"].items()
        ],
    }


def written(found: JSON) -> str:
    """The bill as text, once the schema of CycloneDX says that it is one; raises ValueError if it is none."""
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise ValueError(f"no CycloneDX: {wrong}")
    return text


def of_release(version: str, seconds: str) -> str:
    """The bill of this version, as text."""
    digests = locked((ROOT / "requirements/site.txt").read_text("utf-8"))
    vendored = yaml.safe_load((ROOT / "release/vendored.yml").read_text("utf-8"))
    return written(bill(of_environment(seconds), version, digests, vendored))
