"""The rules of how entries stand among those of their kind: their order, what is a part of what, and the codes that are shown of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import nesting_field, order_field
from builder.content.records import Coded, Record
from builder.problems import Problem
from builder.wording import Phrase

MOST_LEVELS = 3
"""How deep entries may be parts of others of their kind: goal, outcome, output."""


def orders_are_distinct(corpus: Corpus) -> Iterator[Problem]:
    """No two entries of a kind, or parts of the same one, stand at the same place in their order."""
    taken: dict[tuple[str, str, int], str] = {}
    for entry in corpus.every:
        field = order_field(type(entry.record))
        value = getattr(entry.record, field) if field else None
        if value is None:
            continue
        key = (entry.kind.name, _above(entry), value)
        if key in taken:
            yield entry.problem("order-taken", Phrase("{field} {value} is taken by {taken}: choose another", field=field, value=value, taken=taken[key]), field)
        taken.setdefault(key, str(entry.id))


def _above(entry: Entry[Record]) -> str:
    """The id of the entry of the same kind that an entry is a part of; '' if there is none."""
    field = nesting_field(type(entry.record), entry.kind.name)
    return str(getattr(entry.record, field) or "") if field else ""


def parts_do_not_go_in_circles(corpus: Corpus) -> Iterator[Problem]:
    """What is a part of another entry of its kind stands in three levels at most, and never in a circle."""
    above = {entry.id: name for entry in corpus.every if entry.id and (name := _above(entry))}
    for entry in corpus.every:
        way = [entry.id or ""]
        name = above.get(way[-1], "")
        while name and name not in way:
            way.append(name)
            name = above.get(name, "")
        field = nesting_field(type(entry.record), entry.kind.name)
        if name == entry.id and len(way) > 1:
            yield entry.problem(
                "part-circle", Phrase("'{name}' is a part of itself ({way}): correct one of these", name=name, way=" → ".join([*way, name])), field
            )
        elif not name and len(way) > MOST_LEVELS:
            message = Phrase(
                "'{id}' stands {number} levels deep ({way}), and {most} are the most: make it a part of one further up",
                id=entry.id,
                number=len(way),
                way=" → ".join(way),
                most=MOST_LEVELS,
            )
            yield entry.problem("part-depth", message, field)


def codes_are_distinct(corpus: Corpus) -> Iterator[Problem]:
    """No two entries of a kind have the same code, since it is all that is shown of them in some places; and no title repeats it."""
    taken: dict[tuple[str, str], str] = {}
    for entry in corpus.every:
        code = entry.record.code if isinstance(entry.record, Coded) else None
        if not code:
            continue
        key = (entry.kind.name, code.casefold())
        if key in taken:
            yield entry.problem("code-taken", Phrase("the code '{code}' is taken by '{taken}': choose another", code=code, taken=taken[key]), "code")
        taken.setdefault(key, str(entry.id))
        if re.match(rf"{re.escape(code)}(?!\w)", entry.record.title_text or "", re.IGNORECASE):
            yield entry.problem("code-twice", Phrase("begins with the code '{code}', which stands before it already: leave it out here", code=code), "title")


RULES = (orders_are_distinct, parts_do_not_go_in_circles, codes_are_distinct)
