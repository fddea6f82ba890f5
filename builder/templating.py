"""The Jinja environments of all templates: everything printed is escaped, and what is undefined is an error.

Every build makes its own, for what is global in them belongs to one strategy; what templates were compiled to is kept beside them, so neither
a preview, a frozen edition or a copy for use without a server, nor the next build compiles them again unless they were edited.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from typing_extensions import override

from builder import __version__
from builder.localization import ENGLISH, Localization
from builder.resources import LOOK, TEMPLATES, Templates

__all__ = ["COMPILED", "environment"]


class CompiledTemplates(FileSystemBytecodeCache):
    """What templates were compiled to: as long as a process lives, and what comes with the builder longer, where Python keeps what it compiles.

    As with modules, it is compiled anew where its text, Python, Jinja or the way of compiling changed, and nothing is kept where that folder cannot
    be written to or Python was told to keep nothing. Templates of others are compiled by each process: their code is not trusted as ours is.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), f"%s.{sys.implementation.cache_tag}-jinja")
        self._codes: dict[str, tuple[str, CodeType | None]] = {}

    @override
    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        path = Path(filename).resolve() if filename else None
        packaged = path and any(path.is_relative_to(folder) for folder in (TEMPLATES, LOOK))
        return ("" if packaged else _OF_OTHERS) + super().get_cache_key(name, filename)

    @override
    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, name, filename, f"{_compiling(environment)}\0{source}")

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif not bucket.key.startswith(_OF_OTHERS):
            try:
                super().load_bytecode(bucket)
            except Exception:  # it may be damaged in any way
                bucket.reset()
            self._codes[bucket.key] = (bucket.checksum, bucket.code)

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = (bucket.checksum, bucket.code)
        if not (bucket.key.startswith(_OF_OTHERS) or sys.dont_write_bytecode):
            with suppress(OSError):
                super().dump_bytecode(bucket)


_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string", "comment_end_string"),
    *("line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("autoescape", "optimized", "sandboxed", "is_async"),
)
"""The settings of an environment that decide how a template is compiled."""
_OF_OTHERS = "of others "
"""What the keys of templates begin with that did not come with the builder."""
COMPILED = CompiledTemplates(Path(cache_from_source(__file__)).parent)
"""What every environment of ours asks."""


def _compiling(environment: Environment) -> str:
    """What decides, besides its text, to what an environment compiles a template: Jinja itself, the builder, its settings, and what filters and tests take."""
    functions = [*environment.filters.items(), *environment.tests.items(), ("", environment.finalize)]
    taking = [(name, str(getattr(function, "jinja_pass_arg", ""))) for name, function in functions]
    return repr(
        (
            jinja2.__version__,
            __version__,
            environment.finalize is None,
            [getattr(environment, name) for name in _SETTINGS],
            sorted(environment.extensions),
            taking,
        )
    )


def environment(folder: Templates, localization: Localization = ENGLISH, *, finalize: Callable[[Any], str] | None = None, **options: Any) -> Environment:
    """The environment of the templates in a folder; they are read once. `finalize` makes text of what they print, before it is escaped.

    Words for readers stand in `_("…")`; `_n("one", "many", number)` where they depend on a number, `_p("where", "…")` where the same words are
    said otherwise elsewhere. What stands in their braces is handed over by name, and printed like anything else.
    """
    env = Environment(
        loader=FileSystemLoader(folder.folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
        finalize=finalize,
        **options,
    )
    env.globals.update(_words(localization, finalize or escape))
    env.filters["join"] = _joining(finalize or escape)
    env.filters.update(size=localization.size, thousands=localization.number, day=localization.day, series=localization.series)
    return env


def _joining(finalize: Callable[[Any], str]) -> Callable[[Iterable[object], str], Markup]:
    """The filter that writes items one after the other, each as it is printed."""
    return lambda items, between: Markup(escape(between)).join(Markup(finalize(item)) for item in items)  # noqa: S704 - printed


def _words(localization: Localization, finalize: Callable[[Any], str]) -> dict[str, Callable[..., Markup]]:
    """What templates call for words of the interface; these are markup, as the text around them is. Those without values are made once."""

    known: dict[str, Markup] = {}

    def said(text: str, /, **values: Any) -> Markup:
        if not values and text in known:
            return known[text]
        found = Markup(localization.filled(localization.said(text), values, finalize))  # noqa: S704 - of our catalogues, with what is escaped
        if not values:
            known[text] = found
        return found

    def said_of(one: str, many: str, number: int, /, **values: Any) -> Markup:
        values = {"number": localization.number(number), **values}
        return Markup(localization.filled(localization.said_of(one, many, number), values, finalize))  # noqa: S704 - likewise

    def said_there(where: str, text: str, /, **values: Any) -> Markup:
        return Markup(localization.filled(localization.said(text, where), values, finalize))  # noqa: S704 - likewise

    return {"_": said, "_n": said_of, "_p": said_there}
