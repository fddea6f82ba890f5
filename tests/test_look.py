"""The look of a strategy reaches everything that is published: the small strategy in other colours, with a logo and other type.

No colour that there is at first and that another one replaces is left in any file.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from ctypes import c_uint
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from PIL import Image

from builder import cli
from builder.content import palette
from builder.content.load import load
from builder.content.records import Publication
from builder.fonts import FONTS
from tests.conftest import REPO, SMALL, Site

ACCENT = "#8a1538"
OWN = "#1f6fb2"
LOOK = f"""
look:
  colours: {{accent: "{ACCENT.upper()}"}}
  logo: {{file: pictures/logo.svg, text: Commission for the Ostra Basin}}
  type: {{text: Ostra Text, titles: Ostra Titles}}
  footer:
    text: Printed with help of the *Ostra Fund*; see [Varnholm][VAR].
    links:
      - {{title: Imprint & more, address: "https://ostra.example.org/imprint"}}
"""
CHART = """
- {id: CH-WELLS, title: Safe wells, kind: share, text: What is safe., items: [{figure: KF-WELLS, label: Wells}]}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 36"><rect width="40" height="36" fill="#123456"/></svg>'


def renamed_font(family: str, folder: Path) -> None:
    """A font of another family with the letters of one that comes with the builder."""
    font = TTFont(FONTS / "source-sans-3/SourceSans3-Regular.otf")
    maker = FontBuilder(font=font)
    maker.setupNameTable({"familyName": family, "styleName": "Regular", "fullName": family, "psName": family.replace(" ", "")})
    folder.mkdir(exist_ok=True)
    font.save(folder / f"{family}.otf")


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the small strategy with a look of its own."""
    folder = tmp_path_factory.mktemp("look")
    content = shutil.copytree(SMALL / "content", folder / "content")
    shutil.copy(SMALL / "mkdocs.yml", folder)
    with (content / "strategy.yml").open("a", encoding="utf-8") as file:
        file.write(LOOK)
    (content / "charts.yml").write_text(CHART)
    (content / "pictures").mkdir()
    (content / "pictures/logo.svg").write_text(LOGO)
    Image.new("RGB", (60, 60), OWN).save(content / "pictures/drop.png")
    for family in ("Ostra Text", "Ostra Titles"):
        renamed_font(family, content / "fonts")
    aim = content / "objectives/clean-water.yml"
    mine = f'number: 1\ncolour: "{OWN}"\npicture: {{file: pictures/drop.png, text: A drop}}'
    aim.write_text(aim.read_text("utf-8").replace("number: 1", mine, 1), "utf-8")
    (folder / "overrides/assets").mkdir(parents=True)
    (folder / "overrides/assets/mine.css").write_text("p { color: red }")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("copyright: Ostra\nextra_css: [assets/mine.css]\n")
    where = ("--content", content, "--docs-dir", folder / "docs", "--site-dir", folder / "site")
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert cli.main([*map(str, ("build", "--provisional", *where))]) == 0
    first, *_ = told.getvalue().splitlines()
    assert re.fullmatch(r".*mkdocs\.yml:\d+:1: warning\[no-effect\]: 'copyright' has no effect here: .*", first)
    return Site(folder / "site", folder / "docs")


@pytest.fixture(scope="module")
def colours(looked: Site) -> palette.Palette:
    return palette.palette({"accent": {"light": ACCENT}})


def replaced(found: palette.Palette) -> set[str]:
    """The colours that there are at first and that the look has others for."""
    first = {shade for name, both in palette.DEFAULTS.items() for shade in both.values() if both != found[name]}
    return first - {shade for both in found.values() for shade in both.values()}


def fills(path: Path) -> Iterator[str]:
    """The colours in which a PDF fills letters and shapes."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for part in page.get_objects(max_depth=9):
                parts = [c_uint() for _ in range(4)]
                if pdfium.FPDFPageObj_GetFillColor(part, *parts):
                    yield "#" + "".join(f"{channel.value:02x}" for channel in parts[:3])


def test_no_colour_that_was_replaced_is_left_in_any_text(looked: Site, colours: palette.Palette) -> None:
    """Style sheets, pages, pictures as drawings, data; in the colours as they are written there."""
    wanted = re.compile("|".join(re.escape(shade) for shade in replaced(colours)), re.IGNORECASE)
    texts = [path for path in looked.folder.rglob("*") if path.suffix in (".css", ".svg", ".html", ".js", ".json", ".md", ".xml")]
    assert {path.suffix for path in texts} >= {".css", ".svg", ".html"}
    assert [(path.name, match[0]) for path in texts if (match := wanted.search(path.read_text("utf-8")))] == []


def test_the_source_has_no_colour_but_in_one_place() -> None:
    """What is published is made from these: no style sheet, template or script repeats a colour of the palette."""
    shades = {shade for name, both in palette.DEFAULTS.items() for shade in both.values() if name not in ("paper", "group-0", "plate", "cover-ink")}
    files = [
        path
        for folder in ("builder", "templates", "site_overrides")
        for path in (REPO / folder).rglob("*")
        if path.suffix in (".py", ".css", ".js", ".typ", ".jinja", ".html")
    ]
    wrong = {path.name for path in files if any(shade in path.read_text("utf-8").lower() for shade in shades)}
    assert wrong <= {"palette.py", "fields.py", "look.py"}, "the last two show how a colour is written"


def test_briefs_are_in_the_colours_and_families_of_the_look(looked: Site, colours: palette.Palette) -> None:
    briefs = sorted((looked.folder / "briefs").glob("*.pdf"))
    assert briefs
    for path in briefs:
        found = set(fills(path))
        assert ACCENT in found, path.name
        assert not found & replaced(colours), path.name
        assert b"OstraText" in path.read_bytes(), path.name
        assert b"OstraTitles" in path.read_bytes(), path.name


def test_the_brief_of_an_entry_has_its_colour_and_the_logo(looked: Site) -> None:
    found = set(fills(looked.folder / "briefs/clean-water.pdf"))
    assert {OWN, "#123456"} <= found
    others = set(fills(looked.folder / "briefs/free-trade.pdf"))
    assert "#123456" in others
    assert OWN not in others


def test_the_footer_of_briefs(looked: Site) -> None:
    with pypdfium2.PdfDocument(looked.folder / "briefs/varnholm.pdf") as document:
        for page in document:
            assert "Printed with help of the Ostra Fund; see Varnholm." in " ".join(page.get_textpage().get_text_bounded().split())


def test_pictures_of_shared_links_and_charts(looked: Site, colours: palette.Palette) -> None:
    for name, shade in (("share.png", ACCENT), ("share/aim1.png", OWN)):
        with Image.open(looked.folder / name) as picture:
            found = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
        assert shade in found
        assert "#123456" in found, "the logo"
        assert not found & replaced(colours)
    charts = "".join(path.read_text("utf-8") for path in (looked.folder / "data/charts").glob("*.svg"))
    assert colours["data"]["light"] in charts


def test_the_mark_is_the_logo_if_that_is_square(looked: Site) -> None:
    assert (looked.folder / "assets/mark.svg").read_text("utf-8") == LOGO


def test_pages_have_logo_footer_and_style_sheet(looked: Site) -> None:
    page = (looked.folder / "objectives/clean-water/index.html").read_text("utf-8")
    assert '<img class="brand__logo" src="../../assets/logo.svg" alt="Commission for the Ostra Basin" width="40" height="36">' in page
    assert "brand__mark" not in page
    assert re.search(r'<p class="footer__own">Printed with help of the <em>Ostra Fund</em>; see <a href="[^"]*id/var/">Varnholm</a>\.</p>', page)
    assert '<li><a href="https://ostra.example.org/imprint">Imprint &amp; more</a></li>' in page
    assert f'<meta name="theme-color" content="{ACCENT}">' in page
    assert re.findall(r'<link rel="stylesheet" href="([^"]*)"', page) == ["../../assets/strategy.css", "../../assets/mine.css"]
    assert 'rel="preload" as="font"' not in page, "which would fetch fonts that nothing is set in"


def test_a_style_sheet_of_the_settings_works(looked: Site) -> None:
    """Other than what the build said has no effect."""
    assert '<link rel="stylesheet" href="assets/mine.css">' in (looked.folder / "index.html").read_text("utf-8")
    assert (looked.folder / "assets/mine.css").read_text() == "p{color:red}"


def test_an_entry_has_its_colour_and_picture_on_pages(looked: Site) -> None:
    page = (looked.folder / "objectives/clean-water/index.html").read_text("utf-8")
    assert 'class="eyebrow owned of-aim1"' in page
    assert '<img class="picture" src="../../assets/pictures/aim1.png" alt="A drop" width="60" height="60">' in " ".join(page.split())
    assert "owned" not in (looked.folder / "objectives/free-trade/index.html").read_text("utf-8")
    home = (looked.folder / "index.html").read_text("utf-8")
    assert home.count("owned of-aim1") == 1
    style = (looked.folder / "assets/strategy.css").read_text("utf-8")
    assert f".of-aim1{{--own:light-dark({OWN}," in style


def test_every_font_and_picture_that_the_style_names_is_there(looked: Site) -> None:
    made, style = (folder.joinpath("assets", name).read_text("utf-8") for folder, name in ((looked.docs, "look.css"), (looked.folder, "strategy.css")))
    named = re.findall(r'url\("([^"]*)"\)', made)
    assert len(named) == 2
    assert all(name in style for name in named)
    assert all((looked.folder / "assets" / name).is_file() for name in named)
    assert {'--type-text:"Ostra Text"', '--type-titles:"Ostra Titles"'} <= set(re.findall(r'--type-\w+:"[^"]*"', style))
    for name in named:
        with TTFont(looked.folder / "assets" / name) as font:
            assert font.flavor == "woff"
            assert ord("W") in font.getBestCmap()


def test_cards_and_permanent_pages_have_the_colours(looked: Site, colours: palette.Palette) -> None:
    style = (looked.folder / "assets/permalink.css").read_text("utf-8")
    assert f"--accent:light-dark({ACCENT},{colours['accent']['dark']})" in style
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(palette.DEFAULTS)


def test_without_a_look_colours_are_as_at_first() -> None:
    corpus, _ = load(SMALL / "content")
    assert corpus.of(Publication)[0].record.look.colours.palette == palette.DEFAULTS
