"""`make compare`: two versions of the builder on the small strategy, and how differences are told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from compare import __main__ as program
from compare import builds, report, sites
from tests.conftest import PROJECT, REPO, SMALL, Site, command, copy_project


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *arguments], cwd=folder, check=True, capture_output=True)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_two_versions(tmp_path: Path) -> None:
    """A template changes a word of one page: that is told, and nothing else; the checkout is gone afterwards."""
    project = copy_project(tmp_path / "project", SMALL / "content", (*PROJECT, "compare", "pyproject.toml", ".gitignore"))
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "One")
    edit(project / "templates/pages/glossary.md.jinja", "{{ ", "Newly said. {{ ")
    edit(project / "content/framework/goal.yml", "title: ", "title: New ")
    done = command("HEAD", cwd=project, python=("-m", "compare"))
    assert done.err == ""
    assert done.code == 1
    assert "Building with " in done.out
    assert "and with the working tree, both with the working tree's content …" in done.out
    assert "1 page: glossary/" in done.out
    changed = done.out.split("1 page: ")[1].split("\n\n")[0]
    assert changed.startswith("glossary/\n")
    assert "Newly said." in changed
    assert "New " not in done.out.replace("Newly", "").replace("New:", "")
    assert (project / "build/compare/report.txt").read_text("utf-8").startswith("1 page")
    assert not (project / "build/compare/checkout").exists()


def test_a_revision_that_there_is_not(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.setattr(builds, "ROOT", tmp_path)
    assert program.main(["no-such-thing"]) == 2
    assert capsys.readouterr().out == "'no-such-thing' names no revision: give a commit, a branch or a tag, such as HEAD~5.\n"


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("abc", "Traceback\nModuleNotFoundError: No module named 'x'\n", "The builder of abc cannot run here: No module named 'x'. It needs a package"),
        ("abc", "stop\n", "The builder of abc stopped:\nstop\nIf it is the content that it does not know, let it have its own: --content-too."),
        ("the working tree", "stop\n", "The builder of the working tree stopped:\nstop"),
    ],
)
def test_why_a_site_was_not_built(name: str, said: str, told: str) -> None:
    assert builds._reason(name, said).startswith(told)
    assert ("--content-too" in builds._reason(name, said)) == ("--content-too" in told)


def test_a_site_is_the_same_as_itself(small_build: Site) -> None:
    comparison = sites.compare(small_build.folder, small_build.folder)
    assert comparison.identical
    assert list(report.words(comparison)) == [f"Nothing differs: {comparison.same} files are the same."]
    assert comparison.same > 100


def test_what_differs_is_told_by_sort(small_build: Site, tmp_path: Path) -> None:
    """Text, anchors, head and roles of a page; lines of data; text of a PDF; files that came and went."""
    before, after = small_build.folder, tmp_path / "after"
    shutil.copytree(before, after)
    home, csv, brief = after / "index.html", after / "data/key-figures.csv", after / "briefs/orr.pdf"
    page = home.read_text("utf-8")
    home.write_text(page.replace("<title>", "<title>New ", 1).replace("</main>", '<h2 id="more">More</h2></main>', 1), "utf-8")
    csv.write_text(csv.read_text("utf-8").replace("1200", "1300"), "utf-8")
    shutil.copy(after / "briefs/varnholm.pdf", brief)
    (after / "about/index.html").unlink()
    (after / "new.bin").write_bytes(b"\xff")
    picture = (before / "assets/mark.svg").read_text("utf-8")
    (after / "assets/mark.svg").write_text(picture.removesuffix("\n") if picture.endswith("\n") else picture + "\n", "utf-8")
    comparison = sites.compare(before, after)
    assert (comparison.only_before, comparison.only_after) == (("about/index.html",), ("new.bin",))
    found = {change.path: change for change in comparison.changes}
    assert {path: change.sort for path, change in found.items()} == {
        "index.html": "page", "data/key-figures.csv": "data", "briefs/orr.pdf": "brief", "assets/mark.svg": "data",
    }  # fmt: skip
    parts = {part.name: part.changed for part in found["index.html"].parts}
    assert set(parts) == {"text", "anchors", "head", "roles and names"}
    assert parts["text"] == ("+More",)
    assert parts["anchors"] == ("+more",)
    assert parts["roles and names"] == ('+heading 2 "More"',)
    (lines,) = found["data/key-figures.csv"].parts
    assert lines.name == "1 lines gone, 1 new"
    assert [line[0] for line in lines.changed] == ["-", "+"]
    assert any("Varnholm" in line for part in found["briefs/orr.pdf"].parts for line in part.changed)
    assert found["assets/mark.svg"].parts[0].name == "only white space"
    text = "\n".join(report.words(comparison, 3))
    assert text.startswith("1 page, 1 PDF, 2 text or data files changed; 1 file gone, 1 new, ")
    assert "Gone:\n  about/index.html" in text
    assert "1 page: the home page" in text


def test_the_same_change_of_many_pages_is_told_once() -> None:
    changes = [sites.Change(f"{name}/index.html", "page", (sites.Part("text", ("…", " around " + name, "-old", "+new")),)) for name in "abcdefg"]
    text = list(report.words(sites.Comparison((), (), tuple(changes), 3)))
    assert text[0] == "7 pages changed; 0 files gone, 0 new, 3 the same."
    assert text[2] == "7 pages: a/, b/, c/, d/, e/, f/, g/"
    assert text[-2:] == ["    -old", "    +new"]
    short = list(report.words(sites.Comparison((), (), tuple(changes), 3), 1))
    assert short[2] == "7 pages: a/, b/, c/, d/, e/ and 2 more"
    assert short[-1] == "    … 3 more lines"


def test_the_folder_is_the_projects() -> None:
    assert builds.ROOT == REPO
    assert builds.WORK.is_relative_to(REPO / "build")
