"""What changed between two states of the strategy, written out: as text, Markdown and JSON."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace

from builder.content.kind_phrases import noun, words
from builder.model.citation_format import MARKDOWN
from builder.tools.diff.comparison import Change, FieldChange
from builder.wording import Phrase, Tell, english

__all__ = ["FORMATS"]

SECTIONS = {
    "figure": Phrase("Figures with another value"),
    "added": Phrase("Added"),
    "moved": Phrase("Moved"),
    "reworded": Phrase("Reworded"),
    "changed": Phrase("Changed in other ways"),
    "renamed": Phrase("Renamed"),
    "split": Phrase("Split"),
    "withdrawn": Phrase("Withdrawn"),
    "removed": Phrase("Removed, and not accounted for in the register"),
}
"""Actions in the order of a report, and the heading of each."""
_EMPTY = Phrase("(nothing)")


def _name(change: Change) -> Phrase:
    kind = words(noun(change.kind))
    return Phrase.row([kind, f" {change.id} “{change.title}”" if change.id else f" “{change.title}”"], "")


def _sections(changes: tuple[Change, ...]) -> Iterator[tuple[Phrase, list[Change]]]:
    for action, heading in SECTIONS.items():
        found = [change for change in changes if change.action == action]
        if found:
            yield heading, found


def summary(changes: tuple[Change, ...], tell: Tell = english) -> str:
    """The closing line: how many changes of each sort."""
    if not changes:
        return tell(Phrase("Nothing has changed."))
    counts = ", ".join(f"{tell(heading).partition(',')[0].lower()} {len(found)}" for heading, found in _sections(changes))
    return tell(Phrase.counted("{number} change: {counts}.", "{number} changes: {counts}.", len(changes), counts=counts))


def _value(text: str, tell: Tell) -> str:
    return tell(text) or tell(_EMPTY)


def _as_text(changes: tuple[Change, ...], tell: Tell = english) -> str:
    lines = []
    for heading, found in _sections(changes):
        lines.append(tell(heading))
        for change in found:
            name = tell(_name(change))
            if change.action == "figure":
                (value,) = change.fields
                lines.append(f"  {name}: {tell(value.old)} → {tell(value.new)}")
                continue
            lines.append(f"  {name}{f': {tell(change.note)}' if change.note else ''} ({change.file})")
            lines += [line for item in change.fields for line in _field(_shortened(item), tell)]
        lines.append("")
    return "\n".join([*lines, summary(changes, tell)])


def _field(item: FieldChange, tell: Tell) -> list[str]:
    """A field that changed: in a line, or its old and new prose below it."""
    old, new = _value(item.old, tell), _value(item.new, tell)
    if not item.prose:
        return [f"    {item.name}: {old} → {new}"]
    before, now = tell(Phrase("before:")), tell(Phrase("now:"))
    width = max(len(before), len(now))
    return [f"    {item.name}:", f"      {before:{width}} {old}", f"      {now:{width}} {new}"]


def _as_markdown(changes: tuple[Change, ...], tell: Tell = english) -> str:
    lines = []
    for heading, found in _sections(changes):
        lines += [f"## {tell(heading)}", ""]
        for change in found:
            lines.append(f"- {_escaped(tell(_name(change)))}" + (f": {_escaped(tell(change.note))}" if change.note else ""))
            lines += [f"    - {_escaped(item.name)}: {_marked(item, tell)}" for item in map(_shortened, change.fields)]
        lines.append("")
    return "\n".join([*lines, summary(changes, tell)])


def _shortened(item: FieldChange) -> FieldChange:
    """Of changed prose, the sentences that differ; '…' stands for those that do not."""
    if not (item.prose and item.old and item.new):
        return item
    old, new = (re.split(r"(?<=[^\d\s][.!?])\s+", text) for text in (item.old, item.new))
    before: list[str] = []
    now: list[str] = []
    for action, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before += ["…"] if action == "equal" else old[old_from:old_to]
        now += ["…"] if action == "equal" else new[new_from:new_to]
    return replace(item, old=" ".join(before), new=" ".join(now))


def _escaped(text: str) -> str:
    return "".join(MARKDOWN.get(char, char) for char in " ".join(text.split()))


def _marked(item: FieldChange, tell: Tell) -> str:
    """Old and new value; in prose, the new wording with what went struck out and what came in bold."""
    if not (item.prose and item.old and item.new):
        return f"{_escaped(_value(item.old, tell))} → {_escaped(_value(item.new, tell))}"
    old, new = (re.findall(r"\S+", text) for text in (item.old, item.new))
    parts = []
    for action, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = _escaped(" ".join(old[old_from:old_to])), _escaped(" ".join(new[new_from:new_to]))
        if action == "equal":
            parts.append(came)
        else:
            parts += [f"~~{gone}~~"] * bool(gone) + [f"**{came}**"] * bool(came)
    return " ".join(parts)


def _as_json(changes: tuple[Change, ...], _: Tell = english) -> str:
    """For programs, which get words in English whoever runs them."""
    return json.dumps([asdict(change) for change in changes], indent=2, ensure_ascii=False)


FORMATS = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}
"""How changes are written out, by the name of the format."""
