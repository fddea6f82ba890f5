"""The pages of the small strategy, and a few of the real one, word for word. `python -m tests.golden` renews them."""

from __future__ import annotations

import difflib

import pytest

from tests import golden
from tests.conftest import Site


def test_pages_are_as_accepted(small_build: Site, real_build: Site) -> None:
    new, old = golden.pages(small_build.docs, real_build.docs), golden.stored()
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    if changed:
        lines = [
            line
            for name in changed
            for line in difflib.unified_diff(
                old.get(name, b"").decode().splitlines(), new.get(name, b"").decode().splitlines(), f"accepted/{name}", f"now/{name}", lineterm="", n=1
            )
        ]
        pytest.fail(f"{len(changed)} pages differ; if that is meant, run 'python -m tests.golden' and commit:\n" + "\n".join(lines[:200]), pytrace=False)
