"""The JSON Schemas of the files for programs, from the models of `envelopes`; `builder schemas` writes them.

They are kept as files beside this module: making them takes longer than all exports together, and a change of the format
shows in review. A test holds that they are current.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from builder.exports.context import as_json
from builder.exports.envelopes import Envelope, IdentifierFile, IndicatorsFile, LinksFile, StrategyFile

FOLDER = Path(__file__).parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
STRATEGY, IDENTIFIER, LINKS, INDICATORS = "strategy.schema.json", "identifier.schema.json", "links.schema.json", "indicators.schema.json"


class _Untitled(GenerateJsonSchema):
    """A field is called what it is called."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature of pydantic
        return False


def schemas() -> dict[str, bytes]:
    """The schemas by file name, without their address."""
    strategy, identifier, links = _schema(StrategyFile), _schema(IdentifierFile), _schema(LinksFile)
    for choice in identifier["properties"]["record"]["anyOf"]:  # entries are described once, in the schema of the strategy
        choice["$ref"] = STRATEGY + choice["$ref"]
    identifier["$defs"] = {name: definition for name, definition in identifier["$defs"].items() if name not in strategy["$defs"]}
    made = {STRATEGY: strategy, IDENTIFIER: identifier, LINKS: links, INDICATORS: _schema(IndicatorsFile)}
    return {name: as_json(schema) for name, schema in made.items()}


def _schema(envelope: type[Envelope]) -> dict[str, Any]:
    """The schema of a file as it is written: fields that have their default value are left out."""
    schema = envelope.model_json_schema(schema_generator=_Untitled, mode="serialization")
    definitions: dict[str, Any] = dict(sorted(schema.pop("$defs").items()))
    for definition in definitions.values():
        definition.pop("title", None)
    return {"$schema": DIALECT, "title": schema.pop("title"), **schema, "$defs": definitions}
