"""How two published sites differ: files that only one has, and for each file that both have, what changed in the terms of its kind."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from compare import pages

TEXT = (".json", ".jsonld", ".csv", ".xml", ".txt", ".md", ".css", ".js", ".bib", ".ris", ".svg", "")
"""Endings of files that have lines; those of `_headers` is none."""
SAMPLE = 6
"""So many changed lines of a data file are shown; the others are counted."""


@dataclass(frozen=True)
class Part:
    """One side of a file that changed: what it is called, and lines of which the changed ones begin with `-` or `+`."""

    name: str
    lines: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The lines without those that only show where the change is."""
        return tuple(line for line in self.lines if line.startswith(("-", "+")))


@dataclass(frozen=True)
class Change:
    """A file that both sites have and that is not the same in them."""

    path: str
    sort: str
    """`page`, `brief`, `data` or `other`."""
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Comparison:
    """How two sites differ. Paths are relative to the site, in order."""

    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    changes: tuple[Change, ...]
    same: int

    @property
    def identical(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_before or self.only_after or self.changes)


def compare(before: Path, after: Path) -> Comparison:
    """Compares two folders, byte by byte, and says of files that differ how."""
    old, new = _files(before), _files(after)
    both = sorted(old & new)
    changed = [path for path in both if (before / path).read_bytes() != (after / path).read_bytes()]
    return Comparison(
        tuple(sorted(old - new)),
        tuple(sorted(new - old)),
        tuple(_change(path, (before / path).read_bytes(), (after / path).read_bytes()) for path in changed),
        len(both) - len(changed),
    )


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _change(path: str, before: bytes, after: bytes) -> Change:
    suffix = Path(path).suffix
    sort, parts = next((sort, parts) for endings, sort, parts in READERS if endings is None or suffix in endings)
    return Change(path, sort, tuple(parts(before, after)))


def diff(before: Sequence[str], after: Sequence[str], context: int = 1) -> tuple[str, ...]:
    """A unified diff without the numbers of lines, which move with everything above them; nothing if both are the same."""
    lines = difflib.unified_diff(before, after, lineterm="", n=context)
    return tuple("…" if line.startswith("@@") else line for line in list(lines)[2:])


def counted(before: Sequence[str], after: Sequence[str]) -> str:
    """How many lines went and came, whatever their order."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:
        return "the same lines in another order" if before != after else "only white space"
    return f"{gone.total()} lines gone, {come.total()} new"


def _page(before: bytes, after: bytes) -> Iterator[Part]:
    old, new = pages.read(before.decode("utf-8")), pages.read(after.decode("utf-8"))
    sides = (
        Part("text", diff(old.text, new.text)),
        Part("anchors", diff(old.anchors, new.anchors, 0)),
        Part("head", diff(old.head, new.head, 0)),
        Part("roles and names", diff(old.roles, new.roles, 0)),
    )
    yield from (part for part in sides if part.lines)
    if not any(part.lines for part in sides):
        yield Part(f"markup only: {counted(before.decode().splitlines(), after.decode().splitlines())}")


def _brief(before: bytes, after: bytes) -> Iterator[Part]:
    old, new = _sheets(before), _sheets(after)
    if len(old) != len(new):
        yield Part("pages", (f"- {len(old)}", f"+ {len(new)}"))
    if lines := diff([line for sheet in old for line in sheet], [line for sheet in new for line in sheet]):
        yield Part("text", lines)
    elif len(old) == len(new):
        yield Part("pages and text are the same; setting, tags or metadata differ")


def _sheets(pdf: bytes) -> list[list[str]]:
    """The lines of each page, as a person copies them."""
    document = pypdfium2.PdfDocument(pdf)
    found = [sheet.get_textpage().get_text_range().replace("\ufffe", "-").splitlines() for sheet in document]
    document.close()
    return found


def _data(before: bytes, after: bytes) -> Iterator[Part]:
    try:
        old, new = _data_lines(before), _data_lines(after)
    except UnicodeDecodeError:
        yield from _other(before, after)
        return
    lines = [line for line in diff(old, new, 0) if line != "…"] if len(old) + len(new) < 20_000 else []
    yield Part(counted(old, new), tuple(line[:200] for line in lines[:SAMPLE]))


def _data_lines(data: bytes) -> list[str]:
    """The lines of a text; of JSON, one for each value with its path, however it is written."""
    text = data.decode("utf-8")
    try:
        return list(pages.flat(json.loads(text)))
    except ValueError:
        return text.splitlines()


def _other(before: bytes, after: bytes) -> Iterator[Part]:
    yield Part(f"{len(before):,} bytes before, {len(after):,} after")


Reader = Callable[[bytes, bytes], Iterator[Part]]
READERS: tuple[tuple[tuple[str, ...] | None, str, Reader], ...] = (
    ((".html",), "page", _page),
    ((".pdf",), "brief", _brief),
    (TEXT, "data", _data),
    (None, "other", _other),
)
"""By the ending of a file's name, what sort it is and how two of them are compared; the first that fits."""
