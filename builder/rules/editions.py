"""The rules of the list of editions (`content/editions.yml`), where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import addresses
from builder.content.load import Corpus, Entry
from builder.content.records import EditionNote, Publication, RegisterEntry
from builder.problems import Problem, suggest


def editions_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """Names are distinct, also as addresses, and the newest edition comes first."""
    seen: dict[str, str] = {}
    before = None
    for entry in corpus.of(EditionNote):
        slug = addresses.edition_slug(entry.record.name)
        if slug in seen:
            yield entry.problem(
                "duplicate-edition", f"edition '{entry.record.name}' has the same address (editions/{slug}/) as '{seen[slug]}': choose another name", "name"
            )
        seen.setdefault(slug, entry.record.name)
        if before is not None and entry.record.date > before:
            yield entry.problem("edition-order", f"edition '{entry.record.name}' is newer than the one above it: put the newest first", "date")
        before = entry.record.date


LONGEST_EDITION = 100
"""Characters of an edition's name at most: it names files and stands in addresses and citations."""


def edition_names_are_short(corpus: Corpus) -> Iterator[Problem]:
    """The name of an edition is short enough to stand in addresses."""
    own = [entry.problem("long-edition", _long(name), "edition", "name") for entry in corpus.of(Publication) if _long(name := entry.record.edition.name)]
    noted = [entry.problem("long-edition", _long(name), "name") for entry in corpus.of(EditionNote) if _long(name := entry.record.name)]
    yield from (*own, *noted)


def _long(name: str) -> str:
    """What is said of the name of an edition that is too long."""
    return f"'{name}' is longer than {LONGEST_EDITION} characters: editions have names such as '1.0'" if len(name) > LONGEST_EDITION else ""


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
                f"edition '{edition.name}' is not in editions.yml: add it there, with what changed.{suggest(edition.name, listed)}",
                "edition",
                "name",
            )
        elif listed[edition.name].record.date != edition.date:
            there = listed[edition.name].record.date.isoformat()
            yield entry.problem(
                "edition-date", f"edition '{edition.name}' is dated {edition.date.isoformat()} here and {there} in editions.yml: correct one", "edition", "date"
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
                        f"there is no '{name}', neither in the content nor in the register: name an id that is there.{suggest(name, known)}",
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
        more = f" ({len(entries)} ids have it)" if len(entries) > 1 else ""
        yield entries[0].problem("edition-unknown", f"edition '{name}' is not in editions.yml{more}.{suggest(name, listed)}", "since")


RULES = (editions_are_in_order, edition_names_are_short, edition_is_listed, ids_of_changes_exist, first_editions_are_listed)
