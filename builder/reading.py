"""Content files → corpus → linked strategy, in the language of the content and in others. What a command makes of it is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from builder import rules
from builder.content import catalogues, load, translations
from builder.content.catalogues import Catalogue
from builder.content.corpus import Corpus
from builder.content.parsed import Parsed
from builder.content.records import Publication
from builder.model import strategy
from builder.model.strategy import Strategy
from builder.print import briefs
from builder.problems import ContentError, Problem
from builder.rules import glyphs
from builder.settings import Settings
from builder.wording import Phrase

__all__ = ["in_language", "in_languages", "read"]


def read(content: Path, fonts: Path | None = None, *, forgiven: tuple[str, ...] = ()) -> Strategy:
    """A checked and linked strategy. Raises `ContentError` with all problems of the content but those whose code is `forgiven`.

    With `fonts`, a character that none of them has is a problem too.
    """
    return linked(corpus(content, fonts, forgiven=forgiven))


def linked(found: Corpus) -> Strategy:
    """The strategy of checked entries. Raises `ContentError` if two briefs would have the same file."""
    model = strategy.link(found)
    briefs.briefs(model)
    return model


def translated(found: Corpus, texts: Catalogue) -> Strategy:
    """The strategy in the language of a catalogue."""
    return linked(translations.translated(found, texts))


def languages(found: Corpus) -> tuple[str, ...]:
    """The languages in which a strategy is published, that of the content first; none where there is but one."""
    own = [entry.record.language for entry in found.of(Publication)]
    return (*own, *(catalogue.language for catalogue in found.catalogues)) if found.catalogues else ()


def corpus(content: Path, fonts: Path | None = None, *, forgiven: tuple[str, ...] = (), before: Parsed | None = None) -> Corpus:
    """The checked entries of which `read` makes a strategy, with their translations. Raises `ContentError` likewise.

    `before` is what the files of the content held before, so that only those that have changed are parsed.
    """
    found, problems = load.load(content, before)
    problems = [*problems, *rules.check(found), *(_unprintable(found, fonts) if fonts else ())]
    problems = [problem for problem in problems if problem.code not in forgiven]
    if problems:
        raise ContentError(problems)
    return found


def _unprintable(corpus: Corpus, fonts: Path) -> Iterator[Problem]:
    """What the fonts cannot show, and families that they are not of."""
    yield from glyphs.missing(corpus, fonts)
    yield from glyphs.unknown_families(corpus, fonts)


def versions(settings: Settings, found: Corpus) -> list[tuple[Settings, Callable[[], Strategy]]]:
    """The settings of each language of a strategy, that of the content first, and what makes the strategy in it of entries that are read once."""
    own = replace(settings, languages=languages(found))
    return [(own, partial(linked, found)), *((own.translation(texts.language), partial(translated, found, texts)) for texts in found.catalogues)]


def in_languages(settings: Settings) -> Iterator[tuple[Settings, Strategy]]:
    """The strategy in each of its languages, that of the content first, with the settings of that. Raises `ContentError` as `read` does."""
    return ((where, model()) for where, model in versions(settings, corpus(settings.content, settings.fonts)))


def in_language(settings: Settings, language: str | None) -> tuple[Settings, Strategy]:
    """The strategy in one of its languages, none for that of the content, with the settings of that. Raises `ContentError` if it is not in that language."""
    found = versions(settings, corpus(settings.content, settings.fonts))
    there = found[0][0].languages
    if language is None or language in there:
        where, model = found[there.index(language) if language else 0]
        return where, model()
    wanted = f"{settings.content.as_posix()}/{catalogues.FOLDER}/{language}{catalogues.SUFFIX}"
    message = Phrase(
        "there is no translation into '{language}': name another language, or begin one with 'builder translate update {language}'",
        language=language,
    )
    if there:
        message += Phrase("; there are: {languages}", languages=", ".join(there))
    raise ContentError([Problem.of_file(wanted, "no-translation", message)])
