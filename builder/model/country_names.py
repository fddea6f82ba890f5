"""Names of countries and cities in their own and other languages, from the Unicode CLDR through Babel: never typed by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from builder.languages import locale_of
from builder.localization import Localization

WORLD_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "de")
"""Languages in which people everywhere look for countries: the official ones of the United Nations, and German."""


@dataclass(frozen=True)
class LocalName:
    """A name in a language that is official where it belongs to."""

    name: str
    language: str
    """The language's tag (BCP 47), for markup."""
    language_name: str
    """The language's name in the language of the site."""


def local_names(alpha2: str | None, localization: Localization) -> tuple[LocalName, ...]:
    """The names of a country (ISO 3166-1 alpha-2) in its official languages, where they differ from the name in the site's; () where CLDR has none."""
    if alpha2 is None:
        return ()
    here = localization.locale.territories.get(alpha2)
    found: dict[str, LocalName] = {}
    for language in get_official_languages(alpha2):
        tag = language.replace("_", "-")
        locale = locale_of(tag)
        name = locale.territories.get(alpha2) if locale else None
        if not name or name == here:
            continue
        found.setdefault(name, LocalName(name, tag, localization.language_name(tag)))
    return tuple(found.values())


def searched_names(alpha2: str | None, all_alpha2: tuple[str, ...]) -> tuple[str, ...]:
    """A country's names in its own official languages, in those of all the countries given, and in `WORLD_LANGUAGES`."""
    if alpha2 is None:
        return ()
    official = (language for code in (alpha2, *all_alpha2) for language in get_official_languages(code))
    return _apart(locale.territories.get(alpha2) for locale in _locales((*official, *WORLD_LANGUAGES)))


def searched_cities(alpha2: str | None, text: str) -> tuple[str, ...]:
    """The names, in a country's official languages and in `WORLD_LANGUAGES`, of those of its cities that a text names.

    CLDR names one city for each time zone; capitals are most of them.
    """
    if alpha2 is None:
        return ()
    locales = _locales((*get_official_languages(alpha2), *WORLD_LANGUAGES))
    found: list[str] = []
    for zone, territory in get_global("zone_territories").items():
        names = [_city(locale, zone) for locale in locales] if territory == alpha2 else []
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            found.extend(names)
    return _apart(found)


def distinct(names: Iterable[str | None], besides: Iterable[str] = ()) -> tuple[str, ...]:
    """Names that differ in more than case and accents, from each other and from others that are known."""
    known = {_bare(name) for name in besides}
    found: list[str] = []
    for name in filter(None, names):
        if _bare(name) not in known:
            known.add(_bare(name))
            found.append(name)
    return tuple(found)


def _apart(names: Iterable[str | None]) -> tuple[str, ...]:
    """Names without those that are one letter away from another, which the search forgives."""
    found: list[str] = []
    for name in distinct(names):
        if not any(_one_letter_apart(_bare(name), _bare(other)) for other in found):
            found.append(name)
    return tuple(found)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two words of more than four letters differ by one letter that is changed, added or left out."""
    shorter, longer = sorted((one, other), key=len)
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = len(longer) - start - 1
    return len(shorter) > 4 and (rest < 0 or longer[start + 1 :] in (shorter[start + 1 :], shorter[start:]))


def _bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name.casefold()) if unicodedata.category(char) != "Mn")


def _city(locale: Locale, zone: str) -> str:
    """The city of a time zone, which Babel files under a former name of the zone where it has one."""
    former = [old for old, new in get_global("zone_aliases").items() if new == zone]
    names = (locale.time_zones.get(name, {}).get("city") for name in (zone, *former))
    return next(filter(None, names), zone.rpartition("/")[2].replace("_", " "))


def _locales(languages: Iterable[str]) -> list[Locale]:
    return [locale for language in dict.fromkeys(languages) if (locale := locale_of(language.replace("_", "-")))]
