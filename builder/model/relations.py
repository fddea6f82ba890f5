"""The references between kinds that can be followed from both ends, each with the classes at its ends.

A relation names its field by an expression and not by a string, so that the type checker knows every use of a field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.content.indicators import Indicator
from builder.content.records import (
    Area,
    Chart,
    Country,
    CountryGroup,
    Coverage,
    Figure,
    FigureGroup,
    Instrument,
    Objective,
    Office,
    Partnership,
    Passage,
    Publication,
    Record,
    SourceDocument,
    Synonym,
    Term,
)

S = TypeVar("S", bound=Record)
T_co = TypeVar("T_co", bound=Record, covariant=True)


@dataclass(frozen=True, eq=False)
class Relation(Generic[S, T_co]):
    """A field of the records of one class that holds ids of records of another."""

    source: type[S]
    target: type[T_co]
    ids: Callable[[S], tuple[str, ...]]
    """The ids that a record names, in its order."""


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


PART_OF_OBJECTIVE = Relation(Objective, Objective, lambda objective: _one(objective.part_of))
AREA = Relation(Objective, Area, lambda objective: _one(objective.area))
GROUP_MEMBERS = Relation(CountryGroup, Country, lambda group: group.members)
SERVED_BY = Relation(Country, Office, lambda country: _one(country.served_by))
FIGURE_GROUP = Relation(Figure, FigureGroup, lambda figure: _one(figure.group))
FIGURE_COUNTRIES = Relation(Figure, Country, lambda figure: figure.countries)
FIGURE_GROUPS = Relation(Figure, CountryGroup, lambda figure: figure.groups)
CHART_FIGURES = Relation(Chart, Figure, lambda chart: tuple(item.figure for item in chart.items))
CHART_OBJECTIVES = Relation(Chart, Objective, lambda chart: chart.objectives)
INDICATOR_OWNER: Relation[Indicator, Record] = Relation(Indicator, Record, lambda indicator: _one(indicator.belongs_to))
MEMBERS = Relation(Partnership, Country, lambda body: body.members)
OBSERVERS = Relation(Partnership, Country, lambda body: body.observers)
COVERS = Relation(Partnership, Country, lambda body: body.covers)
LED_BY = Relation(Partnership, Partnership, lambda body: body.led_by)
SUPPORTED_BY = Relation(Partnership, Partnership, lambda body: body.supported_by)
PART_OF_BODY = Relation(Partnership, Partnership, lambda body: _one(body.part_of))
CONTINUES = Relation(Partnership, Partnership, lambda body: _one(body.continues))
OWNED_BY = Relation(Instrument, Partnership, lambda instrument: instrument.owned_by)
PART_OF_INSTRUMENT = Relation(Instrument, Instrument, lambda instrument: _one(instrument.part_of))
PASSAGE_SUBJECTS: Relation[Passage, Record] = Relation(Passage, Record, lambda passage: passage.about)
SEARCHED_AS: Relation[Synonym, Record] = Relation(Synonym, Record, lambda synonym: synonym.entries)
STANDS_FOR: Relation[Term, Record] = Relation(Term, Record, lambda term: _one(term.stands_for))
CARRIED_BY: Relation[Coverage, Record] = Relation(Coverage, Record, lambda passage: passage.ids)
SOURCE_DOCUMENT = Relation(Publication, SourceDocument, lambda publication: _one(publication.source_document))
HEADLINES = Relation(Publication, Figure, lambda publication: publication.headline_figures)
