"""The headers that a published site should be sent with, as a file `_headers` for hosts that read it.

The Content-Security-Policy (CSP level 3) allows what the pages have: files of the site itself,
and the inline scripts by their hashes, so that a script which is not ours never runs.
Style attributes place tiles and bars and are allowed; inline style sheets are not.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from builder.content import addresses
from builder.exports import EXPORTS

FILE = "_headers"
_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?(?:application/(?:ld\+)?json|text/plain)""", re.IGNORECASE)


def inline_scripts(pages: Iterable[str]) -> set[str]:
    """The code of the inline scripts of HTML pages; blocks of data are no scripts."""
    found = set()
    for page in pages:
        for match in _INLINE.finditer(page):
            if match["code"].strip() and not re.search(r"\bsrc=", match["attributes"]) and not _DATA.search(match["attributes"]):
                found.add(match["code"])
    return found


def policy(pages: Iterable[str]) -> str:
    """The Content-Security-Policy for a site of these pages."""
    hashes = sorted(base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline_scripts(pages))
    rules = {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "*",
        "img-src": "'self' data:",
        "manifest-src": "'self'",
        "script-src": " ".join(["'self'", *(f"'sha256-{code}'" for code in hashes)]),
        "style-src": "'self'",
        "style-src-attr": "'unsafe-inline'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def open_paths(texts: Iterable[str] = (), translations: Iterable[str] = ()) -> tuple[str, ...]:
    """The paths that scripts of other sites may read (CORS): every file for other tools, Markdown files, and frozen editions and translations with theirs.

    A path is in one of them only. Markdown files come as addresses below the site's root, translations as their folders there ('ru/');
    what is in a folder shares a line, since hosts read few lines.
    """

    def found() -> Iterator[str]:
        for export in EXPORTS:
            if export.about:
                folder, slash, _ = export.path.partition("/")
                yield f"/{folder}/*" if slash else f"/{export.path}"
        yield "/" + addresses.edition_path("").partition("/")[0] + "/*"
        yield from (f"/{within}*" for within in translations)

    paths = dict.fromkeys(found())
    for text in texts:
        folder, slash, _ = text.partition("/")
        if f"/{folder}/*" not in paths:
            paths[f"/{folder}/*.md" if slash else f"/{text}"] = None
    return tuple(paths)


def headers(pages: Iterable[str], texts: Iterable[str] = (), translations: Sequence[str] = ()) -> bytes:
    """The file: every header for every path, long caching for fonts, which never change under their name, and what other sites may read."""
    shared = "\n".join(f"\n{path}\n  Access-Control-Allow-Origin: *" for path in open_paths(texts, translations))
    linksets = "\n".join(f"\n/{within}id/*.linkset.json\n  Content-Type: application/linkset+json" for within in ("", *translations))
    return f"""/*
  Content-Security-Policy: {policy(pages)}
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff

/assets/fonts/*
  Cache-Control: public, max-age=31536000, immutable
{shared}
{linksets}
""".encode()
