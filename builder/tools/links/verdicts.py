"""A reference that was found → what became of what it names, and what to write instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from builder.problems import NOTHING, suggest
from builder.tools.links.known import OF_IDS, Entry, Known
from builder.wording import Phrase

__all__ = ["Reference"]

STATUSES = {
    "current": Phrase("current"),
    "unchecked": Phrase("unchecked"),
    "moved": Phrase("moved"),
    "renamed": Phrase("renamed"),
    "split": Phrase("split"),
    "withdrawn": Phrase("withdrawn"),
    "unknown": Phrase("unknown"),
}
"""What references can be, the best first, and as people read it."""
DEAD = frozenset({"withdrawn", "unknown"})
CHANGED = frozenset({"renamed", "split"})
"""What leads somewhere, but to what is not the same any more, or not called so."""


@dataclass(frozen=True)
class Reference:
    """A reference to the strategy, found in a document."""

    path: str
    line: int
    column: int
    text: str
    """What stands in the document."""
    status: str
    """`current`, `moved` (another address of the same), `renamed`, `split`, `withdrawn`, `unknown`; or `unchecked` where a list says nothing."""
    id: str = ""
    url: str = ""
    """What to link to today."""
    message: Phrase = NOTHING
    where: str = ""
    """Where it is in a document that shows no lines: 'page 3', 'slide 2', 'Sheet1!B7'."""
    replacement: str = ""
    """What to write in its place, if it is renamed to one other."""
    offset: int = -1
    """Where it begins in the text of the file, in characters, if it stands there to the letter; else -1."""

    @property
    def dead(self) -> bool:
        """Whether it leads to nothing that is still there."""
        return self.status in DEAD


MOST_SUGGESTED = 100
"""For how many different words something near is looked for; a document full of unknown words is not worth the time."""
LONGEST_SUGGESTED = 80
_PERMANENT = re.compile(rf"id/([A-Za-z][A-Za-z0-9-]*)(?:/|{'|'.join(map(re.escape, OF_IDS))})?")
"""The address of an id, or of a file about it."""
_NUMBERED = re.compile(r"([A-Z]+)\d+")
"""An id of a numbered series."""


@dataclass(frozen=True)
class Place:
    """Where a reference stands, and how it reads there."""

    path: str
    line: int
    column: int
    text: str
    where: str
    offset: int

    def found(self, status: str, identifier: str = "", url: str = "", message: Phrase = NOTHING, replacement: str = "") -> Reference:
        """The reference, with what is said of it."""
        return Reference(self.path, self.line, self.column, self.text, status, identifier, url, message, self.where, replacement, self.offset)


class Judge:
    """Compares what stands in documents with what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        heads = Counter(name.partition("-")[0] for name in known.by_id if "-" in name)
        self.heads = {head for head, count in heads.items() if count > 1}
        series = Counter(match[1] for name in known.by_id if (match := _NUMBERED.fullmatch(name)))
        self.series = {letters for letters, count in series.items() if count > 1}
        self.suggested: dict[str, Phrase] = {}

    def like_ours(self, name: str, *, explicit: bool = False) -> bool:
        """Whether an id that is not known is most likely meant for one of ours.

        In running text only one with a hyphen is; an explicit label or fragment may also be one of a numbered series ('TO12').
        """
        head, hyphen, tail = name.partition("-")
        numbered = _NUMBERED.fullmatch(head) if explicit else None
        return bool(hyphen and tail and head in self.heads) or bool(numbered and numbered[1] in self.series)

    def identifier(self, place: Place, name: str) -> Reference:
        """An id, which may be none of ours."""
        entry = self.known.by_id.get(name)
        if entry is None:
            return place.found("unknown", message=Phrase("there is no such identifier.") + self._near(name))
        return self._entry(place, entry)

    def _entry(self, place: Place, entry: Entry) -> Reference:
        """What became of an id; if it was renamed, and its new name is gone or split as well, that is what became of it."""
        end = self.known.by_id[entry.successors[0]] if entry.status == "renamed" and entry.successors else entry
        status = end.status if end.status in DEAD | CHANGED else entry.status
        replacement = _renamed(place.text, entry.id, end) if status == "renamed" else ""
        return place.found(status, entry.id, self._today(entry), _message(entry, end, self._today(entry)), replacement)

    def _today(self, entry: Entry) -> str:
        return self.known.by_id[entry.successors[0]].url if len(entry.successors) == 1 else entry.url

    def _near(self, name: str) -> Phrase:
        """A suggestion, among the ids that begin alike if there are any."""
        head = name.partition("-")[0] + "-"
        return self._suggestion(name, lambda: [other for other in self.known.by_id if other.startswith(head)] or list(self.known.by_id))

    def _suggestion(self, word: str, candidates: Callable[[], list[str]]) -> Phrase:
        if word not in self.suggested:
            if len(word) > LONGEST_SUGGESTED or len(self.suggested) >= MOST_SUGGESTED:
                return NOTHING
            self.suggested[word] = suggest(word, candidates())
        return self.suggested[word]

    def address(self, place: Place, rest: str) -> Reference:
        """An address of the site, by what it names: an id, a page, a file or a frozen edition."""
        known = self.known
        path, _, fragment = rest.partition("#")
        address = unquote(path.partition("?")[0]).removeprefix("/").removesuffix("index.html")
        anchor = unquote(fragment.partition(":~:")[0])  # what follows is a text to be found on the page (URL Fragment Text Directives)
        if permanent := _PERMANENT.fullmatch(address):
            return self.identifier(place, permanent[1].upper())
        frozen = address.startswith("editions/")
        if frozen or "." in address.rpartition("/")[2]:
            for there in (address, f"{address}/"):
                if there in known.files or there in known.editions:
                    return place.found("current", url=known.base + there)
            if not known.complete:
                return place.found(
                    "unchecked",
                    message=Phrase("the list of links does not say which editions there are")
                    if frozen
                    else Phrase("the list of links does not say which files there are"),
                )
            return place.found(
                "unknown", message=Phrase("there is no such page of a frozen edition") if frozen else Phrase("there is no such file on the site")
            )
        if address and not address.endswith("/"):
            address += "/"
        return self._page(place, address, anchor)

    def _page(self, place: Place, address: str, anchor: str) -> Reference:
        known = self.known
        named = known.by_id.get(anchor.upper()) if anchor else None
        former = dict(reversed(known.former.get(address, ())))
        moved = (former.get(anchor) if anchor else None) or (former.get("") if address not in known.pages else None)
        if moved is not None:
            if moved.status != "current":
                return self._entry(place, moved)
            return place.found("moved", moved.id, moved.url, Phrase("{id} stands elsewhere now: write {url}", id=moved.id, url=moved.url))
        if address in known.pages and (not anchor or anchor in known.anchors(address)):
            here = named if named is not None and named.status == "current" else None
            return place.found("current", here.id if here else "", here.url if here else known.base + address)
        return self._no_page(place, address, anchor, named)

    def _no_page(self, place: Place, address: str, anchor: str, named: Entry | None) -> Reference:
        """What leads to no page that is known, or to no place on one."""
        known = self.known
        if named is not None and (address in known.pages or not known.complete):
            if named.status != "current":
                return self._entry(place, named)
            return place.found("moved", named.id, named.url, Phrase("{id} is not under this anchor: write {url}", id=named.id, url=named.url))
        if anchor and address in known.pages and self.like_ours(anchor.upper(), explicit=True):
            return place.found("unknown", message=Phrase("there is no such identifier.") + self._near(anchor.upper()))
        if not known.complete:
            return place.found("unchecked", message=Phrase("the list of links does not say whether this page or place is there"))
        if address not in known.pages:
            near = self._suggestion("/" + address, lambda: ["/" + page for page in known.pages])
            return place.found("unknown", message=Phrase("there is no such page.") + near)
        near = self._suggestion(f"#{anchor}", lambda: [f"#{other}" for other in known.anchors(address)])
        return place.found("unknown", message=Phrase("there is no such place on the page.") + near)


_OF_ADDRESSES = re.compile("[./#]")


def _message(entry: Entry, end: Entry, today: str) -> Phrase:
    if end.status == "withdrawn":
        return end.fate
    if end.status == "split":
        return Phrase("was split into {ids}: choose what is meant", ids=", ".join(end.successors))
    return Phrase("is {id} now: write that, and {url}", id=end.id, url=today) if entry.status == "renamed" else NOTHING


def _renamed(text: str, old: str, end: Entry) -> str:
    """What stands in a document, with a new id in the place of an old one: an id alone, or an address."""
    if not _OF_ADDRESSES.search(text):  # an id alone, whatever its hyphens are
        return end.id.lower() if text.islower() else end.id
    new, count = re.subn(rf"(?i)(/id/){re.escape(old)}(?![\w-])", lambda match: match[1] + end.id.lower(), text, count=1)
    if count:
        return new
    scheme = re.match(r"(?:https?:)?//", text, re.IGNORECASE)
    return end.url if scheme and ":" in scheme[0] else end.url.partition(":")[2] if scheme else end.url.partition("//")[2]
