"""HTML as a reader has it: lxml's elements, and what it does not know, the text with blocks apart."""

from __future__ import annotations

from lxml import etree, html
from lxml.html import HtmlElement

BLOCKS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "dt", "dd", "div", "ul", "ol", "dl", "blockquote", "table", "br"])
_PARSER = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def parse(text: str) -> HtmlElement:
    """The root of an HTML text; of a fragment, the root of the page that browsers make of it."""
    return html.document_fromstring(text.encode() or b"<body></body>", parser=_PARSER)


def text(element: HtmlElement) -> str:
    """The text as a reader sees it: white space folded, blocks apart."""
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        pieces.append(" " if node.tag in BLOCKS else "")
        pieces.append((node.text if event == "start" else node.tail if node is not element else "") or "")
    return " ".join("".join(pieces).split())


def only(element: HtmlElement, path: str) -> HtmlElement:
    """The only element inside that an XPath finds: 'a[@href="x"]' is a link wherever it stands."""
    found = element.xpath(f".//{path}")
    assert len(found) == 1, f"{len(found)} elements {path}"
    return found[0]


def heading(element: HtmlElement) -> str:
    """The words of a heading, without the link to itself."""
    drop_own_links(element)
    return text(element)


def drop_own_links(element: HtmlElement) -> None:
    """Takes out the links that headings have to themselves, which the publisher adds."""
    for link in element.xpath("descendant-or-self::*/a[@class='headerlink' or @title='Link to this section']"):
        link.drop_tree()
