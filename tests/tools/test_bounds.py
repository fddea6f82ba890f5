"""What documents may cost: each bound holds what is exactly as much, and refuses one more."""

from __future__ import annotations

import http.server
import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst

from builder.problems import ContentError
from builder.tools.links import aside, documents, epub, package, pdf, pieces, published, texts
from builder.tools.links.package import Package
from builder.tools.links.pieces import Piece, Refused, shown
from builder.wording import Phrase


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as error:
        call()
    return error.value.code, error.value.message


def packed(*parts: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_bounds_are_those_that_are_documented() -> None:
    assert (pieces.MAX_READ, pieces.MAX_TEXT, pieces.MAX_SMALL, pieces.MAX_MEMORY) == (2**26, 2**24, 2**20, 2**31)
    assert (pieces.MAX_RATIO, pieces.MAX_PARTS, pieces.MAX_PIECES, pieces.MAX_SECONDS, pdf.MAX_PAGES) == (200, 20_000, 1_000_000, 60, 20_000)
    assert (published.MAX_LIST, published.MAX_WAIT) == (2**25, 30)


def test_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_READ", 3)
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert documents.load(path) == b"abc"
    path.write_bytes(b"abcd")
    assert refused(lambda: documents.load(path)) == ("document-limit", "is larger than 0 MB: split it")


def test_length_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MAX_TEXT", 2 * 2**20)
    assert len(texts.decoded(b"x" * 2 * 2**20)) == 2 * 2**20
    assert refused(lambda: texts.decoded(b"x" * (2 * 2**20 + 1))) == ("document-limit", "is a text of 2 MB, of which at most 2 MB are read: split it")


def test_number_of_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_PIECES", 3)
    assert len(documents.pieces(b"a\nb\nc", ".txt")) == 3
    assert refused(lambda: documents.pieces(b"a\nb\nc\nd", ".txt")) == ("document-limit", "has more than 3 lines, paragraphs or cells: split it")


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_memory(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes) -> Iterator[Piece]:
        raise error

    monkeypatch.setattr(documents, "format_of", lambda data, ending: documents.Format("x", (), read))
    assert refused(lambda: documents.pieces(b"", ".txt")) == ("document-limit", "needs more memory than a document should: it was not read")


def test_number_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PARTS", 2)
    assert Package(packed(("a", b""), ("b", b""))).names == {"a", "b"}
    assert refused(lambda: Package(packed(("a", b""), ("b", b""), ("c", b"")))) == (
        "document-limit", "holds 3 files, of which at most 2 are read: it is no ordinary document",
    )  # fmt: skip


def test_length_of_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was unpacked before counts too, also where the same is unpacked again."""
    monkeypatch.setattr(package, "MAX_TEXT", 3 * 2**20)
    parts = Package(packed(("a", b"x" * 2**20), ("b", b"x" * 2**20), ("c", b"x")))
    assert (len(parts.bytes("a")), len(parts.bytes("b")), len(parts.bytes("a"))) == (2**20, 2**20, 2**20)
    assert refused(lambda: parts.bytes("c")) == ("document-limit", "holds more than 3 MB of text: split it")


def test_how_tight_a_document_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(("a", b"x" * 100_000), method=zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(package, "MAX_SMALL", 99_999)
    monkeypatch.setattr(package, "MAX_RATIO", 100_000 / len(data))
    assert len(Package(data).bytes("a")) == 100_000
    monkeypatch.setattr(package, "MAX_RATIO", 99_999 / len(data))
    assert refused(lambda: Package(data).bytes("a"))[1].endswith("times smaller than its text, as no ordinary document is: it was not read")
    monkeypatch.setattr(package, "MAX_SMALL", 100_000)
    assert len(Package(data).bytes("a")) == 100_000, "a small one is not weighed"


def test_text_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages together may hold so much, and no more."""
    source = tmp_path / "a.typ"
    source.write_text("abcd\n#pagebreak()\nefgh", "utf-8")
    data = typst.compile(str(source))
    monkeypatch.setattr(pdf, "MAX_TEXT", 8)
    assert [piece.text.strip() for piece in pdf.pieces(data)] == ["abcd", "efgh"]
    monkeypatch.setattr(pdf, "MAX_TEXT", 7)
    monkeypatch.setattr(pdf, "MB", 7)
    assert refused(lambda: list(pdf.pieces(data))) == ("document-limit", "holds more than 1 MB of text: split it")


def test_number_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(100, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert list(pdf.pieces(buffer.getvalue())) == []
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert refused(lambda: list(pdf.pieces(buffer.getvalue()))) == ("document-limit", "has 2 pages, of which at most 1 are read: split it")


def test_messages_are_one_short_line() -> None:
    assert shown("a \n\tb\u2028c") == "a b c"
    assert shown("x" * 300) == "x" * 300
    assert shown("x" * 301) == "x" * 299 + "…"
    assert shown("x" * 5, 4) == "xxx…"
    assert shown("x" * 4, 4) == "xxxx"
    assert shown("a\x1b\x7fé\u202e") == "a\\u001b\\u007fé\\u202e"
    assert shown(" " * 700 + "x") == "", "no more is looked at than twice what is shown"
    assert Refused("c", Phrase("x" * 400)).message == "x" * 299 + "…"


# --- a process of its own -----------------------------------------------------------------------


def word(text: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed(("word/document.xml", f"<w:document {names}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>".encode()))


def test_one_process_reads_all_documents_that_need_it(tmp_path: Path) -> None:
    """None is started for text; what is refused does not end it; it ends with the block."""
    with aside.Reader() as reader:
        (tmp_path / "a.md").write_text("AIM1", "utf-8")
        assert [piece.text for piece in reader.read(tmp_path / "a.md")] == ["AIM1"]
        assert reader._process is None
        for number in range(2):
            (tmp_path / "a.docx").write_bytes(word(f"AIM{number}"))
            assert [piece.text for piece in reader.read(tmp_path / "a.docx")] == [f"AIM{number}"]
            process: Any = reader._process
            assert process is not None
            (tmp_path / "b.docx").write_bytes(b"no")
            with pytest.raises(ContentError, match=r"b\.docx:1:1: error\[document-damaged\]: is damaged"):
                reader.read(tmp_path / "b.docx")
            assert reader._process is process
        assert process.is_alive()
    assert not process.is_alive()
    assert reader._process is reader._pipe is None


def test_its_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # Windows has none

    asked: list[Any] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *arguments: asked.append(arguments))
    aside._bound_memory()
    assert asked == [(resource.RLIMIT_AS, (2**31, 2**31))]

    def refuse(*arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    aside._bound_memory()  # where the system allows less, that holds


# --- books --------------------------------------------------------------------------------------

CONTAINER = b'<c xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfile full-path="O/b.opf"/></c>'
OPF = (
    b'<p><manifest><item id="a" href="a%20b.xhtml" media-type="application/xhtml+xml"/><item id="c" href="../c.html" media-type="text/html"/>'
    b'<item id="d" href="d.xml" media-type="application/x-dtbook+xml"/><item id="s" href="s.css" media-type="text/css"/>'
    b'<item id="n" href="none.xhtml" media-type="text/html"/></manifest><spine><itemref idref="c"/><itemref idref="x"/><itemref idref="s"/></spine></p>'
)
BOOK = (("META-INF/container.xml", CONTAINER), ("O/b.opf", OPF), ("O/a b.xhtml", b"<p>A"), ("c.html", b"x\n<p>C"), ("O/d.xml", b"<p>D"), ("O/s.css", b"S"))


def encryption(*methods: str) -> tuple[str, bytes]:
    return "META-INF/encryption.xml", f'<e xmlns="urn:x">{"".join(f"<EncryptionMethod Algorithm={chr(34)}{name}{chr(34)}/>" for name in methods)}</e>'.encode()


def test_chapters_in_the_order_of_the_book() -> None:
    """Those of the spine, then all others; what is no page, or is not there, is none."""
    assert list(epub.pieces(packed(*BOOK))) == [
        Piece(1, 1, "x", False, "c.html"),
        Piece(2, 4, "C", False, "c.html"),
        Piece(1, 4, "A", False, "O/a b.xhtml"),
        Piece(1, 4, "D", False, "O/d.xml"),
    ]


def test_fonts_that_every_reader_can_undo_lock_nothing() -> None:
    fonts = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
    assert len(list(epub.pieces(packed(*BOOK, encryption(*fonts))))) == 4
    for methods in (("",), (fonts[0], "http://www.w3.org/2001/04/xmlenc#aes256-cbc")):
        assert refused(lambda methods=methods: list(epub.pieces(packed(*BOOK, encryption(*methods))))) == (  # type: ignore[misc]
            "document-locked", "is locked by rights management: use a copy without it",
        )  # fmt: skip


def test_a_book_without_chapters() -> None:
    message = ("document-damaged", "is a book without chapters: export it again")
    assert refused(lambda: list(epub.pieces(packed(BOOK[0])))) == message
    assert refused(lambda: list(epub.pieces(packed(*BOOK[:2])))) == message


# --- the network --------------------------------------------------------------------------------


def served(respond: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            respond(self)

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def ten_bytes() -> Iterator[str]:
    """A server that gives ten bytes, in two parts, and says who asked in the first."""

    def respond(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(f"{handler.headers['User-Agent'][:5]}".encode())
        handler.wfile.flush()
        time.sleep(0.05)
        handler.wfile.write(b"6789" + b"y" * (handler.headers["Accept"] == "application/json"))

    yield from served(respond)


def test_what_is_fetched(ten_bytes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "MAX_LIST", 10)
    assert published._fetched(ten_bytes) == b"strat6789y"
    monkeypatch.setattr(published, "MAX_LIST", 9)
    message = "is larger than 0 MB or takes longer than 30 seconds: download it, and give the file"
    assert refused(lambda: published._fetched(ten_bytes)) == ("links-file", message)
    monkeypatch.setattr(published, "MAX_LIST", 10)
    monkeypatch.setattr(published, "MAX_WAIT", 0.01)
    assert refused(lambda: published._fetched(ten_bytes))[0] == "links-file", "a list that trickles in"
