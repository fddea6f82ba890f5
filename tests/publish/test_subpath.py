"""A site that lives below a path of its host, as in https://host/strategy/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.hosting import hosted


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A static host's folder and address; what is missing there gets the strategy's page for that."""
    folder = tmp_path / "host"
    folder.mkdir()
    with hosted(folder, missing=folder / "strategy/404.html") as url:
        yield folder, url


def test_everything_works_below_a_path(
    project: Path, run: Callable[..., Run], window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, host: tuple[Path, str]
) -> None:
    folder, root = host
    monkeypatch.setenv("SITE_URL", f"{root}/strategy/")
    done = run("build", "--provisional", "--site-dir", folder / "strategy")
    assert done.code == 0, done.err
    country = next(path.stem for path in sorted((project / "countries").glob("*.yml")))
    page = window()
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((f"{root}/strategy/", "data:", "blob:")) else outside.append(request.url))
    page.on("response", lambda answer: outside.append(f"{answer.status} {answer.url}") if answer.status == 404 and "no-such-page" not in answer.url else None)
    page.goto(f"{root}/strategy/")
    page.click(f"a[href*='countries/{country}/'] >> visible=true >> nth=0")
    page.wait_for_url(f"{root}/strategy/countries/{country}/")
    assert page.locator("link[rel=canonical]").get_attribute("href") == f"{root}/strategy/countries/{country}/"
    page.fill("#search", "AIM1")
    page.wait_for_selector("#search-0")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}/strategy/objectives/clean-water/")
    page.goto(f"{root}/strategy/id/aim1/")
    page.wait_for_url(f"{root}/strategy/objectives/clean-water/")
    page.click("text=Add to my brief")
    page.wait_for_url(f"{root}/strategy/brief/?with=AIM1")
    page.locator(".own__part h1").wait_for()
    assert page.locator(".own__part a[href]").evaluate_all("links => links.filter(link => link.href.startsWith(location.origin)).length") > 2
    page.goto(f"{root}/strategy/deep/no-such-page/")
    assert page.locator("h1").inner_text() == "This page does not exist"
    page.click("main a >> text=Aims")
    page.wait_for_url(f"{root}/strategy/objectives/")
    assert outside == []
