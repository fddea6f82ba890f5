"""Cards by which other sites show an objective, an activity, a country, a figure, an indicator or a chart: oEmbed 1.0, of type `rich`, and the card itself.

The card is a page of its own without scripts, shown in an `<iframe>`, so it cannot touch the page that embeds it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from markupsafe import Markup

from builder.content import addresses, number_text
from builder.content.indicators import Indicator
from builder.content.records import Activity, Chart, Country, Figure, Objective
from builder.content.tongues import as_html
from builder.exports.context import Context, as_json, description, shortened
from builder.exports.templates import encoded, escaped
from builder.model import citations, sources
from builder.model.register import Identifier
from builder.model.strategy import AnyNode, Node, Strategy
from builder.views import charts, indicators, profiles
from builder.views.charts import FlowChart
from builder.wording import Foreign

_LONGEST = 260
"""Characters of a text on a card."""
WIDTH = 480
"""Width of a card in CSS pixels; its height is said by the kind."""


def embeddable(context: Context) -> Iterator[tuple[str, Identifier]]:
    """The ids that have a card, by the name of their files."""
    for identifier in context.register.identifiers:
        if identifier.node is not None and identifier.node.kind.embeddable:
            yield identifier.id.lower(), identifier


def oembed_json(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.oembed.json`: an answer of type `rich` that shows the card in a frame."""
    publication = context.strategy.publication
    title = f"{identifier.title} ({identifier.code})"
    height = context.strategy.by_id[identifier.id].kind.card_height
    attributes = f'src="{html.escape(context.url(identifier))}card.html" width="{WIDTH}" height="{height}" title="{html.escape(title)}"'
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
            "height": height,
            "html": f'<iframe {attributes} loading="lazy" style="border:0;max-width:100%"></iframe>',
        }
    )


def card(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/card.html`: the card, a page without scripts."""
    node = context.strategy.by_id[identifier.id]
    figure = node.narrowed(Figure)
    texts = {
        "id": identifier.id,
        "code": identifier.code,
        "title": identifier.title,
        "target": context.url(identifier),
        "picture": addresses.chart_file(node.id, "svg") if node.kind.drawn else "",
        "shown": "; ".join(_shown(context.strategy, node)),
    }
    markup = {
        "heading": as_html(identifier.title),
        "said": as_html(_said(context, node)),
        **(_figure(context, figure) if figure else {}),
        **_belonging(context, node),
    }
    root = addresses.relative("", identifier.address + "card.html")
    form = context.forms.form("card.html.jinja", {**texts, **markup}, root=root, figure=figure is not None, editors_title=identifier.editors_title)
    return form.encoded({**escaped(texts), **encoded(markup)})


def _figure(context: Context, node: Node[Figure]) -> dict[str, Markup]:
    """The texts of a figure on its card, as HTML."""
    figure = node.record
    return {
        "qualifier": as_html(figure.qualifier or ""),
        "value": as_html(number_text.value_text(figure)),
        "unit": as_html(number_text.unit_text(figure)),
        "year": as_html(number_text.year_text(figure)),
        "source": as_html(*sources.parts(context.strategy, figure.cited)),
    }


def _belonging(context: Context, node: AnyNode) -> dict[str, Markup]:
    """What a card says that an entry belongs to, and holds, as HTML."""
    objective, country, above = node.narrowed(Objective), node.narrowed(Country), context.strategy.group_of(node)
    held = len(objective.record.activities) if objective else 0
    return {
        "group": as_html(above.title if objective and above else ""),
        "held": as_html(context.strategy.called["activity"].short.count(held) if held else ""),
        "parent": Markup(" ").join(map(as_html, (node.parent.code, node.parent.record.short_text))) if node.parent else Markup(""),
        "groups": Markup("; ").join(as_html(group.title) for group in profiles.groups_of(context.strategy, country)) if country else Markup(""),
    }


def _said(context: Context, node: AnyNode) -> str:
    """What a card says of an activity or a country: all that fits, and a sign where more follows."""
    if node.narrowed(Activity):
        text = description(node)
    elif node.narrowed(Country):
        text = context.share(node).text
    else:
        text = ""
    said, original = shortened(text, _LONGEST), next(iter(node.descriptions), "")
    return original.like(said) if said and isinstance(original, Foreign) else said


def _shown(strategy: Strategy, node: AnyNode) -> Iterator[str]:
    """What a chart shows, for who does not see it, in words."""
    if chart := node.narrowed(Chart):
        yield from _bars_or_arrows(strategy, chart)
    elif indicator := node.narrowed(Indicator):
        rows = [row for row in indicators.rows(indicator) if not row.parts]
        for row in rows:
            role, quantity = strategy.localization(row.role), number_text.quantity_text(row.quantity)
            yield strategy.localization("{role} {quantity}, {date}", role=role, quantity=quantity, date=row.value.date)


def _bars_or_arrows(strategy: Strategy, chart: Node[Chart]) -> Iterator[str]:
    """Each of the bars or arrows of a chart."""
    drawn = charts.draw(strategy, chart)
    if isinstance(drawn, FlowChart):
        yield from (f"{flow.origin.title} – {flow.destination.title}" for flow in drawn.flows)
        return
    for row in drawn.rows:
        yield ", ".join(
            [f"{row.label}: {number_text.quantity_text(row.bars[0].quantity)}"]
            + [f"{bar.name}: {number_text.quantity_text(bar.quantity)}" for bar in row.bars[1:]]
        )
