"""Single pages of the last site made anew, with all else that the publisher knew when it made that one.

A preview shows the page that somebody has open before it makes the others, and whatever all pages have in common is as it was until then.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from builder.publish import site_files
from builder.publish.publisher import File, Files, InclusionLevel, MkDocsConfig, Navigation, Page, get_context

__all__ = ["SinglePages"]


@dataclass(frozen=True)
class SinglePages:
    """The pages of a site, by their files in it."""

    nav: Navigation
    files: Files
    config: MkDocsConfig
    sources: dict[str, File]
    """The Markdown of each page, by its file in the site."""

    @classmethod
    def of(cls, nav: Navigation, files: Files, config: MkDocsConfig) -> SinglePages:
        """Those of a site that is about to be made."""
        return cls(nav, files, config, {file.dest_uri: file for file in files.documentation_pages()})

    def published(self, path: str, markdown: bytes) -> bytes:
        """A page by its file in the site, made of other Markdown. Raises whatever the publisher, its plugins and templates do, and says nothing."""
        file = self.sources[path]
        file.content_bytes, file.inclusion = markdown, InclusionLevel.INCLUDED
        page = file.page or Page(None, file, self.config)
        with _unsaid():
            self._convert(page)
            return self._laid_out(page).encode("utf-8", "xmlcharrefreplace")

    def style_sheet(self) -> dict[str, bytes]:
        """The style sheet of all pages as it is now, by its file in the site."""
        return site_files.style_sheet([self.config.docs_dir, *self.config.theme.dirs])

    def _convert(self, page: Page) -> None:
        """Has Markdown converted as the publisher does."""
        config, files, plugins = self.config, self.files, self.config.plugins
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)

    def _laid_out(self, page: Page) -> str:
        """A page in the look, whose templates may have changed."""
        config, files, nav, plugins = self.config, self.files, self.nav, self.config.plugins
        env = plugins.on_env(config.theme.get_env(), config=config, files=files)
        page.active = True
        try:
            context = plugins.on_page_context(get_context(nav, files, config, page), page=page, config=config, nav=nav)
            html = env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return str(plugins.on_post_page(html, page=page, config=config))


@contextmanager
def _unsaid() -> Iterator[None]:
    """Leaves what is wrong to be said by the publishing of the whole site, which follows."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
