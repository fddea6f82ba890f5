"""What Zotero saves: its own translators read permanent pages, pages that offer their entries, and the files of references."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from builder import exports
from builder.content.kinds import KINDS
from builder.exports.context import Context
from builder.model.register import Identifier
from builder.model.strategy import Strategy
from tests import zotero
from tests.conftest import Site
from tests.made import made, published
from tests.zotero import COINS, EMBEDDED

FILES = {"references.bib": "BibTeX", "references.ris": "RIS", "references.csl.json": "CSL JSON"}


def one_of_each(context: Context) -> Iterator[Identifier]:
    """An id of each kind, and one of each status."""
    seen: set[str] = set()
    for identifier in context.register.identifiers:
        sort = identifier.kind if identifier.node else identifier.status
        if sort not in seen:
            seen.add(sort)
            yield identifier


def test_every_kind_is_saved_from_its_permanent_page(small_strategy: Strategy, coast_strategy: Strategy) -> None:
    """Once, with the right title and id, the body that it is by in one piece, the work that it is a part of, and its permanent address."""
    kinds = set()
    notice = {"id": "IMPRINT", "title": "Imprint", "order": "1", "description": "Who wrote this.", "text": "Words."}
    for model in (small_strategy, coast_strategy, made("Plan", extra={"notice": [notice]})):
        where = published(model)
        files = exports.files(where)
        asked = {where.url(identifier): identifier for identifier in one_of_each(where)}
        saved = zotero.of_pages({url: files[identifier.address + "index.html"] for url, identifier in asked.items()})
        for url, identifier in asked.items():
            kinds.add(identifier.kind if identifier.node else identifier.status)
            assert list(saved[url]) == [EMBEDDED], "a page of one entry offers no list"
            (item,) = saved[url][EMBEDDED]
            assert item["title"] == f"{' '.join(identifier.title.split())} ({identifier.code})"
            assert item["creators"] == [{"lastName": model.publication.publisher.name, "creatorType": "author"}]
            assert item["url"] == url
            assert item["publicationTitle"] == where.claims["work"]
            assert item["date"] == (where.claims["year"] or where.claims["date"].replace("-", "/"))
            assert item["language"] == model.publication.language
            assert item["notes"] == item["tags"] == []
    assert kinds >= {kind.name for kind in KINDS if kind.identified} | {"renamed", "split", "withdrawn"}


def test_a_list_of_its_entries_is_saved_from_a_page(small_build: Site, small_strategy: Strategy) -> None:
    """Each with its title and id, the body in one piece, and its permanent address; and the page itself, if that is wanted."""
    for place in ("objectives/clean-water", "key-figures"):
        url = f"https://strategy.example.org/{place}/"
        page = (small_build.folder / place / "index.html").read_bytes()
        assert not html.fromstring(page).xpath("//span[contains(@class, 'Z3988')][not(@aria-hidden='true')]"), "readers hear nothing of it"
        saved = zotero.of_pages({url: page})[url]
        shown = [node for node in small_strategy.nodes if node.id and node.place.path.split("#")[0] == place + "/" and node.kind.embeddable]
        assert len(shown) > 1
        offered = {item["url"].rstrip("/").rpartition("/")[2]: item for item in saved[COINS]}
        for node in shown:
            item = offered[node.id.lower()]
            assert item["itemType"] == "bookSection"
            assert item["title"] == f"{' '.join(node.title.split())} ({node.code})"
            assert [creator["lastName"] for creator in item["creators"]] == [small_strategy.publication.publisher.name]
            assert "firstName" not in item["creators"][0]
        assert len(saved[EMBEDDED]) == 1


def test_a_page_for_what_does_not_exist_is_saved_as_nothing_of_ours(small_build: Site) -> None:
    page = (small_build.folder / "404.html").read_bytes()
    saved = zotero.of_pages({"https://strategy.example.org/nothing/": page})["https://strategy.example.org/nothing/"]
    assert [item for items in saved.values() for item in items if item["creators"] or item["itemType"] != "webpage"] == []


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_references_is_imported(small_strategy: Strategy, file: str) -> None:
    """Every id that is or was published and the whole, each with its address and bodies in one piece, and none with a note of its own."""
    where = published(small_strategy)
    imported = zotero.of_file(exports.files(where)[file])
    assert list(imported) == [FILES[file]], "it is taken for what it is"
    items = {item["url"]: item for item in imported[FILES[file]]}
    assert list(items) == [where.site.base, *map(where.url, where.register.identifiers)]
    for identifier in where.register.identifiers:
        item = items[where.url(identifier)]
        title = html.fromstring(f"<p>{item['title']}</p>").text_content() if file.endswith(".json") else item["title"]
        assert identifier.code in title
        assert ("withdrawn" in title) == (identifier.status == "withdrawn")
        body = item["creators"][0]
        assert (body["lastName"], body["creatorType"], body["fieldMode"]) == (small_strategy.publication.publisher.name, "author", 1)
        assert len(item["notes"]) <= (file.endswith(".bib") and identifier.node is None), (
            "each is a note of its own, which says what became of an id that is gone"
        )
