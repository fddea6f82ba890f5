"""The stems of words as the search of the site makes them, by Node.js."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

SCRIPT = Path(__file__).with_name("node") / "stems.js"
NODE = Path(sys.executable).with_name("node")
"""Node.js, which comes with the Python packages of the tests."""


def stems(language: str, words: Iterable[str]) -> dict[str, str]:
    """The stem of each word by the rules of a language (`templates/search/words.*.js`)."""
    asked = list(words)
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(SCRIPT), language]
    done = subprocess.run(command, input="\n".join(asked), capture_output=True, encoding="utf-8", check=True)
    return dict(zip(asked, done.stdout.split("\n"), strict=True))
