"""The audit measures what there is: the longest page of each kind, and none of a kind that a strategy has nothing of."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import REPO, Site


@pytest.fixture
def lighthouse(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with the folder in which it finds the others."""
    monkeypatch.syspath_prepend(REPO / "audit")
    return importlib.import_module("lighthouse")


def test_the_longest_page_of_each_kind_is_measured(lighthouse: ModuleType, small_build: Site) -> None:
    assert lighthouse.there(small_build.folder) == {
        "home": "", "a country": "countries/varnholm/", "an objective": "objectives/clean-water/", "key figures": "key-figures/",
    }  # fmt: skip


def test_a_strategy_of_objectives_alone_is_measured(lighthouse: ModuleType, tmp_path: Path) -> None:
    for name in ("", "objectives", "objectives/one"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").touch()
    assert lighthouse.there(tmp_path) == {"home": "", "an objective": "objectives/one/"}
