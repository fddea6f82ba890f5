"""The fonts that briefs are set in: where those that come with the builder are, and the files of a folder."""

from __future__ import annotations

from pathlib import Path

from builder.problems import ContentError, Problem
from builder.resources import FONTS as FONTS

FONT_FILES = ("*.otf", "*.ttf", "*.ttc", "*.otc")
"""Single fonts, and collections of several in a file."""


def font_files(folder: Path) -> list[Path]:
    """The font files of a folder, sorted. Raises `ContentError` if there is none."""
    found = sorted(path for pattern in FONT_FILES for path in folder.rglob(pattern))
    if not found:
        raise ContentError([Problem(folder.as_posix(), 1, 1, "no-fonts", "holds no OpenType font (.otf, .ttf, .ttc): name the folder with --fonts")])
    return found
