"""MkDocs plugin `strategy`: makes plain `mkdocs build` and `mkdocs serve` work, with nothing but its name in the settings.

For those settings, `docs_dir` is the content folder, from which people write. The plugin makes the docs folder from it and has MkDocs
read that instead; it hands over what MkDocs must know besides the pages: the names of the strategy, the navigation, and what all
strategies are published with. In a preview, a mistake in the content is shown and the last good pages stay.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from builder import pipeline, templating
from builder.messages import language_of_person
from builder.problems import FORMATS, ContentError, Problem
from builder.publish import (
    commonmark,
    escaping,
    handing_over,
    headers,
    locks,
    mkdocs,
    output,
    placeholder,
    preview,
    publisher,
    scripts,
    shared,
    site_files,
    unheeded,
    watching,
)
from builder.publish.facts import SiteFacts
from builder.publish.publisher import (
    Abort,
    BasePlugin,
    Config,
    CountHandler,
    Files,
    LiveReloadServer,
    MkDocsConfig,
    Navigation,
    Page,
    TemplateContext,
    Type,
)
from builder.publish.single_pages import SinglePages
from builder.rebuilding import Rebuilding
from builder.resources import LOOK, Templates, shown
from builder.settings import Settings
from builder.wording import Phrase, Tell

__all__ = ["StrategyPlugin"]

log = logging.getLogger("builder")
"""Not one of MkDocs' loggers: an error there would stop a strict preview from showing anything."""


LEVELS = {"WARNING": Phrase("warnings"), "ERROR": Phrase("errors"), "CRITICAL": Phrase("criticals")}
"""What the publisher reports, as it is counted."""


class Options(Config):  # type: ignore[no-untyped-call] # MkDocs' own has no types
    """The plugin's own settings: folders, relative to the file of the settings."""

    docs = Type(str, default="build/docs")
    templates = Type(str, default="templates")
    overrides = Type(str, default="overrides")
    editions = Type(str, default="editions")


class StrategyPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call] # likewise
    """What MkDocs calls. It is kept while a preview lasts, since it has `on_startup`, and so remembers the last good pages."""

    def __init__(self) -> None:
        self.serving = False
        self.built = False
        self.good: Settings | None = None
        self.fault = ""
        self.rebuilding = Rebuilding()
        self.warnings: CountHandler | None = None
        self.tell: Tell = language_of_person(os.environ).told

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs passes both by name
        """Remembers whether this is a preview, and nothing of what was built before in this process."""
        self.serving, self.built, self.good, self.fault, self.rebuilding = command == "serve", False, None, "", Rebuilding()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the docs folder, if nobody has, and hands over settings, names, language and navigation.

        Raises `Abort` with all problems of the content.
        """
        told = mkdocs.told(config)
        self._be_strict(config, told)
        shared.apply(config)
        where = self._made(told, config)
        facts = SiteFacts.model_validate_json(where.site_facts.read_bytes())
        where = replace(where, languages=tuple(language.tag for language in facts.languages))
        if not where.language:
            self.good = where
            if self.serving:
                config.extra[mkdocs.KEPT] = self.rebuilding.kept(where, config)
        config.docs_dir = str(where.docs.resolve())
        if where.overrides.is_dir():
            config.theme.dirs.insert(0, str(where.overrides.resolve()))
        if where.site.provisional:
            log.info("%s", self.tell(placeholder.provisional(where.site.base)))
        handing_over.hand_over(facts, config)
        return config

    def _made(self, told: Settings | None, config: MkDocsConfig) -> Settings:
        """The settings of the docs folder that is to be published: of a fresh one, or of the last good one in a preview of faulty content."""
        try:
            where = told or self.settings(config)
            if not told and not self.built:
                for problem in unheeded.warnings(where.config_file):
                    log.warning("%s", problem.told(self.tell))
            if self.serving and not mkdocs.is_ready(config):
                self.rebuilding.make(where)
            elif not mkdocs.is_ready(config):
                docs = pipeline.make(where)
                with locks.held(where.docs):
                    pipeline.write(docs, where)
            self.fault = ""
        except ContentError as error:
            if not (self.serving and self.built) or self.good is None:
                raise Abort(FORMATS["text"](error.problems, self.tell)) from None
            self._report(error.problems)
            return self.good
        return where

    def settings(self, config: MkDocsConfig) -> Settings:
        """What the settings of MkDocs and those of this plugin name. Raises `ContentError` if they do not name the site's address."""
        file = Path(config.config_file_path)
        root = file.parent
        return Settings(
            content=shown(Path(config.docs_dir)),
            templates=Templates.behind(shown(root / self.config.templates)),
            docs=root / self.config.docs,
            base_url=mkdocs.site_url(file),
            editions=shown(root / self.config.editions),
            overrides=root / self.config.overrides,
            config_file=file,
        )

    def _be_strict(self, config: MkDocsConfig, told: Settings | None) -> None:
        """Counts warnings of a build by MkDocs alone, which asks its settings whether to do so before it asks us."""
        if not (self.serving or told or config.strict):
            self.warnings = CountHandler(level=logging.WARNING)
            logging.getLogger(publisher.LOGGER).addHandler(self.warnings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Has the site get its files as they are published."""
        return site_files.prepared(files, config, mkdocs.told(config) or self.good, self.rebuilding.still)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keeps the pages that are as they were in the last site."""
        if self.serving:
            told = mkdocs.told(config)
            self.rebuilding.planned(told.language if told else "", SinglePages.of(nav, files, config))
        self.rebuilding.still()
        mkdocs.kept_pages(config).take(nav, files, config)
        self.rebuilding.still()
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG002 - likewise
        """Has a page converted by our parser, if it reads all that the settings name."""
        self.rebuilding.still()
        if commonmark.suffices(config):
            page.render = partial(commonmark.render, page, targets=mkdocs.kept_pages(config).targets)  # type: ignore[method-assign] # the way in that MkDocs has
        return page

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Makes the look escape what it prints; what it is compiled to is kept."""
        env.bytecode_cache = templating.COMPILED
        return escaping.on_env(env, config, files)

    def on_page_context(self, context: TemplateContext, **_: Any) -> TemplateContext:
        """Lays out no page that nobody wants any more."""
        self.rebuilding.still()
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the headers and the manifest of a finished site. Raises `Abort` if MkDocs warned of anything."""
        self.built = True
        mkdocs.kept_pages(config).refuse_stale()
        if (told := mkdocs.told(config)) and told.language:
            return
        if self.good:
            mkdocs.publish_translations(config, self.good, self.rebuilding.left)
        if not self.serving:
            site = Path(config.site_dir)
            texts = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.md"))
            translations = [self.good.translation(language).within for language in self.good.languages[1:]] if self.good else []
            output.write_file(site / headers.FILE, headers.headers(self._scripts(config), texts, translations))
            output.mark_site(site)
        if self.warnings:
            logging.getLogger(publisher.LOGGER).removeHandler(self.warnings)
            if counts := self.warnings.get_counts():
                found = Phrase.row(Phrase("{count} {level}", count=count, level=LEVELS.get(name, name.lower() + "s")) for name, count in counts)
                raise Abort(self.tell(Phrase("Aborted with {found}: a site is published only without any.", found=found)))

    def _scripts(self, config: MkDocsConfig) -> set[str]:
        """The hashes of the inline scripts that the policy of a finished site allows. Raises `Abort` if a page has one that no template has."""
        own = ((self.good.templates / "permalinks").folders, sorted(self.good.editions.glob("*.zip"))) if self.good else ((), [])
        try:
            return scripts.allowed(Path(config.site_dir), [*map(Path, config.theme.dirs), *own[0]], [path.stem for path in own[1]])
        except ContentError as error:
            if mkdocs.told(config):
                raise
            raise Abort(FORMATS["text"](error.problems, self.tell)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002 - likewise
        """Watches what the pages are made from instead of the pages."""
        for place in (config.docs_dir, config.config_file_path):
            server.unwatch(place)
        server.observer = watching.observer()  # type: ignore[assignment] # which looks at folders too, and not only that
        server.watch(config.config_file_path)
        if self.good:
            custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
            for folder in (self.good.content, *self.good.templates.folders, LOOK, self.good.overrides, *custom):
                if folder.is_dir():
                    server.watch(str(folder.resolve()))
        preview.attach(
            server,
            lambda: self.fault,
            lambda error, said: self._report(mkdocs.problems(error, said, shown(Path(config.config_file_path)))),
            self._made_anew,
            partial(self.rebuilding.build, Path(server.root)),
            self._ahead,
        )
        self.rebuilding.again, self.rebuilding.outdated = partial(watching.build_again, server), partial(watching.changed, server)
        self.rebuilding.built(Path(config.site_dir))
        return server

    def _made_anew(self, path: str) -> bytes | None:
        """A file that somebody asks for in a preview, as the content is now; none for what the site has, and while a template fails."""
        try:
            return self.rebuilding.made_anew(self.good, path) if self.good else None
        except ContentError as error:
            self._report(error.problems)
            return None

    def _ahead(self, paths: Collection[str]) -> dict[str, bytes]:
        """Pages of a preview that somebody has open, as the content is now; none while anything is wrong, which the next build tells."""
        try:
            return self.rebuilding.ahead(self.good, paths) if self.good else {}
        except Exception:
            return {}

    def _report(self, problems: tuple[Problem, ...]) -> None:
        """Says in the terminal and on the pages of a preview what is wrong."""
        self.fault = f"{FORMATS['text'](problems, self.tell)}\n{self.tell(Phrase('The preview still shows the last good pages.'))}"
        log.error("%s", self.fault)
