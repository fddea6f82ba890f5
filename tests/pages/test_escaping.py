"""Plain text shows as typed: any text in any field comes back from the rendered page as the same text, up to white space."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.model.strategy import Strategy
from builder.pages import search
from builder.pages.environment import environment
from tests import htmltree
from tests.conftest import REPO, Run, Site, markdown_converter

MARKUP = "*_`#|[](){}<>&\\!-+=~^$:.\"'%@/ \n1x"
"""What Markdown, HTML, Jinja and their extensions give a meaning to."""
_ANY = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
TEXTS = st.one_of(st.text(st.sampled_from(MARKUP), min_size=1, max_size=24), st.text(st.one_of(st.sampled_from(MARKUP), _ANY), min_size=1, max_size=24)).filter(
    str.strip
)
TITLES = (
    "*a* _b_ `c` **d**",
    "<script>alert(1)</script>",
    "a | b || c",
    "[x] [y](z) ![i](j) [X] [X]: z",
    "{#id} {: .c } { #a }",
    "{{ document }} {% if x %} {# y #}",
    "# a",
    "1. a",
    "- a",
    "> a",
    "a\\b \\* \\\\",
    "&amp; &#42; &copy",
    "===",
    "--- ***",
    "*[HTML]: x",
    "[^1]: x",
    "http://example.org/a_b_c <http://x.y> a@b.cd",
    "a  \nb",
    "\u2028a\u00a0b\u200d",
    "a # {x}",
    "```",
    "\"a' <!-- b --> <? c ?> &",
)
"""Texts that look like something else."""
PLACES: dict[str, tuple[str, Callable[[htmltree.Element], str]]] = {
    "paragraph": ("{{ t }}", lambda page: page.one("p").text),
    "second line": ("first<br>\n{{ t }}", lambda page: page.one("p").text.removeprefix("first ")),
    "heading": ("## {{ t }} { #a }", lambda page: _heading(page.one("h2", id="a"))),
    "heading with a class": ("### <span class='id'>A</span> {{ t }} { #a .b }", lambda page: _heading(page.one("h3", id="a", class_="b")).removeprefix("A ")),
    "table cell": ("| A | B |\n|:--|--:|\n| {{ t }} | {{ t }} |\n", lambda page: page.all("td")[1].text),
    "table heading": ("| {{ t }} | B |\n|:--|--:|\n| a | b |\n", lambda page: page.all("th")[0].text),
    "linked table cell": ("| A |\n|:--|\n| [{{ t }}][X] |\n\n[X]: x.md", lambda page: page.one("td").one("a", href="x.md").text),
    "list item": ("- a\n- {{ t }}\n- b\n", lambda page: page.all("li")[1].text),
    "numbered item": ("1. a\n2. {{ t }}\n3. b\n", lambda page: page.all("li")[1].text),
    "link text": ("[{{ t }}][X]\n\n[X]: x.md", lambda page: page.one("a", href="x.md").text),
    "link text with address": ("see [{{ t }}](x.md#y).", lambda page: page.one("a", href="x.md#y").text),
    "bold": ("**{{ t }}** b", lambda page: page.one("strong").text),
    "definition": (
        '<dl class="facts">\n<dt>A</dt><dd>{{ t }}</dd>\n<dt>B</dt><dd>b</dd>\n</dl>',
        lambda page: page.all("dd")[0].text,
    ),
    "linked definition": (
        '<dl class="facts">\n<dt>A</dt><dd><a href="x/">{{ t }}</a>, b</dd>\n</dl>',
        lambda page: page.one("dd").one("a", href="x/").text,
    ),
    "block in a block": ('<div class="note">\n<p><strong>Note.</strong> {{ t }}</p>\n</div>', lambda page: page.one("p").text.removeprefix("Note. ")),
    "item in a block": ("<ul>\n<li>{{ t }}</li>\n</ul>", lambda page: page.one("li").text),
    "raw paragraph": ('<p class="source">Source: {{ t }}, line 1</p>', lambda page: page.one("p").text.removeprefix("Source: ").removesuffix(", line 1")),
    "span": ("<span class='a'>{{ t }}</span> b", lambda page: page.one("span").text),
    "attribute": ('<span title="{{ t }}">a</span>', lambda page: _fold(page.one("span").attributes["title"])),
    "attribute in a block": (
        '<div>\n<a href="#x" aria-label="{{ t }}">a</a>\n</div>',
        lambda page: _fold(page.one("a").attributes["aria-label"]),
    ),
}


def _fold(text: str) -> str:
    return " ".join(text.split())


def _heading(element: htmltree.Element) -> str:
    """The words of a heading, without the link to itself."""
    element.children = [child for child in element.children if isinstance(child, str) or child.attributes.get("class") != "headerlink"]
    return element.text


@functools.cache
def _page(place: str) -> Callable[[str], htmltree.Element]:
    template = environment(REPO / "templates/pages").from_string(PLACES[place][0])
    convert = markdown_converter()
    return lambda text: htmltree.parse(convert(template.render(t=text)))


def _examples(test: Callable[..., None]) -> Callable[..., None]:
    for title in TITLES:
        test = example(title)(test)
    return test


@pytest.mark.parametrize("place", PLACES)
@_examples
@given(text=TEXTS)
def test_text_shows_as_typed(place: str, text: str) -> None:
    assert PLACES[place][1](_page(place)(text)) == _fold(text)


# --- through MkDocs -----------------------------------------------------------------------------------


def test_titles_show_as_typed_on_published_pages(project: Path, run: Callable[..., Run]) -> None:
    """In the window's title, the heading, the navigation, the way to the next page, the cards of the overview and the search."""
    random = Random(2031)
    titles = {f"CTX-T{n}": "".join(random.choices(MARKUP.replace("\n", "") + "éЖ", k=random.randint(3, 20))) + "x" for n in range(12)}
    titles |= {f"CTX-E{n}": title for n, title in enumerate(TITLES)}
    for order, (name, title) in enumerate(titles.items(), 10):
        head = yaml.safe_dump({"id": name, "title": title, "order": order, "summary": title, "source": {"section": title}})
        (project / f"topics/{name.lower()}.md").write_text(f"---\n{head}---\n\nWords.\n", "utf-8")
    assert run("build").code == 0
    overview = htmltree.parse(Path("site/context/index.html").read_text("utf-8")).one("main")
    entries = json.loads(Path("site", search.FILE).read_text("utf-8").removeprefix("window.searchIndex = ").removesuffix(";\n"))["entries"]
    found = {entry["i"]: entry["t"] for entry in entries if "i" in entry}
    name_of_site = _fold(yaml.safe_load((project / "strategy.yml").read_text("utf-8"))["short_title"])
    for name, title in titles.items():
        page = htmltree.parse(Path(f"site/context/{name.lower()}/index.html").read_text("utf-8"))
        shown = _fold(title)
        assert page.one("title").text == f"{shown} – {name_of_site}"
        assert _heading(page.one("h1")) == shown
        assert [link.text for nav in page.all("nav", class_="section-nav") for link in nav.all("a", href="./")] == [shown]
        assert page.one("meta", name="description").attributes["content"] == shown
        assert [link.text for link in overview.all("a", href=f"{name.lower()}/") if link.text] == [shown]
        assert found[name] == shown


def test_titles_of_the_small_strategy_show_as_typed(small_build: Site, small_strategy: Strategy) -> None:
    """Headings, the contents of a page, breadcrumbs and the matrix of who takes part, on the published pages."""
    texts = {name: htmltree.parse((small_build.folder / name).read_text("utf-8")) for name in map(Path.as_posix, small_build.pages)}
    aim = texts["objectives/clean-water/index.html"]
    assert _heading(aim.one("h1")) == "AIM1 Keep the _lower_ river [x] clean & safe"
    assert {"Gaps {#gaps}", "In the <river>", "What silt does"} <= {link.text for link in aim.one("nav", class_="toc").all("a")}
    assert _heading(aim.one(id="aim1-silt")) == "AIM1-SILT === Dredge | the `silt`"
    assert _heading(aim.one(id="aim1-wells")) == "AIM1-WELLS Dig wells for \"everyone\" & 'all'"
    framework = texts["framework/index.html"]
    for name in ("PILLAR-1", "PILLAR-2", "AREA-WATER", "AREA-TRADE", "RULE-1", "WORLD-1"):
        assert _heading(framework.one(id=name.lower())) == f"{name} {small_strategy.by_id[name].title}"
    assert "# One river | one plan" in framework.text
    assert "Keth [K]" in texts["partnerships/index.html"].one("table").text
    scripts = [element for page in texts.values() for element in page.all("script") if "alert(1)" in element.raw_text]
    assert [element for element in scripts if element.attributes.get("type") != "application/ld+json" or "<" in element.raw_text] == []
