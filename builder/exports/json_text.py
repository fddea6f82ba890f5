"""JSON that is joined from JSON: what several files say alike is written once, and set into each of them.

All of it has a value a line and is indented by a character a level, as `Context.written` and `as_json` write it.
Texts have no line ends in JSON, so a piece goes a level down by a character behind each of its line ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic_core import to_json


def written(value: object) -> bytes:
    """A value as JSON in UTF-8, with the characters as they are."""
    return to_json(value, indent=1)


def member(name: str, text: bytes) -> bytes:
    """An object with one member, which is JSON already."""
    return b"{\n %b: %b\n}" % (to_json(name), _lower(text))


def items(texts: Iterable[bytes]) -> bytes:
    """A list of some items, which are JSON already."""
    return b"[\n %b\n]" % b",\n ".join(map(_lower, texts))


def merged(*objects: bytes) -> bytes:
    """One object with the members of several, one behind the other."""
    return b"{\n%b\n}" % b",\n".join([text[2:-2] for text in objects if text != b"{}"])


def _lower(text: bytes) -> bytes:
    return text.replace(b"\n", b"\n ")
