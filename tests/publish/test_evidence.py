"""Evidence: where nothing has changed nothing is built, and whatever has changed is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import resources
from builder.publish import evidence
from builder.publish.evidence import LastBuild
from tests.conftest import Run, command

SAID = {"count": 3, "provisional": ""}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources, settings and what a build of them has left."""
    for name, text in {
        "content/strategy.yml": "title: A\n",
        "content/countries/orr.yml": "id: ORR\n",
        "base.yml": "site_url: !ENV [SITE_URL, 'https://example.org/']\n",
        "mkdocs.yml": "INHERIT: base.yml\ntheme:\n  name: strategy\n  custom_dir: theme\nplugins:\n  - strategy:\n      docs: build/docs\n",
        "theme/main.html": "<p>\n",
        "build/docs/index.md": "# A\n",
        "build/docs/a/index.md": "# B\n",
        "site/index.html": "<h1>A</h1>\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITE_URL", raising=False)
    last().keep([Path("build/docs"), Path("site")], SAID)
    return tmp_path


def last(**told: object) -> LastBuild:
    """As the command asks."""
    sources = {"content": Path("content"), "overrides": Path("overrides")}
    return LastBuild.of(Path("build/docs"), Path("mkdocs.yml"), sources, {"offline": False, **told})


@pytest.mark.usefixtures("folder")
def test_what_was_said_is_said_again() -> None:
    assert last().said() == SAID
    assert last().said() == SAID  # to ask changes nothing


WAYS: dict[str, Callable[[Path], object]] = {
    "a source says something else": lambda path: (path / "content/strategy.yml").write_text("title: B\n"),
    "a source is gone": lambda path: (path / "content/countries/orr.yml").unlink(),
    "a source has another name": lambda path: (path / "content/countries/orr.yml").rename(path / "content/countries/or.yml"),
    "a source has come": lambda path: (path / "content/figures.yml").write_text(""),
    "a folder of sources has come": lambda path: ((path / "overrides").mkdir(), (path / "overrides/main.html").write_text("")),
    "the settings say something else": lambda path: (path / "mkdocs.yml").write_text((path / "mkdocs.yml").read_text() + "extra: {}\n"),
    "what the settings inherit says something else": lambda path: (path / "base.yml").write_text("site_url: https://example.com/\n"),
    "the settings name files that change": lambda path: (path / "theme/main.html").write_text("<p class=a>\n"),
    "a file of the site says something else": lambda path: (path / "site/index.html").write_text("<h1>B</h1>\n"),
    "a file of the site is gone": lambda path: (path / "site/index.html").unlink(),
    "a page has come": lambda path: (path / "build/docs/more.md").write_text(""),
    "a page is a link": lambda path: ((path / "build/docs/index.md").unlink(), (path / "build/docs/index.md").symlink_to("a/index.md")),
    "the site is gone": lambda path: ((path / "site/index.html").unlink(), (path / "site").rmdir()),
    "the evidence is gone": lambda path: (path / "build/evidence/build.json").unlink(),
    "the evidence is damaged": lambda path: (path / "build/evidence/build.json").write_text("{"),
    "the evidence is none": lambda path: (path / "build/evidence/build.json").write_text("[1]"),
    "the evidence is bytes": lambda path: (path / "build/evidence/build.json").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS.keys())
def test_what_has_changed_is_noticed(folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)
    assert last().said() is None


def test_a_file_that_was_set_back_is_noticed(folder: Path) -> None:
    """A page that somebody changed, in as many bytes and with its old date."""
    path = folder / "build/docs/index.md"
    seen = path.stat()
    path.write_text("# Z\n", "utf-8")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (seen.st_size, seen.st_mtime_ns)
    assert last().said() is None


@pytest.mark.usefixtures("folder")
def test_a_source_that_says_the_same_again_is_no_change() -> None:
    Path("content/strategy.yml").write_text("title: A\n", "utf-8")
    assert last().said() == SAID


@pytest.mark.usefixtures("folder")
def test_what_a_build_is_told_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert last(offline=True).said() is None
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    assert last().said() == SAID
    monkeypatch.setenv("SITE_URL", "https://example.com/")  # which the settings name
    assert last().said() is None
    monkeypatch.delenv("SITE_URL")
    monkeypatch.setenv("EDIT_BASE", "https://example.com/edit/")  # which they need not name
    assert last().said() is None


@pytest.mark.usefixtures("folder")
def test_another_version_of_anything_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "packages/library-2.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert last().said() is None


@pytest.mark.usefixtures("folder")
def test_the_builder_itself_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "builder").mkdir()
    monkeypatch.setattr(evidence, "PACKAGE", tmp_path / "builder")
    assert last().said() is None
    last().keep([Path("build/docs"), Path("site")], SAID)
    (tmp_path / "builder/cli.py").write_text("", "utf-8")
    assert last().said() is None


@pytest.mark.parametrize(
    "settings", ["hooks: [mine.py]", "markdown_extensions: [admonition]", "plugins: [strategy, other]", "plugins:\n  strategy: {}\n  other: {}"]
)
@pytest.mark.usefixtures("folder")
def test_settings_that_bring_in_the_unknown_are_built_each_time(settings: str) -> None:
    Path("mkdocs.yml").write_text(f"site_url: https://example.org/\n{settings}\n", "utf-8")
    last().keep([Path("build/docs"), Path("site")], SAID)
    assert last().said() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.usefixtures("folder")
def test_what_might_never_end_is_not_read() -> None:
    os.mkfifo("content/pipe.yml")  # type: ignore[attr-defined, unused-ignore] # not on Windows
    assert (last().key, last().said()) == ("", None)
    last().keep([Path("build/docs"), Path("site")], SAID)
    assert last().said() is None


@pytest.mark.usefixtures("folder")
def test_the_look_is_known_without_the_content_and_not_with_templates_of_ones_own() -> None:
    assert last().look == ""  # the settings name a folder with a template
    Path("theme/main.html").rename("theme/main.css")
    known = last().look
    assert known
    Path("content/strategy.yml").write_text("title: B\n", "utf-8")
    assert last().look == known
    Path("theme/main.css").write_text("p {}\n", "utf-8")
    assert last().look != known
    Path("overrides").mkdir()
    Path("overrides/404.html").write_text("", "utf-8")
    assert last().look == ""


@pytest.mark.usefixtures("folder")
def test_what_changes_while_a_build_is_at_work_counts_for_the_next_one() -> None:
    Path("build/evidence/build.json").unlink()
    now = last()
    assert now.said() is None
    Path("content/strategy.yml").write_text("title: C\n", "utf-8")
    now.keep([Path("build/docs"), Path("site")], SAID)
    assert last().said() is None


def test_a_build_that_would_change_nothing_says_so_and_touches_nothing(project: Path, run: Callable[..., Run]) -> None:
    first = run("build", "--provisional")
    assert first.code == 0, first.err
    before = {path: path.stat().st_mtime_ns for folder in ("build", "site") for path in Path(folder).rglob("*")}
    again = run("build", "--provisional")
    assert (again.code, again.err) == (0, "")
    nothing, provisional, made = again.out.splitlines()
    assert nothing == "Nothing has changed since the last build. To make all of it anew, add --clean."
    assert provisional in first.out.splitlines()
    assert made == f"site: {made.split()[1]} pages. Open {Path('site/index.html').resolve()}"
    assert f"site: {made.split()[1]} pages in" in first.out
    assert {path: path.stat().st_mtime_ns for folder in ("build", "site") for path in Path(folder).rglob("*")} == before
    page = Path("site/index.html")
    text = page.read_bytes()
    page.write_bytes(text + b"<!-- mine -->")
    assert "pages in" in run("build", "--provisional").out
    assert page.read_bytes() == text
    assert "pages in" in run("build", "--provisional", "--clean").out
    goal = next((project / "framework").glob("*.yml"))
    goal.write_text(goal.read_text("utf-8") + "\tx: 1\n", "utf-8")
    assert run("build", "--provisional").code == 1


def test_help_reads_nothing_that_only_builds_need(tmp_path: Path) -> None:
    """Neither the records of content nor the publisher: who asks for help, or has mistyped a command, waits for nothing."""
    code = "import sys; sys.argv = ['builder', *sys.argv[1:]]; from builder import cli\ntry: cli.main()\nfinally: print(*sorted(sys.modules), sep='\\n')"
    for arguments in (["--help"], ["check", "--help"], ["bild"], ["serve", "--address", "nowhere"]):
        done = command(*arguments, cwd=tmp_path, python=("-c", code))
        read = {name.partition(".")[0] for name in done.out.splitlines()}
        assert read.isdisjoint({"pydantic", "babel", "mkdocs", "jinja2", "typst", "yaml", "fontTools", "PIL"}), arguments
        assert "builder" in read


def test_what_makes_pages_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The builder's code, the words of languages, and what is installed; '' if something of it is no file."""
    code, words, own, packages = (tmp_path / name for name in ("builder", "locales", "own", "packages"))
    for folder in (code, words, packages):
        folder.mkdir()
    monkeypatch.setattr(evidence, "PACKAGE", code)
    monkeypatch.setattr(resources, "LOCALES", words)
    monkeypatch.syspath_prepend(packages)
    seen = [evidence.maker(own)]
    assert evidence.maker(own) == seen[0]
    (code / "pages.py").write_text("", "utf-8")
    seen.append(evidence.maker(own))
    (words / "ru.po").write_text("", "utf-8")
    seen.append(evidence.maker(own))
    own.mkdir()
    (own / "ru.po").write_text("", "utf-8")
    seen.append(evidence.maker(own))
    (packages / "library-2.0.dist-info").mkdir()
    seen.append(evidence.maker(own))
    assert len(set(seen)) == len(seen)
    assert all(seen)
    (own / "gone.po").symlink_to(tmp_path / "nowhere")
    assert evidence.maker(own) == ""
