"""What a strategy calls its kinds of entries: its own words where it has any (`called` in `strategy.yml`), those of the kinds else.

Pages, briefs, search and exports take every name of a kind from here, in the form that their sentence needs.
Templates have it as `called`: `called.objective.many`, `called.Objective.short.one`, `called["strategic-objective"].one`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from builder.content.kinds import KINDS
from builder.content.records import Called

__all__ = ["Noun", "Words", "as_values", "field_label", "of", "upper_first"]


def upper_first(text: str) -> str:
    """A text that begins with a capital letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Noun:
    """What one of something is called, and several of it."""

    one: str
    many: str
    single: bool = field(default=False, kw_only=True)
    """Whether there is never more than one."""

    @property
    def heading(self) -> str:
        """What stands above a list of them, however many it holds."""
        return self.one if self.single else self.many

    def count(self, number: int) -> str:
        """A number with the form that it needs: '1 objective', '9 objectives'."""
        return f"{number:,} {self.one if number == 1 else self.many}"

    def of(self, number: int) -> str:
        """The form that a number needs, without the number."""
        return self.one if number == 1 else self.many


@dataclass(frozen=True)
class Words(Noun):
    """What entries of a kind are called in full, and where room is scarce."""

    short: Noun

    def changed(self, how: Callable[[str], str]) -> Words:
        """The same with something done to each form."""
        short = Noun(how(self.short.one), how(self.short.many), single=self.single)
        return Words(how(self.one), how(self.many), short, single=self.single)


def of(called: Mapping[str, Called]) -> Mapping[str, Words]:
    """What a strategy with some words of its own calls each kind, by the kind's name; by the name with a capital, the same words with one."""
    own = {kind.name: _words(called.get(kind.name, kind.called), kind.single) for kind in KINDS if kind.called is not None}
    found = {name: words if name in called else words.changed(lambda text: text.format_map(own)) for name, words in own.items()}
    return {**found, **{upper_first(name): words.changed(upper_first) for name, words in found.items()}}


def _words(called: Called, single: bool) -> Words:
    short = called.short or called
    return Words(called.one, called.many, Noun(short.one, short.many, single=single), single=single)


def as_values(words: Mapping[str, Words]) -> dict[str, Any]:
    """The same as plain values for JSON, for templates that are no Python."""
    return {name: {"one": word.one, "many": word.many, "short": {"one": word.short.one, "many": word.short.many}} for name, word in words.items()}


def field_label(words: Mapping[str, Words], field: str) -> str:
    """What a field is called in lists, without its capital; one that is named after a kind, as the strategy calls that: 'countries'."""
    label = field.replace("_", " ")
    kind, many = _usual().get(label, ("", False))
    return (words[kind].short.many if many else words[kind].short.one) if kind else label


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
