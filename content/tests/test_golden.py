"""A few pages of this strategy, word for word: the profile of a country about which the source says much, and of one about which it says little."""

from __future__ import annotations

import pytest

from tests import golden
from tests.conftest import Site


def test_pages_are_as_accepted(real_build: Site) -> None:
    old = golden.stored(golden.REAL_FOLDER)
    assert old
    if lines := golden.differences(old, golden.real_pages(real_build.docs)):
        pytest.fail("Pages differ; if that is meant, run 'make golden' and commit:\n" + "\n".join(lines[:200]), pytrace=False)
