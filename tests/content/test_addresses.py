"""Addresses: the contract of pages and anchors, and paths that never leave their folder."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import rules
from builder.content import addresses, load
from builder.content.records import Country
from builder.model.strategy import Strategy
from tests.rules.test_bad_input import LAND


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("GOAL", "framework/#goal"),
        ("PILLAR-1", "framework/#pillar-1"),
        ("RULE-1", "framework/#rule-1"),
        ("AREA-WATER", "framework/#area-water"),
        ("WORLD-1", "framework/#world-1"),
        ("AIM1", "objectives/clean-water/"),
        ("AIM1-WEIR", "objectives/clean-water/#aim1-weir"),
        ("VAR", "countries/varnholm/"),
        ("KF-WELLS", "key-figures/#kf-wells"),
        ("CTX-RIVER", "context/river/"),
        ("TABLE", "partnerships/table/"),
        ("GUILD", "partnerships/#guild"),
        ("TOOL-GAUGE", "instruments/#tool-gauge"),
        ("DESK-VARN", "contacts/#desk-varn"),
    ],
)
def test_contract(name: str, path: str, small_strategy: Strategy) -> None:
    assert small_strategy.by_id[name].place.path == path


def test_permalink() -> None:
    assert addresses.Site("https://host.example/x/").permalink("TO5-A03") == "https://host.example/x/id/to5-a03/"


FOLDERS = st.lists(st.sampled_from(("a", "b", "c-d")), max_size=3)
PAGES = st.tuples(FOLDERS, st.sampled_from(("a", "index", "e-f"))).map(lambda page: "/".join([*page[0], page[1]]) + ".md")


@given(PAGES, PAGES, st.sampled_from(("", "x", "to1-a01")))
def test_a_link_from_any_page_leads_to_the_place(page: str, other: str, anchor: str) -> None:
    place = addresses.Place(other, anchor)
    target, _, mark = place.link(page).partition("#")
    assert mark == anchor
    if target:
        parts: list[str] = []
        for part in [*PurePosixPath(page).parent.parts, *target.split("/")]:
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        assert "/".join(parts) == other
    else:
        assert page == other


@given(PAGES, st.sampled_from(("", "x")))
def test_directory_addresses(page: str, anchor: str) -> None:
    path = addresses.Place(page, anchor).path
    assert re.fullmatch(r"([a-z-]+/)*(#x)?", path)
    assert not path.partition("#")[0].endswith("index/")


@given(PAGES, PAGES, st.sampled_from(("", "x", "to1-a01")), st.sampled_from(("", "y")))
def test_an_address_on_any_published_page_leads_to_the_place(page: str, other: str, anchor: str, own: str) -> None:
    """A browser resolves it against the address of the page; where it is one page, nothing is loaded again but the anchor."""
    here, place = addresses.Place(page, own), addresses.Place(other, anchor)
    root = "https://host.example/plan/"
    written = place.address(here)
    assert urljoin(root + addresses.Place(page).path, written) == root + place.path
    if page == other:
        assert written == (f"#{anchor}" if anchor else "./")
    else:
        assert written.partition("#")[0].endswith("/")


def test_links_and_addresses_word_for_word() -> None:
    home, ukraine, aim = addresses.Place("index.md"), addresses.Place("countries/ukraine/index.md", "office"), addresses.Place("objectives/to5/index.md")
    assert ukraine.link("objectives/to5/index.md") == "../../countries/ukraine/index.md#office"
    assert ukraine.link("index.md") == "countries/ukraine/index.md#office"
    assert ukraine.link("countries/ukraine/index.md") == "#office"
    assert aim.link("objectives/to5/index.md") == "index.md"
    assert home.link("objectives/to5/index.md") == "../../index.md"
    assert ukraine.address(aim) == "../../countries/ukraine/#office"
    assert ukraine.address(home) == "countries/ukraine/#office"
    assert home.address(aim) == "../../"
    assert aim.address(aim) == "./"


def test_a_site_and_a_frozen_copy_of_it() -> None:
    site = addresses.Site("https://host.example/x/")
    frozen = addresses.Site(site.base, "1st Edition")
    assert site.home == "https://host.example/x/"
    assert frozen.home == site.edition("1st Edition") == "https://host.example/x/editions/1st-edition/"
    assert site.url(addresses.Place("objectives/to5/index.md", "to5-a03")) == "https://host.example/x/objectives/to5/#to5-a03"
    assert frozen.permalink("TO5") == site.permalink("TO5")


LANGUAGES = (("en", "https://host.example/x/"), ("ru", "https://host.example/x/ru/"), ("sr-Latn", "https://host.example/x/sr-latn/"))


@pytest.mark.parametrize(
    ("base", "seen", "above"),
    [
        ("https://host.example/x/", ["", "ru/", "sr-latn/"], ""),
        ("https://host.example/x/ru/", ["../", "", "../sr-latn/"], "../"),
        ("https://host.example/x/sr-latn/", ["../", "../ru/", ""], "../"),
    ],
)
def test_a_site_in_its_languages(base: str, seen: list[str], above: str) -> None:
    site = addresses.Site(base, languages=LANGUAGES)
    assert site.versions == tuple(addresses.LanguageVersion(language, home, path) for (language, home), path in zip(LANGUAGES, seen, strict=True))
    assert (site.is_translation, site.above) == (bool(above), above)


def test_a_frozen_copy_in_its_languages() -> None:
    """Each leads to the same edition in another language."""
    site = addresses.Site("https://host.example/x/ru/", "1.0", LANGUAGES[:2])
    assert site.versions == (
        addresses.LanguageVersion("en", "https://host.example/x/editions/1.0/", "../../../editions/1.0/"),
        addresses.LanguageVersion("ru", "https://host.example/x/ru/editions/1.0/", ""),
    )


def test_a_site_in_one_language() -> None:
    site = addresses.Site("https://host.example/x/")
    assert (site.versions, site.is_translation, site.above) == ((), False, "")


def test_a_site_at_the_root_of_its_host() -> None:
    site = addresses.Site("https://host.example/", languages=(("en", "https://host.example/"), ("ru", "https://host.example/ru/")))
    assert [version.path for version in site.versions] == ["", "ru/"]


def test_an_entry_is_cited_where_its_text_never_changes() -> None:
    site = addresses.Site("https://host.example/x/")
    frozen = addresses.Site(site.base, "1.0")
    assert site.cited("TO5-A03") == "https://host.example/x/id/to5-a03/"
    assert frozen.cited("TO5-A03") == "https://host.example/x/editions/1.0/id/to5-a03/"
    assert site.oembed("TO5") == "https://host.example/x/id/to5.oembed.json?url=https%3A%2F%2Fhost.example%2Fx%2Fid%2Fto5%2F"
    assert frozen.oembed("TO5") == "https://host.example/x/editions/1.0/id/to5.oembed.json?url=https%3A%2F%2Fhost.example%2Fx%2Feditions%2F1.0%2Fid%2Fto5%2F"


@pytest.mark.parametrize(
    ("page", "twin"),
    [("index.md", "index.md"), ("framework/index.md", "framework.md"), ("objectives/to5/index.md", "objectives/to5.md"), ("about.md", "about.md")],
)
def test_a_page_has_a_twin_in_markdown(page: str, twin: str) -> None:
    assert addresses.twin(page) == twin


@pytest.mark.parametrize(
    ("name", "slug", "anchor"),
    [
        ("1.0", "1.0", "edition-1-0"),
        ("Second & Last", "second-last", "edition-second-last"),
        ("2nd edition, 2031", "2nd-edition-2031", "edition-2nd-edition-2031"),
        ("-.1.2.-", "1.2", "edition-1-2"),
        ("Ünder_2", "nder-2", "edition-nder-2"),
        ("XX", "xx", "edition-xx"),
        ("…", "edition", "edition-edition"),
    ],
)
def test_editions(name: str, slug: str, anchor: str) -> None:
    assert addresses.edition_slug(name) == slug
    assert addresses.edition_path(name) == f"editions/{slug}/"
    assert addresses.after_edition(name) == f"editions/after/{slug}/"
    assert addresses.edition_anchor(name) == anchor


@pytest.mark.parametrize(
    ("address", "start", "seen"),
    [
        ("objectives/to5/#to5-a03", "id/to5-a03/", "../../objectives/to5/#to5-a03"),
        ("", "id/to5-a03/", "../../"),
        ("about/", "", "about/"),
        ("", "", "./"),
        ("#x", "about/", "../#x"),
    ],
)
def test_relative(address: str, start: str, seen: str) -> None:
    assert addresses.relative(address, start) == seen


def test_files() -> None:
    assert addresses.chart_file("CHART-BOATS", "csv") == "data/charts/chart-boats.csv"
    assert (addresses.share_file("TO5-A03"), addresses.share_file("")) == ("share/to5-a03.png", "share.png")
    assert [addresses.stored(path) for path in ("references.md", "references.bib", "md", "a.md/b")] == ["references.md.txt", "references.bib", "md", "a.md/b"]


NAMES = st.one_of(
    st.text(st.sampled_from("az-09. _\\Ä\u2028ǆ"), min_size=1, max_size=8), st.sampled_from(("..", "...", "a..b", "con", "-", "a--b", "A", "ß", "..\\x"))
)


@given(NAMES)
def test_no_file_name_leaves_its_folder(name: str) -> None:
    """Whatever a content file is called: its page stays where it belongs, or the name is a mistake."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "countries", f"{name}.yml")
        path.parent.mkdir()
        path.write_text(LAND, "utf-8")
        corpus, _ = load.load(Path(folder))
        entries = corpus.of(Country)
        named = {problem.code for problem in rules.check(corpus)} & {"bad-file-name"}
    if path.name.startswith(".") and not path.name.startswith(".."):
        assert entries == ()
    else:
        slug = entries[0].slug
        assert named or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("+43 1 581 22 22", "tel:+4315812222"),
        ("+993.12 42-08-16", "tel:+99312420816"),
        ("+ 381 11 3282 075", "tel:+381113282075"),
        ("+7 495 797 87 22 + EXT", "tel:+74957978722"),
        ("+381 38 249 040 TO 042", "tel:+38138249040"),
        ("(02) 5/81-22", "tel:0258122"),
        ("+43 1 581 +", "tel:+431581"),
        ("ask the guard", "tel:"),
    ],
)
def test_a_printed_number_can_be_dialled(printed: str, address: str) -> None:
    assert addresses.telephone(printed) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://strategy.example.org/", "https://EXAMPLE.com./a/", "http://localhost:8000/", "https://a.localhost/", "https://plan.test/", "https://x.invalid/",
        "https://example/", "http://127.0.0.1:8000/", "http://[::1]/", "http://0.0.0.0/", "http://192.0.2.7/", "http://[2001:db8::1]/",
    ],
)  # fmt: skip
def test_addresses_that_are_placeholders(address: str) -> None:
    assert addresses.is_placeholder(address)
    assert addresses.Site(address).provisional


@pytest.mark.parametrize(
    "address", ["https://ostra.int/", "https://myexample.org/", "https://example.org.int/", "https://test.int/", "http://10.0.0.1/", "/", ""]
)
def test_addresses_that_are_none(address: str) -> None:
    assert not addresses.is_placeholder(address)
