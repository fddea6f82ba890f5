"""Former addresses of the register → problems, where something else is published in their place.

A page that has moved leaves a page at its old address, `x/` as `x/index.html`. Where a file is called `x`, one of both could not be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from builder.content.addresses import RAW
from builder.content.records import RegisterEntry
from builder.model.register import Former
from builder.model.strategy import Strategy
from builder.problems import Problem
from builder.publish import headers, output
from builder.wording import Phrase

OF_PUBLISHERS = ("404.html", "sitemap.xml.gz", headers.FILE, output.SITE_MANIFEST)
"""Files that the publisher adds to those of the docs folder, beside what lies in reserved folders."""
LONGEST_NAME = 200
"""Characters of a part of an address at most, since it names a folder: file systems end at 255 bytes."""
LONGEST = 1000
"""Characters of an address at most."""


def taken(strategy: Strategy, former: Mapping[str, Iterable[Former]], files: Iterable[str], folders: Iterable[str]) -> Iterator[Problem]:
    """Former addresses that cannot be published beside the `files` of the docs folder, and the `folders` ('ru/') that hold other languages."""
    files = {*files, *(f"{address}index.html" for address in former), *OF_PUBLISHERS}
    names = {_published(name).casefold() for name in files} | {name.casefold() for name in files} | {folder.rstrip("/") for folder in folders}
    lines = {node.record.id: node for node in strategy.of(RegisterEntry)}
    for address, formers in former.items():
        fault = _fault(address, names)
        for node in {lines[item.identifier.id] for item in formers}:
            if fault:
                yield Problem(node.file, node.line, 1, "reserved-address", fault)


def _fault(address: str, names: set[str]) -> Phrase | None:
    """What is wrong with a former address; nothing, if it can be published."""
    if len(address) > LONGEST or any(len(part) > LONGEST_NAME for part in address.split("/")):
        return Phrase("the former address '{address}' is too long for the name of a file: write the one where it really stood", address=address)
    path = PurePosixPath(address)
    found = next((part.as_posix() for part in (path, *path.parents) if part.as_posix().casefold() in names), "")
    if not found:
        return None
    return Phrase(
        "the former address '{address}' cannot be published, because '{found}' is published too: write the one where it really stood",
        address=address,
        found=found,
    )


def _published(name: str) -> str:
    """The name under which a file of the docs folder is published."""
    return name.removesuffix(RAW) if name.endswith(f".md{RAW}") else f"{name.removesuffix('.md')}.html" if name.endswith(".md") else name
