"""Fixtures that all tests share.

The sites of two invented strategies, of a whole region (`coast_…`, `site`) and of a small one with titles that look like markup (`small_…`), are
each built once in a test run, also when several workers run it. Nothing here reads `content/`: what must hold of the strategy there is tested
beside it, in `content/tests/`.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from markdown import Markdown

from builder import cli, reading, resources
from builder.model.strategy import Strategy
from builder.print.briefs import Memory
from tests import chromium, coast, compiled, printed
from tests.hosting import hosted
from tests.subjects import Subjects

os.environ.update(LANGUAGE="", LC_ALL="C.UTF-8")  # messages are in English, whatever the person's language is
compiled.keep()
if os.environ.get("HYPOTHESIS_PROFILE") != "mutants":  # a mutant is to make its own mistakes
    printed.keep()
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=15)
settings.register_profile("hunt", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

REPO = Path(__file__).resolve().parent.parent
SMALL = REPO / "tests/small"
PROJECT = ("builder", "templates", "site_overrides", "assets")
"""What a build needs besides content and settings."""
WAIT = 300
"""Seconds after which waiting for a build or a server is given up; generous, since machines differ."""
BROWSER_WAIT = 100
"""The same for what happens on a page."""


LONG = (
    *("tests/site/test_anybodys", "tests/site/test_every_page", "content/tests/test_briefs", "content/tests/test_pages", "tests/test_recipes"),
    *("tests/publish/test_two_builds", "tests/print/test_briefs", "tests/exports/test_any_text", "tests/test_tutorial", "tests/publish/test_output"),
    *(
        "tests/publish/test_hostile",
        "tests/publish/test_policy",
        "tests/publish/test_preview",
        "tests/publish/test_frozen",
        "tests/test_installed",
        "tests/compare/test_compare",
    ),
)
"""Modules with tests that take long: they come first, so that no worker is left with one when the others have ended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((at for at, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG)))


@dataclass(frozen=True)
class Run:
    """What a command gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Site:
    """A published site, its docs folder, and where it is served."""

    folder: Path
    docs: Path
    url: str = ""

    @property
    def pages(self) -> list[Path]:
        """Its HTML files, relative to its folder."""
        return sorted(path.relative_to(self.folder) for path in self.folder.rglob("*.html"))


# --- commands -----------------------------------------------------------------------------------


def command(*arguments: object, cwd: Path = REPO, env: dict[str, str] | None = None, python: tuple[str, ...] = ("-m", "builder")) -> Run:
    """Runs the builder (or another Python module) as a person would."""
    environment = {**os.environ, "PYTHONPATH": str(cwd if (cwd / "builder").is_dir() else REPO), **(env or {})}
    done = subprocess.run(
        [sys.executable, *python, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Runs the builder inside the test process, and listens whether it says anything that no other language could."""
    from tests import heard  # which imports what imports this

    listener = heard.Listener()
    monkeypatch.setattr(cli, "language_of_person", lambda _: listener)

    def call(*arguments: object) -> Run:
        capsys.readouterr()
        try:
            code = cli.main(list(map(str, arguments)))
        except SystemExit as exit_:  # from the argument parser
            code = int(exit_.code or 0)
        captured = capsys.readouterr()
        assert listener.left() == [], "English that is in no catalogue of messages: put it into a Phrase, and run 'make words'"
        listener.heard.clear()
        return Run(code, captured.out, captured.err)

    return call


@pytest.fixture
def set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds in the test process set all briefs and pictures, those too that other tests have set before; see `tests.printed`."""
    monkeypatch.setattr(Memory, "recall", printed.RECALL)


# --- strategies ---------------------------------------------------------------------------------


def copy_project(folder: Path, content: Path, names: tuple[str, ...]) -> Path:
    """A fresh copy of parts of the project in a folder, with the content given and the builder's own settings; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (REPO / name for name in names):
        if source.is_dir():
            shutil.copytree(source, folder / source.name)  # with what Python has compiled, which is as old as its source
        elif source.exists():
            shutil.copy(source, folder)
    shutil.copytree(content, folder / "content")
    shutil.copy(resources.SETTINGS, folder)
    (folder / "build/docs").mkdir(parents=True)
    return folder


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small strategy's content, with the templates, in a folder which is the working folder; to be changed at will."""
    return _enter(copy_project(tmp_path / "project", SMALL / "content", ("templates",)), monkeypatch)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a whole copy of the project, which can publish it."""
    return _enter(copy_project(tmp_path / "project", SMALL / "content", PROJECT), monkeypatch)


def _enter(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a copy of the project the working folder, and its templates those of the builder; gives the content folder."""
    monkeypatch.setattr(resources, "TEMPLATES", project / "templates")
    monkeypatch.chdir(project)
    return Path("content")


@pytest.fixture(scope="session")
def coast_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content folder of the invented strategy of a whole region; not to be changed."""
    return coast.write(tmp_path_factory.mktemp("coast") / "content")


@pytest.fixture(scope="session")
def coast_strategy(coast_content: Path) -> Strategy:
    """The invented strategy of a whole region, linked."""
    return reading.read(coast_content)


@pytest.fixture(scope="session")
def subjects(coast_strategy: Strategy) -> Subjects:
    """Its entries that tests of its site visit."""
    return Subjects(coast_strategy)


@pytest.fixture(scope="session")
def small_strategy() -> Strategy:
    """The small strategy, linked."""
    return reading.read(SMALL / "content")


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Run]) -> Path:
    """A folder that `build` fills, by whichever worker comes first; the others wait for it."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, result = root / name, root / f"{name}.result"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + WAIT
        while not result.exists() and time.monotonic() < end:
            time.sleep(0.05)
    else:
        done = build(folder)
        part = result.with_suffix(".part")
        part.write_text("" if done.code == 0 else f"{done.out}\n{done.err}", "utf-8")
        part.replace(result)
    said = result.read_text("utf-8") if result.exists() else "the worker that builds it did not finish"
    if said:
        pytest.fail(f"The {name} could not be built:\n{said}")
    return folder


def built(factory: pytest.TempPathFactory, name: str, content: Path, installed: Path) -> Site:
    """The site of a strategy, built once in a test run as people do: by the builder installed from its wheel, in a folder outside the checkout."""

    def build(folder: Path) -> Run:
        shutil.copytree(content, folder / "content", ignore=shutil.ignore_patterns("tests"))
        for beside in (content.parent / name for name in ("mkdocs.yml", "overrides", "editions")):
            if beside.exists():
                (shutil.copytree if beside.is_dir() else shutil.copy)(beside, folder / beside.name)
        return command("build", "--provisional", "--docs-dir", "docs", cwd=folder, env={"PYTHONPATH": str(installed)})

    folder = built_once(factory, f"{name}-site", build)
    return Site(folder / "site", folder / "docs")


@pytest.fixture(scope="session")
def coast_build(tmp_path_factory: pytest.TempPathFactory, coast_content: Path, installed: Path) -> Site:
    """The site of the strategy of a whole region, built once in a test run."""
    return built(tmp_path_factory, "coast", coast_content, installed)


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small strategy's site, built once in a test run in the checkout, with its own settings."""

    def build(folder: Path) -> Run:
        return command("build", "--provisional", "--content", SMALL / "content", "--docs-dir", folder / "docs", "--site-dir", folder / "site")

    folder = built_once(tmp_path_factory, "small-site", build)
    return Site(folder / "site", folder / "docs")


@pytest.fixture(scope="session")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small strategy in its language and two others, of which one runs from right to left; in the other, a text is not translated, and another stale.

    It has a style sheet and a script of its own, and replaces a style sheet of the look.
    """
    import polib

    from tests import pseudo

    def build(folder: Path) -> Run:
        shutil.copytree(SMALL / "content", folder / "content")
        settings = (SMALL / "mkdocs.yml").read_text("utf-8").replace("https://ostra.example.org/plan/", "https://strategy.example.org/")
        (folder / "mkdocs.yml").write_text(f"{settings}extra_css: [assets/mine.css]\nextra_javascript: [assets/mine.js]\n", "utf-8")
        (folder / "overrides/assets").mkdir(parents=True)
        (folder / "overrides/assets/mine.css").write_text("main { --mine: 1; }\n", "utf-8")
        (folder / "overrides/assets/mine.js").write_text('"use strict";\n', "utf-8")
        look = (REPO / "site_overrides/assets/strategy.css").read_text("utf-8")
        (folder / "overrides/assets/strategy.css").write_text(f"{look}\nmain {{ --theirs: 1; }}\n", "utf-8")
        pseudo.translate(folder)
        pseudo.translate(folder, pseudo.MIRRORED, pseudo.mirrored)
        catalogue = polib.pofile(str(folder / f"content/translations/{pseudo.LANGUAGE}.po"), wrapwidth=100)
        catalogue.find("AIM1/summary", by="msgctxt").msgstr = ""
        catalogue.find("AIM1/title", by="msgctxt").flags.append("fuzzy")
        catalogue.save()
        return command("build", "--provisional", "--docs-dir", "build/docs", cwd=folder)

    folder = built_once(tmp_path_factory, "translated-site", build)
    return Site(folder / "site", folder / "build/docs")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of the project is installed, and nothing else; made without network, once in a test run."""

    def build(folder: Path) -> Run:
        wheel = ("wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder / "wheel", REPO)
        done = command(*wheel, cwd=folder, python=("-m", "pip", "--disable-pip-version-check"))
        if done.code:
            return done
        install = ("install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", folder / "packages", *(folder / "wheel").iterdir())
        return command(*install, cwd=folder, python=("-m", "pip", "--disable-pip-version-check"))

    return built_once(tmp_path_factory, "wheel", build) / "packages"


# --- the rendered page --------------------------------------------------------------------------


@functools.cache
def markdown_converter() -> Callable[[str], str]:
    """Markdown → HTML, as MkDocs does it with the project's own settings."""
    from builder.publish import shared
    from builder.publish.publisher import load_config

    config = load_config(config_file=str(resources.SETTINGS), docs_dir=str(SMALL / "content"))
    shared.apply(config)
    converter = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def convert(text: str) -> str:
        converter.reset()
        return converter.convert(text)

    return convert


# --- the site in a browser ----------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(coast_build: Site) -> Iterator[Site]:
    """The site of the strategy of a whole region, served at a free port."""
    with hosted(coast_build.folder) as url:
        yield Site(coast_build.folder, coast_build.docs, url)


@functools.cache
def _chromium() -> tuple[Any, Any]:
    """Playwright and a headless Chromium: one in a process, also for tests that take the fixture from elsewhere."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=BROWSER_WAIT * 1000)
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=chromium.path(), args=[*chromium.FLAGS])


def pytest_unconfigure() -> None:
    """Ends it."""
    if _chromium.cache_info().currsize:
        playwright, browser = _chromium()
        browser.close()
        playwright.stop()


@pytest.fixture(scope="session")
def browser() -> Any:
    """A headless Chromium."""
    return _chromium()[1]


@pytest.fixture
def window(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens an empty page with the given settings of the browser, such as `viewport`, in a context of its own."""
    contexts = []

    def make(**settings: Any) -> Any:
        context = browser.new_context(**settings)
        context.set_default_timeout(BROWSER_WAIT * 1000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def tab(window: Callable[..., Any], site: Site, subjects: Subjects) -> Callable[..., Any]:
    """The same for pages of the site ('/' is its home); an address may name entries in braces ('/{country}', see `Subjects.address`)."""

    def make(**settings: Any) -> Any:
        opened = window(base_url=site.url, **settings)
        go = opened.goto
        opened.goto = lambda address, **more: go(subjects.address(address), **more)
        return opened

    return make


def watched(page: Any, url: str) -> list[str]:
    """A list that takes up every error that a page logs, every request that fails, and every one to another host than that of an address."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: faults.append(f"{page.url}: failed {request.url}") if "ERR_ABORTED" not in (request.failure or "") else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith((url + "/", "data:", "blob:")) else faults.append(f"{page.url}: foreign {request.url}"),
    )
    return faults


@pytest.fixture
def page(tab: Callable[..., Any], site: Site) -> Iterator[Any]:
    """A page of the site. The test fails if it logs an error or asks another host for anything."""
    opened = tab(viewport={"width": 1280, "height": 900})
    faults = watched(opened, site.url)
    yield opened
    opened.close()
    assert faults == []


def settled(page: Any) -> None:
    """Waits until a page that has loaded has its fonts, is painted, and has nothing more to do: what it fetches by itself has been asked for."""
    page.evaluate(
        "document.body.getBoundingClientRect() && document.fonts.ready.then(() => "
        "new Promise(done => requestAnimationFrame(() => requestIdleCallback(done, {timeout: 2000}))))"
    )
