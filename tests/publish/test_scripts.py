"""Inline scripts may run because a template has them, and not because a page does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.problems import ContentError
from builder.publish import scripts
from tests.conftest import Run


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A template with a script in its markup, and one that is a script of another."""
    return write(
        tmp_path / "templates",
        {"a.html": "<p>{{ x }}<script>a()</script>\n<script>{% include 'b.js' %}</script>", "b.js": "{# Why, and\nhow. #}\nb();\n", "c.html": "c()"},
    )


def test_inline_scripts_are_found_and_data_is_not() -> None:
    page = '<script>a()</script><script src="b.js"></script><script type="application/ld+json">{"c": 1}</script><SCRIPT async>d()\n</SCRIPT><script></script>'
    assert scripts.inline(page) == {"a()", "d()\n"}


def test_those_of_templates_are_allowed_as_they_stand_on_the_page(templates: Path, tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "<script>a()</script>", "x/index.html": "<script>b();\n</script><script>c()</script>"})
    assert scripts.allowed(site, [templates]) == {scripts.digest(code) for code in ("a()", "b();\n", "c()")}


def test_any_other_is_refused_once_where_it_stands_first(templates: Path, tmp_path: Path) -> None:
    """Also a part of one that is there, and one to which something was added."""
    site = write(tmp_path / "site", dict.fromkeys(("a.html", "b.html", "c.html"), "<p>\n<p><script>evil('x')</script><script>a(</script>"))
    with pytest.raises(ContentError) as caught:
        scripts.allowed(site, [templates])
    assert [(problem.path, problem.line, problem.code) for problem in caught.value.problems] == [("a.html", 2, "unknown-script")] * 2
    assert "a script stands here and on 2 more pages that no template has ('evil('x')')" in str(caught.value)


def test_a_frozen_edition_brings_its_own(templates: Path, tmp_path: Path) -> None:
    old = scripts.digest("old()")
    site = write(
        tmp_path / "site",
        {
            "index.html": "<script>a()</script>",
            "editions/1.0/index.html": "<script>old()</script><script>added()</script>",
            "editions/1.0/_headers": f"/*\n  Content-Security-Policy: script-src 'self' 'sha256-{old}'\n",
            "editions/0.9/index.html": "<script>older()</script>",
            "ru/editions/1.0/index.html": "<script>old()</script>",
        },
    )
    assert scripts.allowed(site, [templates], ["0.9", "1.0"]) == {scripts.digest("a()"), old, scripts.digest("older()")}
    with pytest.raises(ContentError):
        scripts.allowed(site, [templates], ["0.9"])


def test_a_text_that_a_template_prints_as_markup_is_not_published(project: Path, run: Callable[..., Run]) -> None:
    """The policy had allowed such a script, since it stood on the finished pages; now nothing is published."""
    strategy = project / "strategy.yml"
    text = strategy.read_text("utf-8")
    strategy.write_text(text.replace("short_title: ", "short_title: <script>alert(1)</script> ", 1), "utf-8")
    overrides = Path("overrides")
    overrides.mkdir()
    (overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block analytics %}{% autoescape false %}{{ config.site_name }}{% endautoescape %}{% endblock %}'
    )
    done = run("build", "--provisional")
    assert done.code == 1
    assert "404.html:" in done.err or "index.html:" in done.err
    assert "error[unknown-script]: a script stands here" in done.err
    assert "('alert(1)')" in done.err
    assert not Path("site").exists()
    (overrides / "main.html").write_text('{% extends "base.html" %}{% block analytics %}<script>mine(1)</script>{% endblock %}')
    assert run("build", "--provisional").code == 0
    assert scripts.digest("mine(1)") in Path("site/_headers").read_text("utf-8")
