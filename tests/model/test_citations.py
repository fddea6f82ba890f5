"""`builder.citations`: what a person copies is what the format's own reader reads."""

from __future__ import annotations

import html
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
from docutils.core import publish_doctree
from hypothesis import example, given
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from builder.content.kinds import KINDS
from builder.content.records import Figure
from builder.model import citations
from builder.model.strategy import Strategy
from tests.made import BASE, NASTY, line, made, texts

URL = BASE + "id/to1-a01/"


def filled(title: str, name: str) -> str:
    document = made(title).publication
    (way,) = (way for way in citations.formats(document) if way.name == name)
    return way.fill("TO1-A01", line(title), URL)


def test_formats(real_strategy: Strategy) -> None:
    ways = {way.name: way.fill("TO5", "Labour & migration", "https://strategy.example.org/id/to5/") for way in citations.formats(real_strategy.publication)}
    assert list(ways) == ["url", "markdown", "html", "rst", "text", "bibtex"]
    assert ways["url"] == "https://strategy.example.org/id/to5/"
    assert ways["markdown"] == "[Labour &amp; migration (TO5)](https://strategy.example.org/id/to5/)"
    assert ways["html"] == '<a href="https://strategy.example.org/id/to5/">Labour &amp; migration (TO5)</a>'
    assert ways["rst"] == "`Labour & migration (TO5) <https://strategy.example.org/id/to5/>`__"
    assert ways["text"].endswith("Edition 1.0, 2026-11-24. https://strategy.example.org/id/to5/")
    assert ways["bibtex"].startswith("@incollection{IOM2015:TO5,\n  author    = {{International Organization for Migration}},\n")
    assert "note" not in ways["bibtex"] + ways["text"].lower()
    whole = {way.name: way.fill("", "", "https://strategy.example.org/") for way in citations.formats_of_the_whole(real_strategy.publication)}
    assert list(whole) == list(ways)
    assert whole["bibtex"].startswith("@techreport{IOM2015,\n")


def test_titles_of_the_editors_are_cited_as_such(real_strategy: Strategy) -> None:
    (figure,) = (node for node in real_strategy.of(Figure) if node.id == "KF-MIGRANTS")
    assert {kind.name for kind in KINDS if kind.editors_title} == {"activity", "figure", "chart"}
    ways = {way.name: way for way in citations.formats(real_strategy.publication)}
    address = "https://strategy.example.org/id/kf-migrants/"
    said = {name: way.fill(figure.id, figure.title, address, editors=True) for name, way in ways.items()}
    plain = {name: way.fill(figure.id, figure.title, address) for name, way in ways.items()}
    assert {name for name in ways if said[name] != plain[name]} == {"text", "bibtex"}
    assert said["text"].startswith("International Organization for Migration: “International migrants in SEEECA” (KF-MIGRANTS, title by the editors). In: ")
    assert said["bibtex"].splitlines()[4:6] == ["  note      = {Title by the editors},", "  publisher = {{International Organization for Migration}},"]


WHOLE = (
    ("url", "Address", "https://x/"),
    ("markdown", "Markdown", "[Ostra Plan 2031–2034: water \\*and\\* people: The basin &amp; its &lt;three&gt; countries](https://x/)"),
    ("html", "HTML", '<a href="https://x/">Ostra Plan 2031–2034: water *and* people: The basin &amp; its &lt;three&gt; countries</a>'),
    ("rst", "reStructuredText", "`Ostra Plan 2031–2034: water \\*and\\* people: The basin & its \\<three\\> countries <https://x/>`__"),
    (
        "text",
        "Citation",
        "Commission for the Ostra Basin: Ostra Plan 2031–2034: water *and* people: The basin & its <three> countries. Edition 2nd, 2031-02-28. https://x/",
    ),
    (
        "bibtex",
        "BibTeX",
        "@techreport{COB2031,\n"
        "  author    = {{Commission for the Ostra Basin}},\n"
        "  title     = {{Ostra Plan 2031–2034: water *and* people: The basin \\& its <three> countries}},\n"
        "  institution = {{Commission for the Ostra Basin}},\n"
        "  publisher = {{Commission for the Ostra Basin}},\n"
        "  edition   = {2nd},\n"
        "  year      = {2031},\n"
        "  month     = feb,\n"
        "  language  = {en},\n"
        "  url       = {https://x/}\n"
        "}",
    ),
)
"""How the small strategy as a whole is linked and cited: name, label, text."""


def test_the_whole_word_for_word(small_strategy: Strategy) -> None:
    ways = citations.formats_of_the_whole(small_strategy.publication)
    assert tuple((way.name, way.label, way.fill("", "", "https://x/")) for way in ways) == WHOLE


def test_a_part_word_for_word(small_strategy: Strategy) -> None:
    ways = {way.name: way for way in citations.formats(small_strategy.publication)}
    assert [(way.name, way.label) for way in ways.values()] == [(name, label) for name, label, _ in WHOLE]
    title = " a\nb  | c "
    assert ways["rst"].fill("X", title, "https://x/") == "`a b \\| c (X) <https://x/>`__"
    assert ways["text"].fill("X", title, "https://x/", editors=True) == (
        "Commission for the Ostra Basin: “a b | c” (X, title by the editors). "
        "In: Ostra Plan 2031–2034: water *and* people: The basin & its <three> countries. Edition 2nd, 2031-02-28. https://x/"
    )
    assert (
        ways["bibtex"]
        .fill("X", title, "https://x/")
        .startswith("@incollection{COB2031:X,\n  author    = {{Commission for the Ostra Basin}},\n  title     = {{a b | c (X)}},\n  booktitle = {{Ostra Plan")
    )


def test_data_for_the_script(small_strategy: Strategy) -> None:
    """Under the names that `cite.js` reads (`globals.d.ts`)."""
    url, *_, bibtex = (way.as_data() for way in citations.formats(small_strategy.publication))
    assert url == {"name": "url", "label": "Address", "parts": ["", "url", ""], "escapes": {}, "note": ""}
    assert bibtex.keys() == url.keys()
    assert (bibtex["escapes"]["&"], bibtex["note"]) == ("\\&", "\n  note      = {Title by the editors},")
    assert bibtex["parts"][1::2] == ["id", "title", "id", "note", "url"]
    assert json.loads(json.dumps(bibtex)) == bibtex


@pytest.mark.parametrize(("abbreviation", "key"), [("C-O B.2", "COB22031"), ("Öß", "strategy2031"), ("IOM", "IOM2031"), ("XX", "XX2031")])
def test_keys_begin_with_letters_that_bibtex_takes(abbreviation: str, key: str, small_strategy: Strategy) -> None:
    document = small_strategy.publication
    publisher = document.publisher.model_copy(update={"abbreviation": abbreviation})
    assert citations.prefix(document.model_copy(update={"publisher": publisher})) == key


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
    assert f"“{line(title)}” (TO1-A01)" in filled(title, "text")
    assert "\n" not in filled(title, "text")


def latex(text: str) -> str:
    """What LaTeX prints for a field of ours: groups open and close, and these are all the commands used."""
    commands = {
        r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciitilde}": "~", r"{\textasciicircum}": "^",
        r"\%": "%", r"\&": "&", r"\#": "#", r"\$": "$", r"\_": "_",
    }  # fmt: skip
    pattern = "|".join(map(re.escape, commands))
    rest = re.sub(pattern, "", text)
    assert not set(rest) & set("\\{}%&#$_~^"), rest
    return re.sub(pattern, lambda match: commands[match[0]], text)


@given(texts)
@example(NASTY)
def test_bibtex(title: str) -> None:
    entry = parse_string(filled(title, "bibtex"), "bibtex").entries[_key(title)]
    assert entry.type == "incollection"
    assert latex(entry.fields["title"].removeprefix("{").removesuffix("}")) == f"{line(title)} (TO1-A01)"
    assert latex(entry.fields["booktitle"].removeprefix("{").removesuffix("}")) == f"{line(title)}: {line(title)}"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["url"]) == ("2031", "February", URL)
    assert latex(str(entry.persons["author"][0]).removeprefix("{").removesuffix("}")) == line(title)


def _key(title: str) -> str:
    return citations.prefix(made(title).publication) + ":TO1-A01"


@pytest.fixture(scope="module")
def script(browser: Any) -> Any:
    """The script of the site's pages, on a page of its own."""
    from tests.conftest import REPO

    page = browser.new_page()
    page.set_content("<main></main>")
    page.add_script_tag(content=(REPO / "site_overrides/assets/cite.js").read_text("utf-8"))
    yield page
    page.close()


def test_the_script_writes_the_same(script: Any, real_strategy: Strategy) -> None:
    """For every entry of the real strategy and for titles made of markup, the box in the browser says what Python says."""
    ways = citations.formats(real_strategy.publication)
    titles = [(node.id, node.title, node.kind.editors_title) for node in real_strategy.nodes if node.id] + [
        ("TO1", NASTY, True),
        ("TO1", "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}é", False),
        ("TO1", "{title} <id> [url]", False),
    ]
    cases = [
        {"id": identifier, "title": " ".join(title.split()), "url": f"{BASE}id/{identifier.lower()}/", "editors": editors}
        for identifier, title, editors in titles
    ]
    expected = [[way.fill(case["id"], case["title"], case["url"], editors=case["editors"]) for way in ways] for case in cases]
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


def test_data_for_the_script_is_small(real_strategy: Strategy) -> None:
    """The formats stand in every page, so they must not weigh."""
    assert len(html.escape(json.dumps([way.as_data() for way in citations.formats(real_strategy.publication)]))) < 6000
