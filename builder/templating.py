"""The Jinja environments of all templates: everything printed is escaped, and what is undefined is an error.

Every build makes its own, for what is global in them belongs to one strategy; what templates were compiled to is kept beside them,
so a preview, a frozen edition or a copy for use without a server does not compile them again unless they were edited.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from typing_extensions import override

from builder.resources import Templates

__all__ = ["environment"]


class _Compiled(BytecodeCache):
    """What templates were compiled to, by their file and their text."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType | None]] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED = _Compiled()


def environment(folder: Templates, **options: Any) -> Environment:
    """The environment of the templates in a folder; they are read once."""
    return Environment(
        loader=FileSystemLoader(folder.folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        **options,
    )
