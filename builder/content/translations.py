"""The content and its translations: which texts are translated, and the content in the words of a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from builder.content import load, prose
from builder.content.catalogues import Catalogue, folded
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import Path, Rewording, is_prose, reworded
from builder.content.indicators import Indicator
from builder.content.kinds import KIND_NAMED
from builder.content.name_order import NameOrder
from builder.content.origin import Origin, Untranslated
from builder.content.records import Part, Publication, Quantity, Record, RegisterEntry, Units
from builder.content.tongues import on_one_line, quotations
from builder.wording import Foreign, Form, Kept, Quoting

__all__ = ["Original", "originals", "translated"]

R = TypeVar("R", bound=Record)
STRATEGY = KIND_NAMED["strategy"].name


@dataclass(frozen=True, eq=False)
class Original:
    """A text of the content that is translated."""

    context: str
    """Which entry has it in which field, as catalogues say it: 'TO1/title'."""
    text: str
    entry: Entry[Record]
    path: Path
    """Where in the entry it stands."""

    @property
    def key(self) -> tuple[str, str]:
        """By what its message is looked up."""
        return self.context, folded(self.text)

    @property
    def prose(self) -> bool:
        """Whether it is CommonMark."""
        part: object = self.entry.record
        for step in self.path[:-1]:
            part = part[step] if isinstance(part, tuple | dict) else getattr(part, str(step))  # type: ignore[index]
        holder = part if isinstance(part, Part) else self.entry.record
        name = next(str(step) for step in reversed(self.path) if isinstance(step, str))
        return is_prose(type(holder), name)

    @property
    def plain(self) -> str:
        """The text without markup."""
        return prose.to_text(self.text) if self.prose else self.text

    @property
    def place(self) -> str:
        """Its file and line, as problems show them."""
        return f"{self.entry.document.path}:{self.entry.document.mark((*self.entry.loc, *self.path))[0]}"


def context(entry: Entry[Record], path: Path, of: str = "") -> str:
    """Which text is meant: an id (or a kind, where entries have none) and the field; without the numbers of lists, so that moves within them change nothing."""
    if of:
        return f"{STRATEGY}/{of}"
    owner = STRATEGY if isinstance(entry.record, Publication) else entry.id or entry.kind.name
    return f"{owner}/{'.'.join(step for step in path if isinstance(step, str))}"


def originals(corpus: Corpus) -> Iterator[Original]:
    """The texts of the content that are translated, each once, in the order of entries and fields."""
    seen = set()
    for entry in corpus.entries:
        for path, text, of in entry.words:
            found = Original(context(entry, path, of), text, entry, path)
            if found.key not in seen:
                seen.add(found.key)
                yield found


def translated(corpus: Corpus, catalogue: Catalogue) -> Corpus:
    """The content in the words of a catalogue, at the same places; what has no valid translation stays as it is."""
    owners = {id(entry.record): entry for entry in corpus.entries}
    made: dict[int, Record] = {}
    source, localization = corpus.localization, corpus.localization_in(catalogue.language)
    original = Foreign("", source.language, "" if source.direction == localization.direction else source.direction)

    by_id = {entry.id: entry.record for entry in corpus.entries if entry.id}
    order = NameOrder(by_id, lambda name: translate(by_id[name]).title_text, source.collation, localization.collation)

    def translate(record: R) -> R:
        if id(record) not in made:
            entry = owners[id(record)]
            how = Rewording(
                lambda path, text, of: _said(catalogue, context(entry, path, of), text, original, localization.cases),
                translate,
                lambda text: Kept(text, original.language, original.direction),
            )
            made[id(record)] = order.lists(record, reworded(record, how))
        return cast("R", made[id(record)])

    entries = [
        replace(entry, record=_in(catalogue.language, translate(entry.record)), original=entry.record)
        for entry in corpus.entries
        if isinstance(entry.record, Publication)
    ]
    units = load.units(entries, localization)
    entries += [
        replace(entry, record=_measured(translate(entry.record), units), original=entry.record)
        for entry in corpus.entries
        if not isinstance(entry.record, Publication)
    ]
    _register(entries)
    order.entries(entries)
    origin = Origin(source.language, *_progress(corpus, catalogue, original))
    return replace(corpus, entries=tuple(entries), localization=localization, origin=origin)


def _register(entries: list[Entry[Record]]) -> None:
    """Gives published ids that are current the translated titles of their entries."""
    titles = {entry.id: entry.record.title_text for entry in entries if entry.id}
    for at, entry in enumerate(entries):
        if isinstance(entry.record, RegisterEntry) and entry.record.id in titles:
            entries[at] = replace(entry, record=entry.record.model_copy(update={"title": titles[entry.record.id]}))


def _progress(corpus: Corpus, catalogue: Catalogue, original: Foreign) -> tuple[int, tuple[Untranslated, ...]]:
    """How many texts there are, and those without a valid translation."""
    states = [(found, catalogue.state(found.context, found.text)) for found in originals(corpus)]
    left = (Untranslated(found.entry.id or "", original.like(found.plain), state == "fuzzy") for found, state in states if state != "translated")
    return len(states), tuple(left)


INFLECTED = re.compile(r"/(name|inline_name|called\..+)$")
"""The contexts of names that sentences need in several cases, which a translation may give, with commas between."""


def forms(context: str, translation: str, cases: Sequence[str]) -> tuple[str, ...]:
    """A translation in each of the cases of its language, where it gives them; else by itself."""
    found = Form.read(translation, cases) if INFLECTED.search(context) else None
    return tuple(found.cases.values()) if found and found.cases else (translation,)


def _said(catalogue: Catalogue, context: str, text: str, original: Foreign, cases: Sequence[str]) -> str:
    """The translation of a text, in one line where the text is in one; a name in its cases; without one, the text in its own language."""
    found = catalogue.translation(context, text)
    if found is None:
        return original.like(text)
    if INFLECTED.search(context):
        return Form.read(on_one_line(found), cases)
    said = prose.with_anchors_of(found, text) if "\n" in text else on_one_line(found)
    quoted = quotations(text, found)
    return Quoting(said, original.language, quoted, original.direction) if quoted else said


def _in(language: str, publication: Record) -> Record:
    return publication.model_copy(update={"language": language})


def _measured(record: Record, units: Units) -> Record:
    """The record, whose quantities know their units by the names that these have in the translation."""
    for part in (record, *(getattr(record, name) for name in type(record).model_fields)):
        if isinstance(part, Quantity | Indicator):
            part.model_post_init(units)
    return record
