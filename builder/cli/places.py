"""What a command was told → where everything is."""

from __future__ import annotations

import argparse

from builder.publish import output
from builder.resources import Templates, own_templates
from builder.settings import Beside, Settings
from builder.tools import overrides


def settings_of(options: argparse.Namespace) -> Settings:
    """Where everything is. Raises `ContentError` if a folder that is written holds another one, or the address of the site is not to be had."""
    from builder.publish.mkdocs import site_url  # imports the publisher, which `check` can do without

    site = getattr(options, "site_dir", None)
    beside = Beside(options.content)
    sources = (options.content, options.templates or beside.templates, beside.overrides)
    output.refuse_overlap(options.docs_dir, *sources)
    if site:
        output.refuse_overlap(site, *sources, options.docs_dir)
    config_file = options.config_file or beside.config_file
    return Settings(
        content=options.content,
        templates=templates_of(options),
        docs=options.docs_dir,
        fonts=options.fonts,
        base_url=site_url(config_file),
        editions=options.editions_dir or beside.editions,
        overrides=beside.overrides,
        config_file=config_file,
    )


def templates_of(options: argparse.Namespace) -> Templates:
    """The builder's templates, behind those that were named or stand beside the content."""
    return own_templates(options.templates) if options.templates else Templates.behind(Beside(options.content).templates)


def areas_of(options: argparse.Namespace) -> tuple[overrides.Area, ...]:
    """The folders in which a strategy replaces files of the builder."""
    beside = Beside(options.content)
    return overrides.areas(options.templates or beside.templates, beside.overrides)
