"""Prose: pages say what CommonMark says, word for word and link for link."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from builder.content import prose
from builder.content.fields import ID_PATTERN
from builder.rules import prose_faults
from tests import markup
from tests.conftest import markdown_converter

# --- the same words and links as CommonMark -------------------------------------------------------

_INLINE = (
    "word",
    "a",
    "*",
    "**",
    "_",
    "__",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "\\",
    "#",
    "!",
    "&amp;",
    "&",
    "|",
    "{",
    "}",
    "~~",
    "^",
    "=",
    '"',
    "1.",
    ":",
    "é",
    ".",
)
_PIECES = (
    *_INLINE,
    *("[TO1]", "[words][TO1]", "[*w* x][SO2]", "[w](https://example.org/a_b?c=1&d=*2*)", "<https://example.org/_x_>", "[w](<https://e.org/a b>)"),
    *("*em*", "**strong**", "***both***", "_em_", "a*b*c", "\\[", "\\*", "  \n", "\\\n", "\n", "\n\n", " ", " ", " "),
    *("\n- ", "\n* ", "\n+ ", "\n1. ", "\n2) ", "\n> ", "\n## ", "\n### ", "\n  ", "\n   ", "\n    ", "\n\n    ", "\n\n  ", "\n---\n", "\n===\n"),
)
PROSE = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=24).map("".join)
BLOCKS = ("li", "ul", "ol", "blockquote", "h2", "h3", "h4", "h5", "h6", "br")


def _expected(text: str) -> HtmlElement:
    """What markdown-it itself makes of a prose text, with every label defined."""
    references = {label: {"href": f"#{label}", "title": ""} for label in prose.references(text)}
    return markup.parse(MarkdownIt("commonmark").disable("reference").render(text, {"references": references}))


def _as_markdown(text: str) -> str:
    return markdown_converter()(prose.to_markdown(text, lambda label, words: f"[{words}](#{label})"))


def _as_html(text: str) -> str:
    """As a part of a block of HTML, which Markdown leaves alone."""
    written = prose.to_html(text, lambda label, words: f'<a href="#{label}">{words}</a>')
    assert "\n\n" not in written
    return markdown_converter()(f'<div class="note">\n{written}\n</div>')


@pytest.mark.parametrize("publish", [_as_markdown, _as_html])
@given(text=PROSE)
def test_pages_say_what_commonmark_says(publish: Callable[[str], str], text: str) -> None:
    assume(text.strip() and not list(prose_faults.faults(text)) and all(re.fullmatch(ID_PATTERN, label) for label in prose.references(text)))
    expected, published = _expected(text), markup.parse(publish(text))
    markup.drop_own_links(published)
    assert markup.text(published) == markup.text(expected)
    assert published.xpath("//a/@href") == expected.xpath("//a/@href")
    for tags in (("em",), ("strong",), BLOCKS):
        assert [(item.tag, markup.text(item)) for item in published.iter(*tags)] == [(item.tag, markup.text(item)) for item in expected.iter(*tags)]


def _link(label: str, words: str) -> str:
    return f"[{words}][{label}]"


def test_nested_lists_and_breaks_are_written_so_that_every_publisher_reads_them() -> None:
    text = "Two:\n\n* one\n  - *in* it\n* two\n\n7) seven\n8) eight\\\nlines\n\n> said\n>\n> twice"
    assert prose.to_markdown(text, _link) == (
        "Two:\n\n-   one\n    -   <em>in</em> it\n-   two\n\n<!-- -->\n\n7.  seven\n8.  eight<br>\n    lines\n\n> said\n>\n> twice"
    )


def test_headings_go_down_and_have_an_anchor() -> None:
    assert prose.to_markdown("## Ways [*there*][TO1] & back", _link, heading_shift=2) == "#### Ways [<em>there</em>][TO1] &#38; back { #ways-there-back }"


def test_on_one_line() -> None:
    """For a list item or table cell: what was apart stays apart."""
    text = "One\\\nline.\n\n- a\n- [b][TO1]\n\n  more\n\n3. c"
    assert prose.to_inline(text, _link) == "One<br>line.<br>• a<br>• [b][TO1]<br>more<br>3. c"
    assert prose.to_html_line(text, _html_link) == 'One<br>line.<br>• a<br>• <a href="#TO1">b</a><br>more<br>3. c'


def _html_link(label: str, words: str) -> str:
    return f'<a href="#{label}">{words}</a>'


def test_as_html() -> None:
    """For a designed part: an element a line, the anchors of headings, and the numbers that lists begin with."""
    text = "## One & *two*\n\nSee [b][TO1]\\\nand <https://example.org/?a&b>.\n\n3. c\n4. d\n   - e\n\n> f"
    assert prose.to_html(text, _html_link, heading_shift=1).split("\n") == [
        '<h3 id="one-two">One &#38; <em>two</em></h3>',
        '<p>See <a href="#TO1">b</a><br>',
        'and <a href="https://example.org/?a&#38;b">https://example.org/?a&#38;b</a>.</p>',
        '<ol start="3">',
        "<li>c</li>",
        "<li>d",
        "<ul>",
        "<li>e</li>",
        "</ul></li>",
        "</ol>",
        "<blockquote>",
        "<p>f</p>",
        "</blockquote>",
    ]


@given(PROSE)
def test_on_one_line_nothing_is_lost(text: str) -> None:
    assume(not list(prose_faults.faults(text)))
    line = prose.to_inline(text, lambda label, words: f"[{words}](#x)")
    assert "\n" not in line
    published = markup.parse(markdown_converter()(f"- {line}\n"))
    found = re.sub(r"(• |\d+\. )", "", markup.text(published))
    assert found.split() == re.sub(r"(• |\d+\. )", "", markup.text(_expected(text))).split()


# --- what content may not use ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a <b>b</b>", "raw-html", "raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'"),
        ("# A", "prose-heading", "a heading '#' is the page's own title: use '##' or lower"),
        ("A\n===", "prose-heading", "a heading '#' is the page's own title: use '##' or lower"),
        ("##", "prose-empty", "a heading has no words: write some, or remove it"),
        ("- a\n-", "prose-empty", "a list item has no words: write some, or remove it"),
        (">", "prose-empty", "a quotation has no words: write some, or remove it"),
        ("[](https://example.org)", "prose-empty", "a link has no words: write some, or remove it"),
        ("- > a", "prose-nesting", "a quotation cannot stand inside a list or quotation: put it before or after"),
        ("> ## a", "prose-nesting", "a heading cannot stand inside a list or quotation: put it before or after"),
        ("![a](b.png)", "prose-construct", "an image is not allowed in prose: use paragraphs, lists, headings, emphasis and links"),
        ("`a`", "prose-construct", "code is not allowed in prose: use paragraphs, lists, headings, emphasis and links"),
        (
            "a\n\n    b",
            "prose-construct",
            "a block indented by four spaces (code) is not allowed in prose: use paragraphs, lists, headings, emphasis and links",
        ),
        ("```\na\n```", "prose-construct", "a code block is not allowed in prose: use paragraphs, lists, headings, emphasis and links"),
        ("***", "prose-construct", "a horizontal rule is not allowed in prose: use paragraphs, lists, headings, emphasis and links"),
        ("[a](b.md)", "prose-link", "the link 'b.md' has no place on the site: refer to an entry by id, as in '[text][ID]', or give a full address"),
        ("[a](#b)", "prose-link", "the link '#b' has no place on the site: refer to an entry by id, as in '[text][ID]', or give a full address"),
    ],
)
def test_fault(text: str, code: str, message: str) -> None:
    first = prose_faults.faults(text)[0]
    assert (first.code, first.message) == (code, message)


@pytest.mark.parametrize(
    "text", ["a", "*a* **b** ***c***", "[a][TO1] [TO1]", "<https://example.org>", "[a](mailto:a@example.org)", "- a\n  1. b", "> a\n> - b", "## a"]
)
def test_no_fault(text: str) -> None:
    assert list(prose_faults.faults(text)) == []


# --- references and passages -----------------------------------------------------------------------


def test_references_are_ids_each_once_in_order() -> None:
    assert prose.references("[b][TO2] and [TO1], [again][to2], [c](https://example.org), \\[TO3\\]") == ("TO2", "TO1")


def test_passages_are_the_sentences_that_refer() -> None:
    text = 'No. [A][TO1] comes first. Not *that* one.\n\n## Then\n\nThey say: "[A][TO1]." The end [TO2].'
    assert prose.passages(text, "TO1") == (prose.Passage("A comes first.", None), prose.Passage('They say: "A."', "then"))
    assert prose.passages(text, "TO2") == (prose.Passage("The end TO2.", "then"),)


def test_plain_text_has_a_line_for_each_block() -> None:
    assert prose.to_text("A *b*\nc\\\nd.\n\n- [e][TO1]\n- f &amp; g") == "A b c d.\ne\nf & g"


# --- escaping ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 3.5 per cent (of all): yes/no", "plain words, 3.5 per cent (of all): yes/no"),
        ("*a* _b_", "&#42;a&#42; &#95;b&#95;"),
        ('<b> & "c"', "&#60;b&#62; &#38; &#34;c&#34;"),
        ("  a \n b ", "a b"),
        ("1. a", "1&#46; a"),
        ("- a-b", "&#45; a-b"),
        ("Help!", "Help&#33;"),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    assert prose.escape(text) == escaped
