"""Every style has something to style: the invented strategies together have all that the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder import reading
from tests import goals
from tests.conftest import Site, markdown_converter
from tests.site.test_styles import CHOSEN, LEFT, READ, probe, split
from tests.test_goals import pages_of

STATES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "results of a search, one of them chosen": (
        "/",
        lambda page: (page.fill("#search", "harbour"), page.wait_for_selector("#search-0"), page.keyboard.press("ArrowDown")),
    ),
    "a question that the editors answer": ("/", lambda page: (page.fill("#search", "pirates off golna"), page.locator(".search__answer").wait_for())),
    "the page of all results": ("/search/?q=harbour", lambda page: page.locator("[data-list] mark").first.wait_for()),
    "a text of a result that is still to come": (
        "/search/?q=harbour",
        lambda page: page.locator(".search__text").first.evaluate("text => text.replaceChildren()"),
    ),
    "a table sorted upwards": ("/countries/?sort=name", lambda page: page.wait_for_selector("[aria-sort=ascending]")),
    "a table sorted downwards": ("/countries/?sort=-name", lambda page: page.wait_for_selector("[aria-sort=descending]")),
    "a brief of one's own": ("/brief/?with=ald,to1", lambda page: page.locator(".own__part h1").nth(1).wait_for()),
    "countries compared": ("/compare/?c=ald,isk", lambda page: page.wait_for_selector(".filters--even")),
    "an opened box for citing": ("/objectives/to1/", lambda page: (page.locator("details.cite summary").first.click(), page.wait_for_selector(".cite__copy"))),
    "a chip that was pressed": ("/objectives/to1/", lambda page: page.locator("a.chip").first.evaluate("chip => { chip.dataset.copied = ''; }")),
    "the rest of a list of mentions": ("/framework/", lambda page: page.locator("details.more summary").first.click()),
    "an entry that is open": ("/key-figures/", lambda page: page.locator("#kf-sailors details").first.evaluate("box => { box.open = true; }")),
    "a group that a filter left empty": ("/key-figures/", lambda page: page.locator(".table--opening").first.evaluate("box => { box.hidden = true; }")),
    "a section that is being read": ("/context/sea/", lambda page: (page.mouse.wheel(0, 1500), page.wait_for_selector(".toc [aria-current]"))),
    "colours chosen by the reader: dark": ("/", lambda page: page.click(CHOSEN)),
    "colours chosen by the reader: light": ("/", lambda page: (page.click(CHOSEN), page.click(CHOSEN))),
    "a tooltip shown by a finger": ("/context/sea/", lambda page: page.locator(".term").first.evaluate("term => { term.dataset.shown = ''; }")),
    "a tooltip put away": ("/context/sea/", lambda page: (page.locator(".term").first.focus(), page.keyboard.press("Escape"))),
    "a tooltip at the end of a line": (
        "/context/sea/",
        lambda page: page.locator(".term").first.evaluate("term => term.toggleAttribute('data-end', true)"),
    ),
}
"""What only scripts make of a page, and how a reader comes to it."""
ELSEWHERE = {
    "a kind whose entries stand one below the other, as the recipes make it": (".prose h2.entry",),
    "prose with more levels of headings": ("h5", "h6", ".prose h5"),
    "a strategy with other groups on its map": (".tile--6",),
    "a map of more places than have room for their names": (
        ".tiles--codes",
        ".tiles--codes .tiles__grid",
        ".tiles--codes ul",
        ".tiles--codes .tiles__group",
        ".tiles--codes li",
        ".tiles--codes .tile a",
        ".tiles--codes .tile :is(.shape, .mark)",
        ".tiles--codes .tile__code",
        ".tiles--codes .tile__name",
        ".tiles--codes .tile a:is(:hover, :focus-visible) .tile__name",
        ".cover .tiles__group .mark",
    ),
    "a strategy in several languages": (
        ".languages",
        ".untranslated::after",
        ".translated p",
        ".language",
        ".language:hover",
        ".language__name",
        ".language__tag",
        ".translated",
        ".translated + .page__grid .cover",
    ),
    "a page in Russian": (":where(:root:lang(ru))",),
    "a page that is written from right to left": ('[dir="rtl"]', '[dir="rtl"] a:is([href^="tel:"], [href^="mailto:"])'),
    "pages in the menu with levels below them": (".section-nav__part--2", ".section-nav__part--3"),
    "objectives that are parts of others": (".tree__area li > ul", ".links__parts", ".prose .links__parts"),
    "more groups than there are shapes, which have numbers": (".mark",),
    "a strategy with a look of its own (tests/test_look.py)": (".brand__logo", ".owned", ".picture", ".tree__goal.owned"),
    "a frozen edition (tests/publish/test_frozen.py)": (".kept", ".kept a"),
}
"""What other content has, and neither site."""


def test_every_selector_has_something_to_style(tab: Callable[..., Any], site: Site, small_build: Site, tmp_path: Path) -> None:
    """On a page of the site of the region or the small one as it is published, on one of the goals of another shape, or in one of `STATES`."""
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto("/")
    selectors = {single: probe(single) for found in page.evaluate(READ) for single in split(found)}
    assert len(selectors) > 400
    folders = (site.folder, small_build.folder)
    texts = [text for folder in folders for path in sorted(folder.rglob("*.html")) if "assets/strategy.css" in (text := path.read_text("utf-8"))]
    assert len(texts) > 60
    convert = markdown_converter()
    shape = pages_of(reading.read(goals.write(tmp_path / "content")))
    for path, text in shape.items():
        if path.count("/") < 2:
            body = convert(text.partition("\n---\n")[2])
            texts.append('<div class="prose">' + body.replace('<details class="fold"', '<details class="fold" open', 1) + "</div>")
    left = page.evaluate(f"([pages, selectors]) => ({LEFT})(pages, selectors)", [texts, sorted(set(selectors.values()))])
    for address, act in STATES.values():
        page.goto(address)
        act(page)
        left = page.evaluate(f"selectors => ({LEFT})([null], selectors)", left)
        page.evaluate("localStorage.clear()")
    elsewhere = {selector for some in ELSEWHERE.values() for selector in some}
    unused = {selector for selector, probed in selectors.items() if probed in left}
    assert (sorted(unused - elsewhere), sorted(elsewhere - unused)) == ([], [])
