"""A strategy with hostile text in every field that takes text: what would run, load or make something, were it ever read as markup.

Every field of every kind is there, as `builder init` and `builder new` would make it, and the words in it are hostile; a field that is too short
for all of them has a few, others with each `turn`. Prose has them as an editor must write them, since `builder check` refuses markup there.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from builder import reading
from builder.content import load
from builder.content.fieldroles import is_prose, marker_of
from builder.content.kinds import KIND_OF, KINDS, Kind
from builder.content.marks import Ref
from builder.content.records import Country, Edition, EditionNote, Goal, Instrument, Part, Partnership, Publication, RegisterEntry, Sort
from builder.fonts import FONTS
from builder.problems import ContentError, Problem
from builder.tools import examples, start

TEXTS = (
    "<script>hacked()</script>",
    "</script><script>hacked()</script>",
    '"><x-hostile onclick=hacked()>',
    "'><img src=//elsewhere.example/a onerror=hacked()>",
    '" onmouseover="hacked()" hostile="',
    "' onfocus='hacked()' hostile='",
    "<svg/onload=hacked()>",
    "</title></textarea></style><x-hostile>",
    "javascript:hacked()",
    "[a](javascript:hacked()) ![a](//elsewhere.example/b)",
    "&lt;script&gt;hacked()&lt;/script&gt;&#60;x-hostile&#62;",
    "{{ hacked() }}{% raw %}${hacked()}`<x-hostile>",
    "<base href=//elsewhere.example/><meta http-equiv=refresh content=0;url=//elsewhere.example/>",
    r"\u003cx-hostile\u003e]]><x-hostile><!--",
)
ADDRESSES = ("https://elsewhere.example/\"><x-hostile>'onclick='hacked()'", "https://elsewhere.example/", "hostile@elsewhere.example")
"""What takes the place of texts where only an address is taken."""
TURNS = 2
"""A field that is too short for all begins with another half of them in each."""
PLAIN = "Hostile"
SHAPES = ([PLAIN], {"en": PLAIN}, {"country": {"one": PLAIN, "many": PLAIN}}, "#123456", "978-3-16-148410-0")
"""What stands in a field that takes more than a plain value."""
LINK = f"[Hostile](<{ADDRESSES[0].replace('<', '%3C').replace('>', '%3E')}>)"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="9" cy="9" r="9"/></svg>'
Values = dict[str, Any]
PICTURE = {"file": "pictures/mark.svg", "text": PLAIN}
FORMS = {"one": PLAIN, "many": PLAIN}
MORE: dict[type[Part], Values] = {
    Publication: {
        "edition": {"name": "1.0", "date": "2030-01-01"},
        "editors": [{"given": PLAIN, "family": PLAIN}, {"name": PLAIN}],
        "called": {"country": {**FORMS, "short": FORMS}},
        "units": [{"name": "per cent", "share": "true"}, {"name": PLAIN, "one": PLAIN, "symbol": PLAIN}],
        "look": {"logo": PICTURE, "footer": {"text": PLAIN, "links": [{"title": PLAIN, "address": "https://strategy.example.org/"}]}},
    },
    Goal: {"picture": PICTURE},
}
"""What no skeleton has."""
Change = Callable[[type[Part], Values], Values]


def texts(turn: int) -> tuple[str, ...]:
    """The hostile texts in the order of a turn."""
    first = turn * len(TEXTS) // TURNS
    return TEXTS[first:] + TEXTS[:first]


def as_prose(text: str) -> str:
    """A text as an editor must write it for it to be read: once with backslashes, once with entities."""
    slashed = "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+-.!|&~\"'$" else char for char in text)
    return f"{slashed} and {''.join(f'&#{ord(char)};' if not char.isalnum() and char != ' ' else char for char in text)}"


# --- walking ------------------------------------------------------------------------------------


@cache
def part_of(annotation: Any) -> type[Part] | None:
    """The record class inside a type, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for arg in get_args(annotation) if (found := part_of(arg)) is not None), None)


def changed(cls: type[Part], values: Values, change: Change) -> Values:
    """The values of a record as `change` makes them of its own and of those of its parts, from the inside out."""

    def inside(name: str, value: Any) -> Any:
        inner = part_of(cls.model_fields[name].annotation) if name in cls.model_fields else None
        if inner is None or not isinstance(value, dict | list | tuple):
            return value
        if isinstance(value, list | tuple):
            return [changed(inner, item, change) if isinstance(item, dict) else item for item in value]
        if "dict" in str(cls.model_fields[name].annotation):
            return {key: changed(inner, item, change) for key, item in value.items()}
        return changed(inner, value, change)

    return change(cls, {name: inside(name, value) for name, value in values.items()})


def fields(cls: type[Part], seen: frozenset[type[Part]] = frozenset()) -> Iterator[tuple[type[Part], str]]:
    """All fields of a record and its parts."""
    for name, info in cls.model_fields.items():
        yield cls, name
        inner = part_of(info.annotation)
        if inner is not None and inner not in seen:
            yield from fields(inner, seen | {inner})


# --- the strategy -------------------------------------------------------------------------------

Field = tuple[type[Part], str]
TOGETHER: tuple[tuple[Field, ...], ...] = (
    ((Edition, "name"), (EditionNote, "name"), (RegisterEntry, "since")),
    ((Sort, "name"), (Partnership, "kind"), (Instrument, "kind")),
)
"""Fields that name the same, so that they change together."""
MOST = (10_000, 150, 90)
"""Characters of hostile words that a field is given: it gets as many as `builder check` takes."""


def groups() -> tuple[tuple[Field, ...], ...]:
    """All fields, those alone that change alone."""
    every = dict.fromkeys(field for kind in KINDS for field in fields(kind.record))
    return (*((field,) for field in every if not any(field in group for group in TOGETHER)), *TOGETHER)


class Maker:
    """The entries while they are made, with the files of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plan = start.examples_of_all(start.Answers({"name": PLAIN, "publisher": PLAIN, "address": "https://strategy.example.org/"}))
        self.around = plan.around
        self.entries: list[tuple[Kind, str, Values]] = [
            (entry.kind, entry.location, copy.deepcopy({**entry.values, **MORE.get(entry.kind.record, {})})) for entry in plan.entries
        ]
        country = self.around.of(Country)[0].id
        fates: dict[str, Values] = {
            "OLD": {"status": "renamed", "to": country},
            "CUT": {"status": "split", "into": [country, "OLD"]},
            "GONE": {"status": "withdrawn"},
        }
        for id_, fate in fates.items():
            line = {"id": id_, "kind": "country", "title": PLAIN, "since": "1.0", "at": f"countries/{id_.lower()}/", "reason": PLAIN, "date": "2030-01-01"}
            self.entries.append((KIND_OF[RegisterEntry], "registry.yml", {**line, **fate}))
        note = {"name": "1.0", "date": "2030-01-01", "summary": PLAIN, "changes": [{"kind": "other", "ids": [country], "text": PLAIN}]}
        self.entries.append((KIND_OF[EditionNote], "editions.yml", note))

    def write(self) -> list[Problem]:
        """Writes the files of all entries (JSON is YAML), and gives what `builder check` has against them."""
        files: dict[str, Any] = {PICTURE["file"]: SVG}
        for kind, location, values in self.entries:
            if kind.layout == "list":
                files.setdefault(location, []).append(values)
            else:
                files[location] = values
        for name, value in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".md"):
                head = json.dumps({key: item for key, item in value.items() if key != load.BODY}, ensure_ascii=False)
                path.write_text(f"---\n{head}\n---\n\n{value[load.BODY]}\n", "utf-8")
            else:
                path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")
        try:
            reading.read(self.folder, FONTS)
        except ContentError as error:
            return list(error.problems)
        return []

    def take(self, changes: Sequence[Change]) -> list[Change]:
        """Makes those of some changes that leave entries sound; gives them."""
        before = self.entries
        for change in changes:
            self.entries = [(kind, location, changed(kind.record, values, change)) for kind, location, values in self.entries]
        if self.entries == before:
            return []
        if not self.write():
            return list(changes)
        self.entries = before
        half = len(changes) // 2
        return [*self.take(changes[:half]), *self.take(changes[half:])] if half else []

    def grow(self) -> None:
        """Gives every field a value that has none, as far as it may have one beside the others."""
        for _ in range(2):  # a part that came first may have more
            self.take([self._grown(*field) for group in groups() for field in group if self._takes_words(*field)])

    def _grown(self, of: type[Part], name: str) -> Change:
        def change(cls: type[Part], values: Values) -> Values:
            if cls is not of or name in values or (value := self._example(cls, name)) is None:
                return values
            return {**values, name: value}

        return change

    def _takes_words(self, cls: type[Part], name: str) -> bool:
        """Whether a field, or a part in it, may hold words."""
        if part_of(cls.model_fields[name].annotation) or is_prose(cls, name):
            return True
        value = self._example(cls, name)
        return value is not None and _hostile(cls, name, value, 0, MOST[0]) != value

    def _example(self, cls: type[Part], name: str) -> Any:
        """A value for a field, as `builder new` has one or by its shape; none, if it is of neither."""
        try:
            return examples._made(examples._Making(cls, self.around, {}, "", PLAIN), name)
        except StopIteration:
            return next((value for value in SHAPES if examples.accepts(cls, name, value)), None)

    def poison(self, turn: int) -> set[Field]:
        """Gives every field hostile words, as many as it takes; gives those that have some."""
        found: set[Field] = set()
        for most in MOST:
            changes = {_poisoned(group, turn, most): group for group in groups() if not found.issuperset(group)}
            found |= {field for change in self.take(list(changes)) for field in changes[change]}
        return found & self._hostile()

    def _hostile(self) -> set[Field]:
        """The fields that have hostile words."""
        found: set[Field] = set()

        def note(cls: type[Part], values: Values) -> Values:
            found.update((cls, name) for name, value in values.items() if re.search(r"hacked|elsewhere|hostile", json.dumps(value)))
            return values

        for kind, _, values in self.entries:
            changed(kind.record, values, note)
        return found


def _poisoned(group: tuple[Field, ...], turn: int, most: int) -> Change:
    def change(cls: type[Part], values: Values) -> Values:
        return {name: _hostile(cls, name, value, turn, most) if (cls, name) in group else value for name, value in values.items()}

    return change


def _hostile(cls: type[Part], name: str, old: Any, turn: int, most: int) -> Any:
    """Hostile words for a field, as many as it takes; what it has, where it takes none."""
    if isinstance(marker_of(cls, name), Ref):
        return old
    wanted = texts(turn)
    if is_prose(cls, name):
        own = as_prose(" ".join(wanted)) + f"\n\n{LINK}" if most > len(" ".join(wanted)) else as_prose(wanted[0])[:most]
        return [own] * len(old) if isinstance(old, list | tuple) else f"{old}\n\n{own}" if "[" in old else own
    joined = (" ".join(wanted[:count]) for count in range(len(wanted), 0, -1))
    for text in (*(text for text in joined if len(text) <= most), *wanted, *ADDRESSES):
        value = [text] * len(old) if isinstance(old, list | tuple) else dict.fromkeys(old, text) if isinstance(old, dict) else text
        if examples.accepts(cls, name, value):
            return value
    return old


@cache
def _grown() -> list[tuple[Kind, str, Values]]:
    with TemporaryDirectory() as folder:
        maker = Maker(Path(folder, "content"))
        maker.grow()
        return maker.entries


def make(folder: Path, turn: int) -> tuple[set[str], set[str]]:
    """Writes the strategy to a content folder; gives the fields, as 'Class.field', that are hostile, and all others."""
    maker = Maker(folder)
    maker.entries = copy.deepcopy(_grown())
    if problems := maker.write():
        raise ContentError(problems)
    hostile = maker.poison(turn)
    maker.write()
    return tuple({f"{cls.__name__}.{name}" for group in groups() for cls, name in group if ((cls, name) in hostile) is poisoned} for poisoned in (True, False))  # type: ignore[return-value]
