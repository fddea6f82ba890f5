"""Views → plain values for the print templates, a function a kind of brief.

The facts are those of `views`, which feed the pages too; the wording is the templates'.
A node that is printed in full has its own function here; what it is made of comes from `parts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from builder.content.records import Country, CountryGroup, Figure, Objective
from builder.model import relations
from builder.model.strategy import Node
from builder.model.vocabulary import upper_first
from builder.print import chart_values, look_values, print_prose
from builder.print.parts import Parts, Values
from builder.rules.glyphs import lacking
from builder.views import chart_places, framework, look, profiles


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

    def _country(self, node: Node[Country]) -> Values:
        view = profiles.country(self.strategy, node)
        profile = view.profile
        record = node.record
        values = {
            **self.entry(node),
            "citation": self.citation(node),
            "codes": {"alpha3": record.codes.alpha3, "alpha2": record.codes.alpha2, "m49": record.codes.m49},
            "current_name": record.current_name if record.current_name != record.name else None,  # which a language may have one name for
            "other_names": [[print_prose.inline(name)] for name in profile.also_known_as],
            "local_names": [
                {"name": None if lacking(local.name, self.characters) else local.name, "language": local.language, "language_name": local.language_name}
                for local in view.local_names
                if not lacking(local.language_name, self.characters)
            ],
            "groups": [self.group(group) for group in profile.groups],
            "in_short": [{"text": self.prose(item.text), "source": self.source_of(item.source)} for item in record.in_short],
            "figures": self.statements(view.figure_cards),
            "headlines": self.statements(view.headlines),
            "charts": [self.explained(chart_values.chart(self, item.chart, item.marked)) for item in chart_places.of_country(self.strategy, node)],
            "memberships": [
                {
                    **(self.ref(item.partnership) or {}),
                    "abbreviation": item.partnership.record.abbreviation,
                    "body": item.partnership.record.kind,
                    "purpose": item.partnership.record.purpose,
                    "started": item.partnership.record.started,
                    "ended": item.partnership.record.ended,
                    "led_by": [{**(self.ref(body) or {}), "abbreviation": body.record.abbreviation} for body in item.led_by],
                    "role": item.role,
                    "source": self.source_of(item.partnership.record.cited),
                }
                for item in profile.memberships
            ],
            "passages": self.told(profile.passages),
            "about_groups": [
                {**self.group(item.group), "figures": self.statements(item.figures), "passages": self.told(item.passages)} for item in profile.about_groups
            ],
            "objectives": [
                {
                    **(self.ref(mark.objective) or {}),
                    "summary": mark.objective.record.summary,
                    "mentions": mark.mentions,
                    "activities": self.refs(mark.activities),
                }
                for mark in profile.objectives
            ],
            "office": self.address(record.office),
            "served_by": self.ref(profile.served_by),
        }
        document = self.strategy.publication
        # A country's brief has its names in full; what it may leave out has its abbreviations with it.
        printed = {**values, "short": "", "about_groups": [], "figures": [], "headlines": [], "charts": [], "passages": []}
        return {**values, "abbreviations": self.abbreviations(printed, document.publisher.abbreviation, document.region.abbreviation)}

    @cached_property
    def region(self) -> Values:
        """What stands in the brief of a country about which the strategy says little: figures of the whole region, and what all is for.

        No figures of single countries and groups of countries are among them; those that belong to the same themes as the headline figures come first.
        """
        strategy = self.strategy
        headlines = strategy.targets(strategy.root, relations.HEADLINES)
        groups = {figure.record.group for figure in headlines}
        others = [figure for figure in strategy.of(Figure) if figure not in headlines and not figure.record.countries and not figure.record.groups]
        whole = framework.framework(strategy)
        aims = [self.entry(item.node, text=item.record.text) for item in whole.goals]
        aims += [self.entry(item.node, text=item.record.text) for item in whole.strategic_objectives]
        return {
            "name": strategy.publication.region.abbreviation or strategy.publication.region.name,
            "figures": self.statements(figure for figure in others if figure.record.group in groups),
            "further_figures": self.statements(figure for figure in others if figure.record.group not in groups),
            "aims": list(map(self.explained, aims)),
        }

    def _objective(self, node: Node[Objective]) -> Values:
        view = framework.objective(self.strategy, node)
        record = node.record
        values = {
            **self.entry(node, rationale=record.rationale),
            "summary": record.summary,
            "colour": self.own_colour(node),
            "picture": look_values.picture(look.picture(self.strategy, node)),
            "rationale_source": self.source_of(record.rationale_source or record.source),
            "citation": self.citation(node),
            "variant_title": record.variant_title,
            "area": self.ref(view.area),
            "part_of": self.ref(self.strategy.target(node, relations.PART_OF_OBJECTIVE)),
            "parts": self.refs(view.parts),
            "countries": self.refs(view.countries),
            "lists": [
                {
                    "title": part.title,
                    "intro": self.prose(part.intro),
                    "items": [self.prose(item.text) for item in part.items],
                    "source": self.source_of(part.source),
                }
                for part in record.lists
            ],
            "groups": [
                {
                    "title": item.group.title,
                    "intro": self.prose(item.group.intro),
                    "activities": [
                        {
                            **self.entry(activity.node, text=activity.record.text),
                            "indicators": [chart_values.indicator(self, item.node) for item in view.of_activities.get(activity.node, ())],
                        }
                        for activity in item.activities
                    ],
                }
                for item in view.groups
            ],
            "indicators": [chart_values.indicator(self, item.node) for item in view.indicators],
            "charts": [chart_values.chart(self, chart) for chart in chart_places.of_objective(self.strategy, node)],
            "related": [{"label": self.strategy.called[upper_first(group.kind.name)].short.heading, "items": self.refs(group.nodes)} for group in view.related],
            "principles": self.refs(view.principles),
        }
        return {**values, "abbreviations": self.abbreviations(values)}

    def pack(self, about: Node[CountryGroup] | None, countries: list[Values]) -> Values:
        """The briefs of several countries; `about` is their group, none for the whole region.

        Abbreviations are explained once, at the front: at the foot of each brief they would be read like a running foot.
        """
        values = {
            "title": about.title if about else self.strategy.publication.region.name,
            "arrangement": about.record.arrangement if about else None,
            "basis": self.prose(about.record.basis if about else None, {country["id"] for country in countries}),
        }
        parts = [part for country in countries for part in (country, *optional(country))]
        parts += [*self.region["figures"], *self.region["further_figures"], *self.region["aims"]]
        terms = [item["term"] for part in parts for item in part["abbreviations"]]
        return {
            **values,
            "region": self.region,
            "countries": [{**country, "abbreviations": None} for country in countries],
            "abbreviations": self.abbreviations({**values, "terms": terms}),
        }


def optional(country: Values) -> list[Values]:
    """The items of a country's brief that it may leave out."""
    return [
        *country["figures"],
        *country["headlines"],
        *country["charts"],
        *country["passages"],
        *(item for group in country["about_groups"] for item in (*group["figures"], *group["passages"])),
    ]
