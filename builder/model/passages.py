"""What the strategy says of a country or a group, passage by passage, as a profile shows it.

The editors' wordings for use alone come first, in their order; after them the sentences that name it, of entries for which there is no such wording.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.kinds import EVIDENCE_KINDS
from builder.content.records import Citation, Passage
from builder.model import relations
from builder.model.mentions import evidence
from builder.model.strategy import AnyNode, Node, Strategy


@dataclass(frozen=True, eq=False)
class Told:
    """A passage about a country or group."""

    node: AnyNode
    """The entry that holds it."""
    text: str | None
    """The editors' wording for use alone, as prose; none where the entry's own sentences stand."""
    sentences: tuple[str, ...]
    """The entry's own sentences, as plain text."""
    anchor: str | None
    """The heading above the first of them, where the entry has a page of several sections."""
    source: Citation | None


def told(strategy: Strategy, subject: AnyNode) -> tuple[Told, ...]:
    """What the strategy says of a country or group, its figures and what else stands at another place of a profile included."""
    passages: tuple[Node[Passage], ...] = strategy.sources(subject, relations.PASSAGE_SUBJECTS)
    replaced = {passage.record.stands_in for passage in passages}
    by_editors = (
        Told(strategy.by_id[passage.record.stands_in], passage.record.text, (), None, passage.record.source) for passage in passages if passage.record.text
    )
    found = [item for item in evidence(strategy.said_of(subject)) if item.node.id not in replaced]
    names = {subject.title, subject.record.inline_text}
    by_themselves = [
        Told(item.node, None, sentences, item.anchor, item.node.record.cited)
        for item in found
        if (sentences := tuple(sentence for sentence in item.sentences if sentence.rstrip(";,.") not in names))
    ]
    order = {kind: at for at, kind in enumerate(EVIDENCE_KINDS)}
    return (*by_editors, *sorted((item for item in by_themselves if item.node.kind in order), key=lambda item: order[item.node.kind]))
