"""Records → problems.

A rule is a generator of problems; it never prints, raises or fixes. `RULES` is the visible tuple of them.
What comes in are the entries as they were read; nothing here knows the linked strategy, pages or print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.content.corpus import Corpus
from builder.problems import Problem
from builder.rules import charts, editions, entries, indicators, levels, look, passages, register, sources, terminology, translations

__all__ = ["RULES", "Rule", "check"]

Rule = Callable[[Corpus], Iterator[Problem]]
"""What finds problems in a content folder."""
RULES: tuple[Rule, ...] = (
    *entries.RULES,
    *charts.RULES,
    *indicators.RULES,
    *levels.RULES,
    *passages.RULES,
    *sources.RULES,
    *register.RULES,
    *editions.RULES,
    *look.RULES,
    *translations.RULES,
    *terminology.RULES,
)
"""All rules, in the order in which their problems are found; they are listed above."""


def check(corpus: Corpus) -> list[Problem]:
    """All problems that the rules find in a content folder."""
    return [problem for rule in RULES for problem in rule(corpus)]
