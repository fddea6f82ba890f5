"""Where in a source something stands, in words: by page where pages are known, else by lines of the text edition."""

from __future__ import annotations

from builder.content import number_text
from builder.content.kinds import Kind
from builder.content.records import Citation, PageLines, SourceDocument
from builder.model.strategy import Node, Strategy

TEXT_EDITION = " of the text edition"
"""What lines are lines of."""


def editors_title(strategy: Strategy, kind: Kind | None) -> bool:
    """Whether titles of a kind are in the editors' words, and not in those of the document that the strategy restates."""
    return kind is not None and kind.editors_title and strategy.document is not None


def where(strategy: Strategy, citation: Citation, *, short: bool = False) -> str:
    """The place of a citation within its section: 'p. 12', 'pp. 12–13', 'para. 3', 'lines 656–658 of the text edition' (short: 'l. 656–658').

    '' where none is given.
    """
    return ", ".join(filter(None, (_pages_or_lines(strategy, citation, short=short), _counted(citation.paragraphs, "para.", "paras"))))


def _pages_or_lines(strategy: Strategy, citation: Citation, *, short: bool) -> str:
    """Pages as the citation gives them, or else those that hold its lines; or else its lines."""
    if citation.pages:
        return _counted(citation.pages, "p.", "pp.")
    lines = number_text.lines_text(citation)
    if not lines:
        return ""
    source = cited(strategy, citation)
    pages = _pages(citation, source.record.pages if source else ())
    if pages:
        return f"p. {pages}" if pages.isdecimal() else f"pp. {pages}"
    if short:
        return f"l. {lines}"
    return f"{'line' if lines.isdecimal() else 'lines'} {lines}{TEXT_EDITION}"


def _counted(ranges: tuple[tuple[int, int], ...] | None, one: str, many: str) -> str:
    found = number_text.ranges_text(ranges)
    return f"{one if found.isdecimal() else many} {found}" if found else ""


def cited(strategy: Strategy, citation: Citation) -> Node[SourceDocument] | None:
    """The document of a citation."""
    return strategy.by_id[citation.document].narrowed(SourceDocument) if citation.document else strategy.document


def head(strategy: Strategy, citation: Citation | None, *, short: bool = False) -> str:
    """What a citation is called first: its section, or else its place; that of another document than the main one, by its title; '' for none.

    Where that is all that is known, it is the address.
    """
    if citation is None:
        return ""
    source = cited(strategy, citation)
    other = source.title if source and source is not strategy.document else ""
    own = citation.section or where(strategy, citation, short=short)
    return ", ".join(filter(None, (other, own))) or (source.title if source else citation.address or "")


def tail(strategy: Strategy, citation: Citation | None, *, short: bool = False) -> str:
    """The place within what `head` names; '' where that is all."""
    return where(strategy, citation, short=short) if citation and citation.section else ""


def counts_lines(strategy: Strategy) -> bool:
    """Whether the place of some entry is told by lines, whose meaning is then explained."""
    cited = (node.record.cited for node in strategy.nodes)
    return any(where(strategy, citation, short=True).startswith("l.") for citation in cited if citation)


def text(strategy: Strategy, citation: Citation | None) -> str:
    """A citation in one: document, section, place and address, as far as each is given; '' for none."""
    if citation is None:
        return ""
    return ", ".join(dict.fromkeys(filter(None, (head(strategy, citation), tail(strategy, citation), citation.address))))


def _pages(citation: Citation, pages: tuple[PageLines, ...]) -> str:
    """The pages that hold the lines of a citation, as printed; '' unless the page of every line is known."""
    found: set[int] = set()
    for first, last in citation.lines or ():
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
