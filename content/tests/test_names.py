"""None of the names of this strategy stands in the builder, nor in its tests, which stand on invented strategies."""

from __future__ import annotations

import re

from builder.content.fieldroles import other_names
from builder.content.records import Country, CountryGroup, Figure, Instrument, Partnership, Term, Topic
from builder.model.strategy import Strategy
from tests.conftest import REPO

ORDINARY = {"Georgia", "United Nations"}
"""Names that also are a typeface, and the keeper of a standard for country codes."""


OF_TESTS = {
    "tests/model/test_abbreviations.py": "abbreviations that everybody knows, in sentences with plural forms and signs in them",
    "tests/node/languages.test.js": "words of everyday Russian, and an abbreviation that everybody types with the wrong keyboard",
    "tests/node/logic.test.js": "letters of Turkish, whose case is another in other languages",
    "tests/node/search.test.js": "likewise",
    "tests/pages/test_search.py": "likewise, and what the Unicode CLDR calls a country",
    "tests/site/test_results.py": "what the Unicode CLDR calls the countries whose codes the invented ones have",
}
"""Tests of the builder that name what this strategy names too, and why."""
SUFFIXES = (".py", ".jinja", ".typ", ".html", ".css", ".js", ".xml", ".json", ".yml", ".md")


def words(strategy: Strategy) -> re.Pattern[str]:
    """Countries, groups, bodies, abbreviations and ids of a strategy."""
    document = strategy.publication
    names = {document.publisher.name, document.publisher.abbreviation, document.region.name, document.region.abbreviation or document.region.name}
    for node in strategy.nodes:
        record = node.record
        if isinstance(record, Country | CountryGroup | Partnership):
            names |= {record.name, *other_names(record)}
        if isinstance(record, Term):
            names.add(record.term)
        if isinstance(record, Country | Partnership | Instrument | Figure | Topic):
            names.add(node.id)
    found = {name for name in names if name and len(name) > 2} - ORDINARY
    assert found
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(found, key=len, reverse=True)))})(?![\w-])")


def named(pattern: re.Pattern[str], *folders: str) -> dict[str, list[str]]:
    """What files of the project name, by their paths."""
    found = {}
    for path in (path for folder in folders for path in sorted((REPO / folder).rglob("*"))):
        if path.suffix in SUFFIXES and not {"vendor", "node_modules"} & set(path.parts):
            found[path.relative_to(REPO).as_posix()] = sorted(set(pattern.findall(path.read_text("utf-8"))))
    return {path: said for path, said in found.items() if said}


def test_no_name_of_this_strategy_in_the_builder(real_strategy: Strategy) -> None:
    """No country, abbreviation or id of the content stands in the code, a template or an override, except as ordinary English."""
    assert named(words(real_strategy), "builder", "templates", "site_overrides") == {}


def test_no_name_of_this_strategy_in_the_tests_of_the_builder(real_strategy: Strategy) -> None:
    """They stand on invented strategies, and hold with any other in the place of this one."""
    assert named(words(real_strategy), "tests").keys() == OF_TESTS.keys()
