"""Hostile text in every field of every kind, in a browser: nothing of it runs, makes an element, or asks for anything, on any page.

The site is served under its own policy, which is not what keeps it so: the policy has nothing to stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.content.fieldroles import marker_of
from builder.content.marks import Ref
from builder.tools import examples
from tests import hostile
from tests.conftest import command, watched
from tests.nginx import serving
from tests.publish.test_policy import BROKEN, KEPT

MADE = """() => [
  ...document.querySelectorAll("x-hostile, base, [hostile], [src*=elsewhere i], [href^='javascript:' i], meta[content*=elsewhere i]:not([name], [property])"),
  ...[...document.querySelectorAll("*")].filter(element => [...element.attributes].some(({ name }) => name.startsWith("on"))),
  ...[...document.scripts].filter(script => !script.src && !script.type && /hacked/.test(script.textContent)),
].map(element => element.outerHTML.slice(0, 300))"""
"""What text has made on a page, were it read as markup."""
LOOKED_AT = """async () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const end = performance.now() + 100_000;
    const empty = () => [...document.querySelectorAll("details.cite")].some(box => !box.querySelector(".cite__list"));
    while (empty() && performance.now() < end) await new Promise(done => setTimeout(done));
    return [...(window.ran ? ["text has run"] : []), ...(empty() ? ["a box of citations stays empty"] : []), ...(%s)(), ...window.broken];
}"""
"""What is wrong with the page that is open, also when all that is folded on it is open; in one go."""
KNOWN = {"RegisterEntry.kind", "Type.text", "Type.titles"}
"""Fields that a kind of content or a family of fonts must be named in, though they take any text by themselves."""


def faults(page: Any) -> list[str]:
    """What is wrong with the page that is open, as far as text can have done it."""
    ran = ["text has run"] if page.evaluate("window.ran") else []
    return [*ran, *page.evaluate(MADE), *page.evaluate("window.broken")]


def looked_at(page: Any, address: str) -> list[str]:
    """What is wrong with a page, also when all that is folded on it is open."""
    page.goto(address)
    return [f"{address}: {fault}" for fault in page.evaluate(LOOKED_AT % MADE)]


def searched(page: Any, base: str) -> list[str]:
    """The same of what is found: in the box, and on the page of results."""
    found = []
    for text in ("hacked", "x-hostile", hostile.TEXTS[0], hostile.TEXTS[2]):
        page.goto(base)
        page.fill("#search", text)
        page.wait_for_selector("[role=option]")
        found += faults(page)
        page.keyboard.press("Escape")
        page.locator("[data-search]").evaluate("form => form.submit()")
        page.wait_for_url("**/search/?q=*")
        page.locator("[data-results] [data-list] li").first.wait_for()
        found += faults(page)
    return found


def compared_and_chosen(page: Any, base: str) -> list[str]:
    """The same of a comparison, a filtered list, and a brief of everything."""
    page.goto(f"{base}compare/?c=country-1,country-2")
    page.locator("[data-compare] :is(th, td):visible").first.wait_for()
    found = faults(page)
    page.goto(f"{base}brief/")
    boxes = page.locator("[data-part] input")
    for at in range(boxes.count()):
        boxes.nth(at).check()
    page.wait_for_function("[...document.querySelectorAll('.own__part')].every(part => part.querySelector('h1'))")
    return found + faults(page)


@pytest.mark.parametrize("turn", range(hostile.TURNS))
def test_hostile_text_is_text(turn: int, window: Callable[..., Any], tmp_path: Path) -> None:
    poisoned, others = hostile.make(tmp_path / "content", turn)
    assert len(poisoned) > 200
    fields = {f"{cls.__name__}.{name}": (cls, name) for group in hostile.groups() for cls, name in group}
    free = {
        name
        for name in others
        for cls, field in [fields[name]]
        if not isinstance(marker_of(cls, field), Ref) and examples.accepts(cls, field, hostile.TEXTS[0])
    }
    assert free <= KNOWN, "every field that takes any text has hostile text"
    done = command("build", "--provisional", *(() if turn else ("--offline",)), cwd=tmp_path)
    assert done.code == 0, done.err
    site = tmp_path / "site"
    pages = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html"))
    assert len(pages) > 80
    page = window(viewport={"width": 1280, "height": 900})
    page.add_init_script(f"window.hacked = () => {{ window.ran = true; }}; {BROKEN}")
    with serving(site, tmp_path / "nginx") as hosts:
        said = watched(page, hosts.root.removesuffix("/"))
        found = [fault for address in pages for fault in looked_at(page, hosts.root + address)]
        found += searched(page, hosts.root) + compared_and_chosen(page, hosts.root)
        kept = page.evaluate(KEPT)
    assert found + said == []
    assert kept["local"] == {}
    if not turn:
        assert_offline_copy_is_text(window(), tmp_path / "site-offline")


def assert_offline_copy_is_text(page: Any, folder: Path) -> None:
    """The copy opens from a folder, with no policy at all."""
    page.add_init_script(f"window.hacked = () => {{ window.ran = true; }}; {BROKEN}")
    said = watched(page, folder.as_uri())
    pages = [path for path in sorted(folder.rglob("*.html")) if not re.search(r"/id/.*/(cite|card)\.html$", path.as_posix())]
    assert len(pages) > 40
    found = [fault for path in pages for fault in looked_at(page, path.as_uri())]
    page.goto((folder / "index.html").as_uri())
    page.fill("#search", "hacked")
    page.wait_for_selector("[role=option]")
    assert found + faults(page) + said == []


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_browser_would_have_noticed(text: str, window: Callable[..., Any]) -> None:
    """Each text does what it can where it is read as markup, within text or within an attribute of either sort."""
    page = window()
    page.add_init_script(f"window.hacked = () => {{ window.ran = true; }}; {BROKEN}")
    noticed = []
    for place in ("<p>%s", '<p title="%s">x', "<p title='%s'>x", "<title>%s", '<a href="%s">x</a>'):
        page.goto("about:blank")
        page.set_content(f"<!doctype html>{place.replace('%s', text)}")
        noticed += faults(page)
    by_others = text.startswith(("[a](", "&lt;"))  # by readers of Markdown, or where text is read twice
    assert bool(noticed) != by_others
