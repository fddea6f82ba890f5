"""What every strategy is published with, whatever its own settings say: how pages are read, and what counts as a mistake in them.

The docs folder is written for these settings, so they belong to the builder and not to the file of a strategy.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from builder.localization import deferred
from builder.publish.publisher import MkDocsConfig

__all__ = ["MARKDOWN", "apply"]

MARKDOWN: dict[str, dict[str, Any]] = {
    "attr_list": {},
    "tables": {},
    "builder.publish.alignment": {},
    "toc": {
        "permalink": "#",  # the style sheet keeps it from those who listen
        "permalink_title": deferred("Link to this section"),
        "toc_depth": 3,
    },
}
"""The extensions of Python-Markdown that pages are written for, with their options."""


def say(config: MkDocsConfig, words: Mapping[str, str]) -> None:
    """Says what these settings say in the language of the content; `words` are those of its catalogue by the English ones."""
    for name, options in MARKDOWN.items():
        said = {option: words[text] for option, text in options.items() if isinstance(text, str) and text in words}
        if said:
            config.mdx_configs[name] = {**config.mdx_configs[name], **said}


def apply(config: MkDocsConfig) -> None:
    """Makes these the settings of a publisher. Extensions that it names besides are kept: pages use none, but hand-written ones may."""
    config.markdown_extensions = list(dict.fromkeys([*config.markdown_extensions, *MARKDOWN]))
    config.mdx_configs = {**config.mdx_configs, **{name: options for name, options in MARKDOWN.items() if options}}
    config.use_directory_urls = True
    nav, links = config.validation.nav, config.validation.links
    nav.omitted_files = nav.not_found = nav.absolute_links = logging.WARNING
    links.not_found = links.anchors = links.absolute_links = links.unrecognized_links = logging.WARNING
