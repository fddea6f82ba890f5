"""Where everything is: the folders and the address that a build is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.content.addresses import Site
from builder.fonts import FONTS

__all__ = ["Settings"]


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    content: Path = Path("content")
    templates: Path = Path("templates")
    docs: Path = Path("build/docs")
    fonts: Path = FONTS
    base_url: str = "/"
    """The address that the site will have, from the publisher's settings."""
    editions: Path = Path("editions")
    """Where frozen editions are kept."""
    copy_of: str = ""
    """The edition that is being frozen, if this is that."""
    offline: bytes = b""
    """The copy for use without a server, as a ZIP file, if the site is to offer one."""

    @property
    def manifest(self) -> Path:
        """The list of the files that the last build wrote into the docs folder."""
        return self.docs.with_name(self.docs.name + ".manifest.json")

    @property
    def brief_memory(self) -> Path:
        """What each PDF of the docs folder was made from."""
        return self.docs.with_name("briefs.json")

    @property
    def site_facts(self) -> Path:
        """What the publisher needs to know besides the docs folder: names, language, navigation."""
        return self.docs.with_name("site.json")

    @property
    def site(self) -> Site:
        """The published site: where its addresses begin."""
        return Site(self.base_url.rstrip("/") + "/", self.copy_of)
