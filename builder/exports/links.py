"""`references.md` and `links.json`: what other documents and tools need to link to any id.

`references.md` holds CommonMark link reference definitions, one a line; a document that includes it links with
`[the words][ID]`. Titles use entities where a quotation mark or a backslash would end or change them,
because not every reader of Markdown knows backslash escapes in a title.
"""

from __future__ import annotations

import re
from typing import Any

from builder.content.fieldroles import other_names
from builder.exports.context import Context, as_json
from builder.model.register import Identifier

VERSION = "1.0"
"""Version of the format of `links.json`; the first number changes when a reader must change."""


def references_md(context: Context) -> bytes:
    """`references.md`: a CommonMark reference definition for every id."""
    lines = [f'[{identifier.id}]: {context.url(identifier)} "{_title(identifier.title)}"' for identifier in context.register.identifiers]
    return ("\n".join(lines) + "\n").encode()


def _title(text: str) -> str:
    folded = " ".join(text.split())
    return re.sub(r"[\"\\&<>`*_\[\]()'{}]", lambda match: f"&#{ord(match[0])};", folded)


def links_json(context: Context) -> bytes:
    """`links.json`: every id with title, kind, addresses, status, other names and successors."""
    publication = context.strategy.publication
    return as_json(
        {
            "$schema": context.site.base + "api/links.schema.json",
            "version": VERSION,
            "title": publication.title,
            "edition": publication.edition.name,
            "date": publication.edition.date,
            "links": [_link(context, identifier) for identifier in context.register.identifiers],
        }
    )


def _link(context: Context, identifier: Identifier) -> dict[str, Any]:
    known = context.register
    return {
        "id": identifier.id,
        "title": identifier.title,
        "kind": identifier.kind,
        "url": context.url(identifier),
        "page": context.site.base + known.leads_to(identifier),
        "status": identifier.status,
        "since": identifier.since,
        "aliases": _aliases(context, identifier),
        "successors": [other.id for other in known.successors(identifier)],
    }


def _aliases(context: Context, identifier: Identifier) -> list[str]:
    """Other names of what has an id, and the ids that it had before."""
    names = other_names(identifier.node.record) if identifier.node else ()
    before = [other.id for other in context.register.renamed_to(identifier)]
    return [name for name in dict.fromkeys([*names, *before]) if name != identifier.title]


def links_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `links.json`."""
    text = {"type": "string"}
    uri = {"type": "string", "format": "uri"}
    link = {
        "id": {**text, "description": "The permanent identifier."},
        "title": {**text, "description": "What it stands for, as plain text."},
        "kind": {**text, "description": "The kind of entry."},
        "url": {**uri, "description": "The permanent address."},
        "page": {**uri, "description": "Where it is found today; this may change."},
        "status": {"enum": ["current", "renamed", "split", "withdrawn"]},
        "since": {**text, "description": "The first edition that published it."},
        "aliases": {"type": "array", "items": text, "description": "Other names, and identifiers that it had before."},
        "successors": {"type": "array", "items": text, "description": "What a renamed or split identifier is called today."},
    }
    top = {
        "$schema": uri,
        "version": {"const": VERSION},
        "title": text,
        "edition": text,
        "date": {"type": "string", "format": "date"},
        "links": {"type": "array", "items": {"type": "object", "properties": link, "required": list(link), "additionalProperties": False}},
    }
    return as_json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": context.site.base + "api/links.schema.json",
            "title": f"Links to a strategy, version {VERSION}",
            "type": "object",
            "properties": top,
            "required": list(top),
            "additionalProperties": False,
        }
    )
