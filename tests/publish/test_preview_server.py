"""What a preview answers: this machine alone, nothing outside the site, and what is wrong on every page."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from builder.publish import preview
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
    build: Callable[[], None] = lambda: None

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

    found.server = server = LiveReloadServer(build, "127.0.0.1", 0, str(found.root), mount_path="/plan/")
    server.server_bind()
    server.server_bind = lambda: None  # type: ignore[method-assign] # the port is known now
    server.watch(str(found.content))
    preview.attach(server, lambda: found.told, lambda error, _said: found.failed.append(error), found.anew.get, lambda publish, _last: publish())
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
        served.waits_for(lambda number=number: served.built >= number)  # type: ignore[misc]
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
        time.sleep(3 * preview.PAUSE)
        before = served.built
        if number:
            served.content.unlink()
        away.rename(served.content)
        served.waits_for(lambda before=before: served.built > before)  # type: ignore[misc]
        time.sleep(3 * preview.PAUSE)
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
