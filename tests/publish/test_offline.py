"""The offline copy works from a folder opened without a server, search included."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from builder.publish import offline, output
from tests.conftest import Run, Site


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="countries/">', '<a href="countries/index.html">'),
        ('<a href="../../">', '<a href="../../index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="to5/#to5-a03">', '<a href="to5/index.html#to5-a03">'),
        ('<a href="compare/?c=ukr">', '<a href="compare/index.html?c=ukr">'),
        ('<a href="#top">', '<a href="#top">'),
        ('<a href="https://example.org/id/to5/">', '<a href="https://example.org/id/to5/">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        ('<img src="assets/mark.svg">', '<img src="assets/mark.svg">'),
        ('<meta http-equiv="refresh" content="0; url=../../a/#b">', '<meta http-equiv="refresh" content="0; url=../../a/index.html#b">'),
        ('<link rel="preload" as="font" href="x.woff2">\n<p>', "<p>"),
        ('<!doctype html><html lang="en">', '<!doctype html><html data-offline lang="en">'),
    ],
)
def test_addresses_of_folders_name_their_file(before: str, after: str) -> None:
    assert offline.copy({"a.html": before.encode()}) == {"a.html": after.encode()}


def test_images_of_style_sheets_come_inside() -> None:
    files = {"assets/a.css": b'x { mask: url("m.svg") } y { src: url("f.woff2") }', "assets/m.svg": b"<svg/>"}
    assert offline.copy(files)["assets/a.css"] == b'x { mask: url("data:image/svg+xml;base64,PHN2Zy8+") } y { src: url("f.woff2") }'


def test_the_copy_works_by_double_click(window: Callable[..., Any], small_build: Site, tmp_path: Path) -> None:
    for name, data in offline.copy(output.read_tree(small_build.folder)).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    page = window()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else said.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    page.fill("#search", "Farnholm")
    page.wait_for_selector("#search-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/varnholm/index.html")
    page.click("nav[aria-label] >> text=Aims")
    page.wait_for_url("**/objectives/index.html")
    page.goto((tmp_path / "id/aim1-weir/index.html").as_uri())
    page.wait_for_url("**/objectives/clean-water/index.html#aim1-weir")
    page.click("text=Add to my brief")
    page.wait_for_url("**/brief/index.html?with=AIM1")
    page.locator(".own__part h1").wait_for()
    page.get_by_label("Varnholm").check()
    page.wait_for_url("**/brief/index.html?with=AIM1,VAR")
    assert page.locator(".own__part h1").nth(1).inner_text() == "Varnholm"
    links = page.locator(".own__part a[href]:not([href^='#'])").evaluate_all("links => links.map(link => link.href)")
    assert len(links) > 10
    assert [link for link in links if link.startswith("file:") and not Path(unquote(urlsplit(link).path)).is_file()] == []
    page.go_back()
    page.wait_for_url("**/brief/index.html?with=AIM1")
    assert page.locator(".own__part").count() == 1
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'loaded'))")
    assert said == []


def test_pages_that_another_shows_are_scripts_too() -> None:
    """With their main part only, and with addresses as the copy has them."""
    files = {
        "brief/index.html": b'<li data-page="../a/b/"><li data-page="../c/">',
        "a/b/index.html": '<nav></nav><main id="content"><a href="../">\u00e9"</a></main><footer>'.encode(),
        "c/index.html": b"<main></main>",
        "d/index.html": b"<main></main>",
    }
    made = offline.copy(files)
    assert sorted(made) == ["a/b/index.html", "a/b/part.js", "brief/index.html", "c/index.html", "c/part.js", "d/index.html"]
    code = made["a/b/part.js"].decode()
    assert json.loads(code.removeprefix("(window.siteParts ??= {})[document.currentScript.src] = ").rstrip().removesuffix(";")) == (
        '<main id="content"><a href="../index.html">\u00e9"</a></main>'
    )


def test_the_command_makes_a_folder_and_a_zip_and_the_site_offers_it(project: Path, run: Callable[..., Run]) -> None:
    done = run("build", "--provisional", "--offline")
    assert done.code == 0, done.err
    files = output.read_tree(Path("site-offline"))
    with zipfile.ZipFile("site-offline.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert Path("site/downloads/offline.zip").read_bytes() == Path("site-offline.zip").read_bytes()
    size = f"{Path('site-offline.zip').stat().st_size / 1e6:.1f} MB"
    assert re.search(rf'<a href="downloads/offline.zip" download>Offline copy \(ZIP, {size}\)</a>', Path("site/index.html").read_text("utf-8"))
    assert "downloads/offline.zip" not in Path("site-offline/index.html").read_text("utf-8")
    again = run("build", "--provisional", "--offline")
    assert again.code == 0
    assert output.read_tree(Path("site-offline")) == files


def test_a_file_of_somebody_else_is_not_replaced(project: Path, run: Callable[..., Run]) -> None:
    theirs = Path("site-v1.0-offline.zip")
    theirs.write_text("mine", "utf-8")
    done = run("build", "--provisional", "--offline", "--site-dir", "site-v1.0")
    assert done.code == 1
    assert "site-v1.0-offline.zip:1:1: error[foreign-file]: this was not written by the builder and is in its way" in done.err
    assert theirs.read_text("utf-8") == "mine"
    theirs.rename("site-v1.zip")
    assert run("build", "--provisional", "--offline", "--site-dir", "site-v1.0").code == 0
    assert Path("site-v1.zip").read_text("utf-8") == "mine"
    assert zipfile.is_zipfile(theirs)
