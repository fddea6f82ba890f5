"""Lists of terms: one term, one translation (`translations/ru.terms.yml`), and how words are compared that have endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from babel import Locale
from pydantic import BeforeValidator, Field, ValidationError

from builder.content import shape_errors, yamlfile
from builder.content.catalogues import wrong_language
from builder.content.fields import Line
from builder.content.records import Part
from builder.content.yamltree import Document, Missing
from builder.languages import locale_of
from builder.problems import Problem
from builder.wording import Phrase

SUFFIX = ".terms.yml"
GAP = 3
"""How many other words may stand between the words of a term, as in 'countries of origin and of destination'."""
Forms = Annotated[tuple[Line, ...], BeforeValidator(lambda value: value if isinstance(value, list | tuple) else [value])]
"""A word or phrase, or a list of them."""


class Exempt(Part):
    """A text in which a term is translated otherwise."""

    context: Line
    """Which text, as catalogues have it: 'TO1/title'."""
    reason: Line
    """Why."""


class TermLine(Part):
    """A term, and how it is translated."""

    term: Annotated[Forms, Field(min_length=1)]
    """The term in the language of the content, and its other forms; a plural by -s or -ies is known."""
    translation: Line
    """How it is translated."""
    also: Forms = ()
    """Other forms that are right: of another stem, or shorter."""
    wrong: Annotated[Forms, Field(alias="not")] = ()
    """Translations that are wrong."""
    exempt: Annotated[tuple[Exempt, ...], Field(alias="except")] = ()
    """Texts to which this does not apply."""
    note: Line | None = None
    """What translators must know of it."""


@dataclass(frozen=True, eq=False)
class Terminology:
    """The list of terms of a language."""

    language: str
    document: Document
    terms: tuple[tuple[int, TermLine], ...]
    """Each with its place in the list."""


def read(path: Path, name: str) -> tuple[Terminology | None, list[Problem]]:
    """Reads a list of terms; `name` is how problems call it. None, if it is none."""
    language = path.name.removesuffix(SUFFIX)
    if wrong := wrong_language(language, name):
        return None, [wrong]
    document, problems = yamlfile.read(path, name)
    if document is None:
        return None, problems
    if not isinstance(document.value, list):
        return None, [*problems, document.problem((), "wrong-top-level", Phrase("must hold a list, each item starting with '- ' at its top level"))]
    found = []
    for at, value in enumerate(document.value):
        try:
            found.append((at, TermLine.model_validate(value)))
        except ValidationError as error:
            problems.extend(_told(error, document, at))
    terminology = Terminology(language, document, tuple(found))
    return terminology, [*problems, *_twice(terminology)]


def _told(error: ValidationError, document: Document, at: int) -> Iterator[Problem]:
    for detail in error.errors():
        if not isinstance(detail["input"], Missing):
            code, message, at_key = shape_errors.describe(detail, TermLine)
            yield document.problem((at, *detail["loc"]), code, message, key=at_key)


def _twice(terminology: Terminology) -> Iterator[Problem]:
    """A problem for each term that stands in a list a second time: it could have two translations."""
    seen: dict[str, int] = {}
    for at, line in terminology.terms:
        for form in line.term:
            if form.lower() in seen:
                first = terminology.document.mark((seen[form.lower()],))[0]
                yield terminology.document.problem(
                    (at, "term"), "repeated-term", Phrase("'{form}' stands here a second time (first on line {first}): keep one", form=form, first=first)
                )
            seen.setdefault(form.lower(), at)


# --- words --------------------------------------------------------------------------------------

WORD = re.compile(r"[^\W_]+")
"""A word of a text."""


def pattern(term: str) -> re.Pattern[str]:
    """What finds a term in a text of the content: whole words in any case, in one or several (-s, -ies); an abbreviation as it is written."""
    spaced = re.sub(r"['’]", "['’]", r"\s+".join(re.escape(word) for word in term.split()))
    plural = f"(?:{spaced}(?:s|[’']s?)?|{spaced[:-1]}ies)" if term.endswith("y") else f"{spaced}(?:s|[’']s?)?"
    return re.compile(rf"(?<![\w-]){plural}(?![\w-])", 0 if term.upper() == term else re.IGNORECASE)


@cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of a language; none where there is none."""
    import snowballstemmer  # reads the rules of all languages, which a strategy without translations has no need of

    locale = locale_of(language) or Locale("en")
    name = (Locale(locale.language).english_name or "").lower()
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@cache
def _stem(word: str, language: str) -> str:
    """A word in lower case without its ending and without accents."""
    stemmer = _stemmer(language)
    stem = stemmer.stemWord(word) if stemmer else word
    return "".join(char for char in unicodedata.normalize("NFD", stem) if not unicodedata.combining(char))


@cache
def alike(one: str, other: str, language: str) -> bool:
    """Whether two words in lower case differ in their endings at most: by their stems, or by all but the last letters."""
    if one[0] != other[0]:
        return False
    first, second = _stem(one, language), _stem(other, language)
    if not _stemmer(language):
        return second.startswith(first[: max(3, len(first) - 3)])
    return first == second or _near(one, other)


def _near(one: str, other: str) -> bool:
    """Whether two words differ by the last letter of the shorter one and two more at most; stemmers take endings for some that are none ('опыт', 'устав')."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and len(long) <= len(short) + 2 and long.startswith(short[:-1])


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case."""
    return tuple(WORD.findall(text.lower()))


@cache
def _initials(text: str) -> dict[str, list[int]]:
    """Where words of a text stand, by their first letters: only those can be alike."""
    found: dict[str, list[int]] = {}
    for at, word in enumerate(words(text)):
        found.setdefault(word[0], []).append(at)
    return found


def has(text: str, form: str, language: str) -> bool:
    """Whether a text has a form of a term, with any endings, its words in their order and near each other."""
    wanted, there = words(form), words(text)
    starts = (at for at in _initials(text).get(wanted[0][0], ()) if alike(wanted[0], there[at], language)) if wanted else ()
    return any(_follows(wanted[1:], there, start, language) for start in starts)


def _follows(wanted: tuple[str, ...], there: tuple[str, ...], at: int, language: str) -> bool:
    if not wanted:
        return True
    near = range(at + 1, min(at + 2 + GAP, len(there)))
    return any(alike(wanted[0], there[spot], language) and _follows(wanted[1:], there, spot, language) for spot in near)
