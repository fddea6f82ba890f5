"""What browsers show of a preview, and when they load it again: when what they were given is no longer what they would be given, and only then.

The publisher's server lets everybody wait while a site is made, and has all pages loaded again after, whatever has changed. Here, the last site is
shown meanwhile, so that whoever edits sees the page that is open before all others are made, and is not disturbed where nothing has changed.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from builder.publish.publisher import LiveReloadServer

__all__ = ["Browsers", "path_of"]

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LOADING = 0.5
"""Seconds that pages are given at most to be loaded, before the machine is busy again."""
MANY = 200
"""Files, of which more are not compared one by one: somebody has a whole site read, and pages are loaded again after every build."""
_WAITING = re.compile(r"/livereload/[0-9]+/[0-9]+")
"""What a page asks for to hear when it is to be loaded again; the answer comes then."""


def path_of(environ: Mapping[str, Any]) -> str:
    """The path that a request asks for, as WSGI hands it over (PEP 3333)."""
    return str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "ignore")


class Browsers:
    """The browsers that a server talks to. Files are named by their paths in the site."""

    def __init__(self, server: LiveReloadServer, told: Callable[[], str]) -> None:
        self._server, self._told = server, told
        self._given: dict[str, str] = {}
        """What was given of each file, in short."""
        self._open = Counter[str]()
        """The pages that wait to hear when they are to be loaded again."""
        self._arrived = threading.Condition()
        self._arrivals = 0
        self.moving = threading.Lock()
        """Held by whoever gives a file of the site, and by whoever moves the site."""

    # --- what is asked for --------------------------------------------------------------------------

    def app(self, app: App) -> App:
        """Answers as a server of the site does, and notes what it gives."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = path_of(environ)
            if _WAITING.fullmatch(path):
                with self._waits(self._file(_path(environ.get("HTTP_REFERER", "")))):
                    return app(environ, start_response)
            with self.moving:
                file = self._file(path)
                self._given[file] = self._state(file) if len(self._given) < MANY or file in self._given else ""
                return app(environ, start_response)

        return answer

    def gave(self, path: str) -> None:
        """Notes that a file was given which is made when somebody asks: after the next build, it is taken for another one."""
        with self.moving:
            self._given[path] = ""

    @contextmanager
    def _waits(self, file: str) -> Iterator[None]:
        """Counts a page as open as long as it waits."""
        with self._arrived:
            self._open[file] += 1
            self._arrivals += 1
            self._arrived.notify_all()
        try:
            yield
        finally:
            with self._arrived:
                self._open[file] -= 1
                self._open += Counter()  # without those that are closed

    def _file(self, path: str) -> str:
        """The file that an address leads to; what leads nowhere is no file either."""
        name = path.removeprefix(self._server.mount_path)
        return posixpath.normpath("/" + name + "index.html" * (not name or name.endswith("/"))).lstrip("/")

    def _state(self, file: str) -> str:
        """What would be given of a file now, in short: with what is told on each page."""
        try:
            data = Path(self._server.root, file).read_bytes()
        except OSError:
            data = b""
        return hashlib.sha256(data).hexdigest() + self._told() * file.endswith(".html")

    # --- what is given ------------------------------------------------------------------------------

    @property
    def open(self) -> frozenset[str]:
        """The pages that somebody looks at."""
        with self._arrived:
            return frozenset(self._open)

    def go_on(self) -> None:
        """Gives what there is while a site is made, instead of letting everybody wait for it."""
        server = self._server
        with server._epoch_cond:
            server._wanted_epoch = server._visible_epoch
            server._epoch_cond.notify_all()

    def look_again(self) -> None:
        """Has pages loaded again if anything that was given is different now, and waits until they are."""
        with self.moving:
            changed = any(self._state(file) != state for file, state in self._given.items())
            if not changed:
                return
            self._given = {}  # all is asked for anew
        server = self._server
        with self._arrived:
            expected = self._arrivals + self._open.total()
        with server._epoch_cond:
            server._visible_epoch += 1
            server._wanted_epoch = server._visible_epoch
            server._epoch_cond.notify_all()
        with self._arrived:
            self._arrived.wait_for(lambda: self._arrivals >= expected, timeout=LOADING)


def _path(address: str) -> str:
    """The path of an address as somebody may send it, decoded; '' for what is none."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""
