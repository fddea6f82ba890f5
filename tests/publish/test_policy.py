"""The site under its own policy, as nginx sends it with the configuration that `docs/publishing.md` has: at the root of a host, and below a path.

Nothing on any page breaks the policy, and everything works that works without it.
"""

from __future__ import annotations

import fnmatch
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from builder.content.records import Country, Objective
from builder.model.strategy import Strategy
from builder.publish import headers
from tests.conftest import Site, settled, watched
from tests.hosting import hosted
from tests.nginx import Hosts, serving
from tests.subjects import Subjects

WHERE = ("root", "below")
BROKEN = """
window.broken = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
  window.broken.push(`${effectiveDirective}: ${blockedURI} ${sample}`);
});
"""
"""Remembers what the policy stops on a page, from its beginning."""
KEPT = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
"""What a browser keeps of a site."""
NOTHING = {"local": {}, "session": {}, "cookies": "", "databases": 0, "caches": 0, "workers": 0}


@pytest.fixture(scope="module")
def hosts(coast_build: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    """The site of the strategy of a whole region, served by nginx."""
    with serving(coast_build.folder, tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture
def visit(window: Callable[..., Any], hosts: Hosts) -> Iterator[Callable[[str], tuple[Any, str, list[str]]]]:
    """Opens the home page on a host ('root', 'below'); gives the page, the address of the site, and what goes wrong from then on."""
    opened = []

    def make(where: str) -> tuple[Any, str, list[str]]:
        base = getattr(hosts, where)
        page = window(viewport={"width": 1280, "height": 900})
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.add_init_script(BROKEN)
        opened.append((page, watched(page, base.removesuffix("/"))))
        page.goto(base)
        return page, base, opened[-1][1]

    yield make
    for page, said in opened:
        assert said == []
        assert page.evaluate("window.broken") == []


# --- what is sent -------------------------------------------------------------------------------


def sent(address: str) -> Message:
    """The headers that come with an address."""
    with urllib.request.urlopen(address) as answer:
        return answer.headers


def rules(site: Site) -> list[tuple[str, dict[str, str]]]:
    """The rules of `_headers`: a pattern of paths, and headers."""
    blocks = (site.folder / headers.FILE).read_text("utf-8").strip().split("\n\n")
    return [(path, dict(line.strip().split(": ", 1) for line in lines)) for path, *lines in map(str.splitlines, blocks)]


def one_of_each(site: Site) -> list[str]:
    """A file of each sort in each folder of the site, all directories of entries taken for one."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()):
        found.setdefault((*path.parts[:1], str(len(path.parts)), *path.suffixes), path.as_posix())
    return [name for name in found.values() if not Path(name).name.startswith(".")]


@pytest.mark.parametrize("where", WHERE)
def test_the_documented_server_sends_what_the_build_says(where: str, hosts: Hosts, coast_build: Site) -> None:
    wanted = rules(coast_build)
    assert len(one_of_each(coast_build)) > 60
    for name in one_of_each(coast_build):
        found = sent(getattr(hosts, where) + name)
        for path, values in wanted:
            if fnmatch.fnmatchcase(f"/{name}", path):
                for header, value in values.items():
                    assert found.get_all(header, []) == [value], (name, header)
        assert found["Content-Type"] != "application/octet-stream" or name.endswith((".inv", ".woff")), name


def test_no_path_is_told_a_header_twice(coast_build: Site) -> None:
    """Hosts join the values that several rules give, and a joined policy is one that nobody wrote."""
    wanted = rules(coast_build)
    for path in (f"/{path.relative_to(coast_build.folder).as_posix()}" for path in coast_build.folder.rglob("*") if path.is_file()):
        names = [name for pattern, values in wanted if fnmatch.fnmatchcase(path, pattern) for name in values]
        assert len(names) == len(set(names)), path


def test_what_others_embed_says_that_they_may(coast_build: Site, subjects: Subjects) -> None:
    objective = subjects.objective.id.lower()
    chart = next((coast_build.folder / "data/charts").glob("*.svg")).name
    others = {"cross-origin": (f"/id/{objective}/card.html", "/share.png", f"/data/charts/{chart}", "/api/strategy.json", f"/id/{objective}.oembed.json")}
    others["same-origin"] = ("/assets/app.js", "/assets/strategy.css", "/assets/search.js", "/assets/fonts/source-sans-3-latin.woff2")
    for value, paths in others.items():
        for path in paths:
            assert (coast_build.folder / path[1:]).is_file(), path
            given = [values.get("Cross-Origin-Resource-Policy") for pattern, values in rules(coast_build) if fnmatch.fnmatchcase(path, pattern)]
            assert list(filter(None, given)) == [value], path


# --- every page ---------------------------------------------------------------------------------


def pages(site: Site) -> list[str]:
    """Every page, but of permanent ones only those of one id of each kind."""
    found: dict[tuple[str, ...], str] = {}
    for path in site.pages:
        few = path.parts[0] == "id"
        found.setdefault(("id", path.parts[1].partition("-")[0][:2], path.name) if few else path.parts, path.as_posix().removesuffix("index.html"))
    return list(found.values())


@pytest.mark.parametrize("where", WHERE)
def test_no_page_breaks_the_policy_or_keeps_anything(where: str, visit: Callable[..., Any], coast_build: Site) -> None:
    page, base, said = visit(where)
    assert len(pages(coast_build)) > 60
    for address in pages(coast_build):
        if (where, address) == ("below", "404.html"):
            continue  # it is shown at any depth, so its links are absolute: a site below a path has one that was built for it
        page.goto(base + address)
        settled(page)
        assert (address, page.evaluate("window.broken"), said) == (address, [], [])
    assert page.evaluate(KEPT) == NOTHING
    assert page.context.cookies() == []


def test_a_page_that_is_not_there_keeps_to_it_too(visit: Callable[..., Any]) -> None:
    page, base, said = visit("root")
    answer = page.goto(f"{base}countris/")
    page.locator("[data-suggestion] a").wait_for()
    assert answer.status == 404
    assert page.locator("[data-suggestion] a").inner_text() == "countries"
    said[:] = [text for text in said if "status of 404" not in text]


# --- everything works ---------------------------------------------------------------------------


@pytest.mark.parametrize("where", WHERE)
def test_everything_works_under_it(where: str, visit: Callable[..., Any], subjects: Subjects) -> None:
    page, base, _ = visit(where)
    searches_and_looks(page, base, subjects.country.title)
    lists_and_compares(page, base, subjects)
    puts_a_brief_together(page, base, subjects)
    copies(page, base, subjects)
    page.goto(f"{base}id/{subjects.activity.id.lower()}/?a=b")
    page.wait_for_url(f"{base}{subjects.activity.place.path.replace('#', '?a=b#')}")


def searches_and_looks(page: Any, base: str, words: str) -> None:
    """The box, the page of all results, the colour scheme, the help."""
    page.fill("#search", words)
    page.wait_for_selector("[role=option]")
    page.goto(f"{base}search/?q={words}")
    page.locator("[data-results] [data-list] li").first.wait_for()
    page.locator("[data-scheme-toggle]").click()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")


def lists_and_compares(page: Any, base: str, subjects: Subjects) -> None:
    """Tables are sorted and filtered, countries lie on their map, and three are compared."""
    page.goto(f"{base}countries/")
    places = page.evaluate("[...document.querySelectorAll('.tile')].map(tile => getComputedStyle(tile).gridArea)")
    assert len(set(places)) == len(places) > 5
    assert not any(place.startswith("auto") for place in places)
    before = page.locator("[data-table] tbody tr:visible").count()
    page.locator("[data-table] .sort").first.click()
    assert page.locator("[data-table] [aria-sort]").count() > 0
    page.locator("[data-table] select, .filters select").first.select_option(index=1)
    page.wait_for_function(f"[...document.querySelectorAll('[data-table] tbody tr')].filter(row => row.offsetParent).length < {before}")
    page.goto(base + subjects.address("compare/?c={three}"))
    page.locator("[data-compare] :is(th, td):visible").first.wait_for()


def puts_a_brief_together(page: Any, base: str, subjects: Subjects) -> None:
    """Parts are chosen, fetched, shown, and have running heads on paper."""
    page.goto(f"{base}brief/?with={subjects.objective.id}")
    page.locator(".own__part h1").wait_for()
    page.get_by_label(subjects.first_country.title, exact=True).check()
    page.locator(".own__part h1").nth(1).wait_for()
    assert page.locator(".own__part h1").nth(1).inner_text() == subjects.first_country.title
    assert page.evaluate("[...document.adoptedStyleSheets].some(sheet => sheet.cssRules.length === 3)")


def copies(page: Any, base: str, subjects: Subjects) -> None:
    """A citation is shown as it will look, and copied."""
    page.goto(base + subjects.objective.place.path)
    box = page.locator(f"details.cite[data-id='{subjects.objective.id}']").first
    box.locator("summary").first.click()
    rich = box.locator(".cite__code--rich").first
    rich.wait_for()
    assert rich.locator("i").count() == 1
    assert rich.locator("a").get_attribute("href").endswith(f"/id/{subjects.objective.id.lower()}/")
    box.locator(".cite__copy").first.click()
    box.locator(".cite__copy", has_text="Copied").wait_for()
    assert subjects.objective.id.lower() in page.evaluate("navigator.clipboard.readText()")


# --- frames, and what is stopped ----------------------------------------------------------------


@pytest.mark.parametrize("isolated", [False, True])
def test_cards_are_shown_by_other_sites(isolated: bool, window: Callable[..., Any], hosts: Hosts, subjects: Subjects, tmp_path: Path) -> None:
    """In a frame, and pictures too; also by sites that let nothing in which does not say that it may."""
    card, chart = f"{hosts.below}id/{subjects.objective.id.lower()}/card.html", f"{hosts.root}share.png"
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><iframe src='{card}'></iframe><img src='{chart}'>", "utf-8")
    own = [("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Opener-Policy", "same-origin")] if isolated else []
    with hosted(tmp_path, sent=own) as other:
        page = window()
        page.goto(f"{other}/")
        assert urlsplit(other).netloc != urlsplit(card).netloc
        assert page.evaluate("crossOriginIsolated") == isolated
        assert page.frame_locator("iframe").locator("h1").inner_text() == subjects.objective.title
        assert page.frame_locator("iframe").locator("main").evaluate("main => getComputedStyle(main.parentElement).margin") == "0px", "with its style sheet"
        assert page.evaluate("document.querySelector('img').decode().then(() => document.querySelector('img').naturalWidth)") > 500


STOPPED = {
    "an inline script": "() => document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = true' }))",
    "a handler": "() => document.body.setAttribute('onclick', 'window.hacked = true') || document.body.click()",
    "markup of text": "() => { document.body.innerHTML = '<img src=x onerror=\"window.hacked = true\">'; }",
    "a script of text": "() => { setTimeout('window.hacked = true'); }",
    "a script of another file": "() => { document.createElement('script').src = 'data:text/javascript,window.hacked=true'; }",
    "a policy of one's own": "() => { trustedTypes.createPolicy('mine', {}); }",
    "a second policy of a name": "() => { trustedTypes.createPolicy('scripts', {}); }",
    "a script from elsewhere by our own policy": "() => { loadScript('https://other.example/x.js'); loadScript('../x.js'); throw new TypeError(); }",
    "a style": "() => document.body.setAttribute('style', 'color: red')",
    "a request to another host": "() => fetch('http://127.0.0.2:9/')",
}


@pytest.mark.parametrize("what", STOPPED)
def test_the_policy_stops(what: str, window: Callable[..., Any], hosts: Hosts) -> None:
    page = window()
    page.add_init_script(BROKEN)
    page.goto(hosts.root)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    thrown = page.evaluate(f"async () => {{ try {{ await ({STOPPED[what]})(); return ''; }} catch (error) {{ return error.name; }} }}")
    settled(page)
    broken = page.evaluate("window.broken")
    assert thrown == "TypeError" or broken
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert [url for url in asked if not url.startswith(hosts.root)] == []


# --- what is kept -------------------------------------------------------------------------------


def test_only_what_readers_choose_is_kept(visit: Callable[..., Any], coast_strategy: Strategy) -> None:
    """As docs/publishing.md says: a name for each choice. No cookie is set, by the server either."""
    page, base, _ = visit("below")
    page.goto(f"{base}search/?q=water")
    page.locator("[data-results] [data-list] li").first.wait_for()
    page.goto(f"{base}brief/")
    assert page.evaluate(KEPT) == NOTHING
    page.locator("[data-scheme-toggle]").click()
    page.locator("[data-open]").first.click()
    page.locator("[data-shortcuts]").uncheck()
    page.keyboard.press("Escape")
    assert page.evaluate(KEPT) == NOTHING | {"local": {"scheme": "dark", "shortcuts": "off"}}
    country, objective = coast_strategy.of(Country)[0], coast_strategy.of(Objective)[0]
    page.get_by_label(country.title, exact=True).check()
    page.goto(f"{base}brief/?add&with={objective.id}")
    kept = page.evaluate(KEPT)
    assert kept == NOTHING | {"local": {"scheme": "dark", "shortcuts": "off"}, "session": {"/strategy/brief/": f"?with={country.id},{objective.id}"}}
    for name in (country.id, objective.id):
        page.locator(f"[data-part='{name}'] input").uncheck()
    assert page.evaluate(KEPT)["session"] == {}
    assert page.context.cookies() == []
