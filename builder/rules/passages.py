"""The rules of what profiles show by itself: sentences taken out of their text must be clear without the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.content import prose
from builder.content.corpus import Corpus, Entry
from builder.content.kinds import KIND_OF
from builder.content.marks import ProseMark
from builder.content.records import Activity, Country, CountryGroup, Figure, Partnership, Passage, Publication, Record
from builder.content.yamltree import Spot
from builder.problems import Problem
from builder.wording import Phrase

DEPENDENT = {
    "en": ("this", "these", "that", "those", "such", "one such", "another such", "it", "its", "they", "their", "them", "he", "she"),
}
"""Words with which a sentence points back at another, by language; sentences in a language that is not listed are not judged."""


def _opening(corpus: Corpus) -> re.Pattern[str] | None:
    language = next((entry.record.language for entry in corpus.of(Publication)), "")
    words = DEPENDENT.get(language.split("-")[0])
    return re.compile(rf"\W*({'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE) if words else None


def wordings_stand_alone(corpus: Corpus) -> Iterator[Problem]:
    """What is written for a profile does not begin with a word that points back at another sentence."""
    opening = _opening(corpus)
    for entry in corpus.every if opening else ():
        for loc, text in _for_profiles(entry.record):
            found = opening.match(prose.to_text(text)) if opening else None
            if found:
                yield entry.problem(
                    "not-alone",
                    Phrase("begins with '{found}', which points at a sentence that a profile does not show: name what is meant", found=found[1]),
                    *loc,
                    near=Spot(found[1]),
                )


def _for_profiles(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts that profiles show as they are: of passages, of what is said of a country in short, of figures."""
    if isinstance(record, Passage | Figure) and record.text:
        yield ("text",), record.text
    elif isinstance(record, Country):
        yield from ((("in_short", at, "text"), item.text) for at, item in enumerate(record.in_short or ()) if item and item.text)


def excerpts_stand_alone(corpus: Corpus) -> Iterator[Problem]:
    """A sentence that names a country or group, and that its profile therefore shows, is clear without the one before, or has a wording for use alone."""
    opening = _opening(corpus)
    if opening is None:
        return
    subjects = {entry.id for entry in corpus.every if entry.id and isinstance(entry.record, Country | CountryGroup)}
    passages = (entry.record for entry in corpus.every if isinstance(entry.record, Passage))
    worded = {(passage.stands_in, about) for passage in passages for about in passage.about or ()}
    shown_elsewhere = {KIND_OF[Activity], KIND_OF[Figure], KIND_OF[Country]}
    for entry in corpus.every:
        if entry.kind.evidence and entry.kind not in shown_elsewhere:
            yield from _excerpts(entry, subjects - _taking_part(entry.record), worded, opening)


def _taking_part(record: Record) -> set[str]:
    """The countries whose profiles show a process or body among their memberships, and not by its sentences."""
    return {*(record.members or ()), *(record.observers or ()), *(record.covers or ())} if isinstance(record, Partnership) else set()


def _excerpts(entry: Entry[Record], subjects: set[str], worded: set[tuple[str, str]], opening: re.Pattern[str]) -> Iterator[Problem]:
    for loc, marker, text in entry.marked:
        if not isinstance(marker, ProseMark) or marker.editorial:
            continue
        for label in prose.references(text):
            if label not in subjects or (entry.id or "", label) in worded:
                continue
            for passage in prose.passages(text, label):
                found = opening.match(passage.sentence)
                if found:
                    message = Phrase(
                        "the profile of '{label}' shows this sentence, and it begins with '{found}', which points at another: reword it, "
                        "or give it a wording for use alone in passages.yml, with 'about: [{label}]' and 'stands_in: {id}'",
                        label=label,
                        found=found[1],
                        id=entry.id,
                    )
                    yield entry.problem("not-alone", message, *loc, near=Spot(found[1]))


RULES = (wordings_stand_alone, excerpts_stand_alone)
