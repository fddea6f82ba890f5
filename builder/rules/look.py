"""The rules of the look: colours that can be told apart, and pictures that are there."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import palette, picture_files
from builder.content.corpus import Corpus, Entry
from builder.content.look import Picture
from builder.content.records import Marked, Publication, Record
from builder.problems import Problem
from builder.wording import Phrase

_NAMES = {
    "accent-2": Phrase("the accent under the pointer"),
    "accent-soft": Phrase("the tint of the accent"),
    "cover-ink": Phrase("the words on it"),
    "cover-ink-2": Phrase("the quieter words on it"),
    "data": Phrase("the bars of charts"),
    "mark": Phrase("the ground of what a link led to"),
    "paper": Phrase("the page"),
    "paper-2": Phrase("the tinted page"),
}
"""What the colours of a palette are to a reader."""


def colours_can_be_told_apart(corpus: Corpus) -> Iterator[Problem]:
    """Colours that a strategy gives have the contrast of WCAG 2.2 to what they are used with, in light and dark."""
    for entry in corpus.of(Publication):
        for name, scheme, clash in palette.clashes(entry.record.look.colours.given):
            field = name if scheme == "light" else f"{name}_dark"
            yield entry.problem("contrast", _message(name, clash), "look", "colours", field)
    for marked in _marked(corpus):
        if (colour := marked.record.colour) and (message := _own_message(colour)):
            yield marked.problem("contrast", message, "colour")


def _message(name: str, clash: palette.Clash) -> Phrase:
    """Which pair it is, its contrast, the least there must be, and a colour that would do."""
    front, ground = (
        Phrase("'{colour}'", colour=colour) if part == name else Phrase("{part} ('{colour}')", part=_NAMES[part], colour=colour)
        for part, colour in zip((clash.front, clash.ground), clash.colours, strict=True)
    )
    return Phrase(
        "{front} on {ground} has a contrast of {ratio}, in {scheme}, and {what} needs {bar}:1: {wanted}, or one farther from it",
        front=front,
        ground=ground,
        ratio=_ratio(clash.ratio),
        scheme=Phrase("light") if clash.scheme == "light" else Phrase("dark"),
        what=Phrase("text") if clash.bar == palette.TEXT else Phrase("a part of a graphic"),
        bar=f"{clash.bar:g}",
        wanted=Phrase("write '{colour}'", colour=clash.better) if clash.better else Phrase("choose another colour"),
    )


def _ratio(value: float) -> str:
    """Rounded down, so that what fails never reads like what passes."""
    return f"{int(value * 100) / 100:g}:1"


def _own_message(colour: str) -> Phrase | None:
    def seen(tried: str) -> bool:
        return all(palette.contrast(tried, palette.DEFAULTS[ground]["light"]) >= palette.GRAPHIC for ground in palette.GROUNDS)

    if seen(colour):
        return None
    ratio, ground = min((palette.contrast(colour, palette.DEFAULTS[ground]["light"]), ground) for ground in palette.GROUNDS)
    clash = palette.Clash("light", "own", ground, (colour, palette.DEFAULTS[ground]["light"]), ratio, palette.GRAPHIC, palette.near(colour, seen))
    return _message("own", clash)


def _marked(corpus: Corpus) -> Iterator[Entry[Marked]]:
    for entry in corpus.entries:
        if isinstance(entry.record, Marked):
            yield entry  # type: ignore[misc] # the record's type was asked


def pictures_can_be_shown(corpus: Corpus) -> Iterator[Problem]:
    """Pictures are there, are SVG or PNG, do nothing but show, and are not too big."""
    found: list[tuple[Entry[Record], tuple[str, ...], Picture]] = []
    found += [(entry, ("look", "logo"), entry.record.look.logo) for entry in corpus.of(Publication) if entry.record.look.logo]
    found += [(entry, ("picture",), entry.record.picture) for entry in _marked(corpus) if entry.record.picture]
    for entry, loc, picture in found:
        try:
            picture_files.read(corpus.folder / picture.file)
        except picture_files.UnfitError as error:
            yield entry.problem(error.code, error.message, *loc, "file")


RULES = (colours_can_be_told_apart, pictures_can_be_shown)
