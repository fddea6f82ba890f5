"""`objects.inv`, `references.md` and `links.json`: read by sphobjinv, by a Sphinx project, by a MkDocs project, and by Markdown readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import jsonschema
import markdown
import pytest
import sphobjinv
from hypothesis import example, given
from markdown_it import MarkdownIt

from builder.exports import inventory, links
from builder.model.strategy import Strategy
from builder.publish.publisher import MODULE
from tests.made import BASE, NASTY, line, made, published, texts

REAL = "https://strategy.example.org/"


def test_read_by_sphobjinv(small_strategy: Strategy, tmp_path: Path) -> None:
    (tmp_path / "objects.inv").write_bytes(inventory.objects_inv(published(small_strategy, REAL)))
    found = sphobjinv.Inventory(tmp_path / "objects.inv")
    assert (found.project, found.version) == ("Ostra Plan {{ 2031 }}", "2nd")
    labels = {item.name: item for item in found.objects if item.domain == "std" and item.role == "label"}
    assert len(labels) > 2 * len(small_strategy.by_id)
    for name in ("aim1-weir", "AIM1-WEIR"):
        assert (labels[name].uri, labels[name].dispname) == ("id/aim1-weir/", "1. Mend the weir")
    pages = {item.name: item.uri for item in found.objects if item.role == "doc"}
    assert pages["framework"] == "framework/"
    assert pages["index"] == "./"
    assert {item.name: item.dispname for item in found.objects if item.role == "doc"}["framework"] == "Framework"


@given(texts)
@example(NASTY)
@example("-")
def test_any_title_in_the_inventory(title: str) -> None:
    data = inventory.objects_inv(published(made(title)))
    found = {item.name: item for item in sphobjinv.Inventory(plaintext=sphobjinv.decompress(data)).objects}
    assert found["to1"].dispname == ("\N{HYPHEN}" if line(title) == "-" else line(title))
    assert found["TO1"].uri == "id/to1/"


def test_a_sphinx_project_links_by_name(small_strategy: Strategy, tmp_path: Path) -> None:
    """intersphinx resolves `:ref:` and MyST links to an objective, an activity and a country; a warning would fail the build."""
    (tmp_path / "objects.inv").write_bytes(inventory.objects_inv(published(small_strategy, REAL)))
    (tmp_path / "conf.py").write_text(
        f"extensions = ['sphinx.ext.intersphinx', 'myst_parser']\nintersphinx_mapping = {{'strategy': ('{REAL}', 'objects.inv')}}\nnitpicky = True\n", "utf-8"
    )
    (tmp_path / "index.rst").write_text(
        "Report\n======\n\n:ref:`the objective <strategy:aim1>`, :ref:`strategy:aim1-weir`, :ref:`AIM1-SILT`, :ref:`strategy:var`, :doc:`strategy:framework`.\n\n"
        ".. toctree::\n\n   other\n",
        "utf-8",
    )
    (tmp_path / "other.md").write_text("# Other\n\n[the objective](inv:strategy#AIM1), <inv:strategy#AIM1-WEIR>, <inv:strategy:std:label#var>.\n", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-c", str(tmp_path), str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    first = set(re.findall(rf'href="({REAL}[^"]*)"', (tmp_path / "out/index.html").read_text("utf-8")))
    assert first == {f"{REAL}{path}" for path in ("id/aim1/", "id/aim1-weir/", "id/aim1-silt/", "id/var/", "framework/")}
    second = (tmp_path / "out/other.html").read_text("utf-8")
    assert set(re.findall(rf'href="({REAL}[^"]*)"', second)) == {f"{REAL}id/{name}/" for name in ("aim1", "aim1-weir", "var")}
    assert ">1. Mend the weir<" in re.sub(r"</?(span|em)[^>]*>", "", second)


def test_a_mkdocs_project_links_by_references(small_strategy: Strategy, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "references.md").write_bytes(links.references_md(published(small_strategy, REAL)))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Report\nstrict: true\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
        "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [references.md]\n",
        "utf-8",
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}", "utf-8")
    (tmp_path / "docs/index.md").write_text("The project supports [the objective][AIM1], first of all [AIM1-WEIR], in [the Varnholm][VAR].\n", "utf-8")
    done = subprocess.run([sys.executable, "-m", MODULE, "build", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = (tmp_path / "site/index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)"', found) == [f"{REAL}id/{name}/" for name in ("aim1", "aim1-weir", "var")]
    assert 'title="1. Mend the weir"' in found


@given(texts)
@example(NASTY)
@example('a" b \\')
def test_any_title_in_references(title: str) -> None:
    """Both readers of Markdown find the same address and title."""
    text = links.references_md(published(made(title))).decode()
    assert text.count("\n") == 15 + 2
    for convert in (MarkdownIt("commonmark").render, lambda source: markdown.markdown(source)):
        found = convert(f"[x][TO1-A01]\n\n{text}")
        match = re.fullmatch(r'<p><a href="([^"]*)" title="([^"]*)">x</a></p>', found.strip())
        assert match, found
        assert (match[1], unescape(match[2])) == (f"{BASE}id/to1-a01/", line(title))


def test_links_json(coast_strategy: Strategy, small_strategy: Strategy) -> None:
    for model in (coast_strategy, small_strategy):
        where = published(model, REAL)
        schema = json.loads(links.links_schema(where))
        jsonschema.Draft202012Validator.check_schema(schema)
        data = json.loads(links.links_json(where))
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data)
        assert data["$schema"] == schema["$id"]
        found = {item["id"]: item for item in data["links"]}
        assert set(found) >= set(model.by_id)
    assert "Clean*er* water" in found["AIM1"]["aliases"]
    assert found["AIM1-WELLS"]["aliases"] == ["AIM1-DUCT", "AIM1-PIPE"]
    assert (found["AIM1-PIPE"]["status"], found["AIM1-PIPE"]["successors"], found["AIM1-PIPE"]["page"]) == (
        "renamed",
        ["AIM1-WELLS"],
        f"{REAL}objectives/clean-water/#aim1-wells",
    )
    assert (found["AIM9"]["status"], found["AIM9"]["successors"]) == ("split", ["AIM1", "AIM2"])
    assert (found["KF-FISH"]["status"], found["KF-FISH"]["page"]) == ("withdrawn", f"{REAL}id/kf-fish/")


@pytest.mark.parametrize("name", ["New *Varnholm*", "Farnholm", "VAR"])
def test_other_names_lead_to_a_country(small_strategy: Strategy, name: str) -> None:
    data = json.loads(links.links_json(published(small_strategy)))
    assert [item["id"] for item in data["links"] if name in (*item["aliases"], item["id"])] == ["VAR"]


def test_ids_that_are_gone_say_so(small_strategy: Strategy) -> None:
    where = published(small_strategy, REAL)
    labels = {item.name: item for item in sphobjinv.Inventory(plaintext=sphobjinv.decompress(inventory.objects_inv(where))).objects if item.role == "label"}
    data = {item["id"]: item for item in json.loads(links.links_json(where))["links"]}
    text = links.references_md(where).decode()
    for name, mark, note in (
        ("KF-FISH", "(withdrawn)", "Withdrawn on 2031-02-01: Nobody counts *fish* any more"),
        ("AIM1-PIPE", "(now AIM1-WELLS)", "Renamed to AIM1-WELLS"),
        ("AIM9", "(split into AIM1 and AIM2)", "Split into AIM1 and AIM2 on 2031-02-01"),
    ):
        assert labels[name].dispname.endswith(mark)
        assert labels[name.lower()].uri == f"id/{name.lower()}/"
        assert data[name]["note"] == note
        assert unescape(re.search(rf'^\[{name}\]: \S+ "(.*)"$', text, re.MULTILINE)[1]).endswith(f" {mark}")  # type: ignore[index]
    assert not [item for item in data.values() if item["status"] == "current" and "note" in item]


def test_two_strategies_in_one_sphinx_project(tmp_path: Path) -> None:
    """Each has an objective TO1: the prefix says which is meant, also where no inventory is named; names without it go on working."""
    mapping = {}
    for name in ("one", "two"):
        where = published(made(name.title(), prefix=name), f"https://{name}.example.org/")
        (tmp_path / f"{name}.inv").write_bytes(inventory.objects_inv(where))
        mapping[f"site-{name}"] = (f"https://{name}.example.org/", f"{name}.inv")
        assert json.loads(links.links_json(where))["prefix"] == name
        assert f"\n[{name}:TO1]: https://{name}.example.org/id/to1/ " in links.references_md(where).decode()
    (tmp_path / "conf.py").write_text(f"extensions = ['sphinx.ext.intersphinx', 'myst_parser']\nintersphinx_mapping = {mapping}\nnitpicky = True\n", "utf-8")
    (tmp_path / "index.rst").write_text(
        "Report\n======\n\n:ref:`one:to1`, :ref:`two:to1`, :ref:`site-one:to1`, :ref:`site-two:two:to1-a01`.\n\n.. toctree::\n\n   other\n", "utf-8"
    )
    (tmp_path / "other.md").write_text("# Other\n\n[a](inv:#one:TO1), [b](inv:#two:TO1)\n", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-c", str(tmp_path), str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pattern = r'href="https://(\w+)\.example\.org/id/([^"/]*)/"'
    assert re.findall(pattern, (tmp_path / "out/index.html").read_text("utf-8")) == [("one", "to1"), ("two", "to1"), ("one", "to1"), ("two", "to1-a01")]
    assert re.findall(pattern, (tmp_path / "out/other.html").read_text("utf-8")) == [("one", "to1"), ("two", "to1")]
