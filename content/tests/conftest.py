"""The strategy beside these tests: linked, built once in a test run, and served. What opens its pages is that of the tests of the builder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import reading
from builder.model.strategy import Strategy
from tests.conftest import REPO, Site, browser, built, installed, page, tab, window
from tests.hosting import hosted
from tests.subjects import Subjects

__all__ = ["browser", "installed", "page", "tab", "window"]


@pytest.fixture(scope="session")
def real_strategy() -> Strategy:
    """This strategy, linked."""
    return reading.read(REPO / "content")


@pytest.fixture(scope="session")
def subjects(real_strategy: Strategy) -> Subjects:
    """Its entries that an address may name."""
    return Subjects(real_strategy)


@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Site:
    """Its site, built once in a test run."""
    return built(tmp_path_factory, "real", REPO / "content", installed)


@pytest.fixture(scope="session")
def site(real_build: Site) -> Iterator[Site]:
    """The same, served at a free port."""
    with hosted(real_build.folder) as url:
        yield Site(real_build.folder, real_build.docs, url)
