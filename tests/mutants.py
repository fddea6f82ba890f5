"""`python -m tests.mutants [NAME…]`, run by `make mutants`: do the tests of a module notice when its code is wrong?

mutmut makes the mutants, one small mistake each, and runs for each the tests that reach the changed function, until one fails.
It reads `pyproject.toml` in the working folder and has one set of tests in a run; so every target gets a copy of the project of its own
below `build/mutants/`, with settings that name its modules and the tests that mirror them.
mutmut changes the bodies of functions only: not constants, and not functions with a decorator (properties, caches).

`links` and `rules` have some thousands of mutants each, which take an hour. `--sample 1000` tests as many of a target, drawn by lot, always the
same way: its share is that of all within two or three per cent, and the table says of how many they were drawn. `--survivors` keeps to them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from mutmut.stats import status_by_exit_code

REPO = Path(__file__).resolve().parent.parent
WORK = REPO / "build" / "mutants"
PROJECT = (
    *("builder", "tests", "templates", "site_overrides", "assets", "compare", "audit", "content", "docs"),
    *("mkdocs.yml", "action.yml", ".pre-commit-hooks.yaml"),
)
"""What the tests need beside them."""
LOG = "log.txt"
"""What mutmut says, in the folder of a target."""
BAR = 85
"""The least share of mutants that tests must kill, in per cent, for each target."""
KILLED = frozenset({"killed", "timeout", "segfault", "caught by type check"})
"""What mutmut says of a mutant that tests noticed: a test failed, nothing ended, or the process broke."""

SKIPPED = 34
"""What mutmut notes of a mutant that is not tested: here, one that is not drawn."""
SEED = 2031
"""What mutants are drawn with."""

HEAVY = frozenset({"coast_build", "small_build", "browser", "project"})
"""Fixtures whose tests are left out."""
IN_PROCESSES = frozenset({"test_a_reader_that_goes_away", "test_the_action_runs"})
"""Tests that are left out since they start the command as a person does: mutmut does not find its settings in such a process."""


@dataclass(frozen=True)
class Target:
    """Modules under test, as patterns, and the tests that mirror them."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


TARGETS = (
    Target("quantities", ("builder/content/number_text.py",), ("tests/content/test_number_text.py",)),
    Target("addresses", ("builder/content/addresses.py",), ("tests/content/test_addresses.py",)),
    Target("citations", ("builder/model/citations.py",), ("tests/model/test_citations.py",)),
    Target("setting", ("builder/print/setting.py",), ("tests/print/test_setting.py",)),
    Target("register", ("builder/model/register.py",), ("tests/model/test_register.py",)),
    Target("diff", ("builder/tools/diff/*.py",), ("tests/tools/test_diff.py",)),
    Target(
        "links",
        ("builder/tools/links/*.py",),
        tuple(f"tests/tools/test_{name}.py" for name in ("bounds", "documents", "formats", "links", "office", "published", "verdicts")),
    ),
    Target(
        "rules",
        ("builder/rules/*.py",),
        tuple(f"tests/rules/test_{name}.py" for name in ("indicators", "levels", "look", "rules", "sources", "translations")),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Tests the targets named, or all; 0 if enough mutants are killed in each, 1 if not."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description="Tests the tests: makes mistakes in the code, and counts those that tests find."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to test: {', '.join(target.name for target in TARGETS)}; all of it if none is named")
    parser.add_argument("--survivors", action="store_true", help="test again only the mutants that lived in the last run")
    parser.add_argument("--sample", type=int, default=0, metavar="NUMBER", help="test so many mutants of each target at most, drawn by lot, always the same")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - {target.name for target in TARGETS}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    results = [
        (target, tested(target, again=options.survivors, sample=options.sample)) for target in TARGETS if not options.names or target.name in options.names
    ]
    print(f"{'target':<12}{'killed':>8}{'by time':>9}{'alive':>7}{'share':>9}{'drawn of':>10}")
    for name, counts in [*((target.name, counts) for target, counts in results), ("all", sum((counts for _, counts in results), Counter()))]:
        print(_row(name, counts))
    low = [target.name for target, counts in results if share(counts) < BAR]
    if low:
        print(f"Fewer than {BAR} of 100 mutants are killed in: {', '.join(low)}. See one: cd {WORK.relative_to(REPO)}/TARGET && mutmut show NAME")
    return 1 if low else 0


def _row(name: str, counts: Counter[str]) -> str:
    killed, alone = sum(counts[status] for status in KILLED), counts["skipped"]
    row = f"{name:<12}{killed:>8}{counts['timeout']:>9}{counts.total() - killed - alone:>7}{share(counts):>8.1f}%"
    return f"{row}{counts.total():>10}" if alone else row


def share(counts: Counter[str]) -> float:
    """The mutants killed, in per cent of all that were tested; a mutant that no test reaches is alive."""
    return 100 * sum(counts[status] for status in KILLED) / (counts.total() - counts["skipped"] or 1)


def tested(target: Target, *, again: bool, sample: int) -> Counter[str]:
    """What became of the mutants of a target, in mutmut's words; the names of those that live are printed. `again`: only those that lived before."""
    folder = prepared(target, again=again)
    if sample and not again:
        _mutmut(folder, "none")  # makes all mutants, sees which tests reach them, and finds none of this name
        _draw(folder, sample)
    stopped = _mutmut(folder)
    found = {name: status_by_exit_code[code] for meta in _results(folder) for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()}
    if stopped or not found:
        raise SystemExit(f"mutmut stopped at '{target.name}': see {folder / LOG}")
    for name, status in found.items():
        if status not in KILLED and status != status_by_exit_code[SKIPPED]:
            print(f"{target.name}: {status}: {name}", flush=True)
    return Counter(found.values())


def _mutmut(folder: Path, *names: str) -> int:
    """Runs mutmut in a folder, for mutants of these names if there are any; gives what it ends with."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", os.environ.get("WORKERS", "2"), *names]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": "mutants"}
    with (folder / LOG).open("w", encoding="utf-8") as file:
        return subprocess.run(command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False).returncode


def _draw(folder: Path, number: int) -> None:
    """Notes of all mutants but so many that they are not to be tested."""
    known = {meta: json.loads(meta.read_text("utf-8")) for meta in _results(folder)}
    names = [name for noted in known.values() for name in noted["exit_code_by_key"]]
    drawn = set(random.Random(SEED).sample(names, min(number, len(names))))
    for meta, noted in known.items():
        noted["exit_code_by_key"] = {name: None if name in drawn else SKIPPED for name in noted["exit_code_by_key"]}
        meta.write_text(json.dumps(noted), "utf-8")


def _results(folder: Path) -> list[Path]:
    return sorted((folder / "mutants/builder").rglob("*.meta"))


def pytest_configure() -> None:
    """Reads what commands may say from the code as it is written, before the first mutant: that with mutants has each sentence many times, and wrong ones."""
    from tests import heard, words  # which read the builder

    words.REPO = REPO.parent
    heard.catalogue()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what builds a site, opens a browser or starts the command: too much for every mutant, and other tests look at the same functions."""
    heavy = [item for item in items if HEAVY.intersection(getattr(item, "fixturenames", ())) or getattr(item, "originalname", "") in IN_PROCESSES]
    config.hook.pytest_deselected(items=heavy)
    times = _times()
    items[:] = sorted((item for item in items if item not in heavy), key=lambda item: times.get(item.nodeid, 0))


@cache
def _times() -> dict[str, float]:
    """How long each test takes where there are no mutants: the quick ones are run first, since the first that fails is enough."""
    stats = REPO / "mutmut-stats.json"
    return json.loads(stats.read_text("utf-8"))["duration_by_test"] if stats.is_file() else {}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Before mutmut makes a process for each mutant of this one: what is there already is not to be looked through in each of them."""
    if session.config.option.collectonly:
        gc.collect()
        gc.freeze()


def prepared(target: Target, *, again: bool) -> Path:
    """A copy of the project for a target; `again` if what mutmut has killed there is to count as killed."""
    folder = WORK / target.name
    if not again:
        shutil.rmtree(folder, ignore_errors=True)
    for meta in _results(folder):
        known = json.loads(meta.read_text("utf-8"))
        known["exit_code_by_key"] = {
            name: code if code == SKIPPED or status_by_exit_code[code] in KILLED else None for name, code in known["exit_code_by_key"].items()
        }
        meta.write_text(json.dumps(known), "utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name in PROJECT:
        source, copy = REPO / name, folder / name
        if source.is_dir():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy2(source, copy)
    settings = (REPO / "pyproject.toml").read_text("utf-8")
    keys = {
        "source_paths": ["builder"],
        "only_mutate": list(target.modules),
        "also_copy": [name for name in PROJECT if name not in ("builder", "tests")],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.mutants"],
        "pytest_add_cli_args_test_selection": list(target.tests),
        "timeout_multiplier": 5,
        "timeout_constant": 6,  # generous: on a busy machine, time alone would kill
        "track_dependencies": False,
        "process_isolation": "forkserver",  # else a mutant would find what the run before it left in caches
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    (folder / "pyproject.toml").write_text("\n".join([settings, "[tool.mutmut]", *lines, ""]), "utf-8")
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
