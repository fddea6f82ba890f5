"""The stages in a row: content files → corpus → linked strategy → pages → docs folder."""

from __future__ import annotations

import html
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder import charts, editions, exports, load, metadata, output, pages, prose, registry_rules, render, rules, search, strategy, urls
from builder import offline as offline_copy
from builder.exports.published import Published
from builder.problems import ContentError, Problem
from builder.strategy import Strategy

ABOUT_ENTRIES = ("registration", "edition")
"""Kinds that say something about entries and are none themselves."""


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    content: Path = Path("content")
    templates: Path = Path("templates")
    docs: Path = Path("build/docs")
    base_url: str = "/"
    """The address that the site will have, from the publisher's settings."""
    editions: Path = Path("editions")
    """Where frozen editions are kept."""
    copy_of: str = ""
    """The edition that is being frozen, if this is that."""
    offline: bytes = b""
    """The copy for use without a server, as a ZIP file, if the site is to offer one."""

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
    problems = [*problems, *rules.check(corpus), *registry_rules.check(corpus), *editions.check(corpus)]
    if problems:
        raise ContentError(problems)
    return strategy.link(corpus)


def make(settings: Settings) -> Docs:
    """Everything that the docs folder will hold. Writes nothing."""
    model = read(settings.content)
    site_pages = pages.pages(model)
    site = urls.Site(settings.base_url.rstrip("/") + "/", settings.copy_of)
    copies = {} if settings.copy_of else editions.frozen(settings.editions)
    published = Published(model, site, tuple(page.path for page in site_pages), settings.templates / "permalinks")
    shared = {"site": site, "frozen": frozenset(copies)}
    files = render.render(site_pages, model, settings.templates / "pages", shared, lambda page: metadata.front_matter(page, published))
    files |= charts.files(model) | exports.files(published)
    files |= {f"editions/{slug}/{exports.stored(name)}": data for slug, copy in copies.items() for name, data in copy.items()}
    files[search.FILE] = search.index(model, site_pages)
    if settings.offline:
        files[urls.OFFLINE] = settings.offline
    facts = {
        "offline": {"path": urls.OFFLINE, "size": len(settings.offline)} if settings.offline else None,
        "name": html.escape(model.document.short_title),
        "description": html.escape(" ".join(prose.to_text(model.document.summary).split())),
        "language": model.document.language,
        "edition": model.document.edition.name,
        "date": model.document.edition.date.isoformat(),
        "publisher": html.escape(model.document.publisher.name),
        "publication": metadata.publication(published),
        "nav": pages.navigation(site_pages),
        "unlisted": [page.path for page in site_pages if page.hidden],
    }
    return Docs(model, files, facts)


def freeze(settings: Settings, config_file: Path) -> Path:
    """Publishes the current edition into a file that no later build changes; gives the file.

    Raises `ContentError` if the edition is not ready for it, or was frozen before and has changed since.
    """
    from builder import publish  # imports MkDocs

    model = read(settings.content)
    editions.refuse_unready(model)
    name = model.document.edition.name
    path = editions.archive_of(settings.editions, name)
    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), copy_of=name)
        docs = make(copying)
        write(docs, copying)
        address = urls.Site(settings.base_url.rstrip("/") + "/", name).home
        publish.publish(config_file, copying.docs, Path(folder, "site"), address)
        data = editions.pack(output.read_tree(Path(folder, "site")))
    if path.exists() and path.read_bytes() != data:
        raise ContentError(
            [
                Problem(
                    path.as_posix(),
                    1,
                    1,
                    "frozen-edition",
                    f"edition {name} is frozen and what it holds has changed since: give the next edition another name in strategy.yml",
                )
            ]
        )
    output.write_file(path, data)
    return path


def offline(settings: Settings, config_file: Path) -> dict[str, bytes]:
    """The files of a copy of the site that works without a server."""
    from builder import publish  # imports MkDocs

    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"))
        write(make(copying), copying)
        publish.publish(config_file, copying.docs, Path(folder, "site"))
        return offline_copy.copy(output.read_tree(Path(folder, "site")))


def write(docs: Docs, settings: Settings) -> output.Changes:
    """Writes the docs folder."""
    changes = output.write_tree(settings.docs, docs.files, settings.manifest)
    facts = (json.dumps(docs.facts, indent=1, ensure_ascii=False) + "\n").encode()
    output.write_tree(settings.docs.parent, {settings.site_facts.name: facts}, settings.docs.with_name("site.manifest.json"))
    return changes
