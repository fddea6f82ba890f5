"""`feed.xml`: editions and what they changed, newest first, as an Atom feed (RFC 4287).

Without a list of editions the feed holds the one edition that there is.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from builder.content import addresses
from builder.content.records import EditionNote
from builder.exports.context import Context
from builder.model import citations

PATH = "feed.xml"


def atom(context: Context) -> bytes:
    """`feed.xml`: an Atom feed, one entry an edition."""
    publication, site, localization = context.strategy.publication, context.site, context.strategy.localization
    editions: list[EditionNote] = [node.record for node in context.strategy.of(EditionNote)]
    if not editions:
        own = publication.edition
        editions = [EditionNote(name=own.name, date=own.date, summary=localization("Edition {edition}.", edition=own.name))]
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": publication.language})
    _add(root, "id", site.base)
    _add(root, "title", citations.work(publication))
    _add(root, "updated", _time(editions[0]))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": site.base + PATH})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": site.url(addresses.Place(addresses.CHANGES))})
    _add(ET.SubElement(root, "author"), "name", publication.publisher.name)
    for edition in editions:
        entry = ET.SubElement(root, "entry")
        address = site.url(addresses.Place(addresses.CHANGES, addresses.edition_anchor(edition.name)))
        _add(entry, "id", address)
        _add(entry, "title", localization("Edition {edition}", edition=edition.name))
        _add(entry, "updated", _time(edition))
        _add(entry, "published", _time(edition))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        _add(entry, "summary", edition.summary)
        content = ET.SubElement(entry, "content", {"type": "html"})
        content.text = "".join(_content(context, edition))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _content(context: Context, edition: EditionNote) -> Iterator[str]:
    yield f"<p>{html.escape(edition.summary)}</p>"
    if edition.changes:
        yield "<ul>"
        for change in edition.changes:
            links = ", ".join(f'<a href="{html.escape(context.site.base + addresses.permanent(name))}">{name}</a>' for name in change.ids)
            kind = context.strategy.localization.in_context("changes", change.kind.capitalize())
            yield f"<li>{html.escape(kind)}: {html.escape(change.text)}{f' ({links})' if links else ''}</li>"
        yield "</ul>"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _time(edition: EditionNote) -> str:
    """The day of an edition; a feed wants a time, and midnight is the one that claims least."""
    return f"{edition.date.isoformat()}T00:00:00Z"
