"""What is sent of style sheets and scripts: everything that works, and nothing that only authors read."""

from __future__ import annotations

import base64
import re

import pytest

from builder.publish.lean import lean
from builder.publish.styles import STYLES
from builder.resources import LOOK
from tests.conftest import REPO, Site


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        (
            "a.css",
            "/* The look. */\n@layer a {\n  p { margin: 0; } /* none */\n\n  q::before { content: '/* x */'; }\n}\n",
            "@layer a{p{margin:0}q::before{content:'/* x */'}}",
        ),
        ("a.css", "p { color: light-dark(#fff, #000); width: calc(1rem - 2px) }", "p{color:light-dark(#fff,#000);width:calc(1rem - 2px)}"),
        (
            "a.css",
            "@layer a { .b :is(c, d > e) { f: g } .h > :is(i, j) ::before { content: 'k :is(l) {' } @media print { .m :hover { n: o } } } @page :first { p: q }",
            "@layer a{.b *:is(c,d>e){f:g}.h>:is(i,j) *::before{content:'k :is(l) {'}@media print{.m *:hover{n:o}}}@page :first{p:q}",
        ),
        (
            "a.js",
            '// A page.\n(() => {\n  /** @type {string} */\n  const a = "// no comment"; // one\n  a();\n})();\n',
            '(()=>{const a="// no comment";a();})();',
        ),
        ("a.js", "/*! MIT licence. */\n  f(`one  line`);\n", "/*! MIT licence. */f(`one  line`);"),
        ("a.js", "const text = `\n  // not a comment\n`;\n", "const text=`\n  // not a comment\n`;"),
        ("a.js", "const slash = a.replace(/\\/\\/ [/*]/g, '')\nf()\n", "const slash=a.replace(/\\/\\/ [/*]/g,'')\nf()"),
        ("a.js", "f(`${a ? `${b} results` : c} for`); // one\n", "f(`${a ? `${b} results` : c} for`); // one\n"),
        ("a.js", "f(`${a({ b: { c } }, `d  e`)} f`); // one\n", "f(`${a({ b: { c } }, `d  e`)} f`); // one\n"),
        ("a.js", "f(`${a({ b })} c`, `d  ${e}`); // one\n", "f(`${a({ b })} c`,`d  ${e}`);"),
        ("a.svg", "<!-- a -->\n  <svg/>\n", "<!-- a -->\n  <svg/>\n"),
    ],
)
def test_comments_and_white_space_go(name: str, text: str, left: str) -> None:
    assert lean(name, text) == left


def test_files_of_the_site_are_lean(coast_build: Site) -> None:
    """They are sent as the minifier leaves them; licences stay, and the data of the search as they were made."""
    sources = sorted((REPO / "site_overrides/assets").glob("*.[cj]s*"))
    assert len(sources) > 8
    for path in (path for path in sources if f"assets/{path.name}" not in STYLES):
        source = path.read_text("utf-8")
        sent = (coast_build.folder / "assets" / path.name).read_text("utf-8")
        assert sent == lean(path.name, source) != source
        assert len(sent) < 0.9 * len(source)
    search = (coast_build.folder / "assets/search.js").read_text("utf-8")
    assert "/**" not in search
    made = (coast_build.docs / "assets/search.js").read_text("utf-8")
    assert made.partition("\n")[0].partition(" = ")[2] in search


def test_every_page_has_one_style_sheet(coast_build: Site) -> None:
    """Those of the look in their order, and the mark inside: each that is apart would be a request of every first visit."""
    texts = [(folder / name).read_text("utf-8") for folder, name in zip((coast_build.docs, LOOK, LOOK), STYLES, strict=True)]
    sent = (coast_build.folder / STYLES[-1]).read_text("utf-8")
    mark = f'url("data:image/svg+xml;base64,{base64.b64encode((coast_build.folder / "assets/mark.svg").read_bytes()).decode()}")'
    assert sent == lean(STYLES[-1], "".join(texts).replace('url("mark.svg")', mark))
    assert mark in sent
    assert [name for name in STYLES if (coast_build.folder / name).exists()] == [STYLES[-1]]
    pages = [text for page in coast_build.pages if 'class="brand"' in (text := (coast_build.folder / page).read_text("utf-8"))]
    assert len(pages) > 20
    assert {len(re.findall('rel="stylesheet"', page)) for page in pages} == {1}
