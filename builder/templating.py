"""The Jinja environments of all templates: everything printed is escaped, and what is undefined is an error.

Every build makes its own, for what is global in them belongs to one strategy; what templates were compiled to is kept beside them,
so a preview, a frozen edition or a copy for use without a server does not compile them again unless they were edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from typing_extensions import override

from builder.localization import ENGLISH, Localization
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
        bytecode_cache=_COMPILED,
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
