"""`strategy.stratml.xml` and `strategy.stratml-2.xml`: the strategy in the standard vocabulary for strategic plans.

Part 1 (ISO 17469-1) knows two levels below the plan, goals and objectives; here they are:

- the overall goal → the vision,
- strategic objectives → goals without objectives of their own,
- thematic objectives → goals; their activities, and the objectives that are parts of them with theirs, → their objectives,
- operational principles → values.

Part 2 adds indicators: the key figures, grouped as on the site, each with its result and with what it relates to.
Identifiers are ours: XML IDs as they stand, and only where the schema allows one. Dates and results are those of the content.

Written by hand with the standard library: there is no library for StratML, and classes made from the schema (xsdata) would be
more code than the dozen elements that are written here. A test validates both parts against the published schemas, which stand in `tests/schemas`.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal

from builder.content import number_text, prose
from builder.content.records import Figure, FigureGroup, Goal, Objective, Partnership, Principle, StrategicObjective
from builder.exports import stratml_indicators
from builder.exports.context import Context, description
from builder.model import relations
from builder.model.strategy import AnyNode, Node
from builder.views import indicators

PART_1 = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PART_2 = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def part_1(context: Context) -> bytes:
    """`strategy.stratml.xml`: StratML Part 1 (ISO 17469-1)."""
    plan = _Plan(context, PART_1, "StrategicPlan", {})
    plan.goals()
    return plan.xml()


def part_2(context: Context) -> bytes:
    """`strategy.stratml-2.xml`: StratML Part 2, with indicators and their targets where they belong, and the key figures as indicators too."""
    plan = _Plan(context, PART_2, "PerformancePlanOrReport", {"Type": "Strategic_Plan"}, measured=True)
    plan.goals()
    plan.figures()
    return plan.xml()


class _Plan:
    """A plan under construction, in the order of elements that both schemas ask for."""

    def __init__(self, context: Context, namespace: str, root: str, attributes: dict[str, str], *, measured: bool = False) -> None:
        publication = context.strategy.publication
        self.measured = measured
        self.context = context
        self.strategy = context.strategy
        self.said = context.strategy.localization
        # Elements carry plain names and the root declares the namespace for all of them, which writes the same document sooner.
        self.root = ET.Element(root, {"xmlns": namespace, **attributes})
        self.add(self.root, "Name", publication.title)
        self.add(self.root, "Description", context.summary)
        self.add(self.root, "OtherInformation", "\n".join(prose.to_text(text) for text in (publication.disclaimer, publication.licence)))
        self.core = ET.SubElement(self.root, "StrategicPlanCore")
        organization = ET.SubElement(self.core, "Organization")
        self.add(organization, "Name", publication.publisher.name)
        self.add(organization, "Acronym", publication.publisher.abbreviation)
        for goal in self.strategy.of(Goal)[:1]:  # a plan has one vision
            vision = ET.SubElement(self.core, "Vision")
            self.add(vision, "Description", _joined(goal.title, description(goal)))
            self.add(vision, "Identifier", goal.id)
        for principle in self.strategy.of(Principle):
            value = ET.SubElement(self.core, "Value")
            self.add(value, "Name", principle.title)
            self.add(value, "Description", _joined(description(principle), f"{principle.code}: {context.url(principle)}"))

    @staticmethod
    def add(parent: ET.Element, name: str, text: str) -> None:
        if text:
            ET.SubElement(parent, name).text = text

    def goals(self) -> None:
        for goal_node in self.strategy.of(StrategicObjective):
            self.goal(goal_node, "")
        for node in self.strategy.of(Objective):
            if not node.record.part_of:
                area = self.strategy.target(node, relations.AREA)
                goal = self.goal(node, self.said("{Area.one}: {title} ({code}).", title=area.title, code=area.code) if area else "")
                for number, (inner, whole) in enumerate(self.below(node), 1):
                    part = "" if whole is node else self.said("Part of: {title} ({code}).", title=whole.title, code=whole.code)
                    self.objective(goal, inner, str(number), part)
                self.indicators_of_goal(goal, node)

    def below(self, node: Node[Objective]) -> Iterator[tuple[AnyNode, AnyNode]]:
        """The activities of an objective, and then its parts with what is below them, each with what it is a part of."""
        yield from ((activity, node) for activity in self.strategy.inside(node))
        for part in self.strategy.sources(node, relations.PART_OF_OBJECTIVE):
            yield part, node
            yield from self.below(part)

    def objective(self, goal: ET.Element, node: AnyNode, number: str, note: str) -> None:
        objective = ET.SubElement(goal, "Objective")
        self.add(objective, "Name", node.title)
        self.add(objective, "Description", description(node))
        self.add(objective, "Identifier", node.id)
        self.add(objective, "SequenceIndicator", node.record.code_text or number)
        self.stakeholders(objective, node)
        self.add(objective, "OtherInformation", _joined(note, self.about(node)))
        self.indicators(objective, node)

    def indicators(self, objective: ET.Element, node: AnyNode) -> None:
        """The indicators of an entry, for Part 2."""
        for item in indicators.of_entry(self.strategy, node) if self.measured else ():
            objective.append(stratml_indicators.element(item, self.strategy, self.about(item.node)))

    def indicators_of_goal(self, goal: ET.Element, node: AnyNode) -> None:
        """The indicators of what is a goal: the schema has them below objectives only, so that one holds them."""
        if self.measured and indicators.of_entry(self.strategy, node):
            objective = ET.SubElement(goal, "Objective")
            self.add(objective, "Name", self.strategy.called["Indicator"].many)
            self.add(objective, "Description", self.strategy.worded("{Indicator.many} of the {objective.short.one} as a whole."))
            self.indicators(objective, node)

    def goal(self, node: AnyNode, note: str) -> ET.Element:
        goal = ET.SubElement(self.core, "Goal")
        self.add(goal, "Name", node.title)
        ET.SubElement(goal, "Description").text = description(node)  # the schema wants one, if an empty one
        self.add(goal, "Identifier", node.id)
        self.add(goal, "SequenceIndicator", node.code)
        self.stakeholders(goal, node)
        self.add(goal, "OtherInformation", _joined(note, self.about(node)))
        return goal

    def stakeholders(self, parent: ET.Element, node: AnyNode) -> None:
        """The processes and organizations that the text names, as no more than named."""
        named = self.said("Named in the text.")
        for partner in dict.fromkeys(m.target for m in self.strategy.mentions_in(node) if isinstance(m.target.record, Partnership)):
            stakeholder = ET.SubElement(parent, "Stakeholder", {"StakeholderTypeType": "Organization"})
            self.add(stakeholder, "Name", partner.title)
            self.add(stakeholder, "Description", f"{named} {partner.id}: {self.context.url(partner)}")

    def about(self, node: AnyNode) -> str:
        source = self.context.source_text(node)
        return _joined(self.said("Source: {source}.", source=source) if source else "", self.context.url(node))

    def figures(self) -> None:
        """The key figures as indicators, below a goal that says what they are."""
        groups = self.strategy.of(FigureGroup)
        if not groups:
            return
        goal = ET.SubElement(self.core, "Goal")
        self.add(goal, "Name", self.strategy.called["Figure"].many)
        self.add(goal, "Description", self.strategy.worded("{Figure.short.many} that the strategy gives of its context; they are not targets."))
        for group in groups:
            objective = ET.SubElement(goal, "Objective")
            self.add(objective, "Name", group.title)
            self.add(objective, "Description", prose.to_text(group.record.intro) if group.record.intro else "")
            self.add(objective, "Identifier", group.id)
            self.add(objective, "OtherInformation", self.context.url(group))
            for figure in self.strategy.sources(group, relations.FIGURE_GROUP):
                self.figure(objective, figure)

    def figure(self, parent: ET.Element, node: Node[Figure]) -> None:
        figure = node.record
        kind = "Quantitative" if figure.value is not None else "Qualitative"
        indicator = ET.SubElement(parent, "PerformanceIndicator", {"PerformanceIndicatorType": kind})
        self.add(indicator, "MeasurementDimension", figure.label)
        self.add(indicator, "UnitOfMeasurement", figure.unit)
        self.add(indicator, "Identifier", node.id)
        for other in dict.fromkeys(m.target for m in self.strategy.mentions_in(node) if m.in_prose):
            self.relation(indicator, other, self.strategy.worded("Named in the statement of the {figure.short.one}."))
        for other in dict.fromkeys(m.source for m in self.strategy.mentions_of(node) if m.in_prose):
            self.relation(indicator, other, self.strategy.worded("Uses the {figure.short.one}."))
        result = ET.SubElement(ET.SubElement(indicator, "MeasurementInstance"), "ActualResult")
        if figure.year is not None:
            self.add(result, "StartDate", f"{figure.year_from or figure.year:04d}-01-01")
            self.add(result, "EndDate", f"{figure.year:04d}-12-31")
        if figure.number is not None:
            self.add(result, "NumberOfUnits", _decimal(figure.number))
        descriptor = ET.SubElement(result, "Descriptor")
        self.add(descriptor, "DescriptorName", self.said("As printed"))
        self.add(descriptor, "DescriptorValue", number_text.quantity_text(figure))
        self.add(result, "Description", prose.to_text(figure.text))
        self.add(indicator, "OtherInformation", self.about(node))

    def relation(self, indicator: ET.Element, other: AnyNode, note: str) -> None:
        if not other.id:
            return
        relationship = ET.SubElement(indicator, "Relationship", {"RelationshipType": "Peer_To"})
        self.add(relationship, "ReferentIdentifier", other.id)
        self.add(relationship, "Name", other.title)
        self.add(relationship, "Description", note)

    def xml(self) -> bytes:
        publication = self.strategy.publication
        administrative = ET.SubElement(self.root, "AdministrativeInformation")
        self.add(administrative, "StartDate", f"{publication.period.start:04d}-01-01")
        self.add(administrative, "EndDate", f"{publication.period.end:04d}-12-31")
        self.add(administrative, "PublicationDate", publication.edition.date.isoformat())
        self.add(administrative, "Source", self.context.site.base)
        ET.indent(self.root, " ")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(self.root, "unicode")}\n'.encode()


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _decimal(value: Decimal) -> str:
    """A number as XML Schema writes decimals: no exponent."""
    return f"{value:f}"
