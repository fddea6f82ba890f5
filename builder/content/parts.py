"""What every record, and every part of one, has in common."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter
from typing_extensions import override

__all__ = ["Part", "adapter"]


class Part(BaseModel):
    """What every record and every part of a record has in common: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @override
    def __eq__(self, other: object) -> bool:
        """Whether the other says the same; most are compared with none, which is a default that files leave out."""
        return other is not None and super().__eq__(other)

    @property
    def has_place(self) -> bool:
        """Whether it stands somewhere in the source, if there is one, and its own field says where (`fieldroles.place_field`)."""
        return True


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:
    """What reads values of a type, kept because it takes longer to make than to ask."""
    return TypeAdapter(annotation)
