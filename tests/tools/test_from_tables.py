"""A strategy from tables: what they hold is there, under ids of its own; what is wrong is told by file, row and column, and nothing is written then."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import reading
from builder.content import prose
from builder.content.indicators import Indicator
from builder.content.kinds import KIND_OF
from builder.content.records import Activity, Area, Country, CountryGroup, Figure, FigureGroup, Objective, Record
from builder.exports import table_metadata, workbook
from builder.model.judgement import judge
from builder.model.strategy import Strategy
from builder.tools.examples import MARK
from builder.tools.table_heads import TABLES
from builder.tools.table_ids import Ids
from builder.tools.table_rows import plain_prose
from tests import goals
from tests.conftest import Run
from tests.made import line, published, texts

COUNTRIES = "name;alpha2;Region\nVarnholm;VH;North\nÖdland;OD;North; South\n".replace("North; South", '"North; South"')
OBJECTIVES = "number,title,area\n1,Clean water for all,Water\n2,Free trade,Trade\n"
ACTIVITIES = 'objective,heading,text,about\n1,On the bank,"Dig wells [x], *many*",VH\nFree trade,,End the toll.,\n1,On the bank,1. Mend it,\n1,,Count,\n'
FIGURES = 'label,value,unit,year,countries,group\nSafe wells,46.50,per cent,2030,Varnholm; Ödland,Water\nBoats,"1,200",boats,,,\nFish,29 million,fish,2031,VH,Water\nToll,high,level,,,\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def make(folder: Path, run: Callable[..., Run]) -> Callable[..., Run]:
    """Writes tables, by file name, and makes a strategy from them in the folder 'plan'."""

    def call(**tables: str | bytes) -> Run:
        for name, text in tables.items():
            Path(f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("init", "plan", "--from-csv", *(f"{name}.csv" for name in tables))

    return call


def records(model: Strategy, cls: type[Any]) -> dict[str, Any]:
    return {node.id: node.record for node in model.of(cls)}


def test_what_the_tables_hold_is_there(make: Callable[..., Run]) -> None:
    done = make(countries=COUNTRIES, objectives=OBJECTIVES, activities=ACTIVITIES, figures=FIGURES)
    assert done.code == 0, done.err
    model = reading.read(Path("plan/content"))
    assert {(node.id, node.title, node.slug, node.record.codes.alpha2) for node in model.of(Country)} == {
        ("VARNHOLM", "Varnholm", "varnholm", "VH"),
        ("ODLAND", "Ödland", "odland", "OD"),
    }
    assert {(group.name, group.members) for group in records(model, CountryGroup).values()} == {("North", ("VARNHOLM", "ODLAND")), ("South", ("ODLAND",))}
    assert [(node.id, node.title, model.by_id[node.record.area].title) for node in model.of(Objective)] == [
        ("O1", "Clean water for all", "Water"),
        ("O2", "Free trade", "Trade"),
    ]
    first = records(model, Objective)["O1"]
    assert [(group.title, [activity.id for activity in group.activities]) for group in first.groups] == [
        ("On the bank", ["O1-A01", "O1-A02"]),
        (None, ["O1-A03"]),
    ]
    activities = records(model, Activity)
    assert [prose.to_text(activity.text) for activity in activities.values()] == ["Dig wells [x], *many*", "1. Mend it", "Count", "End the toll."]
    assert activities["O1-A01"].about == ("VARNHOLM",)
    figures = [(str(figure.value), figure.scale, figure.display, figure.year, figure.countries, figure.text) for figure in records(model, Figure).values()]
    assert figures == [
        ("46.50", None, None, 2030, ("VARNHOLM", "ODLAND"), "Safe wells: 46.50 per cent."),
        ("1200", None, None, None, (), "Boats: 1,200 boats."),
        ("29", "million", None, 2031, ("VARNHOLM",), "Fish: 29 million fish."),
        ("None", None, "high", None, (), "Toll: high level."),
    ]
    assert next(group.title for group in records(model, FigureGroup).values()) == "Water"
    assert len(model.publication.headline_figures) == 3
    assert {node.title for node in model.of(Area)} == {"Water", "Trade"}


def test_a_workbook_is_read_as_its_cells_show(folder: Path, run: Callable[..., Run]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Key figures 2030"
    for row in (["Label", "VALUE", "Unit", "Date"], ["Wells", 0.465, "per cent", datetime.date(2030, 5, 1)], [None] * 4, ["Boats", 1200, "boats", None]):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    book.create_sheet("Sheet of mine").append(["anything", "else"])
    book.save("ours.xlsx")
    done = run("init", "plan", "--from-csv", "ours.xlsx")
    assert done.code == 0, done.err
    assert done.out.startswith("ours.xlsx[Sheet of mine]: not read; it holds none of what a strategy is made from.\n")
    figures = records(reading.read(Path("plan/content")), Figure)
    assert [(figure.label, str(figure.value), figure.when) for figure in figures.values()] == [("Wells", "46.5", "2030-05-01"), ("Boats", "1200", None)]


@pytest.mark.parametrize(
    ("tables", "problems"),
    [
        ({"countries": "nmae,alpha2\nVarnholm,VH\n"}, ["countries.csv:1:1: error[table-head]: a table of countries needs a column 'name' (its name, as the strategy prints it): is 'nmae' meant?"]),
        ({"figures": "label,value\nWells,1\n"}, ["figures.csv:1:1: error[table-head]: a table of figures needs a column 'unit' (the unit of the value); its heads are others"]),
        ({"countries": "name,alhpa2\nVarnholm,VH\n"}, ["countries.csv:1:2: error[table-head]: there is no column 'alhpa2' in a table of countries. Did you mean 'alpha2'?"]),
        ({"countries": "name,alpha2\nVarnholm,vh\nOrr,OR\n"}, ["countries.csv:2:2: error[bad-form]: row 2, column 'alpha2': 'vh' has not the form that 'alpha2' needs (two capital letters, as in 'FR')"]),
        ({"countries": "name,id\nVarnholm,VAR\nOrr,VAR\n"}, ["countries.csv:3:2: error[duplicate-id]: row 3, column 'id': 'VAR' is the id of another row already: choose another"]),
        ({"figures": 'label,value,unit\nWells,"46,5",per cent\n'}, ["figures.csv:2:2: error[bad-number]: row 2, column 'value': '46,5' is not a number: write it without unit or thousands separators, as in '46.5'"]),
        ({"figures": "label,value,unit,year\nWells,1,wells,soon\n"}, ["figures.csv:2:4: error[bad-year]: row 2, column 'year': 'soon' is not a year: write four digits, as in '2015'"]),
        ({"figures": "label,value,unit,countries\nWells,1,wells,Varnhom\n", "countries": "name\nVarnholm\n"}, ["figures.csv:2:4: error[unknown-reference]: row 2, column 'countries': there is no country 'Varnhom' in the tables. Did you mean 'Varnholm'?"]),
        ({"activities": "objective,text\nClaen water,Dig\n", "objectives": "title\nClean water\n"}, ["activities.csv:2:1: error[unknown-reference]: row 2, column 'objective': there is no objective 'Claen water' in the table of objectives. Did you mean 'Clean water'?"]),
        ({"countries": "name,email\nVarnholm,me\n"}, ["countries.csv:2:2: error[bad-email]: row 2, column 'email': 'me' is not an e-mail address: write it as in 'office@example.org'"]),
        ({"countries": "name,group,group\nVarnholm,a,b\n"}, ["countries.csv:1:2: error[table-head]: the head 'group' stands over two columns: rename one"]),
        ({"countries": 'name\n"Varnholm\n'}, ["countries.csv:2:1: error[table-row]: cannot be read as CSV"]),
        ({"countries": "name\nÖdland\n".encode("latin-1")}, ["countries.csv:1:1: error[not-utf-8]: is not text in UTF-8"]),
        ({"others": "this,that\n1,2\n"}, ["others.csv:1:1: error[table-kind]: says neither by its name nor by its heads what it holds: name it 'countries', 'objectives', 'activities', 'figures'"]),
        ({"figures": "label,value,unit,statement\nWells,1,wells,These are wells.\n"}, ["figures.csv:2:4: error[not-alone]: row 2, column 'statement': begins with 'These'"]),
        ({"countries": "name\nSnow \u2603\n"}, ["countries.csv:2:1: error[no-glyph]: row 2, column 'name': no font for print has"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(make: Callable[..., Run], tables: dict[str, str], problems: list[str]) -> None:
    done = make(**tables)
    assert done.code == 1
    found = done.err.splitlines()[:-1]
    assert len(found) == len(problems), done.err
    assert all(one.startswith(other) for one, other in zip(found, problems, strict=True)), done.err
    assert not Path("plan").exists()


def test_everything_is_told_at_once(make: Callable[..., Run]) -> None:
    done = make(countries="name,alpha2\nVarnholm,vh\n,OR\n", figures="label,value,unit\nWells,,wells\n")
    assert [problem.partition(": error")[0] for problem in done.err.splitlines()[:-1]] == ["countries.csv:2:2", "countries.csv:3:1", "figures.csv:2:2"]


def test_files_that_are_no_tables(folder: Path, run: Callable[..., Run]) -> None:
    Path("figures.xlsx").write_bytes(b"no workbook")
    Path("old.xls").write_bytes(b"older")
    Path("folder.csv").mkdir()
    os.mkfifo("pipe.csv")
    done = run("init", "plan", "--from-csv", "figures.xlsx", "old.xls", "pipe.csv", "folder.csv")
    assert [line.partition(": is ")[0].partition(": cannot")[0] for line in done.err.splitlines()[:-1]] == [
        "figures.xlsx:1:1: error[table-format]",
        "folder.csv:1:1: error[table-format]",
        "old.xls:1:1: error[table-format]",
        "pipe.csv:1:1: error[table-format]",
    ]


# --- what a site exports ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_tables_of_a_site_are_read_back(small_strategy: Strategy, folder: Path, run: Callable[..., Run], form: str) -> None:
    """Countries, groups, activities and figures come back with their ids; what a table has as text comes back as the same text, without its links."""
    context = published(small_strategy, "https://ostra.example.org/plan/")
    if form == "xlsx":
        Path("strategy.xlsx").write_bytes(workbook.workbook(context))
        paths = ["strategy.xlsx"]
    else:
        offered = {f"data/{table.path}": table for table in table_metadata.tables(context)}
        paths = []
        for kind in TABLES:
            if kind.exported in offered:
                path = Path(kind.exported.removeprefix("data/"))
                path.write_bytes(offered[kind.exported].csv(context))
                paths.append(path.as_posix())
        assert len(paths) == 3
    done = run("init", "plan", "--from-csv", *paths)
    assert done.code == 0, done.err
    assert "'about' is left out for what no table has: TOOL-GAUGE." in done.out
    model = reading.read(Path("plan/content"))
    for cls, names in COMPARED.items():
        old, new = records(small_strategy, cls), records(model, cls)
        assert new.keys() >= old.keys(), cls
        for id_, record in old.items():
            for name in names:
                assert shown(new[id_], name) == shown(record, name), f"{id_}: {name}"
    codes = {node.id: (node.record.codes.alpha2, node.record.codes.m49) for node in small_strategy.of(Country)}
    assert {node.id: (node.record.codes.alpha2, node.record.codes.m49) for node in model.of(Country)} == codes
    assert [node.title for node in model.of(FigureGroup)] == [node.title for node in small_strategy.of(FigureGroup)]


COMPARED: dict[type[Record], tuple[str, ...]] = {
    Country: ("name", "current_name", "also_known_as", "names_added"),
    CountryGroup: ("name", "members"),
    Objective: ("title",),
    Activity: ("title", "text", "source"),
    Figure: ("label", "qualifier", "value", "scale", "display", "unit", "year", "year_from", "when", "year_basis", "share_of", "countries", "text", "source"),
}
"""What is the same after a round trip, by kind. Rationales, links, comparators and what other kinds hold are in no table."""


def shown(record: Record, name: str) -> Any:
    value = getattr(record, name)
    return prose.to_text(value).replace("\n", " ") if name == "text" else value


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_indicators_are_read_back_with_their_values(folder: Path, run: Callable[..., Run], form: str) -> None:
    old = reading.read(goals.write(folder / "goals/content"))
    context = published(old, "https://lands.example.org/")
    names = ["strategy.xlsx"] if form == "xlsx" else ["activities.csv", "indicators.csv", "indicator-values.csv"]
    for table in table_metadata.tables(context):
        Path(table.path).parent.mkdir(exist_ok=True)
        Path(table.path).write_bytes(table.csv(context))
    Path("strategy.xlsx").write_bytes(workbook.workbook(context))
    done = run("init", "plan", "--from-csv", *names)
    assert done.code == 0, done.err
    model = reading.read(Path("plan/content"))
    for node in old.of(Indicator):
        before, after = node.record, model.by_id[node.id].record
        assert isinstance(after, Indicator)
        assert [after.code, after.title, after.belongs_to, after.unit] == [before.code, before.title, before.belongs_to, before.unit]
        for one, other in zip((after.baseline, *after.values, after.target), (before.baseline, *before.values, before.target), strict=True):
            assert (one.value, one.date, one.qualifier, one.source) == (other.value, other.date, other.qualifier, other.source or before.source)
        assert [value.part for value in after.values] == [value.part for value in before.values]
        assert judge(after, Decimal(10)).verdict == judge(before, Decimal(10)).verdict


WATER = "number,title\n1,Water\n"
HEADS = "title,objective,unit,baseline,baseline year,target,target year\n"


def test_indicators_from_hand_made_tables(make: Callable[..., Run]) -> None:
    """Values may be in any order, and need no column of roles; a kind of table is known by its heads where its name says several."""
    values = 'indicator,year,value,disaggregation\nWells,2033,12,\nWells,2031,11,sex: women; age: 15–24\nWells,2031,"1,002",\n'
    done = make(objectives=WATER, indicators=f"{HEADS}Wells,1,wells,10,2030,20,2034\n", indicator_values=values)
    assert done.code == 0, done.err
    (found,) = records(reading.read(Path("plan/content")), Indicator).values()
    assert [(str(value.value), value.date, value.part) for value in found.values] == [
        ("1002", "2031", ()),
        ("11", "2031", (("age", "15–24"), ("sex", "women"))),
        ("12", "2033", ()),
    ]


@pytest.mark.parametrize(
    ("row", "values", "problem"),
    [
        (
            "Wells,1,wells,10,2030,20,2029",
            "",
            "indicators.csv:2:6: error[target-order]: row 2, column 'target': the target is for 2029, which is not after its baseline of 2030",
        ),
        (
            "Wells,7,wells,10,2030,20,2034",
            "",
            "indicators.csv:2:2: error[unknown-reference]: row 2, column 'objective': there is no objective or activity '7' in the tables.",
        ),
        (
            "Wells,1,wells,ten,2030,20,2034",
            "",
            "indicators.csv:2:4: error[bad-number]: row 2, column 'baseline': 'ten' is not a number: write it without unit, as in '46.5';",
        ),
        (
            "Wells,1,wells,10,2030,20,2034",
            "Well,2031,11,",
            "values.csv:2:1: error[unknown-reference]: row 2, column 'indicator': there is no indicator 'Well' in the table of indicators.",
        ),
        ("Wells,1,wells,10,2030,20,2034", "Wells,2031,,", "values.csv:2:3: error[missing-key]: row 2, column 'value': has no value: write it"),
        (
            "Wells,1,wells,10,2030,20,2034",
            "Wells,2031,11,women",
            "values.csv:2:4: error[bad-form]: row 2, column 'disaggregation': 'women' does not say of what",
        ),
    ],
)
def test_what_is_wrong_with_indicators(make: Callable[..., Run], row: str, values: str, problem: str) -> None:
    done = make(objectives=WATER, indicators=f"{HEADS}{row}\n", values=f"indicator,year,value,disaggregation\n{values}\n")
    assert done.code == 1
    assert done.err.startswith(problem), done.err


def test_every_head_that_is_known_is_one_of_a_field_or_taken_by_hand() -> None:
    for kind in TABLES:
        names = [name.casefold() for head in kind.heads for name in head.names[:1]]
        assert len(names) == len(set(names)), kind.name
        assert any(head.needed for head in kind.heads)


# --- words and ids ----------------------------------------------------------------------------------


@given(texts)
def test_words_are_no_markup(text: str) -> None:
    assert prose.to_text(plain_prose(text)).replace("\n", " ") == line(text)


@given(st.lists(st.tuples(st.sampled_from([Country, Objective, Activity, Figure]), st.text(max_size=12), st.text(max_size=12)), max_size=20))
def test_ids_are_valid_and_unique(rows: list[tuple[type[Record], str, str]]) -> None:
    ids = Ids()
    given_ = []
    for number, (cls, own, stem) in enumerate(rows, 1):
        try:
            given_.append(ids.take(KIND_OF[cls], own, stem, number))
        except ValueError:
            assert own in given_
    assert len(given_) == len(set(given_))
    slugs = [ids.slug(stem, id_) for (_, _, stem), id_ in zip(rows, given_, strict=False)]
    assert len(slugs) == len(set(slugs))
    assert MARK not in given_
