"""HTML → a small tree that tests can search; standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
BLOCKS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "dt", "dd", "div", "ul", "ol", "dl", "blockquote", "table", "br"])


@dataclass(eq=False)
class Element:
    """An element with its attributes and what is inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all elements inside it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """The elements with one of the tags (any, if none is given) and all the attributes; `class_` is a word of the class."""
        wanted = {name: value for name, value in attributes.items() if name != "class_"}
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags)
            and all(element.attributes.get(name) == value for name, value in wanted.items())
            and ("class_" not in attributes or attributes["class_"] in element.attributes.get("class", "").split())
        ]

    def one(self, *tags: str, **attributes: str) -> Element:
        """The only element of that description."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tags} {attributes}"
        return found[0]

    @property
    def raw_text(self) -> str:
        return "".join(child if isinstance(child, str) else f" {child.raw_text} " if child.tag in BLOCKS else child.raw_text for child in self.children)

    @property
    def text(self) -> str:
        """The text as a reader sees it: white space folded, blocks apart."""
        return " ".join(self.raw_text.split())

    @property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.walk() if "id" in element.attributes]

    @property
    def targets(self) -> list[str]:
        """What its links lead to."""
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                break

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """The root of an HTML text."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
