"""`builder links`: references to the strategy in other people's documents, and whether they still hold.

Found are addresses of the site, labels of links (`[words][ID]`, `` :ref:`id` ``, `inv:strategy#ID`), and ids in running text.
In running text only ids with a digit or a hyphen are taken for ours, since a code like 'FRA' is a word as well;
and an id that never existed is reported there only if it has a hyphen and begins like ours.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder import exports
from builder.content import addresses
from builder.content.records import Chart, EditionNote
from builder.model.register import Identifier, Register
from builder.model.strategy import Strategy
from builder.pages.catalogue import Page
from builder.print import briefs
from builder.problems import ContentError, Problem, suggest
from builder.tools.links import documents
from builder.tools.links.anchors import Anchors
from builder.tools.links.documents import Piece

__all__ = ["FORMATS", "Reference", "check"]

DEAD = frozenset({"withdrawn", "unknown"})


@dataclass(frozen=True)
class Reference:
    """A reference to the strategy, found in a document."""

    path: str
    line: int
    column: int
    text: str
    """What stands in the document."""
    status: str
    """`current`, `moved` (another address of the same), `renamed`, `split`, `withdrawn` or `unknown`."""
    id: str = ""
    url: str = ""
    """What to link to today."""
    message: str = ""

    @property
    def dead(self) -> bool:
        """Whether it leads to nothing that is still there."""
        return self.status in DEAD

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.status}: {self.text}" + (f": {self.message}" if self.message else "")


def check(files: Sequence[Path], strategy: Strategy, bases: Sequence[str], read: Callable[[Page], bytes]) -> tuple[Reference, ...]:
    """The references in documents, in order; `bases` are the addresses that the site has or had, today's first.

    `read` gives the Markdown of a page of the strategy, by which its anchors are known.
    Raises `ContentError` with every document that cannot be read, or with the template that failed.
    """
    finder = _Finder(strategy, bases, read)
    found: list[Reference] = []
    problems: list[Problem] = []
    for path in files:
        try:
            found.extend(finder.find(path))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(found)


_ADDRESS_END = ".:?_"
_TOKEN = re.compile(r"(?<![\w/#.-])[A-Z](?:[A-Z0-9]|-(?=[A-Z0-9]))*(?![\w-])")
_NUMBERED = re.compile(r"([A-Z]+)\d+")
"""An id of a numbered series."""
_LABELS = re.compile(
    r"\]\[(?P<markdown>[A-Za-z][A-Za-z0-9-]*)\]"
    r"|:ref:`(?:[^`<]*<)?(?:[\w.-]+:)?(?P<ref>[A-Za-z][A-Za-z0-9-]*)>?`"
    r"|(?<![\w.*:-])inv:[\w.*:-]*#(?P<inv>[A-Za-z][A-Za-z0-9-]*)"
)


class _Finder:
    def __init__(self, strategy: Strategy, bases: Sequence[str], read: Callable[[Page], bytes]) -> None:
        self.register = Register(strategy)
        self.site = addresses.Site(bases[0].rstrip("/") + "/")
        self.anchors = Anchors(strategy, read)
        self.pages = self.anchors.addresses
        self.files = {export.path for export in exports.EXPORTS if export.subjects is None} | {brief.path for brief in briefs.briefs(strategy)}
        self.files |= {addresses.chart_file(chart.id, form) for chart in strategy.of(Chart) for form in addresses.CHART_FORMS}
        self.editions = {addresses.edition_path(node.record.name) for node in strategy.of(EditionNote)}
        hosts = "|".join(re.escape(re.sub(r"^https?://", "", base).rstrip("/")) for base in bases)
        self.address = re.compile(rf"(?:https?:)?//(?:{hosts})(?P<rest>(?:[/#?][\w./%~#?=&+:@-]*)?)(?![\w-]|[.:]\w)", re.IGNORECASE)
        heads = Counter(name.partition("-")[0] for name in self.register.by_id if "-" in name)
        self.heads = {head for head, count in heads.items() if count > 1}
        series = Counter(match[1] for name in self.register.by_id if (match := _NUMBERED.fullmatch(name)))
        self.series = {letters for letters, count in series.items() if count > 1}

    def find(self, path: Path) -> Iterator[Reference]:
        for piece in documents.read(path):
            yield from self._in(piece, path.as_posix())

    def _in(self, piece: Piece, path: str) -> Iterator[Reference]:
        taken = bytearray(len(piece.text))  # which characters belong to a reference
        found: list[tuple[int, Reference]] = []
        for match in self.address.finditer(piece.text):
            text = match[0] if piece.link else self._trimmed(match[0])
            rest = text[match.start("rest") - match.start() :]
            self._take(taken, *match.span())
            found.append((match.start(), self._address(path, piece, match.start(), text, rest)))
        if not piece.link:
            for match in _LABELS.finditer(piece.text):
                kind = match.lastgroup or ""
                name = match[kind].upper()
                if not any(taken[slice(*match.span(kind))]) and (name in self.register.by_id or self._like_ours(name, explicit=True)):
                    self._take(taken, *match.span(kind))
                    found.append((match.start(kind), self._identifier(path, piece, match.start(kind), match[kind], name)))
            for match in _TOKEN.finditer(piece.text):
                name = match[0]
                ours = name in self.register.by_id and re.search(r"[0-9-]", name)
                if not any(taken[slice(*match.span())]) and (ours or self._like_ours(name)):
                    found.append((match.start(), self._identifier(path, piece, match.start(), name, name)))
        yield from (reference for _, reference in sorted(found, key=lambda item: item[0]))

    @staticmethod
    def _trimmed(text: str) -> str:
        """An address without the punctuation of the sentence it stands in."""
        return text.rstrip(_ADDRESS_END)

    @staticmethod
    def _take(taken: bytearray, start: int, end: int) -> None:
        taken[start:end] = b"\1" * (end - start)

    def _like_ours(self, name: str, *, explicit: bool = False) -> bool:
        """Whether an id that is not known is most likely meant for one of ours.

        In running text only one with a hyphen is; an explicit label or fragment may also be one of a numbered series ('TO12').
        """
        head, hyphen, tail = name.partition("-")
        numbered = _NUMBERED.fullmatch(head) if explicit else None
        return bool(hyphen and tail and head in self.heads) or bool(numbered and numbered[1] in self.series)

    def _identifier(self, path: str, piece: Piece, at: int, text: str, name: str) -> Reference:
        identifier = self.register.by_id.get(name)
        where = (path, piece.line, piece.column + at, text)
        if identifier is None:
            return Reference(*where, "unknown", message=f"there is no such identifier.{self._near(name)}")
        successors = self.register.successors(identifier)
        if identifier.status == "renamed" and successors and successors[0].status == "withdrawn":  # its new name is gone as well
            return Reference(*where, "withdrawn", identifier.id, self._today(identifier), self._message(successors[0]))
        return Reference(*where, identifier.status, identifier.id, self._today(identifier), self._message(identifier))

    def _near(self, name: str) -> str:
        """A suggestion, among the ids that begin alike if there are any."""
        head = name.partition("-")[0] + "-"
        return suggest(name, [other for other in self.register.by_id if other.startswith(head)] or self.register.by_id)

    def _today(self, identifier: Identifier) -> str:
        successors = self.register.successors(identifier)
        return self.site.base + (successors[0].address if len(successors) == 1 else identifier.address)

    def _message(self, identifier: Identifier) -> str:
        entry, successors = identifier.register_entry, self.register.successors(identifier)
        if identifier.status == "renamed":
            return f"is {successors[0].id} now: write that, and {self._today(identifier)}"
        if identifier.status == "split":
            return f"was split into {', '.join(other.id for other in successors)}: choose what is meant"
        if identifier.status == "withdrawn" and entry is not None:
            return f"was withdrawn on {entry.date}: {entry.reason}"
        return ""

    def _address(self, path: str, piece: Piece, at: int, text: str, rest: str) -> Reference:
        """An address of the site, by what it names: an id, a page, a file or a frozen edition."""
        where = (path, piece.line, piece.column + at, text)
        parts = urlsplit(rest)
        address = unquote(parts.path).lstrip("/").removesuffix("index.html")
        anchor = unquote(parts.fragment.partition(":~:")[0])  # what follows is a text to be found on the page (URL Fragment Text Directives)
        permanent = re.fullmatch(r"id/([A-Za-z][A-Za-z0-9-]*)(?:/(?:cite\.html|card\.html)?|\.json|\.oembed\.json)?", address)
        if permanent:
            return self._identifier(path, piece, at, text, permanent[1].upper())
        frozen = address.startswith("editions/")
        if frozen or "." in address.rpartition("/")[2]:
            if address in self.files or address.startswith(tuple(self.editions)):
                return Reference(*where, "current", url=self.site.base + address)
            return Reference(*where, "unknown", message=f"there is no such {'edition' if frozen else 'file on the site'}")
        if address and not address.endswith("/"):
            address += "/"
        return self._page(where, address, anchor)

    def _page(self, where: tuple[str, int, int, str], address: str, anchor: str) -> Reference:
        named = self.register.by_id.get(anchor.upper()) if anchor else None
        former = self.register.former.get(address, ())
        moved = next((item for item in former if item.anchor == anchor), None) or (
            next((item for item in former if not item.anchor), None) if address not in self.pages else None
        )
        if moved is not None:
            today = self._today(moved.identifier)
            status = "moved" if moved.identifier.node is not None else moved.identifier.status
            message = self._message(moved.identifier) or f"{moved.identifier.id} stands elsewhere now: write {today}"
            return Reference(*where, status, moved.identifier.id, today, message)
        if address not in self.pages:
            return Reference(*where, "unknown", message=f"there is no such page.{suggest('/' + address, ['/' + page for page in self.pages])}")
        if not anchor or anchor in self.anchors.on(address):
            here = named if named is not None and named.node is not None else None
            return Reference(*where, "current", here.id if here else "", self.site.base + (here.address if here else address))
        if named is not None and named.node is not None:
            today = self._today(named)
            return Reference(*where, "moved", named.id, today, f"{named.id} is not under this anchor: write {today}")
        if self._like_ours(anchor.upper(), explicit=True):
            return Reference(*where, "unknown", message=f"there is no such identifier.{self._near(anchor.upper())}")
        near = suggest(f"#{anchor}", [f"#{other}" for other in self.anchors.on(address)])
        return Reference(*where, "unknown", message=f"there is no such place on the page.{near}")


# --- reports ------------------------------------------------------------------------------------


def _as_text(found: tuple[Reference, ...]) -> str:
    return "\n".join([*map(str, found), summary(found)])


def _as_json(found: tuple[Reference, ...]) -> str:
    items = [
        {
            "path": reference.path,
            "line": reference.line,
            "column": reference.column,
            "text": reference.text,
            "status": reference.status,
            "dead": reference.dead,
            "id": reference.id,
            "url": reference.url,
            "message": reference.message,
        }
        for reference in found
    ]
    return json.dumps(items, indent=2, ensure_ascii=False)


FORMATS = {"text": _as_text, "json": _as_json}
"""How references are written out, by the name of the format."""


def summary(found: tuple[Reference, ...]) -> str:
    """The closing line: how many references there are of each status."""
    if not found:
        return "No references to the strategy."
    counts = Counter(reference.status for reference in found)
    parts = [f"{counts[status]} {status}" for status in ("current", "moved", "renamed", "split", "withdrawn", "unknown") if counts[status]]
    return f"{len(found)} reference{'s' * (len(found) != 1)}: {', '.join(parts)}."
