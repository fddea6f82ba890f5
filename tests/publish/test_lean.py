"""What is sent of style sheets and scripts: everything that works, and nothing that only authors read."""

from __future__ import annotations

import pytest

from builder.publish.lean import lean
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
    for path in sources:
        source = path.read_text("utf-8")
        sent = (coast_build.folder / "assets" / path.name).read_text("utf-8")
        assert sent == lean(path.name, source) != source
        assert len(sent) < 0.9 * len(source)
    search = (coast_build.folder / "assets/search.js").read_text("utf-8")
    assert "/**" not in search
    made = (coast_build.docs / "assets/search.js").read_text("utf-8")
    assert made.partition("\n")[0].partition(" = ")[2] in search
