"""The kinds of content.

`KINDS` is the visible tuple of all kinds. What differs by kind stands here, in its line: the record class, where and how files
hold it, the page and the anchor where it stands, what it is called, and what it takes part in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from builder.content import addresses, prose
from builder.content.addresses import Place
from builder.content.indicators import Indicator
from builder.content.records import (
    Activity,
    Area,
    Called,
    Chart,
    Country,
    CountryGroup,
    Coverage,
    EditionNote,
    Figure,
    FigureGroup,
    Forms,
    GlobalPoint,
    Goal,
    HandPage,
    Instrument,
    Objective,
    Office,
    Partnership,
    Passage,
    Principle,
    Publication,
    Record,
    RegisterEntry,
    SourceDocument,
    StrategicObjective,
    Synonym,
    Term,
    Topic,
)

__all__ = ["KINDS", "KIND_NAMED", "KIND_OF", "Kind"]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of content.

    `location` is a glob below the content folder, '' for what lives inside entries of another kind. `layout` is 'mapping' (one
    record a file), 'list' (a file of records) or 'front-matter' (Markdown; the body is the field `text`).
    """

    name: str
    record: type[Record]
    location: str
    layout: Literal["mapping", "list", "front-matter"]
    page: str
    """The page where entries stand, as its file in the docs folder; '{slug}' is the name of the entry's file."""
    anchor: str = "{id}"
    """The anchor on it, made of 'id' or 'title'; '' where the page is the entry's own."""
    own_page: str = ""
    """The page that long entries (`Record.long`) have to themselves, made of '{id}'; they are listed on `page` all the same. '' where none has one."""
    called: Called | None = None
    """What entries are called by a strategy that has no words of its own for them (`called` in `strategy.yml`); none where no reader meets them by name."""
    required: bool = False
    own_id: bool = True
    """Whether the id of a record is its own; the register holds the ids of others."""
    editors_title: bool = False
    """Whether titles are in the editors' words and not the source's, which every citation then says."""
    coded: bool = False
    """Whether entries are known by their id, which then stands before the title."""
    concept: bool = False
    """Whether entries are concepts of the strategy as a scheme (SKOS)."""
    about_entries: bool = False
    """Whether records say something about entries and are none themselves."""
    backstage: bool = False
    """Whether a reference from such an entry says nothing about its target."""
    evidence: int = 0
    """The place of such entries among those whose sentences are evidence for a country, from 1; 0 for none."""
    related: int = 0
    """The place of such entries among those listed as related to another one, from 1; 0 where they are not."""
    search_weight: float = 1.0
    """How much more than others people look for such entries; 0 where they are not searched."""
    brief: str = ""
    """The file of an entry's PDF, made of 'slug' or 'id'; '' where there is none."""
    page_brief: bool = False
    """Whether that PDF says the same as the entry's page."""
    embeddable: bool = False
    """Whether other sites may show an entry as a card."""
    card_height: int = 260
    """How tall that card is in CSS pixels: what the longest titles need."""
    new: tuple[str, ...] = field(default=())
    """The words by which `builder new` knows the kind besides its name."""
    drawn: bool = False
    """Whether entries are shown as a chart, which is there as a picture and as data too."""
    newest_first: bool = False
    """Whether a new entry stands above the others in their file."""

    @property
    def single(self) -> bool:
        """Whether there is exactly one record of the kind."""
        return self.layout == "mapping" and "*" not in self.location

    @property
    def identified(self) -> bool:
        """Whether entries of the kind have ids, which lead to them."""
        return self.own_id and "id" in self.record.model_fields

    def place(self, slug: str, identifier: str, record: Record) -> Place:
        """Where an entry stands, given the name of its file and its id ('' if it has none)."""
        if self.own_page and record.long:
            return Place(self.own_page.format(id=identifier.lower()))
        return self.listed(slug, identifier, record)

    def listed(self, slug: str, identifier: str, record: Record) -> Place:
        """Where it stands among the others of its kind, which is its place unless it has a page to itself."""
        return Place(self.page.format(slug=slug), self.anchor_of(identifier, record.title_text))

    def anchor_of(self, identifier: str, title: str) -> str:
        """The anchor of an entry on a page that holds several."""
        return self.anchor.format(id=identifier.lower(), term=f"term-{prose.slug(title)}", edition=addresses.edition_anchor(title))

    def brief_of(self, slug: str, identifier: str) -> str:
        """The file of an entry's PDF in the docs folder; '' where the kind has none."""
        return self.brief.format(slug=slug, id=identifier.lower())


def called(one: str, many: str, short: tuple[str, str] | None = None) -> Called:
    """What one and several entries are called, and the same where room is scarce; '{country.one}' stands for what the strategy calls another kind."""
    return Called(one=one, many=many, short=Forms(one=short[0], many=short[1]) if short else None)


KINDS: tuple[Kind, ...] = (
    Kind(
        "strategy", Publication, "strategy.yml", "mapping", addresses.HOME, "", required=True, backstage=True, search_weight=0,
        brief="briefs/strategy.pdf", page_brief=True,
    ),
    Kind("source", SourceDocument, "sources.yml", "list", addresses.ABOUT, called=called("source", "sources"), search_weight=0.5),
    Kind(
        "goal", Goal, "framework/goal.yml", "mapping", addresses.FRAMEWORK, called=called("goal", "goals"),
        coded=True, concept=True, evidence=8, related=1,
    ),
    Kind(
        "strategic-objective", StrategicObjective, "framework/strategic-objectives.yml", "list", addresses.FRAMEWORK,
        called=called("strategic objective", "strategic objectives"), coded=True, concept=True, evidence=9, related=2,
    ),
    Kind(
        "area", Area, "framework/thematic-areas.yml", "list", addresses.FRAMEWORK, called=called("area", "areas"),
        coded=True, concept=True, evidence=10, related=3,
    ),
    Kind(
        "principle", Principle, "framework/principles.yml", "list", addresses.FRAMEWORK, called=called("principle", "principles"),
        coded=True, concept=True, evidence=6, related=13,
    ),
    Kind(
        "global-point", GlobalPoint, "framework/global-strategy.yml", "list", addresses.FRAMEWORK, called=called("global point", "global strategy"),
        coded=True, concept=True, evidence=11, related=14,
    ),
    Kind(
        "objective", Objective, "objectives/*.yml", "mapping", "objectives/{slug}/index.md", "", called=called("objective", "objectives"),
        required=True, coded=True, concept=True, evidence=1, related=4, search_weight=1.5,
        brief="briefs/{slug}.pdf", page_brief=True, embeddable=True, card_height=310, new=("objective",),
    ),
    Kind(
        "activity", Activity, "", "list", "objectives/{slug}/index.md", called=called("activity", "activities"),
        editors_title=True, coded=True, concept=True, evidence=2, related=5, embeddable=True, card_height=340,
    ),
    Kind(
        "group", CountryGroup, "groups.yml", "list", addresses.COUNTRIES,
        called=called("group of {country.short.many}", "groups of {country.short.many}", ("group", "groups")),
        evidence=13, related=11, search_weight=1.1, brief="briefs/{id}.pdf",
    ),
    Kind(
        "country", Country, "countries/*.yml", "mapping", "countries/{slug}/index.md", "", called=called("country", "countries"),
        evidence=15, related=10, search_weight=1.5, brief="briefs/{slug}.pdf", page_brief=True, embeddable=True,
        card_height=290, new=("country",),
    ),
    Kind("office", Office, "offices.yml", "list", addresses.CONTACTS, called=called("office", "offices"), evidence=14, related=12),
    Kind(
        "figure-group", FigureGroup, "figure-groups.yml", "list", addresses.FIGURES,
        called=called("group of figures", "groups of figures", ("figure group", "figure groups")), evidence=12,
    ),
    Kind(
        "figure", Figure, "figures.yml", "list", addresses.FIGURES, called=called("key figure", "key figures", ("figure", "figures")),
        editors_title=True, evidence=7, related=7, embeddable=True, new=("figure",),
    ),
    Kind(
        "chart", Chart, "charts.yml", "list", addresses.FIGURES, called=called("chart", "charts"),
        editors_title=True, embeddable=True, card_height=460, drawn=True,
    ),
    Kind(
        "indicator", Indicator, "indicators.yml", "list", addresses.INDICATORS, own_page="indicators/{id}/index.md",
        called=called("indicator", "indicators"), coded=True, evidence=16, embeddable=True, card_height=460, drawn=True,
    ),
    Kind(
        "partnership", Partnership, "partnerships.yml", "list", addresses.PARTNERSHIPS,
        own_page="partnerships/{id}/index.md", called=called("process or body", "processes and bodies", ("partnership", "partnerships")),
        evidence=4, related=9, search_weight=1.25, new=("partnership", "process", "organization"),
    ),
    Kind(
        "instrument", Instrument, "instruments.yml", "list", addresses.INSTRUMENTS,
        called=called("framework or tool", "frameworks and tools", ("instrument", "instruments")),
        evidence=5, related=8, search_weight=1.25, new=("instrument",),
    ),
    Kind(
        "topic", Topic, "topics/*.md", "front-matter", "context/{slug}/index.md", "", called=called("topic", "context"),
        evidence=3, related=6, search_weight=1.1, new=("topic",),
    ),
    Kind(
        "notice", HandPage, "pages/*.md", "front-matter", "{slug}/index.md", "", called=called("notice", "notices"),
        backstage=True, search_weight=0.8, new=("notice", "page"),
    ),
    Kind("passage", Passage, "passages.yml", "list", addresses.COUNTRIES, "", about_entries=True, backstage=True, search_weight=0),
    Kind(
        "term", Term, "glossary.yml", "list", addresses.GLOSSARY, "{term}", called=called("abbreviation", "abbreviations", ("term", "terms")),
        backstage=True, search_weight=0.8, new=("term",),
    ),
    Kind("synonym", Synonym, "synonyms.yml", "list", addresses.SEARCH, "", about_entries=True, backstage=True, search_weight=0),
    Kind("coverage", Coverage, "coverage.yml", "list", addresses.ABOUT, "coverage", about_entries=True, backstage=True, search_weight=0),
    Kind("edition", EditionNote, "editions.yml", "list", addresses.CHANGES, "{edition}", about_entries=True, search_weight=0, newest_first=True),
    Kind("registration", RegisterEntry, "registry.yml", "list", addresses.CHANGES, "register", own_id=False, about_entries=True, search_weight=0),
)  # fmt: skip
"""All kinds; activities live inside their objective and have no file of their own."""

KIND_OF: dict[type[Record], Kind] = {kind.record: kind for kind in KINDS}
"""The kind of each record class."""
KIND_NAMED: dict[str, Kind] = {kind.name: kind for kind in KINDS}
"""The kinds by name."""
RELATED_KINDS = tuple(sorted((kind for kind in KINDS if kind.related), key=lambda kind: kind.related))
"""The kinds whose entries are listed as related to another one, in the order in which they are shown."""
EVIDENCE_KINDS = tuple(sorted((kind for kind in KINDS if kind.evidence), key=lambda kind: kind.evidence))
"""The kinds whose sentences are evidence for a country, in the order in which they are shown."""
