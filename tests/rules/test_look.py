"""The rules of the look, each by itself: contrast, pictures and families of fonts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from builder.content import palette
from builder.fonts import FONTS
from builder.rules import glyphs, look
from tests.rules.test_rules import SOURCE, STRATEGY, told

LINE = STRATEGY.count("\n") + 1


def looked(text: str) -> dict[str, str]:
    return {"strategy.yml": f"{STRATEGY}look:\n  {text}\n"}


@pytest.mark.parametrize(
    ("given", "column", "words"),
    [
        (
            'accent: "#7fcbc9"', 21,
            "'#7fcbc9' on the ground of what a link led to ('#ffe9a8') has a contrast of 1.54:1, in light, and text needs 4.5:1: "
            "write '#247473', or one farther from it",
        ),
        (
            'accent_dark: "#0b5d63"', 26,
            "'#0b5d63' on the ground of what a link led to ('#5d4a10') has a contrast of 1.12:1, in dark, and text needs 4.5:1: "
            "write '#81c8ce', or one farther from it",
        ),
        (
            'cover: "#c9e0dd"', 20,
            "the quieter words on it ('#d3ddd9') on '#c9e0dd' has a contrast of 1:1, in light, and text needs 4.5:1: write '#647976', or one farther from it",
        ),
        ('accent: "#0b5d63"', 0, ""),
    ],
)  # fmt: skip
def test_colours(tmp_path: Path, given: str, column: int, words: str) -> None:
    """Which pair it is, its contrast, and the colour that would do."""
    found = told(tmp_path, look.colours_can_be_told_apart, looked(f"colours: {{{given}}}"))
    assert found == ([f"strategy.yml:{LINE + 1}:{column}: [contrast] {words}"] if words else [])


def goal(*more: str) -> dict[str, str]:
    return {"framework/goal.yml": "\n".join(["id: GOAL", "title: A", "text: A", *more, SOURCE, ""])}


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#8a1538", ""),
        (
            "#fcc30b",
            "the tinted page ('#f6f4ee') has a contrast of 1.47:1, in light, and a part of a graphic needs 3:1: write '#b58500', or one farther from it",
        ),
        ("#fdfdfd", "the page ('#ffffff') has a contrast of 1.01:1, in light, and a part of a graphic needs 3:1: write '#8d8d8d', or one farther from it"),
    ],
)
def test_the_colour_of_an_entry(tmp_path: Path, colour: str, words: str) -> None:
    found = told(tmp_path, look.colours_can_be_told_apart, goal(f'colour: "{colour}"'))
    assert found == ([f"framework/goal.yml:4:9: [contrast] '{colour}' on {words}"] if words else [])


@pytest.mark.parametrize(("ratio", "shown"), [(1.0, "1:1"), (1.999, "1.99:1"), (4.499, "4.49:1"), (2.5, "2.5:1"), (12.0, "12:1")])
def test_a_contrast_is_rounded_down(ratio: float, shown: str) -> None:
    assert look._ratio(ratio) == shown


def test_where_no_colour_would_do() -> None:
    clash = palette.Clash("dark", "accent", "paper", ("#777777", "#14191a"), 3.999, palette.TEXT, None)
    assert look._message("accent", clash) == (
        "'#777777' on the page ('#14191a') has a contrast of 3.99:1, in dark, and text needs 4.5:1: choose another colour, or one farther from it"
    )


def test_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "content/pictures"
    folder.mkdir(parents=True)
    Image.new("RGB", (60, 60), "#1f6fb2").save(folder / "drop.png")
    files = {**looked("logo: {file: pictures/gone.svg, text: Ostra}"), **goal("picture: {file: pictures/none.png, text: A}")}
    there = "in 'pictures/': put the file there, or correct its name"
    assert told(tmp_path, look.pictures_can_be_shown, files) == [
        f"framework/goal.yml:4:17: [missing-picture] there is no 'none.png' {there}",
        f"strategy.yml:{LINE + 1}:16: [missing-picture] there is no 'gone.svg' {there}",
    ]
    files = {**looked("logo: {file: pictures/drop.png, text: Ostra}"), **goal("picture: {file: pictures/drop.png, text: A}")}
    assert told(tmp_path, look.pictures_can_be_shown, files) == []


# --- families -------------------------------------------------------------------------------------


def test_families_of_fonts(tmp_path: Path) -> None:
    """Those of the builder, and those that lie beside the content."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(FONTS / "source-sans-3/SourceSans3-Regular.otf", fonts)

    def of(text: str) -> list[str]:
        return told(tmp_path, lambda found: glyphs.unknown_families(found, fonts), looked(f"type: {{{text}}}"))

    assert of("text: Source Sans 3, titles: Source Sans 3") == of("text: Source Sans 3") == []
    advice = "put its files (.ttf, .otf) into the folder 'fonts' of the content; there are 'Source Sans 3'"
    assert of("text: Source Sans 3, titles: Ostra") == [f"strategy.yml:{LINE + 1}:39: [no-family] no font is of the family 'Ostra': {advice}"]
    assert of("text: Source Sans") == [
        f"strategy.yml:{LINE + 1}:16: [no-family] no font is of the family 'Source Sans': {advice}. Did you mean 'Source Sans 3'?"
    ]
    own = tmp_path / "content/fonts"
    own.mkdir()
    shutil.copy(FONTS / "noto-sans/NotoSansGeorgian-Regular.ttf", own)
    assert of("text: Noto Sans Georgian, titles: Source Sans 3") == []
