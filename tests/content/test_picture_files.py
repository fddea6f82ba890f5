"""Pictures beside the content: which are taken, and which are refused, with what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from builder.content.picture_files import LARGEST, PIXELS, UnfitError, read

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">{}</svg>'
PLAIN = "save it as plain SVG"


def refusal(path: Path) -> str:
    with pytest.raises(UnfitError) as error:
        read(path)
    return f"{error.value.code}: {error.value}"


def test_an_svg(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format('<a href="https://example.org"><use href="#part"/></a><path style="fill:url(#part)"/>'))
    found = read(path)
    assert (found.form, found.width, found.height, found.square, found.data) == ("svg", 120, 40, False, path.read_bytes())


def test_an_svg_that_gives_its_size_in_points(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="28.5pt"/>')
    found = read(tmp_path / "logo.svg")
    assert (found.width, found.height, found.square) == (30, 28.5, True)


def test_a_png(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "teal").save(tmp_path / "logo.png")
    found = read(tmp_path / "logo.png")
    assert (found.form, found.width, found.height) == ("png", 30, 20)


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", "an element <script>"),
        ("<foreignObject/>", "an element <foreignObject>"),
        ('<rect onclick="alert(1)"/>', "an attribute 'onclick'"),
        ('<image href="https://example.org/x.png"/>', "a reference to another file ('https://example.org/x.png')"),
        ('<image href="javascript:alert(1)"/>', "a reference to another file ('javascript:alert(1)')"),
        ("<style>@import 'x.css';</style>", "a reference to another file ('@import')"),
        ('<rect fill="url(x.svg#y)"/>', "a reference to another file ('url(x.svg#y')"),
    ],
)
def test_an_svg_that_does_more_than_show(inner: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inner))
    assert refusal(tmp_path / "logo.svg") == f"no-picture: 'logo.svg' has {what}, which a picture must not: {PLAIN}"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.gif", b"GIF89a", "no-picture: 'a.gif' is neither SVG nor PNG, by its ending: save the picture as one of them"),
        ("a.png", b"GIF89a", "no-picture: 'a.png' cannot be read as PNG: save the picture again"),
        ("a.svg", b"<svg>", "no-picture: 'a.svg' cannot be read as SVG (no element found: line 1, column 5): save the picture again"),
        ("a.svg", b"<svg/>", "no-picture: 'a.svg' cannot be read as SVG: its first element must be <svg xmlns=\"http://www.w3.org/2000/svg\">"),
        (
            "a.svg",
            b'<svg xmlns="http://example.org/svg" viewBox="0 0 4 4"/>',
            "no-picture: 'a.svg' cannot be read as SVG: its first element must be <svg xmlns=\"http://www.w3.org/2000/svg\">",
        ),
        ("a.svg", b"<!DOCTYPE svg><svg/>", f"no-picture: 'a.svg' has a document type, which could name other files: {PLAIN}"),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "no-picture: 'a.svg' does not say how wide and high it is: give its <svg> a viewBox, as in viewBox=\"0 0 120 40\"",
        ),
        ("a.png", b"x" * (LARGEST + 1), "large-picture: 'a.png' has 200,001 bytes: every page loads it, so bring it to 200,000 at most"),
    ],
)
def test_what_is_no_picture(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name) == said


@pytest.mark.parametrize("box", ["0 0 -4 4", "0 0 4 0", "0 0 nan 4", "0 0 4 inf", "0 0 4"])
def test_a_drawing_without_a_size(box: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"/>', "utf-8")
    assert refusal(tmp_path / "a.svg").startswith("no-picture: 'a.svg' does not say how wide and high it is")


def test_a_picture_of_too_many_pixels(tmp_path: Path) -> None:
    Image.new("1", (PIXELS + 1, 2)).save(tmp_path / "a.png")
    assert refusal(tmp_path / "a.png") == "large-picture: 'a.png' has 2401 by 2 pixels: bring it to 2400 a side at most"


def test_what_is_no_file(tmp_path: Path) -> None:
    """It is not opened: a pipe would wait, and a device would never end."""
    (tmp_path / "a.png").mkdir()
    os.mkfifo(tmp_path / "b.png")
    (tmp_path / "c.png").symlink_to("/dev/zero")
    for name in ("a.png", "b.png", "c.png"):
        assert refusal(tmp_path / name) == f"no-picture: '{name}' is a folder, a pipe or a device: put a file there"


def test_a_picture_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.png") == f"missing-picture: there is no 'a.png' in '{tmp_path.name}/': put the file there, or correct its name"
