"""Translations of the content as gettext catalogues (PO files): text ↔ messages that know their lines.

Babel reads them; they are written here with Babel's way of quoting, because Babel breaks the lines of previous texts (`#|`) so that
no program can read them, and dates the head by the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, normalize

from builder.content import yamlfile
from builder.languages import locale_of
from builder.problems import Problem
from builder.wording import Phrase

FOLDER = "translations"
"""The folder of catalogues, in the content folder."""
SUFFIX = ".po"
State = Literal["translated", "fuzzy", "missing"]
"""How far a text is: `fuzzy`, if there is a translation of another wording."""
FUZZY = "fuzzy"
"""The flag of a message whose translation is of another text than stands there now."""
_FORMATS = frozenset({"python-format", "python-brace-format"})
"""Flags that Babel finds in signs of per cent and braces, which content may hold as they are."""


def folded(text: str) -> str:
    """A text by which messages are looked up: where its lines break does not matter."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Message:
    """A text of the content and its translation."""

    context: str
    """Which entry has the text in which field: 'TO1/title'."""
    text: str
    """The text in the language of the content, with its line breaks."""
    translation: str = ""
    fuzzy: bool = False
    """Whether somebody must look at the translation, because it is of another text."""
    previous: str = ""
    """The text that it is of, if it is fuzzy."""
    files: tuple[str, ...] = ()
    """Where the text stands, below the content folder."""
    comments: tuple[str, ...] = ()
    """What translators wrote to each other."""
    flags: tuple[str, ...] = ()
    """Other flags that translators' programs keep."""
    obsolete: bool = False
    """Whether the content has no such text any more."""
    line: int = 0
    """The line of the catalogue on which the text begins."""

    @property
    def key(self) -> tuple[str, str]:
        """By what the message is looked up."""
        return self.context, folded(self.text)

    @property
    def valid(self) -> bool:
        """Whether the translation is shown: it is there, and of the text."""
        return bool(self.translation) and not self.fuzzy and not self.obsolete


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The translation of the content into a language."""

    path: str
    """The file's name as problems show it."""
    language: str
    """As in BCP 47: 'ru', 'pt-BR'."""
    messages: tuple[Message, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    """The fields of the head, among them those that translators' programs keep."""
    comment: tuple[str, ...] = ()
    """What stands above the head."""
    lines: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def _valid(self) -> dict[tuple[str, str], Message]:
        return {message.key: message for message in self.messages if message.valid}

    @cached_property
    def _stale(self) -> frozenset[tuple[str, str]]:
        """The keys of what is translated, but from another wording."""
        return frozenset(message.key for message in self.messages if message.translation and message.fuzzy and not message.obsolete)

    def state(self, context: str, text: str) -> State:
        """How far a text is."""
        if self.translation(context, text) is not None:
            return "translated"
        return "fuzzy" if (context, folded(text)) in self._stale else "missing"

    def translation(self, context: str, text: str) -> str | None:
        """The translation of a text; none if there is none, or if it is fuzzy."""
        found = self._valid.get((context, folded(text)))
        return found.translation if found else None

    def problem(self, message: Message, code: str, words: Phrase, near: str = "") -> Problem:
        """A problem in the translation of a message, at the first place of `near` in it, or at its beginning."""
        places = list(_places(self.lines, message.line))
        at = max(message.translation.find(near), 0) if near else 0
        return Problem(
            self.path, *(places[at] if at < len(places) else (message.line, 1)), code, Phrase("{context}: {words}", context=message.context, words=words)
        )


# --- reading ------------------------------------------------------------------------------------


def read(path: Path, name: str) -> tuple[Catalogue | None, list[Problem]]:
    """Reads a catalogue; `name` is how problems call it. None, if it is none."""
    language = path.name.removesuffix(SUFFIX)
    if wrong := wrong_language(language, name):
        return None, [wrong]
    text, problems = yamlfile.read_text(path, name)
    if text is None:
        return None, problems
    lines = tuple("" if line.startswith("#~|") else line for line in text.splitlines())  # which Babel cannot read
    found = _Catalog()
    try:
        PoFileParser(found, abort_invalid=True).parse(lines)
    except PoFileError as error:
        why = str(error).rpartition(" on ")[0]
        return None, [
            *problems,
            Problem(name, error.lineno + 1, 1, "no-catalogue", Phrase("is not a gettext catalogue ({why}): mend it in a program for PO files", why=why)),
        ]
    said = dict(found.head).get("Language", "")
    if said and locale_of(said.replace("_", "-")) != locale_of(language):
        message = Phrase("says in its head that it is in '{said}': correct the head, or the name of the file", said=said)
        problems.append(Problem.of_file(name, "catalogue-language", message))
    catalogue = Catalogue(name, language, tuple(_messages(found, lines)), tuple(found.head), tuple(found.said), lines)
    return catalogue, [*problems, *_twice(catalogue)]


def wrong_language(language: str, name: str) -> Problem | None:
    """A problem, if the name of a file is not that of a language."""
    if locale_of(language) is not None:
        return None
    message = Phrase("'{language}' is no language that Unicode CLDR knows: name the file by a tag as in 'fr' or 'pt-BR'", language=language)
    return Problem.of_file(name, "unknown-language", message)


class _Catalog(Catalog):
    """Babel's catalogue, which keeps all messages in a row, and the head as it is written: a date in it may have any form."""

    def __init__(self) -> None:
        self.head: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.seen: list[BabelMessage] = []
        super().__init__()

    def __setitem__(self, id: object, message: BabelMessage) -> None:  # noqa: A002 - the signature of Babel
        if message.id == "":
            pairs = (line.partition(":") for line in str(message.string).split("\n"))
            self.head = [(key.strip(), value.strip()) for key, colon, value in pairs if colon]
            self.said = list(message.user_comments)
        else:
            self.seen.append(message)


def _messages(found: _Catalog, lines: tuple[str, ...]) -> Iterator[Message]:
    """The messages that Babel read; those with plural forms are left out, since the content has none."""
    for obsolete, messages in ((False, found.seen), (True, found.obsolete.values())):
        for message in messages:
            if isinstance(message.id, str):
                yield _message(message, _previous(lines, message.lineno or 1), obsolete=obsolete)


def _previous(lines: tuple[str, ...], line: int) -> str:
    """The previous text (`#|`) of the message whose text begins on a line; Babel takes it for comments, of which it keeps each once."""
    above = takewhile(str.strip, reversed(lines[: line - 1]))
    rows = [row.strip().removeprefix("#|").strip() for row in above if row.lstrip().startswith("#|")]
    quoted = [row.removeprefix("msgid ") for row in reversed(rows) if row.startswith(("msgid ", '"'))]
    return "".join(map(denormalize, quoted))


def _message(found: BabelMessage, previous: str, *, obsolete: bool) -> Message:
    return Message(
        context=found.context or "",
        text=str(found.id),
        translation=str(found.string),
        fuzzy=FUZZY in found.flags,
        previous=previous,
        files=tuple(file for file, _ in found.locations),
        comments=tuple(comment for comment in found.user_comments if not comment.startswith("|")),
        flags=tuple(sorted(found.flags - _FORMATS - {FUZZY})),
        obsolete=obsolete,
        line=found.lineno or 1,
    )


def _twice(catalogue: Catalogue) -> Iterator[Problem]:
    """A problem for each message that stands in a catalogue a second time, which no program for PO files takes."""
    seen: dict[tuple[str, str], int] = {}
    for message in catalogue.messages:
        if message.obsolete:
            continue
        if message.key in seen:
            text = Phrase("{context}: this text stands here a second time (first on line {first}): keep one", context=message.context, first=seen[message.key])
            yield Problem(catalogue.path, message.line, 1, "duplicate-message", text)
        seen.setdefault(message.key, message.line)


def _places(lines: tuple[str, ...], line: int) -> Iterator[tuple[int, int]]:
    """Where each character of a translation stands in its file, as line and column; the text that it is of begins on `line`."""
    start = next((at for at in range(max(line - 1, 0), len(lines)) if lines[at].lstrip().startswith("msgstr")), len(lines))
    for at in range(start, len(lines)):
        row = lines[at]
        if at > start and not row.lstrip().startswith('"'):
            return
        first = row.find('"') + 1
        for match in re.finditer(r"\\.|[^\\]", row[first : row.rfind('"')]):
            yield at + 1, first + match.start() + 1


# --- writing ------------------------------------------------------------------------------------


def written(catalogue: Catalogue) -> str:
    """A catalogue as text, the same for the same messages."""
    head = "".join(f"{key}: {value}\n" for key, value in catalogue.header)
    parts = ["\n".join([*(f"# {line}".rstrip() for line in catalogue.comment), 'msgid ""', f"msgstr {normalize(head)}"])]
    parts.extend("\n".join(_entry(message)) for message in catalogue.messages)
    return "\n\n".join(parts) + "\n"


def _entry(message: Message) -> Iterator[str]:
    mark = "#~ " if message.obsolete else ""
    yield from (f"# {comment}".rstrip() for comment in message.comments)
    if message.files and not message.obsolete:
        yield f"#: {' '.join(message.files)}"
    if flags := [*([FUZZY] if message.fuzzy else []), *message.flags]:
        yield f"#, {', '.join(flags)}"
    if message.previous and not message.obsolete:
        yield f"#| msgid {_quoted(message.previous, '#| ')}"
    if message.context:
        yield f"{mark}msgctxt {_quoted(message.context, mark)}"
    yield f"{mark}msgid {_quoted(message.text, mark)}"
    yield f"{mark}msgstr {_quoted(message.translation, mark)}"


def _quoted(text: str, mark: str) -> str:
    return str(normalize(text, prefix=mark))


def header(language: str | None, name: str, before: tuple[tuple[str, str], ...] = ()) -> tuple[tuple[str, str], ...]:
    """The head of a catalogue (of a template, without a language): what GNU gettext asks for, and behind it what stood there before; no date of ours."""
    locale = locale_of(language) if language else None
    ours = {
        "Project-Id-Version": name,
        "Language": str(locale or ""),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": Catalog(locale=locale).plural_forms} if locale else {}),
    }
    return (*ours.items(), *((key, value) for key, value in before if key not in ours))
