"""A site that lives below a path of its host, as in https://host/strategy/."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


class _Host(SimpleHTTPRequestHandler):
    """A static host: the page for a missing file is the site's own 404.html."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        data = Path(self.directory, "strategy", "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        pass


def test_everything_works_below_a_path(project: Path, run: Callable[..., Run], browser: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    host = tmp_path / "host"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(host)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    root = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("SITE_URL", f"{root}/strategy/")
    done = run("build", "--site-dir", host / "strategy")
    assert done.code == 0, done.err
    country = next(path.stem for path in sorted((project / "countries").glob("*.yml")))
    page = browser.new_page()
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((f"{root}/strategy/", "data:", "blob:")) else outside.append(request.url))
    page.on("response", lambda answer: outside.append(f"{answer.status} {answer.url}") if answer.status == 404 and "no-such-page" not in answer.url else None)
    page.goto(f"{root}/strategy/")
    page.click(f"a[href*='countries/{country}/'] >> visible=true >> nth=0")
    page.wait_for_url(f"{root}/strategy/countries/{country}/")
    assert page.locator("link[rel=canonical]").get_attribute("href") == f"{root}/strategy/countries/{country}/"
    page.fill("#search", "AIM1")
    page.wait_for_selector("#search-0")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}/strategy/objectives/clean-water/")
    page.goto(f"{root}/strategy/id/aim1/")
    page.wait_for_url(f"{root}/strategy/objectives/clean-water/")
    page.goto(f"{root}/strategy/deep/no-such-page/")
    assert page.locator("h1").inner_text() == "This page does not exist"
    page.click("main a >> text=Objectives")
    page.wait_for_url(f"{root}/strategy/objectives/")
    assert outside == []
    page.close()
    server.shutdown()
    thread.join()
    server.server_close()
