"""What a translation of the content is made from, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from builder.wording import Foreign

__all__ = ["Origin", "Untranslated"]


@dataclass(frozen=True)
class Untranslated:
    """A text that a translation shows in the language of the content."""

    id: str
    """The id of its entry; '' where that has none."""
    text: Foreign
    """The text without markup."""
    stale: bool
    """Whether there is a translation, but of another wording."""


@dataclass(frozen=True)
class Origin:
    """What a translation is made from."""

    language: str
    """That of the content (BCP 47)."""
    texts: int
    """How many texts there are to translate."""
    untranslated: tuple[Untranslated, ...] = ()
