"""A picture in true colour, as Typst gives it → the same with a palette, in about half as many bytes.

Flat pages with smoothed edges have some hundred colours. The most frequent stay as they are; the others, which are on edges only,
are rounded as little as leaves a place for all.
What is read and written is PNG (3rd edition): 8 bits a channel, not interlaced.
"""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

COLOURS = 256
"""As many as a palette can have."""
FREQUENT = 64
"""How many colours are never rounded."""
STEPS = (1, 2, 4, 8, 16, 32, 64)
"""To multiples of what the values of the others are rounded; the last leaves a place for any."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = (8, 6, 0, 0, 0)
"""Bits a channel, red, green, blue and alpha; compression, filters and order of lines as usual."""
_PIXEL = 4
"""Bytes of a pixel in true colour."""
_NOT_ZERO = re.compile(rb"[^\0]")


def with_palette(png: bytes) -> bytes:
    """A picture with at most `COLOURS` colours; one that is not of opaque true colour is given back as it is."""
    parts = dict.fromkeys((name for name, _ in _chunks(png)), b"")
    for name, data in _chunks(png):
        parts[name] += data
    width, height, *form = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if tuple(form) != _TRUE_COLOUR:
        return png
    lines = list(_lines(zlib.decompress(parts[b"IDAT"]), width * _PIXEL, height))
    pixels = {line: array("I", line) for line in lines}  # many lines are alike
    counted: Counter[int] = Counter()
    for line in pixels.values():
        counted.update(line)
    if any(_channels(colour)[3] != 255 for colour in counted):
        return png
    palette, places = _palette(counted)
    short = {line: b"\0" + bytes(map(places.__getitem__, found)) for line, found in pixels.items()}
    body = b"".join(map(short.__getitem__, lines))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of each chunk."""
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _channels(colour: int) -> tuple[int, ...]:
    """Red, green, blue and alpha of a pixel, whose bytes an array has taken for a number."""
    return tuple(array("I", [colour]).tobytes())


def _palette(counted: Counter[int]) -> tuple[bytes, dict[int, int]]:
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


# --- filters ------------------------------------------------------------------------------------


def _lines(data: bytes, length: int, height: int) -> Iterator[bytes]:
    """The lines of a picture, from what its filters have left of them (PNG, 9.2)."""
    line = bytes(length)
    for at in range(0, height * (length + 1), length + 1):
        line = _FILTERS[data[at]](data[at + 1 : at + 1 + length], line)
        yield line


def _none(line: bytes, _: bytes) -> bytes:
    return line


def _sub(line: bytes, _: bytes) -> bytes:
    """Each byte was less by that of the pixel on its left."""
    out = bytearray(len(line))
    for channel in range(_PIXEL):
        out[channel::_PIXEL] = bytes(value & 255 for value in accumulate(line[channel::_PIXEL]))
    return bytes(out)


def _up(line: bytes, above: bytes) -> bytes:
    """Each byte was less by that above it; all are added at once, as one long number without carries."""
    low, high = (int.from_bytes(byte * len(line), "big") for byte in (b"\x7f", b"\x80"))
    one, other = int.from_bytes(line, "big"), int.from_bytes(above, "big")
    return (((one & low) + (other & low)) ^ ((one ^ other) & high)).to_bytes(len(line), "big")


def _average(line: bytes, above: bytes) -> bytes:
    """Each byte was less by the mean of those on its left and above it."""
    out = bytearray(_PIXEL + len(line))
    for at, byte in enumerate(line):
        out[at + _PIXEL] = (byte + (out[at] + above[at]) // 2) & 255
    return bytes(out[_PIXEL:])


def _paeth(line: bytes, above: bytes) -> bytes:
    """Each byte was less by that on its left, above it, or between those, whichever is nearest to what the three make likely.

    Where the pixels on the left are alike and nothing is left over, all is as above: most of a flat picture is taken over in runs.
    """
    out, above = bytearray(_PIXEL + len(line)), bytes(_PIXEL) + above
    at = 0
    while at < len(line):
        if out[at : at + _PIXEL] == above[at : at + _PIXEL] and not any(line[at : at + _PIXEL]):
            found = _NOT_ZERO.search(line, at)
            end = found.start() // _PIXEL * _PIXEL if found else len(line)
            out[at + _PIXEL : end + _PIXEL] = above[at + _PIXEL : end + _PIXEL]
            at = end
            continue
        for place in range(at, at + _PIXEL):
            left, corner, over = out[place], above[place], above[place + _PIXEL]
            to_left, to_over, to_corner = abs(over - corner), abs(left - corner), abs(left + over - 2 * corner)
            likely = left if to_left <= to_over and to_left <= to_corner else over if to_over <= to_corner else corner
            out[place + _PIXEL] = (line[place] + likely) & 255
        at += _PIXEL
    return bytes(out[_PIXEL:])


_FILTERS = (_none, _sub, _up, _average, _paeth)
"""The filters in the order of their numbers."""
