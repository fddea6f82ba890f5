"""The rules of the list of editions (`content/editions.yml`), where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import addresses
from builder.content.corpus import Corpus, Entry
from builder.content.records import EditionNote, Publication, RegisterEntry
from builder.problems import Problem, suggest
from builder.wording import Phrase


def editions_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """Names are distinct, also as addresses, and the newest edition comes first."""
    seen: dict[str, str] = {}
    before = None
    for entry in corpus.of(EditionNote):
        slug = addresses.edition_slug(entry.record.name)
        if slug in seen:
            yield entry.problem(
                "duplicate-edition",
                Phrase(
                    "edition '{name}' has the same address (editions/{slug}/) as '{seen}': choose another name",
                    name=entry.record.name,
                    slug=slug,
                    seen=seen[slug],
                ),
                "name",
            )
        seen.setdefault(slug, entry.record.name)
        if before is not None and entry.record.date > before:
            yield entry.problem(
                "edition-order", Phrase("edition '{name}' is newer than the one above it: put the newest first", name=entry.record.name), "date"
            )
        before = entry.record.date


LONGEST_EDITION = 100
"""Characters of an edition's name at most: it names files and stands in addresses and citations."""


def edition_names_are_short(corpus: Corpus) -> Iterator[Problem]:
    """The name of an edition is short enough to stand in addresses."""
    for own in corpus.of(Publication):
        if fault := _long(own.record.edition.name):
            yield own.problem("long-edition", fault, "edition", "name")
    for noted in corpus.of(EditionNote):
        if fault := _long(noted.record.name):
            yield noted.problem("long-edition", fault, "name")


def _long(name: str) -> Phrase | None:
    """What is said of the name of an edition that is too long."""
    if len(name) <= LONGEST_EDITION:
        return None
    return Phrase("'{name}' is longer than {most} characters: editions have names such as '1.0'", name=name, most=LONGEST_EDITION)


def edition_is_listed(corpus: Corpus) -> Iterator[Problem]:
    """Where editions are listed, the one that `strategy.yml` names is among them, with the same date."""
    listed = {entry.record.name: entry for entry in corpus.of(EditionNote)}
    for entry in corpus.of(Publication):
        edition = entry.record.edition
        if not listed or corpus.may_lack(EditionNote):
            continue
        if edition.name not in listed:
            yield entry.problem(
                "edition-unknown",
                Phrase("edition '{name}' is not in editions.yml: add it there, with what changed.", name=edition.name) + suggest(edition.name, listed),
                "edition",
                "name",
            )
        elif listed[edition.name].record.date != edition.date:
            there = listed[edition.name].record.date.isoformat()
            yield entry.problem(
                "edition-date",
                Phrase(
                    "edition '{name}' is dated {date} here and {there} in editions.yml: correct one",
                    name=edition.name,
                    date=edition.date.isoformat(),
                    there=there,
                ),
                "edition",
                "date",
            )


def ids_of_changes_exist(corpus: Corpus) -> Iterator[Problem]:
    """The ids that changes name are in the content or in the register."""
    known = {entry.id for entry in corpus.every if entry.id} | {entry.record.id for entry in corpus.of(RegisterEntry)}
    for entry in corpus.of(EditionNote):
        for at, change in enumerate(entry.record.changes):
            for number, name in enumerate(change.ids):
                if name not in known and not corpus.may_hold(name):
                    yield entry.problem(
                        "unknown-reference",
                        Phrase("there is no '{name}', neither in the content nor in the register: name an id that is there.", name=name) + suggest(name, known),
                        "changes",
                        at,
                        "ids",
                        number,
                    )


def first_editions_are_listed(corpus: Corpus) -> Iterator[Problem]:
    """The register names only editions that are listed; each that is not is reported once."""
    listed = {entry.record.name for entry in corpus.of(EditionNote)}
    if not listed or corpus.may_lack(EditionNote):
        return
    unknown: dict[str, list[Entry[RegisterEntry]]] = {}
    for entry in corpus.of(RegisterEntry):
        if entry.record.since not in listed:
            unknown.setdefault(entry.record.since, []).append(entry)
    for name, entries in unknown.items():
        more = Phrase(" ({count} ids have it)", count=len(entries)) if len(entries) > 1 else ""
        yield entries[0].problem(
            "edition-unknown", Phrase("edition '{name}' is not in editions.yml{more}.", name=name, more=more) + suggest(name, listed), "since"
        )


RULES = (editions_are_in_order, edition_names_are_short, edition_is_listed, ids_of_changes_exist, first_editions_are_listed)
