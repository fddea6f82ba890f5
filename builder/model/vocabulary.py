"""What a strategy calls its kinds of entries: its own words where it has any (`called` in `strategy.yml`), those of the kinds else.

Pages, briefs, search and exports take every name of a kind from here, in the form that their sentence needs.
Templates have it as `called`: `called.objective.many`, `called.Objective.short.one`, `called["strategic-objective"].one`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from builder.content.kinds import KINDS
from builder.content.records import Called, Forms
from builder.localization import ENGLISH, Localization
from builder.wording import Form

__all__ = ["FIELD", "Noun", "Words", "as_values", "field_label", "field_words", "named_after_kind", "of", "upper_first"]


def upper_first(text: str) -> str:
    """A text that begins with a capital letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Noun:
    """What one of something is called, and several of it."""

    one: Form
    many: Form
    single: bool = field(default=False, kw_only=True)
    """Whether there is never more than one."""
    localization: Localization = field(default=ENGLISH, kw_only=True, repr=False, compare=False)
    """The language that they are of, which knows the form that a number needs."""

    @property
    def heading(self) -> Form:
        """What stands above a list of them, however many it holds."""
        return self.one if self.single else self.many

    def count(self, number: int) -> str:
        """A number with the form that it needs: '1 objective', '9 objectives'."""
        return self.localization.plural("{number} {noun.one}", "{number} {noun.many}", number, noun=self)

    def of(self, number: int) -> str:
        """The form that a number needs, without the number."""
        return self.localization.plural("{noun.one}", "{noun.many}", number, noun=self)


@dataclass(frozen=True)
class Words(Noun):
    """What entries of a kind are called in full, and where room is scarce."""

    short: Noun

    def changed(self, how: Callable[[str], str]) -> Words:
        """The same with something done to each form, in each case."""
        short = replace(self.short, one=self.short.one.changed(how), many=self.short.many.changed(how))
        return replace(self, one=self.one.changed(how), many=self.many.changed(how), short=short)


def of(called: Mapping[str, Called], localization: Localization = ENGLISH) -> Mapping[str, Words]:
    """What a strategy with some words of its own calls each kind, by the kind's name; by the name with a capital, the same words with one.

    Kinds that it has no words for are called as is usual in its language.
    """
    own: dict[str, Words] = {}
    for kind in KINDS:
        words = called.get(kind.name, kind.called)
        if words is not None:
            own[kind.name] = _words(words, localization, single=kind.single, usual=kind.name not in called)
    found = {name: words if name in called else words.changed(lambda text: localization.filled(text, own)) for name, words in own.items()}
    return {**found, **{upper_first(name): words.changed(upper_first) for name, words in found.items()}}


def _words(called: Called, localization: Localization, *, single: bool, usual: bool) -> Words:
    """The usual words of a kind in a language, or the strategy's own: each in all cases of the language where it gives them, with commas between."""

    def noun(forms: Forms) -> Noun:
        one, many = localization.noun(forms.one, forms.many) if usual else (Form.read(text, localization.cases) for text in (forms.one, forms.many))
        return Noun(one, many, single=single, localization=localization)

    full = noun(called)
    return Words(full.one, full.many, noun(called.short) if called.short else full, single=single, localization=localization)


def as_values(words: Mapping[str, Words]) -> dict[str, Any]:
    """The same as plain values for JSON, for templates that are no Python: a form by its path, in another case with that behind it ('many.gen')."""

    def forms(noun: Noun) -> dict[str, Any]:
        found: dict[str, Any] = {"one": str(noun.one), "many": str(noun.many)}
        for name, form in (("one", noun.one), ("many", noun.many)):
            found.update((f"{name}.{case}", text) for case, text in form.cases.items())
        return found

    return {name: {**forms(word), "short": forms(word.short)} for name, word in words.items()}


FIELD = "field"
"""The context of the names of fields in catalogues."""


def field_label(words: Mapping[str, Words], field: str, localization: Localization = ENGLISH) -> str:
    """What a field is called in lists, without its capital; one that is named after a kind, as the strategy calls that: 'countries'."""
    label = field_words(field)
    kind, many = _usual().get(label, ("", False))
    return (words[kind].short.many if many else words[kind].short.one) if kind else localization.in_context(FIELD, label)


def field_words(field: str) -> str:
    """What a field is called in English: its name in words."""
    return field.replace("_", " ")


def named_after_kind(field: str) -> bool:
    """Whether a field is called as the strategy calls a kind, so that it has no words of its own."""
    return field_words(field) in _usual()


@cache
def _usual() -> dict[str, tuple[str, bool]]:
    """The kinds by what one of them is usually called, and several, which is told apart."""
    found: dict[str, tuple[str, bool]] = {}
    for kind in KINDS:
        if kind.called is not None:
            usual = kind.called.short or kind.called
            found.setdefault(usual.one, (kind.name, False))
            found.setdefault(usual.many, (kind.name, True))
    return found
