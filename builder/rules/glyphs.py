"""What the fonts for print can show: a rule that reports every character of the content that none of them has.

It stands apart from `rules`, which know nothing of fonts.
"""

from __future__ import annotations

import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from fontTools import unicodedata as scripts  # type: ignore[import-untyped]  # the package ships no types
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]  # likewise

from builder.content import prose
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import is_hidden
from builder.content.fields import is_text
from builder.content.marks import ProseMark
from builder.content.records import Part, Publication, Record, Synonym
from builder.content.yamltree import Spot
from builder.fonts import faces, font_files, own_folder
from builder.problems import NOTHING, ContentError, Problem, quoted, suggest
from builder.rules.translations import pairs
from builder.wording import Phrase

W = TypeVar("W")
_NO_GLYPH = frozenset({"Cf", "Zl", "Zp"})
"""Unicode categories of characters that steer the text and are never drawn: directions, joiners, separators of lines."""


def coverage(*fonts: Path) -> frozenset[str]:
    """The characters that at least one font of some folders has. Raises `ContentError` with each file that is no font."""
    found: set[int] = {ord("\n")}
    problems = []
    for path in font_files(*fonts):
        try:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode):
                raise ValueError("it is no file but a folder, a pipe or a device")
            found.update(_characters(path.resolve(), state.st_mtime_ns, state.st_size))
        except Exception as error:
            why = " ".join(str(error).split()) or type(error).__name__
            problems.append(Problem.of_file(path, "bad-font", Phrase("cannot be read as a font ({why}): replace the file", why=why)))
    if problems:
        raise ContentError(problems)
    return frozenset(map(chr, found))


@lru_cache(maxsize=64)
def _characters(path: Path, changed: int, size: int) -> frozenset[int]:  # noqa: ARG001 - they tell a file from what it was before
    """The code points that a font has, or the fonts of a collection together."""
    with path.open("rb") as file:
        if file.read(4) == b"ttcf":
            return frozenset(point for font in TTCollection(file, lazy=True) for point in font.getBestCmap() or ())
        file.seek(0)
        with TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())


def lacking(text: str, characters: frozenset[str]) -> frozenset[str]:
    """The characters of a text that need a glyph and are not among those given."""
    return frozenset(char for char in set(text) - characters if unicodedata.category(char) not in _NO_GLYPH)


def _is_sign(char: str) -> bool:
    """Whether a character is drawn on the one before it."""
    return unicodedata.category(char).startswith("M")


def missing(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """A problem for each script of which the content, or a translation, has characters that the fonts lack, at the first of them."""
    known = coverage(fonts, *own_folder(corpus.folder))
    printed = [entry for entry in corpus.entries if not isinstance(entry.record, Synonym)]  # which only the search reads
    texts = [((entry, loc), text + _capital(text)) for entry in printed for loc, text in _texts(entry.record)]
    texts += [((entry, loc), shown) for entry in printed for loc, shown in _shown(entry)]
    for (entry, loc), char, message in _unprintable(texts, known):
        yield entry.problem("no-glyph", message, *loc, near=Spot(char))
    for catalogue in corpus.catalogues:
        said = [(pair, f"{pair.message.translation}{pair.shown[1]}{_capital(pair.shown[1])}") for pair in pairs(corpus) if pair.catalogue is catalogue]
        for pair, char, message in _unprintable(said, known):
            yield pair.problem("no-glyph", message, char)


def _unprintable(texts: Sequence[tuple[W, str]], known: frozenset[str]) -> Iterator[tuple[W, str, Phrase]]:
    """What is wrong with texts that are printed: where, the character, and the message."""
    unknown = lacking("".join(text for _, text in texts), known)
    found: defaultdict[str, list[tuple[W, str]]] = defaultdict(list)
    for where, text in texts if unknown else ():
        for char in sorted(filter(is_text, unknown.intersection(text)), key=text.index):
            found[scripts.script(char)].append((where, char))
    for script, spots in found.items():
        where, char = spots[0]
        yield where, char, _message(script, char, len({spot[1] for spot in spots}), len(spots))
    for where, text in texts:
        if text and _is_sign(text[0]) and text[0] not in unknown:
            message = Phrase(
                "'{char}' (U+{code}) is drawn on the character before it, and there is none: write that, or take it away",
                char=text[0],
                code=f"{ord(text[0]):04X}",
            )
            yield where, text[0], message


def _capital(text: str) -> str:
    """The letter that a text begins with where it begins a line, if it has another one then."""
    return "" if text[:1].isascii() else text[:1].upper().replace(text[:1], "")


def unknown_families(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """The families that the look names and no font is of."""
    known = {face.family for face in faces(font_files(fonts, *own_folder(corpus.folder)))}
    for entry in corpus.of(Publication):
        for name, family in (("text", entry.record.look.type.text), ("titles", entry.record.look.type.titles)):
            if family and family not in known:
                message = Phrase(
                    "no font is of the family '{family}': put its files (.ttf, .otf) into the folder 'fonts' of the content; there are {there}",
                    family=family,
                    there=quoted(sorted(known)),
                )
                yield entry.problem(
                    "no-family", message + (Phrase(".{hint}", hint=hint) if (hint := suggest(family, known)) else NOTHING), "look", "type", name
                )


_NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""Signs and marks that belong to no script in particular."""
_NOTO = {"Hani": "CJK SC", "Hira": "CJK JP", "Kana": "CJK JP", "Hang": "CJK KR", "Bopo": "CJK TC", "Latn": "", "Cyrl": "", "Grek": ""}
"""How Noto's font for a script is called, where not by the script."""


def _message(script: str, char: str, count: int, places: int) -> Phrase:
    """What is missing, and what to do about it: another font where it is a script."""
    name = unicodedata.name(char, "") or Phrase("without a name")
    example = Phrase("'{char}' (U+{code} {name})", char=char, code=f"{ord(char):04X}", name=name)
    of = None if script in _NO_SCRIPT else scripts.script_name(script).replace("_", " ")
    what = _what(example, count, places, of)
    if of is None:
        return Phrase("no font for print has {what}: write it otherwise, or add a font", what=what)
    return Phrase(
        "no font for print has {what}: put a font that has it, such as {noto}, and the builder's own in one folder, and name that with --fonts",
        what=what,
        noto=f"Noto Sans {_NOTO.get(script, of)}".strip(),
    )


def _what(example: Phrase, count: int, places: int, script: str | None) -> Phrase:
    """The characters that are missing; those of a script, if it is one."""
    if count == 1:
        return Phrase("the character {example}", example=example)
    if script is None:
        return Phrase("{count} characters in {places} places, such as {example}", count=count, places=places, example=example)
    return Phrase("{count} characters of the script {script} in {places} places, such as {example}", count=count, script=script, places=places, example=example)


def _shown(entry: Entry[Record]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The prose of an entry as it is shown, where characters may be written as entities."""
    return ((loc, prose.to_text(text)) for loc, marker, text in entry.marked if isinstance(marker, ProseMark) and "&" in text)


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
