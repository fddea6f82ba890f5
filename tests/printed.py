"""Briefs and pictures, kept for as long as a test process lives: most builds in tests differ in a few words, and setting the rest anew takes half of a small one.

Each is known by the digest of all that it is made from, by which the builder itself knows those of its last build. Builds in processes of
their own set everything, as people's do, and so do tests that ask for it (`set_anew`).
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from builder.print import briefs, pictures
from builder.print.setting import BriefFile

RECALL = briefs.Memory.recall
"""What the builder itself remembers."""


def keep() -> None:
    """From now on, a file that was made in this process from the same is not made again."""
    kept: dict[tuple[str, str], BriefFile] = {}

    def recall(self: briefs.Memory, path: str, key: str) -> BriefFile | None:
        return RECALL(self, path, key) or kept.get((path, key))

    def keeping(make: Callable[..., dict[str, BriefFile]]) -> Callable[..., dict[str, BriefFile]]:
        def made(*arguments: object, **more: object) -> dict[str, BriefFile]:
            files = make(*arguments, **more)
            kept.update({(path, file.key): file for path, file in files.items()})
            return files

        return made

    briefs.Memory.recall = recall  # type: ignore[method-assign]
    modules: tuple[ModuleType, ...] = (briefs, pictures)
    for module in modules:
        module.make = keeping(module.make)  # type: ignore[attr-defined]
