"""What a preview answers: this machine alone, nothing outside the site, and what is wrong on every page."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from builder.publish import preview, watching
from builder.publish.publisher import LiveReloadServer
from tests.conftest import WAIT


@dataclass
class Served:
    """A server of a site of one page, and what its builds did."""

    root: Path
    content: Path
    server: LiveReloadServer | None = None
    told: str = ""
    failed: list[Exception] = field(default_factory=list)
    anew: dict[str, bytes] = field(default_factory=dict)
    built: int = 0
    ended: int = 0
    build: Callable[[], None] = lambda: None
    ahead: Callable[[Collection[str]], dict[str, bytes]] = lambda _: {}

    def ask(self, path: str = "/plan/", **headers: str) -> tuple[int, dict[str, str], str]:
        assert self.server is not None
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=WAIT)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()

    def waits_for(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.05)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path / "site", tmp_path / "content")
    for folder in (found.root, found.content):
        folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (found.content / "a.md").write_text("a", "utf-8")
    (found.root / "index.html").write_text("<body>good</body>", "utf-8")
    (found.root / "data.json").write_text("{}", "utf-8")

    def build() -> None:
        found.built += 1
        found.build()

    def kept(publish: Callable[[], None]) -> None:
        publish()
        found.ended += 1

    found.server = server = LiveReloadServer(build, "127.0.0.1", 0, str(found.root), mount_path="/plan/")
    server.server_bind()
    server.server_bind = lambda: None  # type: ignore[method-assign] # the port is known now
    server.observer = watching.observer()  # type: ignore[assignment] # likewise in the plugin
    server.watch(str(found.content))
    preview.attach(
        server,
        lambda: found.told,
        lambda error, _said: found.failed.append(error),
        found.anew.get,
        lambda publish, _last: publish(),
        lambda open_: found.ahead(open_),
    )
    server.builder = partial(kept, server.builder)
    thread = threading.Thread(target=server.serve)
    thread.start()
    found.waits_for(lambda: server.observer.is_alive() and server.serve_thread.is_alive())
    yield found
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000", "127.0.0.2"])
def test_it_answers_to_this_machine(host: str, served: Served) -> None:
    status, headers, page = served.ask(Host=host)
    assert (status, "good" in page) == (200, True)
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example.org", "localhost.evil.example.org:8000", "127.0.0.1.nip.io", "192.0.2.1", "[", "127.0.0.1@evil.example.org:1"])
def test_it_answers_to_nobody_else(host: str, served: Served) -> None:
    """A page elsewhere, whose name was made to lead here, gets nothing."""
    status, _, page = served.ask(Host=host)
    assert (status, "good" in page) == (403, False)
    assert served.ask("/livereload/0/0", Host=host)[0] == 403


@pytest.mark.parametrize(
    ("served_at", "asked", "here"),
    [
        ("0.0.0.0", "192.0.2.7:8000", True),
        ("0.0.0.0", "localhost:8000", True),
        ("0.0.0.0", "evil.example.org", False),
        ("desk.example.org", "DESK.example.org:8000", True),
        ("desk.example.org", "evil.example.org", False),
        ("localhost", "127.0.0.1:8000", True),
        ("localhost", "192.0.2.7", False),
        ("::1", "[::1]:8000", True),
        ("127.0.0.1", "", True),
    ],
)
def test_who_serves_others_serves_them_by_address_or_the_name_that_was_given(served_at: str, asked: str, here: bool) -> None:
    assert preview._is_here(asked, served_at) is here


@pytest.mark.parametrize(
    "path",
    [
        "/plan/../secret.txt",
        "/plan/../../secret.txt",
        "/plan/%2e%2e/secret.txt",
        "/plan/..%2fsecret.txt",
        "/plan/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/plan//../secret.txt",
        "/plan/..%5csecret.txt",
        "/plan/..%5c..%5csecret.txt",
        "/plan/C:/secret.txt",
        "/plan/%00",
        "/plan/index.html%00.txt",
        "//secret.txt",
        "/secret.txt",
        "/plan/....//secret.txt",
        "/plan/%c0%ae%c0%ae/secret.txt",
        f"/plan/{'a' * 5000}",
    ],
)
def test_nothing_outside_the_site(path: str, served: Served) -> None:
    status, _, text = served.ask(path)
    assert status == 404
    assert "secret" not in text


def test_what_is_wrong_stands_on_every_page(served: Served) -> None:
    served.told = "a.md:1:1: error[x]: <script>alert(1)</script> & more"
    shown = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"
    status, headers, page = served.ask()
    assert status == 200
    assert page.index("good") < page.index(shown) < page.index("</body>")
    assert "<script>alert" not in page
    assert headers["Content-Length"] == str(len(page))
    assert shown in served.ask("/plan/none/")[2]
    assert served.ask("/plan/data.json")[2] == "{}"
    served.told = ""
    assert 'role="alert"' not in served.ask()[2]


def test_a_build_that_fails_leaves_the_last_good_site(served: Served) -> None:
    """And the server answers, also when the next one succeeds."""

    def fail() -> None:
        (served.root / "index.html").write_text("half", "utf-8")
        raise RuntimeError("no")

    def succeed() -> None:
        (served.root / "index.html").write_text("<body>mended</body>", "utf-8")

    for build, words, number in ((fail, "good", 1), (fail, "good", 2), (succeed, "mended", 3), (fail, "mended", 4)):
        served.build = build
        (served.content / "a.md").write_text(f"edit {number}", "utf-8")
        served.waits_for(lambda number=number: served.ended >= number)  # type: ignore[misc]
        assert words in served.ask()[2]
    assert list(map(str, served.failed)) == ["no"] * 3
    assert sorted(path.name for path in served.root.parent.iterdir()) == ["content", "secret.txt", "site"]


def test_what_was_away_is_watched_again(served: Served) -> None:
    """A folder that was renamed, or replaced by a file for a while: both times the site is built, and edits are seen afterwards."""
    away = served.content.with_name("away")
    for number in range(2):
        before = served.built
        served.content.rename(away)
        if number:
            served.content.write_text("a file", "utf-8")
        served.waits_for(lambda before=before: served.built > before)  # type: ignore[misc]
        time.sleep(3 * watching.PAUSE)
        before = served.built
        if number:
            served.content.unlink()
        away.rename(served.content)
        served.waits_for(lambda before=before: served.built > before)  # type: ignore[misc]
        time.sleep(3 * watching.PAUSE)
        before = served.built
        (served.content / "a.md").write_text(f"another edit {number}", "utf-8")
        served.waits_for(lambda before=before: served.built > before)  # type: ignore[misc]


def test_what_takes_long_is_made_when_somebody_asks_for_it(served: Served) -> None:
    served.anew["briefs/orr.pdf"] = b"%PDF"
    status, headers, text = served.ask("/plan/briefs/orr.pdf")
    assert (status, text) == (200, "%PDF")
    assert (headers["Content-Type"], headers["Content-Length"]) == ("application/pdf", "4")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert served.ask("/briefs/orr.pdf")[0] == 404
    assert served.ask("/plan/briefs/orr.pdf", Host="elsewhere.example")[0] == 403
    assert served.ask("/plan/data.json")[2] == "{}"


# --- which pages are loaded again, and when ---------------------------------------------------------


@dataclass
class Opened:
    """A page that a browser has open, and that waits to hear when it is to be loaded again, as the publisher's script does."""

    served: Served
    path: str
    loaded: int = 0
    """How often it has been loaded."""
    text: str = ""
    closed: bool = False

    def run(self) -> None:
        while not self.closed:
            self.text = self.served.ask(self.path)[2]
            self.loaded += 1
            found = re.search(r"livereload\((\d+), (\d+)\)", self.text)
            if not found:
                return
            news = found[1]
            while news == found[1] and not self.closed:
                news = self.served.ask(f"/livereload/{found[1]}/{found[2]}", Referer=f"http://localhost{self.path}")[2]


@pytest.fixture
def opened(served: Served) -> Iterator[Opened]:
    """The home page, open in a browser."""
    page = Opened(served, "/plan/")
    thread = threading.Thread(target=page.run, daemon=True)
    thread.start()
    served.waits_for(lambda: page.loaded == 1)
    time.sleep(0.2)  # until it waits
    yield page
    page.closed = True


def saves(served: Served, text: str, before: int) -> None:
    """Saves a file, and waits for the end of the build that follows."""
    (served.content / "a.md").write_text(text, "utf-8")
    served.waits_for(lambda: served.ended > before)


def test_the_page_that_is_open_is_shown_before_the_site_is_made(served: Served, opened: Opened) -> None:
    """It is asked for alone, and loaded once, if the site has it so; the last site is shown until there is another."""
    asked: list[set[str]] = []
    seen: list[tuple[int, str, str]] = []

    def ahead(paths: Collection[str]) -> dict[str, bytes]:
        asked.append(set(paths))
        return {"index.html": b"<body>edited</body>"}

    def build() -> None:
        served.waits_for(lambda: opened.loaded == 2)
        seen.append((opened.loaded, opened.text, served.ask("/plan/data.json")[2]))
        (served.root / "index.html").write_text("<body>edited</body>", "utf-8")
        (served.root / "data.json").write_text("{}", "utf-8")

    served.ahead, served.build = ahead, build
    saves(served, "edit", 0)
    assert asked == [{"index.html"}]
    assert [(loaded, "edited" in text, data) for loaded, text, data in seen] == [(2, True, "{}")]
    time.sleep(0.5)
    assert opened.loaded == 2


@pytest.mark.parametrize(
    ("made", "loaded"), [(b"<body>good</body>", 1), (b"<body>other</body>", 2), (b"", 2)], ids=["the page is as it was", "it is another", "it is gone"]
)
def test_a_page_is_loaded_again_if_it_would_be_another(served: Served, opened: Opened, made: bytes, loaded: int) -> None:
    """Not by being built anew, and not because something else has changed that nobody was given."""

    def build() -> None:
        if made:
            (served.root / "index.html").write_bytes(made)
        (served.root / "data.json").write_text("[]", "utf-8")

    served.build = build
    saves(served, "edit", 0)
    time.sleep(0.5)
    assert opened.loaded == loaded


@pytest.mark.parametrize("kind", ["a file", "a file that is made when somebody asks", "what is wrong", "more files than are compared"])
def test_a_page_is_loaded_again_if_something_else_was_given_that_may_be_another(served: Served, opened: Opened, kind: str) -> None:
    served.anew["search.js"] = b"words"
    page = (served.root / "index.html").read_bytes()
    for path in ("/plan/search.js",) if "asks" in kind else ("/plan/data.json",) if kind == "a file" else ():
        served.ask(path)
    for number in range(300 if "more" in kind else 0):
        served.ask(f"/plan/none/{number}.svg")

    def build() -> None:
        (served.root / "index.html").write_bytes(page)
        (served.root / "data.json").write_text("[]" if kind == "a file" else "{}", "utf-8")
        served.told = "wrong" if kind == "what is wrong" else ""

    served.build = build
    saves(served, "edit", 0)
    served.waits_for(lambda: opened.loaded == 2)
    saves(served, "another", 1)
    time.sleep(0.5)
    assert opened.loaded == 2


def test_what_was_shown_ahead_goes_if_the_site_cannot_be_made(served: Served, opened: Opened) -> None:
    def fail() -> None:
        served.told = "no"
        raise RuntimeError("no")

    served.ahead = lambda _: {"index.html": b"<body>edited</body>", "gone/index.html": b"<body>a page that the site does not have</body>"}
    served.build = fail
    saves(served, "edit", 0)
    served.waits_for(lambda: opened.loaded == 3)
    assert ("good" in opened.text, "no" in opened.text) == (True, True)
    assert list(map(str, served.failed)) == ["no"]
    assert not (served.root / "gone").exists()


def test_a_build_is_given_up_for_the_next_one(served: Served, opened: Opened) -> None:
    """What was shown ahead stays, nothing is told, and the next build follows."""
    assert served.server is not None
    server = served.server
    stages: list[str] = []

    def build() -> None:
        (served.root / "index.html").write_text("half", "utf-8")
        if not stages:
            stages.append("first")
            (served.content / "a.md").write_text("another edit", "utf-8")
            served.waits_for(lambda: watching.changed(server))
            raise preview.Outdated
        stages.append("second")
        (served.root / "index.html").write_text(f"<body>{(served.content / 'a.md').read_text('utf-8')}</body>", "utf-8")

    served.ahead = lambda _: {"index.html": f"<body>ahead of {len(stages)}</body>".encode()}
    served.build = build
    saves(served, "edit", 1)
    served.waits_for(lambda: "another edit" in opened.text)
    assert (stages, served.failed) == (["first", "second"], [])
    assert "half" not in opened.text


def test_what_builds_leave_is_freed_when_no_other_waits(served: Served, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    monkeypatch.setattr(preview.gc, "collect", lambda: freed.append(opened.loaded))

    def build() -> None:
        (served.root / "index.html").write_text("<body>other</body>", "utf-8")

    served.build = build
    saves(served, "edit", 0)
    served.waits_for(lambda: bool(freed))
    assert freed[0] == 2  # it takes a while, and the page comes first


@pytest.mark.parametrize("referer", ["http://[", "", "http://localhost/%00", "http://localhost/../../etc/"])
def test_whatever_a_page_calls_itself(served: Served, opened: Opened, referer: str) -> None:
    """A page is what its site has; all else is open nowhere."""
    asked: list[set[str]] = []

    def ahead(paths: Collection[str]) -> dict[str, bytes]:
        asked.append(set(paths))
        return {}

    served.ahead, served.build = ahead, lambda: (served.root / "index.html").write_text("<body>good</body>", "utf-8") and None
    threading.Thread(target=served.ask, args=("/livereload/99999999999/1",), kwargs={"Referer": referer}, daemon=True).start()
    time.sleep(0.2)
    saves(served, "edit", 0)
    assert "index.html" in asked[0]
    assert not any(".." in path for path in asked[0])
