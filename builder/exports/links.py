"""`references.md` and `links.json`: what other documents and tools need to link to any id.

`references.md` holds CommonMark link reference definitions, one a line; a document that includes it links with
`[the words][ID]`, also `[the words][prefix:ID]` where the strategy has a prefix.
Titles use entities where a quotation mark or a backslash would end or change them,
because not every reader of Markdown knows backslash escapes in a title.
"""

from __future__ import annotations

import re

from builder.exports import api
from builder.exports.context import Context
from builder.exports.envelopes import Link, LinksFile
from builder.model import citations
from builder.model.register import Identifier


def references_md(context: Context) -> bytes:
    """`references.md`: a CommonMark reference definition for every id."""
    defined = [(item.id, f'{context.url(item)} "{_title(context.register.marked(item))}"') for item in context.register.identifiers]
    lines = [f"[{prefix}{name}]: {place}" for prefix in dict.fromkeys(("", context.prefix)) for name, place in defined]
    return ("\n".join(lines) + "\n").encode()


def _title(text: str) -> str:
    folded = " ".join(text.split())
    return re.sub(r"[\"\\&<>`*_\[\]()'{}]", lambda match: f"&#{ord(match[0])};", folded)


def links_json(context: Context) -> bytes:
    """`links.json`: every id with title, kind, addresses, status, other names and successors."""
    links = tuple(_link(context, identifier) for identifier in context.register.identifiers)
    publication, languages = context.strategy.publication, dict(context.site.languages) or None
    return LinksFile.model_construct(
        **api.whole(context, "links"), prefix=publication.prefix, keys=citations.prefix(context.strategy), languages=languages, links=links
    ).as_json()


def _link(context: Context, identifier: Identifier) -> Link:
    known = context.register
    return Link.model_construct(
        **api.identified(context, identifier),
        aliases=_aliases(context, identifier),
        successors=tuple(other.id for other in known.successors(identifier)),
        formerly=tuple(context.site.base + address for address in identifier.formerly) or None,
        note=known.fate(identifier) or None,
    )


def _aliases(context: Context, identifier: Identifier) -> tuple[str, ...]:
    """Other names of a node, and the ids that it had before."""
    names = identifier.node.other_names if identifier.node else ()
    before = [other.id for other in context.register.renamed_to(identifier)]
    return tuple(name for name in dict.fromkeys([*names, *before]) if name != identifier.title)


def links_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `links.json`, with its address."""
    return api.published_schema(context, "links.schema.json")
