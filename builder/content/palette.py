"""The colours of the look: the one place for those that there are at first, and what follows from a strategy's own.

Every medium takes them from here as data: style sheets of pages and cards, briefs, charts, pictures, the mark.
A colour that follows from another keeps the relation that the two have in `DEFAULTS`, in OKLCH (CSS Color 4), where equal steps look
equal; it is then made lighter or darker until it can be read. So with the accent that there is at first, all others are as at first.
Contrast is that of WCAG 2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

__all__ = ["DEFAULTS", "GRAPHIC", "GROUNDS", "SCHEMES", "TEXT", "Clash", "Palette", "Scheme", "clashes", "contrast", "near", "own", "palette"]

Scheme = Literal["light", "dark"]
"""What readers choose between; paper is always light."""
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
"""Both of them."""
Palette = Mapping[str, Mapping[Scheme, str]]
"""Colours by their name, in both schemes, as '#rrggbb'."""

TEXT = 4.5
"""The least contrast of text and its ground (WCAG 2.2, 1.4.3)."""
GRAPHIC = 3.0
"""The least contrast of a part of a graphic and its ground (WCAG 2.2, 1.4.11)."""

REACH = 0.2
"""How much lighter or darker than at first a colour is made that follows from another."""

DEFAULTS: Palette = {
    name: {"light": light, "dark": dark}
    for name, light, dark in (
        ("paper", "#ffffff", "#14191a"),
        ("paper-2", "#f6f4ee", "#1c2223"),
        ("paper-3", "#ebe7dc", "#29302f"),
        ("plate", "#ffffff", "#ffffff"),  # behind pictures, which are drawn for white
        ("ink", "#1b1f1e", "#eae8e1"),
        ("ink-2", "#474e4c", "#bdbfb9"),
        ("ink-3", "#616866", "#9da39e"),
        ("line", "#dcd7ca", "#353d3d"),
        ("line-2", "#8a8476", "#7d8683"),
        ("accent", "#0b5d63", "#7fcbc9"),
        ("accent-2", "#073f44", "#b0e3e0"),
        ("accent-soft", "#e0eeec", "#1c3536"),
        ("data", "#0b6e75", "#58b0b0"),
        ("data-2", "#8d8573", "#8f8a7d"),
        ("mark", "#ffe9a8", "#5d4a10"),
        ("group-0", "#ffffff", "#14191a"),
        ("group-1", "#d7e9e7", "#1c3d3f"),
        ("group-2", "#f6e7c3", "#41371d"),
        ("group-3", "#f4dcd3", "#48302a"),
        ("group-4", "#e2e1f1", "#31314d"),
        ("cover", "#073f44", "#0a2023"),
        ("cover-ink", "#ffffff", "#eae8e1"),
        ("cover-ink-2", "#c9e0dd", "#b6c8c5"),
    )
}
"""The colours that a strategy has which gives none, in light and dark."""


class Pair(NamedTuple):
    """Two colours that are used together, and the contrast that they need."""

    front: str
    ground: str
    bar: float


PAIRS = (
    *(Pair("accent", ground, TEXT) for ground in ("paper", "paper-2", "accent-soft", "mark")),
    *(Pair("accent-2", ground, TEXT) for ground in ("paper", "paper-2", "accent-soft", "mark")),
    *(Pair("data", ground, GRAPHIC) for ground in ("paper", "paper-2")),
    Pair("cover-ink", "cover", TEXT),
    Pair("cover-ink-2", "cover", TEXT),
)
"""What must be told apart, of the colours that a strategy can give and of those that follow from them."""
GROUNDS = ("paper", "paper-2")
"""What the colour of an entry stands on."""


class Follows(NamedTuple):
    """How a colour follows from another."""

    source: str
    moves: tuple[Scheme, ...]
    """Where it is as much lighter or darker as the other one is; elsewhere its lightness stays, and only its hue and strength follow."""


FOLLOWS = {
    "accent-soft": Follows("accent", ()),
    "group-1": Follows("accent", ()),
    "accent-2": Follows("accent", SCHEMES),
    "data": Follows("accent", SCHEMES),
    "cover": Follows("accent", ()),
    "cover-ink-2": Follows("cover", ()),
}
"""The colours that follow from others, each after the one that it follows from."""


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    from coloraide import Color  # long to read, and needed only where colours are not the usual ones

    return float(Color(colour).luminance())


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


@lru_cache(maxsize=1024)
def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness, strength and hue; the hue of a grey is 0."""
    from coloraide import Color

    lightness, strength, hue = Color(colour).convert("oklch").coords(nans=False)
    return lightness, strength, hue


def _hex(lightness: float, strength: float, hue: float) -> str:
    """The colour that a screen has which is the nearest to such a one, of the same lightness and hue."""
    from coloraide import Color

    wanted = Color("oklch", [min(max(lightness, 0.0), 1.0), max(strength, 0.0), hue])
    return str(wanted.convert("srgb").fit("srgb", method="oklch-chroma").to_string(hex=True))


def _moved(colour: str, before: str, now: str, *, lighter: bool) -> str:
    """A colour with the relation to `now` that it has to `before`; its own lightness stays, unless it is to follow."""
    if before == now:
        return colour
    (lightness, strength, hue), old, new = _oklch(colour), _oklch(before), _oklch(now)
    return _hex(lightness + (new[0] - old[0]) * lighter, strength * new[1] / old[1], hue + new[2] - old[2])


def near(colour: str, holds: Callable[[str], bool], reach: float = 1.0) -> str | None:
    """The colour nearest to one in lightness, of the same hue, of which something holds; itself, if it does. It is sought no farther than `reach`."""
    if holds(colour):
        return colour
    lightness, strength, hue = _oklch(colour)
    steps = (at / 100 * sign for at in range(1, round(100 * reach) + 1) for sign in (-1, 1))
    found = (_hex(lightness + step, strength, hue) for step in steps if 0 <= lightness + step <= 1)
    return next(filter(holds, found), None)


def palette(given: Mapping[str, Mapping[Scheme, str]]) -> Palette:
    """All colours, with those that a strategy gives, for light or for both, and what follows from them."""
    return _palette(tuple((name, shades.get("light"), shades.get("dark")) for name, shades in sorted(given.items())))


@lru_cache(maxsize=256)
def _palette(given: tuple[tuple[str, str | None, str | None], ...]) -> Palette:
    found = {name: dict(shades) for name, shades in DEFAULTS.items()}
    told: dict[str, dict[Scheme, str]] = {}
    for name, light, dark in given:
        told[name] = {scheme: colour for scheme, colour in zip(SCHEMES, (light, dark), strict=True) if colour}
    for name in ("accent", *FOLLOWS):
        own_colours = told.get(name, {})
        follows = FOLLOWS.get(name)
        for scheme in SCHEMES:
            if scheme in own_colours:
                found[name][scheme] = own_colours[scheme]
                continue
            if "light" in own_colours:  # the dark one follows from that for light
                source, before, now = "light", DEFAULTS[name]["light"], own_colours["light"]
            elif follows:
                source, before, now = scheme, DEFAULTS[follows.source][scheme], found[follows.source][scheme]
            else:
                continue
            if before == now:  # what it follows is as it was
                continue
            lighter = follows is not None and source == scheme and scheme in follows.moves
            found[name][scheme] = _readable(name, scheme, _moved(DEFAULTS[name][scheme], before, now, lighter=lighter), found)
    return MappingProxyType(found)


def _readable(name: str, scheme: Scheme, colour: str, others: Palette) -> str:
    """A colour that follows from another, lighter or darker, if need be, so that it can be told from what it is used with."""
    held = [pair for pair in PAIRS if name in pair[:2] and _partner(pair, name) in _settled(name)]
    return near(colour, lambda tried: all(contrast(tried, others[_partner(pair, name)][scheme]) >= pair.bar for pair in held), REACH) or colour


def _partner(pair: Pair, name: str) -> str:
    return pair.ground if pair.front == name else pair.front


def _settled(name: str) -> frozenset[str]:
    """The colours that are settled before one that follows from others."""
    order = ["accent", *FOLLOWS]
    return frozenset(DEFAULTS) - frozenset(order[order.index(name) :])


class Clash(NamedTuple):
    """Two colours that cannot be told apart."""

    scheme: Scheme
    front: str
    ground: str
    colours: tuple[str, str]
    ratio: float
    bar: float
    better: str | None
    """A colour near the given one that can be told from all that it is used with."""


def clashes(given: Mapping[str, Mapping[Scheme, str]]) -> Iterator[tuple[str, Scheme, Clash]]:
    """For each colour that a strategy gives, the pair with the least contrast for what it needs, if it needs more: name, scheme, clash."""
    for name, shades in given.items():
        for scheme, colour in shades.items():
            if worst := _worst(name, scheme, given):
                yield name, scheme, worst._replace(better=near(colour, _trial(name, scheme, given)))


def _trial(name: str, scheme: Scheme, given: Mapping[str, Mapping[Scheme, str]]) -> Callable[[str], bool]:
    """What tells whether another colour in the place of a given one would do."""
    fixed = [(DEFAULTS[_partner(pair, name)][scheme], pair.bar) for pair in PAIRS if name in pair[:2] and _partner(pair, name) not in ("accent", *FOLLOWS)]

    def holds(tried: str) -> bool:
        if any(contrast(tried, other) < bar for other, bar in fixed):  # before what follows from it is worked out
            return False
        return not _worst(name, scheme, {**given, name: {**given[name], scheme: tried}})

    return holds


def _worst(name: str, scheme: Scheme, given: Mapping[str, Mapping[Scheme, str]]) -> Clash | None:
    found = palette(given)
    asked = []
    for pair in PAIRS:
        if name in pair[:2]:
            colours = found[pair.front][scheme], found[pair.ground][scheme]
            asked.append(Clash(scheme, pair.front, pair.ground, colours, contrast(*colours), pair.bar, None))
    worst = min(asked, key=lambda clash: clash.ratio / clash.bar)
    return worst if worst.ratio < worst.bar else None


def own(colour: str) -> dict[Scheme, str]:
    """The colour of an entry in both schemes: the same in dark, or as much lighter as it takes to be seen there."""
    dark = near(colour, lambda tried: all(contrast(tried, DEFAULTS[ground]["dark"]) >= GRAPHIC for ground in GROUNDS))
    return {"light": colour, "dark": dark or colour}
