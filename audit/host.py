"""A built site as a host would serve it, and the browser to look at it with, for the audits and for comparisons."""

from __future__ import annotations

import functools
import gzip
import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


@functools.cache
def compressed(path: Path) -> bytes:
    """A file as it goes over the wire; kept, so that the host takes no time from the page that is measured."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Host(SimpleHTTPRequestHandler):
    """A static host that compresses text and sends the headers that the site asks for."""

    protocol_version = "HTTP/1.1"
    sent: tuple[tuple[str, str], ...] = ()

    def send_head(self) -> io.BytesIO | Any:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file() or path.suffix not in TEXT:
            return super().send_head()
        data = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def end_headers(self) -> None:
        for name, value in self.sent:
            self.send_header(name, value)
        self.send_header("Cache-Control", "public, max-age=31536000")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        pass


def policy(folder: Path) -> tuple[tuple[str, str], ...]:
    """The headers for every path, from the site's `_headers`."""
    lines = (folder / "_headers").read_text("utf-8").splitlines()
    pairs = (line.strip().split(": ", 1) for line in lines[1 : lines.index("")])
    return tuple((name, value) for name, value in pairs)


@contextmanager
def hosted(folder: Path = SITE) -> Iterator[str]:
    """Serves a site at a free port while in use; gives its address."""
    handler = type("Sending", (Host,), {"sent": policy(folder)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def browser() -> str:
    """The path of Chromium. Ends the program if there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        raise SystemExit("Chromium is missing: install it (`apt-get install chromium`), or set CHROMIUM to its path.")
    return found
