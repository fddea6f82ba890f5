"""`links.json` of a published strategy → what is known of it, with nothing else of the strategy at hand.

It is read from a file, or from the address that the user named, and from there only: nothing is fetched by itself.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from builder import __version__
from builder.problems import ContentError, Problem
from builder.tools.links.documents import load
from builder.tools.links.known import Entry, Known, told
from builder.tools.links.pieces import MB, Refused, fail, shown
from builder.wording import Phrase

__all__ = ["NOTHING_THERE", "Link", "LinksFile", "known", "read"]

NAME = "links.json"
MAX_LIST = 32 * MB
"""The largest list that is fetched, in bytes."""
NOTHING_THERE = "nothing-published"
"""The code of the problem that a host answers, and has nothing at the address."""
NOT_THERE = (404, 410)
"""How it says so (RFC 9110)."""
MAX_WAIT = 30.0
"""How long fetching may take, in seconds."""
MAX_LANGUAGES = 100
"""In how many languages a strategy may be published: each of its links is known in each of them."""
_ANCHORS = frozenset({"", "top", "content"})


class Link(BaseModel):
    """An identifier as it is published; what later versions add besides is passed over."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str = Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=100)
    url: str
    page: str
    status: Literal["current", "renamed", "split", "withdrawn"]
    successors: tuple[str, ...] = ()
    note: str = ""
    formerly: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    since: str = ""


class LinksFile(BaseModel):
    """The list of links of a published strategy."""

    model_config = ConfigDict(frozen=True, strict=True)

    version: str
    prefix: str = ""
    languages: dict[str, str] = Field({}, max_length=MAX_LANGUAGES)
    keys: str = ""
    links: tuple[Link, ...] = Field(min_length=1)

    @property
    def base(self) -> str:
        """The address of the site, by the first permanent address."""
        return self.links[0].url.removesuffix(f"id/{self.links[0].id.lower()}/")


def known(source: str) -> Known:
    """What a list of links says. Raises `ContentError` if it cannot be had or is none."""
    return _known(read(source))


def read(source: str) -> LinksFile:
    """A list of links: a file, a folder that has it, or an address from which it is fetched. Raises `ContentError` if it cannot be had or is none."""
    try:
        return _sound(_parsed(_fetched(source) if source.lower().startswith(("http://", "https://")) else _read(Path(source))))
    except Refused as refused:
        raise ContentError([Problem.of_file(source, refused.code, refused.message)]) from None


def _read(path: Path) -> bytes:
    return load(path / NAME if path.is_dir() else path)


def _parsed(data: bytes) -> LinksFile:
    try:
        found = LinksFile.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        fail(
            "links-file",
            Phrase(
                "is no list of links ({why}): give the {name} that a strategy publishes beside its home page",
                why=f"{place}: {first['msg']}" if place else first["msg"],
                name=NAME,
            ),
        )
    if found.version.partition(".")[0] != "1":
        fail(
            "links-file",
            Phrase(
                "is of version {version}, which this version of the builder ({ours}) does not know: take a newer one",
                version=found.version,
                ours=__version__,
            ),
        )
    return found


def _sound(file: LinksFile) -> LinksFile:
    """The list, if its addresses are some, and what it names is in it."""
    if not _is_home(file.base):
        fail("links-file", Phrase("has no permanent addresses (its first is '{url}'): publish it again", url=file.links[0].url))
    if wrong := [address for address in file.languages.values() if not _is_home(address)]:
        fail("links-file", Phrase("says that the site begins at '{url}' in another language, which is no address: publish it again", url=wrong[0]))
    ids = {link.id.upper() for link in file.links}
    missing = sorted({name for link in file.links for name in link.successors if name not in ids})
    if missing:
        fail("links-file", Phrase("says that '{missing}' follows another identifier, and does not have it: publish it again", missing=missing[0]))
    return file


def _known(file: LinksFile) -> Known:
    base = file.base
    others = [address for address in file.languages.values() if address != base]
    by_id = {link.id.upper(): Entry(link.id.upper(), link.status, link.url, link.successors, _fate(link)) for link in file.links}
    anchors: defaultdict[str, set[str]] = defaultdict(lambda: set(_ANCHORS))
    former: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for link in file.links:
        if link.status == "current" and link.page.startswith(base):
            page, _, anchor = unquote(link.page.removeprefix(base)).partition("#")
            anchors[page].add(anchor)
        for address in link.formerly:
            page, _, anchor = address.removeprefix(base).partition("#")
            former[page].append((anchor, by_id[link.id.upper()]))
    found = {page: frozenset(names) for page, names in anchors.items()} | {"": _ANCHORS | frozenset(anchors.get("", ()))}
    known = Known(
        base=base,
        by_id=by_id,
        former={page: tuple(items) for page, items in former.items()},
        pages=frozenset(found),
        anchors=found.__getitem__,
        prefix=file.prefix,
        complete=False,
    )
    return replace(known, languages=tuple(map(known.at, others)))


def _is_home(address: str) -> bool:
    """Whether a site may begin at an address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and address.endswith("/")


def _fate(link: Link) -> Phrase:
    """What is told of an id that was withdrawn; a list of version 1.0 says no more than that it was."""
    return told(link.note) or Phrase("was withdrawn: {url} says why", url=link.url)


# --- the network --------------------------------------------------------------------------------


def _fetched(address: str) -> bytes:
    """A file by HTTP; redirects lead to HTTP only, since nothing else is opened here."""
    address += NAME if address.endswith("/") else ""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    end = time.monotonic() + MAX_WAIT
    try:
        headers = {"User-Agent": f"strategy-builder/{__version__}", "Accept": "application/json"}
        request = urllib.request.Request(address, headers=headers)  # noqa: S310 - the opener knows no other scheme
        with opener.open(request, timeout=MAX_WAIT) as answer:
            data = bytearray()
            while part := answer.read1(2**16):
                data += part
                if len(data) > MAX_LIST or time.monotonic() > end:
                    fail(
                        "links-file",
                        Phrase(
                            "is larger than {most} MB or takes longer than {seconds} seconds: download it, and give the file",
                            most=MAX_LIST // MB,
                            seconds=f"{MAX_WAIT:.0f}",
                        ),
                    )
    except (OSError, ValueError, http.client.HTTPException) as error:
        nothing = isinstance(error, urllib.error.HTTPError) and error.code in NOT_THERE
        why = shown(str(error), 120)
        fail(NOTHING_THERE if nothing else "links-file", Phrase("cannot be fetched ({why}): check the address, or download it and give the file", why=why))
    return bytes(data)
