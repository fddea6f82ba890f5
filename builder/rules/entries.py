"""The rules of entries: ids, references, prose, lists, names.

What one record alone can tell is checked by its class in `records`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.content import prose
from builder.content.corpus import Corpus, Entry
from builder.content.kind_phrases import any_of, either, noun, one
from builder.content.kinds import KINDS
from builder.content.marks import ProseMark, Ref
from builder.content.records import (
    Area,
    Country,
    Figure,
    FigureGroup,
    Instrument,
    Objective,
    Partnership,
    Publication,
    Record,
    RegisterEntry,
    Synonym,
    Term,
)
from builder.problems import NOTHING, Problem, suggest
from builder.rules import prose_faults
from builder.wording import Phrase


def _ids(corpus: Corpus) -> dict[str, Entry[Record]]:
    return {entry.id: entry for entry in reversed(corpus.every) if entry.id}


def _place(entry: Entry[Record]) -> str:
    line, _ = entry.document.mark((*entry.loc, "id"))
    return f"{entry.document.path}:{line}"


def ids_are_unique(corpus: Corpus) -> Iterator[Problem]:
    """No two entries have the same id."""
    first = _ids(corpus)
    for entry in corpus.every:
        if entry.id and first[entry.id] is not entry:
            yield entry.problem("duplicate-id", Phrase("the id '{id}' is taken by {place}: choose another", id=entry.id, place=_place(first[entry.id])), "id")


def references_resolve(corpus: Corpus) -> Iterator[Problem]:
    """Ids in reference fields exist and are of the right kind; nothing refers to itself."""
    ids = _ids(corpus)
    for entry in corpus.every:
        for loc, marker, value in entry.marked:
            if not isinstance(marker, Ref):
                continue
            target = ids.get(value)
            if target is None and corpus.may_hold(value, marker.kinds):
                continue
            if target is None:
                candidates = [i for i, e in ids.items() if not marker.kinds or e.kind.name in marker.kinds]
                yield entry.problem(
                    "unknown-reference",
                    Phrase("there is no {what} '{value}'.", what=either(marker.kinds), value=value) + (_became(corpus, value) or suggest(value, candidates)),
                    *loc,
                )
            elif marker.kinds and target.kind.name not in marker.kinds:
                yield entry.problem(
                    "wrong-kind",
                    Phrase(
                        "'{value}' is {kind}; here stands the id of {wanted}", value=value, kind=one(noun(target.kind.name)), wanted=one(either(marker.kinds))
                    ),
                    *loc,
                )
            elif target is entry:
                yield entry.problem("self-reference", Phrase("'{value}' refers to itself: remove it", value=value), *loc)


def _became(corpus: Corpus, name: str) -> Phrase:
    """What the register says became of an id that no entry has, if it says anything."""
    entry = next((entry.record for entry in corpus.of(RegisterEntry) if entry.record.id == name), None)
    if entry is None:
        return NOTHING
    if entry.status == "current":
        return Phrase(" It was published and is gone from the content: bring it back, or take this reference out.")
    if entry.to:
        return Phrase(" It was renamed: write '{id}'.", id=entry.to)
    if entry.into:
        return Phrase(" It was split: write {ids}.", ids=any_of(entry.into))
    return Phrase(" It was withdrawn on {date}: {reason}.", date=entry.date, reason=entry.reason)


def prose_is_sound(corpus: Corpus) -> Iterator[Problem]:
    """Prose uses only what pages and briefs can show, and its reference links lead to an entry."""
    ids = _ids(corpus)
    for entry in corpus.every:
        for loc, marker, text in entry.marked:
            if not isinstance(marker, ProseMark):
                continue
            for fault in prose_faults.faults(text):
                yield entry.problem(fault.code, fault.message, *loc, near=fault.spot)
            anchors = set(ids)
            for heading in prose_faults.headings(text):
                if heading.anchor.upper() in anchors:
                    message = Phrase(
                        "the heading '{words}' makes the anchor '{anchor}', which is taken: reword one", words=heading.words, anchor=heading.anchor
                    )
                    yield entry.problem("heading-taken", message, *loc, near=heading.spot)
                anchors.add(heading.anchor.upper())
            for label in prose_faults.labels(text):
                if label.id not in ids and not corpus.may_hold(label.id):
                    hint = _became(corpus, label.id) or suggest(label.id, ids) + Phrase(" Write '\\[' for a literal bracket")
                    message = Phrase("the link label '{id}' is not an id.", id=label.id) + hint
                    yield entry.problem("unresolved-link", message, *loc, near=label.spot)


def lists_repeat_nothing(corpus: Corpus) -> Iterator[Problem]:
    """A list of references names each id once."""
    for entry in corpus.every:
        seen: set[tuple[str, str]] = set()
        for loc, marker, value in entry.marked:
            if isinstance(marker, Ref) and isinstance(loc[-1], int):
                key = (str(loc[:-1]), value)
                if key in seen:
                    yield entry.problem("repeated-reference", Phrase("'{value}' is listed twice: remove one", value=value), *loc)
                seen.add(key)


def tiles_are_distinct(corpus: Corpus) -> Iterator[Problem]:
    """No two countries stand on the same tile of the map."""
    taken: dict[tuple[int, int], str] = {}
    for entry in corpus.every:
        country = entry.record
        if not isinstance(country, Country) or country.tile is None or None in (country.tile.row, country.tile.column):
            continue
        tile = (country.tile.row, country.tile.column)
        if tile in taken:
            yield entry.problem(
                "tile-taken",
                Phrase("row {row}, column {column} of the tile map is taken by {taken}: choose another", row=tile[0], column=tile[1], taken=taken[tile]),
                "tile",
            )
        taken.setdefault(tile, country.name)


LONGEST_SLUG = 100
"""Characters of a file name without its ending at most; what is published adds some, and file systems end at 255 bytes."""


def file_names_are_slugs(corpus: Corpus) -> Iterator[Problem]:
    """File names become addresses, so they are plain lower-case words, and not too many."""
    for entry in corpus.every:
        if "*" in entry.kind.location and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug):
            yield entry.document.problem(
                (), "bad-file-name", Phrase("the file name '{slug}' becomes part of an address: use a–z, 0–9 and single hyphens", slug=entry.slug)
            )
        elif "*" in entry.kind.location and len(entry.slug) > LONGEST_SLUG:
            message = Phrase(
                "the file name '{slug}' is longer than {most} characters: it becomes part of addresses and file names, so shorten it",
                slug=entry.slug,
                most=LONGEST_SLUG,
            )
            yield entry.document.problem((), "bad-file-name", message)
        elif "*" in entry.kind.location and entry.slug == "index":
            yield entry.document.problem((), "bad-file-name", Phrase("the file name 'index' is kept for the overview page: choose another"))


def terms_are_unique(corpus: Corpus) -> Iterator[Problem]:
    """No term is explained twice, and no two have the same anchor."""
    seen: dict[str, Entry[Term]] = {}
    for entry in corpus.of(Term):
        first = seen.setdefault(prose.slug(entry.record.term), entry)
        if first is not entry:
            line, _ = first.document.mark((*first.loc, "term"))
            message = Phrase("'{term}' is explained on line {line} already: keep one", term=entry.record.term, line=line)
            if first.record.term != entry.record.term:
                message = Phrase(
                    "'{term}' and '{other}' on line {line} share an anchor: reword one", term=entry.record.term, other=first.record.term, line=line
                )
            yield entry.problem("duplicate-term", message, "term")


def searched_words_are_unique(corpus: Corpus) -> Iterator[Problem]:
    """No word or phrase that people search for is listed twice, so that it is plain where it leads."""
    seen: dict[str, tuple[int, int]] = {}
    for entry in corpus.of(Synonym):
        for index, words in enumerate(entry.record.words or ()):
            spot = entry.document.mark((*entry.loc, "words", index))
            if words and seen.setdefault(words.casefold(), spot) != spot:
                yield entry.problem(
                    "repeated-word", Phrase("'{words}' is listed on line {line} already: keep one", words=words, line=seen[words.casefold()][0]), "words", index
                )


def sorts_are_listed(corpus: Corpus) -> Iterator[Problem]:
    """Processes, bodies and instruments are of a sort that the strategy lists."""
    for publication in corpus.of(Publication):
        sorts = ((Partnership, publication.record.partnership_sorts), (Instrument, publication.record.instrument_sorts))
        for cls, listed in sorts:
            allowed = [sort.name for sort in listed]
            for entry in corpus.every:
                if isinstance(entry.record, cls) and entry.record.kind not in (None, *allowed):
                    what = Phrase("'kind' cannot be '{kind}'.", kind=entry.record.kind) + suggest(entry.record.kind, allowed)
                    names = ", ".join(allowed) or Phrase("none")
                    yield entry.problem("not-allowed", what + Phrase(" Allowed, as strategy.yml lists them: {names}.", names=names), "kind")


def groups_are_used(corpus: Corpus) -> Iterator[Problem]:
    """Every group of figures and every area holds something, so that no empty heading is published."""
    used = {entry.record.group for entry in corpus.of(Figure)} | {entry.record.area for entry in corpus.of(Objective)}
    groups: tuple[tuple[type[Record], type[Record]], ...] = ((FigureGroup, Figure), (Area, Objective))
    for group, members in groups:
        for entry in corpus.of(group) if not corpus.may_lack(members) else ():
            if entry.id not in used:
                yield entry.problem("empty-group", Phrase("nothing belongs to '{id}': remove it, or use it", id=entry.id), "id")


def kinds_are_called(corpus: Corpus) -> Iterator[Problem]:
    """A strategy has words of its own only for kinds of entries that there are."""
    known = [kind.name for kind in KINDS if kind.called is not None]
    for publication in corpus.of(Publication):
        for name in publication.record.called:
            if name not in known:
                kinds = Phrase(" Kinds: {kinds}.", kinds=", ".join(known))
                message = Phrase("there is no kind '{name}' that pages name.", name=name) + (suggest(name, known) or kinds)
                yield publication.document.problem((*publication.loc, "called", name), "unknown-kind", message, key=True)


RULES = (
    ids_are_unique,
    references_resolve,
    prose_is_sound,
    lists_repeat_nothing,
    tiles_are_distinct,
    file_names_are_slugs,
    terms_are_unique,
    searched_words_are_unique,
    groups_are_used,
    sorts_are_listed,
    kinds_are_called,
)
