"""The page on linking and citing, its examples in the tools they are for, the boxes in a browser, and the head of pages."""

from __future__ import annotations

import datetime
import html
import json
import os
import re
import shlex
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypandoc
import pytest
from playwright.sync_api import expect
from pybtex.database import parse_string

from builder.content.kinds import KIND_NAMED
from builder.content.records import Objective
from builder.model import citations
from builder.model.strategy import Strategy
from builder.publish.publisher import MODULE
from tests.conftest import REPO, Run, Site
from tests.hosting import hosted
from tests.subjects import Subjects

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

REAL = "https://strategy.example.org/"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def root(path: Path) -> Any:
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=True).parse(path.read_bytes()).getroot()


@pytest.fixture(scope="module")
def examples(coast_build: Site) -> dict[str, str]:
    """The examples of the page, as a reader would copy them."""
    page = root(coast_build.folder / "cite/index.html")
    return {item.get("id").removeprefix("example-"): "".join(item.itertext()) for item in page.iterfind(".//h:pre[@class='example']", XHTML)}


@pytest.fixture(scope="module")
def names(subjects: Subjects) -> tuple[str, ...]:
    """The ids of the objective, the activity and the country that the examples of the page are of, as addresses have them."""
    return tuple(node.id.lower() for node in (subjects.objective, subjects.activity, subjects.first_country))


# --- examples -----------------------------------------------------------------------------------


def test_every_example_is_tested_here(examples: dict[str, str]) -> None:
    tested = (
        "address citation citation-whole markdown markdown-reference pandoc mkdocs mkdocstrings mkdocstrings-text sphinx-conf sphinx-rst sphinx-myst "
        "mystmd-conf mystmd rst latex citeproc citeproc-text html card python check"
    )
    assert set(examples) == set(tested.split())


def test_citations(examples: dict[str, str], coast_strategy: Strategy) -> None:
    ways = {way.name: way for way in citations.formats(coast_strategy)}
    activity = coast_strategy.inside(coast_strategy.of(Objective)[0])[0]
    for example, name in {"address": "url", "citation": "text", "markdown": "markdown", "rst": "rst", "html": "html"}.items():
        assert examples[example] == ways[name].fill(activity.id, activity.title, f"{REAL}id/{activity.id.lower()}/", editors=True), example
    whole = {way.name: way for way in citations.formats_of_the_whole(coast_strategy)}
    assert examples["citation-whole"] == whole["text"].fill("", "", REAL)


def test_sphinx(examples: dict[str, str], names: tuple[str, ...], coast_build: Site, tmp_path: Path) -> None:
    """The settings and the links as they stand on the page, but for where the inventory is read from: tests have no network."""
    settings = (
        examples["sphinx-conf"].replace("None)", repr(str(coast_build.folder / "objects.inv")) + ")").replace('intersphinx"]', 'intersphinx", "myst_parser"]')
    )
    assert "myst_parser" in settings
    (tmp_path / "conf.py").write_text(settings, "utf-8")
    (tmp_path / "index.rst").write_text(f"A\n=\n\n{examples['sphinx-rst']}\n\n{examples['rst']}\n\n.. toctree::\n\n   b\n", "utf-8")
    (tmp_path / "b.md").write_text(f"# B\n\n{examples['sphinx-myst']}\n", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-n", "-b", "html", str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {f"{REAL}id/{name}/" for name in names}
    for name in ("index", "b"):
        assert set(re.findall(rf'href="({REAL}id/[^"]*)"', (tmp_path / f"out/{name}.html").read_text("utf-8"))) == expected


def test_mkdocs(examples: dict[str, str], names: tuple[str, ...], coast_build: Site, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}", "utf-8")
    (tmp_path / "references.md").write_bytes((coast_build.folder / "references.md").read_bytes())
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\nstrict: true\ntheme: {{name: null, custom_dir: theme}}\nplugins: []\n{examples['mkdocs']}\n", "utf-8")
    (tmp_path / "docs/index.md").write_text(f"{examples['markdown-reference']}\n\n{examples['markdown']}\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-m", MODULE, "build", "-q", "--config-file", "../mkdocs.yml"]
    done = subprocess.run(command, cwd=tmp_path / "elsewhere", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = (tmp_path / "site/index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)"', found) == [f"{REAL}id/{name}/" for name in (*names, names[1])]


def test_mkdocstrings(examples: dict[str, str], names: tuple[str, ...], coast_build: Site, tmp_path: Path) -> None:
    """The settings as they stand on the page, but for where the inventory is read from: tests have no network."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}", "utf-8")
    inventory = f"url: {(coast_build.folder / 'objects.inv').as_uri()}\n              base_url: {REAL}"
    settings = examples["mkdocstrings"].replace(f"url: {REAL}objects.inv", inventory)
    assert inventory in settings
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\nstrict: true\ntheme: {{name: null, custom_dir: theme}}\n{settings}\n", "utf-8")
    (tmp_path / "docs/index.md").write_text(f"{examples['mkdocstrings-text']}\n", "utf-8")
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", MODULE, "build", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = (tmp_path / "site/index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)"', found) == [f"{REAL}id/{name}/" for name in names[:2]]


def test_mystmd(examples: dict[str, str], names: tuple[str, ...], coast_build: Site, tmp_path: Path) -> None:
    """In strict mode, where a name that is not found is an error; the inventory is read from a server of the test's own."""
    with hosted(coast_build.folder) as url:
        (tmp_path / "myst.yml").write_text(examples["mystmd-conf"].replace(REAL, f"{url}/"), "utf-8")
        (tmp_path / "index.md").write_text(f"# A\n\n{examples['mystmd']}\n", "utf-8")
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        command = [str(REPO / "tests/node/node_modules/.bin/myst"), "build", "--md", "--strict", "index.md", "-o", "out.md"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = (tmp_path / "out.md").read_text("utf-8")
    assert re.findall(r"\]\(([^)]*)\)", found) == [f"{url}/id/{name}/" for name in names]


def pandoc(command: str, folder: Path) -> None:
    """Runs a command of the page with Pandoc; a warning fails it."""
    program, *arguments = shlex.split(command)
    assert program == "pandoc"
    done = subprocess.run([pypandoc.get_pandoc_path(), *arguments, "--fail-if-warnings"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_pandoc(examples: dict[str, str], names: tuple[str, ...], coast_build: Site, tmp_path: Path) -> None:
    (tmp_path / "references.md").write_bytes((coast_build.folder / "references.md").read_bytes())
    (tmp_path / "references.csl.json").write_bytes((coast_build.folder / "references.csl.json").read_bytes())
    (tmp_path / "report.md").write_text(f"{examples['markdown-reference']}\n\n", "utf-8")
    pandoc(examples["pandoc"].replace("report.docx", "report.html"), tmp_path)
    found = (tmp_path / "report.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)"', found) == [f"{REAL}id/{name}/" for name in names]
    (tmp_path / "report.md").write_text(f"{examples['citeproc-text']}\n", "utf-8")
    pandoc(examples["citeproc"].replace("report.docx", "report.html"), tmp_path)
    found = (tmp_path / "report.html").read_text("utf-8")
    assert f'href="{REAL}id/{names[1]}/"' in found
    assert f"({names[1].upper()})" in found


def test_latex(examples: dict[str, str], names: tuple[str, ...], coast_build: Site) -> None:
    entries = parse_string((coast_build.folder / "references.bib").read_text("utf-8"), "bibtex").entries
    (key,) = re.findall(r"\\cite\{([^}]*)\}", examples["latex"])
    assert entries[key].fields["url"] == f"{REAL}id/{names[1]}/"
    assert r"\addbibresource{references.bib}" in examples["latex"]


def test_card(examples: dict[str, str], coast_build: Site) -> None:
    (frame,) = html5lib.parseFragment(examples["card"], namespaceHTMLElements=False)
    assert (coast_build.folder / frame.get("src").removeprefix(REAL)).is_file()
    assert frame.get("title")


def test_python(examples: dict[str, str], coast_build: Site, coast_strategy: Strategy) -> None:
    code = examples["python"].replace(REAL, coast_build.folder.as_uri() + "/")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, env={"PYTHONIOENCODING": "utf-8"})
    assert done.stdout.splitlines() == [f"{node.id} {node.title}" for node in coast_strategy.of(Objective)]


def test_check(
    examples: dict[str, str], subjects: Subjects, coast_build: Site, tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command as it stands on the page, but for where the list is read from: tests have no network."""
    program, *arguments = shlex.split(examples["check"].replace(f"{REAL}links.json", str(coast_build.folder / "links.json")))
    assert program == "builder"
    monkeypatch.chdir(tmp_path)
    address = f"{REAL}id/{subjects.activity.id.lower()}/"
    Path("chapters").mkdir()
    Path("chapters/one.md").write_text(subjects.activity.id, "utf-8")
    document = docx.Document()
    document.add_paragraph(f"See {address}.")
    document.save("report.docx")
    done = run(*arguments)
    said = f"report.docx:1:5: current: {address}\nchapters/one.md:1:1: current: {subjects.activity.id}\n2 references: 2 current.\n"
    assert (done.code, done.out) == (0, said)


# --- the boxes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["objective", "activity", "figure", "country", "partnership", "instrument", "principle", "goal", "area", "strategic-objective", "topic"]
)
def test_every_entry_has_a_box(coast_build: Site, coast_strategy: Strategy, kind: str) -> None:
    from builder.content import addresses

    nodes = coast_strategy.of_kind(KIND_NAMED[kind])
    pages = {node.place.page for node in nodes}
    found = {
        box.get("data-id"): box
        for page in pages
        for box in root(coast_build.folder / addresses.Place(page).path / "index.html").iterfind(".//h:details[@class='cite']", XHTML)
    }
    for node in nodes:
        box = found[node.id]
        assert box.get("data-title") == node.title
        link, more = box.iterfind(".//h:a", XHTML)
        assert link.text == f"{REAL}id/{node.id.lower()}/"
        assert link.get("href").endswith(f"../id/{node.id.lower()}/")
        assert more.get("href").endswith(f"../id/{node.id.lower()}/cite.html")


def test_boxes_are_light(coast_build: Site) -> None:
    boxes = re.findall(r'<details class="cite".*?</details>', (coast_build.folder / "key-figures/index.html").read_text("utf-8"), re.DOTALL)
    assert boxes
    assert max(len(re.sub(r'<span class="Z3988".*?</span>', "", box)) for box in boxes) < 640, "but for what reference managers read"


def opened(page: Any, name: str) -> Any:
    box = page.locator(f'details.cite[data-id="{name}"]')
    box.locator("summary").first.click()
    box.locator("summary.cite__others").evaluate_all("all => all.forEach((summary) => summary.click())")
    return box


def test_copying(page: Any, coast_strategy: Strategy, subjects: Subjects) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    name, title = subjects.activity.id, subjects.activity.title
    page.goto(f"/{subjects.objective.place.path}")
    box = opened(page, name)
    assert box.locator(".cite__list").first.locator(".cite__label").all_inner_texts() == ["Word", "Citation", "BibTeX", "Markdown", "HTML"]
    today = datetime.date.fromisoformat(page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)"))
    for way in citations.formats(coast_strategy):
        box.get_by_role("button", name=f"Copy {way.label} of {name}", exact=True).click()
        page.get_by_role("status").get_by_text(f"{way.label} copied", exact=True).wait_for(state="attached")
        written = way.fill(name, title, f"{REAL}id/{name.lower()}/", editors=True, accessed=today)
        assert page.evaluate("navigator.clipboard.readText()") == (html.unescape(re.sub(r"<[^>]*>", "", written)) if way.rich else written)


def test_the_chip_copies_the_permanent_link(page: Any, subjects: Subjects) -> None:
    """With one tap or key, and says so; it stays a link that can be opened in a tab of its own, and is one without a script."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    name = subjects.activity.id
    page.goto(f"/{subjects.objective.place.path}")
    chip = page.locator("a.chip", has_text=name)
    for press in (chip.click, lambda: chip.press("Enter"), lambda: chip.press(" ")):
        page.evaluate("navigator.clipboard.writeText('')")
        press()
        page.get_by_role("status").get_by_text(f"Permanent link of {name} copied", exact=True).wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()") == f"{REAL}id/{name.lower()}/"
    assert page.url.endswith(f"/{subjects.objective.place.path}")
    assert chip.evaluate("chip => chip.href").endswith(f"/id/{name.lower()}/")
    expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("title", "Copy the permanent link")


def test_html_is_pasted_as_a_link_where_links_are_written(page: Any, coast_strategy: Strategy, subjects: Subjects) -> None:
    """As in a word processor; where text is written, its source is pasted."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    name, title = subjects.activity.id, subjects.activity.title
    page.goto(f"/{subjects.objective.place.path}")
    box = opened(page, name)
    (way,) = (way for way in citations.formats(coast_strategy) if way.name == "html")
    source = way.fill(name, title, f"{REAL}id/{name.lower()}/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('afterbegin', '<div id=rich contenteditable>x</div><textarea id=plain></textarea>')")

    def pasted(label: str) -> tuple[list[list[str]], str]:
        box.get_by_role("button", name=f"Copy {label} of {name}").click()
        page.get_by_role("status").get_by_text(f"{label} copied", exact=True).wait_for(state="attached")
        page.evaluate("document.querySelector('#rich').textContent = 'x'")
        for place in ("#rich", "#plain"):
            page.locator(place).click()
            page.keyboard.press("Control+a")
            page.keyboard.press("Control+v")
        links = page.locator("#rich a").evaluate_all("all => all.map(link => [link.href, link.textContent])")
        return links, page.locator("#plain").input_value()

    assert pasted("HTML") == ([[f"{REAL}id/{name.lower()}/", f"{title} ({name})"]], source)
    assert pasted("Address") == ([], f"{REAL}id/{name.lower()}/")
    links, text = pasted("Word")
    assert links == [[f"{REAL}id/{name.lower()}/"] * 2]
    assert page.locator("#rich i").inner_text().startswith(coast_strategy.publication.title)
    assert text.startswith(f"{coast_strategy.publication.publisher.name}. ‘")


def test_copying_where_the_clipboard_is_closed(page: Any, subjects: Subjects) -> None:
    """Over plain http a browser has no clipboard for scripts: the older way, or a selection to copy by hand."""
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    name = subjects.objective.id
    page.goto(f"/{subjects.objective.place.path}")
    opened(page, name).get_by_role("button", name=f"Copy Address of {name}", exact=True).click()
    page.get_by_role("status").get_by_text(re.compile("Address (copied|is selected: press Ctrl\\+C to copy)")).wait_for(state="attached")
    assert page.evaluate("getSelection().toString().trim()") == f"{REAL}id/{name.lower()}/"


def test_by_keyboard(page: Any, subjects: Subjects) -> None:
    page.goto(f"/{subjects.country.place.path}")
    page.locator("details.cite > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the address
    page.keyboard.press("Tab")  # all formats
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Copy Word of {subjects.country.id}")).to_be_focused()


def test_a_box_is_filled_before_the_next_key(page: Any, subjects: Subjects) -> None:
    """When the event of its opening comes, a fast reader has gone on."""
    page.goto(f"/{subjects.country.place.path}")
    count = "box => { box.querySelector('summary').click(); return box.querySelectorAll('.cite__list')[0].querySelectorAll('.cite__copy').length }"
    assert page.locator("details.cite").evaluate(count) == 5


def test_without_javascript(tab: Callable[..., Any], site: Site, subjects: Subjects) -> None:
    page = tab(java_script_enabled=False)
    figure = subjects.figure
    page.goto(f"/{figure.place.path}")
    box = opened(page, figure.id)
    box.get_by_role("link", name="All formats").click()
    expect(page).to_have_url(f"/id/{figure.id.lower()}/cite.html")
    assert page.get_by_role("heading").all_inner_texts()[:10] == [
        " ".join(figure.title.split()),
        "Word",
        "Citation",
        "BibTeX",
        "Markdown",
        "HTML",
        "APA",
        "Chicago",
        "Address",
        "reStructuredText",
    ]
    page.get_by_role("link", name="Its place in the strategy").click()
    expect(page).to_have_url(f"/{figure.place.path}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/{page}", "/cite/", "/changes/", "/id/{objective}/cite.html", "/id/{figure}/card.html"])
def test_accessible(tab: Callable[..., Any], subjects: Subjects, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = tab(color_scheme=scheme, viewport={"width": 390, "height": 800})
    names = {"objective": subjects.objective.id.lower(), "figure": subjects.figure.id.lower()}
    page.goto(path.format(page=subjects.objective.place.path, **names))
    for summary in page.locator("details.cite > summary").all()[:2]:
        summary.click()
    found = Axe().run(page)
    assert [(item["id"], [node["html"][:200] for node in item["nodes"]]) for item in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# --- the head of pages --------------------------------------------------------------------------


def head(site: Site, path: str) -> tuple[dict[str, list[str]], dict[str, list[dict[str, str]]]]:
    page = root(site.folder / path / "index.html")
    meta: dict[str, list[str]] = {}
    for item in page.iterfind("h:head/h:meta", XHTML):
        meta.setdefault(item.get("name") or item.get("property") or "", []).append(item.get("content") or "")
    links: dict[str, list[dict[str, str]]] = {}
    for item in page.iterfind("h:head/h:link", XHTML):
        links.setdefault(item.get("rel"), []).append(dict(item.attrib))
    return meta, links


def test_head_of_an_objective(small_build: Site, small_strategy: Strategy) -> None:
    base = "https://ostra.example.org/plan/"
    meta, links = head(small_build, "objectives/clean-water")
    title = small_strategy.by_id["AIM1"].title
    assert meta["citation_title"] == [f"{title} (AIM1)"]
    assert meta["citation_author"] == ["Commission for the Ostra Basin,"]
    assert meta["citation_editor"] == ["Ostfeld, Mara Lin", "Basin & *Delta* Desk,"]
    assert (meta["citation_publication_date"], meta["citation_online_date"]) == (["2030"], ["2031/02/28"])
    assert (meta["citation_publisher"], meta["citation_isbn"]) == (["Varnholm Press"], ["978-3-16-148410-0"])
    assert meta["citation_public_url"] == meta["DC.identifier"] == [f"{base}id/aim1/"]
    assert meta["citation_inbook_title"] == ["Ostra Plan 2031–2034: water *and* people: The basin & its <three> cantons"]
    assert (meta["DC.title"], meta["DC.language"], meta["DC.date"]) == ([title], ["en"], ["2030"])
    assert (meta["og:title"], meta["og:url"], meta["og:type"]) == ([title], [f"{base}objectives/clean-water/"], ["article"])
    assert links["canonical"][0]["href"] == f"{base}objectives/clean-water/"
    assert links["cite-as"][0]["href"] == f"{base}id/aim1/"
    assert meta["citation_pdf_url"] == [f"{base}briefs/clean-water.pdf"]
    assert (small_build.folder / "briefs/clean-water.pdf").is_file()
    by_type = {item["type"]: item["href"] for item in links["alternate"] if "type" in item}
    assert by_type["application/json+oembed"] == f"{base}id/aim1.oembed.json?url=https%3A%2F%2Fostra.example.org%2Fplan%2Fid%2Faim1%2F"
    assert by_type["application/json"] == "../../id/aim1.json"
    assert by_type["application/atom+xml"] == "../../feed.xml"
    assert json.loads((small_build.folder / "id/aim1.oembed.json").read_bytes())["url"] == f"{base}id/aim1/"


def test_head_of_the_home_page(coast_build: Site, coast_strategy: Strategy) -> None:
    meta, links = head(coast_build, "")
    assert meta["citation_title"] == meta["og:title"] == [citations.work(coast_strategy.publication)]
    assert meta["citation_public_url"] == [REAL]
    assert meta["og:type"] == ["website"]
    assert "citation_inbook_title" not in meta
    assert {item["href"] for item in links["alternate"]} >= {"feed.xml", "api/strategy.json", "strategy.stratml.xml"}


def test_every_page_says_what_it_is(coast_build: Site) -> None:
    for page in coast_build.pages:
        if page.name == "index.html" and page.parts[0] != "id":
            meta, links = head(coast_build, page.parent.as_posix())
            for name in ("citation_title", "citation_public_url", "DC.title", "DC.identifier", "og:title", "og:url"):
                assert len(meta[name]) == 1, (page, name)
                assert meta[name][0], (page, name)
            assert len(links["canonical"]) == 1, page


def test_every_page_that_restates_says_so_below_its_title(coast_build: Site, coast_strategy: Strategy) -> None:
    """Pages about the site itself restate nothing."""
    own = {"print", "brief", "cite", "contacts", "about", "changes", "search"}
    for path in coast_build.pages:
        if path.name != "index.html" or path.parts[0] in ("id", *own):
            continue
        page = root(coast_build.folder / path)
        (line,) = page.iterfind(".//h:p[@class='restated']", XHTML)
        before = line.getprevious()
        assert before.tag.endswith("}h1"), path
        assert "".join(line.itertext()) == citations.RESTATED
        assert line.find("h:a", XHTML).get("href").endswith(f"about/#{coast_strategy.publication.source_document.lower()}")
    for name in own:
        assert 'class="restated"' not in (coast_build.folder / name / "index.html").read_text("utf-8")
    for card in coast_build.folder.glob("id/*/card.html"):
        assert citations.RESTATED in card.read_text("utf-8")


def test_titles_that_look_like_markup(small_build: Site, small_strategy: Strategy) -> None:
    meta, _ = head(small_build, "objectives/clean-water")
    title = small_strategy.by_id["AIM1"].title
    assert (meta["citation_title"], meta["og:title"]) == ([f"{title} (AIM1)"], [title])
    text = (small_build.folder / "index.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/json" id="cite-formats">(.*?)</script>', text, re.DOTALL)
    assert json.loads(data) == [way.as_data() for way in citations.formats(small_strategy)]
    assert html.escape("<three>") in html.escape(data) or "\\u003cthree\\u003e" in data
