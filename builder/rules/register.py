"""The rules of the register: a published id never silently vanishes, changes its kind or comes to mean something else.

Every problem says what to write instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import other_names
from builder.content.kind_phrases import noun, one, words
from builder.content.kinds import KINDS
from builder.content.records import STATUSES, EditionNote, Record, RegisterEntry
from builder.problems import NOTHING, Problem, suggest
from builder.wording import Phrase

RESERVED = ("id/", "editions/", "api/", "data/", "assets/", "briefs/", "search/", "share/", "downloads/")
"""Folders of the site that hold no pages of content."""
SAME = 0.5
"""How alike (0 to 1) an old and a new title must be for an id to be taken as the same thing reworded."""


def _entries(corpus: Corpus) -> dict[str, Entry[Record]]:
    """The entries by id; of those with a mistake, only the id is sure to be right."""
    return {entry.id: entry for entry in reversed(corpus.every) if entry.id}


def _register(corpus: Corpus) -> dict[str, Entry[RegisterEntry]]:
    return {entry.record.id: entry for entry in reversed(corpus.of(RegisterEntry))}


def _where(entry: Entry[Record]) -> str:
    return f"{entry.document.path}:{entry.document.mark((*entry.loc, 'id'))[0]}"


def published_editions_have_a_register(corpus: Corpus) -> Iterator[Problem]:
    """Where editions are listed, ids were published: without the register nothing would keep them."""
    editions = corpus.of(EditionNote)
    if editions and not corpus.of(RegisterEntry) and not corpus.may_lack(RegisterEntry):
        yield editions[0].problem(
            "no-register",
            Phrase("editions are published, and there is no registry.yml to keep their ids: restore it; if there never was one, run 'builder ids'"),
        )


def entries_are_unique(corpus: Corpus) -> Iterator[Problem]:
    """No id stands in the register twice."""
    first = _register(corpus)
    for entry in corpus.of(RegisterEntry):
        if first[entry.record.id] is not entry:
            yield entry.problem(
                "registry-duplicate",
                Phrase(
                    "'{id}' stands in the register on line {line} already: keep one",
                    id=entry.record.id,
                    line=_where(first[entry.record.id]).rpartition(":")[2],
                ),
                "id",
            )


def published_ids_remain(corpus: Corpus) -> Iterator[Problem]:
    """A published id that is current is in the content; one that is not, is not."""
    entries, register = _entries(corpus), _register(corpus)
    for name, entry in register.items():
        current = entries.get(name)
        if entry.record.status == "current" and current is None:
            if corpus.may_hold(name, (entry.record.kind,)):
                continue
            yield entry.problem(
                "id-vanished",
                Phrase(
                    "'{name}' was published and is gone from the content: bring it back, or write {ending}", name=name, ending=_ending(entry, entries, register)
                ),
                "id",
            )
        elif entry.record.status != "current" and current is not None:
            yield current.problem(
                "id-reused",
                Phrase(
                    "'{name}' was published for '{title}' and is {status} ({where}): give this entry another id",
                    name=name,
                    title=entry.record.title,
                    status=STATUSES[entry.record.status],
                    where=_where(entry),
                )
                + (Phrase("; the {kind} is '{to}' now", kind=words(noun(entry.record.kind)), to=entry.record.to) if entry.record.to else NOTHING),
                "id",
            )


def _ending(entry: Entry[RegisterEntry], entries: dict[str, Entry[Record]], register: dict[str, Entry[RegisterEntry]]) -> str:
    """What to write about an id that is gone; names the new id if one of the same kind and title has come up."""
    new = [other for name, other in entries.items() if name not in register and other.kind.name == entry.record.kind]
    near = sorted(((_likeness(entry.record.title, other.record.title_text or ""), other.id) for other in new), reverse=True)
    target = str(near[0][1]) if near and near[0][0] >= SAME else "…"
    return Phrase(
        "here 'status: renamed' with 'to: {target}', 'status: split' with 'into: […]', or 'status: withdrawn' with 'reason: …' and 'date: …'", target=target
    )


def alike(old: str, new: str) -> bool:
    """Whether two titles may be of the same thing, reworded."""
    return _likeness(old, new) >= SAME


def _likeness(old: str, new: str) -> float:
    return difflib.SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio()


def published_ids_keep_their_meaning(corpus: Corpus) -> Iterator[Problem]:
    """A published id stays what it was: the same kind of entry, and not something else under the same id."""
    register = _register(corpus)
    entries = {entry.id: entry for entry in reversed(corpus.entries) if entry.id}
    taken = {  # titles of entries whose id is new, or was published for something else
        (entry.kind.name, entry.record.title_text): name
        for name, entry in entries.items()
        if name not in register or register[name].record.title != entry.record.title_text
    }
    for name, entry in register.items():
        current, old = entries.get(name), entry.record
        if current is None or old.status != "current":
            continue
        if current.kind.name != old.kind:
            yield current.problem(
                "id-kind-changed",
                Phrase(
                    "'{name}' was published as {before} ('{title}', {where}) and is {kind} here: "
                    "give this entry another id, and say in the register what became of the old one",
                    name=name,
                    before=one(noun(old.kind)),
                    title=old.title,
                    where=_where(entry),
                    kind=one(noun(current.kind.name)),
                ),
                "id",
            )
            continue
        new = current.record.title_text
        if old.title in (new, *other_names(current.record)):
            continue
        moved = taken.get((old.kind, old.title))
        if moved:
            yield current.problem(
                "id-reused",
                Phrase(
                    "'{name}' was published for '{title}', which has the id '{moved}' here, and now stands for '{new}': "
                    "give '{title}' its id '{name}' back, and '{new}' a new one",
                    name=name,
                    title=old.title,
                    moved=moved,
                    new=new,
                ),
                "id",
            )
        elif not alike(old.title, new):
            yield current.problem(
                "id-reused",
                Phrase(
                    "'{name}' was published for '{title}' and now stands for '{new}': give it another id if it is something else; "
                    "if it is the same thing reworded, write 'title: {new}' in {where}",
                    name=name,
                    title=old.title,
                    new=new,
                    where=_where(entry),
                ),
                "id",
            )


def successors_exist(corpus: Corpus) -> Iterator[Problem]:
    """Renamed and split ids lead to ids that exist, and never in a circle."""
    entries, register = _entries(corpus), _register(corpus)
    known = {*entries, *register}
    for name, entry in register.items():
        for loc, target in [(("to",), entry.record.to), *((("into", at), other) for at, other in enumerate(entry.record.into))]:
            if target and target not in known and not corpus.may_hold(target):
                yield entry.problem(
                    "unknown-successor",
                    Phrase("there is no '{target}', neither in the content nor in the register: name an id that is there.", target=target)
                    + suggest(target, known),
                    *loc,
                )
        seen, at = [name], entry.record.to
        while at in register and register[at].record.to and at not in seen:
            seen.append(at)
            at = register[at].record.to
        if at in seen:
            yield entry.problem(
                "successor-circle",
                Phrase("'{name}' is renamed in a circle ({way}): one of them must be current, split or withdrawn", name=name, way=" → ".join([*seen, str(at)])),
                "to",
            )


def kinds_are_known(corpus: Corpus) -> Iterator[Problem]:
    """The register names only kinds that there are."""
    names = {kind.name for kind in KINDS if kind.own_id}
    for entry in corpus.of(RegisterEntry):
        if entry.record.kind not in names:
            yield entry.problem("unknown-kind", Phrase("'{kind}' is no kind of content.", kind=entry.record.kind) + suggest(entry.record.kind, names), "kind")


def former_addresses_are_free(corpus: Corpus) -> Iterator[Problem]:
    """A page's former address has not been taken by the page of something else, so it can keep leading to the old one."""
    pages = {path: entry for entry in corpus.entries if "#" not in (path := entry.address) and entry.id}
    entries = _entries(corpus)
    for name, entry in _register(corpus).items():
        for loc, address in [(("at",), entry.record.at), *((("formerly_at", at), other) for at, other in enumerate(entry.record.formerly_at))]:
            taker = pages.get(address)
            if address.startswith(RESERVED):
                yield entry.problem(
                    "reserved-address", Phrase("no page of content was ever at /{address}: 'builder ids' writes the right address", address=address), *loc
                )
            if taker is not None and taker.id not in (name, entry.record.to, *entry.record.into) and (name in entries or entry.record.status != "current"):
                yield entry.problem(
                    "address-taken",
                    Phrase(
                        "/{address} was the address of '{name}' and now is that of '{id}' ({path}): give that file another name",
                        address=address,
                        name=name,
                        id=taker.id,
                        path=taker.document.path,
                    ),
                    *loc,
                )


RULES = (
    published_editions_have_a_register,
    entries_are_unique,
    kinds_are_known,
    published_ids_remain,
    published_ids_keep_their_meaning,
    successors_exist,
    former_addresses_are_free,
)
