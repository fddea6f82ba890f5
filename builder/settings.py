"""Where everything is: the folders and the address that a build is told.

What belongs to a strategy stands beside its content folder: its settings, what it replaces of the builder's, its frozen editions.
What is not there comes with the builder. The folder that somebody stands in decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from builder import resources
from builder.content.addresses import Site
from builder.resources import FONTS, Templates

__all__ = ["EVIDENCE", "Beside", "Settings"]

EVIDENCE = "evidence"
"""The folder beside the docs folder that holds what builds remember of each other; it may be removed at any time."""


@dataclass(frozen=True)
class Beside:
    """What a strategy may have beside its content folder."""

    content: Path

    @property
    def folder(self) -> Path:
        """The folder that holds the content folder."""
        return self.content.parent if self.content.name not in ("", "..") else self.content / ".."

    @property
    def own_settings(self) -> Path:
        """The publisher's settings, if the strategy has its own; else where they would be."""
        places = [self.folder / name for name in ("mkdocs.yml", "properdocs.yml")]
        return next((path for path in places if path.is_file()), places[0])

    @property
    def config_file(self) -> Path:
        """The publisher's settings: the strategy's own, or those that come with the builder."""
        return self.own_settings if self.own_settings.is_file() else resources.SETTINGS

    @property
    def templates(self) -> Path:
        """The templates that replace the builder's."""
        return self.folder / "templates"

    @property
    def overrides(self) -> Path:
        """The files that replace those of the look."""
        return self.folder / "overrides"

    @property
    def locales(self) -> Path:
        """The catalogues that replace the builder's."""
        return self.folder / resources.OWN_LOCALES

    @property
    def editions(self) -> Path:
        """The frozen editions."""
        return self.folder / "editions"


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    content: Path = Path("content")
    templates: Templates = resources.PACKAGED
    docs: Path = Path("build/docs")
    fonts: Path = FONTS
    base_url: str = "/"
    """The address that the site will have, from the publisher's settings."""
    editions: Path = Path("editions")
    """Where frozen editions are kept."""
    overrides: Path = Path("overrides")
    """The folder whose files replace those of the look; it need not be there."""
    config_file: Path = resources.SETTINGS
    """The publisher's settings."""
    copy_of: str = ""
    """The edition that is being frozen, if this is that."""
    offline: bytes = b""
    """The copy for use without a server, as a ZIP file, if the site is to offer one."""
    languages: tuple[str, ...] = ()
    """The languages in which the site is published, that of the content first; none where there is but one."""
    language: str = ""
    """The language of these settings, if they are those of a translation."""
    clean: bool = False
    """Whether nothing is taken from an earlier build."""
    preview: bool = False
    """Whether PDFs and pictures of an earlier build will do until somebody asks for them."""

    @property
    def manifest(self) -> Path:
        """The list of the files that the last build wrote into the docs folder."""
        return self.docs.with_name(self.docs.name + ".manifest.json")

    @property
    def brief_memory(self) -> Path:
        """What each PDF of the docs folder was made from."""
        return self.docs.with_name("briefs.json")

    @property
    def page_memory(self) -> Path:
        """What the Markdown of each page of the docs folder was made from."""
        return self.docs.with_name(EVIDENCE) / "markdown.json"

    @property
    def locales(self) -> Path:
        """The catalogues that replace the builder's."""
        return Beside(self.content).locales

    @property
    def site_facts(self) -> Path:
        """What the publisher needs to know besides the docs folder: names, language, navigation."""
        return self.docs.with_name("site.json")

    @property
    def site(self) -> Site:
        """The published site: where its addresses begin."""
        base = self.base_url.rstrip("/") + "/"
        bases = tuple((language, base + (folder(language) if at else "")) for at, language in enumerate(self.languages))
        return Site(base + self.within, self.copy_of, bases)

    @property
    def within(self) -> str:
        """The folder of a translation below the site's root, with its closing slash; '' for the content's own language."""
        return folder(self.language) if self.language else ""

    def translation(self, language: str) -> Settings:
        """Those of a translation: its docs folder lies beside that of the content's language."""
        return replace(self, docs=self.docs.parent / folder(language).rstrip("/") / self.docs.name, language=language)


def folder(language: str) -> str:
    """The folder of a translation below the site's root: 'pt-br/'."""
    return f"{language.lower()}/"
