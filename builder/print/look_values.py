"""The look → plain values for the print templates: colours for paper, which is always light, type, logo and footer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.content import palette
from builder.content.look import Look
from builder.views.look import Shown

__all__ = ["PLAIN", "file", "of", "picture"]


def of(look: Look, logo: Shown | None = None, footer: str | None = None) -> dict[str, Any]:
    """The values of a look; `footer` is its text on a line."""
    return {
        "colours": _light(look.colours.palette),
        "text": look.type.text,
        "titles": look.type.titles,
        "logo": picture(logo),
        "footer": footer,
    }


def _light(colours: palette.Palette) -> Mapping[str, str]:
    return {name: both["light"] for name, both in colours.items()}


def file(shown: Shown) -> str:
    """The name by which the typesetter has a picture, always as SVG."""
    return shown.path.removeprefix("assets/").replace("/", "-").rpartition(".")[0] + ".svg"


def picture(shown: Shown | None) -> dict[str, Any] | None:
    """A picture: the file that the typesetter has, what it says, and how wide it is for its height."""
    return {"file": file(shown), "text": shown.text, "ratio": shown.file.width / shown.file.height} if shown else None


PLAIN = of(Look())
"""Those of a strategy that gives none."""
