"""What those see who are sent a link: every page and every permanent link names a picture that is there, with words for it."""

from __future__ import annotations

import struct
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from builder.views import sharing
from tests import markup
from tests.conftest import Site


def properties(path: Path) -> dict[str, list[str]]:
    """What the head of a page says in the words of Open Graph and of those who show cards."""
    found: dict[str, list[str]] = {}
    for item in markup.parse(path.read_text("utf-8")).xpath("//head/meta[@property or starts-with(@name, 'twitter:')]"):
        found.setdefault(item.get("property") or item.get("name"), []).append(item.get("content"))
    return found


@pytest.mark.parametrize("name", ["coast_build", "small_build"])
def test_every_page_and_permanent_link_has_a_picture(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    shown = set()
    pages = [page for page in site.pages if page.name == "index.html" and b"og:image" in (site.folder / page).read_bytes()]
    for page in pages:
        said = properties(site.folder / page)
        assert all(len(values) == 1 for values in said.values()), page
        (address,) = said["og:image"]
        file = site.folder / urlsplit(address).path.lstrip("/")
        if not file.is_file():  # a site that lies below its host's root
            file = site.folder / address.partition("/plan/")[2]
        data = file.read_bytes()
        assert data.startswith(b"\x89PNG"), page
        assert struct.unpack(">II", data[16:24]) == sharing.SIZE == (int(said["og:image:width"][0]), int(said["og:image:height"][0])), page
        assert said["twitter:card"] == ["summary_large_image"], page
        assert said["og:image:alt"][0].strip(), page
        shown.add(file)
    assert shown == {site.folder / "share.png", *site.folder.glob("share/*.png")}
    moved = {page for page in site.pages if page.name == "index.html" and "This page has moved" in (site.folder / page).read_text("utf-8")}
    withdrawn = {page for page in site.pages if page.parts[0] == "id" and page.name == "index.html" and page not in pages}
    assert {page for page in site.pages if page.name == "index.html"} == {*pages, *moved, *withdrawn}
    assert all("This identifier was" in (site.folder / page).read_text("utf-8") for page in withdrawn)


def test_pictures_are_those_of_what_the_page_is_about(small_build: Site) -> None:
    base = "https://ostra.example.org/plan/"
    for page, picture in {
        "countries/varnholm": "share/var.png",
        "objectives/clean-water": "share/aim1.png",
        "id/aim1-weir": "share/aim1.png",
        "glossary": "share.png",
        "": "share.png",
    }.items():
        assert properties(small_build.folder / page / "index.html")["og:image"] == [base + picture], page
    said = properties(small_build.folder / "countries/varnholm/index.html")["og:image:alt"]
    assert said[0].startswith("Varnholm. ")
    assert "46.5" in said[0]
