"""The Atom feed, read by feedparser, and the sitemap."""

from __future__ import annotations

import warnings
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given

from builder.content import addresses
from builder.content.records import Objective
from builder.exports import feed, sitemap
from builder.exports.context import Context
from builder.model.strategy import Strategy
from builder.pages import catalogue
from tests.conftest import Site
from tests.made import NASTY, TEMPLATES, line, made, published, texts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

REAL = "https://strategy.example.org/"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_editions(small_strategy: Strategy) -> None:
    found = feedparser.parse(feed.atom(published(small_strategy, REAL)))
    assert not found.bozo
    assert found.version == "atom10"
    assert (found.feed.title, found.feed.updated) == ("Ostra Plan 2031–2034: water *and* people: The basin & its <three> cantons", "2031-02-28T00:00:00Z")
    assert [(entry.title, entry.link) for entry in found.entries] == [
        ("Edition 2nd", f"{REAL}changes/#edition-2nd"),
        ("Edition 1st", f"{REAL}changes/#edition-1st"),
    ]
    content = found.entries[0].content[0].value
    assert "Renamed: The pipe is a well now [x]" in content
    assert f'<a href="{REAL}id/aim1-pipe/">AIM1-PIPE</a>' in content


def test_one_edition_where_none_is_listed() -> None:
    model = made("Plan", extra={"edition": []})
    (entry,) = feedparser.parse(feed.atom(published(model))).entries
    assert (entry.title, entry.updated) == ("Edition 1.0", "2031-02-28T00:00:00Z")


@given(texts)
@example(NASTY)
def test_any_text(text: str) -> None:
    data = feed.atom(published(made(text)))
    root = ET.fromstring(data)
    atom = {"": "http://www.w3.org/2005/Atom"}
    assert root.findtext("title", namespaces=atom) == f"{line(text)}: {line(text)}"
    assert root.findtext("entry/summary", namespaces=atom) == line(text)
    assert not feedparser.parse(data).bozo


def test_sitemap(coast_strategy: Strategy) -> None:
    all_pages = tuple(page.path for page in catalogue.pages(coast_strategy))
    where = Context(coast_strategy, addresses.Site(REAL), all_pages, TEMPLATES)
    root = ET.fromstring(sitemap.sitemap(where))
    objective = coast_strategy.of(Objective)[0].place.path
    found = [item.text or "" for item in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(all_pages) == len(set(found))
    assert {REAL, REAL + objective, f"{REAL}cite/"} <= set(found)
    assert not any("/id/" in address for address in found)
    frozen = Context(coast_strategy, addresses.Site(REAL, "1.0"), all_pages, TEMPLATES)
    assert f"{REAL}editions/1.0/{objective}</loc>".encode() in sitemap.sitemap(frozen)


def test_every_page_of_the_site_is_in_the_sitemap(coast_build: Site) -> None:
    text = (coast_build.folder / "sitemap.xml").read_text("utf-8")
    for page in coast_build.pages:
        if page.name == "index.html" and page.parts[0] != "id":
            assert f"<loc>{REAL}{page.parent.as_posix().removeprefix('.')}{'/' if page.parent.parts else ''}</loc>" in text, page
