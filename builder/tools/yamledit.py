"""Editing YAML files of editors: entries are added and changed, and every other line stays as its editor wrote it.

ruamel.yaml reads, changes and writes an entry, with its comments, quotes and order. The lines between entries stay text, for two
reasons. It indents all lists of a file alike, where editors' files have both ways in one. And it takes a comment that stands
before an entry for the end of the one before, so that the comment would stay behind when an entry is put between the two.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq


def _yaml(indented: bool) -> YAML:
    """Reads and writes as editors do; with `indented`, lists inside a mapping stand two columns further in than its keys."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    return yaml


def _text(yaml: YAML, value: Any) -> str:
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue()


def mapping(values: Mapping[str, Any], *, indented: bool = True) -> str:
    """The text of a mapping. Every scalar is read as text, so numbers are written without quotes."""
    return _text(_yaml(indented), _plain(values))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, str) and value.isdecimal() and str(int(value)) == value else value


def item(values: Mapping[str, Any], column: int = 0, *, indented: bool = True) -> str:
    """The text of a mapping as an item of a list whose dashes stand in a column, counted from 0."""
    text = textwrap.indent(mapping(values, indented=indented), " " * (column + 2))
    return f"{' ' * column}- {text[column + 2 :]}"


def appended(before: str, values: Mapping[str, Any]) -> str:
    """The text of a file that holds a list, with an item more at its end; `before` is the text it has, '' for a new file."""
    yaml = _yaml(indented=False)
    found = yaml.load(before)
    if isinstance(found, CommentedSeq) and (not found or found.fa.flow_style()):  # '[]', or '[…]' on one line or several
        found.append(_plain(values))
        found.fa.set_block_style()
        return _text(yaml, found)
    column = found.lc.col if isinstance(found, CommentedSeq) else 0
    return before.rstrip("\r\n") + ("\n\n" if before.strip() else "") + item(values, column)


def added_below(before: str, line: int, values: Mapping[str, Any]) -> str:
    """The text of a file, with an item put below the one that begins on a line, counted from 1, in the list that holds it."""
    lines = before.splitlines(keepends=True)
    start = _dash(lines, line - 1)
    column = len(lines[start]) - len(lines[start].lstrip(" "))
    stop = next((at for at in range(start + 1, len(lines)) if lines[at].strip() and len(lines[at]) - len(lines[at].lstrip(" ")) <= column), len(lines))
    while not lines[stop - 1].strip():
        stop -= 1
    return "".join([*lines[: stop - 1], lines[stop - 1].rstrip("\r\n") + "\n", item(values, column), *lines[stop:]])


def added_above(before: str, line: int, values: Mapping[str, Any]) -> str:
    """The text of a file, with an item put above the one that begins on a line, counted from 1, in the list that holds it."""
    lines = before.splitlines(keepends=True)
    start = _dash(lines, line - 1)
    column = len(lines[start]) - len(lines[start].lstrip(" "))
    return "".join([*lines[:start], item(values, column), "\n", *lines[start:]])


def _dash(lines: list[str], at: int) -> int:
    """The line, counted from 0, with the dash of the item that a line belongs to."""
    return next(number for number in range(at, -1, -1) if lines[number].lstrip(" ").startswith(("- ", "-\n", "-\r\n")))


def changed(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The text of a list of one item, with the values that differ put in their places; comments, quotes and order of the rest stay.

    `before` and `after` are all its values that are written, in the order in which new ones are put in.
    """
    yaml = _yaml(indented=False)
    found = yaml.load(text)
    entry = found[0]
    for name in [name for name in entry if name not in after]:
        del entry[name]
    for place, (name, value) in enumerate(after.items()):
        if name not in entry:
            entry.insert(place, name, value)
        elif before.get(name) != value:
            entry[name] = value
    return textwrap.indent(_text(yaml, found), " " * found.lc.col)
