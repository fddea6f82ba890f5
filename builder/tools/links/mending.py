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


def by_file(references: Iterable[Reference]) -> dict[Path, list[Reference]]:
    """What is to be rewritten, by the file that it stands in."""
    found: defaultdict[Path, list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.replacement and reference.offset >= 0:
            found[Path(reference.path)].append(reference)
    return dict(found)


def mended(path: Path, references: list[Reference]) -> tuple[bytes, int]:
    """What a file should hold, in its own encoding, and how many of its references are new; `ContentError` if it is gone.

    A text that its encoding does not give back to the letter stays as it is.
    """
    data = told(path, lambda: load(path))
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
