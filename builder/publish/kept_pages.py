"""Pages that are as they were in the last site: they get a second name in the next one, and are neither converted nor laid out again.

A page is as it was if its Markdown is, if all is that pages have in common, if what it links to is still there, and if its HTML is still as it was
written. Each says what it was made from when it is published; who publishes without the builder keeps nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder.publish import output
from builder.publish.publisher import Files, InclusionLevel, MkDocsConfig, Navigation
from builder.settings import EVIDENCE, Settings

__all__ = ["KeptPages", "StaleError"]

SHARED = ("level", "title")
"""What the look says of a page on others too, such as in the navigation, by its key in the front matter."""


class StaleError(Exception):
    """A page that was kept links to what is not there any more: nothing is to be kept."""


@dataclass(frozen=True)
class Made:
    """What a page was made from, and what came of it."""

    source: str
    """Digest of its Markdown."""
    html: str
    """Digest of its HTML."""
    shared: dict[str, Any]
    """What other pages may say of it."""
    anchors: tuple[str, ...]
    links: dict[str, tuple[str, ...]]
    """The anchors that it links to, by the file of the docs folder that has them; none for a link to a file as it is."""


@dataclass
class KeptPages:
    """The pages of the last site, and which of them the next one keeps."""

    file: Path
    """Where is remembered what they were made from."""
    look: str
    """Digest of what all pages of the next site have in common; '' if that is not known."""
    old: Path
    """The last site."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """The pages of the last site that were made with the same look, by their Markdown."""
    kept: set[str] = field(default_factory=set)
    targets: dict[str, set[str]] = field(default_factory=dict)
    """The files that each of the new pages links to, as they are converted."""
    translations: list[KeptPages] = field(default_factory=list)
    """Those of the site in other languages."""
    files: Files | None = None
    """All files of the next site, as the publisher knows them."""
    common: str = ""
    """The digest from which that of a language is made."""

    @classmethod
    def of(cls, settings: Settings, common: str, old: Path, memory: str = "pages.json") -> KeptPages:
        """Those of a site, whose facts belong to its look; none if that is not known.

        `memory` is the name of the file in which is remembered what they were made from.
        """
        file = settings.docs.parent / EVIDENCE / memory
        if not common or settings.copy_of:
            return cls(file, "", old)
        look = hashlib.sha256(common.encode() + settings.site_facts.read_bytes()).hexdigest()
        return cls(file, look, old, {} if settings.clean else _remembered(file, look), common=common)

    def in_language(self, settings: Settings) -> KeptPages:
        """Those of the same site in another language, which lies below."""
        found = KeptPages.of(settings, self.common, self.old / settings.within, self.file.name)
        self.translations.append(found)
        return found

    def take(self, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        """Takes the pages that are as they were out of what is to be made. `Navigation` and files are the publisher's, complete."""
        self.files = files
        if not self.made:
            return
        pages = {file.src_uri: file for file in files.documentation_pages()}
        as_before = {
            name: self.made[name] for name, file in pages.items() if name in self.made and self.made[name].source == _digest(Path(str(file.abs_src_path)))
        }
        for page in nav.pages:  # what the others say of it
            if same := as_before.get(page.file.src_uri):
                page.markdown, page.meta = "", dict(same.shared)
                continue
            page.read_source(config)
            if (made := self.made.get(page.file.src_uri)) is None or made.shared != _shared(page.meta):
                as_before = {}
        for name, made in as_before.items():
            file, before = pages[name], self.old / pages[name].dest_uri
            if all(map(files.get_file_from_path, made.links)) and _digest(before) == made.html:
                output.link(before, Path(file.abs_dest_path))
                file.inclusion = InclusionLevel.EXCLUDED
                self.kept.add(name)

    def refuse_stale(self) -> None:
        """Raises `StaleError` if a page that is kept leads to an anchor that is gone."""
        for made in map(self.made.__getitem__, self.kept):
            for target, anchors in made.links.items():
                if not set(anchors) <= self._anchors(target):
                    raise StaleError

    def _anchors(self, name: str) -> set[str]:
        file = self.files.get_file_from_path(name) if self.files else None
        page = file.page if file and name not in self.kept else None
        return set(self.made[name].anchors if name in self.kept else (page.present_anchor_ids or ()) if page else ())

    def remember(self, site: Path) -> None:
        """Remembers the pages of the next site, by the folder in which it is, and those of the site in other languages."""
        for other in self.translations:
            other.remember(site / other.old.relative_to(self.old))
        if not self.look or self.files is None:
            return
        found = {name: self.made[name] for name in self.kept}
        for file in self.files.documentation_pages():
            if (page := file.page) is not None and file.src_uri not in self.kept:
                links: dict[str, tuple[str, ...]] = dict.fromkeys(sorted(self.targets.get(file.src_uri, ())), ())
                links |= {to.src_uri: tuple(sorted(anchors)) for to, anchors in (page.links_to_anchors or {}).items()}
                html = _digest(site / file.dest_uri)
                found[file.src_uri] = Made(_digest(Path(str(file.abs_src_path))), html, _shared(page.meta), tuple(sorted(page.present_anchor_ids or ())), links)
        record = {"look": self.look, "pages": {name: asdict(made) for name, made in sorted(found.items())}}
        output.write_file(self.file, (json.dumps(record, ensure_ascii=False) + "\n").encode())


def _remembered(file: Path, look: str) -> dict[str, Made]:
    """What a file remembers of pages with this look; nothing if it is missing or damaged."""
    try:
        found = json.loads(file.read_text("utf-8"))
        return {name: Made(**made) for name, made in found["pages"].items()} if found["look"] == look else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _shared(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {key: meta[key] for key in SHARED if key in meta}


def _digest(file: Path) -> str:
    """Digest of a file; '' for none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
