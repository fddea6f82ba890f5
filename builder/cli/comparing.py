"""The commands that compare the strategy with what refers to it, and with what it was: `links`, `diff`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from builder import pipeline, reading
from builder.cli.places import templates_of
from builder.cli.voice import Voice
from builder.problems import FORMATS, ContentError, Problem
from builder.publish import frozen, output
from builder.settings import Beside, Settings
from builder.wording import Phrase

if TYPE_CHECKING:
    from builder.tools.links.known import Known
    from builder.tools.links.verdicts import Reference


def links(options: argparse.Namespace, say: Voice) -> int:
    """Finds references to the strategy in other documents."""
    from builder.tools.links import aside, references, reports, selection

    documents = selection.documents(options.files)
    known = _known(options)
    with aside.Reader() as reader:
        outcome = references.check(documents, known, options.base, strict=options.strict, read=reader.read)
        if options.fix:
            unwritten = _fix(outcome.references, say)
            outcome = references.check(documents, known, options.base, strict=options.strict, read=reader.read)
            outcome = replace(outcome, problems=tuple(sorted({*outcome.problems, *unwritten})))
    say.lines(reports.FORMATS[options.format](outcome, say.tell))
    if outcome.problems and options.format not in reports.TELL_PROBLEMS:
        say.lines(FORMATS.get(options.format, FORMATS["text"])(outcome.problems, say.tell), to=sys.stderr)
    return outcome.code


def _fix(found: Sequence[Reference], say: Voice) -> list[Problem]:
    """Rewrites what was renamed, file by file; gives what was wrong with those that could not be."""
    from builder.tools.links import mending

    problems: list[Problem] = []
    for path, items in mending.by_file(found).items():
        try:
            data, count = mending.mended(path, items)
            if count:
                output.rewrite(path, data)
                rewritten = Phrase.counted("{path}: {number} reference rewritten.", "{path}: {number} references rewritten.", count, path=path)
                say(rewritten, to=sys.stderr)
        except ContentError as error:
            problems.extend(error.problems)
    return problems


def _known(options: argparse.Namespace) -> Known:
    """What references are compared with: a published list, or the content that lies here."""
    from builder.tools.links import known, published

    if options.links:
        return published.known(options.links)
    if not options.content.exists():
        message = Phrase("is not there: name the list of a published strategy with --links, or the content folder with --content")
        raise ContentError([Problem.of_file(options.content, "links-file", message)])
    from builder.publish.mkdocs import site_url

    beside, templates = Beside(options.content), templates_of(options)
    settings = Settings(options.content, templates, fonts=options.fonts, base_url=site_url(options.config_file or beside.config_file))
    kept = frozen.frozen(options.editions_dir or beside.editions)
    own, *others = (
        known.of_strategy(model, where.site.base, pipeline.page_reader(model, templates, where.site), frozen.within(kept, where))
        for where, model in reading.in_languages(settings)
    )
    return replace(own, languages=tuple(others))


def diff(options: argparse.Namespace, say: Voice) -> int:
    """Says what changed between two states of the strategy."""
    from builder.tools.diff import comparison, reports, snapshots

    changes = comparison.compare(snapshots.state(options.old, options.content), snapshots.state(options.new, options.content))
    say.lines(reports.FORMATS[options.format](changes, say.tell))
    return 0
