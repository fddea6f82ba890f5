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
            "/* The look.\n   Of it. */\n@layer a {\n  p { margin: 0; } /* none */\n\n  q { color: red; }\n}\n",
            "@layer a {\np { margin: 0; } \nq { color: red; }\n}\n",
        ),
        (
            "a.js",
            '// A page.\n(() => {\n  /** @type {string} */\n  const a = "// no comment"; // one\n  /**\n   * Two * stars.\n   */\n  a();\n})();\n',
            '(() => {\nconst a = "// no comment"; // one\na();\n})();\n',
        ),
        ("a.js", "const a = (/** @type {string} */ b) => /** @type {A<B>} */ (c(b));\n", "const a = (b) => (c(b));\n"),
        ("a.js", "/* MIT licence. */\n  f(`one line`);\n", "/* MIT licence. */\nf(`one line`);\n"),
        ("a.js", "const text = `\n  // not a comment\n`;\n", "const text = `\n  // not a comment\n`;\n"),
        ("a.svg", "<!-- a -->\n  <svg/>\n", "<!-- a -->\n  <svg/>\n"),
    ],
)
def test_comments_and_indentation_go(name: str, text: str, left: str) -> None:
    assert lean(name, text) == left


def test_files_of_the_site_are_lean_and_say_the_same(real_build: Site) -> None:
    """Without comments, white space at the ends of lines apart, a file says what its source says."""
    checked = 0
    for path in sorted((REPO / "site_overrides/assets").glob("*.[cj]s*")):
        sent = (real_build.folder / "assets" / path.name).read_text("utf-8")
        source = path.read_text("utf-8")
        assert sent == lean(path.name, source)
        assert len(sent) < len(source)
        rest = iter(source)
        assert all(char in rest for char in sent), "only left out, nothing added or moved"
        checked += 1
    assert checked > 10
    search = (real_build.folder / "assets/search-index.js").read_text("utf-8")
    assert "/**" not in search
    assert "/* MiniSearch" in search
    assert search.endswith((real_build.docs / "assets/search-index.js").read_text("utf-8").splitlines()[-1] + "\n")
