"""Templates as forms: of hundreds of files that differ in a few words only, a template is filled once (`Forms`); the words are put in for each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from jinja2 import Environment
from markupsafe import Markup, escape

__all__ = ["Form", "Forms", "encoded", "escaped"]

_MARK = "\0"
"""Stands around the name of a field; no content may hold it."""


class Form:
    """A template filled but for some fields, and cut at them."""

    def __init__(self, text: str) -> None:
        self._parts = text.split(_MARK)
        """The text between the fields, and their names: literal, field, literal, …"""
        self._encoded = [part.encode() for part in self._parts]
        self._fields = self._parts[1::2]
        self.blank = _MARK.join(self._parts[::2])
        """The form without anything filled in: words that do not belong together have a character between them that is in no word."""
        self.main = self.blank.partition("<main>")[2]
        """The same from where readers begin to read it."""

    def fill(self, texts: Mapping[str, str]) -> str:
        """The finished text, with texts as they must stand in it."""
        parts = self._parts.copy()
        parts[1::2] = map(texts.__getitem__, self._fields)
        return "".join(parts)

    def encoded(self, texts: Mapping[str, bytes]) -> bytes:
        """The finished text in UTF-8, with texts as they must stand in it: most of it is the form's own, and is not encoded again."""
        parts = self._encoded.copy()
        parts[1::2] = map(texts.__getitem__, self._fields)
        return b"".join(parts)


class Forms:
    """The templates of an environment as forms."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._known: dict[Hashable, Form] = {}

    def form(self, template: str, texts: Mapping[str, str | bytes], **shape: Hashable) -> Form:
        """The form for some texts.

        The template only prints `texts`, each by its name, or asks which of them are empty; what else it asks for or walks through is `shape`.
        """
        key = (template, *texts, *map(bool, texts.values()), *shape.items())
        if key not in self._known:
            marks = {name: Markup(f"{_MARK}{name}{_MARK}" if text else "") for name, text in texts.items()}  # noqa: S704 - marks
            self._known[key] = Form(self._env.get_template(template).render(**marks, texts=marks, **shape))
        return self._known[key]


def escaped(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Texts as they stand in HTML, in UTF-8, escaped all at once."""
    written = escape(_MARK.join([*texts.values(), ""])).encode().split(_MARK.encode())[:-1]
    return dict(zip(texts, written, strict=True))


def encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Texts that are HTML, in UTF-8."""
    return {name: text.encode() for name, text in texts.items()}
