"""Linked strategy → the entries of the site's search, a sibling of the pages and made from the same model.

An entry of the index is a node, a section of a topic, or an overview page; it leads to its own anchor.
The search is a script, so that it also loads from a folder opened without a server. It brings box and engine with the data, since each is of no use
without the others and a request more costs a phone more than their bytes; what does not fit are parts beside it (search_index.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from builder.content import addresses, number_text, prose
from builder.content.fieldroles import listed
from builder.content.indicators import Indicator
from builder.content.kinds import KINDS
from builder.content.records import Address, Chart, Country, Figure, Instrument, Office, Partnership, Synonym, Topic
from builder.localization import deferred
from builder.model import country_names, relations
from builder.model.strategy import AnyNode, Node, Strategy
from builder.pages import search_index
from builder.pages.catalogue import Page
from builder.pages.search_words import Words
from builder.problems import Problem, suggest
from builder.resources import Templates
from builder.views import profiles
from builder.wording import Phrase

__all__ = ["FILE", "data", "entries", "files"]

FILE = "assets/search.js"
"""Where the search goes in the docs folder."""
SCRIPTS = ("words.js", "parts.js", "ranking.js", "engine.js", "box.js", "results.js")
"""What it is made of besides the data, in `templates/search/`, behind the rules of the language; each may use those before it."""
PAGE = deferred("page")
"""The label of pages that are not about one entry."""
PAGE_WEIGHT = 1.1
"""How much more than others people look for pages that are not about one entry."""


def entries(strategy: Strategy, pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """All entries: url `u`, title `t`, id `i`, kind `k`, section `s`, other names `a`, text `b`, code `c`, title in the original `o`; none is empty."""
    for address, title in _overviews(pages).items():
        words = (word for node in strategy.of(Synonym) if node.record.page == address for word in node.record.words)
        yield _entry(address, title, kind=strategy.worded(PAGE), names=tuple(words))
    languages = country_names.region_languages(node.record.codes.alpha2 for node in strategy.of(Country) if node.record.codes.alpha2)
    for node in strategy.nodes:
        if not node.kind.search_weight:
            continue
        if topic := node.narrowed(Topic):
            yield from _topic(topic, strategy.called[node.kind.name].short.one, _synonyms(strategy, node))
            continue
        country = node.narrowed(Country)
        names = (*node.other_names, *(_codes(country, languages) if country else ()), *_synonyms(strategy, node))
        text = _text(strategy, node) + (_profile(strategy, country) if country else "")
        code = node.code if node.kind.coded and node.code != node.id else ""
        kind, section = strategy.called[node.kind.name].short.one, _section(strategy, node)
        yield _entry(node.place.path, node.title, node.id, kind, section, names, text, code, _original(node))


def _entry(
    url: str, title: str, id_: str = "", kind: str = "", section: str = "", names: tuple[str, ...] = (), text: str = "", code: str = "", original: str = ""
) -> dict[str, Any]:
    others = list(country_names.distinct(names, [title]))
    found = {"u": url, "t": title, "i": id_, "k": kind, "s": section, "a": others, "b": text, "c": code, "o": original}
    return {key: value for key, value in found.items() if value or key in ("u", "t")}


def _original(node: AnyNode) -> str:
    """The title that an entry of a translation has in the language of the content; '' where it is the same."""
    title = node.original.title_text if node.original else node.title
    return "" if title == node.title else title


def _overviews(pages: Iterable[Page]) -> dict[str, str]:
    """The titles of the pages that are not about one entry, by address."""
    return {addresses.Place(page.path).path: page.title for page in pages if page.node is None and page.title}


def _synonyms(strategy: Strategy, node: AnyNode) -> tuple[str, ...]:
    """The words by which people look for an entry, as the content lists them."""
    return tuple(words for synonym in strategy.sources(node, relations.SEARCHED_AS) if not synonym.record.answer for words in synonym.record.words)


def _topic(node: Node[Topic], label: str, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A topic, and each of its sections."""
    parts = prose.sections(node.record.text)
    place = node.place
    for anchor, heading, text in parts:
        if not anchor:
            yield _entry(place.path, node.title, node.id, label, "", names, f"{node.record.summary}\n{text}", original=_original(node))
        else:
            yield _entry(addresses.Place(place.page, anchor).path, heading, "", label, node.title, (), text)


def _section(strategy: Strategy, node: AnyNode) -> str:
    """What the entry belongs to, as its reader sees it."""
    if node.parent is not None:
        return f"{node.parent.code} {node.parent.record.short_text}"
    above, record = strategy.group_of(node), node.record
    if above is not None:
        return f"{above.code} {above.record.short_text}" if above.kind is node.kind else above.title
    return record.kind if isinstance(record, Partnership | Instrument | Chart) else ""


def _codes(country: Node[Country], languages: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a country; its names, and those of its office's city, in the languages of the region and of the world."""
    codes, office = country.record.codes, country.record.office
    cities = country_names.searched_cities(codes.alpha2, "\n".join(office.lines)) if office else ()
    own = (code for code in (codes.alpha3, codes.alpha2, codes.m49) if code and code != country.id)
    return (*own, *country_names.searched_names(codes.alpha2, languages), *cities)


def _text(strategy: Strategy, node: AnyNode) -> str:
    """The words of an entry besides its names: what it says of itself, and then its lists, as the objectives have them."""
    words = [*map(prose.to_text, node.descriptions), *listed(node.record)]
    if isinstance(node.record, Figure):
        quantity = number_text.quantity_text(node.record)
        if not set(quantity.lower().split()) <= set(re.findall(r"\S+(?<![.,;:])", " ".join(words).lower())):
            words.insert(0, f"{quantity}:")
    if isinstance(node.record, Indicator):
        record = node.record
        quantities = (record.quantity(value) for value in filter(None, (record.last, record.target)))
        words += map(number_text.quantity_text, quantities)
    if isinstance(node.record, Office):
        words.append(_office(strategy, node.record.address))
    return "\n".join(words)


def _office(strategy: Strategy, address: Address) -> str:
    reach = ((deferred("Telephone {value}"), address.telephone), (deferred("Fax {value}"), address.fax), (deferred("E-mail {value}"), address.email))
    return ", ".join(address.lines) + ". " + "; ".join(strategy.localization(words, value=value) for words, value in reach if value)


def _profile(strategy: Strategy, country: Node[Country]) -> str:
    """What a country's profile says besides what mentions it: in short, office, processes with the country's role."""
    localization, office = strategy.localization, country.record.office
    short = [prose.to_text(item.text) for item in country.record.in_short]
    publisher = strategy.publication.publisher.abbreviation
    parts = [localization("{publisher} {office.one}: {address}.", publisher=publisher, address=_office(strategy, office))] if office else []
    roles = [
        f"{' '.join(filter(None, (item.partnership.title, item.partnership.record.abbreviation)))} ({localization(item.role)})"
        for item in profiles.memberships(strategy, country)
    ]
    if roles:
        parts.append(localization("{Partnership.many}: {bodies}.", bodies="; ".join(roles)))
    return "\n".join([*short, *parts, localization("Brief as PDF.")])


def kinds(strategy: Strategy, found: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the search engine has to know of each kind among the entries, by its label: `weight`, and `plural` of those whose ids are shown."""
    labels = {entry["k"] for entry in found if "k" in entry}
    known: dict[str, dict[str, Any]] = {strategy.worded(PAGE): {"weight": PAGE_WEIGHT, "plural": ""}}
    for kind in KINDS:
        if kind.search_weight and strategy.of_kind(kind):
            words = strategy.called[kind.name]
            known.setdefault(words.short.one, {"weight": kind.search_weight, "plural": words.many if kind.coded else ""})
    return {label: known[label] for label in sorted(labels)}


def misled(strategy: Strategy, pages: Iterable[Page]) -> Iterator[Problem]:
    """Words that lead to a page that there is not."""
    known = _overviews(pages)
    for node in strategy.of(Synonym):
        if node.record.page is not None and node.record.page not in known:
            message = Phrase("no overview page has the address '{page}'.", page=node.record.page) + suggest(node.record.page, known)
            yield Problem(node.file, node.line, 1, "unknown-page", message)


def _answers(strategy: Strategy) -> list[dict[str, Any]]:
    """What the editors say where the content has nothing: the phrases asked for `w`, the answer `x`, and the ids `i` of what comes nearest."""
    records = [node.record for node in strategy.of(Synonym)]
    return [{"w": record.words, "x": " ".join(prose.to_text(record.answer).split()), "i": record.entries} for record in records if record.answer]


def data(strategy: Strategy, pages: Iterable[Page], words: Words) -> search_index.Index:
    """The index: its root has `kinds`, `answers`, what the page of results has to `offer`, and what `search_index` makes of the entries."""
    found = sorted(entries(strategy, pages), key=lambda entry: entry["u"].partition("#")[0])  # page by page: what is near is often found together
    known = kinds(strategy, found)
    offer = (
        strategy.worded("{Country.short.many} and {objective.short.many} to choose from")
        if strategy.of(Country)
        else strategy.worded("{Objective.short.many} to choose from")
    )
    index = search_index.index(found, known, words)
    return replace(index, root={"kinds": known, "answers": _answers(strategy), "offer": offer, **index.root})


def files(strategy: Strategy, pages: Iterable[Page], templates: Templates) -> dict[str, bytes]:
    """The files of the search: a script with the data, `searchIndex`, and what searches it, from its folder of `templates`; and the parts of the index."""
    words = Words(strategy.publication.language, templates)
    index = data(strategy, pages, words)
    scripts = "".join(templates.find(name).read_text("utf-8") for name in (*words.scripts, *SCRIPTS))
    return {FILE: f"globalThis.searchIndex = {search_index.as_script(index.root)};\n{scripts}".encode(), **index.files}
