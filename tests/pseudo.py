"""A language that nobody speaks, to find words that no catalogue has: `python -m tests.pseudo` lists them for the small strategy.

Every letter of the interface's words and of the content's texts becomes another one, of Greek, whose rules CLDR knows. What is published in it
has letters of Latin only where a word was left outside, or where it is an id, an address, a key or a name that stays in every language.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from babel.messages.catalog import Catalog

from builder import pipeline, reading
from builder.content import catalogues, translations
from builder.content.catalogues import Catalogue, Message
from builder.content.corpus import Corpus
from builder.content.records import Part, RegisterEntry, Synonym
from builder.content.translations import originals
from builder.model import strategy
from builder.publish import mkdocs
from builder.settings import Settings
from tests import spoken_words, words
from tests.publish import test_words

LANGUAGE = "el"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
GREEK = "αβγδεφγηικκλμνοπκρστυβωχυζΑΒΓΔΕΦΓΗΙΚΚΛΜΝΟΠΚΡΣΤΥΒΩΧΥΖ"
_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
HEBREW = "אבכדעפגהיחקלמנופקרסתוושכיזאבכדעפגהיחקלמנופקרסתוושכיז"
"""Letters of a language that runs from right to left."""
MIRRORED = "he"
_LETTERS = str.maketrans(LATIN, GREEK)
_MIRRORED_LETTERS = str.maketrans(LATIN, HEBREW)
_KEPT = re.compile(r"\{[^{}]*\}|<[^<>]*>|&#?\w+;|\]\([^()]*\)|\]\[[^\]]*\]|\[[A-Z][A-Z0-9-]*\]|`[^`]*`|https?://\S+|\S+@\S+|%(?:\(\w+\))?[rs]")
"""Fields, tags, entities, targets of links, labels, code, addresses and what is filled in, which stay in every language."""


def spoken(text: str, letters: Mapping[int, int] = _LETTERS) -> str:
    """A text in the language; with other letters, in one like it."""
    found, at = [], 0
    if letters is _LETTERS:
        text = _NUMBER.sub(lambda sign: "," if sign[0] == "." else ".", text)
    for kept in _KEPT.finditer(text):
        found += [text[at : kept.start()].translate(letters), kept[0]]
        at = kept.end()
    return "".join([*found, text[at:].translate(letters)])


def mirrored(text: str) -> str:
    """A text in the language that runs from right to left."""
    return spoken(text, _MIRRORED_LETTERS)


Speak = Callable[[str], str]
"""What says a text in a language."""


def interface(language: str = LANGUAGE, speak: Speak = spoken) -> bytes:
    """The catalogue of the words of the interface."""
    catalogue = Catalog(locale=language, project="strategy-builder", version="1", creation_date=words.FIRST, revision_date=words.FIRST)
    for message in words.template():
        if message.id:
            plural = isinstance(message.id, tuple | list)
            catalogue.add(message.id, tuple(map(speak, message.id)) if plural else speak(message.id), context=message.context)
    return words.written(catalogue)


def content(corpus: Corpus, language: str = LANGUAGE, speak: Speak = spoken) -> Catalogue:
    """The catalogue of the texts of a content folder."""
    return Catalogue("", language, tuple(Message(found.context, found.text, speak(found.text)) for found in originals(corpus)))


def translated(content_folder: Path, folder: Path, language: str = LANGUAGE, speak: Speak = spoken) -> tuple[strategy.Strategy, Settings]:
    """A strategy in this language, or in another one that nobody speaks, from a folder that is made for it; and how it is published there."""
    shutil.copytree(content_folder, folder / "content", ignore=shutil.ignore_patterns("translations", "tests"))
    (folder / "locales").mkdir()
    (folder / "locales" / f"{language}.po").write_bytes(interface(language, speak))
    settings = Settings(folder / "content", docs=folder / "build/docs", base_url="https://strategy.test/", editions=folder / "editions")
    corpus = reading.corpus(settings.content)
    return strategy.link(translations.translated(corpus, content(corpus, language, speak))), settings


def translate(folder: Path, language: str = LANGUAGE, speak: Speak = spoken) -> None:
    """Adds a translation into this language, or into one like it, to the strategy of a project: of its content, and of the interface."""
    corpus = reading.corpus(folder / "content")
    place = folder / "content/translations"
    place.mkdir(exist_ok=True)
    (folder / "locales").mkdir(exist_ok=True)
    found = replace(content(corpus, language, speak), header=catalogues.header(language, "strategy"))
    (place / f"{language}.po").write_text(catalogues.written(found), "utf-8")
    (folder / "locales" / f"{language}.po").write_bytes(interface(language, speak))


def publish(content_folder: Path, folder: Path) -> Path:
    """Publishes a strategy in its own language and in this one in a folder; gives the site in this one."""
    shutil.copytree(content_folder, folder / "content", ignore=shutil.ignore_patterns("translations", "tests"))
    translate(folder)
    settings = Settings(folder / "content", docs=folder / "build/docs", base_url="https://strategy.test/", editions=folder / "editions")
    pipeline.write(pipeline.make(settings), settings)
    mkdocs.publish(settings, folder / "site", settings.base_url)
    return folder / "site" / LANGUAGE


STAYS: Mapping[tuple[str, str], str] = {
    ("Editor", "given"): "the name of a person",
    ("Editor", "family"): "the name of a person",
    ("Edition", "name"): "the name of an edition, by which it is cited and archived",
    ("EditionNote", "name"): "likewise",
    ("RegisterEntry", "since"): "likewise",
    ("Citation", "section"): "the name of a section of the source, as it is found there",
    ("Address", "lines"): "a postal address",
    ("Address", "telephone"): "a number as it is printed",
    ("Address", "fax"): "likewise",
    ("AddedName", "name"): "a name that somebody else uses",
    ("Country", "also_known_as"): "a name in the source",
    ("Partnership", "also_known_as"): "likewise",
    ("Codes", "alpha3"): "a code",
    ("Codes", "alpha2"): "a code",
    ("Coded", "code"): "a code as it is printed",
}
"""The fields of the content that are the same in every language, by class and name, each with the reason."""


def stays(corpus: Corpus) -> frozenset[str]:
    """The texts of the content that every language has as they are: those of `STAYS`, ids, and what `spoken` keeps."""
    found = {name for entry in corpus.entries if entry.id for name in (entry.id, entry.id.lower())}
    for entry in corpus.entries:
        found.update(_staying(entry.record))
    found.update(name for entry in corpus.of(RegisterEntry) for name in (entry.record.id, entry.record.id.lower()))
    for original in originals(corpus):
        kept = _KEPT.findall(original.text)
        found.update([*kept, *(title for text in kept for title in re.findall('"([^"]*)"', text))])
    return frozenset(found)


def _staying(part: Part) -> Iterator[str]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Part):
                yield from _staying(item)
            elif isinstance(item, str) and any((cls.__name__, name) in STAYS for cls in type(part).__mro__):
                yield item


def left(site: Path, corpus: Corpus, untranslated: Iterable[str] = ()) -> dict[str, set[str]]:
    """The words of Latin letters in what is published of a strategy, by file, but for what stays in every language, and texts that were not translated."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    same = phrases([*stays(corpus), *untranslated])
    asked = [word for entry in corpus.of(Synonym) for word in entry.record.words]
    more = {"api/strategy.json": phrases(asked), "assets/search.js": phrases([*asked, *(original.text for original in originals(corpus))])}
    """What people search by, in any language, and titles in that of the content, by which they find what they know."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in test_words.SILENT and not test_words.FORMATS.search(name):
            for text in spoken_words.said(path):
                text = more[name].sub("¤", text) if name in more else text
                text = spoken_words.FILE.sub(" ", same.sub("¤", spoken_words.KEPT.sub("¤", text)))
                found[name].update(spoken_words.WORD.findall(test_words.ADDRESS.sub(" ", text)))
    return {name: texts for name, texts in found.items() if texts}


_BETWEEN = r"(?:&#?\w+;|\\text\w+|[^A-Za-z0-9])+"
"""What stands between words of a text: signs, also as formats must write them."""


def phrases(texts: Iterable[str]) -> re.Pattern[str]:
    """Texts wherever they stand, whatever their signs are written as."""
    words = {tuple(re.findall("[A-Za-z0-9]+", text)) for text in texts}
    found = (_BETWEEN.join(map(re.escape, text)) for text in sorted(words, key=lambda text: (-len(text), text)) if any(map(str.isalpha, "".join(text))))
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(found)})(?![A-Za-z])")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else words.REPO / "tests/small/content"
        target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(place, "pseudo")
        for file, texts in left(publish(source, target), reading.corpus(source)).items():
            print(f"{file}: {', '.join(sorted(texts))}")
