"""The commands that make something of the content: `check`, `serve`, `brief`, and `build`, if there is anything to build (`building`)."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from builder import pipeline, reading
from builder.cli.places import areas_of, settings_of, templates_of
from builder.cli.voice import Progress, Voice, entry_count
from builder.print import briefs
from builder.problems import FORMATS, ContentError, Problem
from builder.publish import frozen, locks, output, placeholder, unheeded
from builder.publish.evidence import LastBuild
from builder.settings import Beside, Settings
from builder.tools import overrides, skeletons
from builder.tools.examples import MARK
from builder.wording import Phrase

if TYPE_CHECKING:
    from builder.model.strategy import Strategy


def check(options: argparse.Namespace, say: Voice) -> int:
    """Reads the content, checks it, and tries the pages."""
    model = pipeline.check(options.content, templates_of(options), options.fonts)
    warnings = (
        *(problem for area in areas_of(options) for problem in overrides.outdated(area)),
        *unheeded.warnings(Beside(options.content).config_file),
        *_compared(model, options.against),
    )
    if options.format == "text":
        say.problems(warnings)
        say(Phrase("{folder}: no problems in {count} entries.", folder=options.content, count=entry_count(model)))
        if places := _unwritten(model):
            words = {"count": len(places), "mark": MARK, "first": places[0]}
            say(Phrase("{count} places say '{mark}' and are still to be written; the first is {first}.", **words))
    else:
        say.lines(FORMATS[options.format](warnings, say.tell))
    return 0


def _compared(model: Strategy, published: str | None) -> Iterator[Problem]:
    """Compares the strategy with what is published; gives a warning if there is nothing. Raises `ContentError` with what would be lost."""
    if published is None:
        return
    from builder.tools import against

    found = against.published(published)
    if isinstance(found, Problem):
        yield found
    elif lost := list(against.lost(model, found)):
        raise ContentError(lost)


def _unwritten(model: Strategy) -> list[str]:
    """The places in content files that hold words of a skeleton; the register repeats them only."""
    files = dict.fromkeys(node.file for node in model.nodes if node.kind.own_id)
    return [f"{file}:{line}" for file in files for line, _ in skeletons.marked(output.source(Path(file)))]


def build(options: argparse.Namespace, say: Voice, last: LastBuild) -> int:
    """Checks, makes the docs folder, and publishes it; has the `last` build remembered as this one, whose evidence has been taken."""
    from builder.publish import mkdocs

    started = time.monotonic()
    look = last.look
    settings = replace(settings_of(options), clean=options.clean)
    output.refuse_foreign_site(options.site_dir)
    output.refuse_leftovers(options.site_dir.resolve())
    if not (options.provisional or options.docs_only):
        placeholder.refuse_placeholder(options.config_file or Beside(options.content).own_settings, settings.base_url)
    _warn(settings, say)
    if options.edition:
        say(Phrase("{file}: frozen.", file=pipeline.freeze(settings)))
    copy = _offline(settings, say) if options.offline else {}
    if copy:
        settings = replace(settings, offline=frozen.pack(copy))
    docs = pipeline.make(settings, Progress(say))
    with locks.held(settings.docs, None if options.docs_only else options.site_dir):
        if copy:
            _write_offline(options, settings, copy, say)
        changes = pipeline.write(docs, settings)
        counts = {"count": len(docs.files), "written": changes.written, "removed": changes.removed}
        say(Phrase("{folder}: {count} files, {written} written, {removed} removed.", folder=settings.docs, **counts))
        if settings.site.provisional:
            say(placeholder.provisional(settings.site.base))
        outputs, said = [where.docs for where, _ in ((settings, docs), *docs.translations)], {"provisional": settings.site.base * settings.site.provisional}
        if options.docs_only:
            last.keep(outputs, said)
            return 0
        say(Phrase("Publishing {count} files …", count=len(docs.files)))
        count = mkdocs.publish(settings, options.site_dir, look=look)
        last.keep([*outputs, options.site_dir, *(_offline_places(options) if copy else ())], {**said, "count": count})
    made = {"count": count, "seconds": Decimal(f"{time.monotonic() - started:.1f}"), "file": (options.site_dir / "index.html").resolve()}
    say(Phrase("{folder}: {count} pages in {seconds} s. Open {file}", folder=options.site_dir, **made))
    return 0


def _offline(settings: Settings, say: Voice) -> dict[str, bytes]:
    """The files of the copy that works without a server."""
    say(Phrase("Making the offline copy …"))
    return pipeline.offline(settings)


def _write_offline(options: argparse.Namespace, settings: Settings, files: dict[str, bytes], say: Voice) -> None:
    """Writes that copy beside the site, as a folder and as a ZIP file."""
    folder, archive = _offline_places(options)
    output.write_trees(
        [
            output.Tree(archive.parent, {archive.name: settings.offline}, settings.docs.with_name(f"{archive.name}.manifest.json")),
            output.Tree(folder, files, settings.docs.with_name(f"{folder.name}.manifest.json")),
        ]
    )
    made = {"count": len(files), "archive": archive, "size": Decimal(f"{len(settings.offline) / 1e6:.1f}"), "file": (folder / "index.html").resolve()}
    say(Phrase("{folder}: {count} files; {archive}: {size} MB. Open {file}", folder=folder, **made))


def _offline_places(options: argparse.Namespace) -> tuple[Path, Path]:
    """That folder and that file."""
    folder = options.site_dir.with_name(f"{options.site_dir.name}-offline")
    return folder, folder.with_name(f"{folder.name}.zip")


def serve(options: argparse.Namespace, say: Voice) -> int:
    """Serves a live preview."""
    from builder.publish import mkdocs

    settings = settings_of(options)
    _warn(settings, say)
    docs = pipeline.make(settings)  # a mistake shows before the server starts
    with locks.held(settings.docs):
        pipeline.write(docs, settings)
    mkdocs.serve(settings, options.address)
    return 0


def _warn(settings: Settings, say: Voice) -> None:
    """Says which of the publisher's settings have no effect."""
    say.problems(unheeded.warnings(settings.config_file))


def brief(options: argparse.Namespace, say: Voice) -> int:
    """Makes the PDF briefs of what is named."""
    settings, model = reading.in_language(settings_of(options), options.language)
    wanted, complaints = briefs.named(model, options.names)
    if complaints:
        say(*complaints, Phrase("Nothing was written."), to=sys.stderr)
        return 1
    files = briefs.make(wanted, model, settings.site, pipeline.typesetter(settings, model), paper=options.paper, progress=Progress(say))
    output.write_files(options.out, {Path(file.path).name: file.data for file in files.values()})
    for file in files.values():
        made = {"path": options.out / Path(file.path).name, "size": say.language.size(file.size)}
        say(Phrase.counted("{path}: {number} page, {size}", "{path}: {number} pages, {size}", file.pages, **made))
    return 0
