"""How messages name kinds of entries: the words are the keys by which content and registers name them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from builder.content.kinds import KINDS
from builder.problems import quoted
from builder.wording import Phrase

__all__ = ["NOUNS", "any_of", "either", "noun", "one", "words"]

NOUNS = {kind.name: kind.name.replace("-", " ") for kind in KINDS}
"""What each kind is called in a message, by its name."""


def noun(name: str) -> Phrase:
    """A kind by its name, which English has with its hyphens: 'figure-group'. What is no kind is named as it is."""
    return Phrase.word(NOUNS[name]).shown(name) if name in NOUNS else Phrase.verbatim(name)


def either(names: Iterable[str]) -> Phrase:
    """One of several kinds: 'country or group'; 'entry', if they may be any."""
    return _or([noun(name) for name in names] or [Phrase("entry")])


def any_of(ids: Iterable[str]) -> Phrase:
    """One of several ids: "'A' or 'B'"."""
    return _or([quoted([id_]) for id_ in ids])


def _or(found: list[Phrase]) -> Phrase:
    return reduce(lambda one, other: Phrase("{one} or {other}", one=one, other=other), found)


def words(what: Phrase) -> Phrase:
    """Kinds in words, without hyphens: 'figure group'."""
    return what.shown(what.replace("-", " "))


def one(kinds: Phrase) -> Phrase:
    """The same with an article, where a language has one: 'an objective'."""
    what = words(kinds)
    return Phrase("an {what}", what=what) if what[:1] in "aeiou" else Phrase("a {what}", what=what)
