"""Views → plain values for the print templates: what `json` can write, and nothing that Typst would have to interpret.

The facts are those of `views`, which feed the pages too; the wording is the templates'.
A thing that is only referred to is a short `Ref`; one that is printed in full has its own function here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from builder import charts, citations, quantities, typst_prose, views
from builder.abbreviations import Glossary
from builder.evidence import Evidence
from builder.glyphs import lacking
from builder.records import Address, Citation, Figure, Quantity
from builder.strategy import Strategy, Thing
from builder.urls import Site

Values = dict[str, Any]
_INDEXED = (
    *("goal", "strategic-objective", "area", "principle", "global-point", "objective", "activity"),
    *("subregion", "country", "office", "figure-group", "figure", "partnership", "instrument", "topic", "source"),
)
"""The kinds whose entries the printed strategy holds, and lists in its index."""


@dataclass(frozen=True, eq=False)
class Printout:
    """A strategy as values for print."""

    strategy: Strategy
    site: Site
    characters: frozenset[str]
    """Those that the fonts have. Content is checked against them; names from elsewhere are left out if they need others."""

    # --- parts ----------------------------------------------------------------------------------

    def document(self) -> Values:
        """What every brief says of the publication: titles, publisher, edition, source."""
        document = self.strategy.document
        source = self.strategy.target(self.strategy.root, "source_document")
        return {
            "title": document.title,
            "subtitle": document.subtitle or document.region.name,
            "short_title": document.short_title,
            "publisher": {"name": document.publisher.name, "abbreviation": document.publisher.abbreviation},
            "region": {"name": document.region.name, "abbreviation": document.region.abbreviation},
            "language": document.language,
            "edition": {"name": document.edition.name, "date": document.edition.date.isoformat()},
            "source": {"title": source.title, "publisher": source.record.publisher} if source else None,
            "site": self.site.base,
        }

    def ref(self, thing: Thing[Any] | None) -> Values | None:
        """A thing by name: id, kind, title, short title and permanent address; terms have no id and no address."""
        if thing is None:
            return None
        record = thing.record
        return {
            "id": thing.id,
            "kind": thing.kind,
            "title": thing.title,
            "short": getattr(record, "short_title", None) or getattr(record, "short_name", None) or thing.title,
            "inline": getattr(record, "inline_name", None) or thing.title,
            "url": self.site.permalink(thing) if thing.id else None,
        }

    def refs(self, things: Iterable[Thing[Any]]) -> list[Values]:
        return [found for thing in things if (found := self.ref(thing))]

    def prose(self, text: str | None, seen: set[str] | None = None) -> list[typst_prose.Node] | None:
        return None if text is None else typst_prose.nodes(text, lambda label: self.site.permalink(self.strategy.by_id[label]), seen)

    def entry(self, thing: Thing[Any], *prose_fields: str, seen: set[str] | None = None) -> Values:
        """A thing with its source, its editor's notes, the named prose fields, and how many characters of prose those are.

        `seen` holds the ids that were mentioned before, as for `typst_prose.nodes`.
        """
        record = thing.record
        texts = [*getattr(record, "editor_notes", ()), *(getattr(record, field) or "" for field in prose_fields)]
        return {
            **(self.ref(thing) or {}),
            "source": _citation(getattr(record, "source", None)),
            "notes": [self.prose(note) for note in getattr(record, "editor_notes", ())],
            **{field: self.prose(getattr(record, field), seen) for field in prose_fields},
            "extent": sum(map(len, texts)),
        }

    def evidence(self, found: Iterable[Evidence]) -> list[Values]:
        return [{**(self.ref(item.thing) or {}), "sentences": list(item.sentences), "extent": sum(map(len, item.sentences))} for item in found]

    def figure(self, thing: Thing[Any]) -> Values:
        record: Figure = thing.record
        return {
            **self.entry(thing, "text"),
            **_quantity(record),
            "year": quantities.year_text(record),
            "when": record.when,
            "year_basis": record.year_basis,
            "share_of": record.share_of,
            "comparator": {**_quantity(record.comparator), "label": record.comparator.label, "relation": record.comparator.relation}
            if record.comparator
            else None,
            "bars": bars(record),
        }

    def address(self, address: Address | None) -> Values | None:
        if address is None:
            return None
        return {
            "lines": list(address.lines),
            "telephone": address.telephone,
            "fax": address.fax,
            "email": address.email,
            "source": _citation(address.source),
            "notes": [self.prose(note) for note in address.editor_notes],
        }

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary(self.strategy)

    def abbreviations(self, values: Values, *names: str | None) -> list[Values]:
        """The abbreviations, explained, in the words of a brief, in the title that heads it, and in other names that its template uses."""
        used = self._glossary.used_in([*_words(values), self.strategy.document.short_title, *filter(None, names)])
        return [{"term": term.record.term, "expansion": term.record.expansion} for term in used]

    # --- one function a kind of brief -----------------------------------------------------------

    def citation(self, thing: Thing[Any]) -> str:
        """How a thing is cited, as on its page, without the address that ends it."""
        url = self.site.permalink(thing)
        style = next(style for style in citations.formats(self.strategy.document) if style.name == "text")
        return style.fill(thing.id, thing.title, url, editors=thing.record.editors_title).removesuffix(url).strip()

    def country(self, thing: Thing[Any], size: float = 9.6, divided: bool = False) -> Values:
        """A country's brief, to be set at a type size in points, its reference part on a new page if it is `divided`."""
        view = views.country(self.strategy, thing)
        record = thing.record
        values = {
            **self.entry(thing),
            "citation": self.citation(thing),
            "size": size,
            "divided": divided,
            "codes": {"alpha3": thing.id, "alpha2": record.codes.alpha2, "m49": record.codes.m49},
            "current_name": record.current_name,
            "other_names": [name for name in view["other_names"] if name != record.current_name],
            "local_names": [
                {"name": local.name, "language": local.language, "language_name": local.language_name}
                for local in view["local_names"]
                if not lacking(local.name, self.characters)
            ],
            "subregion": self.ref(view["subregion"]),
            "figures": [self.figure(figure) for figure in view["figures"]],
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
        return {**values, "abbreviations": self.abbreviations(values, document.publisher.abbreviation, document.region.abbreviation)}

    def objective(self, thing: Thing[Any]) -> Values:
        view = views.objective(self.strategy, thing)
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
                    "source": _citation(part.source),
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
        """The briefs of several countries; `about` is the sub-region, or the strategy for the whole region."""
        return {
            "title": about.title if about.id else self.strategy.document.region.name,
            "basis": self.prose(getattr(about.record, "basis", None), {country["id"] for country in countries}),
            "countries": countries,
        }

    def whole(self) -> Values:
        """The whole strategy, in the order of the site."""
        strategy = self.strategy
        framework = views.framework(strategy)
        document = strategy.document
        partnerships = views.partnerships(strategy)
        countries = views.countries(strategy)
        # Countries stand in a chapter of their own in alphabetical order: prose need not lead there at every mention.
        found = {thing.id for thing in strategy.of("country")}
        told = set(found)  # the topics are read as one text
        return {
            "summary": self.prose(document.summary),
            "period": {"start": document.period.start, "end": document.period.end},
            "topics": [self.entry(topic, "text", seen=told) for topic in views.topics(strategy)["topics"]],
            "goals": [self.entry(thing, "text") for thing in framework["goals"]],
            "strategic_objectives": [self.entry(thing, "text") for thing in framework["strategic_objectives"]],
            "areas": [{**self.entry(area, "text"), "objectives": self.refs(objectives)} for area, objectives in framework["areas"]],
            "principles": [self.entry(thing, "text") for thing in framework["principles"]],
            "global_points": [self.entry(thing, "text") for thing in framework["global_points"]],
            "objectives": [self.objective(thing) for thing in strategy.of("objective")],
            "figure_groups": [
                {**self.entry(group, "intro"), "figures": [self.figure(row.figure) for row in rows]} for group, rows in views.figures(strategy)["groups"]
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
                for thing, owners, part_of, _ in views.instruments(strategy)["entries"]
            ],
            "subregions": [
                {**self.entry(thing, "basis", seen={row.country.id for row in rows}), "countries": self.refs(row.country for row in rows)}
                for thing, rows in countries["subregions"]
            ],
            "countries": [self.country(thing) for thing in strategy.of("country")],
            "offices": [{**self.entry(thing), "address": self.address(thing.record.address)} for thing in views.contacts(strategy)["offices"]],
            "terms": [
                {"term": thing.record.term, "expansion": thing.record.expansion, "text": self.prose(thing.record.text), "stands_for": self.ref(target)}
                for thing, target in views.glossary(strategy)["terms"]
            ],
            "about": self.prose(document.about),
            "sources": [{**self.entry(thing, "note"), "publisher": thing.record.publisher} for thing in views.about(strategy)["sources"]],
            "disclaimer": self.prose(document.disclaimer),
            "licence": self.prose(document.licence),
            "index": sorted(self.refs(thing for kind in _INDEXED for thing in strategy.of(kind)), key=lambda ref: _natural(ref["id"])),
        }

    def _partnership(self, entry: views.PartnershipEntry) -> Values:
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


def _words(value: Any) -> Iterator[str]:
    """All texts of a brief but addresses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, part in value.items() if name != "url" for text in _words(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in _words(part))


# --- plain parts --------------------------------------------------------------------------------


def _citation(citation: Citation | None) -> Values | None:
    return None if citation is None else {"section": citation.section, "lines": quantities.lines_text(citation)}


def _quantity(quantity: Quantity) -> Values:
    return {
        "qualifier": quantity.qualifier,
        "value": quantities.value_text(quantity),
        "unit": quantities.unit_text(quantity),
        "words": quantity.display is not None,
        "printed": quantities.quantity_text(quantity),
    }


def bars(figure: Figure) -> Values | None:
    """A figure as bars, with their scale: `bars` (label, none for the figure itself; printed text; length as a part of 1), `start` and `end`.

    Parts of a whole are drawn against the whole, a figure and its comparator on an axis that ends at a round number.
    None where a bar would say more than the source: no number, other units on the two sides, ranks, trends and years.
    """
    both: list[Quantity] = [figure, *([figure.comparator] if figure.comparator else [])]
    numbers = [quantity.number for quantity in both]
    known = [number for number in numbers if number is not None and number >= 0]
    share = figure.unit == "per cent" and figure.share_of is not None and all(number <= charts.WHOLE for number in known)
    if len(known) < len(both) or any(not quantities.unit_text(q) or q.unit != figure.unit for q in both) or not (share or figure.comparator):
        return None
    scale = charts.axis(known, figure.unit, charts.WHOLE if share else None)
    labels = [None, *([figure.comparator.label] if figure.comparator else [])]
    return {
        "bars": [
            {"label": label, "text": quantities.quantity_text(quantity), "length": round(scale.position(number) / 100, 4)}
            for label, quantity, number in zip(labels, both, known, strict=True)
        ],
        "start": f"0 {figure.unit}",
        "end": figure.share_of if share else f"{scale.ticks[-1][0]} {figure.unit}",
    }
