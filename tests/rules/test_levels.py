"""The rules of order, levels and codes, each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.rules import levels
from tests.rules.test_rules import SOURCE, told


def aim(name: str, number: int, *more: str) -> str:
    activity = f"groups:\n  - activities:\n      - {{id: {name}-A, title: A, text: A, {SOURCE}}}"
    return "\n".join([f"id: {name}", f"number: {number}", *more, "title: A", "short_title: A", "area: TA1", "rationale: A", SOURCE, activity]) + "\n"


def aims(**wholes: str) -> dict[str, str]:
    """Objectives by name, each with the one that it is a part of."""
    return {f"objectives/{name.lower()}.yml": aim(name, at, *([f"part_of: {whole}"] if whole else [])) for at, (name, whole) in enumerate(wholes.items(), 1)}


def test_an_order_is_that_of_the_parts_of_one(tmp_path: Path) -> None:
    """Parts of another objective are counted from 1 again."""
    parts = (("A", 1, ""), ("B", 2, ""), ("C", 1, "part_of: A"), ("D", 1, "part_of: B"), ("E", 2, "part_of: A"), ("F", 2, "part_of: A"), ("G", 2, ""))
    files = {f"objectives/{name.lower()}.yml": aim(f"AIM-{name}", number, *filter(None, [more.replace("of: ", "of: AIM-")])) for name, number, more in parts}
    assert told(tmp_path, levels.orders_are_distinct, files) == [
        "objectives/f.yml:2:9: [order-taken] number 2 is taken by AIM-E: choose another",
        "objectives/g.yml:2:9: [order-taken] number 2 is taken by AIM-B: choose another",
    ]


@pytest.mark.parametrize(
    ("wholes", "expected"),
    [
        ({"AA": "", "BB": "AA", "CC": "BB"}, []),
        ({"AA": "", "BB": "AA", "CC": "AA", "DD": "BB", "EE": "CC"}, []),
        ({"AA": "BB", "BB": "AA"}, ["aa.yml:3:10: [part-circle] 'AA' is a part of itself (AA → BB → AA): correct one of these", "bb.yml:3:10: [part-circle] 'BB' is a part of itself (BB → AA → BB): correct one of these"]),
        ({"AA": "BB", "BB": "CC", "CC": "BB"}, ["bb.yml:3:10: [part-circle] 'BB' is a part of itself (BB → CC → BB): correct one of these", "cc.yml:3:10: [part-circle] 'CC' is a part of itself (CC → BB → CC): correct one of these"]),
        ({"AA": "AA"}, []),
        ({"AA": "", "BB": "AA", "CC": "BB", "DD": "CC"}, ["dd.yml:3:10: [part-depth] 'DD' stands 4 levels deep (DD → CC → BB → AA), and 3 are the most: make it a part of one further up"]),
        ({"AA": "", "BB": "AA", "CC": "BB", "DD": "CC", "EE": "DD"}, [
            "dd.yml:3:10: [part-depth] 'DD' stands 4 levels deep (DD → CC → BB → AA), and 3 are the most: make it a part of one further up",
            "ee.yml:3:10: [part-depth] 'EE' stands 5 levels deep (EE → DD → CC → BB → AA), and 3 are the most: make it a part of one further up",
        ]),
    ],
)  # fmt: skip
def test_parts(tmp_path: Path, wholes: dict[str, str], expected: list[str]) -> None:
    """That an entry is a part of itself alone is told where its reference is."""
    assert told(tmp_path, levels.parts_do_not_go_in_circles, aims(**wholes)) == [f"objectives/{one}" for one in expected]


def areas(*items: str) -> dict[str, str]:
    return {"framework/thematic-areas.yml": "".join(f"- {{id: TA{at}, {item}, {SOURCE}}}\n" for at, item in enumerate(items, 1))}


TAKEN = "is taken by 'TA1': choose another"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["code: '1', title: A", "code: '2', title: B", "title: C", "title: D"], []),
        (["code: 1.b, title: A", "code: 1.B, title: B", "code: 1.b, title: C"], ["2:19: [code-taken] the code '1.B' " + TAKEN, "3:19: [code-taken] the code '1.b' " + TAKEN]),
        (["code: 1.b, title: 1.b Water"], ["1:31: [code-twice] begins with the code '1.b', which stands before it already: leave it out here"]),
        (["code: 1.b, title: 1.B"], ["1:31: [code-twice] begins with the code '1.b', which stands before it already: leave it out here"]),
        (["code: 1.b, title: 1.by and by", "code: '2', title: 21st century", "code: 3.x, title: 30x", "code: '4', title: Of 4"], []),
    ],
)  # fmt: skip
def test_codes(tmp_path: Path, items: list[str], expected: list[str]) -> None:
    assert told(tmp_path, levels.codes_are_distinct, areas(*items)) == [f"framework/thematic-areas.yml:{one}" for one in expected]


def test_entries_of_different_kinds_may_have_the_same_code(tmp_path: Path) -> None:
    files = {**areas("code: '1', title: A"), "objectives/a.yml": aim("AIM", 1, "code: '1'")}
    assert told(tmp_path, levels.codes_are_distinct, files) == []
