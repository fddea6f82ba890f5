"""`api/strategy.json` and `id/<id>.json`: valid against their schemas, and the model comes back whole."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from referencing import Registry as Schemas
from referencing import Resource

from builder.exports import api, schema
from builder.model import strategy
from builder.model.strategy import AnyNode, Strategy
from builder.problems import ContentError
from tests.made import NASTY, literal, made, published, texts

REAL = "https://strategy.example.org/"


def facts(model: Strategy) -> list[tuple[Any, ...]]:
    """All that a model holds, in order; the line of a file is a place in a text, and no part of the model."""

    def name(node: AnyNode | None) -> tuple[str, str, str]:
        return (node.kind.name, node.id, node.title) if node else ("", "", "")

    nodes = [(*name(node), node.slug, node.record, name(node.parent)) for node in model.nodes]
    return nodes + [(name(m.source), name(m.target), m.relation, m.sentence, m.anchor) for m in model.mentions]


def validators(model: Strategy) -> tuple[jsonschema.Draft202012Validator, jsonschema.Draft202012Validator]:
    where = published(model, REAL)
    schemas = [json.loads(api.strategy_schema(where)), json.loads(api.identifier_schema(where))]
    for item in schemas:
        jsonschema.Draft202012Validator.check_schema(item)
    known: Schemas[Any] = Schemas().with_resources((item["$id"], Resource.from_contents(item)) for item in schemas)
    checker = jsonschema.FormatChecker()
    return tuple(jsonschema.Draft202012Validator(item, registry=known, format_checker=checker) for item in schemas)  # type: ignore[return-value]


def test_schemas_are_current() -> None:
    for name, data in schema.schemas().items():
        assert (schema.FOLDER / name).read_bytes() == data, "run 'builder schemas', and raise builder.exports.envelopes.VERSION if readers must know"


@pytest.mark.parametrize("which", ["coast", "small"])
def test_the_model_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    model = request.getfixturevalue(f"{which}_strategy")
    data = api.strategy_json(published(model, REAL))
    validators(model)[0].validate(json.loads(data))
    again = strategy.link(api.read(data, "strategy.json"))
    assert facts(again) == facts(model)
    assert [node.file for node in again.nodes] == [node.file.removeprefix(published(model).root) for node in model.nodes]


@given(texts)
@example(NASTY)
def test_any_text_comes_back(text: str) -> None:
    model = made(text, literal(text))
    assert facts(strategy.link(api.read(api.strategy_json(published(model)), "x"))) == facts(model)


def test_one_identifier(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    check = validators(small_strategy)[1]
    for identifier in where.register.identifiers:
        check.validate(json.loads(api.identifier_json(where, identifier)))
    data = json.loads(api.identifier_json(where, where.register.by_id["AIM1-WEIR"]))
    assert (data["kind"], data["part_of"], data["url"], data["page"]) == (
        "activity",
        "AIM1",
        f"{REAL}id/aim1-weir/",
        f"{REAL}objectives/clean-water/#aim1-weir",
    )
    assert data["record"]["title"] == data["title"]
    assert list(data["cite"]) == ["word", "text", "bibtex", "markdown", "html", "apa", "chicago", "url", "rst"]
    figure = json.loads(api.identifier_json(where, where.register.by_id["KF-BOATS"]))
    assert {"id": "KF-WELLS", "relations": ["prose"]} in figure["mentions"]
    assert "value" in figure["record"]


def test_identifiers_that_are_gone(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    check = validators(small_strategy)[1]
    found = {}
    for identifier in where.register.identifiers:
        found[identifier.id] = json.loads(api.identifier_json(where, identifier))
        check.validate(found[identifier.id])
    assert (found["KF-FISH"]["status"], found["KF-FISH"]["reason"], found["KF-FISH"]["date"]) == ("withdrawn", "Nobody counts *fish* any more", "2031-02-01")
    assert (found["AIM9"]["status"], found["AIM9"]["successors"]) == ("split", ["AIM1", "AIM2"])
    assert (found["AIM1-PIPE"]["successors"], found["AIM1-PIPE"]["since"]) == (["AIM1-WELLS"], "1st")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"{", "is not JSON"),
        (b"[]", "is not a strategy.json: it has no 'version' and 'content'"),
        (b'{"version": "7.1", "content": {}}', "has the format 7.1; this builder reads format 1.1"),
        (b'{"version": "1.0", "content": {}}', "holds no 'strategy'"),
        (b'{"version": "1.0", "content": {"goal": [{"id": "G"}]}}', "holds a goal in another form than a strategy.json has it: download the file again"),
        (b'{"version": "1.0", "content": {"goal": [{"@file": "g.yml", "id": "G"}]}}', "holds a goal that cannot be read: the key 'title' is missing: add it"),
        (b'{"version": "1.0", "content": {"objective": [1]}}', "holds an objective in another form than a strategy.json has it: download the file again"),
        (b'\xff', "is not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_strategy(text: bytes, message: str) -> None:
    with pytest.raises(ContentError) as error:
        api.read(text, "old.json")
    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("old.json", "strategy-json")
    assert problem.message.startswith(message)
