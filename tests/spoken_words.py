"""What is said in published files to people, without what stands in them for programs: in every language, that is the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests import markup, words
from tests.publish import test_words

KEPT = re.compile(
    r"""
    \b(?:Open\sDocument|Office\sOpen|Data\sPackage|Table\sSchema|Citation\sFile\sFormat|StratML\sPart|CSV\son\sthe\sWeb|schema\.org|llmstxt\.org
    |PDF|KB|MB|ZIP|JSON|LD|CSV|CSVW|BibTeX|RIS|CSL|DCAT|RFC|ISO|IEC|ISBN|APA|Chicago|StratML|SKOS|API|XML|HTML|SVG|PNG|CommonMark|Markdown|reStructuredText
    |Sphinx|MyST|MkDocs|Pandoc|LaTeX|Zotero|EndNote|Mendeley|RefWorks|Word|Excel|LibreOffice|Signposting|Frictionless|GitHub|Atom|oEmbed|BCP|EPSG|Unicode|CLDR
    |UN|M49|alpha|Typst|OKLCH|Schema|citeproc|Esc|Enter|Ctrl|UTF)\b
    """,
    re.VERBOSE,
)
"""Names of formats and programs, which every language writes in Latin."""
FILE = re.compile(r"\b[\w-]+\.[a-z0-9]+\.(?:json|xml|md)\b")
"""The name of a file with two endings."""
WORD = re.compile(r"(?<![\w&#@./:{-])[A-Za-z]{2,}(?![\w@/:}]|\.\w)")
FOR_PROGRAMS = frozenset(["@type", "@language", "@context", "type", "rel", "status", "kind", "relations", "role", "scale", "arrangement", "year_basis"])
FOR_PROGRAMS |= frozenset(["datatype", "format", "profile", "encoding", "mediatype", "encodingFormat", "language", "inLanguage", "dcterms:language"])
FOR_PROGRAMS |= frozenset(["hreflang", "propertyID", "creativeWorkStatus", "verdict", "verdicts", "formula", "direction"])
"""Keys of JSON whose values programs read."""
CODES = frozenset(["role", "said_by", "groups_by", "year_basis", "judgement", "direction"])
"""Columns of tables that hold codes, which the descriptions of the tables explain."""
_META = frozenset(["viewport", "robots", "color-scheme", "generator", "DC.type", "DC.language", "citation_language", "twitter:card", "og:type", "og:locale"])
_TAG = re.compile(r"</?(?:a|i|span|iframe)\b[^<>]*>")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_NO_TEXTS = frozenset(["use strict", "main article", "section, aside", "prose own__part", "filters filters--even", "no clipboard"])
"""Strings of scripts that nobody reads: a mode, selectors, classes, an error that is caught."""
_SELECTOR = re.compile(r"[.#>:\[(]\S")


def said(path: Path) -> Iterator[str]:
    """The texts of a file for people."""
    reader = READERS.get(path.suffix, test_words.READERS.get(path.suffix, _text))
    return reader(path)


def _text(path: Path) -> Iterator[str]:
    """A file of text, without the heading by which readers of llms.txt know what they may leave out."""
    yield path.read_text("utf-8").replace("## Optional", "")


def page(path: Path) -> Iterator[str]:
    """A page, without what it says to programs, and without what is in another language than it."""
    root = markup.parse(path.read_text("utf-8"))
    for data in test_words.linked_data(root):
        yield from values(data)
    for element in root.xpath(f"//*[@lang][@lang != '{root.get('lang')}']"):
        element.drop_tree()
    for meta in root.xpath("//meta"):
        if (meta.get("name") or meta.get("property")) in _META:
            meta.drop_tree()
    for span in root.xpath("//span[@class='Z3988']"):
        span.drop_tree()
    for sample in root.xpath("//pre | //p//code | //li//code | //td//code") if path.parts[-2:] == ("cite", "index.html") else ():
        sample.drop_tree()
    for code in root.xpath("//code"):
        code.text = _bibtex(code.text or "")
    for element in root.iter():
        element.attrib.pop("lang", None)
    yield from test_words.shown(root)


def values(found: Any) -> Iterator[str]:
    """The texts in JSON for people."""
    return (_TAG.sub(" ", _bibtex(text)) for key, text in test_words.keyed(found) if key not in FOR_PROGRAMS)


def _bibtex(text: str) -> str:
    """A reference in BibTeX without the names of its fields; any other text as it is."""
    return re.sub(r"^ +[a-z]+ +=|^@misc|url=false| and (?=\{|[^\n]*\},?$)", "", text, flags=re.MULTILINE) if "@misc" in text else text


def table(path: Path) -> Iterator[str]:
    """The cells of a table, but its codes; in the matrix, all but the names are codes."""
    for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))):
        yield from (cell for name, cell in row.items() if name not in CODES and (path.name != "matrix.csv" or name == "name"))


def workbook(path: Path) -> Iterator[str]:
    """The sheets of a workbook and their heads; what is below them stands in the tables too."""
    import openpyxl

    for number, sheet in enumerate(openpyxl.load_workbook(path)):
        yield sheet.title
        yield from (str(cell.value) for row in (sheet.iter_rows() if number == 0 else sheet.iter_rows(max_row=1)) for cell in row if cell.value is not None)


def script(path: Path) -> Iterator[str]:
    """The texts of a script, but selectors, names and the English texts by which it finds its words; of the search, the data alone."""
    text = path.read_text("utf-8")
    index = test_words.search_index(text)
    if index:
        yield from values({**index, "entries": {name: column for name, column in index["entries"].items() if name not in "ui"}})
        return
    keys = english()
    yield from (found for found in _STRING.findall(text) if " " in found and found not in keys | _NO_TEXTS and not _SELECTOR.search(found))


def english() -> frozenset[str]:
    """The words of the interface, by which catalogues have them."""
    return frozenset(str(text) for message in words.template() for text in ([message.id] if isinstance(message.id, str) else message.id))


_TAGS = {
    ".bib": re.compile(r"^@misc.*|^ +[a-z]+ +=|url=false| and (?=\{|[^\n]*\},?$)", re.MULTILINE),
    ".ris": re.compile(r"^(?:TY|LA) .*|^[A-Z0-9]{2}  - ?", re.MULTILINE),
    ".cff": re.compile(r'^type:.*|"type": "\w+"|"[a-z-]+":|^[a-z-]+:', re.MULTILINE),
}


def references(path: Path) -> Iterator[str]:
    """Texts without the tags of a format: BibTeX, RIS, Citation File Format."""
    yield _TAGS[path.suffix].sub("", path.read_text("utf-8"))


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": page,
    ".csv": table,
    ".xlsx": workbook,
    ".js": script,
    ".json": lambda path: values(json.loads(path.read_text("utf-8"))),
    ".jsonld": lambda path: values(json.loads(path.read_text("utf-8"))),
    ".bib": references,
    ".ris": references,
    ".cff": references,
}
"""How the words of a file are read, by its sort; others are as `test_words` reads them."""
