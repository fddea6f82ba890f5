"""Where in a source something stands, in words: by page where pages are known, else by lines of the text edition."""

from __future__ import annotations

from builder.content import number_text
from builder.content.records import Citation, PageLines, SourceDocument
from builder.model import relations
from builder.model.strategy import Node, Strategy

TEXT_EDITION = " of the text edition"
"""What lines are lines of."""


def document(strategy: Strategy) -> Node[SourceDocument]:
    """The document that the publication restates."""
    found = strategy.target(strategy.root, relations.SOURCE_DOCUMENT)
    if found is None:
        raise LookupError("a linked strategy has its source document")
    return found


def where(strategy: Strategy, citation: Citation, *, short: bool = False) -> str:
    """The place of a citation within its section: 'p. 12', 'pp. 12–13', 'lines 656–658 of the text edition' (short: 'l. 656–658').

    '' where no lines are given.
    """
    lines = number_text.lines_text(citation)
    if not lines:
        return ""
    source = strategy.by_id[citation.document].narrowed(SourceDocument) if citation.document else document(strategy)
    pages = _pages(citation, source.record.pages if source else ())
    if pages:
        return f"p. {pages}" if pages.isdecimal() else f"pp. {pages}"
    if short:
        return f"l. {lines}"
    return f"{'line' if lines.isdecimal() else 'lines'} {lines}{TEXT_EDITION}"


def counts_lines(strategy: Strategy) -> bool:
    """Whether the place of some entry is told by lines, whose meaning is then explained."""
    cited = (node.record.cited for node in strategy.nodes)
    return any(where(strategy, citation, short=True).startswith("l.") for citation in cited if citation)


def text(strategy: Strategy, citation: Citation | None) -> str:
    """Section and place of a citation in one; '' for none."""
    return ", ".join(filter(None, (citation.section, where(strategy, citation)))) if citation else ""


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
