"""Pictures of charts: they stand alone, say what the chart says, and are the same for the same input."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from builder.content import addresses
from builder.content.number_text import amount_text
from builder.content.records import Chart
from builder.model.strategy import Node, Strategy
from builder.print import chart_values, pictures
from builder.print.briefs import Memory, remembered
from builder.print.parts import Parts
from builder.print.setting import BriefFile
from builder.print.typesetter import Typesetter
from builder.views import charts
from tests.conftest import REPO, Site

SITE = addresses.Site("https://strategy.example.org/")
SVG = "{http://www.w3.org/2000/svg}"


def typesetter() -> Typesetter:
    return Typesetter(REPO / "templates/print")


@pytest.fixture(scope="module")
def made(real_strategy: Strategy) -> dict[str, BriefFile]:
    return pictures.make(real_strategy, SITE, typesetter())


def bars_of(strategy: Strategy) -> Iterator[tuple[Node[Chart], charts.BarChart]]:
    for chart in strategy.of(Chart):
        drawn = charts.draw(strategy, chart)
        if isinstance(drawn, charts.BarChart):
            yield chart, drawn


def test_every_chart_is_a_picture_in_each_form(made: dict[str, BriefFile], real_strategy: Strategy) -> None:
    assert made.keys() == {addresses.chart_file(chart.id, form) for chart in real_strategy.of(Chart) for form in ("svg", "png")}


def test_a_picture_stands_alone(made: dict[str, BriefFile], real_strategy: Strategy) -> None:
    """It asks for no font and no other file, and has its title for those who do not see it."""
    for chart in real_strategy.of(Chart):
        root = etree.fromstring(made[addresses.chart_file(chart.id, "svg")].data)
        assert root.tag == f"{SVG}svg"
        assert root[0].tag == f"{SVG}title"
        assert root[0].text == chart.title
        assert not list(root.iter(f"{SVG}text", f"{SVG}style", f"{SVG}script", "{http://www.w3.org/1999/xhtml}*"))
        links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
        assert [link for link in links if not link.startswith(("#", "data:", SITE.base))] == []


def test_a_picture_in_pixels_is_as_wide_as_platforms_want(made: dict[str, BriefFile]) -> None:
    for path, file in made.items():
        if path.endswith(".png"):
            assert file.data.startswith(b"\x89PNG\r\n\x1a\n")
            width, height = struct.unpack(">II", file.data[16:24])
            assert width == 1200
            assert 300 < height < 1200
            assert len(file.data) < 300_000


def test_bars_in_a_picture_are_as_long_as_their_numbers(made: dict[str, BriefFile], real_strategy: Strategy) -> None:
    """Read back from the outlines that are filled with the colours of bars."""
    for chart, drawn in bars_of(real_strategy):
        root = etree.fromstring(made[addresses.chart_file(chart.id, "svg")].data)
        filled = [element.get("d") for element in root.iter(f"{SVG}path") if element.get("fill") in ("#0b6e75", "#8d8573")]
        lengths = [float(re.findall(r"h ([\d.]+)", path)[0]) for path in filled]
        bars = [bar for row in drawn.rows for bar in row.bars]
        assert len(lengths) == len(bars)
        for length, bar in zip(lengths, bars, strict=True):
            assert length / max(lengths) * 100 == pytest.approx(bar.width, abs=0.2)


def test_the_same_input_gives_the_same_bytes(made: dict[str, BriefFile], real_strategy: Strategy) -> None:
    assert {path: file.data for path, file in pictures.make(real_strategy, SITE, typesetter()).items()} == {path: file.data for path, file in made.items()}


def test_an_unchanged_picture_is_not_set_again(made: dict[str, BriefFile], real_strategy: Strategy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, file in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(file.data)
    first = next(iter(made))
    (tmp_path / first).write_bytes(b"something else")
    again: list[str] = []
    real = Typesetter.picture

    def spy(self: Typesetter, template: str, form: pictures.PictureForm, data: dict[str, object]) -> bytes:
        again.append(form)
        return real(self, template, form, data)

    monkeypatch.setattr(Typesetter, "picture", spy)
    found = pictures.make(real_strategy, SITE, typesetter(), Memory(tmp_path, remembered(made)))
    assert len(again) == 1
    assert {path: file.data for path, file in found.items()} == {path: file.data for path, file in made.items()}


def test_charts_are_published_and_printed(real_build: Site, real_strategy: Strategy) -> None:
    """As files that the page on citing lists, and in the whole strategy, with every number."""
    citing = (real_build.folder / "cite/index.html").read_text("utf-8")
    document = pypdfium2.PdfDocument(real_build.folder / "briefs/strategy.pdf")
    printed = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    for form in addresses.CHART_FORMS:
        assert f"data/charts/{real_strategy.of(Chart)[0].id.lower()}.{form}" in citing
    for chart, drawn in bars_of(real_strategy):
        rows = list(csv.DictReader(io.StringIO((real_build.folder / addresses.chart_file(chart.id, "csv")).read_text("utf-8"), newline="")))
        assert [row["id"] for row in rows] == [row.figure.id for row in drawn.rows]
        assert chart.title in printed
        for row in drawn.rows:
            assert row.label in printed
            assert all(amount_text(bar.quantity) in printed for bar in row.bars)


def test_values_of_a_flow_have_no_bars(real_strategy: Strategy) -> None:
    flow = next(chart for chart in real_strategy.of(Chart) if chart.record.kind == "flow")
    values = chart_values.chart(Parts(real_strategy, SITE, frozenset()), flow)
    assert values["rows"] is None
    assert [(arrow["origin"], arrow["destination"]) for arrow in values["flow"]["arrows"]] == [
        (drawn.origin.title, drawn.destination.title) for drawn in charts.draw(real_strategy, flow).flows
    ]
