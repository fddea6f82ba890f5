"""Cards by which other sites show an objective or a figure: oEmbed 1.0, of type `rich`, and the card itself.

The card is a page of its own without scripts, shown in an `<iframe>`, so it cannot touch the page that embeds it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from builder.content.records import Figure, Objective
from builder.exports.context import Context, as_json
from builder.model import citations
from builder.model.register import Identifier

WIDTH, HEIGHT = 480, 300
"""Size of a card in CSS pixels: what the longest titles need."""


def embeddable(context: Context) -> Iterator[tuple[str, Identifier]]:
    """The ids that have a card, by the name of their files."""
    for identifier in context.register.identifiers:
        if identifier.node is not None and identifier.node.kind.embeddable:
            yield identifier.id.lower(), identifier


def oembed_json(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.oembed.json`: an answer of type `rich` that shows the card in a frame."""
    publication = context.strategy.publication
    title = f"{identifier.title} ({identifier.id})"
    attributes = f'src="{html.escape(context.url(identifier))}card.html" width="{WIDTH}" height="{HEIGHT}" title="{html.escape(title)}"'
    return as_json(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "author_name": publication.publisher.name,
            "author_url": context.site.base,
            "provider_name": citations.work(publication),
            "provider_url": context.site.base,
            "url": context.url(identifier),
            "width": WIDTH,
            "height": HEIGHT,
            "html": f'<iframe {attributes} loading="lazy" style="border:0;max-width:100%"></iframe>',
        }
    )


def card(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/card.html`: the card, a page without scripts."""
    node = context.strategy.by_id[identifier.id]
    figure, objective = node.narrowed(Figure), node.narrowed(Objective)
    text = context.html.get_template("card.html.jinja").render(
        identifier=identifier,
        figure=figure.record if figure else None,
        objective=objective.record if objective else None,
        group=context.strategy.group_of(node),
        source=context.source_text(node),
        path=identifier.address + "card.html",
        target=context.url(identifier),
    )
    return text.encode()
