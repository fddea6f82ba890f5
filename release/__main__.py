"""`python -m release TAG`, run by `make release`: makes in `dist/` what a release holds. Exit code 1, and nothing made, if the tag is another version's."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from builder import __version__
from release import bill, notes, reproducible

ROOT = bill.ROOT
DIST = ROOT / "dist"


def wrong_tag(tag: str, version: str) -> str:
    """What is wrong with a tag of this version, and what to do; '' if nothing is."""
    if tag == f"v{version}":
        return ""
    return f"The tag of version {version} is v{version}, not {tag or 'none'}: give TAG=v{version}, or write the new version in builder/__init__.py"


def make(content: Path) -> None:
    """Builds and describes this version; raises ValueError or RuntimeError with what to do, and CalledProcessError if a tool fails."""
    changes = notes.section((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__)
    seconds = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    shutil.rmtree(DIST, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", DIST], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    (DIST / "sbom.cdx.json").write_text(bill.of_release(__version__, seconds), "utf-8", newline="\n")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(DIST.iterdir())}
    digest = reproducible.digest(content, [], lambda text: print(text, flush=True))
    if not digest:
        raise RuntimeError("The same content gave other bytes: mend that before this version is released.")
    (DIST / "SHA256SUMS").write_text("".join(f"{value}  {name}\n" for name, value in files.items()), "utf-8", newline="\n")
    repository = os.environ.get("GITHUB_REPOSITORY", "OWNER/REPOSITORY")
    (DIST / "notes.md").write_text(notes.notes(changes, files, digest, content=content.name, repository=repository), "utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="release", description="Makes in dist/ all that a release holds.")
    parser.add_argument("tag", nargs="?", default="", help="the tag of the release, as in v1.2.0")
    parser.add_argument("--content", type=Path, default=Path("content"), help="the strategy whose site is proved to be the same everywhere")
    options = parser.parse_args()
    wrong = wrong_tag(options.tag, __version__)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    try:
        make(options.content)
    except (ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"dist: {', '.join(path.name for path in sorted(DIST.iterdir()))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
