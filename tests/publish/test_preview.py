"""The live preview: an edit shows without a restart, and a mistake shows as a message while the last good site stays."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.publish.publisher import MODULE
from tests import pseudo
from tests.conftest import WAIT
from tests.print.test_briefs import text_of

SEA = Path("content/topics/sea.md")
TEMPLATE = Path("templates/pages/topic.md.jinja")


@dataclass(frozen=True)
class Preview:
    """A running preview of the project in the working folder."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def page(self, path: str) -> str:
        """A page as it is served now, '' while it is not."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=WAIT) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError):
            return ""

    def file(self, path: str) -> bytes:
        """A file as it is served now."""
        with urllib.request.urlopen(self.url + path, timeout=WAIT) as answer:
            return bytes(answer.read())

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + WAIT
        while not holds():
            assert self.process.poll() is None, f"the preview ended:\n{self.said()}"
            assert time.monotonic() < end, f"{what} did not come:\n{self.said()}"
            time.sleep(0.1)

    def shows(self, words: str, path: str = "context/sea/") -> None:
        """Waits until a page shows words."""
        self.wait(lambda: words in self.page(path), f"'{words}' on /{path}")

    def says(self, words: str) -> None:
        """Waits until the terminal shows words."""
        self.wait(lambda: words in self.said(), f"the message '{words}'")


def free_port() -> int:
    """A port that stays free until a server takes it: below those that the system gives to the other end of connections."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@contextlib.contextmanager
def previewed(folder: Path, log: Path, command: str = "builder") -> Iterator[Preview]:
    """`builder serve` of a project, or plain `mkdocs serve`, at a free port."""
    address = f"127.0.0.1:{free_port()}"
    arguments = {"builder": ["-m", "builder", "serve", "--address", address], "mkdocs": ["-m", MODULE, "serve", "--dev-addr", address]}[command]
    temporary = log.with_suffix(".tmp")
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "true"}
    if command == "builder":
        environment["PYTHONPATH"] = str(folder)
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, *arguments], cwd=folder, stdout=file, stderr=subprocess.STDOUT, env=environment)
    running = Preview(f"http://{address}/", log, process)
    try:
        running.shows("The sea is ")
        yield running
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(params=["builder", "mkdocs"])
def preview(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview of the project in the working folder."""
    with previewed(Path.cwd(), tmp_path / "log", request.param) as running:
        yield running


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_edits_show_and_mistakes_are_told(preview: Preview) -> None:
    preview.says("Serving on ")
    edit(SEA, "The sea is salt", "The sea is sweet")
    preview.shows("The sea is sweet")

    before = Path("build/docs/briefs/strategy.pdf").read_bytes()
    assert "The sea is salt" in text_of(before)
    assert "The sea is sweet" in text_of(preview.file("briefs/strategy.pdf"))  # set when it is asked for, and not before
    assert Path("build/docs/briefs/strategy.pdf").read_bytes() == before

    edit(TEMPLATE, "# {{ topic.title }}", "Before the title.\n\n# {{ topic.title }}")
    preview.shows("Before the title.")

    edit(Path("site_overrides/main.html"), "{% block extrahead %}", "{% block extrahead %}<!-- seen -->")
    preview.shows("<!-- seen -->")

    edit(SEA, "The sea is sweet", "The <b>sea</b> is bitter")
    preview.says("content/topics/sea.md:13:5: error[raw-html]: raw HTML ('<b>') is not allowed in prose")
    preview.says("The preview still shows the last good pages.")
    preview.shows("The sea is sweet")
    assert "Traceback" not in preview.said()

    edit(SEA, "The <b>sea</b> is bitter", "The sea is calm")
    preview.shows("The sea is calm")

    edit(TEMPLATE, "# {{ topic.title }}", "# {{ topic.nothing }}")
    preview.says("templates/pages/topic.md.jinja:")
    preview.says("has no attribute 'nothing': correct the name in the template")
    preview.shows("The sea is calm")
    edit(TEMPLATE, "# {{ topic.nothing }}", "# {{ topic.title }}")
    edit(SEA, "The sea is calm", "The sea is rough")
    preview.shows("The sea is rough")
    assert "Traceback" not in preview.said()


# --- mistakes while it runs ---------------------------------------------------------------------------

CONTENT, VARNHOLM, CLEAN = Path("content"), Path("content/countries/varnholm.yml"), Path("content/objectives/clean-water.yml")
DEEP = "*a " * 400 + "b" + " c*" * 400
LONG = VARNHOLM.with_name(f"{'o' * 240}.yml")


@contextlib.contextmanager
def changed(path: Path, old: str, new: str) -> Iterator[None]:
    """Changes a text, and takes that back."""
    before = path.read_bytes()
    edit(path, old, new)
    yield
    path.write_bytes(before)


@contextlib.contextmanager
def moved(path: Path, to: Path, instead: str | None = None) -> Iterator[None]:
    """Gives a file or a folder another name, with a file in its place or nothing, and takes that back."""
    path.rename(to)
    if instead is not None:
        path.write_text(instead, "utf-8")
    yield
    if instead is not None:
        path.unlink()
    to.rename(path)


MISTAKES: dict[str, tuple[Callable[[], contextlib.AbstractContextManager[None]], str]] = {
    "a tab in YAML": (lambda: changed(VARNHOLM, "\nname:", "\n\tname:"), "error[yaml]: a tab stands where YAML wants spaces"),
    "a country that is referred to is deleted": (lambda: moved(VARNHOLM, Path("varnholm.yml")), "there is no entry &#x27;VAR&#x27;"),
    "a topics folder replaced by a file": (lambda: moved(SEA.parent, Path("topics"), "a file"), "content/topics:1:1: error[unreadable]: is no folder"),
    "a content folder renamed for a moment": (lambda: moved(CONTENT, Path("away")), "this content folder does not exist"),
    "a content folder replaced by a file": (lambda: moved(CONTENT, Path("away"), "a file"), "this content folder does not exist"),
    "lines as words": (lambda: changed(CLEAN, "lines: 14-21", "lines: [a, b]"), "content/objectives/clean-water.yml:"),
    "emphases that are too deep": (lambda: changed(SEA, "says [the", f"{DEEP} says [the"), "error[prose-depth]"),
    "a name that is too long": (lambda: moved(VARNHOLM, LONG), "error[bad-file-name]"),
    "a broken template of pages": (lambda: changed(TEMPLATE, "# {{ topic.title }}", "# {{ topic.title"), "templates/pages/topic.md.jinja:"),
    "a broken template of the look": (lambda: changed(Path("site_overrides/main.html"), "{% block extrahead %}", "{% blok %}"), "error[override]"),
    "a name that a template of the look does not know": (
        lambda: changed(Path("site_overrides/main.html"), "{% block extrahead %}", "{% block extrahead %}{{ nothing.at.all }}"),
        "error[override]",
    ),
    "broken settings": (lambda: changed(Path("mkdocs.yml"), "theme: strategy", "theme: ["), "mkdocs.yml:1:1: error[publisher]"),
    "settings that are away": (lambda: moved(Path("mkdocs.yml"), Path("other.yml")), "error[publisher]"),
    "a theme that there is not": (lambda: changed(Path("mkdocs.yml"), "theme: strategy", "theme: nothing"), "Unrecognised theme name: &#x27;nothing&#x27;"),
}
ALERT = '<pre role="alert"'


@pytest.mark.parametrize("preview", ["builder"], indirect=True)
def test_mistakes_while_it_runs(preview: Preview) -> None:
    """It answers, shows the message on the page, and shows the mended page afterwards."""
    said = "The sea is salt"
    for number, (name, (mistake, message)) in enumerate(MISTAKES.items()):
        with mistake():
            preview.wait(lambda message=message: ALERT in (page := preview.page("context/sea/")) and message in page, f"{name}: '{message}'")  # type: ignore[misc]
            assert said in preview.page("context/sea/"), f"{name}: the last good page is gone"
            assert "The preview still shows the last good pages." in preview.page("")
        edit(SEA, said, f"The sea is mended {number}")
        said = f"The sea is mended {number}"
        preview.wait(lambda said=said: said in (page := preview.page("context/sea/")) and ALERT not in page, f"the mended page after {name}")  # type: ignore[misc]
    assert "Traceback" not in preview.said()


@pytest.mark.parametrize("preview", ["builder"], indirect=True)
def test_many_rapid_edits(preview: Preview) -> None:
    """Two hundred, each before the one before it could be shown, some of them mistakes: the last one is shown."""
    text = SEA.read_text("utf-8")
    for number in range(200):
        SEA.write_text(text.replace("The sea is salt", f"The <b>sea {number}" if number % 7 == 2 else f"The sea is salt {number}."), "utf-8")
        if number % 50 == 0:
            assert preview.page("context/sea/") != ""
        time.sleep(0.02)
    preview.wait(lambda: "The sea is salt 199." in (page := preview.page("context/sea/")) and ALERT not in page, "the last edit")
    assert "Traceback" not in preview.said()


# --- what somebody looks at ---------------------------------------------------------------------------


class Looked:
    """A page that is open, and that waits to hear when it is to be loaded again, as the publisher's script does."""

    def __init__(self, preview: Preview, path: str) -> None:
        self.preview, self.path = preview, path
        self.news = threading.Event()
        self.load()

    def load(self) -> str:
        """Loads the page, which waits from then on; gives its text."""
        self.news.clear()
        text = self.preview.page(self.path)
        found = re.search(r"livereload\((\d+), (\d+)\)", text)
        assert found
        threading.Thread(target=self._wait, args=found.groups(), daemon=True).start()
        time.sleep(0.3)
        return text

    def _wait(self, epoch: str, number: str) -> None:
        with contextlib.suppress(OSError):  # the end of the preview
            request = urllib.request.Request(f"{self.preview.url}livereload/{epoch}/{number}", headers={"Referer": self.preview.url + self.path})
            with urllib.request.urlopen(request, timeout=WAIT) as answer:
                if answer.read().decode() != epoch:
                    self.news.set()


def reloads(preview: Preview) -> int:
    return preview.said().count("Reloading browsers")


@pytest.mark.parametrize("preview", ["builder", "mkdocs"], indirect=True)
def test_the_page_that_is_open_shows_an_edit_before_the_others_are_made(preview: Preview) -> None:
    """It is loaded once more: the site has it as it was shown. Where an edit changes nothing on it, it is left alone; what is wrong is shown."""
    page, docs = Looked(preview, "context/sea/"), Path("build/docs/context/sea/index.md")
    for path, old, new in ((SEA, "The sea is salt", "The sea is sweet"), (TEMPLATE, "# {{ topic.title }}", "First.\n\n# {{ topic.title }}")):
        before, built = docs.read_bytes(), reloads(preview)
        edit(path, old, new)
        assert page.news.wait(WAIT)
        made = docs.read_bytes()
        assert new.partition("\n")[0] in page.load()
        assert made == before, "the page came with all the others"
        preview.wait(lambda built=built: reloads(preview) > built, "the whole site")  # type: ignore[misc]
        time.sleep(0.5)
        assert not page.news.is_set()
        assert new.partition("\n")[0] in docs.read_text("utf-8")

    built = reloads(preview)
    edit(VARNHOLM, "name: Varnholm", "name: Varnholm\n# a remark")
    preview.wait(lambda: reloads(preview) > built, "the next site")
    time.sleep(0.5)
    assert not page.news.is_set()

    edit(SEA, "The sea is sweet", "The <b>sea</b> is bitter")
    preview.wait(lambda: ALERT in preview.page("context/sea/"), "the message")
    assert page.news.wait(WAIT)
    assert "Traceback" not in preview.said()


def test_so_does_a_page_in_another_language(in_two_languages: Preview) -> None:
    preview, docs = in_two_languages, Path(f"build/{BELOW}docs/context/sea/index.md")
    page, home = Looked(preview, f"{BELOW}context/sea/"), Looked(preview, "")
    before = docs.read_bytes()
    edit(TEMPLATE, "# {{ topic.title }}", "First.\n\n# {{ topic.title }}")
    assert page.news.wait(WAIT)
    made = docs.read_bytes()
    assert "First." in page.load()
    assert made == before
    assert home.news.wait(WAIT)


# --- what nobody looks at -----------------------------------------------------------------------------


@pytest.fixture
def in_two_languages(project: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview of the project with a translation."""
    pseudo.translate(Path.cwd())
    with previewed(Path.cwd(), tmp_path / "log") as running:
        yield running


BELOW = f"{pseudo.LANGUAGE}/"


def test_a_translation_is_made_when_somebody_looks_at_it(in_two_languages: Preview) -> None:
    """And from then on with every edit; a mistake leaves the home page in the language of the content."""
    preview, home = in_two_languages, in_two_languages.page("")
    edit(TEMPLATE, "# {{ topic.title }}", "First.\n\n# {{ topic.title }}")
    preview.shows("First.")
    assert "First." not in preview.page(f"{BELOW}context/sea/")  # which has it made
    preview.shows("First.", f"{BELOW}context/sea/")
    edit(TEMPLATE, "First.", "Second.")
    preview.shows("Second.")
    assert "Second." in preview.page(f"{BELOW}context/sea/")
    with changed(SEA, "The sea is salt", "The <b>sea</b> is salt"):
        preview.wait(lambda: ALERT in preview.page(""), "the message")
        assert f"{home.partition('<title>')[2].partition('</title>')[0]}</title>" in preview.page("")
        assert "Second." in preview.page(f"{BELOW}context/sea/")
    preview.wait(lambda: ALERT not in preview.page(""), "the mended page")
    assert "Second." in preview.page(f"{BELOW}context/sea/")


def test_after_edits_all_that_is_asked_for_is_as_a_new_preview_has_it(in_two_languages: Preview, tmp_path: Path) -> None:
    """Pages, PDFs, and files for other tools, in all languages: though few of them were made anew."""
    preview = in_two_languages
    edit(VARNHOLM, "name: Varnholm", "name: Warnholm")
    preview.shows("Warnholm", "countries/varnholm/")
    edit(TEMPLATE, "# {{ topic.title }}", "First.\n\n# {{ topic.title }}")
    preview.shows("First.")
    edit(SEA, "The sea is salt", "The sea is sweet")
    preview.shows("The sea is sweet")
    preview.shows("Warnholm", f"{BELOW}countries/varnholm/")
    shutil.copytree(Path.cwd(), tmp_path / "again", ignore=shutil.ignore_patterns("build", "site"))
    with previewed(tmp_path / "again", tmp_path / "other log") as fresh:
        found = {}
        for language, docs in (("", "build/docs"), (BELOW, f"build/{BELOW}docs")):
            for path in sorted((tmp_path / "again" / docs).rglob("*.*")):
                name = path.relative_to(tmp_path / "again" / docs).as_posix().removesuffix(".txt" if path.name.endswith(".md.txt") else "index.md")
                for one in (preview, fresh):
                    found.setdefault(language + name, []).append(plain(one, language + name))
    assert len([name for name, (one, _) in found.items() if one]) > 500
    assert [name for name, (one, other) in found.items() if one != other] == []
    assert "Traceback" not in preview.said()


def plain(preview: Preview, name: str) -> bytes:
    """A file without what differs from preview to preview: its port, the script that waits for changes, and how large PDFs are that nobody has asked for.

    '' for one that becomes part of another.
    """
    try:
        data = preview.file(urllib.parse.quote(name))
    except urllib.error.HTTPError:
        return b""
    data = re.sub(rb"<script>[^<]*livereload.*?</script>", b"", data, flags=re.DOTALL)
    data = re.sub(rb"\d+ (?=KB|\xce\x9a\xce\x92)", b"", data)
    return data.replace(preview.url.removeprefix("http://").rstrip("/").encode(), b"here")
