"""Plain text shows as typed: any text in any field comes back from the rendered page as the same text, up to white space."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder import render
from tests import htmltree
from tests.conftest import REPO, markdown_converter

MARKUP = "*_`#|[](){}<>&\\!-+=~^$:.\"'%@/ \n1x"
"""What Markdown, HTML, Jinja and their extensions give a meaning to."""
_ANY = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
TEXTS = st.one_of(st.text(st.sampled_from(MARKUP), min_size=1, max_size=24), st.text(st.one_of(st.sampled_from(MARKUP), _ANY), min_size=1, max_size=24)).filter(
    str.strip
)
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
        '<dl class="facts" markdown="block">\n<dt>A</dt><dd markdown="span">{{ t }}</dd>\n<dt>B</dt><dd markdown="span">b</dd>\n</dl>',
        lambda page: page.all("dd")[0].text,
    ),
    "linked definition": (
        '<dl class="facts" markdown="block">\n<dt>A</dt><dd markdown="span">[{{ t }}][X], b</dd>\n</dl>\n\n[X]: x.md',
        lambda page: page.one("dd").one("a", href="x.md").text,
    ),
    "block in a block": ('<div class="note" markdown="block">\n\n**Note.** {{ t }}\n\n</div>', lambda page: page.one("p").text.removeprefix("Note. ")),
    "item in a block": ('<ul markdown="block">\n<li markdown="span">{{ t }}</li>\n</ul>', lambda page: page.one("li").text),
    "raw paragraph": ('<p class="source">Source: {{ t }}, line 1</p>', lambda page: page.one("p").text.removeprefix("Source: ").removesuffix(", line 1")),
    "span": ("<span class='a'>{{ t }}</span> b", lambda page: page.one("span").text),
    "attribute": ('<span title="{{ t }}">a</span>', lambda page: _fold(page.one("span").attributes["title"])),
    "attribute in a block": (
        '<div markdown="block">\n\n<a href="#x" aria-label="{{ t }}">a</a>\n\n</div>',
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
    template = render.environment(REPO / "templates/pages").from_string(PLACES[place][0])
    convert = markdown_converter()
    return lambda text: htmltree.parse(convert(template.render(t=text)))


@pytest.mark.parametrize("place", PLACES)
@given(text=TEXTS)
@example("*a* _b_ `c` **d**")
@example("<script>alert(1)</script>")
@example("a | b || c")
@example("[x] [y](z) ![i](j) [X] [X]: z")
@example("{#id} {: .c } { #a }")
@example("{{ document }} {% if x %} {# y #}")
@example("# a")
@example("1. a")
@example("- a")
@example("> a")
@example("a\\b \\* \\\\")
@example("&amp; &#42; &copy")
@example("===")
@example("--- ***")
@example("*[HTML]: x")
@example("[^1]: x")
@example("http://example.org/a_b_c <http://x.y> a@b.cd")
@example("a  \nb")
@example("\u2028a\u00a0b\u200d")
@example("a # {x}")
@example("```")
@example("\"a' <!-- b --> <? c ?> &")
def test_text_shows_as_typed(place: str, text: str) -> None:
    assert PLACES[place][1](_page(place)(text)) == _fold(text)
