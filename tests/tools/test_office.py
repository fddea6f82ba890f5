"""What Office, OpenDocument and PDF documents hold at their edges: parts made by hand, each with one thing that libraries do not write."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pypdfium2
import pypdfium2.raw as raw
import pytest
from pptx import Presentation
from pptx.util import Inches

from builder.tools.links import documents
from builder.tools.links.package import Package
from builder.tools.links.pieces import Refused

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OD = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "manifest")) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def packed(**parts: str) -> bytes:
    """Parts by their names, in which `__` stands for a slash and `_0` for the dot before the ending."""
    return zipped({name.replace("__", "/").replace("_0", "."): text for name, text in parts.items()})


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def rels(*items: tuple[str, str, str]) -> str:
    """Relationships: id, sort, and a target, which lies outside if it begins with an exclamation mark."""
    made = (
        f'<Relationship Id="{key}" Type="{REL}/{sort}" Target="{target.lstrip("!")}"{" TargetMode=" + chr(34) + "External" + chr(34) if "!" in target else ""}/>'
        for key, sort, target in items
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(made)}</Relationships>'


def said(data: bytes, ending: str) -> list[tuple[int, str, str]]:
    """Line, text and where; an address with an arrow before it."""
    return [(piece.line, "→ " * piece.link + piece.text, piece.where) for piece in documents.pieces(data, ending)]


def refused(data: bytes, ending: str) -> tuple[str, str]:
    with pytest.raises(Refused) as error:
        documents.pieces(data, ending)
    return error.value.code, error.value.message


# --- packages -----------------------------------------------------------------------------------


def test_relationships() -> None:
    """Names are those of the parts, whatever the way to them; what lies outside stays as it is."""
    found = rels(("a", "x", "b%20c.xml"), ("b", "x", "../d.xml"), ("c", "y", "/e/./f.xml"), ("d", "x", "!http://h/%20"), ("e", "x", "../../../g.xml"))
    package = Package(
        zipped(
            {"p/q/r.xml": "<x/>", "p/q/_rels/r.xml.rels": found, "p/q/b c.xml": "", "p/d.xml": "", "e/f.xml": "", "_rels/.rels": rels(("a", "x", "p/d.xml"))}
        )
    )
    assert package.relations("p/q/r.xml") == {
        "a": ("x", "p/q/b c.xml", False), "b": ("x", "p/d.xml", False), "c": ("y", "e/f.xml", False), "d": ("x", "http://h/%20", True), "e": ("x", "g.xml", False),
    }  # fmt: skip
    assert package.links("p/q/r.xml") == {"d": "http://h/%20"}
    assert list(package.related("p/q/r.xml", "y", "x")) == ["e/f.xml", "p/q/b c.xml", "p/d.xml"]
    assert list(package.related("p/q/r.xml", "z")) == []
    assert package.relations("p/d.xml") == {}
    assert package.relations("") == {"a": ("x", "p/d.xml", False)}


@pytest.mark.parametrize(
    ("ending", "message"),
    [
        (".docx", "is not a Word document: save it as .docx"),
        (".pptx", "is not a presentation: save it as .pptx"),
        (".xlsx", "is not a workbook: save it as .xlsx"),
        (".odt", "is not an OpenDocument file: save it as .odt, .odp or .ods"),
    ],
)
def test_a_document_under_the_name_of_another(ending: str, message: str) -> None:
    """It is not one without references."""
    usual = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml"}
    for name in usual.values():
        assert refused(zipped({name: "<x/>"}), ending) == ("document-damaged", message)
    assert refused(zipped({usual[ending]: "<x/>", "_rels/.rels": rels(("a", "officeDocument", "y.xml")), "y.xml": "<y/>"}), ending) == (
        "document-damaged",
        message,
    )


def test_the_part_with_which_a_document_begins_has_any_name() -> None:
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>AIM1</w:t></w:r></w:p></w:body></w:document>"
    parts = {"_rels/.rels": rels(("a", "officeDocument", "/word/document2.xml")), "word/document2.xml": body, "word/header1.xml": body}
    assert said(zipped(parts), ".docx") == [(1, "AIM1", ""), (2, "AIM1", "header1")]


STRICT = (
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    *((f"http://schemas.openxmlformats.org/{name}/2006/main", f"http://purl.oclc.org/ooxml/{name}/main") for name in ("wordprocessingml", "spreadsheetml", "presentationml", "drawingml")),
)  # fmt: skip
URL = "https://plan.example.org/id/aim1/"


def strict(data: bytes) -> bytes:
    """A document as Office saves it under “Strict Open XML”: the same with other names for its names (ISO/IEC 29500-1)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for usual, other in STRICT:
        parts = {name: part.replace(usual.encode(), other.encode()) for name, part in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("See AIM1")
    document.sections[0].footer.paragraphs[0].text = "AIM2"
    return _saved(document.save)


def slides() -> bytes:
    deck = Presentation()
    run = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "AIM1", URL
    return _saved(deck.save)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["B2"] = "AIM1"
    book.active["B2"].hyperlink = URL
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("make", "ending", "count"), [(word, ".docx", 2), (slides, ".pptx", 2), (workbook, ".xlsx", 2)])
def test_strict_documents_are_read_like_others(make: Callable[[], bytes], ending: str, count: int) -> None:
    usual, other = make(), strict(make())
    assert b"purl.oclc.org" in other
    assert documents.pieces(other, ending) == documents.pieces(usual, ending)
    assert sum("AIM" in piece.text or piece.link for piece in documents.pieces(usual, ending)) == count


# --- texts under other names --------------------------------------------------------------------


@pytest.mark.parametrize("ending", sorted(documents.UNREAD))
def test_a_text_under_the_ending_of_a_format_that_is_not_read(ending: str) -> None:
    """Graphs are called .dot as well, keys .key, and letters of long ago .doc."""
    assert said(b"AIM1", ending.upper()) == [(1, "AIM1", "")]
    for data in (b"\0AIM1", b"PK\x03\x04", b"{\\rtf1", b"%!PS-Adobe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert refused(data, ending) == ("document-format", f"is of a format that is not read ({ending}): save it as {documents.UNREAD[ending]}")


# --- Word ---------------------------------------------------------------------------------------


def test_drawings_in_word() -> None:
    """A picture with a link; diagrams and charts after everything else."""
    body = f'<w:document {W} {A} {R}><w:p><w:r><w:drawing><a:hlinkClick r:id="a"/><a:hlinkClick r:id="b"/></w:drawing></w:r></w:p></w:document>'
    drawing = f"<d {A}><a:p><a:r><a:t>AIM{{}}</a:t></a:r></a:p></d>"
    parts = {
        "word/document.xml": body, "word/_rels/document.xml.rels": rels(("a", "hyperlink", "!http://a/")), "word/footer1.xml": f"<w:ftr {W}><w:p/></w:ftr>",
        "word/diagrams/data1.xml": drawing.format(1), "word/charts/chart12.xml": drawing.format(2), "word/charts/style1.xml": drawing.format(3),
    }  # fmt: skip
    assert said(zipped(parts), ".docx") == [(1, "→ http://a/", ""), (3, "AIM2", "charts/chart12"), (4, "AIM1", "diagrams/data1")]


# --- slides -------------------------------------------------------------------------------------


def test_slides_and_what_belongs_to_them() -> None:
    """A slide that is missing keeps its number; a comment of 2007 is a line."""

    def slide(text: str) -> str:
        return f"<p:sld {P} {A} {R}><a:p><a:r><a:t>{text}</a:t></a:r><a:br/><a:r><a:t>b</a:t></a:r><a:tab/><a:r><a:t/></a:r></a:p><a:p> </a:p></p:sld>"

    parts = {
        "ppt/presentation.xml": f'<p:presentation {P} {R}><p:sldId r:id="c"/><p:sldId r:id="x"/><p:sldId r:id="a"/><p:sldId r:id="b"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": rels(("a", "slide", "none.xml"), ("b", "slide", "slides/2.xml"), ("c", "slide", "slides/1.xml")),
        "ppt/slides/1.xml": slide("one"),
        "ppt/slides/2.xml": slide("two"),
        "ppt/slides/_rels/2.xml.rels": rels(("a", "comments", "../c.xml"), ("b", "notesSlide", "../n.xml"), ("c", "diagramData", "../d.xml"), ("d", "image", "../i.xml")),
        "ppt/c.xml": "<c><cm><text>AIM1</text></cm><cm><text/></cm></c>",
        "ppt/n.xml": slide("note"),
        "ppt/d.xml": f'<d {A} {R}><a:hlinkHover r:id="q"/><a:p><a:r><a:t>dia</a:t></a:r></a:p><a:hlinkMouseOver r:id="q"/></d>',
        "ppt/_rels/d.xml.rels": rels(("q", "hyperlink", "!http://q/")),
        "ppt/i.xml": slide("image"),
        "ppt/slideMasters/m1.xml": slide("master"),
        "ppt/slideLayouts/l1.xml": slide("layout"),
        "ppt/slideLayouts/x/l1.xml": slide("no"),
    }  # fmt: skip
    assert said(zipped(parts), ".pptx") == [
        (1, "one b ", "slide 1"), (2, "two b ", "slide 3"), (3, "note b ", "slide 3, notes"), (3, "→ http://q/", "slide 3, diagram"), (4, "dia", "slide 3, diagram"),
        (4, "→ http://q/", "slide 3, diagram"), (5, "AIM1", "slide 3, comments"), (6, "layout b ", "l1"), (7, "master b ", "m1"),
    ]  # fmt: skip


def test_what_a_drawing_says_twice() -> None:
    choice = f"<mc:AlternateContent {MC}>{{}}<mc:Fallback><a:p><a:r><a:t>old</a:t></a:r></a:p></mc:Fallback></mc:AlternateContent>"
    new = "<mc:Choice><a:p><a:r><a:t>new</a:t></a:r></a:p></mc:Choice>"
    deck = {
        "ppt/presentation.xml": f'<p:presentation {P} {R}><p:sldId r:id="a"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": rels(("a", "slide", "s.xml")),
        "ppt/s.xml": f"<p:sld {P} {A}>{choice.format(new)}{choice.format('')}</p:sld>",
    }
    assert [item[1] for item in said(zipped(deck), ".pptx")] == ["new", "old"]


# --- sheets -------------------------------------------------------------------------------------


def book(sheet: str, **more: str) -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="T" r:id="a"/><sheet name="U" r:id="x"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(("a", "worksheet", "s.xml"), ("b", "sharedStrings", "t.xml")),
        "xl/t.xml": f"<sst {S}><si><t>zero</t></si><si><r><t>o</t></r><r><t>ne</t></r><rPh><t>said</t></rPh></si></sst>",
        "xl/s.xml": f"<worksheet {S} {R}>{sheet}</worksheet>",
        "xl/_rels/s.xml.rels": rels(("l", "hyperlink", "!http://l/"), ("m", "hyperlink", "!http://m/#n"), ("c", "comments", "c.xml"), ("t", "threadedComment", "d.xml"), ("d", "drawing", "e.xml")),
        **{f"xl/{name}.xml": text for name, text in more.items()},
    }  # fmt: skip
    return zipped(parts)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B7" t="s"><v>1</v></c>', [(7, "one", "T!B7")]),
        ('<c r="B7" t="s"><v>0</v></c>', [(7, "zero", "T!B7")]),
        ('<c r="B7" t="s"><v>2</v></c>', []),
        ('<c r="B7" t="s"><v>-1</v></c>', []),
        ('<c r="B7" t="s"><v>٣</v></c>', []),
        ('<c r="B7" t="s"><v>999999999</v></c>', []),
        ('<c r="B7" t="s"/>', []),
        ('<c r="B7" t="inlineStr"><is><t>in</t><rPh><t>said</t></rPh></is></c>', [(7, "in", "T!B7")]),
        ('<c r="B7" t="str"><f>A1</f><v>text</v></c>', [(7, "text", "T!B7")]),
        ('<c r="B7"><f>HYPERLINK("http://a/")</f></c>', [(7, 'HYPERLINK("http://a/")', "T!B7")]),
        ('<c r="B7"><f>A1/2</f></c>', []),
        ('<c r="$B$9"><v>1</v></c>', [(9, "1", "T!$B$9")]),
        ('<c r="B0"><v>1</v></c>', [(1, "1", "T!B0")]),
        ('<c r="B12345678"><v>1</v></c>', [(1, "1", "T!B12345678")]),
        ('<c r="B1234567"><v>1</v></c>', [(1234567, "1", "T!B1234567")]),
        ('<c r="b7"><v>1</v></c>', [(1, "1", "T!b7")]),
        ("<c><v>1</v></c>", [(1, "1", "T")]),
        ('<hyperlink ref="B7:C9" r:id="l"/>', [(7, "→ http://l/", "T!B7:C9")]),
        ('<hyperlink ref="B7" r:id="l" location="x"/>', [(7, "→ http://l/#x", "T!B7")]),
        ('<hyperlink ref="B7" r:id="m" location="x"/>', [(7, "→ http://m/#n", "T!B7")]),
        ('<hyperlink ref="B7" location="x"/>', []),
        ('<oddHeader>&amp;L&amp;"Arial,Bold"AIM1&amp;K00FF00AIM2&amp;12 AIM3&amp;C</oddHeader><oddFooter/>', [(1, "  AIM1 AIM2  AIM3 ", "T")]),
    ],
)
def test_cells(cell: str, expected: list[tuple[int, str, str]]) -> None:
    assert said(book(cell), ".xlsx") == expected


def test_comments_and_drawings_of_a_sheet() -> None:
    drawing = f"<d {A} {R}><a:p><a:r><a:t>AIM3</a:t></a:r></a:p></d>"
    comments = f'<comments {S}><comment ref="B7"><text><r><t>AIM</t></r><r><t>1</t></r></text></comment><comment/></comments>'
    threads = '<x xmlns="urn:threads"><threadedComment ref="C8"><text>AIM2</text></threadedComment></x>'
    assert said(book("", c=comments, d=threads, e=drawing), ".xlsx") == [
        (7, "AIM1", "T!B7, comment"), (1, "", "T!, comment"), (8, "AIM2", "T!C8, comment"), (1, "AIM3", "T, drawing"),
    ]  # fmt: skip


# --- OpenDocument -------------------------------------------------------------------------------


def content(body: str, **more: str) -> bytes:
    return packed(content_0xml=f"<office:document-content {OD}>{body}</office:document-content>", **more)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>a<text:tab/>b<text:line-break/>c<text:s text:c='2'/>d</text:p>", [(1, "a b c d", "")]),
        ("<text:p>a<text:span>b<!-- c --><text:span>d</text:span>e</text:span>f</text:p>", [(1, "abdef", "")]),
        ("<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>c</text:p>", [(1, "ac", ""), (2, "b", "")]),
        ("<text:p/><text:h>b</text:h>", [(2, "b", "")]),
        ("<draw:a xlink:href='u'/><text:a xlink:href=''/><text:p>b<text:a xlink:href='v'>c</text:a></text:p>", [(1, "→ u", ""), (1, "bc", ""), (1, "→ v", "")]),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>tail<text:p>b</text:p>", [(1, "b", "")]),
        ("<draw:page/><draw:page><text:p>b</text:p></draw:page>", [(1, "b", "slide 2")]),
    ],
)
def test_open_document(body: str, expected: list[tuple[int, str, str]]) -> None:
    assert said(content(body), ".odt") == expected
    assert said(f"<office:document {OD}>{body}</office:document>".encode(), ".fodt") == expected


@pytest.mark.parametrize(
    ("rows", "row"),
    [("", 1), ("<table:table-row/>", 2), ('<table:table-row table:number-rows-repeated="9999999"/>', 10_000_000), *(
        (f'<table:table-row table:number-rows-repeated="{number}"/>', 2) for number in ("10000000", "x", "", "-1", "٣")
    )],
)  # fmt: skip
def test_rows_of_a_sheet(rows: str, row: int) -> None:
    body = f'<office:spreadsheet><table:table table:name="T">{rows}<table:table-row><table:table-cell table:formula="f"><text:p>a</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'
    assert said(content(body), ".ods") == [(1, "f", f"T, row {row}"), (1, "a", f"T, row {row}")]


def test_a_table_in_a_text_has_no_rows_to_name() -> None:
    assert said(content('<table:table table:name="T"><table:table-row><text:p>a</text:p></table:table-row></table:table>'), ".odt") == [(1, "a", "")]


def test_headers_of_a_text_come_after_it() -> None:
    assert said(content("<text:p>a</text:p><text:p/>", styles_0xml=f"<s {OD}><text:p>b</text:p></s>"), ".odt") == [(1, "a", ""), (2, "b", "")]


def test_a_manifest_that_locks_nothing() -> None:
    manifest = f"<manifest:manifest {OD}><manifest:file-entry/></manifest:manifest>"
    assert said(content("<text:p>a</text:p>", **{"META-INF__manifest_0xml": manifest}), ".odt") == [(1, "a", "")]


def test_other_xml_is_no_open_document_in_one_file() -> None:
    assert refused(b"<x/>", ".fodt") == ("document-damaged", "is not an OpenDocument file: save it as .odt, .odp or .ods")


# --- PDF ----------------------------------------------------------------------------------------


def paper(*pages: str) -> bytes:
    """A PDF of pages that hold each a picture ('picture'), a rectangle ('shape'), or a line of text."""
    document = pypdfium2.PdfDocument.new()
    for what in pages:
        page = document.new_page(200, 200)
        if what == "picture":
            image = pypdfium2.PdfImage.new(document)
            image.set_bitmap(pypdfium2.PdfBitmap.new_native(4, 4, raw.FPDFBitmap_BGR))
            image.set_matrix(pypdfium2.PdfMatrix().scale(100, 100))
            page.insert_obj(image)
        elif what == "shape":
            raw.FPDFPage_InsertObject(page.raw, raw.FPDFPageObj_CreateNewRect(10, 10, 50, 50))
        else:
            words = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12.0)
            encoded = what.encode("utf-16-le") + b"\0\0"
            raw.FPDFText_SetText(words, ctypes.cast(ctypes.create_string_buffer(encoded), raw.FPDF_WIDESTRING))
            raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, 20, 100)
            raw.FPDFPage_InsertObject(page.raw, words)
        page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_scan_is_not_a_document_without_references() -> None:
    """Pictures alone hold words that nobody reads; drawings, and pictures beside text, are as they should be."""
    message = "is of pictures without text, as a scanner makes them: have its text recognized (OCR), or leave it out"
    assert refused(paper("picture"), ".pdf") == ("document-format", message)
    assert refused(paper("shape", "picture"), ".pdf") == ("document-format", message)
    assert said(paper("shape"), ".pdf") == []
    assert said(paper("picture", "AIM1"), ".pdf") == [(1, "AIM1", "page 2")]
    assert said(paper("AIM1", "AIM2", "picture"), ".pdf") == [(1, "AIM1", "page 1"), (2, "AIM2", "page 2")]
