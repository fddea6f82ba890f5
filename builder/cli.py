"""The commands; the only module that prints or exits."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from builder import __version__, briefs, output, pipeline, views
from builder.problems import FORMATS, ContentError
from builder.typesetter import FONTS, PAPERS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Gives the exit code: 0 done, 1 problems in the content, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        report = FORMATS[getattr(options, "format", "text")]
        print(report(error.problems), file=sys.stdout if options.run is check else sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _settings(options: argparse.Namespace) -> pipeline.Settings:
    from builder.publish import site_url  # imports MkDocs, which `check` can do without

    return pipeline.Settings(
        content=options.content, templates=options.templates, docs=options.docs_dir, fonts=options.fonts, base_url=site_url(options.config_file)
    )


class _Progress:
    """Says how far the briefs are, from the second after which a person begins to wonder; at most once a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + 2

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            print(f"Setting PDF briefs: {done} of {total} …", flush=True)


def check(options: argparse.Namespace) -> int:
    """Reads and checks the content."""
    model = pipeline.read(options.content, options.fonts)
    if options.format == "text":
        print(f"{options.content}: no problems in {len(model.things)} entries.")
    else:
        print(FORMATS[options.format](()))
    return 0


def build(options: argparse.Namespace) -> int:
    """Checks, makes the docs folder, and publishes it."""
    from builder import publish

    started = time.monotonic()
    settings = _settings(options)
    output.refuse_foreign_site(options.site_dir)
    docs = pipeline.make(settings, _Progress())
    changes = pipeline.write(docs, settings)
    print(f"{settings.docs}: {len(docs.files)} files, {changes.written} written, {changes.removed} removed.", flush=True)
    if options.docs_only:
        return 0
    print(f"Publishing {len(docs.files)} files with MkDocs …", flush=True)
    count = publish.publish(options.config_file, settings.docs, options.site_dir)
    print(f"{options.site_dir}: {count} pages in {time.monotonic() - started:.1f} s. Open {(options.site_dir / 'index.html').resolve()}")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serves a live preview."""
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import Abort

    pipeline.make(_settings(options))  # a mistake shows before the server starts
    try:
        mkdocs_serve(config_file=str(options.config_file), dev_addr=options.address, watch=[])
    except Abort as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def brief(options: argparse.Namespace) -> int:
    """Makes the PDF briefs of the named things."""
    settings = _settings(options)
    model = pipeline.read(settings.content, settings.fonts)
    wanted, complaints = briefs.named(model, options.names)
    if complaints:
        print("\n".join(complaints), "Nothing was written.", sep="\n", file=sys.stderr)
        return 1
    files = briefs.make(wanted, model, pipeline.site(settings), pipeline.typesetter(settings, model), paper=options.paper, progress=_Progress())
    output.write_files(options.out, {Path(file.path).name: file.data for file in files.values()})
    for file in files.values():
        print(f"{options.out / Path(file.path).name}: {file.pages} page{'s' * (file.pages != 1)}, {views.size_text(file.size)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="builder", description="Turns a regional strategy into a website, briefs and permanent links.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    folders = argparse.ArgumentParser(add_help=False)
    folders.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="the content folder (%(default)s)")
    folders.add_argument("--fonts", type=Path, default=FONTS, metavar="DIR", help="the fonts for print (those that come with the builder)")
    making = argparse.ArgumentParser(add_help=False, parents=[folders])
    making.add_argument("--templates", type=Path, default=Path("templates"), metavar="DIR", help="the template folder (%(default)s)")
    making.add_argument("--docs-dir", type=Path, default=Path("build/docs"), metavar="DIR", help="where the pages go (%(default)s)")
    making.add_argument("--config-file", type=Path, default=Path("mkdocs.yml"), metavar="FILE", help="the publisher's settings (%(default)s)")

    command = commands.add_parser("check", parents=[folders], help="check the content and list every problem")
    command.add_argument("--format", choices=sorted(FORMATS), default="text", help="how problems are written (%(default)s)")
    command.set_defaults(run=check)

    command = commands.add_parser("build", parents=[making], help="check the content and build the site")
    command.add_argument("--site-dir", type=Path, default=Path("site"), metavar="DIR", help="where the site goes (%(default)s)")
    command.add_argument("--docs-only", action="store_true", help="stop before publishing")
    command.set_defaults(run=build)

    command = commands.add_parser("brief", parents=[making], help="make PDF briefs")
    command.add_argument("names", nargs="+", metavar="ID", help="a country, objective or sub-region by its id; 'region' or 'strategy' for all")
    command.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="the paper size (%(default)s)")
    command.add_argument("-o", "--out", type=Path, default=Path("out"), metavar="DIR", help="where the files go (%(default)s)")
    command.set_defaults(run=brief)

    command = commands.add_parser("serve", parents=[making], help="show a live preview in the browser")
    command.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to serve (%(default)s)")
    command.set_defaults(run=serve)
    return parser
