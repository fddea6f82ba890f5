"""Pictures set by the print room: of a size, small, the same each time, and set once."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from builder.content.addresses import Site
from builder.model.strategy import Strategy
from builder.print import briefs, pictures
from builder.print.setting import BriefFile
from builder.print.typesetter import Typesetter
from builder.views import sharing
from tests.conftest import REPO
from tests.made import NASTY, literal, made, texts

SITE = Site("https://made.example.org/plan/")
LARGEST = 60_000
"""Bytes, so that a picture is there at once on a phone; those who show pictures ask for less than 300,000."""


def setter() -> Typesetter:
    return Typesetter(REPO / "templates/print")


def shares(files: dict[str, BriefFile]) -> dict[str, bytes]:
    return {path: file.data for path, file in files.items() if path.startswith("share")}


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the header of a PNG file says (PNG 3, 11.2.1)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_picture_for_links_has_the_size_that_the_pages_say(coast_strategy: Strategy) -> None:
    found = shares(pictures.make(coast_strategy, SITE, setter()))
    assert set(found) == {share.path for share in sharing.shares(coast_strategy)}
    assert {size(data) for data in found.values()} == {sharing.SIZE}
    assert max(map(len, found.values())) <= LARGEST
    assert len(set(found.values())) == len(found)


def test_the_same_input_gives_the_same_bytes_and_what_is_unchanged_is_not_set_again(
    small_strategy: Strategy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = pictures.make(small_strategy, SITE, setter())
    assert files == pictures.make(small_strategy, SITE, setter())
    for path, file in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(file.data)
    (tmp_path / "share/var.png").write_bytes(b"damaged")
    asked: list[str] = []
    original = Typesetter.picture

    def spy(self: Typesetter, template: str, form: Any, data: dict[str, Any]) -> bytes:
        asked.append(data["picture"]["id"])
        return original(self, template, form, data)

    monkeypatch.setattr(Typesetter, "picture", spy)
    memory = briefs.Memory(tmp_path, briefs.remembered(files))
    assert pictures.make(small_strategy, SITE, setter(), memory) == files
    assert asked == ["VAR"]


@settings(max_examples=10)
@given(texts)
@example(NASTY)
@example("W" * 200)
@example("Word " * 90)
def test_any_title_has_a_picture(title: str) -> None:
    """Characters that no font has are refused before; here they are left blank."""
    printable = "".join(char for char in title if char.isascii() and char.isprintable()).strip() or "Title"
    found = shares(pictures.make(made(printable, literal(printable)), SITE, setter()))
    assert {size(data) for data in found.values()} == {sharing.SIZE}
