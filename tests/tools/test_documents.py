"""Other people's documents, read into pieces: each piece with its exact place, and each fault with its exact words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from builder.problems import ContentError
from builder.tools.links import anchors, documents
from builder.tools.links.documents import Piece

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def pieces(path: Path, data: str | bytes) -> list[tuple[int, int, str, bool]]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [(piece.line, piece.column, piece.text, piece.link) for piece in documents.read(path)]


def refused(path: Path) -> tuple[str, int, int, str, str]:
    with pytest.raises(ContentError) as error:
        documents.read(path)
    (problem,) = error.value.problems
    return Path(problem.path).name, problem.line, problem.column, problem.code, problem.message


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.md", "a.TXT", "a.rst", "a"])
def test_text_is_read_line_by_line(tmp_path: Path, name: str) -> None:
    """Lines as editors and GitHub count them: what ends a page or a paragraph ends no line."""
    assert pieces(tmp_path / name, "one <a href=x>\n\nthree\r\nfour\rfi\fve\u2028 \x85\n") == [
        (1, 1, "one <a href=x>", False),
        (2, 1, "", False),
        (3, 1, "three", False),
        (4, 1, "four", False),
        (5, 1, "fi\fve\u2028 \x85", False),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        ("é".encode("utf-8-sig"), "é"),
        (b"\xff\xfe" + "é".encode("utf-16-le"), "é"),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "é"),
        (b"\xff\xfe" + "é".encode("utf-16-le") + b"\x00", "é\N{REPLACEMENT CHARACTER}"),
        (b"\xff\xfe\0\0" + "é".encode("utf-32-le"), "é"),
        (b"\0\0\xfe\xff" + "é".encode("utf-32-be"), "é"),
        (b"caf\xe9", "café"),
        (b"caf\xe9 \x96", "café –"),
        (b"caf\xe9 \x81", "café \x81"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    assert pieces(tmp_path / "a.txt", data) == [(1, 1, text, False)]


def test_a_document_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.md") == (
        "none.md", 1, 1, "unreadable", "cannot be read (No such file or directory): check the name and the permissions",
    )  # fmt: skip


# --- HTML ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_html_has_places(tmp_path: Path, name: str) -> None:
    text = "x <b>y</b>\n z\n\n<p\nid=p><a class=k href=\" u&amp;v \">w</a>\n<img alt=i src='s'><q cite=c></q><object data=d></object><meta content=m>"
    assert pieces(tmp_path / name, text) == [
        (1, 1, "x ", False),
        (1, 6, "y", False),
        (2, 1, " z", False),
        (5, 6, "u&v", True),
        (5, 34, "w", False),
        (6, 1, "s", True),
        (6, 20, "c", True),
        (6, 34, "d", True),
        (6, 58, "m", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>a</script >b", [(1, 20, "b", False)]),
        ("<SCRIPT>a<b></sCRIPT>b", [(1, 22, "b", False)]),
        ("<style>a</styles></style>b", [(1, 26, "b", False)]),
        ("<script/>a", [(1, 10, "a", False)]),
        ("</script>a", [(1, 10, "a", False)]),
        ("<script>a", []),
        ("<script src=u>a", [(1, 1, "u", True)]),
        ("a<b", [(1, 1, "a", False)]),
        ("a<", [(1, 1, "a", False)]),
        ("<<b>c", [(1, 5, "c", False)]),
        ("a < b", [(1, 1, "a ", False), (1, 4, " b", False)]),
        ("<!-->a", [(1, 6, "a", False)]),
        ("<!--->a", [(1, 7, "a", False)]),
        ("<!-- x --!>a", [(1, 12, "a", False)]),
        ("<!-- x", []),
        ("<!-- \n -->a", [(2, 5, "a", False)]),
        ("<!x>a<?y>b</ z>c", [(1, 5, "a", False), (1, 10, "b", False), (1, 16, "c", False)]),
        ("<a HREF='u' / href >b", [(1, 1, "u", True), (1, 21, "b", False)]),
        ('<a href="">b', [(1, 12, "b", False)]),
        ("&#65;&#0000000066;&#00067", [(1, 1, "ABC", False)]),
        ("&#12345678;&#00012345678x", [(1, 1, "\ufffd\ufffdx", False)]),
        ("&#1234567;", [(1, 1, "\ufffd", False)]),
    ],
)
def test_tokens(tmp_path: Path, text: str, expected: list[tuple[int, int, str, bool]]) -> None:
    assert pieces(tmp_path / "a.html", text) == expected


# --- Word ---------------------------------------------------------------------------------------


def part(body: str, name: str = "document") -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}">{body}</w:{name}>'


def word(body: str = "", files: dict[str, str] | None = None) -> bytes:
    """A Word document of a body, if there is one, and further files by their paths."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in {**({"word/document.xml": part(body)} if body else {}), **(files or {})}.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def relations(*items: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(items)}</Relationships>'


def external(name: str, target: str) -> str:
    return f'<Relationship Id="{name}" Target="{target}" TargetMode="External"/>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_are_lines(tmp_path: Path) -> None:
    """The body first, then the other parts by name; what is no part of the text is left out."""
    files = {f"word/{name}.xml": part(f"<w:p>{run(name)}</w:p>", "x") for name in ("header2", "footer1", "footnotes", "endnotes", "comments")}
    files |= {f"{name}.xml": part(f"<w:p>{run(name)}</w:p>", "x") for name in ("word/styles", "word/headers", "customXml/document", "word/document.xml.bak")}
    data = word(f"<w:p>{run('one ')}{run('two')}</w:p><w:p/><w:p>{run('three')}</w:p>", files)
    assert pieces(tmp_path / "a.DOCX", data) == [
        (1, 1, "one two", False),
        (3, 1, "three", False),
        (4, 1, "comments", False),
        (5, 1, "endnotes", False),
        (6, 1, "footer1", False),
        (7, 1, "footnotes", False),
        (8, 1, "header2", False),
    ]


def test_characters_that_are_elements(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t/><w:noBreakHyphen/><w:t>d\u2011e</w:t></w:r></w:p>"
    assert pieces(tmp_path / "a.docx", word(body)) == [(1, 1, "a b c -d\u2011e", False)]


def test_links_of_each_part(tmp_path: Path) -> None:
    link = '<w:p><w:hyperlink r:id="r{}"{}><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    body = "".join(link.format(number, more) for number, more in ((1, ""), (2, ' w:anchor="b"'), (3, ' w:anchor="b"'), (4, ""), (9, ""))) + link.format(
        1, ""
    ).replace(' r:id="r1"', "")
    targets = relations(
        external("r1", "https://a/"), external("r2", "https://a/"), external("r3", "https://a/#z"), '<Relationship Id="r4" Target="styles.xml"/>'
    )
    data = word(
        body,
        {
            "word/_rels/document.xml.rels": targets,
            "word/footnotes.xml": part(link.format(1, ""), "footnotes"),
            "word/_rels/footnotes.xml.rels": relations(external("r1", "https://f/")),
        },
    )
    assert [piece for piece in pieces(tmp_path / "a.docx", data) if piece[3]] == [
        (1, 1, "https://a/", True),
        (2, 1, "https://a/#b", True),
        (3, 1, "https://a/#z", True),
        (7, 1, "https://f/", True),
    ]


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ('HYPERLINK "u"', "u"),
        ("hyperlink u v", "u"),
        ('HYPERLINK "u" \\l "a"', "u#a"),
        ('HYPERLINK \\L "a" "u"', "u#a"),
        ('HYPERLINK \\o "tip" "u"', "u"),
        ('HYPERLINK \\t "_blank" "u" \\l a', "u#a"),
        ('HYPERLINK \\n "u"', "u"),
        ('HYPERLINK "" "u"', "u"),
        ('HYPERLINK "u" \\l "a" \\l "b"', "u#a"),
        ('HYPERLINK \\l "a"', None),
        ("HYPERLINKS u", None),
        ("PAGE", None),
    ],
)
def test_fields(tmp_path: Path, code: str, target: str | None) -> None:
    expected = [] if target is None else [(1, 1, target, True)]
    escaped = code.replace('"', "&quot;")
    assert pieces(tmp_path / "a.docx", word(f'<w:p><w:fldSimple w:instr="{escaped}"/></w:p>')) == expected
    assert pieces(tmp_path / "a.docx", word(f"<w:p><w:r><w:instrText>{code[:4]}</w:instrText><w:instrText>{code[4:]}</w:instrText></w:r></w:p>")) == expected


def test_fields_in_a_row(tmp_path: Path) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = "<w:r><w:instrText>{}</w:instrText></w:r>"
    fields = "".join(mark.format("begin") + text.format(f"HYPERLINK {name}") + mark.format("separate") + run(name) + mark.format("end") for name in "uv")
    simple = '<w:fldSimple w:instr="HYPERLINK w"/>' + text.format("PAGE")
    assert pieces(tmp_path / "a.docx", word(f"<w:p>{fields}{simple}</w:p>")) == [
        (1, 1, "u", True), (1, 1, "v", True), (1, 1, "w", True), (1, 1, "uv", False),
    ]  # fmt: skip


def test_what_is_gone_or_said_twice(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('a')}<w:del>{run('b')}</w:del><w:moveFrom>{run('c')}</w:moveFrom><w:ins>{run('d')}</w:ins><w:moveTo>{run('e')}</w:moveTo></w:p>"
        f"<w:p><mc:AlternateContent><mc:Choice>{run('f')}</mc:Choice><mc:Fallback>{run('g')}</mc:Fallback></mc:AlternateContent>"
        f"<mc:AlternateContent><mc:Fallback>{run('h')}</mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:p>{run('i')}<w:txbx><w:p>{run('j')}</w:p></w:txbx>{run('k')}</w:p>"
    )
    assert pieces(tmp_path / "a.docx", word(body)) == [(1, 1, "ade", False), (2, 1, "fh", False), (3, 1, "ik", False), (4, 1, "j", False)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no", "is damaged (File is not a zip file): open it in the program that made it and save it again"),
        (word("", {"word/other.xml": "<x/>"}), "is not a Word document: save it as .docx"),
        (
            word("", {"word/document.xml": "<!DOCTYPE x>" + part("")}),
            "has a document type in word/document.xml, which no office program writes: open it in one and save it again",
        ),
        (
            word("", {"word/document.xml": "<x>"}),
            "is damaged (word/document.xml: Premature end of data in tag x line 1, line 1, column 4): open it in the program that made it and save it again",
        ),
    ],
)
def test_what_is_no_word_document(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    assert refused(tmp_path / "a.docx") == ("a.docx", 1, 1, "document-damaged", message)


def test_a_comment_before_the_document_is_no_document_type(tmp_path: Path) -> None:
    data = word("", {"word/document.xml": f"<!-- {'x' * 5000} <!DOCTYPE -->" + part(f"<w:p>{run('a')}</w:p>")})
    assert pieces(tmp_path / "a.docx", data) == [(1, 1, "a", False)]


# --- anchors ------------------------------------------------------------------------------------


def test_ids_of_any_element_count() -> None:
    ids = anchors._Ids()
    ids.feed('<p id="a">x<br id=b><i class="c" id></i><b id="">y</b><a name="d">z</a>')
    assert ids.found == {"a", "b"}


def test_pieces_are_plain() -> None:
    assert Piece(1, 2, "x", True) == Piece(line=1, column=2, text="x", link=True)
