"""The rules of source documents: what is said of their pages fits their text edition."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.load import Corpus
from builder.content.records import SourceDocument
from builder.problems import Problem


def pages_fit_the_lines(corpus: Corpus) -> Iterator[Problem]:
    """The lines that pages are said to hold are in the text edition, each on one page, and go on as the pages do."""
    for entry in corpus.of(SourceDocument):
        length, pages = entry.record.text_lines, entry.record.pages or ()
        if pages and length is None and not corpus.incomplete & {"source"}:
            yield entry.problem("pages-without-lines", "has pages of lines, but no 'text_lines': give the length of the text edition", "pages")
            continue
        ranges = sorted((first, last, item.page, at) for at, item in enumerate(pages) if item and item.lines and item.page for first, last in item.lines)
        reached, before = 0, 0
        for first, last, page, at in ranges:
            where = ("pages", at, "lines")
            if length is not None and last > length:
                yield entry.problem("lines-outside-source", f"line {last} is beyond the end of the source, which has {length} lines", *where)
            if first <= reached:
                yield entry.problem("page-overlap", f"line {first} stands on page {before} already: a line is on one page, so correct one of the two", *where)
            elif page < before:
                message = f"line {first} is said to be on page {page}, and the lines before it on page {before}: correct one of the two"
                yield entry.problem("page-order", message, "pages", at, "page")
            if last > reached:
                reached, before = last, page


RULES = (pages_fit_the_lines,)
