"""A record → what it says besides its title and main prose, field by field, each as a label and a text.

What a field is for is marked on it, so a field that is added to a kind is told here without being named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.content.fieldroles import marker_of
from builder.content.fields import OrderMark, ProseMark, Ref, ValueMark
from builder.content.records import Citation, Identified, Part, Quantity, Record
from builder.exports.markdown import Links
from builder.model.strategy import AnyNode, Strategy


@dataclass(frozen=True)
class Fact:
    """A field in words; or several, below a common label."""

    label: str
    text: object = ""
    """Plain text, or `Markup`."""
    inner: tuple[Fact, ...] = ()


def facts(strategy: Strategy, node: AnyNode, links: Links) -> tuple[Fact, ...]:
    """What an entry says of itself, but its title, main prose, source and notes, and what is set apart in its template: quantities and inner entries."""
    return tuple(_facts(strategy, node.record, links))


def _facts(strategy: Strategy, part: Part, links: Links) -> Iterator[Fact]:
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if not value or value == info.default or name == "id" or isinstance(value, Quantity) or (isinstance(part, Record) and _said_elsewhere(part, value)):
            continue
        marker = marker_of(type(part), name)
        if isinstance(marker, OrderMark | ValueMark) or (isinstance(marker, ProseMark) and marker.main):
            continue
        yield from _fact(strategy, name.replace("_", " ").capitalize(), value, marker, links)


def _said_elsewhere(record: Record, value: Any) -> bool:
    return value in (record.title_text, record.code_text) or value is record.cited or value is record.notes


def _fact(strategy: Strategy, label: str, value: Any, marker: object, links: Links) -> Iterator[Fact]:
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(marker, Ref):
        yield Fact(label, links.joined(strategy.by_id[name] for name in values))
    elif isinstance(marker, ProseMark):
        yield from (Fact(label, links.item(text)) for text in values)
    elif isinstance(value, Citation):
        yield Fact(label, links.where(value))
    elif all(isinstance(item, Part) for item in values):
        inner = (tuple(_facts(strategy, item, links)) for item in values if not isinstance(item, Identified))
        yield from (Fact(label, inner=found) for found in inner if found)
    else:
        yield Fact(label, "; ".join("–".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in values))
