"""Permanent addresses, pages that moved, and cards: valid HTML without scripts to rely on, in files and in a browser."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from lxml import etree
from oembedpy import consumer, discovery, types
from playwright.sync_api import expect

from builder import exports
from builder.exports import oembed
from builder.exports.context import Context
from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.hosting import hosted
from tests.made import BASE, NASTY, line, made, published, texts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

REAL = "https://strategy.example.org/"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def parsed(data: bytes) -> etree._Element:
    """A page, through a parser that raises where the HTML standard names an error."""
    return html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=True).parse(data.decode()).getroot()


def values(page: etree._Element, path: str) -> list[str]:
    return [str(value) for value in page.xpath(path, namespaces=XHTML)]


@pytest.fixture(scope="module")
def small(small_strategy: Strategy) -> dict[str, bytes]:
    return exports.files(published(small_strategy))


def test_leads_to_its_place(small_strategy: Strategy) -> None:
    files = exports.files(published(small_strategy, REAL))
    page = parsed(files["id/aim1-weir/index.html"])
    assert values(page, "//h:link[@rel='canonical']/@href") == [f"{REAL}objectives/clean-water/"]
    assert values(page, "//h:a[@id='target']/@href") == ["../../objectives/clean-water/#aim1-weir"]
    assert values(page, "//h:h1/text()") == ["1. Mend the weir"]
    assert b'<noscript><meta http-equiv="refresh" content="0; url=../../objectives/clean-water/#aim1-weir"></noscript>' in files["id/aim1-weir/index.html"]
    cite = parsed(files["id/aim1-weir/cite.html"])
    assert values(cite, "//h:h2/text()") == [
        "Word", "Citation", "BibTeX", "Markdown", "HTML", "APA", "Chicago", "Address", "reStructuredText"
    ]  # fmt: skip
    assert values(cite, "//h:pre/h:code/text()")[-2] == f"{REAL}id/aim1-weir/"
    assert b"refresh" not in files["id/aim1-weir/cite.html"]


def test_what_became_of_an_id(small: dict[str, bytes]) -> None:
    def said(name: str) -> str:
        return " ".join(" ".join(values(parsed(small[f"id/{name}/index.html"]), "//h:main//text()")).split())

    assert "This identifier was renamed. Write AIM1-WELLS instead." in said("aim1-pipe").replace(" .", ".")
    assert "was split on 2031-02-01. It has become:" in said("aim9")
    assert "AIM1 Keep the _lower_ river [x] clean & safe" in said("aim9")
    assert "was withdrawn on 2031-02-01: Nobody counts *fish* any more" in said("kf-fish")
    assert "Formerly AIM1-DUCT , AIM1-PIPE" in said("aim1-wells") or "Formerly AIM1-DUCT, AIM1-PIPE" in said("aim1-wells")
    # a renamed id leads on at once, through every renaming; the others stay to be read
    assert b'url=../../objectives/clean-water/#aim1-wells"' in small["id/aim1-pipe/index.html"]
    for name in ("aim9", "kf-fish"):
        assert b"refresh" not in small[f"id/{name}/index.html"]
        assert not values(parsed(small[f"id/{name}/index.html"]), "//h:script[not(@type='application/ld+json')]")


def test_page_addresses_that_changed(small: dict[str, bytes]) -> None:
    page = parsed(small["countries/isle/index.html"])
    assert values(page, "//h:a[@id='target']/@href") == ["../../countries/orr/"]
    assert values(page, "//h:link[@rel='canonical']/@href") == [f"{BASE}countries/orr/"]
    page = parsed(small["objectives/everything/index.html"])
    assert values(page, "//h:a[@id='target']/@href") == ["../../id/aim9/"]
    assert values(page, "//h:a[@id='aim1-duct']/@href") == ["../../objectives/clean-water/#aim1-wells"]


def test_a_page_is_never_overwritten(small_strategy: Strategy) -> None:
    where = published(small_strategy)
    pages = Context(small_strategy, where.site, (*where.pages, "objectives/everything/index.md", "countries/isle/index.md"), where.templates)
    assert not {"objectives/everything/index.html", "countries/isle/index.html"} & exports.files(pages).keys()


def test_cards(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    subjects = dict(oembed.embeddable(where))
    assert {identifier.id for identifier in subjects.values()} == {node.id for node in small_strategy.nodes if node.kind.embeddable}
    data = json.loads(oembed.oembed_json(where, subjects["kf-boats"]))
    assert (data["version"], data["type"], data["url"]) == ("1.0", "rich", f"{REAL}id/kf-boats/")
    (frame,) = html5lib.parseFragment(data["html"], namespaceHTMLElements=False)
    assert (frame.tag, frame.get("src"), frame.get("width")) == ("iframe", f"{REAL}id/kf-boats/card.html", str(data["width"]))
    card = oembed.card(where, subjects["kf-boats"])
    assert b"<script" not in card
    assert "1,200 boats" in line(" ".join(values(parsed(card), "//h:main//text()")))


def test_an_oembed_consumer_shows_every_card(small_strategy: Strategy, tmp_path: Path) -> None:
    """It is given the address of an id, finds there where to ask, asks, and shows what it is told."""
    with hosted(tmp_path) as url:
        where = published(small_strategy, f"{url}/")
        for path, data in exports.files(where).items():
            if path.startswith("id/"):
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(data)
        for _, identifier in oembed.embeddable(where):
            address = f"{url}/{identifier.address}"
            endpoint, parameters = discovery.find_from_content(address)
            assert parameters.url == address
            found = consumer.fetch_content(endpoint, parameters)
            assert isinstance(found, types.Rich)
            assert (found.title, found.width) == (f"{line(identifier.title)} ({identifier.id})", oembed.WIDTH)
            (frame,) = html5lib.parseFragment(found.html, namespaceHTMLElements=False)
            assert frame.get("src") == f"{address}card.html"


@given(texts)
@example(NASTY)
def test_any_title_on_a_card(title: str) -> None:
    where = published(made(title))
    for _, identifier in oembed.embeddable(where):
        data = json.loads(oembed.oembed_json(where, identifier))
        (frame,) = html5lib.parseFragment(data["html"], namespaceHTMLElements=False)
        assert frame.get("title") == data["title"] == f"{line(title)} ({identifier.id})"


# --- in a browser -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def under_a_path(small_build: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site below a path, as on a host that serves many sites; an unknown address gets its page for that."""
    root = tmp_path_factory.mktemp("host")
    (root / "plan").symlink_to(small_build.folder)

    with hosted(root, missing=small_build.folder / "404.html") as url:
        yield f"{url}/plan/"


@pytest.mark.parametrize(
    ("asked", "with_script", "without"),
    [
        ("id/aim1-wells/", "objectives/clean-water/#aim1-wells", "objectives/clean-water/#aim1-wells"),
        ("id/orr/#evidence", "countries/orr/#evidence", "countries/orr/#evidence"),
        ("id/orr/?from=report#evidence", "countries/orr/?from=report#evidence", None),
        ("id/aim1-pipe/", "objectives/clean-water/#aim1-wells", "objectives/clean-water/#aim1-wells"),
        ("countries/isle/#evidence", "countries/orr/#evidence", None),
        ("objectives/everything/#aim1-duct", "objectives/clean-water/#aim1-wells", None),
        ("objectives/clean-water/#aim1-pipe", "objectives/clean-water/#aim1-wells", None),
        ("id/ORR/", "countries/orr/", None),
        ("id/ORR/#evidence", "countries/orr/#evidence", None),
    ],
)
def test_arrival(under_a_path: str, window: Callable[..., Any], asked: str, with_script: str, without: str | None) -> None:
    """Where a reader who follows a link ends up, and stays."""
    page = window()
    page.goto(under_a_path + asked)
    for _ in range(2):
        expect(page).to_have_url(under_a_path + with_script)
        page.wait_for_timeout(100)
    if without:
        page = window(java_script_enabled=False)
        page.goto(under_a_path + asked)
        expect(page).to_have_url(re.compile(re.escape(under_a_path + without.partition("#")[0]) + "(#.*)?$"))


def test_what_stays_to_be_read(under_a_path: str, window: Callable[..., Any]) -> None:
    page = window()
    for name in ("aim9", "kf-fish"):
        page.goto(f"{under_a_path}id/{name}/")
        page.wait_for_timeout(200)
        assert page.url == f"{under_a_path}id/{name}/"
    page.goto(f"{under_a_path}key-figures/#kf-fish")
    assert "KF-FISH (Fish in the river): withdrawn on 2031-02-01. Nobody counts *fish* any more" in page.locator("#kf-fish").inner_text()


def test_links_below_a_path(small_build: Site) -> None:
    """Every relative link of the small HTML pages leads to a file of the site."""
    for path in [*(small_build.folder / "id").rglob("*.html"), small_build.folder / "countries/isle/index.html"]:
        for href in values(parsed(path.read_bytes()), "//h:a/@href | //h:link[not(@rel='canonical')]/@href | //h:script/@src"):
            if not href.startswith("http"):
                target = Path(path.parent, href.partition("#")[0]).resolve()
                assert (target / "index.html" if target.is_dir() else target).is_file(), (path, href)
