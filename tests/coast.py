"""An invented strategy of a whole region, as printed ones are: `python -m tests.coast DIR` writes it.

Twelve countries on a map, in three groups and in none; five objectives, one of them long; figures with charts of every kind; chapters, bodies with
pages of their own, instruments for more than a sheet, and abbreviations wherever a text can have one. Titles are ordinary: those that look like
markup are in `tests/small`. The names of countries in other languages are those that the Unicode CLDR has for their codes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from textwrap import dedent
from typing import Any

from benchmarks.synthetic import write_files

ADDRESS = "https://strategy.example.org/"
SETTINGS = f"""\
    site_name: Strategy of the Coast
    site_url: {ADDRESS}
    docs_dir: content
    theme: strategy
    plugins:
      - strategy
"""
LINES = 400
COUNTRIES: dict[str, tuple[str, str, int, int]] = {
    "ALD": ("Aldmark", "UA", 1, 1), "BRE": ("Brenholm", "KZ", 1, 3), "COR": ("Corvia", "GE", 1, 4), "DUN": ("Dunmere", "AM", 2, 1),
    "ELT": ("Elthia", "IL", 2, 2), "FAR": ("Farrow and Tern", "AZ", 2, 3), "GOL": ("Golna", "TR", 2, 5), "HAV": ("Havenreach", "AL", 3, 1),
    "ISK": ("Iskar", "MD", 3, 2), "JUN": ("Juniper Isles", "RS", 3, 4), "KEL": ("Kelda", "TJ", 4, 2), "LOM": ("Lomerin", "XK", 4, 5),
}  # fmt: skip
"""Name, code of ISO 3166, row and column by id."""
GROUPS = {
    "G-NORTH": ("Northern Coast", ("ALD", "BRE", "COR", "DUN")),
    "G-SOUTH": ("Southern Coast", ("GOL", "HAV", "ISK")),
    "G-ISLES": ("Outer Isles", ("JUN", "KEL")),
    "G-EAST": ("Eastern Shore", ("ELT",)),
    "G-WEST": ("Western Shore", ("FAR",)),
}
TERMS = {
    "HMC": "harbour master’s council", "TIDE": "Tidal Information and Data Exchange", "FMC": "fishing monitoring centre", "SAR": "search and rescue",
    "MPA": "marine protected area", "VTS": "vessel traffic service", "EEZ": "exclusive economic zone", "IUU": "illegal, unreported and unregulated",
    "LNG": "liquefied natural gas", "DWT": "deadweight tonnage", "TEU": "twenty-foot equivalent unit", "PSC": "port state control",
    "AIS": "automatic identification system", "BWM": "ballast water management", "CZM": "coastal zone management", "DSS": "distress and safety system",
    "ECA": "emission control area", "FSA": "formal safety assessment", "GHG": "greenhouse gases", "HNS": "hazardous and noxious substances",
    "ICZ": "integrated coastal zone", "OC": "Office of the Coast", "COI": "Coast and Outer Isles", "NGO": "non-governmental organization", "PRF": "port reception facility", "RPO": "regional port office",
}  # fmt: skip
ACTIVITIES = (13, 7, 8, 8, 7)
"""Activities of each objective."""
VERBS = ("Train", "Equip", "Survey", "Advise", "Connect", "Map", "Support")
THINGS = ("pilots", "harbour offices", "coast guards", "shipyards", "ferry lines", "lighthouse keepers", "fishing villages", "tide gauges")
GOALS = ("Safe harbours", "Clean waters", "Fair fishing in the EEZ", "Open sea lanes", "Living shores")
INSTRUMENTS = 45
ASKED = (
    "The HMC of [Aldmark][ALD] asked for this on the coast; see [the sea][CTX-SEA]. It serves [the goal][GOAL], [SO1] and [SO2], and keeps to [OP1], "
    "[OP2] and [OP3]; [the talks][BODY-2] and [the first sheet][TOOL-01] help."
)
"""How every objective is reasoned: many mentions of the same few."""


def source(line: int, section: str = "The coast") -> dict[str, Any]:
    """A place in the invented document."""
    return {"section": section, "lines": str(line)}


def strategy() -> Iterator[tuple[str, Any]]:
    """The content files: (path, values)."""
    yield "strategy.yml", _publication()
    document = {"id": "SRC-COAST", "title": "Strategy of the Coast", "publisher": "Office of the Coast", "year": 2030, "text_lines": LINES}
    yield "sources.yml", [document]
    yield "coverage.yml", [{"lines": f"1-{LINES}", "passage": "All of it", "ids": ["GOAL"]}]
    yield "framework/goal.yml", {"id": "GOAL", "title": "A coast that is safe to live on", "text": "So that harbours stay open.", "source": source(1)}
    yield (
        "framework/strategic-objectives.yml",
        [{"id": f"SO{n}", "title": f"Serve every harbour, part {n}", "text": "With all that sail.", "source": source(n)} for n in (1, 2)],
    )
    yield (
        "framework/global-strategy.yml",
        [{"id": f"GS{n}", "title": f"Sail together, part {n}", "text": "As [the sea][CTX-SEA] asks.", "source": source(n)} for n in (1, 2)],
    )
    yield "framework/thematic-areas.yml", [{"id": f"TA{n}", "title": f"Waters {n}", "source": source(n)} for n in (1, 2, 3)]
    yield (
        "framework/principles.yml",
        [{"id": f"OP{n}", "title": f"Sail by rule {n}", "text": f"As in [Aldmark][ALD], {mentions(n)}.", "source": source(n)} for n in range(1, 4)],
    )
    for number in range(1, len(GOALS) + 1):
        yield f"objectives/to{number}.yml", _objective(number)
    yield "groups.yml", [_group(at, *item) for at, item in enumerate(GROUPS.items(), 1)]
    for at, id_ in enumerate(COUNTRIES):
        yield f"countries/{COUNTRIES[id_][0].lower().replace(' ', '-')}.yml", _country(at, id_)
    yield from _figures()
    yield "indicators.yml", _indicators()
    yield from _told()


def mentions(number: int) -> str:
    """Links to four countries."""
    return ", ".join(f"[{name}][{id_}]" for id_, (name, *_) in list(COUNTRIES.items())[number : number + 4])


def _publication() -> dict[str, Any]:
    return {
        "title": "Strategy of the Coast 2031–2034",
        "subtitle": "Coast and Outer Isles",
        "short_title": "Coast Strategy 2031–2034",
        "summary": "What the Office of the Coast wants to do with twelve countries: one goal, five objectives and what is done for them.",
        "publisher": {"name": "Office of the Coast", "abbreviation": "OC"},
        "region": {"name": "Coast and Outer Isles", "abbreviation": "COI"},
        "period": {"start": 2031, "end": 2034},
        "language": "en",
        "edition": {"name": "1.0", "date": "2031-02-28"},
        "source_document": "SRC-COAST",
        "headline_figures": ["KF-SAILORS", "KF-BOATS", "KF-WRECKS"],
        "about": "Invented to test the builder with a strategy of a whole region.",
        "disclaimer": "Nothing here is true.",
        "licence": "Use it as you like.",
        "partnership_sorts": [{"name": "initiative", "plural": "Initiatives"}, {"name": "regional dialogue", "plural": "Regional dialogues"}],
        "instrument_sorts": [{"name": "tool", "plural": "Tools"}, {"name": "framework", "plural": "Frameworks"}],
    }


def _objective(number: int) -> dict[str, Any]:
    ids = list(COUNTRIES)
    steps = range(1, ACTIVITIES[number - 1] + 1)
    activities = [
        {
            "id": f"TO{number}-A{step:02}",
            "title": f"{VERBS[(step + number) % len(VERBS)]} {THINGS[step % len(THINGS)]}, as step {step} towards {GOALS[number - 1].lower()}",
            "text": f"Work with [{COUNTRIES[ids[step % 12]][0]}][{ids[step % 12]}] and the coast offices of its neighbours on {THINGS[step % len(THINGS)]}; SAR comes first.",
            "source": source(40 * number + step, f"Objective {number}"),
        }
        for step in steps
    ]
    half = (len(activities) + 1) // 2
    return {
        "id": f"TO{number}",
        "number": number,
        "title": f"Work with all countries of the coast for {GOALS[number - 1].lower()}, by what harbours and crews can do",
        "short_title": GOALS[number - 1],
        "summary": f"To have {GOALS[number - 1].lower()} everywhere on the coast.",
        "area": f"TA{number % 3 + 1}",
        "rationale": "\n\n".join([ASKED, *[filler(number + n) for n in range(3)]]),
        "source": source(40 * number, f"Objective {number}"),
        "groups": [{"title": "At sea", "activities": activities[:half]}, {"title": "On land", "activities": activities[half:]}],
    }


def filler(number: int) -> str:
    """A paragraph, another for each number."""
    thing, verb = THINGS[number % len(THINGS)], VERBS[number % len(VERBS)].lower()
    return (
        f"Where {thing} are few, the coast is told late of storms, and the offices {verb} whom they reach. In year {number} of the survey, "
        f"half of the {thing} had no VTS, and AIS was read in one harbour of three. What was learned then is still done today, by the same crews."
    )


def _group(at: int, id_: str, named: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
    name, members = named
    listed = {"arrangement": "source", "members_source": source(20 + at)} if at == 1 else {}
    return {"id": id_, "name": name, "order": at, "members": list(members), "basis": f"The strategy speaks of the {name}.", "source": source(20 + at), **listed}


def _country(at: int, id_: str) -> dict[str, Any]:
    name, alpha2, row, column = COUNTRIES[id_]
    office = {"lines": [f"Office of the Coast {name}", f"{at + 1} Quay Street"], "telephone": f"+99 1 234 {at:02}", "email": f"{id_.lower()}@coast.example.org"}
    value: dict[str, Any] = {
        "id": id_,
        "name": name,
        "current_name": f"New {name}",
        "codes": {"alpha3": id_, "alpha2": alpha2},
        "tile": {"row": row, "column": column},
        "in_short": [{"text": f"{name} has an HMC of its own, and a harbour that is open all year.", "source": source(41 + at, "Harbours")}],
        "source": source(30, "Countries of the coast"),
    }
    if id_ == "FAR":
        value["names_avoided"] = ["Азәрбајҹан"]
    if at % 3 != 2:
        value["office"] = {**office, "source": source(380 + at, "Offices")}
    return value


FIGURES: tuple[dict[str, Any], ...] = (
    {"id": "KF-SAILORS", "label": "Sailors of the coast", "value": "29", "scale": "million", "unit": "sailors"},
    {"id": "KF-BOATS", "label": "Boats of the coast", "value": "46", "scale": "million", "unit": "boats",
     "text": "Over 46 million boats, skiffs among them, were counted by the VTS among [the sailors][KF-SAILORS]."},
    {"id": "KF-WRECKS", "label": "Wrecks off the coast", "value": "2", "scale": "million", "unit": "wrecks", "year": 2028},
    {
        "id": "KF-WOMEN", "label": "Women among the sailors", "value": "52", "unit": "per cent", "share_of": "all sailors",
        "comparator": {"label": "World average", "value": "48", "unit": "per cent"},
    },
    {
        "id": "KF-YOUNG", "label": "Young people among the sailors", "value": "14", "unit": "per cent", "share_of": "all sailors", "year": 2028,
        "comparator": {"label": "World average", "value": "11", "unit": "per cent"},
    },
    {"id": "KF-PORTS", "label": "Harbours that are open all year", "display": "three quarters", "value": "75", "unit": "per cent", "groups": ["G-NORTH"],
     "text": "Three quarters of the harbours of the [Northern Coast][G-NORTH] are open all year."},
    {"id": "KF-FISH", "label": "Share of the world’s fish", "value": "16", "unit": "per cent", "share_of": "all fish of the world"},
    {"id": "KF-CARGO", "label": "Share of the world’s cargo", "value": "12", "unit": "per cent", "share_of": "all cargo of the world"},
    {"id": "KF-CREW-ALD", "label": "Crews in Aldmark", "value": "118000", "unit": "people", "countries": ["ALD"]},
    {"id": "KF-CREW-BRE", "label": "Crews in Brenholm", "value": "48000", "unit": "people", "countries": ["BRE"]},
    {"id": "KF-CREW-GOL", "label": "Crews in Golna", "value": "800000", "unit": "people", "countries": ["GOL"]},
    {"id": "KF-LINE-ONE", "label": "Ferries from Aldmark to Golna", "value": "200", "unit": "ferries", "countries": ["ALD", "GOL"]},
    {"id": "KF-LINE-TWO", "label": "Ferries from Golna to Aldmark", "value": "100", "unit": "ferries", "countries": ["GOL", "ALD"]},
    {"id": "KF-LINE-THREE", "label": "Ferries from Aldmark to Kelda", "value": "50", "unit": "ferries", "countries": ["ALD", "KEL"]},
)  # fmt: skip
CHARTS = {
    "comparison": ("KF-WOMEN", "KF-YOUNG"),
    "share": ("KF-FISH", "KF-CARGO"),
    "bars": ("KF-CREW-ALD", "KF-CREW-BRE", "KF-CREW-GOL"),
    "flow": ("KF-LINE-ONE", "KF-LINE-TWO", "KF-LINE-THREE"),
}

BESIDE = {"comparison": ["TO5"], "share": ["TO4"]}
"""The objectives beside which a chart stands: those whose briefs have room."""


def _figures() -> Iterator[tuple[str, Any]]:
    yield (
        "figure-groups.yml",
        [
            {"id": f"FG-{n}", "title": f"Counted at {place}", "order": n, "intro": "As the VTS has it.", "source": source(300 + n)}
            for n, place in ((1, "sea"), (2, "the quay"))
        ],
    )
    figures = []
    for at, figure in enumerate(FIGURES):
        said = f"{figure['value']} {figure.get('scale', '')} {figure['unit']}".replace("  ", " ")
        see = "" if figure["id"] == "KF-SAILORS" else " among [the sailors][KF-SAILORS]"
        text = f"{figure['label']}: the VTS counted {said}{see}."
        figures.append(
            {
                "group": f"FG-{1 + at // 7}",
                "year": 2030,
                "qualifier": "nearly" if at % 2 else "over",
                "text": text,
                "source": source(301 + at, "Figures"),
                **figure,
            }
        )
    yield "figures.yml", figures
    yield (
        "charts.yml",
        [
            {
                "id": f"CH-{kind.upper()}",
                "title": f"What the coast counts, as {kind}",
                "kind": kind,
                "text": "As the VTS counted it.",
                "objectives": BESIDE.get(kind, []),
                "items": [{"figure": name} if kind == "flow" else {"figure": name, "label": f"Row {at}, by AIS"} for at, name in enumerate(names, 1)],
            }
            for kind, names in CHARTS.items()
        ],
    )


def _indicators() -> list[dict[str, Any]]:
    """Of an objective and of an activity, on track and without data."""
    return [
        {
            "id": "IND-BEACONS",
            "title": "Harbours with a beacon that is lit",
            "belongs_to": "TO4",
            "unit": "per cent",
            "text": "Of all harbours of the coast, as in [Aldmark][ALD].",
            "baseline": {"value": "46.5", "date": "2030"},
            "target": {"value": "90", "date": "2034"},
            "values": [
                {"value": "58", "date": "2031", "qualifier": "about"},
                {"value": "51", "date": "2031", "disaggregation": [{"dimension": "place", "category": "Outer Isles"}]},
                {"value": "66.5", "date": "2032-06"},
            ],
            "source": source(310, "Measures"),
        },
        {
            "id": "IND-DAYS",
            "title": "Days until a wreck is cleared",
            "belongs_to": "TO4-A01",
            "unit": "days",
            "baseline": {"value": "30", "date": "2030"},
            "target": {"value": "7", "date": "2034"},
            "source": source(311, "Measures"),
        },
    ]


def _told() -> Iterator[tuple[str, Any]]:
    """Chapters, passages, bodies, instruments, words."""
    chapters = {"SEA": 4, "SHORE": 2}
    for at, (name, parts) in enumerate(chapters.items(), 1):
        sections = [
            f"## {name.title()}, part {part}\n\nThe HMC met.\n\n{filler(part)}\n\n{filler(part + at)}\n\n{filler(part + at + 3)}"
            for part in range(1, parts + 1)
        ]
        head = {
            "id": f"CTX-{name}",
            "title": f"The coast and its {name.lower()}",
            "order": at,
            "summary": f"What is known of the {name.lower()}.",
            "source": source(100 + at),
        }
        yield (
            f"topics/{name.lower()}.md",
            (head, "[Aldmark][ALD] and [Golna][GOL] were asked first; the MPA of [Kelda][KEL] came later.\n\n" + "\n\n".join(sections) + "\n"),
        )
    yield (
        "passages.yml",
        [
            {
                "about": [about],
                "stands_in": f"CTX-{chapter}",
                "text": f"The coast of {name} is told of the {chapter.lower()} by its HMC, in every year.",
                "source": source(120 + at),
            }
            for at, (chapter, (about, name)) in enumerate(product(chapters, (("ALD", "Aldmark"), ("GOL", "Golna"), ("KEL", "Kelda"), ("G-NORTH", "the north"))))
        ],
    )
    yield (
        "partnerships.yml",
        [_body(at, name) for at, name in enumerate(("Anchor Process", "Beacon Talks", "Compass Table", "Drift Net", "Ebb Forum", "Fog Watch"))],
    )
    listed = ", ".join(list(TERMS)[8:])
    yield (
        "instruments.yml",
        [
            {
                "id": f"TOOL-{n:02}",
                "kind": ("tool", "framework")[n % 2],
                "name": f"Chart of the coast, sheet {n}",
                "text": f"It shows the coast at low tide. {filler(n)}",
                "date": str(2000 + n),
                "owned_by": ["BODY-1"],
                "source": source(200 + n, "Tools"),
            }
            for n in range(1, INSTRUMENTS + 1)
        ],
    )
    yield "glossary.yml", [{"term": term, "expansion": words, "text": f"Named with {listed}.", "source": source(350, "Words")} for term, words in TERMS.items()]
    yield (
        "synonyms.yml",
        [
            {"page": "key-figures/", "words": ["statistics"]},
            {"words": ["Küste"], "entries": ["CTX-SHORE", "TO5"]},
            {"words": ["pirates off Golna"], "answer": "The strategy says nothing of pirates off [Golna][GOL]."},
        ],
    )


def _body(at: int, name: str) -> dict[str, Any]:
    ids = list(COUNTRIES)
    terms = list(TERMS)[6 * (at % 4) : 6 * (at % 4) + 6]
    value = {
        "id": f"BODY-{at + 1}",
        "kind": ("regional dialogue", "initiative")[at % 2],
        "name": name,
        "text": f"It meets on the coast twice a year, on {', '.join(terms)}.",
        "purpose": "To share what is known of the sea.",
        "members": ids[at : at + 5],
        "observers": [ids[(at + 7) % 12]],
        "started": str(1990 + at),
        "led_by": ["BODY-1"] if at else [],
        "source": source(150 + at, "Partners"),
    }
    if at < 2:
        value["text"] += f"\n\n{filler(at)}"
    return value


def write(folder: Path) -> Path:
    """Writes it to a content folder and its settings beside it, and gives the folder."""
    chapters = {name: value for name, value in strategy() if name.endswith(".md")}
    write_files(folder, ((name, value) for name, value in strategy() if name not in chapters))
    for name, (head, text) in chapters.items():
        write_files(folder, [(name, head)])
        path = folder / name
        path.write_text(f"---\n{path.read_text('utf-8')}---\n\n{text}", "utf-8")
    (folder.parent / "mkdocs.yml").write_text(dedent(SETTINGS), "utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
