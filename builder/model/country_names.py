"""Names of countries and cities in their own and other languages, from the Unicode CLDR through Babel: never typed by hand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from builder.languages import locale_of
from builder.localization import Localization

WORLD_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "de")
"""Languages in which people everywhere look for countries: the official ones of the United Nations, and German."""
REGION_LANGUAGES = 40
"""Languages of a region in which people look for its countries, at most. The whole world has more than a hundred, which few know of each other's countries."""


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


def region_languages(all_alpha2: Iterable[str]) -> tuple[str, ...]:
    """The official languages of countries, in their order; of more than `REGION_LANGUAGES` those that are official in most of them."""
    counted = Counter(language for code in all_alpha2 for language in get_official_languages(code))
    most = {language for language, _ in counted.most_common(REGION_LANGUAGES)}
    return tuple(language for language in counted if language in most)


@lru_cache(maxsize=1024)
def searched_names(alpha2: str | None, languages: tuple[str, ...]) -> tuple[str, ...]:
    """A country's names in its own official languages, in those given, such as those of its region, and in `WORLD_LANGUAGES`."""
    if alpha2 is None:
        return ()
    return _apart(locale.territories.get(alpha2) for locale in _locales((*get_official_languages(alpha2), *languages, *WORLD_LANGUAGES)))


def searched_cities(alpha2: str | None, text: str) -> tuple[str, ...]:
    """The names, in a country's official languages and in `WORLD_LANGUAGES`, of those of its cities that a text names.

    CLDR names one city for each time zone; capitals are most of them.
    """
    named = (names for names in (_cities(alpha2) if alpha2 else ()) if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names if name in text))
    return _apart(name for names in named for name in names)


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


@lru_cache(maxsize=1 << 16)
def _bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name.casefold()) if unicodedata.category(char) != "Mn")


@lru_cache(maxsize=1024)
def _cities(alpha2: str) -> tuple[tuple[str, ...], ...]:
    """The cities of a country that CLDR knows, each by its names in the country's official languages and in `WORLD_LANGUAGES`."""
    locales = _locales((*get_official_languages(alpha2), *WORLD_LANGUAGES))
    return tuple(tuple(_city(locale, zone) for locale in locales) for zone in _zones().get(alpha2, ()))


@cache
def _zones() -> dict[str, list[str]]:
    """Time zones by the country (ISO 3166-1 alpha-2) that they are of."""
    return _inverted(get_global("zone_territories"))


@cache
def _former_zones() -> dict[str, list[str]]:
    """Former names of time zones."""
    return _inverted(get_global("zone_aliases"))


def _inverted(values: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys that have each value."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in values.items():
        found[value].append(key)
    return found


def _city(locale: Locale, zone: str) -> str:
    """The city of a time zone, which Babel files under a former name of the zone where it has one."""
    names = (locale.time_zones.get(name, {}).get("city") for name in (zone, *_former_zones().get(zone, ())))
    return next(filter(None, names), zone.rpartition("/")[2].replace("_", " "))


def _locales(languages: Iterable[str]) -> list[Locale]:
    return [locale for language in dict.fromkeys(languages) if (locale := locale_of(language.replace("_", "-")))]
