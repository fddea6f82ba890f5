"""The rules of source documents: what is said of their pages fits their text edition, and what restates one says where it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.fieldroles import parts, place_field
from builder.content.load import Corpus, Entry
from builder.content.records import Citation, Publication, Record, SourceDocument
from builder.problems import Problem
from builder.wording import Phrase


def pages_fit_the_lines(corpus: Corpus) -> Iterator[Problem]:
    """The lines that pages are said to hold are in the text edition, each on one page, and go on as the pages do."""
    for entry in corpus.of(SourceDocument):
        length, pages = entry.record.text_lines, entry.record.pages or ()
        if pages and length is None and not corpus.incomplete & {"source"}:
            yield entry.problem("pages-without-lines", Phrase("has pages of lines, but no 'text_lines': give the length of the text edition"), "pages")
            continue
        ranges = sorted((first, last, item.page, at) for at, item in enumerate(pages) if item and item.lines and item.page for first, last in item.lines)
        reached, before = 0, 0
        for first, last, page, at in ranges:
            where = ("pages", at, "lines")
            if length is not None and last > length:
                yield entry.problem(
                    "lines-outside-source", Phrase("line {last} is beyond the end of the source, which has {length} lines", last=last, length=length), *where
                )
            if first <= reached:
                yield entry.problem(
                    "page-overlap",
                    Phrase("line {first} stands on page {before} already: a line is on one page, so correct one of the two", first=first, before=before),
                    *where,
                )
            elif page < before:
                message = Phrase(
                    "line {first} is said to be on page {page}, and the lines before it on page {before}: correct one of the two",
                    first=first,
                    page=page,
                    before=before,
                )
                yield entry.problem("page-order", message, "pages", at, "page")
            if last > reached:
                reached, before = last, page


def places_are_given(corpus: Corpus) -> Iterator[Problem]:
    """Where the strategy restates a document, each entry says where it stands there; where it does not, no place is one in a document that is not named."""
    found = [(entry.record.source_document, entry in corpus.partial) for entry in corpus.every if isinstance(entry.record, Publication)]
    if not found or found[0] == (None, True):
        return
    restates = found[0][0] is not None
    for entry in corpus.every:
        for loc, part in parts(entry.record):
            name = place_field(type(part))
            if restates and name and part.has_place and not _given(entry, (*loc, name)):
                yield entry.problem("missing-key", Phrase("the key '{name}' is missing: add it", name=name), *loc)
            elif not restates and isinstance(part, Citation) and part.document is None and part.address is None:
                message = Phrase(
                    "names no document, and the strategy restates none: add 'document' or 'address', or name one as 'source_document' in strategy.yml"
                )
                yield entry.problem("no-source", message, *loc)


def _given(entry: Entry[Record], loc: tuple[str | int, ...]) -> bool:
    """Whether a key is there, be its value right or wrong."""
    return (*entry.loc, *loc) in entry.document.marks


RULES = (pages_fit_the_lines, places_are_given)
