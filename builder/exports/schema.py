"""Makes the JSON Schemas of the files for programs from the record classes: `python -m builder.exports.schema`.

They are kept as files beside this module: making them takes longer than all exports together, and a change of the format
shows in review. A test holds that they are current.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from builder.content.kinds import KINDS
from builder.exports.api import DIALECT, VERSION
from builder.exports.context import as_json

FOLDER = Path(__file__).parent
_TEXT = {"type": "string"}
_URI = {"type": "string", "format": "uri"}


def schemas() -> dict[str, bytes]:
    """The schemas by file name, without their address."""
    definitions = _definitions()
    entries: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        if kind.location:
            entry = definitions[kind.record.__name__]
            where = {"@file": {**_TEXT, "description": "The content file that holds it."}}
            if "id" in entry["properties"] and kind.own_id:
                where["@id"] = {**_URI, "description": "The permanent address of the id."}
            entry["properties"] = {**where, **entry["properties"]}
            entries[kind.name] = {
                "type": "array",
                "items": {"$ref": f"#/$defs/{kind.record.__name__}"},
                "description": f"All entries of the kind '{kind.name}'.",
            }
            if kind.required:
                entries[kind.name]["minItems"] = 1
    return {"strategy.schema.json": as_json(_strategy(entries, definitions)), "identifier.schema.json": as_json(_identifier())}


def _strategy(entries: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    top = {
        "$schema": _URI,
        "version": {"const": VERSION, "description": "Version of this format."},
        "title": {**_TEXT, "description": "Title of the strategy."},
        "edition": {**_TEXT, "description": "The edition of the publication."},
        "date": {"type": "string", "format": "date", "description": "Date of the edition."},
        "base": {**_URI, "description": "Address of the site; the permanent address of an id is this, 'id/', the id in lower case, '/'."},
        "content": {
            "type": "object",
            "description": "All entries by kind, in reading order.",
            "properties": entries,
            "required": [kind.name for kind in KINDS if kind.required],
            "additionalProperties": False,
        },
    }
    return {"$schema": DIALECT, "title": f"A strategy, format {VERSION}", **_object(top, tuple(top)), "$defs": dict(sorted(definitions.items()))}


def _identifier() -> dict[str, Any]:
    relation = _object({"id": _TEXT, "relations": {"type": "array", "items": _TEXT}}, ("id", "relations"))
    records_ = [kind.record.__name__ for kind in KINDS if kind.own_id and "id" in kind.record.model_fields]
    optional = {
        "part_of": {**_TEXT, "description": "The id of what it is a part of."},
        "record": {"anyOf": [{"$ref": f"strategy.schema.json#/$defs/{name}"} for name in records_], "description": "The entry, with all its fields."},
        "mentions": {"type": "array", "items": relation, "description": "What the entry refers to; 'prose' is a mention in its text."},
        "mentioned_by": {"type": "array", "items": relation, "description": "What refers to the entry."},
        "cite": {"type": "object", "additionalProperties": _TEXT, "description": "Links and citations to paste, by format."},
        "successors": {"type": "array", "items": _TEXT, "description": "What a renamed or split id is called today."},
        "reason": {**_TEXT, "description": "Why the id is no longer current."},
        "date": {"type": "string", "format": "date", "description": "Since when it is not."},
    }
    needed = {
        "$schema": _URI,
        "version": {"const": VERSION, "description": "Version of this format."},
        "id": {**_TEXT, "description": "The permanent identifier."},
        "kind": {**_TEXT, "description": "The kind of entry."},
        "title": {**_TEXT, "description": "What it stands for."},
        "url": {**_URI, "description": "The permanent address."},
        "page": {**_URI, "description": "Where it is found today; this may change."},
        "status": {"enum": ["current", "renamed", "split", "withdrawn"]},
        "since": {**_TEXT, "description": "The first edition that published it."},
        "edition": {**_TEXT, "description": "The edition of this file."},
    }
    return {"$schema": DIALECT, "title": f"An identifier of a strategy, format {VERSION}", **_object({**needed, **optional}, tuple(needed))}


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _definitions() -> dict[str, Any]:
    """The schema of every record class, as records are written: fields that have their default value are left out."""
    _, found = models_json_schema([(kind.record, "serialization") for kind in KINDS], ref_template="#/$defs/{model}")
    definitions: dict[str, Any] = found["$defs"]
    for definition in definitions.values():
        definition.pop("title", None)
        properties = definition.get("properties", {})
        for schema in properties.values():
            schema.pop("title", None)
        definition["required"] = [name for name in definition.get("required", ()) if "default" not in properties[name]]
    return definitions
