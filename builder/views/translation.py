"""A translation → how far it is, for the page about the edition."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.strategy import AnyNode, Strategy

__all__ = ["LeftText", "Translation", "of"]


@dataclass(frozen=True, eq=False)
class LeftText:
    """A text that a translation shows in the language of the content."""

    node: AnyNode | None
    """Its entry, if that has an id."""
    text: str
    """The text as it is shown, on one line."""
    stale: bool
    """Whether there is a translation of an earlier wording."""


@dataclass(frozen=True, eq=False)
class Translation:
    """How far a translation is."""

    language: str
    """What the language of the content is called in this one."""
    texts: int
    """How many texts there are to translate."""
    left: tuple[LeftText, ...]

    @property
    def done(self) -> int:
        """How many of them are translated."""
        return self.texts - len(self.left)


def of(strategy: Strategy) -> Translation | None:
    """How far a strategy is translated; none, if it is no translation."""
    origin = strategy.origin
    if origin is None:
        return None
    left = (LeftText(strategy.by_id.get(item.id), item.text.like(" ".join(item.text.split())), item.stale) for item in origin.untranslated)
    return Translation(strategy.localization.language_name(origin.language), origin.texts, tuple(left))
