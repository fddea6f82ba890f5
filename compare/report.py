"""A comparison in words: what only one site has, then each change once, with all the files that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compare.sites import Change, Comparison

SORTS = {"page": ("page", "pages"), "brief": ("PDF", "PDFs"), "data": ("text or data file", "text or data files"), "other": ("other file", "other files")}
NAMED = 5
"""So many files of a change are named; the others are counted."""


def number(count: int, singular: str, plural: str) -> str:
    """A number with its noun."""
    return f"{count} {singular if count == 1 else plural}"


def groups(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that are the same but for where they are, together; the largest first."""
    found: dict[object, list[Change]] = {}
    for change in changes:
        key = (change.sort, tuple((part.name, part.changed) for part in change.parts))
        found.setdefault(key, []).append(change)
    return sorted(found.values(), key=len, reverse=True)


def words(comparison: Comparison, length: int | None = None) -> Iterator[str]:
    """The lines of a report. Of each part of a change at most `length` lines are shown, all if it is None."""
    if comparison.identical:
        yield f"Nothing differs: {number(comparison.same, 'file is', 'files are')} the same."
        return
    counts = {sort: sum(change.sort == sort for change in comparison.changes) for sort in SORTS}
    differ = ", ".join(number(count, *SORTS[sort]) for sort, count in counts.items() if count) or "no file"
    yield f"{differ} changed; {number(len(comparison.only_before), 'file', 'files')} gone, {len(comparison.only_after)} new, {comparison.same} the same."
    for title, paths in (("Gone:", comparison.only_before), ("New:", comparison.only_after)):
        if paths:
            yield ""
            yield title
            yield from _cut([f"  {path}" for path in paths], length)
    for sort, names in SORTS.items():
        for group in groups(change for change in comparison.changes if change.sort == sort):
            yield ""
            yield from _group(group, names, length)


def _group(group: list[Change], names: tuple[str, str], length: int | None) -> Iterator[str]:
    paths = [change.path.removesuffix("index.html") or "the home page" for change in group]
    shown = paths if length is None else paths[:NAMED]
    more = f" and {len(paths) - len(shown)} more" if len(paths) > len(shown) else ""
    yield f"{number(len(paths), *names)}: {', '.join(shown)}{more}"
    for part in group[0].parts:
        yield f"  {part.name}"
        yield from _cut([f"    {line}" for line in part.lines], length)


def _cut(lines: list[str], length: int | None) -> Iterator[str]:
    yield from lines[:length]
    if length is not None and len(lines) > length:
        yield f"    … {len(lines) - length} more lines"
