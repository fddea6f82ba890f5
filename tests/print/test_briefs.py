"""Printed briefs: what they hold, that they can be read by machine and by ear, and that no content breaks them."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
import yaml
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the package ships no types
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder import reading
from builder.cli import voice
from builder.content import addresses, number_text, prose
from builder.content.kinds import KIND_NAMED
from builder.content.records import Chart, Country, CountryGroup, Objective, Term
from builder.fonts import FONTS, faces, font_files
from builder.localization import ENGLISH
from builder.model import relations
from builder.model.strategy import AnyNode, Strategy
from builder.print import briefs, setting
from builder.print.parts import bars
from builder.print.typesetter import Typesetter
from builder.problems import ContentError
from builder.rules import glyphs
from builder.settings import Settings
from builder.views import chart_places, printed, profiles
from tests import coast, markup
from tests.conftest import REPO, SMALL, Run, Site
from tests.made import line, literal, made

A4 = (595, 842)
LETTER = (612, 792)
SITE = addresses.Site("https://made.example.org/plan/")


def stems(folder: str) -> list[str]:
    return sorted(Path(name).stem for name, _ in coast.strategy() if name.startswith(folder))


COUNTRIES, OBJECTIVES = stems("countries/"), stems("objectives/")
KINDS = {"countries": COUNTRIES, "objectives": OBJECTIVES, "packs": ["region", *sorted(name.lower() for name in coast.GROUPS)], "whole": ["strategy"]}


def open_pdf(pdf: Path | bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf)


def pages_of(pdf: Path | bytes) -> list[str]:
    """The text of each page as a person copies it, on one line; PDFium gives a hyphen at the end of a line as U+FFFE."""
    document = open_pdf(pdf)
    texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def text_of(pdf: Path | bytes) -> str:
    return " ".join(pages_of(pdf))


def says(text: str, part: str) -> bool:
    """Whether a copied text holds another one, however its lines and words are divided."""
    return re.sub(r"[\s-]", "", part) in re.sub(r"[\s-]", "", text)


def typeset(strategy: Strategy, *names: str, paper: str = "a4") -> dict[str, bytes]:
    """Briefs of a strategy, by file name without ending."""
    wanted, complaints = briefs.named(strategy, names)
    assert complaints == ()
    made_files = briefs.make(wanted, strategy, SITE, Typesetter(REPO / "templates/print"), paper=paper)
    return {Path(path).stem: file.data for path, file in made_files.items()}


# --- a country's brief --------------------------------------------------------------------------


def test_charts_stand_where_they_belong(folder: Path, coast_strategy: Strategy) -> None:
    """A country's brief shows what has a figure of the country or its groups, an objective's what is declared to belong to it; numbers and id with it."""
    for country in coast_strategy.of(Country):
        text = text_of(folder / f"{country.slug}.pdf")
        for chart in coast_strategy.of(Chart):
            marked = [item.marked for item in chart_places.of_country(coast_strategy, country) if item.chart is chart]
            assert says(text, chart.title) <= bool(marked), (country, chart)
            if says(text, chart.title):
                assert chart.id in text
                values = [number_text.value_text(figure.record) for figure in coast_strategy.targets(chart, relations.CHART_FIGURES)]
                assert chart.record.kind == "flow" or [value for value in values if not says(text, value)] == []
    for objective in coast_strategy.of(Objective):
        text = text_of(folder / f"{objective.slug}.pdf")
        assert [chart.id for chart in coast_strategy.of(Chart) if chart.id in text] == [
            chart.id for chart in chart_places.of_objective(coast_strategy, objective)
        ]


def test_a_brief_has_as_many_charts_as_its_sheet_has_room_for() -> None:
    """Where passages leave none, charts give way before anything that the strategy says."""
    source = {"section": "Section", "lines": "1-2"}
    country = {"id": "ABC", "name": "Country", "codes": {}, "tile": {"row": "1", "column": "1"}, "source": source}
    figures = [
        {"id": f"KF-{at}", "group": "FG1", "label": f"Label {at}", "value": str(at), "unit": "people", "year": "2030", "countries": ["ABC"], "text": "Text."}
        for at in range(1, 3)
    ]
    charts = [
        {"id": f"CH-{at}", "title": f"Chart {at}", "kind": "bars", "text": "Words.", "items": [{"figure": "KF-1"}, {"figure": "KF-2"}]} for at in range(1, 4)
    ]
    topics = [{"id": f"CTX-{at}", "title": f"Topic {at}", "order": str(at), "summary": "Words.", "text": "Words.", "source": source} for at in range(1, 71)]

    def brief(passages: int) -> list[str]:
        told = [{"about": ["ABC"], "stands_in": f"CTX-{at}", "text": f"Passage {at}. " + "Words. " * 40, "source": source} for at in range(1, passages + 1)]
        extra = {
            "figure": [{**figure, "source": source} for figure in figures], "chart": charts, "country": [country], "partnership": [], "topic": topics,
            "passage": told,
        }  # fmt: skip
        return pages_of(typeset(made("Title", extra=extra), "ABC")["abc"])

    for passages, wanted in ((5, 3), (70, 3)):  # what flows on has room for all
        assert sum(f"Chart {at}" in " ".join(brief(passages)) for at in range(1, 4)) == wanted, passages
    found = {len(brief(passages)): sum(f"Chart {at}" in " ".join(brief(passages)) for at in range(1, 4)) for passages in range(26, 40, 2)}
    assert found[2] < 3, found


# --- pages that are used ------------------------------------------------------------------------

BODY = (21, 22)
"""Millimetres above and below what a page holds: its margins."""


def darkness(page: Any) -> tuple[float, float]:
    """How far down the body of a page is printed, and its largest band without print, as parts of its height.

    A rule alone is no print: a row needs three dark places.
    """
    picture = page.render(scale=1, grayscale=True).to_pil()
    top, bottom = (round(margin * 72 / 25.4) for margin in BODY)
    body = picture.crop((0, top, picture.width, picture.height - bottom)).point(lambda value: 255 if value < 200 else 0)
    dark = [row for row in range(body.height) if body.crop((0, row, body.width, row + 1)).getbbox()]
    if not dark:
        return 0, 1
    bands = [after - before for before, after in itertools.pairwise((0, *dark))]
    return (dark[-1] + 1) / body.height, max(bands) / body.height


def test_places_are_pages_where_those_are_known() -> None:
    source = {"id": "SRC", "title": "Plan", "publisher": "Press", "text_lines": "50", "pages": [{"lines": "1-50", "page": "3"}]}
    for pages, place, other, note in ((None, "l. 1–2", "p. 3", 1), ([source], "p. 3", "l. 1–2", 0)):
        found = typeset(made("Title", extra={"source": pages} if pages else None), "ABC", "TO1", "strategy")
        for name, pdf in found.items():
            text = text_of(pdf)
            assert place in text, name
            assert other not in text, name
            assert ("counts the lines" in text or "line (l.)" in text) == bool(note), name


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_stands_away_from_its_text(folder: Path, kind: str) -> None:
    """Below every heading that the outline names there is room for what it heads, and something is printed there."""
    for stem in KINDS[kind]:
        document = open_pdf(folder / f"{stem}.pdf")
        for entry in document.get_toc():
            place = entry.get_dest()
            (_, top, *_) = place.get_view()[1]
            page = document[place.get_index()]
            bottom = BODY[1] * 72 / 25.4
            assert top - bottom > 30, f"{stem}: {entry.get_title()}"
            text = page.get_textpage().get_text_bounded(bottom=bottom, top=top)
            assert len(text.strip()) > len(entry.get_title()), f"{stem}: {entry.get_title()}"


def test_no_page_of_an_objective_holds_only_what_is_related(folder: Path, coast_strategy: Strategy) -> None:
    for objective in coast_strategy.of(Objective):
        *_, last = pages_of(folder / f"{objective.slug}.pdf")
        assert any(activity.id in last.partition("Related")[0] for activity in coast_strategy.inside(objective)), objective.id


@pytest.mark.parametrize("more", [40, 80, 120])
def test_so_it_is_wherever_the_last_page_begins(more: int, coast_content: Path, tmp_path: Path) -> None:
    """The last activity goes over with what is related, if that has no room below it."""
    content = shutil.copytree(coast_content, tmp_path / "content")
    path = content / "objectives/to2.yml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data["rationale"] += "\n\n" + "Words are said here, one after the other. " * more
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    model = reading.read(content)
    *_, last = pages_of(typeset(model, "TO2")["to2"])
    assert any(activity.id in last.partition("Related")[0] for activity in model.inside(model.by_id["TO2"]))


def test_passages_on_groups_are_cut_where_there_are_too_many_and_that_is_said() -> None:
    source = {"section": "Section", "lines": "1-2"}
    country = {"id": "ABC", "name": "Country", "codes": {}, "tile": {"row": "1", "column": "1"}, "source": source}
    topics = [{"id": f"CTX-{at}", "title": f"Topic {at}", "order": str(at), "summary": "Words.", "text": "Words.", "source": source} for at in range(1, 71)]

    def passages(subject: str, numbers: range) -> list[dict[str, Any]]:
        return [{"about": [subject], "stands_in": f"CTX-{at}", "text": f"Passage {at} of {subject}. " + "Words. " * 40, "source": source} for at in numbers]

    def brief(own: range, of_group: range) -> list[str]:
        extra = {"figure": [], "country": [country], "partnership": [], "topic": topics, "passage": passages("ABC", own) + passages("SR1", of_group)}
        return pages_of(typeset(made("Title", extra=extra), "ABC")["abc"])

    cut = brief(range(1, 6), range(6, 71))
    assert len(cut) == 2
    shown = len(re.findall(r"Passage \d+ of SR1", " ".join(cut)))
    assert all(says(" ".join(cut), f"Passage {at} of ABC.") for at in range(1, 6))
    assert 10 < shown < 65
    assert f"{65 - shown} more passages on the groups of Country stand on the page online." in cut[1]
    flowing = brief(range(1, 61), range(61, 71))
    assert len(flowing) > 2
    assert all(says(" ".join(flowing), f"Passage {at} of {'ABC' if at < 61 else 'SR1'}.") for at in range(1, 71))


def abbreviations_in(text: str, strategy: Strategy) -> dict[str, str]:
    """The terms of the glossary that a text uses, with what they stand for."""
    text = text.replace("UN M49", "")  # the name of a standard
    terms = {thing.record.term: thing.record.expansion for thing in strategy.of(Term)}
    return {term: expansion for term, expansion in terms.items() if re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text)}


def test_briefs_explain_their_abbreviations(folder: Path, coast_strategy: Strategy) -> None:
    for thing in (*coast_strategy.of(Country), *coast_strategy.of(Objective)):
        text = text_of(folder / f"{thing.slug}.pdf")
        used = abbreviations_in(text, coast_strategy)
        for term, expansion in used.items():
            assert says(text, f"{term}, {expansion}"), f"{thing.id}: {term}"


@pytest.mark.parametrize("stem", KINDS["packs"])
def test_packs_explain_their_abbreviations_on_their_first_page(stem: str, folder: Path, coast_strategy: Strategy) -> None:
    first, *others = pages_of(folder / f"{stem}.pdf")
    used = abbreviations_in(" ".join(others), coast_strategy)
    for term, expansion in used.items():
        assert says(first, f"{term}, {expansion}"), term
    assert not any("Abbreviations" in page for page in others)


def test_country_briefs_explain_no_abbreviation_that_they_do_not_use(folder: Path, coast_strategy: Strategy) -> None:
    for country in coast_strategy.of(Country):
        above, _, listed = text_of(folder / f"{country.slug}.pdf").partition("Abbreviations: ")
        used = abbreviations_in(above, coast_strategy)
        assert [term for term, expansion in abbreviations_in(listed, coast_strategy).items() if says(listed, f"{term}, {expansion}") and term not in used] == []


def test_what_is_odd_about_an_office_is_said_wherever_it_is_listed(folder: Path, coast_build: Site, coast_strategy: Strategy) -> None:
    noted = [country for country in coast_strategy.of(Country) if country.record.office and country.record.office.editor_notes]
    contacts = markup.text(markup.only(markup.parse((coast_build.folder / "contacts/index.html").read_text("utf-8")), "main"))
    for country in noted:
        for note in country.record.office.editor_notes:
            assert says(text_of(folder / f"{country.slug}.pdf"), prose.to_text(note))
            assert says(contacts, prose.to_text(note))


def test_every_pdf_names_its_permanent_address_as_its_identifier(folder: Path, coast_strategy: Strategy) -> None:
    """In its metadata (XMP); the file is whole for a reader that repairs nothing, and its packet is read as XML."""
    for brief in briefs.briefs(coast_strategy):
        with pikepdf.open(folder.parent / brief.path, attempt_recovery=False) as pdf:
            assert pdf.check_pdf_syntax() == [], brief.path
            with pdf.open_metadata(strict=True) as said:
                assert said["dc:identifier"] == "https://strategy.example.org/" + (addresses.permanent(brief.node.id) if brief.node.id else "")
                assert said["pdfaid:part"] == "2"
                assert said["dc:title"] == str(pdf.docinfo["/Title"])


# --- the others ---------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", OBJECTIVES)
def test_objective_brief_holds_every_activity(folder: Path, slug: str, coast_strategy: Strategy) -> None:
    thing = next(objective for objective in coast_strategy.of(Objective) if objective.slug == slug)
    text = text_of(folder / f"{slug}.pdf")
    assert says(text, thing.title)
    if thing.record.summary:
        assert says(text, thing.record.summary)
        assert text.index(" ".join(thing.record.summary.split()[:3])) < text.index("At a glance")
    with pikepdf.open(folder / f"{slug}.pdf") as pdf:
        links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})}
    assert links >= {f"https://strategy.example.org/id/{activity.id.lower()}/" for activity in coast_strategy.inside(thing)}
    for activity in coast_strategy.inside(thing):
        assert activity.id in text
        assert says(text, activity.title)


def test_packs_hold_the_briefs_behind_a_contents_page(folder: Path, coast_strategy: Strategy) -> None:
    packs: list[tuple[str, tuple[AnyNode, ...]]] = [(addresses.REGION_PACK, coast_strategy.of(Country))]
    packs += [(group.brief, coast_strategy.targets(group, relations.GROUP_MEMBERS)) for group in coast_strategy.of(CountryGroup)]
    for path, countries in packs:
        pages = pages_of(folder.parent / path)
        at = 2
        for country in countries:
            assert f"{country.title} {at}" in pages[0], (path, country)
            assert country.title in pages[at - 1]
            at += len(open_pdf(folder / f"{country.slug}.pdf"))
        assert at == len(pages) + 1


# --- accessibility ------------------------------------------------------------------------------


def test_links_inside_the_strategy_are_called_by_what_they_lead_to(folder: Path, coast_strategy: Strategy) -> None:
    """A screen reader says 'ALD Aldmark', not 'page 69'; contents and index, whose lines say the page, 'Aldmark, page 69'."""
    with pikepdf.open(folder / "strategy.pdf") as pdf:
        names = {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" not in note.get("/A", {})}
    assert not [name for name in names if re.fullmatch(r"page \d+", name)]
    places = {f"{thing.id} {thing.title}" for thing in coast_strategy.nodes if thing.id}
    assert {name for name in names if not re.search(r", page \d+$", name)} <= places
    assert names >= {
        f"{thing.id} {thing.title}" for kind in ("topic", "country", "principle", "objective", "figure") for thing in coast_strategy.of_kind(KIND_NAMED[kind])
    }


def test_every_brief_is_checked(folder: Path) -> None:
    assert sorted(itertools.chain(*KINDS.values())) == sorted(path.stem for path in folder.glob("*.pdf"))


def between_margins(boxes: list[dict[str, float]]) -> bool:
    """Whether what looks like a running head or foot, as it stands at the edge of several pages, is what those pages hold: a passage on a group
    of countries is in the brief of each, and a line of source ends many an entry. Heads and feet are outside the margins."""
    top, bottom = (margin * 72 / 25.4 for margin in BODY)
    return all(bottom - 6 < box["y0"] and box["y1"] < A4[1] - top + 6 for box in boxes)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_checkers_of_accessibility_find_nothing(folder: Path, kind: str) -> None:
    for stem in KINDS[kind]:
        found = outloud.check(str(folder / f"{stem}.pdf"))
        assert found.error is None
        findings = [finding for finding in found.sorted_findings() if not (finding.rule == "PAG-001" and between_margins(finding.boxes))]
        assert [(finding.rule, finding.page, finding.message) for finding in findings] == [], stem
        assert [(finding.rule_id, finding.message) for finding in pdfua.validate(folder / f"{stem}.pdf").findings] == [], stem


def tags_of(pdf: pikepdf.Pdf) -> dict[str, list[Any]]:
    """The tagged parts of a document by kind, in reading order."""
    kinds: dict[str, list[Any]] = {}
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                kinds.setdefault(str(node.S), []).append(node)
            if "/K" in node:
                waiting.append(node.K)
    return kinds


def alternatives(pdf: pikepdf.Pdf) -> list[str]:
    """What is said in place of the pictures of a document, in reading order."""
    return [str(figure.Alt) for figure in tags_of(pdf)["/Figure"]]


# --- on the site --------------------------------------------------------------------------------


def test_print_page_lists_every_brief(coast_build: Site, folder: Path) -> None:
    listing = (coast_build.docs / "print/index.md").read_text("utf-8")
    for path in folder.glob("*.pdf"):
        row = re.search(rf"\(\.\./briefs/{path.name}\) \| (\d+) \| ([\d.]+) (KB|MB) \|", listing)
        assert row, path.name
        assert int(row[1]) == len(open_pdf(path))
        assert abs(float(row[2]) * (1e3 if row[3] == "KB" else 1e6) - path.stat().st_size) <= (500 if row[3] == "KB" else 50_000)


# --- same input, same bytes; nothing twice ------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(folder: Path, coast_strategy: Strategy) -> None:
    site = addresses.Site("https://strategy.example.org/")
    setter = Typesetter(REPO / "templates/print", date=coast_strategy.publication.edition.date)
    wanted, _ = briefs.named(coast_strategy, [coast_strategy.of(kind)[0].id for kind in (Country, Objective, CountryGroup)])
    for path, file in briefs.make(wanted, coast_strategy, site, setter).items():
        assert file.data == (folder.parent / path).read_bytes(), path


def test_unchanged_briefs_are_not_set_again(small: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", "--docs-only").code == 0
    first = {path.name: path.read_bytes() for path in Path("build/docs/briefs").iterdir()}
    set_again: list[str] = []
    original = Typesetter.set

    def spy(self: Typesetter, template: str, data: dict[str, Any], **more: Any) -> Any:
        set_again.append(template)
        return original(self, template, data, **more)

    monkeypatch.setattr(Typesetter, "set", spy)
    monkeypatch.setattr(setting, "WORKERS", 40)  # threads, as processes of their own would not be seen
    assert run("build", "--docs-only").code == 0
    assert set_again == []
    assert {path.name: path.read_bytes() for path in Path("build/docs/briefs").iterdir()} == first

    boats = small / "figures.yml"
    boats.write_text(boats.read_text("utf-8").replace("value: 1200", "value: 1300"), "utf-8")
    assert run("build", "--docs-only").code == 0
    assert set(set_again) == {"country", "pack", "strategy"}, "every country is compared with this figure"
    first = {path.name: path.read_bytes() for path in Path("build/docs/briefs").iterdir()}

    set_again.clear()
    Path("build/docs/briefs/orr.pdf").write_bytes(b"damaged")
    assert run("build", "--docs-only").code == 0
    assert set(set_again) == {"country"}
    assert Path("build/docs/briefs/orr.pdf").read_bytes() == first["orr.pdf"]

    set_again.clear()
    Path("build/briefs.json").write_text("[not json", "utf-8")
    shutil.rmtree("build/evidence")  # by which there is nothing to build
    assert run("build", "--docs-only").code == 0
    assert len(set_again) >= len(first), "a damaged memory remembers nothing"


def test_a_memory_nested_without_end_is_none(tmp_path: Path) -> None:
    file = tmp_path / "briefs.json"
    file.write_text("[" * 100_000, "utf-8")
    assert briefs.Memory.read(file, tmp_path).records == {}


def test_a_picture_beside_the_templates_can_be_printed_and_is_watched(tmp_path: Path) -> None:
    """A template may show a logo; when that changes, briefs are set again."""
    shutil.copytree(REPO / "templates/print", tmp_path / "print")
    (tmp_path / "print/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>', "utf-8")
    (tmp_path / "print/poster.typ").write_text(
        '#let render(data) = { set document(title: data.title); image("logo.svg", alt: data.title, width: 1cm) }', "utf-8"
    )
    setter = Typesetter(tmp_path / "print")
    before = setter.key
    with pikepdf.open(io.BytesIO(setter.set("poster", {"title": "A square"}).data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "A square"
    (tmp_path / "print/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="2" height="4"/></svg>', "utf-8")
    assert Typesetter(tmp_path / "print").key != before


# --- the command --------------------------------------------------------------------------------


def test_brief_command(small: Path, run: Callable[..., Run]) -> None:
    done = run("brief", "VAR", "aim1", "VAR", "--paper", "letter", "-o", "out")
    assert done.code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["clean-water.pdf", "varnholm.pdf"]
    assert re.fullmatch(r"out/varnholm.pdf: 2 pages, \d+ KB\nout/clean-water.pdf: 2 pages, \d+ KB\n", done.out)
    assert not Path("build/docs/briefs").exists()


def test_brief_command_takes_packs_and_the_whole(small: Path, run: Callable[..., Run]) -> None:
    assert run("brief", "region", "strategy", "REACH-UPPER").code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["reach-upper.pdf", "region.pdf", "strategy.pdf"]


def test_unknown_brief(small: Path, run: Callable[..., Run]) -> None:
    done = run("brief", "VAR", "VARN", "QQQ", "-o", "out")
    assert done.code == 1
    assert done.out == ""
    assert done.err.splitlines() == [
        "there is no brief of 'VARN'. Did you mean 'VAR'?",
        "there is no brief of 'QQQ'. Known: KET, ORR, VAR, AIM1, AIM2, REACH-UPPER, region, strategy.",
        "Nothing was written.",
    ]
    assert not Path("out").exists()


def test_folder_that_cannot_be_written(small: Path, run: Callable[..., Run]) -> None:
    Path("out").write_text("a file", "utf-8")
    done = run("brief", "VAR", "-o", "out")
    assert done.code == 1
    assert done.err.startswith("out:1:1: error[unwritable]: cannot be written")
    assert Path("out").read_text("utf-8") == "a file"


def test_progress_is_shown_from_the_third_second_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.9, 2.5, 2.6, 2.7, 3.6, 3.7])
    monkeypatch.setattr("builder.cli.voice.time.monotonic", lambda: next(clock))
    progress = voice.Progress(voice.Voice(ENGLISH))
    for done in (1, 2, 3, 4):
        progress(done, 9)
    assert capsys.readouterr().out == "Setting PDF briefs: 2 of 9 …\nSetting PDF briefs: 4 of 9 …\n"


# --- mistakes -----------------------------------------------------------------------------------


def test_character_that_no_font_has(small: Path, run: Callable[..., Run]) -> None:
    path = small / "countries/orr.yml"
    path.write_text(path.read_text("utf-8").replace("Isle of *Orr*", "Isle of \N{SNOWMAN} Orr"), "utf-8")
    for command in (["check"], ["build", "--docs-only"], ["brief", "VAR"]):
        done = run(*command)
        assert done.code == 1
        assert (done.out + done.err).splitlines()[0] == (
            "content/countries/orr.yml:2:15: error[no-glyph]: "
            "no font for print has the character '\N{SNOWMAN}' (U+2603 SNOWMAN): write it otherwise, or add a font"
        )
    assert not Path("build/docs/briefs").exists()


def test_characters_that_are_never_drawn_need_no_glyph() -> None:
    assert glyphs.lacking("a\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}\N{SNOWMAN}", glyphs.coverage(FONTS)) == {"\N{SNOWMAN}"}


def test_fonts_cover_what_they_are_said_to() -> None:
    characters = glyphs.coverage(FONTS)
    for text in ("ÀÉÎÕÜßŁșțğıİ", "Українська Қазақ Тоҷикӣ Ђурђевак", "Ελληνικά", "Հայաստան", "საქართველო", "ישראל", "العربية"):
        assert not glyphs.lacking(text, characters), text


def test_every_weight_and_style_of_the_text_has_the_letters_of_european_languages() -> None:
    """A word in bold or italics is not left to another family."""
    families = {face.family for face in faces(font_files(FONTS)) if face.italic}
    for face in (face for face in faces(font_files(FONTS)) if face.family in families):
        with TTFont(face.path, lazy=True) as font:
            assert not {*"ĂŐŞŻğőșžАЁЇЎЈЊЏЉҐабвэюяёїўјњџљґѣӘқңөұүһіΆΈΏΫαβγωάϋΰ"} - set(map(chr, font.getBestCmap())), face.path.name
    assert families == {"Source Sans 3"}


def test_no_fonts(small: Path, run: Callable[..., Run]) -> None:
    Path("empty").mkdir()
    done = run("check", "--fonts", "empty")
    assert done.code == 1
    assert done.out.splitlines()[0] == "empty:1:1: error[no-fonts]: holds no OpenType font (.otf, .ttf, .ttc): name the folder with --fonts"


def test_files_that_are_no_fonts(small: Path, run: Callable[..., Run]) -> None:
    Path("faces").mkdir()
    for name in ("one.otf", "two.ttf"):
        Path("faces", name).write_text("no font")
    assert run("check", "--fonts", "faces").out.splitlines() == [
        *(
            f"faces/{name}:1:1: error[bad-font]: cannot be read as a font (Not a TrueType or OpenType font (not enough data)): replace the file"
            for name in ("one.otf", "two.ttf")
        ),
        "2 problems in 2 files.",
    ]


def test_template_that_is_no_text(small: Path, run: Callable[..., Run]) -> None:
    path = Path("templates/print/country.typ")
    path.write_bytes(path.read_bytes() + b"\xff")
    assert run("brief", "VAR").err.splitlines()[0] == (
        "templates/print/country.typ:1:1: error[not-utf-8]: is not UTF-8 text: save the template with the encoding UTF-8"
    )


def test_template_with_a_mistake(small: Path, run: Callable[..., Run]) -> None:
    path = Path("templates/print/country.typ")
    path.write_text(path.read_text("utf-8") + "\n#let broken = nothing.here\n", "utf-8")
    done = run("build", "--docs-only")
    assert done.code == 1
    line = len(path.read_text("utf-8").splitlines())
    assert done.err.splitlines()[0] == f"templates/print/country.typ:{line}:15: error[typst]: unknown variable: nothing"
    assert not Path("build/docs/briefs").exists()


def test_missing_templates(small: Path, run: Callable[..., Run]) -> None:
    Path("templates/print/objective.typ").unlink()
    assert "templates/print/objective.typ:1:1: error[missing-template]" in run("brief", "AIM1").err
    shutil.rmtree("templates/print")
    assert run("brief", "VAR").err.startswith("templates/print:1:1: error[missing-template]")


def test_two_briefs_of_one_name_are_told_by_the_check(small: Path, run: Callable[..., Run]) -> None:
    next(iter((small / "countries").glob("*.yml"))).rename(small / "countries/region.yml")
    done = run("check")
    assert done.code == 1
    assert "error[brief-name-taken]" in done.out


def test_two_briefs_of_one_name(small: Path, run: Callable[..., Run]) -> None:
    (small / "countries/orr.yml").rename(small / "countries/region.yml")
    done = run("build", "--docs-only")
    assert done.code == 1
    assert "content/countries/region.yml:1:1: error[brief-name-taken]: the name 'region' is taken by another PDF: rename this file" in done.err


# --- any content --------------------------------------------------------------------------------


def inside_the_page(pdf: bytes) -> bool:
    """Whether no character is printed over the edge of its page."""
    document = open_pdf(pdf)
    for at in range(len(document)):
        width, height = document[at].get_size()
        text = document[at].get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        if any(not (left >= 0 and right <= width and bottom >= 0 and top <= height) for left, bottom, right, top in boxes if right > left):
            return False
    return True


MARKUP = "]\"{\\%& < '}$_^~#*|`>[x](y) -- --- = - + 1. @ref // /* */ #let x <a> $x$ https://a.example ~"
SCRIPTS = "საქართველო Հայաստան ישראל المغرب Україна Ελλάδα"
LONG = "Autonomous United Federated Territories of the Upper and Lower Northern Highlands and of the Great Southern Archipelagos"


@pytest.mark.parametrize(
    ("title", "prose"),
    [(MARKUP, literal(MARKUP)), (SCRIPTS, SCRIPTS), (LONG, "Words. " * 600), ("M" * 120, "W" * 2000), ("a", "b"), ("-" * 60, "=" * 300)],
    ids=["markup", "scripts", "long", "unbroken", "short", "dashes"],
)
def test_any_content_fits_or_flows_on(title: str, prose: str) -> None:
    files = typeset(made(title, prose), "ABC", "TO1", "SR1", "strategy")
    for pdf in files.values():
        assert inside_the_page(pdf)
        text = re.sub(r"\s", "", text_of(pdf))
        if title != SCRIPTS:  # lines that run both ways are copied in visual order
            assert re.sub(r"\s", "", title) in text
    if title == MARKUP:
        assert re.sub(r"\s", "", literal(MARKUP).replace("\\", "")) in re.sub(r"[\s\\]", "", text_of(files["to1"]))


def test_markup_prose_is_printed_as_typed() -> None:
    prose = "One *two* **three** [four][TO1] [five](https://example.org/?a=1&b=(2)).\n\n### Deep\n\n1. six\n   - seven\n\n> ## eight\n\nnine  \nten"
    pdf = typeset(made("Title", prose), "TO1")["to1"]
    assert "One two three four five." in text_of(pdf)
    assert "Deep 1. six – seven eight nine ten" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = {str(note.A.URI) for page in opened.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})}
    assert links >= {"https://example.org/?a=1&b=(2)", f"{SITE.base}id/to1/"}


def test_forty_figures_and_a_very_long_address() -> None:
    source = {"section": "Section", "lines": "1-2"}
    figures = [
        {
            "id": f"KF-{at}",
            "group": "FG1",
            "label": f"Label {at}",
            "value": str(at * 1111),
            "unit": "people",
            "year": "2030",
            "countries": ["ABC"],
            "text": "Text.",
            "source": source,
        }
        for at in range(1, 41)
    ]
    office = {"lines": [f"Line {at} of an address that is long and goes on for more than half a page width" for at in range(30)], "source": source}
    country = {"id": "ABC", "name": "Country", "codes": {}, "tile": {"row": "1", "column": "1"}, "office": office, "source": source}
    pdf = typeset(made("Title", extra={"figure": figures, "country": [country], "partnership": []}), "ABC")["abc"]
    text = text_of(pdf)
    for at in range(1, 41):
        assert f"{at * 1111:,}" in text
        assert f"KF-{at} " in text
    for at in range(30):
        assert f"Line {at} of" in text
    assert inside_the_page(pdf)
    for page in pages_of(pdf):  # a row is not divided: as many values as labels on each page
        assert len(re.findall(r"\d people", page)) == len(re.findall(r"KF-\d+ ", page))


@pytest.mark.parametrize("elsewhere", [True, False])
def test_no_figures_nor_anything_else(elsewhere: bool) -> None:
    """What another country has, this one is said to lack; of what the strategy has nowhere, nothing is said."""
    source = {"section": "Section"}
    country = {"id": "ABC", "name": "Country", "codes": {}, "tile": {"row": "1", "column": "1"}, "source": source}
    other = {**country, "id": "DEF", "name": "Other", "tile": {"row": "1", "column": "2"}, "office": {"lines": ["Line"], "source": source}}
    partnership = {"id": "PP", "kind": "initiative", "name": "Initiative", "text": "Words.", "members": ["DEF"], "source": source}
    extra = {"figure": [], "country": [country, other] if elsewhere else [country], "partnership": [partnership] if elsewhere else []}
    pages = pages_of(typeset(made("Title", extra=extra), "ABC")["abc"])
    assert len(pages) == 1
    assert "Key figures" not in pages[0]
    assert "No passage of the text is about Country alone." in pages[0]
    assert ("Processes and bodies" in pages[0]) == elsewhere
    assert ("The strategy names none that Country belongs to." in pages[0]) == elsewhere
    assert ("Title office" in pages[0]) == elsewhere
    assert ("The strategy lists no office." in pages[0]) == elsewhere


COVERED = glyphs.coverage(FONTS)
covered = st.sampled_from(sorted(COVERED - {"\n"}))


def settable(text: str) -> bool:
    """Whether content may hold a text, as far as fonts are concerned."""
    return bool(text.strip()) and not glyphs.lacking(text + glyphs._capital(text), COVERED) and not glyphs._is_sign(text.lstrip()[0])


def letters(text: str) -> str:
    """What is seen of a text, however its words are divided and its letters joined."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Pd"))


@settings(max_examples=12)
@given(st.text(st.one_of(covered, st.sampled_from(MARKUP)), min_size=1, max_size=60).filter(settable))
@example("#")
@example("\\")
@example('"\n"')
@example("ب\u08ca")
@example("<script>alert(1)</script>")
def test_any_text_that_the_fonts_have_can_be_set_and_comes_back(text: str) -> None:
    """As whoever copies it has it; what runs from right to left comes in an order of the reader's."""
    title = text if text.isprintable() else "x"
    files = typeset(made(title, literal(text)), "ABC", "TO1")
    assert len(files) == 2
    for file in files.values():
        copied = letters(text_of(file))
        if {"R", "AL", "AN"}.isdisjoint(map(unicodedata.bidirectional, text)):
            assert letters(line(title)) in copied
            assert letters(line(text)) in copied
        else:
            assert set(letters(text)) <= set(copied)


# --- parts --------------------------------------------------------------------------------------


def figure(**values: Any) -> Any:
    source = {"section": "Section"}
    base = {"id": "KF-1", "group": "FG1", "label": "Label", "unit": "per cent", "year": "2030", "text": "Text.", "source": source, "countries": []}
    return made("Title", extra={"figure": [{**base, **values}], "country": [], "group": [], "partnership": []}).by_id["KF-1"].record


def test_bars_have_a_scale() -> None:
    share = bars(figure(value="7.5", share_of="the whole", comparator={"label": "World", "value": "3", "unit": "per cent"}))
    assert share is not None
    assert [bar["length"] for bar in share["bars"]] == [0.075, 0.03]
    assert (share["start"], share["end"]) == ("0 per cent", "the whole")
    absolute = bars(figure(value="30", unit="boats", comparator={"label": "Before", "value": "45", "unit": "boats"}))
    assert absolute is not None
    assert [bar["length"] for bar in absolute["bars"]] == [0.6, 0.9]
    assert (absolute["start"], absolute["end"]) == ("0 boats", "50 boats")


@pytest.mark.parametrize(
    "values",
    [
        {"value": "30", "unit": "boats"},
        {"display": "three quarters", "share_of": "the whole"},
        {"value": "30", "unit": "boats", "comparator": {"label": "World", "value": "3", "unit": "per cent"}},
        {"value": "2", "display": "second", "unit": "rank", "comparator": {"label": "World", "value": "3", "unit": "rank"}},
        {"value": "-3", "unit": "boats", "comparator": {"label": "World", "value": "3", "unit": "boats"}},
    ],
)
def test_no_bar_without_scale(values: dict[str, Any]) -> None:
    assert bars(figure(**values)) is None


def test_qr_code_is_the_one_of_the_address() -> None:
    import segno

    address = "https://strategy.example.org/id/ukr/"
    picture = setting.qr(address)
    matrix = segno.make(address, error="m", micro=False).matrix
    assert f'viewBox="0 0 {len(matrix)} {len(matrix)}"' in picture
    dark = {(int(row), int(column) + step) for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)", picture) for step in range(int(length))}
    assert dark == {(row, column) for row, modules in enumerate(matrix) for column, module in enumerate(modules) if module}


def test_no_local_name_has_a_letter_that_no_font_has(coast_strategy: Strategy, folder: Path) -> None:
    """Such a name would be a gap in print, and a box on screens that lack the letter too."""
    characters = glyphs.coverage(FONTS)
    for country in coast_strategy.of(Country):
        names = [local.name for local in profiles.country(coast_strategy, country).local_names]
        assert [name for name in names if glyphs.lacking(name, characters)] == [], country.id
        ahead = [name for name in names if not any(unicodedata.bidirectional(char) in ("R", "AL") for char in name)]  # others are copied in visual order
        assert [name for name in ahead if not says(text_of(folder / f"{country.slug}.pdf"), name)] == [], country.id


def test_settings_name_the_shipped_fonts() -> None:
    assert Settings().fonts == FONTS
    assert replace(Settings(), docs=Path("x/docs")).brief_memory == Path("x/briefs.json")
    licences = {path.parent.name for path in FONTS.rglob("*") if path.suffix in (".md", ".txt")}
    assert licences >= {path.parent.name for path in FONTS.rglob("*.?tf")}


def test_content_error_of_make_holds_every_template(small_strategy: Strategy, tmp_path: Path) -> None:
    folder = tmp_path / "print"
    shutil.copytree(REPO / "templates/print", folder)
    for name in ("country", "objective"):
        path = folder / f"{name}.typ"
        path.write_text(path.read_text("utf-8").replace("#let render(data) = {", '#let render(data) = {\n  panic("stop")'), "utf-8")
    wanted, _ = briefs.named(small_strategy, ["VAR", "AIM1"])
    with pytest.raises(ContentError) as caught:
        briefs.make(wanted, small_strategy, SITE, Typesetter(folder))
    assert {Path(problem.path).name for problem in caught.value.problems} == {"country.typ", "objective.typ"}


def test_small_strategy_builds_its_briefs(small_build: Site) -> None:
    names = sorted(path.stem for path in (small_build.docs / "briefs").iterdir())
    assert names == ["clean-water", "free-trade", "keth-and-lowmark", "orr", "reach-upper", "region", "strategy", "varnholm"]
    assert SMALL.exists()


def test_more_briefs_than_somebody_prints_at_once_make_no_pack(small: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Then no page, permanent page or Markdown leads to one, and nobody is offered one."""
    monkeypatch.setattr(printed, "LARGEST_PACK", 1)
    assert run("build", "--provisional", "--docs-only").code == 0
    docs = Path("build/docs")
    made = {path.relative_to(docs).as_posix() for path in docs.glob("briefs/*.pdf")}
    model = reading.read(small)
    many = [group for group in model.of(CountryGroup) if len(model.targets(group, relations.GROUP_MEMBERS)) > 1]
    assert many
    assert made.isdisjoint({addresses.REGION_PACK, *(group.brief for group in many)})
    named = {
        name
        for path in docs.rglob("*")
        if path.suffix in (".md", ".html", ".json", ".txt")
        for name in re.findall(r"briefs/[\w-]+\.pdf", path.read_text("utf-8"))
    }
    assert named <= made
    done = run("brief", "region")
    assert (done.code, done.out.splitlines()[-1:] or done.err.splitlines()[-1:]) == (1, ["Nothing was written."])
