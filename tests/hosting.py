"""A static host for the tests: folders served as the web serves them."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Host(SimpleHTTPRequestHandler):
    """A static host, quiet, that may send headers of its own and the site's page for what it does not have."""

    sent: tuple[tuple[str, str], ...] = ()
    missing: Path | None = None

    def end_headers(self) -> None:
        for name, value in self.sent:
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404 or self.missing is None:
            super().send_error(code, message, explain)
            return
        data = self.missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """A browser asks for many files at once, and several browsers may."""


@contextmanager
def hosted(folder: Path, *, missing: Path | None = None, sent: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """Serves a folder at a free port while in use; gives its address, without a slash at the end."""
    handler = type("Host", (_Host,), {"missing": missing, "sent": tuple(sent)})
    server = _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
