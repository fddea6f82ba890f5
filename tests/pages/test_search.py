"""The search finds first what people mean: queries as real users type them, in a real browser, on the built site."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from babel.core import get_global
from playwright.sync_api import expect

from builder import reading
from builder.content import translations
from builder.content.catalogues import Catalogue, Message
from builder.content.kinds import KINDS
from builder.content.records import Country, Objective, Publication, Topic
from builder.localization import ENGLISH
from builder.model import country_names, strategy
from builder.model.strategy import Strategy
from builder.pages import catalogue, search
from builder.pages.search_words import Words
from builder.resources import Templates
from tests.conftest import SMALL, Site
from tests.made import made, saying
from tests.subjects import Subjects


@pytest.mark.parametrize("address", ["/", "/objectives/", "/{objective}", "/countries/", "/{country}", "/key-figures/", "/cite/", "/nothing-here/"])
def test_nothing_that_grows_is_loaded_before_somebody_searches(page: Any, site: Site, subjects: Subjects, address: str) -> None:
    """The index must grow with the content, so only a reader who turns to the search fetches it; nothing else that a page loads names any entry.

    One page reads a list: the one for addresses that do not exist, which looks in the map of the site for what was meant.
    """
    address = address.format(objective=subjects.objective.place.path, country=subjects.country.place.path)
    if address == "/nothing-here/":
        page.route(f"**{address}", lambda route: route.fulfill(path=site.folder / "404.html"))
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(address)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 2000)
    page.keyboard.press("Tab")
    page.evaluate("() => new Promise(done => requestIdleCallback(() => setTimeout(done, 300), {timeout: 3000}))")  # a page in the background is never idle
    files = [path for path in loaded if not path.endswith("/")]  # the others are the page, and pages fetched ahead
    ids = [identifier.lower().encode() for identifier in subjects.strategy.by_id if "-" in identifier]
    growing = {"/sitemap.xml"} if address == "/nothing-here/" else set()
    assert growing < set(files)
    for path in set(files) - growing:
        assert "search" not in path
        data = (site.folder / path.lstrip("/")).read_bytes().lower()
        assert not any(identifier in data for identifier in ids), path
    with page.expect_request(f"**/{search.FILE}"):
        page.focus("#search")
    page.wait_for_function("window.siteSearch")
    assert [path for path in loaded if "search" in path] == [f"/{search.FILE}"]


def test_results_say_what_they_are_and_lead_to_their_place(page: Any, subjects: Subjects) -> None:
    activity, objective = subjects.activity, subjects.objective
    page.goto(f"/{subjects.country.place.path}")
    page.keyboard.press("/")
    page.keyboard.type(activity.id.lower())
    page.wait_for_selector("#search-0")
    assert page.locator("#search-0 .id").inner_text() == activity.id
    label = subjects.strategy.called[activity.kind.name].short.one
    assert page.locator("#search-0 .search__where").inner_text() == f"{label} · {objective.id} {objective.record.short_text}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{activity.place.path}")


def test_the_box_works_by_keyboard_and_is_announced(page: Any, subjects: Subjects) -> None:
    word = subjects.country.title
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(word)
    page.wait_for_selector("[role=option]")
    expect(page.locator("#search-status")).to_have_text(re.compile(rf"^\d+ results for “{re.escape(word)}”$"))
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "search-1")
    target = page.locator("#search-1").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    page.keyboard.press("/")
    page.keyboard.type("qqqqqq")
    page.wait_for_function("document.querySelector('#search-status').textContent.startsWith('Nothing')")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()


def test_enter_needs_no_results_yet(page: Any, subjects: Subjects) -> None:
    """On a slow line the results come after the question is asked: the page of results waits for them, and its address tells what was asked."""
    held: list[Any] = []
    page.route(f"**/{search.FILE}", lambda route: held.append(route) if "/search/" not in page.url else route.continue_())
    page.goto("/countries/")
    with page.expect_request(f"**/{search.FILE}"):
        page.keyboard.press("/")
    page.keyboard.type(subjects.country.title)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    expect(page.locator("[data-list] a").first).to_have_attribute("href", re.compile(rf"/{subjects.country.place.path}$"))


def test_without_scripts_the_page_says_what_to_do(window: Any, site: Site, subjects: Subjects) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{site.url}/search/?q=words")
    expect(page.locator(".results__unscripted")).to_be_visible()
    expect(page.locator(f"[data-offer] a[href='../{subjects.country.place.path}']")).to_be_visible()
    expect(page.locator(".results__form")).to_be_hidden()


@pytest.mark.parametrize("address", ["/?q=", "/search/?q="])
def test_what_is_typed_never_becomes_markup(page: Any, address: str) -> None:
    page.goto(address + "<img src=x onerror=alert(1)>")
    page.wait_for_function("/for “/.test(document.querySelector('#search-status, .results__status').textContent + document.querySelector('main').textContent)")
    assert page.locator(".search img, .results img").count() == 0


def test_countries_are_found_by_names_that_the_source_does_not_use(page: Any, coast_strategy: Strategy) -> None:
    added = [(name.name, node) for node in coast_strategy.of(Country) for name in node.record.names_added]
    page.goto("/")
    for name, node in added:
        page.fill("#search", "")
        page.fill("#search", name)
        expect(page.locator("#search-0")).to_have_attribute("href", re.compile(rf"/{re.escape(node.place.path)}$"))


def _index(model: Strategy) -> dict[str, Any]:
    """The root of a strategy's index, its entries as they are before they are cut into words."""
    pages = catalogue.pages(model)
    index = search.data(model, pages, Words(model.publication.language, Templates() / "search"))
    return {**index.root, "entries": list(search.entries(model, pages))}


def _published(script: str) -> dict[str, Any]:
    """The root of the index in a script."""
    index: dict[str, Any] = json.JSONDecoder().raw_decode(script, script.index("{"))[0]
    return index


def test_entries_are_made_from_the_model(coast_strategy: Strategy, coast_build: Site) -> None:
    index = _published((coast_build.docs / search.FILE).read_text("utf-8"))
    rows = zip(*index["entries"].values(), strict=True)
    shown = [{field: value for field, value in zip(index["entries"], row, strict=True) if value != 0} for row in rows]
    entries = list(search.entries(coast_strategy, catalogue.pages(coast_strategy)))
    assert set(index["kinds"]) == {entry["k"] for entry in entries}
    called = coast_strategy.called
    there = [kind for kind in KINDS if coast_strategy.of_kind(kind)]
    assert {label: kind["plural"] for label, kind in index["kinds"].items() if kind["plural"]} == {
        called[kind.name].short.one: called[kind.name].many for kind in there if kind.coded
    }
    assert {called[kind.name].short.one: kind.search_weight for kind in there if kind.search_weight} == {
        label: kind["weight"] for label, kind in index["kinds"].items() if label != "page"
    }
    assert {entry["i"] for entry in entries if "i" in entry} == set(coast_strategy.by_id)
    places = {entry["i"]: entry["u"] + (entry["i"].lower() if entry["u"].endswith("#") else "") for entry in shown if "i" in entry}
    assert {entry["t"] for entry in shown} == {entry["t"] for entry in entries}
    assert places == {node.id: node.place.path for node in coast_strategy.by_id.values()}
    assert [entry["u"] for entry in entries if entry.get("k") == "country"] == [node.place.path for node in coast_strategy.of(Country)]
    for node in coast_strategy.of(Country):
        found = country_names.local_names(node.record.codes.alpha2, coast_strategy.localization)
        plain = lambda text: "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))  # noqa: E731
        local = [name for name in found if name.name not in node.record.names_avoided and plain(name.name) != plain(node.title)]  # found by its title
        assert not local or any(name.name in next(entry for entry in entries if entry.get("i") == node.id)["a"] for name in local), node


def test_kinds_are_called_in_the_words_of_the_strategy(small_strategy: Strategy) -> None:
    index = _index(small_strategy)
    assert index["kinds"]["step"] == {"weight": 1, "plural": "steps"}
    assert {entry["k"] for entry in index["entries"]} >= {"aim", "step", "canton", "desk", "page"}
    assert {entry["t"] for entry in index["entries"] if entry["k"] == "page"} >= {"Aims", "Cantons", "Compare cantons"}
    assert index["offer"] == "Cantons and aims to choose from"


def test_kinds_that_are_called_alike_are_one_to_a_reader() -> None:
    """The search knows kinds by their label, and only those of which there are entries."""
    plain = made("Title").publication.model_dump(mode="json", exclude_unset=True)
    publication = {**plain, "called": {"objective": {"one": "goal", "many": "goals"}}}
    both, one = made("Title", extra={"strategy": [publication]}), made("Title", extra={"strategy": [publication], "goal": []})
    found = [_index(model)["kinds"]["goal"] for model in (both, one)]
    assert found == [{"weight": 1, "plural": "goals"}, {"weight": 1.5, "plural": "goals"}]


def test_words_of_the_interface_are_those_of_the_language(small_strategy: Strategy) -> None:
    """Labels, roles and words of offices; the ids and addresses of entries stay."""
    words = {"page": "Seite", "Brief as PDF.": "Kurzfassung als PDF.", "Telephone {value}": "Telefon {value}", "member": "Mitglied", "Glossary": "Glossar"}
    german = Strategy(small_strategy.nodes, saying("de", words))
    before, after = (_index(model) for model in (small_strategy, german))
    assert {"page", "Seite"} & set(before["kinds"]) == {"page"}
    assert {"page", "Seite"} & set(after["kinds"]) == {"Seite"}
    assert after["kinds"]["Seite"] == before["kinds"]["page"]
    country = next(entry["b"] for entry in after["entries"] if entry.get("i") == "VAR")
    assert all(word in country for word in ("Kurzfassung als PDF.", "Telefon ", "(Mitglied)"))
    assert "Glossar" in {entry["t"] for entry in after["entries"] if entry.get("k") == "Seite"}
    places = [{(entry["u"], entry.get("i", "")) for entry in index["entries"]} for index in (before, after)]
    assert places[0] == places[1]


def test_synonyms_are_names_and_answers(small_strategy: Strategy) -> None:
    index = _index(small_strategy)
    named = {entry["u"]: entry["a"] for entry in index["entries"] if "a" in entry}
    assert "numbers" in named["key-figures/"]
    assert all("<b>вода</b> & *water*" in named[address] for address in ("objectives/clean-water/", "context/river/"))
    assert index["answers"] == [{"w": ("fish Orr",), "x": "The plan says nothing of fish on the isle.", "i": ()}]
    assert not any("fish Orr" in names for names in named.values())


def test_names_come_from_cldr() -> None:
    assert [(name.name, name.language) for name in country_names.local_names("GE", ENGLISH)][:1] == [("საქართველო", "ka")]
    assert country_names.local_names(None, ENGLISH) == ()
    assert country_names.local_names("QZ", ENGLISH) == ()
    assert {"Україна", "乌克兰", "أوكرانيا", "უკრაინა"} <= set(country_names.searched_names("UA", country_names.region_languages(("UA", "GE"))))
    assert "Türkei" in country_names.searched_names("TR", ())
    assert country_names.searched_names(None, ("uk",)) == ()


def test_languages_of_a_region_are_those_of_most_countries() -> None:
    """The names of a country must not grow with the number of other countries: the whole world has more official languages than a region has readers of."""
    assert country_names.region_languages(("UA", "GE", "AL")) == ("uk", "ka", "sq")
    world = country_names.region_languages(sorted(set(get_global("zone_territories").values())))
    assert len(world) == country_names.REGION_LANGUAGES
    assert {"ar", "en", "es", "fr", "pt"} <= set(world)
    assert country_names.region_languages(()) == ()


def test_cities_come_from_cldr_where_the_text_names_them() -> None:
    assert {"Kiew", "Kiev", "Киев"} & set(country_names.searched_cities("UA", "8, Street\n01001 Kyiv")) >= {"Kiew"}
    assert country_names.searched_cities("UA", "Lviv") == ()
    assert country_names.searched_cities(None, "Kyiv") == ()
    assert "Москва" in country_names.searched_cities("RU", "Moscow 119002")
    assert "Самара" not in country_names.searched_cities("RU", "Moscow 119002")


def test_names_that_the_search_finds_anyway_are_left_out() -> None:
    assert country_names.distinct(["Türkiye", "Turkiye", "TURKEY", "Turkei", None], ["Turkey"]) == ("Türkiye", "Turkei")
    names = country_names.searched_names("AL", country_names.region_languages(("AL", "AZ", "BY", "UZ")))
    assert "Albaniya" in names
    assert "Albanija" not in names


def test_titles_of_the_original_are_a_field_of_a_translation_alone(small_strategy: Strategy) -> None:
    """A title that is the same in both languages is not there twice, and what has no id has none of another."""
    aim, topic = small_strategy.of(Objective)[0], small_strategy.of(Topic)[0]
    messages = (Message(f"{aim.id}/title", aim.title, "Reines Wasser"), Message(f"{topic.id}/title", topic.title, "Der Fluss"))
    model = strategy.link(translations.translated(reading.corpus(SMALL / "content"), Catalogue("", "de", messages)))
    entries = list(search.entries(model, catalogue.pages(model)))
    assert {entry["t"]: (entry["i"], entry["o"]) for entry in entries if "o" in entry} == {
        "Reines Wasser": (aim.id, aim.title),
        "Der Fluss": (topic.id, topic.title),
    }
    assert "o" in _index(model)["lengths"]
    assert "o" not in _index(small_strategy)["lengths"]


@pytest.mark.parametrize(("language", "rules"), [("en", ["en"]), ("en-GB", ["en"]), ("ru", ["en", "ru"]), ("de", [])])
def test_the_script_has_the_rules_of_its_language(small_strategy: Strategy, language: str, rules: list[str]) -> None:
    entry = small_strategy.of(Publication)[0]
    publication = replace(entry, record=entry.record.model_copy(update={"language": language}))
    model = Strategy(tuple(publication if node is entry else node for node in small_strategy.nodes))
    script = search.files(model, catalogue.pages(model), Templates() / "search")[search.FILE].decode()
    texts = {name: Templates().find(f"search/words.{name}.js").read_text("utf-8") for name in ("en", "ru")}
    assert [name for name, text in texts.items() if text in script] == rules
    assert script.index("searchWords = ") > max((script.index(texts[name]) for name in rules), default=0)
