"""The index of the search as the builder publishes it, of entries that a test of its scripts made up (tests/node/published.js).

Reads `{entries, kinds, language, sizes}` from its input and writes `{root, parts}`: the root of the index, and what its parts hold by their keys.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import PurePosixPath

from builder.pages import search_index
from builder.pages.search_words import Words
from builder.resources import PACKAGED


def main() -> None:
    asked = json.load(sys.stdin)
    sizes = search_index.Sizes(**{**asdict(search_index.SIZES), **asked["sizes"]})
    index = search_index.index(asked["entries"], asked["kinds"], Words(asked["language"], PACKAGED / "search"), sizes)
    held = {PurePosixPath(path).stem: json.loads(script.decode().partition(" = ")[2].rstrip(";\n")) for path, script in index.files.items()}
    json.dump({"root": {"kinds": asked["kinds"], **index.root}, "parts": held}, sys.stdout)


if __name__ == "__main__":
    main()
