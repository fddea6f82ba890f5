"""Documents of every format, each made with a library for that format, and what is read of it; and documents made to do harm."""

from __future__ import annotations

import builtins
import io
import os
import socket
import struct
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from openpyxl.comments import Comment
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from builder.problems import ContentError
from builder.tools.links import aside, documents, package, pieces
from builder.tools.links.pieces import Piece

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from ebooklib import epub
    from odf import draw, office, style, table, text
    from odf.opendocument import OpenDocument, OpenDocumentPresentation, OpenDocumentSpreadsheet, OpenDocumentText

URL = "https://plan.example.org/id/aim1-pipe/"


class InPlace(aside.Reader):
    """Reads documents in this process, where mutmut sees which functions a test reaches."""

    def _read(self, path: Path) -> list[Piece]:
        return documents.pieces(documents.load(path), path.suffix)


@pytest.fixture(scope="module")
def reader() -> Iterator[aside.Reader]:
    with InPlace() if os.environ.get("HYPOTHESIS_PROFILE") == "mutants" else aside.Reader() as found:
        yield found


def told(found: list[Piece]) -> list[tuple[int, str, bool, str]]:
    return [(piece.line, piece.text, piece.link, piece.where) for piece in found]


def refused(path: Path, reader: aside.Reader) -> tuple[str, str]:
    with pytest.raises(ContentError) as error:
        reader.read(path)
    (problem,) = error.value.problems
    assert (problem.path, problem.line, problem.column) == (path.as_posix(), 1, 1)
    assert "\n" not in problem.message
    assert len(problem.message) <= 300
    return problem.code, problem.message


# --- what each format says ----------------------------------------------------------------------


def test_word(tmp_path: Path, reader: aside.Reader) -> None:
    document = docx.Document()
    document.add_paragraph("See AIM1\N{NON-BREAKING HYPHEN}WEIR.")
    document.add_table(1, 1).cell(0, 0).text = "AIM9"
    document.sections[0].header.paragraphs[0].text = "KF-FISH"
    document.part.relate_to(URL, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.save(str(tmp_path / "a.docx"))
    assert told(reader.read(tmp_path / "a.docx")) == [
        (1, "See AIM1\N{NON-BREAKING HYPHEN}WEIR.", False, ""),
        (2, "AIM9", False, ""),
        (3, "KF-FISH", False, "header1"),
    ]


def test_slides(tmp_path: Path, reader: aside.Reader) -> None:
    deck = Presentation()
    first, second = (deck.slides.add_slide(deck.slide_layouts[5]) for _ in range(2))
    first.shapes.title.text = "KF-FISH"
    run = first.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "pipe", URL
    first.shapes.add_table(1, 1, 0, 0, Inches(2), Inches(1)).table.cell(0, 0).text = "AIM9"
    first.notes_slide.notes_text_frame.text = "Say AIM1"
    second.shapes.title.text = "x"
    second.shapes.title.click_action.hyperlink.address = URL
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("b", (1,))
    chart = second.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(3), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "AIM2"
    deck.save(str(tmp_path / "a.pptx"))
    found = told(reader.read(tmp_path / "a.pptx"))
    assert [item[1:] for item in found if item[3].startswith("slide ")] == [
        ("KF-FISH", False, "slide 1"),
        ("pipe", False, "slide 1"),
        (URL, True, "slide 1"),
        ("AIM9", False, "slide 1"),
        ("Say AIM1", False, "slide 1, notes"),
        (URL, True, "slide 2"),
        ("x", False, "slide 2"),
        ("AIM2", False, "slide 2, chart"),
    ]
    assert "Click to edit Master title style" in [item[1] for item in found], "masters can hold links too"


def test_sheets(tmp_path: Path, reader: aside.Reader) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet["B7"], sheet["C2"], sheet["D3"], sheet["E4"], sheet["XFD1048576"] = "KF-FISH", "here", f'=HYPERLINK("{URL}","x")', 12, "AIM1"
    sheet["C2"].hyperlink = URL
    sheet["E4"].comment = Comment("see AIM9", "me")
    sheet.oddHeader.left.text = "AIM2"
    book.create_sheet("Second")["A1"] = "AIM2"
    book.save(tmp_path / "a.xlsx")
    assert told(reader.read(tmp_path / "a.xlsx")) == [
        (2, "here", False, "Plan!C2"),
        (3, f'HYPERLINK("{URL}","x")', False, "Plan!D3"),
        (4, "12", False, "Plan!E4"),
        (7, "KF-FISH", False, "Plan!B7"),
        (1048576, "AIM1", False, "Plan!XFD1048576"),
        (2, URL, True, "Plan!C2"),
        (1, " AIM2", False, "Plan"),
        (4, "see AIM9", False, "Plan!E4, comment"),
        (1, "AIM2", False, "Second!A1"),
    ]


def saved(document: OpenDocument, path: Path) -> Path:
    document.save(str(path))
    return path


def test_open_document_text(tmp_path: Path, reader: aside.Reader) -> None:
    """A footnote is a line of its own, and its number no part of the word that it stands at."""
    document = OpenDocumentText()
    paragraph = text.P(text="See AIM1")
    note = text.Note(noteclass="footnote")
    body = text.NoteBody()
    body.addElement(text.P(text="on AIM9"))
    note.addElement(text.NoteCitation(text="1"))
    note.addElement(body)
    comment = office.Annotation()
    comment.addElement(text.P(text="KF-BOATS"))
    paragraph.addElement(note)
    paragraph.addElement(comment)
    paragraph.addText(" and ")
    paragraph.addElement(text.A(href=URL, text="the"))
    paragraph.addElement(text.S(c=1))
    paragraph.addElement(text.Span(text="pipe"))
    document.text.addElement(text.H(outlinelevel=1, text="KF-FISH"))
    document.text.addElement(paragraph)
    rows = table.Table(name="T")
    row, cell = table.TableRow(), table.TableCell()
    cell.addElement(text.P(text="AIM2"))
    row.addElement(cell)
    rows.addElement(row)
    document.text.addElement(rows)
    assert told(reader.read(saved(document, tmp_path / "a.odt"))) == [
        (1, "KF-FISH", False, ""),
        (2, "See AIM1 and the pipe", False, ""),
        (3, "on AIM9", False, ""),
        (4, "KF-BOATS", False, ""),
        (4, URL, True, ""),
        (5, "AIM2", False, ""),
    ]


def test_open_document_sheet(tmp_path: Path, reader: aside.Reader) -> None:
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Plan")
    empty = table.TableRow(numberrowsrepeated=3)
    empty.addElement(table.TableCell())
    row, cell = table.TableRow(), table.TableCell()
    cell.addElement(text.P(text="KF-FISH"))
    row.addElement(cell)
    row.addElement(table.TableCell(formula=f'of:=HYPERLINK("{URL}";"x")'))
    sheet.addElement(empty)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    assert told(reader.read(saved(document, tmp_path / "a.ods"))) == [
        (1, "KF-FISH", False, "Plan, row 4"),
        (1, f'of:=HYPERLINK("{URL}";"x")', False, "Plan, row 4"),
    ]


def test_open_document_slides(tmp_path: Path, reader: aside.Reader) -> None:
    document = OpenDocumentPresentation()
    layout = style.PageLayout(name="L")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="M", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    for word in ("AIM1", "KF-FISH"):
        page, frame, box = draw.Page(masterpagename=master), draw.Frame(width="5cm", height="2cm"), draw.TextBox()
        box.addElement(text.P(text=word))
        frame.addElement(box)
        page.addElement(frame)
        document.presentation.addElement(page)
    assert told(reader.read(saved(document, tmp_path / "a.odp"))) == [(1, "AIM1", False, "slide 1"), (2, "KF-FISH", False, "slide 2")]


def test_open_document_in_one_file(tmp_path: Path, reader: aside.Reader) -> None:
    document = OpenDocumentText()
    document.text.addElement(text.P(text="AIM1"))
    (tmp_path / "a.fodt").write_bytes(document.xml())
    assert told(reader.read(tmp_path / "a.fodt")) == [(1, "AIM1", False, "")]


def test_books(tmp_path: Path, reader: aside.Reader) -> None:
    book = epub.EpubBook()
    book.set_identifier("x")
    book.set_title("T")
    book.set_language("en")
    chapters = [
        epub.EpubHtml(title=name, file_name=f"{name}.xhtml", content=f"<h1>{name}</h1><p>{word} <a href='{URL}'>x</a></p>")
        for name, word in (("two", "AIM9"), ("one", "KF-FISH"))
    ]
    for item in (*chapters, epub.EpubNcx(), epub.EpubNav()):
        book.add_item(item)
    book.spine = [chapters[1], chapters[0], "nav"]
    epub.write_epub(str(tmp_path / "a.epub"), book)
    found = [item[1:] for item in told(reader.read(tmp_path / "a.epub"))]
    assert [item for item in found if item[0].strip() in ("AIM9", "KF-FISH", URL)] == [
        ("KF-FISH ", False, "EPUB/one.xhtml"),
        (URL, True, "EPUB/one.xhtml"),
        ("AIM9 ", False, "EPUB/two.xhtml"),
        (URL, True, "EPUB/two.xhtml"),
    ]


def pdf(folder: Path, source: str) -> Path:
    (folder / "a.typ").write_text(source, "utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    return folder / "a.pdf"


def test_pdf(tmp_path: Path, reader: aside.Reader) -> None:
    """Also where a word is divided at the end of a line: the hyphen of an id may be the one."""
    path = pdf(tmp_path, f'#set page(width: 6cm)\nSee KF-FISH and #link("{URL}")[a pipe].\n#pagebreak()\nAIM1-\\ WEIR')
    assert [(line, said.strip(), link, where) for line, said, link, where in told(reader.read(path))] == [
        (1, URL, True, "page 1"),
        (1, "See KF-FISH and a pipe.", False, "page 1"),
        (2, "AIM1-WEIR", False, "page 2"),
    ]


@pytest.mark.parametrize("name", ["report", "report.bin", "report.txt"])
def test_a_pdf_is_known_by_how_it_begins(name: str, tmp_path: Path, reader: aside.Reader) -> None:
    pdf(tmp_path, "AIM1").rename(tmp_path / name)
    assert [item[1].strip() for item in told(reader.read(tmp_path / name))] == ["AIM1"]


# --- what cannot be read ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.doc", b"\0AIM1", "document-format", "is of a format that is not read (.doc): save it as .docx"),
        ("a.RTF", b"{\\rtf1 AIM1}", "document-format", "is of a format that is not read (.rtf): save it as .docx"),
        ("a.key", b"PK\x03\x04AIM1", "document-format", "is of a format that is not read (.key): save it as .pptx"),
        (
            "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "document-format",
            "is locked with a password, or in the format of Office 97: save it without a password, as .docx, .pptx or .xlsx",
        ),
        ("a.txt", b"PK\x03\x04AIM1", "document-format", "is no text: give its name the ending of its format, or save it in one that is read"),
        ("a", b"AIM1\0", "document-format", "is no text, and of no format that is read: save it in one of those, or leave it out"),
        ("a.pdf", b"AIM1", "document-damaged", "is damaged (Failed to load document (PDFium: Data format error).): make it again"),
        ("a.odt", b"AIM1", "document-damaged", "is damaged (File is not a zip file): open it in the program that made it and save it again"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named(name: str, data: bytes, code: str, message: str, tmp_path: Path, reader: aside.Reader) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name, reader) == (code, message)


def zipped(*parts: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in parts:
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", "is not a Word document: save it as .docx"),
        ("a.pptx", "is not a presentation: save it as .pptx"),
        ("a.xlsx", "is not a workbook: save it as .xlsx"),
        ("a.ods", "is not an OpenDocument file: save it as .odt, .odp or .ods"),
        ("a.epub", "is not an EPUB file: export it again"),
    ],
)
def test_an_archive_of_other_things(name: str, message: str, tmp_path: Path, reader: aside.Reader) -> None:
    (tmp_path / name).write_bytes(zipped(("x", "AIM1")))
    assert refused(tmp_path / name, reader) == ("document-damaged", message)


LOCKED = "is locked with a password: save a copy without one"


def test_what_is_locked(tmp_path: Path, reader: aside.Reader) -> None:
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    (tmp_path / "a.odt").write_bytes(zipped(("content.xml", "noise"), ("META-INF/manifest.xml", manifest)))
    assert refused(tmp_path / "a.odt", reader) == ("document-locked", LOCKED)
    data = bytearray(zipped(("word/document.xml", "<x/>")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag in the file's own header and in the directory
        data[data.index(mark) + offset] |= 1
    (tmp_path / "a.docx").write_bytes(data)
    assert refused(tmp_path / "a.docx", reader) == ("document-locked", LOCKED)
    encryption = '<e xmlns="urn:x"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></e>'
    (tmp_path / "a.epub").write_bytes(zipped(("META-INF/container.xml", "<x/>"), ("META-INF/encryption.xml", encryption)))
    assert refused(tmp_path / "a.epub", reader) == ("document-locked", "is locked by rights management: use a copy without it")


def test_a_pdf_with_a_password(tmp_path: Path, reader: aside.Reader) -> None:
    """The standard security handler (ISO 32000-1, 7.6.3), with a password that nobody knows."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, value)
    table_of = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<41><41>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    (tmp_path / "a.pdf").write_bytes(body + table_of + trailer)
    assert refused(tmp_path / "a.pdf", reader) == ("document-locked", LOCKED)


def test_a_library_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is read without any; other documents say what to install."""
    for library, name, data in (("lxml", "a.docx", zipped(("word/document.xml", "<x/>"))), ("pypdfium2", "a.pdf", b"%PDF-1.4")):
        monkeypatch.setitem(sys.modules, library, None)
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ContentError) as error:
            documents.read(tmp_path / name)
        assert [(problem.code, problem.message) for problem in error.value.problems] == [
            ("links-extra", f"needs the library {library}, which is not installed: pip install 'strategy-builder[links]'")
        ]
    (tmp_path / "a.md").write_text("AIM1", "utf-8")
    assert told(documents.read(tmp_path / "a.md")) == [(1, "AIM1", False, "")]


# --- what is made to do harm --------------------------------------------------------------------

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str | bytes) -> bytes:
    return zipped(("word/document.xml", body))


def bomb() -> bytes:
    return word(b"<x>" + b" " * 63 * 2**20 + b"</x>")


def forty_headers() -> bytes:
    """Forty parts of 60 MB each; made by writing one of them, and forty names for it."""
    one = b"<x>" + b"<y/>" * (15 * 2**20) + b"</x>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}/>" + "<!-- " + os.urandom(2**20).hex() + " -->")
        archive.writestr("word/header1.xml", one)
        info = archive.infolist()[-1]
        for number in range(2, 41):
            again = zipfile.ZipInfo(f"word/header{number}.xml")
            again.compress_type, again.CRC, again.compress_size, again.file_size, again.header_offset = (
                info.compress_type, info.CRC, info.compress_size, info.file_size, info.header_offset,
            )  # fmt: skip
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    return data.getvalue()


RATIO = "is packed more than 200 times smaller than its text, as no ordinary document is: it was not read"
DEEP = "is nested too deep or has an endless word (word/document.xml), as no ordinary document is: it was not read"
LONG = "holds more than 16 MB of text: split it"
HARM: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "63 MB of nothing": ("a.docx", bomb, "document-limit", RATIO),
    "forty headers": ("a.docx", forty_headers, "document-limit", LONG),
    "deep": ("a.docx", lambda: word("<x>" * 5000 + "</x>" * 5000), "document-limit", DEEP),
    "an endless word": ("a.docx", lambda: word("<x>" + os.urandom(5_100_000).hex() + "</x>"), "document-limit", DEEP),
    "files without end": ("a.odt", lambda: zipped(*((str(number), "") for number in range(20_001))), "document-limit",
                          "holds 20001 files, of which at most 20000 are read: it is no ordinary document"),
    "20 MB of words": ("a.md", lambda: b"word " * 4 * 2**20, "document-limit", "is a text of 20 MB, of which at most 16 MB are read: split it"),
    "lines without end": ("a.md", lambda: b"\n" * 1_000_001, "document-limit", "has more than 1000000 lines, paragraphs or cells: split it"),
    "a billion laughs": (
        "a.docx", lambda: word('<!DOCTYPE x [<!ENTITY a "AIM1">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]><x>&i;</x>"),
        "document-damaged", "has a document type in word/document.xml, which no office program writes: open it in one and save it again",
    ),
    "another file": (
        "a.docx", lambda: word(f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:p {NAMES}><w:r><w:t>&a;</w:t></w:r></w:p>'),
        "document-damaged", "has a document type in word/document.xml, which no office program writes: open it in one and save it again",
    ),
    "control characters in a name": (
        "a.epub", lambda: zipped(("META-INF/container.xml", '<c><rootfile full-path="a&#10;b"/></c>'), ("a\nb", "<")),
        "document-damaged", "is damaged (a b: StartTag: invalid element name, line 1, column 2): open it in the program that made it and save it again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HARM)
def test_harm(case: str, tmp_path: Path, reader: aside.Reader) -> None:
    name, make, code, message = HARM[case]
    (tmp_path / name).write_bytes(make())
    assert refused(tmp_path / name, reader) == (code, message)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_compression(method: int, tmp_path: Path, reader: aside.Reader) -> None:
    """At every place where it is damaged, it is read or refused in words, never by a traceback."""
    whole = zipped(("word/document.xml", f"<w:document {NAMES}>" + os.urandom(300).hex() + "</w:document>"), method=method)
    start = whole.index(b"word/document.xml") + len("word/document.xml")
    codes = []
    for place in range(0, len(whole), 7):
        data = bytearray(whole)
        data[place] ^= 0xFF
        (tmp_path / "a.docx").write_bytes(data)
        try:
            reader.read(tmp_path / "a.docx")
        except ContentError as error:
            codes += [problem.code for problem in error.problems]
    assert set(codes) <= {"document-damaged", "document-locked", "document-limit"}
    assert len(codes) > (len(whole) - start) // 14
    data = bytearray(whole)
    data[start : start + 12] = b"\xff" * 12
    (tmp_path / "a.docx").write_bytes(data)
    assert refused(tmp_path / "a.docx", reader)[0] == "document-damaged"


def test_a_size_that_is_a_lie(tmp_path: Path, reader: aside.Reader) -> None:
    """What counts is what is unpacked, not what the directory says."""
    data = bytearray(bomb())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    (tmp_path / "a.docx").write_bytes(data)
    assert refused(tmp_path / "a.docx", reader)[0] in ("document-damaged", "document-limit")


def test_what_is_no_file(tmp_path: Path, reader: aside.Reader) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path / "pipe.md", Path("/dev/zero"), tmp_path):
        assert refused(path, reader) == ("unreadable", "is no file but a folder, a pipe or a device: give a file")


def test_a_file_that_is_too_large(tmp_path: Path, reader: aside.Reader) -> None:
    with (tmp_path / "a.pdf").open("wb") as stream:
        stream.truncate(pieces.MAX_READ + 1)
    assert refused(tmp_path / "a.pdf", reader) == ("document-limit", "is larger than 64 MB: split it")


def test_a_document_that_takes_too_long(tmp_path: Path) -> None:
    """It ends, and so does its process; the next document is read."""
    (tmp_path / "a.docx").write_bytes(word(f"<w:document {NAMES}><w:p><w:r><w:t>AIM1</w:t></w:r></w:p></w:document>"))
    with aside.Reader(seconds=0) as reader:
        assert refused(tmp_path / "a.docx", reader) == ("document-limit", "takes longer than 0 seconds to read: split it, or leave it out")
        (tmp_path / "a.md").write_text("AIM1", "utf-8")
        assert [piece.text for piece in reader.read(tmp_path / "a.md")] == ["AIM1"]


def test_a_library_that_falls_over(tmp_path: Path) -> None:
    """Its process is gone; that document is named, and the next has a process of its own."""
    (tmp_path / "a.docx").write_bytes(word(f"<w:document {NAMES}><w:p><w:r><w:t>AIM1</w:t></w:r></w:p></w:document>"))
    with aside.Reader() as reader:
        assert [piece.text for piece in reader.read(tmp_path / "a.docx")] == ["AIM1"]
        assert reader._process is not None
        reader._process.kill()
        reader._process.join()
        assert refused(tmp_path / "a.docx", reader) == (
            "document-damaged", "made the library that reads it fail: open it in the program that made it and save it again",
        )  # fmt: skip
        assert [piece.text for piece in reader.read(tmp_path / "a.docx")] == ["AIM1"]


def test_no_network_and_no_file_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The readers are given bytes; whatever they would open would be noticed here."""
    files = [("a.odt", zipped(("content.xml", '<?xml-stylesheet href="http://127.0.0.1:9/x"?><o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></o:document-content>'))),
             ("a.docx", word(f'<w:document {NAMES} xsi:schemaLocation="a http://127.0.0.1:9/a.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'))]  # fmt: skip
    documents.pieces(files[0][1], ".odt")  # the library is imported now

    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    for name, data in files:
        assert documents.pieces(data, Path(name).suffix) == []


def test_ordinary_documents_are_within_bounds() -> None:
    """The template of Word, which holds much style and no text, is packed as tight as any."""
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    unpacked = sum(item.file_size for item in zipfile.ZipFile(buffer).infolist())
    assert 2 * unpacked < package.MAX_RATIO * len(buffer.getvalue())
