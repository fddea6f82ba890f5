"""Style sheets as pages get them: those of every page in one file, small images inside; each that is apart would be a request of every first visit."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Mapping

__all__ = ["STYLES", "joined", "with_images"]

STYLES = ("assets/look.css", "assets/tokens.css", "assets/strategy.css")
"""The style sheets of every page, in their order (base.html has it too, for publishers without plugins); the last has the name of them all."""
_IMAGE = re.compile(r"""url\((["']?)(?!data:|\w+:|//)([^"')]+\.svg)\1\)""")


def with_images(text: str, folder: str, image: Callable[[str], bytes | None]) -> str:
    """A style sheet of a folder with the images (SVG) that it names inside; those stay apart that `image` does not give for their path."""

    def inside(match: re.Match[str]) -> str:
        data = image(posixpath.normpath(posixpath.join(folder, match[2])))
        return match[0] if data is None else f'url("data:image/svg+xml;base64,{base64.b64encode(data).decode()}")'

    return _IMAGE.sub(inside, text)


def joined(sheets: Mapping[str, str], image: Callable[[str], bytes | None]) -> str:
    """The style sheets of every page, by path, as one, with the images that they name."""
    return "".join(with_images(sheets[name], posixpath.dirname(name), image) for name in STYLES if name in sheets)
