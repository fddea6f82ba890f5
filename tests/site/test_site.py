"""The published site: every link leads somewhere, nothing comes from elsewhere, and people find what they look for."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from tests import markup
from tests.conftest import Site

HOST = "https://strategy.example.org"
LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "embed": "src", "video": "src", "audio": "src", "object": "data"}
"""What a browser fetches without being asked; style sheets and icons are links."""
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "apple-touch-icon", "preconnect", "dns-prefetch"}


@cache
def _page(path: Path) -> HtmlElement:
    return markup.parse(path.read_text("utf-8"))


@cache
def _ids(path: Path) -> list[str]:
    return list(_page(path).xpath("//@id"))


def _address(page: Path) -> str:
    """The address of a page by its file: '/objectives/to5/'."""
    return "/" + page.as_posix().removesuffix("index.html")


@cache
def _file(site: Site, address: str) -> Path:
    path = site.folder / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if path.is_dir() or address.endswith("/") else path


def _references(page: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Every address on a page, with the element that has it."""
    found = []
    for element in page.iter():
        for name in ("href", "src", "data", "poster", "action"):
            if name in element.attrib and not (name == "data" and element.tag != "object"):
                found.append((element, element.attrib[name]))
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                found.append((element, candidate.split()[0]))
    return found


def test_every_internal_link_and_anchor_leads_somewhere(coast_build: Site) -> None:
    """On every page, permanent links and their anchors included; addresses with the site's own host count as internal."""
    dead = []
    for name in coast_build.pages:
        page = _page(coast_build.folder / name)
        here = urljoin(HOST + _address(name), "".join(page.xpath("//base/@href")))
        for relation, reference in dict.fromkeys((element.get("rel"), reference) for element, reference in _references(page)):
            target = urlsplit(urljoin(here, reference))
            if f"{target.scheme}://{target.netloc}" != HOST or relation in ("edit", "nofollow"):
                continue
            file = _file(coast_build, target.geturl())
            if not file.is_file():
                dead.append(f"{_address(name)}: {reference}")
            elif target.fragment and file.suffix == ".html" and unquote(target.fragment) not in _ids(file):
                dead.append(f"{_address(name)}: {reference} (no such anchor)")
    assert dead == []


def test_an_anchor_is_on_a_page_once(coast_build: Site, small_build: Site) -> None:
    for site in (coast_build, small_build):
        for name in site.pages:
            repeated = [anchor for anchor, count in Counter(_ids(site.folder / name)).items() if count > 1]
            assert repeated == [], name


def test_nothing_is_fetched_from_elsewhere(coast_build: Site) -> None:
    """Scripts, style sheets, fonts, icons, pictures: all are the site's own, in every page and every style sheet."""
    foreign = []
    for name in coast_build.pages:
        for element, reference in _references(_page(coast_build.folder / name)):
            relations = set(element.get("rel", "").split())
            if (element.tag in LOADED or (element.tag == "link" and relations & FETCHED_RELATIONS)) and urlsplit(reference).netloc not in (
                "",
                urlsplit(HOST).netloc,
            ):
                foreign.append(f"{name}: {reference}")
    for path in coast_build.folder.rglob("*.css"):
        foreign += [f"{path.name}: {url}" for url in re.findall(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')]+)", path.read_text("utf-8"))]
    assert foreign == []
