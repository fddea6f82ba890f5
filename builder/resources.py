"""What comes with the builder besides its code: templates, the look, fonts, and the settings of a strategy that has none of its own.

In a checkout they stand at its top; a wheel carries the same folders inside the package. Nobody else asks which of the two it is.
Nothing but the standard library is imported: other publishers load the look from an installation without dependencies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.problems import ContentError, Problem
from builder.wording import Phrase

__all__ = ["FONTS", "LOCALES", "LOOK", "MESSAGES", "OWN_LOCALES", "PACKAGED", "SETTINGS", "TEMPLATES", "Templates"]

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # read when Material is loaded, whose notice is to its own users and not to ours

_CARRIED = Path(__file__).resolve().parent / "packaged"
_TOP = _CARRIED if _CARRIED.is_dir() else _CARRIED.parent.parent
TEMPLATES = _TOP / "templates"
"""The folder of all templates: pages, permanent pages, Markdown twins, print."""
LOOK = _TOP / "site_overrides"
"""The folder of the theme `strategy`."""
FONTS = _TOP / "assets" / "fonts"
"""The folder of the fonts for print."""
LOCALES = _TOP / "locales"
"""The folder of the catalogues of languages: the words of the interface."""
OWN_LOCALES = "locales"
"""The folder beside a content folder with catalogues that replace those."""
MESSAGES = LOCALES / "messages"
"""The folder of those of the messages for the person who runs the builder, which no page needs."""
SETTINGS = _TOP / "assets" / "mkdocs.yml"
"""The publisher's settings for a strategy that has none of its own."""


class Theme:
    """The look as MkDocs asks for a theme, and ProperDocs too: an entry point of the group `mkdocs.themes` whose `__file__` lies in the theme's folder."""

    __file__ = str(LOOK / "mkdocs_theme.yml")


@dataclass(frozen=True)
class Templates:
    """A folder of templates in layers: what stands in an earlier folder replaces what has the same name in a later one."""

    folders: tuple[Path, ...] = (TEMPLATES,)

    @classmethod
    def behind(cls, own: Path) -> Templates:
        """The builder's own templates behind a folder of replacements, which need not be there."""
        return cls((own,) if same(own, TEMPLATES) else (own, shown(TEMPLATES)))

    def __truediv__(self, name: str) -> Templates:
        """The folder of this name, in all layers."""
        return Templates(tuple(folder / name for folder in self.folders))

    @property
    def parent(self) -> Templates:
        """The folder that holds this one, in all layers."""
        return Templates(tuple(folder.parent for folder in self.folders))

    def find(self, name: str) -> Path:
        """The file that has a name; where it is missing, the place where it should be."""
        places = [folder / name for folder in self.folders]
        return next((path for path in places if path.is_file()), places[0])

    def files(self) -> dict[str, Path]:
        """Every file of the folder and of those inside, by its name in it; what is hidden is left out."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found.update(visible(folder))
        return dict(sorted(found.items()))


PACKAGED = Templates()
"""The builder's own templates."""


def visible(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and of those inside, by their names in it, with slashes; neither hidden ones nor what Python keeps."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in name.parts):
            yield PurePosixPath(*name.parts).as_posix(), path


def same(one: Path, other: Path) -> bool:
    """Whether two names are of one folder."""
    return one.resolve() == other.resolve()


def shown(path: Path) -> Path:
    """A path as the user would name it: relative to where they stand, if it is below."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def replaced(own: Path | None, packaged: Path) -> dict[str, bytes]:
    """What a folder has instead of files of another, or beside them, by their names: what says the same in both is left out."""
    found = {name: path.read_bytes() for name, path in visible(own)} if own else {}
    return {name: data for name, data in found.items() if not (there := packaged / name).is_file() or there.read_bytes() != data}


def own_templates(folder: Path) -> Templates:
    """The templates for a folder of replacements that was named. Raises `ContentError` if it is not there."""
    if not folder.is_dir():
        message = Phrase("there is no such folder: create it, or name the one that holds your templates with --templates")
        raise ContentError([Problem.of_file(folder, "missing-template", message)])
    return Templates.behind(folder)
