"""References to what was renamed → documents that say its new name; nothing else in them is changed.

Only text can be rewritten, and only where the reference stands in it to the letter. What was split or withdrawn is for people to decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from builder.tools.links.documents import load, told
from builder.tools.links.texts import encoding
from builder.tools.links.verdicts import Reference


def mended(references: Iterable[Reference]) -> dict[Path, tuple[bytes, int]]:
    """The files that are to be rewritten: what each should hold, and how many of its references are new. Raises `ContentError` if one is gone."""
    by_path: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.replacement and reference.offset >= 0:
            by_path[reference.path].append(reference)
    found = {}
    for name, items in by_path.items():
        path = Path(name)
        data = told(path, lambda path=path: load(path))  # type: ignore[misc]
        new, count = _rewritten(data, items)
        if count:
            found[path] = new, count
    return found


def _rewritten(data: bytes, references: list[Reference]) -> tuple[bytes, int]:
    """Text with replacements, in its own encoding; a text that its encoding does not give back to the letter stays as it is."""
    mark, name = encoding(data)
    text = data[len(mark) :].decode(name, "replace")
    if mark + text.encode(name, "replace") != data:
        return data, 0
    parts, at, count = [], 0, 0
    for reference in sorted(references, key=lambda item: item.offset):
        start, end = reference.offset, reference.offset + len(reference.text)
        if start >= at and text[start:end] == reference.text:
            parts += [text[at:start], reference.replacement]
            at, count = end, count + 1
    return mark + "".join([*parts, text[at:]]).encode(name), count
