"""Skeletons for new entries, and JSON Schema files for editors; both come from the record classes.

`builder new` writes a skeleton that passes `builder check` at once; the editor then replaces its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from builder.content import shape_errors
from builder.content.kinds import KINDS, Kind
from builder.content.load import BODY
from builder.model.strategy import Strategy
from builder.problems import ContentError, Problem, suggest

NEW = ("country", "objective", "figure", "topic", "partnership", "instrument", "term")
"""The kinds that `builder new` makes."""
ALIASES = {"process": "partnership", "organization": "partnership"}
"""Other words for a kind, as people say them."""
SCHEMAS = "schemas"
"""Folder of the JSON Schema files, at the top of the project."""
_CITATION = {"section": "Section of the source", "lines": "1"}


def skeleton(kind: str, id_: str, name: str, strategy: Strategy) -> tuple[str, dict[str, Any]]:
    """The file and the values of a new entry, complete enough to be valid.

    Raises `ContentError` if the kind is unknown, or the id is malformed or taken.
    """
    kind = ALIASES.get(kind, kind)
    if kind not in NEW:
        _refuse("unknown-kind", f"there is no kind '{kind}'.{suggest(kind, [*NEW, *ALIASES])} Kinds: {', '.join(NEW)}.")
    taken = {thing.title: thing for thing in strategy.of("term")} if kind == "term" else strategy.by_id
    if id_ in taken:
        _refuse("duplicate-id", f"'{id_}' is taken by {taken[id_].file}:{taken[id_].line}: choose another")
    if kind == "figure" and not strategy.of("figure-group"):
        _refuse("no-group", "figures stand in groups, and there is none yet: write figure-groups.yml first")
    location, values = _skeleton(kind, id_, name, strategy)
    try:
        _kind(kind).record.model_validate(values)
    except ValidationError as error:
        code, message, _ = shape_errors.describe(error.errors()[0], _kind(kind).record)
        _refuse(code, message)
    if any(thing.file.endswith(f"/{location}") for thing in strategy.things) and _kind(kind).layout != "list":
        _refuse("file-taken", f"the file '{location}' holds another entry: choose another name")
    return location, values


def _refuse(code: str, message: str) -> NoReturn:
    raise ContentError([Problem("builder new", 1, 1, code, message)])


def _skeleton(kind: str, id_: str, name: str, strategy: Strategy) -> tuple[str, dict[str, Any]]:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or id_.lower()
    next_order = 1 + max((getattr(thing.record, "order", 0) for thing in strategy.of(kind)), default=0)
    values: dict[str, dict[str, Any]] = {
        "country": {"id": id_, "name": name, "codes": {}, "tile": _free_tile(strategy), "source": _CITATION},
        "objective": {
            "id": id_,
            "number": 1 + max((thing.record.number for thing in strategy.of("objective")), default=0),
            "title": name,
            "short_title": name,
            "area": strategy.of("area")[0].id,
            "rationale": "Why this objective matters.",
            "source": _CITATION,
            "groups": [{"activities": [{"id": f"{id_}-A01", "title": "Short label of the activity", "text": "What is done.", "source": _CITATION}]}],
        },
        "figure": {
            "id": id_,
            "group": strategy.of("figure-group")[0].id if strategy.of("figure-group") else "",
            "label": name,
            "value": "1",
            "unit": "people",
            "year": "not stated",
            "text": "The statement as one sentence.",
            "source": _CITATION,
        },
        "topic": {
            "id": id_,
            "title": name,
            "order": next_order,
            "summary": "One sentence about the topic.",
            "source": _CITATION,
            BODY: "What the source says.",
        },
        "partnership": {"id": id_, "kind": "initiative", "name": name, "text": "What the source says about it.", "source": _CITATION},
        "instrument": {"id": id_, "kind": "tool", "name": name, "text": "What the source says about it.", "source": _CITATION},
        "term": {"term": id_, "expansion": name, "source": _CITATION},
    }
    location = _kind(kind).location.replace("*", slug if kind != "objective" else id_.lower())
    return location, values[kind]


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _free_tile(strategy: Strategy) -> dict[str, str]:
    """The first free place below the tile map."""
    row = 1 + max((thing.record.tile.row for thing in strategy.of("country")), default=0)
    return {"row": str(row), "column": "1"}


class _Dumper(yaml.SafeDumper):
    """Writes every value out, never a pointer to an earlier one, and lists indented as the content has them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - likewise
        super().increase_indent(flow, False)


def _yaml(values: Any) -> str:
    text = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return re.sub(r"^([\w -]+: )'(\d+)'$", r"\1\2", text, flags=re.MULTILINE)  # every scalar is read as text, so numbers need no quotes


def entry_text(kind: str, values: Mapping[str, Any], before: str) -> str:
    """The text of a content file with the new entry in it; `before` is what the file held."""
    layout = _kind(ALIASES.get(kind, kind)).layout
    if layout == "front-matter":
        front = {key: value for key, value in values.items() if key != BODY}
        return f"---\n{_yaml(front)}---\n\n{values[BODY]}\n"
    if layout == "list":
        return before.rstrip("\n") + ("\n\n" if before.strip() else "") + _yaml([dict(values)])
    return _yaml(dict(values))


class _EditorSchema(GenerateJsonSchema):
    """Schemas of what an editor types: a key that may be absent has no null value."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def schemas() -> dict[str, bytes]:
    """JSON Schema files (2020-12) for editors, one a kind of file, by name."""
    files = {}
    for kind in KINDS:
        if not kind.location:
            continue
        shape: Any = list[kind.record] if kind.layout == "list" else kind.record  # type: ignore[name-defined]
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(shape).json_schema(schema_generator=_EditorSchema)}
        if kind.layout == "front-matter":  # the body is not part of the front matter
            schema["properties"].pop(BODY)
            schema["required"] = [key for key in schema["required"] if key != BODY]
        files[f"{kind.name}.json"] = (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode()
    return files


def editor_settings(before: str = "{}") -> bytes:
    """Settings of Visual Studio Code's YAML extension, added to those there are: which schema holds for which content file.

    Raises `ContentError` if those there are cannot be read.
    """
    mapping = {f"./{SCHEMAS}/{kind.name}.json": f"content/{kind.location}" for kind in KINDS if kind.location and kind.layout != "front-matter"}
    try:
        settings = {**json.loads(before), "yaml.schemas": mapping}
    except (ValueError, TypeError):
        problem = Problem(".vscode/settings.json", 1, 1, "not-json", "cannot be read as JSON (comments are not JSON): correct it, or move it away")
        raise ContentError([problem]) from None
    return (json.dumps(settings, indent=2, ensure_ascii=False) + "\n").encode()
