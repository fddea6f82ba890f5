"""The briefs of this strategy, sheet by sheet: each country's has what its profile has, in order, and fills both sides."""

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
from builder.rules import glyphs
from builder.views import chart_places, profiles
from tests.conftest import Site
from tests.print.test_briefs import (
    A4,
    COUNTRIES,
    KINDS,
    LETTER,
    SITE,
    alternatives,
    darkness,
    open_pdf,
    pages_of,
    says,
    tags_of,
    text_of,
    typeset,
)


def facts_of(thing: Any) -> Iterator[str]:
    """What a brief says of a figure: its statement, its id, where it is from."""
    yield from (prose.to_text(thing.record.text), thing.id, number_text.lines_text(thing.record.source))


@pytest.mark.parametrize("slug", COUNTRIES)
def test_country_brief_holds_what_the_profile_holds(folder: Path, slug: str, real_strategy: Strategy) -> None:
    thing = next(country for country in real_strategy.of(Country) if country.slug == slug)
    view = profiles.country(real_strategy, thing)
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
def test_country_brief_keeps_its_order_and_says_what_it_is(folder: Path, slug: str, real_strategy: Strategy) -> None:
    thing = next(country for country in real_strategy.of(Country) if country.slug == slug)
    profile = profiles.profile(real_strategy, thing)
    document = open_pdf(folder / f"{slug}.pdf")
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    assert entries[0] == (0, thing.title, 0)
    sections = {title: page for level, title, page in entries[1:] if level == 1}
    region = real_strategy.publication.region
    wanted = {
        "In short": 0,
        "Key figures" if profile.figures else "The region’s key figures": 0,
        **{item.chart.title: 0 for item in chart_places.of_country(real_strategy, thing)},
        f"What the strategy says about {profile.name}": 0,
        **{item.group.title: None for item in profile.about_groups},
        f"{region.abbreviation} as a whole": None,
        "What all of it is for": None,
        "Further key figures": None,
        "Processes and bodies": 1,
        "Objectives": 1,
        **({"The region, for comparison": 1} if profile.figures else {}),
        f"{real_strategy.publication.publisher.abbreviation} office": 1,
        "How to cite": 1,
        "On the web": 1,
    }
    fillers = list(wanted)[list(wanted).index(f"{region.abbreviation} as a whole") :][:3]
    assert list(sections) == [title for title in wanted if title in sections]
    charts = {item.chart.title for item in chart_places.of_country(real_strategy, thing)}
    assert set(wanted) - set(sections) <= {*fillers, *charts}
    assert [title for title, page in sections.items() if wanted[title] not in (None, page)] == []
    pages = pages_of(folder / f"{slug}.pdf")
    assert f"id/{thing.id.lower()}/" in pages[-1]
    for at, page in enumerate(pages, 1):
        assert f"page {at} of {len(pages)}" in page
        assert "Edition 1.0" in page
        assert "Source: " in page


def test_map_marks_the_country_and_its_group_in_words(folder: Path, real_strategy: Strategy) -> None:
    with pikepdf.open(folder / "tajikistan.pdf") as pdf:
        said = [words for words in alternatives(pdf) if words.startswith("Map of ")]
    assert said == [
        "Map of 20 tiles, one for each country or territory, placed roughly as on the globe. "
        "Tajikistan is marked; tinted, of the same group: KAZ, KGZ, TKM, UZB."
    ]
    front = pages_of(folder / "tajikistan.pdf")[0]
    assert all(f" {thing.id} " in front for thing in real_strategy.of(Country) if thing.id != "TJK")


def test_first_figure_is_the_largest_on_the_sheet(folder: Path) -> None:
    for slug, value in (("tajikistan", "46.5"), ("turkey", "800,000"), ("israel", "29")):
        page = open_pdf(folder / f"{slug}.pdf")[0].get_textpage()
        digits = [
            (top - bottom, at) for at in range(page.count_chars()) if page.get_text_range(at, 1).isdigit() for _, bottom, _, top in [page.get_charbox(at)]
        ]
        largest = sorted(at for height, at in digits if height > 0.9 * max(digits)[0])
        assert "".join(page.get_text_range(at, 1) for at in largest) == "".join(filter(str.isdigit, value)), slug
        assert max(digits)[0] > 1.5 * max(height for height, at in digits if at not in largest), slug


@pytest.fixture(scope="session", params=["a4", "letter"])
def sheets(request: pytest.FixtureRequest, folder: Path, real_strategy: Strategy) -> dict[str, bytes]:
    """The briefs of all countries on either paper."""
    if request.param == "a4":
        return {slug: (folder / f"{slug}.pdf").read_bytes() for slug in COUNTRIES}
    return typeset(real_strategy, *(country.id for country in real_strategy.of(Country)), paper="letter")


def test_every_country_has_one_sheet_and_both_sides_are_used(sheets: dict[str, bytes]) -> None:
    sizes = set()
    for slug, pdf in sheets.items():
        document = open_pdf(pdf)
        assert len(document) == 2, slug
        for at in range(2):
            filled, blank = darkness(document[at])
            assert filled > (0.85, 0.9)[at], f"{slug}, side {at + 1}"
            assert blank < 0.15, f"{slug}, side {at + 1}"
            sizes.add(tuple(map(round, document[at].get_size())))
    assert sizes in ({A4}, {LETTER})


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_more_than_a_third_blank_but_the_last(folder: Path, kind: str) -> None:
    for stem in KINDS[kind]:
        document = open_pdf(folder / f"{stem}.pdf")
        for at in range(len(document) - 1):
            filled, blank = darkness(document[at])
            if kind != "whole" or at > 0:  # a cover is a cover
                assert filled > 2 / 3, f"{stem}, page {at + 1}"
                assert blank < 1 / 3, f"{stem}, page {at + 1}"


def test_brief_names_its_document(folder: Path) -> None:
    with pikepdf.open(folder / "ukraine.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Ukraine – country brief, IOM Regional Strategy 2015–2020"
        assert str(pdf.docinfo["/Author"]) == "International Organization for Migration"
        assert str(pdf.docinfo["/Subject"]) == "What the Regional Strategy 2015–2020 says about Ukraine"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261124000000Z"
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})]
    assert "https://strategy.example.org/id/ukr/" in links
    assert "mailto:iomkiev@iom.int" in links


def test_whole_strategy_has_contents_and_an_index_with_the_right_pages(folder: Path, real_strategy: Strategy) -> None:
    document = open_pdf(folder / "strategy.pdf")
    pages = pages_of(folder / "strategy.pdf")
    chapters = [(entry.get_title(), entry.get_dest().get_index() + 1) for entry in document.get_toc() if entry.level == 0]
    assert [title for title, _ in chapters] == [
        *("Context", "Framework", "Objectives", "Key figures", "Partnerships", "Frameworks and tools"),
        *("Countries and territories", "Offices", "Glossary", "About this edition", "Index of identifiers"),
    ]
    contents = " ".join(pages[1 : chapters[0][1] - 1])
    for title, page in chapters:
        assert f"{title} {page}" in contents
    index = " ".join(pages[chapters[-1][1] - 1 :])
    for thing in real_strategy.nodes:
        if thing.kind.name in ("objective", "activity", "country", "figure", "partnership", "instrument", "principle", "topic"):
            found = re.search(rf"(?<![\w-]){thing.id} (\d+)", index)
            assert found, thing.id
            assert says(pages[int(found[1]) - 1] + pages[min(int(found[1]), len(pages) - 1)], thing.title), thing.id
    text = " ".join(pages)
    for thing in real_strategy.of(Term):
        assert says(text, f"{thing.record.term} {thing.record.expansion}")
    assert "Context" in pages[chapters[0][1]].split("IOM Regional Strategy")[0], "the running head names the chapter"


def test_tables_have_headers_and_pictures_have_words(folder: Path) -> None:
    with pikepdf.open(folder / "strategy.pdf") as pdf:
        kinds = tags_of(pdf)
        for head in kinds["/TH"]:
            attributes = [head.A] if isinstance(head.A, pikepdf.Dictionary) else list(head.A)
            assert any(str(part.get("/Scope", "")) == "/Column" for part in attributes)
        said = alternatives(pdf)
    assert "QR code of the website of the strategy: https://strategy.example.org/" in said
    chart = "Bar chart. Share of migrants in the total population of SEEECA: 7.5 per cent; World average: 3 per cent. "
    assert f"{chart}Scale: 0 per cent to the total population of SEEECA." in said


def test_pages_link_their_brief_with_pages_and_size(real_build: Site, folder: Path) -> None:
    size = (folder / "ukraine.pdf").stat().st_size
    for page in ("countries/ukraine/index.md", "objectives/to5/index.md"):
        assert re.search(r'href="\.\./\.\./briefs/\w+\.pdf">Brief \(PDF, \d+ pages, \d+ KB\)<', (real_build.docs / page).read_text("utf-8")), page
    assert f"Brief (PDF, 2 pages, {round(size / 1000)} KB)" in (real_build.docs / "countries/ukraine/index.md").read_text("utf-8")
    assert (real_build.folder / "briefs/ukraine.pdf").read_bytes() == (folder / "ukraine.pdf").read_bytes()


def test_names_in_other_scripts_are_left_out_where_no_font_has_them(real_strategy: Strategy) -> None:
    from builder.print.values import Printout

    georgia = real_strategy.by_id["GEO"]
    everything = Printout(real_strategy, SITE, glyphs.coverage(FONTS)).country(georgia)["local_names"]
    assert everything == [{"name": "საქართველო", "language": "ka", "language_name": "Georgian"}]
    assert Printout(real_strategy, SITE, frozenset("abc")).country(georgia)["local_names"] == []
