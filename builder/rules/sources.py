"""The rules of source documents: what is said of their pages fits their text edition, what restates one says where it stands there,
and no line of it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import parts, place_field
from builder.content.fields import RANGED
from builder.content.records import Citation, Coverage, Publication, Record, SourceDocument
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


def places_are_in_the_source(corpus: Corpus) -> Iterator[Problem]:
    """Lines, pages and paragraphs end before those of the source do, as far as it says how many it has."""
    documents = {entry.id: entry.record for entry in corpus.of(SourceDocument)}
    main = next((entry.record.source_document for entry in corpus.of(Publication)), None)
    for entry in corpus.every:
        for loc, citation in ((loc, part) for loc, part in parts(entry.record) if isinstance(part, Citation)):
            source = documents.get(citation.document or main or "")
            for field, called, ranges, length in _measured(citation, source) if source else ():
                last = max((end for _, end in filter(None, ranges or ())), default=0)
                if length is not None and last > length:
                    message = Phrase(
                        "{noun} {last} is beyond the end of the source, which has {length} {nouns}", noun=called[0], last=last, length=length, nouns=called[1]
                    )
                    yield entry.problem("lines-outside-source", message, *loc, field)


def _measured(citation: Citation, source: SourceDocument) -> tuple[tuple[str, tuple[Phrase, Phrase], tuple[tuple[int, int], ...] | None, int | None], ...]:
    """What a citation counts, what it is called, the ranges that it names, and how many of it the source has."""
    return (
        ("lines", RANGED["line"], citation.lines, source.text_lines),
        ("pages", RANGED["page"], citation.pages, source.page_count),
        ("paragraphs", RANGED["paragraph"], citation.paragraphs, source.paragraph_count),
    )


def source_is_covered(corpus: Corpus) -> Iterator[Problem]:
    """Where the length of the main source is declared, a coverage table covers every line of it once."""
    main = next((entry.record.source_document for entry in corpus.of(Publication)), None)
    source = next((entry for entry in corpus.of(SourceDocument) if entry.id == main), None)
    length = source.record.text_lines if source else None
    entries = corpus.of(Coverage)
    if source is None or length is None or corpus.may_lack(Coverage):
        return
    if not entries:
        message = Phrase(
            "the source has {length} lines, and there is no coverage.yml to say what carries them: write or restore it, or remove this key", length=length
        )
        yield source.problem("not-covered", message, "text_lines")
        return
    ranges = sorted((((first, last), entry) for entry in entries for first, last in filter(None, entry.record.lines)), key=lambda item: item[0])
    reached, before = 0, entries[0]
    for (first, last), entry in ranges:
        yield from _gap(before, reached + 1, first - 1)
        if first <= reached:
            yield entry.problem(
                "covered-twice", Phrase("{lines} of the source: another entry covers this too; keep one", lines=_lines(first, min(last, reached))), "lines"
            )
        if last > length:
            yield entry.problem(
                "lines-outside-source", Phrase("line {last} is beyond the end of the source, which has {length} lines", last=last, length=length), "lines"
            )
        if last > reached:
            reached, before = last, entry
    yield from _gap(before, reached + 1, length)


def _gap(before: Entry[Record], first: int, last: int) -> Iterator[Problem]:
    if first <= last:
        message = Phrase("{lines} of the source: no entry covers this; add what carries it, or a reason why nothing does", lines=_lines(first, last))
        yield before.problem("not-covered", message, "lines")


def _lines(first: int, last: int) -> Phrase:
    return Phrase("line {first}", first=first) if first == last else Phrase("lines {first}–{last}", first=first, last=last)


RULES = (pages_fit_the_lines, places_are_given, places_are_in_the_source, source_is_covered)
