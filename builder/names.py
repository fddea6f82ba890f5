"""Names of countries in the languages of the region, from CLDR (Unicode Common Locale Data Repository) through Babel.

A country has the names that are said in the official languages of all the countries that the strategy covers.
Nothing is typed by hand; a code that CLDR does not know has no names here.
"""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_territory_language_info

OFFICIAL = frozenset({"official", "de_facto_official"})


@cache
def official_languages(alpha2: str) -> tuple[str, ...]:
    """The official languages of a country, most spoken first, as CLDR locale identifiers."""
    found = get_territory_language_info(alpha2)
    spoken = sorted(found.items(), key=lambda item: (-float(item[1]["population_percent"] or 0), item[0]))
    return tuple(language for language, facts in spoken if facts["official_status"] in OFFICIAL)


@cache
def name_in(language: str, alpha2: str) -> str | None:
    """The name of a country in a language; none if CLDR has none."""
    try:
        return Locale.parse(language).territories.get(alpha2)
    except (UnknownLocaleError, ValueError):
        return None


def local_names(alpha2: str | None) -> tuple[tuple[str, str], ...]:
    """A country's names in its own official languages: (language tag as in BCP 47, name), each name once."""
    return _names(alpha2, official_languages(alpha2)) if alpha2 else ()


def regional_names(alpha2: str | None, all_alpha2: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """A country's names in the official languages of all the countries given."""
    languages = dict.fromkeys(language for code in all_alpha2 for language in official_languages(code))
    return _names(alpha2, tuple(languages)) if alpha2 else ()


def _names(alpha2: str, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for language in languages:
        name = name_in(language, alpha2)
        if name:
            found.setdefault(name, language.replace("_", "-"))
    return tuple((language, name) for name, language in found.items())
