"""Entries → pictures of their own, set by Typst from the values and templates that documents are set from.

`PICTURES` is the visible tuple of them. A picture whose data, templates, fonts and Typst are what they were is not set again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from builder.content import addresses
from builder.content.addresses import Site
from builder.model.strategy import Strategy
from builder.print import chart_values
from builder.print.briefs import Memory
from builder.print.parts import Parts, quantity_of
from builder.print.png import COLOURS, LEVEL, with_palette
from builder.print.setting import BriefFile, workers
from builder.print.typesetter import PictureForm, Typesetter
from builder.rules.glyphs import coverage
from builder.views import sharing


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture before it is set."""

    path: str
    """Its file in the docs folder."""
    form: PictureForm
    template: str
    values: dict[str, Any]
    """What it shows; its 'title' is what it is called."""


@dataclass(frozen=True, eq=False)
class PictureJob:
    """A picture to be set."""

    picture: Picture
    data: dict[str, Any]
    """What its template gets: what it shows, and what all documents have in common."""
    key: str
    """Digest of all that it is made from."""

    def set(self, typesetter: Typesetter) -> BriefFile:
        """Sets the picture, and brings it into the form in which it is published."""
        picture = self.picture
        return BriefFile(picture.path, _finished(typesetter.picture(picture.template, picture.form, self.data), picture), 1, self.key)


def _charts(parts: Parts) -> Iterator[Picture]:
    """Everything that is shown as a chart, as SVG, whose letters are outlines, and as PNG."""
    forms: tuple[PictureForm, ...] = ("svg", "png")
    for node in parts.strategy.drawn:
        values = chart_values.of(parts, node)
        for form in forms:
            yield Picture(addresses.chart_file(node.id, form), form, "charts", values)


def _shares(parts: Parts) -> Iterator[Picture]:
    """What is shown with a shared link."""
    for share in sharing.shares(parts.strategy):
        figure = share.figure
        values = {
            **(parts.ref(share.node) or {}),
            "text": share.text,
            "colour": parts.own_colour(share.node),
            "figure": {**quantity_of(figure.record), "title": figure.title} if figure else None,
            "marked": [country.id for country in share.marked],
            "tinted": [country.id for country in share.tinted],
            "chart": chart_values.of(parts, share.node) if share.node.kind.drawn else None,
        }
        yield Picture(share.path, "png", "share", values)


PICTURES: tuple[Callable[[Parts], Iterator[Picture]], ...] = (_charts, _shares)
"""The kinds of pictures, each yielding those that there are."""


def make(
    strategy: Strategy, site: Site, typesetter: Typesetter, memory: Memory | None = None, wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, BriefFile]:
    """Sets all pictures, or those whose paths are `wanted`; gives the finished files by path. Writes nothing. Raises `ContentError` if a template fails."""
    parts = Parts(strategy, site, coverage(*typesetter.font_folders))
    every = [picture for kind in PICTURES for picture in kind(parts) if wanted(picture.path)]
    kept = {picture.path: file for picture in every if memory and (file := memory.lasts(picture.path))}
    jobs = {picture.path: _job(picture, parts, typesetter) for picture in every if picture.path not in kept}
    kept |= {path: file for path, job in jobs.items() if memory and (file := memory.recall(path, job.key))}
    with workers(typesetter, len(every) - len(kept)) as submit:
        running = {path: submit(job) for path, job in jobs.items() if path not in kept}
        return {picture.path: running[picture.path].result() if picture.path in running else kept[picture.path] for picture in every}


def _job(picture: Picture, parts: Parts, typesetter: Typesetter) -> PictureJob:
    data = {"document": parts.document, "picture": picture.values}
    made_from = f"{typesetter.key}{picture.template}{picture.form}{COLOURS}{LEVEL}{json.dumps(data, ensure_ascii=False)}"
    return PictureJob(picture, data, hashlib.sha256(made_from.encode()).hexdigest())


def _finished(data: bytes, picture: Picture) -> bytes:
    """A picture as it is published: pixels in few colours; drawings with their title for who does not see them.

    Letters that are outlines cannot be read aloud (SVG 1.1, 5.4).
    """
    if picture.form == "png":
        return with_palette(data)
    return data.replace(b">", f"><title>{escape(picture.values['title'])}</title>".encode(), 1)
