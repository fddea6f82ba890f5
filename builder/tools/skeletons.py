"""Skeletons for new entries, and JSON Schema files for editors; both come from the record classes.

`builder new` writes a skeleton that passes `builder check` at once, and says which of its words the editor is to replace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from builder.content import shape_errors
from builder.content.kind_phrases import either
from builder.content.kinds import KINDS, Kind
from builder.content.load import BODY
from builder.content.records import Part
from builder.content.salvage import inner_model
from builder.model.strategy import AnyNode, Strategy
from builder.problems import ContentError, Problem, suggest
from builder.tools import examples
from builder.tools.examples import MARK, refuse
from builder.wording import Phrase

__all__ = ["NEW", "Skeleton", "marked", "schemas", "skeleton"]

NEW: dict[str, Kind] = {word: kind for kind in KINDS for word in (kind.name, *kind.new)}
"""The kinds that `builder new` makes, which are all, by the words for them."""
SCHEMAS = "schemas"
"""Folder of the JSON Schema files, at the top of the project."""


@dataclass(frozen=True)
class Skeleton:
    """A new entry: its kind, its file below the content folder, its values, and for one that stands inside another entry, that one."""

    kind: Kind
    location: str
    values: dict[str, Any]
    inside: AnyNode | None = None

    def written(self, strategy: Strategy, before: str) -> str:
        """The text of its file with the entry in it; `before` is what the file holds."""
        from builder.tools import yamledit  # imports ruamel.yaml, which other commands can do without

        if self.inside is not None:
            others = [node.line for node in strategy.nodes if node.parent is self.inside and node.kind is self.kind]
            return yamledit.added_below(before, max(others), self.values) if others else _first_inside(self.inside, self.kind, self.values, before)
        if self.kind.layout == "front-matter":
            front = {key: value for key, value in self.values.items() if key != BODY}
            return f"---\n{yamledit.mapping(front)}---\n\n{self.values[BODY]}\n"
        if self.kind.layout == "list":
            lines = [node.line for node in strategy.nodes if node.kind is self.kind]
            if self.kind.newest_first and lines:
                return yamledit.added_above(before, min(lines), self.values)
            return yamledit.appended(before, self.values)
        return yamledit.mapping(self.values)


def skeleton(word: str, id_: str, name: str, strategy: Strategy) -> Skeleton:
    """A new entry, complete enough to be valid; `word` is one of `NEW`.

    Raises `ContentError` if the word stands for no kind, the id is malformed or taken, or something is missing that such an entry needs.
    """
    kind = NEW.get(word)
    if kind is None:
        shown = ", ".join(kind.name for kind in KINDS)
        refuse("unknown-kind", Phrase("there is no kind '{word}'.", word=word) + suggest(word, NEW) + Phrase(" Kinds: {kinds}.", kinds=shown))
    known = {node.id: node for node in strategy.nodes if node.id}
    taken = {node.title: node for node in strategy.nodes if node.kind is kind} if not kind.identified else known
    if id_ in taken:
        refuse("duplicate-id", Phrase("'{id}' is taken by {file}:{line}: choose another", id=id_, file=taken[id_].file, line=taken[id_].line))
    if kind.single and any(node.kind is kind for node in strategy.nodes):
        refuse("file-taken", Phrase("the file '{location}' holds the only one that there can be: change that", location=kind.location))
    inside = _holder(kind, id_, strategy) if not kind.location else None
    values = examples.entry(kind, id_, name, examples.Around([(node.kind, node.id, node.record) for node in strategy.nodes], _lacking))
    try:
        kind.record.model_validate(values)
    except ValidationError as error:
        code, message, _ = shape_errors.describe(error.errors()[0], kind.record)
        refuse(code, message)
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or id_.lower()
    location = kind.location.replace("*", id_.lower() if kind.coded else slug)
    if inside is not None:
        location = Path(inside.file).relative_to(Path(strategy.root.file).parent).as_posix()
    elif any(node.file.endswith(f"/{location}") for node in strategy.nodes) and kind.layout != "list":
        refuse("file-taken", Phrase("the file '{location}' holds another entry: choose another name", location=location))
    return Skeleton(kind, location, values, inside)


def _lacking(kinds: tuple[str, ...]) -> str:
    refuse(
        "no-target",
        Phrase(
            "such an entry refers to another ({what}), and there is none yet: write that first, with 'builder new {kind} …'",
            what=either(kinds),
            kind=(kinds or ("KIND",))[0],
        ),
    )


def _holder(kind: Kind, id_: str, strategy: Strategy) -> AnyNode:
    """The entry that a new one is to stand in: the one whose id its own begins with."""
    able = [node for node in strategy.nodes if _way(node.kind.record, kind.record)]
    holders = [node for node in able if id_.startswith(f"{node.id}-")]
    if not holders:
        message = Phrase("such an entry stands inside another one: begin its id with that one's and a hyphen")
        refuse("no-target", message + Phrase(", as in '{id}'", id=f"{able[0].id}-A09") if able else message)
    return max(holders, key=lambda node: len(node.id))


def _way(cls: type[Part], wanted: type[Part]) -> tuple[str, ...]:
    """The fields that lead from a class to one whose records stand inside its own; none if none do."""
    for name, info in cls.model_fields.items():
        inner = inner_model(info.annotation)
        if inner is wanted:
            return (name,)
        if inner is not None and issubclass(inner, Part) and (rest := _way(inner, wanted)):
            return (name, *rest)
    return ()


def _first_inside(holder: AnyNode, kind: Kind, values: Mapping[str, Any], before: str) -> str:
    """The text of the file of an entry, with the first one inside it."""
    from builder.tools import yamledit

    nested = dict(values)
    for name in reversed(_way(holder.kind.record, kind.record)):
        nested = {name: [nested]}
    return before.rstrip("\r\n") + "\n" + yamledit.mapping(nested)


def marked(text: str, before: str = "") -> list[tuple[int, str]]:
    """The lines of a content file that hold a word to be replaced, with the key that each stands at; neither comments nor what `before` has."""
    lines, old = text.splitlines(), before.splitlines()
    same = next((at for at, (new, known) in enumerate(zip(lines, old, strict=False)) if new != known), min(len(lines), len(old)))
    after = len(lines) - next((at for at, (new, known) in enumerate(zip(lines[same:][::-1], old[same:][::-1], strict=False)) if new != known), len(old) - same)
    found, key = [], ""
    for number, line in enumerate(lines, 1):
        key = match[1] if (match := re.match(r"[\s-]*(\w+):", line)) else key
        if same < number <= after and MARK in line and not line.lstrip().startswith("#"):
            found.append((number, key))
    return found


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
        problem = Problem.of_file(".vscode/settings.json", "not-json", Phrase("cannot be read as JSON (comments are not JSON): correct it, or move it away"))
        raise ContentError([problem]) from None
    return (json.dumps(settings, indent=2, ensure_ascii=False) + "\n").encode()
