"""First stage: a YAML file → values that remember their positions.

Scalars stay the strings that were typed, so 'NO', '008' and '46.50' keep their meaning; the record classes
decide what is a number. Files are read as YAML 1.1 by PyYAML's parser, events only: no object of a file's choosing is ever made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from builder.content.yamltree import MAX_DEPTH, Document, Missing, TooDeepError, build, place_of, shallow
from builder.problems import Problem, of_system
from builder.wording import Phrase

_SEPARATORS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Characters that some programs take for the end of a line and others do not, so that nobody would agree on line numbers."""

Read = tuple[Document | None, list[Problem]]
"""A document, or none if the file has no usable value, and the problems found."""


def read(path: Path, name: str) -> Read:
    """Reads a YAML file; `name` is how problems call it."""
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    document, found = parse(text, name)
    return document, [*problems, *found]


def read_front_matter(path: Path, name: str, body_key: str) -> Read:
    """Reads a Markdown file with YAML front matter; the body becomes the value of `body_key`."""
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        return None, [*problems, Problem.of_file(name, "front-matter", Phrase("does not begin with '---': front matter with at least 'id:' must come first"))]
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None, [*problems, Problem.of_file(name, "front-matter", Phrase("the front matter is never closed: add a line '---' before the prose"))]
    document, found = parse("\n".join(["", *lines[1:end]]), name)
    problems.extend(found)
    if document is None or not isinstance(document.value, dict):
        return document, problems
    document.lines = tuple(lines)
    if body_key in document.value:
        message = Phrase("unknown key '{body_key}': the prose below the front matter is the text", body_key=body_key)
        problems.append(document.problem((body_key,), "unknown-key", message, key=True))
    start = next((at for at in range(end + 1, len(lines)) if lines[at].strip()), None)
    if start is None:
        problems.append(Problem(name, end + 1, 1, "empty-text", Phrase("has no prose below the front matter: write it")))
        document.value[body_key] = Missing()
    else:
        document.value[body_key] = "\n".join(lines[start:]).rstrip()
        document.marks[(body_key,)] = (start + 1, 1)
    return document, problems


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a file with line feeds alone between its lines, or none if it cannot be read, and the problems found."""
    try:
        if not path.is_dir() and path.exists() and not path.is_file():
            return None, [Problem.of_file(name, "unreadable", Phrase("is a pipe or a device: a file must stand here"))]
        data = path.read_bytes()
    except OSError as error:
        message = Phrase("cannot be read ({reason}): check the file and its permissions", reason=of_system(error))
        if path.is_dir():
            message = Phrase("is a folder: a file must stand here; move or rename the folder")
        return None, [Problem.of_file(name, "unreadable", message)]
    try:
        return _plain_lines(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8-sig", errors="replace"))
        return None, [Problem(name, line, column, "not-utf-8", Phrase("is not UTF-8 text: save the file with the encoding UTF-8"))]


def _plain_lines(text: str, name: str) -> tuple[str, list[Problem]]:
    """The text with line feeds alone between its lines, and a problem for each character that only may be the end of one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for match in _SEPARATORS.finditer(text):
        message = Phrase("contains the invisible line separator U+{code}: remove it", code=f"{ord(match[0]):04X}")
        problems.append(Problem(name, *_place(text[: match.start()]), "line-separator", message))
    return _SEPARATORS.sub(" ", text), problems


def _place(before: str) -> tuple[int, int]:
    """The line and column behind a text, from 1."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def parse(text: str, name: str) -> Read:
    """Parses YAML text."""
    document = Document(name, None, tuple(text.splitlines()))
    problems: list[Problem] = []
    try:
        found = build(_events(text), document, problems)
    except TooDeepError as error:
        message = Phrase("is nested more than {most} levels deep: check the indentation", most=MAX_DEPTH)
        return None, [*problems, Problem(name, *place_of(error.problem_mark), "too-deep", message)]
    except yaml.MarkedYAMLError as error:
        return None, [*problems, _syntax_problem(error, name, text)]
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        code = ord(error.character) if isinstance(error.character, str | bytes) else error.character
        return None, [Problem(name, *_place(before), "yaml", _not_allowed(code))]
    if not found and not problems:
        problems = [Problem.of_file(name, "empty-file", Phrase("is empty: fill it in, or delete the file"))]
    return (document if found else None), problems


def _not_allowed(code: int) -> Phrase:
    return Phrase("contains the character U+{code}, which YAML does not allow: remove it", code=f"{code:04X}")


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, from libyaml where PyYAML has it; errors always in the words of the Python parser."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        try:
            yield from list(shallow(yaml.parse(text, Loader=fast)))
        except yaml.YAMLError:
            pass  # the other parser says what is wrong, below
        else:
            return
    yield from shallow(yaml.parse(text, Loader=yaml.SafeLoader))


def _syntax_problem(error: yaml.MarkedYAMLError, name: str, text: str) -> Problem:  # noqa: C901 - a list of cases, in order
    """What the parser found, in an editor's words, at the place to mend."""
    mark = error.problem_mark or error.context_mark
    problem, context = (error.problem or "").strip(), error.context or ""
    quoted = _quoted_before(error, text)
    since = error.context_mark.line + 1 if error.context_mark else 1
    if "'\\t'" in problem or "tab" in problem:
        message = Phrase("a tab stands where YAML wants spaces: indent with spaces")
    elif "quoted scalar" in context:
        mark = error.context_mark or mark
        message = Phrase("a text in quotes begins here and is never closed: add the closing quotation mark")
        if "end of stream" not in problem:
            message = Phrase("a text in quotes begins here and has a mistake ({problem}): mend it, or use the other kind of quotation marks", problem=problem)
    elif quoted:
        mark = quoted.start_mark
        message = Phrase(
            "a text in quotes begins here and ends only on line {line}: add the closing quotation mark where it should end", line=quoted.end_mark.line + 1
        )
    elif mark and "block end" in problem and text.splitlines()[mark.line][: mark.column].strip(" -"):
        message = Phrase("something stands behind the end of the value: put the whole text in quotes")
    elif "mapping values are not allowed" in problem:
        message = Phrase("a colon stands where none is expected: indent the line like its neighbours, or put a text that contains ': ' in quotes")
    elif "could not find expected ':'" in problem:
        message = Phrase("a line near line {since} lacks ':' after its key, or is indented too little to belong to the text above", since=since)
    elif "block end" in problem or "block mapping" in context or "block collection" in context:
        message = Phrase("the indentation does not match the block that begins on line {since}: align the line with its neighbours", since=since)
    elif "cannot start any token" in problem:
        message = Phrase("a text cannot begin with this character: put it in quotes")
    else:
        message = Phrase("is not valid YAML ({problem}): check quotes, colons and indentation near here", problem=problem or context)
    return Problem(name, *place_of(mark), "yaml", message)


def _quoted_before(error: yaml.MarkedYAMLError, text: str) -> Any:
    """The text in quotes that runs over several lines and ends on the line of an error, which then is likely a forgotten quotation mark."""
    found = None
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if error.problem_mark and token.end_mark.line > error.problem_mark.line:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and token.start_mark.line < token.end_mark.line:
                found = token
    except yaml.YAMLError:
        pass
    return found if found and error.problem_mark and found.end_mark.line == error.problem_mark.line else None
