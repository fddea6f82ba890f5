"""`builder diff`: what changed between two states of the strategy, in an editor's words.

States come from `snapshots`. Entries are compared by id (glossary terms by term), so an entry that went to another file is the same entry.
What the register says of an id that is gone (renamed, split, withdrawn) is what is reported.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from builder.content import number_text
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import inner_records, is_name, is_part_of_value, is_wording
from builder.content.fields import RANGED
from builder.content.kinds import KIND_OF
from builder.content.records import ActivityGroup, Citation, Figure, Identified, Part, Quantity, Record, RegisterEntry
from builder.problems import NOTHING
from builder.wording import Phrase

__all__ = ["Change", "FieldChange", "compare"]


@dataclass(frozen=True)
class FieldChange:
    """A field that changed: what it is called, and its old and new value in words."""

    name: str
    old: str
    new: str
    prose: bool = False


@dataclass(frozen=True)
class Change:
    """An entry that changed."""

    action: str
    """`added`, `removed`, `renamed`, `split`, `withdrawn`, `moved`, `figure`, `reworded` or `changed`."""
    kind: str
    id: str
    title: str
    file: str
    note: Phrase = NOTHING
    fields: tuple[FieldChange, ...] = field(default=())


# --- comparison ---------------------------------------------------------------------------------


def compare(old: Corpus, new: Corpus) -> tuple[Change, ...]:
    """What changed, in the order of the new state; what is gone comes after what is there."""
    before, after = _by_key(old), _by_key(new)
    register: dict[str, RegisterEntry] = {entry.record.id: entry.record for entry in new.of(RegisterEntry)}
    renamed = {(record.kind, record.to): (record.kind, record.id) for record in register.values() if record.to and (record.kind, record.id) in before}
    moved = dict(_moved(old, new, renamed))
    changes = []
    for key, entry in after.items():
        earlier = key if key in before else renamed.get(key)
        if earlier is None:
            whole = [record.id for record in register.values() if key[1] in record.into and (record.kind, record.id) in before]
            changes.append(_change("added", new, entry, _came_from(", ".join(whole)) if whole else NOTHING))
            continue
        if earlier != key:
            changes.append(_change("renamed", new, entry, Phrase("was {id}", id=earlier[1])))
        changes.extend(_changed(old, before[earlier], new, entry, moved.get(key, NOTHING)))
    kept = {*after, *(earlier for key, earlier in renamed.items() if key in after)}
    return (*changes, *(_gone(old, entry, register.get(key[1])) for key, entry in before.items() if key not in kept))


def _came_from(place: str) -> Phrase:
    return Phrase("from {place}", place=place)


def _came_from_to(old: str, new: str) -> Phrase:
    return Phrase("from {old} to {new}", old=old, new=new)


Key = tuple[str, str]
"""Kind and id of an entry, or its title where it has no id."""


def _by_key(corpus: Corpus) -> dict[Key, Entry[Record]]:
    return {_key(entry): entry for entry in corpus.entries if not entry.kind.about_entries}


def _key(entry: Entry[Record]) -> Key:
    return entry.kind.name, entry.id or ("" if entry.kind.single else entry.record.title_text)


def _file(corpus: Corpus, entry: Entry[Record]) -> str:
    """The file of an entry, inside the content folder."""
    return entry.document.path.removeprefix(corpus.folder.as_posix() + "/")


def _change(action: str, corpus: Corpus, entry: Entry[Record], note: Phrase = NOTHING, fields: tuple[FieldChange, ...] = ()) -> Change:
    return Change(action, entry.kind.name, entry.id or "", entry.record.title_text, _file(corpus, entry), note, fields)


def _gone(corpus: Corpus, entry: Entry[Record], registered: RegisterEntry | None) -> Change:
    if registered is None or registered.status == "current":
        return _change("removed", corpus, entry)
    details = {
        "renamed": Phrase("now {id}, which is gone too", id=registered.to),
        "split": Phrase("into {ids}", ids=", ".join(registered.into)),
        "withdrawn": Phrase.verbatim(registered.reason or ""),
    }
    return _change(registered.status, corpus, entry, details[registered.status])


def _changed(old_corpus: Corpus, old: Entry[Record], new_corpus: Corpus, new: Entry[Record], moved: Phrase) -> Iterator[Change]:
    """The changes of one entry; a move and a new wording are two."""
    if moved:
        yield _change("moved", new_corpus, new, moved)
    file = _file(new_corpus, new)
    if not moved and file != _file(old_corpus, old):
        yield _change("moved", new_corpus, new, _came_from_to(_file(old_corpus, old), file))
    if old.record == new.record:
        return
    if isinstance(new.record, Figure) and isinstance(old.record, Figure) and _printed(old.record) != _printed(new.record):
        yield _change("figure", new_corpus, new, fields=(FieldChange("value", _printed(old.record), _printed(new.record)),))
    fields = tuple(change for change in _fields(old.record, new.record) if change.name != "id")  # a new id is reported as such
    names = tuple(change for change in fields if any(change.name == _label(name) and is_name(new.record, name) for name in type(new.record).model_fields))
    if names:
        yield _change("renamed", new_corpus, new, fields=names)
    fields = tuple(change for change in fields if change not in names)
    if fields:
        yield _change("reworded" if all(change.prose for change in fields) else "changed", new_corpus, new, fields=fields)


def _printed(figure: Figure) -> Phrase:
    """A figure with its year and the whole that it is a share of."""
    when = figure.when or number_text.year_text(figure) or Phrase("year not stated")
    value = number_text.quantity_text(figure)
    if figure.share_of:
        return Phrase("{value} of {whole} ({when})", value=value, whole=figure.share_of, when=when)
    return Phrase("{value} ({when})", value=value, when=when)


def _label(name: str) -> str:
    """What a field is called."""
    return name.replace("_", " ")


def _fields(old: Part, new: Part, prefix: str = "") -> Iterator[FieldChange]:
    """The fields that differ; records inside the record are entries of their own and left out."""
    figure = isinstance(new, Figure)
    for name in type(new).model_fields:
        before, after = getattr(old, name, None), getattr(new, name)
        if before == after or (figure and is_part_of_value(type(new), name)):
            continue
        label = prefix + _label(name)
        if isinstance(before, Part) and isinstance(after, Part) and not isinstance(after, Citation):
            yield from _fields(before, after, f"{label}, ")
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from _mapped(before, after, label)
        elif isinstance(before, tuple) and isinstance(after, tuple) and all(isinstance(item, Part) for item in (*before, *after)):
            yield from _parts(before, after, label)
        else:
            reworded = is_wording(type(new), name)
            words = _prose if reworded else _words
            yield FieldChange(label, words(before), words(after), reworded)


def _parts(before: tuple[Any, ...], after: tuple[Any, ...], label: str) -> Iterator[FieldChange]:
    """Lists of parts, such as groups of activities: compared one by one."""
    for at in range(max(len(before), len(after))):
        old, new = (items[at] if at < len(items) else None for items in (before, after))
        if isinstance(old, Identified) or isinstance(new, Identified):
            continue
        where = f"{label} {at + 1}"
        if old is None or new is None:
            yield FieldChange(where, _words(old), _words(new))
        else:
            yield from _fields(old, new, f"{where}, ")


def _mapped(before: dict[str, Any], after: dict[str, Any], label: str) -> Iterator[FieldChange]:
    """Parts by name, such as what kinds are called: compared one by one."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if isinstance(old, Part) and isinstance(new, Part):
            yield from _fields(old, new, f"{label}, {name}, ")
        elif old != new:
            yield FieldChange(f"{label}, {name}", _words(old), _words(new))


def _prose(value: Any) -> str:
    """Prose as it is written, links and all, on one line: a link that changed is a change too."""
    return " ".join(str(value or "").split()) if not isinstance(value, tuple) else " ".join(map(_prose, value))


def _words(value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, Citation):
        counted = ((RANGED["line"], value.lines), (RANGED["page"], value.pages), (RANGED["paragraph"], value.paragraphs))
        places = (Phrase.row([nouns, number_text.ranges_text(ranges)], " ") for (_, nouns), ranges in counted if ranges)
        return Phrase.row(filter(None, (value.section, *places, value.address, value.document)))
    if isinstance(value, Quantity):
        return number_text.quantity_text(value)
    if isinstance(value, Part):
        return Phrase.row((_words(getattr(value, name)) for name in type(value).model_fields if getattr(value, name) not in (None, ())), "; ")
    if isinstance(value, tuple):
        return Phrase.row(map(_words, value), "; ")
    return str(value)


def _moved(old: Corpus, new: Corpus, renamed: dict[Key, Key]) -> Iterator[tuple[Key, Phrase]]:
    """Entries that stand elsewhere: inside another entry or group, or at another place in it."""
    now_called = {earlier: key for key, earlier in renamed.items()}
    old_places, new_places = {now_called.get(key, key): place for key, place in _places(old).items()}, _places(new)
    same = {key for key in new_places if key in old_places}
    followers: dict[str, Counter[str]] = {}
    for key in same:
        followers.setdefault(old_places[key], Counter())[new_places[key]] += 1
    # A group that was only renamed is still the same group: the one to which most of its entries went.
    became = {container: max(sorted(targets), key=lambda target: targets[target]) for container, targets in followers.items()}
    for key in same:
        if new_places[key] != became[old_places[key]]:
            yield key, _came_from_to(old_places[key], new_places[key])
    stayed = [key for key in new_places if key in same and new_places[key] == became[old_places[key]]]
    for container in dict.fromkeys(new_places.values()):
        now = [key for key in stayed if new_places[key] == container]
        earlier = [key for key in old_places if key in now]
        blocks = difflib.SequenceMatcher(None, earlier, now, autojunk=False).get_matching_blocks()
        in_order = {key for block in blocks for key in now[block.b : block.b + block.size]}
        for at, key in enumerate(now):
            if key not in in_order:
                after = Phrase("to after {id} in {place}", id=now[at - 1][1], place=container) if at else None
                yield key, after or Phrase("to the beginning of {place}", place=container)


def _places(corpus: Corpus) -> dict[Key, str]:
    """Where each entry inside another one stands: the entry, and its group there if it has a title; in order."""
    found: dict[Key, str] = {}
    for entry in corpus.entries:
        for loc, inner in inner_records(entry.record):
            place: Any = entry.record
            title = None
            for part in loc[:-1]:
                place = place[part] if isinstance(part, int) else getattr(place, part)
                title = place.title if isinstance(place, ActivityGroup) else title
            found[KIND_OF[type(inner)].name, inner.id] = f"{entry.id} “{title}”" if title else str(entry.id)
    return found
