"""Presentations (.pptx, ECMA-376), slide by slide in their order, each with its notes, comments, diagrams and charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.tools.links.office import R, drawn
from builder.tools.links.package import Package
from builder.tools.links.pieces import Piece
from builder.wording import Phrase

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BESIDE = {"notesSlide": Phrase("notes"), "diagramData": Phrase("diagram"), "chart": Phrase("chart"), "comments": Phrase("comments")}
"""What belongs to a slide, by the sort of its relationship, and what people call it."""
_OTHERS = re.compile(r"ppt/(slideMasters|slideLayouts|notesMasters)/\w+\.xml")


def pieces(data: bytes) -> Iterator[Piece]:
    """The paragraphs and links of a presentation; a paragraph counts as a line."""
    package = Package(data)
    line = 0
    for name, where in _parts(package):
        for piece in _part(package, name, where, line):
            yield piece
            line = max(line, piece.line)


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """The parts that hold text, each with where it is: the slides as they are shown, then masters and layouts."""
    main, deck = package.main("ppt/presentation.xml", f"{_P}presentation", Phrase("is not a presentation: save it as .pptx"))
    relations = package.relations(main)
    numbered = [relations[key][1] for item in deck.iter(f"{_P}sldId") if (key := item.get(f"{R}id", "")) in relations]
    for number, name in enumerate(numbered, 1):
        if name in package.names:
            yield name, Phrase("slide {number}", number=number)
            for sort, said in _BESIDE.items():
                yield from ((part, Phrase("slide {number}, {part}", number=number, part=said)) for part in package.related(name, sort))
    yield from ((name, name.rpartition("/")[2].removesuffix(".xml")) for name in sorted(package.names) if _OTHERS.fullmatch(name))


def _part(package: Package, name: str, where: str, line: int) -> Iterator[Piece]:
    root = package.xml(name)
    for piece in drawn(root, package.links(name), where, line):
        yield piece
        line = piece.line
    for comment in root.iter("{*}text"):  # of comments in the form of 2007, whose text is no paragraph
        if comment.text:
            line += 1
            yield Piece(line, 1, comment.text, False, where)
