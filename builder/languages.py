"""Languages by their tags (BCP 47), as Unicode CLDR knows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["locale_of"]


@cache
def locale_of(tag: str) -> Locale | None:
    """What Unicode CLDR knows of a language, as in 'fr' or 'pt-BR'; none if there is no such language."""
    from babel import Locale, UnknownLocaleError  # what is said in English needs none of it

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
