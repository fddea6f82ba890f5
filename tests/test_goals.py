"""A strategy of another shape: numbered goals and targets, many places in many groups, nothing else; and one whose objectives nest.

What it has nothing of leaves no trace, and what there is much of can still be read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from builder import exports, pipeline, reading
from builder.content import addresses
from builder.content.addresses import Site
from builder.content.records import Activity, Country, CountryGroup, Figure, Objective
from builder.exports import bibliography, stratml
from builder.exports.context import Context
from builder.model import sources
from builder.model.strategy import Strategy
from builder.pages import catalogue, search
from builder.problems import ContentError
from builder.resources import PACKAGED, Templates
from builder.views import charts, countries, framework, sections, tiles
from tests import goals
from tests.conftest import Run
from tests.made import made

BASE = Site("https://lands.example.org/")


def pages_of(model: Strategy) -> dict[str, str]:
    """All pages of a strategy as Markdown, by their files."""
    found = catalogue.pages(model)
    context = pipeline._context(model, found, PACKAGED, BASE)
    return {path: data.decode() for path, data in pipeline._pages(context, found, PACKAGED).items()}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return goals.write(tmp_path_factory.mktemp("goals") / "content")


@pytest.fixture(scope="module")
def model(content: Path) -> Strategy:
    return reading.read(content)


@pytest.fixture(scope="module")
def pages(model: Strategy) -> dict[str, str]:
    return pages_of(model)


@pytest.fixture(scope="module")
def context(model: Strategy) -> Context:
    return pipeline._context(model, catalogue.pages(model), PACKAGED, BASE)


# --- what is absent -----------------------------------------------------------------------------

ABSENT = ("framework", "contacts", "key-figures", "context", "partnerships", "instruments", "glossary")


def test_what_there_is_nothing_of_has_no_page_and_no_entry_of_the_navigation(model: Strategy, pages: dict[str, str]) -> None:
    assert [path for path in pages if path.split("/")[0] in ABSENT] == []
    nav = json.dumps(catalogue.navigation(catalogue.pages(model)))
    assert not re.search("|".join((*ABSENT, "Contacts", "contacts")), nav)
    assert [title for entry in catalogue.navigation(catalogue.pages(model)) for title in entry] == [
        "Home",
        "Objectives",
        "Indicators",
        "Countries",
        "Print and cite",
    ]


def test_no_page_speaks_of_what_there_is_nothing_of(pages: dict[str, str]) -> None:
    words = r"not stated|none named|none written|No office|no office|AL office|[Tt]hematic areas?\b|Processes|process\b|Key figures|[Ff]igures? that|0 areas|In short"
    for path, text in pages.items():
        body = text.partition("\n---\n")[2]
        assert re.findall(words, body) == [], path


def test_no_export_is_empty_or_listed_though_it_is_not_there(context: Context, pages: dict[str, str]) -> None:
    files = exports.files(context)
    tables = {path for path in files if path.endswith(".csv") and not path.startswith("data/charts/")}
    assert tables == {f"data/{name}.csv" for name in ("activities", "countries", "groups", "indicators", "indicator-values")}
    assert all(data.count(b"\r\n") > 1 for path, data in files.items() if path in tables)
    assert {item["path"] for item in json.loads(files["data/datapackage.json"])["resources"] if not item["path"].startswith("charts/")} == {
        Path(path).name for path in tables
    }
    for path in re.findall(r"\bdata/[\w.-]+\.\w+", pages["cite/index.md"]):
        assert path in files, path
    assert not re.search(r"Key figures|Processes|office", files["llms.txt"].decode())


def test_a_link_to_a_page_that_is_not_there_is_refused(model: Strategy, tmp_path: Path) -> None:
    """Templates ask first; one that does not is told so before anything is published."""
    own = tmp_path / "templates"
    (own / "pages").mkdir(parents=True)
    (own / "pages/changes.md.jinja").write_text('# Changes\n\n{{ md.page("contacts", "Offices") }}\n', "utf-8")
    templates = Templates.behind(own)
    found = catalogue.pages(model)
    with pytest.raises(ContentError, match="the site has no page 'contacts'"):
        pipeline._pages(pipeline._context(model, found, templates, BASE), found, templates)


def test_a_strategy_of_objectives_alone(content: Path, tmp_path: Path) -> None:
    """Without countries, groups and activities too."""
    bare = tmp_path / "content"
    (bare / "objectives").mkdir(parents=True)
    for name in ("strategy.yml", "sources.yml"):
        (bare / name).write_bytes((content / name).read_bytes())
    value = yaml.safe_load((content / "objectives/goal-1.yml").read_text("utf-8"))
    value.pop("groups")
    (bare / "objectives/goal-1.yml").write_text(yaml.dump(value), "utf-8")
    model = reading.read(bare)
    shown = pages_of(model)
    assert [path for path in shown if path.startswith(("countries/", "compare/"))] == []
    assert "## Activities" not in shown["objectives/goal-1/index.md"]
    assert not re.search(r"[Cc]ountr(y|ies)", "".join(text.partition("\n---\n")[2] for text in shown.values()))
    files = exports.files(pipeline._context(model, catalogue.pages(model), PACKAGED, BASE))
    assert [path for path in files if path.startswith("data/") and path.endswith((".csv", ".xlsx"))] == []
    assert b"<path" in charts.mark(model)


# --- codes --------------------------------------------------------------------------------------


def test_a_code_is_shown_in_the_place_of_the_id(pages: dict[str, str]) -> None:
    page = pages["objectives/goal-3/index.md"]
    assert '### <span class="id">3.b</span> By 2045' in page
    assert "{ #t-3-b .activity" in page, "the address is that of the id"
    assert 'data-id="T-3-B" data-code="3.b"' in page
    assert ">T-3-B<" not in page
    assert '<span class="id">Goal 3</span>' in pages["index.md"]


def test_codes_are_searched_and_cited(model: Strategy, context: Context) -> None:
    entry = next(entry for entry in search.entries(model, catalogue.pages(model)) if entry.get("i") == "T-3-B")
    assert entry["c"] == "3.b"
    assert "3.b" in entry["a"]
    assert entry["s"] == "Goal 3 Invented thing 3"
    cited = context.cited["T-3-B"]
    assert "(3.b" in cited["text"]
    assert "T-3-B" not in cited["text"].partition("https")[0]
    assert cited["bibtex"].startswith("@misc{AL2031:T-3-B,")
    assert "({3.b})" in cited["bibtex"]
    assert "(3.b)" in bibliography.ris(context).decode()
    assert [row["code"] for row in json.loads(json.dumps([{"code": node.code} for node in model.of(Activity)]))][:10] == goals.codes(1)


def test_codes_are_distinct_and_no_title_repeats_them(content: Path, tmp_path: Path) -> None:
    copy = goals.write(tmp_path / "content")
    path = copy / "objectives/goal-1.yml"
    text = path.read_text("utf-8").replace("code: '1.2'", "code: '1.1'").replace("title: By 2045", "title: 1.1 By 2045", 1)
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as error:
        reading.read(copy)
    assert sorted(problem.code for problem in error.value.problems) == ["code-taken", "code-twice"]


# --- many countries -----------------------------------------------------------------------------


def test_many_countries_stand_in_sections_that_open(model: Strategy, pages: dict[str, str]) -> None:
    found = sections.sections(model)
    assert len(found) == goals.GROUPS
    assert sum(len(section.countries) for section in found) == goals.PLACES
    for path in ("index.md", "countries/index.md", "compare/index.md", "print/index.md"):
        assert pages[path].count('<details class="fold">') == goals.GROUPS, path
    assert len(re.findall(r"<tr>\n<th scope=\"row\"", pages["countries/index.md"])) >= goals.PLACES


def test_many_offices_and_members_stand_in_sections_that_open(tmp_path: Path) -> None:
    """An office in each of 190 places, and bodies of all and of half of them: what is seen at first is a line a group, and each stands there once."""
    model = reading.read(goals.write(tmp_path / "content", offices=True))
    shown = pages_of(model)
    page = shown["contacts/index.md"]
    assert page.count('<details class="fold">') == goals.GROUPS
    assert page.count('<div class="offices__entry">') == page.count("<address>") == goals.PLACES
    assert "lists no office" not in page
    assert "not stated" not in page
    bodies = shown["partnerships/index.md"]
    assert bodies.count('<details class="fold">') == goals.GROUPS
    folded = re.sub(r"<details.*?</details>", "", bodies.partition("\n# ")[2], flags=re.DOTALL)
    assert "../countries/" not in folded, "members are seen in sections and disclosures only"


def test_without_groups_sections_are_letters(model: Strategy) -> None:
    found = sections.by_letter(model.of(Country), model.localization.collation)
    assert [section.letter for section in found] == sorted({node.title[0] for node in model.of(Country)})


def test_pages_that_the_menu_leaves_out_say_what_stands_above_them(pages: dict[str, str]) -> None:
    head = yaml.safe_load(pages[f"countries/{goals.name(1).lower()}/index.md"].split("---")[1])
    assert head["trail"] == [{"title": "Countries", "address": "countries/"}]
    assert "trail" not in yaml.safe_load(pages["objectives/goal-3/index.md"].split("---")[1])


SOURCE = {"section": "S"}


def on_a_map(columns: int, *, groups: int = 1, identifier: str = "C{}") -> Strategy:
    """A strategy with a country in each of so many columns, and so many groups."""
    places = [{"id": identifier.format(at), "name": f"Land {at}", "tile": {"row": "1", "column": str(at)}, "source": SOURCE} for at in range(1, columns + 1)]
    members = [place["id"] for place in places]
    found = [
        {"id": f"SR{at}", "name": f"Group {at}", "order": str(at), "members": members[at - 1 :: groups] or members[:1], "basis": "x", "source": SOURCE}
        for at in range(1, groups + 1)
    ]
    return made("x", extra={"country": places, "group": found, "figure": [], "figure-group": [], "partnership": []})


@pytest.mark.parametrize(
    ("columns", "layout"),
    [(countries.MOST_NAMED, "names"), (countries.MOST_NAMED + 1, "codes"), (tiles.WIDEST, "codes"), (tiles.WIDEST + 1, "list")],
)
def test_the_map_changes_by_its_columns(columns: int, layout: str) -> None:
    assert countries.tile_map(on_a_map(columns)).layout == layout


def test_a_map_of_long_codes_or_without_some_tile_is_a_list(model: Strategy) -> None:
    assert countries.tile_map(on_a_map(tiles.WIDEST, identifier="DISTRICT-{}")).layout == "list"
    assert countries.tile_map(model).layout == "list"
    assert set(countries.tile_map(model).marks.values()) == {countries.UNMARKED}


@pytest.mark.parametrize("count", [countries.TINTS, countries.TINTS + 1])
def test_more_groups_than_colours_have_numbers(count: int) -> None:
    strategy = on_a_map(12, groups=count)
    found = [countries.marks(strategy)[group] for group in strategy.of(CountryGroup)]
    assert max(mark.tint for mark in found) == countries.TINTS
    assert len({(mark.shape, mark.number) for mark in found}) == count
    assert all(bool(mark.number) == (count > countries.TINTS) for mark in found)


# --- levels -------------------------------------------------------------------------------------


def nested() -> Strategy:
    """Goal, outcome and output, each an objective; the output has the activities."""
    objective = {"title": "x", "short_title": "x", "source": SOURCE}
    activity = {"id": "ACT", "code": "1.1.1.1", "title": "Act", "text": "Act.", "source": SOURCE}
    values = [
        {**objective, "id": "OUT-2", "number": "2", "title": "Second outcome", "part_of": "TOP"},
        {**objective, "id": "TOP-2", "number": "2", "title": "Second goal"},
        {**objective, "id": "OUTPUT", "number": "1", "title": "Output", "part_of": "OUT-1", "groups": [{"activities": [activity]}]},
        {**objective, "id": "OUT-1", "number": "1", "title": "First outcome", "short_title": "Outcome one", "part_of": "TOP"},
        {**objective, "id": "TOP", "number": "1", "title": "First goal", "area": "TA1"},
    ]
    return made("x", extra={"objective": values, "indicator": [], "edition": [], "registration": [], "partnership": []})


def test_objectives_nest_in_reading_order() -> None:
    strategy = nested()
    assert [node.id for node in strategy.of(Objective)] == ["TOP", "OUT-1", "OUTPUT", "OUT-2", "TOP-2"]
    view = framework.objective(strategy, next(node for node in strategy.of(Objective) if node.id == "OUTPUT"))
    assert [node.id for node in view.above] == ["TA1", "TOP", "OUT-1"]
    whole = framework.framework(strategy)
    assert {node.id: branch.activities for node, branch in whole.branches.items()} == {"TOP": 1, "OUT-1": 1, "OUTPUT": 1, "OUT-2": 0, "TOP-2": 0}


def test_nested_objectives_show_their_place() -> None:
    strategy = nested()
    shown = pages_of(strategy)
    page = shown["objectives/out-1/index.md"]
    assert re.search(r'class="eyebrow">Objective · <a [^>]*>x</a> · <a href="../top/">', page)
    assert "## Parts { #parts }" in page
    assert yaml.safe_load(page.split("---")[1])["level"] == 2
    assert yaml.safe_load(shown["objectives/output/index.md"].split("---")[1])["level"] == 3
    assert (
        shown["objectives/index.md"].index("First outcome")
        < shown["objectives/index.md"].index("Output")
        < shown["objectives/index.md"].index("Second outcome")
    )
    entry = next(entry for entry in search.entries(strategy, catalogue.pages(strategy)) if entry.get("i") == "OUTPUT")
    assert entry["s"] == "OUT-1 Outcome one"


def test_nested_objectives_in_the_exports() -> None:
    strategy = nested()
    context = pipeline._context(strategy, catalogue.pages(strategy), PACKAGED, BASE)
    plan = stratml.part_1(context).decode()
    assert re.findall(r"<Identifier>(TOP|OUT\S*?|ACT)</Identifier>", plan) == ["TOP", "OUT-1", "OUTPUT", "ACT", "OUT-2"]
    assert plan.count("<Goal>") == 3, "the strategic objective, and the two at the top"
    assert "Part of: First outcome (OUT-1)." in plan
    graph = json.loads(exports.files(context)["strategy.jsonld"])["@graph"]
    outcome = next(node for node in graph if str(node.get("@id", "")).endswith("/id/out-1/"))
    assert outcome["skos:broader"]["@id"].endswith("/id/top/")
    assert [item["@id"].rsplit("/", 2)[1] for item in outcome["skos:narrower"]] == ["output"]


def test_parts_in_a_circle_or_too_deep(content: Path, tmp_path: Path) -> None:
    copy = goals.write(tmp_path / "content")

    def part(goal: int, whole: int) -> None:
        path = copy / f"objectives/goal-{goal}.yml"
        path.write_text(path.read_text("utf-8") + f"part_of: GOAL-{whole}\n", "utf-8")

    part(1, 2), part(2, 1), part(4, 3), part(5, 4), part(6, 5)
    with pytest.raises(ContentError) as error:
        reading.read(copy)
    assert sorted({(Path(problem.path).stem, problem.code) for problem in error.value.problems}) == [
        ("goal-1", "part-circle"),
        ("goal-2", "part-circle"),
        ("goal-6", "part-depth"),
    ]


# --- sources ------------------------------------------------------------------------------------


def test_sources_are_paragraphs_pages_and_links(model: Strategy, pages: dict[str, str]) -> None:
    assert 'Source: The goals, <span class="source__lines">para. 53</span>' in pages["objectives/goal-3/index.md"]
    index = html.unescape(pages["countries/index.md"])
    assert 'lists its countries: Annex, <span class="source__lines">p. 41</span>' in index
    assert 'Source: Annex, <a href="https://lands.example.org/annex#part-1">lands.example.org/annex#part-1</a>' in index
    group = model.of(CountryGroup)[0]
    assert sources.text(model, group.record.cited) == "Annex, https://lands.example.org/annex#part-1"


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("paragraphs: '92'", "lines-outside-source"),
        ("paragraphs: 7-3", "bad-lines"),
        ("pages: one", "bad-lines"),
        ("address: lands", "bad-address"),
        ("", "no-source"),
    ],
)
def test_places_are_checked(place: str, problem: str, tmp_path: Path) -> None:
    copy = goals.write(tmp_path / "content")
    path = copy / f"countries/{goals.name(1).lower()}.yml"
    path.write_text(f"id: D-001\nname: {goals.name(1)}\nsource: {{{place}}}\n", "utf-8")
    with pytest.raises(ContentError) as error:
        reading.read(copy)
    assert [found.code for found in error.value.problems] == [problem]


def test_a_place_without_a_section_or_in_another_document() -> None:
    more = [{"id": "SRC", "title": "Main", "publisher": "x"}, {"id": "OTHER", "title": "Another", "publisher": "x", "page_count": "9"}]
    goal = {"id": "GOAL", "title": "x", "source": {"pages": "3-4", "paragraphs": "7, 9", "document": "OTHER"}}
    strategy = made("x", extra={"source": more, "goal": [goal]})
    cited = strategy.by_id["GOAL"].record.cited
    assert cited is not None
    assert sources.text(strategy, cited) == "Another, pp. 3–4, paras 7, 9"
    assert (sources.head(strategy, cited), sources.tail(strategy, cited)) == ("Another, pp. 3–4, paras 7, 9", "")


# --- units --------------------------------------------------------------------------------------


def test_units_are_content() -> None:
    figure = {"id": "KF-1", "group": "FG1", "label": "x", "year": "2030", "text": "x", "source": SOURCE}
    units = [{"name": "von hundert", "share": "true"}, {"name": "boats", "one": "boat"}]
    from builder.content.load import units as known
    from tests.made import corpus

    plain = corpus({"strategy": [{**_publication(), "units": units}]})
    context = known(plain.entries)
    half = Figure.model_validate({**figure, "display": "half", "value": "50", "unit": "von hundert", "share_of": "all"}, context=context)
    boat = Figure.model_validate({**figure, "value": "1", "unit": "boats"}, context=context)
    from builder.content import number_text

    assert number_text.quantity_text(half) == "half"
    assert number_text.quantity_text(boat) == "1 boat"
    assert half.measure.share
    with pytest.raises(ValueError, match="101 von hundert cannot be a share of all"):
        Figure.model_validate({**figure, "value": "101", "unit": "von hundert", "share_of": "all"}, context=context)
    Figure.model_validate({**figure, "value": "101", "unit": "per cent", "share_of": "all"}, context=context)


def _publication() -> dict[str, object]:
    return made("x").publication.model_dump(mode="json", exclude_defaults=True)


# --- pages by hand ------------------------------------------------------------------------------


@pytest.fixture
def by_hand(small: Path) -> Path:
    (small / "pages").mkdir()
    (small / "pages/imprint.md").write_text(
        "---\ntitle: Imprint\norder: 1\ndescription: Who answers.\n---\n\nThe [river][AIM1].\n\n## Office\n\nHere.\n", "utf-8"
    )
    (small / "pages/access.md").write_text(
        "---\nid: PAGE-ACCESS\ntitle: Accessibility\norder: 2\nsection: Context\ndescription: How far.\n---\n\nAll of it.\n", "utf-8"
    )
    return small


def test_pages_by_hand(by_hand: Path) -> None:
    model = reading.read(by_hand, forgiven=("not-registered",))
    found = catalogue.pages(model)
    shown = pages_of(model)
    assert "The [river][AIM1]." in shown["imprint/index.md"]
    assert "Restated" not in shown["imprint/index.md"]
    assert {"Context": ["context/index.md", "access/index.md"]}.items() <= {
        title: [entry if isinstance(entry, str) else next(iter(entry.values())) for entry in items if "river" not in str(entry) and "sea" not in str(entry)]
        for part in catalogue.navigation(found)
        if isinstance(part, dict)
        for title, items in part.items()
        if isinstance(items, list)
    }.items()
    assert catalogue.footer(found) == [{"title": "Imprint", "address": "imprint/"}]
    entries = {entry["t"]: entry for entry in search.entries(model, found)}
    assert entries["Imprint"]["u"] == "imprint/"
    assert "The river." in entries["Imprint"]["b"]
    files = exports.files(pipeline._context(model, found, PACKAGED, BASE))
    assert not re.search("<>|Restated|Permanent link", files[addresses.stored("imprint.md")].decode())
    assert "id/page-access/index.html" in files


@pytest.mark.parametrize("name", ["about", "id", "objectives"])
def test_a_page_by_hand_takes_no_address_of_others(name: str, by_hand: Path, run: Callable[..., Run]) -> None:
    (by_hand / "pages/imprint.md").rename(by_hand / f"pages/{name}.md")
    done = run("check")
    assert done.code == 1
    assert f"content/pages/{name}.md:1:1: error[page-taken]" in done.out
