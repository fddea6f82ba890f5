"""Views → plain values for the print templates, a function a kind of brief.

The facts are those of `views`, which feed the pages too; the wording is the templates'.
A thing that is printed in full has its own function here; what it is made of comes from `brief_parts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from builder.model.strategy import Thing
from builder.print.parts import Parts, Values, source_of
from builder.rules.glyphs import lacking
from builder.views import pagedata

_INDEXED = (
    *("goal", "strategic-objective", "area", "principle", "global-point", "objective", "activity"),
    *("subregion", "country", "office", "figure-group", "figure", "partnership", "instrument", "topic", "source"),
)
"""The kinds whose entries the printed strategy holds, and lists in its index."""


@dataclass(frozen=True, eq=False)
class Printout(Parts):
    """A strategy as values for print."""

    @cached_property
    def country(self) -> Callable[[Thing[Any]], Values]:
        """The values of a country's brief; made once, as packs and the whole strategy hold them again."""
        return cache(self._country)

    @cached_property
    def objective(self) -> Callable[[Thing[Any]], Values]:
        """The values of an objective's brief; made once, as the whole strategy holds them again."""
        return cache(self._objective)

    def _country(self, thing: Thing[Any]) -> Values:
        view = pagedata.country(self.strategy, thing)
        record = thing.record
        values = {
            **self.entry(thing),
            "citation": self.citation(thing),
            "codes": {"alpha3": thing.id, "alpha2": record.codes.alpha2, "m49": record.codes.m49},
            "current_name": record.current_name,
            "other_names": [name for name in view["other_names"] if name != record.current_name],
            "local_names": [
                {"name": local.name, "language": local.language, "language_name": local.language_name}
                for local in view["local_names"]
                if not lacking(local.name, self.characters)
            ],
            "subregion": self.ref(view["subregion"]),
            "figures": [{**self.figure(figure), "notes": []} for figure in view["figures"]],  # the number and where it is from
            "figure_count": view["figure_count"],
            "memberships": [
                {
                    **(self.ref(item.partnership) or {}),
                    "abbreviation": item.partnership.record.abbreviation,
                    "body": item.partnership.record.kind,
                    "role": item.role,
                }
                for item in view["memberships"]
            ],
            "evidence": [{"kind": kind, "items": self.evidence(items)} for kind, items in view["evidence"].items()],
            "objectives": [{**(self.ref(objective) or {}), "mentions": mentions} for objective, mentions in view["objectives"]],
            "office": self.address(record.office),
            "served_by": self.ref(view["served_by"]),
        }
        document = self.strategy.document
        printed = {**values, "short": ""}  # a country's brief has its names in full
        return {**values, "abbreviations": self.abbreviations(printed, document.publisher.abbreviation, document.region.abbreviation)}

    def _objective(self, thing: Thing[Any]) -> Values:
        view = pagedata.objective(self.strategy, thing)
        record = thing.record
        values = {
            **self.entry(thing, "rationale"),
            "citation": self.citation(thing),
            "variant_title": record.variant_title,
            "area": self.ref(view["area"]),
            "countries": self.refs(view["countries"]),
            "lists": [
                {
                    "title": part.title,
                    "intro": self.prose(part.intro),
                    "items": [self.prose(item.text) for item in part.items],
                    "source": source_of(part.source),
                }
                for part in record.lists
            ],
            "groups": [
                {"title": group.title, "intro": self.prose(group.intro), "activities": [self.entry(activity, "text") for activity in activities]}
                for group, activities in view["groups"]
            ],
            "related": {kind: self.refs(things) for kind, things in view["related"].items()},
            "principles": self.refs(view["principles"]),
        }
        return {**values, "abbreviations": self.abbreviations(values)}

    def pack(self, about: Thing[Any], countries: list[Values]) -> Values:
        """The briefs of several countries; `about` is the sub-region, or the strategy for the whole region.

        Abbreviations are explained once, at the front: at the foot of each brief they would be read like a running foot.
        """
        values = {
            "title": about.title if about.id else self.strategy.document.region.name,
            "basis": self.prose(getattr(about.record, "basis", None), {country["id"] for country in countries}),
        }
        terms = [item["term"] for country in countries for item in country["abbreviations"]]
        return {
            **values,
            "countries": [{**country, "abbreviations": []} for country in countries],
            "abbreviations": self.abbreviations({**values, "terms": terms}),
        }

    def whole(self) -> Values:
        """The whole strategy, in the order of the site."""
        strategy = self.strategy
        framework = pagedata.framework(strategy)
        document = strategy.document
        partnerships = pagedata.partnerships(strategy)
        countries = pagedata.countries(strategy)
        # Countries stand in a chapter of their own in alphabetical order: prose need not lead there at every mention.
        found = {thing.id for thing in strategy.of("country")}
        told = set(found)  # the topics are read as one text
        return {
            "summary": self.prose(document.summary),
            "period": {"start": document.period.start, "end": document.period.end},
            "topics": [self.entry(topic, "text", seen=told) for topic in pagedata.topics(strategy)["topics"]],
            "goals": [self.entry(thing, "text") for thing in framework["goals"]],
            "strategic_objectives": [self.entry(thing, "text") for thing in framework["strategic_objectives"]],
            "areas": [{**self.entry(area, "text"), "objectives": self.refs(objectives)} for area, objectives in framework["areas"]],
            "principles": [self.entry(thing, "text") for thing in framework["principles"]],
            "global_points": [self.entry(thing, "text") for thing in framework["global_points"]],
            "objectives": [self.objective(thing) for thing in strategy.of("objective")],
            "figure_groups": [
                {**self.entry(group, "intro"), "figures": [self.figure(row.figure, "text") for row in rows]}
                for group, rows in pagedata.figures(strategy)["groups"]
            ],
            "partnerships": [{"body": kind, "entries": [self._partnership(entry) for entry in entries]} for kind, entries in partnerships["kinds"]],
            "matrix": {
                "columns": [
                    {**(self.ref(column.partnership) or {}), "abbreviation": column.partnership.record.abbreviation} for column in partnerships["columns"]
                ],
                "rows": [{**(self.ref(country) or {}), "roles": list(roles)} for country, roles in partnerships["rows"]],
            },
            "instruments": [
                {
                    **self.entry(thing, "text", seen=set(found)),
                    "abbreviation": thing.record.abbreviation,
                    "body": thing.record.kind,
                    "date": thing.record.date,
                    "owned_by": self.refs(owners),
                    "part_of": self.ref(part_of),
                }
                for thing, owners, part_of, _ in pagedata.instruments(strategy)["entries"]
            ],
            "subregions": [
                {**self.entry(thing, "basis", seen={row.country.id for row in rows}), "countries": self.refs(row.country for row in rows)}
                for thing, rows in countries["subregions"]
            ],
            "countries": [self.country(thing) for thing in strategy.of("country")],
            "offices": [{**self.entry(thing), "address": self.address(thing.record.address)} for thing in pagedata.contacts(strategy)["offices"]],
            "terms": [
                {"term": thing.record.term, "expansion": thing.record.expansion, "text": self.prose(thing.record.text), "stands_for": self.ref(target)}
                for thing, target in pagedata.glossary(strategy)["terms"]
            ],
            "about": self.prose(document.about),
            "sources": [{**self.entry(thing, "note"), "publisher": thing.record.publisher} for thing in pagedata.about(strategy)["sources"]],
            "disclaimer": self.prose(document.disclaimer),
            "licence": self.prose(document.licence),
            "index": sorted(self.refs(thing for kind in _INDEXED for thing in strategy.of(kind)), key=lambda ref: _natural(ref["id"])),
        }

    def _partnership(self, entry: pagedata.PartnershipEntry) -> Values:
        record = entry.partnership.record
        return {
            **self.entry(entry.partnership, "text", "membership_note", seen={thing.id for thing in self.strategy.of("country")}),
            "abbreviation": record.abbreviation,
            "full_name": record.full_name if record.full_name != record.name else None,
            "roles": [{"role": role, "countries": self.refs(countries), "others": list(others)} for role, countries, others in entry.roles],
            "started": record.started,
            "place": record.place,
            "ended": record.ended,
            **{name: self.refs(getattr(entry, name)) for name in ("led_by", "supported_by", "parts", "continued_by", "leads", "supports", "owns")},
            "part_of": self.ref(entry.part_of),
            "continues": self.ref(entry.continues),
        }


def _natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A sorting key that takes numbers as numbers: GS2 before GS10."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", name))
