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

from builder.content import prose
from builder.content.fieldroles import is_hidden, marked_fields
from builder.content.fields import ProseMark, is_text
from builder.content.load import Corpus
from builder.content.records import Part, Record, Synonym
from builder.content.yamltree import Spot
from builder.fonts import font_files
from builder.problems import ContentError, Problem

_NO_GLYPH = frozenset({"Cf", "Zl", "Zp"})
"""Unicode categories of characters that steer the text and are never drawn: directions, joiners, separators of lines."""


def coverage(fonts: Path) -> frozenset[str]:
    """The characters that at least one font of a folder has. Raises `ContentError` with each file that is no font."""
    found: set[int] = {ord("\n")}
    problems = []
    for path in font_files(fonts):
        try:
            state = path.stat()
            found.update(_characters(path.resolve(), state.st_mtime_ns, state.st_size))
        except Exception as error:
            why = " ".join(str(error).split()) or type(error).__name__
            problems.append(Problem(path.as_posix(), 1, 1, "bad-font", f"cannot be read as a font ({why}): replace the file"))
    if problems:
        raise ContentError(problems)
    return frozenset(map(chr, found))


@lru_cache(maxsize=64)
def _characters(path: Path, changed: int, size: int) -> frozenset[int]:  # noqa: ARG001 - they tell a file from what it was before
    """The code points that a font has."""
    with path.open("rb") as file, TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def lacking(text: str, characters: frozenset[str]) -> frozenset[str]:
    """The characters of a text that need a glyph and are not among those given."""
    return frozenset(char for char in set(text) - characters if unicodedata.category(char) not in _NO_GLYPH)


def missing(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """A problem for each field of the content and each character in it that the fonts lack."""
    printed = [entry for entry in corpus.entries if not isinstance(entry.record, Synonym)]  # which only the search reads
    texts = [(entry, loc, text) for entry in printed for loc, text in _texts(entry.record)]
    texts += [(entry, loc, shown) for entry in printed for loc, shown in _shown(entry.record)]
    unknown = lacking("".join(text for _, _, text in texts), coverage(fonts))
    for entry, loc, text in texts if unknown else ():
        for char in sorted(filter(is_text, unknown.intersection(text))):
            name = unicodedata.name(char, "without a name")
            message = f"no font for print has the character '{char}' (U+{ord(char):04X} {name}): write it otherwise, or add a font"
            yield entry.problem("no-glyph", message, *loc, near=Spot(char))


def _shown(record: Part) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The prose of a record as it is shown, where characters may be written as entities."""
    return ((loc, prose.to_text(text)) for loc, marker, text in marked_fields(record) if isinstance(marker, ProseMark) and "&" in text)


def _texts(value: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """All strings of a record that are shown, with their paths; records inside it are entries of their own."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if not isinstance(item, Record):
                yield from _texts(item, (*loc, index))
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            if not is_hidden(type(value), name):
                yield from _texts(getattr(value, name), (*loc, name))
