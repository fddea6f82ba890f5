"""Templates: each exists and is used, and whatever goes wrong in one is told at its own line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
import yaml
from markdown_it import MarkdownIt

from builder import pipeline, reading
from builder.content import addresses
from builder.model.strategy import Strategy
from builder.pages import catalogue, render
from builder.pages.environment import environment
from builder.resources import PACKAGED, SETTINGS
from builder.settings import Settings
from tests import goals, markup
from tests.conftest import REPO, Run, Site, markdown_converter
from tests.made import saying

TEMPLATES = REPO / "templates/pages"
INDICATOR = """\
- id: IND-DEPTH
  title: Depth of the wells
  belongs_to: AIM1
  unit: metres
  baseline: {value: 4, date: 2030}
  target: {value: 9, date: 2034}
  values:
    - {value: 5, date: 2031}
    - {value: 3, date: 2031, disaggregation: [{dimension: place, category: Orr}]}
  source: {section: Figures, lines: 41}
"""
GLOSSARY = Path("templates/pages/glossary.md.jinja")
HEADING = '# {{ _("Glossary") }}'


def test_every_template_exists_and_is_used(small_strategy: Strategy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small strategy with a page by hand and an indicator has every kind of content, so its pages use every template, and none asks for one that is not there."""
    content = shutil.copytree(REPO / "tests/small/content", tmp_path / "content")
    (content / "pages").mkdir()
    (content / "pages/imprint.md").write_text("---\ntitle: Imprint\norder: 1\ndescription: Who answers.\n---\n\nHere.\n", "utf-8")
    (content / "indicators.yml").write_text(INDICATOR, "utf-8")
    used: set[str] = set()
    load = jinja2.FileSystemLoader.get_source

    def get_source(self: jinja2.FileSystemLoader, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        used.add(template)
        return load(self, environment, template)

    monkeypatch.setattr(jinja2.FileSystemLoader, "get_source", get_source)
    pipeline.make(Settings(content))
    assert used >= {page.template + render.SUFFIX for page in catalogue.pages(small_strategy)}
    assert {name for name in used if (TEMPLATES / name).is_file()} == {path.name for path in TEMPLATES.iterdir()}


def test_every_macro_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.jinja")))
    for name in re.findall(r"{%-? macro (\w+)\(", text):
        assert len(re.findall(rf"\b{name}\(", text)) > 1, name


def test_undefined_names_are_errors() -> None:
    assert environment(PACKAGED / "pages").undefined is jinja2.StrictUndefined


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{{ nothing }}", "error[undefined]: 'nothing' is undefined: correct the name in the template"),
        (
            "{{ publication.nothing }}",
            "error[undefined]: 'builder.content.records.Publication object' has no attribute 'nothing': correct the name in the template",
        ),
        ("{{ publication.subtitle | zap }}", "error[template-syntax]: No filter named 'zap'.: correct the template"),
        ("{% if %}", "error[template-syntax]: Expected an expression, got 'end of statement block': correct the template"),
        (
            "{{ 1 / (publication.title | length - publication.title | length) }}",
            "error[template-error]: ZeroDivisionError (division by zero): correct the template",
        ),
        ("{{ md.link(none) }}", "error[template-error]: AttributeError ('NoneType' object has no attribute 'title'): correct the template"),
        ("{{ publication.region.abbreviation }}", "error[undefined]: a value is None: test for it before printing it: correct the name in the template"),
    ],
)
def test_mistake_in_a_template(line: str, problem: str, small: Path, run: Callable[..., Run]) -> None:
    text = GLOSSARY.read_text("utf-8")
    number = text[: text.index(HEADING)].count("\n") + 1
    GLOSSARY.write_text(text.replace(HEADING, line), "utf-8")
    done = run("build", "--provisional")
    assert done.err.splitlines() == [f"{GLOSSARY.as_posix()}:{number}:1: {problem}", "1 problem in 1 file."]
    assert done.code == 1
    assert not list(Path("build/docs").iterdir())


def test_mistake_in_a_macro_is_told_once_and_where_it_is(small: Path, run: Callable[..., Run]) -> None:
    macros = TEMPLATES / "_components.html.jinja"
    text = macros.read_text("utf-8")
    place = text[: text.index("citation.address")].count("\n") + 1
    Path("templates/pages/_components.html.jinja").write_text(text.replace("citation.address", "citation.adress", 1), "utf-8")
    done = run("build", "--provisional")
    assert done.err.splitlines() == [
        f"templates/pages/_components.html.jinja:{place}:1: error[undefined]: "
        "'builder.content.records.Citation object' has no attribute 'adress': correct the name in the template",
        "1 problem in 1 file.",
    ]


def test_missing_templates_are_all_named(small: Path, run: Callable[..., Run]) -> None:
    GLOSSARY.unlink()
    Path("templates/pages/topic.md.jinja").unlink()
    done = run("build", "--provisional")
    missing = "error[missing-template]: this template is missing: restore it, or correct the name that asks for it"
    assert done.err.splitlines() == [f"{GLOSSARY.as_posix()}:1:1: {missing}", f"templates/pages/topic.md.jinja:1:1: {missing}", "2 problems in 2 files."]
    assert done.code == 1


def test_missing_template_that_another_imports(small: Path, run: Callable[..., Run]) -> None:
    GLOSSARY.write_text(GLOSSARY.read_text("utf-8").replace("_components.html", "_komponents.html"), "utf-8")
    done = run("build", "--provisional")
    assert done.err.splitlines()[0].startswith("templates/pages/_komponents.html.jinja:1:1: error[missing-template]: ")


def test_what_a_template_says_of_its_page_is_data(small: Path, run: Callable[..., Run]) -> None:
    """Title and description reach the front matter whatever they are made of."""
    GLOSSARY.write_text("{% set title = \"a: 'b' # \" ~ publication.title %}\n" + GLOSSARY.read_text("utf-8"), "utf-8")
    assert run("build", "--docs-only").code == 0
    front = yaml.safe_load(Path("build/docs/glossary/index.md").read_text("utf-8").split("---\n")[1])
    assert front["title"].startswith("a: 'b' # Ostra Plan")
    assert front["hide"] == ["toc"]


def test_sections_are_called_in_the_language_and_after_what_they_hold(small_strategy: Strategy, tmp_path: Path) -> None:
    words = {"Print, cite, contacts": "Drucken, zitieren, Kontakte", "Print and cite": "Drucken und zitieren", "Home": "Start"}
    without_offices = reading.read(goals.write(tmp_path / "content"))
    for model, last in ((small_strategy, "Drucken, zitieren, Kontakte"), (without_offices, "Drucken und zitieren")):
        pages = catalogue.pages(Strategy(model.nodes, saying("de", words)))
        assert pages[0].title == "Start"
        assert {page.section for page in pages if page.path in (addresses.PRINT, addresses.CITE)} == {last}
        assert catalogue.navigation(pages)[0] == {"Start": addresses.HOME}


def test_what_is_said_of_a_page_is_no_markup() -> None:
    """Titles and descriptions are text, whatever is in the names that a sentence of the interface holds."""
    german = environment(PACKAGED / "pages", saying("de", {"About {name}": "Über {name} & mehr"}))
    module = german.from_string('{% set description = _("About {name}", name="<a> & *b*") %}').make_module()
    assert render.unescaped(vars(module)["description"]) == "Über <a> & *b* & mehr"
    assert render.unescaped("1 < 2 &amp; 3") == "1 < 2 &amp; 3"


def test_lines_of_templates_can_be_read() -> None:
    """No line is longer than the window of an editor; prose takes a line a sentence."""
    long = [
        f"{path.name}:{number}"
        for folder in ("pages", "permalinks")
        for path in sorted((REPO / "templates" / folder).iterdir())
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert long == []


def test_html_on_pages_is_finished(small_build: Site, coast_build: Site) -> None:
    """No extension turns Markdown inside blocks of HTML into more of it: no page asks for that, and the publisher could not."""
    assert "md_in_html" not in SETTINGS.read_text("utf-8")
    pages = [path for site in (small_build, coast_build) for path in site.docs.rglob("*.md")]
    assert [path.name for path in pages if re.search(r"<[^>]*\smarkdown\b", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("name", ["small", "coast"])
def test_pages_are_the_same_in_commonmark(name: str, request: pytest.FixtureRequest) -> None:
    """A blank line ends a block of HTML there, what follows would be Markdown; headings keep their lists of attributes, which are an extension."""
    docs = request.getfixturevalue(f"{name}_build").docs
    commonmark, published = MarkdownIt("commonmark").enable("table"), markdown_converter()
    for path in sorted(docs.rglob("*.md")):
        body = re.sub(r"^(#+ .*) \{ .*? \}$", r"\1", path.read_text("utf-8").split("\n---\n", 1)[1], flags=re.MULTILINE)
        one, other = (markup.parse(convert(body)) for convert in (commonmark.render, published))
        markup.drop_own_links(one)
        markup.drop_own_links(other)
        assert markup.text(one) == markup.text(other), path
        blocks = ("p", "li", "td", "th", "dd", "pre")
        assert [(item.tag, markup.text(item)) for item in one.iter(*blocks)] == [(item.tag, markup.text(item)) for item in other.iter(*blocks)], path


def test_template_that_is_no_text(small: Path, run: Callable[..., Run]) -> None:
    GLOSSARY.write_bytes(GLOSSARY.read_bytes() + b"\xff")
    done = run("build", "--provisional")
    assert done.err.startswith(f"{GLOSSARY.as_posix()}:1:1: error[template-error]: UnicodeDecodeError")
    assert done.code == 1


def test_heading_in_prose_that_takes_an_anchor_of_its_page(small: Path, run: Callable[..., Run]) -> None:
    """Headings of prose and of templates share a page; an anchor that leads to two places leads nowhere."""
    page = small / "topics/sea.md"
    page.write_text(page.read_text("utf-8").replace("The sea is", "## Salt\n\nSalt.\n\n## salt!\n\nThe sea is"), "utf-8")
    done = run("build", "--provisional")
    assert (
        done.err.splitlines()[0] == "content/topics/sea.md:17:4: error[heading-taken]: the heading 'salt!' makes the anchor 'salt', which is taken: reword one"
    )

    page.write_text(page.read_text("utf-8").replace("## salt!", "## Related"), "utf-8")
    done = run("build", "--provisional")
    assert run("check") == Run(1, done.err, "")
    assert done.err.splitlines() == [
        "content/topics/sea.md:2:1: error[heading-taken]: the page 'context/sea/' has the anchor 'related' twice: reword the heading or term that makes it",
        "1 problem in 1 file.",
    ]
    assert not list(Path("build/docs").iterdir())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<title>", "<title>{{ nothing.here }}", "error[undefined]: 'nothing' is undefined: correct the name in the template"),
        ("<title>", "<title>{% if %}", "error[template-syntax]: "),
    ],
)
def test_a_mistake_in_a_template_of_permanent_links(small: Path, run: Callable[..., Run], old: str, new: str, said: str) -> None:
    path = Path("templates/permalinks/permalink.html.jinja")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    done = run("build", "--docs-only")
    assert done.code == 1
    assert done.err.startswith(f"{path}:{line}:1: {said}")
