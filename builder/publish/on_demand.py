"""Files that no page is made of. In a preview they stay as they were until somebody asks for one: whoever waits for an edit is shown a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["OnDemand"]


@dataclass(frozen=True)
class OnDemand:
    """Files of the docs folder by path, with what makes them."""

    make: Callable[[], Mapping[str, bytes]]
    """Makes all of them. May raise `ContentError`."""
    before: Mapping[str, bytes] | None = None
    """What they were, if that will do until somebody asks."""
    below: str | None = None
    """The folder in which there may be others than before, if there is one."""

    @cached_property
    def now(self) -> Mapping[str, bytes]:
        """What they are, made once."""
        return self.make()

    @property
    def shown(self) -> Mapping[str, bytes]:
        """What the docs folder gets."""
        return self.now if self.before is None else self.before

    def asked_for(self, path: str) -> bytes | None:
        """One of them as it is now; none if the docs folder has it so, or if it is none of them."""
        if self.before is None or not (path in self.before or (self.below is not None and path.startswith(self.below))):
            return None
        return self.now.get(path)
