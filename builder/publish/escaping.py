"""What the look prints is text, unless its type says that it is markup.

MkDocs' environment prints every value as it is. This makes it escape, and marks the few values that are HTML by their nature.
It is a part of our plugin, and needs nothing but Jinja: another publisher that runs MkDocs' hooks can load this file as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape


def on_env(env: Environment, config: Any, files: Any) -> Environment:
    """Makes an environment escape, after all pages are read and before the first template is compiled."""
    env.autoescape = True
    env.auto_reload = False  # it serves one build; else each page would ask the disk after each template
    env.filters["safe"] = escape  # which leaves what is `Markup`: a template may not overrule the type of a value
    footer = (config.extra.get("publication") or {}).get("look", {}).get("footer", {}) if config else {}
    if footer.get("text"):
        footer["text"] = Markup(footer["text"])  # noqa: S704 - HTML, made of prose by `prose.to_html_line`
    for file in files.documentation_pages():
        file.page.content = Markup(file.page.content)  # noqa: S704 - HTML, made of text that was escaped for Markdown
        _mark_titles(file.page.toc)
    return env


def _mark_titles(entries: Iterable[Any]) -> None:
    """Python-Markdown gives the titles of a page's contents as HTML without tags."""
    for entry in entries:
        entry.title = Markup(entry.title)  # noqa: S704 - HTML
        _mark_titles(entry.children)
