"""Where a language writes the symbol of a unit, and how near to the number: from the Unicode CLDR through Babel, never typed by hand."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.units import format_unit

from builder.languages import locale_of

__all__ = ["around"]

_NUMBER = re.compile(r"[#0][#0.,]*")
_PARTS_OF_A_WHOLE = ("%", "‰", "‱")
"""Signs that all stand where the first does."""
_ANGLES = ("°", "′", "″")
"""Signs that stand at the number in every language."""


@cache
def around(symbol: str, language: str) -> tuple[str, str]:
    """What stands before and after a number that has a symbol for its unit, in a language (BCP 47): ('€', ''), ('', ' km²'); spaces do not break.

    What CLDR knows of the language decides: its pattern of per cent for signs such as ‰, of money for signs and codes of currencies, of
    temperatures for what begins with a degree sign, and of lengths for all else. An unknown language is written as English.
    """
    locale = locale_of(language) or locale_of(language.partition("-")[0]) or Locale("en")
    if symbol in _ANGLES:
        return "", symbol
    if symbol in _PARTS_OF_A_WHOLE:
        found = _NUMBER.sub("{}", _positive(locale.percent_formats[None].pattern)).replace("%", symbol)
    elif symbol in locale.currencies or any(unicodedata.category(character) == "Sc" for character in symbol):
        found = _money(symbol, locale)
    else:
        found = _measured(symbol, format_unit("{}", "temperature-celsius" if symbol.startswith("°") else "length-kilometer", "short", locale=locale))
    before, _, after = re.sub(r"\s", "\N{NO-BREAK SPACE}", found).partition("{}")
    return before, after


def _positive(pattern: str) -> str:
    """The part of a pattern that is for numbers of no sign."""
    return pattern.partition(";")[0]


def _money(symbol: str, locale: Locale) -> str:
    """A sign stands as CLDR has it; letters next to the number are kept from it by a space, as CLDR has it too."""
    found = _NUMBER.sub("{}", _positive(locale.currency_formats["standard"].pattern))
    if symbol[-1].isalpha():
        found = found.replace("¤{", "¤ {")
    if symbol[0].isalpha():
        found = found.replace("}¤", "} ¤")
    return found.replace("¤", symbol)


def _measured(symbol: str, example: str) -> str:
    """The symbol in the place of that of an example, such as '{} km'."""
    before, _, after = example.partition("{}")
    if after.strip():
        return "{}" + after[: len(after) - len(after.lstrip())] + symbol
    return symbol + before[len(before.rstrip()) :] + "{}"
