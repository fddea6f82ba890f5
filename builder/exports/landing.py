"""What the permanent page of an id says to machines: the same as the page of its entry says, and where everything about it is.

The links follow Signposting (FAIR Signposting Profile 1.0): in the head of the page, and in a linkset (RFC 9264) that also
says how each file about an id leads back to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap
from typing import Any, NamedTuple

from pydantic_core import to_json

from builder.content import addresses
from builder.exports import linked_data
from builder.exports.context import Context, as_json, description, shortened
from builder.localization import deferred
from builder.model.register import Identifier
from builder.model.vocabulary import upper_first
from builder.views import printed

HTML, PDF, JSON, LINKSET = "text/html", "application/pdf", "application/json", "application/linkset+json"
_CHART_TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv"}
_STATES = {
    "current": "{kind}.",
    "renamed": deferred("{kind}, renamed."),
    "split": deferred("{kind}, split."),
    "withdrawn": deferred("{kind}, withdrawn."),
}
"""What an id is, by its status."""
_LONGEST = 300
"""Characters of a description; whoever shows one cuts it near here anyway."""


class Link(NamedTuple):
    """A typed link to an absolute address."""

    rel: str
    href: str
    type: str = ""
    """Media type of what it leads to."""
    hreflang: str = ""
    """The language of that, where it is another one."""


def items(context: Context, identifier: Identifier) -> Iterator[Link]:
    """The resources that are what an id stands for: its place, its PDF, its pictures and data."""
    node, home = identifier.node, context.site.home
    if node is None:
        return
    yield Link("item", home + node.place.path, HTML)
    if brief := printed.file_of(context.strategy, node):
        yield Link("item", home + brief, PDF)
    if node.kind.drawn:
        yield from (Link("item", home + addresses.chart_file(node.id, form), _CHART_TYPES[form]) for form in addresses.CHART_FORMS)


def linkset_address(context: Context, identifier: Identifier) -> str:
    """The absolute address of the linkset of an id."""
    return f"{context.site.home}id/{identifier.id.lower()}.linkset.json"


def links(context: Context, identifier: Identifier) -> tuple[Link, ...]:
    """The links of a permanent page, which its linkset says too."""
    return context.kept_of(_links, identifier)


def _links(context: Context, identifier: Identifier) -> tuple[Link, ...]:
    site, home = context.site, context.site.home
    return (
        Link("cite-as", site.cited(identifier.id)),
        Link("describedby", f"{home}id/{identifier.id.lower()}.json", JSON),
        Link("type", "https://schema.org/AboutPage"),
        Link("type", linked_data.type_address(identifier.node)),
        Link("license", home + addresses.LICENCE.path),
        Link("author", linked_data.publisher_id(context)),
        *items(context, identifier),
        *[Link("alternate", version.home + identifier.address, HTML, version.language) for version in site.versions if version.path],
    )


def linkset(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.linkset.json`: the links of the permanent page, and the way back from each resource."""
    page = context.site.home + identifier.address
    own: dict[str, Any] = {"anchor": page}
    backward = []
    for link in links(context, identifier):
        own.setdefault(link.rel, []).append(_target(link))
        if link.rel in ("item", "describedby"):
            rel = "collection" if link.rel == "item" else "describes"
            backward.append({"anchor": link.href, rel: [{"href": page, "type": HTML}]})
    return as_json({"linkset": [own, *backward]})


def _target(link: Link) -> dict[str, Any]:
    """A link as RFC 9264 has it, where languages are a list (section 4.2.4.1)."""
    return {"href": link.href, **({"type": link.type} if link.type else {}), **({"hreflang": [link.hreflang]} if link.hreflang else {})}


def summary(context: Context, identifier: Identifier) -> str:
    """A permanent page in a sentence or two: what its entry says, or what it is."""
    text = description(identifier.node) if identifier.node is not None else ""
    if not text:
        what = context.strategy.localization(_STATES[identifier.status], kind=upper_first(identifier.called))
        text = f"{what} {context.claims['work']}."
    return shortened(text, _LONGEST)


def head(context: Context, identifier: Identifier) -> tuple[dict[str, str], tuple[tuple[str, str, str, str], ...]]:
    """The texts of the head of a permanent page; and its links: the name of the text that is the address of each, its relation, media type, language."""
    node, said = identifier.node, summary(context, identifier)
    typed = {
        f"link {at}": link
        for at, link in enumerate(
            (
                *links(context, identifier),
                Link("linkset", linkset_address(context, identifier), LINKSET),
                *starmap(Link, context.editions.versions(identifier.address)),
            )
        )
    }
    texts = {
        "description": said,
        "cited": context.site.cited(identifier.id),
        "pdf": context.site.home + node.brief if node is not None and node.kind.page_brief else "",
        **{name: link.href for name, link in typed.items()},
    }
    return texts, tuple((name, link.rel, link.type, link.hreflang) for name, link in typed.items())


def graph(context: Context, identifier: Identifier) -> bytes:
    """The JSON-LD of a permanent page in UTF-8, as it stands in a script element, which ends at no bracket in it (HTML Living Standard, 4.12.1.3)."""
    return to_json(linked_data.landing_graph(context, identifier)).replace(b"<", b"\\u003c")
