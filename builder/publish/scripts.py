"""Finished pages and the templates they were made from → the inline scripts that the policy of the site lets run (CSP level 3), by their hashes.

A script may run because a template says so, word for word, and not because a page has it: if a text ever came onto a page unescaped,
its script would be none of these, and the site is not published at all. Frozen editions bring the hashes that were theirs when they were made.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from builder.problems import ContentError, Problem
from builder.publish import headers
from builder.wording import Phrase

__all__ = ["allowed", "digest", "inline", "of_templates"]

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?(?:application/(?:ld\+)?json|text/plain)""", re.IGNORECASE)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_HASH = re.compile(r"'sha256-([A-Za-z0-9+/]{43}=)'")


def inline(page: str) -> set[str]:
    """The code of the inline scripts of an HTML page; blocks of data are no scripts."""
    found = _INLINE.finditer(page)
    return {at["code"] for at in found if at["code"].strip() and not re.search(r"\bsrc=", at["attributes"]) and not _DATA.search(at["attributes"])}


def of_templates(folders: Iterable[Path]) -> frozenset[str]:
    """The code that templates have for pages: their scripts, and whole files, since one may stand in a script of another; without Jinja's comments."""
    files = (path for folder in folders for suffix in ("html", "js", "jinja") for path in folder.rglob(f"*.{suffix}"))
    texts = [_COMMENT.sub("", path.read_text("utf-8")).strip() for path in files]
    return frozenset(texts).union(*({code.strip() for code in inline(text)} for text in texts))


def digest(code: str) -> str:
    """The hash of a script, as a policy names it."""
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def allowed(site: Path, templates: Iterable[Path], editions: Iterable[str] = ()) -> set[str]:
    """The hashes of the scripts that may run on a finished site, of which these folders of templates and frozen editions are the parts.

    Raises `ContentError` with every script that pages have and no template.
    """
    pages = {path.relative_to(site).as_posix(): inline(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    found: set[str] = set()
    for slug in editions:
        names = [name for name in pages if f"/editions/{slug}/" in f"/{name}"]
        found |= _of_edition(site / f"editions/{slug}/{headers.FILE}", set().union(*map(pages.pop, names)))
    ours = of_templates(templates)
    strange = {code: [name for name in pages if code in pages[name]] for code in set().union(*pages.values()) if code.strip() not in ours}
    problems = [_problem(site, names, code) for code, names in strange.items()]
    if problems:
        raise ContentError(problems)
    return found.union(*(map(digest, scripts) for scripts in pages.values()))


def _of_edition(own: Path, scripts: set[str]) -> set[str]:
    """The hashes of a frozen edition: those that its own headers name, or if it has none, those of all its scripts."""
    return set(_HASH.findall(own.read_text("utf-8"))) if own.is_file() else set(map(digest, scripts))


def _problem(site: Path, names: list[str], code: str) -> Problem:
    """What is wrong with a script, at the first of the pages that have it."""
    text = (site / names[0]).read_text("utf-8")
    where = Phrase.counted("here and on {number} more page", "here and on {number} more pages", len(names) - 1) if len(names) > 1 else Phrase("here")
    message = Phrase(
        "a script stands {where} that no template has ('{code}'), and the policy of the site stops such: put yours into a file, and name that "
        "under 'extra_javascript' in the publisher's settings; if it comes from a text of the content, a template prints that text unescaped",
        where=where,
        code=code.strip(),
    )
    return Problem(names[0], 1 + text.count("\n", 0, text.index(code)), 1, "unknown-script", message)
