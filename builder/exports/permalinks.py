"""The pages of permanent addresses: `id/<id>/` leads to the place of an id, `id/<id>/cite.html` says how to link and cite it,
and every page address that was ever published leads on.

Static HTML that works on any host and below any path: links are relative, the redirect is a `<meta>` refresh, and a script
of a few lines takes the fragment of the incoming address along, which a refresh would lose.
Because a refresh leaves no time to read, what a reader without JavaScript wants to copy stands on a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder import urls
from builder.exports import oembed
from builder.exports.published import Published
from builder.registry import Former, Identifier


def all_ids(published: Published) -> Iterator[tuple[str, Identifier]]:
    for identifier in published.registry.identifiers:
        yield identifier.id.lower(), identifier


def permalink(published: Published, identifier: Identifier) -> bytes:
    registry = published.registry
    target = registry.leads_to(identifier)
    leads = target != identifier.address
    text = published.html.get_template("permalink.html.jinja").render(
        identifier=identifier,
        successors=registry.successors(identifier),
        former=registry.renamed_to(identifier),
        path=identifier.address,
        target=target if leads else "",
        canonical=published.site.base + (target.partition("#")[0] if leads else identifier.address),
        card=identifier.thing is not None and identifier.kind in oembed.KINDS,
    )
    return text.encode()


def citing(published: Published, identifier: Identifier) -> bytes:
    text = published.html.get_template("citing.html.jinja").render(
        identifier=identifier,
        formats=published.cited[identifier.id],
        path=identifier.address + "cite.html",
        target=published.registry.leads_to(identifier),
    )
    return text.encode()


@dataclass(frozen=True, eq=False)
class Moved:
    """A page address that is no more, and where what stood there is found."""

    address: str
    target: str
    """Where the page itself went; nothing if it was one that held several ids and is gone."""
    former: tuple[Former, ...]


def moved_pages(published: Published) -> Iterator[tuple[str, Moved]]:
    pages = {urls.Place(page).path for page in published.pages}
    for address, formers in sorted(published.registry.former.items()):
        if address in pages:
            continue
        target = next((published.registry.leads_to(former.identifier) for former in formers if not former.anchor), "")
        if not target and len({published.registry.leads_to(former.identifier).partition("#")[0] for former in formers}) == 1:
            target = published.registry.leads_to(formers[0].identifier).partition("#")[0]
        yield address, Moved(address, target, formers)


def moved_page(published: Published, moved: Moved) -> bytes:
    text = published.html.get_template("moved.html.jinja").render(
        moved=moved,
        entries=[(former, published.registry.leads_to(former.identifier)) for former in moved.former if former.anchor],
        path=moved.address,
        target=moved.target,
        canonical=published.site.base + moved.target.partition("#")[0],
    )
    return text.encode()


def style(published: Published) -> bytes:
    return (published.templates / "permalink.css").read_bytes()


def script(published: Published) -> bytes:
    return (published.templates / "permalink.js").read_bytes()
