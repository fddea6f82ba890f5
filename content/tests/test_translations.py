"""The Russian edition is complete, and the strategy links in it as it does in English."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import snowballstemmer

from builder.content import catalogues, load
from builder.content.translations import translated
from builder.model import strategy
from builder.tools import translate
from tests.stems import stems

CONTENT = Path(__file__).resolve().parent.parent


def test_the_russian_edition_is_complete() -> None:
    corpus, problems = load.load(CONTENT)
    assert problems == []
    assert {found.language: list(found.open) for found in translate.progress(corpus)} == {"ru": []}


def test_the_catalogue_is_as_it_is_written() -> None:
    corpus, _ = load.load(CONTENT)
    (catalogue,) = corpus.catalogues
    text = (CONTENT / catalogues.FOLDER / "ru.po").read_text("utf-8")
    assert translate.updated(corpus, "ru", catalogue) == text
    assert {(entry.msgctxt, entry.msgid) for entry in polib.pofile(text)} == {(message.context, message.text) for message in catalogue.messages}


def test_the_strategy_links_in_russian() -> None:
    corpus, _ = load.load(CONTENT)
    model, original = strategy.link(translated(corpus, corpus.catalogues[0])), strategy.link(corpus)
    assert model.by_id.keys() == original.by_id.keys()
    titles = [(node.title, original.by_id[node.id].title) for node in model.nodes if node.id and not node.kind.about_entries]
    same = {title for title, other in titles if title == other}
    assert all(title.isupper() or not any(map(str.isalpha, title)) or len(title.split()) == 1 for title in same), same


def test_the_search_knows_the_stems_of_all_words() -> None:
    text = " ".join(entry.msgstr for entry in polib.pofile((CONTENT / catalogues.FOLDER / "ru.po").read_text("utf-8")))
    words = sorted({word.lower() for word in re.findall("[А-Яа-яЁё]+", text)})
    assert len(words) > 3000
    snowball = snowballstemmer.stemmer("russian")
    assert {word: stem for word, stem in stems("ru", words).items() if stem != snowball.stemWord(word)} == {}
