"""Cards by which other sites show an objective or a figure: oEmbed 1.0, of type `rich`, and the card itself.

The card is a page of its own without scripts, shown in an `<iframe>`, so it cannot touch the page that embeds it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from builder.exports.context import Published, as_json, source_text
from builder.model import citations
from builder.model.register import Identifier

KINDS = ("objective", "figure")
"""The kinds that have a card."""
WIDTH, HEIGHT = 480, 260
"""Size of a card in CSS pixels: what the longest titles need."""


def embeddable(published: Published) -> Iterator[tuple[str, Identifier]]:
    for identifier in published.registry.identifiers:
        if identifier.thing is not None and identifier.kind in KINDS:
            yield identifier.id.lower(), identifier


def oembed_json(published: Published, identifier: Identifier) -> bytes:
    document = published.strategy.document
    title = f"{identifier.title} ({identifier.id})"
    attributes = f'src="{html.escape(published.url(identifier))}card.html" width="{WIDTH}" height="{HEIGHT}" title="{html.escape(title)}"'
    return as_json(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "author_name": document.publisher.name,
            "author_url": published.site.base,
            "provider_name": citations.work(document),
            "provider_url": published.site.base,
            "url": published.url(identifier),
            "width": WIDTH,
            "height": HEIGHT,
            "html": f'<iframe {attributes} loading="lazy" style="border:0;max-width:100%"></iframe>',
        }
    )


def card(published: Published, identifier: Identifier) -> bytes:
    thing = published.strategy.by_id[identifier.id]
    text = published.html.get_template("card.html.jinja").render(
        identifier=identifier,
        record=thing.record,
        parent=published.strategy.target(thing, "area"),
        source=source_text(thing),
        path=identifier.address + "card.html",
        target=published.url(identifier),
    )
    return text.encode()
