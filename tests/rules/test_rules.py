"""Each rule by itself, on folders of a few lines: what it reports, word for word and at the exact place, and what it lets pass.

`test_bad_input` shows what an editor gets to see when all rules run; this is quick enough to be run for every mistake that could be made in a rule.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTCollection, TTFont

from builder import rules
from builder.content import load
from builder.content.corpus import Corpus
from builder.content.kinds import KINDS
from builder.fonts import FONTS
from builder.problems import ContentError
from builder.rules import (
    Rule,
    charts,
    editions,
    entries,
    glyphs,
    indicators,
    levels,
    look,
    passages,
    prose_faults,
    register,
    sources,
    terminology,
    translations,
)
from tests.conftest import REPO
from tests.made import corpus

SOURCE = "source: {section: S}"


def loaded(tmp_path: Path, files: dict[str, str]) -> Corpus:
    """A folder with these files, read; that it lacks the other files that a strategy needs is no matter."""
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found, _ = load.load(tmp_path / "content")
    lacking = {kind.name for kind in KINDS if kind.location and not list((tmp_path / "content").glob(kind.location))}
    inside = {kind.name for kind in KINDS if not kind.location}
    return replace(found, incomplete=found.incomplete - lacking, nameless=found.nameless - lacking if found.nameless - lacking - inside else frozenset())


def told(tmp_path: Path, rule: Rule, files: dict[str, str]) -> list[str]:
    """What a rule says of a folder with these files, in the order of places, as 'file:line:column: [code] message'."""
    found = sorted(rule(loaded(tmp_path, files)), key=lambda problem: (problem.path, problem.line, problem.column))
    folder = f"{(tmp_path / 'content').as_posix()}/"
    return [f"{one.path.removeprefix(folder)}:{one.line}:{one.column}: [{one.code}] {one.message.replace(folder, '')}" for one in found]


def land(name: str, title: str = "Land", *more: str, row: int = 1, column: int = 1) -> str:
    return "\n".join([f"id: {name}", f"name: {title}", "codes: {}", f"tile: {{row: {row}, column: {column}}}", SOURCE, *more]) + "\n"


def figure(name: str, *more: str, value: str = "value: 3", unit: str = "boats") -> str:
    return "\n  ".join([f"- id: {name}", "group: FG-1", f"label: {name}", value, f"unit: {unit}", "year: 2030", "text: Words.", SOURCE, *more]) + "\n"


def terms(*lines: str) -> str:
    return "".join(f"- {{term: {line}, expansion: x, {SOURCE}}}\n" for line in lines)


def group(name: str, order: int) -> str:
    return f"- {{id: {name}, title: {name}, order: {order}, {SOURCE}}}\n"


def topic(text: str) -> str:
    return f"---\nid: CTX-A\ntitle: A\norder: 1\nsummary: A\n{SOURCE}\n---\n{text}\n"


# --- entries ------------------------------------------------------------------------------------


def test_all_rules_are_run_in_their_order() -> None:
    rooms = (entries, charts, indicators, levels, passages, sources, register, editions, look, translations, terminology)
    assert tuple(rule for room in rooms for rule in room.RULES) == rules.RULES
    assert len(set(rules.RULES)) == len(rules.RULES)


def test_ids(tmp_path: Path) -> None:
    files = {"countries/a.yml": land("AAA"), "countries/b.yml": "# x\n" + land("AAA"), "countries/c.yml": land("CCC"), "glossary.yml": terms("A", "B")}
    assert told(tmp_path, entries.ids_are_unique, files) == ["countries/b.yml:2:5: [duplicate-id] the id 'AAA' is taken by countries/a.yml:1: choose another"]


def test_ids_that_stand_below_other_keys(tmp_path: Path) -> None:
    """The line of the first is that of its id."""
    groups = f"- title: A\n  id: FG-1\n  order: 1\n  {SOURCE}\n" + group("FG-2", 2) + group("FG-1", 3)
    assert told(tmp_path, entries.ids_are_unique, {"figure-groups.yml": groups}) == [
        "figure-groups.yml:6:8: [duplicate-id] the id 'FG-1' is taken by figure-groups.yml:2: choose another"
    ]


def test_references(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA", "A", "served_by: OFFICE-B"),
        "countries/b.yml": land("BBB", "B", "served_by: FG-1"),
        "countries/c.yml": land("CCC", "C", "served_by: OLD-A"),
        "offices.yml": f"- {{id: OFFICE-A, name: x, address: {{lines: [x], {SOURCE}}}, {SOURCE}}}\n",
        "figure-groups.yml": group("FG-1", 1),
        "figures.yml": figure("KF-1", "countries: [AAA, ZZZ, CCC, OLD-B, OLD-C, OLD-D]"),
        "registry.yml": "".join(
            f"- {{id: {name}, kind: country, title: x, since: '1', at: countries/x/, {more}}}\n"
            for name, more in (
                ("OLD-A", "status: renamed, to: OFFICE-A"),
                ("OLD-B", "status: split, into: [AAA, BBB]"),
                ("OLD-C", "status: withdrawn, reason: It sank, date: 2031-01-01"),
                ("OLD-D", "status: current"),
            )
        ),
    }
    assert told(tmp_path, entries.references_resolve, files) == [
        "countries/a.yml:6:12: [unknown-reference] there is no office 'OFFICE-B'. Did you mean 'OFFICE-A'?",
        "countries/b.yml:6:12: [wrong-kind] 'FG-1' is a figure group; here stands the id of an office",
        "countries/c.yml:6:12: [unknown-reference] there is no office 'OLD-A'. It was renamed: write 'OFFICE-A'.",
        "figures.yml:9:20: [unknown-reference] there is no country 'ZZZ'.",
        "figures.yml:9:30: [unknown-reference] there is no country 'OLD-B'. It was split: write 'AAA' or 'BBB'.",
        "figures.yml:9:37: [unknown-reference] there is no country 'OLD-C'. It was withdrawn on 2031-01-01: It sank.",
        "figures.yml:9:44: [unknown-reference] there is no country 'OLD-D'. "
        "It was published and is gone from the content: bring it back, or take this reference out.",
    ]


def test_what_could_not_be_read_may_hold_what_is_missed(tmp_path: Path) -> None:
    """One mistake is told once: a reference to an entry that has a mistake of its own is none."""
    files = {"countries/a.yml": land("AAA").replace("name", "nam"), "figure-groups.yml": group("FG-1", 1), "figures.yml": figure("KF-1", "countries: [AAA]")}
    assert told(tmp_path, entries.references_resolve, files) == []
    assert told(tmp_path, entries.references_resolve, {"countries/a.yml": "id: [\n"}) == []


def test_nothing_refers_to_itself(tmp_path: Path) -> None:
    files = {
        "instruments.yml": f"- {{id: II, kind: tool, name: x, text: x, part_of: II, {SOURCE}}}\n- {{id: AN, kind: tool, name: x, text: x, part_of: AAA, {SOURCE}}}\n",
        "countries/a.yml": land("AAA"),
    }
    assert told(tmp_path, entries.references_resolve, files) == [
        "instruments.yml:1:51: [self-reference] 'II' refers to itself: remove it",
        "instruments.yml:2:51: [wrong-kind] 'AAA' is a country; here stands the id of an instrument",
    ]  # fmt: skip


def test_lists_repeat_nothing(tmp_path: Path) -> None:
    files = {"figures.yml": figure("KF-1", "countries: [AAA, BBB, AAA, AAA]") + figure("KF-2", "countries: [AAA]")}
    assert told(tmp_path, entries.lists_repeat_nothing, files) == [
        "figures.yml:9:25: [repeated-reference] 'AAA' is listed twice: remove one",
        "figures.yml:9:30: [repeated-reference] 'AAA' is listed twice: remove one",
    ]


def test_lists_of_one_entry_may_share_an_id(tmp_path: Path) -> None:
    body = f"- {{id: PP, kind: body, name: x, text: x, members: [AAA], observers: [AAA], {SOURCE}}}\n"
    assert told(tmp_path, entries.lists_repeat_nothing, {"partnerships.yml": body}) == []


def test_tiles(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA", "Aland"),
        "countries/b.yml": land("BBB", "Bland", column=2),
        "countries/c.yml": land("CCC", "Cland", row=2),
        "countries/d.yml": land("DDD", "Dland", row=2),
        "countries/e.yml": land("EEE", "Eland", row=2),
        "countries/f.yml": land("FFF", "Fland").replace("row: 1", "row: x"),
        "countries/g.yml": land("GGG", "Gland").replace("tile: {row: 1, column: 1}\n", ""),
    }
    assert told(tmp_path, entries.tiles_are_distinct, files) == [
        f"countries/{name}.yml:4:7: [tile-taken] row 2, column 1 of the tile map is taken by Cland: choose another" for name in "de"
    ]


def test_file_names(tmp_path: Path) -> None:
    names = ["a", "a-b", "a1-2", "index", "a--b", "-a", "a-", "A", "a_b", "ä"]
    files = {f"countries/{name}.yml": land("AAA") for name in names}
    form = "becomes part of an address: use a–z, 0–9 and single hyphens"
    expected = {f"countries/{name}.yml:1:1: [bad-file-name] the file name '{name}' {form}" for name in names[4:]}
    expected.add("countries/index.yml:1:1: [bad-file-name] the file name 'index' is kept for the overview page: choose another")
    found = told(tmp_path, entries.file_names_are_slugs, {**files, "glossary.yml": terms("A")})
    assert set(found) == expected
    assert len(found) == len(expected)


def test_file_names_are_short(tmp_path: Path) -> None:
    files = {f"countries/{'a' * letters}.yml": land("AAA") for letters in (100, 101)}
    advice = "is longer than 100 characters: it becomes part of addresses and file names, so shorten it"
    assert told(tmp_path, entries.file_names_are_slugs, files) == [f"countries/{'a' * 101}.yml:1:1: [bad-file-name] the file name '{'a' * 100}…' {advice}"]


def test_orders(tmp_path: Path) -> None:
    files = {
        "figure-groups.yml": group("FG-1", 1) + group("FG-2", 2) + group("FG-3", 1) + group("FG-4", 1),
        "regions.yml": f"- {{id: SR-A, name: x, order: 1, basis: x, {SOURCE}}}\n",
        "countries/a.yml": land("AAA"),
    }
    column = "- {id: FG-3, title: FG-3, order: 1".index("order: ") + 8
    assert told(tmp_path, levels.orders_are_distinct, files) == [
        f"figure-groups.yml:3:{column}: [order-taken] order 1 is taken by FG-1: choose another",
        f"figure-groups.yml:4:{column}: [order-taken] order 1 is taken by FG-1: choose another",
    ]


def test_terms(tmp_path: Path) -> None:
    assert told(tmp_path, entries.terms_are_unique, {"glossary.yml": terms("IDP", "RG", "IDP", "rg")}) == [
        "glossary.yml:3:10: [duplicate-term] 'IDP' is explained on line 1 already: keep one",
        "glossary.yml:4:10: [duplicate-term] 'rg' and 'RG' on line 2 share an anchor: reword one",
    ]
    upside_down = f"- expansion: x\n  {SOURCE}\n  term: IDP\n" + terms("IDP")
    assert told(tmp_path, entries.terms_are_unique, {"glossary.yml": upside_down}) == [
        "glossary.yml:4:10: [duplicate-term] 'IDP' is explained on line 3 already: keep one"
    ]


STRATEGY = """\
title: T
short_title: T
summary: T
publisher: {name: P, abbreviation: P}
region: {name: R}
period: {start: 2031, end: 2034}
language: en
edition: {name: '2', date: 2031-02-28}
source_document: SRC-A
about: T
disclaimer: T
licence: T
partnership_sorts: [{name: body, plural: Bodies}, {name: forum, plural: Forums}]
instrument_sorts: []
"""
SOURCES = "- {id: SRC-B, title: B, publisher: P}\n- {id: SRC-A, title: A, publisher: P, text_lines: 20}\n"


def test_only_kinds_that_there_are_can_be_called_otherwise(tmp_path: Path) -> None:
    words = "called:\n  objectiv:\n    one: aim\n    many: aims\n  country: {one: canton, many: cantons}\n  passage: {one: saying, many: sayings}\n"
    line = STRATEGY.count("\n") + 2
    kinds = [kind.name for kind in KINDS if kind.called]
    assert told(tmp_path, entries.kinds_are_called, {"strategy.yml": STRATEGY + words}) == [
        f"strategy.yml:{line}:3: [unknown-kind] there is no kind 'objectiv' that pages name. Did you mean 'objective'?",
        f"strategy.yml:{line + 4}:3: [unknown-kind] there is no kind 'passage' that pages name. Kinds: {', '.join(kinds)}.",
    ]


def cited(*lines: str) -> str:
    return "".join(f"- {{term: T{at}, expansion: x, source: {{section: S, {line}}}}}\n" for at, line in enumerate(lines))


def test_lines_end_where_the_source_ends(tmp_path: Path) -> None:
    files = {
        "strategy.yml": STRATEGY,
        "sources.yml": SOURCES,
        "glossary.yml": cited("lines: '20'", "lines: 3-21", "lines: '25, 3'", "lines: '99', document: SRC-B", "lines: '21', document: SRC-A"),
        "countries/a.yml": land("AAA", "A", "office: {lines: [x], source: {section: S, lines: 19-22}}"),
    }
    column = "- {term: T1, expansion: x, source: {section: S, lines: ".__len__() + 1
    end = "is beyond the end of the source, which has 20 lines"
    assert sorted(told(tmp_path, sources.places_are_in_the_source, files)) == [
        f"countries/a.yml:6:50: [lines-outside-source] line 22 {end}",
        f"glossary.yml:2:{column}: [lines-outside-source] line 21 {end}",
        f"glossary.yml:3:{column}: [lines-outside-source] line 25 {end}",
        f"glossary.yml:5:{column}: [lines-outside-source] line 21 {end}",
    ]


def coverage(*lines: str) -> dict[str, str]:
    return {"strategy.yml": STRATEGY, "sources.yml": SOURCES, "coverage.yml": "".join(f"- {{lines: {line}, passage: x, reason: x}}\n" for line in lines)}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1-20"], []),
        (["1-9", "10-20"], []),
        (["11-20", "'1-5, 7-10'", "'6'"], []),
        (["1-9", "11-20"], ["1:11: [not-covered] line 10 of the source: no entry covers this; add what carries it, or a reason why nothing does"]),
        (["3-20"], ["1:11: [not-covered] lines 1–2 of the source: no entry covers this; add what carries it, or a reason why nothing does"]),
        (["1-17"], ["1:11: [not-covered] lines 18–20 of the source: no entry covers this; add what carries it, or a reason why nothing does"]),
        (["1-10", "10-20"], ["2:11: [covered-twice] line 10 of the source: another entry covers this too; keep one"]),
        (["1-20", "5-9"], ["2:11: [covered-twice] lines 5–9 of the source: another entry covers this too; keep one"]),
        (["1-12", "5-20"], ["2:11: [covered-twice] lines 5–12 of the source: another entry covers this too; keep one"]),
        (["1-20", "21"], ["2:11: [lines-outside-source] line 21 is beyond the end of the source, which has 20 lines"]),
        (["1-21"], ["1:11: [lines-outside-source] line 21 is beyond the end of the source, which has 20 lines"]),
        (
            ["1-20", "2-3", "4-5"],
            [f"{at}:11: [covered-twice] lines {lines} of the source: another entry covers this too; keep one" for at, lines in ((2, "2–3"), (3, "4–5"))],
        ),
    ],
)
def test_coverage(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    """Every line of the source once; where a gap is told, its place is the entry before it."""
    assert told(tmp_path, sources.source_is_covered, coverage(*lines)) == [f"coverage.yml:{line}" for line in expected]


def test_no_coverage(tmp_path: Path) -> None:
    files = {"strategy.yml": STRATEGY, "sources.yml": SOURCES}
    column = "- {id: SRC-A, title: A, publisher: P, text_lines: ".__len__() + 1
    assert told(tmp_path, sources.source_is_covered, files) == [
        f"sources.yml:2:{column}: [not-covered] the source has 20 lines, and there is no coverage.yml to say what carries them: "
        "write or restore it, or remove this key"
    ]
    assert told(tmp_path, sources.source_is_covered, {"sources.yml": SOURCES.replace(", text_lines: 20", "")}) == []
    assert told(tmp_path, sources.source_is_covered, {"sources.yml": SOURCES, "coverage.yml": "- {lines: 1-2}\n"}) == []  # which has a mistake of its own
    assert told(tmp_path, sources.source_is_covered, {"coverage.yml": "", "sources.yml": SOURCES.replace(", text_lines: 20", "")}) == []


def chart(kind: str, *figures: str) -> dict[str, str]:
    items = "".join(f"    - figure: {name}\n" for name in figures)
    comparator = "comparator: {label: x, value: 4, unit: boats}"
    return {
        "charts.yml": f"- id: CH-A\n  title: A\n  kind: {kind}\n  text: A\n  items:\n{items}",
        "figures.yml": figure("KF-BOATS", comparator)
        + figure("KF-ZERO", value="value: 0")
        + figure("KF-MINUS", value="value: -1")
        + figure("KF-WORDS", value="display: many")
        + figure("KF-SHARE", "share_of: all", unit="per cent")
        + figure("KF-CENT", unit="per cent")
        + figure("KF-ODD", "comparator: {label: x, value: 4, unit: ships}")
        + figure("KF-FLOW", "countries: [AAA, BBB]", unit="people")
        + figure("KF-ONE", "countries: [AAA]")
        + figure("KF-MANY", "countries: [AAA, BBB, CCC]"),
    }


NO_BAR = "has no number of zero or more, so it cannot be a bar: leave it out"
NO_PAIR = "has no comparator with a number in the same unit: leave it out, or choose the kind 'bars'"
NO_SHARE = "is not a share ('share_of', of a unit with 'share: true'): leave it out, or choose the kind 'bars'"


@pytest.mark.parametrize(
    ("kind", "figures", "expected"),
    [
        ("bars", ["KF-BOATS", "KF-ZERO", "KF-MINUS", "KF-WORDS"], [(3, f"'KF-MINUS' {NO_BAR}"), (4, f"'KF-WORDS' {NO_BAR}")]),
        ("comparison", ["KF-BOATS", "KF-ODD", "KF-ZERO", "KF-MINUS"], [(2, f"'KF-ODD' {NO_PAIR}"), (3, f"'KF-ZERO' {NO_PAIR}"), (4, f"'KF-MINUS' {NO_BAR}")]),
        ("share", ["KF-SHARE", "KF-CENT"], [(2, f"'KF-CENT' {NO_SHARE}")]),
        ("share", ["KF-WORDS"], [(1, f"'KF-WORDS' {NO_BAR}")]),
        ("share", ["KF-BOATS"], [(1, f"'KF-BOATS' {NO_SHARE}")]),
        (
            "flow", ["KF-FLOW", "KF-ONE", "KF-MANY", "KF-ZERO"],
            [(at, f"'{name}' names {count} countries: a flow goes from the first of two to the second") for at, name, count in ((2, "KF-ONE", 1), (3, "KF-MANY", 3), (4, "KF-ZERO", 0))],
        ),
        ("bars", ["KF-GONE", "KF-BOATS"], []),
    ],
)  # fmt: skip
def test_charts(tmp_path: Path, kind: str, figures: list[str], expected: list[tuple[int, str]]) -> None:
    assert told(tmp_path, charts.charts_can_be_drawn, chart(kind, *figures)) == [f"charts.yml:{5 + at}:15: [not-drawable] {words}" for at, words in expected]


def test_units_of_a_chart(tmp_path: Path) -> None:
    assert told(tmp_path, charts.charts_can_be_drawn, chart("bars", "KF-SHARE", "KF-BOATS", "KF-FLOW")) == [
        "charts.yml:6:5: [several-units] figures in different units (boats, people, per cent) have no common scale: make a chart of each"
    ]
    assert told(tmp_path, charts.charts_can_be_drawn, chart("bars", "KF-CENT", "KF-BOATS")) == [
        "charts.yml:6:5: [several-units] figures in different units (boats, per cent) have no common scale: make a chart of each"
    ]
    assert told(tmp_path, charts.charts_can_be_drawn, chart("bars", "KF-ZERO", "KF-BOATS")) == []


def test_arrows_have_tiles(tmp_path: Path) -> None:
    """Of both countries; charts of other kinds stand on no map."""
    files = {
        **chart("flow", "KF-GONE", "KF-FLOW", "KF-ONE", "KF-MANY", "KF-BOATS"),
        "countries/a.yml": land("AAA"),
        "countries/b.yml": land("BBB").replace("tile: {row: 1, column: 1}\n", ""),
        "countries/c.yml": land("CCC").replace("tile: {row: 1, column: 1}\n", ""),
    }
    advice = "has no 'tile', and arrows are drawn between tiles: give it one, or leave the chart out"
    assert told(tmp_path, charts.flows_have_tiles, files) == [
        f"charts.yml:{line}:7: [no-tile] '{name}' {advice}" for line, name in ((7, "BBB"), (9, "BBB"), (9, "CCC"))
    ]
    assert told(tmp_path, charts.flows_have_tiles, chart("bars", "KF-FLOW")) == []


def test_words_of_the_search(tmp_path: Path) -> None:
    """Whatever their capitals, and also within one list."""
    words = "- {words: [Boat, Ship], page: key-figures/}\n- {words: [raft, boat, Raft], page: key-figures/}\n- {words: [SHIP, x], page: about/}\n"
    assert told(tmp_path, entries.searched_words_are_unique, {"synonyms.yml": words}) == [
        "synonyms.yml:2:18: [repeated-word] 'boat' is listed on line 1 already: keep one",
        "synonyms.yml:2:24: [repeated-word] 'Raft' is listed on line 2 already: keep one",
        "synonyms.yml:3:12: [repeated-word] 'SHIP' is listed on line 1 already: keep one",
    ]


def test_sorts(tmp_path: Path) -> None:
    def body(name: str, kind: str) -> str:
        return f"- {{id: {name}, name: x, text: x, kind: {kind}, {SOURCE}}}\n"

    column = len("- {id: PP, name: x, text: x, kind: ") + 1
    files = {"strategy.yml": STRATEGY, "partnerships.yml": body("PA", "body") + body("PB", "bodi") + body("PC", "forum"), "instruments.yml": body("IA", "body")}
    assert told(tmp_path, entries.sorts_are_listed, files) == [
        f"instruments.yml:1:{column}: [not-allowed] 'kind' cannot be 'body'. Allowed, as strategy.yml lists them: none.",
        f"partnerships.yml:2:{column}: [not-allowed] 'kind' cannot be 'bodi'. Did you mean 'body'? Allowed, as strategy.yml lists them: body, forum.",
    ]


def test_groups(tmp_path: Path) -> None:
    aim = f"id: TO1\nnumber: 1\ntitle: A\nshort_title: A\narea: TA1\nrationale: A\n{SOURCE}\ngroups:\n  - activities:\n      - {{id: TO1-A01, title: A, text: A, {SOURCE}}}\n"
    areas = "".join(f"- {{id: {name}, title: A, {SOURCE}}}\n" for name in ("TA1", "TA2"))
    files = {
        "figure-groups.yml": group("FG-1", 1) + group("FG-2", 2),
        "figures.yml": figure("KF-1"),
        "framework/thematic-areas.yml": areas,
        "objectives/a.yml": aim,
    }
    assert told(tmp_path, entries.groups_are_used, files) == [
        "figure-groups.yml:2:8: [empty-group] nothing belongs to 'FG-2': remove it, or use it",
        "framework/thematic-areas.yml:2:8: [empty-group] nothing belongs to 'TA2': remove it, or use it",
    ]
    broken = {"objectives/b.yml": aim.replace("number", "numbr"), "figures.yml": figure("KF-1", "oops: 1")}
    assert told(tmp_path, entries.groups_are_used, broken) == []


# --- prose --------------------------------------------------------------------------------------


def faults(text: str) -> list[tuple[str, str, str, int]]:
    return [(fault.code, fault.message, fault.spot.text, fault.spot.occurrence) for fault in prose_faults.faults(text)]


USE = "is not allowed in prose: use paragraphs, lists, headings, emphasis and links"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain *words*, **strong**, [a link](https://x/), [mail](mailto:a@x), [B][AIM].\n\n## Head\n\n- a\n- b\n\n1. c\n\n> d", []),
        ("a <b>c</b>", [("raw-html", "raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'", "<b>", 0), ("raw-html", "raw HTML ('</b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'", "</b>", 0)]),
        ("<div>\nx\n</div>", [("raw-html", "raw HTML ('<div>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'", "<div>", 0)]),
        ("a\n\n##\n\n## b", [("prose-empty", "a heading has no words: write some, or remove it", "##", 0)]),
        ("a\n\n- b\n-\n", [("prose-empty", "a list item has no words: write some, or remove it", "-", 1)]),
        ("[](https://x/)", [("prose-empty", "a link has no words: write some, or remove it", "[", 0)]),
        (">", [("prose-empty", "a quotation has no words: write some, or remove it", ">", 0)]),
        ("# a", [("prose-heading", "a heading '#' is the page's own title: use '##' or lower", "#", 0)]),
        ("- ## a", [("prose-nesting", "a heading cannot stand inside a list or quotation: put it before or after", "a", 0)]),
        ("> > a", [("prose-nesting", "a quotation cannot stand inside a list or quotation: put it before or after", "a", 0)]),
        ("a `b`", [("prose-construct", f"code {USE}", "b", 0)]),
        ("a\n\n    b\n    c", [("prose-construct", f"a block indented by four spaces (code) {USE}", "b", 0)]),
        ("```\nb\n```", [("prose-construct", f"a code block {USE}", "b", 0)]),
        ("a\n\n***\n\nb", [("prose-construct", f"a horizontal rule {USE}", "", 0)]),
        ("![a](https://x/)", [("prose-construct", f"an image {USE}", "a", 0)]),
        ("[a](b/c)", [("prose-link", "the link 'b/c' has no place on the site: refer to an entry by id, as in '[text][ID]', or give a full address", "b/c", 0)]),
        ("a | b\n--|--\nc | d", [("prose-construct", f"a table {USE}", "a", 0)]),
        ("a [*&#32;*](https://x/)", [("prose-empty", f"{what} has no words: write some, or remove it", near, 0) for what, near in (("a link", "["), ("an emphasis", "*"))]),
        ("**&#32;**", [("prose-empty", "an emphasis has no words: write some, or remove it", "**", 0)]),
        ("> - a\n>\n>   ## b", [("prose-nesting", "a heading cannot stand inside a list or quotation: put it before or after", "b", 0)]),
        ("[a](ftp://x/) [b](xhttps://y/)", [("prose-link", f"the link '{to}' has no place on the site: refer to an entry by id, as in '[text][ID]', or give a full address", to, 0) for to in ("ftp://x/", "xhttps://y/")]),
        ("a\rb `c`\r\n\r\n`c`", [("prose-construct", f"code {USE}", "c", at) for at in (0, 1)]),
        (f"[x](https://example.org/{'a' * 1980})", []),
        (
            f"[x](https://example.org/{'a' * 1981})",
            [("long-address", f"the link 'https://example.org/{'a' * 1981}' is longer than 2000 characters: give a shorter address", "https://example.org/", 0)],
        ),
        ("\n".join(f"{'  ' * at}- a{at}" for at in range(8)), []),
        ("\n".join(f"{'  ' * at}- *a{at}* b" for at in range(9)) + "\n", [("prose-depth", "lists stand more than 8 deep inside each other: take some levels out", "*a8* b", 0)]),
        ("\n".join(f"{'   ' * at}1. a" for at in range(9)), [("prose-depth", "lists stand more than 8 deep inside each other: take some levels out", "a", 8)]),
        ("*a " * 8 + "b" + " c*" * 8, []),
        ("*a " * 9 + "b" + " c*" * 9, [("prose-depth", "emphases and links stand more than 8 deep inside each other: take some out", "*a *a *a *a *a *a *a", 0)]),
        ("a &#x379; b &#x378;", [("control-character", f"an entity stands for the character U+{code}, which is no text: remove it", "&", 0) for code in ("0378", "0379")]),
    ],
)  # fmt: skip
def test_prose(text: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert faults(text) == expected


def test_labels_and_headings_of_a_text() -> None:
    """Each with the place where it is written, among what only looks like it."""
    labels = prose_faults.labels("[A] \\[A] [b][A] [A][B] [a]\n\n[c][A]")
    assert [(label.id, label.spot.text, label.spot.occurrence) for label in labels] == [
        ("A", "[A]", 0),
        ("A", "[A]", 2),
        ("B", "[B]", 0),
        ("A", "[a]", 0),
        ("A", "[A]", 4),
    ]
    (split,) = prose_faults.labels("[A\nB]")
    assert (split.id, split.spot.text) == ("A B", ""), "a label on two lines is told where its text begins"
    headings = prose_faults.headings("## A *b*\n\nA *b*\n\n### A *b*\n\nc\n---")
    assert [(heading.anchor, heading.words, heading.spot.text, heading.spot.occurrence) for heading in headings] == [
        ("a-b", "A b", "A *b*", 0),
        ("a-b", "A b", "A *b*", 2),
        ("c", "c", "c", 0),
    ]


def test_places_in_prose(tmp_path: Path) -> None:
    """A second fault of the same words is found at its own place, also in a later block."""
    files = {"topics/a.md": topic("One `x`.\n\nTwo x and\n`x` and <b>.\n\n## Head\n\n## Head\n\n[A], [b][Nope] \\[c] [d][CTX-A]\n[nope]")}
    assert told(tmp_path, entries.prose_is_sound, files) == [
        f"topics/a.md:8:6: [prose-construct] code {USE}",
        f"topics/a.md:10:5: [prose-construct] code {USE}",
        "topics/a.md:11:9: [raw-html] raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
        "topics/a.md:15:4: [heading-taken] the heading 'Head' makes the anchor 'head', which is taken: reword one",
        "topics/a.md:17:1: [unresolved-link] the link label 'A' is not an id. Write '\\[' for a literal bracket",
        "topics/a.md:17:9: [unresolved-link] the link label 'NOPE' is not an id. Write '\\[' for a literal bracket",
        "topics/a.md:18:1: [unresolved-link] the link label 'NOPE' is not an id. Write '\\[' for a literal bracket",
    ]


def test_places_in_prose_of_a_field(tmp_path: Path) -> None:
    """Below the keys of its entry, and after the same words in another field."""
    files = {"figures.yml": figure("KF-1").replace("label: KF-1", "label: x [nope]").replace("text: Words.", "text: x `x` [nope]")}
    assert told(tmp_path, entries.prose_is_sound, files) == [
        f"figures.yml:7:9: [prose-construct] code {USE}",
        "figures.yml:7:15: [unresolved-link] the link label 'NOPE' is not an id. Write '\\[' for a literal bracket",
    ]


def test_headings_that_ids_have(tmp_path: Path) -> None:
    assert told(tmp_path, entries.prose_is_sound, {"topics/a.md": topic("## CTX a"), "countries/b.yml": land("BBB")}) == [
        "topics/a.md:8:4: [heading-taken] the heading 'CTX a' makes the anchor 'ctx-a', which is taken: reword one"
    ]


# --- editions -----------------------------------------------------------------------------------


def edition(name: str, date: str, *ids: str) -> str:
    changes = f", changes: [{{kind: added, text: x, ids: [{', '.join(ids)}]}}]" if ids else ""
    return f"- {{name: '{name}', date: {date}, summary: x{changes}}}\n"


def registered(*items: tuple[str, str]) -> str:
    return "".join(
        f"- {{id: {name}, kind: country, title: {name}, since: '{since}', status: current, at: countries/{name.lower()}/}}\n" for name, since in items
    )


def test_editions_in_order(tmp_path: Path) -> None:
    text = edition("3", "2031-03-01") + edition("2", "2031-03-01") + edition("1 A", "2031-04-01") + edition("1-a", "2031-01-01") + edition("1 a", "2030-01-01")
    same = "has the same address (editions/1-a/) as '1 A': choose another name"
    assert told(tmp_path, editions.editions_are_in_order, {"editions.yml": text}) == [
        "editions.yml:3:23: [edition-order] edition '1 A' is newer than the one above it: put the newest first",
        f"editions.yml:4:10: [duplicate-edition] edition '1-a' {same}",
        f"editions.yml:5:10: [duplicate-edition] edition '1 a' {same}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (edition("2", "2031-02-28"), []),
        ("", []),
        (edition("2b", "2031-02-28"), ["8:17: [edition-unknown] edition '2' is not in editions.yml: add it there, with what changed. Did you mean '2b'?"]),
        (edition("first", "2031-02-28"), ["8:17: [edition-unknown] edition '2' is not in editions.yml: add it there, with what changed."]),
        (edition("2", "2031-02-27"), ["8:28: [edition-date] edition '2' is dated 2031-02-28 here and 2031-02-27 in editions.yml: correct one"]),
        (edition("1", "2031-02-27") + "- {name: '2'}\n", []),
    ],
)
def test_the_edition_is_listed(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(tmp_path, editions.edition_is_listed, {"strategy.yml": STRATEGY, "editions.yml": text}) == [f"strategy.yml:{line}" for line in expected]


def test_names_of_editions_are_short(tmp_path: Path) -> None:
    """Up to a hundred characters."""
    long = "n" * 101
    files = {
        "strategy.yml": STRATEGY.replace("name: '2'", f"name: {long}"),
        "editions.yml": edition(long[1:], "2031-02-28") + edition(long, "2031-02-27"),
    }
    said = f"[long-edition] '{long[1:]}…' is longer than 100 characters: editions have names such as '1.0'"
    assert told(tmp_path, editions.edition_names_are_short, files) == [f"editions.yml:2:10: {said}", f"strategy.yml:8:17: {said}"]
    files["strategy.yml"] = STRATEGY.replace("name: '2'", f"name: {long[1:]}")
    assert told(tmp_path, editions.edition_names_are_short, files) == [f"editions.yml:2:10: {said}"]


def test_ids_of_changes(tmp_path: Path) -> None:
    files = {"countries/a.yml": land("AAA"), "registry.yml": registered(("BBB", "1")), "editions.yml": edition("1", "2031-01-01", "AAA", "BBB", "AAB", "CCC")}
    column = edition("1", "2031-01-01", "AAA", "BBB", "AAB").index("AAB") + 1
    unknown = "neither in the content nor in the register: name an id that is there."
    assert told(tmp_path, editions.ids_of_changes_exist, files) == [
        f"editions.yml:1:{column}: [unknown-reference] there is no 'AAB', {unknown} Did you mean 'AAA'?",
        f"editions.yml:1:{column + 5}: [unknown-reference] there is no 'CCC', {unknown}",
    ]


def test_first_editions(tmp_path: Path) -> None:
    files = {"editions.yml": edition("1st", "2031-01-01"), "registry.yml": registered(("AAA", "1st"), ("BBB", "2"), ("CCC", "1sd"), ("DDD", "2"))}
    column = registered(("BBB", "2")).index("'2'") + 1
    assert told(tmp_path, editions.first_editions_are_listed, files) == [
        f"registry.yml:2:{column}: [edition-unknown] edition '2' is not in editions.yml (2 ids have it).",
        f"registry.yml:3:{column}: [edition-unknown] edition '1sd' is not in editions.yml. Did you mean '1st'?",
    ]
    assert told(tmp_path, editions.first_editions_are_listed, {"editions.yml": edition("3", "2031-01-01") + "- {name: '2'}\n"}) == []
    (tmp_path / "content/editions.yml").unlink()
    assert told(tmp_path, editions.first_editions_are_listed, {}) == []


# --- the register -------------------------------------------------------------------------------


def line(name: str, status: str = "current", *, kind: str = "country", title: str | None = None, at: str = "countries/x/", more: str = "") -> str:
    return f"- {{id: {name}, kind: {kind}, title: {title or name}, since: '1', status: {status}, at: {at}{', ' + more if more else ''}}}\n"


WRITE = "here 'status: renamed' with 'to: {}', 'status: split' with 'into: […]', or 'status: withdrawn' with 'reason: …' and 'date: …'"


def test_a_register_there_must_be(tmp_path: Path) -> None:
    assert told(tmp_path, register.published_editions_have_a_register, {"editions.yml": edition("1", "2031-01-01")}) == [
        "editions.yml:1:3: [no-register] editions are published, and there is no registry.yml to keep their ids: "
        "restore it; if there never was one, run 'builder ids'"
    ]
    assert told(tmp_path, register.published_editions_have_a_register, {"registry.yml": "- {id: AAA}\n"}) == []
    assert told(tmp_path, register.published_editions_have_a_register, {"registry.yml": line("AAA")}) == []


def test_the_register_says_each_once(tmp_path: Path) -> None:
    assert told(tmp_path, register.entries_are_unique, {"registry.yml": line("AAA") + line("BBB") + line("AAA")}) == [
        "registry.yml:3:8: [registry-duplicate] 'AAA' stands in the register on line 1 already: keep one"
    ]


def test_ids_of_the_register_below_other_keys(tmp_path: Path) -> None:
    upside_down = "- kind: country\n  title: A\n  since: '1'\n  status: current\n  at: countries/x/\n  id: AAA\n"
    assert told(tmp_path, register.entries_are_unique, {"registry.yml": upside_down + line("AAA")}) == [
        "registry.yml:7:8: [registry-duplicate] 'AAA' stands in the register on line 6 already: keep one"
    ]


def test_kinds_in_the_register(tmp_path: Path) -> None:
    text = line("AAA") + line("BBB", kind="contry") + line("CCC", kind="registration")
    column = line("BBB").index("country") + 1
    assert told(tmp_path, register.kinds_are_known, {"registry.yml": text}) == [
        f"registry.yml:2:{column}: [unknown-kind] 'contry' is no kind of content. Did you mean 'country'?",
        f"registry.yml:3:{column}: [unknown-kind] 'registration' is no kind of content. Did you mean 'edition'?",
    ]


def test_ids_remain(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA", "Old Land"),
        "countries/b.yml": land("BBB", "Beta"),
        "countries/c.yml": land("CCC", "Gamma"),
        "registry.yml": line("BBB")
        + line("GONE", title="Old  Land")
        + line("LOST", title="Quite something else")
        + line("CCC", "withdrawn", title="Sunken", more="reason: x, date: 2031-01-01")
        + line("ZZZ", "withdrawn", more="reason: x, date: 2031-01-01"),
    }
    gone = "was published and is gone from the content: bring it back, or write"
    assert told(tmp_path, register.published_ids_remain, files) == [
        "countries/c.yml:1:5: [id-reused] 'CCC' was published for 'Sunken' and is withdrawn (registry.yml:4): give this entry another id",
        f"registry.yml:2:8: [id-vanished] 'GONE' {gone} {WRITE.format('AAA')}",
        f"registry.yml:3:8: [id-vanished] 'LOST' {gone} {WRITE.format('…')}",
    ]


@pytest.mark.parametrize(("title", "successor"), [("abcd", "AAA"), ("abcz", "…")])
def test_a_successor_is_named_by_its_title(tmp_path: Path, title: str, successor: str) -> None:
    """If half of its letters are the same; and what could not be read hides none of those after it."""
    files = {"countries/a.yml": land("AAA", "abxy"), "countries/b.yaml": land("BBB"), "registry.yml": line("OLD", title=title) + line("BBB")}
    if title == "abcz":
        files["countries/a.yml"] = land("AAA", "axyw")
    gone = "was published and is gone from the content: bring it back, or write"
    assert told(tmp_path, register.published_ids_remain, files) == [f"registry.yml:1:8: [id-vanished] 'OLD' {gone} {WRITE.format(successor)}"]


def test_an_id_that_was_renamed_is_not_used_again(tmp_path: Path) -> None:
    files = {
        "figure-groups.yml": group("FG-1", 1) + group("FG-2", 2),
        "registry.yml": line("FG-1", "renamed", kind="figure-group", title="Boats", more="to: FG-2") + line("FG-2", kind="figure-group"),
    }
    assert told(tmp_path, register.published_ids_remain, files) == [
        "figure-groups.yml:1:8: [id-reused] 'FG-1' was published for 'Boats' and is renamed (registry.yml:1): give this entry another id; "
        "the figure group is 'FG-2' now"
    ]


def test_what_could_not_be_read_has_not_vanished(tmp_path: Path) -> None:
    files = {"countries/a.yml": land("AAA").replace("name", "nam"), "registry.yml": line("AAA")}
    assert told(tmp_path, register.published_ids_remain, files) == []


def test_ids_keep_their_meaning(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA", "Alphaland"),
        "countries/b.yml": land("BBB", "Wholly different"),
        "countries/c.yml": land("CCC", "Gammaland", "also_known_as: [Old Gamma]"),
        "countries/d.yml": land("DDD", "Deltaland"),
        "countries/e.yml": land("EEE", "Zeta"),
        "countries/f.yml": land("FFF", "Epsilon"),
        "registry.yml": line("AAA", title="Alpha land")
        + line("BBB", title="Beta")
        + line("CCC", title="Old Gamma")
        + line("DDD", kind="instrument", title="Deltaland")
        + line("EEE", title="Epsilon")
        + line("GGG", title="Nowhere"),
    }
    assert told(tmp_path, register.published_ids_keep_their_meaning, files) == [
        "countries/b.yml:1:5: [id-reused] 'BBB' was published for 'Beta' and now stands for 'Wholly different': give it another id if it is something else; "
        "if it is the same thing reworded, write 'title: Wholly different' in registry.yml:2",
        "countries/d.yml:1:5: [id-kind-changed] 'DDD' was published as an instrument ('Deltaland', registry.yml:4) and is a country here: "
        "give this entry another id, and say in the register what became of the old one",
        "countries/e.yml:1:5: [id-reused] 'EEE' was published for 'Epsilon', which has the id 'FFF' here, and now stands for 'Zeta': "
        "give 'Epsilon' its id 'EEE' back, and 'Zeta' a new one",
    ]


@pytest.mark.parametrize(("old", "new", "same"), [("abcd", "abxy", True), ("abcd", "axyz", False), ("ABCD", "abcd", True)])
def test_how_alike_titles_must_be(tmp_path: Path, old: str, new: str, same: bool) -> None:
    """Half of the letters."""
    files = {"countries/a.yml": land("AAA", new), "registry.yml": line("AAA", title=old) + line("OLD", title=old)}
    assert (told(tmp_path, register.published_ids_keep_their_meaning, files) == []) is same


def test_successors(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA"),
        "registry.yml": line("O-1", "renamed", more="to: AAA")
        + line("O-2", "renamed", more="to: AAB")
        + line("O-3", "split", more="into: [AAA, O-1, AAC]")
        + line("O-4", "renamed", more="to: O-5")
        + line("O-5", "renamed", more="to: O-4")
        + line("O-6", "renamed", more="to: O-6")
        + line("O-7", "renamed", more="to: O-4")
        + line("O-8", "renamed", more="to: O-1"),
    }
    to = line("O-2", "renamed", more="to: AAB").index("AAB") + 1
    into = line("O-3", "split", more="into: [AAA, O-1, AAC]").index("AAC") + 1
    end = "one of them must be current, split or withdrawn"
    unknown = "neither in the content nor in the register: name an id that is there. Did you mean 'AAA'?"
    assert told(tmp_path, register.successors_exist, files) == [
        f"registry.yml:2:{to}: [unknown-successor] there is no 'AAB', {unknown}",
        f"registry.yml:3:{into}: [unknown-successor] there is no 'AAC', {unknown}",
        f"registry.yml:4:{to}: [successor-circle] 'O-4' is renamed in a circle (O-4 → O-5 → O-4): {end}",
        f"registry.yml:5:{to}: [successor-circle] 'O-5' is renamed in a circle (O-5 → O-4 → O-5): {end}",
        f"registry.yml:6:{to}: [successor-circle] 'O-6' is renamed in a circle (O-6 → O-6): {end}",
        f"registry.yml:7:{to}: [successor-circle] 'O-7' is renamed in a circle (O-7 → O-4 → O-5 → O-4): {end}",
    ]


def test_what_could_not_be_read_may_succeed(tmp_path: Path) -> None:
    """An id in a file that nothing reads is there, as its editor sees it."""
    files = {"countries/b.yaml": land("AAB"), "registry.yml": line("O-1", "renamed", more="to: AAB") + line("O-2", "renamed", more="to: AAC")}
    assert [one.partition("] ")[2].partition(",")[0] for one in told(tmp_path, register.successors_exist, files)] == ["there is no 'AAC'"]


def test_former_addresses(tmp_path: Path) -> None:
    files = {
        "countries/a.yml": land("AAA"),
        "countries/b.yml": land("BBB"),
        "registry.yml": line("AAA", at="countries/a/", more="formerly_at: [countries/b/, countries/old/]")
        + line("BBB", at="countries/b/")
        + line("O-1", "withdrawn", at="countries/b/", more="reason: x, date: 2031-01-01")
        + line("O-2", "renamed", at="countries/b/", more="to: BBB")
        + line("O-3", "split", at="countries/b/", more="into: [AAA, BBB]")
        + line("O-4", "withdrawn", at="data/x/", more="reason: x, date: 2031-01-01")
        + line("O-5", at="countries/b/")
        + line("O-6", "withdrawn", at="countries/c/#b", more="reason: x, date: 2031-01-01"),
    }
    at = line("O-1").index("countries/x/") + 1
    taken = "and now is that of 'BBB' (countries/b.yml): give that file another name"
    assert told(tmp_path, register.former_addresses_are_free, files) == [
        f"registry.yml:1:{line('AAA', at='countries/a/', more='formerly_at: [c').index('[') + 2}: [address-taken] /countries/b/ was the address of 'AAA' {taken}",
        f"registry.yml:3:{line('O-1', 'withdrawn', at='c').index('at: ') + 5}: [address-taken] /countries/b/ was the address of 'O-1' {taken}",
        f"registry.yml:6:{line('O-4', 'withdrawn', at='c').index('at: ') + 5}: [reserved-address] no page of content was ever at /data/x/: "
        "'builder ids' writes the right address",
    ]
    assert at


# --- glyphs -------------------------------------------------------------------------------------


def test_characters_without_glyph(tmp_path: Path) -> None:
    """Each script is told once, at its first character, with the font that has it; what entities stand for counts too."""
    files = {
        "countries/a.yml": land("AAA", "A\U00013000b", "also_known_as: ['C\U00013001', '\U00013000\U00013001', '\u2603']"),
        "topics/a.md": topic("x &#x13000; y"),
    }
    said = told(tmp_path, lambda found: glyphs.missing(found, REPO / "assets/fonts"), files)
    assert said == [
        "countries/a.yml:2:8: [no-glyph] no font for print has 2 characters of the script Egyptian Hieroglyphs in 5 places, "
        "such as '\U00013000' (U+13000 EGYPTIAN HIEROGLYPH A001): put a font that has it, such as Noto Sans Egyptian Hieroglyphs, "
        "and the builder's own in one folder, and name that with --fonts",
        "countries/a.yml:6:30: [no-glyph] no font for print has the character '\u2603' (U+2603 SNOWMAN): write it otherwise, or add a font",
    ]


def test_signs_of_no_script(tmp_path: Path) -> None:
    """Several of them are told together, whatever they are; one that has no name is called so."""
    files = {"countries/a.yml": land("AAA", "A \u2603 \u2604 \u2603")}
    assert told(tmp_path, lambda found: glyphs.missing(found, REPO / "assets/fonts"), files) == [
        "countries/a.yml:2:9: [no-glyph] no font for print has 2 characters in 2 places, such as '\u2603' (U+2603 SNOWMAN): write it otherwise, or add a font"
    ]
    files = {"countries/a.yml": land("AAA", "A \ue123")}
    assert told(tmp_path, lambda found: glyphs.missing(found, REPO / "assets/fonts"), files) == [
        "countries/a.yml:2:9: [no-glyph] no font for print has the character '\ue123' (U+E123 without a name): write it otherwise, or add a font"
    ]


def test_what_is_never_shown_needs_no_glyph(tmp_path: Path) -> None:
    """A name that is on record elsewhere may be in any script where the edition avoids it."""
    files = {"countries/a.yml": land("AAA", "A", "names_avoided: ['C\U00013001']")}
    assert told(tmp_path, lambda found: glyphs.missing(found, REPO / "assets/fonts"), files) == []


def test_the_fonts_of_a_collection(tmp_path: Path) -> None:
    """A collection has the characters of all its fonts."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    collection = TTCollection()
    for name in ("Armenian", "Georgian"):
        collection.fonts.append(TTFont(REPO / f"assets/fonts/noto-sans/NotoSans{name}-Regular.ttf"))
    collection.save(folder / "both.ttc")
    assert {"\u0531", "\u10d0"} <= glyphs.coverage(folder)
    assert "\u05d0" not in glyphs.coverage(folder)


def test_lacking() -> None:
    assert glyphs.lacking("abc\u200d\u2028\u2029a", frozenset("ab")) == {"c"}
    assert glyphs.lacking("", frozenset()) == frozenset()
    assert glyphs.lacking("é ", frozenset("é")) == {" "}


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("\u08ca", "'\u08ca' (U+08CA) is drawn on the character before it, and there is none: write that, or take it away"),
        ("\u10d0\u08ca", ""),
        ("b \u0301", ""),
        ("\u0628\u08ca", ""),
        ("e\u0301 \u0438\u0306", ""),
        ("\u0250", "no font for print has the character '\u2c6f' (U+2C6F LATIN CAPITAL LETTER TURNED A): "),
        ("x\u0250", ""),
        ("\u00df", ""),
    ],
)
def test_signs_and_capitals_that_no_font_has(title: str, problem: str) -> None:
    """What is drawn on a character needs one, and what begins a line needs its capital letter."""
    found = [found.message for found in glyphs.missing(corpus({"source": [{"id": "SRC", "title": title, "publisher": "P"}]}), FONTS)]
    assert len(found) == bool(problem)
    assert all(message.startswith(problem) for message in found)


def test_what_is_no_font(tmp_path: Path) -> None:
    (tmp_path / "b.ttf").write_bytes(b"")
    (tmp_path / "a.otf").write_bytes(b"no font")
    os.mkfifo(tmp_path / "c.ttf")
    with pytest.raises(ContentError) as error:
        glyphs.coverage(tmp_path)
    assert [(Path(problem.path).name, problem.line, problem.column, problem.code) for problem in error.value.problems] == [
        ("a.otf", 1, 1, "bad-font"),
        ("b.ttf", 1, 1, "bad-font"),
        ("c.ttf", 1, 1, "bad-font"),
    ]
    assert error.value.problems[-1].message == "cannot be read as a font (it is no file but a folder, a pipe or a device): replace the file"
    assert all(problem.message.startswith("cannot be read as a font (") and problem.message.endswith("): replace the file") for problem in error.value.problems)


def test_check_gathers_what_all_rules_say() -> None:
    values: dict[str, list[dict[str, Any]]] = {
        "country": [{"id": "AAA", "name": name, "codes": {}, "tile": {"row": "1", "column": "1"}, "source": {"section": "S"}} for name in ("A", "B")]
    }
    assert [problem.code for problem in rules.check(corpus(values))] == ["duplicate-id", "tile-taken"]


# --- passages -----------------------------------------------------------------------------------


def passage(text: str) -> str:
    return f"- {{about: [AAA], stands_in: CTX-A, text: '{text}', {SOURCE}}}\n"


def test_what_is_written_for_profiles_stands_alone(tmp_path: Path) -> None:
    texts = ("This grows.", "Thistles grow.", "(One such land is small.)", "*ITS* land is small.", "The land, this one, grows.")
    files = {
        "strategy.yml": STRATEGY,
        "figures.yml": figure("KF-1").replace("text: Words.", "text: They grow."),
        "countries/a.yml": land("AAA", "A", f"in_short: [{{text: 'For Those.', {SOURCE}}}, {{text: 'Those grow.', {SOURCE}}}]"),
        "passages.yml": "".join(map(passage, texts)),
    }
    end = "which points at a sentence that a profile does not show: name what is meant"
    column = passage("").index("text: '") + 8
    assert told(tmp_path, passages.wordings_stand_alone, files) == [
        f"{place}: [not-alone] begins with '{word}', {end}"
        for place, word in (
            ("countries/a.yml:6:64", "Those"),
            ("figures.yml:7:9", "They"),
            (f"passages.yml:1:{column}", "This"),
            (f"passages.yml:3:{column + 1}", "One such"),
            (f"passages.yml:4:{column + 1}", "ITS"),
        )
    ]
    assert told(tmp_path, passages.wordings_stand_alone, {"strategy.yml": STRATEGY.replace("language: en", "language: fr")}) == []


def test_excerpts_stand_alone(tmp_path: Path) -> None:
    text = "Land A is large. It borders on [A][AAA] and the sea. [A][AAA] grows.\n\nThese trade with [B][BBB]."
    files = {"strategy.yml": STRATEGY, "countries/a.yml": land("AAA"), "countries/b.yml": land("BBB"), "topics/a.md": topic(text)}
    expected = [
        f"topics/a.md:{place}: [not-alone] the profile of '{name}' shows this sentence, and it begins with '{word}', which points at another: reword it, "
        f"or give it a wording for use alone in passages.yml, with 'about: [{name}]' and 'stands_in: CTX-A'"
        for place, name, word in (("8:18", "AAA", "It"), ("10:1", "BBB", "These"))
    ]
    assert told(tmp_path, passages.excerpts_stand_alone, files) == expected
    assert told(tmp_path, passages.excerpts_stand_alone, {"passages.yml": passage("A grows.")}) == expected[1:]


def test_excerpts_of_members_and_of_what_is_shown_elsewhere(tmp_path: Path) -> None:
    """Profiles show a body among memberships, not by its sentences; figures and notes of the editors are not cut into sentences."""

    def body(name: str, *more: str) -> str:
        return f"- {{id: {name}, kind: body, name: {name}, text: 'A. It borders on [A][AAA].', {', '.join((*more, SOURCE))}}}\n"

    files = {
        "strategy.yml": STRATEGY,
        "countries/a.yml": land("AAA", "A", "in_short:\n  - text: It borders on [A][AAA].\n    source: {section: S}"),
        "figures.yml": figure("KF-1").replace("text: Words.", "text: It borders on [A][AAA]."),
        "partnerships.yml": body("PA", "members: [AAA]")
        + body("PB", "observers: [AAA]")
        + body("PC", "covers: [AAA]")
        + body("PD", "editor_notes: ['They border on [A][AAA].']"),
    }
    column = body("PD").index("It borders") + 1
    assert told(tmp_path, passages.excerpts_stand_alone, files) == [
        f"partnerships.yml:4:{column}: [not-alone] the profile of 'AAA' shows this sentence, and it begins with 'It', which points at another: reword it, "
        "or give it a wording for use alone in passages.yml, with 'about: [AAA]' and 'stands_in: PD'"
    ]
