"""The stages in a row: linked strategy → briefs and pages → docs folder. How it is read stands in `reading`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from builder import exports, reading
from builder.content import prose
from builder.content.addresses import OFFLINE, Place, Site, stored
from builder.content.parsed import Parsed
from builder.exports import linked_data
from builder.exports.context import Context
from builder.exports.envelopes import VERSION
from builder.fonts import FONTS, own_folder
from builder.localization import Localization
from builder.model.strategy import Strategy
from builder.pages import catalogue, head, places, render, script_words, search, search_index
from builder.pages.beside import Beside
from builder.pages.catalogue import Page
from builder.pages.remembered import PageMemory
from builder.print import briefs, look_values, pictures
from builder.print.setting import BriefFile
from builder.print.typesetter import Typesetter
from builder.problems import ContentError, Problem
from builder.publish import evidence, frozen, output, taken
from builder.publish import offline as offline_copy
from builder.publish.facts import OfflineCopy, PageLanguage, SiteFacts
from builder.publish.on_demand import OnDemand
from builder.resources import LOOK, Templates
from builder.settings import Settings, folder
from builder.views import look
from builder.wording import Phrase

__all__ = ["Docs", "check", "freeze", "make", "offline", "write"]

Still = Callable[[], None]
"""Called now and then while something is made; raises if nobody wants it any more."""


@dataclass(frozen=True)
class Printed:
    """What the print room has set, by path."""

    pdfs: dict[str, BriefFile]
    pictures: dict[str, BriefFile]


@dataclass(frozen=True)
class Docs:
    """A finished docs folder, not yet written."""

    strategy: Strategy
    files: dict[str, bytes]
    facts: SiteFacts
    printed: dict[str, BriefFile]
    """What the print room has set: PDFs and pictures, by path."""
    pages: dict[str, dict[str, Any]]
    """What to remember of the pages, by path."""
    on_demand: tuple[OnDemand, OnDemand]
    """What a preview makes when somebody asks for it: exports that no browser shows, and the search."""
    editions: Mapping[str, Mapping[str, bytes]]
    """The files of the editions that are kept as they were published, by their names in addresses."""
    translations: tuple[tuple[Settings, Docs], ...] = ()
    """The same in other languages, each with where it goes."""
    parsed: Parsed | None = None
    """What the files of the content hold, for the next docs folder of a preview."""
    left: frozenset[str] = frozenset()
    """The languages that are as they were in the docs folder that a preview made before, and are written already."""


def check(content: Path, templates: Templates, fonts: Path) -> Strategy:
    """A strategy as `read` gives it, of which all pages can be made. Raises `ContentError` with all problems of content and templates."""
    found = reading.corpus(content, fonts)
    model = reading.linked(found)
    _try(model, templates, reading.languages(found))
    for texts in found.catalogues:
        _try(reading.translated(found, texts), templates, reading.languages(found))
    return model


def _try(model: Strategy, templates: Templates, tongues: tuple[str, ...]) -> None:
    """Makes all pages of a strategy, to see whether they can be made."""
    pages = catalogue.pages(model)
    context = _context(model, pages, templates, Site("/"))
    _refuse_without_place(context, pages, _pages(context, pages, templates), tongues)


def _refuse_without_place(context: Context, pages: tuple[Page, ...], files: Mapping[str, bytes], tongues: tuple[str, ...]) -> None:
    """Refuses entries without a place on the pages, words of the search that lead to no page, and former addresses that are taken."""
    model, folders = context.strategy, frozenset(map(folder, tongues[1:]))
    former = {address: formers for address, formers in context.register.former.items() if address not in {Place(page.path).path for page in pages}}
    published = [*files, search.FILE, script_words.FILE, *(brief.path for brief in briefs.briefs(model)), *exports.paths(context)]
    problems = [
        *places.missing(model, {path: data.decode() for path, data in files.items()}),
        *search.misled(model, pages),
        *catalogue.misplaced(pages, folders),
        *taken.taken(model, former, published, folders),
    ]
    if problems:
        raise ContentError(problems)


def page_reader(model: Strategy, templates: Templates, site: Site, before: Docs | None = None) -> Callable[[Page], bytes]:
    """What gives the Markdown of a single page, as far as it is known before a build, with PDFs, pictures and editions as they were `before`."""
    printed = before.printed if before else None
    drawn = {path: file.data for path, file in (printed or {}).items()}
    context = _context(model, catalogue.pages(model), templates, site, drawn, before.editions if before else None)
    return lambda page: _pages(context, (page,), templates, printed)[page.path]


def typesetter(settings: Settings, model: Strategy) -> Typesetter:
    """What sets the strategy's briefs."""
    *own, templates = (settings.templates / "print").folders
    shown = {look_values.file(picture): picture.file.as_svg for picture in look.pictures(model)}  # Typst takes text from memory, and no pixels
    date, localization = model.publication.edition.date, model.localization
    names = tuple(node.record.inline_text for node in model.nodes)
    return Typesetter(templates, settings.fonts, date, own[0] if own else None, own_folder(settings.content), shown, localization, names)


def make(
    settings: Settings, progress: briefs.Progress | None = None, before: Docs | None = None, wanted: Collection[str] = (), still: Still = lambda: None
) -> Docs:
    """Everything that the docs folder will hold. Writes nothing; `progress` hears of the briefs.

    `before` is what a preview showed before, and then only translations into languages that are `wanted` are made, or were not there.
    """
    maker = evidence.maker(settings.locales)
    old = {where.language: docs for where, docs in ((settings, before), *before.translations)} if before else {}
    left = frozenset(old) - {settings.language, *wanted}
    found = reading.corpus(settings.content, settings.fonts, before=before.parsed if before else None)
    still()
    versions = reading.versions(settings, found)
    strategies = [(where, model()) for where, model in versions if where.language not in left]
    printed = [_print(model, where, progress) for where, model in strategies]  # of all before the rest begins threads, with which no worker is forked
    docs = old | {
        where.language: made(model, where, sheets, maker, old.get(where.language), still) for (where, model), sheets in zip(strategies, printed, strict=True)
    }
    translations = tuple((where, docs[where.language]) for where, _ in versions[1:])
    return replace(docs[settings.language], parsed=found.parsed, translations=translations, left=left & {where.language for where, _ in translations})


def _print(model: Strategy, settings: Settings, progress: briefs.Progress | None = None) -> Printed:
    """All that is set of a strategy in one language, or left as the last build has set it."""
    memory = None if settings.clean else briefs.Memory.read(settings.brief_memory, settings.docs, lasting=settings.preview)
    setter = typesetter(settings, model)
    pdfs = briefs.make(briefs.briefs(model), model, settings.site, setter, memory=memory, progress=progress)
    return Printed(pdfs, pictures.make(model, settings.site, setter, memory))


def made(model: Strategy, settings: Settings, printed: Printed, maker: str = "", before: Docs | None = None, still: Still = lambda: None) -> Docs:
    """The docs folder in one language; `maker` is a digest of what makes it, with which pages that are as they were are not made again."""
    pages = catalogue.pages(model)
    kept = frozen.within(frozen.frozen(settings.editions), settings)
    drawn = {path: file.data for path, file in printed.pictures.items()}
    context = _context(model, pages, settings.templates, settings.site, drawn, kept, settings.fonts)
    remembered = PageMemory(settings.docs, maker) if settings.clean else PageMemory.read(settings.page_memory, settings.docs, maker)
    shown = _pages(context, pages, settings.templates, printed.pdfs, remembered, still)
    still()
    _refuse_without_place(context, pages, shown, settings.languages)
    on_demand = _on_demand(context, pages, settings.templates / "search", before)

    def wanted(path: str) -> bool:
        still()
        return _is_shown(path)

    files = {
        **shown,
        **_exports(context, wanted),
        **on_demand[0].shown,
        **on_demand[1].shown,
        **{file.path: file.data for file in printed.pdfs.values()},
        **{f"editions/{slug}/{stored(name)}": data for slug, copy in ({} if settings.copy_of else kept).items() for name, data in copy.items()},
        **({script_words.FILE: words} if (words := script_words.script(model.localization, _scripts(settings))) else {}),
        **({OFFLINE: settings.offline} if settings.offline and not settings.language else {}),
    }
    return Docs(model, files, _facts(model, pages, settings, files), {**printed.pdfs, **printed.pictures}, remembered.made, on_demand, kept)


def _on_demand(context: Context, pages: tuple[Page, ...], templates: Templates, before: Docs | None) -> tuple[OnDemand, OnDemand]:
    def others(path: str) -> bool:
        return not _is_shown(path)

    exported, found = (files.shown for files in before.on_demand) if before else (None, None)
    exported = exported if exported is not None and exported.keys() == set(filter(others, exports.paths(context))) else None
    return (
        OnDemand(partial(_exports, context, others), exported),
        OnDemand(partial(search.files, context.strategy, pages, templates), found, search_index.FOLDER),
    )


def _is_shown(path: str) -> bool:
    """Whether a browser shows a file, or a page with it, so that a preview has it made at once."""
    return path.endswith(".html") or path.startswith("assets/")


def _scripts(settings: Settings) -> tuple[Path, ...]:
    """The folders of the scripts that speak to readers."""
    return (LOOK / "assets", settings.overrides / "assets", *(settings.templates / "search").folders)


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


def _exports(context: Context, asked: Callable[[str], bool]) -> dict[str, bytes]:
    try:
        return exports.files(context, asked)
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
    remembered: PageMemory | None = None,
    still: Still = lambda: None,
) -> dict[str, bytes]:
    """The pages; to try them, before any PDF is set, the PDFs may be left out, and nothing is remembered."""
    model, site = context.strategy, context.site
    if pdfs is None:
        pdfs = {brief.path: BriefFile(brief.path, b"", 0, "") for brief in briefs.briefs(model)}
    beside = Beside(site, pdfs, exports.listed(model), VERSION, context.editions)

    def front(page: Page) -> dict[str, Any]:
        still()
        return head.front_matter(
            page,
            context.editions,
            linked_data.page_graph(context, page.path, page.node),
            linked_data.type_address(page.node),
            tuple((context.titles[above], Place(above).path) for above in context.trail(page.path)[1:-1]) if page.hidden else (),
        )

    return render.render(pages, model, templates / "pages", beside, context.register, context.glossary, front, context.pages, remembered)


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
        day=localization.day(publication.edition.date),
        publisher=publication.publisher.name,
        publication={**head.publication(model, settings.site), "footer": catalogue.footer(pages)},
        nav=catalogue.navigation(pages),
        unlisted=tuple(page.path for page in pages if page.hidden),
        offline=OfflineCopy(path=settings.site.above + OFFLINE, size=size, megabytes=localization.number(Decimal(f"{size / 1e6:.1f}")))
        if settings.offline
        else None,
        above=settings.site.above,
        languages=tuple(
            PageLanguage(tag=version.language, name=Localization(version.language).own_name, path=version.path, home=version.home)
            for version in settings.site.versions
        ),
    )


def freeze(settings: Settings) -> Path:
    """Publishes the current edition into a file that no later build changes; gives the file.

    Raises `ContentError` if the edition is not ready for it, or was frozen before and has changed since.
    """
    from builder.publish import mkdocs  # imports MkDocs

    model = reading.read(settings.content)
    frozen.refuse_unready(model)
    name = model.publication.edition.name
    path = frozen.archive_of(settings.editions, name)
    with tempfile.TemporaryDirectory() as folder:
        copying = replace(settings, docs=Path(folder, "docs"), copy_of=name)
        write(make(copying), copying)
        mkdocs.publish(copying, Path(folder, "site"), copying.site.home)
        data = frozen.pack(output.read_tree(Path(folder, "site")))
    if path.exists() and path.read_bytes() != data:
        message = Phrase("edition {name} is frozen and what it holds has changed since: give the next edition another name in strategy.yml", name=name)
        raise ContentError([Problem.of_file(path, "frozen-edition", message)])
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
    """Writes the docs folder, and those of translations: all of them, or if something is in the way, none. Gives what changed in them."""
    versions = [(settings, docs), *((where, made) for where, made in docs.translations if where.language not in docs.left)]
    folders = [output.Tree(where.docs, made.files, where.manifest) for where, made in versions]
    notes = [output.Tree(where.docs.parent, _notes(made, where), where.docs.with_name("site.manifest.json")) for where, made in versions]
    return sum(output.write_trees([*folders, *notes])[: len(folders)], output.Changes(0, 0, 0))


def _notes(docs: Docs, settings: Settings) -> dict[str, bytes]:
    """What lies beside a docs folder: what the publisher needs to know, and what each PDF and each page was made from."""
    memories = {settings.brief_memory: briefs.remembered(docs.printed), settings.page_memory: docs.pages}
    written = {path.relative_to(settings.docs.parent).as_posix(): memory for path, memory in memories.items()}
    texts = {name: (json.dumps(memory, indent=1, ensure_ascii=False) + "\n").encode() for name, memory in written.items()}
    return {settings.site_facts.name: docs.facts.as_json(), **texts}
