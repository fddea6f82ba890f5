"""Which texts are translated, and the content in the words of a catalogue."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from builder import rules
from builder.content import fields, indicators, load, look, prose, records, tongues
from builder.content.catalogues import Catalogue, Message
from builder.content.corpus import Corpus
from builder.content.fieldroles import inner_records, translates, words
from builder.content.records import Part
from builder.content.translations import originals, translated
from builder.model import strategy
from builder.print import print_prose
from builder.wording import Quoting
from tests.conftest import SMALL

KEPT = """
Activity.code Address.lines Area.code Citation.section Country.also_known_as Edition.name EditionNote.name
Editor.family Editor.given AddedName.name GlobalPoint.code Goal.code Objective.code Partnership.also_known_as Principle.code
Marked.code Picture.file Indicator.code DatedValue.date Measurement.date Type.text Type.titles
RegisterEntry.kind RegisterEntry.since StrategicObjective.code Coded.code Synonym.words Country.names_avoided
"""
"""The texts that are the same in every language, or that readers of a translation do not see."""
FORMS = {"Email", "Phone", "WebAddress", "Contact", "Feedback", "Isbn"}


def _lines(annotation: Any) -> bool:
    """Whether a type is a line of text that has no form of its own."""
    own = [getattr(item, "func", None) for item in getattr(annotation, "__metadata__", ())]
    if fields._line in own and not {fields._email, fields._phone, fields._web_address, fields._contact, fields._feedback, fields._isbn} & set(own):
        return True
    return any(_lines(arg) for arg in getattr(annotation, "__args__", ()))


def test_every_text_is_translated_or_known_to_be_kept() -> None:
    classes = [cls for module in (records, indicators, look) for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, Part)]
    kept = set()
    for cls in classes:
        for name, info in cls.model_fields.items():
            whole = type("Field", (), {"__metadata__": tuple(info.metadata), "__args__": (info.annotation,)})()
            if _lines(whole) and not translates(cls, name):
                kept.add(f"{cls.__name__}.{name}")
    assert kept == set(KEPT.split())


def small() -> Corpus:
    found, problems = load.load(SMALL / "content")
    assert problems == []
    return found


def shouted(content: Corpus) -> Catalogue:
    """A translation in which words are in capitals."""
    small_words = re.compile(r"(?<![\[\w/.])[a-z]+(?![\]\w/.:])")
    messages = (
        Message(found.context, found.text, small_words.sub(lambda word: word[0].upper(), found.text)) for found in originals(content) if "//" not in found.text
    )
    return Catalogue("de.po", "de", tuple(messages))


def test_contexts_have_no_numbers_and_texts_come_once() -> None:
    found = list(originals(small()))
    assert len({original.key for original in found}) == len(found)
    contexts = {original.context for original in found}
    assert {"strategy/title", "AIM1/lists.items.text", "AIM1-WEIR/title", "term/expansion", "strategy/called.goal.one", "strategy/units.name"} <= contexts
    assert not [context for context in contexts if re.search(r"\.\d|section|codes", context)]
    where = {original.context: original.place for original in found}
    assert where["AIM1/title"].endswith("objectives/clean-water.yml:3")
    assert {original.prose for original in found if original.context in ("AIM1/lists.items.text", "strategy/about")} == {True}
    assert not any(original.prose for original in found if original.context in ("AIM1/title", "strategy/called.goal.one"))


def test_ids_codes_addresses_and_figures_are_not_translated() -> None:
    for entry in small().entries:
        for path, text, _ in words(entry.record):
            assert any(map(str.isalpha, text))
            assert {"id", "code", "telephone", "email", "address", "section", "lines", "names_avoided", "also_known_as"}.isdisjoint(path)


def test_of_published_ids_those_that_are_gone_are_translated() -> None:
    """What a current one stands for is said by its entry."""
    content = small()
    titles = {(entry.record.status, entry.record.title) for entry in content.of(records.RegisterEntry)}
    texts = {original.text for original in originals(content) if original.context == "registration/title"}
    assert texts == {title for status, title in titles if status != "current"} != set()
    words = shouted(content)
    other = translated(content, words)
    entries = {entry.id: entry.record.title_text for entry in other.entries if entry.id}
    for before, after in zip(content.of(records.RegisterEntry), other.of(records.RegisterEntry), strict=True):
        assert after.record.title == (entries.get(before.record.id) or words.translation("registration/title", before.record.title))


def test_the_content_in_other_words_links_like_the_original() -> None:
    content = small()
    other = translated(content, shouted(content))
    assert rules.check(replace(other, catalogues=(), terminologies=())) == []
    model, before = strategy.link(other), strategy.link(content)
    assert model.publication.language == "de"
    assert {(node.id, node.file, node.line) for node in model.nodes} == {(node.id, node.file, node.line) for node in before.nodes}
    assert next(node.title for node in model.of(records.Activity)) == "1. Mend THE WEIR"
    objective = next(node for node in model.of(records.Objective) if node.record.activities)
    activities = {id(node.record) for node in model.of(records.Activity)}
    assert {id(record) for _, record in inner_records(objective.record)} <= activities
    figure = next(node.record for node in model.of(records.Figure) if node.id == "KF-WELLS")
    assert (figure.unit, figure.measure.share, figure.comparator and figure.comparator.unit) == ("PER CENT", True, "WELLS")


def test_what_is_fuzzy_or_missing_stays_as_it_is() -> None:
    content = small()
    first = next(originals(content))
    for catalogue in (Catalogue("de.po", "de"), Catalogue("de.po", "de", (Message(first.context, first.text, "X", fuzzy=True),))):
        other = translated(content, catalogue)
        changed = [new.record for old, new in zip(content.of(records.Topic), other.of(records.Topic), strict=True) if old.record != new.record]
        assert changed == []
        assert strategy.link(other).publication.title == strategy.link(content).publication.title


def test_words_that_both_quote_are_known_by_their_language() -> None:
    """In pages and in print, also where lines break inside them; what is translated is none of them."""
    content = small()
    found = next(original for original in originals(content) if original.context == "strategy/about")
    quoted = tongues.quotations("It prints “see & the\n(river) 5” and “x”.", "Напечатано «see & the (river) 5», «икс».")
    assert quoted == ("see & the (river) 5",)
    text = Quoting("Напечатано «see & the\n(river) 5», «икс».", "en", quoted)
    assert tongues.in_its_language(text, prose.to_inline(text, lambda _, words: words)) == (
        'Напечатано «<span lang="en">see &#38; the (river) 5</span>», «икс».'
    )
    said = {"k": "lang", "language": "en", "c": ["see & the (river) 5"]}
    assert print_prose.nodes(text, str) == [{"k": "p", "c": ["Напечатано «", said, "», «икс»."]}]
    other = translated(content, Catalogue("ru.po", "ru", (Message(found.context, found.text, "Here “Ostra” — as in “Ostra”."),)))
    assert not isinstance(strategy.link(other).publication.about, Quoting)


def test_a_line_stays_a_line() -> None:
    content = small()
    found = next(original for original in originals(content) if original.context == "strategy/title")
    other = translated(content, Catalogue("ru.po", "ru", (Message(found.context, found.text, "План\nна 5\u00a0лет"),)))
    assert strategy.link(other).publication.title == "План на 5\u00a0лет"


def test_files_of_translations_are_no_strays(tmp_path: Path) -> None:
    folder = tmp_path / "content/translations"
    folder.mkdir(parents=True)
    (folder / "fr.po").write_text("", "utf-8")
    (folder / ".fr.po.swp").write_text("x", "utf-8")
    (folder / "fr.terms.yml").write_text("- {term: a, translation: b}\n", "utf-8")
    (folder / "fr.yml").write_text("a: b\n", "utf-8")
    found, problems = load.load(tmp_path / "content")
    assert [catalogue.language for catalogue in found.catalogues] == ["fr"]
    assert [terms.language for terms in found.terminologies] == ["fr"]
    assert [problem.message for problem in problems if problem.code == "stray-file"] == [
        "no kind of content is kept in this file, so nothing would be read from it. Did you mean 'translations/*.terms.yml'?"
    ]
