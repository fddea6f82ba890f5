"""What changed between two states of the strategy, written out: as text, Markdown and JSON."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

from builder.model.citation_format import MARKDOWN
from builder.tools.diff.comparison import Change, FieldChange

__all__ = ["FORMATS"]

SECTIONS = {
    "figure": "Figures with another value",
    "added": "Added",
    "moved": "Moved",
    "reworded": "Reworded",
    "changed": "Changed in other ways",
    "renamed": "Renamed",
    "split": "Split",
    "withdrawn": "Withdrawn",
    "removed": "Removed, and not accounted for in the register",
}
"""Actions in the order of a report, and the heading of each."""


def _name(change: Change) -> str:
    kind = change.kind.replace("-", " ")
    return f"{kind} {change.id} “{change.title}”" if change.id else f"{kind} “{change.title}”"


def _sections(changes: tuple[Change, ...]) -> Iterator[tuple[str, list[Change]]]:
    for action, heading in SECTIONS.items():
        found = [change for change in changes if change.action == action]
        if found:
            yield heading, found


def summary(changes: tuple[Change, ...]) -> str:
    """The closing line: how many changes of each sort."""
    if not changes:
        return "Nothing has changed."
    counts = [f"{heading.partition(',')[0].lower()} {len(found)}" for heading, found in _sections(changes)]
    return f"{len(changes)} change{'s' * (len(changes) != 1)}: {', '.join(counts)}."


def _as_text(changes: tuple[Change, ...]) -> str:
    lines = []
    for heading, found in _sections(changes):
        lines.append(heading)
        for change in found:
            if change.action == "figure":
                (value,) = change.fields
                lines.append(f"  {_name(change)}: {value.old} → {value.new}")
                continue
            lines.append(f"  {_name(change)}{f': {change.note}' if change.note else ''} ({change.file})")
            for item in map(_shortened, change.fields):
                if item.prose:
                    lines += [f"    {item.name}:", f"      before: {item.old or '(nothing)'}", f"      now:    {item.new or '(nothing)'}"]
                else:
                    lines.append(f"    {item.name}: {item.old or '(nothing)'} → {item.new or '(nothing)'}")
        lines.append("")
    return "\n".join([*lines, summary(changes)])


def _as_markdown(changes: tuple[Change, ...]) -> str:
    lines = []
    for heading, found in _sections(changes):
        lines += [f"## {heading}", ""]
        for change in found:
            lines.append(f"- {_escaped(_name(change))}" + (f": {_escaped(change.note)}" if change.note else ""))
            lines += [f"    - {_escaped(item.name)}: {_marked(item)}" for item in map(_shortened, change.fields)]
        lines.append("")
    return "\n".join([*lines, summary(changes)])


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


def _marked(item: FieldChange) -> str:
    """Old and new value; in prose, the new wording with what went struck out and what came in bold."""
    if not (item.prose and item.old and item.new):
        return f"{_escaped(item.old) or '(nothing)'} → {_escaped(item.new) or '(nothing)'}"
    old, new = (re.findall(r"\S+", text) for text in (item.old, item.new))
    parts = []
    for action, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = _escaped(" ".join(old[old_from:old_to])), _escaped(" ".join(new[new_from:new_to]))
        if action == "equal":
            parts.append(came)
        else:
            parts += [f"~~{gone}~~"] * bool(gone) + [f"**{came}**"] * bool(came)
    return " ".join(parts)


def _as_json(changes: tuple[Change, ...]) -> str:
    return json.dumps([asdict(change) for change in changes], indent=2, ensure_ascii=False)


FORMATS: dict[str, Callable[[tuple[Change, ...]], str]] = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}
"""How changes are written out, by the name of the format."""
