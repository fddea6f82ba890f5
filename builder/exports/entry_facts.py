"""A record → what it says besides its title and main prose, field by field, each as a label and a text.

What a field is for is marked on it, so a field that is added to a kind is told here without being named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from markupsafe import Markup

from builder.content.fieldroles import marker_of
from builder.content.marks import Marker, OrderMark, ProseMark, Ref, ValueMark
from builder.content.records import Citation, Identified, Part, Quantity, Record
from builder.exports.markdown import Links, finalize
from builder.model.strategy import AnyNode, Strategy
from builder.model.vocabulary import field_label, upper_first

CHOICE = "choice"
"""The context in catalogues of what stands in a field that has one of few values."""


class Fact(NamedTuple):
    """A field in words; or several, below a common label."""

    field: str
    """Its name."""
    label: str
    text: object = ""
    """Plain text, or `Markup`."""
    inner: tuple[Fact, ...] = ()


def fact_list(links: Links, strategy: Strategy, node: AnyNode) -> Markup:
    """What an entry says of itself, but its title, main prose, source and notes, and what is set apart in its template: quantities and inner entries.

    As a list in Markdown.
    """
    return Markup("".join(_items(_facts(strategy, node.record, links), "")))  # noqa: S704 - escaped


def _items(told: Iterable[Fact], indent: str) -> Iterator[str]:
    for fact in told:
        text = finalize(fact.text)
        yield f"{indent}- {finalize(fact.label)}:{' ' if text else ''}{text}\n"
        if fact.inner:
            yield from _items(fact.inner, f"{indent}  ")
            yield "\n"


class Told(NamedTuple):
    """A field that is told as a fact."""

    name: str
    default: object
    marker: Marker | None
    """What it is for."""
    choices: tuple[str, ...]
    """Its values, where they are few."""


@cache
def told(cls: type[Part]) -> tuple[Told, ...]:
    """The fields of a class that are told as facts."""
    fields = (
        Told(name, info.default, marker_of(cls, name), get_args(info.annotation) if get_origin(info.annotation) is Literal else ())
        for name, info in cls.model_fields.items()
        if name != "id"
    )
    return tuple(
        field for field in fields if not isinstance(field.marker, OrderMark | ValueMark) and not (isinstance(field.marker, ProseMark) and field.marker.main)
    )


def _facts(strategy: Strategy, part: Part, links: Links) -> Iterator[Fact]:
    for field in told(type(part)):
        value = getattr(part, field.name)
        if not value or isinstance(value, Quantity) or (field.default is not None and value == field.default):
            continue
        if not (isinstance(part, Record) and _said_elsewhere(part, value)):
            label = links.once(("label", field.name), _label, strategy, field.name)
            said = strategy.localization.in_context(CHOICE, value) if field.choices else value
            for text, inner in _said(strategy, said, field.marker, links):
                yield Fact(field.name, label, text, inner)


def _label(_: Links, strategy: Strategy, field: str) -> str:
    return upper_first(field_label(strategy.called, field, strategy.localization))


def _said_elsewhere(record: Record, value: Any) -> bool:
    return value is record.cited or value is record.notes or (isinstance(value, str) and value in (record.title_text, record.code_text))


def _said(strategy: Strategy, value: Any, marker: object, links: Links) -> Iterator[tuple[object, tuple[Fact, ...]]]:
    """The texts of a field with its value, or the facts that it holds, told by what it is for."""
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(marker, Ref):
        yield links.joined(strategy.by_id[name] for name in values), ()
    elif isinstance(marker, ProseMark):
        yield from ((links.item(text), ()) for text in values)
    elif isinstance(value, Citation):
        yield links.where(value), ()
    elif all(isinstance(item, Part) for item in values):
        inner = (tuple(_facts(strategy, item, links)) for item in values if not isinstance(item, Identified))
        yield from (("", found) for found in inner if found)
    else:
        yield "; ".join("–".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in values), ()
