"""Publishing: by the builder or by MkDocs alone, and what is said when the settings or the theme are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from builder.publish.publisher import MODULE, NAME
from builder.resources import LOOK
from tests.conftest import REPO, Run, Site, command
from tests.publish.test_output import content

PUBLISHERS = [name for name in ("mkdocs", "properdocs") if (spec := find_spec(name)) and spec.name == name]
"""Those that are installed: ProperDocs answers to the name of MkDocs where that is not."""


def test_mkdocs_is_taken_where_there_is_a_choice() -> None:
    """And all names are of the publisher that runs; ProperDocs steps in where MkDocs is not to be found."""
    assert PUBLISHERS[0] == MODULE
    shown = "from builder.publish import publisher as p; print(p.NAME, *(named.__module__ for named in (p.build, p.BasePlugin, p.Abort)))"
    assert command("-c", shown, python=()).out.split() == named(MODULE)
    if "properdocs" in PUBLISHERS:
        assert command("-c", f"import sys; sys.modules['mkdocs'] = None; {shown}", python=()).out.split() == named("properdocs")


def named(module: str) -> list[str]:
    """What is told of the names of a publisher."""
    return [{"mkdocs": "MkDocs", "properdocs": "ProperDocs"}[module], f"{module}.commands.build", f"{module}.plugins", f"{module}.exceptions"]


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_plain_mkdocs_publishes_the_same_site(
    publisher: str, project: Path, run: Callable[..., Run], small_build: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a fresh copy, strictly, byte for byte, and without the theme's word about itself; the builder takes it over. ProperDocs does likewise."""
    monkeypatch.setenv("SITE_URL", "https://ostra.example.org/plan/")
    monkeypatch.delenv("NO_MKDOCS_2_WARNING", raising=False)
    done = command("build", "--strict", cwd=Path.cwd(), python=("-m", publisher))
    assert done.code == 0, done.err
    assert "WARNING" not in done.err
    assert "Material" not in done.out + done.err
    site = content(Path("site"))
    assert site == content(small_build.folder)
    done = run("build", "--provisional")
    assert done.code == 0
    assert done.err == ""
    assert [line.partition(" ")[0] for line in done.out.splitlines()] == ["build/docs:", "Provisional:", "Publishing", "site:"]
    assert content(Path("site")) == site


def test_plain_mkdocs_tells_mistakes_in_the_content(project: Path) -> None:
    page = project / "topics/sea.md"
    page.write_text(page.read_text("utf-8").replace("The sea is", "The <b>sea is"), "utf-8")
    done = command("build", cwd=Path.cwd(), python=("-m", MODULE))
    assert done.code == 1
    assert "content/topics/sea.md:13:5: error[raw-html]: raw HTML ('<b>') is not allowed in prose" in done.out
    assert "Traceback" not in done.out + done.err
    assert not Path("site").exists()


def test_plain_mkdocs_is_strict_by_itself(project: Path) -> None:
    """Its settings need not say so: with a warning, it fails."""
    assert "strict" not in Path("mkdocs.yml").read_text("utf-8")
    template = Path("templates/pages/topic.md.jinja")
    template.write_text(template.read_text("utf-8") + "\n[dead](nowhere.md)\n", "utf-8")
    done = command("build", cwd=Path.cwd(), python=("-m", MODULE))
    assert done.code == 1
    assert "contains a link 'nowhere.md'" in done.err
    assert re.search(r"Aborted with \d+ warnings: a site is published only without any\.", done.out + done.err)


def test_a_placeholder_is_not_published(project: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything made for it, until somebody says that it is for trying; then the build says so, and each page."""
    refused = run("build")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines()[0] == (
        "mkdocs.yml:1:1: error[placeholder]: 'https://strategy.example.org/' is a placeholder, and every permanent link, citation and QR code "
        "would begin with it: set SITE_URL, or 'site_url' in this file, to the address that the site will have; "
        "to try the site before it has one, add --provisional"
    )
    assert run("build", "--edition").err == refused.err
    assert not Path("site").exists()
    assert not list(Path("build/docs").iterdir())
    tried = run("build", "--provisional")
    assert tried.code == 0
    assert (
        "Provisional: https://strategy.example.org/ is a placeholder, so permanent links lead nowhere yet, and the pages say so. "
        "Set SITE_URL before you publish."
    ) in tried.out.splitlines()
    word = re.compile(r"Provisional|provisional")
    shown = {path: word.search(path.read_text("utf-8")) for path in Path("site").rglob("*.html") if path.name != "card.html"}
    assert [path for path, found in shown.items() if not found and "has moved" not in path.read_text("utf-8")] == []
    monkeypatch.setenv("SITE_URL", "https://ostra.int/plan/")
    done = run("build")
    assert done.code == 0, done.err
    assert "rovisional" not in done.out
    assert [path for path in Path("site").rglob("*.html") if word.search(path.read_text("utf-8"))] == []


def test_overrides_call_no_methods_of_python() -> None:
    """Publishers with another template engine know filters and tests, and not the methods of Python's strings and lists."""
    for path in sorted((REPO / "site_overrides").rglob("*.html")):
        for tag in re.findall(r"\{[{%].*?[%}]\}", path.read_text("utf-8"), re.DOTALL):
            called = set(re.findall(r"\w+\.\w+(?=\()", re.sub(r"'[^']*'|\"[^\"]*\"", "''", tag)))
            assert {name for name in called if not name.startswith("parts.")} == set(), f"{path}: {tag}"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("site_url:", "site_uri:", "mkdocs.yml:1:1: error[no-site-url]: 'site_url' must be the address of the site, as in 'https://example.org/strategy/'"),
        (
            "https://strategy.example.org/",
            "https://[::1/",
            "mkdocs.yml:1:1: error[no-site-url]: 'site_url' must be the address of the site, as in 'https://example.org/strategy/'",
        ),
        ("theme: strategy", "theme: [", f"mkdocs.yml:1:1: error[yaml]: {NAME} encountered an error parsing the configuration file: "),
        ("theme: strategy", "theme: nothing", "mkdocs.yml:1:1: error[publisher]: Config value 'theme': Unrecognised theme name: 'nothing'."),
        (
            "extra:",
            "markdown_extensions: [attr_lust]\nextra:",
            "mkdocs.yml:1:1: error[publisher]: Config value 'markdown_extensions': Failed to load extension 'attr_lust'.",
        ),
    ],
)
def test_mistake_in_the_settings(old: str, new: str, problem: str, project: Path, run: Callable[..., Run]) -> None:
    settings = Path("mkdocs.yml")
    text = settings.read_text("utf-8")
    assert old in text
    settings.write_text(text.replace(old, new, 1), "utf-8")
    done = run("build", "--provisional")
    assert done.code == 1
    assert done.err.startswith(problem)
    assert not Path("site").exists()


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "8000", "localhost:http", ":8000"])
def test_an_address_where_nothing_can_be_served(address: str, run: Callable[..., Run]) -> None:
    done = run("serve", "--address", address)
    assert done.code == 2
    assert f"'{address}' is no address: write HOST:PORT with a port up to 65535, as in '127.0.0.1:8000'" in done.err


def test_no_settings(project: Path, run: Callable[..., Run]) -> None:
    done = run("build", "--provisional", "--config-file", "nothing.yml")
    assert done.err.startswith("nothing.yml:1:1: error[unreadable]: cannot be read (No such file or directory): name the settings with --config-file")
    assert done.code == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{{ nothing.at.all }}", "'nothing' is undefined"),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{% include 'nothing.html' %}", "'nothing.html' not found in search path"),
    ],
)
def test_mistake_in_an_override(line: str, problem: str, project: Path, run: Callable[..., Run]) -> None:
    override = Path("overrides/partials/footer.html")
    override.parent.mkdir(parents=True)
    override.write_text(f"{line}\n{(LOOK / 'partials/footer.html').read_text('utf-8')}", "utf-8")
    done = run("build", "--provisional")
    assert done.code == 1
    assert done.err.startswith(f"overrides/partials/footer.html:1:1: error[override]: {problem}")
    assert done.err.splitlines()[0].endswith(": correct this template of the theme or its overrides")
    assert not Path("site").exists()


@pytest.mark.parametrize(("tag", "theirs"), [("tg", "Search"), ("en-GB", "Search"), ("de-AT", "Suche")])
def test_any_language_can_be_published(tag: str, theirs: str, project: Path, run: Callable[..., Run]) -> None:
    """Pages say the language of the content; the theme's own words come in the nearest language that it has."""
    path = project / "strategy.yml"
    path.write_text(re.sub(r"(?m)^language: .*$", f"language: {tag}", path.read_text("utf-8")), "utf-8")
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    home = Path("site/index.html").read_text("utf-8")
    assert f'<html lang="{tag}"' in home
    assert f'for="search">{theirs}' in home


@pytest.mark.parametrize("base", ["", "https://git.example.org/edit/main/"])
def test_pages_lead_to_their_content_file_where_it_is_edited(base: str, project: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDIT_BASE", base)
    done = run("build", "--provisional")
    assert done.code == 0, done.err
    pages = [path for path in Path("build/docs").rglob("*.md") if path.read_text("utf-8").startswith("---")]
    assert len(pages) > 15
    for page in pages:
        name = page.relative_to("build/docs").with_suffix("").as_posix().removesuffix("index").rstrip("/")
        html = (Path("site") / name / "index.html").read_text("utf-8")
        file = re.search(r'<a [^>]*href="([^"]*)" rel="edit">', html)
        assert bool(file) == bool(base), name
        assert "content/" not in re.sub(r"<[^>]*>", "", html.split("<main")[1].split("</main>")[0]) or name == "about", name
        if file:
            assert file[1].startswith(base)
            assert Path(file[1].removeprefix(base)).exists()
