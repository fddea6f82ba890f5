"""The published headers allow what the site has and nothing else."""

from __future__ import annotations

import fnmatch

from builder.content.records import Objective
from builder.model.strategy import Strategy
from builder.publish import headers, scripts
from tests import markup
from tests.conftest import Site


def test_the_policy_names_each_script_once() -> None:
    # the hash of 'a()' as `printf 'a()' | openssl dgst -sha256 -binary | base64` gives it
    assert "script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='" in headers.policy({scripts.digest("a()")})
    assert "script-src 'self';" in headers.policy([])


def test_the_policy_has_no_way_around_it() -> None:
    assert "unsafe" not in headers.policy([])
    assert "require-trusted-types-for 'script'" in headers.policy([])


def texts(site: Site) -> list[str]:
    """The Markdown files of a site."""
    return sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.md"))


def test_the_published_site_has_two_inline_scripts(coast_build: Site) -> None:
    """That of every page, which says at once that scripts run and which colours were chosen, and that of permanent pages, which leads on."""
    found = set().union(*(scripts.inline(path.read_text("utf-8")) for path in coast_build.folder.rglob("*.html")))
    assert len(found) == 2
    assert (coast_build.folder / headers.FILE).read_bytes() == headers.headers(map(scripts.digest, found), texts(coast_build))


def test_no_style_and_no_handler_stands_in_a_page(coast_build: Site) -> None:
    """The policy would stop them."""
    for path in coast_build.folder.rglob("*.html"):
        page = markup.parse(path.read_text("utf-8"))
        assert page.xpath("//@style | //style | //@*[starts-with(name(), 'on')]") == [], path


def test_other_sites_may_read_every_file_for_programs(coast_build: Site, coast_strategy: Strategy) -> None:
    """Each is under exactly one rule, since hosts join the values of several."""
    rules = headers.headers([], texts(coast_build)).decode().strip().split("\n\n")
    paths = [rule.split("\n")[0] for rule in rules if rule.split("\n")[1] == "  Access-Control-Allow-Origin: *"]
    assert len(rules) < 90, "hosts read a hundred"
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
