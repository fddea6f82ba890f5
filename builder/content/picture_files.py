"""Pictures beside the content, such as a logo: read from their files, and refused if they are none or could do harm."""

from __future__ import annotations

import base64
import io
import math
import re
import stat
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from builder.wording import Phrase

__all__ = ["LARGEST", "PictureFile", "UnfitError", "read"]

LARGEST = 200_000
"""Bytes of a picture at most: every visit fetches the logo, and every brief holds it."""
PIXELS = 2400
"""Pixels of a side at most."""
SQUARE = 1.25
"""How many times as long as the other a side of a square picture may be."""
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm|in)?\s*")
_LOADED = re.compile(r"\s*(?:#|data:image/)")
"""What an SVG may refer to: its own parts, and pictures that it holds."""
_SVG = "{http://www.w3.org/2000/svg}svg"
"""The first element of an SVG, as ElementTree names it."""
_ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?!['\"#]|data:image/)[^)]*")
"""What a style refers to that is neither."""


class UnfitError(Exception):
    """A file that is no picture for a site: a code, and a message in an editor's words."""

    def __init__(self, code: str, message: Phrase) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is published."""

    data: bytes = field(repr=False)
    form: Literal["svg", "png"]
    width: float
    height: float

    @property
    def square(self) -> bool:
        """Whether it is about as wide as high, as an icon must be."""
        return max(self.width, self.height) <= SQUARE * min(self.width, self.height)

    @property
    def as_svg(self) -> bytes:
        """The same as an SVG; what is none is held by one."""
        if self.form == "svg":
            return self.data
        size = f'width="{self.width:g}" height="{self.height:g}"'
        image = f'<image {size} href="data:image/png;base64,{base64.b64encode(self.data).decode()}"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width:g} {self.height:g}">{image}</svg>\n'.encode()


def read(path: Path) -> PictureFile:
    """The picture of a file. Raises `UnfitError` if there is none, or one that cannot be published."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnfitError("no-picture", Phrase("'{name}' is a folder, a pipe or a device: put a file there", name=path.name))
        return _read(path.resolve(), state.st_mtime_ns, state.st_size)
    except OSError:
        raise UnfitError(
            "missing-picture", Phrase("there is no '{name}' in '{folder}/': put the file there, or correct its name", name=path.name, folder=path.parent.name)
        ) from None


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> PictureFile:  # noqa: ARG001 - they tell a file from what it was before
    form = path.suffix.lower()
    if form not in (".svg", ".png"):
        raise UnfitError("no-picture", Phrase("'{name}' is neither SVG nor PNG, by its ending: save the picture as one of them", name=path.name))
    if size > LARGEST:
        raise UnfitError(
            "large-picture",
            Phrase("'{name}' has {size} bytes: every page loads it, so bring it to {most} at most", name=path.name, size=Decimal(size), most=Decimal(LARGEST)),
        )
    data = path.read_bytes()
    return _svg(path.name, data) if form == ".svg" else _png(path.name, data)


def _png(name: str, data: bytes) -> PictureFile:
    from PIL import Image, UnidentifiedImageError  # few strategies have pixels

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            width, height = picture.size
            if max(width, height) <= PIXELS:
                picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise UnfitError("no-picture", Phrase("'{name}' cannot be read as PNG: save the picture again", name=name)) from None
    if max(width, height) > PIXELS:
        raise UnfitError(
            "large-picture",
            Phrase("'{name}' has {width} by {height} pixels: bring it to {most} a side at most", name=name, width=width, height=height, most=PIXELS),
        )
    return PictureFile(data, "png", width, height)


def _svg(name: str, data: bytes) -> PictureFile:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnfitError("no-picture", Phrase("'{name}' has a document type, which could name other files: save it as plain SVG", name=name))
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - without a document type there are no entities
    except ElementTree.ParseError as error:
        raise UnfitError("no-picture", Phrase("'{name}' cannot be read as SVG ({error}): save the picture again", name=name, error=error)) from None
    if root.tag != _SVG:
        raise UnfitError(
            "no-picture", Phrase("'{name}' cannot be read as SVG: its first element must be <svg xmlns=\"http://www.w3.org/2000/svg\">", name=name)
        )
    for element in root.iter():
        if wrong := _active(element):
            raise UnfitError("no-picture", Phrase("'{name}' has {wrong}, which a picture must not: save it as plain SVG", name=name, wrong=wrong))
    width, height = _size(root)
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise UnfitError(
            "no-picture", Phrase("'{name}' does not say how wide and high it is: give its <svg> a viewBox, as in viewBox=\"0 0 120 40\"", name=name)
        )
    return PictureFile(data, "svg", width, height)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _active(element: ElementTree.Element) -> Phrase | None:
    """What an element does or loads that a picture does not; nothing, if it is harmless."""
    tag = _local(element.tag)
    if tag in ("script", "foreignObject", "iframe", "handler"):
        return Phrase("an element <{tag}>", tag=tag)
    for key, value in element.attrib.items():
        attribute = _local(key)
        if attribute.lower().startswith("on"):
            return Phrase("an attribute '{attribute}'", attribute=attribute)
        if attribute == "href" and tag != "a" and not _LOADED.match(value):
            return _reference(value)
    texts = [element.text or "" if tag == "style" else "", *element.attrib.values()]
    found = next(filter(None, map(_ELSEWHERE.search, texts)), None)
    return _reference(found[0]) if found else None


def _reference(to: str) -> Phrase:
    return Phrase("a reference to another file ('{to}')", to=to[:40])


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height, in any unit: what counts is how they relate."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        if len(box) == 4:
            return float(box[2]), float(box[3])
    except ValueError:
        return 0, 0
    sides = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    return (float(sides[0][1]), float(sides[1][1])) if sides[0] and sides[1] else (0, 0)
