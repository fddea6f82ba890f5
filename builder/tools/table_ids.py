"""Ids for the rows of tables: their own where they are ids, or else made from what a row has; and file names. Each is given once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count

from builder.content.kinds import Kind
from builder.tools import examples
from builder.tools.examples import accepts

__all__ = ["Ids"]

LONGEST = 40
"""Characters of a name that go into an id."""
KEPT = ("strategy", "region", "index")
"""Names of files that have a meaning of their own."""


@dataclass
class Ids:
    """The ids that were given, and by which words the entries are known."""

    given: dict[str, Kind] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """The id that a word leads to, by kind and word."""
    slugs: set[str] = field(default_factory=set)

    def take(self, kind: Kind, own: str, stem: str, number: int, *words: str) -> str:
        """A new id for an entry: its own, if it is one; or else made from it, from a stem or from a number. `words` lead to it from now on.

        Raises `ValueError` if its own is taken.
        """
        if own and own in self.given:
            raise ValueError(own)
        candidates = [own] if own and accepts(kind.record, "id", own) else self._made(kind, own or stem, number)
        id_ = next(word for word in candidates if word not in self.given and accepts(kind.record, "id", word))
        self.given[id_] = kind
        for word in (id_, *words):
            if word:
                self.words.setdefault((kind.name, word.casefold()), id_)
        return id_

    def find(self, kind: Kind | None, word: str) -> str:
        """The id of an entry of a kind, or of any, by a word for it; '' if there is none."""
        names = [kind.name] if kind else {name for name, _ in self.words}
        return next((self.words[name, word.casefold()] for name in names if (name, word.casefold()) in self.words), "")

    def slug(self, name: str, id_: str) -> str:
        """A new file name for an entry."""
        stem = _latin(name).lower() or id_.lower()
        slug = next(word for word in chain([stem], (f"{stem}-{number}" for number in count(2))) if word not in self.slugs and word not in KEPT)
        self.slugs.add(slug)
        return slug

    @staticmethod
    def _made(kind: Kind, stem: str, number: int) -> Iterator[str]:
        """Words that an id may be, the best first: a kind may want a beginning."""
        word = _latin(stem).upper()[:LONGEST].rstrip("-")
        for base in (word, f"{examples.stem(kind)}{word}", f"KF-{word}") if word else ():
            if accepts(kind.record, "id", base):  # else it does with no number either
                yield base
                yield from (f"{base}-{at}" for at in range(2, 100))
        yield from (f"{prefix}{at}" for at in count(number) for prefix in (examples.stem(kind), "KF-"))


def _latin(text: str) -> str:
    """The Latin letters and the digits of a text, without accents, other signs as single hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    return re.sub(r"[^A-Za-z0-9]+", "-", "".join(char for char in plain if not unicodedata.combining(char))).strip("-")
