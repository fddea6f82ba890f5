"""The small strategy as if it had been born as data: no document that it restates, no place in one, and symbols for its units. `python -m tests.born DIR` writes it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

SMALL = Path(__file__).resolve().parent / "small"
PLACES = ("source", "source_document", "rationale_source", "members_source", "arrangement", "variant_title")
UNITS = [{"name": "per cent", "share": True, "symbol": "%"}, {"name": "boats", "symbol": "t"}]


def without_places(value: Any) -> Any:
    """The values of a content file without what tells where in a document something stands."""
    if isinstance(value, dict):
        return {name: without_places(inner) for name, inner in value.items() if name not in PLACES}
    return [without_places(inner) for inner in value] if isinstance(value, list) else value


def write(folder: Path) -> Path:
    """Writes it to a content folder, and gives the folder."""
    shutil.copytree(SMALL / "content", folder)
    for name in ("sources.yml", "coverage.yml"):
        (folder / name).unlink(missing_ok=True)
    for path in folder.rglob("*.*"):
        text = path.read_text("utf-8")
        front, body = text.removeprefix("---\n").split("---\n", 1) if path.suffix == ".md" else (text, "")
        values = without_places(yaml.safe_load(front))
        if path.name == "strategy.yml":
            values["units"] = UNITS
        if path.name == "registry.yml":
            values = [entry for entry in values if entry["kind"] != "source"]
        made = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{made}---\n{body}" if body else made, "utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
