"""Renews the golden pages: `python -m tests.golden`. Look at the difference before you commit it."""

from __future__ import annotations

import difflib
import os
import tempfile
from pathlib import Path

from builder import cli

ROOT = Path(__file__).resolve().parent
REPO = ROOT.parent
FOLDER = ROOT / "golden"
REAL_FOLDER = REPO / "content/tests/golden"
"""Where the strategy in `content/` keeps pages of its own, if it does: those that lie there are renewed and compared."""
TWINS = ("aim1-wells", "aim9", "kf-boats", "kf-fish", "table")
"""Ids of the small strategy whose Markdown twins are kept: an activity, a figure, a body, and two that are gone."""


def pages(small: Path) -> dict[str, bytes]:
    """The golden pages as they are in a docs folder: all pages of the small strategy with their twins."""
    found = {path.relative_to(small).as_posix(): path for path in sorted(small.rglob("*.md*")) if path.name != "references.md.txt"}
    return {f"small/{name}": path.read_bytes() for name, path in found.items() if path.parent != small / "id" or path.name.partition(".")[0] in TWINS}


def real_pages(docs: Path) -> dict[str, bytes]:
    """The same of the strategy in `content/`: the pages that it keeps; one that is gone is empty."""
    names = stored(REAL_FOLDER)
    return {name: (docs / name).read_bytes() if (docs / name).is_file() else b"" for name in names}


def stored(folder: Path = FOLDER) -> dict[str, bytes]:
    """The golden pages as they were last accepted."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.md*"))}


def differences(old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """How pages differ, as lines of a diff; none if they do not."""
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    return [
        line
        for name in changed
        for line in difflib.unified_diff(
            old.get(name, b"").decode().splitlines(), new.get(name, b"").decode().splitlines(), f"accepted/{name}", f"now/{name}", lineterm="", n=1
        )
    ]


def main() -> int:
    os.chdir(REPO)
    with tempfile.TemporaryDirectory() as folder:
        small, real = Path(folder, "small/docs"), Path(folder, "real/docs")
        strange = ["--content", "tests/small/content", "--config-file", "tests/small/mkdocs.yml"]
        if cli.main(["build", "--docs-only", *strange, "--docs-dir", str(small)]):
            return 1
        renewed = {FOLDER: pages(small)}
        if REAL_FOLDER.is_dir():
            if cli.main(["build", "--docs-only", "--docs-dir", str(real)]):
                return 1
            renewed[REAL_FOLDER] = real_pages(real)
    for home, new in renewed.items():
        _write(home, stored(home), new)
    return 0


def _write(home: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Keeps pages in a folder, and says which have changed."""
    for name in sorted(old.keys() - new.keys()):
        (home / name).unlink()
    for name, data in sorted(new.items()):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    print(f"{home.relative_to(REPO)}: {len(new)} pages, {len(changed)} changed: {', '.join(changed) or 'none'}.")


if __name__ == "__main__":
    raise SystemExit(main())
