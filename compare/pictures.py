"""Pictures of two sites in headless Chromium, and where they differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from audit.host import browser, hosted

WIDTHS = (1280, 390)
HEIGHT = 900
QUIET = "*, ::before, ::after { animation: none !important; transition: none !important; content-visibility: visible !important }"


def chosen(before: Path, after: Path) -> list[str]:
    """The addresses to look at: the home page, and for each folder of the site its own page and the first below it that both sites have."""
    found = [""]
    for folder in sorted(path for path in after.iterdir() if path.is_dir() and path.name != "id"):
        pages = sorted(path.parent.relative_to(after).as_posix() + "/" for path in folder.rglob("index.html") if (before / path.relative_to(after)).exists())
        own = f"{folder.name}/"
        found += [own] * (own in pages) + [page for page in pages if page != own][:1]
    return found


def compare(before: Path, after: Path, out: Path) -> Iterator[str]:
    """Compares pages at both widths, and writes for those that differ the two pictures and one of the difference. Gives a report's lines."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    addresses = chosen(before, after)
    different = 0
    with hosted(before) as old, hosted(after) as new, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for width in WIDTHS:
            page = chromium.new_page(viewport={"width": width, "height": HEIGHT}, bypass_csp=True)
            for address in addresses:
                stem = f"{address.strip('/').replace('/', '-') or 'home'}-{width}"
                files = [out / f"{stem}-{side}.png" for side in ("before", "after")]
                for base, file in zip((old, new), files, strict=True):
                    _take(page, base + address, file)
                if said := _difference(*files, out / f"{stem}-difference.png"):
                    different += 1
                    yield f"  {address or 'the home page'} at {width}: {said}"
        chromium.close()
    widths = " and ".join(map(str, WIDTHS))
    yield f"Pictures: {different} of {len(addresses) * len(WIDTHS)} differ, of {len(addresses)} pages at {widths} pixels. They are in {out}."


def _take(page: Any, url: str, file: Path) -> None:
    page.goto(url, wait_until="load")
    page.add_style_tag(content=QUIET)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=file, full_page=True)


def _difference(before: Path, after: Path, file: Path) -> str:
    """What differs, in words, with a picture of it; nothing, and no pictures, if nothing does."""
    with Image.open(before) as old, Image.open(after) as new:
        size = (max(old.width, new.width), max(old.height, new.height))
        canvases = []
        for picture in (old, new):
            canvas = Image.new("RGB", size, "white")
            canvas.paste(picture)
            canvases.append(canvas)
        heights = f", {old.height} pixels high before, {new.height} after" if old.height != new.height else ""
    changed = ImageChops.difference(*canvases).convert("L").point(lambda value: 255 if value else 0)
    box = changed.getbbox()
    if box is None and not heights:
        before.unlink()
        after.unlink()
        return ""
    faded = Image.blend(canvases[1], Image.new("RGB", size, "white"), 0.7)
    faded.paste((200, 0, 80), mask=changed)
    faded.save(file)
    return f"{changed.histogram()[255]:,} pixels in the box {box}{heights}"
