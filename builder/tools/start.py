"""A new strategy: what its makers are asked, and the files that it begins with.

Without tables, it has an example of every kind; from tables, it has what they hold, and examples of nothing but what else is needed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from builder.content.indicators import Indicator
from builder.content.kinds import KIND_NAMED, KIND_OF, KINDS, Kind
from builder.content.records import (
    Country,
    CountryGroup,
    Coverage,
    EditionNote,
    Figure,
    Office,
    Partnership,
    Passage,
    Publication,
    Record,
    RegisterEntry,
    SourceDocument,
    Synonym,
    Term,
)
from builder.problems import ContentError, Problem
from builder.tools import commented, examples, start_files
from builder.tools.examples import MARK, Around
from builder.wording import Phrase

__all__ = ["QUESTIONS", "Answers", "Plan", "Question", "examples_of_all", "files"]

LATER = (EditionNote, RegisterEntry)
"""What begins when an edition is published: from then on, ids are kept for good, those of examples too."""
TWICE = (Country, Figure)
"""Kinds of which one example would not show what they are for: a comparison, a chart."""


@dataclass(frozen=True)
class Question:
    """Something that the makers of a strategy are asked: the option that answers it, the words, and what is taken without an answer."""

    option: str
    words: Phrase
    default: str
    wrong: Callable[[str], Phrase | None]
    """What is wrong with an answer; none if nothing."""


def _text(_: str) -> None:
    return None


def _period(text: str) -> Phrase | None:
    match = re.fullmatch(r"\s*([12]\d{3})(?:\s*[-–]\s*([12]\d{3}))?\s*", text)
    if not match:
        return Phrase("'{text}' is no period: write its first and last year, as in '2030-2034'", text=text)
    if match[2] and match[2] < match[1]:
        return Phrase("the period ends in {end}, before it starts in {start}: swap the years", end=match[2], start=match[1])
    return None


def _language(text: str) -> Phrase | None:
    good = examples.accepts(Publication, "language", text)
    return None if good else Phrase("'{text}' is no language tag: write it as in 'en', 'de' or 'pt-BR'", text=text)


def _address(text: str) -> Phrase | None:
    good = not text or re.fullmatch(r"https?://[^\s/\"]+(/[^\s\"]*)?", text)
    return None if good else Phrase("'{text}' is no web address: write it in full, as in 'https://strategy.example.org/'", text=text)


QUESTIONS = (
    Question("name", Phrase("What is the strategy called?"), f"{MARK}: name of the strategy", _text),
    Question("publisher", Phrase("Which organization publishes it?"), f"{MARK}: name of the organization", _text),
    Question("abbreviation", Phrase("What is the organization called in short?"), "ORG", _text),
    Question("period", Phrase("Which years is it for, as in 2030-2034?"), "2030-2034", _period),
    Question("region", Phrase("Which region is it for?"), f"{MARK}: name of the region", _text),
    Question("language", Phrase("Which language is it in, as in en, de or pt-BR?"), "en", _language),
    Question("address", Phrase("At which address will it be published (empty, if that is not known yet)?"), "", _address),
)
"""All questions, in the order in which they are asked."""


@dataclass(frozen=True)
class Answers:
    """What was answered, by the option of each question; raises `ContentError` with everything that is wrong with it."""

    given: Mapping[str, str]

    def __post_init__(self) -> None:
        wrong = [(question, question.wrong(self[question.option])) for question in QUESTIONS]
        problems = [Problem.of_file(f"--{question.option}", "bad-answer", message) for question, message in wrong if message]
        if problems:
            raise ContentError(problems)

    def __getitem__(self, option: str) -> str:
        default = next(question.default for question in QUESTIONS if question.option == option)
        return " ".join(self.given.get(option, "").split()) or default

    def values(self) -> dict[str, Any]:
        """What `strategy.yml` takes from them."""
        first, *rest = re.findall(r"\d{4}", self["period"])
        return {
            "publisher": {"name": self["publisher"], "abbreviation": self["abbreviation"]},
            "region": {"name": self["region"]},
            "period": {"start": first, "end": rest[0] if rest else first},
            "language": self["language"],
            "edition": {"name": "1.0", "date": datetime.datetime.now(datetime.UTC).date().isoformat()},
        }


@dataclass(frozen=True)
class Planned:
    """An entry of a new strategy: its file below the content folder, and its values."""

    kind: Kind
    location: str
    id: str
    values: Mapping[str, Any]


@dataclass
class Plan:
    """A new strategy while it is put together."""

    answers: Answers
    restates: bool = True
    """Whether the strategy restates a document; if not, it is born as this data."""
    entries: list[Planned] = field(default_factory=list)
    origins: dict[str, Any] = field(default_factory=dict)
    """The row of a table that an entry was made from, by its id."""
    around: Around = field(init=False)

    def __post_init__(self) -> None:
        self.around = Around([], lambda kinds: self.example(KIND_NAMED[kinds[0]] if kinds else KIND_OF[Country]))
        self.example(KIND_OF[Publication])

    def add(self, kind: Kind, id_: str, values: Mapping[str, Any], slug: str = "") -> None:
        """Adds an entry; raises `ValidationError` if it is not valid."""
        record = kind.record.model_validate(values)
        self.around.entries.append((kind, id_, record))
        self.entries.append(Planned(kind, kind.location.replace("*", slug or id_.lower()), id_, values))

    def example(self, kind: Kind, number: int = 1, more: Callable[[Around], Mapping[str, Any]] = lambda _: {}) -> str:
        """Adds an example of a kind, and what it needs; gives its id."""
        key = self._key(kind, number)
        noun = kind.name.replace("-", " ")
        name = self.answers["name"] if kind.record is Publication else f"{MARK}: {noun}{f' {number}' if number > 1 else ''}"
        given = {**self.answers.values(), **({} if self.restates else {"source_document": None})} if kind.record is Publication else more(self.around)
        values = examples.entry(kind, key, name, self.around, given)
        self.add(kind, key if kind.identified else "", values, f"{kind.name}-{number}")
        return key

    def _key(self, kind: Kind, number: int) -> str:
        """The id of an example; for kinds without ids, the word that tells one from another."""
        if kind.identified:
            return examples.free_id(kind, number)
        keys: dict[type[Record], Callable[[], str]] = {
            Term: lambda: self.answers["abbreviation"],
            Passage: lambda: self.around.first((KIND_OF[Country].name,)),
            Synonym: self.around.first,
            Coverage: lambda: "1-10",
        }
        return keys.get(kind.record, lambda: str(number))()

    def finish(self) -> None:
        """Adds what is still needed: kinds that no strategy is without, and on the home page the first figures."""
        for kind in KINDS:
            if kind.required and not any(entry.kind is kind for entry in self.entries):
                self.example(kind)
        figures = [figure.id for figure in self.around.of(Figure)][:3]
        for at, entry in enumerate(self.entries):
            if entry.kind.record is Publication and figures:
                self.entries[at] = replace(entry, values={**entry.values, "headline_figures": figures})


MORE: dict[type[Record], Callable[[Around], Mapping[str, Any]]] = {
    CountryGroup: lambda around: {"members": [country.id for country in around.of(Country)]},
    Country: lambda around: {"served_by": around.first((KIND_OF[Office].name,))},
    Figure: lambda around: {"countries": [country.id for country in around.of(Country)][:1]},
    Indicator: lambda around: {"values": [{"value": "20", "date": str(around.of(Publication)[0].period.start)}]},
    Partnership: lambda around: {"members": [country.id for country in around.of(Country)]},
}
"""What an example shows besides what an entry must have, since it stands among other examples."""


_TURN: dict[type[Record], int] = {Office: -1, CountryGroup: 1, Passage: 2, Synonym: 2}
"""When the examples of a kind are made, if not in the order of kinds: before or after those that they are to name, or to be named by."""


OF_DOCUMENTS = (SourceDocument, Coverage)
"""What there is only where a document is restated."""


def examples_of_all(answers: Answers, *, restates: bool = True) -> Plan:
    """A strategy with an example of every kind, in the order in which one needs another; of a document, only if it `restates` one."""
    plan = Plan(answers, restates)
    for kind in sorted(KINDS, key=lambda kind: _TURN.get(kind.record, 0)):
        for number in (1, 2) if kind.record in TWICE else (1,):
            made = sum(entry.kind is kind for entry in plan.entries)
            if kind.location and kind.record not in LATER and (restates or kind.record not in OF_DOCUMENTS) and made < number:
                plan.example(kind, number, MORE.get(kind.record, lambda _: {}))
    plan.finish()
    return plan


def files(plan: Plan) -> dict[str, bytes]:
    """All files of a new strategy, by path: its content, and what stands beside it."""
    parts: dict[str, list[str]] = {}
    explained: set[Kind] = set()
    for entry in sorted(plan.entries, key=lambda entry: KINDS.index(entry.kind)):
        text = commented.text(entry.kind, entry.values) if entry.kind not in explained else commented.plain(entry.kind, entry.values)
        first = [commented.head(entry.kind, entry.values)] if entry.kind not in explained else []
        fence = ["---\n"] if entry.kind.layout == "front-matter" else []
        explained.add(entry.kind)
        parts.setdefault(entry.location, []).append("".join([*fence, *first, text]))
    content = {f"content/{location}": "\n".join(texts).encode() for location, texts in parts.items()}
    return {**content, **start_files.beside(plan.answers["name"], plan.answers["address"])}
