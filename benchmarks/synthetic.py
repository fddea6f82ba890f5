"""Makes invented strategies of any size: N countries, M objectives, and everything that goes with them.

The same numbers always give the same files. As a script: `python -m benchmarks.synthetic DIR COUNTRIES OBJECTIVES`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import yaml

ACTIVITIES = 8
"""Activities an objective."""
PARTNERSHIPS = 20
SOURCE = {"section": "Invented", "lines": "1-9"}


def codes(count: int) -> list[str]:
    """Three-letter codes, in order."""
    letters = product(ascii_uppercase, repeat=3)
    return ["".join(next(letters)) for _ in range(count)]


def strategy(countries: int, objectives: int) -> Iterator[tuple[str, Any]]:
    """The content files of an invented strategy: (path, values)."""
    ids = codes(countries)
    yield (
        "strategy.yml",
        {
            "title": "Invented strategy",
            "short_title": "Invented",
            "summary": "A strategy made up to measure with.",
            "publisher": {"name": "Invented Organization", "abbreviation": "IO"},
            "region": {"name": "Invented Region"},
            "period": {"start": 2030, "end": 2035},
            "language": "en",
            "edition": {"name": "1", "date": "2030-01-01"},
            "source_document": "SRC-INVENTED",
            "about": "Made up.",
            "disclaimer": "None.",
            "licence": "None.",
            "partnership_sorts": [{"name": "initiative", "plural": "Initiatives"}, {"name": "regional dialogue", "plural": "Regional dialogues"}],
            "instrument_sorts": [{"name": "tool", "plural": "Tools"}],
        },
    )
    yield "sources.yml", [{"id": "SRC-INVENTED", "title": "Invented strategy", "publisher": "Invented Organization", "text_lines": 9}]
    yield "coverage.yml", [{"lines": "1-9", "passage": "All of it", "ids": ["GOAL"]}]
    yield "framework/goal.yml", {"id": "GOAL", "title": "Measure well", "text": "So that claims are true.", "source": SOURCE}
    yield "framework/thematic-areas.yml", [{"id": f"TA{n}", "title": f"Area {n}", "source": SOURCE} for n in range(1, 4)]
    for number in range(1, objectives + 1):
        named = [ids[(number * 7 + step) % countries] for step in range(ACTIVITIES)]
        yield (
            f"objectives/to{number}.yml",
            {
                "id": f"TO{number}",
                "number": number,
                "title": f"Carrying out the invented objective {number} in line with invented norms",
                "short_title": f"Objective {number}",
                "area": f"TA{number % 3 + 1}",
                "rationale": f"The [first country][{named[0]}] and others need this.\n\nIt follows from the [goal][GOAL].",
                "source": SOURCE,
                "groups": [
                    {
                        "activities": [
                            {
                                "id": f"TO{number}-A{step + 1:02}",
                                "title": f"Do the invented thing {step + 1}",
                                "text": f"Do the invented thing {step + 1} together with [a country][{code}], so far as it can be done.",
                                "source": SOURCE,
                            }
                            for step, code in enumerate(named)
                        ]
                    }
                ],
            },
        )
    yield (
        "groups.yml",
        [
            {"id": f"SR-N{n}", "name": f"Sub-region {n}", "order": n, "members": ids[n - 1 :: 5], "basis": "Invented.", "source": SOURCE}
            for n in range(1, min(5, countries) + 1)
        ],
    )
    for at, code in enumerate(ids):
        yield (
            f"countries/country-{at:04}.yml",
            {
                "id": code,
                "name": f"Country {at:04}",
                "current_name": f"New Country {at:04}",
                "codes": {"alpha3": code, "alpha2": code[1:]},
                "tile": {"row": at // 50 + 1, "column": at % 50 + 1},
                "source": SOURCE,
                "office": {"lines": ["1 Main Street", f"Town {at}"], "telephone": "+99 1 234 56 78", "email": f"office{at}@example.org", "source": SOURCE},
            },
        )
    yield "figure-groups.yml", [{"id": "FG-ONE", "title": "Figures", "order": 1, "source": SOURCE}]
    yield (
        "figures.yml",
        [
            {
                "id": f"KF-N{at}",
                "group": "FG-ONE",
                "label": f"People counted in place {at}",
                "value": str(1000 + at),
                "qualifier": "nearly",
                "unit": "people",
                "year": "2029",
                "countries": [ids[(at * 4) % countries]],
                "text": f"Nearly {1000 + at} people were counted.",
                "source": SOURCE,
            }
            for at in range(max(4, countries // 4))
        ],
    )
    yield (
        "partnerships.yml",
        [
            {
                "id": f"PROCESS-{chr(65 + at)}",
                "kind": "regional dialogue",
                "name": f"Process {chr(65 + at)}",
                "text": "An invented process.",
                "members": ids[at::PARTNERSHIPS],
                "source": SOURCE,
            }
            for at in range(PARTNERSHIPS)
        ],
    )


class _Dumper(yaml.SafeDumper):
    """Writes a value out each time instead of pointing to the first."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
        return True


def write(folder: Path, countries: int, objectives: int) -> None:
    """Writes an invented strategy to a content folder."""
    write_files(folder, strategy(countries, objectives))


def write_files(folder: Path, files: Iterable[tuple[str, Any]]) -> None:
    """Writes content files to a folder: (path, values)."""
    for name, values in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
