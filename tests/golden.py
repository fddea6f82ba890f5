"""Renews the golden pages: `python -m tests.golden`. Look at the difference before you commit it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from builder import cli

ROOT = Path(__file__).resolve().parent
REPO = ROOT.parent
FOLDER = ROOT / "golden"
REAL_PAGES = ("countries/ukraine/index.md", "countries/israel/index.md")
"""The profile of a country about which the source says much, and of one about which it says little."""
TWINS = ("aim1-wells", "aim9", "kf-boats", "kf-fish", "table")
"""Ids of the small strategy whose Markdown twins are kept: an activity, a figure, a body, and two that are gone."""


def pages(small: Path, real: Path) -> dict[str, bytes]:
    """The golden pages as they are in two docs folders: all pages of the small strategy with their twins, a few of the real one."""
    found = {path.relative_to(small).as_posix(): path for path in sorted(small.rglob("*.md*")) if path.name != "references.md.txt"}
    return {
        **{f"small/{name}": path.read_bytes() for name, path in found.items() if path.parent != small / "id" or path.name.partition(".")[0] in TWINS},
        **{f"real/{name}": (real / name).read_bytes() for name in REAL_PAGES},
    }


def stored() -> dict[str, bytes]:
    """The golden pages as they were last accepted."""
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*.md*"))}


def main() -> int:
    os.chdir(REPO)
    with tempfile.TemporaryDirectory() as folder:
        small, real = Path(folder, "small/docs"), Path(folder, "real/docs")
        strange = ["--content", "tests/small/content", "--config-file", "tests/small/mkdocs.yml"]
        if cli.main(["build", "--docs-only", *strange, "--docs-dir", str(small)]) or cli.main(["build", "--docs-only", "--docs-dir", str(real)]):
            return 1
        new, old = pages(small, real), stored()
    for name in sorted(old.keys() - new.keys()):
        (FOLDER / name).unlink()
    for name, data in sorted(new.items()):
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(data)
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    print(f"{FOLDER.relative_to(REPO)}: {len(new)} pages, {len(changed)} changed: {', '.join(changed) or 'none'}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
