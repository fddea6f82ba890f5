"""Sites of strategies that are not ours: one as `builder init` makes it, and one of many goals and districts, built from the wheel and looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import goals
from tests.conftest import Run, Site, built, built_once, command, watched
from tests.hosting import hosted
from tests.site import axe
from tests.site.test_every_page import AXE, PAPER, TALLEST, axe_finds, laid_out, opened

LOOKED_AT = ("index.html", "*/index.html", "objectives/*/index.html", "countries/*/index.html", "indicators/*/index.html")
"""The home page, all pages that there is one of, and the first of each kind of which there are many."""


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Site:
    """The site of a strategy that `builder init` has just made."""

    def build(folder: Path) -> Run:
        answers = ("--name", "Forests for All", "--publisher", "Office of Forests", "--period", "2031-2034")
        environment = {"PYTHONPATH": str(installed)}
        made = command("init", "plan", *answers, cwd=folder, env=environment)
        return command("build", "--provisional", cwd=folder / "plan", env=environment) if made.code == 0 else made

    folder = built_once(tmp_path_factory, "begun", build) / "plan"
    return Site(folder / "site", folder / "build/docs")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Site:
    """The site of the strategy of 17 goals, 170 targets and 190 districts."""
    return built(tmp_path_factory, "goals", goals.write(tmp_path_factory.mktemp("goals") / "content"), installed)


def looked_at(site: Site) -> Iterator[str]:
    """The addresses of the pages to look at."""
    for pattern in LOOKED_AT:
        found = [path.relative_to(site.folder) for path in sorted(site.folder.glob(pattern)) if not path.match("id/*")]
        yield from (f"/{path.parent.as_posix()}/".replace("/./", "/") for path in (found[:1] if pattern.count("/") > 1 else found))


@pytest.mark.parametrize("name", ["begun", "many"])
def test_its_pages_hold_what_ours_hold(name: str, request: pytest.FixtureRequest, window: Callable[..., Any]) -> None:
    """They work, are neither too wide nor too long, and axe finds nothing on them, wide or narrow, light or dark."""
    site: Site = request.getfixturevalue(name)
    known = {(width, scheme): axe.Known() for width in AXE for scheme in PAPER}
    with hosted(site.folder) as url:
        page = window(base_url=url, viewport={"width": 1280, "height": 900})
        page.add_init_script(axe.SOURCE)
        said = watched(page, url)
        addresses = list(looked_at(site))
        assert len(addresses) > 12
        found = []
        for address in addresses:
            found += [f"{address}: {fault}" for fault in opened(page, address)]
            for width in TALLEST:
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{address}, {width} wide: {fault}" for fault in (*laid_out(page, width), *axe_finds(page, width, known))]
            page.set_viewport_size({"width": 1280, "height": 900})
    assert found + said == []
