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
from lxml.html import HtmlElement

from builder.model.strategy import Strategy
from builder.pages import search
from builder.pages.environment import environment
from builder.resources import PACKAGED
from tests.conftest import Run, Site, markdown_converter
from tests.markup import heading, only, parse, text

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
PLACES: dict[str, tuple[str, Callable[[HtmlElement], str]]] = {
    "paragraph": ("{{ t }}", lambda page: text(only(page, "p"))),
    "second line": ("first<br>\n{{ t }}", lambda page: text(only(page, "p")).removeprefix("first ")),
    "heading": ("## {{ t }} { #a }", lambda page: heading(only(page, "h2[@id='a']"))),
    "heading with a class": ("### <span class='id'>A</span> {{ t }} { #a .b }", lambda page: heading(only(page, "h3[@id='a'][@class='b']")).removeprefix("A ")),
    "table cell": ("| A | B |\n|:--|--:|\n| {{ t }} | {{ t }} |\n", lambda page: text(only(page, "td[2]"))),
    "table heading": ("| {{ t }} | B |\n|:--|--:|\n| a | b |\n", lambda page: text(only(page, "th[1]"))),
    "linked table cell": ("| A |\n|:--|\n| [{{ t }}][X] |\n\n[X]: x.md", lambda page: text(only(page, "td/a[@href='x.md']"))),
    "list item": ("- a\n- {{ t }}\n- b\n", lambda page: text(only(page, "li[2]"))),
    "numbered item": ("1. a\n2. {{ t }}\n3. b\n", lambda page: text(only(page, "li[2]"))),
    "link text": ("[{{ t }}][X]\n\n[X]: x.md", lambda page: text(only(page, "a[@href='x.md']"))),
    "link text with address": ("see [{{ t }}](x.md#y).", lambda page: text(only(page, "a[@href='x.md#y']"))),
    "bold": ("**{{ t }}** b", lambda page: text(only(page, "strong"))),
    "definition": (
        '<dl class="facts">\n<dt>A</dt><dd>{{ t }}</dd>\n<dt>B</dt><dd>b</dd>\n</dl>',
        lambda page: text(only(page, "dd[1]")),
    ),
    "linked definition": (
        '<dl class="facts">\n<dt>A</dt><dd><a href="x/">{{ t }}</a>, b</dd>\n</dl>',
        lambda page: text(only(page, "dd/a[@href='x/']")),
    ),
    "block in a block": ('<div class="note">\n<p><strong>Note.</strong> {{ t }}</p>\n</div>', lambda page: text(only(page, "p")).removeprefix("Note. ")),
    "item in a block": ("<ul>\n<li>{{ t }}</li>\n</ul>", lambda page: text(only(page, "li"))),
    "raw paragraph": ('<p class="source">Source: {{ t }}, line 1</p>', lambda page: text(only(page, "p")).removeprefix("Source: ").removesuffix(", line 1")),
    "span": ("<span class='a'>{{ t }}</span> b", lambda page: text(only(page, "span"))),
    "attribute": ('<span title="{{ t }}">a</span>', lambda page: _fold(only(page, "span").get("title"))),
    "attribute in a block": (
        '<div>\n<a href="#x" aria-label="{{ t }}">a</a>\n</div>',
        lambda page: _fold(only(page, "a").get("aria-label")),
    ),
}


def _fold(text: str) -> str:
    return " ".join(text.split())


@functools.cache
def _page(place: str) -> Callable[[str], HtmlElement]:
    template = environment(PACKAGED / "pages").from_string(PLACES[place][0])
    convert = markdown_converter()
    return lambda text: parse(convert(template.render(t=text)))


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
    assert run("build", "--provisional").code == 0
    overview = parse(Path("site/context/index.html").read_text("utf-8"))
    script = Path("site", search.FILE).read_text("utf-8")
    entries = json.JSONDecoder().raw_decode(script, script.index("{"))[0]["entries"]
    found = dict(zip(entries["i"], entries["t"], strict=True))
    name_of_site = _fold(yaml.safe_load((project / "strategy.yml").read_text("utf-8"))["short_title"])
    for name, title in titles.items():
        page = parse(Path(f"site/context/{name.lower()}/index.html").read_text("utf-8"))
        shown = _fold(title)
        assert text(only(page, "title")) == f"{shown} – {name_of_site}"
        assert heading(only(page, "h1")) == shown
        assert [text(link) for nav in page.find_class("section-nav") for link in nav.xpath(".//a[@href='./']")] == [shown]
        assert only(page, "meta[@name='description']").get("content") == shown
        assert [text(link) for link in overview.xpath(f"//main//a[@href='{name.lower()}/']") if text(link)] == [shown]
        assert found[name] == shown


def test_titles_of_the_small_strategy_show_as_typed(small_build: Site, small_strategy: Strategy) -> None:
    """Headings, the contents of a page, breadcrumbs and the matrix of who takes part, on the published pages."""
    texts = {name: parse((small_build.folder / name).read_text("utf-8")) for name in map(Path.as_posix, small_build.pages)}
    aim = texts["objectives/clean-water/index.html"]
    assert heading(only(aim, "h1")) == "AIM1 Keep the _lower_ river [x] clean & safe"
    assert {"Gaps {#gaps}", "In the <river>", "What silt does"} <= {text(link) for link in aim.xpath("//nav[contains(@class, 'toc')]//a")}
    assert heading(only(aim, "*[@id='aim1-silt']")) == "AIM1-SILT === Dredge | the `silt`"
    assert heading(only(aim, "*[@id='aim1-wells']")) == "AIM1-WELLS Dig wells for \"everyone\" & 'all'"
    framework = texts["framework/index.html"]
    for name in ("PILLAR-1", "PILLAR-2", "AREA-WATER", "AREA-TRADE", "RULE-1"):
        assert heading(only(framework, f"*[@id='{name.lower()}']")) == f"{name} {small_strategy.by_id[name].title}"
    assert heading(only(framework, "*[@id='world-1']//th")) == f"WORLD-1 {small_strategy.by_id['WORLD-1'].title}"
    assert "# One river | one plan" in text(framework)
    assert "Keth [K]" in text(texts["partnerships/index.html"].xpath("//table")[0])
    scripts = [script for page in texts.values() for script in page.iter("script") if "alert(1)" in (script.text or "")]
    assert [script for script in scripts if script.get("type") != "application/ld+json" or "<" in script.text] == []
