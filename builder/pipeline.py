"""The stages in a row: content files → corpus → linked strategy → pages → docs folder."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder import charts, load, output, pages, prose, render, rules, search, strategy, urls
from builder.problems import ContentError
from builder.strategy import Strategy


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    content: Path = Path("content")
    templates: Path = Path("templates")
    docs: Path = Path("build/docs")
    base_url: str = "/"
    """The address that the site will have, from the publisher's settings."""

    @property
    def manifest(self) -> Path:
        return self.docs.with_name(self.docs.name + ".manifest.json")

    @property
    def site_facts(self) -> Path:
        """What the publisher needs to know besides the docs folder: names, language, navigation."""
        return self.docs.with_name("site.json")


@dataclass(frozen=True)
class Docs:
    """A finished docs folder, not yet written."""

    strategy: Strategy
    files: dict[str, bytes]
    facts: dict[str, Any]


def read(content: Path) -> Strategy:
    """A checked and linked strategy. Raises `ContentError` with all problems of the content."""
    corpus, problems = load.load(content)
    problems = [*problems, *rules.check(corpus)]
    if problems:
        raise ContentError(problems)
    return strategy.link(corpus)


def make(settings: Settings) -> Docs:
    """Everything that the docs folder will hold. Writes nothing."""
    model = read(settings.content)
    site_pages = pages.pages(model)
    site = urls.Site(settings.base_url.rstrip("/") + "/")
    files = render.render(site_pages, model, settings.templates / "pages", {"site": site}) | charts.files(model)
    files[search.FILE] = search.index(model, site_pages)
    facts = {
        "name": html.escape(model.document.short_title),
        "description": html.escape(" ".join(prose.to_text(model.document.summary).split())),
        "language": model.document.language,
        "edition": model.document.edition.name,
        "date": model.document.edition.date.isoformat(),
        "publisher": html.escape(model.document.publisher.name),
        "nav": pages.navigation(site_pages),
        "unlisted": [page.path for page in site_pages if page.hidden],
    }
    return Docs(model, files, facts)


def write(docs: Docs, settings: Settings) -> output.Changes:
    """Writes the docs folder."""
    changes = output.write_tree(settings.docs, docs.files, settings.manifest)
    facts = (json.dumps(docs.facts, indent=1, ensure_ascii=False) + "\n").encode()
    output.write_tree(settings.docs.parent, {settings.site_facts.name: facts}, settings.docs.with_name("site.manifest.json"))
    return changes
