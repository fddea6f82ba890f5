"""Views → plain values for the print templates, a function a kind of brief.

The facts are those of `views`, which feed the pages too; the wording is the templates'.
A thing that is printed in full has its own function here; what it is made of comes from `brief_parts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from builder.content.records import Country, Objective, Subregion
from builder.model.strategy import Node
from builder.print.parts import Parts, Values, source_of
from builder.rules.glyphs import lacking
from builder.views import pagedata


@dataclass(frozen=True, eq=False)
class Printout(Parts):
    """A strategy as values for print."""

    @cached_property
    def country(self) -> Callable[[Node[Country]], Values]:
        """The values of a country's brief; made once, as packs and the whole strategy hold them again."""
        return cache(self._country)

    @cached_property
    def objective(self) -> Callable[[Node[Objective]], Values]:
        """The values of an objective's brief; made once, as the whole strategy holds them again."""
        return cache(self._objective)

    def _country(self, thing: Node[Country]) -> Values:
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
            "evidence": [{"label": kind.side_label, "items": self.evidence(items)} for kind, items in pagedata.passages(self.strategy, thing).items()],
            "objectives": [{**(self.ref(objective) or {}), "mentions": mentions} for objective, mentions in view["objectives"]],
            "office": self.address(record.office),
            "served_by": self.ref(view["served_by"]),
        }
        document = self.strategy.publication
        printed = {**values, "short": ""}  # a country's brief has its names in full
        return {**values, "abbreviations": self.abbreviations(printed, document.publisher.abbreviation, document.region.abbreviation)}

    def _objective(self, thing: Node[Objective]) -> Values:
        view = pagedata.objective(self.strategy, thing)
        record = thing.record
        values = {
            **self.entry(thing, rationale=record.rationale),
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
                {
                    "title": group.title,
                    "intro": self.prose(group.intro),
                    "activities": [self.entry(activity, text=activity.record.text) for activity in activities],
                }
                for group, activities in view["groups"]
            ],
            "related": [{"label": kind.side_label, "items": self.refs(things)} for kind, things in pagedata.related_to(self.strategy, thing).items()],
            "principles": self.refs(view["principles"]),
        }
        return {**values, "abbreviations": self.abbreviations(values)}

    def pack(self, about: Node[Subregion] | None, countries: list[Values]) -> Values:
        """The briefs of several countries; `about` is the sub-region, none for the whole region.

        Abbreviations are explained once, at the front: at the foot of each brief they would be read like a running foot.
        """
        values = {
            "title": about.title if about else self.strategy.publication.region.name,
            "basis": self.prose(about.record.basis if about else None, {country["id"] for country in countries}),
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
        document = strategy.publication
        partnerships = pagedata.partnerships(strategy)
        countries = pagedata.countries(strategy)
        # Countries stand in a chapter of their own in alphabetical order: prose need not lead there at every mention.
        found = {thing.id for thing in strategy.of(Country)}
        told = set(found)  # the topics are read as one text
        return {
            "summary": self.prose(document.summary),
            "period": {"start": document.period.start, "end": document.period.end},
            "topics": [self.entry(topic, told, text=topic.record.text) for topic in pagedata.topics(strategy)["topics"]],
            "goals": [self.entry(thing, text=thing.record.text) for thing in framework["goals"]],
            "strategic_objectives": [self.entry(thing, text=thing.record.text) for thing in framework["strategic_objectives"]],
            "areas": [{**self.entry(area, text=area.record.text), "objectives": self.refs(objectives)} for area, objectives in framework["areas"]],
            "principles": [self.entry(thing, text=thing.record.text) for thing in framework["principles"]],
            "global_points": [self.entry(thing, text=thing.record.text) for thing in framework["global_points"]],
            "objectives": [self.objective(thing) for thing in strategy.of(Objective)],
            "figure_groups": [
                {**self.entry(group, intro=group.record.intro), "figures": [self.figure(row.figure, text=row.figure.record.text) for row in rows]}
                for group, rows in pagedata.figures(strategy)["groups"]
            ],
            "partnerships": [{"body": sort.name, "entries": [self._partnership(entry) for entry in entries]} for sort, entries in partnerships["kinds"]],
            "matrix": {
                "columns": [
                    {**(self.ref(column.partnership) or {}), "abbreviation": column.partnership.record.abbreviation} for column in partnerships["columns"]
                ],
                "rows": [{**(self.ref(country) or {}), "roles": list(roles)} for country, roles in partnerships["rows"]],
            },
            "instruments": [
                {
                    **self.entry(thing, set(found), text=thing.record.text),
                    "abbreviation": thing.record.abbreviation,
                    "body": thing.record.kind,
                    "date": thing.record.date,
                    "owned_by": self.refs(owners),
                    "part_of": self.ref(part_of),
                }
                for thing, owners, part_of, _ in pagedata.instruments(strategy)["entries"]
            ],
            "subregions": [
                {**self.entry(thing, {row.country.id for row in rows}, basis=thing.record.basis), "countries": self.refs(row.country for row in rows)}
                for thing, rows in countries["subregions"]
            ],
            "countries": [self.country(thing) for thing in strategy.of(Country)],
            "offices": [{**self.entry(thing), "address": self.address(thing.record.address)} for thing in pagedata.contacts(strategy)["offices"]],
            "terms": [
                {"term": thing.record.term, "expansion": thing.record.expansion, "text": self.prose(thing.record.text), "stands_for": self.ref(target)}
                for thing, target in pagedata.glossary(strategy)["terms"]
            ],
            "about": self.prose(document.about),
            "sources": [{**self.entry(thing, note=thing.record.note), "publisher": thing.record.publisher} for thing in pagedata.about(strategy)["sources"]],
            "disclaimer": self.prose(document.disclaimer),
            "licence": self.prose(document.licence),
            "index": sorted(self.refs(node for node in strategy.nodes if node.kind.indexed), key=lambda ref: _natural(ref["id"])),
        }

    def _partnership(self, entry: pagedata.PartnershipEntry) -> Values:
        record = entry.partnership.record
        return {
            **self.entry(entry.partnership, {country.id for country in self.strategy.of(Country)}, text=record.text, membership_note=record.membership_note),
            "abbreviation": record.abbreviation,
            "full_name": record.full_name if record.full_name != record.name else None,
            "roles": [{"role": role, "countries": self.refs(countries), "others": list(others)} for role, countries, others in entry.roles],
            "started": record.started,
            "place": record.place,
            "ended": record.ended,
            "led_by": self.refs(entry.led_by),
            "supported_by": self.refs(entry.supported_by),
            "parts": self.refs(entry.parts),
            "continued_by": self.refs(entry.continued_by),
            "leads": self.refs(entry.leads),
            "supports": self.refs(entry.supports),
            "owns": self.refs(entry.owns),
            "part_of": self.ref(entry.part_of),
            "continues": self.ref(entry.continues),
        }


def _natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A sorting key that takes numbers as numbers: GS2 before GS10."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", name))
