"""What is fuzzed: each target makes examples, as plain values for JSON, and tries one of them.

Trying raises what must not happen: any error but those that say what is wrong, a message that is no single short line, more time than there is.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from builder import cli, pipeline
from builder.content import prose, yamlfile
from builder.fonts import FONTS
from builder.print import print_prose
from builder.problems import ContentError, Problem, visible
from builder.publish import mkdocs, placeholder, unheeded
from builder.resources import PACKAGED
from builder.rules import prose_faults
from builder.settings import Settings
from builder.tools import from_tables, start
from builder.tools.diff import comparison, reports, snapshots
from builder.tools.links import documents
from builder.tools.links.pieces import Refused
from tests.conftest import SMALL
from tests.fuzz import mutations, seeds

SECONDS = 3.0
"""Processor time that one example may take."""
PATIENCE = 30
"""How many times as long it may take by the clock, on a machine that has other work."""
MEMORY = 2**30
"""Bytes that one example may take."""
MEMORY_IN_USE = Path("/proc/self/statm")
LONGEST = 1000
"""Characters of a message at most, whatever somebody wrote."""
REPEATED = 300
"""Characters of what somebody wrote that a message repeats at most."""


ENDLESS = "waits, and does not end"


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
    """Tries an example. Raises what must not happen; what takes too long is tried twice, since a busy machine may lose time once."""
    if (taken := _taken(target, example)) > target.seconds and (taken := _taken(target, example)) > target.seconds:
        raise Fault(f"takes {taken:.1f} seconds")


def _taken(target: Target, example: Any) -> float:
    """The processor time that an example takes, in seconds. Raises what must not happen."""
    begun = time.process_time()
    try:
        with bounded(target.seconds):
            target.attempt(example)
    except ContentError as error:
        look(error.problems, example)
    except Refused as refused:
        look([Problem("document", 1, 1, refused.code, refused.message)], example)
    except OSError as error:
        look(cli._problems(error), example)
    return time.process_time() - begun


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Ends with a fault what waits for ever, as for a pipe, and with `MemoryError` what reads without end; where the system can do so."""

    stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True
        raise Fault(ENDLESS)

    if sys.platform == "win32":
        yield
        return
    import resource

    bound = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.02) * PATIENCE)
    if MEMORY_IN_USE.is_file():
        pages = int(MEMORY_IN_USE.read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, bound[1]))
    try:
        yield
        if stopped:  # and somebody took that for an answer
            raise Fault(ENDLESS)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, bound)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def look(problems: Iterable[Problem], example: Any = "") -> None:
    """Looks at problems as a person does; `example` is what was written."""
    problems = tuple(problems)
    if not problems:
        raise Fault("something is wrong, and nothing is said")
    for problem in problems:
        if len(str(problem).splitlines()) != 1 or str(problem) != visible(str(problem)) or len(problem.message) > LONGEST:
            raise Fault(f"a message is no single short line: {problem.message[:200]!r}")
        if len(problem.message) > REPEATED and (count := repeated(problem.message, visible(" ".join(_texts(example))))) > REPEATED:
            raise Fault(f"a message repeats {count} characters of what was written: {problem.message[:200]!r}")


def _texts(example: Any) -> Iterator[str]:
    """The texts in an example."""
    if isinstance(example, str):
        yield example
    elif isinstance(example, Mapping):
        yield from _texts(list(example.values()))
    elif isinstance(example, list | tuple):
        for part in example:
            yield from _texts(part)


def repeated(message: str, written: str, least: int = 12) -> int:
    """How many characters of a message stand in what was written too, in pieces that are no mere words."""
    count = at = 0
    while at < len(message):
        length = 0
        while at + length < len(message) and message[at : at + length + 1] in written:
            length += 1
        if length >= least:
            count += length
        at += max(length, 1)
    return count


# --- content ------------------------------------------------------------------------------------

CONFIG = (SMALL / "mkdocs.yml").read_bytes()


@contextmanager
def folder_of(files: Mapping[str, Any], base: Mapping[str, str]) -> Iterator[Path]:
    """A content folder with the files of `base`, some changed, added, taken away, or replaced by what is no file."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        Path(name, "mkdocs.yml").write_bytes(CONFIG)
        for file, text in base.items():
            _write(content / file, text)
        for file, value in files.items():
            _put(content / file, value)
        yield content


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _put(path: Path, value: Any) -> None:
    """Makes something stand at a place, if it can stand there beside what was put elsewhere."""
    if not all(parent.is_dir() or not os.path.lexists(parent) for parent in path.parents):
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if isinstance(value, str):
        _write(path, value)
    elif isinstance(value, Mapping):
        path.parent.mkdir(parents=True, exist_ok=True)
        ((what, where),) = value.items()
        {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to(where)}[what]()


def _content(files: dict[str, Any]) -> None:
    with folder_of(files, seeds.whole()) as content:
        pipeline.check(content, PACKAGED, FONTS)


def _built(files: dict[str, Any]) -> None:
    """What passes the check can be made, PDFs included, written, and published."""
    with folder_of(files, seeds.whole()) as content:
        pipeline.check(content, PACKAGED, FONTS)
        root = content.parent
        settings = Settings(content=content, docs=root / "build/docs", base_url="https://ostra.example.org/plan/", config_file=root / "mkdocs.yml")
        try:
            pipeline.write(pipeline.make(settings), settings)
            mkdocs.publish(settings, root / "site")
        except (ContentError, OSError) as error:
            raise Fault(f"passes the check and cannot be built: {error}") from error


def _yaml(text: str) -> None:
    document, problems = yamlfile.parse(text.encode("utf-8", "replace").decode(), "a.yml")
    if problems:
        look(problems, text)
    elif document is None:
        raise Fault("no value and no problem")


def _prose(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as files are read
    faults = [*prose_faults.faults(text), *prose_faults.labels(text), *prose_faults.headings(text)]
    prose.to_text(text), prose.sections(text), prose.passages(text, "A")
    if not any(isinstance(fault, prose_faults.Fault) for fault in faults):
        for write in (prose.to_markdown, prose.to_html, prose.to_inline, prose.to_html_line):
            write(text, lambda label, words: f"[{words}]({label})")
        json.dumps(print_prose.nodes(text, lambda label: label))


# --- tables and settings ------------------------------------------------------------------------


def _tables(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for file, value in {**seeds.TABLES, **files}.items():
            _put(Path(name, Path(file).name), value)
        plan, _ = from_tables.plan(start.Answers({}), sorted(Path(name).iterdir()))
        start.files(plan)


def _settings(text: str) -> None:
    """The publisher's settings: what is read of them, what is said of them, and what the publisher itself makes of them."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "mkdocs.yml")
        _write(file, text)
        _write(Path(name, "base.yml"), "extra: {version: 1}\n")
        unheeded.warnings(file)
        placeholder.refuse_placeholder(file, mkdocs.site_url(file))


# --- documents and states -----------------------------------------------------------------------

ENDINGS = (".md", ".html", ".docx", ".pptx", ".xlsx", ".odt", ".epub", ".fodt", ".bib", ".pdf", "")
PARTS = ("word/document.xml", "content.xml", "META-INF/container.xml", "b.opf", "a.xhtml", "word/header1.xml", "word/_rels/document.xml.rels", "../x.xml")
METHODS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)


def _document(example: dict[str, Any]) -> None:
    if "parts" in example:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", example.get("method", zipfile.ZIP_DEFLATED)) as archive:
            for name, text in example["parts"].items():
                archive.writestr(name, text.encode("utf-8", "replace"))
        data = buffer.getvalue()
        for at, byte in example["damage"]:
            data = data[: at % len(data)] + bytes([byte]) + data[at % len(data) + 1 :]
    else:
        data = example["text"].encode("utf-8", "surrogateescape")
    documents.pieces(data, example["ending"])


def _state(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "strategy.json")
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        changes = comparison.compare(snapshots.state(str(path), SMALL / "content"), snapshots.state(str(SMALL / "content"), SMALL / "content"))
        for report in reports.FORMATS.values():
            report(changes)


def _documents() -> SearchStrategy[Any]:
    texts = mutations.texts(seeds.DOCUMENTS)
    text = st.fixed_dictionaries({"text": texts, "ending": st.sampled_from(ENDINGS)})
    parts = st.dictionaries(st.sampled_from(PARTS), texts, min_size=1, max_size=4)
    damage = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=4)
    packed = {"parts": parts, "damage": damage, "ending": st.sampled_from(ENDINGS[2:8]), "method": st.sampled_from(METHODS)}
    return text | st.fixed_dictionaries(packed)


TARGETS = (
    Target("yaml", lambda: mutations.texts(tuple(seeds.small().values())), _yaml, 100),
    Target("prose", lambda: mutations.texts(tuple(text for name, text in seeds.small().items() if name.endswith(".md"))), _prose, 100),
    Target("content", lambda: mutations.files(seeds.whole()), _content, 40),
    Target("build", lambda: mutations.files(seeds.whole(), 2), _built, 2, 60.0),
    Target("tables", lambda: mutations.files(seeds.TABLES), _tables, 20),
    Target("settings", lambda: mutations.texts((seeds.SETTINGS,)), _settings, 50),
    Target("document", _documents, _document, 100),
    Target("state", lambda: mutations.texts((seeds.published(),)), _state, 20),
)
"""Everything that is fuzzed; each kind of input that comes from outside has a line."""
