"""Publishes the same docs folder with other publishers and compares addresses, anchors, words and links with MkDocs' site.

Run by `make portability`: one argument a publisher, NAME=EXECUTABLE.
The folder and the site are built here, with the frozen editions that are kept, or with one that is made for it.
Each language has a docs folder and a `site.json` of its own, so a publisher makes a site of each, and that of a translation is put below the first.
Each publisher gets mkdocs.yml without the plugin that makes the pages, with the names, the navigation and the settings that it would hand over;
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
from urllib.parse import urljoin

import yaml
from yaml_env_tag import construct_env_tag

from builder.publish import shared

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "portability"
OWN = WORK / "own"
"""What is built here: the docs folder, the site that MkDocs makes of it, and frozen editions."""
MARKUP = "<x-made-by-text>"
"""What is added to the name of the site; no page may have such an element."""
KNOWN = (
    r"missing _headers",
    r"extra [a-z-]+/404\.html.*",
    r"extra ([a-z-]+/)?mkdocs_theme\.yml",
    r"(missing|extra) ([a-z-]+/)?cite/ → /([a-z-]+/)?(references|id/[a-z0-9-]+)(\.md|\.md\.txt|/)",
    r"(missing|extra) ([a-z-]+/)?changes/ → /([a-z-]+/)?editions/[^/]+/(index\.html)?",
)
"""The differences that are meant, as patterns; CONTRIBUTING.md gives the reasons. Another is the name of Markdown files that are no pages, see `explained`."""


class _Settings(yaml.SafeLoader):
    """Reads settings as publishers do, with values from the environment."""


_Settings.add_constructor("!ENV", construct_env_tag)


class _Article(HTMLParser):
    """A page's article: its ids, its links, its words; and the data about the page, JSON-LD."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []
        self.data = ""
        self._skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = self.inside or tag == "article"
        if f"<{tag}>" == MARKUP:
            self.anchors.add(tag)
        if values.get("class") in ("colophon", "headerlink") or tag == "script":
            self._skipped = "ld" if values.get("type") == "application/ld+json" else tag
        if self.inside and (anchor := values.get("id")):
            self.anchors.add(anchor)
        if self.inside and tag == "a" and (target := values.get("href")):
            self.links.add(target)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped or (tag == "script" and self._skipped):
            self._skipped = ""
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._skipped == "ld":
            self.data += json.dumps(json.loads(data), sort_keys=True)
        elif self.inside and not self._skipped:
            self.words += data.split()


def contents(site: Path, within: str = "", besides: tuple[str, ...] = ()) -> set[str]:
    """Every page, what it says, every anchor and link on it, and every other file that content put there.

    `within` is the folder in which the site lies below another one, and `besides` those of others that lie below it.
    """
    found = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or name.startswith(besides):
            continue
        if name.startswith(("assets/", "search/", ".")) or name in ("sitemap.xml.gz", "search.json"):
            continue
        address = within + name.removesuffix("index.html")
        found.add(address)
        if path.suffix == ".html":
            article = _Article()
            article.feed(path.read_text("utf-8"))
            found.update(f"{address}#{anchor}" for anchor in article.anchors)
            found.update(f"{address} → {urljoin('/' + address, target)}" for target in article.links)
            found.add(f"{address} says {' '.join(article.words)}")
            found.add(f"{address} is {article.data}")
    return found


def build() -> bool:
    """Makes the docs folder and the site by MkDocs, with at least one frozen edition; tells whether that went well."""
    shutil.rmtree(OWN, ignore_errors=True)
    OWN.mkdir(parents=True)
    kept = sorted((ROOT / "editions").glob("*.zip"))
    (OWN / "editions").mkdir()
    for path in kept:
        shutil.copy(path, OWN / "editions")
    folders = [argument for name in ("docs", "site", "editions") for argument in (f"--{name}-dir", str(OWN / name))]
    command = [sys.executable, "-m", "builder", "build", "--provisional", *folders, *["--edition"] * (not kept)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def languages() -> list[str]:
    """The folders of the languages of the site, each with its docs folder: '' for that of the content, 'ru/'."""
    facts = json.loads((OWN / "site.json").read_text("utf-8"))
    return ["", *(language["path"] for language in facts["languages"] if language["path"])]


def settings(name: str, within: str) -> Path:
    """Writes a publisher's settings for the site of a language, which is one by itself; gives their file."""
    with (ROOT / "mkdocs.yml").open("rb") as file:
        config: dict[str, Any] = yaml.load(file, _Settings)
    config["plugins"] = []
    facts = json.loads((OWN / within / "site.json").read_text("utf-8"))
    config["hooks"] = [str(ROOT / "builder/publish/escaping.py")]
    config["markdown_extensions"] = [{name: options} if options else name for name, options in shared.MARKDOWN.items()]
    folder = WORK / name / (within or "first")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(OWN / within / "docs", folder / "docs", ignore=shutil.ignore_patterns(".gitkeep"))
    shutil.copytree(ROOT / "site_overrides", folder / "site_overrides")
    config.update(site_name=facts["name"] + MARKUP, site_description=facts["description"], nav=facts["nav"], docs_dir="docs", site_dir="site", strict=False)
    config.update(site_author=facts["publisher"], site_url=config["site_url"] + within)
    config["extra"].update(publication=facts["publication"], edition={"name": facts["edition"], "date": facts["date"]})
    config["extra"].update((name, facts[name]) for name in ("language", "direction", "words", "words_script", "above", "languages"))
    config["theme"] = {"name": config["theme"], "language": facts["language"], "custom_dir": "site_overrides"}
    if name == "zensical":
        config["theme"]["variant"] = "classic"
    path = folder / ("properdocs.yml" if name == "properdocs" else "mkdocs.yml")
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def explained(differences: set[str]) -> set[str]:
    """Those that are meant: by their pattern, and a file that keeps the name that it has in the docs folder."""
    kept = {line for line in differences if line.endswith(".md") and f"{line.replace('missing', 'extra', 1)}.txt" in differences}
    names = kept | {f"{line.replace('missing', 'extra', 1)}.txt" for line in kept}
    return names | {line for line in differences if any(re.fullmatch(pattern, line) for pattern in KNOWN)}


def main() -> int:
    if not build():
        return 1
    folders = languages()
    reference = {within: contents(OWN / "site" / within, within, () if within else tuple(folders[1:])) for within in folders}
    print(f"Frozen editions: {', '.join(path.stem for path in sorted((OWN / 'editions').glob('*.zip')))}.")
    status = 0
    for argument in sys.argv[1:]:
        name, _, command = argument.partition("=")
        for within in folders:
            status |= compared(name, command, within, reference[within])
    return status


def compared(name: str, command: str, within: str, reference: set[str]) -> bool:
    """Publishes a language with a publisher, and tells what differs; whether anything does that is not explained."""
    path = settings(name, within)
    run = subprocess.run([str(Path(command).resolve()), "build", "-f", path.name], cwd=path.parent, capture_output=True, text=True, check=False)
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if run.returncode:
        print(f"{name}, /{within}: failed\n{run.stdout}\n{run.stderr}")
        return True
    other = contents(path.parent / "site", within)
    different = [f"missing {path}" for path in sorted(reference - other)] + [f"extra {path}" for path in sorted(other - reference)]
    unexplained = sorted(set(different) - explained(set(different)))
    print(f"{name} ({version.split(' from ')[0]}), /{within}: {len(reference & other)} of {len(reference)} addresses, anchors, links and texts are the same.")
    print(f"  {len(different)} differences, {len(unexplained)} of them unexplained.")
    for line in unexplained[:40]:
        print(f"  {line[:300]}")
    return bool(unexplained)


if __name__ == "__main__":
    raise SystemExit(main())
