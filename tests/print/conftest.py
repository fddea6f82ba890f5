"""The briefs that tests of print look at: those of the strategy of a whole region, made with its site."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Site


@pytest.fixture(autouse=True)
def every_brief_is_set(set_anew: None) -> None:
    """These tests are of what sets them."""


@pytest.fixture(scope="session")
def folder(coast_build: Site) -> Path:
    """The briefs of the strategy of a whole region."""
    return coast_build.docs / "briefs"


@pytest.fixture(scope="session")
def documents(folder: Path) -> dict[str, pypdfium2.PdfDocument]:
    """All PDFs of the strategy of a whole region, by name."""
    return {path.stem: pypdfium2.PdfDocument(path) for path in sorted(folder.glob("*.pdf"))}
