"""First stage: a YAML file → values that remember their positions.

Scalars stay the strings that were typed, so 'NO', '008' and '46.50' keep their meaning; the record classes
decide what is a number. What an editor never needs is an error: duplicate keys, anchors and aliases
(alias bombs), tags, several documents, and nesting beyond `MAX_DEPTH`.
Files are read as YAML 1.1 by PyYAML's parser, events only: no object of a file's choosing is ever made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from builder.problems import Problem

MAX_DEPTH = 12
Loc = tuple[str | int, ...]
"""A path into a file's values: keys and list indexes."""
Mark = tuple[int, int]
"""A 1-based line and column."""


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

    def find(self, loc: Loc, text: str) -> Mark:
        """Where `text` first stands inside the value at `loc`; the value's own place if it is not found there."""
        line, column = self.mark(loc)
        later = [mark for other, mark in self.marks.items() if mark > (line, column) and other[: len(loc)] != loc]
        end = min(later, default=(len(self.lines) + 1, 1))[0]
        for number in range(line, min(end, len(self.lines)) + 1):
            at = self.lines[number - 1].find(text, column - 1 if number == line else 0)
            if at >= 0:
                return number, at + 1
        return line, column

    def problem(self, loc: Loc, code: str, message: str, *, key: bool = False, near: str = "") -> Problem:
        line, column = self.find(loc, near) if near else self.mark(loc, key=key)
        return Problem(self.path, line, column, code, message)


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Reads a YAML file; `name` is how problems call it. Gives no document if the file has no usable value."""
    text, problems = _read_text(path, name)
    return (None, problems) if text is None else parse(text, name)


def read_front_matter(path: Path, name: str, body_key: str) -> tuple[Document | None, list[Problem]]:
    """Reads a Markdown file with YAML front matter; the body becomes the value of `body_key`."""
    text, problems = _read_text(path, name)
    if text is None:
        return None, problems
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        return None, [Problem(name, 1, 1, "front-matter", "does not begin with '---': front matter with at least 'id:' must come first")]
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None, [Problem(name, 1, 1, "front-matter", "the front matter is never closed: add a line '---' before the prose")]
    document, problems = parse("\n".join(["", *lines[1:end]]), name)
    if document is None or not isinstance(document.value, dict):
        return document, problems
    if body_key in document.value:
        problems.append(document.problem((body_key,), "unknown-key", f"unknown key '{body_key}': the prose below the front matter is the text", key=True))
    start = next((i for i in range(end + 1, len(lines)) if lines[i].strip()), None)
    document.lines = tuple(lines)
    if start is None:
        problems.append(Problem(name, end + 1, 1, "empty-text", "has no prose below the front matter: write it"))
    else:
        document.value[body_key] = "\n".join(lines[start:]).rstrip()
        document.marks[(body_key,)] = (start + 1, 1)
    return document, problems


def _read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(name, 1, 1, "unreadable", f"cannot be read ({error.strerror}): check the file's permissions")]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return None, [Problem(name, line, column, "not-utf-8", "is not UTF-8 text: save the file with the encoding UTF-8")]


def parse(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """Parses YAML text into a document and the problems found on the way."""
    document = Document(name, None, tuple(text.splitlines()))
    problems: list[Problem] = []
    try:
        found = _build(_events(text), document, problems)
    except _TooDeepError as error:
        return None, [*problems, Problem(name, *_mark(error.problem_mark), "too-deep", f"is nested more than {MAX_DEPTH} levels deep: check the indentation")]
    except yaml.MarkedYAMLError as error:
        return None, [*problems, _syntax_problem(error, name)]
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        char = f"U+{ord(error.character):04X}" if isinstance(error.character, str) else f"U+{error.character:04X}"
        return None, [Problem(name, line, column, "yaml", f"contains the character {char}, which YAML does not allow: remove it")]
    if not found and not problems:
        problems.append(Problem(name, 1, 1, "empty-file", "is empty: fill it in, or delete the file"))
    return (document if found else None), problems


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, from libyaml where PyYAML has it; errors always in the words of the Python parser."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        try:
            yield from list(_shallow(yaml.parse(text, Loader=fast)))
            return
        except yaml.YAMLError:
            pass
    yield from _shallow(yaml.parse(text, Loader=yaml.SafeLoader))


class _TooDeepError(yaml.MarkedYAMLError):
    """The nesting goes beyond `MAX_DEPTH`."""

    def __init__(self, mark: Any) -> None:
        super().__init__(problem_mark=mark)


def _shallow(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The same events. Ends with an error at the first collection that is too deep: parsers take quadratic time on deep nesting."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _TooDeepError(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


@dataclass
class _Open:
    """A mapping or list under construction."""

    value: Any
    loc: Loc
    key: str | None = None
    skip: bool = False
    """The next value belongs to a key that is a duplicate or not text."""


def _build(events: Iterator[yaml.Event], document: Document, problems: list[Problem]) -> bool:
    """Builds the values; true if there is one. One pass with a stack, so depth costs no recursion."""
    stack: list[_Open] = []
    found = False
    documents = 0
    ignored = 0  # depth below a value that is not kept

    def report(event: yaml.Event, code: str, message: str) -> None:
        problems.append(Problem(document.path, *_mark(event.start_mark), code, message))

    def place(event: yaml.Event, value: Any) -> Loc | None:
        """Puts a value where it belongs; gives its path, or none if it is not kept."""
        nonlocal found
        mark = _mark(event.start_mark)
        if not stack:
            document.value, found = value, True
            document.marks[()] = mark
            return ()
        top = stack[-1]
        if isinstance(top.value, list):
            loc = (*top.loc, len(top.value))
            top.value.append(value)
        else:
            assert top.key is not None
            key, top.key = top.key, None
            if top.skip:
                top.skip = False
                return None
            loc = (*top.loc, key)
            top.value[key] = value
        document.marks[loc] = mark
        return loc

    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                report(event, "several-documents", "a second document starts here: a content file holds one; remove the line '---'")
            continue
        if documents > 1 or not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            if ignored:
                ignored -= 1
            else:
                stack.pop()
            continue
        if ignored:
            ignored += isinstance(event, yaml.CollectionStartEvent)
            continue
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            report(event, "alias", "anchors (&) and aliases (*) are not used in content: write the value out, or put the text in quotes")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            report(event, "tag", f"the tag '{tag}' is not used in content: remove it, or put the text in quotes")
        top = stack[-1] if stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:  # a key
            if not isinstance(event, yaml.ScalarEvent):
                report(event, "bad-key", "a key must be a word: put a text that starts with '[' or '{' in quotes")
                top.key, top.skip = "", True
                ignored = int(isinstance(event, yaml.CollectionStartEvent))
                continue
            top.key = event.value
            loc = (*top.loc, event.value)
            if event.value in top.value:
                first = document.key_marks[loc][0]
                report(event, "duplicate-key", f"the key '{event.value}' stands here a second time (first on line {first}): keep one")
                top.skip = True
            else:
                document.key_marks[loc] = _mark(event.start_mark)
            continue
        if isinstance(event, yaml.CollectionStartEvent):
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            loc_or_none = place(event, value)
            if loc_or_none is None:
                ignored = 1
            else:
                stack.append(_Open(value, loc_or_none))
        elif isinstance(event, yaml.ScalarEvent):
            empty = event.style is None and event.value in ("", "~", "null", "Null", "NULL")
            if empty and not stack:
                continue
            key = top.key if top is not None and isinstance(top.value, dict) else None
            if empty:
                report(event, "empty-value", f"'{key}' has no value: write one, or remove the key" if key else "an empty list item: write it, or remove it")
            place(event, _Empty(event.value) if empty else event.value)
        else:  # an alias, reported above
            place(event, _Empty(""))
    return found


class _Empty(str):
    """Stands for a missing value, so that it is reported once and no further."""


def is_empty(value: Any) -> bool:
    """Whether a value is missing, which `read` has reported already."""
    return isinstance(value, _Empty)


def _mark(mark: Any) -> Mark:
    """The place of one of PyYAML's marks, which count from 0."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_problem(error: yaml.MarkedYAMLError, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = _mark(mark)
    problem = (error.problem or "").strip()
    context = error.context or ""
    since = error.context_mark.line + 1 if error.context_mark else line
    if "'\\t'" in problem or "tab" in problem:
        message = "a tab stands where YAML wants spaces: indent with spaces"
    elif "quoted scalar" in context:
        line, column = _mark(error.context_mark) if error.context_mark else (line, column)
        message = "a text in quotes begins here and is never closed: add the closing quotation mark" if "end of stream" in problem else f"a text in quotes has a mistake: {problem}"
    elif "mapping values are not allowed" in problem:
        message = "a colon stands where none is expected: indent the line like its neighbours, or put a text that contains ': ' in quotes"
    elif "could not find expected ':'" in problem:
        message = f"a line near line {since} lacks ':' after its key, or is indented too little to belong to the text above"
    elif "block end" in problem or "block mapping" in context or "block collection" in context:
        message = f"the indentation does not match the block that begins on line {since}: align the line with its neighbours"
    elif "cannot start any token" in problem:
        message = "a text cannot begin with this character: put it in quotes"
    else:
        message = f"is not valid YAML ({problem or context}): check quotes, colons and indentation near here"
    return Problem(name, line, column, "yaml", message)
