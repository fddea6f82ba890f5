"""Pages → HTML by the builder's own parser: what Python-Markdown gives, in less time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from lxml import html
from lxml.html import HtmlElement

from builder.publish import commonmark
from builder.publish.publisher import File, Files, load_config
from builder.publish.shared import MARKDOWN
from tests.conftest import Run, Site

PAGE = """---
title: Page
---
# <span class="id">TO1</span> "Sea" & *shore* { .long }

<div class="box" id="box">
<p>Finished, with a <a name="old" href="../#x">link</a>.</p>
</div>

## Water { #water .first title="Title by the editors" }

Words with [a link][TO2], [another](../coast/index.md#cliffs "Cliffs"), <https://example.org/> and `code`.

1. one
2. two
    - inner

### Salt { #salt }

| a | b |
|:--|--:|
| 1 | 2 |

#### Deep { #deep }

## Water

```yaml
a: <b>
```

[TO2]: ../to2/index.md#to2-a01
"""


def read(text: str) -> str:
    return text.split("---\n", 2)[2]


def told(element: HtmlElement) -> Iterator[object]:
    """All that a reader of HTML finds in it, whatever the white space between blocks."""
    style = {name: value.replace(": ", ":").rstrip(";") if name == "style" else value for name, value in element.attrib.items()}
    yield element.tag, sorted(style.items())
    yield " ".join((element.text or "").split())
    for child in element:
        yield from told(child)
        yield " ".join((child.tail or "").split())


def of_python_markdown(text: str, title: str) -> tuple[HtmlElement, list[Any]]:
    options = {name: {**option, "permalink_title": title} if name == "toc" else option for name, option in MARKDOWN.items()}
    parser = markdown.Markdown(extensions=[*MARKDOWN, "fenced_code"], extension_configs=options)
    content = parser.convert(text)
    return html.fromstring(f"<main>{content}</main>"), parser.toc_tokens  # type: ignore[attr-defined]  # of its extension


def same_as_python_markdown(text: str) -> commonmark.Converted:
    converted = commonmark.convert(text, permalink_title="Link")
    theirs, toc = of_python_markdown(text, "Link")
    assert list(told(html.fromstring(f"<main>{converted.content}</main>"))) == list(told(theirs))
    ours = [entry["id"] for entry in converted.toc]
    assert ours == [entry["id"] for entry in toc]
    return converted


def test_a_page_is_what_python_markdown_makes_of_it() -> None:
    converted = same_as_python_markdown(read(PAGE))
    assert converted.anchors == {"to1-sea-shore", "box", "old", "water", "salt", "deep", "water_1"}
    (top,) = converted.toc
    assert (top["level"], top["id"], top["name"]) == (1, "to1-sea-shore", "TO1 &quot;Sea&quot; &amp; shore")
    assert [(below["id"], [inner["id"] for inner in below["children"]]) for below in top["children"]] == [("water", ["salt"]), ("water_1", [])]


def test_every_page_is_what_python_markdown_makes_of_it(coast_build: Site) -> None:
    """But that a list which does not begin with one keeps its first number, as CommonMark has it."""
    pages = sorted(coast_build.docs.rglob("*.md"))
    assert len(pages) > 30
    for page in pages:
        text = read(page.read_text("utf-8"))
        if "\n7. " not in text:
            same_as_python_markdown(text)


@pytest.mark.parametrize(
    ("heading", "attributes"),
    [
        ("## Sea { #sea }", {"id": "sea"}),
        ("## Sea {#sea}", {"id": "sea"}),
        ('## Sea { .a #sea .b title="A &amp; B" }', {"id": "sea", "class": "a b", "title": "A & B"}),
        ("## Sea { sea }", {"id": "sea-sea"}),
        ("## Sea { #sea } or land", {"id": "sea-sea-or-land"}),
        ("## The set &#123;a} { #set }", {"id": "set"}),
        ("## { #sea }", {"id": "sea"}),
    ],
)
def test_attributes_of_a_heading(heading: str, attributes: dict[str, str]) -> None:
    """They stand at its end; what only looks like them is words."""
    (found,) = html.fromstring(f"<main>{commonmark.convert(heading).content}</main>")
    assert dict(found.attrib) == attributes


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., tuple[Any, Files, File]]:
    """Makes a docs folder of these files and its settings; gives them, with the first of its files."""

    def make(*names: str) -> tuple[Any, Files, File]:
        (tmp_path / "mkdocs.yml").write_text("site_name: Sea\ntheme: mkdocs\n", "utf-8")
        (tmp_path / "docs").mkdir()
        config = load_config(config_file=str(tmp_path / "mkdocs.yml"), docs_dir=str(tmp_path / "docs"))
        found = Files([File(name, None, config.site_dir, use_directory_urls=True) for name in names])
        return config, found, next(iter(found))

    return make


@pytest.mark.parametrize(
    ("link", "address", "anchors", "warned"),
    [
        ("../to2/index.md#to2-a01", "../to2/#to2-a01", {"objectives/to2/index.md": {"to2-a01": "../to2/index.md#to2-a01"}}, False),
        ("../to2/index.md?q=1", "../to2/?q=1", {}, False),
        ("../../data/a%20b.csv", "../../data/a%20b.csv", {}, False),
        ("#water", "#water", {"objectives/to1/index.md": {"water": "#water"}}, False),
        ("https://example.org/x.md#y", "https://example.org/x.md#y", {}, False),
        ("mailto:sea@example.org", "mailto:sea@example.org", {}, False),
        ("../to3/index.md", "../to3/index.md", {}, True),
        ("/to2/", "/to2/", {}, True),
    ],
)
def test_links_lead_to_addresses(
    link: str, address: str, anchors: dict[str, dict[str, str]], warned: bool, files: Callable[..., tuple[Any, Files, File]], caplog: pytest.LogCaptureFixture
) -> None:
    """Links to files of the docs folder become those of the site, and anchors are noted for MkDocs to look for; what is not there is told."""
    config, found, page = files("objectives/to1/index.md", "objectives/to2/index.md", "data/a b.csv")
    config.validation.links.absolute_links = logging.WARNING
    links = commonmark._Links(page, found, config)
    with caplog.at_level(logging.WARNING):
        assert links.address(link) == address
    assert {target.src_uri: named for target, named in links.to_anchors.items()} == anchors
    assert [record.getMessage() for record in caplog.records] == (
        [f"Doc file 'objectives/to1/index.md' contains a link '{link}', but no file of the docs folder is there."] if warned else []
    )


def test_an_extension_of_the_strategy_is_heeded(project: Path, run: Callable[..., Run]) -> None:
    """Where its settings name one besides those that pages are written for, Python-Markdown reads the pages."""
    settings = Path("mkdocs.yml")
    assert "markdown_extensions" not in settings.read_text("utf-8")
    template = Path("templates/pages/topic.md.jinja")
    template.write_text(template.read_text("utf-8") + "\nSea\n:   water that is salt\n", "utf-8")
    assert run("build", "--provisional").code == 0
    page = next(Path("site/context").glob("*/index.html"))
    assert "<dd>water that is salt</dd>" not in page.read_text("utf-8")
    settings.write_text(settings.read_text("utf-8") + "markdown_extensions: [def_list]\n", "utf-8")
    assert run("build", "--provisional").code == 0
    assert "<dd>water that is salt</dd>" in page.read_text("utf-8")
