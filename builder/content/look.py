"""The look of a strategy as its content gives it: colours, logo, type, footer, and pictures beside the content."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from builder.content.fields import Colour, FileName, Hidden, Note, WebAddress, Words, fail
from builder.content.palette import Palette, Scheme, palette
from builder.content.parts import Part
from builder.wording import Phrase

__all__ = ["Colours", "Footer", "FooterLink", "Look", "Picture", "Type"]

FOOTER_CHARACTERS = 200
"""Characters of the footer's text at most: it stands at the foot of every sheet."""


def _short_footer(value: str) -> str:
    if len(value) > FOOTER_CHARACTERS or "\n" in value.strip():
        raise fail(
            "long-footer",
            Phrase(
                "has more than a paragraph of {most} characters: it stands at the foot of every page and sheet, so shorten it",
                most=FOOTER_CHARACTERS,
            ),
        )
    return value


class Colours(Part):
    """The colours that a strategy gives; all others follow from them, or are as in every strategy."""

    accent: Colour | None = None
    """Links, headings of briefs, bars of charts, the mark: '#rrggbb', in quotes."""
    accent_dark: Colour | None = None
    """The same on dark ground; without it, it follows from `accent`."""
    cover: Colour | None = None
    """The ground of the cover of the home page, a dark colour; without it, it follows from `accent`."""
    cover_dark: Colour | None = None
    """The same in dark; without it, it follows from `cover`."""

    @property
    def given(self) -> dict[str, dict[Scheme, str]]:
        """Those that are given, by name and scheme."""
        shades: dict[str, dict[Scheme, str | None]] = {
            "accent": {"light": self.accent, "dark": self.accent_dark},
            "cover": {"light": self.cover, "dark": self.cover_dark},
        }
        found = {name: {scheme: colour for scheme, colour in both.items() if colour} for name, both in shades.items()}
        return {name: both for name, both in found.items() if both}

    @property
    def palette(self) -> Palette:
        """All colours of the look, given or not."""
        return palette(self.given)


class Picture(Part):
    """A picture beside the content, as SVG or PNG."""

    file: FileName
    """The file, from the content folder: 'pictures/logo.svg'."""
    text: Words
    """What it says to those who do not see it; for a logo, whose it is."""


class Type(Part):
    """The families that text is set in: those of fonts in the folder `fonts` of the content, or of fonts that come with the builder."""

    text: Hidden | None = None
    """The family of all text: 'Source Sans 3'."""
    titles: Hidden | None = None
    """The family of titles, if it is another one."""


class FooterLink(Part):
    """A link in the footer of every page."""

    title: Words
    """What it leads to."""
    address: WebAddress
    """Where it leads."""


class Footer(Part):
    """What stands at the foot of every page and sheet besides what the builder puts there."""

    text: Annotated[Note | None, AfterValidator(lambda value: value if value is None else _short_footer(value))] = None
    """A paragraph of at most 200 characters."""
    links: tuple[FooterLink, ...] = ()
    """Links, which pages show and paper does not."""


class Look(Part):
    """Colours, logo, type and footer of a strategy."""

    colours: Colours = Colours()
    """Its colours."""
    logo: Picture | None = None
    """Its logo, which stands in the header of pages instead of the mark, and on briefs and shared pictures."""
    type: Type = Type()
    """Its type."""
    footer: Footer = Footer()
    """What stands at the foot of pages and briefs."""
