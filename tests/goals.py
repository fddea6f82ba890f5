"""An invented strategy of another shape: goals with numbered targets, many places in many groups, and nothing else. `python -m tests.goals DIR` writes it.

Seventeen objectives have ten activities each, coded as printed (1.1 to 1.8, 1.a, 1.b); 190 places have ids of their own, no ISO codes and no tiles,
and stand in 22 groups. Indicators show what becomes of some of them: each is judged otherwise, or for another reason.
There is no goal above them, no area, office, figure, process, instrument or topic, and sources are paragraphs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.synthetic import write_files

GOALS, TARGETS, PLACES, GROUPS = 17, 10, 190, 22
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "dal", "fen", "gor", "hul", "jin")
PARAGRAPHS = 91


def name(number: int) -> str:
    """An invented name, another for each number."""
    parts = [SYLLABLES[number % 15], SYLLABLES[number // 15 % 15], SYLLABLES[(number * 7 + 3) % 15]]
    return "".join(parts).capitalize()


def source(paragraph: int) -> dict[str, Any]:
    """A place in the invented resolution."""
    return {"section": "The goals", "paragraphs": str(paragraph)}


def codes(goal: int) -> list[str]:
    """The codes of the targets of a goal: numbers, and letters at the end, as means of implementation have them."""
    return [f"{goal}.{step}" for step in range(1, TARGETS - 1)] + [f"{goal}.a", f"{goal}.b"]


def place(number: int) -> str:
    """The id of a place, as a register of districts might have it."""
    return f"D-{number:03}"


def office(number: int) -> dict[str, Any]:
    """The invented office of a place."""
    lines = [f"District office {name(number)}", f"{number} Long Invented Street", f"{10_000 + number} {name(number)}"]
    return {"lines": lines, "telephone": f"+999 1 {1_000_000 + number}", "email": f"{name(number).lower()}@lands.example.org", "source": {"section": "Annex"}}


def strategy(*, offices: bool = False) -> Iterator[tuple[str, Any]]:
    """The content files: (path, values); with an office in every place, and a body of all of them, if asked."""
    yield (
        "strategy.yml",
        {
            "title": "Agenda of the Lands",
            "subtitle": "Goals for all districts",
            "short_title": "Agenda",
            "summary": f"What {PLACES} districts want to reach together: {GOALS} goals with {GOALS * TARGETS} targets.",
            "publisher": {"name": "Assembly of the Lands", "abbreviation": "AL"},
            "region": {"name": "The Lands"},
            "period": {"start": 2031, "end": 2045},
            "language": "en",
            "edition": {"name": "1", "date": "2031-05-01"},
            "source_document": "RES-1",
            "about": "Invented to test another shape of strategy.",
            "disclaimer": "Nothing here is true.",
            "licence": "Use it as you like.",
            **({"partnership_sorts": [{"name": "body", "plural": "Bodies"}]} if offices else {}),
        },
    )
    yield (
        "sources.yml",
        [
            {
                "id": "RES-1",
                "title": "Resolution 1 of the Assembly of the Lands",
                "publisher": "Assembly of the Lands",
                "year": "2030",
                "address": "https://lands.example.org/resolution-1",
                "paragraph_count": PARAGRAPHS,
            }
        ],
    )
    for goal in range(1, GOALS + 1):
        yield f"objectives/goal-{goal}.yml", _goal(goal)
    yield (
        "groups.yml",
        [
            {
                "id": f"G-{at:02}",
                "name": f"{name(at * 11)} and {name(at * 5 + 2)}",
                "order": at,
                "members": [place(number) for number in range(at, PLACES + 1, GROUPS)],
                "arrangement": "source",
                "members_source": {"section": "Annex", "pages": str(40 + at)},
                "basis": "The annex lists them.",
                "source": {"section": "Annex", "address": f"https://lands.example.org/annex#part-{at}"},
            }
            for at in range(1, GROUPS + 1)
        ],
    )
    yield "indicators.yml", indicators()
    for number in range(1, PLACES + 1):
        yield (
            f"countries/{name(number).lower()}.yml",
            {"id": place(number), "name": name(number), "source": {"section": "Annex"}, **({"office": office(number)} if offices else {})},
        )
    if offices:
        members = [place(number) for number in range(1, PLACES + 1)]
        table = {"id": "TABLE", "kind": "body", "name": "Table of the Lands", "text": "All meet there.", "members": members, "source": {"section": "Annex"}}
        yield "partnerships.yml", [table, {**table, "id": "HALF", "name": "Half of the Table", "members": members[::2]}]


def _indicator(
    code: str, owner: str, title: str, unit: str, baseline: tuple[str, str], target: tuple[str, str], values: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """An indicator; a baseline, a target and the values are each a number and a date."""
    ends = {name: {"value": value, "date": date} for name, (value, date) in (("baseline", baseline), ("target", target))}
    return {
        "id": f"I-{code.upper().replace('.', '-')}",
        "code": code,
        "title": title,
        "belongs_to": owner,
        "unit": unit,
        **ends,
        **({"values": values} if values else {}),
        "source": source(80),
        **more,
    }


def _value(value: str, date: str, *parts: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A value of the whole, or of parts of it: dimension and category."""
    found = {"value": value, "date": date, **more}
    return found | ({"disaggregation": [{"dimension": dimension, "category": category} for dimension, category in parts]} if parts else {})


def indicators() -> list[dict[str, Any]]:
    """An indicator for each judgement, and for each reason for it."""
    halves = (("sex", "women"),), (("sex", "men"),)
    return [
        _indicator(
            "1.0.1",
            "GOAL-1",
            "Households whose thing is mended",
            "per cent",
            ("41.5", "2030"),
            ("90", "2045"),
            [
                _value("44", "2031"),
                _value("48.2", "2033", qualifier="about", source=source(81)),
                _value("46.1", "2033", *halves[0]),
                _value("50.4", "2033", *halves[1], note="Counted with [Goal 2][GOAL-2]."),
                _value("58.20", "2036"),
                _value("57.0", "2036", *halves[0], ("place", name(7))),
            ],
            text="Households that say so, of all that were asked, as in [the first][T-1-1].",
        ),
        _indicator(
            "1.1.1",
            "T-1-1",
            "Broken things for each thousand people",
            "things",
            ("38", "2030-06-30"),
            ("12", "2040"),
            [_value("37.5", "2031-06-30"), _value("36", "2033-06-30"), _value("35.5", "2035-06-30")],
        ),
        _indicator("2.0.1", "GOAL-2", "Schools of mending", "schools", ("1200", "2030"), ("2000", "2045"), [_value("1500", "2034"), _value("2010", "2036-09")]),
        _indicator("2.0.2", "GOAL-2", "People who can mend", "per cent", ("20", "2031"), ("60", "2045"), [_value("18", "2029")]),
        _indicator(
            "3.0.1",
            "GOAL-3",
            "Balance of things mended and broken",
            "thousand things",
            ("-40", "2030"),
            ("15", "2036"),
            [_value("-5.5", "2034"), _value("14.9", "2036")],
        ),
        _indicator("3.b.1", "T-3-B", "Days until help comes", "days", ("30", "2030"), ("0", "2045"), [_value("27", "2032", *halves[0])]),
    ]


def _goal(goal: int) -> dict[str, Any]:
    return {
        "id": f"GOAL-{goal}",
        "code": f"Goal {goal}",
        "number": goal,
        "title": f"Make the invented thing number {goal} work for everyone, and keep it so",
        "short_title": f"Invented thing {goal}",
        "source": source(50 + goal),
        "groups": [
            {
                "activities": [
                    {
                        "id": f"T-{code.upper().replace('.', '-')}",
                        "code": code,
                        "title": f"By 2045, mend {name(goal * TARGETS + step)} and what belongs to it",
                        "text": f"Mend it together with [others][{place((goal * 13 + step * 7) % PLACES + 1)}], as far as it can be mended, in all districts.",
                        "source": source(50 + goal),
                    }
                    for step, code in enumerate(codes(goal))
                ]
            }
        ],
    }


def write(folder: Path, *, offices: bool = False) -> Path:
    """Writes it to a content folder, and gives the folder."""
    write_files(folder, strategy(offices=offices))
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
