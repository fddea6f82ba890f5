"""`api/strategy.json` and `id/<id>.json`: the whole model, and each id by itself, for programs.

`strategy.json` holds every record of every kind with all its fields, so the model can be rebuilt from it: `read` does.
Fields that have their default value are left out; the schema says what it is.
The schemas are made from the record classes by `builder schemas`, kept in this folder, and get their address here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from builder.content import load, shape_errors
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import inner_records
from builder.content.kind_phrases import noun, one
from builder.content.kinds import KIND_OF, KINDS, Kind
from builder.content.records import Publication, Record, Units
from builder.content.yamltree import Document
from builder.exports import json_text
from builder.exports.context import Context, as_json
from builder.exports.envelopes import VERSION, StrategyFile
from builder.model.register import Identifier
from builder.model.strategy import AnyNode, Mention
from builder.problems import ContentError, Problem
from builder.wording import Phrase

_FOLDER = Path(__file__).parent


def strategy_json(context: Context) -> bytes:
    """`api/strategy.json`: every record of every kind, with all fields that have no default value."""
    kinds = [
        json_text.member(kind.name, json_text.items(_filed(context, node) for node in nodes))
        for kind in KINDS
        if (nodes := [node for node in context.strategy.of_kind(kind) if node.parent is None])  # the others are inside their parent
    ]
    head = StrategyFile.model_construct(**whole(context, "strategy"), base=context.site.base).as_json().rstrip()
    return json_text.merged(head, json_text.member("content", json_text.merged(*kinds))) + b"\n"


def whole(context: Context, name: str) -> dict[str, Any]:
    """What a file on the whole strategy begins with; `name` is that of its schema."""
    publication = context.strategy.publication
    return {
        "schema_": _schema(context, name),
        "version": VERSION,
        "language": publication.language,
        "title": publication.title,
        "edition": publication.edition.name,
        "date": publication.edition.date,
    }


def _schema(context: Context, name: str) -> str:
    """The address of the schema of a file."""
    return f"{context.site.base}api/{name}.schema.json"


def identified(context: Context, identifier: Identifier) -> dict[str, Any]:
    """What files say of an id: what it is, and where it leads."""
    return {
        "id": identifier.id,
        "kind": identifier.kind,
        "title": identifier.title,
        "url": context.url(identifier),
        "page": context.site.base + context.register.leads_to(identifier),
        "status": identifier.status,
        "since": identifier.since,
    }


def _filed(context: Context, node: AnyNode) -> bytes:
    """The record of a node with its file and its address, as `envelopes.ENTRIES` describes it."""
    address = {"@id": context.url(node)} if node.id else {}
    return json_text.merged(json_text.written({**address, "@file": node.file.removeprefix(context.root)}), context.written(node))


def identifier_json(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.json`: an id, its record, what it mentions and what mentions it; of one that is gone, what became of it."""
    head = {
        "$schema": _schema(context, "identifier"),
        "version": VERSION,
        "language": context.strategy.publication.language,
        **identified(context, identifier),
        "edition": context.strategy.publication.edition.name,
    }
    node = identifier.node
    if node is None:
        return as_json({**head, **_gone(context, identifier)})
    if node.parent is not None:
        head["part_of"] = node.parent.id
    record = json_text.member("record", context.written(node))
    return json_text.merged(json_text.written(head), record, json_text.written(_around(context, node))) + b"\n"


def _gone(context: Context, identifier: Identifier) -> dict[str, Any]:
    """What became of an id."""
    entry = identifier.register_entry
    return {
        "successors": tuple(other.id for other in context.register.successors(identifier)),
        **({"reason": entry.reason} if entry and entry.reason is not None else {}),
        **({"date": entry.date} if entry and entry.date is not None else {}),
    }


def _around(context: Context, node: AnyNode) -> dict[str, Any]:
    """What the file of an id says beside its record."""
    return {
        "mentions": _relations((mention.target, mention) for mention in context.strategy.mentions_in(node)),
        "mentioned_by": _relations((mention.source, mention) for mention in context.strategy.mentions_of(node)),
        "cite": context.cited[node.id],
    }


def _relations(mentions: Iterable[tuple[AnyNode, Mention]]) -> list[dict[str, Any]]:
    """The nodes at the other end of mentions, each once, with the relations; nodes without an id are left out."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for other, mention in mentions:
        found[other.id][mention.relation] = None
    return [{"id": name, "relations": tuple(relations)} for name, relations in found.items() if name]


# --- schemas ------------------------------------------------------------------------------------


def strategy_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `api/strategy.json`, with its address."""
    return published_schema(context, "strategy.schema.json")


def identifier_schema(context: Context) -> bytes:
    """The JSON Schema (2020-12) of `id/<id>.json`, with its address."""
    return published_schema(context, "identifier.schema.json")


def published_schema(context: Context, name: str) -> bytes:
    """A schema that is kept in this folder, with its address."""
    schema = json.loads((_FOLDER / name).read_text("utf-8"))
    return as_json({"$schema": schema.pop("$schema"), "$id": context.site.base + "api/" + name, **schema})


# --- reading back -------------------------------------------------------------------------------


def read(text: bytes, name: str) -> Corpus:
    """The entries of a `strategy.json`, as they were when it was written; `strategy.link` makes the model of them.

    Raises `ContentError` if it is not such a file; `name` is how problems call it.
    """
    content = _content(text, name)
    entries: list[Entry[Record]] = []
    for kind in KINDS:
        for item in _items(content, kind, name):
            entries.extend(_entries(kind, item, load.units(entries), name))
    if not any(isinstance(entry.record, Publication) for entry in entries):
        raise _refused(name, Phrase("holds no 'strategy'"))
    return Corpus(Path(name), tuple(entries))


def _refused(name: str, message: Phrase) -> ContentError:
    """What is raised for a file that cannot be read."""
    return ContentError([Problem.of_file(name, "strategy-json", message)])


def _content(text: bytes, name: str) -> dict[str, Any]:
    """The entries of a file by kind, not yet read. Raises `ContentError` with what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(name, Phrase("is not JSON ({error}): download the file again", error=error)) from None
    if not isinstance(data, dict) or not isinstance(data.get("content"), dict) or not isinstance(data.get("version"), str):
        raise _refused(name, Phrase("is not a strategy.json: it has no 'version' and 'content'"))
    if data["version"].partition(".")[0] != VERSION.partition(".")[0]:
        raise _refused(name, Phrase("has the format {version}; this builder reads format {ours}", version=data["version"], ours=VERSION))
    return dict(data["content"])


def _items(content: dict[str, Any], kind: Kind, name: str) -> list[Any]:
    items = content.get(kind.name, [])
    if not isinstance(items, list):
        raise _refused(name, Phrase("holds '{kind}' in another form than a list: download the file again", kind=kind.name))
    return items


def _entries(kind: Kind, item: Any, units: Units, name: str) -> Iterator[Entry[Record]]:
    """An entry and those inside it. Raises `ContentError` if it cannot be read."""
    try:
        file = str(item["@file"])
        record = kind.record.model_validate({key: value for key, value in item.items() if not key.startswith("@")}, context=units)
    except ValidationError as error:
        _, why, _ = shape_errors.describe(error.errors()[0], kind.record)
        raise _refused(name, Phrase("holds {what} that cannot be read: {why}", what=one(noun(kind.name)), why=why)) from None
    except (TypeError, KeyError, AttributeError):
        raise _refused(name, Phrase("holds {what} in another form than a strategy.json has it: download the file again", what=one(noun(kind.name)))) from None
    document = Document(str(PurePosixPath(file)), None, ())
    yield Entry(kind, record, document, ())
    for loc, inner in inner_records(record):
        yield Entry(KIND_OF[type(inner)], inner, document, loc)
