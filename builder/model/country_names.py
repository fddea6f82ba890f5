"""Names of countries in their own languages, from the Unicode CLDR through Babel: never typed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages


@dataclass(frozen=True)
class LocalName:
    """A name in a language that is official where it belongs to."""

    name: str
    language: str
    """The language's tag (BCP 47), for markup."""
    language_name: str
    """The language's name in the language of the site."""


def local_names(alpha2: str | None, site_language: str) -> tuple[LocalName, ...]:
    """The names of a country (ISO 3166-1 alpha-2) in its official languages, where they differ from the name in the site's; () where CLDR has none."""
    if alpha2 is None:
        return ()
    site = _locale(site_language)
    found: dict[str, LocalName] = {}
    for language in get_official_languages(alpha2):
        locale = _locale(language)
        name = locale.territories.get(alpha2) if locale else None
        if locale is None or not name or (site and name == site.territories.get(alpha2)):
            continue
        tag = language.replace("_", "-")
        language_name = locale.get_display_name(site) or tag
        found.setdefault(name, LocalName(name, tag, language_name))
    return tuple(found.values())


def regional_names(alpha2: str | None, all_alpha2: tuple[str, ...]) -> tuple[str, ...]:
    """A country's names in the official languages of all the countries given, each name once."""
    languages = dict.fromkeys(language for code in all_alpha2 for language in get_official_languages(code))
    names = (locale.territories.get(alpha2) for language in languages if alpha2 and (locale := _locale(language)))
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_")
    except (UnknownLocaleError, ValueError):
        return None
