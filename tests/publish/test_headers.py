"""The published headers allow what the site has and nothing else."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builder.content.records import Country, Objective
from builder.model.strategy import Strategy
from builder.publish import headers
from tests.conftest import Site, settled
from tests.hosting import hosted


def test_inline_scripts_are_found_and_data_is_not() -> None:
    page = '<script>a()</script><script src="b.js"></script><script type="application/ld+json">{"c": 1}</script><SCRIPT async>d()\n</SCRIPT><script></script>'
    assert headers.inline_scripts([page]) == {"a()", "d()\n"}


def test_the_policy_names_each_inline_script_once() -> None:
    # the hash of 'a()' as `printf 'a()' | openssl dgst -sha256 -binary | base64` gives it
    assert "script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='" in headers.policy(["<script>a()</script>"] * 2)
    assert "script-src 'self';" in headers.policy(["<p>"])


def texts(site: Site) -> list[str]:
    """The Markdown files of a site."""
    return sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.md"))


def test_the_published_site_has_two_inline_scripts(coast_build: Site) -> None:
    """That of every page, which says at once that scripts run and which colours were chosen, and that of permanent pages, which leads on."""
    pages = [path.read_text("utf-8") for path in sorted(coast_build.folder.rglob("*.html"))]
    assert len(headers.inline_scripts(pages)) == 2
    assert (coast_build.folder / headers.FILE).read_bytes() == headers.headers(pages, texts(coast_build))


def test_other_sites_may_read_every_file_for_programs(coast_build: Site, coast_strategy: Strategy) -> None:
    """Each is under exactly one rule, since hosts join the values of several."""
    rules = headers.headers([], texts(coast_build)).decode().partition("/assets/fonts/*")[2].split("\n\n")[1:]
    paths = [rule.split("\n")[0] for rule in rules if rule.split("\n")[1] == "  Access-Control-Allow-Origin: *"]
    others = [rule for rule in rules if "Access-Control" not in rule]
    assert [rule.split("\n")[0] for rule in others] == ["/id/*.linkset.json"], "what it is, and no second rule on who may read it"
    assert len(paths) == len(rules) - len(others) == len(set(paths))
    assert len(paths) < 90, "hosts read a hundred"
    for name in (
        "objects.inv",
        "links.json",
        *texts(coast_build),
        "references.bib",
        "references.md",
        "data/strategy.xlsx",
        "data/catalog.jsonld",
        f"id/{coast_strategy.of(Objective)[0].id.lower()}.json",
        "CITATION.cff",
    ):
        assert (coast_build.folder / name).is_file()
        assert sum(fnmatch.fnmatchcase(f"/{name}", path) for path in paths) == 1, name


@pytest.fixture
def strict(coast_build: Site) -> Iterator[str]:
    """The address of the site, served with its own policy."""
    lines = (coast_build.folder / headers.FILE).read_text("utf-8").splitlines()
    sent = [line.strip().split(": ", 1) for line in lines[1 : lines.index("")]]

    with hosted(coast_build.folder, sent=[(name, value) for name, value in sent]) as url:
        yield f"{url}/"


def test_the_site_works_under_its_own_policy(window: Callable[..., Any], strict: str, coast_strategy: Strategy) -> None:
    page = window()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    country, objective = coast_strategy.of(Country)[0], coast_strategy.of(Objective)[0]
    brief = f"brief/?with={country.id},{objective.id}"
    for path in ("", country.place.path, objective.place.path, "key-figures/", "compare/", brief, "cite/", f"id/{objective.id.lower()}/cite.html", "404.html"):
        page.goto(strict + path)
        settled(page)
    page.goto(strict)
    page.fill("#search", country.title)
    page.wait_for_selector("[role=option]")
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'loaded'))")
    assert said == []
    with page.expect_console_message():
        page.evaluate("() => { const script = document.createElement('script'); script.textContent = 'window.hacked = true'; document.head.append(script); }")
    assert page.evaluate("window.hacked") is None
    assert len(said) == 1
    assert "Content Security Policy" in said[0]
