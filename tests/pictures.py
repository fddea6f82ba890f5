"""The reference pictures of the small strategy's pages: `python -m tests.pictures` takes them anew. Look at the difference before you commit it.

A picture is small and grey: it tells that something moved, came or went, and not how a machine draws letters.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops

from builder import cli
from tests import chromium
from tests.conftest import settled
from tests.hosting import hosted

ROOT = Path(__file__).resolve().parent
REPO = ROOT.parent
FOLDER = ROOT / "site/pictures"
WIDTH = 320
"""Of a picture, in pixels; of one from a phone, half as much."""
SCREENS: dict[str, tuple[int, int, str]] = {"1280": (1280, 1600, "light"), "dark": (1280, 1600, "dark"), "390": (390, 1560, "light")}
"""Width and height of the part of a page that is taken, and its colours."""
PAPER = "paper"
LOOKS = (*SCREENS, PAPER)
BLOCK = 8
"""Pictures are compared by squares of so many pixels: letters are drawn a little differently on every machine, and that evens out."""
GREYS = 24
"""Of 255: by how much a square may differ."""
SHARE = 0.02
"""What part of the squares may differ by more."""


def pages(site: Path) -> dict[str, str]:
    """The address of a page of each kind, by its name: of several that lie in one folder, the longest."""
    found: dict[str, Path] = {}
    for path in sorted(site.rglob("index.html")):
        parts = path.relative_to(site).parts[:-1]
        if "assets/app.js" not in path.read_text("utf-8"):
            continue
        name = "-".join(parts[:1] + ("one",) * (len(parts) - 1)) or "home"
        if name not in found or path.stat().st_size > found[name].stat().st_size:
            found[name] = path
    return {name: "/" + path.relative_to(site).as_posix().removesuffix("index.html") for name, path in found.items()}


def taken(browser: Any, site: Path, look: str) -> Iterator[tuple[str, Image.Image]]:
    """A picture of a page of each kind, by its name."""
    width, height, scheme = SCREENS.get(look, (794, 1123, "light"))
    with hosted(site) as url:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", base_url=url)
        page = context.new_page()
        for name, address in pages(site).items():
            page.goto(address)
            settled(page)
            if look == PAPER:
                picture = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].render(scale=1).to_pil()
            else:
                picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
            small = WIDTH if width > 500 else WIDTH // 2
            yield f"{name}-{look}", picture.convert("L").resize((small, round(picture.height * small / picture.width)), Image.Resampling.BOX)
        context.close()


def difference(one: Image.Image, other: Image.Image) -> float:
    """What part of the squares of two pictures differ; all, if their sizes do."""
    if one.size != other.size:
        return 1
    squares = (one.width // BLOCK, one.height // BLOCK)
    apart = ImageChops.difference(*(picture.resize(squares, Image.Resampling.BOX) for picture in (one, other)))
    return sum(apart.histogram()[GREYS + 1 :]) / (squares[0] * squares[1])


def stored(name: str) -> Image.Image | None:
    """A picture as it was last accepted."""
    path = FOLDER / f"{name}.png"
    return Image.open(path).convert("L") if path.exists() else None


def packed(picture: Image.Image) -> bytes:
    """A picture as a file of few kilobytes."""
    buffer = io.BytesIO()
    picture.quantize(16, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> int:
    from playwright.sync_api import sync_playwright

    os.chdir(REPO)
    changed, names = [], set()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        strange = ["--content", "tests/small/content", "--config-file", "tests/small/mkdocs.yml"]
        if cli.main(["build", "--provisional", *strange, "--docs-dir", f"{folder}/docs", "--site-dir", str(site)]):
            return 1
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=[*chromium.FLAGS])
        FOLDER.mkdir(parents=True, exist_ok=True)
        for look in LOOKS:
            for name, picture in taken(browser, site, look):
                names.add(name)
                before = stored(name)
                if before is None or difference(before, picture) > SHARE:
                    (FOLDER / f"{name}.png").write_bytes(packed(picture))
                    changed.append(name)
        browser.close()
    for path in FOLDER.glob("*.png"):
        if path.stem not in names:
            path.unlink()
            changed.append(path.stem)
    print(f"{FOLDER.relative_to(REPO)}: {len(names)} pictures, {len(changed)} changed: {', '.join(changed) or 'none'}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
