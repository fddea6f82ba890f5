"""The pages of permanent addresses: `id/<id>/` leads to the place of an id, `id/<id>/cite.html` says how to link and cite it,
and every page address that was ever published leads on.

Static HTML that works on any host and below any path: links are relative, the redirect is a `<meta>` refresh, and a script
of a few lines takes the fragment of the incoming address along, which a refresh would lose.
Because a refresh leaves no time to read, what a reader without JavaScript wants to copy stands on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.content import addresses
from builder.content.fields import ID_PATTERN
from builder.exports import landing
from builder.exports.context import Context
from builder.model.register import Former, Identifier

_ID = re.compile(rf"(?<![\w-])({ID_PATTERN})(?![\w-])")


def all_ids(context: Context) -> Iterator[tuple[str, Identifier]]:
    """Every id, by the name of its files."""
    for identifier in context.register.identifiers:
        yield identifier.id.lower(), identifier


def _page(context: Context, template: str, path: str, **data: Any) -> bytes:
    """A page at an address, with the abbreviations that it uses explained at its end."""
    text = context.html.get_template(template).render(path=path, **data)
    terms = context.glossary.used(text[text.index("<main>") :])
    if terms:
        places = [(node, addresses.relative(node.place.path, path)) for node in terms]
        text = text.replace("</main>", context.html.get_template("abbreviations.html.jinja").render(places=places) + "</main>", 1)
    return text.encode()


def permalink(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/`: leads to the place of an id, or says what became of it."""
    register = context.register
    target = register.leads_to(identifier)
    leads = target != identifier.address
    return _page(
        context,
        "permalink.html.jinja",
        identifier.address,
        identifier=identifier,
        successors=register.successors(identifier),
        former=register.renamed_to(identifier),
        target=target if leads else "",
        canonical=context.site.base + (target.partition("#")[0] if leads else identifier.address),
        card=identifier.node is not None and identifier.node.kind.embeddable,
        reason=list(_reason(context, identifier)),
        last=context.editions.last(identifier),
        dated=context.editions.dated(identifier.id),
        head=landing.head(context, identifier),
        claims=context.common_head,
        picture=context.share(identifier.node),
    )


def _reason(context: Context, identifier: Identifier) -> Iterator[tuple[str, Identifier | None]]:
    """Why an id is gone, in pieces: those that are ids come with what they stand for."""
    entry = identifier.register_entry
    for piece in _ID.split(entry.reason or "" if entry else ""):
        yield piece, context.register.by_id.get(piece)


def citing(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/cite.html`: every format of link and citation, without scripts."""
    return _page(
        context,
        "citing.html.jinja",
        identifier.address + "cite.html",
        identifier=identifier,
        formats=context.cited[identifier.id],
        target=context.register.leads_to(identifier),
        dated=context.editions.dated(identifier.id),
    )


@dataclass(frozen=True, eq=False)
class Moved:
    """A page address that is no more, and where what stood there is found."""

    address: str
    target: str
    """Where the page itself went; nothing if it was one that held several ids and is gone."""
    former: tuple[Former, ...]
    heading: str = "This page has moved"


def moved_pages(context: Context) -> Iterator[tuple[str, Moved]]:
    """The addresses of pages that are no more, with where they lead."""
    pages = {addresses.Place(page).path for page in context.pages}
    for address, formers in sorted(context.register.former.items()):
        if address in pages:
            continue
        target = next((context.register.leads_to(former.identifier) for former in formers if not former.anchor), "")
        if not target and len({context.register.leads_to(former.identifier).partition("#")[0] for former in formers}) == 1:
            target = context.register.leads_to(formers[0].identifier).partition("#")[0]
        yield address, Moved(address, target, formers)


def moved_page(context: Context, moved: Moved) -> bytes:
    """The page at an address that is no more: leads on, also for each anchor it had."""
    return _page(
        context,
        "moved.html.jinja",
        moved.address,
        moved=moved,
        entries=[(former, context.register.leads_to(former.identifier)) for former in moved.former if former.anchor],
        target=moved.target,
        canonical=context.site.base + moved.target.partition("#")[0].removeprefix("./"),
    )


def followed_editions(context: Context) -> Iterator[tuple[str, tuple[str, str]]]:
    """The kept editions with what followed each; a frozen copy keeps none."""
    for name, following in () if context.site.copy_of else context.editions.following():
        yield addresses.edition_slug(name), (addresses.after_edition(name), following)


def after_edition(context: Context, subject: tuple[str, str]) -> bytes:
    """The page that leads from a frozen edition, which cannot know it, to what followed."""
    address, following = subject
    return moved_page(context, Moved(address, following or "./", (), "The edition that followed"))


def style(context: Context) -> bytes:
    """The style sheet of all permanent pages."""
    return (context.templates / "permalink.css").read_bytes()
