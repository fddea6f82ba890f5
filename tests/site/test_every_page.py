"""What holds for every page, in a browser: each is opened once, and everything that is held of all of them is looked at while it is open.

A fault names the page, the rule, and what was found. Permanent links and frozen editions are pages that only lead on; `test_permalinks` tries them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import Site, watched
from tests.site import axe

PARTS = 6
"""The pages are looked at in so many tests, so that workers share them evenly; each takes neighbours, which are alike."""
TALLEST = {1280: 8_400, 390: 16_800}
"""No page is taller, in CSS pixels, by the width of the window, in a language with long words either."""
WIDTHS = (1280, 768, 390, 320)
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 26)"}
AXE = {1280: axe.EVERYTHING, 390: axe.LAYOUT}
"""What is looked at in a window of a width: all rules, and those that the width can bear on."""
FOLDED = "details:not([open])::details-content { display: none !important }"
"""Each part is measured as it is when it is seen; what is folded stays so."""
SIZES = """
async ([width, folded]) => {
    const end = performance.now() + 100_000;
    do { await new Promise(requestAnimationFrame) } while (innerWidth !== width && performance.now() < end);
    const { scrollWidth } = document.documentElement;
    const style = document.head.appendChild(Object.assign(document.createElement("style"), { textContent: folded }));
    const { scrollHeight } = document.documentElement;
    style.remove();
    return [scrollWidth, scrollHeight];
}
"""
"""How wide and how tall a page is in a window that gets this width, the latter with a style that is added; in one go, so that nothing is painted in between."""


def addresses(site: Site) -> list[str]:
    """Every page that a template makes or that leads on to one, and the one for addresses that do not exist."""
    pages = {path.relative_to(site.docs).with_suffix("").as_posix() for path in site.docs.rglob("*.md")}
    pages |= {path.with_suffix("").as_posix() for path in site.pages if path.name == "index.html" and not {"id", "editions"}.intersection(path.parts[:2])}
    return [f"/{page.removesuffix('index').rstrip('/')}/".replace("//", "/") for page in sorted(name.removesuffix("/index") for name in pages)] + ["/404.html"]


@pytest.fixture
def visitor(tab: Callable[..., Any], site: Site) -> tuple[Any, list[str]]:
    """A page that can be opened anywhere on the site, with axe, and what it says on the console or fetches from elsewhere."""
    page = tab(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.add_init_script(axe.SOURCE)
    return page, watched(page, site.url)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(part: int, visitor: tuple[Any, list[str]], site: Site) -> None:
    """It works without a word on the console, is neither too wide nor too long, and axe finds nothing in any window, light or dark."""
    page, said = visitor
    known = {(width, scheme): axe.Known() for width in AXE for scheme in PAPER}
    every = addresses(site)
    assert len(every) > 30
    found = []
    for address in every[part * len(every) // PARTS : (part + 1) * len(every) // PARTS]:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if width == WIDTHS[0]:
                found += [f"{address}: {fault}" for fault in opened(page, address)]
            found += [f"{address}, {width} wide: {fault}" for fault in laid_out(page, width)]
            if width in AXE:
                found += [f"{address}, {width} wide: {fault}" for fault in axe_finds(page, width, known)]
    assert found + said == []


def opened(page: Any, address: str) -> Iterator[str]:
    """Opens a page in light colours, all laid out."""
    page.emulate_media(color_scheme="light")
    answer = page.goto(address, wait_until="load")
    if answer.status != 200:
        yield f"status {answer.status}"
    if not page.title():
        yield "no title"
    page.add_style_tag(content=axe.ALL_LAID_OUT)


def laid_out(page: Any, width: int) -> Iterator[str]:
    """Reflow (1.4.10): what scrolls sideways does so in a box of its own. And no page is endless."""
    wide, tall = page.evaluate(SIZES, [width, FOLDED])
    if wide > width:
        yield f"{wide} pixels wide"
    if tall > TALLEST.get(width, tall):
        yield f"{tall} pixels long"


def axe_finds(page: Any, width: int, known: dict[tuple[int, str], axe.Known]) -> Iterator[str]:
    """What axe finds in a window of this width: by all that the width can bear on, and in dark colours by what those can."""
    for scheme, paper in PAPER.items():
        page.emulate_media(color_scheme=scheme)
        for fault in axe.found(page, AXE[width] if scheme == "light" else None, known[width, scheme], paper):
            yield f"{scheme}: {fault}"
    page.emulate_media(color_scheme="light")


ALIKE = "<!doctype html><html lang=en><title>Rows</title><style>%s</style><main><h1>Rows</h1>" + "".join(
    f'<p id="p{n}">Words and more words around <a href="#p0">a link</a> and after it.</p>' for n in range(40)
)


@pytest.mark.parametrize(
    ("style", "rules"),
    [
        ("", set()),
        ("#p7 { color: #bbb }", {"color-contrast"}),
        ("#p7 { opacity: 0.3 }", {"color-contrast"}),
        ("main { background: #fff } #p7 { background: #111 }", {"color-contrast"}),
        ("#p7 a { color: #222; text-decoration: none }", {"link-in-text-block"}),
        ("p { position: relative } #p7 { color: #bbb }", {"color-contrast"}),
        ("p { visibility: hidden } #p7 { visibility: visible; color: #bbb }", {"color-contrast"}),
        ("p, a { color: #bbb } p { clip-path: inset(50%%) } #p7 { clip-path: none }", {"color-contrast"}),
        ("p, a { color: #bbb; background: linear-gradient(#fff, #fff) } #p7, #p7 a { background: none }", {"color-contrast"}),
    ],
)
def test_one_of_many_is_found_where_it_differs(style: str, rules: set[str], window: Callable[..., Any]) -> None:
    """Texts that are set alike are looked at by one of them: not those that only seem to be."""
    page = window()
    page.set_content(ALIKE.replace("%s", style.replace("%%", "%")))
    page.evaluate(axe.SOURCE)
    known = axe.Known()
    found = axe.found(page, axe.LAYOUT, known)
    assert {fault.partition(":")[0] for fault in found} == rules
    assert all("p7" in fault or "a link" in fault for fault in found)
    assert len(known.judged) < 8
