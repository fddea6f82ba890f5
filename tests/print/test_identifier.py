"""The identifier in the metadata of a PDF: put into the finished file, which stays whole; refused where the file is laid out otherwise."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from builder.print.identifier import identified
from builder.print.typesetter import Typesetter

ADDRESS = "https://made.example.org/plan/id/to1/"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A document of a page, as Typst writes it."""
    folder = tmp_path_factory.mktemp("templates")
    Path(folder, "page.typ").write_text("#let render(data) = { set document(title: data.title); heading(outlined: true)[#data.title] }", "utf-8")
    return Typesetter(folder).set("page", {"title": "A page"}).data


def said(data: bytes) -> str:
    """The identifier that a reader finds which repairs nothing."""
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as found:
        assert found.check_pdf_syntax() == []
        assert len(found.pages) == 1
        with found.open_metadata(strict=True) as metadata:
            assert metadata["dc:title"] == "A page"
            return str(metadata["dc:identifier"])


@pytest.mark.parametrize("address", [ADDRESS, "https://made.example.org/?a=1&b=<2>", "https://made.example.org/" + "long/" * 2000])
def test_a_reader_finds_it(pdf: bytes, address: str) -> None:
    """Also an address that must be escaped, and one by which the length of the packet gets another digit."""
    found = identified(pdf, address)
    assert said(found) == address
    assert found == identified(pdf, address)
    assert len(found) - len(pdf) <= len(address) + 50


def test_nothing_else_changes(pdf: bytes) -> None:
    found = identified(pdf, ADDRESS)
    kept = found.replace(f"<dc:identifier>{ADDRESS}</dc:identifier>".encode(), b"")
    packet = re.compile(rb"<\?xpacket begin.*<\?xpacket end", re.DOTALL)
    assert packet.findall(kept) == packet.findall(pdf)
    assert found[: found.rindex(b"<</Length")] == pdf[: pdf.rindex(b"<</Length")]


@pytest.mark.parametrize("change", [(b"/Type/Metadata", b"/Type/Metadatum"), (b"<dc:format>", b"<dc:shape>"), (b"startxref", b"startxxxx")])
def test_a_file_laid_out_otherwise_is_refused(pdf: bytes, change: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="not where they were"):
        identified(pdf.replace(*change), ADDRESS)
