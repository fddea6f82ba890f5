"""Languages by their tags (BCP 47), as Unicode CLDR knows them."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

__all__ = ["locale_of"]


@cache
def locale_of(tag: str) -> Locale | None:
    """What Unicode CLDR knows of a language, as in 'fr' or 'pt-BR'; none if there is no such language."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
