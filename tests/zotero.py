"""What Zotero saves of pages and files: its own translators, in its translation server, run by Node.js (`node/zotero.js`).

They come from npm (`zotero-translators`), where nobody has published any since 2019; they are under the AGPL, installed for the tests alone, and nothing
of them is published. Zotero's of today differ in two things that matter here: `citation_inbook_title` makes a chapter of a book, which was an article in
a journal then, and the editors of a page are saved too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("node") / "zotero.js"
NODE = Path(sys.executable).with_name("node")
"""Node.js, which comes with the Python packages of the tests."""

EMBEDDED, COINS = "Embedded Metadata", "COinS"
"""What reads the head of a page, and the entries that it offers."""
Items = dict[str, list[dict[str, Any]]]
"""What each translator that knows what to do saves, by its label."""


def of_pages(pages: Mapping[str, bytes]) -> dict[str, Items]:
    """What is saved of pages, by their addresses."""
    return dict(zip(pages, _read([{"url": url, "text": text.decode()} for url, text in pages.items()]), strict=True))


def of_file(text: bytes) -> Items:
    """What is imported from a file, by what takes it."""
    return _read([{"text": text.decode()}])[0]


def _read(given: list[dict[str, str]]) -> list[Items]:
    done = subprocess.run([str(NODE), "--no-deprecation", str(SCRIPT)], input=json.dumps(given), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: list[Items] = json.loads(done.stdout)
    return found
