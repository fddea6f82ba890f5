"""Indicators as data: every judgement can be found again from the published files alone, by the published rule."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from builder import exports, pipeline, reading
from builder.content.addresses import Site
from builder.exports.context import Context
from builder.model.strategy import Strategy
from builder.pages import catalogue, search
from builder.resources import PACKAGED
from tests import goals
from tests.exports.test_stratml import plan

BASE = Site("https://lands.example.org/")
VERDICTS = {"I-1-0-1": "on track", "I-1-1-1": "off track", "I-2-0-1": "achieved", "I-2-0-2": "no data", "I-3-0-1": "off track", "I-3-B-1": "no data"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Strategy:
    return reading.read(goals.write(tmp_path_factory.mktemp("goals") / "content"))


@pytest.fixture(scope="module")
def files(model: Strategy) -> dict[str, bytes]:
    context = pipeline._context(model, catalogue.pages(model), PACKAGED, BASE)
    return exports.files(context)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


# --- the rule, written again from its words -------------------------------------------------------


def found_again(values: list[dict[str, str]], tolerance: str) -> tuple[str, str]:
    """What the words of the rule say of the rows of an indicator in `indicator-values.csv`, and where the line stands; in decimals, nothing rounded.

    Nothing is divided but for the line's place, which is for readers: both sides of each comparison are multiplied instead.
    """
    (baseline,) = (row for row in values if row["role"] == "baseline")
    (target,) = (row for row in values if row["role"] == "target")
    day = {id(row): Decimal(date.fromisoformat(row["day"]).toordinal()) for row in values}
    newer = [row for row in values if row["role"] == "value" and not row["disaggregation"] and day[id(row)] > day[id(baseline)]]
    if not newer:
        return "no data", ""
    last = max(newer, key=lambda row: day[id(row)])
    with localcontext() as context:
        context.prec = 60
        begin, end, now = (Decimal(row["number"]) for row in (baseline, target, last))
        sign = 1 if end > begin else -1
        way, gone = (end - begin) * sign, (now - begin) * sign
        passed, whole = day[id(last)] - day[id(baseline)], day[id(target)] - day[id(baseline)]
        places = max(1, *(-int(number.as_tuple().exponent) for number in (begin, end, now)))
        line = (begin + (end - begin) * min(passed, whole) / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if gone >= way:
            verdict = "achieved"
        elif passed < whole and (gone - way * passed / whole) * 100 * whole >= -Decimal(tolerance) * way * whole:
            verdict = "on track"
        else:
            verdict = "off track"
    return verdict, f"{line:f}".rstrip("0").rstrip(".") if "." in f"{line:f}" else f"{line:f}"


def test_the_judgements_are_found_again_from_the_published_tables(files: dict[str, bytes]) -> None:
    values, found = rows(files["data/indicator-values.csv"]), rows(files["data/indicators.csv"])
    assert {row["id"]: row["judgement"] for row in found} == VERDICTS
    for row in found:
        own = [value for value in values if value["indicator"] == row["id"]]
        assert found_again(own, row["tolerance"]) == (row["judgement"], row["line"]), row["id"]


def test_the_judgements_are_found_again_from_the_published_json(files: dict[str, bytes]) -> None:
    data = json.loads(files["api/indicators.json"])
    rule = data["rule"]
    assert (rule["name"], rule["version"], rule["tolerance"]) == ("straight line to the target", "1", "10")
    for item in data["indicators"]:
        flat = [{"role": "baseline", **item["baseline"]}, *({"role": "value", **value} for value in item["values"]), {"role": "target", **item["target"]}]
        own = [{**value, "number": value["value"], "disaggregation": str(value.get("disaggregation", ""))} for value in flat]
        judgement = item["judgement"]
        assert found_again(own, rule["tolerance"]) == (judgement["verdict"], judgement.get("line", "")), item["id"]
        assert judgement["verdict"] in rule["verdicts"]
        assert item["direction"] == ("rise" if Decimal(item["target"]["value"]) > Decimal(item["baseline"]["value"]) else "fall")


def test_the_json_keeps_to_its_schema(files: dict[str, bytes]) -> None:
    schema, data = json.loads(files["api/indicators.schema.json"]), json.loads(files["api/indicators.json"])
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(data)] == []
    assert data["$schema"] == schema["$id"]
    del data["rule"]["tolerance"]
    assert len(list(validator.iter_errors(data))) == 1


# --- the other files ------------------------------------------------------------------------------


def test_tables_say_the_same_in_every_form(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data/strategy.xlsx"]))
    assert {"Indicators", "Values"} <= set(book.sheetnames)
    heads, *lines = book["Indicators"].iter_rows(values_only=True)
    assert [line[heads.index("Judgement")] for line in lines] == list(VERDICTS.values())
    assert [line[heads.index("Target")] for line in lines] == [90, 12, 2000, 60, 15, 0]
    package = json.loads(files["data/datapackage.json"])
    resources = {item["path"]: item["schema"] for item in package["resources"]}
    assert resources["indicator-values.csv"]["primaryKey"] == ["indicator", "role", "day", "disaggregation"]
    assert resources["indicator-values.csv"]["foreignKeys"] == [{"fields": "indicator", "reference": {"resource": "indicators", "fields": "id"}}]
    chart = rows(files["data/charts/i-1-0-1.csv"])
    assert chart == [row for row in rows(files["data/indicator-values.csv"]) if row["indicator"] == "I-1-0-1"]
    assert [row["disaggregation"] for row in chart][-2] == f"sex: women; place: {goals.name(7)}"


def test_stratml_has_them_where_they_belong(model: Strategy) -> None:
    assert not list(plan(model, 1).iter("PerformanceIndicator"))
    root = plan(model, 2)
    indicators = {item.findtext("Identifier"): item for item in root.iter("PerformanceIndicator")}
    assert sorted(indicators) == sorted(VERDICTS)
    objectives = {objective.findtext("Identifier"): objective for objective in root.iter("Objective")}
    assert objectives["T-1-1"].find("PerformanceIndicator") is indicators["I-1-1-1"]
    first = indicators["I-1-0-1"]
    assert [result.findtext("NumberOfUnits") for result in first.iter("TargetResult")] == ["90"]
    actual = list(first.iter("ActualResult"))
    assert [result.findtext("NumberOfUnits") for result in actual] == ["41.5", "44", "48.2", "46.1", "50.4", "58.20", "57.0"]
    judged = [result for result in actual if result.find("Descriptor") is not None]
    assert [(item.findtext("EndDate"), item.findtext("Descriptor/DescriptorValue")) for item in judged] == [("2036-12-31", "on track")]
    period = next(result for result in indicators["I-2-0-1"].iter("ActualResult") if result.findtext("NumberOfUnits") == "2010")
    assert [period.findtext(name) for name in ("StartDate", "EndDate")] == ["2036-09-01", "2036-09-30"]


def test_json_ld_describes_what_is_measured_and_each_value(files: dict[str, bytes]) -> None:
    graph = json.loads(files["strategy.jsonld"])["@graph"]
    variables = {item["@id"]: item for item in graph if item["@type"] == "StatisticalVariable"}
    assert list(variables) == [f"{BASE.base}id/{name.lower()}/" for name in VERDICTS]
    seen = [item for item in graph if item["@type"] == "Observation" and item["variableMeasured"]["@id"].endswith("/i-1-0-1/")]
    assert [(item["observationDate"], item["value"]) for item in seen][:2] == [("2030", "41.5"), ("2031", "44")]
    assert seen[3]["additionalProperty"] == [{"@type": "PropertyValue", "name": "sex", "value": "women"}]
    assert seen[2]["measurementQualifier"] == "about"
    assert {"@value": "Target: 90 per cent, 2045", "@language": "en"} in variables[f"{BASE.base}id/i-1-0-1/"]["skos:note"]


def test_permanent_pages_lead_to_what_there_is(files: dict[str, bytes]) -> None:
    linkset = json.loads(files["id/i-1-0-1.linkset.json"])["linkset"][0]
    items = {item["href"].removeprefix(BASE.base) for item in linkset["item"]}
    assert items == {"indicators/i-1-0-1/", *(f"data/charts/i-1-0-1.{form}" for form in ("svg", "png", "csv"))}
    assert {"href": "https://schema.org/StatisticalVariable"} in linkset["type"]
    assert b'"I-1-0-1"' in files["links.json"]
    card = files["id/i-1-0-1/card.html"].decode()
    assert 'alt="Households whose thing is mended: baseline 41.5 per cent, 2030; value 44 per cent, 2031;' in card
    assert "50.4" not in card, "a chart shows no parts"


def test_twins_tell_the_judgement_and_the_rule(files: dict[str, bytes]) -> None:
    own = files["id/i-1-0-1.md.txt"].decode()
    assert "- Judgement: on track; last value 58.20 per cent, 2036; straight line then 60.9 per cent; target 90 per cent, 2045\n" in own
    assert "- Value, 2033: 50.4 per cent (sex: men); editor’s note: Counted with [Goal 2](https://lands.example.org/id/goal-2/).\n" in own
    page = files["indicators.md.txt"].decode()
    assert all(sentence in page for sentence in json.loads(files["api/indicators.json"])["rule"]["words"])
    assert "- Indicators (belongs to): " in files["id/goal-1.md.txt"].decode()


def test_the_search_finds_them(model: Strategy) -> None:
    entries = {entry.get("i"): entry for entry in search.entries(model, catalogue.pages(model))}
    entry = entries["I-1-0-1"]
    assert (entry["u"], entry["c"], entry["k"]) == ("indicators/i-1-0-1/", "1.0.1", "indicator")
    assert "58.20 per cent" in entry["b"]


# --- none ------------------------------------------------------------------------------------------


def test_a_strategy_without_any_shows_none(tmp_path: Path) -> None:
    """No page, no file, no heading, no word."""
    folder = goals.write(tmp_path / "content")
    (folder / "indicators.yml").unlink()
    model = reading.read(folder)
    pages = catalogue.pages(model)
    context: Context = pipeline._context(model, pages, PACKAGED, BASE)
    files = exports.files(context)
    shown = pipeline._pages(context, pages, PACKAGED)
    assert [name for name in (*files, *shown) if "indicator" in name] == []
    told = {name: data for name, data in {**files, **shown}.items() if not name.endswith((".schema.json", ".xlsx", ".inv"))}
    assert [name for name, data in told.items() if re.search(rb"(?<!Sequence)(?<!figures as )[Ii]ndicator", data)] == []
