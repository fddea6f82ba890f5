"""The palette: as at first without colours of one's own, and readable whatever the accent is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content import palette
from builder.content.palette import DEFAULTS, PAIRS, SCHEMES

colours = st.builds("#{:02x}{:02x}{:02x}".format, *(st.integers(0, 255),) * 3)


def faults(found: palette.Palette) -> list[tuple[str, str, str]]:
    return [
        (scheme, pair.front, pair.ground)
        for scheme in SCHEMES
        for pair in PAIRS
        if palette.contrast(found[pair.front][scheme], found[pair.ground][scheme]) < pair.bar
    ]


def test_without_own_colours_all_are_as_at_first() -> None:
    assert palette.palette({}) == DEFAULTS
    assert palette.palette({"accent": {"light": DEFAULTS["accent"]["light"]}}) == DEFAULTS
    assert faults(DEFAULTS) == []


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478), ("#0b5d63", "#0b5d63", 1.0)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert palette.contrast(one, other) == pytest.approx(ratio, abs=0.001)


@settings(max_examples=25)
@given(colours)
def test_what_follows_from_an_accent_can_be_read(accent: str) -> None:
    """Any accent that stands the check gives colours that all do, in light and dark; one that does not has another near it that does."""
    given_ = {"accent": {"light": accent}}
    found = list(palette.clashes(given_))
    if not found:
        assert faults(palette.palette(given_)) == []
        return
    better = found[0][2].better
    assert better
    assert list(palette.clashes({"accent": {"light": better}})) == []
    assert faults(palette.palette({"accent": {"light": better}})) == []


@settings(max_examples=25)
@given(colours)
def test_a_dark_cover_can_be_read_on(cover: str) -> None:
    given_ = {"cover": {"light": cover}}
    if not list(palette.clashes(given_)):
        assert faults(palette.palette(given_)) == []


@given(colours)
def test_the_colour_of_an_entry_is_seen_in_the_dark(colour: str) -> None:
    shades = palette.own(colour)
    assert shades["light"] == colour
    assert all(palette.contrast(shades["dark"], DEFAULTS[ground]["dark"]) >= palette.GRAPHIC for ground in palette.GROUNDS)


def test_a_dark_accent_that_is_given_stays() -> None:
    found = palette.palette({"accent": {"light": "#8a1538", "dark": "#ff9db5"}})
    assert (found["accent"]["light"], found["accent"]["dark"]) == ("#8a1538", "#ff9db5")
    assert not {shade for both in found.values() for shade in both.values()} & {
        DEFAULTS[name][scheme] for name in ("accent", "accent-2", "data", "cover") for scheme in SCHEMES
    }
