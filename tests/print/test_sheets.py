"""The briefs of a whole region, sheet by sheet: each country's has what its profile has, in order; and the strategy has contents and an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from builder.content import number_text, prose
from builder.content.records import Country, Term
from builder.fonts import FONTS
from builder.model.strategy import Strategy
from builder.print.values import Printout
from builder.rules import glyphs
from builder.views import chart_places, profiles
from tests.conftest import Site
from tests.print.test_briefs import COUNTRIES, SITE, alternatives, open_pdf, pages_of, says, tags_of, text_of


def facts_of(thing: Any) -> Iterator[str]:
    """What a brief says of a figure: its statement, its id, where it is from."""
    yield from (prose.to_text(thing.record.text), thing.id, number_text.lines_text(thing.record.source))


@pytest.mark.parametrize("slug", COUNTRIES)
def test_country_brief_holds_what_the_profile_holds(folder: Path, slug: str, coast_strategy: Strategy) -> None:
    thing = next(country for country in coast_strategy.of(Country) if country.slug == slug)
    view = profiles.country(coast_strategy, thing)
    profile = view.profile
    text = text_of(folder / f"{slug}.pdf")
    wanted = [fact for figure in (*profile.figures, *view.headlines) for fact in facts_of(figure)]
    wanted += [fact for item in thing.record.in_short for fact in (prose.to_text(item.text), number_text.lines_text(item.source))]
    for membership in profile.memberships:
        wanted += [f"{membership.partnership.title} · {membership.role}", membership.partnership.record.purpose or ""]
        wanted += [other.record.abbreviation or other.record.short_text for other in membership.led_by]
    told = [*profile.passages, *(item for group in profile.about_groups for item in group.passages)]
    wanted += [fact for item in told for fact in (prose.to_text(item.text) if item.text else "".join(item.sentences), number_text.lines_text(item.source))]
    wanted += [fact for group in profile.about_groups for figure in group.figures for fact in facts_of(figure)]
    wanted += [f"{group.title} (editors’ arrangement)" for group in profile.groups if group.record.arrangement == "editors"]
    for mark in profile.objectives:
        summary = mark.objective.record.summary
        wanted += [f"{mark.objective.id} {mark.objective.record.short_title}", f"{summary} Names {profile.name}." if mark.mentions else summary or ""]
        wanted += [activity.id for activity in mark.activities]
    wanted += thing.record.office.lines if thing.record.office else (profile.served_by.title if profile.served_by else "The strategy lists no office.",)
    wanted += profile.also_known_as
    assert [part for part in wanted if not says(text, part)] == []
    assert text.count("Restated by the editors of this edition; official wording in the document.") == 1
    assert says(text, "The strategy gives no figure of") is not bool(profile.figures)
    assert says(text, "No passage of the text is about") is not bool(profile.passages)


@pytest.mark.parametrize("slug", COUNTRIES)
def test_country_brief_keeps_its_order_and_says_what_it_is(folder: Path, slug: str, coast_strategy: Strategy) -> None:
    thing = next(country for country in coast_strategy.of(Country) if country.slug == slug)
    profile = profiles.profile(coast_strategy, thing)
    document = open_pdf(folder / f"{slug}.pdf")
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    assert entries[0] == (0, thing.title, 0)
    sections = {title: page for level, title, page in entries[1:] if level == 1}
    region = coast_strategy.publication.region
    wanted = {
        "In short": 0,
        "Key figures" if profile.figures else "The region’s key figures": 0,
        **{item.chart.title: 0 for item in chart_places.of_country(coast_strategy, thing)},
        f"What the strategy says about {profile.name}": 0,
        **{item.group.title: None for item in profile.about_groups},
        f"{region.abbreviation} as a whole": None,
        "What all of it is for": None,
        "Further key figures": None,
        "Processes and bodies": 1,
        "Objectives": 1,
        **({"The region, for comparison": 1} if profile.figures else {}),
        f"{coast_strategy.publication.publisher.abbreviation} office": 1,
        "How to cite": 1,
        "On the web": 1,
    }
    fillers = list(wanted)[list(wanted).index(f"{region.abbreviation} as a whole") :][:3]
    assert list(sections) == [title for title in wanted if title in sections]
    charts = {item.chart.title for item in chart_places.of_country(coast_strategy, thing)}
    assert set(wanted) - set(sections) <= {*fillers, *charts}
    assert [title for title, page in sections.items() if wanted[title] not in (None, page)] == []
    pages = pages_of(folder / f"{slug}.pdf")
    assert f"id/{thing.id.lower()}/" in pages[-1]
    for at, page in enumerate(pages, 1):
        assert f"page {at} of {len(pages)}" in page
        assert "Edition 1.0" in page
        assert "Source: " in page


def test_map_marks_the_country_and_its_group_in_words(folder: Path, coast_strategy: Strategy) -> None:
    with pikepdf.open(folder / "aldmark.pdf") as pdf:
        said = [words for words in alternatives(pdf) if words.startswith("Map of 12")]
    assert said == ["Map of 12 tiles, one for each country, placed roughly as on the globe. Aldmark is marked; tinted, of the same group: BRE, COR, DUN."]
    front = pages_of(folder / "aldmark.pdf")[0]
    assert all(f" {thing.id} " in front for thing in coast_strategy.of(Country) if thing.id != "ALD")


def test_brief_names_its_document(folder: Path) -> None:
    with pikepdf.open(folder / "aldmark.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Aldmark – country brief, Coast Strategy 2031–2034"
        assert str(pdf.docinfo["/Author"]) == "Office of the Coast"
        assert str(pdf.docinfo["/Subject"]) == "What the Strategy of the Coast 2031–2034 says about Aldmark"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20310228000000Z"
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})]
    assert "https://strategy.example.org/id/ald/" in links
    assert "mailto:ald@coast.example.org" in links


def test_whole_strategy_has_contents_and_an_index_with_the_right_pages(folder: Path, coast_strategy: Strategy) -> None:
    document = open_pdf(folder / "strategy.pdf")
    pages = pages_of(folder / "strategy.pdf")
    chapters = [(entry.get_title(), entry.get_dest().get_index() + 1) for entry in document.get_toc() if entry.level == 0]
    assert [title for title, _ in chapters] == [
        *("Context", "Framework", "Objectives", "Key figures", "Partnerships", "Frameworks and tools"),
        *("Countries", "Offices", "Glossary", "About this edition", "Index of identifiers"),
    ]
    contents = " ".join(pages[1 : chapters[0][1] - 1])
    for title, page in chapters:
        assert f"{title} {page}" in contents
    index = " ".join(pages[chapters[-1][1] - 1 :])
    for thing in coast_strategy.nodes:
        if thing.kind.name in ("objective", "activity", "country", "figure", "partnership", "instrument", "principle", "topic"):
            found = re.search(rf"(?<![\w-]){thing.id} (\d+)", index)
            assert found, thing.id
            assert says(pages[int(found[1]) - 1] + pages[min(int(found[1]), len(pages) - 1)], thing.title), thing.id
    text = " ".join(pages)
    for thing in coast_strategy.of(Term):
        assert says(text, f"{thing.record.term} {thing.record.expansion}")
    assert "Context" in pages[chapters[0][1]].split("Coast Strategy")[0], "the running head names the chapter"


def test_tables_have_headers_and_pictures_have_words(folder: Path) -> None:
    with pikepdf.open(folder / "strategy.pdf") as pdf:
        kinds = tags_of(pdf)
        for head in kinds["/TH"]:
            attributes = [head.A] if isinstance(head.A, pikepdf.Dictionary) else list(head.A)
            assert any(str(part.get("/Scope", "")) == "/Column" for part in attributes)
        said = alternatives(pdf)
    assert "QR code of the website of the strategy: https://strategy.example.org/" in said
    chart = "Bar chart. Women among the sailors: nearly 52 per cent; World average: 48 per cent. "
    assert f"{chart}Scale: 0 per cent to all sailors." in said


def test_pages_link_their_brief_with_pages_and_size(coast_build: Site, folder: Path) -> None:
    size = (folder / "aldmark.pdf").stat().st_size
    for page in ("countries/aldmark/index.md", "objectives/to1/index.md"):
        assert re.search(r'href="\.\./\.\./briefs/\w+\.pdf">Brief \(PDF, \d+ pages, \d+ KB\)<', (coast_build.docs / page).read_text("utf-8")), page
    assert f"Brief (PDF, 2 pages, {round(size / 1000)} KB)" in (coast_build.docs / "countries/aldmark/index.md").read_text("utf-8")
    assert (coast_build.folder / "briefs/aldmark.pdf").read_bytes() == (folder / "aldmark.pdf").read_bytes()


def test_names_in_other_scripts_are_left_out_where_no_font_has_them(coast_strategy: Strategy) -> None:
    corvia = coast_strategy.by_id["COR"]
    everything = Printout(coast_strategy, SITE, glyphs.coverage(FONTS)).country(corvia)["local_names"]
    assert everything == [{"name": "საქართველო", "language": "ka", "language_name": "Georgian"}]
    assert Printout(coast_strategy, SITE, frozenset("abc")).country(corvia)["local_names"] == []


def test_first_figure_is_the_largest_on_the_sheet(folder: Path) -> None:
    for slug, value in (("aldmark", "118,000"), ("golna", "800,000"), ("lomerin", "29")):
        page = open_pdf(folder / f"{slug}.pdf")[0].get_textpage()
        digits = [
            (top - bottom, at) for at in range(page.count_chars()) if page.get_text_range(at, 1).isdigit() for _, bottom, _, top in [page.get_charbox(at)]
        ]
        largest = sorted(at for height, at in digits if height > 0.9 * max(digits)[0])
        assert "".join(page.get_text_range(at, 1) for at in largest) == "".join(filter(str.isdigit, value)), slug
        assert max(digits)[0] > 1.5 * max(height for height, at in digits if at not in largest), slug
