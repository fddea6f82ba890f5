"""The whole strategy → plain values for its print template.

It holds again what single briefs hold, as `values` has made it for them, and everything else that the site has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.content.records import Country, Objective, SourceDocument
from builder.print import chart_values
from builder.print.parts import Values
from builder.print.values import Printout
from builder.views import countries, figures, framework, partnerships, printed, profiles, publication, texts
from builder.views.partnerships import PartnershipEntry


def whole(printout: Printout) -> Values:
    """The whole strategy, in the order of the site."""
    strategy = printout.strategy
    whole = framework.framework(strategy)
    document = strategy.publication
    bodies = partnerships.partnerships(strategy)
    # Countries stand in a chapter of their own in alphabetical order: prose need not lead there at every mention.
    told_of = printed.in_whole(strategy)
    found = {node.id for node in told_of}
    told = set(found)  # the topics are read as one text
    values = {
        "summary": printout.prose(document.summary),
        "period": {"start": document.period.start, "end": document.period.end},
        "topics": [printout.entry(topic, told, text=topic.record.text) for topic in texts.topics(strategy).topics],
        "goals": [printout.entry(item.node, text=item.record.text) for item in whole.goals],
        "strategic_objectives": [printout.entry(item.node, text=item.record.text) for item in whole.strategic_objectives],
        "areas": [{**printout.entry(item.area.node, text=item.area.record.text), "objectives": printout.refs(item.objectives)} for item in whole.areas],
        "principles": [printout.entry(item.node, text=item.record.text) for item in whole.principles],
        "global_points": [printout.entry(item.node, text=item.record.text) for item in whole.global_points],
        "objectives": [printout.objective(node) for node in strategy.of(Objective)],
        "figure_groups": [
            {
                **printout.entry(item.group, intro=item.group.record.intro),
                "charts": [chart_values.chart(printout, chart) for chart in item.charts],
                "figures": [printout.figure(row.figure, text=row.figure.record.text) for row in item.rows],
            }
            for item in figures.figures(strategy).groups
        ],
        "partnerships": [{"body": group.sort.name, "entries": [_partnership(printout, entry) for entry in group.entries]} for group in bodies.sorts],
        "matrix": {
            "columns": [{**(printout.ref(column) or {}), "abbreviation": column.record.abbreviation} for column in bodies.columns],
            "rows": [{**(printout.ref(row.country) or {}), "roles": [cell.role for cell in row.cells]} for row in bodies.rows if row.country.id in found],
        },
        "instruments": [
            {
                **printout.entry(item.instrument.node, set(found), text=item.instrument.record.text),
                "abbreviation": item.instrument.record.abbreviation,
                "body": item.instrument.record.kind,
                "date": item.instrument.record.date,
                "owned_by": printout.refs(item.owners),
                "part_of": printout.ref(next(iter(item.part_of), None)),
            }
            for item in partnerships.instruments(strategy).instruments
        ],
        "country_groups": [
            {
                **printout.entry(item.group.node, {country.id for country in item.countries}, basis=item.group.record.basis),
                "arrangement": item.group.record.arrangement,
                "countries": printout.refs(item.countries),
            }
            for item in countries.tile_map(strategy).groups
        ],
        "countries": [printout.country(node) for node in told_of],
        "names_countries": len(told_of) < len(strategy.of(Country)),
        "ungrouped": printout.refs(node for node in strategy.of(Country) if not told_of and not profiles.groups_of(strategy, node)),
        "offices": [
            {**printout.entry(item.office.node), "address": printout.address(item.office.record.address)} for item in publication.contacts(strategy).offices
        ],
        "terms": [
            {
                "term": item.term.record.term,
                "expansion": item.term.record.expansion,
                "text": printout.prose(item.term.record.text),
                "stands_for": printout.ref(item.stands_for),
            }
            for item in texts.glossary(strategy).terms
        ],
        "about": printout.prose(document.about),
        "sources": [{**printout.entry(node, note=node.record.note), "publisher": node.record.publisher} for node in strategy.of(SourceDocument)],
        "disclaimer": printout.prose(document.disclaimer),
        "licence": printout.prose(document.licence),
    }
    in_full = set(_ids_in_full(values))
    return {**values, "index": sorted(printout.refs(node for node in strategy.nodes if node.id in in_full), key=lambda ref: _natural(ref["code"]))}


def _partnership(printout: Printout, entry: PartnershipEntry) -> Values:
    record = entry.partnership.record
    return {
        **printout.entry(
            entry.partnership.node, {country.id for country in printed.in_whole(printout.strategy)}, text=record.text, membership_note=record.membership_note
        ),
        "abbreviation": record.abbreviation,
        "full_name": record.full_name if record.full_name != record.name else None,
        "roles": [{"role": item.role, "countries": printout.refs(item.countries), "others": list(item.others)} for item in entry.roles],
        "started": record.started,
        "place": record.place,
        "ended": record.ended,
        "led_by": printout.refs(entry.led_by),
        "supported_by": printout.refs(entry.supported_by),
        "parts": printout.refs(entry.parts),
        "continued_by": printout.refs(entry.continued_by),
        "leads": printout.refs(entry.leads),
        "supports": printout.refs(entry.supports),
        "owns": printout.refs(entry.owns),
        "part_of": printout.ref(next(iter(entry.part_of), None)),
        "continues": printout.ref(next(iter(entry.continues), None)),
    }


def _ids_in_full(values: object) -> Iterator[str]:
    """The ids of the entries that some values hold in full, as `entry` gives them, and not by name only."""
    if isinstance(values, dict):
        if values.get("id") and "notes" in values:
            yield values["id"]
        for value in values.values():
            yield from _ids_in_full(value)
    elif isinstance(values, list):
        for value in values:
            yield from _ids_in_full(value)


def _natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A sorting key that takes numbers as numbers: GS2 before GS10."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", name))
