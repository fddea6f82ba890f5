"""What the head of a page says to machines: the front matter that `site_overrides/main.html` turns into tags.

Only what differs from page to page stands here; what belongs to the publication is handed over once (`publication`).
"""

from __future__ import annotations

from typing import Any

from pydantic_core import to_jsonable_python

from builder.content import addresses
from builder.exports import linked_data, oembed
from builder.exports.context import Published
from builder.model import citations
from builder.pages.catalogue import Page

PRINTED = ("strategy", "objective", "country")
"""The kinds whose page has a PDF that says the same."""


def front_matter(page: Page, published: Published) -> dict[str, Any]:
    """Identifier, permanent link, oEmbed address, PDF and JSON-LD of a page."""
    found: dict[str, Any] = {}
    thing = page.thing
    if thing is not None and thing.id:
        found["identifier"] = thing.id
        found["headline"] = thing.title
        found["permalink"] = published.url(thing)
        if thing.kind in oembed.KINDS:
            found["oembed"] = f"{published.site.base}id/{thing.id.lower()}.oembed.json"
    subject = published.strategy.root if page.path == addresses.HOME else thing
    if subject is not None and subject.kind in PRINTED:
        found["pdf"] = published.site.base + addresses.brief(subject)
    found["jsonld"] = to_jsonable_python(linked_data.page_graph(published, page.path, thing))
    return found


def publication(published: Published) -> dict[str, Any]:
    """What every page says of the publication, and what the "Link & cite" boxes are filled with."""
    document = published.strategy.document
    return {
        "work": citations.work(document),
        "publisher": document.publisher.name,
        "date": document.edition.date.isoformat(),
        "edition": document.edition.name,
        "base": published.site.base,
        "copy_of": published.site.copy_of,
        "current": addresses.relative("", addresses.edition_path(published.site.copy_of)) if published.site.copy_of else "",
        "formats": [way.as_data() for way in citations.formats(document)],
    }
