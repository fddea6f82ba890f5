"""The rules of translations: what a translation must have as its original has it. What is fuzzy is not shown, and not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from builder.content import prose, translations
from builder.content.catalogues import Catalogue, Message
from builder.content.corpus import Corpus
from builder.content.fields import no_text
from builder.content.records import Publication
from builder.content.tongues import on_one_line, quotations
from builder.content.translations import Original, originals
from builder.languages import locale_of
from builder.problems import Problem, quoted
from builder.rules import prose_faults
from builder.wording import Phrase

CODES = ("translation-figure", "translation-code", "translation-link", "wrong-term", "other-term")
"""What a translation may have wrong while somebody works on it."""


@dataclass(frozen=True, eq=False)
class Pair:
    """A message of a catalogue whose translation is shown, and its original."""

    catalogue: Catalogue
    message: Message
    original: Original

    @cached_property
    def shown(self) -> tuple[str, str]:
        """The original and the translation as readers see them, without what both quote."""
        texts = (self.message.text, self.message.translation)
        return unquoted(*map(prose.to_text, texts)) if self.original.prose else unquoted(*texts)

    def problem(self, code: str, words: Phrase, near: str = "") -> Problem:
        """A problem in the translation, at the first place of `near`."""
        return self.catalogue.problem(self.message, code, words, near)


@lru_cache(maxsize=1)
def pairs(corpus: Corpus) -> tuple[Pair, ...]:
    """What is translated, in all languages; a name in each of its cases."""
    wanted = {original.key: original for original in originals(corpus)} if corpus.catalogues else {}
    found: list[Pair] = []
    for catalogue in corpus.catalogues:
        cases = corpus.localization_in(catalogue.language).cases
        for message in catalogue.messages:
            if message.valid and message.key in wanted:
                said = translations.forms(message.context, message.translation, cases)
                forms = (message if form == message.translation else replace(message, translation=form) for form in said)
                found.extend(Pair(catalogue, form, wanted[message.key]) for form in forms)
    return tuple(found)


@lru_cache(maxsize=20_000)
def unquoted(text: str, translation: str) -> tuple[str, str]:
    """An original and its translation without the words in quotation marks that both have: they are quoted as they are printed, and not translated."""
    text, translation = on_one_line(text), on_one_line(translation)
    for words in quotations(text, translation):
        text, translation = text.replace(words, ""), translation.replace(words, "")
    return text, translation


def _listed(items: Counter[str]) -> Phrase:
    return quoted(items.elements())


def _differing(lacking: Counter[str], further: Counter[str], what: Phrase) -> Phrase | None:
    """How a translation differs from its original, by what it lacks and what it has in excess; none where it does not."""
    if not lacking and not further:
        return None
    if lacking and further:
        return Phrase(
            "{what} differ: the original has {lacking}, the translation {further}; write them as the original has them",
            what=what,
            lacking=_listed(lacking),
            further=_listed(further),
        )
    if lacking:
        return Phrase("{what} differ: the translation lacks {listed}; add what is missing", what=what, listed=_listed(lacking))
    return Phrase("{what} differ: the translation has {listed}, the original has not; remove it", what=what, listed=_listed(further))


# --- figures, codes, addresses ------------------------------------------------------------------

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:]|[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*(?:-?\d[\w.]*\w|-?\d|(?:-[A-Z0-9]+)*-[A-Z]*\d[A-Z0-9]*)(?:-[A-Z0-9]+)*(?![\w-])")
_DIGITS = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_DIGIT = re.compile(r"\d")
"""Without one, a text has neither figures nor codes, and most texts have none."""


def addresses(text: str) -> Counter[str]:
    """The web and e-mail addresses in a text."""
    return Counter(_ADDRESS.findall(text)) if "@" in text or "://" in text else Counter()


def codes(text: str) -> Counter[str]:
    """The ids and codes in a text: words that begin with a capital letter and have figures."""
    return Counter(match[0] for match in _CODE.finditer(_ADDRESS.sub(" ", text))) if _DIGIT.search(text) else Counter()


@lru_cache(maxsize=20_000)
def numbers(text: str, language: str, other: str = "") -> Mapping[str, Decimal]:
    """The numbers in a text as they stand there, with their values: read as the language writes them, else as the `other` one does."""
    found: dict[str, Decimal] = {}
    for at, match in enumerate(_DIGITS.finditer(_CODE.sub(" ", _ADDRESS.sub(" ", text)))):
        value = _value(match[0], language)
        if value is None and other:
            value = _value(match[0], other)
        parts = [Decimal(part) for part in re.findall(r"\d+", match[0])] if value is None else [value]
        found.update({f"{match[0]}\0{at}.{number}": part for number, part in enumerate(parts)})
    return found


def _value(written: str, language: str) -> Decimal | None:
    """A number as a language writes it; none if it would write it otherwise."""
    locale = locale_of(language)
    symbols = locale.number_symbols.get("latn", {}) if locale else {}
    point, group = str(symbols.get("decimal", ".")), str(symbols.get("group", ","))
    groups = re.escape(group) if group.strip() else "[\u00a0\u202f]"
    if not re.fullmatch(rf"(\d+|\d{{1,3}}({groups}\d{{3}})+)({re.escape(point)}\d+)?", written):
        return None
    return Decimal(re.sub(groups, "", written).replace(point, "."))


def _language(corpus: Corpus) -> str:
    return next((entry.record.language for entry in corpus.of(Publication)), "en")


def figures_are_the_same(corpus: Corpus) -> Iterator[Problem]:
    """A translation has the numbers of its original, each as its language writes it."""
    language = _language(corpus)
    for pair in pairs(corpus):
        text, translation = pair.shown
        if not (_DIGIT.search(text) or _DIGIT.search(translation)):
            continue
        before, after = numbers(text, language), numbers(translation, pair.catalogue.language, language)
        lacking, further = (Counter(one.values()) - Counter(other.values()) for one, other in ((before, after), (after, before)))
        if lacking or further:
            gone, new = (Counter(_written(found, values)) for found, values in ((before, lacking), (after, further)))
            if said := _differing(gone, new, Phrase("figures")):
                yield pair.problem("translation-figure", said, next(iter(new), ""))


def _written(found: Mapping[str, Decimal], values: Counter[Decimal]) -> Iterator[str]:
    """The numbers of these values, as they stand in their text."""
    left = Counter(values)
    for name, value in found.items():
        if left[value] > 0:
            left[value] -= 1
            yield name.partition("\0")[0]


def codes_are_the_same(corpus: Corpus) -> Iterator[Problem]:
    """A translation has the ids, codes and addresses of its original, letter by letter."""
    kinds: tuple[tuple[Phrase, Callable[[str], Counter[str]]], ...] = ((Phrase("ids and codes"), codes), (Phrase("addresses"), addresses))
    for pair in pairs(corpus):
        for what, find in kinds:
            before, after = map(find, pair.shown)
            if said := _differing(before - after, after - before, what):
                yield pair.problem("translation-code", said, next(iter(after - before), ""))


# --- prose --------------------------------------------------------------------------------------


def links(text: str) -> Counter[str]:
    """Where the links of a prose text lead: ids and addresses."""
    found = (node for node in prose.tree(text).walk() if node.type == "link")
    return Counter(str(node.meta.get("label") or node.attrs.get("href", "")) for node in found)


def links_are_the_same(corpus: Corpus) -> Iterator[Problem]:
    """A translation links to what its original links to."""
    for pair in pairs(corpus):
        if pair.original.prose:
            before, after = links(pair.message.text), links(pair.message.translation)
            if said := _differing(before - after, after - before, Phrase("links")):
                yield pair.problem("translation-link", said, next((f"[{target}]" for target in after - before), ""))


def markup_is_sound(corpus: Corpus) -> Iterator[Problem]:
    """A translation is text, and that of prose is prose."""
    for pair in pairs(corpus):
        text = pair.message.translation
        if chars := no_text(text):
            message = Phrase("contains the invisible character U+{code}: remove it", code=f"{ord(chars[0]):04X}")
            yield pair.problem("control-character", message, chars[0])
        elif pair.original.prose:
            yield from (pair.problem(fault.code, fault.message, fault.spot.text) for fault in prose_faults.faults(text))


def languages_differ(corpus: Corpus) -> Iterator[Problem]:
    """No catalogue is in the language of the content."""
    language = _language(corpus)
    for catalogue in corpus.catalogues:
        if locale_of(catalogue.language) == locale_of(language):
            yield Problem.of_file(
                catalogue.path,
                "catalogue-language",
                Phrase("is in '{language}', the language of the content: name the file by the language into which it translates", language=language),
            )


RULES = (languages_differ, figures_are_the_same, codes_are_the_same, links_are_the_same, markup_is_sound)
