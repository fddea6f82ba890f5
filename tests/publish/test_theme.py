"""The look as a theme: text is never markup, what it takes from Material is little and listed, and its templates are plain."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from jinja2 import Environment, meta, nodes
from markupsafe import Markup

from builder.publish import escaping, publisher, words
from builder.publish.publisher import MODULE, load_config
from builder.resources import SETTINGS
from tests import markup
from tests.conftest import REPO, Run, Site, command
from tests.publish.test_output import content

LOOK = REPO / "site_overrides"
TEMPLATES = sorted(path.relative_to(LOOK).as_posix() for path in LOOK.rglob("*.html"))
HOSTILE = """ <script>window.pwned=1</script>"'><img src=x onerror=window.pwned=1>{{ 7*7 }}"""
NAMED = frozenset(["title", "short_title", "subtitle", "name", "plural", "abbreviation", "label", "section", "expansion", "term", "unit", "publisher"])
NAMED |= frozenset(["passage", "since", "also_known_as", "members_elsewhere", "one", "many"])
"""Keys of content whose values are any text on one line."""
SORTED = frozenset(["partnerships.yml", "instruments.yml"])
"""Files in which `kind` is such a text too: one of the sorts that the strategy names."""


def parsed(name: str) -> nodes.Template:
    return Environment().parse((LOOK / name).read_text("utf-8"))


# --- text is never markup -------------------------------------------------------------------------


def hostile(value: Any, keys: frozenset[str], key: str = "") -> Any:
    """The values of a content file with something that looks like markup in every text of the keys."""
    if isinstance(value, dict):
        return {name: hostile(inner, keys, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, keys, key) for inner in value]
    return value + HOSTILE if key in keys and isinstance(value, str) else value


def make_hostile(path: Path) -> None:
    keys = {"registry.yml": frozenset(["title", "since"])}.get(path.name, NAMED | {"kind"} if path.name in SORTED else NAMED)
    text = path.read_text("utf-8")
    front, body = text.removeprefix("---\n").split("---\n", 1) if path.suffix == ".md" else (text, "")
    made = yaml.safe_dump(hostile(yaml.safe_load(front), keys), allow_unicode=True, sort_keys=False)
    path.write_text(f"---\n{made}---\n{body}" if body else made, "utf-8")


def faults(tree: Element) -> Iterator[str]:
    """What in a page was made an element, or a script, by text."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("onerror") or element.get("src") == "x":
            yield f"<{element.tag}>"
        text = element.text or ""
        if element.tag == "script" and "pwned" in text:
            if element.get("type") not in ("application/ld+json", "application/json") or "<" in text:
                yield text
            else:
                json.loads(text)


@pytest.mark.parametrize("plain", [False, True], ids=["builder", "mkdocs"])
def test_no_text_is_markup_on_any_page(plain: bool, project: Path, run: Callable[..., Run]) -> None:
    """Every name, title and label of the small strategy ends in a script, an image and a Jinja expression: they show as typed."""
    for path in sorted(project.rglob("*.*")):
        make_hostile(path)
    done = command("build", cwd=Path.cwd(), python=("-m", MODULE)) if plain else run("build", "--provisional")
    assert done.code == 0, done.err
    pages = {path.relative_to("site").as_posix(): html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False) for path in Path("site").rglob("*.html")}
    assert {name: found for name, page in pages.items() if (found := list(faults(page)))} == {}
    shown = {name: " ".join(" ".join(page.itertext()).split()) for name, page in pages.items()}
    home = shown["index.html"]
    assert "edition 2nd" + HOSTILE in home
    assert "Edition 2nd" + HOSTILE in home
    assert "Ostra Plan {{ 2031 }}" + HOSTILE in home
    assert sum(HOSTILE in text for text in shown.values()) > 25


def test_a_template_cannot_overrule_the_type_of_a_value() -> None:
    class Page:
        content, toc, meta = "<p>a</p>", (), {"title": "<b>"}

    class Files:
        def documentation_pages(self) -> list[Any]:
            return [type("File", (), {"page": Page})]

    env = escaping.on_env(Environment(), None, Files())
    show = lambda text, **values: env.from_string(text).render(values)  # noqa: E731
    assert show("{{ v }}|{{ v | safe }}", v="<b>") == "&lt;b&gt;|&lt;b&gt;"
    assert show("{{ v }}|{{ v | safe }}", v=Markup("<b>")) == "<b>|<b>"
    assert show("{{ p.content }} {{ p.meta.title }}", p=Page) == "<p>a</p> &lt;b&gt;"


def test_markup_is_told_in_one_place() -> None:
    """No template but one macro says that a value is markup, nor escapes by hand what escapes anyway."""
    found = [
        (name, node.name)
        for name in TEMPLATES
        for node in parsed(name).find_all(nodes.Filter)
        if node.name in ("safe", "escape", "e", "forceescape", "xmlattr")
    ]
    assert found == [("partials/parts.html", "safe")]
    for name in TEMPLATES:
        text = (LOOK / name).read_text("utf-8")
        assert "Markup" not in text
        assert not re.search(r"autoescape\s+(?!true\b)", re.sub(r"endautoescape", "", text)), name


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_escape_without_a_hook(name: str) -> None:
    """What a template prints by itself stands inside `autoescape true`; blocks take that from the base, macros from who calls them."""
    tree = parsed(name)
    if tree.find(nodes.Extends):
        return
    for node in tree.body:
        if not isinstance(node, nodes.Scope | nodes.Macro | nodes.Import | nodes.Assign):  # a scope is what `autoescape` makes
            assert not [part for part in _outputs(node) if not isinstance(part, nodes.TemplateData)], f"{name}:{node.lineno}"


def _outputs(node: nodes.Node) -> list[nodes.Expr]:
    outputs = [node] if isinstance(node, nodes.Output) else node.find_all(nodes.Output)
    return [part for output in outputs for part in output.nodes]


# --- a theme of its own ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_ask_of_a_page_what_every_publisher_knows(name: str) -> None:
    """Where a file lies, say, is MkDocs' own knowledge; what else a page says of itself stands in its front matter."""
    asked = {node.attr for node in parsed(name).find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == "page"}
    assert asked <= {"ancestors", "canonical_url", "content", "is_homepage", "meta", "next_page", "previous_page", "title", "toc", "url"}


def test_no_template_comes_from_material() -> None:
    """Every template that a page needs is the look's own, whatever Material has besides."""
    theme = load_config(config_file=str(SETTINGS), docs_dir=str(REPO / "docs")).theme
    theme.dirs.append(str(publisher.WORDS))
    env = theme.get_env()
    used: set[str] = set()
    asked = {"main.html", "404.html"}
    while asked:
        used |= asked
        asked = {other for name in asked for other in meta.find_referenced_templates(env.parse(env.loader.get_source(env, name)[0])) if other} - used
    folders = {Path(str(env.get_template(name).filename)).parents[name.count("/")] for name in used}
    assert set(map(str, folders)) <= {theme.custom_dir, str(LOOK)}


@pytest.mark.parametrize(("language", "search"), [("de", "Suche"), ("de-AT", "Suche"), ("en", None), ("en-GB", None), ("tlh", None)])
def test_words_that_material_has_too_come_from_it(language: str, search: str | None) -> None:
    """In a language without a catalogue the few words that both have are Material's; English ones are the look's own."""
    found = words.borrowed(language)
    assert found.get("Search") == search
    assert set(found) <= set(words.BORROWED)
    assert len(found) == (len(words.BORROWED) if search else 0)


def test_borrowed_words_are_words_of_the_look() -> None:
    asked = {text for name in TEMPLATES for text in re.findall(r"""\bt\((?:"([^"]+)"|'([^']+)')""", (LOOK / name).read_text("utf-8")) for text in text if text}
    assert set(words.BORROWED) <= asked


def test_templates_say_words_by_the_macro_alone() -> None:
    """No English word stands in a template outside a call, but names of formats and of keys."""
    for name in TEMPLATES:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|kbd)\b.*?</\1>", " ", (LOOK / name).read_text("utf-8"), flags=re.DOTALL)
        shown = re.sub(r"<[^<>]*>", " ", text) if name != "partials/start.html" else ""
        told = re.findall(r"""\b(?:aria-label|title|placeholder|alt)="([^"]*)\"""", text)
        assert [word for said in (shown, *told) for word in re.findall(r"[A-Za-z]{2,}", said) if word != "DOCTYPE"] == [], name


def test_material_can_be_absent(project: Path, run: Callable[..., Run], small_build: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, the site is the same; in another language its few words are English."""
    monkeypatch.setattr(publisher, "WORDS", None)
    monkeypatch.setenv("SITE_URL", "https://ostra.example.org/plan/")
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    assert content(Path("site")) == content(small_build.folder)
    path = project / "strategy.yml"
    path.write_text(path.read_text("utf-8").replace("\nlanguage: en\n", "\nlanguage: de\n"), "utf-8")
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    home = Path("site/index.html").read_text("utf-8")
    assert 'lang="de"' in home
    assert 'for="search">Search' in home


# --- plain templates ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_lines_are_short(name: str) -> None:
    lines = (LOOK / name).read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 160] == []


def test_a_heading_may_have_the_name_of_a_method(project: Path, run: Callable[..., Run]) -> None:
    """What is listed below a heading is looked up by its anchor, and Jinja takes a name that is no key for that of a method."""
    page = project / "pages/words.md"
    page.parent.mkdir()
    head = "title: Words\norder: 1\ndescription: What words there are."
    page.write_text(f"---\n{head}\n---\n\n## Values\n\nSome.\n\n## Items\n\nSome.\n\n## Keys\n\nSome.\n", "utf-8")
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    contents = markup.parse(Path("site/words/index.html").read_text("utf-8")).xpath("//nav[@class='toc']//a/@href")
    assert contents == ["#values", "#items", "#keys"]
