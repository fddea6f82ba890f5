"""A live preview beyond what the publisher's server does: whatever is wrong is told on the pages, and the last good ones stay until it is mended.

The publisher's server answers nobody any more once a build has failed, has its site half built then, and forgets a folder that was away for a moment.
It also answers under any name, so a page elsewhere could have its own name lead here, and read what is not published yet (DNS rebinding).
"""

from __future__ import annotations

import contextlib
import html
import ipaddress
import mimetypes
import re
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import FileWrapper

from watchdog.events import FileDeletedEvent, FileModifiedEvent

from builder.problems import visible
from builder.publish import mkdocs, output
from builder.publish.publisher import LiveReloadServer

__all__ = ["attach", "build_again"]

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PAUSE = 0.2
"""Seconds between looks at what is watched."""
_NO_PATH = re.compile(r"[\\\0]|(?:^|/)[A-Za-z]:")
"""What leads out of a folder on some system, or is no name on any."""
_STYLE = (
    "position:fixed;inset:auto 0 0;z-index:99;max-height:50vh;overflow:auto;margin:0;padding:1rem;"
    "background:#7a0010;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere;direction:ltr;text-align:left"
)


def attach(
    server: LiveReloadServer,
    told: Callable[[], str],
    failed: Callable[[Exception, list[str]], None],
    anew: Callable[[str], bytes | None],
    built: Callable[[Callable[[], None], Path], None],
) -> None:
    """Makes a server, before it serves, do what this module promises.

    `told` gives what is wrong now, '' for nothing; `failed` hears of a build that failed, why, and what the publisher has said of that;
    `anew` gives files that are made when somebody asks for them, by their path on the site, and none for others;
    `built` calls what builds the site, while the last one lies in another folder.
    """
    host = str(server.server_address[0])
    server.set_app(_for_this_machine(_with_message(_made_when_asked_for(server.serve_request, anew, server.mount_path), told), host))
    server.builder = _kept_whole(partial(built, server.builder), Path(server.root), failed)
    watched = {Path(emitter.watch.path): Path(emitter.watch.path).is_dir() for emitter in server.observer.emitters}
    threading.Thread(target=_keep_watching, args=(server, watched), daemon=True).start()


def build_again(server: LiveReloadServer) -> None:
    """Has a server build its site, as if something had changed."""
    for emitter in server.observer.emitters:
        emitter.queue_event(FileModifiedEvent(emitter.watch.path))


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


def _made_when_asked_for(app: App, anew: Callable[[str], bytes | None], above: str) -> App:
    """Makes a file anew before it is given, if it is one of those that take long; `above` is the path that the site lies below."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
        data = anew(path.removeprefix(above)) if path.startswith(above) else None
        if data is None:
            return app(environ, start_response)
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


def _kept_whole(build: Callable[[Path], None], site: Path, failed: Callable[[Exception, list[str]], None]) -> Callable[[], None]:
    """A build after whose failure the site is as it was; the server goes on, and hears of no failure."""

    def kept() -> None:
        with output.set_aside(site) as (last, put_back), mkdocs.heard() as said:
            try:
                build(last)
            except Exception as error:
                put_back()
                failed(error, said)

    return kept


# --- what is watched --------------------------------------------------------------------------------


def _keep_watching(server: LiveReloadServer, watched: dict[Path, bool]) -> None:
    """Watches again what was away, or something else for a while, and has the site built when it goes and when it comes; `watched` says what is a folder."""
    away = set[Path]()
    while threading.main_thread().is_alive():
        threading.Event().wait(PAUSE)
        if not server.observer.is_alive():
            continue
        for emitter in [emitter for emitter in server.observer.emitters if not emitter.is_alive()]:
            path = Path(emitter.watch.path)
            folder = watched.setdefault(path, True)
            if path.is_dir() if folder else path.is_file():
                away.discard(path)
                _watch_anew(server, path)
            elif path not in away:
                away.add(path)
                emitter.queue_event(FileDeletedEvent(str(path)))


def _watch_anew(server: LiveReloadServer, path: Path) -> None:
    with contextlib.suppress(KeyError):  # until nobody watches it
        while True:
            server.unwatch(str(path))
    server.watch(str(path))
    for emitter in server.observer.emitters:
        if Path(emitter.watch.path) == path:
            emitter.queue_event(FileModifiedEvent(str(path)))
