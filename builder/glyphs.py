"""What the fonts for print can show: a rule that reports every character of the content that none of them has.

It stands apart from `rules`, which know nothing of fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the package ships no types

from builder.load import Corpus
from builder.problems import Problem
from builder.records import Part, Record
from builder.typesetter import font_files

_NO_GLYPH = frozenset({"Cf", "Zl", "Zp"})
"""Unicode categories of characters that steer the text and are never drawn: directions, joiners, separators of lines."""


@lru_cache(maxsize=8)
def coverage(fonts: Path) -> frozenset[str]:
    """The characters that at least one font of a folder has."""
    found: set[int] = {ord("\n")}
    for path in font_files(fonts):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap() or ())
    return frozenset(map(chr, found))


def lacking(text: str, characters: frozenset[str]) -> frozenset[str]:
    """The characters of a text that need a glyph and are not among those given."""
    return frozenset(char for char in set(text) - characters if unicodedata.category(char) not in _NO_GLYPH)


def missing(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """A problem for each field of the content and each character in it that the fonts lack."""
    texts = [(entry, loc, text) for entry in corpus.entries for loc, text in _texts(entry.record)]
    unknown = lacking("".join(text for _, _, text in texts), coverage(fonts))
    if not unknown:
        return
    for entry, loc, text in texts:
        for char in sorted(unknown.intersection(text)):
            name = unicodedata.name(char, "without a name")
            yield entry.problem(
                "no-glyph", f"no font for print has the character '{char}' (U+{ord(char):04X} {name}): write it otherwise, or add a font", *loc, near=char
            )


def _texts(value: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """All strings of a record with their paths; records inside it are entries of their own."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if not isinstance(item, Record):
                yield from _texts(item, (*loc, index))
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*loc, name))
