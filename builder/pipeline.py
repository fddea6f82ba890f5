"""The stages in a row: content files → corpus → linked strategy → briefs and pages → docs folder."""

from __future__ import annotations

import html
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from builder import exports
from builder.content import addresses, load, prose
from builder.exports.context import Published
from builder.model import strategy
from builder.model.strategy import Strategy
from builder.pages import catalogue, head, render, search
from builder.print import briefs
from builder.print.setting import BriefFile
from builder.print.typesetter import FONTS, Typesetter
from builder.problems import ContentError, Problem
from builder.publish import frozen, output
from builder.publish import offline as offline_copy
from builder.rules import entries, glyphs, register_rules

ABOUT_ENTRIES = ("registration", "edition")
"""Kinds that say something about entries and are none themselves."""


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    content: Path = Path("content")
    templates: Path = Path("templates")
    docs: Path = Path("build/docs")
    fonts: Path = FONTS
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
    def brief_memory(self) -> Path:
        """What each PDF of the docs folder was made from."""
        return self.docs.with_name("briefs.json")

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
    briefs: dict[str, BriefFile]


def read(content: Path, fonts: Path | None = None, *, forgiven: tuple[str, ...] = ()) -> Strategy:
    """A checked and linked strategy. Raises `ContentError` with all problems of the content but those whose code is `forgiven`.

    With `fonts`, a character that none of them has is a problem too.
    """
    corpus, problems = load.load(content)
    problems = [*problems, *entries.check(corpus), *register_rules.check(corpus), *frozen.check(corpus)]
    if fonts:
        problems.extend(glyphs.missing(corpus, fonts))
    problems = [problem for problem in problems if problem.code not in forgiven]
    if problems:
        raise ContentError(problems)
    model = strategy.link(corpus)
    briefs.briefs(model)  # raises, if two would have the same file
    return model


def check(content: Path, templates: Path, fonts: Path) -> Strategy:
    """A strategy as `read` gives it, of which all pages can be made. Raises `ContentError` with all problems of content and templates."""
    model = read(content, fonts)
    render.trial(catalogue.pages(model), model, templates / "pages", addresses.Site("/"))
    return model


def site(settings: Settings) -> addresses.Site:
    """Where the site will be."""
    return addresses.Site(settings.base_url.rstrip("/") + "/", settings.copy_of)


def typesetter(settings: Settings, model: Strategy) -> Typesetter:
    """What sets the strategy's briefs."""
    return Typesetter(settings.templates / "print", settings.fonts, model.document.edition.date)


def make(settings: Settings, progress: briefs.Progress | None = None) -> Docs:
    """Everything that the docs folder will hold. Writes nothing; `progress` hears of the briefs."""
    model = read(settings.content, settings.fonts)
    site_pages = catalogue.pages(model)
    address = site(settings)
    copies = {} if settings.copy_of else frozen.frozen(settings.editions)
    entries = search.index(model, site_pages)  # first, for it reads the names of countries that the briefs then have at hand
    memory = briefs.Memory.read(settings.brief_memory, settings.docs)
    pdfs = briefs.make(briefs.briefs(model), model, address, typesetter(settings, model), memory=memory, progress=progress)
    published = Published(model, address, tuple(page.path for page in site_pages), settings.templates / "permalinks")
    shared = {"site": address, "frozen": frozenset(copies), "briefs": pdfs}
    files = render.render(site_pages, model, settings.templates / "pages", shared, lambda page: head.front_matter(page, published))
    try:
        exported = exports.files(published)
    except TemplateError as error:
        raise ContentError([render.template_problem(error, published.templates, "")]) from None
    files |= exported | {file.path: file.data for file in pdfs.values()}
    files[search.FILE] = entries
    files |= {f"editions/{slug}/{exports.stored(name)}": data for slug, copy in copies.items() for name, data in copy.items()}
    if settings.offline:
        files[addresses.OFFLINE] = settings.offline
    facts = {
        "offline": {"path": addresses.OFFLINE, "size": len(settings.offline)} if settings.offline else None,
        "name": html.escape(model.document.short_title),
        "description": html.escape(" ".join(prose.to_text(model.document.summary).split())),
        "language": model.document.language,
        "edition": model.document.edition.name,
        "date": model.document.edition.date.isoformat(),
        "publisher": html.escape(model.document.publisher.name),
        "publication": head.publication(published),
        "nav": catalogue.navigation(site_pages),
        "unlisted": [page.path for page in site_pages if page.hidden],
    }
    return Docs(model, files, facts, pdfs)


def freeze(settings: Settings, config_file: Path) -> Path:
    """Publishes the current edition into a file that no later build changes; gives the file.

    Raises `ContentError` if the edition is not ready for it, or was frozen before and has changed since.
    """
    from builder.publish import mkdocs  # imports MkDocs

    model = read(settings.content)
    frozen.refuse_unready(model)
    name = model.document.edition.name
    path = frozen.archive_of(settings.editions, name)
    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), copy_of=name)
        write(make(copying), copying)
        address = addresses.Site(settings.base_url.rstrip("/") + "/", name).home
        mkdocs.publish(config_file, copying.docs, Path(folder, "site"), address)
        data = frozen.pack(output.read_tree(Path(folder, "site")))
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
    from builder.publish import mkdocs  # imports MkDocs

    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), editions=Path(folder, "editions"))  # frozen editions stay online
        write(make(copying), copying)
        mkdocs.publish(config_file, copying.docs, Path(folder, "site"))
        return offline_copy.copy(output.read_tree(Path(folder, "site")))


def write(docs: Docs, settings: Settings) -> output.Changes:
    """Writes the docs folder."""
    changes = output.write_tree(settings.docs, docs.files, settings.manifest)
    beside = {settings.site_facts.name: docs.facts, settings.brief_memory.name: briefs.remembered(docs.briefs)}
    files = {name: (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode() for name, values in beside.items()}
    output.write_tree(settings.docs.parent, files, settings.docs.with_name("site.manifest.json"))
    return changes
