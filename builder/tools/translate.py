"""Brings catalogues up to date with the content, and says how far they are."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from builder.content import catalogues
from builder.content.catalogues import Catalogue, Message, State, folded
from builder.content.corpus import Corpus
from builder.content.records import Publication
from builder.content.translations import Original, originals
from builder.wording import Phrase

LIKE = 0.4
"""How much of a text must have stayed (0 to 1) to be taken for the same one, changed."""


def _name(corpus: Corpus) -> str:
    """What the head of a catalogue says that it is of."""
    return next((entry.record.short_title for entry in corpus.of(Publication)), "strategy")


def _file(corpus: Corpus, original: Original) -> str:
    """The file of a text, below the content folder."""
    return original.entry.document.path.removeprefix(f"{corpus.folder.as_posix()}/")


def template(corpus: Corpus) -> str:
    """The template of all catalogues (`.pot`): every text, and no translation."""
    messages = tuple(Message(found.context, found.text, files=(_file(corpus, found),)) for found in originals(corpus))
    return catalogues.written(Catalogue("", "", messages, catalogues.header(None, _name(corpus))))


def updated(corpus: Corpus, language: str, before: Catalogue | None) -> str:
    """The catalogue of a language, of the texts as they are now; `before` is the catalogue as it stands, if there is one.

    A text that moved keeps its translation; that of one that changed is kept as fuzzy, and that of one that is gone as obsolete.
    """
    matching = _Matching(before.messages if before else ())
    wanted = tuple(originals(corpus))
    messages = [matching.same(found) for found in wanted]
    texts = zip(wanted, messages, strict=True)
    made = [replace(message or matching.near(found), files=(_file(corpus, found),)) for found, message in texts]
    head = catalogues.header(language, _name(corpus), before.header if before else ())
    catalogue = Catalogue("", language, (*made, *matching.obsolete()), head, before.comment if before else ())
    return catalogues.written(catalogue)


class _Matching:
    """The messages of a catalogue, and which of them are still without a text of the content."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        live_last = sorted(messages, key=lambda message: not message.obsolete)
        self._left = {message.key: message for message in live_last}
        self._known: defaultdict[str, list[Message]] = defaultdict(list)
        for message in live_last:
            if message.valid:
                self._known[folded(message.text)].append(message)

    def same(self, original: Original) -> Message | None:
        """The message of a text, which may have been laid out anew."""
        found = self._left.pop(original.key, None)
        return replace(found, text=original.text, obsolete=False) if found else None

    def near(self, original: Original) -> Message:
        """A message for a new text: with the translation of the same one that was elsewhere, or, as fuzzy, of one like it; else empty."""
        new = Message(original.context, original.text)
        if found := self._moved(original) or self._restored(original):
            del self._left[found.key]
            return replace(new, translation=found.translation, comments=found.comments, flags=found.flags)
        if found := self._changed(original):
            del self._left[found.key]
            return replace(found, text=original.text, fuzzy=True, previous=found.previous or found.text, obsolete=False)
        if elsewhere := self._known.get(folded(original.text)):
            return replace(new, translation=elsewhere[0].translation, fuzzy=True)
        return new

    def _moved(self, original: Original) -> Message | None:
        found = (message for message in self._left.values() if folded(message.text) == folded(original.text))
        return next((message for message in found if message.translation and not message.fuzzy), None)

    def _restored(self, original: Original) -> Message | None:
        """A fuzzy message, where the text is again what it was."""
        found = (message for message in self._left.values() if message.fuzzy and message.context == original.context)
        return next((message for message in found if folded(message.previous) == folded(original.text)), None)

    def _changed(self, original: Original) -> Message | None:
        like = [message for message in self._left.values() if message.context == original.context and message.translation]
        ratios = [difflib.SequenceMatcher(None, message.text, original.text, autojunk=False).ratio() for message in like]
        return like[ratios.index(max(ratios))] if ratios and max(ratios) >= LIKE else None

    def obsolete(self) -> Iterator[Message]:
        """What has no text any more, and was translated."""
        for message in sorted(self._left.values(), key=lambda message: message.key):
            if message.translation:
                yield replace(message, obsolete=True, fuzzy=False, previous="", files=())


# --- how far ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """How far the translation into a language is."""

    language: str
    texts: tuple[tuple[State, Original], ...]

    def count(self, state: State) -> tuple[int, int]:
        """How many texts are in a state, and how many words they have."""
        found = [len(original.text.split()) for which, original in self.texts if which == state]
        return len(found), sum(found)

    @property
    def line(self) -> Phrase:
        """The progress in a line; the share is that of words, rounded down."""
        done, words = self.count("translated")
        total = sum(len(original.text.split()) for _, original in self.texts)
        (fuzzy, of_fuzzy), (missing, of_missing) = self.count("fuzzy"), self.count("missing")
        return Phrase(
            "{language}: {share} %: {done} of {texts} texts, {words} of {total} words; "
            "fuzzy: {fuzzy} ({of_fuzzy} words); missing: {missing} ({of_missing} words).",
            language=self.language,
            share=words * 100 // total if total else 100,
            done=Decimal(done),
            texts=Decimal(len(self.texts)),
            words=Decimal(words),
            total=Decimal(total),
            fuzzy=fuzzy,
            of_fuzzy=Decimal(of_fuzzy),
            missing=missing,
            of_missing=Decimal(of_missing),
        )

    @property
    def open(self) -> Iterator[Phrase]:
        """Each text that is still to be translated, with its file and line."""
        for state, original in self.texts:
            if state != "translated":
                said = Phrase("fuzzy") if state == "fuzzy" else Phrase("missing")
                yield Phrase.row([original.place, said, original.context, folded(original.text)], ": ")


def progress(corpus: Corpus) -> tuple[Progress, ...]:
    """How far each translation is."""
    wanted = tuple(originals(corpus))
    return tuple(Progress(found.language, tuple((found.state(text.context, text.text), text) for text in wanted)) for found in corpus.catalogues)
