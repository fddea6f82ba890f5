"""A page of each kind looks as it was accepted: on a wide screen, in the dark, on a phone, on paper. `make pictures` renews what is meant."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests import pictures
from tests.conftest import Site


@pytest.mark.parametrize("look", pictures.LOOKS)
def test_pages_look_as_accepted(look: str, browser: Any, small_build: Site, tmp_path: Path) -> None:
    faults = []
    for name, picture in pictures.taken(browser, small_build.folder, look):
        accepted = pictures.stored(name)
        apart = 1 if accepted is None else pictures.difference(accepted, picture)
        if apart > pictures.SHARE:
            picture.save(tmp_path / f"{name}.png")
            faults.append(f"{name}: {'no picture was accepted' if accepted is None else f'{apart:.0%} differ'} ({tmp_path / name}.png)")
    assert faults == [], "if that is meant, run 'make pictures', look at the pictures, and commit them"


def test_every_kind_of_page_has_its_pictures(small_build: Site) -> None:
    wanted = {f"{name}-{look}" for name in pictures.pages(small_build.folder) for look in pictures.LOOKS}
    assert {path.stem for path in pictures.FOLDER.glob("*.png")} == wanted
    assert {name.removesuffix("-paper") for name in wanted if name.endswith("-paper")} >= {"home", "countries", "countries-one", "objectives-one", "search"}
    assert max(path.stat().st_size for path in pictures.FOLDER.glob("*.png")) < 16_000


def test_a_moved_part_is_noticed_and_letters_drawn_otherwise_are_not() -> None:
    def page(top: int, grey: int = 0) -> Image.Image:
        picture = Image.new("L", (320, 400), 255)
        for line in range(top, 380, 8):
            ImageDraw.Draw(picture).line((20, line, 300, line), fill=grey)
        return picture

    def drawn(picture: Image.Image) -> Image.Image:
        return Image.open(io.BytesIO(pictures.packed(picture))).convert("L")

    assert pictures.difference(page(40), drawn(page(40))) == 0
    assert pictures.difference(page(40), page(41, 40)) < pictures.SHARE
    assert pictures.difference(page(40), page(120)) > pictures.SHARE
    assert pictures.difference(page(40), page(40).crop((0, 0, 320, 392))) == 1
