"""`builder links`: references to the strategy in documents of every sort, and whether they still hold."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder import pipeline, reading
from builder.content import addresses
from builder.model.strategy import Strategy
from builder.pages.catalogue import Page
from builder.problems import ContentError
from builder.publish import frozen
from builder.resources import PACKAGED
from builder.tools.links import anchors, documents, known, references, reports, verdicts
from builder.tools.links.references import Outcome
from builder.tools.links.verdicts import Reference
from tests import markup, pseudo
from tests.conftest import Run, Site

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

BASE = "https://plan.example.org/ostra/"


def reader(strategy: Strategy) -> Callable[[Page], bytes]:
    """What gives the Markdown of the strategy's pages."""
    return pipeline.page_reader(strategy, PACKAGED, addresses.Site(BASE))


KEPT = {"1st": ("index.html", "id/aim1/index.html", "about/index.html")}
"""The frozen edition of the tests, and its files."""


def check(files: list[Path], strategy: Strategy, *bases: str) -> tuple[Reference, ...]:
    """The references in documents; `bases` are the addresses that the site has or had, today's first."""
    today, *before = bases or (BASE,)
    outcome = references.check(files, known.of_strategy(strategy, today, reader(strategy), KEPT), before)
    if outcome.problems:
        raise ContentError(outcome.problems)
    return outcome.references


def found(strategy: Strategy, path: Path, text: str | bytes) -> list[tuple[int, int, str, str, str]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [(item.line, item.column, item.text, item.status, item.id) for item in check([path], strategy)]


def test_addresses(small_strategy: Strategy, tmp_path: Path) -> None:
    lines = {
        "id/aim1/": ("current", "AIM1"),
        "id/AIM1/": ("current", "AIM1"),
        "id/aim1": ("current", "AIM1"),
        "id/aim1.json": ("current", "AIM1"),
        "id/aim1/cite.html": ("current", "AIM1"),
        "id/aim1-pipe/": ("renamed", "AIM1-PIPE"),
        "id/aim9/": ("split", "AIM9"),
        "id/kf-fish/": ("withdrawn", "KF-FISH"),
        "id/kf-bird/": ("unknown", ""),
        "": ("current", ""),
        "objectives/clean-water/": ("current", ""),
        "objectives/clean-water": ("current", ""),
        "objectives/clean-water/index.html": ("current", ""),
        "objectives/clean-water/#aim1-weir": ("current", "AIM1-WEIR"),
        "objectives/clean-water/#rationale": ("current", ""),
        "objectives/clean-water/#aim1-pipe": ("renamed", "AIM1-PIPE"),
        "objectives/clean-water/#aim1-nothing": ("unknown", ""),
        "objectives/clean-water/#aim12": ("unknown", ""),
        "objectives/everything/": ("split", "AIM9"),
        "countries/isle/": ("moved", "ORR"),
        "countries/atlantis/": ("unknown", ""),
        "key-figures/#kf-fish": ("withdrawn", "KF-FISH"),
        "data/key-figures.csv": ("current", ""),
        "data/nothing.csv": ("unknown", ""),
        "references.md": ("current", ""),
        "briefs/clean-water.pdf": ("current", ""),
        "briefs/muddy-water.pdf": ("unknown", ""),
        "editions/1st/id/aim1/": ("current", ""),
        "editions/1st": ("current", ""),
        "editions/after/1st/": ("current", ""),
        "editions/1st/id/aim2/": ("unknown", ""),
        "objectives/clean-water.md": ("current", ""),
        "index.md": ("current", ""),
        "id/aim1.md": ("current", "AIM1"),
        "share/aim1.png": ("current", ""),
        "editions/7th/": ("unknown", ""),
    }
    text = "\n".join(f"see <{BASE}{address}>." for address in lines)
    assert found(small_strategy, tmp_path / "a.md", text) == [(at, 6, BASE + address, *rest) for at, (address, rest) in enumerate(lines.items(), 1)]


def test_what_to_write_instead(small_strategy: Strategy, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{BASE}id/aim1-pipe/ {BASE}id/aim9/ {BASE}id/kf-fish/ {BASE}countries/isle/ AIM1-WEIRD [x][KF-BOAT]", "utf-8")
    items = check([path], small_strategy)
    assert [item.message for item in items] == [
        f"is AIM1-WELLS now: write that, and {BASE}id/aim1-wells/",
        "was split into AIM1, AIM2: choose what is meant",
        "was withdrawn on 2031-02-01: Nobody counts *fish* any more",
        f"ORR stands elsewhere now: write {BASE}id/orr/",
        "there is no such identifier. Did you mean 'AIM1-WEIR'?",
        "there is no such identifier. Did you mean 'KF-BOATS'?",
    ]
    assert [item.url for item in items][:4] == [f"{BASE}id/aim1-wells/", f"{BASE}id/aim9/", f"{BASE}id/kf-fish/", f"{BASE}id/orr/"]


def test_fragments(small_strategy: Strategy, tmp_path: Path) -> None:
    """What a page really has: ids, headings that templates, prose and the parser name, the register's old anchors."""
    page = "objectives/clean-water/"
    lines = {
        f"{page}#rationale": ("current", "", ""),
        f"{page}#what-silt-does": ("current", "", ""),
        "countries/varnholm/#varnholm": ("current", "", ""),
        "about/#about-this-edition": ("current", "", ""),
        f"{page}#": ("current", "", ""),
        f"{page}#top": ("current", "", ""),
        f"{page}#:~:text=too%20much,silt": ("current", "", ""),
        f"{page}#rationale:~:text=silt": ("current", "", ""),
        f"{page}#zzz": ("unknown", "", "there is no such place on the page."),
        f"{page}#zzz:~:text=silt": ("unknown", "", "there is no such place on the page."),
        f"{page}#rationales": ("unknown", "", "there is no such place on the page. Did you mean '#rationale'?"),
        f"{page}#Rationale": ("unknown", "", "there is no such place on the page. Did you mean '#rationale'?"),
        f"{page}#aim1-wear": ("unknown", "", "there is no such identifier. Did you mean 'AIM1-WEIR'?"),
        f"{page}#AIM1-WEIR": ("moved", "AIM1-WEIR", f"AIM1-WEIR is not under this anchor: write {BASE}id/aim1-weir/"),
        "about/#aim1-weir": ("moved", "AIM1-WEIR", f"AIM1-WEIR is not under this anchor: write {BASE}id/aim1-weir/"),
        f"{page}#aim1-pipe": ("renamed", "AIM1-PIPE", f"is AIM1-WELLS now: write that, and {BASE}id/aim1-wells/"),
        "objectives/clean-waters/#rationale": ("unknown", "", "there is no such page. Did you mean '/objectives/clean-water/'?"),
        "nowhere-at-all/": ("unknown", "", "there is no such page."),
    }
    path = tmp_path / "a.md"
    path.write_text("\n".join(f"<{BASE}{address}>" for address in lines), "utf-8")
    items = check([path], small_strategy)
    assert [(item.text.removeprefix(BASE), item.status, item.id, item.message) for item in items] == [
        (address.partition(",")[0], *rest) for address, rest in lines.items()
    ]


def test_anchors_are_those_of_the_published_pages(coast_build: Site, coast_strategy: Strategy) -> None:
    found = anchors.Anchors(coast_strategy, reader(coast_strategy))
    for address in found.addresses:
        page = markup.parse((coast_build.folder / address / "index.html").read_text("utf-8"))
        main = page.find(".//main")
        published = {item.get("id") for item in main.iter() if item.get("id")}
        assert found.on(address) == published | anchors.OF_EVERY_PAGE, address
        assert page.find(".//*[@id='content']") is not None


def test_every_file_of_a_site_is_known(coast_build: Site, coast_strategy: Strategy) -> None:
    """What people may link to: all but what the site itself loads."""
    judge = verdicts.Judge(known.of_strategy(coast_strategy, BASE, reader(coast_strategy)))
    paths = [path.relative_to(coast_build.folder).as_posix() for path in coast_build.folder.rglob("*") if path.is_file()]
    own = ("assets/", "404.html", "_headers", ".builder.json", "sitemap.xml.gz")
    for path in (path for path in paths if not path.startswith(own)):
        found = judge.address(verdicts.Place("", 1, 1, path, "", -1), f"/{path}")
        assert found.status != "unknown", path


def test_a_template_that_fails_is_named(small: Path, run: Callable[..., Run]) -> None:
    Path("a.md").write_text("https://strategy.example.org/about/#sources", "utf-8")
    Path("templates/pages/about.md.jinja").unlink()
    done = run("links", "a.md")
    assert (done.code, done.out) == (2, "")
    assert "templates/pages/about.md.jinja:1:1: error[missing-template]: this template is missing" in done.err


def test_hosts_that_are_not_ours(small_strategy: Strategy, tmp_path: Path) -> None:
    text = "https://plan.example.org/other/id/aim1/ https://plan.example.org.evil.test/ostra/id/aim1/ https://example.org/id/aim1/ http://plan.example.org:81/ostra/"
    assert found(small_strategy, tmp_path / "a.txt", text) == []
    text = "http://PLAN.example.org/ostra/id/aim1/, //plan.example.org/ostra/id/aim2/; https://plan.example.org/ostra."
    assert [item[3:] for item in found(small_strategy, tmp_path / "a.txt", text)] == [("current", "AIM1"), ("current", "AIM2"), ("current", "")]


def test_markdown_and_restructuredtext(small_strategy: Strategy, tmp_path: Path) -> None:
    text = "See [the aim][AIM1], [old][aim1-pipe] and [no][kf-nothing]; [AIM2].\nOrr is ORR, [Orr][ORR].\nNot ours: [x][ref1], AIM-7X, SO2, KF- and KF."
    assert found(small_strategy, tmp_path / "a.md", text) == [
        (1, text.index("AIM1") + 1, "AIM1", "current", "AIM1"),
        (1, text.index("aim1-pipe") + 1, "aim1-pipe", "renamed", "AIM1-PIPE"),
        (1, text.index("kf-nothing") + 1, "kf-nothing", "unknown", ""),
        (1, text.index("AIM2") + 1, "AIM2", "current", "AIM2"),
        (2, len("Orr is ORR, [Orr][") + 1, "ORR", "current", "ORR"),
    ]
    text = "An :ref:`aim <plan:aim1>`, :ref:`aim2`, :ref:`introduction`,\n:external+plan:ref:`kf-fish` and <inv:plan#AIM1-PIPE>."
    assert [item[2:] for item in found(small_strategy, tmp_path / "a.rst", text)] == [
        ("aim1", "current", "AIM1"),
        ("aim2", "current", "AIM2"),
        ("kf-fish", "withdrawn", "KF-FISH"),
        ("AIM1-PIPE", "renamed", "AIM1-PIPE"),
    ]


def test_labels_of_a_series_are_ours(small_strategy: Strategy, tmp_path: Path) -> None:
    """An explicit label that goes on with our numbers is a reference that leads nowhere; in running text it may be anything."""
    text = "[the aim][AIM12], :ref:`AIM12`, inv:plan#AIM12, but AIM12 and [a list][B12]\n"
    assert [item[2:4] for item in found(small_strategy, tmp_path / "a.md", text)] == [("AIM12", "unknown")] * 3


def test_html(small_strategy: Strategy, tmp_path: Path) -> None:
    text = f"""<!doctype html>
<p>About AIM1 and
AIM9 &amp; <a href="{BASE}id/aim1&#45;pipe/">more</a>.
<script>var x = "AIM2 {BASE}id/aim2/";</script><style>/* AIM2 */</style>
<iframe src='{BASE}id/kf-boats/card.html'></iframe>"""
    assert [item[:1] + item[3:] for item in found(small_strategy, tmp_path / "a.html", text)] == [
        (2, "current", "AIM1"),
        (3, "split", "AIM9"),
        (3, "renamed", "AIM1-PIPE"),
        (5, "current", "KF-BOATS"),
    ]


@pytest.mark.parametrize(
    ("text", "links", "words"),
    [
        ("<a href=x>y</a> <A HREF = 'z'/>w", ["x", "z"], ["y", "w"]),
        ("a < b <3 <a title=it's href=x>&lt;y&#8209;&#0045;", ["x"], ["a", "b", "3", "<y\u2011-"]),
        ("<!-- <a href=x> -->y<!doctype html><?php z ?></ x>w", [], ["y", "w"]),
        ('<script>"</a>" <a href=x></SCRIPT ><script src=y /><p>z', ["y"], ["z"]),
        ('<a href="x" title="a > b"\n data=y>z', ["x", "y"], ["z"]),
        ("w <a href=x", ["x"], ["w"]),
        ("w <style> x", [], ["w"]),
        ("&#9999999999;&#" + "9" * 5000, [], ["\ufffd\ufffd"]),
    ],
)
def test_tokens_of_html(tmp_path: Path, text: str, links: list[str], words: list[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text(text, "utf-8")
    pieces = documents.read(path)
    assert [piece.text for piece in pieces if piece.link] == links
    assert [piece.text.strip() for piece in pieces if not piece.link] == words


@given(
    st.lists(st.sampled_from(["<a ", "<b", ">", "</a", "/", " ", "href", "=", '"', "'", "x", "<", "<!--", "-->", "--", "!", "?", "&amp;", "\n"]), max_size=25)
)
@example(["<!--", ">", "<a ", "href", "=", "x", ">"])
def test_links_are_those_that_a_browser_finds(parts: list[str]) -> None:
    """The reference is html5lib, which follows the standard to the letter."""
    text = "".join(parts)
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text(text, "utf-8", newline="")
        found = [piece.text for piece in documents.read(path) if piece.link]
    assert {item.get("href").strip() for item in tree.iter() if isinstance(item.tag, str) and (item.get("href") or "").strip()} <= set(found)


def docx(body: str, relations: str = "", **parts: str) -> bytes:
    """The smallest Word document with a body."""
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {names}>{text}</w:{name}>")
        if relations:
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
            )
    return buffer.getvalue()


def test_word(small_strategy: Strategy, tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>We support AIM1-</w:t></w:r><w:r><w:t>WEIR.</w:t></w:r></w:p>"
        '<w:p><w:hyperlink r:id="rId7"><w:r><w:t>the aim</w:t></w:r></w:hyperlink></w:p>'
        f'<w:p><w:r><w:instrText> HYPERLINK "{BASE}objectives/clean-water/" \\l "aim1-pipe" </w:instrText></w:r><w:r><w:t>a field</w:t></w:r></w:p>'
    )
    relations = f'<Relationship Id="rId7" Target="{BASE}id/aim9/" TargetMode="External"/><Relationship Id="rId1" Target="styles.xml"/>'
    data = docx(body, relations, footnotes="<w:footnote><w:p><w:r><w:t>KF-FISH</w:t></w:r></w:p></w:footnote>")
    assert found(small_strategy, tmp_path / "a.docx", data) == [
        (1, 12, "AIM1-WEIR", "current", "AIM1-WEIR"),
        (2, 1, f"{BASE}id/aim9/", "split", "AIM9"),
        (3, 1, f"{BASE}objectives/clean-water/#aim1-pipe", "renamed", "AIM1-PIPE"),
        (4, 1, "KF-FISH", "withdrawn", "KF-FISH"),
    ]


def words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_what_word_says_twice_is_found_once(small_strategy: Strategy, tmp_path: Path) -> None:
    """A text box stands in a paragraph, in a new form and in one for old versions; tracked changes keep what is gone."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p>" + words("See AIM1") + "</w:p></w:txbxContent>"
    body = (
        f"<w:p>{words('Before AIM2')}<w:r><mc:AlternateContent {names}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{words(' after AIM9')}</w:p>"
        f"<w:p><mc:AlternateContent {names}><mc:Fallback>{words('KF-FISH')}</mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:p><w:moveFrom>{words('AIM1')}</w:moveFrom><w:del><w:r><w:delText>AIM1</w:delText></w:r></w:del></w:p>"
    )
    assert found(small_strategy, tmp_path / "a.docx", docx(body)) == [
        (1, 8, "AIM2", "current", "AIM2"),
        (1, 19, "AIM9", "split", "AIM9"),
        (2, 5, "AIM1", "current", "AIM1"),
        (3, 1, "KF-FISH", "withdrawn", "KF-FISH"),
    ]


def test_hyphens_of_word(small_strategy: Strategy, tmp_path: Path) -> None:
    typed = words("AIM1\N{NON-BREAKING HYPHEN}WEIR")
    body = f"<w:p><w:r><w:t>AIM1</w:t><w:noBreakHyphen/><w:t>WEIR</w:t></w:r></w:p><w:p>{typed}</w:p>"
    assert [item[2:] for item in found(small_strategy, tmp_path / "a.docx", docx(body))] == [
        ("AIM1-WEIR", "current", "AIM1-WEIR"),
        ("AIM1\N{NON-BREAKING HYPHEN}WEIR", "current", "AIM1-WEIR"),
    ]


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ('HYPERLINK "@id/aim1/"', "id/aim1/"),
        (' hyperlink  "@id/aim1/" ', "id/aim1/"),
        ("HYPERLINK @id/aim1/", "id/aim1/"),
        ('HYPERLINK "@objectives/clean-water/" \\o "A tip" \\l "aim1-weir" \\t "_blank"', "objectives/clean-water/#aim1-weir"),
        ('HYPERLINK \\o "AIM1" \\n \\h "@id/aim1/"', "id/aim1/"),
        ('HYPERLINK \\l "aim1"', None),
        ('REF "@id/aim1/"', None),
        ("HYPERLINK", None),
    ],
)
def test_fields_of_word(small_strategy: Strategy, tmp_path: Path, code: str, address: str | None) -> None:
    """A link as a field is written in one element, or in any number of runs between two marks."""
    code = code.replace("@", BASE)
    simple = f"<w:p><w:fldSimple w:instr={quoteattr(code)}>{words('here')}</w:fldSimple></w:p>"
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = "".join(f"<w:r><w:instrText>{escape(part)}</w:instrText></w:r>" for part in (" PAGE ", *[code[:12], code[12:]]))
    parts = runs.partition("</w:r>")
    split = f"<w:p>{mark.format('begin')}{parts[0]}</w:r>{mark.format('end')}{mark.format('begin')}{parts[2]}{mark.format('separate')}{words('here')}{mark.format('end')}</w:p>"
    for body in (simple, split):
        assert [item[2] for item in found(small_strategy, tmp_path / "a.docx", docx(body))] == ([BASE + address] if address else [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a zip", "is damaged ("),
        (docx("<w:p>"), "is damaged ("),
        (docx("").replace(b"word/document.xml", b"word/documents.xm"), "is not a Word document: save it as .docx"),
    ],
)
def test_no_word_document(small_strategy: Strategy, tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ContentError) as error:
        found(small_strategy, tmp_path / "a.docx", data)
    (problem,) = error.value.problems
    assert (problem.code, problem.message.startswith(message)) == ("document-damaged", True)


def test_every_document_that_cannot_be_read_is_named(small_strategy: Strategy, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x/>" * 1000)
    data = bytearray(broken.read_bytes())
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start : start + 12] = b"\xff" * 12
    broken.write_bytes(data)
    odd = tmp_path / "odd.html"
    odd.write_text(f'<a href="{BASE}id/aim1/">x</a><![foo[bar]]>', "utf-8")
    assert [item.id for item in check([odd], small_strategy)] == ["AIM1"]
    with pytest.raises(ContentError) as caught:
        check([odd, broken, tmp_path / "none.md"], small_strategy)
    assert [Path(problem.path).name for problem in caught.value.problems] == ["broken.docx", "none.md"]


def test_entities_are_never_expanded(small_strategy: Strategy, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "AIM1">]><x>&a;</x>')
    with pytest.raises(ContentError, match="has a document type"):
        found(small_strategy, tmp_path / "a.docx", buffer.getvalue())


def test_encodings(small_strategy: Strategy, tmp_path: Path) -> None:
    for data in ("é AIM1".encode(), "é AIM1".encode("utf-8-sig"), "é AIM1".encode("utf-16"), "é AIM1".encode("latin-1")):
        assert [item[1:] for item in found(small_strategy, tmp_path / "a.txt", data)] == [(3, "AIM1", "current", "AIM1")]


@given(st.binary(max_size=300), st.sampled_from([".md", ".html", ".docx", ".txt", ".rst"]))
def test_any_bytes(data: bytes, ending: str) -> None:
    """Pieces or a problem, never a traceback."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{ending}")
        path.write_bytes(data)
        with contextlib.suppress(ContentError):
            assert all(piece.line >= 1 for piece in documents.read(path))


def test_the_command(small: Path, run: Callable[..., Run]) -> None:
    base = "https://strategy.example.org/"
    Path("good.md").write_text(f"[an aim]({base}id/aim1/) and [a duct]({base}id/aim1-pipe/)\n", "utf-8")
    Path("bad.md").write_text("\n  AIM1-WEIRD\n", "utf-8")
    assert small.is_dir()
    assert run("links", "good.md") == Run(
        0,
        f"good.md:1:10: current: {base}id/aim1/\n"
        f"good.md:1:62: renamed: {base}id/aim1-pipe/: is AIM1-WELLS now: write that, and {base}id/aim1-wells/\n"
        "2 references: 1 current, 1 renamed.\n",
        "",
    )
    done = run("links", "good.md", "bad.md", "--format", "json")
    assert done.code == 1
    assert [(item["path"], item["line"], item["status"], item["dead"]) for item in json.loads(done.out)] == [
        ("good.md", 1, "current", False),
        ("good.md", 1, "renamed", False),
        ("bad.md", 2, "unknown", True),
    ]
    assert run("links", "bad.md").out.endswith("1 reference: 1 unknown.\n")
    missing = run("links", "none.md")
    assert (missing.code, missing.out) == (2, "No references to the strategy in what could be read.\n")
    assert "none.md:1:1: error[unreadable]: cannot be read (No such file or directory): check the name and the permissions" in missing.err
    Path("old.md").write_text("http://old.example.org/plan/id/aim1/", "utf-8")
    assert run("links", "old.md").out == "No references to the strategy.\n"
    assert run("links", "old.md", "--base", "http://old.example.org/plan/").out.startswith("old.md:1:1: current: ")


def test_the_command_with_content_in_several_languages(small: Path, run: Callable[..., Run]) -> None:
    pseudo.translate(small.parent)
    base = f"https://strategy.example.org/{pseudo.LANGUAGE}/"
    Path("editions").mkdir()
    Path("editions/1st.zip").write_bytes(frozen.pack({"about/index.html": b"", f"{pseudo.LANGUAGE}/id/aim1/index.html": b""}))
    places = ("id/aim1/", "objectives/clean-water/#aim1-weir", "id/kf-fish/", "nothing/", "editions/1st/id/aim1/", "editions/1st/about/")
    Path("a.md").write_text(" ".join(f"{base}{place}" for place in places), "utf-8")
    done = run("links", "a.md", "--format", "json")
    assert [(item["status"], item["id"], item["url"].startswith(base)) for item in json.loads(done.out)] == [
        ("current", "AIM1", True),
        ("current", "AIM1-WEIR", True),
        ("withdrawn", "KF-FISH", True),
        ("unknown", "", False),
        ("current", "", True),
        ("unknown", "", False),
    ]


# --- reports ------------------------------------------------------------------------------------

ITEMS = (
    Reference("a.md", 1, 2, "[x][AIM1]", "current", "AIM1", f"{BASE}id/aim1/"),
    Reference("a.md", 3, 4, "“AIM9”", "split", "AIM9", f"{BASE}id/aim9/", "was split"),
    Reference("b.md", 5, 6, "KF-X", "unknown", message="there is none"),
    Reference("b.md", 7, 8, "KF-FISH", "withdrawn", "KF-FISH", f"{BASE}id/kf-fish/", "was withdrawn"),
    Reference("b.md", 9, 1, "KF-Y", "unknown", message="there is none"),
    Reference("b.md", 9, 9, "/x", "moved", "ORR", f"{BASE}id/orr/", "stands elsewhere"),
    Reference("c.md", 1, 1, "AIM1-PIPE", "renamed", "AIM1-PIPE", f"{BASE}id/aim1-wells/", "is AIM1-WELLS"),
)


def test_a_report_as_text() -> None:
    assert reports.FORMATS["text"](Outcome(ITEMS)) == (
        "a.md:1:2: current: [x][AIM1]\n"
        "a.md:3:4: split: “AIM9”: was split\n"
        "b.md:5:6: unknown: KF-X: there is none\n"
        "b.md:7:8: withdrawn: KF-FISH: was withdrawn\n"
        "b.md:9:1: unknown: KF-Y: there is none\n"
        "b.md:9:9: moved: /x: stands elsewhere\n"
        "c.md:1:1: renamed: AIM1-PIPE: is AIM1-WELLS\n"
        "7 references: 1 current, 1 moved, 1 renamed, 1 split, 1 withdrawn, 2 unknown."
    )
    assert reports.FORMATS["text"](Outcome(())) == "No references to the strategy."


def test_a_report_as_json() -> None:
    text = reports.FORMATS["json"](Outcome(ITEMS[1:3]))
    assert text.startswith('[\n  {\n    "path": "a.md",\n    "line": 3,\n    "column": 4,\n    "where": "",\n    "text": "“AIM9”",\n')
    shared = {
        "line": 3,
        "column": 4,
        "where": "",
        "text": "“AIM9”",
        "status": "split",
        "dead": False,
        "id": "AIM9",
        "url": f"{BASE}id/aim9/",
        "message": "was split",
    }
    assert json.loads(text) == [
        {"path": "a.md", **shared},
        {
            "path": "b.md",
            "line": 5,
            "column": 6,
            "where": "",
            "text": "KF-X",
            "status": "unknown",
            "dead": True,
            "id": "",
            "url": "",
            "message": "there is none",
        },
    ]


def test_what_leads_nowhere_is_dead() -> None:
    assert [item.status for item in ITEMS if item.dead] == ["unknown", "withdrawn", "unknown"]


# --- the finer points ---------------------------------------------------------------------------


def whole(strategy: Strategy, path: Path, text: str, *bases: str) -> list[Reference]:
    path.write_text(text, "utf-8")
    return list(check([path], strategy, *bases))


def test_the_messages_word_for_word(small_strategy: Strategy, tmp_path: Path) -> None:
    """What stands at an address that leads nowhere, and what to link to instead."""
    path = tmp_path / "a.md"
    lines = {
        "q/z/x/w/": "there is no such page.",
        "countries/varnholme/": "there is no such page. Did you mean '/countries/varnholm/'?",
        "editions/7th/": "there is no such page of a frozen edition",
        "editions/7th/index.html": "there is no such page of a frozen edition",
        "data/nothing.csv": "there is no such file on the site",
        "id/kf-boat/": "there is no such identifier. Did you mean 'KF-BOATS'?",
        "objectives/everything/": "was split into AIM1, AIM2: choose what is meant",
        "key-figures/#kf-fish": "was withdrawn on 2031-02-01: Nobody counts *fish* any more",
        "countries/isle/#any": f"ORR stands elsewhere now: write {BASE}id/orr/",
    }
    found = whole(small_strategy, path, "\n".join(f"<{BASE}{address}>" for address in lines))
    assert [item.message for item in found] == list(lines.values())
    assert all(item.path == path.as_posix() for item in found)


def test_what_to_link_to(small_strategy: Strategy, tmp_path: Path) -> None:
    lines = {
        "": "",
        "index.html": "",
        "about/": "about/",
        "about/#sources": "about/",
        "about": "about/",
        "objectives/clean-water/#aim1-weir": "id/aim1-weir/",
        "data/key-figures.csv": "data/key-figures.csv",
        "editions/1st/about/": "editions/1st/about/",
        "countries%2Fvarnholm/": "countries/varnholm/",
        "id/aim1.oembed.json": "id/aim1/",
        "id/aim1/card.html": "id/aim1/",
    }
    assert [item.url for item in whole(small_strategy, tmp_path / "a.md", "\n".join(f"<{BASE}{address}>" for address in lines))] == [
        BASE + url for url in lines.values()
    ]


def test_addresses_that_the_site_had(small_strategy: Strategy, tmp_path: Path) -> None:
    """Each base counts, with or without its slash, its scheme, and whatever its case; today's is the one to write."""
    old = "http://old.example.org/plan"
    text = f"{old}/id/aim1/ HTTPS://OLD.example.org/plan/id/aim2/ //plan.example.org/ostra/id/aim9/ https://old.example.org/plank/id/aim1/"
    found = whole(small_strategy, tmp_path / "a.md", text, BASE.rstrip("/"), old)
    assert [(item.id, item.url) for item in found] == [("AIM1", f"{BASE}id/aim1/"), ("AIM2", f"{BASE}id/aim2/"), ("AIM9", f"{BASE}id/aim9/")]


@pytest.mark.parametrize("end", [".", ":", "?", "_", "...", ".:", ",", ";", "!", ")"])
def test_punctuation_is_no_part_of_an_address(small_strategy: Strategy, tmp_path: Path, end: str) -> None:
    (item,) = whole(small_strategy, tmp_path / "a.md", f"see {BASE}id/aim1{end} More")
    assert (item.text, item.column, item.id) == (f"{BASE}id/aim1", 5, "AIM1")


def test_a_link_is_taken_whole(small_strategy: Strategy, tmp_path: Path) -> None:
    """In HTML, the address of a link ends where the attribute ends, and its path is no running text."""
    found = whole(small_strategy, tmp_path / "a.html", f'<a href="{BASE}about.">AIM1-WEIR</a> <a href="AIM2">x</a>')
    assert [(item.text, item.status) for item in found] == [(f"{BASE}about.", "unknown"), ("AIM1-WEIR", "current")]


def test_nothing_is_found_twice(small_strategy: Strategy, tmp_path: Path) -> None:
    """An id inside an address or a label is part of it; what comes first is told first."""
    text = f"AIM1-WEIR [x][AIM2] {BASE}id/AIM1-WEIR/ AIM9-X [y][AIM1-SILT]\n:ref:`AIM1-WEIR <AIM2>` and inv:*:std:*#AIM1-SILT"
    assert [(item.line, item.column, item.text) for item in whole(small_strategy, tmp_path / "a.md", text)] == [
        (1, 1, "AIM1-WEIR"),
        (1, 15, "AIM2"),
        (1, 21, f"{BASE}id/AIM1-WEIR/"),
        (1, text.index("AIM1-SILT") + 1, "AIM1-SILT"),
        (2, 7, "AIM1-WEIR"),
        (2, 18, "AIM2"),
        (2, text.splitlines()[1].index("AIM1-SILT") + 1, "AIM1-SILT"),
    ]


@pytest.mark.parametrize("text", ["xAIM1", "AIM1x", "AIM1-", "/AIM1", "#AIM1", ".AIM1", "-AIM1", "aim1", "AIM1_", "ORR", "VAR"])
def test_what_is_no_id_in_running_text(small_strategy: Strategy, tmp_path: Path, text: str) -> None:
    assert whole(small_strategy, tmp_path / "a.md", f"see {text} there") == []


@pytest.mark.parametrize("text", ["(AIM1)", "AIM1.", "AIM1,", "“AIM1”", "AIM1/2", "AIM1"])
def test_what_is_an_id_in_running_text(small_strategy: Strategy, tmp_path: Path, text: str) -> None:
    (item,) = whole(small_strategy, tmp_path / "a.md", f"see {text}")
    assert (item.id, item.status, item.message, item.url) == ("AIM1", "current", "", f"{BASE}id/aim1/")


def test_a_renamed_id_whose_new_name_is_gone_too(small: Path, tmp_path: Path) -> None:
    """It is as dead as what it was renamed to, and the reason is told."""
    path = small / "registry.yml"
    text = path.read_text("utf-8")
    assert "to: AIM1-WELLS\n" in text
    path.write_text(
        text + "- id: KF-CARP\n  kind: figure\n  title: Carp\n  since: 1st\n  status: renamed\n  to: KF-FISH\n  at: key-figures/#kf-carp\n", "utf-8"
    )
    strategy = reading.read(small)
    (item,) = whole(strategy, tmp_path / "a.md", "KF-CARP")
    assert (item.status, item.dead, item.id, item.message) == (
        "withdrawn", True, "KF-CARP", "was withdrawn on 2031-02-01: Nobody counts *fish* any more",
    )  # fmt: skip
    assert item.url == f"{BASE}id/kf-fish/"
