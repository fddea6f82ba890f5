"""The look as files: the style sheet of colours, type and marks, and the pictures and fonts that it takes.

`assets/look.css` is read by pages before the style sheets of the theme; pages of permanent addresses have its colours in their own.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from builder.content import palette, prose
from builder.content.records import Country
from builder.exports.context import Context
from builder.fonts import Face
from builder.model.strategy import AnyNode, Strategy
from builder.views import charts, look

__all__ = ["colours", "file", "files", "mark", "style"]

logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it warns of tables of font editors, which it rightly drops
_ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), *range(0x2190, 0x2194), 0x20AC, 0x2122, 0x2212)))
"""Characters of pages whatever the content: Latin letters, punctuation, arrows."""


def colours(strategy: Strategy, used_in: str | None = None) -> str:
    """The colours as custom properties, a line each, in light and dark (CSS Color 5, `light-dark`); only those that a style sheet uses, if one is given."""
    found: Mapping[str, Mapping[palette.Scheme, str]] = strategy.publication.look.colours.palette
    return "\n".join(
        f"--{name}: light-dark({both['light']}, {both['dark']});" for name, both in found.items() if used_in is None or f"var(--{name})" in used_in
    )


def style(context: Context) -> bytes:
    """`assets/look.css`: colours, families, fonts, the colours of entries, and the places of tiles: what pages would otherwise say in style attributes."""
    strategy = context.strategy
    families = [f'--type-{name}: "{_quoted(family)}";' for name, family in _families(strategy).items()]
    root = "\n".join([colours(strategy), *families])
    marks = [f".of-{node.id.lower()} {{ --own: light-dark({both['light']}, {both['dark']}); }}" for node, both in _marks(strategy)]
    fonts = [_font_face(face, path) for path, face in _fonts(context).items()]
    return "\n".join([f"@layer tokens {{\n:where(:root) {{\n{root}\n}}", *marks, *_places(strategy), "}", *fonts, ""]).encode()


def _places(strategy: Strategy) -> Iterator[str]:
    """The rows and columns of the tile map, by their classes."""
    tiles = [node.record.tile for node in strategy.of(Country) if node.record.tile]
    for name, numbers in (("row", {tile.row for tile in tiles}), ("column", {tile.column for tile in tiles})):
        yield from (f".{name}-{number} {{ --{name}: {number}; }}" for number in sorted(numbers))


def _marks(strategy: Strategy) -> Iterator[tuple[AnyNode, Mapping[palette.Scheme, str]]]:
    return ((node, palette.own(colour)) for node, colour in look.owners(strategy))


def _families(strategy: Strategy) -> dict[str, str]:
    kind = strategy.publication.look.type
    titles = kind.titles or kind.text
    return {name: family for name, family in (("text", kind.text), ("titles", titles)) if family}


def _quoted(family: str) -> str:
    """As a string of CSS has it (CSS Syntax 3, 4.3.5)."""
    return family.replace("\\", "\\\\").replace('"', '\\"')


def _fonts(context: Context) -> Mapping[str, Face]:
    """The fonts that go with the site, by path: a font never changes under its name, for it is kept for long."""
    return context.kept_by(_named_fonts)


def _named_fonts(context: Context) -> Mapping[str, Face]:
    found = {}
    for face in look.own_faces(context.strategy, context.fonts):
        digest = hashlib.sha256(_woff(face, _characters(context))).hexdigest()[:8]
        slant = "-italic" if face.italic else ""
        found[f"assets/fonts/{prose.slug(face.family)}-{face.weights[0]}{slant}-{digest}.woff"] = face
    return found


def _font_face(face: Face, path: str) -> str:
    low, high = face.weights
    weight = f"{low} {high}" if low < high else f"{low}"
    address = path.removeprefix("assets/")
    slant = " font-style: italic;" if face.italic else ""
    return f'@font-face {{ font-family: "{_quoted(face.family)}"; src: url("{address}") format("woff"); font-weight: {weight};{slant} font-display: swap; }}'


def _characters(context: Context) -> frozenset[str]:
    return context.kept_by(_all_characters)


def _all_characters(context: Context) -> frozenset[str]:
    """The characters of the content, and those of pages whatever it is."""
    return _ALWAYS.union(*(node.record.model_dump_json() for node in context.strategy.nodes))


@lru_cache(maxsize=64)
def _woff(face: Face, characters: frozenset[str]) -> bytes:
    """A font as it is sent, cut to some characters (WOFF 1.0)."""
    from fontTools import subset  # type: ignore[import-untyped]  # the package ships no types; needed only for a strategy's own type, and long to read

    options = subset.Options(flavor="woff", layout_features=["*"], font_number=face.index, recalc_timestamp=False, notdef_outline=True)
    buffer = io.BytesIO()
    with subset.load_font(str(face.path), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=map(ord, characters))
        cutter.subset(font)
        subset.save_font(font, buffer, options)
    return buffer.getvalue()


def files(context: Context) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The pictures and fonts of the look, by path, with what gives each."""
    for shown in look.pictures(context.strategy):
        yield shown.path, lambda data=shown.file.data: data  # type: ignore[misc] # mypy infers no lambda with a default
    for path, face in _fonts(context).items():
        yield path, lambda face=face: _woff(face, _characters(context))  # type: ignore[misc] # likewise


def file(_: Context, make: Callable[[], bytes]) -> bytes:
    """A file of the look."""
    return make()


def mark(context: Context) -> bytes:
    """The site's mark, also its icon: the logo, if that is about square, else what is drawn from the content."""
    shown = look.logo(context.strategy)
    if shown is None or not shown.file.square:
        return charts.mark(context.strategy)
    return shown.file.as_svg
