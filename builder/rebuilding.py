"""What a preview keeps from one build to the next, so that an edit shows soon: what nobody looks at is not made anew, or not until somebody does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from builder import pipeline, reading
from builder.content import load
from builder.content.addresses import stored
from builder.pages import catalogue
from builder.print import briefs, pictures
from builder.problems import ContentError
from builder.publish import locks, output
from builder.publish.evidence import LastBuild
from builder.publish.kept_pages import KeptPages, StaleError
from builder.publish.preview import Outdated
from builder.publish.publisher import MkDocsConfig
from builder.publish.single_pages import SinglePages
from builder.publish.site_files import published
from builder.settings import Settings

__all__ = ["Rebuilding"]


class Rebuilding:
    """The builds of one preview.

    Pages that are as they were in the last site are kept. Files for other tools, PDFs and pictures stay as they were until somebody asks for one.
    Of the languages besides that of the content, each is made when somebody first asks for a page of it, and with every build from then on.
    """

    def __init__(self) -> None:
        self.again: Callable[[], None] = lambda: None
        """Has the site built again."""
        self._docs: pipeline.Docs | None = None
        self._kept = KeptPages(Path(), "", Path())
        self._last: Path | None = None
        self._seen = set[str]()
        self._left: Mapping[str, Settings] = {}
        self.outdated: Callable[[], bool] = lambda: False
        """Whether something has changed since the last build began."""
        self._single: dict[str, SinglePages] = {}
        """What makes single pages of the last site anew, by their language; '' is that of the content."""
        self._next: dict[str, SinglePages] = {}
        """The same of the next site, until that is made."""

    @property
    def left(self) -> Collection[str]:
        """The languages that this build leaves as they were in the last site."""
        return self._left.keys()

    def still(self) -> None:
        """Raises `Outdated` if what is being built is of no use any more: the page that is open comes first."""
        if self.outdated():
            raise Outdated

    def make(self, where: Settings) -> None:
        """Makes and writes the docs folder, in those languages that somebody has asked for. Raises `ContentError`, and leaves all as it was then."""
        self._left = self._translations()
        docs = pipeline.make(replace(where, preview=True), before=self._docs, wanted=self._seen, still=self.still)
        with locks.held(where.docs):
            pipeline.write(docs, where)
        self._docs = docs
        self._left = {language: other for language, other in self._translations().items() if language in docs.left}

    def _translations(self) -> dict[str, Settings]:
        return {where.language: where for where, _ in self._docs.translations} if self._docs else {}

    def kept(self, where: Settings, config: MkDocsConfig) -> KeptPages:
        """The pages of the last site that may be kept: none at first."""
        try:
            look = LastBuild.of(where.docs, where.config_file, {"locales": where.locales, "overrides": where.overrides}, {"address": config.site_url}).look
        except (ContentError, OSError):  # settings that are being edited
            look = ""
        self._kept = KeptPages.of(replace(where, clean=self._last is None), look, self._last or Path(config.site_dir), "preview.json")
        return self._kept

    def planned(self, language: str, pages: SinglePages) -> None:
        """Notes how the publisher makes the pages of the next site in a language, '' for that of the content."""
        self._next[language] = pages

    def built(self, site: Path) -> None:
        """Remembers the pages of a site that has been built."""
        self._kept.remember(site)
        self._single |= self._next

    def build(self, site: Path, publish: Callable[[], None], last: Path) -> None:
        """Has the site published anew, while the last one lies in another folder."""
        try:
            self._last = last
            publish()
        except StaleError:
            self._last = None
            publish()
        finally:
            self._last = None
        for where in self._left.values():
            output.take_over(last / where.within, site / where.within)
        self.built(site)

    def ahead(self, where: Settings, paths: Collection[str]) -> dict[str, bytes]:
        """Some pages of the site as they are now, by their files in it, before anything is checked; and their style sheet.

        Raises whatever may be raised for what is wrong: the next build tells it.
        """
        if self._docs is None:
            return {}
        found, problems = load.load(where.content, self._docs.parsed)
        self._docs = replace(self._docs, parsed=found.parsed)
        docs = {where.language: self._docs, **{other.language: docs for other, docs in self._docs.translations}}
        made = self._single[where.language].style_sheet() if paths else {}
        for there, model in () if problems else reading.versions(where, found):
            single = self._single.get(there.language)
            sources = {file.src_uri: path for path, file in single.sources.items() if there.within + path in paths} if single else {}
            if single is None or not sources:
                continue
            strategy = model()
            read = pipeline.page_reader(strategy, there.templates, there.site, docs[there.language])
            open_pages = {sources[page.path]: page for page in catalogue.pages(strategy) if page.path in sources}
            made |= {there.within + path: single.published(path, read(page)) for path, page in open_pages.items()}
        return made

    def made_anew(self, where: Settings, path: str) -> bytes | None:
        """A file that somebody asks for, by its path on the site, if it was left for that; none for others. Raises `ContentError` as making it does."""
        for there, docs in ((where, self._docs), *(self._docs.translations if self._docs else ())):
            if docs is None or not path.startswith(there.within):
                continue
            if there.language:
                self._look_at(there.language)
            if (found := _made_anew(docs, there, path.removeprefix(there.within))) is not None:
                return found
        return None

    def _look_at(self, language: str) -> None:
        """Has a language made with every build from now on, and soon if it was left."""
        if language not in self._seen:
            self._seen.add(language)
            if language in self.left:
                self.again()


def _made_anew(docs: pipeline.Docs, where: Settings, path: str) -> bytes | None:
    """One of the files that wait until somebody asks for them, by its path on the site of its language; none for others."""
    if path in docs.printed:
        return _printed(docs, where, path)
    found = (files.asked_for(stored(path)) for files in docs.on_demand)
    return next((published(path, data) for data in found if data is not None), None)


def _printed(docs: pipeline.Docs, where: Settings, path: str) -> bytes:
    """A PDF or picture of the docs folder as it would be set now."""
    setter, memory = pipeline.typesetter(where, docs.strategy), briefs.Memory.read(where.brief_memory, where.docs)
    brief = tuple(brief for brief in briefs.briefs(docs.strategy) if brief.path == path)
    found = briefs.make(brief, docs.strategy, where.site, setter, memory=memory)
    return (found or pictures.make(docs.strategy, where.site, setter, memory, lambda other: other == path))[path].data
