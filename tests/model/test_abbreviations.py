"""Abbreviations: every page explains those that it uses, whatever they stand in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from builder.content.records import Term
from builder.model.abbreviations import Glossary
from builder.model.strategy import Strategy
from tests import markup
from tests.conftest import Site, markdown_converter
from tests.made import made

SOURCE = {"section": "Words", "lines": "1"}
TERMS = {"EU": "European Union", "EU Panel": "panel of the EU", "M&E": "monitoring & evaluation", "C++": "a <language>", "IDPs": "displaced persons"}
PAGE = "countries/ukraine/index.md"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    terms: list[dict[str, Any]] = [{"term": term, "expansion": expansion, "source": SOURCE} for term, expansion in TERMS.items()]
    return Glossary(made("Title", extra={"term": terms}))


def explained(text: str) -> str:
    """Markdown with its tooltips cut down to '{term}'."""
    return re.sub(r'<a class="term" href="[^"]*">(.*?)<span.*?</span></a>', r"{\1}", text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The EU, the EU-funded EUs and the NEUS; EU_2, EU&#95;2.", "The {EU}, the EU-funded EUs and the NEUS; EU_2, EU&#95;2."),
        ("EU\n\n## EU { #eu }\n\nEU, EU\n\n### EU\nEU", "{EU}\n\n## EU { #eu }\n\n{EU}, EU\n\n### EU\n{EU}"),
        ("## Head of <em>EU</em> EU\nEU", "## Head of <em>EU</em> EU\n{EU}"),
        ("The EU Panel, EU&#32;Panel, EU\nPanel", "The {EU Panel}, {EU}&#32;Panel, EU\nPanel"),
        ("M&#38;E, M&amp;E", "{M&#38;E}, M&amp;E"),
        ("C++, C&#43;&#43;", "{C++}, C&#43;&#43;"),
        ("IDPs", "{IDPs}"),
        ("[the EU][EU] [EU] [EU](eu.md#eu) [EU](<https://example.org/EU>) EU", "[the EU][EU] [EU] [EU](eu.md#eu) [EU](<https://example.org/EU>) {EU}"),
        ("| EU | EU |\n|:--|:--|\n\nEU", "| EU | EU |\n|:--|:--|\n\n{EU}"),
        ("<table><td>EU</td></table><a href='EU'>EU</a> EU", "<table><td>EU</td></table><a href='EU'>EU</a> {EU}"),
        ('<p title="EU">EU</p>', '<p title="EU">{EU}</p>'),
        ("<div>\n<h2>EU</h2>\nEU EU\n<h3 id='EU'>EU</h3>\nEU\n</div>", "<div>\n<h2>EU</h2>\n{EU} EU\n<h3 id='EU'>EU</h3>\n{EU}\n</div>"),
        ("<details>\n<summary>EU</summary>\nEU</details>\nEU", "<details>\n<summary>EU</summary>\nEU</details>\n{EU}"),
        ('<svg aria-hidden="true"><path d=""/><br></svg><div aria-hidden="true">EU</div> EU', None),
        ('<span class="id">EU</span> `EU` <span class="visually-hidden">EU</span> EU', None),
        ("<h2>EU</h2><nav>EU</nav><button>EU</button><pre>EU</pre> EU", None),
    ],
)
def test_where_an_abbreviation_is_explained_in_place(text: str, result: str | None, glossary: Glossary) -> None:
    """Once a section, in plain words only; without a result given: the last one and no other."""
    done, _ = glossary.explain(text, PAGE)
    assert explained(done) == (result or f"{text.removesuffix('EU')}{{EU}}")


def test_a_tooltip_is_a_link_to_the_glossary(glossary: Glossary) -> None:
    done, _ = glossary.explain("the M&#38;E", PAGE)
    page = markup.parse(markdown_converter()(done))
    link = markup.only(page, "a[@class='term']")
    assert link.get("href") == "../../glossary/#term-m-e"
    assert markup.text(link) == "M&Emonitoring & evaluation"
    assert markup.text(markup.only(link, "span[@class='tip']")) == "monitoring & evaluation"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("## M&#38;E\n", ["M&E"]),
        ("[EU][IDPs]", ["EU"]),
        ("[words][EU] [words](EU) <p id='EU'></p> <!-- EU --> { #EU }", []),
        ("[EU]", ["EU"]),
        ("| `EU` | <svg><text>IDPs</text></svg> |", ["EU", "IDPs"]),
        ("EU Panel", ["EU", "EU Panel"]),  # its explanation uses another
    ],
)
def test_what_a_page_uses(text: str, terms: list[str], glossary: Glossary) -> None:
    _, used = glossary.explain(text, PAGE)
    assert [node.title for node in used] == terms


def test_common_abbreviations_are_explained_in_place_once_a_page() -> None:
    glossary = Glossary(made("ABC", extra={"term": [{"term": "ABC", "expansion": "alphabet", "source": SOURCE}]}))
    assert explained(glossary.explain("ABC\n\n## Next\n\nABC", PAGE)[0]) == "{ABC}\n\n## Next\n\nABC"


def test_a_strategy_without_a_glossary() -> None:
    assert Glossary(made("Title")).explain("EU, C++ and ()", PAGE) == ("EU, C++ and ()", ())


# --- whole sites --------------------------------------------------------------------------------------


def unexplained(site: Site, strategy: Strategy) -> list[str]:
    """The abbreviations on pages that neither a tooltip nor a list explains, as 'page: term'; every page but the cards, which other sites show."""
    found = []
    terms = {node.record.term: node for node in strategy.of(Term)}
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(terms, key=len, reverse=True)))})(?!\w)")
    for name in site.pages:
        page = markup.parse((site.folder / name).read_text("utf-8"))
        text = markup.text(markup.only(page, "main")).removesuffix("".join(map(markup.text, page.find_class("colophon"))))  # that names the publication
        explanations = {
            *((markup.text(link), link.get("href")) for link in page.iter("a") if link.get("href", "").rpartition("#")[2].startswith("term-")),
            *((markup.text(heading).rstrip("¶"), "#" + heading.get("id")) for heading in page.iter("h2") if heading.get("id")),
        }
        for term in sorted(set(words.findall(text))) if name.name != "card.html" else ():
            node = terms[term]
            anchored = [shown for shown, href in explanations if shown.startswith(term) and href.endswith("#" + node.anchor)]
            if not anchored or node.record.expansion not in text:
                found.append(f"{name.as_posix()}: {term}")
    return found


def test_every_page_of_the_site_explains_its_abbreviations(coast_build: Site, coast_strategy: Strategy) -> None:
    assert unexplained(coast_build, coast_strategy) == []


def test_every_page_of_the_small_site_explains_its_abbreviations(small_build: Site, small_strategy: Strategy) -> None:
    assert unexplained(small_build, small_strategy) == []


def lists(site: Site) -> dict[str, list[str]]:
    """The terms in the list at the end of each page that has one."""
    found = {}
    for name in site.pages:
        for section in markup.parse((site.folder / name).read_text("utf-8")).find_class("abbreviations"):
            found[name.as_posix()] = [markup.text(term) for term in section.iter("dt")]
    return found


def test_the_list_is_of_what_the_page_uses(coast_build: Site, small_build: Site) -> None:
    found = lists(coast_build)
    for terms in found.values():
        assert terms == sorted(terms, key=str.casefold)
    assert "glossary/index.html" not in found
    assert "404.html" not in found
    assert lists(small_build)["instruments/index.html"] == ["RG"]


def test_what_an_abbreviation_stands_for_names_it(small_build: Site) -> None:
    """On the page of a process and of an instrument."""
    for path, words in {"instruments/index.html": "Abbreviation RG ", "partnerships/index.html": "Abbreviation A*B "}.items():
        assert words in markup.text(markup.only(markup.parse(Path(small_build.folder, path).read_text("utf-8")), "main"))


def test_a_term_of_many_signs_is_found_in_time_that_grows_with_the_text() -> None:
    """Each sign may be written in several ways; tried in all combinations, this would take years."""
    term = "().-!" * 12
    found = Glossary(made("Title", extra={"term": [{"term": f"A{term}Z", "expansion": "all signs", "source": SOURCE}]}))
    text = f"A{term}Y " * 20
    assert found.explain(text, PAGE) == (text, ())
    assert [node.record.term for node in found.explain(f"{text} A{term}Z", PAGE)[1]] == [f"A{term}Z"]
