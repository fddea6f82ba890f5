"""Permanent pages as landing pages: typed links that a Signposting client follows, and fields that reference managers read.

`test_zotero` runs Zotero's own translators of 2019 on them. `saved` stands for its "Embedded Metadata" of today, which npm has not, where that differs:
it takes what is a chapter by its book's title, whether or not that has an ISBN.
Of each name it takes what stands before a comma as the surname; where nothing stands behind it, the name is one piece.
A name with a semicolon, or with several words on both sides of a comma, it takes for several; so no body's name may have these.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html
from signposting import find_signposting_html, find_signposting_linkset

from builder import exports
from builder.content.addresses import Site as Address
from builder.exports.context import Context
from builder.model.strategy import Strategy
from builder.views import claims
from builder.views.editions import Editions
from tests.conftest import Site
from tests.hosting import hosted
from tests.made import BASE, published

ABOUT_PAGE = "https://schema.org/AboutPage"
KINDS = {"aim1": "objectives/clean-water", "orr": "countries/orr"}
"""Ids whose entry has a page to itself."""


def metas(page: etree._Element) -> dict[str, list[str]]:
    """The fields of a head by name, OpenGraph's among them."""
    found: dict[str, list[str]] = {}
    for element in page.xpath("//head/meta[@content]"):
        for name in filter(None, (element.get("name"), element.get("property"))):
            found.setdefault(name, []).append(element.get("content"))
    return found


def saved(page: etree._Element) -> dict[str, object]:
    """What a reference manager saves of a page: Highwire's fields; a name with a comma and nothing after it is a body's."""
    fields = metas(page)
    for name in fields["citation_author"]:
        parts = name.split(",")
        assert ";" not in name, "it would be taken for several"
        assert len(parts) < 2 or not (" " in parts[0].strip() and " " in parts[1].strip()), "it would be taken for several"
    names = [name.partition(",") for name in fields["citation_author"]]
    return {
        "type": "bookSection" if "citation_inbook_title" in fields else "webpage",
        "title": fields["citation_title"],
        "bodies": [body for body, _, given in names if not given.strip()],
        "persons": [(family, given) for family, _, given in names if given.strip()],
        "date": (fields.get("citation_publication_date") or fields["citation_online_date"])[0],
        "url": fields["citation_public_url"],
        "book": fields.get("citation_inbook_title"),
    }


@pytest.mark.parametrize("which", ["small_strategy", "coast_strategy"])
def test_a_signposting_client_reads_every_id(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """It finds the address to cite, data, licence, author, types, what the id stands for, and the way back from each."""
    model: Strategy = request.getfixturevalue(which)
    with hosted(tmp_path) as url:
        where = published(model, url + "/")
        for path, data in exports.files(where).items():
            if path.startswith("id/"):
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(data)
        for identifier in where.register.identifiers:
            page = f"{url}/{identifier.address}"
            for found in (find_signposting_html(page), find_signposting_linkset(f"{page.rstrip('/')}.linkset.json").for_context(page)):
                assert found.citeAs
                assert str(found.citeAs.target) == page
                assert found.license
                assert str(found.license.target) == f"{url}/about/#licence"
                assert [str(author.target) for author in found.authors] == [f"{url}/#publisher"]
                assert {ABOUT_PAGE} < {str(kind.target) for kind in found.types}
                assert [str(data.target) for data in found.describedBy] == [f"{page.rstrip('/')}.json"]
                assert {str(item.target) for item in found.items} >= ({url + "/" + identifier.node.place.path} if identifier.node else set())
                assert bool(found.items) == (identifier.node is not None)
            whole = find_signposting_linkset(f"{page.rstrip('/')}.linkset.json")
            for item in found.items:
                back = whole.for_context(item.target).collection
                assert back
                assert str(back.target) == page


def test_a_permanent_page_says_what_its_page_says(small_build: Site) -> None:
    for name, place in KINDS.items():
        own = html.fromstring((small_build.folder / f"id/{name}/index.html").read_bytes())
        page = html.fromstring((small_build.folder / place / "index.html").read_bytes())
        assert saved(own) == saved(page)
        skipped = ("description", "og:description", "og:url", "viewport", "robots", "color-scheme", "theme-color", "author", "generator")
        fields, there = ({name: value for name, value in metas(each).items() if name not in skipped} for each in (own, page))
        assert fields == there
        for rel in ("cite-as", "license", "author", "linkset", "describedby"):
            addresses = [Path(each.xpath(f"string(//link[@rel='{rel}']/@href)")).name for each in (own, page)]
            assert addresses[0] == addresses[1] != ""
        assert set(page.xpath("//link[@rel='type']/@href")) < set(own.xpath("//link[@rel='type']/@href"))


def test_a_reference_manager_saves_the_id_that_it_was_given(small_strategy: Strategy) -> None:
    where = published(small_strategy)
    files = exports.files(where)
    for identifier in where.register.identifiers:
        found = saved(html.fromstring(files[identifier.address + "index.html"]))
        assert found == {
            "type": "bookSection",
            "title": [f"{identifier.title} ({identifier.id})"],
            "bodies": [small_strategy.publication.publisher.name],
            "persons": [],
            "date": where.claims["year"] or where.claims["date"].replace("-", "/"),
            "url": [where.url(identifier)],
            "book": [where.claims["work"]],
        }, identifier.id


def test_a_page_for_what_does_not_exist_claims_nothing(small_build: Site) -> None:
    page = html.fromstring((small_build.folder / "404.html").read_bytes())
    assert not [name for name in metas(page) if name.lower().startswith(("citation_", "dc.", "dcterms.", "og:", "twitter:"))]
    assert page.xpath("//link[@rel='canonical' or @rel='cite-as' or @rel='alternate']") == []
    assert page.xpath("//script[@type='application/ld+json']") == []


@pytest.mark.parametrize(("language", "locale"), [("en", "en_US"), ("en-GB", "en_GB"), ("sr", "sr_RS"), ("kk", "kk_KZ"), ("zz", "zz"), ("tlh", "tlh")])
def test_locale(language: str, locale: str) -> None:
    assert claims.locale(language) == locale


# --- versions -------------------------------------------------------------------------------------


def two_editions(model: Strategy, copy_of: str = "") -> Context:
    """A site that keeps its two editions, the first of which still has an id that is gone since."""
    where = published(model)
    files = {path: data for path, data in exports.files(where).items() if path.startswith("id/")}
    first = json.loads(files["id/kf-fish.json"])
    first |= {"status": "current", "record": {"id": "KF-FISH", "label": "Fish", "text": "There are **many** fish."}}
    kept = {"1st": {**files, "id/kf-fish.json": json.dumps(first).encode()}, "2nd": files}
    return Context(model, Address(BASE, copy_of), where.pages, where.templates, where.pictures, kept=kept)


def test_a_page_of_an_id_that_is_gone_shows_its_last_text(small_strategy: Strategy) -> None:
    where = two_editions(small_strategy)
    page = html.fromstring(exports.files(where)["id/kf-fish/index.html"])
    assert page.xpath("string(//blockquote)") == "There are many fish."
    assert "Edition 1st is the last with it" in " ".join(page.text_content().split())
    assert "../../editions/1st/id/kf-fish/" in page.xpath("//a/@href")
    for path in ("id/kf-fish/index.html", "id/kf-fish/cite.html"):
        text = html.fromstring(exports.files(where)[path]).text_content()
        assert f"{BASE}editions/1st/id/kf-fish/" in text, "the edition that has it is the one to cite"
        assert f"{BASE}editions/2nd/" not in text
    assert where.editions.last(where.register.by_id["AIM1"]) is None
    assert published(small_strategy).editions.last(where.register.by_id["KF-FISH"]) is None


def test_versions_of_a_page(small_strategy: Strategy) -> None:
    now, copy = two_editions(small_strategy), two_editions(small_strategy, "2nd")
    for context in (now, copy):
        rels = {
            rel: html.fromstring(exports.files(context)["id/aim1/index.html"]).xpath(f"//link[@rel='{rel}-version']/@href")
            for rel in ("predecessor", "successor", "latest")
        }
        assert rels == {
            "predecessor": [f"{BASE}editions/1st/id/aim1/"],
            "successor": [f"{BASE}editions/after/2nd/"] if context is copy else [],
            "latest": [f"{BASE}id/aim1/"],
        }
    assert two_editions(small_strategy, "1st").editions.versions("id/aim1/") == (
        ("successor-version", f"{BASE}editions/after/1st/"),
        ("latest-version", f"{BASE}id/aim1/"),
    )
    assert Editions(small_strategy, now.site).versions("id/aim1/") == ()


def test_what_followed_an_edition(small_strategy: Strategy) -> None:
    files = exports.files(two_editions(small_strategy))
    for name, target in (("1st", f"{BASE}editions/2nd/"), ("2nd", BASE)):
        assert html.fromstring(files[f"editions/after/{name}/index.html"]).xpath("//link[@rel='canonical']/@href") == [target]
    assert not [path for path in exports.files(two_editions(small_strategy, "2nd")) if path.startswith("editions/")]


def test_a_dated_address_stands_beside_the_permanent_one(small_strategy: Strategy) -> None:
    where = two_editions(small_strategy)
    dated = f"{BASE}editions/2nd/id/aim1/"
    for path in ("id/aim1/index.html", "id/aim1/cite.html"):
        assert dated in html.fromstring(exports.files(where)[path]).text_content()
    assert dated not in html.fromstring(exports.files(published(small_strategy))["id/aim1/cite.html"]).text_content()
    copy = exports.files(two_editions(small_strategy, "2nd"))
    assert metas(html.fromstring(copy["id/aim1/index.html"]))["citation_public_url"] == [dated]
