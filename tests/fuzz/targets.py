"""What is fuzzed: each target makes examples, as plain values for JSON, and tries one of them.

Trying raises what must not happen: any error but those that say what is wrong, a message that is no single short line, more time than there is.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from builder import pipeline
from builder.content import prose, yamlfile
from builder.fonts import FONTS
from builder.print import print_prose
from builder.problems import ContentError, Problem, visible
from builder.resources import PACKAGED
from builder.rules import prose_faults
from builder.settings import Settings
from builder.tools.diff import comparison, reports, snapshots
from builder.tools.links import documents
from builder.tools.links.pieces import Refused
from tests.conftest import SMALL
from tests.fuzz import mutations

SECONDS = 3.0
"""Processor time that one example may take."""
LONGEST = 1000
"""Characters of a message at most, whatever somebody wrote."""


class Fault(Exception):  # noqa: N818 - what is wrong is the builder
    """An example that is not answered as it should be."""


@dataclass(frozen=True)
class Target:
    """What is fuzzed."""

    name: str
    examples: Callable[[], SearchStrategy[Any]]
    attempt: Callable[[Any], object]
    count: int
    """How many examples the tests try, beside those that were found."""
    seconds: float = SECONDS
    """Processor time that one example may take."""


def attempt(target: Target, example: Any) -> None:
    """Tries an example. Raises what must not happen."""
    begun = time.process_time()
    try:
        target.attempt(example)
    except ContentError as error:
        look(error.problems)
    except Refused as refused:
        look([Problem("document", 1, 1, refused.code, refused.message)])
    if (taken := time.process_time() - begun) > target.seconds:
        raise Fault(f"takes {taken:.1f} seconds")


def look(problems: Any) -> None:
    """Looks at problems as a person does."""
    if not problems:
        raise Fault("something is wrong, and nothing is said")
    for problem in problems:
        if len(str(problem).splitlines()) != 1 or str(problem) != visible(str(problem)) or len(problem.message) > LONGEST:
            raise Fault(f"a message is no single short line: {problem.message[:200]!r}")


# --- content ------------------------------------------------------------------------------------


@cache
def small() -> dict[str, str]:
    """The files of the small strategy."""
    return {path.relative_to(SMALL / "content").as_posix(): path.read_text("utf-8") for path in sorted((SMALL / "content").rglob("*")) if path.is_file()}


@contextmanager
def folder_of(files: dict[str, str]) -> Iterator[Path]:
    """The small strategy, with some files changed or added."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        shutil.copytree(SMALL / "content", content)
        for file, text in files.items():
            path = content / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        yield content


def _content(files: dict[str, str]) -> None:
    with folder_of(files) as content:
        pipeline.check(content, PACKAGED, FONTS)


def _built(files: dict[str, str]) -> None:
    """What passes the check can be made, PDFs included, and written."""
    with folder_of(files) as content:
        pipeline.check(content, PACKAGED, FONTS)
        settings = Settings(content=content, docs=content.parent / "build/docs", base_url="https://ostra.example.org/plan/")
        try:
            pipeline.write(pipeline.make(settings), settings)
        except ContentError as error:
            raise Fault(f"passes the check and cannot be built: {error}") from error


def _yaml(text: str) -> None:
    document, problems = yamlfile.parse(text.encode("utf-8", "replace").decode(), "a.yml")
    if problems:
        look(problems)
    elif document is None:
        raise Fault("no value and no problem")


def _prose(text: str) -> None:
    faults = [*prose_faults.faults(text), *prose_faults.labels(text), *prose_faults.headings(text)]
    prose.to_text(text), prose.sections(text), prose.passages(text, "A")
    if not any(isinstance(fault, prose_faults.Fault) for fault in faults):
        for write in (prose.to_markdown, prose.to_html, prose.to_inline, prose.to_html_line):
            write(text, lambda label, words: f"[{words}]({label})")
        json.dumps(print_prose.nodes(text, lambda label: label))


# --- documents and states -----------------------------------------------------------------------

ENDINGS = (".md", ".html", ".docx", ".pptx", ".xlsx", ".odt", ".epub", ".fodt", ".bib", "")


@cache
def seeds() -> tuple[str, ...]:
    """Parts of packed documents."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>See AIM1 and </w:t></w:r><w:hyperlink/></w:p></w:body></w:document>',
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><text:p>AIM1<text:s text:c="3"/></text:p></office:document-content>',
        '<container><rootfile full-path="b.opf"/></container>',
        '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
        "<html><a href='https://ostra.example.org/plan/id/aim1/'>AIM1 &amp; [KF-BOATS][]</a><!-- --><script>AIM9</script></html>",
    )


PARTS = ("word/document.xml", "content.xml", "META-INF/container.xml", "b.opf", "a.xhtml", "word/header1.xml", "word/_rels/document.xml.rels", "../x.xml")


def _document(example: dict[str, Any]) -> None:
    if "parts" in example:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in example["parts"].items():
                archive.writestr(name, text.encode("utf-8", "replace"))
        data = buffer.getvalue()
        for at, byte in example["damage"]:
            data = data[: at % len(data)] + bytes([byte]) + data[at % len(data) + 1 :]
    else:
        data = example["text"].encode("utf-8", "surrogateescape")
    documents.pieces(data, example["ending"])


@cache
def published() -> str:
    """An entry of each kind of the small strategy, as it is published for programs."""
    from builder import exports
    from builder.content.addresses import Site
    from builder.exports.context import Context
    from builder.pages import catalogue

    model = pipeline.read(SMALL / "content")
    pages = tuple(page.path for page in catalogue.pages(model))
    context = Context(model, Site("https://ostra.example.org/plan/"), pages, PACKAGED / "permalinks", {}, dict.fromkeys(pages, ""), {}, FONTS)
    whole = json.loads(next(export for export in exports.EXPORTS if export.path == "api/strategy.json").make(context))
    return json.dumps({**whole, "content": {kind: entries[:1] for kind, entries in whole["content"].items()}}, indent=1)


def _state(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "strategy.json")
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        changes = comparison.compare(snapshots.state(str(path), SMALL / "content"), snapshots.state(str(SMALL / "content"), SMALL / "content"))
        for report in reports.FORMATS.values():
            report(changes)


def _documents() -> SearchStrategy[Any]:
    text = st.fixed_dictionaries({"text": mutations.texts(seeds()), "ending": st.sampled_from(ENDINGS)})
    parts = st.dictionaries(st.sampled_from(PARTS), mutations.texts(seeds()), min_size=1, max_size=4)
    damage = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=4)
    return text | st.fixed_dictionaries({"parts": parts, "damage": damage, "ending": st.sampled_from(ENDINGS[2:8])})


TARGETS = (
    Target("yaml", lambda: mutations.texts(tuple(small().values())), _yaml, 100),
    Target("prose", lambda: mutations.texts(tuple(text for name, text in small().items() if name.endswith(".md"))), _prose, 100),
    Target("content", lambda: mutations.files(small()), _content, 40),
    Target("build", lambda: mutations.files(small(), 2), _built, 2, 60.0),
    Target("document", _documents, _document, 100),
    Target("state", lambda: mutations.texts((published(),)), _state, 20),
)
"""Everything that is fuzzed; each kind of input that comes from outside has a line."""
