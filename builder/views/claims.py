"""Linked strategy → what pages say to reference managers: of the publication in the head of each, of an entry beside it.

The head has the publication's fields (Highwire, Dublin Core, OpenGraph); beside entries stand ContextObjects in Spans (COinS),
from which a reference manager offers a list (OpenURL 1.0, ANSI/NISO Z39.88; `kev:mtx:book`).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from babel.core import get_global

from builder.languages import locale_of
from builder.model import citations
from builder.model.strategy import AnyNode, Strategy


def whole(strategy: Strategy) -> dict[str, Any]:
    """What is the same for everything in the publication."""
    publication = strategy.publication
    return {
        "work": citations.work(publication),
        "author": publication.publisher.name,
        "publisher": citations.imprint(strategy),
        "year": str(citations.year(strategy) or ""),
        "editors": [f"{editor.name}," if editor.name else f"{editor.family}, {editor.given}" for editor in publication.editors],
        "isbn": citations.isbn(strategy),
        "date": publication.edition.date.isoformat(),
        "edition": publication.edition.name,
        "restated": citations.restated(strategy),
        "locale": locale(publication.language),
    }


def locale(language: str) -> str:
    """A language as OpenGraph has it, with a territory: its own, or the one where it has most readers (CLDR); as it is where none is known."""
    found = locale_of(language)
    if found is None:
        return language.replace("-", "_")
    likely = locale_of(get_global("likely_subtags").get(found.language, "").replace("_", "-"))
    territory = found.territory or (likely and likely.territory)
    return f"{found.language}_{territory}" if territory else found.language


def context_object(strategy: Strategy, node: AnyNode, address: str) -> str:
    """An entry as a part of the publication, for the `title` of a span of the class `Z3988`."""
    of = whole(strategy)
    fields = {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:book",
        "rft.genre": "bookitem",
        "rft.atitle": f"{node.title} ({node.code})",
        "rft.btitle": of["work"],
        "rft.aucorp": of["author"],
        "rft.pub": of["publisher"],
        "rft.date": of["year"],
        "rft.isbn": of["isbn"],
        "rft_id": address,
    }
    return urlencode({name: value for name, value in fields.items() if value})
