"""The text of the register's file (`content/registry.yml`), brought up to date by `builder ids`.

Lines of entries that are right stay as they are, with all that editors wrote among them.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.records import RegisterEntry
from builder.model.register import updated
from builder.model.strategy import Node, Strategy
from builder.tools import yamledit

HEAD = """\
# The register of published ids. 'builder ids' adds new ones and keeps titles and addresses up to date.
# Edit it by hand only to say what became of an id that is gone from the content:
#   status: renamed     with  to: NEW-ID
#   status: split       with  into: [ONE-ID, OTHER-ID]
#   status: withdrawn   with  reason: …  and  date: YYYY-MM-DD
# Published ids are never removed from here and never given to anything else.
"""


@dataclass(frozen=True)
class _Entry:
    """An entry as it stands in the file: the lines before it that are not its own, and its own."""

    record: RegisterEntry
    above: str
    text: str


def text(strategy: Strategy, before: str = "") -> str:
    """The register of a strategy as the text of its file; `before` is the text it has."""
    top, entries, end = _read(strategy.of(RegisterEntry), before.replace("\r\n", "\n").splitlines(keepends=True))
    column = min((len(entry.text) - len(entry.text.lstrip(" ")) for entry in entries.values()), default=0)
    parts = [top, HEAD]
    for record in updated(strategy):
        entry, values = entries.get(record.id), _values(record)
        if entry is None:
            parts.append(yamledit.item(values, column, indented=False))
        else:
            parts += [entry.above, entry.text if entry.record == record else yamledit.changed(entry.text, _values(entry.record), values)]
    return "".join([*parts, end])


def _values(record: RegisterEntry) -> dict[str, object]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _read(nodes: tuple[Node[RegisterEntry], ...], lines: list[str]) -> tuple[str, dict[str, _Entry], str]:
    """What stands above all entries, the entries by id, and what stands below them."""
    starts = [_dash(lines, node.line - 1) for node in nodes]
    if not nodes or None in starts or len(set(starts)) < len(starts):  # no list of one entry a line or more: it is written anew
        return "", {}, ""
    places = sorted((start, node.record) for start, node in zip(starts, nodes, strict=True) if start is not None)
    top, above = _head(lines[: places[0][0]])
    entries = {}
    for (start, record), stop in zip(places, [*(start for start, _ in places[1:]), len(lines)], strict=True):
        last = _last(lines, start, stop)
        entries[record.id] = _Entry(record, above, "".join(lines[start:last]))
        above = "".join(lines[last:stop])
    return top, entries, above


def _dash(lines: list[str], at: int) -> int | None:
    """The line on which the entry of a line begins, counted from 0; none if entries do not begin lines of their own."""
    while at in range(len(lines)):
        if lines[at].lstrip(" ").startswith(("- ", "-\n")):
            return at
        at -= 1
    return None


def _head(lines: list[str]) -> tuple[str, str]:
    """Marks of YAML that must stay on top, and what editors wrote above the first entry."""
    own = [line for line in lines if line not in HEAD.splitlines(keepends=True)]
    marks = [line for line in own if line.startswith(("%", "---"))]
    return "".join(marks), "".join(line for line in own if line not in marks)


def _last(lines: list[str], start: int, stop: int) -> int:
    """The line after the last one of an entry: comments as far out as its dash, and blank lines, belong to what comes next."""
    column = len(lines[start]) - len(lines[start].lstrip(" "))
    while not lines[stop - 1].strip() or (lines[stop - 1].startswith("#", column) and not lines[stop - 1][:column].strip()):
        stop -= 1
    return stop
