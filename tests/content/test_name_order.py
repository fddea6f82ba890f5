"""Lists of names in a translation: what is in alphabetical order in the content is so there too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builder import reading
from builder.content import records
from builder.content.catalogues import Catalogue, Message
from builder.content.corpus import Corpus
from builder.content.translations import translated

COUNTRIES = {
    "Aldmark": "Шальдмарк", "Brenholm": "Бренхольм", "Corvia": "Корвия", "Dunmere": "Данмер", "Golna": "Голна", "Havenreach": "Авенрич", "Iskar": "Искар",
}  # fmt: skip


def in_russian(corpus: Corpus) -> Corpus:
    contexts = {entry.record.name: f"{entry.id}/name" for entry in corpus.of(records.Country)}
    return translated(corpus, Catalogue("ru.po", "ru", tuple(Message(contexts[name], name, said) for name, said in COUNTRIES.items())))


def with_members(corpus: Corpus, members: tuple[str, ...]) -> Corpus:
    """A strategy whose northern group has these members."""
    entries = (replace(entry, record=entry.record.model_copy(update={"members": members})) if entry.id == "G-NORTH" else entry for entry in corpus.entries)
    return replace(corpus, entries=tuple(entries))


def members(corpus: Corpus) -> tuple[str, ...]:
    return next(entry.record.members for entry in corpus.of(records.CountryGroup) if entry.id == "G-NORTH")


def test_members_in_alphabetical_order_are_so_in_a_translation(coast_content: Path) -> None:
    corpus = reading.corpus(coast_content)
    assert members(corpus) == ("ALD", "BRE", "COR", "DUN")
    assert members(in_russian(corpus)) == ("BRE", "DUN", "COR", "ALD")


def test_members_in_another_order_stay(coast_content: Path) -> None:
    corpus = reading.corpus(coast_content)
    for meant in (("COR", "ALD", "BRE"), ("ALD", "BRE")):
        assert members(in_russian(with_members(corpus, meant))) == meant


def test_a_member_may_stand_by_its_short_name(coast_content: Path) -> None:
    corpus = reading.corpus(coast_content)
    named = tuple(
        replace(entry, record=entry.record.model_copy(update={"short_name": "Bold Dunmere"})) if entry.id == "DUN" else entry for entry in corpus.entries
    )
    assert members(in_russian(with_members(replace(corpus, entries=named), ("ALD", "DUN", "COR")))) == ("DUN", "COR", "ALD")


def test_countries_stand_by_their_translated_names(coast_content: Path) -> None:
    found = [entry.record.name for entry in in_russian(reading.corpus(coast_content)).of(records.Country)]
    assert [name for name in found if name in COUNTRIES.values()] == sorted(COUNTRIES.values())
