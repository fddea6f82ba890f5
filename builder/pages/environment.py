"""The Jinja environment of page templates: what they may use, and what becomes of what they print.

Everything that a template prints is escaped for Markdown and HTML at once, unless it is markup that this room made;
a template can not forget it. What is undefined, and a value that is not there, is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Environment, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from builder import templating
from builder.content import addresses, number_text, prose
from builder.content.kinds import Kind
from builder.content.tongues import attribute, in_its_language
from builder.localization import ENGLISH, Localization
from builder.model.strategy import AnyNode
from builder.model.vocabulary import upper_first
from builder.resources import Templates
from builder.views import charts

NAMES = frozenset({"page", "publication", "called", "beside", "restates", "md", "html"})
"""All that a template can name besides its own: the page's data, the publication and what it calls kinds, what stands beside pages, and links."""


def _finalize(value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    if value is None:
        raise UndefinedError("a value is None: test for it before printing it")
    return in_its_language(value, prose.escape(value))


@pass_context
def told_apart(context: Context, nodes: Iterable[AnyNode]) -> dict[AnyNode, str]:
    """The titles of entries in one list, with what their kind is called where two have the same."""
    found = list(nodes)
    counts = Counter(node.title for node in found)
    return {node: node.title if counts[node.title] == 1 else f"{node.title} ({context['called'][node.kind.name].short.one})" for node in found}


@pass_context
def named(context: Context, names: Iterable[str], there: Iterable[str], number: str = "many") -> list[str]:
    """What the strategy calls several, or `one`, of those kinds that are `there`; of a kind of which there is never more than one, one."""
    words = (context["called"][name].short for name in names if name in there)
    return [noun.one if number == "one" or noun.single else noun.many for noun in words]


@pass_context
def many(context: Context, kinds: Iterable[Kind]) -> list[str]:
    """What the strategy calls several entries of each of some kinds."""
    return [context["called"][kind.name].many for kind in kinds]


FILTERS = {
    "value": number_text.value_text,
    "amount": number_text.amount_text,
    "numeral": number_text.numeral_text,
    "quantity": number_text.quantity_text,
    "unit": number_text.unit_text,
    "year": number_text.year_text,
    "when": number_text.when_text,
    "lines": number_text.lines_text,
    "telephone": addresses.telephone,
    "attribute": attribute,
    "plain": prose.to_text,
    "shape": charts.shape,
    "told_apart": told_apart,
    "named": named,
    "many": many,
    "upper_first": upper_first,
}
"""How values become text, and prose plain text, besides what Jinja knows itself."""


def environment(templates: Templates, localization: Localization = ENGLISH) -> Environment:
    """The Jinja environment of the templates of pages."""
    env = templating.environment(templates, localization, finalize=_finalize, keep_trailing_newline=True)
    env.filters.update(FILTERS, series=_series(localization))
    return env


def _series(localization: Localization) -> Callable[..., Markup]:
    """The filter that lists texts and links as a sentence does, in a language."""

    def series(items: Iterable[object], style: str = "standard") -> Markup:
        return Markup(localization.series([_finalize(item) for item in items], style))  # noqa: S704 - escaped

    return series
