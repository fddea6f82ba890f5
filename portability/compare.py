"""Publishes the same docs folder with other publishers and compares addresses and anchors with MkDocs' site.

Run by `make portability`, after `builder build`: one argument a publisher, NAME=EXECUTABLE.
Each gets mkdocs.yml without the hook that makes the pages, with the names and the navigation that it would hand over;
of hooks, which not every publisher runs, there is only the one by which what the look prints is escaped.
The name of the site looks like markup, and must come out as text.
Exit code 1 if a publisher fails, or differs in a way that `KNOWN` does not explain.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "portability"
MARKUP = "<x-made-by-text>"
"""What is added to the name of the site; no page may have such an element."""
KNOWN = (r"missing _headers", r"extra (__init__\.py|mkdocs_theme\.yml)", r"missing references\.md", r"extra references\.md\.txt")
"""The differences that are meant, as patterns; CONTRIBUTING.md gives the reasons."""


class _Anchors(HTMLParser):
    """The ids inside a page's article, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "article"
        if f"<{tag}>" == MARKUP:
            self.found.add(tag)
        anchor = dict(attrs).get("id")
        if self.inside and anchor:
            self.found.add(anchor)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False


def addresses(site: Path) -> set[str]:
    """Every page, every anchor on it, and every other file that content put there."""
    found = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or name.startswith(("assets/", "search/", ".")) or name in ("sitemap.xml.gz", "search.json"):
            continue
        found.add(name.removesuffix("index.html"))
        if path.suffix == ".html":
            parser = _Anchors()
            parser.feed(path.read_text("utf-8"))
            found.update(f"{name.removesuffix('index.html')}#{anchor}" for anchor in parser.found)
    return found


def settings(name: str) -> Path:
    """Writes a publisher's settings; gives their file."""
    with (ROOT / "mkdocs.yml").open("rb") as file:
        config: dict[str, Any] = yaml_load(file)
    facts = json.loads((ROOT / "build" / "site.json").read_text("utf-8"))
    config["hooks"] = [str(ROOT / "builder/publish/escaping.py")]
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "build" / "docs", folder / "docs", ignore=shutil.ignore_patterns(".gitkeep"))
    shutil.copytree(ROOT / "site_overrides", folder / "site_overrides")
    config.update(site_name=facts["name"] + MARKUP, site_description=facts["description"], nav=facts["nav"], docs_dir="docs", site_dir="site", strict=False)
    config["theme"]["language"] = facts["language"]
    config["theme"]["custom_dir"] = "site_overrides"
    if name == "zensical":
        config["theme"]["variant"] = "classic"
    path = folder / ("properdocs.yml" if name == "properdocs" else "mkdocs.yml")
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def main() -> int:
    reference = addresses(ROOT / "site")
    status = 0
    for argument in sys.argv[1:]:
        name, _, command = argument.partition("=")
        path = settings(name)
        run = subprocess.run([str(Path(command).resolve()), "build", "-f", path.name], cwd=path.parent, capture_output=True, text=True, check=False)
        version = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if run.returncode:
            print(f"{name}: failed\n{run.stdout}\n{run.stderr}")
            status = 1
            continue
        other = addresses(path.parent / "site")
        different = [f"missing {path}" for path in sorted(reference - other)] + [f"extra {path}" for path in sorted(other - reference)]
        unexplained = [line for line in different if not any(re.fullmatch(pattern, line) for pattern in KNOWN)]
        print(f"{name} ({version.split(' from ')[0]}): {len(reference & other)} of {len(reference)} addresses and anchors are the same.")
        print(f"  {len(different)} differences, {len(unexplained)} of them unexplained.")
        for line in unexplained[:40]:
            print(f"  {line}")
        status |= bool(unexplained)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
