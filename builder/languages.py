"""Languages by their tags (BCP 47), and the order of words, as Unicode CLDR knows them."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

__all__ = ["collation_key", "locale_of"]


@cache
def locale_of(tag: str) -> Locale | None:
    """What Unicode CLDR knows of a language, as in 'fr' or 'pt-BR'; none if there is no such language."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def collation_key(text: str) -> tuple[str, str]:
    """By what words are put in order: their letters as Unicode's root collation (CLDR) has them, capitals and accents second.

    'é' stands with 'e' and 'ё' with 'е', while 'й' and other letters of alphabets stand for themselves. Orders of single languages, such as
    Swedish å after z, are not known.
    """
    folded = text.casefold()
    return "".join(map(_base, folded)), folded


def _base(letter: str) -> str:
    """A letter without its accent, where that makes no other letter of it."""
    first = unicodedata.normalize("NFD", letter)[:1]
    return first if letter == "ё" or first < "\u0400" else letter
