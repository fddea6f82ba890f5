"""What every strategy is published with, whatever its own settings say: how pages are read, and what counts as a mistake in them.

The docs folder is written for these settings, so they belong to the builder and not to the file of a strategy.
"""

from __future__ import annotations

import logging
from typing import Any

from builder.publish.publisher import MkDocsConfig

__all__ = ["MARKDOWN", "apply"]

MARKDOWN: dict[str, dict[str, Any]] = {
    "attr_list": {},
    "tables": {},
    "toc": {
        "permalink": "#",  # the style sheet keeps it from those who listen
        "permalink_title": "Link to this section",
        "toc_depth": 3,
    },
}
"""The extensions of Python-Markdown that pages are written for, with their options."""


def apply(config: MkDocsConfig) -> None:
    """Makes these the settings of a publisher. Extensions that it names besides are kept: pages use none, but hand-written ones may."""
    config.markdown_extensions = list(dict.fromkeys([*config.markdown_extensions, *MARKDOWN]))
    config.mdx_configs = {**config.mdx_configs, **{name: options for name, options in MARKDOWN.items() if options}}
    config.use_directory_urls = True
    nav, links = config.validation.nav, config.validation.links
    nav.omitted_files = nav.not_found = nav.absolute_links = logging.WARNING
    links.not_found = links.anchors = links.absolute_links = links.unrecognized_links = logging.WARNING
