"""Compiled templates, kept for as long as a test process lives: most builds in tests differ in content, and compiling takes half of a small one.

Builds in processes of their own compile as people's do, and tests compare their sites with those of builds in the test process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import wraps
from types import CodeType
from typing import Any

from jinja2 import Environment
from jinja2.utils import _PassArg

from builder import templating


def keep() -> None:
    """From now on, a template of the same text, name and settings is compiled once."""
    kept: dict[Any, CodeType] = {}
    compile_template = Environment.compile

    @wraps(compile_template)
    def compiled(self: Environment, source: Any, name: str | None = None, filename: str | None = None, raw: bool = False, defer_init: bool = False) -> Any:
        if raw or not isinstance(source, str):
            return compile_template(self, source, name, filename, raw, defer_init)
        key = (source, name, filename, defer_init, type(self), self.finalize, self.code_generator_class, templating._compiling(self))
        if key not in kept:
            with _nothing_computed(self):
                kept[key] = compile_template(self, source, name, filename, raw, defer_init)
        return kept[key]

    Environment.compile = compiled  # type: ignore[method-assign, assignment]


@contextmanager
def _nothing_computed(env: Environment) -> Iterator[None]:
    """Keeps values out of the code that come from filters and tests of one environment: they are called when a page is made."""

    def without(functions: MutableMapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        return {name: _later(_PassArg.from_obj(function)) for name, function in functions.items()}

    filters, tests = env.filters, env.tests
    env.filters, env.tests = without(filters), without(tests)
    try:
        yield
    finally:
        env.filters, env.tests = filters, tests


def _later(takes: Any) -> Callable[..., Any]:
    def later(*_: object, **__: object) -> None:
        raise RuntimeError("not while a template is compiled")

    later.jinja_pass_arg = takes  # type: ignore[attr-defined]
    return later
