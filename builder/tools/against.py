"""The strategy as it is, compared with the `links.json` of what is published → what a publication would take away from those who link to it.

The rules of the register compare the content with a file that people edit, and that a merge can spoil; here it is compared with what readers have.
Every id that is published must still be known and mean the same, every address of it must still lead to it, and keys of citations must stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from builder.content.fieldroles import other_names
from builder.content.kinds import KIND_OF
from builder.content.records import EditionNote, Publication, RegisterEntry
from builder.model import citations
from builder.model.register import Identifier, Register
from builder.model.strategy import Node, Strategy
from builder.problems import ContentError, Problem
from builder.rules.register import alike
from builder.tools.links import published as links
from builder.tools.links.published import Link, LinksFile
from builder.wording import Phrase

__all__ = ["lost", "published"]

NOT_NEW = frozenset({"reworded", "corrected"})
"""Changes of an edition by which an id keeps its meaning, whatever its words."""


def published(source: str) -> LinksFile | Problem:
    """The list of links of a published site: a folder or file, or an address. A warning, where the host has nothing there yet.

    Raises `ContentError` if it cannot be had otherwise, or is none.
    """
    try:
        return links.read(source)
    except ContentError as error:
        if [problem.code for problem in error.problems] != [links.NOTHING_THERE]:
            raise
        message = Phrase("nothing is published there, so there was nothing to compare with: right before the first publication, else check the address")
        return Problem.of_file(source, "nothing-published", message, "warning")


def lost(strategy: Strategy, published: LinksFile) -> Iterator[Problem]:
    """What is published and would be lost: ids, their meaning, their addresses, keys of citations."""
    register = Register(strategy)
    yield from _keys(strategy, published)
    for link in published.links:
        identifier = register.by_id.get(link.id.upper())
        if identifier is None:
            yield _gone(strategy, link)
            continue
        yield from _meaning(strategy, link, identifier)
        yield from _addresses(strategy, register, published.base, link, identifier)


def _keys(strategy: Strategy, published: LinksFile) -> Iterator[Problem]:
    """What people have cited with is found again: keys in bibliographies, and names with a prefix."""
    (node,) = strategy.of(Publication)
    own, keys = node.record.prefix or "", citations.prefix(strategy)
    lost = Phrase("so what people have cited is found no more")
    if published.prefix and published.prefix != own:
        here = Phrase("'{prefix}'", prefix=own) if own else Phrase("not there")
        message = Phrase(
            "identifiers are published with the prefix '{prefix}', and it is {here} here, {lost}: write it back", prefix=published.prefix, here=here, lost=lost
        )
    elif published.keys and published.keys != keys:
        mend = Phrase("leave out the prefix") if own else Phrase("write abbreviation of the publisher and first year of the period as they were")
        message = Phrase(
            "keys in bibliographies begin with '{keys}' where this is published and with '{own}' here, {lost}: {mend}",
            keys=published.keys,
            own=keys,
            lost=lost,
            mend=mend,
        )
    else:
        return
    yield Problem(node.file, node.line, 1, "published-keys", message)


def _line(strategy: Strategy, id_: str) -> tuple[str, int]:
    """Where the register has an id; where it would have it, if it has not."""
    nodes = strategy.of(RegisterEntry)
    before = [node for node in nodes if node.record.id <= id_]
    node = max(before, key=lambda node: node.record.id) if before else next(iter(nodes), None)
    return (node.file, node.line) if node else (strategy.folder + KIND_OF[RegisterEntry].location, 1)


def _gone(strategy: Strategy, link: Link) -> Problem:
    what = Phrase("'{id}' ('{title}')", id=link.id, title=link.title) if link.title else Phrase("'{id}'", id=link.id)
    message = Phrase(
        "{what} is published and neither in the content nor in the register, so {url} would lead nowhere: bring it back, or write here a line with "
        "'id: {id}', 'kind: {kind}', the title, 'since: {since}' and 'at: …', and "
        "'status: renamed' with 'to: …', 'status: split' with 'into: […]', or 'status: withdrawn' with 'reason: …' and 'date: …'",
        what=what,
        url=link.url,
        id=link.id,
        kind=link.kind or "…",
        since=link.since or "…",
    )
    return Problem(*_line(strategy, link.id), 1, "published-id-lost", message)


def _meaning(strategy: Strategy, link: Link, identifier: Identifier) -> Iterator[Problem]:
    """An id is of the kind that it was, and of the thing that it was."""
    place = (identifier.node.file, identifier.node.line) if identifier.node else _line(strategy, link.id)
    if link.kind and link.kind != identifier.kind:
        message = Phrase(
            "'{id}' is published as one of the kind '{before}' ('{title}') and is of the kind '{kind}' here: "
            "give this another id, and say in the register what became of the old one",
            id=link.id,
            before=link.kind,
            title=link.title,
            kind=identifier.kind,
        )
    elif link.title and not _means(strategy, link, identifier):
        message = Phrase(
            "'{id}' is published for '{before}' and stands for '{title}' here: give this another id and the old one back, or say in the "
            "register what became of it; if it is the same thing reworded, say so in editions.yml, in a change with 'kind: reworded' and 'ids: [{id}]'",
            id=link.id,
            before=link.title,
            title=identifier.title,
        )
    else:
        return
    yield Problem(*place, 1, "published-id-changed", message)


def _means(strategy: Strategy, link: Link, identifier: Identifier) -> bool:
    """Whether an id means what it meant: it has the same title, one like it, or the old one as another name, and no other entry has that title now."""
    if link.title == identifier.title:
        return True
    if any(node.kind.name == link.kind and node.title == link.title for node in strategy.by_id.values()):
        return False
    names = other_names(identifier.node.record) if identifier.node else ()
    return link.title in names or alike(link.title, identifier.title) or _reworded(strategy, link.id)


def _reworded(strategy: Strategy, id_: str) -> bool:
    """Whether the edition that is to be published says that an entry was put otherwise."""
    edition = strategy.publication.edition.name
    notes: list[Node[EditionNote]] = [node for node in strategy.of(EditionNote) if node.record.name == edition]
    return any(id_ in change.ids for node in notes for change in node.record.changes if change.kind in NOT_NEW)


def _addresses(strategy: Strategy, register: Register, base: str, link: Link, identifier: Identifier) -> Iterator[Problem]:
    """Where an id stood, it stands, or what stood there leads to it."""
    known = {identifier.address, register.leads_to(identifier), *identifier.formerly}
    if identifier.node is not None:
        known |= {identifier.node.place.path, identifier.node.listed.path}
    stood = (link.page, *link.formerly) if link.status == "current" else link.formerly
    for address in dict.fromkeys(unquote(address.removeprefix(base)) for address in stood if address.startswith(base)):
        if address not in known:
            message = Phrase(
                "'{id}' is published at /{address}, and nothing would lead from there to it: write that address under 'formerly_at' here",
                id=link.id,
                address=address,
            )
            if not identifier.register_entry:
                message += Phrase(", when builder ids has written the line of this id")
            yield Problem(*_line(strategy, link.id), 1, "published-address-lost", message)
