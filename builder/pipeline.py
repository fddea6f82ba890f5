"""The stages in a row: content files → corpus → linked strategy → briefs and pages → docs folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from builder import exports, rules
from builder.content import load, prose
from builder.content.addresses import OFFLINE, Site, stored
from builder.content.load import Corpus
from builder.exports import linked_data
from builder.exports.context import Context
from builder.exports.envelopes import VERSION
from builder.fonts import FONTS, own_folder
from builder.model import strategy
from builder.model.strategy import Strategy
from builder.pages import catalogue, head, places, render, script_words, search
from builder.pages.beside import Beside
from builder.pages.catalogue import Page
from builder.print import briefs, look_values, pictures
from builder.print.setting import BriefFile
from builder.print.typesetter import Typesetter
from builder.problems import ContentError, Problem
from builder.publish import frozen, output
from builder.publish import offline as offline_copy
from builder.publish.facts import OfflineCopy, SiteFacts
from builder.resources import LOOK, Templates
from builder.rules import glyphs
from builder.settings import Settings
from builder.views import look

__all__ = ["Docs", "check", "freeze", "make", "offline", "read", "write"]


@dataclass(frozen=True)
class Docs:
    """A finished docs folder, not yet written."""

    strategy: Strategy
    files: dict[str, bytes]
    facts: SiteFacts
    printed: dict[str, BriefFile]
    """What the print room has set: PDFs and pictures, by path."""


def read(content: Path, fonts: Path | None = None, *, forgiven: tuple[str, ...] = ()) -> Strategy:
    """A checked and linked strategy. Raises `ContentError` with all problems of the content but those whose code is `forgiven`.

    With `fonts`, a character that none of them has is a problem too.
    """
    model = strategy.link(corpus(content, fonts, forgiven=forgiven))
    briefs.briefs(model)  # raises, if two would have the same file
    return model


def corpus(content: Path, fonts: Path | None = None, *, forgiven: tuple[str, ...] = ()) -> Corpus:
    """The checked entries of which `read` makes a strategy, with their translations. Raises `ContentError` likewise."""
    found, problems = load.load(content)
    problems = [*problems, *rules.check(found), *(_unprintable(found, fonts) if fonts else ())]
    problems = [problem for problem in problems if problem.code not in forgiven]
    if problems:
        raise ContentError(problems)
    return found


def _unprintable(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """What the fonts cannot show, and families that they are not of."""
    yield from glyphs.missing(corpus, fonts)
    yield from glyphs.unknown_families(corpus, fonts)


def check(content: Path, templates: Templates, fonts: Path) -> Strategy:
    """A strategy as `read` gives it, of which all pages can be made. Raises `ContentError` with all problems of content and templates."""
    model = read(content, fonts)
    pages = catalogue.pages(model)
    files = _pages(_context(model, pages, templates, Site("/")), pages, templates)
    _refuse_without_place(model, pages, files)
    return model


def _refuse_without_place(model: Strategy, pages: tuple[Page, ...], files: Mapping[str, bytes]) -> None:
    """Refuses entries without a place on the pages, and words of the search that lead to no page."""
    problems = [*places.missing(model, {path: data.decode() for path, data in files.items()}), *search.misled(model, pages), *catalogue.misplaced(pages)]
    if problems:
        raise ContentError(problems)


def page_reader(model: Strategy, templates: Templates, site: Site) -> Callable[[Page], bytes]:
    """What gives the Markdown of a single page, as far as it is known before a build."""
    context = _context(model, catalogue.pages(model), templates, site)
    return lambda page: _pages(context, (page,), templates)[page.path]


def typesetter(settings: Settings, model: Strategy) -> Typesetter:
    """What sets the strategy's briefs."""
    *own, templates = (settings.templates / "print").folders
    shown = {look_values.file(picture): picture.file.as_svg for picture in look.pictures(model)}  # Typst takes text from memory, and no pixels
    return Typesetter(templates, settings.fonts, model.publication.edition.date, own[0] if own else None, own_folder(settings.content), shown)


def make(settings: Settings, progress: briefs.Progress | None = None) -> Docs:
    """Everything that the docs folder will hold. Writes nothing; `progress` hears of the briefs."""
    return made(read(settings.content, settings.fonts), settings, progress)


def made(model: Strategy, settings: Settings, progress: briefs.Progress | None = None) -> Docs:
    """The same of a strategy that has been read."""
    pages = catalogue.pages(model)
    kept = frozen.frozen(settings.editions)
    memory = briefs.Memory.read(settings.brief_memory, settings.docs)
    setter = typesetter(settings, model)
    pdfs = briefs.make(briefs.briefs(model), model, settings.site, setter, memory=memory, progress=progress)
    drawn = pictures.make(model, settings.site, setter, memory)
    context = _context(model, pages, settings.templates, settings.site, {path: file.data for path, file in drawn.items()}, kept, settings.fonts)
    shown = _pages(context, pages, settings.templates, pdfs)
    _refuse_without_place(model, pages, shown)
    files = {
        **shown,
        **_exports(context),
        **{file.path: file.data for file in pdfs.values()},
        **{f"editions/{slug}/{stored(name)}": data for slug, copy in ({} if settings.copy_of else kept).items() for name, data in copy.items()},
        search.FILE: search.script(model, pages, settings.templates / "search"),
        **({script_words.FILE: words} if (words := script_words.script(model.localization, (LOOK / "assets", settings.overrides / "assets"))) else {}),
        **({OFFLINE: settings.offline} if settings.offline else {}),
    }
    return Docs(model, files, _facts(model, pages, settings, files), {**pdfs, **drawn})


def _context(
    model: Strategy,
    pages: tuple[Page, ...],
    templates: Templates,
    site: Site,
    shown: Mapping[str, bytes] | None = None,
    kept: Mapping[str, Mapping[str, bytes]] | None = None,
    fonts: Path = FONTS,
) -> Context:
    titles = {page.path: page.title or (page.node.title if page.node else "") for page in pages}
    return Context(model, site, tuple(titles), templates / "permalinks", shown or {}, titles, kept or {}, fonts)


def _exports(context: Context) -> dict[str, bytes]:
    try:
        return exports.files(context)
    except TemplateError as error:
        folder = (
            context.templates.parent if "/" in (error.name or "" if isinstance(error, TemplateNotFound | TemplateSyntaxError) else "") else context.templates
        )
        raise ContentError([render.template_problem(error, folder, "")]) from None


def _pages(
    context: Context,
    pages: tuple[Page, ...],
    templates: Templates,
    pdfs: Mapping[str, BriefFile] | None = None,
) -> dict[str, bytes]:
    """The pages; to try them, before any PDF is set, the PDFs may be left out."""
    model, site = context.strategy, context.site
    if pdfs is None:
        pdfs = {brief.path: BriefFile(brief.path, b"", 0, "") for brief in briefs.briefs(model)}
    beside = Beside(site, pdfs, exports.listed(model), VERSION, context.editions)
    return render.render(
        pages,
        model,
        templates / "pages",
        beside,
        context.register,
        context.glossary,
        lambda page: head.front_matter(
            page,
            context.editions,
            linked_data.page_graph(context, page.path, page.node),
            linked_data.type_address(page.node),
            catalogue.trail(page, context.titles) if page.hidden else (),
        ),
        context.pages,
    )


def _facts(model: Strategy, pages: tuple[Page, ...], settings: Settings, files: Mapping[str, bytes]) -> SiteFacts:
    publication, localization, size = model.publication, model.localization, len(settings.offline)
    return SiteFacts(
        name=publication.short_title,
        description=" ".join(prose.to_text(publication.summary).split()),
        language=publication.language,
        direction=localization.direction,
        words={text: word for text, word in localization.words.items() if isinstance(word, str)},
        words_script=script_words.FILE if script_words.FILE in files else "",
        edition=publication.edition.name,
        date=publication.edition.date,
        publisher=publication.publisher.name,
        publication={**head.publication(model, settings.site), "footer": catalogue.footer(pages)},
        nav=catalogue.navigation(pages),
        unlisted=tuple(page.path for page in pages if page.hidden),
        offline=OfflineCopy(path=OFFLINE, size=size, megabytes=localization.number(Decimal(f"{size / 1e6:.1f}"))) if settings.offline else None,
    )


def freeze(settings: Settings) -> Path:
    """Publishes the current edition into a file that no later build changes; gives the file.

    Raises `ContentError` if the edition is not ready for it, or was frozen before and has changed since.
    """
    from builder.publish import mkdocs  # imports MkDocs

    model = read(settings.content)
    frozen.refuse_unready(model)
    name = model.publication.edition.name
    path = frozen.archive_of(settings.editions, name)
    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), copy_of=name)
        write(make(copying), copying)
        mkdocs.publish(copying, Path(folder, "site"), copying.site.home)
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


def offline(settings: Settings) -> dict[str, bytes]:
    """The files of a copy of the site that works without a server."""
    from builder.publish import mkdocs  # imports MkDocs

    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), editions=Path(folder, "editions"))  # frozen editions stay online
        write(make(copying), copying)
        mkdocs.publish(copying, Path(folder, "site"))
        return offline_copy.copy(output.read_tree(Path(folder, "site")))


def write(docs: Docs, settings: Settings) -> output.Changes:
    """Writes the docs folder."""
    changes = output.write_tree(settings.docs, docs.files, settings.manifest)
    memory = json.dumps(briefs.remembered(docs.printed), indent=1, ensure_ascii=False) + "\n"
    files = {settings.site_facts.name: docs.facts.as_json(), settings.brief_memory.name: memory.encode()}
    output.write_tree(settings.docs.parent, files, settings.docs.with_name("site.manifest.json"))
    return changes
