"""PDF documents, page by page: their text, and the addresses of their links.

pdfium (by pypdfium2) reads them: it is what Chromium shows PDF files with, so it gives the text that readers see, and it is fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref, c_int, create_string_buffer
from typing import Any

from builder.tools.links.pieces import MAX_TEXT, MB, Piece, fail, missing, shown
from builder.wording import Phrase

MAX_PAGES = 20_000
_BROKEN = re.compile("[\x02\ufffe](?:\r?\n)?")
"""How pdfium gives a hyphen at the end of a line."""
_AT_END = re.compile(r"(?<=[\w/#=-])-\r?\n(?=\w)")
"""A hyphen and the end of a line inside a word: as likely as not the hyphen of an id."""


def pieces(data: bytes) -> Iterator[Piece]:
    """The lines and links of a PDF document; lines are counted through."""
    try:
        import pypdfium2
        import pypdfium2.raw as raw
    except ModuleNotFoundError:
        missing("pypdfium2")
    document, count = _opened(data, pypdfium2, raw)
    line, length, said = 0, 0, False
    for number in range(count):
        where = Phrase("page {number}", number=number + 1)
        text, links = _page(document, number, pypdfium2, raw)
        length += len(text)
        if length > MAX_TEXT:
            fail("document-limit", Phrase("holds more than {most} MB of text: split it", most=MAX_TEXT // MB))
        for link in links:
            yield Piece(line + 1, 1, link, True, where)
        said = said or bool(text.strip() or links)
        for part in _AT_END.sub("-", _BROKEN.sub("-", text)).splitlines():
            line += 1
            yield Piece(line, 1, part, False, where)
    if not said and any(_pictures(document, number, raw) for number in range(count)):
        fail("document-format", Phrase("is of pictures without text, as a scanner makes them: have its text recognized (OCR), or leave it out"))


def _opened(data: bytes, pypdfium2: Any, raw: Any) -> tuple[Any, int]:
    """A document, and how many pages it has."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            fail("document-locked", Phrase("is locked with a password: save a copy without one"))
        fail("document-damaged", Phrase("is damaged ({why}): make it again", why=shown(str(error), 120)))
    if count > MAX_PAGES:
        fail("document-limit", Phrase("has {count} pages, of which at most {most} are read: split it", count=count, most=MAX_PAGES))
    return document, count


def _page(document: Any, number: int, pypdfium2: Any, raw: Any) -> tuple[str, list[str]]:
    try:
        page = document[number]
        return page.get_textpage().get_text_bounded(), list(_links(document, page, raw))
    except pypdfium2.PdfiumError as error:
        fail("document-damaged", Phrase("is damaged on page {number} ({why}): make it again", number=number + 1, why=shown(str(error), 120)))


def _pictures(document: Any, number: int, raw: Any) -> bool:
    """Whether a page shows pictures, which may hold words that are not read."""
    return next(document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), None) is not None


def _links(document: Any, page: Any, raw: Any) -> Iterator[str]:
    """The addresses of the link annotations of a page (ISO 32000-2, 12.6.4.8)."""
    position, link = c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, byref(position), byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
            buffer = create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
            yield buffer.value.decode("utf-8", "replace")
