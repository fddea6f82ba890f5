"""A published site → a copy that works from a folder opened by double-click, without a server.

A browser that opens files shows no page for a folder, so every address that ends in '/' gets its 'index.html'.
It also keeps pages from fetching fonts ahead and masks from other files; style sheets get those images inside.
Nor can a page read another: what one may show of others (`data-page`) also becomes a script beside each of these.
Pages say by `data-offline` that they are such a copy, for the scripts that make addresses.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping

from builder.publish import headers
from builder.publish.styles import with_images

_ADDRESS = re.compile(
    r"""(?P<before>\b(?:href|src|action)=["'])(?P<path>(?!\w+:|//|\#|["'])[^"'#?]*)(?P<after>[?#][^"']*)?(?P<end>["'])"""
    r"""|(?P<refresh>\burl=)(?P<to>(?!\w+:|//)[^"'#?]*/)(?P<rest>[?#][^"']*)?(?=["'])""",
    re.IGNORECASE,
)
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?', re.IGNORECASE)
_SHOWN = re.compile(r'\bdata-page="([^"]+/)"')
"""The address of a page that another one may show (assets/brief.js)."""
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_HTML = re.compile(r"<html\b", re.IGNORECASE)
_SERVER_FILES = frozenset({headers.FILE, "404.html", "sitemap.xml", "sitemap.xml.gz", "feed.xml"})
"""Files that only a server or a search engine has use for."""


def copy(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the copy, by path, made from those of the published site."""
    found = {}
    for name, data in sorted(files.items()):
        if _left_out(name):
            continue
        found[name] = _page(data) if name.endswith(".html") else data
        if name.endswith(".css"):
            found[name] = with_images(data.decode(), posixpath.dirname(name), files.get).encode()
    return {**found, **_parts(found)}


def _parts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pages that others may show, as scripts that hand over their main part under the address of the script."""
    found = {}
    for name, data in files.items():
        for address in _SHOWN.findall(data.decode()) if name.endswith(".html") else ():
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
            main = _MAIN.search(files.get(f"{folder}/index.html", b"").decode())
            text = json.dumps(main[0] if main else "", ensure_ascii=False)  # JSON is a part of ECMAScript since 2019
            found[f"{folder}/part.js"] = f"(window.siteParts ??= {{}})[document.currentScript.src] = {text};\n".encode()
    return found


def _left_out(name: str) -> bool:
    return name in _SERVER_FILES or name.startswith((".", "editions/"))


def _page(data: bytes) -> bytes:
    text = _ADDRESS.sub(_flat, _PRELOAD.sub("", data.decode()))
    return _HTML.sub("<html data-offline", text, count=1).encode()


def _flat(match: re.Match[str]) -> str:
    if match["refresh"]:
        return f"{match['refresh']}{match['to']}index.html{match['rest'] or ''}"
    path = match["path"]
    if path in (".", "..") or path.endswith("/.."):
        path += "/"
    if path.endswith("/"):
        path += "index.html"
    return f"{match['before']}{path}{match['after'] or ''}{match['end']}"
