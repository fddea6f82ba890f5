"""Names in the order of a language: what is in alphabetical order in the content is so in a translation, and a meant order stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.collation import Collation
from builder.content.corpus import Entry
from builder.content.fieldroles import is_prose, marker_of, order_field, translates
from builder.content.kinds import KIND_NAMED, KINDS, Kind
from builder.content.marks import Ref
from builder.content.records import Record

__all__ = ["NameOrder"]

R = TypeVar("R", bound=Record)
FEWEST = 3
"""Of how many names a list has to be in alphabetical order, so that this is no chance."""


def is_by_name(kind: Kind) -> bool:
    """Whether entries of a kind stand in the order of their files, which are named after them."""
    return kind.layout == "mapping" and "*" in kind.location and not order_field(kind.record)


@dataclass(frozen=True, eq=False)
class NameOrder:
    """The order of names in the content and in its translation."""

    records: dict[str, Record]
    """The entries of the content by their ids."""
    title: Callable[[str], str]
    """What the entry of an id is called in the translation."""
    before: Collation
    after: Collation

    def entries(self, entries: list[Entry[Record]]) -> None:
        """Puts translated entries of kinds that are in the order of names in that of their new ones."""
        for kind in filter(is_by_name, KINDS):
            places = [at for at, entry in enumerate(entries) if entry.kind is kind]
            named = sorted((entries[at] for at in places), key=lambda entry: self.after.key(entry.record.title_text))
            for at, entry in zip(places, named, strict=True):
                entries[at] = entry

    def lists(self, original: Record, translated: R) -> R:
        """A translated record whose lists of names are in the order of the language, where those of its original are: references, and names themselves."""
        update = {}
        for name in type(original).model_fields:
            before, after = getattr(original, name), getattr(translated, name)
            if isinstance(before, tuple) and len(before) >= FEWEST and all(isinstance(item, str) for item in before):
                marker = marker_of(type(original), name)
                if isinstance(marker, Ref):
                    if marker.kinds and all(is_by_name(KIND_NAMED[kind]) for kind in marker.kinds) and self._alphabetical(map(self._names, before)):
                        update[name] = tuple(sorted(after, key=lambda item: self.after.key(self.title(item))))
                elif translates(type(original), name) and not is_prose(type(original), name) and self._alphabetical([item] for item in before):
                    update[name] = tuple(sorted(after, key=self.after.key))
        return translated.model_copy(update=update) if update else translated

    def _names(self, name: str) -> Sequence[str]:
        record = self.records.get(name)
        return (record.title_text, record.short_text) if record else ()

    def _alphabetical(self, names: Iterable[Sequence[str]]) -> bool:
        """Whether entries stand in the order of their names: each by its name or its short one, which need not begin alike."""
        last = ("", "", "")
        for called in names:
            behind = [key for key in map(self.before.key, called) if key >= last]
            if not behind:
                return False
            last = min(behind)
        return True
