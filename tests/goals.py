"""An invented strategy of another shape: goals with numbered targets, many places in many groups, and nothing else. `python -m tests.goals DIR` writes it.

Seventeen objectives have ten activities each, coded as printed (1.1 to 1.8, 1.a, 1.b); 190 places have ids of their own, no ISO codes and no tiles,
and stand in 22 groups. There is no goal above them, no area, office, figure, process, instrument or topic, and sources are paragraphs.
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


def strategy() -> Iterator[tuple[str, Any]]:
    """The content files: (path, values)."""
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
    for number in range(1, PLACES + 1):
        yield (
            f"countries/{name(number).lower()}.yml",
            {"id": place(number), "name": name(number), "source": {"section": "Annex"}},
        )


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


def write(folder: Path) -> Path:
    """Writes it to a content folder, and gives the folder."""
    write_files(folder, strategy())
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
