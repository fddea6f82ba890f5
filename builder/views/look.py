"""The look as it is published: which pictures and fonts go with a site, and whose colour marks an entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from builder.content import picture_files
from builder.content.look import Picture
from builder.content.picture_files import PictureFile
from builder.content.records import Marked, Objective
from builder.fonts import Face, faces, font_files, own_folder
from builder.model import relations
from builder.model.strategy import AnyNode, Strategy

__all__ = ["WEB_FAMILIES", "Shown", "logo", "own_faces", "owner", "owners", "picture", "pictures"]

WEB_FAMILIES = frozenset({"Source Sans 3", "Source Serif 4"})
"""The families that every site has the fonts of (`site_overrides/assets/fonts`)."""


class Shown(NamedTuple):
    """A picture with its path on the site."""

    path: str
    text: str
    file: PictureFile

    @property
    def as_data(self) -> dict[str, object]:
        """What a template needs to know of it."""
        return {"path": self.path, "text": self.text, "width": round(self.file.width), "height": round(self.file.height)}


def _shown(strategy: Strategy, given: Picture | None, name: str) -> Shown | None:
    if given is None:
        return None
    file = picture_files.read(Path(strategy.folder, given.file))
    return Shown(f"assets/{name}.{file.form}", given.text, file)


def logo(strategy: Strategy) -> Shown | None:
    """The logo, if there is one."""
    return _shown(strategy, strategy.publication.look.logo, "logo")


def picture(strategy: Strategy, node: AnyNode) -> Shown | None:
    """The picture of an entry, if it has one."""
    record = node.record
    return _shown(strategy, record.picture, f"pictures/{node.id.lower()}") if isinstance(record, Marked) else None


def pictures(strategy: Strategy) -> Iterator[Shown]:
    """All pictures that the content has."""
    found = (logo(strategy), *(picture(strategy, node) for node in strategy.nodes if isinstance(node.record, Marked)))
    return (shown for shown in found if shown)


def owners(strategy: Strategy) -> Iterator[tuple[AnyNode, str]]:
    """The entries that have a colour of their own, with that."""
    for node in strategy.nodes:
        if isinstance(node.record, Marked) and node.record.colour:
            yield node, node.record.colour


def owner(strategy: Strategy, node: AnyNode | None) -> AnyNode | None:
    """The entry whose colour marks another one: itself, or what it is a part of."""
    while node is not None:
        if isinstance(node.record, Marked):
            if node.record.colour:
                return node
            objective = node.narrowed(Objective)
            node = (strategy.target(objective, relations.PART_OF_OBJECTIVE) if objective else None) or node.parent
        else:
            node = node.parent
    return None


def own_faces(strategy: Strategy, fonts: Path) -> tuple[Face, ...]:
    """The fonts that a site must have besides those of every site: all of the families that the look names."""
    kind = strategy.publication.look.type
    wanted = {family for family in (kind.text, kind.titles) if family} - WEB_FAMILIES
    return tuple(face for face in faces(font_files(fonts, *own_folder(Path(strategy.folder)))) if face.family in wanted) if wanted else ()
