"""A live preview beyond what the publisher's server does: whatever is wrong is told on the pages, and the last good ones stay until it is mended.

The publisher's server answers nobody any more once a build has failed, has its site half built then, and forgets a folder that was away for a moment.
It also answers under any name, so a page elsewhere could have its own name lead here, and read what is not published yet (DNS rebinding).
"""

from __future__ import annotations

import gc
import html
import ipaddress
import mimetypes
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import FileWrapper

from builder.problems import visible
from builder.publish import mkdocs, output, watching
from builder.publish.browsers import App, Browsers, path_of
from builder.publish.publisher import LiveReloadServer

__all__ = ["Outdated", "attach"]

QUIET = 0.02
"""Seconds without a change after which a build begins: what saves a file may do so in pieces."""
_NO_PATH = re.compile(r"[\\\0]|(?:^|/)[A-Za-z]:")
"""What leads out of a folder on some system, or is no name on any."""
_STYLE = (
    "position:fixed;inset:auto 0 0;z-index:99;max-height:50vh;overflow:auto;margin:0;padding:1rem;"
    "background:#7a0010;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere;direction:ltr;text-align:left"
)


class Outdated(BaseException):
    """A build is given up for the next one. This is no mistake, so nobody who looks for mistakes takes it for one."""


def attach(
    server: LiveReloadServer,
    told: Callable[[], str],
    failed: Callable[[Exception, list[str]], None],
    anew: Callable[[str], bytes | None],
    built: Callable[[Callable[[], None], Path], None],
    ahead: Callable[[Collection[str]], Mapping[str, bytes]],
) -> None:
    """Makes a server, before it serves, do what this module promises.

    `told` gives what is wrong now, '' for nothing; `failed` hears of a build that failed, why, and what the publisher has said of that;
    `anew` gives files that are made when somebody asks for them, by their path on the site, and none for others;
    `built` calls what builds the site, while the last one lies in another folder;
    `ahead` gives what has changed of pages that somebody has open, by their files in the site, before the others are made.
    """
    host = str(server.server_address[0])
    browsers = Browsers(server, told)
    server.set_app(_for_this_machine(_with_message(_made_when_asked_for(browsers, server, anew), told), host))
    server.builder = _Builds(server, browsers, partial(built, server.builder), failed, ahead)
    server.build_delay = QUIET
    watching.keep_watching(server)


# --- what is answered -------------------------------------------------------------------------------


def _for_this_machine(app: App, host: str) -> App:
    """Answers only who asks for the machine by its address, or by the name that it is served under; no page elsewhere may show what it gives."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("HTTP_HOST", "")
        if not _is_here(asked, host):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"This is a preview on somebody's own machine. It was asked for as '{visible(asked)[:100]}', and answers to '{host}' alone.\n".encode()]
        if _NO_PATH.search(environ.get("PATH_INFO", "")):
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"There is no such file.\n"]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Content-Type-Options", "nosniff")], *more)

        return app(environ, start)

    return answer


def _made_when_asked_for(browsers: Browsers, server: LiveReloadServer, anew: Callable[[str], bytes | None]) -> App:
    """Gives the files of the site; makes one anew before, if it is one of those that take long."""
    above, app = server.mount_path, browsers.app(server.serve_request)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = path_of(environ)
        data = anew(path.removeprefix(above)) if path.startswith(above) else None
        if data is None:
            return app(environ, start_response)
        browsers.gave(path.removeprefix(above))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))])
        return [data]

    return answer


def _is_here(asked: str, host: str) -> bool:
    """Whether a `Host` header names this machine: nobody can have an address of numbers lead elsewhere, but everybody a name."""
    try:
        name = urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        return False
    if name in ("", "localhost", host.lower()):
        return True
    served, wanted = _address(host), _address(name)
    return wanted is not None and (wanted.is_loopback or not (host == "localhost" or (served is not None and served.is_loopback)))


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _with_message(app: App, told: Callable[[], str]) -> App:
    """Shows what is wrong at the foot of each page."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        result = app(environ, lambda *arguments: begun.extend(arguments))
        status, headers = begun[:2]
        text = told()
        if not (text and any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)):
            start_response(status, headers)
            return result
        page = b"".join(result)
        if isinstance(result, FileWrapper):
            result.close()
        at = page.rfind(b"</body>")
        message = f'<pre role="alert" style="{_STYLE}">{html.escape(text)}</pre>'.encode()
        page = page[:at] + message + page[at:] if at >= 0 else page + message
        start_response(status, [(name, value) for name, value in headers if name.lower() != "content-length"])
        return [page]

    return answer


# --- what is built ----------------------------------------------------------------------------------


class _Builds:
    """Builds that show the pages that are open before they make the others, and the last site meanwhile.

    After a failure, the site is as it was; the server goes on, and hears of none. So it does after a build that is `Outdated`, but for those pages.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        browsers: Browsers,
        build: Callable[[Path], None],
        failed: Callable[[Exception, list[str]], None],
        ahead: Callable[[Collection[str]], Mapping[str, bytes]],
    ) -> None:
        self._server, self._browsers, self._build, self._failed, self._ahead = server, browsers, build, failed, ahead
        self._site = Path(server.root)
        self._left = ExitStack()
        """What an outdated build has left: there is no time to remove it before the next one has shown something."""

    def __call__(self) -> None:
        """Builds once."""
        self._browsers.go_on()
        with suppress(Outdated):
            former = _put({self._site / name: data for name, data in self._ahead(self._browsers.open).items()})
            self._browsers.look_again()
            _apart(self._left.close)
            self._build_all(former)
            self._browsers.look_again()
            if not watching.changed(self._server):
                _apart(gc.collect)  # what builds leave in circles: Python looks for that too seldom for what runs all day (`__main__`)

    def _build_all(self, former: Mapping[Path, bytes]) -> None:
        """Builds the whole site; `former` is what pages held before they were shown. Raises `Outdated`."""
        with self._browsers.moving:
            last, put_back = self._left.enter_context(output.set_aside(self._site))
            self._server.root = str(last)
        with mkdocs.heard() as said:
            try:
                self._build(last)
            except Outdated:
                self._end(put_back)
                raise
            except Exception as error:
                self._end(put_back, former)
                self._failed(error, said)
            except BaseException:
                self._left.close()
                raise
            else:
                self._end()
        _apart(self._left.close)

    def _end(self, put_back: Callable[[], None] | None = None, former: Mapping[Path, bytes] | None = None) -> None:
        """Gives the files of the new site from now on, or those of the last one again, with pages as they were."""
        with self._browsers.moving:
            if put_back:
                put_back()
            _put(former or {})
            self._server.root = str(self._site)


def _apart(call: Callable[[], object]) -> None:
    """Has something done that takes a signal for a mistake, or swallows it: signals are for the main thread, which waits here and hears of them."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def _put(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Puts files of the site in the place of others, where there are some; gives what these held."""
    former = {path: path.read_bytes() for path in files if path.is_file()}
    for path in former:
        output.write_file(path, files[path])
    return former
