"""Pictures with a palette: the same picture in fewer bytes, whatever way its lines were filtered."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageChops

from builder.model import vocabulary
from builder.print.png import COLOURS, FREQUENT, with_palette
from builder.print.typesetter import Typesetter
from tests.conftest import REPO

MOST_APART = 4
"""How far a colour on an edge may be from what was set, of 255: nobody sees it."""


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def filtered(line: bytes, above: bytes, kind: int) -> bytes:
    """What a filter leaves of a line, byte by byte as the standard defines it (PNG, 9.2)."""
    out = bytearray()
    for at, byte in enumerate(line):
        left, over, corner = line[at - 4] if at > 3 else 0, above[at], above[at - 4] if at > 3 else 0
        guess = left + over - corner
        paeth = min((left, over, corner), key=lambda value: abs(guess - value))
        out.append((byte - (0, left, over, (left + over) // 2, paeth)[kind]) & 255)
    return bytes(out)


def png(pixels: list[list[tuple[int, ...]]], kinds: list[int]) -> bytes:
    width, height = len(pixels[0]), len(pixels)
    body, above = b"", bytes(width * 4)
    for row, kind in zip(pixels, kinds, strict=True):
        line = bytes(channel for pixel in row for channel in pixel)
        body += bytes([kind]) + filtered(line, above, kind)
        above = line
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = zlib.compress(body)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data[:20]) + chunk(b"IDAT", data[20:]) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def apart(one: bytes, other: bytes) -> int:
    """The largest difference between two pictures, of a channel of any pixel."""
    return max(most for _, most in ImageChops.difference(opened(one).convert("RGB"), opened(other).convert("RGB")).getextrema())


def flat(seed: int, width: int = 23, height: int = 17, colours: int = 40) -> list[list[tuple[int, ...]]]:
    """Boxes of a few colours on white."""
    dice = random.Random(seed)
    rows = [[(255, 255, 255, 255)] * width for _ in range(height)]
    for _ in range(colours - 1):
        colour = (*(dice.randrange(256) for _ in range(3)), 255)
        left, top = dice.randrange(width), dice.randrange(height)
        for row in rows[top : top + dice.randrange(1, 6)]:
            for at in range(left, min(width, left + dice.randrange(1, 8))):
                row[at] = colour
    return rows


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", [*range(5), "mixed"])
def test_few_colours_stay_as_they_are(kind: int | str, seed: int) -> None:
    pixels = flat(seed)
    kinds = [at % 5 for at in range(len(pixels))] if isinstance(kind, str) else [kind] * len(pixels)
    before = png(pixels, kinds)
    after = with_palette(before)
    assert opened(after).mode == "P"
    assert opened(after).size == opened(before).size
    assert opened(before).convert("RGBA").tobytes() == bytes(channel for row in pixels for pixel in row for channel in pixel)
    assert apart(before, after) == 0


def test_of_many_colours_the_frequent_stay_and_the_others_come_near() -> None:
    ramp = [[(at, 255 - at, row * 16, 255) for at in range(256)] for row in range(16)]
    often = [[(9, 93, 99, 255)] * 256 for _ in range(3)]
    before = png([*ramp, *often], [4] * 19)
    after = with_palette(before)
    colours = opened(after).convert("RGB").getcolors(100_000)
    assert len(colours) <= COLOURS < len(opened(before).convert("RGB").getcolors(100_000))
    assert (256 * 3, (9, 93, 99)) in colours
    assert apart(before, after) <= 32


def test_all_colours_that_there_are_have_a_place() -> None:
    dice = random.Random(1)
    before = png([[(*(dice.randrange(256) for _ in range(3)), 255) for _ in range(100)] for _ in range(100)], [1] * 100)
    assert len(opened(with_palette(before)).convert("RGB").getcolors()) <= COLOURS
    assert FREQUENT + 5**3 <= COLOURS


def test_what_lets_shine_through_and_what_has_a_palette_stays_as_it_is() -> None:
    clear = png([[(1, 2, 3, 255), (1, 2, 3, 0)]], [0])
    assert with_palette(clear) == clear
    small = with_palette(png(flat(0), [0] * 17))
    assert with_palette(small) == small


def test_a_picture_as_typst_sets_it_is_half_as_large_and_looks_the_same() -> None:
    tiles = [{"id": f"C{at}", "row": at // 5, "column": at % 5} for at in range(20)]
    title = {
        "title": "Plan",
        "short_title": "Plan 2030",
        "subtitle": "All rivers",
        "language": "en",
        "publisher": {"name": "Body"},
        "tiles": tiles,
        "called": vocabulary.as_values(vocabulary.of({})),
    }
    picture = {
        "id": "ABC",
        "coded": False,
        "title": "Upper Lowland",
        "short": "Upper Lowland",
        "text": "What the plan says of it. " * 4,
        "url": "",
        "figure": None,
        "chart": None,
        "marked": ["C3"],
        "tinted": ["C4", "C5"],
        "colour": None,
    }
    before = Typesetter(REPO / "templates/print").picture("share", "png", {"document": title, "picture": picture})
    after = with_palette(before)
    assert len(after) < 0.6 * len(before)
    assert apart(before, after) <= MOST_APART
