"""The headers that a published site should be sent with, as a file `_headers` for hosts that read it.

The Content-Security-Policy (CSP level 3, with Trusted Types) allows what the pages have: files of the site itself, and the inline scripts
of the templates by their hashes. Nothing else runs, no style stands in a page, and scripts make neither markup nor scripts of text, but for
the two policies that `site_overrides/assets` has: `scripts` for those beside `app.js`, `citations` for formatted citations.

Hosts join the values of a header that several of their rules give, and a joined policy is one that nobody wrote. So a header stands either in
the rule of all paths, or in rules of which no path meets two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from builder.content import addresses
from builder.exports import EXPORTS

__all__ = ["FILE", "headers", "open_paths", "policy"]

FILE = "_headers"
"""The file."""
NOT_USED = (
    *("accelerometer", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
"""What browsers could do for a page and no page here asks for (Permissions Policy)."""
SHOWN = ("/share/*", "/share.png", "/briefs/*", "/pictures/*")
"""What other sites show or embed, beside the files that their programs may read; charts and cards are among those."""


def policy(hashes: Iterable[str]) -> str:
    """The Content-Security-Policy for a site whose inline scripts have these hashes.

    Every page may be framed: there is nothing to sign in to and nothing that a click could do for somebody else, and intranets and
    learning platforms show pages so, not only cards.
    """
    rules = {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "*",
        "img-src": "'self' data:",
        "manifest-src": "'self'",
        "require-trusted-types-for": "'script'",
        "script-src": " ".join(["'self'", *(f"'sha256-{code}'" for code in sorted(hashes))]),
        "style-src": "'self'",
        "trusted-types": "citations scripts",
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


def headers(hashes: Iterable[str] = (), texts: Iterable[str] = (), translations: Sequence[str] = ()) -> bytes:
    """The file: headers for every path, what other sites may read and show, and long caching for fonts, which never change under their name.

    What others may only show is so by Cross-Origin-Resource-Policy; what is for our own pages alone, scripts, style sheets and fonts, is `same-origin`.
    Pages ask for Cross-Origin-Embedder-Policy themselves, so that sites which are isolated by it can frame them.
    """
    rules = {
        "/*": {
            "Content-Security-Policy": policy(hashes),
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED),
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Content-Type-Options": "nosniff",
        },
        "/assets/*": {"Cross-Origin-Resource-Policy": "same-origin"},
        "/assets/fonts/*": {"Cache-Control": "public, max-age=31536000, immutable"},
        **{path: {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"} for path in open_paths(texts, translations)},
        **{path: {"Cross-Origin-Resource-Policy": "cross-origin"} for path in SHOWN},
        **{f"/{within}id/*.linkset.json": {"Content-Type": "application/linkset+json"} for within in ("", *translations)},
    }
    return "\n".join("".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in values.items())]) for path, values in rules.items()).encode()
