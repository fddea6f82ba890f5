"""The rule of lists of terms: one term, one translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from builder.content import terminology
from builder.content.corpus import Corpus
from builder.content.terminology import Terminology, TermLine
from builder.problems import Problem
from builder.rules.translations import Pair, pairs
from builder.wording import Phrase

START = 3
"""By how many letters of its first word a term is looked for, before its pattern is."""
_Index = dict[str, list[tuple[int, "_Sought"]]]
"""Forms of terms by how they start, each with its place in the order in which they are looked for."""


@dataclass(frozen=True, eq=False)
class _Sought:
    """A form of a term, and the line of the list that says how it is translated."""

    form: str
    line: TermLine

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return terminology.pattern(self.form)

    @cached_property
    def start(self) -> str:
        """How a word begins, in lower case, in a text that has the term."""
        return terminology.words(self.form)[0][:START]


def terms_are_translated_alike(corpus: Corpus) -> Iterator[Problem]:
    """Where an original has a term of the list of its language, the translation has the term's translation or another form that the list allows."""
    terms = {found.language: found for found in corpus.terminologies}
    for pair in pairs(corpus):
        if pair.catalogue.language not in terms:
            continue
        for line, form in _lines(pair.shown[0], terms[pair.catalogue.language]):
            if not any(exempt.context == pair.message.context for exempt in line.exempt):
                yield from _problems(pair, line, form)


@lru_cache(maxsize=16)
def _sought(found: Terminology) -> _Index:
    """The forms of all terms, long ones first: 'displaced persons' is not looked for inside 'internally displaced persons'."""
    forms = [_Sought(form, line) for _, line in found.terms for form in line.term if terminology.words(form)]
    index: _Index = {}
    for place, one in enumerate(sorted(forms, key=lambda one: (-len(one.form), one.form))):
        index.setdefault(one.start, []).append((place, one))
    return index


@lru_cache(maxsize=20_000)
def _lines(text: str, terms: Terminology) -> tuple[tuple[TermLine, str], ...]:
    """The terms of a list that a text has, each with the form in which it has it."""
    sought = _sought(terms)
    spots = _spots(text, sought)
    taken: list[tuple[int, int]] = []
    found: dict[TermLine, str] = {}
    for _, one in sorted((item for start in spots for item in sought[start]), key=lambda item: item[0]):
        for match in filter(None, (one.pattern.match(text, spot) for spot in spots[one.start])):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.setdefault(one.line, match[0])
    return tuple(found.items())


def _spots(text: str, sought: _Index) -> dict[str, list[int]]:
    """Where words begin that may begin a term, by how they start."""
    found: dict[str, list[int]] = {}
    for match in terminology.WORD.finditer(text):
        word = match[0][:START].lower()
        for letters in range(1, min(len(word), START) + 1):
            if word[:letters] in sought:
                found.setdefault(word[:letters], []).append(match.start())
    return found


def _problems(pair: Pair, line: TermLine, form: str) -> Iterator[Problem]:
    (_, text), language = pair.shown, pair.catalogue.language
    wrong = next((wrong for wrong in line.wrong if terminology.has(text, wrong, language)), None)
    if wrong:
        yield pair.problem(
            "wrong-term",
            Phrase(
                "'{form}' is '{translation}' in the list of terms, and never '{wrong}': write the term", form=form, translation=line.translation, wrong=wrong
            ),
        )
    elif not any(terminology.has(text, right, language) for right in (line.translation, *line.also)):
        words = Phrase(
            "the original has '{form}', and the translation does not have '{translation}': write the term, or add the form to the list of terms",
            form=form,
            translation=line.translation,
        )
        yield pair.problem("other-term", words)


RULES = (terms_are_translated_alike,)
