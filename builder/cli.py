"""The commands; the only module that prints or exits."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from builder import command_line, pipeline
from builder.arguments import parser
from builder.content import catalogues
from builder.fonts import FONTS
from builder.localization import ENGLISH, Localization
from builder.messages import language_of_person
from builder.print import briefs
from builder.problems import FORMATS, ContentError, Problem, of_system
from builder.publish import frozen, locks, output, unheeded
from builder.resources import PACKAGED, Templates, own_templates
from builder.rules import translations
from builder.settings import Beside, Settings
from builder.tools import from_tables, overrides, skeletons, start
from builder.tools.examples import MARK
from builder.wording import Phrase, Tell

if TYPE_CHECKING:
    from builder.model.strategy import Strategy
    from builder.tools.links.known import Known
    from builder.tools.links.verdicts import Reference

__all__ = ["COMMANDS", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Gives the exit code.

    0: done. 1: problems in the content. 2: wrong usage, or what `links` cannot read or write. 141: nobody reads on what it prints.
    """
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout:
                sys.stdout.flush()  # what waits to be written is missed here, and not when Python has ended
    except OSError as error:
        if not _reader_is_gone(error):
            raise
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the device, for what is left to be written at the end
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return CLOSED_PIPE


STOPPED = 130
"""What shells report of a command that was interrupted (Ctrl-C)."""
INTERRUPTED = Phrase("Stopped.")
CLOSED_PIPE = 141
"""What shells report of a command whose reader went away, as in `builder diff … | head`: 128 and the number of the signal."""


def _reader_is_gone(error: Exception) -> bool:
    """Whether nobody reads any more what is printed; Windows has no word for it, and calls what was written wrong (EINVAL)."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL and not error.filename)


NOT_DONE = {"links": 2}
"""What a command ends with that could not do its work, where 1 is an answer."""


def _run(arguments: Sequence[str] | None) -> int:
    """Runs a command; what goes wrong is printed as problems."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character still shows the message
    say = Voice(language_of_person(os.environ))
    with say.reading():
        options = parser(say.tell).parse_args(arguments)
    try:
        return int(COMMANDS[options.command](options, say))
    except (ContentError, OSError) as error:
        if _reader_is_gone(error):
            raise
        report = FORMATS.get(getattr(options, "format", "text"), FORMATS["text"])
        say.lines(report(_problems(error), say.tell), to=sys.stdout if options.command == "check" else sys.stderr)
        return NOT_DONE.get(options.command, 1)
    except KeyboardInterrupt:
        say(INTERRUPTED, to=sys.stderr)
        return STOPPED


def _problems(error: ContentError | OSError) -> tuple[Problem, ...]:
    """What went wrong; what the system says of a file or folder reads like any other problem."""
    if isinstance(error, ContentError):
        return error.problems
    message = Phrase("the system says: {reason}; check that this exists, may be read and written, and that the disk is not full", reason=of_system(error))
    return (Problem.of_file(str(error.filename or "builder"), "system", message),)


def _settings(options: argparse.Namespace) -> Settings:
    from builder.publish.mkdocs import site_url  # imports the publisher, which `check` can do without

    site = getattr(options, "site_dir", None)
    beside = Beside(options.content)
    sources = (options.content, options.templates or beside.templates, beside.overrides)
    output.refuse_overlap(options.docs_dir, *sources)
    if site:
        output.refuse_overlap(site, *sources, options.docs_dir)
    config_file = options.config_file or beside.config_file
    return Settings(
        content=options.content,
        templates=_templates(options),
        docs=options.docs_dir,
        fonts=options.fonts,
        base_url=site_url(config_file),
        editions=options.editions_dir or beside.editions,
        overrides=beside.overrides,
        config_file=config_file,
    )


def _templates(options: argparse.Namespace) -> Templates:
    """The builder's templates, behind those that were named or stand beside the content."""
    return own_templates(options.templates) if options.templates else Templates.behind(Beside(options.content).templates)


class Voice:
    """How a command speaks to the person who runs it: in their language, and at once."""

    def __init__(self, language: Localization) -> None:
        self.language = language
        self.tell: Tell = language.told

    def __call__(self, *messages: Phrase, to: TextIO | None = None) -> None:
        """Prints messages, each on a line; nothing, if there are none."""
        self.lines(*map(self.tell, messages), to=to)

    def lines(self, *lines: str, to: TextIO | None = None) -> None:
        """Prints lines as they stand: names, addresses, and what is told already."""
        if lines:
            print(*lines, sep="\n", file=to, flush=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Prints problems, each on a line."""
        self.lines(*(problem.told(self.tell) for problem in problems))

    def reading(self) -> AbstractContextManager[None]:
        """For the time in which a command line is read: what reads it speaks so too."""
        return nullcontext() if self.language is ENGLISH else command_line.spoken(self.tell)


class _Progress:
    """Says how far the briefs are, from the second after which a person begins to wonder; at most once a second."""

    def __init__(self, say: Voice) -> None:
        self._say = say
        self._next = time.monotonic() + 2

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            self._say(Phrase("Setting PDF briefs: {done} of {total} …", done=done, total=total))


def init(options: argparse.Namespace, say: Voice) -> int:
    """Makes a new strategy: asks what was not told, tries what it made, and writes all of it or nothing."""
    output.refuse_used(options.folder)
    given = {question.option: getattr(options, question.option) or "" for question in start.QUESTIONS}
    answers = start.Answers(_asked(given, say) if sys.stdin and sys.stdin.isatty() and not all(given.values()) else given)
    plan, notes = from_tables.plan(answers, options.from_csv) if options.from_csv else (start.examples_of_all(answers, restates=not options.no_document), [])
    files = start.files(plan)
    with tempfile.TemporaryDirectory() as folder:
        output.write_files(Path(folder), files)
        try:
            model = pipeline.check(Path(folder, "content"), PACKAGED, FONTS)
        except ContentError as error:
            raise ContentError(from_tables.traced(problem, plan, Path(folder, "content"), options.folder) for problem in error.problems) from None
    output.create(options.folder, files)
    say(*notes)
    say(Phrase("{folder}: a strategy of {count} entries, which builds as it is.", folder=options.folder, count=_entries(model)))
    say(Phrase("Next: cd {folder}, run 'builder serve', and write what is still to be written: 'builder check' counts it.", folder=options.folder))
    return 0


def _entries(model: Strategy) -> int:
    """How many entries a strategy has, those about others apart."""
    return sum(not node.kind.about_entries for node in model.nodes)


def _asked(given: dict[str, str], say: Voice) -> dict[str, str]:
    """The answers of a person at a terminal to what was not given; a wrong one is asked for again. None, if there is nobody any more."""
    answers = dict(given)
    for question in start.QUESTIONS:
        while not answers[question.option]:
            try:
                answer = input(f"{say.tell(question.words)} [{question.default}] ").strip() or question.default
            except EOFError:
                raise KeyboardInterrupt from None
            if wrong := question.wrong(answer):
                told = say.tell(wrong)
                say.lines(f"{told[:1].upper()}{told[1:]}.")
                continue
            answers[question.option] = answer
            if not answer:
                break
    return answers


def check(options: argparse.Namespace, say: Voice) -> int:
    """Reads the content, checks it, and tries the pages."""
    model = pipeline.check(options.content, _templates(options), options.fonts)
    warnings = (
        *(problem for area in _areas(options) for problem in overrides.outdated(area)),
        *unheeded.warnings(Beside(options.content).config_file),
        *_compared(model, options.against),
    )
    if options.format == "text":
        say.problems(warnings)
        say(Phrase("{folder}: no problems in {count} entries.", folder=options.content, count=_entries(model)))
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


def _warn(settings: Settings, say: Voice) -> None:
    """Says which of the publisher's settings have no effect."""
    say.problems(unheeded.warnings(settings.config_file))


def build(options: argparse.Namespace, say: Voice) -> int:
    """Checks, makes the docs folder, and publishes it."""
    from builder.publish import mkdocs

    started = time.monotonic()
    settings = _settings(options)
    output.refuse_foreign_site(options.site_dir)
    output.refuse_leftovers(options.site_dir.resolve())
    if not (options.provisional or options.docs_only):
        mkdocs.refuse_placeholder(options.config_file or Beside(options.content).own_settings, settings.base_url)
    _warn(settings, say)
    if options.edition:
        say(Phrase("{file}: frozen.", file=pipeline.freeze(settings)))
    copy = _offline(settings, say) if options.offline else {}
    if copy:
        settings = replace(settings, offline=frozen.pack(copy))
    docs = pipeline.make(settings, _Progress(say))
    with locks.held(settings.docs, None if options.docs_only else options.site_dir):
        if copy:
            _write_offline(options, settings, copy, say)
        changes = pipeline.write(docs, settings)
        counts = {"count": len(docs.files), "written": changes.written, "removed": changes.removed}
        say(Phrase("{folder}: {count} files, {written} written, {removed} removed.", folder=settings.docs, **counts))
        if settings.site.provisional:
            say(mkdocs.provisional(settings.site.base))
        if options.docs_only:
            return 0
        say(Phrase("Publishing {count} files …", count=len(docs.files)))
        count = mkdocs.publish(settings, options.site_dir)
    made = {"count": count, "seconds": Decimal(f"{time.monotonic() - started:.1f}"), "file": (options.site_dir / "index.html").resolve()}
    say(Phrase("{folder}: {count} pages in {seconds} s. Open {file}", folder=options.site_dir, **made))
    return 0


def _offline(settings: Settings, say: Voice) -> dict[str, bytes]:
    """The files of the copy that works without a server."""
    say(Phrase("Making the offline copy …"))
    return pipeline.offline(settings)


def _write_offline(options: argparse.Namespace, settings: Settings, files: dict[str, bytes], say: Voice) -> None:
    """Writes that copy beside the site, as a folder and as a ZIP file."""
    folder = options.site_dir.with_name(f"{options.site_dir.name}-offline")
    archive = folder.with_name(f"{folder.name}.zip")
    output.write_trees(
        [
            output.Tree(archive.parent, {archive.name: settings.offline}, settings.docs.with_name(f"{archive.name}.manifest.json")),
            output.Tree(folder, files, settings.docs.with_name(f"{folder.name}.manifest.json")),
        ]
    )
    made = {"count": len(files), "archive": archive, "size": Decimal(f"{len(settings.offline) / 1e6:.1f}"), "file": (folder / "index.html").resolve()}
    say(Phrase("{folder}: {count} files; {archive}: {size} MB. Open {file}", folder=folder, **made))


def serve(options: argparse.Namespace, say: Voice) -> int:
    """Serves a live preview."""
    from builder.publish import mkdocs

    settings = _settings(options)
    _warn(settings, say)
    docs = pipeline.make(settings)  # a mistake shows before the server starts
    with locks.held(settings.docs):
        pipeline.write(docs, settings)
    mkdocs.serve(settings, options.address)
    return 0


EMPTY = ("empty-group", "no-register")
"""What may be wrong while an entry is new, and comes next: what is to stand below a heading, and the register with the first edition."""


def new(options: argparse.Namespace, say: Voice) -> int:
    """Writes a skeleton of an entry, and says which of its words are to be replaced."""
    model = pipeline.read(options.content, forgiven=EMPTY)
    made = skeletons.skeleton(options.kind, options.id, options.name, model)
    path = options.content / made.location
    before = output.source(path)
    output.edit(path, made.written(model, before))
    try:
        pipeline.read(options.content, FONTS, forgiven=EMPTY)  # what was written must be valid; if not, the problems say why, and it is taken back
    except ContentError:
        output.take_back(path, before)
        raise
    marked = skeletons.marked(output.source(path), before)
    what = Phrase("Replace what stands on these lines, then run 'builder check':") if marked else Phrase("Nothing in it is to be replaced.")
    say(Phrase("{path}: a valid skeleton of {id}. {what}", path=path, id=options.id, what=what))
    say.lines(*(f"{path}:{line}: {key}" for line, key in marked))
    try:
        pipeline.read(options.content)
    except ContentError as error:
        say.problems(error.problems)  # what comes next
    return 0


def override(options: argparse.Namespace, say: Voice) -> int:
    """Copies files of the builder, to be changed for one strategy; without names, says which there are."""
    areas = _areas(options)
    if not options.names:
        say.lines(*(name for area in areas for name in area.files))
        return 0
    folders = {area.name: area for area in areas}
    named = {area: [name for name in options.names if folders.get(name.partition("/")[0], areas[0]) is area] for area in areas}
    wanted = {area: overrides.copies(area, names, accept=options.accept) for area, names in named.items() if names}
    for area, files in wanted.items():
        output.write_files(area.own, files)
        for path in (area.own / name.removeprefix(f"{area.name}/") for name in named[area]):
            noted = Phrase("{path}: taken note of.", path=path)
            say(noted if options.accept else Phrase("{path}: copied; what you change in it replaces the builder's own.", path=path))
    return 0


def _areas(options: argparse.Namespace) -> tuple[overrides.Area, ...]:
    beside = Beside(options.content)
    return overrides.areas(options.templates or beside.templates, beside.overrides)


def schemas(options: argparse.Namespace, say: Voice) -> int:
    """Writes the JSON Schema files for editors."""
    from builder.exports import schema as published_schemas

    files = {f"{skeletons.SCHEMAS}/{name}": data for name, data in skeletons.schemas().items()}
    editor = options.folder / ".vscode/settings.json"
    files[".vscode/settings.json"] = skeletons.editor_settings(editor.read_text("utf-8") if editor.exists() else "{}")
    own = options.folder / "builder" / "exports"
    if own.is_dir():  # the builder's own checkout, which keeps the schemas of its exports
        files |= {(own / name).relative_to(options.folder).as_posix(): data for name, data in published_schemas.schemas().items()}
    changed = sum(output.write_file(options.folder / name, data) for name, data in files.items())
    say(Phrase("{folder}: {count} schemas, {changed} files changed.", folder=options.folder / skeletons.SCHEMAS, count=len(files) - 1, changed=changed))
    return 0


def ids(options: argparse.Namespace, say: Voice) -> int:
    """Brings the register of ids up to date."""
    from builder.model import register
    from builder.tools import register_file

    model = pipeline.read(options.content, forgiven=("no-register",))
    new = [identifier.id for identifier in register.Register(model).unregistered()]
    path = options.content / "registry.yml"
    names = ", ".join(new[:5]) + (" …" if len(new) > 5 else "")
    if options.check:
        missing = Phrase.counted(
            "{path}: {number} id is missing ({names}): run builder ids.",
            "{path}: {number} ids are missing ({names}): run builder ids.",
            len(new),
            path=path,
            names=names,
        )
        say(missing if new else Phrase("{path}: no id is missing.", path=path))
        return 1 if new else 0
    before = output.source(path)
    changed = output.edit(path, register_file.text(model, before))
    added = Phrase.counted("{path}: {number} id added ({names}).", "{path}: {number} ids added ({names}).", len(new), path=path, names=names)
    say(added if new else _state(path, changed=changed))
    return 0


def _state(path: Path, *, changed: bool) -> Phrase:
    """What is said of a file that is kept up to date."""
    return Phrase("{path}: brought up to date.", path=path) if changed else Phrase("{path}: up to date.", path=path)


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

    beside, templates = Beside(options.content), _templates(options)
    settings = Settings(options.content, templates, fonts=options.fonts, base_url=site_url(options.config_file or beside.config_file))
    kept = frozen.frozen(options.editions_dir or beside.editions)
    own, *others = (
        known.of_strategy(model, where.site.base, pipeline.page_reader(model, templates, where.site), frozen.within(kept, where))
        for where, model in pipeline.in_languages(settings)
    )
    return replace(own, languages=tuple(others))


def diff(options: argparse.Namespace, say: Voice) -> int:
    """Says what changed between two states of the strategy."""
    from builder.tools.diff import comparison as comparison
    from builder.tools.diff import reports, snapshots

    changes = comparison.compare(snapshots.state(options.old, options.content), snapshots.state(options.new, options.content))
    say.lines(reports.FORMATS[options.format](changes, say.tell))
    return 0


def brief(options: argparse.Namespace, say: Voice) -> int:
    """Makes the PDF briefs of what is named."""
    settings, model = pipeline.in_language(_settings(options), options.language)
    wanted, complaints = briefs.named(model, options.names)
    if complaints:
        say(*complaints, Phrase("Nothing was written."), to=sys.stderr)
        return 1
    files = briefs.make(wanted, model, settings.site, pipeline.typesetter(settings, model), paper=options.paper, progress=_Progress(say))
    output.write_files(options.out, {Path(file.path).name: file.data for file in files.values()})
    for file in files.values():
        made = {"path": options.out / Path(file.path).name, "size": say.language.size(file.size)}
        say(Phrase.counted("{path}: {number} page, {size}", "{path}: {number} pages, {size}", file.pages, **made))
    return 0


def translate(options: argparse.Namespace, say: Voice) -> int:
    """Brings catalogues of the content up to date, writes their template, or says how far they are."""
    from builder.tools import translate as tool

    corpus = pipeline.corpus(options.content, forgiven=(*EMPTY, *translations.CODES))
    if options.action == "extract":
        if options.out:
            output.write_file(options.out, tool.template(corpus).encode())
        else:
            print(tool.template(corpus), end="")
        return 0
    known = {catalogue.language: catalogue for catalogue in corpus.catalogues}
    if options.action == "update":
        for language in options.languages:
            path = options.content / catalogues.FOLDER / f"{language}{catalogues.SUFFIX}"
            changed = output.write_file(path, tool.updated(corpus, language, known.get(language)).encode())
            say(_state(path, changed=changed))
        return 0
    for found in tool.progress(corpus):
        if not options.languages or found.language in options.languages:
            say(found.line, *(found.open if options.list else ()))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace, Voice], int]] = {
    "init": init,
    "check": check,
    "build": build,
    "brief": brief,
    "ids": ids,
    "links": links,
    "diff": diff,
    "new": new,
    "override": override,
    "schemas": schemas,
    "serve": serve,
    "translate": translate,
}
"""All commands; their arguments are those of `arguments`."""
