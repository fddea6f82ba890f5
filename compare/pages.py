"""A published page as readers, links and machines know it: its text, its anchors and links, its roles and names, what its head says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import html

UNSEEN = ("script", "style", "template", "noscript", "head")
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "text",
        "time",
        "tspan",
        "u",
        "var",
        "wbr",
        "button",
    ]
)
"""Elements that do not begin a line of their own."""
ROLES = {
    **{f"h{level}": f"heading {level}" for level in range(1, 7)},
    "nav": "navigation",
    "main": "main",
    "header": "header",
    "footer": "footer",
    "aside": "complementary",
    "form": "form",
    "table": "table",
    "figure": "figure",
    "img": "image",
    "button": "button",
    "a": "link",
    "input": "input",
    "select": "choice",
    "dialog": "dialog",
    "summary": "summary",
}
"""What the markup alone makes of an element."""
NAMED_BY_TEXT = {"link", "button", "summary", "tab", "option", "menuitem"}


@dataclass(frozen=True)
class Page:
    """A page, parsed."""

    root: Any

    @cached_property
    def text(self) -> tuple[str, ...]:
        """What a reader sees, a line for each block, white space folded."""
        return tuple(_lines(self.root))

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Its ids, in their order."""
        return tuple(self.root.xpath("descendant-or-self::*/@id"))

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Landmarks, headings, links, controls and pictures with the names that the markup gives them, as lines `role "name"`."""
        return tuple(filter(None, map(_role, self.root.xpath("//body//*"))))

    @cached_property
    def head(self) -> tuple[str, ...]:
        """What the head says, a line for each statement: title, metadata, links, structured data."""
        return tuple(_head(self.root))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, as they are written."""
        return tuple(self.root.xpath(".//a/@href"))

    def article(self, without: tuple[str, ...] = ()) -> Page:
        """The article alone, without elements whose class is one of those given."""
        found = copy.deepcopy(next(iter(self.root.xpath("//article")), html.Element("article")))
        for element in [element for element in found.iter() if element.get("class") in without]:
            element.drop_tree()
        return Page(found)

    @cached_property
    def data(self) -> tuple[Any, ...]:
        """Its structured data, JSON-LD."""
        return tuple(json.loads(script.text) for script in self.root.xpath("//script[@type='application/ld+json']"))


def read(text: str) -> Page:
    """A page from its HTML."""
    return Page(html.document_fromstring(text))


def _pieces(element: Any) -> Iterator[str]:
    """Text in document order, and a line feed wherever a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    edge = "" if element.tag in INLINE else "\n"
    yield edge
    yield " ".join(f" {element.text or ''} ".splitlines())[1:-1]
    for child in element:
        yield from _pieces(child)
        yield " ".join(f" {child.tail or ''} ".splitlines())[1:-1]
    yield edge


def _lines(root: Any) -> Iterator[str]:
    for line in "".join(_pieces(root)).split("\n"):
        if folded := " ".join(line.split()):
            yield folded


def _role(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    role = element.get("role") or ROLES.get(element.tag, "")
    if element.tag == "a" and not element.get("href"):
        role = element.get("role", "")
    by_text = role in NAMED_BY_TEXT or role.startswith("heading")
    label = element.get("aria-label") or _referred(element) or element.get("alt") or element.get("title") or ""
    name = label or (" ".join(element.text_content().split()) if by_text else "")
    states = "".join(f" {key}={value}" for key, value in sorted(element.items()) if key.startswith("aria-") and key not in ("aria-label", "aria-labelledby"))
    if not role and not label and not states:
        return ""
    return f'{role or element.tag} "{name}"{states}'


def _referred(element: Any) -> str:
    """The name that other elements give it."""
    names = (element.getroottree().xpath("//*[@id=$id]", id=at) for at in (element.get("aria-labelledby") or "").split())
    return " ".join(" ".join(found[0].text_content().split()) for found in names if found)


def _head(root: Any) -> Iterator[str]:
    yield from (f"html {name}: {value}" for name, value in sorted(root.items()))
    for element in root.xpath("//head/*"):
        if element.tag == "title":
            yield f"title: {element.text}"
        elif element.tag == "meta":
            name = next((element.get(key) for key in ("name", "property", "http-equiv") if element.get(key)), "charset")
            yield f"meta {name}: {element.get('content') or element.get('charset')}"
        elif element.tag == "link":
            more = "".join(f" ({value})" for key, value in sorted(element.items()) if key not in ("rel", "href"))
            yield f"link {element.get('rel')}: {element.get('href')}{more}"
        elif element.tag == "script" and element.get("type", "").endswith("json"):
            yield from (f"{element.get('type')} {line}" for line in flat(json.loads(element.text)))
        elif element.tag == "script":
            yield f"script: {element.get('src') or ' '.join((element.text or '').split())}"


def flat(value: Any, where: str = "") -> Iterator[str]:
    """A JSON value as lines `path: value`, one for each scalar."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from flat(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from flat(inner, f"{where}.{at}".lstrip("."))
    else:
        yield f"{where}: {json.dumps(value, ensure_ascii=False)}"
