"""The CSV tables: validated by frictionless against the data package, read by a CSVW reader, and true to any text."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given

from builder.content import addresses
from builder.content.records import Activity, Chart, Country, CountryGroup, Figure
from builder.exports import activity_tables, country_tables, figure_tables, indicator_tables, table_metadata, workbook
from builder.model.strategy import Strategy
from tests.made import BASE, NASTY, line, literal, made, published, texts

REAL = "https://strategy.example.org/"
FILES = {
    "countries.csv": country_tables.COUNTRIES.csv,
    "groups.csv": country_tables.GROUPS.csv,
    "key-figures.csv": figure_tables.FIGURES.csv,
    "activities.csv": activity_tables.ACTIVITIES.csv,
    "indicators.csv": indicator_tables.INDICATORS.csv,
    "indicator-values.csv": indicator_tables.VALUES.csv,
    "matrix.csv": country_tables.matrix,
    "memberships.csv": country_tables.MEMBERSHIPS.csv,
}


def write(model: Strategy, folder: Path) -> list[str]:
    """Writes all tables that hold something and what describes them; gives the names of the tables, in the order of the description."""
    where = published(model, REAL)
    found = {name: data for name, make in FILES.items() if rows(data := make(where))}
    found |= {f"charts/{name}.csv": figure_tables.chart(where, table) for name, table in figure_tables.charts(where)}
    found |= {f"charts/{name}.csv": table.csv(where) for name, table in indicator_tables.charts(where)}
    (folder / "charts").mkdir()
    for name, data in {**found, "datapackage.json": table_metadata.datapackage(where), "csv-metadata.json": table_metadata.csvw(where)}.items():
        (folder / name).write_bytes(data)
    return list(found)


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "by this Excel knows UTF-8"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("which", ["coast", "small"])
def test_validated_by_frictionless(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Types, required cells, keys and references between the tables. In a process of its own, as its imports warn."""
    names = write(request.getfixturevalue(f"{which}_strategy"), tmp_path)
    code = (
        "import json, frictionless; report = frictionless.Package('datapackage.json').validate(); "
        "print(json.dumps([report.valid, report.flatten(['title', 'note']), [task.stats.get('rows') for task in report.tasks]]))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    valid, errors, counts = json.loads(done.stdout)
    assert errors == []
    assert valid
    assert counts == [len(rows((tmp_path / name).read_bytes())) for name in names]
    assert any(name.startswith("charts/") for name in names) == bool(request.getfixturevalue(f"{which}_strategy").of(Chart))


def test_read_by_a_csvw_reader(coast_strategy: Strategy, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from csvw import CSVW

        names = write(coast_strategy, tmp_path)
        found = CSVW(str(tmp_path / "csv-metadata.json"), validate=True)
        data: dict[str, Any] = found.to_json()
    assert found.is_valid
    (figures,) = (table for table in data["tables"] if table["url"].endswith("key-figures.csv"))
    first = figures["row"][0]["describes"][0]
    assert first["permalink"].startswith(REAL)
    assert len(figures["row"]) == len(coast_strategy.of(Figure))
    for table, name in zip(data["tables"], names, strict=True):
        assert table["url"].endswith(name)
        assert len(table["row"]) == len(rows((tmp_path / name).read_bytes())), name


def test_a_figure_word_for_word(small_strategy: Strategy) -> None:
    found = {row["id"]: row for row in rows(figure_tables.FIGURES.csv(published(small_strategy, REAL)))}
    row = found["KF-WELLS"]
    assert {name: row[name] for name in ("qualifier", "value", "number", "unit", "year", "year_basis", "source", "source_lines", "permalink")} == {
        "qualifier": "about",
        "value": "46.50",
        "number": "46.50",
        "unit": "per cent",
        "year": "2030",
        "year_basis": "stated",
        "source": "Figures",
        "source_lines": "41–42",
        "permalink": f"{REAL}id/kf-wells/",
    }
    assert row["comparator"] == "The world's <average>: 0.5 million wells"


def test_key_figures(coast_strategy: Strategy) -> None:
    found = {row["id"]: row for row in rows(figure_tables.FIGURES.csv(published(coast_strategy, REAL)))}
    assert len(found) == len(coast_strategy.of(Figure))
    for node in coast_strategy.of(Figure):
        assert found[node.id]["countries"].split() == list(node.record.countries)
        assert (Decimal(found[node.id]["number"]) if found[node.id]["number"] else None) == node.record.number


def test_charts_hold_what_they_show(coast_strategy: Strategy) -> None:
    where = published(coast_strategy, REAL)
    key_figures = {row["id"]: row for row in rows(figure_tables.FIGURES.csv(where))}
    tables = dict(figure_tables.charts(where))
    for chart in coast_strategy.of(Chart):
        table = tables.pop(chart.id.lower())
        assert f"data/{table.path}" == addresses.chart_file(chart.id, "csv")
        found = rows(figure_tables.chart(where, table))
        assert [row["id"] for row in found] == [item.figure for item in chart.record.items]
        for row, item in zip(found, chart.record.items, strict=True):
            full = key_figures[item.figure]
            assert row["chart_label"] == (item.label or full["label"])
            own = {"chart_label", "comparator", "comparator_value", "comparator_number"}
            assert {name: value for name, value in row.items() if name not in own} == {name: full[name] for name in row if name not in own}
            if chart.record.kind == "comparison":
                assert (f"{row['comparator']}: {row['comparator_value']}", bool(row["comparator_number"])) == (full["comparator"], True)
    assert not tables


def test_countries_and_memberships(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    countries = {row["id"]: row for row in rows(country_tables.COUNTRIES.csv(where))}
    assert set(countries) == {"VAR", "KET", "ORR"}
    assert (countries["VAR"]["alpha2"], countries["VAR"]["m49"]) == ("VH", "001")
    assert countries["VAR"]["current_name"] == "New *Varnholm*"
    assert countries["KET"]["m49"] == ""
    members = {(row["country"], row["process"], row["role"]) for row in rows(country_tables.MEMBERSHIPS.csv(where))}
    assert ("VAR", "TABLE", "member") in members
    matrix = {row["id"]: row for row in rows(country_tables.matrix(where))}
    assert set(matrix) == set(countries)
    assert {
        (country, process, role) for country, row in matrix.items() for process, cell in list(row.items())[2:] for role in cell.split("; ") if role
    } == members


@given(texts)
@example(NASTY)
@example("=1+1")
def test_any_text(text: str) -> None:
    where = published(made(text, literal(text)))
    (figure,) = rows(figure_tables.FIGURES.csv(where))
    (country,) = rows(country_tables.COUNTRIES.csv(where))
    (member,) = rows(country_tables.MEMBERSHIPS.csv(where))
    assert (figure["label"], figure["qualifier"], figure["unit"], figure["share_of"]) == (line(text),) * 4
    assert figure["statement"].split() == text.split() == figure["note"].split()
    assert (figure["number"], figure["value"], figure["permalink"]) == ("46.50", "46.50", f"{BASE}id/kf-1/")
    assert (country["name"], country["office_address"]) == (line(text), f"{line(text)}; {line(text)}")
    assert (member["process_name"], member["source"]) == (line(text), line(text))
    json.loads(table_metadata.datapackage(where))
    json.loads(table_metadata.csvw(where))


# --- groups, activities, and all in a workbook --------------------------------------------------


def test_groups_say_who_put_their_members_there(coast_strategy: Strategy) -> None:
    found = rows(country_tables.GROUPS.csv(published(coast_strategy, REAL)))
    assert [(row["group"], row["member"]) for row in found] == [(group.id, name) for group in coast_strategy.of(CountryGroup) for name in group.record.members]
    by = {row["group"]: row["said_by"] for row in found}
    assert by == {group.id: group.record.arrangement for group in coast_strategy.of(CountryGroup)}


def test_activities(coast_strategy: Strategy) -> None:
    found = {row["id"]: row for row in rows(activity_tables.ACTIVITIES.csv(published(coast_strategy, REAL)))}
    assert list(found) == [node.id for node in coast_strategy.of(Activity)]
    for node in coast_strategy.of(Activity):
        assert node.parent is not None
        assert (found[node.id]["objective"], found[node.id]["about"].split()) == (node.parent.id, list(node.record.about))


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_workbook_holds_the_tables(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    data = workbook.workbook(where)
    found = book(data)
    assert found.sheetnames == ["About", "Cantons", "Groups", "Figures", "Steps", "Matrix"]
    for table in where.kept_by(table_metadata.tables):
        if not table.sheet:
            continue
        sheet = found[table.sheet]
        head, *body = sheet.iter_rows(values_only=True)
        assert list(head) == [column.title for column in table.columns]
        assert sheet.freeze_panes == "B2"
        numbers = {column.name for column in table.columns if column.type in {"integer", "number"}}
        cells = [[(float(cell) if name in numbers else cell) if cell else None for name, cell in row.items()] for row in rows(table.csv(where))]
        assert [list(row) for row in body] == cells, "numbers are numbers, whatever digits they are printed with, and all else is text"
    countries = {row[0].value: row for row in found["Cantons"].iter_rows(min_row=2)}
    assert len(countries) == len(small_strategy.of(Country))
    assert (countries["VAR"][2].value, countries["VAR"][2].data_type) == ("001", "s")
    assert data == workbook.workbook(published(small_strategy, REAL))


@given(texts)
@example("=1+1")
@example("#N/A")
@example("-1")
def test_any_text_is_text_in_the_workbook(text: str) -> None:
    found = book(workbook.workbook(published(made(text))))
    cell = found["Countries"]["D2"]
    assert (cell.data_type, cell.value) == ("s", line(text))
