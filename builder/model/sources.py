"""Where in a source something stands, in words: by page where pages are known, else by lines of the text edition."""

from __future__ import annotations

from typing import Literal

from builder.content import number_text
from builder.content.kinds import Kind
from builder.content.records import Citation, PageLines, SourceDocument
from builder.localization import Localization, deferred
from builder.model.strategy import Node, Strategy

Lines = Literal["full", "bare", "short"]
"""How lines are named: with what they are lines of, without that, or by a letter."""


_LINES = {
    "full": (deferred("line {lines} of the text edition"), deferred("lines {lines} of the text edition")),
    "bare": (deferred("line {lines}"), deferred("lines {lines}")),
}
"""A line, and several."""


def editors_title(strategy: Strategy, kind: Kind | None) -> bool:
    """Whether titles of a kind are in the editors' words, and not in those of the document that the strategy restates."""
    return kind is not None and kind.editors_title and strategy.document is not None


def where(strategy: Strategy, citation: Citation, *, lines: Lines = "full") -> str:
    """The place of a citation within its section: 'p. 12', 'pp. 12–13', 'para. 3', 'lines 656–658 of the text edition' ('short': 'l. 656–658').

    '' where none is given.
    """
    localization = strategy.localization
    pages, paragraphs = _pages(strategy, citation), number_text.ranges_text(citation.paragraphs)
    numbers = "" if pages else number_text.lines_text(citation)
    found = (
        pages and (localization("p. {pages}", pages=pages) if pages.isdecimal() else localization("pp. {pages}", pages=pages)),
        numbers and _told(localization, numbers, lines),
        paragraphs
        and (
            localization("para. {paragraphs}", paragraphs=paragraphs) if paragraphs.isdecimal() else localization("paras {paragraphs}", paragraphs=paragraphs)
        ),
    )
    return ", ".join(filter(None, found))


def _told(localization: Localization, numbers: str, how: Lines) -> str:
    """A line of a text edition, or several, by their numbers."""
    one = numbers.isdecimal()
    if how == "short":
        found = localization.in_context("one line", "l. {lines}", lines=numbers)
        return found if one else localization.in_context("several lines", "l. {lines}", lines=numbers)
    return localization(_LINES[how][0 if one else 1], lines=numbers)


def _pages(strategy: Strategy, citation: Citation) -> str:
    """Pages as the citation gives them, or else those that hold its lines; '' where they are not known."""
    if citation.pages or not citation.lines:
        return number_text.ranges_text(citation.pages)
    source = cited(strategy, citation)
    return _holding(citation.lines, source.record.pages) if source and source.record.pages else ""


def cited(strategy: Strategy, citation: Citation) -> Node[SourceDocument] | None:
    """The document of a citation."""
    return strategy.by_id[citation.document].narrowed(SourceDocument) if citation.document else strategy.document


def head(strategy: Strategy, citation: Citation | None, *, lines: Lines = "full") -> str:
    """What a citation is called first: its section, or else its place; that of another document than the main one, by its title; '' for none.

    Where that is all that is known, it is the address.
    """
    return ", ".join(head_parts(strategy, citation, lines=lines))


def head_parts(strategy: Strategy, citation: Citation | None, *, lines: Lines = "full") -> tuple[str, ...]:
    """The same in its parts; in a translation, the name of a section is in the language of the original."""
    if citation is None:
        return ()
    source = cited(strategy, citation)
    other = source.title if source and source is not strategy.document else ""
    found = tuple(filter(None, (other, citation.section or where(strategy, citation, lines=lines))))
    return found or tuple(filter(None, (source.title if source else citation.address,)))


def tail(strategy: Strategy, citation: Citation | None, *, lines: Lines = "full") -> str:
    """The place within what `head` names; '' where that is all."""
    return where(strategy, citation, lines=lines) if citation and citation.section else ""


def counts_lines(strategy: Strategy) -> bool:
    """Whether the place of some entry is told by lines, whose meaning is then explained."""
    cited = (node.record.cited for node in strategy.nodes)
    return any(citation.lines and not _pages(strategy, citation) for citation in cited if citation)


def text(strategy: Strategy, citation: Citation | None, *, lines: Lines = "full") -> str:
    """A citation in one: document, section, place and address, as far as each is given; '' for none."""
    return ", ".join(parts(strategy, citation, lines=lines))


def parts(strategy: Strategy, citation: Citation | None, *, lines: Lines = "full") -> tuple[str, ...]:
    """The same in its parts, some of which may be in another language; none for none."""
    if citation is None:
        return ()
    found = (*head_parts(strategy, citation, lines=lines), tail(strategy, citation, lines=lines), citation.address)
    return tuple(dict.fromkeys(filter(None, found)))


def _holding(lines: tuple[tuple[int, int], ...], pages: tuple[PageLines, ...]) -> str:
    """The pages that hold some lines, as printed; '' unless the page of every line is known."""
    found: set[int] = set()
    for first, last in lines:
        held = [(max(first, start), min(last, end), item.page) for item in pages for start, end in item.lines if start <= last and end >= first]
        if sum(end - start + 1 for start, end, _ in held) < last - first + 1:
            return ""
        found.update(page for _, _, page in held)
    runs: list[list[int]] = []
    for page in sorted(found):
        if runs and runs[-1][-1] == page - 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("–".join(map(str, run)) for run in runs)
