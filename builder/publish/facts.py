"""What the publisher needs to know besides the docs folder: written beside it by a build (`site.json`), read by the plugin."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class OfflineCopy(BaseModel):
    """The copy of the site for use without a server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    """In the docs folder."""
    size: int
    """In bytes."""
    megabytes: str
    """The same as a number of the language: '1.7'."""


class PageLanguage(BaseModel):
    """A language in which every page is to be had."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tag: str
    """As in BCP 47."""
    name: str
    """What it is called by those who speak it."""
    path: str
    """The way from the home page of this site to its home page: 'ru/', '../'; '' for this site."""
    home: str
    """The address of its home page."""


class SiteFacts(BaseModel):
    """Names, language and navigation of a site."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str
    """What the site is about, on one line of plain text."""
    language: str
    """Of the content (BCP 47)."""
    direction: str
    """Of its writing: 'ltr' or 'rtl'."""
    words: dict[str, str]
    """What the look says in that language, by the English words; nothing for a language without a catalogue, as English is."""
    words_script: str
    """The script with the words of the other scripts, in the docs folder; empty for a language without a catalogue."""
    edition: str
    date: datetime.date
    """Of the edition."""
    day: str
    """The same as pages give it."""
    publisher: str
    publication: dict[str, Any]
    """What templates of the theme say of the publication."""
    nav: list[Any]
    """The navigation, as MkDocs reads it."""
    unlisted: tuple[str, ...]
    """The pages that the navigation leaves out, by their files."""
    offline: OfflineCopy | None
    """Nothing, if the site offers none."""
    above: str = ""
    """The way from the home page of a translation to that of the content's language, whose styles, scripts and fonts it shares."""
    languages: tuple[PageLanguage, ...] = ()
    """The languages of the site, that of the content first; none where there is but one."""

    def as_json(self) -> bytes:
        """The file."""
        return self.model_dump_json(indent=1).encode() + b"\n"
