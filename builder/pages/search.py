"""Linked strategy → the entries of the site's search, a sibling of the pages and made from the same model.

An entry is a thing, a section of a topic, or an overview page; it leads to its own anchor.
The file is a script that hands its data over, so that it also loads from a folder opened without a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from builder.content import addresses, number_text, prose
from builder.content.records import Address
from builder.model import country_names
from builder.model.strategy import Strategy, Thing
from builder.pages.catalogue import Page
from builder.views import pagedata

FILE = "assets/search-index.js"
KEYWORDS: dict[str, tuple[str, ...]] = {
    addresses.FRAMEWORK: ("strategic framework",),
    addresses.OVERVIEW: ("overview", "diagram", "summary"),
    addresses.OBJECTIVES: ("thematic objectives", "list of objectives", "activities"),
    addresses.COUNTRIES: ("countries and territories", "map", "list of countries", "sub-regions"),
    addresses.FIGURES: ("statistics", "numbers", "data"),
    addresses.CONTEXT: ("chapters", "topics"),
    addresses.PARTNERSHIPS: ("processes and organizations", "matrix", "membership"),
    addresses.INSTRUMENTS: ("frameworks and tools",),
    addresses.CONTACTS: ("offices", "addresses", "contact us", "telephone", "e-mail"),
    addresses.PRINT: ("brief", "country briefs", "objective briefs", "PDF", "download PDF", "paper"),
    addresses.COMPARE: ("comparison", "side by side"),
    addresses.GLOSSARY: ("abbreviations", "acronyms"),
    addresses.CITE: ("citation", "reference", "permanent link", "download", "BibTeX", "API", "CSV"),
    addresses.CHANGES: ("editions", "versions", "history", "feed"),
    addresses.ABOUT: ("sources", "licence", "disclaimer", "editor’s notes", "coverage"),
}
"""Other words for the overview pages that people search by."""
NOT_SEARCHED = frozenset({"strategy", "coverage", "edition", "registration"})
WEIGHTS: dict[str, float] = {
    "country": 1.5,
    "objective": 1.5,
    "instrument": 1.25,
    "partnership": 1.25,
    "topic": 1.1,
    "page": 1.1,
    "subregion": 1.1,
    "term": 0.8,
    "source": 0.5,
}
"""What people look for most, other things being equal: how a kind of entries weighs in the ranking; 1 unless it stands here."""
ID_SHOWN = frozenset({"goal", "objective", "activity", "principle", "area", "strategic-objective", "global-point"})
"""Kinds that people know by their ids: their results show it."""


def entries(strategy: Strategy, pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """All entries: url `u`, title `t`, id `i`, kind `k`, section `s`, other names `a`, text `b`; empty ones are left out."""
    for page in pages:
        if page.thing is None and page.title:
            yield _entry(addresses.Place(page.path).path, page.title, kind="page", names_=KEYWORDS.get(page.path, ()))
    alpha2 = tuple(thing.record.codes.alpha2 for thing in strategy.of("country") if thing.record.codes.alpha2)
    for thing in strategy.things:
        if thing.kind in NOT_SEARCHED:
            continue
        if thing.kind == "topic":
            yield from _topic(thing)
            continue
        section = _section(strategy, thing)
        text = _text(thing) + (_profile(strategy, thing) if thing.kind == "country" else "")
        yield _entry(addresses.place(thing).path, thing.title, thing.id, thing.kind, section, tuple(_other_names(thing, alpha2)), text)


def _entry(url: str, title: str, id_: str = "", kind: str = "", section: str = "", names_: tuple[str, ...] = (), text: str = "") -> dict[str, Any]:
    found = {"u": url, "t": title, "i": id_, "k": kind.replace("-", " "), "s": section, "a": list(dict.fromkeys(names_)), "b": text}
    return {key: value for key, value in found.items() if value or key in ("u", "t")}


def _topic(thing: Thing[Any]) -> Iterator[dict[str, Any]]:
    """A topic, and each of its sections."""
    parts = prose.sections(thing.record.text)
    place = addresses.place(thing)
    for anchor, heading, text in parts:
        if not anchor:
            yield _entry(place.path, thing.title, thing.id, "topic", "", (), f"{thing.record.summary}\n{text}")
        else:
            yield _entry(addresses.Place(place.page, anchor).path, heading, "", "topic", thing.title, (), text)


def _section(strategy: Strategy, thing: Thing[Any]) -> str:
    """What the entry belongs to, as its reader sees it."""
    if thing.parent is not None:
        return f"{thing.parent.id} {thing.parent.record.short_title}"
    above = next((strategy.target(thing, field) for field in ("subregion", "group", "area") if strategy.target(thing, field)), None)
    return above.title if above else str(getattr(thing.record, "kind", ""))


def _other_names(thing: Thing[Any], alpha2: tuple[str, ...]) -> Iterator[str]:
    """Names, codes and abbreviations by which people know a thing."""
    record = thing.record
    for field in ("short_title", "full_name", "abbreviation", "inline_name", "short_name", "current_name", "expansion", "variant_title"):
        value = getattr(record, field, None)
        if value:
            yield value
    yield from getattr(record, "also_known_as", ())
    if thing.kind == "country":
        yield from (code for code in (record.codes.alpha2, record.codes.m49) if code)
        yield from country_names.regional_names(record.codes.alpha2, alpha2)


def _text(thing: Thing[Any]) -> str:
    """The words of an entry besides its names."""
    record = thing.record
    words = [prose.to_text(value) for field in ("text", "rationale", "basis", "note") if (value := getattr(record, field, None))]
    if thing.kind == "figure":
        words.append(number_text.quantity_text(record))
    address = getattr(record, "address", None)
    return "\n".join([*words, _office(address)] if address else words)


def _office(address: Address) -> str:
    reach = (("Telephone", address.telephone), ("Fax", address.fax), ("E-mail", address.email))
    return ", ".join(address.lines) + ". " + "; ".join(f"{word} {value}" for word, value in reach if value)


def _profile(strategy: Strategy, country: Thing[Any]) -> str:
    """What a country's profile says besides what mentions it: office, processes with the country's role."""
    publisher, office = strategy.document.publisher.abbreviation, country.record.office
    parts = [f"{publisher} office: {_office(office)}."] if office else []
    roles = [
        f"{' '.join(filter(None, (item.partnership.title, item.partnership.record.abbreviation)))} ({item.role})"
        for item in pagedata.memberships(strategy, country)
    ]
    return "\n".join([*parts, *([f"Processes and bodies: {'; '.join(roles)}."] if roles else []), "Brief as PDF."])


def kinds(found: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the search engine has to know of each kind among the entries, by its label: `weight`, and `showId`."""
    names = sorted({entry["k"].replace(" ", "-") for entry in found if "k" in entry})
    return {kind.replace("-", " "): {"weight": WEIGHTS.get(kind, 1), "showId": kind in ID_SHOWN} for kind in names}


def index(strategy: Strategy, pages: Iterable[Page]) -> bytes:
    """The search data as a script: `window.searchIndex`, with `kinds` and `entries`."""
    found = list(entries(strategy, pages))
    data = json.dumps({"kinds": kinds(found), "entries": found}, ensure_ascii=False, separators=(",", ":"))
    return f"window.searchIndex = {data};\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
