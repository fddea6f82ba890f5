"""`api/strategy.json` and `id/<id>.json`: the whole model, and each id by itself, for programs.

`strategy.json` holds every record of every kind with all its fields, so the model can be rebuilt from it: `read` does.
Fields that have their default value are left out; the schema says what it is.
The schemas are made from the record classes by `builder schemas`, kept in this folder, and get their address here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from builder.content.fieldroles import inner_records
from builder.content.kinds import KIND_OF, KINDS, Kind
from builder.content.load import Corpus, Entry
from builder.content.records import Publication, Record
from builder.content.yamltree import Document
from builder.exports.context import Context, as_json, distinct
from builder.model.register import Identifier
from builder.model.strategy import AnyNode, Mention
from builder.problems import ContentError, Problem

VERSION = "1.0"
"""Version of the format; the first number changes when a reader must change, the second when something is added."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FOLDER = Path(__file__).parent


def record_data(node: AnyNode) -> dict[str, Any]:
    """A record as JSON values."""
    data: dict[str, Any] = node.record.model_dump(mode="json", exclude_defaults=True)
    return data


def strategy_json(context: Context) -> bytes:
    """`api/strategy.json`: every record of every kind, with all fields that have no default value."""
    publication = context.strategy.publication
    content: dict[str, list[dict[str, Any]]] = {}
    for kind in KINDS:
        nodes = [node for node in context.strategy.of_kind(kind) if node.parent is None]  # the others are inside their parent
        if nodes:
            content[kind.name] = [_entry(context, node) for node in nodes]
    return as_json(
        {
            "$schema": context.site.base + "api/strategy.schema.json",
            "version": VERSION,
            "title": publication.title,
            "edition": publication.edition.name,
            "date": publication.edition.date,
            "base": context.site.base,
            "content": content,
        }
    )


def _entry(context: Context, node: AnyNode) -> dict[str, Any]:
    address = {"@id": context.url(node)} if node.id else {}
    return {**address, "@file": node.file.removeprefix(context.root), **record_data(node)}


def identifier_json(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.json`: an id, its record, what it mentions and what mentions it; of one that is gone, what became of it."""
    register, node, entry = context.register, identifier.node, identifier.register_entry
    data: dict[str, Any] = {
        "$schema": context.site.base + "api/identifier.schema.json",
        "version": VERSION,
        "id": identifier.id,
        "kind": identifier.kind,
        "title": identifier.title,
        "url": context.url(identifier),
        "page": context.site.base + register.leads_to(identifier),
        "status": identifier.status,
        "since": identifier.since,
        "edition": context.strategy.publication.edition.name,
    }
    if node is None:
        data["successors"] = [other.id for other in register.successors(identifier)]
        data |= {"reason": entry.reason} if entry and entry.reason else {}
        data |= {"date": entry.date} if entry and entry.date else {}
        return as_json(data)
    if node.parent is not None:
        data["part_of"] = node.parent.id
    data["record"] = record_data(node)
    data["mentions"] = _mentions(context.strategy.mentions_in(node), lambda mention: mention.target)
    data["mentioned_by"] = _mentions(context.strategy.mentions_of(node), lambda mention: mention.source)
    data["cite"] = {way.name: text for way, text in context.cited[identifier.id]}
    return as_json(data)


def _mentions(mentions: tuple[Mention, ...], other: Any) -> list[dict[str, Any]]:
    """What is at the other end of mentions, with the relations, each node once; nodes without an id are left out."""
    relations = distinct(mentions)
    found = {(id(mention.source), id(mention.target)): other(mention) for mention in mentions}
    return [{"id": node.id, "relations": relations[pair]} for pair, node in found.items() if node.id]


# --- schemas ------------------------------------------------------------------------------------


def strategy_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `api/strategy.json`, with its address."""
    return _schema(context, "strategy.schema.json")


def identifier_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `id/<id>.json`, with its address."""
    return _schema(context, "identifier.schema.json")


def _schema(context: Context, name: str) -> bytes:
    schema = json.loads((_FOLDER / name).read_text("utf-8"))
    return as_json({"$schema": schema.pop("$schema"), "$id": context.site.base + "api/" + name, **schema})


# --- reading back -------------------------------------------------------------------------------


def read(text: bytes, name: str) -> Corpus:
    """The entries of a `strategy.json`, as they were when it was written; `strategy.link` makes the model of them.

    Raises `ContentError` if it is not such a file; `name` is how problems call it.
    """

    def refuse(message: str) -> ContentError:
        return ContentError([Problem(name, 1, 1, "strategy-json", message)])

    try:
        content = _content(text)
        entries = tuple(entry for kind in KINDS for item in _items(content, kind) for entry in _entries(kind, item))
    except ValueError as error:
        raise refuse(str(error)) from None
    if not any(isinstance(entry.record, Publication) for entry in entries):
        raise refuse("holds no 'strategy'")
    return Corpus(Path(name), entries)


def _content(text: bytes) -> dict[str, Any]:
    """The entries of a file by kind, not yet read. Raises `ValueError` with what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error}): download the file again") from None
    if not isinstance(data, dict) or not isinstance(data.get("content"), dict) or not isinstance(data.get("version"), str):
        raise ValueError("is not a strategy.json: it has no 'version' and 'content'")
    if data["version"].partition(".")[0] != VERSION.partition(".")[0]:
        raise ValueError(f"has the format {data['version']}; this builder reads format {VERSION}")
    return dict(data["content"])


def _items(content: dict[str, Any], kind: Kind) -> list[Any]:
    items = content.get(kind.name, [])
    if not isinstance(items, list):
        raise ValueError(f"holds '{kind.name}' in another form than a list: download the file again")
    return items


def _entries(kind: Kind, item: Any) -> Iterator[Entry[Record]]:
    """An entry and those inside it. Raises `ValueError` if it cannot be read."""
    try:
        file = str(item["@file"])
        record = kind.record.model_validate({key: value for key, value in item.items() if not key.startswith("@")})
    except (ValidationError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"holds a {kind.name} that cannot be read ({' '.join(str(error).split())})") from None
    document = Document(str(PurePosixPath(file)), None, ())
    yield Entry(kind, record, document, ())
    for loc, inner in inner_records(record):
        yield Entry(KIND_OF[type(inner)], inner, document, loc)
