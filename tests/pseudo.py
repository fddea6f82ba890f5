"""A language that nobody speaks, to find words that no catalogue has: `python -m tests.pseudo` lists them for the small strategy.

Every letter of the interface's words and of the content's texts becomes another one, of Greek, whose rules CLDR knows. What is published in it
has letters of Latin only where a word was left outside, or where it is an id, an address, a key or a name that stays in every language.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from babel.messages.catalog import Catalog

from builder import pipeline
from builder.content import catalogues, translations
from builder.content.catalogues import Catalogue, Message
from builder.content.load import Corpus
from builder.content.translations import originals
from builder.model import strategy
from builder.publish import mkdocs
from builder.settings import Settings
from tests import words
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
_KEPT = re.compile(r"\{[^{}]*\}|<[^<>]*>|&#?\w+;|\]\([^()]*\)|\]\[[^\]]*\]|\[[A-Z][A-Z0-9-]*\]|`[^`]*`|https?://\S+|\S+@\S+")
"""Fields, tags, entities, targets of links, labels, code and addresses, which stay in every language."""


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
    corpus = pipeline.corpus(settings.content)
    return strategy.link(translations.translated(corpus, content(corpus, language, speak))), settings


def translate(folder: Path, language: str = LANGUAGE, speak: Speak = spoken) -> None:
    """Adds a translation into this language, or into one like it, to the strategy of a project: of its content, and of the interface."""
    corpus = pipeline.corpus(folder / "content")
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


KEPT = re.compile(
    r"""
    \b(?:PDF|UA|KB|MB|ZIP|JSON|LD|CSV|CSVW|BibTeX|RIS|CSL|DCAT|RFC|ISO|IEC|StratML|SKOS|API|XML|HTML|SVG|PNG|CommonMark|Markdown|Sphinx|MyST|MkDocs|Pandoc|LaTeX
    |Zotero|EndNote|Mendeley|RefWorks|Word|Excel|LibreOffice|Signposting|Frictionless|GitHub|Atom|oEmbed|BCP|EPSG|Unicode|CLDR|UN|M49|Material|Typst|OKLCH
    |schema|org|Office|Open|Schema|Data|Package|Table|Citation|File|Format|Part|inventory|version|Web|on|the|for|llmstxt|txt|Excel|citeproc|Esc|Enter|Ctrl)\b
    """,
    re.VERBOSE,
)
"""Names of formats and programs, and of keys, which every language writes in Latin."""
WORD = re.compile(r"(?<![\w&#@./:{-])[A-Za-z]{2,}(?![\w@/:}]|\.\w)")


def said(path: Path, keys: frozenset[str]) -> Iterator[str]:
    """The texts of a file; of scripts, without the English ones by which they find their words (`keys`)."""
    if path.name == "words.js":
        for text in json.loads(path.read_text("utf-8").partition("=")[2].strip().removesuffix(";"))["messages"].values():
            yield from [text] if isinstance(text, str) else text
        return
    yield from (text for text in test_words.said(path) if path.suffix != ".js" or text not in keys)


def left(site: Path) -> dict[str, set[str]]:
    """The words of Latin letters in what is published, by the sort of file or its template."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    keys = frozenset(str(text) for message in words.template() for text in ([message.id] if isinstance(message.id, str) else message.id))
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in test_words.SILENT and not test_words.FORMATS.search(name):
            for text in said(path, keys):
                found[name].update(WORD.findall(KEPT.sub(" ", text)))
    return {name: texts for name, texts in found.items() if texts}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else words.REPO / "tests/small/content"
        target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(place, "pseudo")
        for file, texts in left(publish(source, target)).items():
            print(f"{file}: {', '.join(sorted(texts))}")
