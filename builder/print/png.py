"""A picture in true colour, as Typst gives it → the same with a palette, in about half as many bytes.

Flat pages with smoothed edges have some hundred colours. The most frequent stay as they are; the others, which are on edges only,
are rounded as little as leaves a place for all. Pillow reads and writes the files; its own ways to a palette keep no colour as it is.
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

COLOURS = 256
"""As many as a palette can have."""
FREQUENT = 64
"""How many colours are never rounded."""
STEPS = (1, 2, 4, 8, 16, 32, 64)
"""To multiples of what the values of the others are rounded; the last leaves a place for any."""
PIECE = 32
"""Of pieces of so many pixels most are like another one, so each is turned into places of the palette once."""
LEVEL = 7
"""How hard zlib tries: the next level takes more than twice as long, for one byte of twenty, and the last one twice as long again."""


def with_palette(png: bytes) -> bytes:
    """A picture with at most `COLOURS` colours; one that is not of opaque true colour is given back as it is."""
    from PIL import Image  # needed only when a picture is set

    with Image.open(io.BytesIO(png)) as picture:
        if picture.mode != "RGBA" or picture.getchannel("A").getextrema() != (255, 255):
            return png
        size, pixels = picture.size, picture.tobytes()
        colours = cast(list[tuple[int, tuple[int, ...]]], picture.getcolors(size[0] * size[1]))
    palette, places = _palette({_number(channels): count for count, channels in colours})
    made = Image.frombytes("P", size, b"".join(_placed(pixels, places)))
    made.putpalette(palette)
    buffer = io.BytesIO()
    made.save(buffer, "PNG", compress_level=LEVEL)
    return buffer.getvalue()


def _placed(pixels: bytes, places: Mapping[int, int]) -> Iterator[bytes]:
    """The place in the palette of every pixel, piece by piece."""
    known: dict[bytes, bytes] = {}
    for at in range(0, len(pixels), 4 * PIECE):
        piece = pixels[at : at + 4 * PIECE]
        if piece not in known:
            known[piece] = bytes(map(places.__getitem__, array("I", piece)))
        yield known[piece]


def _number(channels: Iterable[int]) -> int:
    """Red, green, blue and alpha of a pixel as the number that an array takes their bytes for."""
    return array("I", bytes(channels))[0]


def _channels(colour: int) -> tuple[int, ...]:
    """The channels of such a number."""
    return tuple(array("I", [colour]).tobytes())


def _palette(counted: Mapping[int, int]) -> tuple[bytes, dict[int, int]]:
    """A palette, and the place in it of each colour."""
    ordered = sorted(counted, key=lambda colour: (-counted[colour], colour))
    exact = {colour: _channels(colour)[:3] for colour in ordered}
    for step in STEPS:
        shown = {colour: channels if at < FREQUENT else _rounded(channels, step) for at, (colour, channels) in enumerate(exact.items())}
        places = {channels: at for at, channels in enumerate(dict.fromkeys(shown.values()))}
        if len(places) <= COLOURS:
            break
    return bytes(channel for channels in places for channel in channels), {colour: places[channels] for colour, channels in shown.items()}


def _rounded(channels: tuple[int, ...], step: int) -> tuple[int, ...]:
    return tuple(min(255, (value + step // 2) // step * step) for value in channels)
