"""`builder links`: references to the strategy in other people's documents, and whether they still hold.

Found are addresses of the site, with and without scheme, labels of links (`[words][ID]`, `` :ref:`id` ``, `` {ref}`id` ``, `inv:strategy#ID`,
`xref:strategy#ID`), and ids in running text, also where a program made a dash or a no-break hyphen of their hyphen.
In running text only ids with a digit or a hyphen are taken for ours, since a code like 'FRA' is a word as well;
and an id that never existed is reported there only if it has a hyphen and begins like ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.problems import ContentError, Problem
from builder.tools.links import documents
from builder.tools.links.known import Known
from builder.tools.links.pieces import Piece
from builder.tools.links.verdicts import CHANGED, Judge, Place, Reference

__all__ = ["Outcome", "check"]


@dataclass(frozen=True)
class Outcome:
    """What a check of documents found."""

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be read, and why."""
    strict: bool = False
    """Whether renamed and split ids count as dead."""

    def fails(self, reference: Reference) -> bool:
        """Whether the document must be mended for the sake of a reference."""
        return reference.dead or (self.strict and reference.status in CHANGED)

    @property
    def code(self) -> int:
        """The exit code: 2 if something could not be read, 1 if a document must be mended, else 0."""
        return 2 if self.problems else int(any(map(self.fails, self.references)))


def check(
    files: Sequence[Path], known: Known, bases: Sequence[str] = (), *, strict: bool = False, read: Callable[[Path], list[Piece]] = documents.read
) -> Outcome:
    """The references in documents, in order; `bases` are further addresses that the site has or had, `read` gives the pieces of a document."""
    finder = _Finder(known, bases)
    found: list[Reference] = []
    problems: list[Problem] = []
    for path in files:
        try:
            pieces = read(path)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        found.extend(reference for piece in pieces for reference in finder.find(piece, path.as_posix()))
    return Outcome(tuple(found), tuple(sorted(problems)), strict)


_HYPHENS = str.maketrans("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "--")
"""What is a hyphen in any case."""
_DASH = re.compile("(?<=\\w)[\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}](?=\\w)")
"""What may stand for a hyphen, or between two ids ('AIM1–AIM3')."""
_ADDRESS_END = ".:?_"
_TOKEN = re.compile(r"(?<![\w/#.-])[A-Z](?:[A-Z0-9]|-(?=[A-Z0-9]))*+(?![\w-])")
_PREFIX = re.compile(r"(?:\[|(?<![\w:.`<#*-]))([A-Za-z][\w.-]*):$")
"""The prefix of a strategy, in running text or a label of Markdown; in roles it may as well be the name that an inventory was given."""
_ID = "[A-Za-z][A-Za-z0-9-]*"
_LABELS = re.compile(
    rf"\]\[(?:[\w.-]+:)?(?P<markdown>{_ID})\]"
    rf"|^ {{0,3}}\[(?:[\w.-]+:)?(?P<definition>{_ID})\]:"
    rf"|(?::(?:num)?ref:|\{{(?:[\w.+-]+:)*+(?:num)?ref\}})`(?:[^`<]*<)?(?:[\w.-]+:)*+(?P<ref>{_ID})>?`"
    rf"|(?<![\w.*:-])(?:inv|xref):[\w.*:-]*(?:/[\w./-]*)?#(?P<inv>{_ID})"
)


def _host(base: str) -> str:
    """An address of the site as it is told from others: without scheme and closing slash."""
    return re.sub(r"^https?://", "", base.lower()).rstrip("/")


class _Finder:
    def __init__(self, known: Known, bases: Sequence[str]) -> None:
        self.known = known
        self.judges = {_host(base): Judge(there) for base, there in known.sites(bases).items()}
        hosts = "|".join(map(re.escape, sorted(self.judges, key=len, reverse=True)))  # of a language below another address, the longer one counts
        start, rest = r"(?:(?:https?:)?//|(?<![\w.@/=%:-]))", r"(?:[/#?][\w./%~#?=&+:@-]*)?"
        self.address = re.compile(rf"{start}(?P<host>{hosts})(?P<rest>{rest})(?![\w-]|[.:]\w|@)", re.IGNORECASE)
        self.judge = self.judges[_host(known.base)]
        self.prefix = known.prefix.lower()

    def find(self, piece: Piece, path: str) -> Iterator[Reference]:
        """The references in a piece of a document, in order."""
        plain = piece.text if piece.text.isascii() else piece.text.translate(_HYPHENS)
        dashed = plain if plain.isascii() else _DASH.sub("-", plain)
        taken = bytearray(len(plain))  # which characters belong to a reference
        found: list[tuple[int, Reference]] = []

        def add(start: int, end: int, verdict: Callable[[Place], Reference]) -> None:
            taken[start:end] = b"\1" * (end - start)
            text, offset = piece.text[start:end], piece.offset + start if piece.offset >= 0 else -1
            found.append((start, verdict(Place(path, piece.line, piece.column + start, text, piece.where, offset))))

        for match in self.address.finditer(dashed):
            text = match[0] if piece.link else match[0].rstrip(_ADDRESS_END)
            rest = text[match.start("rest") - match.start() :]
            judge = self.judges[_host(match["host"])]
            add(match.start(), match.start() + len(text), lambda place, rest=rest, judge=judge: judge.address(place, rest))  # type: ignore[misc]
        if not piece.link:
            for start, end, name in self._names(plain, dashed):
                if not any(taken[start:end]) and not self._of_another(plain, start):
                    add(start, end, lambda place, name=name: self.judge.identifier(place, name))  # type: ignore[misc]
        yield from (reference for _, reference in sorted(found, key=lambda item: item[0]))

    def _of_another(self, text: str, start: int) -> bool:
        """Whether an id stands behind the prefix of another strategy; one that has no prefix cannot tell."""
        prefix = _PREFIX.search(text[max(0, start - 40) : start]) if self.prefix else None
        return prefix is not None and prefix[1].lower() != self.prefix

    def _names(self, plain: str, dashed: str) -> Iterator[tuple[int, int, str]]:
        """The ids that a text names, or seems to: labels first, then ids with a dash, then ids in running text."""
        for match in _LABELS.finditer(plain):
            kind = match.lastgroup or ""
            name = match[kind].upper()
            if name in self.known.by_id or self.judge.like_ours(name, explicit=True):
                yield *match.span(kind), name
        if dashed != plain:
            for match in _TOKEN.finditer(dashed):
                if match[0] in self.known.by_id and match[0] != plain[slice(*match.span())]:
                    yield *match.span(), match[0]
        for match in _TOKEN.finditer(plain):
            name = match[0]
            if (name in self.known.by_id and re.search(r"[0-9-]", name)) or self.judge.like_ours(name):
                yield *match.span(), name
