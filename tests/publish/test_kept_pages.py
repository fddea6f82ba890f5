"""Pages that are as they were get a second name in the next site, and a site with such pages is the one that a clean build makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.publish import commonmark
from tests.conftest import Run
from tests.edits import edit, tree

SITE = Path("site")
REMEMBERED = Path("build/evidence/pages.json")


@pytest.fixture
def build(project: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """Builds, compares the site with that of a clean build if asked to, and gives the pages that were made anew."""
    made: set[str] = set()
    render = commonmark.render

    def seen(page, *arguments, **more):  # type: ignore[no-untyped-def] # as MkDocs calls it
        made.add(page.file.src_uri)
        render(page, *arguments, **more)

    def call(*arguments: str, code: int = 0, compared: bool = True) -> set[str]:
        made.clear()
        done = run("build", "--provisional", *arguments)
        found = set(made)
        assert done.code == code, done.err
        if compared:
            shutil.rmtree("clean", ignore_errors=True)
            clean = run("build", "--provisional", "--docs-dir", "clean/build/docs", "--site-dir", "clean/site")
            assert (clean.code, clean.err) == (code, done.err)
            assert code or tree(SITE) == tree(Path("clean/site"))
        return found

    assert project.is_dir()
    monkeypatch.setattr(commonmark, "render", seen)
    return call


def test_only_pages_that_change_are_made_anew(build: Callable[..., set[str]]) -> None:
    every = build(compared=False)
    assert "index.md" in every
    edit("content/figures.yml", "1200", "1300")
    changed = build()
    assert "key-figures/index.md" in changed
    assert "glossary/index.md" not in changed
    assert len(changed) < len(every) / 2

    page = SITE / "glossary/index.html"  # somebody has changed it
    page.write_bytes(page.read_bytes() + b"<!-- mine -->")
    assert build() == {"glossary/index.md"}

    REMEMBERED.write_text("{", "utf-8")
    edit("content/figures.yml", "1300", "1400")
    assert build(compared=False) == every
    assert build("--clean", compared=False) == every

    edit("content/strategy.yml", "short_title: ", "short_title: New ")  # which every page says
    assert build() == every

    Path("overrides").mkdir()
    Path("overrides/404.html").write_text("{% extends 'main.html' %}", "utf-8")  # templates of one's own may say anything of any page
    edit("content/figures.yml", "1400", "1500")
    assert build(compared=False) == every


def test_what_a_kept_page_leads_to_is_looked_at(build: Callable[..., set[str]]) -> None:
    """A template of one's own leads to a term, whose anchor goes: the page is as it was, and its link is not."""
    template = Path("templates/pages/about.md.jinja")
    template.write_text(template.read_text("utf-8") + "\n[a term](../glossary/index.md#term-rg)\n", "utf-8")
    build(compared=False)
    edit("content/glossary.yml", "term: RG", "term: RGX")
    assert "about/index.md" in build(code=1)
