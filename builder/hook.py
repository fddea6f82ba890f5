"""MkDocs hook: makes plain `mkdocs build` and `mkdocs serve` work.

It regenerates the docs folder before MkDocs reads it, and hands over what MkDocs must know besides the pages:
the names of the strategy and the navigation. In a preview, a mistake in the content is shown and the last good pages stay.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_theme_dir

__all__ = ["on_config", "on_files", "on_post_build", "on_serve", "on_startup"]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # `mkdocs` run by itself, in a checkout that is not installed

from builder import pipeline
from builder.content.addresses import RAW
from builder.problems import ContentError, summary
from builder.publish import headers, mkdocs, output
from builder.publish.escaping import on_env as on_env  # MkDocs finds it here
from builder.publish.facts import SiteFacts
from builder.publish.lean import lean
from builder.settings import Settings

log = logging.getLogger("builder")
"""Not one of MkDocs' loggers: an error there would stop a strict preview from showing anything."""
_state: dict[str, Any] = {"serving": False, "built": False, "good": None}


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Remembers whether this is a preview, and nothing of what was built before in this process."""
    _state.update(serving=command == "serve", built=False, good=None)


def settings(config: MkDocsConfig) -> Settings:
    """What `builder serve` was told, or the folders named in the configuration's `extra`, relative to its file.

    Raises `ContentError` if the configuration does not name the site's address.
    """
    if mkdocs.previewed is not None:
        return mkdocs.previewed
    root = Path(config.config_file_path).parent
    folders = config.extra.get("builder", {})
    return Settings(
        content=_shown(root / folders.get("content", "content")),
        templates=_shown(root / folders.get("templates", "templates")),
        docs=Path(config.docs_dir),
        base_url=mkdocs.site_url(Path(config.config_file_path)),
        editions=_shown(root / folders.get("editions", "editions")),
    )


def _shown(path: Path) -> Path:
    """A folder as the user would name it: relative to where they stand, if it is below."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Makes the docs folder, if nobody has, and hands over names, language and navigation. Raises `Abort` with all problems of the content."""
    try:
        where = settings(config)
        if not config.extra.get(mkdocs.READY):
            pipeline.write(pipeline.make(where), where)
    except ContentError as error:
        text = "\n".join([*map(str, error.problems), summary(error.problems)])
        if not (_state["serving"] and _state["built"]):
            raise Abort(text) from None
        log.error("%s\nThe preview still shows the last good pages.", text)
        where = _state["good"]
    _state["good"] = where
    if where.site.provisional:
        log.info(mkdocs.provisional(where.site.base))
    facts = SiteFacts.model_validate_json(where.site_facts.read_bytes())
    config.site_name = facts.name
    config.site_description = facts.description
    config.site_author = facts.publisher
    config.nav = facts.nav
    config.theme["language"] = _theme_language(config, facts.language)
    config.extra["language"] = facts.language
    config.extra["edition"] = {"name": facts.edition, "date": facts.date.isoformat()}
    config.extra["offline"] = facts.offline
    config.extra["publication"] = facts.publication
    config.theme.static_templates.discard("sitemap.xml")  # the docs folder has one of its own
    if facts.unlisted:
        config["not_in_nav"] = _patterns(facts.unlisted)
    published = datetime.combine(facts.date, time(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(published.timestamp()))  # the edition's date, so that builds can be repeated to the byte
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leaves out the styles and scripts of the themes that ours extends, and comments in ours; publishes Markdown that is no page under its own name."""
    ours = {config.theme.custom_dir, get_theme_dir(config.theme.name) if config.theme.name else None}
    theirs = set(config.theme.dirs) - ours
    for file in list(files):
        if file.src_dir in theirs:
            files.remove(file)
        elif file.src_uri.endswith(".md" + RAW):
            file.dest_uri = file.src_uri.removesuffix(RAW)
        elif file.src_uri.startswith(".well-known/"):
            file.inclusion = InclusionLevel.INCLUDED  # by themselves, publishers leave out what begins with a dot
        elif file.src_uri.startswith("assets/") and file.src_uri.endswith((".css", ".js")):
            files.remove(file)
            files.append(File.generated(config, file.src_uri, content=lean(file.src_uri, file.content_string)))
    return files


def _theme_language(config: MkDocsConfig, tag: str) -> str:
    """The language of the theme's own words: the nearest to the content's (BCP 47) that the theme has, else English."""
    known = {path.stem for folder in config.theme.dirs for path in Path(folder, "partials/languages").glob("*.html")}
    return next((candidate for candidate in (tag, tag.split("-")[0]) if candidate in known), "en")


def _patterns(paths: tuple[str, ...]) -> Any:
    import pathspec

    return pathspec.gitignore.GitIgnoreSpec.from_lines(f"/{path}" for path in paths)


def on_post_build(config: MkDocsConfig) -> None:
    """Writes the headers and the manifest of a finished site."""
    _state["built"] = True
    if not _state["serving"]:
        site = Path(config.site_dir)
        pages = (path.read_text("utf-8") for path in sorted(site.rglob("*.html")))
        output.write_file(site / headers.FILE, headers.headers(pages))
        output.mark_site(site)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 - likewise
    """Watches what the pages are made from instead of the pages."""
    where = settings(config)
    server.unwatch(config.docs_dir)
    overrides = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    for folder in (where.content, where.templates, *overrides):
        server.watch(str(folder.resolve()))
    return server
