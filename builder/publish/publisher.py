"""The publisher: MkDocs, or ProperDocs, which continues it under a name of its own. Nothing else in the builder asks which of the two it is.

MkDocs is taken where both are installed. Under the command `properdocs`, and where MkDocs is not installed, ProperDocs answers to the names
of MkDocs' modules: its own module `properdocs.replacement` sees to that, so plugins, themes and hooks that were written for MkDocs work there too.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

if find_spec("mkdocs") is None:
    import_module("properdocs.replacement")

import mkdocs
from mkdocs.commands.build import build as build
from mkdocs.commands.build import get_context as get_context
from mkdocs.commands.serve import serve as serve
from mkdocs.config import load_config as load_config
from mkdocs.config.base import Config as Config
from mkdocs.config.config_options import Type as Type
from mkdocs.config.defaults import MkDocsConfig as MkDocsConfig
from mkdocs.exceptions import Abort as Abort
from mkdocs.exceptions import ConfigurationError as ConfigurationError
from mkdocs.exceptions import MkDocsException as MkDocsException
from mkdocs.livereload import LiveReloadServer as LiveReloadServer
from mkdocs.plugins import BasePlugin as BasePlugin
from mkdocs.structure.files import File as File
from mkdocs.structure.files import Files as Files
from mkdocs.structure.files import InclusionLevel as InclusionLevel
from mkdocs.structure.nav import Navigation as Navigation
from mkdocs.structure.pages import Page as Page
from mkdocs.structure.toc import get_toc as get_toc
from mkdocs.utils import CountHandler as CountHandler
from mkdocs.utils import get_relative_url as get_relative_url
from mkdocs.utils import get_theme_dir as get_theme_dir
from mkdocs.utils.templates import TemplateContext as TemplateContext
from mkdocs.utils.yaml import yaml_load as yaml_load

MODULE = mkdocs.__name__
"""The module that runs as a command: `mkdocs` or `properdocs`."""
NAME = {"mkdocs": "MkDocs", "properdocs": "ProperDocs"}[MODULE]
"""What it is called."""
LOGGER = MODULE
"""The logger by which it says what it does, and of what it warns."""


def _words() -> Path | None:
    found = find_spec("material")  # which loads nothing of it
    folders = found.submodule_search_locations if found else None
    return Path(folders[0], "templates") if folders else None


WORDS = _words()
"""The templates of Material, from which the look takes the theme's own words in other languages; nothing where Material is not installed."""
