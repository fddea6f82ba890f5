"""Indicators as StratML Part 2 has them: `PerformanceIndicator`, whose instances of measurement hold what was to be reached and what was.

A date is a period that begins and ends with it: a year from its first day to its last. The judgement stands with the value that it is of.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from builder.content import number_text, prose
from builder.exports.context import description
from builder.localization import Localization
from builder.model.strategy import Strategy
from builder.model.vocabulary import upper_first
from builder.views import indicators
from builder.views.indicators import Judged, Row

__all__ = ["element"]


def element(item: Judged, strategy: Strategy, about: str) -> ET.Element:
    """An indicator; `about` says where it is from and where it stands."""
    record = item.record
    indicator = ET.Element("PerformanceIndicator", {"PerformanceIndicatorType": "Quantitative"})
    _add(indicator, "SequenceIndicator", item.node.code)
    _add(indicator, "MeasurementDimension", item.node.title)
    _add(indicator, "UnitOfMeasurement", record.unit)
    _add(indicator, "Identifier", item.node.id)
    relationship = ET.SubElement(indicator, "Relationship", {"RelationshipType": "Narrower_Than"})
    _add(relationship, "ReferentIdentifier", item.owner.id)
    _add(relationship, "Name", item.owner.title)
    _add(relationship, "Description", strategy.worded("What it is an {indicator.short.one} of."))
    for row in indicators.rows(item.node):
        instance = ET.SubElement(indicator, "MeasurementInstance")
        instance.append(_result(item, row, strategy.localization))
    _add(indicator, "OtherInformation", "\n".join(filter(None, (description(item.node), about))))
    return indicator


def _result(item: Judged, row: Row, localization: Localization) -> ET.Element:
    result = ET.Element("TargetResult" if row.role == "target" else "ActualResult")
    _add(result, "StartDate", _first_day(row.value.date))
    _add(result, "EndDate", row.value.day.isoformat())
    _add(result, "NumberOfUnits", f"{row.value.value:f}")
    if row.of is not None and row.of is item.judgement.value:
        descriptor = ET.SubElement(result, "Descriptor")
        _add(descriptor, "DescriptorName", localization("Judgement"))
        _add(descriptor, "DescriptorValue", localization(item.judgement.verdict))
    _add(result, "Description", " ".join(_said(row, localization)))
    return result


def _first_day(date: str) -> str:
    """The first day of a year, a month or a day."""
    return f"{date}-01-01"[:10] if len(date) < 7 else f"{date}-01"[:10]


def _said(row: Row, localization: Localization) -> Iterator[str]:
    """What a result is, as printed; what it is of, and what is noted about it."""
    yield f"{upper_first(localization(row.role))}: {number_text.quantity_text(row.quantity)}, {row.value.date}."
    if row.parts:
        yield localization("Of: {parts}.", parts="; ".join(f"{part.dimension}: {part.category}" for part in row.parts))
    if row.of and row.of.note:
        yield prose.to_text(row.of.note)


def _add(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = text
