"""The StratML files: valid against the standard's own schemas, complete, and true to any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from lxml import etree

from builder.content.kinds import KIND_NAMED
from builder.content.records import Figure, Objective, Principle
from builder.exports import stratml
from builder.model.strategy import Strategy
from tests.made import NASTY, line, literal, made, published, texts

SCHEMAS = Path(__file__).parents[1] / "schemas"
PARTS = {1: (stratml.part_1, "StrategicPlanISOVersion20140401.xsd", stratml.PART_1), 2: (stratml.part_2, "PerformancePlanOrReport20160216.xsd", stratml.PART_2)}
_SCHEMAS = {part: etree.XMLSchema(etree.parse(SCHEMAS / name)) for part, (_, name, _) in PARTS.items()}


def plan(model: Strategy, part: int) -> etree._Element:
    """A plan, checked against its schema; the tests below see it without its namespace."""
    make, _, namespace = PARTS[part]
    root = etree.fromstring(make(published(model, "https://strategy.example.org/")))
    _SCHEMAS[part].assertValid(root)
    assert root.nsmap == {None: namespace}
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("which", ["coast", "small"])
def test_a_plan_is_whole(which: str, part: int, request: pytest.FixtureRequest) -> None:
    strategy: Strategy = request.getfixturevalue(f"{which}_strategy")
    publication, root = strategy.publication, plan(strategy, part)
    assert root.findtext("Name") == publication.title
    assert root.findtext("StrategicPlanCore/Organization/Acronym") == publication.publisher.abbreviation
    assert [root.findtext(f"AdministrativeInformation/{name}") for name in ("StartDate", "EndDate", "PublicationDate")] == [
        f"{publication.period.start}-01-01",
        f"{publication.period.end}-12-31",
        publication.edition.date.isoformat(),
    ]
    identifiers = [element.text for element in root.iter("Identifier")]
    for kind in ("strategic-objective", "objective", "activity"):
        assert {node.id for node in strategy.of_kind(KIND_NAMED[kind])} <= set(identifiers)
    assert len(root.findall("StrategicPlanCore/Value")) == len(strategy.of(Principle))
    for objective in strategy.of(Objective):
        (goal,) = (goal for goal in root.iter("Goal") if goal.findtext("Identifier") == objective.id)
        assert len(goal.findall("Objective/Identifier")) == len(objective.record.activities)


def test_a_plan_word_for_word(small_strategy: Strategy) -> None:
    root = plan(small_strategy, 1)
    assert root.findtext("StrategicPlanCore/Vision/Identifier") == "GOAL"
    (goal,) = (goal for goal in root.iter("Goal") if goal.findtext("Identifier") == "AIM2")
    assert "Field of work: Trade [x] & boats (AREA-TRADE)." in goal.findtext("OtherInformation")


def test_figures_and_relationships(small_strategy: Strategy) -> None:
    root = plan(small_strategy, 2)
    indicators = {item.findtext("Identifier"): item for item in root.iter("PerformanceIndicator")}
    assert set(indicators) == {node.id for node in small_strategy.of(Figure)}
    figure = indicators["KF-WELLS"]
    result = figure.find("MeasurementInstance/ActualResult")
    assert (figure.findtext("UnitOfMeasurement"), result.findtext("NumberOfUnits"), result.findtext("EndDate")) == ("per cent", "46.50", "2030-12-31")
    assert result.findtext("Descriptor/DescriptorValue") == "about 46.50 per cent"
    related = [item.findtext("ReferentIdentifier") for item in indicators["KF-BOATS"].findall("Relationship")]
    assert related[0] == "KF-WELLS"
    assert set(related) <= set(small_strategy.by_id)


def test_the_invented_plan(small_strategy: Strategy) -> None:
    for part in PARTS:
        assert plan(small_strategy, part).findtext("StrategicPlanCore/Organization/Name") == "Commission for the Ostra Basin"


@given(texts)
@example(NASTY)
def test_any_text(text: str) -> None:
    for part in PARTS:
        root = plan(made(text, literal(text)), part)
        (goal,) = (goal for goal in root.iter("Goal") if goal.findtext("Identifier") == "TO1")
        assert goal.findtext("Name") == line(text)
        assert words(goal.findtext("Description")) == words(text)
        assert words(goal.findtext("Objective/Description")) == words(text)
    indicator = next(item for item in root.iter("PerformanceIndicator") if item.findtext("Identifier") == "KF-1")
    assert (indicator.findtext("MeasurementDimension"), indicator.findtext("UnitOfMeasurement")) == (line(text), line(text))
    assert indicator.findtext("MeasurementInstance/ActualResult/NumberOfUnits") == "46.50"


def words(text: str) -> list[str]:
    """A prose text as its words: paragraphs and line ends of prose carry no more."""
    return re.split(r"\s+", text.strip())
