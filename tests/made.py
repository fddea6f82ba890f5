"""A strategy made in memory, with any text in every field, and what the exports make of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from hypothesis import strategies as st

from builder.content import addresses
from builder.content.corpus import Corpus, Entry
from builder.content.fieldroles import inner_records
from builder.content.fields import is_text
from builder.content.kinds import KIND_OF, KINDS
from builder.content.yamltree import Document
from builder.exports.context import Context
from builder.localization import Localization
from builder.model import strategy
from builder.model.strategy import Strategy
from builder.resources import PACKAGED

BASE = "https://made.example.org/plan/"
TEMPLATES = PACKAGED / "permalinks"
NASTY = "]\"{\\%&<\n\N{GRINNING FACE} '}$_^~#*|`>[x](y)--"
"""What readers of one format or another take for markup."""


characters = st.one_of(st.sampled_from(NASTY), st.characters(exclude_categories=["Cs", "Cc", "Cn"]).filter(is_text))
texts = st.text(characters, min_size=1, max_size=30).filter(str.strip)
"""Any text that a field can hold."""


def saying(language: str, words: Mapping[str, str]) -> Localization:
    """A language that says some words of the interface, and the others in English; 'where|Words' are said so in that context."""
    catalogue = Catalog(locale=language)
    for text, said in words.items():
        where, bar, there = text.partition("|")
        catalogue.add(there if bar else text, said, context=where if bar else None)
    return Localization(language, catalogue)


def line(text: str) -> str:
    """What a one-line field makes of a text."""
    return " ".join(text.split())


def literal(text: str) -> str:
    """Prose that says a text word for word."""
    return "".join(f"\\{char}" if char.isascii() and not char.isalnum() and not char.isspace() else char for char in text)


def made(title: str, prose: str = "Words.", *, extra: dict[str, list[dict[str, Any]]] | None = None, prefix: str | None = None) -> Strategy:
    """A strategy of one entry a kind with a title and a prose text in every place that takes one."""
    source = {"section": title, "lines": "1-2"}
    note = [prose]
    gone = {"title": title, "since": "1.0"}
    quantity: dict[str, Any] = {"value": "46.50", "unit": title, "qualifier": title}
    values: dict[str, list[dict[str, Any]]] = {
        "strategy": [
            {
                "title": title,
                "subtitle": title,
                "short_title": title,
                "summary": prose,
                "publisher": {"name": title, "abbreviation": title},
                "region": {"name": title},
                "period": {"start": "2031", "end": "2034"},
                "language": "en",
                "edition": {"name": "1.0", "date": "2031-02-28"},
                "prefix": prefix,
                "source_document": "SRC",
                "about": prose,
                "disclaimer": prose,
                "licence": prose,
                "partnership_sorts": [{"name": "initiative", "plural": "Initiatives"}, {"name": "regional dialogue", "plural": "Regional dialogues"}],
                "instrument_sorts": [{"name": "tool", "plural": "Tools"}],
            }
        ],
        "source": [{"id": "SRC", "title": title, "publisher": title}],
        "goal": [{"id": "GOAL", "title": title, "text": prose, "source": source}],
        "strategic-objective": [{"id": "SO1", "title": title, "text": prose, "source": source}],
        "area": [{"id": "TA1", "title": title, "text": prose, "source": source}],
        "principle": [{"id": "OP1", "title": title, "text": prose, "source": source}],
        "objective": [
            {
                "id": "TO1",
                "number": "1",
                "title": title,
                "short_title": title,
                "variant_title": title,
                "area": "TA1",
                "rationale": prose,
                "source": source,
                "groups": [{"title": title, "activities": [{"id": "TO1-A01", "title": title, "text": prose, "source": source, "editor_notes": note}]}],
            }
        ],
        "group": [{"id": "SR1", "name": title, "order": "1", "members": ["ABC"], "basis": prose, "source": source}],
        "country": [
            {
                "id": "ABC",
                "name": title,
                "current_name": title,
                "also_known_as": [title, title + "2"],
                "codes": {"alpha2": "AB", "m49": "008"},
                "tile": {"row": "1", "column": "1"},
                "office": {"lines": [title, title], "email": "a@example.org", "source": source},
                "source": source,
                "editor_notes": note,
            }
        ],
        "figure-group": [{"id": "FG1", "title": title, "order": "1", "intro": prose, "source": source}],
        "figure": [
            {
                "id": "KF-1",
                "group": "FG1",
                "label": title,
                "year": "2030",
                "share_of": title,
                "comparator": {**quantity, "label": title},
                "countries": ["ABC"],
                "text": prose,
                "source": source,
                "editor_notes": note,
                **quantity,
            }
        ],
        "indicator": [
            {
                "id": "IND",
                "title": title,
                "belongs_to": "TO1",
                "unit": title,
                "text": prose,
                "baseline": {"value": "10", "date": "2030"},
                "target": {"value": "20.5", "date": "2034-06", "qualifier": title},
                "values": [
                    {"value": "14", "date": "2031", "note": prose},
                    {"value": "13", "date": "2031", "disaggregation": [{"dimension": title, "category": title}]},
                ],
                "source": source,
                "editor_notes": note,
            }
        ],
        "partnership": [{"id": "PP", "kind": "initiative", "name": title, "text": prose, "members": ["ABC"], "source": source}],
        "instrument": [{"id": "II", "kind": "tool", "name": title, "text": prose, "source": source}],
        "topic": [{"id": "CTX-1", "title": title, "order": "1", "summary": title, "text": prose, "source": source}],
        "edition": [{"name": "1.0", "date": "2031-02-28", "summary": title, "changes": [{"kind": "added", "text": title, "ids": ["TO1"]}]}],
        "registration": [
            {**gone, "id": "OLD", "kind": "activity", "status": "withdrawn", "at": "objectives/to1/#old", "reason": title, "date": "2031-01-01"},
            {**gone, "id": "TO0", "kind": "objective", "status": "renamed", "at": "objectives/to0/", "to": "TO1"},
        ],
    }  # fmt: skip
    for kind, items in (extra or {}).items():
        values[kind] = items
    return strategy.link(corpus(values))


def charted() -> Strategy:
    """A strategy with a chart of each kind: bars, comparisons, shares of 3 and 16 per cent, and flows there and back."""
    source = {"section": "Figures", "lines": "1"}
    lands = [
        {"id": name, "name": name.title(), "codes": {}, "tile": {"row": row, "column": column}, "source": source}
        for name, row, column in (("ABC", "1", "1"), ("DEF", "2", "4"), ("GHI", "5", "2"))
    ]
    figures = [
        {"id": "KF-ONE", "value": "1200", "unit": "people", "countries": ["ABC"]},
        {"id": "KF-TWO", "value": "0.9", "scale": "thousand", "unit": "people", "countries": ["DEF"]},
        {"id": "KF-MORE", "value": "7.5", "unit": "per cent", "comparator": {"label": "World", "value": "3", "unit": "per cent"}},
        {"id": "KF-SMALL", "value": "3", "unit": "per cent", "share_of": "all boats"},
        {"id": "KF-LARGE", "value": "16", "unit": "per cent", "share_of": "all boats"},
        {"id": "KF-THERE", "value": "200", "unit": "people", "countries": ["ABC", "DEF"]},
        {"id": "KF-BACK", "value": "100", "unit": "people", "countries": ["DEF", "ABC"]},
        {"id": "KF-DOWN", "value": "50", "unit": "people", "countries": ["ABC", "GHI"]},
    ]
    charts = {
        "bars": ("KF-ONE", "KF-TWO"), "comparison": ("KF-MORE",), "share": ("KF-SMALL", "KF-LARGE"), "flow": ("KF-THERE", "KF-BACK", "KF-DOWN"),
    }  # fmt: skip
    extra: dict[str, list[dict[str, Any]]] = {
        "country": lands,
        "group": [],
        "partnership": [],
        "figure": [{"group": "FG1", "label": figure["id"], "year": "2030", "text": "Words.", "source": source, **figure} for figure in figures],
        "chart": [
            {"id": f"CH-{kind.upper()}", "title": kind, "kind": kind, "text": "Words.", "items": [{"figure": name} for name in names]}
            for kind, names in charts.items()
        ],
    }
    return made("Plan", extra=extra)


def corpus(values: dict[str, list[dict[str, Any]]]) -> Corpus:
    """Entries from plain values, as if read from files."""
    entries: list[Entry[Any]] = []
    for kind in KINDS:
        for value in values.get(kind.name, ()):
            record = kind.record.model_validate(value)
            slug = str(value.get("id", kind.name)).lower()
            document = Document(f"content/{'strategy' if kind.name == 'strategy' else slug}.yml", None, ())
            entries.append(Entry(kind, record, document, ()))
            for loc, inner in inner_records(record):
                entries.append(Entry(KIND_OF[type(inner)], inner, document, loc))
    return Corpus(Path("content"), tuple(entries))


def published(model: Strategy, base: str = BASE) -> Context:
    """A strategy with a few pages, as exports take it, and something in the place of pictures, which others make."""
    pages = {addresses.HOME: "Home", addresses.FRAMEWORK: "Framework", "objectives/to1.md": "One", addresses.FIGURES: "Key figures"}
    pages |= {addresses.COUNTRIES: "Countries"}
    pictures = {addresses.chart_file(chart.id, form): b"a picture" for chart in model.drawn for form in addresses.CHART_FORMS}
    return Context(model, addresses.Site(base), tuple(pages), TEMPLATES, pictures, pages)
