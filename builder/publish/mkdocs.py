"""Last stage: docs folder → site, by MkDocs or ProperDocs.

A site is made beside the old one and swapped in when it is whole and without a warning.
"""

from __future__ import annotations

import logging
import traceback
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["publish", "serve", "site_url"]

from jinja2 import TemplateError, TemplateSyntaxError

from builder.problems import ContentError, Problem, of_system
from builder.publish import output, publisher, unheeded
from builder.publish.kept_pages import KeptPages, StaleError
from builder.publish.publisher import Abort, ConfigurationError, MkDocsConfig, MkDocsException
from builder.settings import Settings
from builder.wording import Phrase

PLUGIN = "strategy"
"""The name of our plugin in MkDocs' settings, and of our theme."""
READY = "docs_ready"
"""In the configuration's `extra`: what the docs folder was freshly made from, so that the plugin need not make it again."""
LONGEST_BASE = 500
"""Characters of the site's address at most: every address begins with it, and a QR code holds some two thousand."""
KEPT = "kept_pages"
"""Likewise: which pages of the last site may be kept."""
previewed: Settings | None = None
"""What `builder serve` was told to show; by itself, MkDocs shows what its settings name."""


def is_ready(config: MkDocsConfig) -> bool:
    """Whether the docs folder of a configuration is fresh."""
    return READY in config.extra


def told(config: MkDocsConfig) -> Settings | None:
    """What the builder was told where everything is; nothing, if MkDocs runs by itself."""
    found: Settings | None = config.extra.get(READY, previewed)
    return found


def kept_pages(config: MkDocsConfig) -> KeptPages:
    """The pages of the last site that a configuration keeps: none, if MkDocs runs by itself."""
    found: KeptPages = config.extra.get(KEPT) or KeptPages(Path(), "", Path())
    return found


class _Collector(logging.Handler):
    """Keeps what MkDocs has to say above INFO."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _collected() -> Iterator[list[str]]:
    logger = logging.getLogger(publisher.LOGGER)
    handler, before = _Collector(), (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


def site_url(config_file: Path) -> str:
    """The address of the site, from the publisher's settings. Raises `ContentError` if they cannot be read."""
    deque(unheeded.inherited(config_file), maxlen=0)  # which refuses those that inherit themselves
    try:
        with config_file.open("rb") as file:
            settings = publisher.yaml_load(file)
    except OSError as error:
        message = Phrase("cannot be read ({reason}): name the settings with --config-file", reason=of_system(error))
        raise ContentError([Problem.of_file(config_file, "unreadable", message)]) from None
    except ConfigurationError as error:
        raise ContentError([Problem.of_file(config_file, "yaml", _said(error))]) from None
    except (TypeError, ValueError, AttributeError, RecursionError):  # the publisher takes for granted what the settings look like
        message = Phrase(
            "is not what settings look like: write keys and values, as README.md shows, and behind 'INHERIT' the name of another file, if anything"
        )
        raise ContentError([Problem.of_file(config_file, "yaml", message)]) from None
    found = settings.get("site_url") if isinstance(settings, dict) else None
    if not isinstance(found, str) or not _is_web_address(found):
        message = Phrase("'site_url' must be the address of the site, as in 'https://example.org/strategy/'")
        raise ContentError([Problem.of_file(config_file, "no-site-url", message)])
    return found


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and len(text) <= LONGEST_BASE
    except ValueError:
        return False


def publish(settings: Settings, site: Path, address: str | None = None, look: str = "") -> int:
    """Publishes the docs folder, at the address of the publisher's settings unless another is given; gives the number of HTML pages.

    `look` is a digest of all that pages have in common; with it, pages of the old site that would be made anew as they are are taken over.
    Raises `ContentError` if MkDocs has any warning or if `site` holds files of someone else's; the old site stays then.
    """
    site, config_file = site.resolve(), settings.config_file
    output.recover_site(site)
    output.refuse_foreign_site(site)
    new = output.stage_site(site)
    kept = KeptPages.of(settings, look, site)
    try:
        with _collected() as messages:
            try:
                config = publisher.load_config(
                    config_file=str(config_file),
                    docs_dir=str(settings.docs.resolve()),
                    site_dir=str(new),
                    strict=True,
                    **({"site_url": address} if address else {}),
                )
                _refuse_without_plugin(config, config_file)
                config.extra |= {READY: settings, KEPT: kept}
                publisher.build(config)
            except ConfigurationError as error:
                messages.append(str(error))
            except Abort as error:
                messages[:] = messages or [str(error)]
            except MkDocsException as error:
                messages.append(str(error))
            except TemplateError as error:
                raise ContentError([_override_problem(error, config_file)]) from error
        if messages:
            raise ContentError(Problem.of_file(config_file, "publisher", _said(text)) for text in messages)
        count = output.mark_site(new)
        output.swap_site(site)
        kept.remember(site)
        return count
    except StaleError:
        pass
    finally:
        output.drop_stage(site)
    return publish(settings, site, address)


def publish_translations(config: MkDocsConfig, settings: Settings, left: Collection[str] = ()) -> None:
    """Publishes the docs folders of other languages below a site that has just been published, each as a site of its own with the same settings.

    `settings` are those of the content's language; the languages that are `left` are not published. Raises what publishing does.
    """
    kept = kept_pages(config)
    for where in (settings.translation(language) for language in settings.languages[1:] if language not in left):
        below = f"{(config.site_url or settings.base_url).rstrip('/')}/{where.within}"
        inner = publisher.load_config(
            config_file=str(config.config_file_path),
            docs_dir=str(where.docs.resolve()),
            site_dir=str(Path(config.site_dir, where.within)),
            site_url=where.site.home if where.copy_of else below,  # a frozen copy lies with the editions of its language
            strict=config.strict,
        )
        inner.extra |= {READY: where, KEPT: kept.in_language(where)}
        publisher.build(inner)


def _refuse_without_plugin(config: MkDocsConfig, config_file: Path) -> None:
    if PLUGIN not in config.plugins:
        message = Phrase("'plugins' does not name '{plugin}', which hands the pages over: write 'plugins: [{plugin}]'", plugin=PLUGIN)
        raise ContentError([Problem.of_file(config_file, "publisher", message)])


def serve(settings: Settings, address: str) -> None:
    """Serves a live preview until it is interrupted. Warnings are shown, and do not stop it.

    Raises `ContentError` if MkDocs cannot start.
    """
    global previewed
    previewed = settings
    logger = logging.getLogger(publisher.LOGGER)
    logger.addHandler(logging.StreamHandler())
    logger.setLevel(logging.INFO)
    try:
        publisher.serve(config_file=str(settings.config_file), dev_addr=address, docs_dir=str(settings.docs.resolve()), strict=False)
    except (Abort, ConfigurationError) as error:
        raise ContentError([Problem.of_file(settings.config_file, "publisher", _said(error))]) from None
    finally:
        previewed = None


def problems(error: Exception, said: Sequence[str], config_file: Path) -> tuple[Problem, ...]:
    """What went wrong while the publisher was at work, as an editor reads it; what it has said already is `said`, and then it gives no other reason."""
    if isinstance(error, ContentError):
        return error.problems
    if isinstance(error, TemplateError):
        return (_override_problem(error, config_file),)
    what = "" if isinstance(error, MkDocsException) else f"{type(error).__name__}: "
    texts = said if isinstance(error, Abort) and said else [f"{what}{error}"]
    return tuple(Problem.of_file(config_file, "publisher", _said(text)) for text in texts)


@contextmanager
def heard() -> Iterator[list[str]]:
    """What the publisher says is wrong while something goes on, and shows."""
    logger, handler = logging.getLogger(publisher.LOGGER), _Collector()
    handler.setLevel(logging.ERROR)
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)


def _override_problem(error: TemplateError, config_file: Path) -> Problem:
    """A failed template of the theme or of its overrides, at its own line."""
    place = config_file.resolve(), 1
    if isinstance(error, TemplateSyntaxError):
        place = Path(error.filename or place[0]), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith((".html", ".xml")):
                place = Path(frame.filename), frame.lineno or 1
    here = Path.cwd()
    name = place[0].relative_to(here) if place[0].is_relative_to(here) else place[0]
    return Problem(name.as_posix(), place[1], 1, "override", Phrase("{message}: correct this template of the theme or its overrides", message=error.message))


def _said(text: object) -> Phrase:
    """What the publisher said, on one line."""
    return Phrase.verbatim(" ".join(str(text).split()))
