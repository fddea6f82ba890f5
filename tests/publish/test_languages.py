"""A strategy with translations is published in all its languages: the small one, in two that nobody speaks (`tests.pseudo`)."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import HtmlElement

from builder import pipeline
from builder.settings import Settings
from tests import markup, pseudo
from tests.conftest import Site

TONGUE = pseudo.LANGUAGE
MIRRORED = pseudo.MIRRORED
FOLDERS = (TONGUE, MIRRORED)
SHARED = {"404.html", "robots.txt", "_headers", ".builder.json"}
"""What a site has once, whatever its languages."""


def parsed(site: Site, path: Path) -> HtmlElement:
    return markup.parse((site.folder / path).read_text("utf-8"))


def own_pages(site: Site) -> list[Path]:
    """The pages of the content's language that readers browse."""
    return [path for path in site.pages if path.parts[0] not in (*FOLDERS, "id") and path.name == "index.html" and not moved(site, path)]


def moved(site: Site, path: Path) -> bool:
    return b'http-equiv="refresh"' in (site.folder / path).read_bytes()


def test_every_file_of_the_site_is_there_in_every_language(translated: Site) -> None:
    names = {path.relative_to(translated.folder).as_posix() for path in translated.folder.rglob("*") if path.is_file()}
    ours = {name for name in names if name.partition("/")[0] not in FOLDERS}
    look = {name for name in ours if name.startswith("assets/") and not name.endswith(".js")}
    for folder in FOLDERS:
        theirs = {name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/")}
        assert theirs - ours == set()
        assert ours - theirs <= SHARED | look | {name for name in ours if name.startswith(".well-known/")}
        assert len(theirs) <= 1.1 * len(ours)


def test_every_page_offers_itself_in_the_other_languages(translated: Site) -> None:
    for path in own_pages(translated):
        for where, language in ((path, "en"), (Path(TONGUE, path), TONGUE)):
            root = parsed(translated, where)
            assert root.get("lang") == language, where
            told = {link.get("hreflang"): urlsplit(link.get("href")).path for link in root.xpath("//link[@rel='alternate'][@hreflang]")}
            address = "" if path.parent == Path() else f"{path.parent.as_posix()}/"
            others = {folder: f"/{folder}/{address}" for folder in FOLDERS}
            assert told == {"en": f"/{address}", **others, "x-default": f"/{address}"}, where
            leads = {}
            for link in root.xpath("//header//a[@data-language]"):
                assert link.get("lang") == link.get("hreflang")
                leads[link.get("lang")] = posixpath.normpath(posixpath.join(where.parent.as_posix(), link.get("href"), "index.html"))
            places = {"en": path.as_posix(), **{folder: Path(folder, path).as_posix() for folder in FOLDERS}}
            assert leads == {tag: place for tag, place in places.items() if tag != language}, where


def test_no_link_of_a_translation_leads_nowhere(translated: Site) -> None:
    for path in translated.pages:
        if path.parts[0] in FOLDERS:
            broken = [target for target in targets(parsed(translated, path), path) if not (translated.folder / target).is_file()]
            assert broken == [], path


def targets(root: HtmlElement, path: Path) -> Iterator[str]:
    """The files that a page leads to or loads, below the site's root."""
    for element in root.xpath("//*[@href or @src]"):
        address = urlsplit(element.get("href") or element.get("src"))
        if not address.scheme and not address.netloc and address.path:
            target = posixpath.normpath(posixpath.join(path.parent.as_posix(), unquote(address.path)))
            yield target + "/index.html" if address.path.endswith(("/", ".")) else target


def test_anchors_are_the_same_in_all_languages(translated: Site) -> None:
    """But for those of titles, which the publisher makes, and to which nothing leads: they are where the page begins."""
    for path in own_pages(translated):
        one, other = (
            {element.get("id") for element in parsed(translated, where).xpath("//main//*[@id][not(self::h1)]")} for where in (path, Path(TONGUE, path))
        )
        assert one == other - {"translation"}, path  # what only a translation says


def test_a_translation_says_what_it_is_and_leads_to_the_original(translated: Site) -> None:
    for path in own_pages(translated):
        note = markup.only(parsed(translated, Path(TONGUE, path)), "aside[@class='translated']")
        assert pseudo.spoken("Unofficial translation by the editors.") in markup.text(note)
        link = markup.only(note, "a")
        assert (link.text, link.get("lang"), link.get("hreflang")) == ("English", "en", "en")
        assert not parsed(translated, path).xpath("//aside[@class='translated']")


def test_what_is_not_translated_is_shown_in_its_own_language(translated: Site) -> None:
    """Also what was translated before it changed."""
    root = parsed(translated, Path(TONGUE, "objectives/clean-water/index.html"))
    heading = markup.only(root, "h1")
    assert [element.get("lang") for element in heading.xpath("descendant-or-self::*[@lang]")] == ["en"]
    shown = {markup.text(element) for element in root.xpath("//main//*[@lang='en']")}
    assert {"Keep the _lower_ river [x] clean & safe", "To *keep* the lower river clean | safe."} <= shown


def test_sections_of_the_document_are_named_in_its_own_language(translated: Site) -> None:
    root = parsed(translated, Path(TONGUE, "countries/varnholm/index.html"))
    assert {"Cantons", "Partners", "The river"} <= {markup.text(element) for element in root.xpath("//main//p/span[@lang='en']")}
    assert not parsed(translated, Path("countries/varnholm/index.html")).xpath("//main//p/span[@lang='en']")


def test_a_translation_lists_what_it_lacks(translated: Site) -> None:
    root = parsed(translated, Path(TONGUE, "about/index.html"))
    section = markup.text(markup.only(root, "main"))
    left = [markup.text(item) for item in root.xpath("//h2[@id='translation']/following-sibling::ul[1]/li")]
    stale = pseudo.spoken("the original has changed since it was translated")
    assert left == [f"AIM1: Keep the _lower_ river [x] clean & safe ({stale})", "AIM1: To *keep* the lower river clean | safe."]
    texts = int(re.search(rf"(\d+) {pseudo.spoken('of')} (\d+) {pseudo.spoken('texts')}", section)[2])
    assert f"{texts - 2} {pseudo.spoken('of')} {texts}" in section
    assert not parsed(translated, Path("about/index.html")).xpath("//h2[@id='translation']")


def test_permanent_ids_are_one_for_all_languages(translated: Site) -> None:
    ours, theirs = ({path.parts[-2] for path in translated.pages if path.parts[:depth] == start} for depth, start in ((1, ("id",)), (2, (TONGUE, "id"))))
    assert ours == theirs
    for folder in ("", f"{TONGUE}/"):
        known = json.loads((translated.folder / folder / "links.json").read_text("utf-8"))
        assert {entry["url"].partition(".org/")[2] for entry in known["links"] if entry["id"] == "AIM1"} == {f"{folder}id/aim1/"}


def test_search_engines_find_the_pages_of_each_language(translated: Site) -> None:
    robots = (translated.folder / "robots.txt").read_text("utf-8")
    assert re.findall(r"Sitemap: https://[^/]+/(.*)", robots) == ["sitemap.xml", *(f"{folder}/sitemap.xml" for folder in FOLDERS)]


def test_a_strategy_in_one_language_says_nothing_of_others(small_build: Site) -> None:
    text = (small_build.folder / "index.html").read_text("utf-8")
    assert "hreflang" not in text
    assert "data-language" not in text
    assert Settings().translation("pt-BR").within == "pt-br/"


def test_a_page_cannot_have_the_address_of_a_language(translated: Site, tmp_path: Path) -> None:
    shutil.copytree(translated.folder.parent / "content", tmp_path / "content")
    (tmp_path / "content/pages").mkdir(exist_ok=True)
    (tmp_path / f"content/pages/{TONGUE}.md").write_text("---\nid: TAKEN\ntitle: Taken\ndescription: Taken.\norder: 9\n---\nWords.\n", "utf-8")
    shutil.copytree(translated.folder.parent / "locales", tmp_path / "locales")
    with pytest.raises(pipeline.ContentError) as raised:
        pipeline.check(tmp_path / "content", Settings().templates, Settings().fonts)
    assert f"the address '/{TONGUE}/' is taken by another part of the site" in str(raised.value)
