"""Renews the golden pages: `python -m tests.golden`. Look at the difference before you commit it."""

from __future__ import annotations

import os
from pathlib import Path

from builder import pipeline

ROOT = Path(__file__).resolve().parent
REPO = ROOT.parent
REAL_PAGES = ("countries/ukraine.md", "countries/israel.md")
"""The profile of a country about which the source says much, and of one about which it says little."""


def pages() -> dict[str, bytes]:
    """The golden pages as they are now: all of the small strategy, and a few of the real one."""
    small = pipeline.make(pipeline.Settings(Path("tests/small/content"), Path("templates"), base_url="https://ostra.example.org/plan/"))
    real = pipeline.make(pipeline.Settings(base_url="https://strategy.example.org/"))
    return {
        **{f"small/{path}": data for path, data in small.files.items() if path.endswith(".md")},
        **{f"real/{path}": real.files[path] for path in REAL_PAGES},
    }


def stored() -> dict[str, bytes]:
    """The golden pages as they were last accepted."""
    folder = ROOT / "golden"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def main() -> None:
    folder = ROOT / "golden"
    new, old = pages(), stored()
    for name in sorted(old.keys() - new.keys()):
        (folder / name).unlink()
    for name, data in sorted(new.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    changed = sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())
    print(f"{folder.relative_to(REPO)}: {len(new)} pages, {changed} changed.")


if __name__ == "__main__":
    os.chdir(REPO)
    main()
