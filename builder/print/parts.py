"""Parts of entries → plain values for the print templates: what `json` can write, and nothing that Typst would have to interpret.

A node that is only referred to is a short reference; `values` puts the parts together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from builder.content import number_text, prose
from builder.content.addresses import Site
from builder.content.records import Address, Citation, Country, CountryGroup, Figure, Marked, Quantity
from builder.model import citations, relations, sources, vocabulary
from builder.model.abbreviations import Glossary
from builder.model.passages import Told
from builder.model.strategy import AnyNode, Node, Strategy
from builder.print import look_values, print_prose
from builder.views import charts, look, tiles

Values = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Parts:
    """What every printed node is made of."""

    strategy: Strategy
    site: Site
    characters: frozenset[str]
    """Those that the fonts have. Content is checked against them; of names from elsewhere that need others, it is said where they are."""

    @cached_property
    def document(self) -> Values:
        """What every brief says of the publication: titles, publisher, edition, source."""
        document = self.strategy.publication
        source = self.strategy.document
        return {
            "title": document.title,
            "subtitle": document.subtitle or document.region.name,
            "short_title": document.short_title,
            "publisher": {"name": document.publisher.name, "abbreviation": document.publisher.abbreviation},
            "region": {"name": document.region.name, "abbreviation": document.region.abbreviation},
            "look": look_values.of(document.look, look.logo(self.strategy), self.line(document.look.footer.text)),
            "called": vocabulary.as_values(self.strategy.called),
            "language": document.language,
            "edition": {
                "name": document.edition.name,
                "date": document.edition.date.isoformat(),
                "day": self.strategy.localization.date(document.edition.date),
            },
            "source": {"title": source.title, "publisher": source.record.publisher} if source else None,
            "translated": citations.restated(self.strategy) if self.strategy.origin else None,
            "counts_lines": self._counts_lines,
            "held": self._held,
            "site": self.site.base,
            "tiles": [
                {"id": country.id, "code": country.code, "row": tile.row, "column": tile.column}
                for country, tile in sorted(tiles.mapped(self.strategy).items(), key=lambda item: (item[1].row, item[1].column))
            ],
        }

    def ref(self, node: AnyNode | None) -> Values | None:
        """A node by name: id, kind, title, short title and permanent address; terms have no id and no address."""
        if node is None:
            return None
        record = node.record
        return {
            "id": node.id,
            "code": node.code,
            "coded": node.kind.coded,
            "title": node.title,
            "short": record.short_text,
            "inline": record.inline_text,
            "url": self.site.permalink(node.id) if node.id else None,
        }

    def own_colour(self, node: AnyNode) -> str | None:
        """The colour that marks an entry: its own, or that of what it is a part of."""
        owner = look.owner(self.strategy, node)
        return owner.record.colour if owner and isinstance(owner.record, Marked) else None

    def refs(self, nodes: Iterable[AnyNode]) -> list[Values]:
        """Entries by name, as `ref` gives each."""
        return [found for node in nodes if (found := self.ref(node))]

    def line(self, text: str | None) -> str | None:
        """Prose as a line of plain text, none where there is none."""
        return None if text is None else " ".join(prose.to_text(text).split())

    def prose(self, text: str | None, seen: set[str] | None = None) -> list[print_prose.Node] | None:
        """Prose as nodes for print, none where there is none; `seen` holds the ids that were mentioned before."""
        return None if text is None else print_prose.nodes(text, lambda label: self.site.permalink(label), seen)

    def entry(self, node: AnyNode, seen: set[str] | None = None, /, **texts: str | None) -> Values:
        """An entry with its source, its editor's notes, prose by name, and how many characters of prose those are.

        `seen` holds the ids that were mentioned before, as for `print_prose.nodes`.
        """
        notes = node.record.notes
        return {
            **(self.ref(node) or {}),
            "source": self.source_of(node.record.cited),
            "notes": [self.prose(note) for note in notes],
            **{name: self.prose(text, seen) for name, text in texts.items()},
            "extent": sum(len(text or "") for text in (*notes, *texts.values())),
        }

    def told(self, found: Iterable[Told]) -> list[Values]:
        """Passages: the entry that holds each, its words as prose, where in the source they are from, and how many characters they have."""
        return [
            self.explained(
                {
                    **(self.ref(item.node) or {}),
                    "text": self.prose(item.text) or [{"k": "p", "c": [sentence]} for sentence in item.sentences],
                    "source": self.source_of(item.source),
                    "extent": len(item.text or "".join(item.sentences)),
                }
            )
            for item in found
        ]

    def group(self, node: Node[CountryGroup]) -> Values:
        """A group of countries by name, and who says which countries are in it."""
        members = self.strategy.targets(node, relations.GROUP_MEMBERS)
        return {
            **(self.ref(node) or {}),
            "arrangement": node.record.arrangement,
            "members": [country.id for country in members],
            "codes": [country.code for country in members],
        }

    def statements(self, figures: Iterable[Node[Figure]]) -> list[Values]:
        """Figures as full sentences, each with the number and where it is from, and no notes."""
        return [self.explained({**self.figure(figure, text=figure.record.text), "notes": []}) for figure in figures]

    def figure(self, node: Node[Figure], **texts: str | None) -> Values:
        """A figure: its entry, the quantity as printed, year, comparator, and bars if it has any."""
        record = node.record
        return {
            **self.entry(node, **texts),
            **quantity_of(record),
            "year": number_text.year_text(record),
            "when": record.when,
            "year_basis": record.year_basis,
            "share_of": record.share_of,
            "comparator": {**quantity_of(record.comparator), "label": record.comparator.label, "relation": record.comparator.relation}
            if record.comparator
            else None,
            "bars": bars(record),
        }

    def address(self, address: Address | None) -> Values | None:
        """How to reach an office."""
        if address is None:
            return None
        return {
            "lines": [[print_prose.inline(line)] for line in address.lines],
            "telephone": address.telephone,
            "fax": address.fax,
            "email": address.email,
            "source": self.source_of(address.source),
            "notes": [self.prose(note) for note in address.editor_notes],
        }

    def source_of(self, citation: Citation | None) -> Values | None:
        """A place in the source: its section, and its pages, or lines where no page is known."""
        if citation is None:
            return None
        return {"section": self.section_of(citation, "short"), "place": sources.tail(self.strategy, citation, lines="short")}

    def section_of(self, citation: Citation | None, lines: sources.Lines = "full") -> str | list[print_prose.Node]:
        """The section of a place in the source: a text, or inlines where it is in another language."""
        return print_prose.in_its_language(sources.head_parts(self.strategy, citation, lines=lines))

    @cached_property
    def _held(self) -> list[str]:
        """The kinds of which the strategy has any entry, and what it says of any country: of others nothing is printed, not even that there is none."""
        countries = [node.record for node in self.strategy.of(Country)]
        more = {"address": any(country.office for country in countries), "in-short": any(country.in_short for country in countries)}
        return sorted({*self.strategy.kinds, *(name for name, any_of in more.items() if any_of)})

    @cached_property
    def _counts_lines(self) -> bool:
        return sources.counts_lines(self.strategy)

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary(self.strategy)

    def abbreviations(self, values: Values, *names: str | None) -> list[Values]:
        """The abbreviations, explained, in the words of a brief, in the title that heads it, and in other names that its template uses."""
        used = self._glossary.used_in([*_words(values), self.strategy.publication.short_title, *filter(None, names)])
        return [{"term": term.record.term, "expansion": term.record.expansion} for term in used]

    def explained(self, item: Values) -> Values:
        """An item that a brief may leave out, with the abbreviations in its words."""
        used = self._glossary.used_in(_words(item))
        return {**item, "abbreviations": [{"term": term.record.term, "expansion": term.record.expansion} for term in used]}

    def citation(self, node: AnyNode) -> str:
        """How a node is cited, as on its page, without the address that ends it."""
        url = self.site.permalink(node.id)
        style = next(style for style in citations.formats(self.strategy) if style.name == "text")
        editors = sources.editors_title(self.strategy, node.kind)
        return style.fill(node.id, node.title, url, code=node.code, editors=editors).removesuffix(url).strip()


def _words(values: Any) -> list[str]:
    """All texts of a brief but addresses, and the ids that references in prose lead to; in no order."""
    found, left = [], [values]
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            left += [part for name, part in value.items() if name != "url" and not (name == "id" and "k" in value)]
        elif isinstance(value, list | tuple):
            left += value
    return found


def quantity_of(quantity: Quantity) -> Values:
    """A quantity as printed, and its parts."""
    return {
        "qualifier": quantity.qualifier,
        "value": number_text.value_text(quantity),
        "unit": number_text.unit_text(quantity),
        "words": quantity.display is not None,
        "printed": number_text.quantity_text(quantity),
    }


def bars(figure: Figure) -> Values | None:
    """A figure as bars, with their scale: `bars` (label, none for the figure itself; printed text; length as a part of 1), `start` and `end`.

    Parts of a whole are drawn against the whole, a figure and its comparator on an axis that ends at a round number.
    None where a bar would say more than the source: no number, other units on the two sides, ranks, trends and years.
    """
    both: list[Quantity] = [figure, *([figure.comparator] if figure.comparator else [])]
    numbers = [quantity.number for quantity in both]
    known = [number for number in numbers if number is not None and number >= 0]
    share = figure.measure.share and figure.share_of is not None and all(number <= charts.WHOLE for number in known)
    if len(known) < len(both) or any(number_text.holds_unit(q) or q.unit != figure.unit for q in both) or not (share or figure.comparator):
        return None
    scale = charts.axis(known, figure.measure, charts.WHOLE if share else None)
    whole = figure.measure.localization.in_context("end of a scale", "{whole}", whole=figure.share_of)
    labels = [None, *([figure.comparator.label] if figure.comparator else [])]
    return {
        "bars": [
            {"label": label, "text": number_text.quantity_text(quantity), "length": round(scale.position(number) / 100, 4)}
            for label, quantity, number in zip(labels, both, known, strict=True)
        ],
        "start": number_text.on_axis(figure, "0"),
        "end": whole if share else number_text.on_axis(figure, scale.ticks[-1][0]),
    }
