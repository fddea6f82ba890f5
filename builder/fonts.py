"""The fonts that briefs are set in: where those that come with the builder are, the files of folders, and what a file is a font of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]  # the package ships no types

from builder.problems import ContentError, Problem
from builder.resources import FONTS as FONTS
from builder.wording import Phrase

FONT_FILES = ("*.otf", "*.ttf", "*.ttc", "*.otc")
"""Single fonts, and collections of several in a file."""
OWN = "fonts"
"""The folder of a strategy's own fonts, in its content folder."""


def font_files(folder: Path, *more: Path) -> list[Path]:
    """The font files of a folder, sorted, and behind them those of others, which may have none. Raises `ContentError` if the first has none."""
    found = found_fonts(folder)
    if not found:
        raise ContentError([Problem.of_file(folder, "no-fonts", Phrase("holds no OpenType font (.otf, .ttf, .ttc): name the folder with --fonts"))])
    return [*found, *(path for other in more for path in found_fonts(other))]


def found_fonts(folder: Path) -> list[Path]:
    """The font files of a folder, sorted."""
    return sorted(path for pattern in FONT_FILES for path in folder.rglob(pattern))


def own_folder(content: Path) -> tuple[Path, ...]:
    """The folder of a strategy's own fonts, if it has one."""
    folder = content / OWN
    return (folder,) if folder.is_dir() else ()


@dataclass(frozen=True)
class Face:
    """A font of a family: the weights that it has (CSS Fonts 4), and whether it is slanted."""

    path: Path
    index: int
    """Its place in a file that holds several."""
    family: str
    weights: tuple[int, int]
    italic: bool


def faces(paths: list[Path]) -> tuple[Face, ...]:
    """The fonts of some files."""
    return tuple(face for path in paths for face in _faces(path.resolve(), path.stat().st_mtime_ns))


@lru_cache(maxsize=256)
def _faces(path: Path, changed: int) -> tuple[Face, ...]:  # noqa: ARG001 - it tells a file from what it was before
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            return tuple(_face(path, at, font) for at, font in enumerate(collection.fonts))
    with TTFont(path, lazy=True) as font:
        return (_face(path, 0, font),)


def _face(path: Path, index: int, font: TTFont) -> Face:
    names, metrics = font["name"], font["OS/2"]
    family = names.getDebugName(16) or names.getDebugName(1) or path.stem
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    weight = axes.get("wght")
    weights = (int(weight.minValue), int(weight.maxValue)) if weight else (int(metrics.usWeightClass),) * 2
    return Face(path, index, family, (weights[0], weights[1]), bool(metrics.fsSelection & 1))
