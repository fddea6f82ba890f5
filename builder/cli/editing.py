"""The commands that write files which people go on editing: `init`, `new`, `override`, `schemas`, `ids`, `translate`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from builder import pipeline, reading
from builder.cli.places import areas_of
from builder.cli.voice import Voice, entry_count
from builder.content import catalogues
from builder.fonts import FONTS
from builder.problems import ContentError
from builder.publish import output
from builder.resources import PACKAGED
from builder.rules import translations
from builder.tools import from_tables, overrides, skeletons, start
from builder.wording import Phrase


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
    say(Phrase("{folder}: a strategy of {count} entries, which builds as it is.", folder=options.folder, count=entry_count(model)))
    say(Phrase("Next: cd {folder}, run 'builder serve', and write what is still to be written: 'builder check' counts it.", folder=options.folder))
    return 0


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


EMPTY = ("empty-group", "no-register")
"""What may be wrong while an entry is new, and comes next: what is to stand below a heading, and the register with the first edition."""


def new(options: argparse.Namespace, say: Voice) -> int:
    """Writes a skeleton of an entry, and says which of its words are to be replaced."""
    model = reading.read(options.content, forgiven=EMPTY)
    made = skeletons.skeleton(options.kind, options.id, options.name, model)
    path = options.content / made.location
    before = output.source(path)
    output.edit(path, made.written(model, before))
    try:
        reading.read(options.content, FONTS, forgiven=EMPTY)  # what was written must be valid; if not, the problems say why, and it is taken back
    except ContentError:
        output.take_back(path, before)
        raise
    marked = skeletons.marked(output.source(path), before)
    what = Phrase("Replace what stands on these lines, then run 'builder check':") if marked else Phrase("Nothing in it is to be replaced.")
    say(Phrase("{path}: a valid skeleton of {id}. {what}", path=path, id=options.id, what=what))
    say.lines(*(f"{path}:{line}: {key}" for line, key in marked))
    try:
        reading.read(options.content)
    except ContentError as error:
        say.problems(error.problems)  # what comes next
    return 0


def override(options: argparse.Namespace, say: Voice) -> int:
    """Copies files of the builder, to be changed for one strategy; without names, says which there are."""
    areas = areas_of(options)
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

    model = reading.read(options.content, forgiven=("no-register",))
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


def translate(options: argparse.Namespace, say: Voice) -> int:
    """Brings catalogues of the content up to date, writes their template, or says how far they are."""
    from builder.tools import translate as tool

    corpus = reading.corpus(options.content, forgiven=(*EMPTY, *translations.CODES))
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


def _state(path: Path, *, changed: bool) -> Phrase:
    """What is said of a file that is kept up to date."""
    return Phrase("{path}: brought up to date.", path=path) if changed else Phrase("{path}: up to date.", path=path)
