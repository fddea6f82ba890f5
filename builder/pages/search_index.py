"""The entries of the search → its published index: which words stand in which entries, counted by the builder, so that no browser has to read the texts.

A small index is one script with the engine. A larger one has parts beside it, and a question fetches those that its words and results need:
`words` hold words in their order, with the entries that have them, and the names that begin with them; `texts` hold what results show.
Parts are scripts too, so that they also load from a folder opened without a server; their names hold their hash, so that old and new never mix.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from builder.pages.search_words import Words, fragments

__all__ = ["FOLDER", "Index", "index"]

Entry = Mapping[str, Any]
FOLDER = "assets/search/"
"""Where parts go in the docs folder."""
SEARCHED = {"i": "!", "t": "#", "a": "$", "s": "%", "b": "&", "o": "("}
"""The fields of an entry that are searched, with their signs in postings."""
SHOWN = "utiksc"
"""The fields of an entry that a result shows at once, in the order of the columns."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Sizes:
    """In bytes, not compressed: what a question fetches more than it needs, against how often it fetches (benchmarks/README.md)."""

    whole: int
    """Of words and texts that are one file with the engine; more are parts."""
    words: int
    """Of a part with words."""
    texts: int
    """Of a part with texts."""


SIZES = Sizes(whole=64_000, words=7_000, texts=10_000)


@dataclass(frozen=True)
class Index:
    """What the root of the index says of its parts, and the parts that have files of their own, by path."""

    root: dict[str, Any]
    files: dict[str, bytes]


@dataclass(frozen=True)
class Part:
    """A piece of the index: where it begins (a word, or the number of an entry), and what it holds."""

    begins: str | int
    data: Any

    @cached_property
    def text(self) -> str:
        """What it holds, as JSON that may stand in a script."""
        return as_script(self.data)


def as_script(data: Any) -> str:
    """Data as JSON that may stand in a script."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def index(entries: Sequence[Entry], kinds: Mapping[str, Mapping[str, Any]], words: Words, sizes: Sizes = SIZES) -> Index:
    """The index of entries, by their numbers in this order.

    Its root holds the columns of `entries`, the `lengths` of their fields in words, and its parts: `words`, `texts` and, if there are many of words, `similar`.
    """
    entries = [_numbered(entry, str(kinds[entry["k"]]["plural"])) if entry.get("k") in kinds else entry for entry in entries]
    postings, lengths = _inverted(entries, words)
    names = _names(entries, words)
    root: dict[str, Any] = {"entries": _columns(entries), "lengths": lengths}
    whole = (*_word_parts(postings, names, sizes.whole), *_text_parts(entries, sizes.whole))
    if len(whole) == 2 and sum(len(part.text.encode()) for part in whole) <= sizes.whole:
        return Index({**root, **{name: [[part.begins, part.data]] for name, part in zip(("words", "texts"), whole, strict=True)}}, {})
    in_words, in_texts = _word_parts(postings, names, sizes.words), _text_parts(entries, sizes.texts)
    files: dict[str, bytes] = {}

    def filed(name: str, parts: Iterable[Part]) -> Iterator[list[str | int]]:
        for at, part in enumerate(parts):
            key = f"{name}{at}-{hashlib.sha256(part.text.encode()).hexdigest()[:8]}"
            files[f"{FOLDER}{key}.js"] = f'(globalThis.searchParts ??= {{}})["{key}"] = {part.text};\n'.encode()
            yield [part.begins, key]

    root |= {"words": list(filed("words", in_words)), "texts": list(filed("texts", in_texts))}
    if len(in_words) > 1:
        root["similar"] = next(filed("similar", [Part("", _front_coded(word for word in postings if _may_be_meant(word)))]))[1]
    return Index(root, files)


# --- entries ------------------------------------------------------------------------------------


def _numbered(entry: Entry, plural: str) -> Entry:
    """An entry with the names that its number gives it, where its kind shows ids: '4', 'objective 4', 'objectives 4'."""
    number = re.fullmatch(r"[A-Za-z]*[ -]?([0-9]+)", entry.get("c") or entry.get("i", "")) if plural else None
    return {**entry, "a": [*entry.get("a", ()), number[1], f"{entry['k']} {number[1]}", f"{plural} {number[1]}"]} if number else entry


def _columns(found: Sequence[Entry]) -> dict[str, list[Any]]:
    """What results show of the entries, field by field, which packs better than one by one; 0 where a field is empty.

    An address that ends in its entry's id is cut after the '#'.
    """
    columns = {field: [row.get(field, 0) for row in found] for field in SHOWN}
    columns["u"] = [row["u"].removesuffix(row["i"].lower()) if row.get("i") and row["u"].endswith(f"#{row['i'].lower()}") else row["u"] for row in found]
    return columns


# --- words --------------------------------------------------------------------------------------


def _searched(entry: Entry, field: str) -> str:
    """The text of a field as it is cut into words."""
    value = entry.get(field, "")
    return value if isinstance(value, str) else " ; ".join(value)


def _inverted(entries: Sequence[Entry], words: Words) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The postings of each word, in order; and of each field, how many different words every entry has there."""
    fields = [field for field in SEARCHED if any(field in entry for entry in entries)]
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    lengths: dict[str, list[int]] = {field: [] for field in fields}
    for number, entry in enumerate(entries):
        marks: defaultdict[str, str] = defaultdict(str)
        for field in fields:
            parts = fragments(_searched(entry, field))
            lengths[field].append(len(set(parts)))
            for word, times in Counter(map(words.fold, parts)).items():
                marks[word] += SEARCHED[field] * times
        for word, mark in marks.items():
            found[word].append((number, "" if mark == SEARCHED["b"] else mark))
    return {word: _postings(found[word]) for word in sorted(filter(None, found), key=_order)}, lengths


def _order(word: str) -> bytes:
    """Sorts words as scripts compare them: by UTF-16 code units."""
    return word.encode("utf-16-be", "surrogatepass")


def _number(value: int) -> str:
    """A number in few characters: a last one of 36, capitals before it."""
    rest, last = divmod(value, len(_DIGITS))
    text = _DIGITS[last]
    while rest:
        rest, digit = divmod(rest - 1, len(_MORE))
        text = _MORE[digit] + text
    return text


def _postings(found: Iterable[tuple[int, str]]) -> str:
    """Entries that hold a word: how far each is from the one before, then a sign of its field for each time; none if it is once in the text."""
    text, before = "", 0
    for number, mark in found:
        text += _number(number - before) + mark
        before = number
    return text


def _front_coded(words: Iterable[str]) -> str:
    """Words in their order, each as the number of letters that it shares with the one before, in one character, and the rest."""
    coded, before = [], ""
    for word in words:
        shared = next((at for at, (one, other) in enumerate(zip(before, word, strict=False)) if one != other), min(len(before), len(word)))
        shared = min(shared, len(_DIGITS) - 1)
        coded.append(_DIGITS[shared] + word[shared:])
        before = word
    return " ".join(coded)


def _may_be_meant(word: str) -> bool:
    """Whether somebody who types a slip may have meant a word: neither short ones nor codes."""
    return len(word) > 2 and word.isalpha()


def _names(entries: Sequence[Entry], words: Words) -> list[tuple[str, str, str, int]]:
    """The names of entries besides their titles: the first word as it is compared, the field that it is in (`a`, `o`), the name, the entry's number."""
    found = []
    for number, entry in enumerate(entries):
        for field in ("a", "o"):
            value = entry.get(field, ())
            for name in (value,) if isinstance(value, str) else value:
                if first := words.phrase(name).partition(" ")[0]:
                    found.append((first, field, name, number))
    return found


def _word_parts(postings: Mapping[str, str], names: Iterable[tuple[str, str, str, int]], size: int) -> list[Part]:
    """The words in parts of about the same size: `w` words, `p` their postings, and the names that begin with them, `a` others and `o` in the original."""
    sizes = Counter({word: len(word.encode()) + len(text) for word, text in postings.items()})
    for first, _, name, _ in names:
        sizes[first] += len(name.encode()) + 8
    runs: list[list[str]] = [[]]
    room = size
    for word in postings:
        if room < sizes[word] and runs[-1]:
            runs.append([])
            room = size
        runs[-1].append(word)
        room -= sizes[word]
    starts = ["", *(run[0] for run in runs[1:])]
    keys = [_order(start) for start in starts]
    parts = [{"w": _front_coded(run), "p": " ".join(postings[word] for word in run), "a": defaultdict(list), "o": defaultdict(list)} for run in runs]
    for first, field, name, number in names:
        held: Any = parts[bisect_right(keys, _order(first)) - 1]
        held[field][name].append(number)
    return [Part(start, {key: value for key, value in data.items() if value or key in "wp"}) for start, data in zip(starts, parts, strict=True)]


# --- texts --------------------------------------------------------------------------------------


def _text_parts(entries: Sequence[Entry], size: int) -> list[Part]:
    """The texts of entries in parts of about the same size, each from the number of its first entry on; 0 where there is none."""
    parts: list[tuple[int, list[str | int]]] = [(0, [])]
    room = size
    for number, entry in enumerate(entries):
        text = entry.get("b", 0)
        needed = len(text.encode()) if text else 1
        if room < needed and parts[-1][1]:
            parts.append((number, []))
            room = size
        parts[-1][1].append(text)
        room -= needed
    return [Part(start, texts) for start, texts in parts]
