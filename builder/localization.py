"""How a language says what the builder says: words of the interface from its catalogue (gettext), numbers, dates and lists as Unicode CLDR has them.

The words in templates and code are English and are themselves the keys (`msgid`); a language has a catalogue `locales/<language>.po`, English none.
A text with braces is filled: '{name}' by a value, '{objective.many}' by what the strategy calls its objectives. Where a language inflects nouns,
its catalogue asks for the form that a sentence needs: '{objective.many.gen}'.
"""

from __future__ import annotations

import gettext
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.collation import Collation
from builder.languages import locale_of
from builder.wording import Form, Phrase, Text

if TYPE_CHECKING:  # Babel is imported where it is needed: messages in English, such as help, need none of it
    from datetime import date

    from babel import Locale
    from babel.messages.catalog import Catalog

__all__ = ["ENGLISH", "SOURCE", "Localization", "deferred"]

NOUN = "noun"
"""The context of the names of kinds in catalogues."""
CASES = "cases"
"""The message in that context whose translation names the grammatical cases in which nouns are given, in their order: 'nom gen dat acc ins loc'."""
PLURALS = 200
"""Every form of a language's plurals is needed by a number below this; from 100 on it depends on the last two digits, but for whole millions."""
SOURCE = "en"
"""The language of the words in templates and code, which need no catalogue."""


def deferred(text: str) -> str:
    """A text as it stands, which is said in the reader's language later: marks it for the catalogues."""
    return text


KILOBYTES, MEGABYTES = deferred("{number} KB"), deferred("{number} MB")
"""Sizes of files in decimal units."""


@dataclass(frozen=True)
class Localization:
    """A language: its words, its numbers, its dates."""

    language: str = SOURCE
    """As in BCP 47."""
    catalogue: Catalog | None = field(default=None, compare=False, repr=False)
    """The words of the interface; without one they are English."""
    nouns: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the strategy calls its kinds, by name, for texts that name them."""

    def __deepcopy__(self, _: object) -> Localization:
        """Itself: it never changes, and records that are copied are still of one language."""
        return self

    @classmethod
    def read(cls, language: str, folders: Sequence[Path]) -> Localization:
        """The language with the first catalogue that one of the folders has for it, or for the language without its region."""
        path = cls.catalogue_file(language, folders)
        return cls.of_file(language, path) if path else cls(language)

    @staticmethod
    def catalogue_file(language: str, folders: Sequence[Path]) -> Path | None:
        """The file of that catalogue, if there is one."""
        names = dict.fromkeys((language, language.partition("-")[0]))
        return next((path for name in names for folder in folders if (path := folder / f"{name}.po").is_file()), None)

    @classmethod
    def of_file(cls, language: str, path: Path) -> Localization:
        """The language with the words of a catalogue, which is called by a language."""
        from babel.messages.pofile import read_po

        with path.open("rb") as file:
            return cls(language, read_po(file, path.stem.replace("-", "_")))

    def naming(self, nouns: Mapping[str, Any]) -> Localization:
        """The same for a strategy that calls its kinds so."""
        return Localization(self.language, self.catalogue, nouns)

    # --- words ---------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases in which nouns are given; none where a language has no need of them."""
        found = self.catalogue.get(CASES, NOUN) if self.catalogue else None
        return tuple(str(found.string).split()) if found else ()

    @cached_property
    def _plural(self) -> Callable[[int], int]:
        return gettext.c2py(self.catalogue.plural_expr) if self.catalogue else lambda number: int(number != 1)

    def plural_index(self, number: int) -> int:
        """Which of the plural forms of a message a number needs."""
        return self._plural(number)

    def said(self, text: str, context: str | None = None) -> str:
        """A text in the language, with its braces; in English where its catalogue has none."""
        if self.catalogue is None:
            return text
        found = self._said.get((text, context))
        if found is None:
            message = self.catalogue.get(text, context)
            said = message.string if message is not None and not message.fuzzy else None
            first = said if isinstance(said, str) else next(iter(said or ()), "")  # of plural forms, that of one
            found = self._said[text, context] = str(first) or text
        return found

    @cached_property
    def _said(self) -> dict[tuple[str, str | None], str]:
        """Texts in the language, as far as they were looked up."""
        return {}

    def said_of(self, one: str, many: str, number: int) -> str:
        """A text about a number of things in the language, with its braces."""
        found = self.catalogue.get(one) if self.catalogue else None
        index = self.plural_index(number)
        if found is None or found.fuzzy or not isinstance(found.string, tuple | list) or not all(found.string):
            return one if number == 1 else many
        return str(found.string[index])

    def noun(self, one: str, many: str) -> tuple[Form, Form]:
        """The name of a kind in the language, in one and in several: its message is 'country | countries' in the context of nouns."""
        first, bar, second = self.said(f"{one} | {many}", NOUN).partition("|")
        return (Form.read(first.strip(), self.cases), Form.read(second.strip(), self.cases)) if bar else (Form(one), Form(many))

    def filled(self, text: str, values: Mapping[str, Any], shown: Callable[[Any], str] = str) -> str:
        """A text of the language with its braces filled; `shown` is what becomes of each value, such as escaping."""
        return Text.of(text).filled(values, self.nouns, shown)

    def __call__(self, text: str, /, **values: Any) -> str:
        """A text in the language, filled."""
        return self.filled(self.said(text), values)

    def plural(self, one: str, many: str, number: int, /, **values: Any) -> str:
        """A text about a number of things in the language, filled; `{number}` is the number as it is written."""
        return self.filled(self.said_of(one, many, number), {"number": self.number(number), **values})

    def in_context(self, context: str, text: str, /, **values: Any) -> str:
        """A text in the language, filled, which is said otherwise elsewhere."""
        return self.filled(self.said(text, context), values)

    def told(self, message: str) -> str:
        """A message in the language, with the phrases inside it; a text that is no phrase as it is."""
        if not isinstance(message, Phrase) or self.catalogue is None:
            return str(message)
        said = self.said_of(message.sentence, *message.several) if message.several else self.said(message.sentence)
        return self.filled(said, message.values, self._told_value)

    def _told_value(self, value: Any) -> str:
        return self.number(value) if isinstance(value, Decimal) else self.told(value)

    # --- numbers, dates, lists -----------------------------------------------------------------

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of the language; of British English, where it does not know it, or where the language is English alone."""
        from babel import Locale

        return Locale("en", "GB") if self.language == SOURCE else locale_of(self.language) or locale_of(self.language.partition("-")[0]) or Locale("en", "GB")

    @cached_property
    def _symbols(self) -> tuple[str, str]:
        """What stands between thousands, and before decimals."""
        symbols = self.locale.number_symbols.get("latn", {})
        return str(symbols.get("group", ",")), str(symbols.get("decimal", "."))

    def number(self, value: Decimal | int) -> str:
        """A number as the language writes it, with all its decimals."""
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        group, decimal = self._symbols
        return text if (group, decimal) == (",", ".") else text.translate({ord(","): group, ord("."): decimal})

    def size(self, size: int) -> str:
        """A file size in decimal units: '84 KB', '1.7 MB'."""
        if size >= 999_500:
            return self(MEGABYTES, number=self.number(Decimal(f"{size / 1e6:.1f}")))
        return self(KILOBYTES, number=self.number(max(1, round(size / 1e3))))

    def day(self, day: date) -> str:
        """A day as pages give it: in English as ISO 8601 does ('2026-11-24'), in other languages in words."""
        return day.isoformat() if self.language.partition("-")[0] == SOURCE else self.date(day)

    def date(self, day: date) -> str:
        """A day in words: '24 November 2026'."""
        from babel.dates import format_date

        return str(format_date(day, "long", locale=self.locale))

    def series(self, items: Sequence[str], style: str = "standard") -> str:
        """Words in a row, as a sentence lists them: 'a, b and c'; of the style 'or', 'a, b or c'."""
        from babel.lists import format_list

        return str(format_list(items, style, self.locale)) if items else ""  # type: ignore[arg-type]

    @property
    def collation(self) -> Collation:
        """How it orders words."""
        return Collation.of(self.language)

    def language_name(self, tag: str) -> str:
        """What a language is called in this one."""
        found = locale_of(tag)
        return str((found and found.get_display_name(self.locale)) or tag)

    @property
    def own_name(self) -> str:
        """What the language is called by those who speak it, as it begins a line: 'Русский'."""
        found = locale_of(self.language)
        name = str((found and found.get_display_name()) or self.language)
        return name[:1].upper() + name[1:]

    @property
    def direction(self) -> str:
        """The direction of its writing: 'ltr' or 'rtl'."""
        return str(self.locale.text_direction)

    @cached_property
    def words(self) -> dict[str, str | list[str]]:
        """Every translated text by its English one, with plural forms as lists, for scripts and templates that are no Python."""
        found: dict[str, str | list[str]] = {}
        for message in self.catalogue or ():
            if message.id and message.string and not message.fuzzy and not message.context:
                if isinstance(message.id, str):
                    found[message.id] = str(message.string)
                elif all(message.string):
                    found[message.id[0]] = list(map(str, message.string))
        return found

    @cached_property
    def words_there(self) -> dict[str, dict[str, str]]:
        """Every text that is said otherwise elsewhere, by its context and its English one; without the names of kinds."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for message in self.catalogue or ():
            if message.context and message.context != NOUN and isinstance(message.id, str) and message.string and not message.fuzzy:
                found[message.context][message.id] = str(message.string)
        return dict(found)


ENGLISH = Localization()
"""The language of the words in templates and code, for a strategy that calls its kinds nothing of its own."""
