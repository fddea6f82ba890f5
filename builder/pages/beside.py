"""What is published beside the pages, as far as pages speak of it: PDFs, files for other tools, kept editions, permanent links.

It is handed in by whoever puts all outputs together; pages know neither how PDFs are set nor how exports are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from builder.content import addresses
from builder.content.addresses import Site
from builder.model.strategy import AnyNode
from builder.views import claims
from builder.views.editions import Dated, Editions


class Pdf(Protocol):
    """A PDF in the docs folder."""

    @property
    def path(self) -> str:
        """Its path in the docs folder."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


class File(Protocol):
    """A file for other tools, as the page on citing lists it."""

    @property
    def example(self) -> str:
        """The path of the file, or of one of many."""


@dataclass(frozen=True, eq=False)
class Beside:
    """What stands beside the pages, and where."""

    site: Site
    pdfs: Mapping[str, Pdf]
    """All PDFs, by path."""
    files: Mapping[str, Sequence[File]]
    """The files for other tools, by group."""
    version: str
    """The version of their format."""
    editions: Editions
    """The editions that are kept as they were published."""

    def pdf(self, node: AnyNode) -> Pdf:
        """The PDF of an entry."""
        return self.pdfs[node.brief]

    @property
    def region_pdf(self) -> Pdf:
        """The PDF with all countries."""
        return self.pdfs[addresses.REGION_PACK]

    def permalink(self, node: AnyNode) -> str:
        """The permanent address of an entry."""
        return self.site.permalink(node.id)

    def chart_file(self, chart: AnyNode, form: str) -> str:
        """The path of a chart as data ('csv') or as a picture ('svg', 'png')."""
        return addresses.chart_file(chart.id, form)

    def edition(self, name: str) -> str:
        """The path of the home page of an edition that is kept; '' of one that is not, and in a frozen copy, which holds no others."""
        kept = not self.site.copy_of and addresses.edition_slug(name) in self.editions.slugs
        return addresses.edition_path(name) + "index.html" if kept else ""

    def dated(self, node: AnyNode) -> Dated | None:
        """An entry in the newest edition that never changes."""
        return self.editions.dated(node.id)

    def cited(self, node: AnyNode) -> str:
        """The address by which an entry is cited."""
        return self.site.cited(node.id)

    def context_object(self, node: AnyNode) -> str:
        """An entry as reference managers read it beside the entry (COinS)."""
        return claims.context_object(self.editions.strategy, node, self.cited(node))
