"""First stage, inner half: YAML events → values with the place of each.

One pass with a stack, so a deep file costs no recursion. What content never needs is reported and left out:
duplicate keys, anchors and aliases (so no alias bomb), tags, a second document, nesting beyond `MAX_DEPTH`.

By hand on top of PyYAML's parser, because no loader does it: those of PyYAML and ruamel.yaml build objects and decide what is a number,
and even ruamel.yaml, which remembers the line of a key, knows no place inside a value, where a wrong link or character must be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from builder.problems import Problem
from builder.wording import Phrase

MAX_DEPTH = 12
Loc = tuple[str | int, ...]
"""A path into a file's values: keys and list indexes."""
Mark = tuple[int, int]
"""A 1-based line and column."""


@dataclass(frozen=True)
class Spot:
    """A text inside a value, and which of the places where it stands is meant, from 0."""

    text: str
    occurrence: int = 0


class Missing(str):
    """Stands for a value that is missing, so that it is reported once and no further."""

    __slots__ = ()


@dataclass
class Document:
    """A file's values, with the place of each."""

    path: str
    """The file's name as problems show it."""
    value: Any
    lines: tuple[str, ...]
    marks: dict[Loc, Mark] = field(default_factory=dict)
    key_marks: dict[Loc, Mark] = field(default_factory=dict)

    def mark(self, loc: Loc, *, key: bool = False) -> Mark:
        """Where a value (or its key) stands; the nearest enclosing one where it is missing."""
        if key and loc in self.key_marks:
            return self.key_marks[loc]
        while loc not in self.marks and loc:
            loc = loc[:-1]
        return self.marks.get(loc, (1, 1))

    def find(self, loc: Loc, spot: Spot) -> Mark:
        """Where a spot inside the value at `loc` is; the last place where its text stands, or the value's own, if it does not so often."""
        line, column = self.mark(loc)
        later = [mark for other, mark in self.marks.items() if mark > (line, column) and other[: len(loc)] != loc]
        end = min(later, default=(len(self.lines) + 1, 1))[0]
        found = [(line, column)]
        for number in range(line, min(end, len(self.lines)) + 1):
            if len(found) > spot.occurrence + 1:
                break
            at = self.lines[number - 1].find(spot.text, column - 1 if number == line else 0)
            while at >= 0 and len(found) <= spot.occurrence + 1:
                found.append((number, at + 1))
                at = self.lines[number - 1].find(spot.text, at + len(spot.text))
        return found[-1]

    def problem(self, loc: Loc, code: str, message: Phrase, *, key: bool = False, near: Spot | None = None) -> Problem:
        """A problem at the value at `loc`: at its key, or at the spot `near` inside it, if asked."""
        line, column = self.find(loc, near) if near and near.text else self.mark(loc, key=key)
        return Problem(self.path, line, column, code, message)


def build(events: Iterable[yaml.Event], document: Document, problems: list[Problem]) -> bool:
    """Fills a document from a parser's events, and the list of problems on the way; tells whether there was a value."""
    builder = _Builder(document, problems)
    for event in events:
        builder.take(event)
    return builder.found


class TooDeepError(yaml.MarkedYAMLError):
    """The nesting goes beyond `MAX_DEPTH`."""

    def __init__(self, mark: Any) -> None:
        super().__init__(problem_mark=mark)


def shallow(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    """The same events; raises `TooDeepError` at the first collection that is too deep, since parsers take quadratic time on deep nesting."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeepError(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


@dataclass
class _Open:
    """A mapping or list under construction."""

    value: Any
    loc: Loc
    key: str | None = None
    """The key whose value comes next."""
    skip: bool = False
    """That value is not kept: its key is a duplicate, or not text."""


def place_of(mark: Any) -> Mark:
    """The place of one of PyYAML's marks, which count from 0."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems
        self.found = False
        self._documents = 0
        self._stack: list[_Open] = []
        self._ignored = 0
        """How many collections are open below a value that is not kept."""

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._report(event, "several-documents", Phrase("a second document starts here: a content file holds one; remove the line '---'"))
        elif self._documents > 1 or not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            return
        elif isinstance(event, yaml.CollectionEndEvent):
            if self._ignored:
                self._ignored -= 1
            else:
                self._stack.pop()
        elif self._ignored:
            self._ignored += isinstance(event, yaml.CollectionStartEvent)
        else:
            self._check(event)
            top = self._stack[-1] if self._stack else None
            if top is not None and isinstance(top.value, dict) and top.key is None:
                self._take_key(event, top)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._take_collection(event)
            else:
                self._take_scalar(event, top)

    def _report(self, event: yaml.Event, code: str, message: Phrase) -> None:
        self.problems.append(Problem(self.document.path, *place_of(event.start_mark), code, message))

    def _check(self, event: yaml.NodeEvent) -> None:
        """Reports what no content file needs, whatever the event holds."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._report(event, "alias", Phrase("anchors (&) and aliases (*) are not used in content: write the value out, or put the text in quotes"))
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._report(event, "tag", Phrase("the tag '{tag}' is not used in content: remove it, or put the text in quotes", tag=tag))

    def _take_key(self, event: yaml.NodeEvent, top: _Open) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._report(event, "bad-key", Phrase("a key must be a word: put a text that starts with '[', '{{' or '*' in quotes"))
            top.key, top.skip = "", True
            self._ignored = int(isinstance(event, yaml.CollectionStartEvent))
            return
        top.key = event.value
        loc = (*top.loc, event.value)
        if event.value in top.value:
            first = self.document.key_marks[loc][0]
            self._report(
                event, "duplicate-key", Phrase("the key '{value}' stands here a second time (first on line {first}): keep one", value=event.value, first=first)
            )
            top.skip = True
        else:
            self.document.key_marks[loc] = place_of(event.start_mark)

    def _take_collection(self, event: yaml.CollectionStartEvent) -> None:
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        loc = self._place(event, value)
        if loc is None:
            self._ignored = 1
        else:
            self._stack.append(_Open(value, loc))

    def _take_scalar(self, event: yaml.NodeEvent, top: _Open | None) -> None:
        if not isinstance(event, yaml.ScalarEvent):  # an alias, which is reported already
            self._place(event, Missing())
            return
        empty = not event.style and event.value in ("", "~", "null", "Null", "NULL")  # plain style is None or "", as the parser likes
        if not empty:
            self._place(event, event.value)
        elif top is not None:
            what = Phrase("is an empty list item: write it, or remove it")
            if isinstance(top.value, dict):
                what = Phrase("'{key}' has no value: write one, or remove the key", key=top.key)
            if self._is_comment(event):
                what += Phrase("; a text that begins with '#' must stand in quotes")
            if not top.skip and not event.tag:
                self._report(event, "empty-value", what)
            self._place(event, Missing())

    def _is_comment(self, event: yaml.Event) -> bool:
        line, column = place_of(event.start_mark)
        return line <= len(self.document.lines) and self.document.lines[line - 1][column - 1 :].lstrip().startswith("#")

    def _place(self, event: yaml.Event, value: Any) -> Loc | None:
        """Puts a value where it belongs; gives its path, or none if it is not kept."""
        loc: Loc
        if not self._stack:
            self.document.value, self.found, loc = value, True, ()
        else:
            top = self._stack[-1]
            if isinstance(top.value, list):
                loc = (*top.loc, len(top.value))
                top.value.append(value)
            else:
                key, top.key = top.key or "", None
                if top.skip:
                    top.skip = False
                    return None
                loc = (*top.loc, key)
                top.value[key] = value
        self.document.marks[loc] = place_of(event.start_mark)
        return loc
