"""The pages of the small strategy, word for word. `python -m tests.golden` renews them, and those that the strategy in `content/` keeps."""

from __future__ import annotations

import pytest

from tests import golden
from tests.conftest import Site


def test_pages_are_as_accepted(small_build: Site) -> None:
    if lines := golden.differences(golden.stored(), golden.pages(small_build.docs)):
        pytest.fail("Pages differ; if that is meant, run 'make golden' and commit:\n" + "\n".join(lines[:200]), pytrace=False)
