"""Skeletons for new entries, and JSON Schema files for editors; both come from the record classes.

`builder new` writes a skeleton that passes `builder check` at once; the editor then replaces its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from builder.content import shape_errors
from builder.content.kinds import KINDS, Kind
from builder.content.load import BODY
from builder.content.records import Area, Country, Figure, FigureGroup, HandPage, Instrument, Objective, Partnership, Record, Sort, Term, Topic
from builder.model.strategy import AnyNode, Strategy
from builder.problems import ContentError, Problem, suggest

__all__ = ["NEW", "schemas", "skeleton"]

NEW: dict[str, Kind] = {word: kind for kind in KINDS for word in kind.new}
"""The kinds that `builder new` makes, by the words for them."""
SCHEMAS = "schemas"
"""Folder of the JSON Schema files, at the top of the project."""
_CITATION = {"section": "Section of the source", "lines": "1"}
Values = Callable[[str, str, Strategy], dict[str, Any]]
"""(id, name, strategy) → the values of a new entry."""


def skeleton(word: str, id_: str, name: str, strategy: Strategy) -> tuple[Kind, str, dict[str, Any]]:
    """The kind, the file and the values of a new entry, complete enough to be valid; `word` is one of `NEW`.

    Raises `ContentError` if the word stands for no kind, or the id is malformed or taken.
    """
    kind = NEW.get(word)
    if kind is None:
        shown = ", ".join(dict.fromkeys(known.new[0] for known in NEW.values()))
        _refuse("unknown-kind", f"there is no kind '{word}'.{suggest(word, NEW)} Kinds: {shown}.")
    taken: dict[str, AnyNode] = {node.title: node for node in strategy.of(Term)} if kind.record is Term else strategy.by_id
    if id_ in taken:
        _refuse("duplicate-id", f"'{id_}' is taken by {taken[id_].file}:{taken[id_].line}: choose another")
    if kind.record is Figure and not strategy.of(FigureGroup):
        _refuse("no-group", "figures stand in groups, and there is none yet: write figure-groups.yml first")
    values = _VALUES[kind.record](id_, name, strategy)
    try:
        kind.record.model_validate(values)
    except ValidationError as error:
        code, message, _ = shape_errors.describe(error.errors()[0], kind.record)
        _refuse(code, message)
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or id_.lower()
    location = kind.location.replace("*", id_.lower() if kind.record is Objective else slug)
    if any(node.file.endswith(f"/{location}") for node in strategy.nodes) and kind.layout != "list":
        _refuse("file-taken", f"the file '{location}' holds another entry: choose another name")
    return kind, location, values


def _refuse(code: str, message: str) -> NoReturn:
    raise ContentError([Problem("builder new", 1, 1, code, message)])


def _country(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    rows = [node.record.tile.row for node in strategy.of(Country) if node.record.tile]
    tile = {"tile": {"row": str(1 + max(rows)), "column": "1"}} if rows else {}  # the first free place below the tile map, where there is one
    return {"id": id_, "name": name, "codes": {}, **tile, "source": _CITATION}


def _objective(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return {
        "id": id_,
        "number": 1 + max((node.record.number for node in strategy.of(Objective)), default=0),
        "title": name,
        "short_title": name,
        **({"area": strategy.of(Area)[0].id} if strategy.of(Area) else {}),
        "rationale": "Why this objective matters.",
        "source": _CITATION,
        "groups": [{"activities": [{"id": f"{id_}-A01", "title": "Short label of the activity", "text": "What is done.", "source": _CITATION}]}],
    }


def _figure(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return {
        "id": id_,
        "group": strategy.of(FigureGroup)[0].id,
        "label": name,
        "value": "1",
        "unit": "people",
        "year": "not stated",
        "text": "The statement as one sentence.",
        "source": _CITATION,
    }


def _topic(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return {
        "id": id_,
        "title": name,
        "order": 1 + max((node.record.order for node in strategy.of(Topic)), default=0),
        "summary": "One sentence about the topic.",
        "source": _CITATION,
        BODY: "What the source says.",
    }


def _page(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return {
        "id": id_,
        "title": name,
        "order": 1 + max((node.record.order for node in strategy.of(HandPage)), default=0),
        "description": "One sentence about the page.",
        BODY: "What the page says.",
    }


def _partnership(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return _of_a_sort(id_, name, strategy.publication.partnership_sorts)


def _instrument(id_: str, name: str, strategy: Strategy) -> dict[str, Any]:
    return _of_a_sort(id_, name, strategy.publication.instrument_sorts)


def _of_a_sort(id_: str, name: str, sorts: tuple[Sort, ...]) -> dict[str, Any]:
    if not sorts:
        _refuse("no-sorts", "such entries are of a sort, and strategy.yml lists none: add 'partnership_sorts' or 'instrument_sorts' first")
    return {"id": id_, "kind": sorts[0].name, "name": name, "text": "What the source says about it.", "source": _CITATION}


def _term(id_: str, name: str, _: Strategy) -> dict[str, Any]:
    return {"term": id_, "expansion": name, "source": _CITATION}


_VALUES: dict[type[Record], Values] = {
    Country: _country,
    Objective: _objective,
    Figure: _figure,
    Topic: _topic,
    HandPage: _page,
    Partnership: _partnership,
    Instrument: _instrument,
    Term: _term,
}
"""What a new entry of each kind holds, by its record class."""


def entry_text(kind: Kind, values: Mapping[str, Any], before: str) -> str:
    """The text of a content file with the new entry in it; `before` is what the file held."""
    from builder.tools import yamledit  # imports ruamel.yaml, which other commands can do without

    if kind.layout == "front-matter":
        front = {key: value for key, value in values.items() if key != BODY}
        return f"---\n{yamledit.mapping(front)}---\n\n{values[BODY]}\n"
    if kind.layout == "list":
        return yamledit.appended(before, values)
    return yamledit.mapping(values)


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
