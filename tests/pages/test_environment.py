"""What templates may use: finished data, and names that are known."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from jinja2 import meta, nodes
from markupsafe import Markup

from builder.localization import ENGLISH, Localization
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.pages.environment import FILTERS, NAMES, environment
from builder.resources import PACKAGED
from tests.conftest import REPO

FOLDER = REPO / "templates/pages"
TEMPLATES = sorted(path.name for path in FOLDER.iterdir())
OF_JINJA = {"if", "join", "length", "lower", "map", "replace", "safe", "trim", "upper"}
"""Jinja's own filters that templates use: they shape words and lists, and choose nothing."""
OF_LANGUAGE = {"size", "thousands", "day", "series"}
"""What a language says otherwise."""
COUNTED = {"range", "_", "_n", "_p"}
"""Jinja's own functions that templates use, and those by which they say something in the reader's language."""


def parsed(name: str) -> nodes.Template:
    return environment(PACKAGED / "pages").parse((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_finished_data_only(name: str) -> None:
    assert meta.find_undeclared_variables(parsed(name)) <= NAMES | COUNTED


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_uses_filters_that_are_listed(name: str) -> None:
    assert {node.name for node in parsed(name).find_all(nodes.Filter)} <= FILTERS.keys() | OF_LANGUAGE | OF_JINJA


def test_every_filter_is_used() -> None:
    used = {node.name for name in TEMPLATES for node in parsed(name).find_all(nodes.Filter)}
    assert used >= FILTERS.keys() | OF_LANGUAGE | (OF_JINJA - {"if"})


def test_lists_of_links_stay_links_and_other_words_are_escaped() -> None:
    words = '{{ ["<a>", link, "b"] | series }}, {{ ["x", "y"] | series("or") }}'
    english, german = (environment(PACKAGED / "pages", language) for language in (ENGLISH, Localization("de")))
    values = {"link": Markup('<a href="x">y</a>')}
    assert english.from_string(words).render(values) == '&#60;a&#62;, <a href="x">y</a> and b, x or y'
    assert german.from_string(words).render(values) == '&#60;a&#62;, <a href="x">y</a> und b, x oder y'


CALLED = {"_", "_n", "_p", "md", "html", "beside", "caller", "range", "namespace", "c", "chart", "opening", "bodies", "indicators"}
"""What templates call: links, what stands beside the pages, components; and, of data, what fills in a citation, splits text, or puts a noun to a number."""
OF_DATA = {"fill", "count", "of", "isoformat", "startswith", "items"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_calls_nothing_of_the_model(name: str) -> None:
    tree = parsed(name)
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    for call in tree.find_all(nodes.Call):
        target = call.node
        if isinstance(target, nodes.Getattr):
            owner = target.node.name if isinstance(target.node, nodes.Name) else ""
            assert owner in CALLED or target.attr in OF_DATA, f"{name}:{call.lineno}"
        else:
            assert isinstance(target, nodes.Name)
            assert target.name in macros | CALLED, f"{name}:{call.lineno}"


def test_data_of_pages_is_frozen(small_strategy: Strategy) -> None:
    """Each page has a dataclass of its own view, and whatever is in it is data too: no dict, no tuple of several sorts."""
    for page in catalogue.pages(small_strategy):
        assert frozen(page.data), page.path
        assert not isinstance(page.data, Strategy)


def frozen(value: object) -> bool:
    return dataclasses.is_dataclass(value) and type(value).__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_views_are_in_no_long_modules() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in Path(REPO / "builder/views").glob("*.py")}
    assert {name: length for name, length in lengths.items() if length > 250} == {}
