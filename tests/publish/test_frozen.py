"""Editions: the rules of `editions.yml`, and copies that no later build changes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from builder import reading
from builder.problems import ContentError
from builder.publish import frozen
from tests import pseudo
from tests.conftest import PROJECT, SMALL, Run, copy_project
from tests.model.test_register import edit, problems


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "name: 1st",
            "name: 2ND",
            "content/editions.yml:15:9: error[duplicate-edition]: edition '2ND' has the same address (editions/2nd/) as '2nd': choose another "
            "name",
        ),
        (
            "date: 2031-01-15",
            "date: 2032-01-15",
            "content/editions.yml:16:9: error[edition-order]: edition '1st' is newer than the one above it: put the newest first",
        ),
        (
            "name: 2nd",
            "name: 2nb",
            "content/strategy.yml:16:9: error[edition-unknown]: edition '2nd' is not in editions.yml: add it there, with what changed. Did you "
            "mean '2nb'?",
        ),
        (
            "date: 2031-02-28",
            "date: 2031-02-27",
            "content/strategy.yml:17:9: error[edition-date]: edition '2nd' is dated 2031-02-28 here and 2031-02-27 in editions.yml: correct one",
        ),
        (
            "ids: [KF-BOATS]",
            "ids: [KF-BOAT]",
            "content/editions.yml:14:13: error[unknown-reference]: there is no 'KF-BOAT', neither in the content nor in the register: name an id that is there. Did you "
            "mean 'KF-BOATS'?",
        ),
        ("kind: corrected", "kind: mended", "content/editions.yml:12:13: error[not-allowed]: 'kind' cannot be 'mended'."),
    ],
)  # fmt: skip
def test_mistakes(small: Path, old: str, new: str, message: str) -> None:
    edit(small / "editions.yml", old, new)
    assert any(problem.startswith(message) for problem in problems(small)), problems(small)


def test_pack_is_the_same_each_time() -> None:
    files = {"b.html": b"two", "a/index.html": b"one"}
    assert frozen.pack(files) == frozen.pack(dict(sorted(files.items())))


def test_no_clock_and_no_machine_shows_in_a_pack(tmp_path: Path) -> None:
    """Every file has the earliest date that a ZIP file can hold, and the same rights whatever the system; names are in order."""
    path = tmp_path / "1.0.zip"
    path.write_bytes(frozen.pack({"b.html": b"two" * 100, "a/index.html": b"one" * 100}))
    with zipfile.ZipFile(path) as archive:
        files = archive.infolist()
        assert [file.filename for file in files] == ["a/index.html", "b.html"]
        assert {file.date_time for file in files} == {(1980, 1, 1, 0, 0, 0)}
        assert {file.compress_type for file in files} == {zipfile.ZIP_DEFLATED}
        assert {file.comment + file.extra for file in files} == {b""}
        assert archive.comment == b""
    assert frozen.frozen(tmp_path) == {"1.0": {"a/index.html": b"one" * 100, "b.html": b"two" * 100}}


def test_what_is_no_frozen_edition(tmp_path: Path) -> None:
    (tmp_path / "1.0.zip").write_bytes(b"PK no")
    with zipfile.ZipFile(tmp_path / "2.0.zip", "w") as archive:
        archive.writestr("../outside.html", "x")
    with pytest.raises(ContentError) as error:
        frozen.frozen(tmp_path)
    first, second = error.value.problems
    assert first.message.startswith("cannot be read as a frozen edition (")
    assert second.message == "holds a file outside its folder ('../outside.html'): restore the file"
    assert frozen.frozen(tmp_path / "none") == {}


def test_not_ready(small: Path, run: Callable[..., Run]) -> None:
    assert run("new", "figure", "KF-BIRDS", "Birds").code == 0
    edit(small / "editions.yml", "- name: 2nd\n  date: 2031-02-28", "- name: 3rd\n  date: 2031-02-28")
    edit(small / "strategy.yml", "name: 2nd", "name: 3rd")
    registered = (small / "registry.yml").read_text("utf-8")
    (small / "registry.yml").write_text(registered.replace("since: 2nd", "since: 3rd"), "utf-8")
    with pytest.raises(ContentError) as error:
        frozen.refuse_unready(reading.read(small))
    assert str(error.value) == "content/registry.yml:1:1: error[not-registered]: lacks ids that this edition would publish (KF-BIRDS): run 'builder ids'"
    (small / "editions.yml").unlink()
    with pytest.raises(ContentError) as error:
        frozen.refuse_unready(reading.read(small))
    assert "content/editions.yml:1:1: error[edition-unknown]: says nothing of edition 3rd: add it with its date, a summary and what changed" in str(error.value)


def test_freeze(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Run]) -> None:
    """An edition is frozen; the content goes on; the copy stays as it was, byte for byte, and the site links to it."""
    project = copy_project(tmp_path / "project", SMALL / "content", PROJECT)
    monkeypatch.chdir(project)
    done = run("build", "--provisional", "--edition")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("editions/2nd.zip: frozen.\n")
    frozen = (project / "editions/2nd.zip").read_bytes()
    copy = project / "site/editions/2nd"
    before = {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert {"index.html", "references.md", "id/aim1/index.html", "objectives/clean-water/index.html", "api/strategy.json"} <= before.keys()
    assert not any(name.startswith("editions/") for name in before)
    page = before["objectives/clean-water/index.html"].decode()
    assert "This is edition 2nd as it was published on 2031-02-28." in page
    assert '<a href="../../../../">Go to the current edition</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    own = "https://strategy.example.org/editions/2nd/"
    assert f'<meta name="citation_public_url" content="{own}id/aim1/">' in page  # what is cited is what never changes
    assert f'<meta name="citation_pdf_url" content="{own}briefs/clean-water.pdf">' in page
    assert '<link rel="successor-version" href="https://strategy.example.org/editions/after/2nd/">' in page
    assert '<link rel="latest-version" href="https://strategy.example.org/objectives/clean-water/">' in page
    assert "briefs/clean-water.pdf" in before
    changes = (project / "site/changes/index.html").read_text("utf-8")
    assert '<a href="../editions/2nd/">This edition as it was published</a>' in changes
    assert "as it was published on" not in changes

    # The content goes on under the same name: the frozen copy is refused a change, and stays.
    edit(project / "content/objectives/clean-water.yml", 'title: "1. Mend the weir"', 'title: "1. Mend the old weir"')
    again = run("build", "--provisional", "--edition")
    assert again.code == 1
    assert (
        "editions/2nd.zip:1:1: error[frozen-edition]: edition 2nd is frozen and what it holds has changed since: "
        "give the next edition another name in strategy.yml" in again.err
    )
    assert run("build", "--provisional").code == 0
    assert (project / "editions/2nd.zip").read_bytes() == frozen
    assert {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    assert "Mend the old weir" in (project / "site/objectives/clean-water/index.html").read_text("utf-8")

    # A second edition is frozen: the first stays, and leads on to it.
    edit(project / "content/strategy.yml", "name: 2nd", "name: 3rd")
    editions = (project / "content/editions.yml").read_text("utf-8")
    (project / "content/editions.yml").write_text(editions.replace("- name: 2nd", "- name: 3rd\n  date: 2031-02-28\n  summary: More\n- name: 2nd", 1), "utf-8")
    done = run("build", "--provisional", "--edition")
    assert (done.code, done.err) == (0, "")
    assert (project / "editions/2nd.zip").read_bytes() == frozen
    assert {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    for page in ("site/objectives/clean-water/index.html", "site/editions/3rd/objectives/clean-water/index.html"):
        assert f'<link rel="predecessor-version" href="{own}objectives/clean-water/">' in (project / page).read_text("utf-8")
    assert 'href="../../../editions/3rd/"' in (project / "site/editions/after/2nd/index.html").read_text("utf-8")
    assert "https://strategy.example.org/editions/3rd/id/aim1/" in (project / "site/id/aim1/index.html").read_text("utf-8")


def test_a_frozen_edition_is_where_it_says_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Run]) -> None:
    """What a page of it is called by, in the head, is the address at which it lies, or another that is there."""
    project = copy_project(tmp_path / "project", SMALL / "content", PROJECT)
    pseudo.translate(project)
    monkeypatch.chdir(project)
    done = run("build", "--provisional", "--edition")
    assert (done.code, done.err) == (0, "")
    base = "https://strategy.example.org/"
    for below in ("", f"{pseudo.LANGUAGE}/"):
        for path in sorted((project / f"site/{below}editions/2nd").rglob("*.html")):
            head = html.fromstring(path.read_bytes()).xpath("//head")[0]
            named = head.xpath("link[@rel='canonical' or @rel='cite-as']/@href | meta[@name='citation_public_url' or @property='og:url']/@content")
            for address in (name for name in named if name.startswith(base)):
                place = project / "site" / address.removeprefix(base).partition("#")[0]
                assert place.is_file() or (place / "index.html").is_file(), (path, address)
            if path.name == "index.html" and (cited := head.xpath("string(link[@rel='cite-as']/@href)")):
                assert cited.startswith(f"{base}{below}editions/2nd/"), path
