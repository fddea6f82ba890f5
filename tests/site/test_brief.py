"""My brief: parts chosen, put together, shared by the address and printed, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.hosting import hosted
from tests.site import axe

LIMIT = 20_000
"""Bytes of script that the page may load."""
FIVE = "/brief/?with=VAR,KET,ORR,AIM2,AIM1"


@pytest.fixture(scope="module")
def site(small_build: Site) -> Iterator[Site]:
    """The site of the invented strategy, whose titles look like markup, served at a free port."""
    with hosted(small_build.folder) as url:
        yield Site(small_build.folder, small_build.docs, url)


def titles(page: Any) -> list[str]:
    """The titles of the parts, when all are there."""
    page.wait_for_function("[...document.querySelectorAll('.own__part')].every(part => part.querySelector('h1'))")
    return [" ".join(text.split()) for text in page.locator(".own__part h1").all_inner_texts()]


def listed(page: Any) -> list[str]:
    """The selection as the page lists it."""
    return list(page.locator("[data-list] a").all_inner_texts())


def box(page: Any, name: str) -> Any:
    """The box to tick for a part."""
    return page.get_by_role("checkbox", name=name, exact=True)


# --- choosing, sharing, going back --------------------------------------------------------------


def test_what_is_ticked_is_shown_and_the_address_says_it(page: Any, site: Site) -> None:
    page.goto("/brief/")
    box(page, "Varnholm").check()
    assert page.url == f"{site.url}/brief/?with=VAR"
    page.get_by_role("checkbox", name=re.compile("^AIM2 ")).check()
    page.get_by_role("checkbox", name="Key figures").check()
    assert page.url == f"{site.url}/brief/?with=VAR,AIM2,key-figures"
    shown = titles(page)
    assert shown[0] == "Varnholm"
    assert shown[1].startswith("AIM2 ")
    assert shown[2] == "Key figures"
    assert [name.split()[0] for name in listed(page)] == ["Varnholm", "AIM2", "Key"]
    assert page.title().startswith("Varnholm – AIM2 ")
    expect(page.locator("[data-status]")).to_have_text("Key figures added. Parts in this brief: 3.")
    page.go_back()
    page.wait_for_url("**/brief/?with=VAR,AIM2")
    assert len(listed(page)) == 2
    expect(page.get_by_role("checkbox", name="Key figures")).not_to_be_checked()
    page.go_back()
    page.go_back()
    page.wait_for_url("**/brief/")
    assert listed(page) == []
    expect(page.get_by_text("Nothing yet")).to_be_visible()
    page.go_forward()
    page.wait_for_url("**/brief/?with=VAR")
    expect(box(page, "Varnholm")).to_be_checked()
    assert titles(page) == ["Varnholm"]


def test_an_address_is_shared(page: Any, tab: Callable[..., Any]) -> None:
    """Whoever opens it sees the same, in the same order; what it names and the strategy does not have is said."""
    page.goto("/brief/?with=AIM2,VAR")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    expect(page.locator("[data-status]")).to_contain_text("Copied: http")
    other = tab()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    assert titles(other) == titles(page)
    assert titles(other)[1] == "Varnholm"
    other.goto("/brief/?with=var,<img src=x>,aim99,KET")
    assert titles(other) == ["Varnholm", "Keth & Low|mark"]
    expect(other.locator("[data-status]")).to_have_text("Not in this strategy: <img, src=x>, aim99. Parts in this brief: 2.")
    assert other.url.endswith("/brief/?with=VAR,KET")


def test_pages_add_to_what_was_chosen(page: Any, tab: Callable[..., Any], site: Site) -> None:
    """In this tab; a plain link, so it works in another one too, and the way back is the page where it was."""
    page.goto("/countries/varnholm/")
    page.get_by_role("link", name="Add to my brief").click()
    page.wait_for_url("**/brief/?with=VAR")
    page.goto("/objectives/free-trade/")
    page.get_by_role("link", name="Add to my brief").click()
    page.wait_for_url("**/brief/?with=VAR,AIM2")
    assert titles(page)[0] == "Varnholm"
    page.go_back()
    page.wait_for_url("**/objectives/free-trade/")
    page.get_by_role("link", name="My brief").first.click()
    page.wait_for_url("**/brief/?with=VAR,AIM2")
    page.get_by_role("button", name="Clear").click()
    page.goto("/brief/")
    assert listed(page) == []
    assert page.context.cookies() == []
    fresh = tab()
    fresh.goto("/brief/?with=AIM2&add")
    fresh.wait_for_url("**/brief/?with=AIM2")
    assert len(titles(fresh)) == 1


def test_the_order_is_changed_with_the_keyboard(page: Any) -> None:
    page.goto("/brief/?with=VAR,KET,AIM2")
    page.get_by_role("button", name="Down Varnholm").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief/?with=KET,VAR,AIM2")
    expect(page.locator("[data-status]")).to_have_text("Varnholm is number 2. Parts in this brief: 3.")
    expect(page.get_by_role("button", name="Down Varnholm")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief/?with=KET,AIM2,VAR")
    assert titles(page)[::2] == ["Keth & Low|mark", "Varnholm"]
    page.get_by_role("button", name="Remove Keth & Low|mark").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Remove AIM2"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Varnholm")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In this brief")).to_be_focused()
    assert page.locator(".own__part").count() == 0


def test_a_brief_is_made_with_the_keyboard_alone(page: Any) -> None:
    """Find, tick, and print: each with Tab, space and Enter, and each with a name for those who do not see it."""
    page.goto("/brief/")
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('.own__part h1').length; }")
    page.get_by_role("searchbox", name="Find cantons or aims").focus()
    page.keyboard.type("Farnholm")
    expect(page.locator("[data-status]")).to_have_text("1 found.")
    assert page.get_by_role("checkbox").count() == 1
    assert page.get_by_role("group", name="Cantons and isles").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/brief/?with=VAR")
    while not page.evaluate("document.activeElement.matches('[data-print]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("window.printed === 1")
    assert page.get_by_role("region", name="Varnholm", exact=True).count() == 1


def test_a_part_that_does_not_come_is_said_and_tried_again(tab: Callable[..., Any]) -> None:
    page = tab()
    page.route("**/countries/varnholm/", lambda route: route.fulfill(status=404, body="<main><article><h1>Not found</h1></article></main>"))
    page.goto("/brief/?with=VAR,KET")
    expect(page.locator("[data-status]")).to_have_text("Varnholm could not be loaded.")
    assert page.locator("#part-VAR a").evaluate("link => link.pathname") == "/countries/varnholm/"
    expect(page.locator("#part-KET h1")).to_have_text("Keth & Low|mark")
    page.unroute("**/countries/varnholm/")
    page.get_by_role("button", name="Down Varnholm").click()
    assert titles(page) == ["Keth & Low|mark", "Varnholm"]


# --- parts ---------------------------------------------------------------------------------------


def test_parts_fit_together(page: Any) -> None:
    """No id twice, no link that leads nowhere, headings below the page's own, and nothing that only the pages themselves need."""
    page.goto(FIVE + ",framework,key-figures,contacts,overview")
    assert len(titles(page)) == 9
    assert page.evaluate("(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))") == []
    dead = "[...document.querySelectorAll('.own__part a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"
    assert page.evaluate(dead) == []
    assert page.locator(".own__part a[href^='#']").count() > 5
    relative = "[...document.querySelectorAll('.own__part [href]')].map(a => a.getAttribute('href')).filter(href => !/^(#|\\/|[a-z]+:)/.test(href))"
    assert page.evaluate(relative) == []
    assert page.locator(".own__part").locator("nav, form, script, .no-print, .cite, .brief-link, .headerlink").count() == 0
    assert set(page.locator(".own__part h1").evaluate_all("all => all.map(h => h.ariaLevel)")) == {"2"}


def test_only_what_was_chosen_is_loaded_of_very_many(tab: Callable[..., Any]) -> None:
    """With 2,000 countries: their pages stay where they are, a few boxes are shown, and typing finds the others."""

    def many(route: Any) -> None:
        answer = route.fetch()
        made = "".join(
            f'<li data-part="X{n}" data-page="../countries/x{n}/" data-names="X{n} Island {n}"><a href="../briefs/x{n}.pdf">Island {n}</a></li>'
            for n in range(2000)
        )
        route.fulfill(response=answer, body=answer.text().replace("<li data-part=", made + "<li data-part=", 1))

    page = tab(viewport={"width": 1280, "height": 900})
    page.route("**/brief/*", many)
    page.route("**/countries/x*/", lambda route: route.fulfill(body="<main><article><h1>An island</h1></article></main>", content_type="text/html"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/countries/" in request.url else None)
    page.goto("/brief/")
    countries = page.get_by_role("group", name="Cantons and isles")
    expect(countries.get_by_role("checkbox")).to_have_count(60)
    expect(countries.get_by_text("type a name above")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 8000
    page.get_by_role("searchbox", name="Find cantons or aims").fill("island 1987")
    expect(countries.get_by_role("checkbox")).to_have_count(1)
    expect(countries.get_by_text("type a name above")).to_be_hidden()
    countries.get_by_role("checkbox").check()
    assert titles(page) == ["An island"]
    assert [url.rsplit("/", 2)[1] for url in asked] == ["x1987"]


def test_script_is_light(page: Any) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if answer.url.endswith(".js") else None)
    page.goto(FIVE)
    assert len(titles(page)) == 5
    inline = page.evaluate("[...document.scripts].filter(s => !s.src && (!s.type || /javascript|module/.test(s.type))).map(s => s.text.length)")
    assert sorted(url.rsplit("/", 1)[1] for url in sizes) == ["app.js", "brief.js"]
    assert sum(sizes.values()) + sum(inline) <= LIMIT


# --- paper ---------------------------------------------------------------------------------------

HEAD = 48
"""Height of the strip for running heads, in points: less than the margin of 18 mm."""


def sheets(page: Any, path: Path) -> list[tuple[str, str]]:
    """The running head and the whole text of every sheet that the page prints."""
    page.pdf(path=path, format="A4", prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(path)
    found = []
    for sheet in document:
        text = sheet.get_textpage()
        head, whole = text.get_text_bounded(bottom=sheet.get_height() - HEAD), text.get_text_bounded()
        found.append((" ".join(head.split()), " ".join(whole.split())))
    document.close()
    return found


def test_it_prints_as_one_document(page: Any, small_strategy: Strategy, tmp_path: Path) -> None:
    """Each part begins a sheet; heads and numbers on all; sources, edition and address; nothing of the chooser."""
    page.goto(FIVE)
    names, shown, work = listed(page), titles(page), small_strategy.publication.title
    found = sheets(page, tmp_path / "brief.pdf")
    heads = [head.removeprefix(work).strip() for head, _ in found]
    assert list(dict.fromkeys(heads)) == names
    assert heads == sorted(heads, key=names.index)
    for number, (head, text) in enumerate(found, 1):
        assert head.startswith(work)
        assert f"{number} / {len(found)}" in text
        assert len(text.split()) > 30, f"almost nothing on sheet {number}"
    for name, title in zip(names, shown, strict=True):
        assert title in found[heads.index(name)][1]
    whole = " ".join(text for _, text in found)
    assert "In this brief" in found[0][1]
    assert all(name in found[0][1] for name in names)
    assert whole.count("Source:") > 5
    assert f"edition {small_strategy.publication.edition.name}" in found[-1][1]
    assert "https://ostra.example.org/plan/brief/?with=VAR,KET,ORR,AIM2,AIM1" in found[-1][1].replace(" ", "")
    assert "https://ostra.example.org/plan/id/var/" in whole
    for furniture in (
        "Find cantons",
        "About all of them",
        "Remove",
        "Print or save",
        "Add to my brief",
        "Link & cite",
        "kept in this tab",
        "Brief (PDF",
        "Menu",
    ):
        assert furniture not in whole, furniture
    assert "127.0.0.1" not in whole


# --- everybody ------------------------------------------------------------------------------------


def test_without_javascript_the_page_leads_to_ready_pdfs(tab: Callable[..., Any], site: Site, small_strategy: Strategy) -> None:
    page = tab(java_script_enabled=False)
    page.goto("/brief/?with=VAR")
    expect(page.get_by_text("JavaScript, which is off")).to_be_visible()
    files = page.locator(".chooser a[href$='.pdf']:visible").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    entries = [node for node in small_strategy.nodes if node.kind.page_brief and node.brief and node is not small_strategy.root]
    assert len(files) >= len(entries) > 3
    assert all((site.folder / path.lstrip("/")).is_file() for path in files)
    assert page.get_by_role("button", name="Print or save as PDF").is_hidden()
    assert page.get_by_role("searchbox", name="Find cantons or aims").is_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab: Callable[..., Any], width: int, scheme: str) -> None:
    page = tab(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.add_init_script(axe.SOURCE)
    page.goto("/brief/?with=VAR,KET,AIM2,key-figures,framework")
    titles(page)
    page.add_style_tag(content=axe.ALL_LAID_OUT)
    assert axe.found(page, axe.EVERYTHING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def invented(small_build: Site) -> Iterator[str]:
    """The address of the small strategy's site, whose titles look like markup."""
    with hosted(small_build.folder) as url:
        yield url


def test_titles_that_look_like_markup_stay_text(window: Callable[..., Any], invented: str, small_strategy: Strategy, tmp_path: Path) -> None:
    page = window()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    ids = [node.id for node in small_strategy.nodes if node.kind.page_brief and node.id]
    page.goto(f"{invented}/brief/?with={','.join(ids)}")
    assert len(titles(page)) == len(ids) > 3
    assert len(listed(page)) == len(ids)
    assert page.locator("[data-list] a > *").count() == 0
    assert page.locator(".own__part").locator("script, iframe, [onerror], [onload], [onclick]").count() == 0
    assert page.evaluate("document.adoptedStyleSheets[0].cssRules.length") == len(ids) + 1
    found = sheets(page, tmp_path / "brief.pdf")
    assert len(found) >= len(ids)
    assert found[0][0].startswith(small_strategy.publication.title[:10])
    assert faults == []
