"""`builder.citations`: what a person copies is what the format's own reader reads."""

from __future__ import annotations

import datetime
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from docutils.core import publish_doctree
from hypothesis import example, given
from markdown_it import MarkdownIt
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from builder import reading
from builder.content import translations
from builder.content.catalogues import Catalogue
from builder.content.kinds import KINDS
from builder.content.records import Figure
from builder.model import citations
from builder.model.citation_format import CitationFormat
from builder.model.strategy import Strategy
from tests import born
from tests.made import BASE, NASTY, line, made, saying, texts

URL = BASE + "id/to1-a01/"


def filled(title: str, name: str) -> str:
    (way,) = (way for way in citations.formats(made(title)) if way.name == name)
    return way.fill("TO1-A01", line(title), URL)


def test_formats(small_strategy: Strategy) -> None:
    ways = {way.name: way.fill("TO5", "Labour & migration", "https://strategy.example.org/id/to5/") for way in citations.formats(small_strategy)}
    assert list(ways) == ["word", "text", "bibtex", "markdown", "html", "apa", "chicago", "url", "rst"]
    assert [way.name for way in citations.formats(small_strategy) if way.more] == ["apa", "chicago", "url", "rst"]
    assert ways["url"] == "https://strategy.example.org/id/to5/"
    assert ways["markdown"] == "[Labour &amp; migration (TO5)](https://strategy.example.org/id/to5/)"
    assert ways["html"] == '<a href="https://strategy.example.org/id/to5/">Labour &amp; migration (TO5)</a>'
    assert ways["rst"] == "`Labour & migration (TO5) <https://strategy.example.org/id/to5/>`__"
    assert ways["bibtex"].startswith("@misc{COB2031:TO5,\n  author       = {{Commission for the Ostra Basin}},\n")
    assert not [name for name, text in ways.items() if "title by the editors" in text.lower()]
    whole = {way.name: way.fill("", "", "https://strategy.example.org/") for way in citations.formats_of_the_whole(small_strategy)}
    assert list(whole) == list(ways)
    assert whole["bibtex"].startswith("@misc{COB2031,\n")


LINKS = {"markdown", "html", "url", "rst"}
"""The formats that are a link and no citation."""


def test_every_citation_says_whose_words_when_and_in_which_edition(small_strategy: Strategy) -> None:
    """The year is the document's; the edition has its own date; nothing is printed twice."""
    parts = {way.name: way.fill("TO5", "Labour", BASE) for way in citations.formats(small_strategy)}
    whole = {way.name: way.fill("", "", BASE) for way in citations.formats_of_the_whole(small_strategy)}
    for texts_ in (parts, whole):
        for name in texts_.keys() - LINKS:
            text = texts_[name]
            assert citations.RESTATED.rstrip(".") in text, name
            assert re.search(r"\b2030\b", text.replace("2031–2034", "")), name
            assert "2nd" in text, name
            assert re.search("28 February 2031|February 28, 2031|2031-02-28", text), name
            assert text.count("Ostfeld") == 1, name
            assert text.count("Commission for the Ostra Basin") == 1, name


PLAIN = {
    "title": "The Plan 2031–2034",
    "subtitle": "North and South",
    "short_title": "The Plan",
    "summary": "Words.",
    "publisher": {"name": "Commission of the North", "abbreviation": "CN"},
    "region": {"name": "North"},
    "period": {"start": "2031", "end": "2034"},
    "language": "en",
    "edition": {"name": "1.0", "date": "2036-11-24"},
    "editors": [{"name": "The editors of the North"}],
    "source_document": "SRC",
    "about": "Words.",
    "disclaimer": "Words.",
    "licence": "Words.",
    "partnership_sorts": [{"name": "initiative", "plural": "Initiatives"}],
    "instrument_sorts": [{"name": "tool", "plural": "Tools"}],
}
"""A strategy that a body restates, whose document its own publisher published, and of which no page is known."""


def test_the_styles() -> None:
    """As a reference list of each has it, with the date of access that only the reader's browser knows."""
    source = {"id": "SRC", "title": "The Plan", "publisher": "Commission of the North", "year": "2031"}
    ways = {way.name: way for way in citations.formats(made("The Plan", extra={"strategy": [PLAIN], "source": [source]}))}
    read = datetime.date(2036, 12, 3)
    work = "The Plan 2031–2034: North and South"

    def cited(name: str, accessed: datetime.date | None = None) -> str:
        return ways[name].fill("TO1-A01", "Build capacity", BASE, editors=True, accessed=accessed)

    assert cited("text") == (
        f"Commission of the North. ‘Build capacity’ (TO1-A01, title by the editors). In {work}. (2031) "
        f"Restated by the editors of this edition; official wording in the document. Edition 1.0, 24 November 2036, by The editors of the North. {BASE}"
    )
    assert cited("text", read) == cited("text")
    assert cited("word", read) == cited("text").replace(work, f"<i>{work}</i>").replace(BASE, f'<a href="{BASE}">{BASE}</a>')
    assert cited("apa", read) == (
        "Commission of the North. (2031). Build capacity (TO1-A01) "
        "[Restated by the editors of this edition; official wording in the document; title by the editors]. "
        f"In The editors of the North (Ed.), <i>{work}</i> (Version 1.0, November 24, 2036). Retrieved December 3, 2036, from {BASE}"
    )
    assert cited("apa").endswith(f"(Version 1.0, November 24, 2036). {BASE}")
    assert cited("chicago", read) == (
        f"Commission of the North. 2031. “Build capacity (TO1-A01).” In <i>{work}</i>, edited by The editors of the North, "
        "edition 1.0, November 24, 2036. Restated by the editors of this edition; official wording in the document. Title by the editors. "
        f"Accessed December 3, 2036. {BASE}."
    )
    assert "\n  urldate      = {2036-12-03},\n" in cited("bibtex", read)
    assert "urldate" not in cited("bibtex")


def test_persons_bodies_and_a_publisher_of_its_own(small_strategy: Strategy) -> None:
    ways = {way.name: way.fill("AIM1", "Keep it clean", BASE) for way in citations.formats(small_strategy)}
    assert ", by Mara Lin Ostfeld and Basin & *Delta* Desk. " in ways["text"]
    assert "In M. L. Ostfeld &amp; Basin &amp; *Delta* Desk (Eds.), " in ways["apa"]
    entry = parse_string(ways["bibtex"], "bibtex").entries["COB2031:AIM1"]
    person, body = entry.persons["editor"]
    assert (person.first_names, person.middle_names, person.last_names) == (["Mara"], ["Lin"], ["Ostfeld"])
    assert (body.first_names, body.last_names) == ([], [r"{Basin \& *Delta* Desk}"])
    assert "Varnholm Press. ISBN 978-3-16-148410-0. Restated" in entry.fields["howpublished"]
    assert entry.fields["year"] == "2030"
    for name in ("text", "word", "apa", "chicago"):
        assert ways[name].count("Varnholm Press. ") == 1


def test_a_document_without_a_year_and_editors_without_names() -> None:
    ways = {way.name: way.fill("TO1", "A", BASE) for way in citations.formats(made("The Plan"))}
    assert ways["text"].startswith("The Plan. ‘A’ (TO1). In ")
    assert ". (n.d.) Restated" in ways["text"]
    assert ways["text"].endswith(f"Edition 1.0, 28 February 2031. {BASE}")
    assert ways["apa"].startswith("The Plan. (n.d.). A (TO1) [")
    assert ". In <i>" in ways["apa"]
    assert "editor " not in ways["bibtex"]


def test_capitals_survive_styles_that_change_them(small_strategy: Strategy) -> None:
    (way,) = (way for way in citations.formats(small_strategy) if way.name == "bibtex")
    title = {text: way.title(text) for text in ("International migrants in BASIN", "WHO’s work in Malta", "Élan & übergang", "Migrants")}
    assert list(title.values()) == ["International migrants in {BASIN}", "{WHO’s} work in {Malta}", r"Élan \& übergang", "Migrants"]
    style = find_plugin("pybtex.style.formatting", "plain")()
    entry = parse_string(way.fill("TO1-A01", "Support WHO in Malta", BASE), "bibtex")
    (formatted,) = style.format_bibliography(entry)
    shown = formatted.text.render_as("text")
    assert "Support WHO in Malta (TO1-A01)" in shown
    assert shown.count("Commission for the Ostra Basin") == 1
    assert "Restated by the editors of this edition" in shown


def test_titles_of_the_editors_are_cited_as_such(small_strategy: Strategy) -> None:
    (figure,) = (node for node in small_strategy.of(Figure) if node.id == "KF-BOATS")
    assert {kind.name for kind in KINDS if kind.editors_title} == {"activity", "figure", "chart"}
    ways = {way.name: way for way in citations.formats(small_strategy)}
    address = "https://strategy.example.org/id/kf-boats/"
    said = {name: way.fill(figure.id, figure.title, address, editors=True) for name, way in ways.items()}
    plain = {name: way.fill(figure.id, figure.title, address) for name, way in ways.items()}
    assert {name for name in ways if said[name] != plain[name]} == ways.keys() - LINKS
    assert {name for name in ways if "title by the editors" in said[name].lower()} == ways.keys() - LINKS


WORK = "Ostra Plan 2031–2034: water *and* people: The basin & its <three> cantons"
IN_HTML = WORK.replace("&", "&amp;").replace("<three>", "&lt;three&gt;")
BY = "Edition 2nd, 28 February 2031, by Mara Lin Ostfeld and Basin & *Delta* Desk."
WHOLE = (
    (
        "word",
        "Word",
        f"Commission for the Ostra Basin. <i>{IN_HTML}</i>. (2030) Varnholm Press. {citations.RESTATED} {BY.replace('&', '&amp;')} "
        '<a href="https://x/">https://x/</a>',
    ),
    ("text", "Citation", f"Commission for the Ostra Basin. {WORK}. (2030) Varnholm Press. {citations.RESTATED} {BY} https://x/"),
    (
        "bibtex",
        "BibTeX",
        """@misc{COB2031,
  author       = {{Commission for the Ostra Basin}},
  title        = {Ostra {Plan} 2031–2034: water *and* people: {The} basin \\& its <three> cantons},
  editor       = {Ostfeld, Mara Lin and {Basin \\& *Delta* Desk}},
  howpublished = {Varnholm Press. ISBN 978-3-16-148410-0. Restated by the editors of this edition; official wording in the document. Version 2nd, 2031-02-28. \\url{https://x/}},
  year         = {2030},
  langid       = {english},
  url          = {https://x/},
  options      = {url=false},
}""",
    ),
    ("markdown", "Markdown", "[Ostra Plan 2031–2034: water \\*and\\* people: The basin &amp; its &lt;three&gt; cantons](https://x/)"),
    ("html", "HTML", f'<a href="https://x/">{IN_HTML}</a>'),
    (
        "apa",
        "APA",
        f"Commission for the Ostra Basin. (2030). <i>{IN_HTML}</i> (M. L. Ostfeld &amp; Basin &amp; *Delta* Desk, Eds.; Version 2nd, February 28, 2031) "
        "[Restated by the editors of this edition; official wording in the document]. Varnholm Press. https://x/",
    ),
    (
        "chicago",
        "Chicago",
        f"Commission for the Ostra Basin. 2030. <i>{IN_HTML}</i>. Edited by Mara Lin Ostfeld and Basin &amp; *Delta* Desk. "
        f"Edition 2nd, February 28, 2031. Varnholm Press. {citations.RESTATED} https://x/.",
    ),
    ("url", "Address", "https://x/"),
    ("rst", "reStructuredText", "`Ostra Plan 2031–2034: water \\*and\\* people: The basin & its \\<three\\> cantons <https://x/>`__"),
)
"""How the small strategy as a whole is linked and cited: name, label, text."""


def test_the_whole_word_for_word(small_strategy: Strategy) -> None:
    ways = citations.formats_of_the_whole(small_strategy)
    assert tuple((way.name, way.label, way.fill("", "", "https://x/")) for way in ways) == WHOLE


def test_a_part_word_for_word(small_strategy: Strategy) -> None:
    ways = {way.name: way for way in citations.formats(small_strategy)}
    assert [(way.name, way.label) for way in ways.values()] == [(name, label) for name, label, _ in WHOLE]
    title = " a\nb  | c "
    assert ways["rst"].fill("X", title, "https://x/") == "`a b \\| c (X) <https://x/>`__"
    assert ways["text"].fill("X", title, "https://x/", editors=True) == (
        f"Commission for the Ostra Basin. ‘a b | c’ (X, title by the editors). In {WORK}. (2030) Varnholm Press. {citations.RESTATED} {BY} https://x/"
    )
    assert (
        ways["bibtex"]
        .fill("X", title, "https://x/")
        .startswith(
            "@misc{COB2031:X,\n  author       = {{Commission for the Ostra Basin}},\n  title        = {a b | c ({X})},\n"
            "  editor       = {Ostfeld, Mara Lin and {Basin \\& *Delta* Desk}},\n  howpublished = {In: Ostra {Plan}"
        )
    )


def test_data_for_the_script(small_strategy: Strategy) -> None:
    """Under the names that `cite.js` and `citation.js` read (`globals.d.ts`); what is empty is not there."""
    ways = {way.name: way.as_data() for way in citations.formats(small_strategy)}
    assert ways["url"] == {"name": "url", "label": "Address", "parts": ["", "url", ""], "escapes": {}, "more": True}
    assert ways["bibtex"].keys() == {"name", "label", "parts", "escapes", "note", "accessed", "protects"}
    assert (ways["bibtex"]["escapes"]["&"], ways["bibtex"]["note"]) == ("\\&", ". Title by the editors")
    assert ways["bibtex"]["parts"][1::2] == ["id", "title", "code", "note", "url", "url", "accessed"]
    assert ways["word"]["rich"] is True
    assert json.loads(json.dumps(ways)) == ways


@pytest.mark.parametrize(("abbreviation", "key"), [("C-O B.2", "COB22031"), ("Öß", "strategy2031"), ("WHO", "WHO2031"), ("XX", "XX2031")])
def test_keys_begin_with_letters_that_bibtex_takes(abbreviation: str, key: str) -> None:
    assert citations.prefix(made(abbreviation)) == key


def test_a_work_without_subtitle(small_strategy: Strategy) -> None:
    document = small_strategy.publication
    assert citations.work(document) == f"{document.title}: {document.subtitle}"
    assert citations.work(document.model_copy(update={"subtitle": None})) == document.title


@pytest.mark.parametrize("sign", ["|", "~~", "^", "$", "`", "*", "_", "#", "!", "[", "]", "{", "}", "<", ">", "&", '"', "\\"])
def test_no_sign_breaks_a_table_of_markdown(sign: str) -> None:
    """A link stands in a cell as a whole, whatever its title holds: `|` ends no cell, `~~` strikes nothing."""
    title = f"a {sign}b{sign} c{sign}"
    text = f"| one | two |\n|:--|:--|\n| {filled(title, 'markdown')} | x |\n"
    for page in (MarkdownIt("gfm-like", {"linkify": False}).render(text), markdown.markdown(text, extensions=["tables"])):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", page)
        assert len(cells) == 2
        assert _link(f"<p>{cells[0]}</p>") == (URL, f"{title} (TO1-A01)")
        assert "<s>" not in page


def _link(found: str) -> tuple[str, str]:
    """The address and the words of the one link in a piece of HTML."""

    class Links(HTMLParser):
        href, words, inside = "", "", False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in ("a", "p"), tag
            if tag == "a":
                self.href, self.inside = dict(attrs)["href"] or "", True

        def handle_endtag(self, tag: str) -> None:
            self.inside = self.inside and tag != "a"

        def handle_data(self, data: str) -> None:
            self.words += data if self.inside else ""

    parser = Links()
    parser.feed(found)
    parser.close()
    return parser.href, parser.words


@given(texts)
@example(NASTY)
@example("a\\")
def test_markdown_in_two_readers(title: str) -> None:
    text = filled(title, "markdown")
    expected = (URL, f"{line(title)} (TO1-A01)")
    assert _link(MarkdownIt("commonmark").render(text)) == expected
    assert _link(markdown.markdown(text, extensions=["attr_list", "tables"])) == expected


@given(texts)
@example(NASTY)
def test_html(title: str) -> None:
    assert _link(filled(title, "html")) == (URL, f"{line(title)} (TO1-A01)")


@given(texts)
@example(NASTY)
@example("a\\")
@example("`a` *b* c_ |d|")
def test_restructuredtext(title: str) -> None:
    errors = io.StringIO()
    tree = publish_doctree(filled(title, "rst"), settings_overrides={"warning_stream": errors, "_disable_config": True})
    (reference,) = tree.findall(lambda node: node.tagname == "reference")
    assert errors.getvalue() == ""
    assert (reference["refuri"], " ".join(reference.astext().split())) == (URL, f"{line(title)} (TO1-A01)")


@given(texts)
@example(NASTY)
def test_plain_text(title: str) -> None:
    assert f"‘{line(title)}’ (TO1-A01)" in filled(title, "text")
    assert "\n" not in filled(title, "text")


def latex(text: str) -> str:
    """What LaTeX prints for a field of ours: groups open and close, and these are all the commands used."""
    commands = {
        r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciitilde}": "~", r"{\textasciicircum}": "^",
        r"\%": "%", r"\&": "&", r"\#": "#", r"\$": "$", r"\_": "_",
    }  # fmt: skip
    text = re.sub(r"\{((?:\{\\text\w+\}|[^{}])*)\}", lambda match: match[0] if re.fullmatch(r"\{\\text\w+\}", match[0]) else match[1], text)
    pattern = "|".join(map(re.escape, commands))
    rest = re.sub(pattern, "", text)
    assert not set(rest) & set("\\{}%&#$_~^"), rest
    return re.sub(pattern, lambda match: commands[match[0]], text)


@given(texts)
@example(NASTY)
def test_bibtex(title: str) -> None:
    entry = parse_string(filled(title, "bibtex"), "bibtex").entries[_key(title)]
    assert entry.type == "misc"
    assert latex(entry.fields["title"]) == f"{line(title)} (TO1-A01)"
    how = entry.fields["howpublished"].removesuffix(rf" \url{{{URL}}}")
    assert latex(how) == f"In: {line(title)}: {line(title)}. {citations.RESTATED} Version 1.0, 2031-02-28."
    assert ("year" in entry.fields, entry.fields["url"]) == (False, URL), "biblatex writes n.d. itself"
    assert latex(str(entry.persons["author"][0]).removeprefix("{").removesuffix("}")) == line(title)


def _key(title: str) -> str:
    return citations.prefix(made(title)) + ":TO1-A01"


@pytest.fixture(scope="module")
def script(browser: Any) -> Any:
    """The scripts of the site's pages, on a page of its own."""
    from tests.conftest import REPO

    page = browser.new_page()
    page.set_content("<main></main>")
    for name in ("app.js", "citation.js", "cite.js"):
        page.add_script_tag(content=(REPO / "site_overrides/assets" / name).read_text("utf-8"))
    yield page
    page.close()


def shown(way: CitationFormat, text: str) -> str:
    """What a box shows: of formatted words, the words."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)) if way.rich else text


FRENCH = saying(
    "fr",
    {
        "{author}. ‘{title}’ ({code}{note}). In {work}. ({year}) {imprint}{restated}{cited} {url}": (
            "{title} ({code}{note}), par {author}, dans {work} & <seul>, {year}. {imprint}{restated}{cited} {url}"
        ),
        "In: {work}. {imprint}{isbn}{restated}Version {edition}, {date}{note}. {url}": "Dans : {work} & {date}{note}, 100 % {url}",
        "{author}. ({year}). {title} ({code}){remark}. In {editors}{work} (Version {edition}, {date}). {imprint}{accessed}{url}": (
            "{author} ({year}). {title} ({code}){remark}. Dans {editors}{work} (version {edition}, {date}). {imprint}{accessed}{url}"
        ),
        "Edition {edition}, {day}, by {editors}.": "Édition {edition}, {day}, par {editors}.",
        "{editors} (Ed.),": "{editors} (dir.),",
        "Retrieved {date}, from ": "Consulté le {date}, à ",
        "title by the editors": "titre des éditeurs",
        "Title by the editors": "Titre & éditeurs",
        citations.RESTATED: "Reformulé par les éditeurs.",
        "Citation": "Référence",
    },
)


def french() -> dict[str, CitationFormat]:
    source = {"id": "SRC", "title": "The Plan", "publisher": "Commission of the North", "year": "2031"}
    model = made("The Plan", extra={"strategy": [PLAIN], "source": [source]})
    return {way.name: way for way in citations.formats(Strategy(model.nodes, FRENCH))}


def test_another_language_has_its_own_words_order_and_dates() -> None:
    """What a format takes for markup is written as words there too, also where a translator wrote it."""
    ways = french()
    work = "The Plan 2031–2034: North and South"

    def cited(name: str, accessed: datetime.date | None = None) -> str:
        return ways[name].fill("TO1-A01", "Build capacity", BASE, editors=True, accessed=accessed)

    assert cited("text") == (
        f"Build capacity (TO1-A01, titre des éditeurs), par Commission of the North, dans {work} & <seul>, 2031. "
        f"Reformulé par les éditeurs. Édition 1.0, 24 novembre 2036, par The editors of the North. {BASE}"
    )
    words = cited("text").replace("& <seul>", "&amp; &lt;seul&gt;").replace(work, f"<i>{work}</i>")
    assert cited("word") == words.replace(BASE, f'<a href="{BASE}">{BASE}</a>')
    assert cited("apa", datetime.date(2036, 12, 3)) == (
        "Commission of the North (2031). Build capacity (TO1-A01) [Reformulé par les éditeurs; titre des éditeurs]. "
        f"Dans The editors of the North (dir.), <i>{work}</i> (version 1.0, 24 novembre 2036). Consulté le 3 décembre 2036, à {BASE}"
    )
    assert rf"= {{Dans : The {{Plan}} 2031–2034: {{North}} and {{South}} \& 2036-11-24. Titre \& éditeurs, 100 \% \url{{{BASE}}}}}," in cited("bibtex")
    assert (ways["text"].label, ways["bibtex"].label) == ("Référence", "BibTeX")


def test_no_strategy_sees_the_language_of_another() -> None:
    """The same content is cited in each language that it is read in."""
    model = made("The Plan")
    in_french = Strategy(model.nodes, FRENCH)
    labels = [{way.name: way.label for way in citations.formats(one)}["text"] for one in (model, in_french, model)]
    assert labels == ["Citation", "Référence", "Citation"]


def test_the_script_writes_dates_as_other_languages_do(script: Any) -> None:
    way = french()["apa"]
    fill = "([format, title]) => citation.fill(format, {id: 'X', title, url: 'https://x/', editors: true, accessed: new Date(2036, 11, 3)})"
    assert script.evaluate(fill, [way.as_data(), "Build"]) == way.fill("X", "Build", "https://x/", editors=True, accessed=datetime.date(2036, 12, 3))


def test_the_script_writes_the_same(script: Any, coast_strategy: Strategy) -> None:
    """For every entry of a strategy and for titles made of markup, the box in the browser says what Python says."""
    ways = citations.formats(coast_strategy)
    titles = [(node.id, node.title, node.kind.editors_title) for node in coast_strategy.nodes if node.id] + [
        ("TO1", NASTY, True),
        ("TO1", "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}é", False),
        ("TO1", "{title} <id> [url]", False),
        ("TO1", "ÀÉ élan Élan ßẞ ⅠⅤ a\u0301 \U0001d400b \u01c5", True),
    ]
    cases = [
        {"id": identifier, "title": " ".join(title.split()), "url": f"{BASE}id/{identifier.lower()}/", "editors": editors}
        for identifier, title, editors in titles
    ]
    today = datetime.date.fromisoformat(script.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)"))
    expected = [[shown(way, way.fill(case["id"], case["title"], case["url"], editors=case["editors"], accessed=today)) for way in ways] for case in cases]
    found = script.evaluate(
        """([formats, cases]) => {
            document.querySelectorAll("#cite-formats, details").forEach((old) => old.remove());
            const data = document.createElement("script");
            data.type = "application/json"; data.id = "cite-formats"; data.textContent = formats;
            document.head.append(data);
            return Promise.all(cases.map(async (values) => {
                const box = document.createElement("details");
                box.className = "cite"; box.dataset.id = values.id; box.dataset.title = values.title;
                if (values.editors) box.dataset.editorsTitle = "";
                box.innerHTML = "<summary>x</summary><p><a class=cite__url></a></p>";
                box.querySelector("a").textContent = values.url;
                document.body.append(box);
                const opened = new Promise((done) => box.addEventListener("toggle", done, { once: true }));
                box.open = true;
                await opened;
                return [...box.querySelectorAll(".cite__code")].map((code) => code.textContent);
            }));
        }""",
        [json.dumps([way.as_data() for way in ways]), cases],
    )  # fmt: skip
    assert found == expected


def test_data_for_the_script_is_small(coast_strategy: Strategy) -> None:
    """The formats stand in every page, so they must not weigh."""
    assert len(html.escape(json.dumps([way.as_data() for way in citations.formats(coast_strategy)]))) < 7500


def test_a_translation_says_that_it_is_unofficial(coast_content: Path, tmp_path: Path) -> None:
    """Whether it restates a document or was born as data."""
    born.write(tmp_path / "content")
    for content, said in (
        (coast_content, "Unofficial translation, restated by the editors; the official wording is in the document."),
        (tmp_path / "content", "Unofficial translation by the editors."),
    ):
        found = reading.corpus(content)
        model = reading.linked(translations.translated(found, Catalogue("", "el", ())))
        assert citations.restated(model) == said
        assert f" {said} " in next(way for way in citations.formats(model) if way.name == "text").fill("TO1", "Title", URL)
