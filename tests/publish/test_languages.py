"""A strategy with translations is published in all its languages: the small one, in two that nobody speaks (`tests.pseudo`)."""

from __future__ import annotations

import fnmatch
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import HtmlElement

from builder import pipeline, reading
from builder.content import addresses, records, translations
from builder.content.catalogues import Catalogue
from builder.content.translations import originals
from builder.exports import oembed, permalinks
from builder.exports.context import Context
from builder.pages import catalogue as page_list
from builder.settings import Settings
from tests import markup, pseudo
from tests.conftest import Site
from tests.made import TEMPLATES

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
    look = {name for name in ours if name.startswith("assets/") and not name.endswith(".js") and name != "assets/mine.css"}
    for folder in FOLDERS:
        theirs = {name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/")}
        assert theirs - ours == set()
        assert ours - theirs <= SHARED | look | {name for name in ours if name.startswith(".well-known/")}
        assert len(theirs) <= 1.1 * len(ours)


def test_other_sites_may_read_the_files_of_every_language(translated: Site) -> None:
    """Those that they may read in the content's language, each by exactly one rule, since hosts join the values of several."""
    rules = [rule.split("\n") for rule in (translated.folder / "_headers").read_text("utf-8").strip().split("\n\n")]
    shared = [rule[0] for rule in rules if "  Access-Control-Allow-Origin: *" in rule]
    assert len(rules) < 100, "hosts read no more"
    names = [path.relative_to(translated.folder).as_posix() for path in translated.folder.rglob("*") if path.is_file()]
    open_ = {name for name in names if any(fnmatch.fnmatchcase(f"/{name}", path) for path in shared)}
    assert {"links.json", "references.bib", "data/key-figures.csv", "id/aim1.json", "objectives.md"} <= open_
    for name in open_:
        assert sum(fnmatch.fnmatchcase(f"/{name}", path) for path in shared) == 1, name
        if not name.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
            assert {f"{folder}/{name}" for folder in FOLDERS} & set(names) <= open_
    linksets = [rule[0] for rule in rules if "  Content-Type: application/linkset+json" in rule]
    assert linksets == [f"/{folder}id/*.linkset.json" for folder in ("", *(f"{folder}/" for folder in sorted(FOLDERS)))]


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


def test_what_a_strategy_adds_to_the_look_is_found_from_translations(translated: Site) -> None:
    """What replaces a file of the look is there once, as the look itself is."""
    for folder in ("", *FOLDERS):
        root = parsed(translated, Path(folder, "about/index.html"))
        loaded = {
            posixpath.normpath(posixpath.join(folder, "about", element.get("href") or element.get("src")))
            for element in root.xpath("//head/link[@rel='stylesheet'] | //script[@src]")
        }
        assert {posixpath.join(folder, "assets/mine.css"), posixpath.join(folder, "assets/mine.js"), "assets/strategy.css"} <= loaded
        assert [path for path in loaded if not (translated.folder / path).is_file()] == []
    assert (translated.folder / "assets/strategy.css").read_text("utf-8").endswith("main{--theirs:1}")


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


def test_what_stays_in_the_language_of_the_content_says_so(translated: Site) -> None:
    """Postal addresses, names that the document uses, and words that both languages quote: on pages, permanent pages and cards, without a mark for the eye."""
    corpus = reading.corpus(translated.folder.parent / "content")
    office = next(entry.record.office for entry in corpus.of(records.Country) if entry.record.office)
    contacts = parsed(translated, Path(TONGUE, "contacts/index.html"))
    kept = contacts.xpath("//address//span[@lang='en']")
    assert set(office.lines) <= {markup.text(element) for element in kept}
    assert [element for element in kept if element.get("class")] == []
    assert {element.get("dir") for element in kept} == {None}
    mirrored = parsed(translated, Path(MIRRORED, "contacts/index.html")).xpath("//address//span[@lang='en']")
    assert {element.get("dir") for element in mirrored} == {"ltr"}
    card = parsed(translated, Path(TONGUE, "id/kf-wells/card.html"))
    assert [markup.text(element) for element in card.xpath("//main//span[@lang='en']")] == ["Figures"]
    gone = parsed(translated, Path(TONGUE, "id/aim1/index.html"))
    assert [markup.text(element) for element in gone.xpath("//h1/span[@lang='en']")] == ["Keep the _lower_ river [x] clean & safe"]


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


def test_permanent_pages_offer_themselves_in_the_other_languages(translated: Site) -> None:
    folders = {"en": "", TONGUE: f"{TONGUE}/", MIRRORED: f"{MIRRORED}/"}
    names = {"en": "English", TONGUE: "Ελληνικά", MIRRORED: "עברית"}
    for name, address in (("index.html", "id/aim1/"), ("cite.html", "id/aim1/cite.html")):
        for language, folder in folders.items():
            root, others = parsed(translated, Path(folder, "id/aim1", name)), [other for other in folders if other != language]
            assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == MIRRORED else None)
            told = [(link.get("hreflang"), urlsplit(link.get("href")).path) for link in root.xpath("//head/link[@rel='alternate'][@hreflang]")]
            assert told == [(other, f"/{folders[other]}{address}") for other in others]
            links = root.xpath("//main//a[@hreflang]")
            assert [(link.get("hreflang"), link.get("lang"), link.text) for link in links] == [(other, other, names[other]) for other in others]
            reached = [posixpath.normpath(posixpath.join(folder, "id/aim1", link.get("href"))) for link in links]
            assert reached == [posixpath.normpath(folders[other] + address) for other in others]
            written = {element.get("dir") for element in root.xpath("//main//pre[contains(., '@misc')] | //main//p/code")}
            assert written == {"ltr" if language == MIRRORED else None}


def test_the_linkset_of_an_id_has_its_page_in_the_other_languages(translated: Site) -> None:
    for folder, others in (("", {TONGUE: f"/{TONGUE}/", MIRRORED: f"/{MIRRORED}/"}), (f"{TONGUE}/", {"en": "/", MIRRORED: f"/{MIRRORED}/"})):
        own, *_ = json.loads((translated.folder / folder / "id/aim1.linkset.json").read_text("utf-8"))["linkset"]
        assert {link["type"] for link in own["alternate"]} == {"text/html"}
        told = [(link["hreflang"], urlsplit(link["href"]).path) for link in own["alternate"]]
        assert told == [([other], f"{home}id/aim1/") for other, home in others.items()]


def test_permanent_pages_of_one_language_say_nothing_of_others(small_build: Site) -> None:
    for name in ("id/aim1/index.html", "id/aim1/cite.html", "id/aim1.linkset.json"):
        assert "hreflang" not in (small_build.folder / name).read_text("utf-8")


def test_no_word_is_left_outside_of_the_catalogues(translated: Site) -> None:
    """In no file of any sort: all that is left is names of formats, what `pseudo.STAYS` lists, and the two texts that the fixture leaves out."""
    corpus = reading.corpus(translated.folder.parent / "content")
    texts = [original.text for original in originals(corpus) if original.context in ("AIM1/title", "AIM1/summary")]
    assert len(texts) == 2
    assert pseudo.left(translated.folder / TONGUE, corpus, texts) == {}


def test_what_stays_in_every_language_is_a_field_of_a_record() -> None:
    assert [(name, field) for name, field in pseudo.STAYS if field not in getattr(records, name).model_fields] == []


def test_files_for_other_tools_say_which_language_they_are_in(translated: Site) -> None:
    def read(name: str) -> str:
        return (translated.folder / TONGUE / name).read_text("utf-8")

    assert f"LA  - {TONGUE}\n" in read("references.ris")
    assert "langid       = {greek}" in read("references.bib")
    assert {item["language"] for item in json.loads(read("references.csl.json"))} == {TONGUE}
    assert json.loads(read("data/csv-metadata.json"))["@context"][1] == {"@language": TONGUE}
    assert f'xml:lang="{TONGUE}"' in read("feed.xml")
    for name in ("links.json", "api/strategy.json", "id/aim1.json", "id/aim1-pipe.json"):
        assert json.loads(read(name))["language"] == TONGUE
    assert f'<html lang="{TONGUE}">' in read("id/aim1/card.html")
    graph = json.loads(read("strategy.jsonld"))["@graph"]
    labels = {item["@id"].rpartition("/id/")[2]: item["skos:prefLabel"]["@language"] for item in graph if item["@type"] == "skos:Concept"}
    assert (labels.pop("aim1/"), set(labels.values())) == ("en", {TONGUE})  # the title of the first is not translated


def test_a_translation_says_whose_words_it_has(translated: Site) -> None:
    said = pseudo.spoken("Unofficial translation, restated by the editors; the official wording is in the document.")
    for name in ("objectives/clean-water/index.html", "id/aim2/cite.html", "id/aim2/card.html", "references.ris", "CITATION.cff", "llms.txt"):
        assert said in (translated.folder / TONGUE / name).read_text("utf-8"), name
        assert "Restated by the editors of this edition" in (translated.folder / name).read_text("utf-8"), name


def test_search_engines_find_the_pages_of_each_language(translated: Site) -> None:
    robots = (translated.folder / "robots.txt").read_text("utf-8")
    assert re.findall(r"Sitemap: https://[^/]+/(.*)", robots) == ["sitemap.xml", *(f"{folder}/sitemap.xml" for folder in FOLDERS)]


def test_a_strategy_in_one_language_says_nothing_of_others(small_build: Site) -> None:
    """In no file: nothing grows for what it does not have."""
    for path in small_build.folder.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".txt", ".js", ".css") and not path.name.endswith("schema.json"):
            text = path.read_text("utf-8")
            assert re.findall(r"hreflang|data-language=|x-default|untranslated\"", text) == [], path
    assert json.loads((small_build.docs.parent / "site.json").read_text("utf-8"))["languages"] == []
    assert [path.name for path in small_build.folder.rglob("*") if path.name in ("words.js", "search-words.js")] == []
    assert Settings().translation("pt-BR").within == "pt-br/"


def test_a_page_cannot_have_the_address_of_a_language(translated: Site, tmp_path: Path) -> None:
    shutil.copytree(translated.folder.parent / "content", tmp_path / "content")
    (tmp_path / "content/pages").mkdir(exist_ok=True)
    (tmp_path / f"content/pages/{TONGUE}.md").write_text("---\nid: TAKEN\ntitle: Taken\ndescription: Taken.\norder: 9\n---\nWords.\n", "utf-8")
    shutil.copytree(translated.folder.parent / "locales", tmp_path / "locales")
    with pytest.raises(pipeline.ContentError) as raised:
        pipeline.check(tmp_path / "content", Settings().templates, Settings().fonts)
    assert f"the address '/{TONGUE}/' is taken by another part of the site" in str(raised.value)


def test_texts_in_another_language_are_plain_words_in_attributes_and_in_the_head(coast_content: Path, tmp_path: Path) -> None:
    """Of a translation that has no text yet, so that each is in the language of the content."""
    found = reading.corpus(coast_content)
    model = reading.linked(translations.translated(found, Catalogue("", TONGUE, ())))
    read = pipeline.page_reader(model, Settings(tmp_path).templates, addresses.Site("https://strategy.test/"))
    texts = {page.path: read(page).decode() for page in page_list.pages(model)}
    assert len([text for text in texts.values() if 'lang="en">' in text]) > len(texts) / 2
    broken = re.compile(r'="[^"<>\n]*<span .*|^(?:title|description):.*<span.*', re.MULTILINE)
    assert [(path, found[0]) for path, text in texts.items() for found in broken.finditer(text)] == []


def test_permanent_pages_and_cards_say_the_language_of_what_is_not_translated(coast_content: Path) -> None:
    """In what is read, and as plain words in attributes and in the head."""
    model = reading.linked(translations.translated(reading.corpus(coast_content), Catalogue("", TONGUE, ())))
    where = Context(model, addresses.Site("https://strategy.test/"), (), TEMPLATES)
    for identifier in where.register.identifiers:
        pages = [permalinks.permalink(where, identifier), permalinks.citing(where, identifier)]
        pages += [oembed.card(where, identifier)] if identifier.node and identifier.node.kind.embeddable else []
        for page in map(bytes.decode, pages):
            root = markup.parse(page)
            assert [element.get("lang") for element in root.xpath("//h1/descendant-or-self::*[@lang]")] == ["en"], identifier.id
            assert "lang=" not in root.findtext("head/title")
            assert not [value for element in root.iter() for value in element.attrib.values() if "<" in value]
