"""The two sites: one by the builder of a revision, checked out into a folder of its own, one by the working tree's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "compare"
CONTENT = ("content", "editions")
"""What the editors keep: the strategy, and the frozen editions of its site."""


class UnbuiltError(Exception):
    """A site that could not be built; says why, and what to do."""


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise UnbuiltError(done.stderr.strip())
    return done.stdout.strip()


def revision_named(name: str) -> str:
    """The commit that a revision names, in its short form. Raises UnbuiltError if there is none."""
    try:
        return _git("rev-parse", "--verify", "--short", f"{name}^{{commit}}")
    except UnbuiltError:
        raise UnbuiltError(f"'{name}' names no revision: give a commit, a branch or a tag, such as HEAD~5.") from None


@contextmanager
def checkout(revision: str, *, own_content: bool) -> Iterator[Path]:
    """A revision in a git worktree of its own while in use; its content is the working tree's, unless it is to have its own."""
    folder = WORK / "checkout"
    _remove(folder)
    _git("worktree", "add", "--force", "--detach", str(folder), revision)
    try:
        for name in () if own_content else CONTENT:
            shutil.rmtree(folder / name, ignore_errors=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name)
        _announce(folder)
        yield folder
    finally:
        _remove(folder)


def _announce(folder: Path) -> None:
    """Tells Python what a checkout offers to MkDocs, as its installation would: a revision may offer another theme, or no plugin yet."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    groups = project.get("entry-points", {})
    lines = [line for group, entries in groups.items() for line in (f"[{group}]", *(f"{name} = {value}" for name, value in entries.items()))]
    told = folder / f"{project['name'].replace('-', '_')}.egg-info"
    told.mkdir()
    (told / "PKG-INFO").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0\n", "utf-8")
    (told / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _remove(folder: Path) -> None:
    """Removes a worktree, also one that a comparison which was stopped left."""
    shutil.rmtree(folder, ignore_errors=True)
    _git("worktree", "prune")


def build(builder: Path, out: Path, name: str) -> Path:
    """Builds the site of a checkout with its own code, templates, look and settings. Gives the site's folder; raises UnbuiltError."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "builder", "build", "--docs-dir", str(out / "docs"), "--site-dir", str(out / "site")]
    address = {"SITE_URL": os.environ.get("SITE_URL", "http://10.0.0.1/")}  # no placeholder: a build refuses one, and older builders have no option for it
    environment = {**os.environ, **address, "PYTHONPATH": str(builder)}
    done = subprocess.run(command, cwd=builder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise UnbuiltError(_reason(name, done.stdout + done.stderr))
    return out / "site"


def _reason(name: str, said: str) -> str:
    if lacking := re.search(r"^(?:ModuleNotFoundError|ImportError): (.*)", said, re.MULTILINE):
        return f"The builder of {name} cannot run here: {lacking[1]}. It needs a package that this environment lacks, or another version of one: install that."
    hint = "" if name == "the working tree" else "\nIf it is the content that it does not know, let it have its own: --content-too."
    return f"The builder of {name} stopped:\n{said.strip()}{hint}"


def both(revision: str, *, own_content: bool) -> tuple[Path, Path]:
    """The sites before and after: of the revision, and of the working tree, built at the same time. Raises UnbuiltError."""
    with checkout(revision, own_content=own_content) as folder, ThreadPoolExecutor() as pool:
        before = pool.submit(build, folder, WORK / "before", revision)
        after = pool.submit(build, ROOT, WORK / "after", "the working tree")
        return before.result(), after.result()
