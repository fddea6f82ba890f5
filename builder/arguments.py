"""The commands' arguments: what each takes, and how its help explains it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from builder import __version__
from builder.fonts import FONTS
from builder.languages import locale_of
from builder.print.typesetter import PAPERS
from builder.problems import FORMATS
from builder.tools import skeletons, start


def parser() -> argparse.ArgumentParser:
    """What reads the command line; what it gives says which `command` is meant, by name."""
    found = argparse.ArgumentParser(prog="builder", description="Turns a regional strategy into a website, briefs and permanent links.")
    found.add_argument("--version", action="version", version=__version__)
    commands = found.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (_init, _check, _build, _brief, _ids, _links, _diff, _new, _override, _schemas, _serve, _translate):
        add(commands)
    return found


class _Help(argparse.HelpFormatter):
    """Help texts that are the same with every version of Python: an option with its short form first, and its value once."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        value = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {value}"


def _folders() -> argparse.ArgumentParser:
    """The options of commands that read content."""
    found = argparse.ArgumentParser(add_help=False)
    found.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="the content folder (%(default)s)")
    found.add_argument("--fonts", type=Path, default=FONTS, metavar="DIR", help="the fonts for print (those that come with the builder)")
    return found


def _showing() -> argparse.ArgumentParser:
    """The options of commands that make pages."""
    found = argparse.ArgumentParser(add_help=False, parents=[_folders()])
    found.add_argument("--templates", type=Path, metavar="DIR", help="the templates that replace the builder's own (templates, beside the content)")
    return found


def _config_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config-file", type=Path, metavar="FILE", help="the publisher's settings, with the site's address (mkdocs.yml, beside the content)")


def _editions(command: argparse.ArgumentParser) -> None:
    command.add_argument("--editions-dir", type=Path, metavar="DIR", help="where frozen editions are kept (editions, beside the content)")


def _making() -> argparse.ArgumentParser:
    """The options of commands that make a site, or a part of it."""
    found = argparse.ArgumentParser(add_help=False, parents=[_showing()])
    found.add_argument("--docs-dir", type=Path, default=Path("build/docs"), metavar="DIR", help="where the pages go (%(default)s)")
    _config_file(found)
    _editions(found)
    return found


def _init(commands: Any) -> None:
    command = commands.add_parser("init", formatter_class=_Help, help="make a new strategy, which builds at once")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="where it goes: a folder that is empty or not there yet")
    for question in start.QUESTIONS:
        command.add_argument(f"--{question.option}", metavar="TEXT", help=f"{question.words} ({question.default or 'none'})")
    command.add_argument(
        "--from-csv",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="take countries, objectives, activities and figures from tables: CSV files, or sheets of XLSX files",
    )
    command.add_argument("--no-document", action="store_true", help="the strategy restates no document, so that nothing has a place in one")
    command.set_defaults(command="init")


def _check(commands: Any) -> None:
    command = commands.add_parser("check", formatter_class=_Help, parents=[_showing()], help="check the content and the templates, and list every problem")
    command.add_argument("--format", choices=sorted(FORMATS), default="text", help="how problems are written (%(default)s)")
    command.add_argument(
        "--against",
        metavar="SITE",
        help="compare with what is published, too: a folder with a site, its links.json, or an address to fetch that from",
    )
    command.set_defaults(command="check")


def _build(commands: Any) -> None:
    command = commands.add_parser("build", formatter_class=_Help, parents=[_making()], help="check the content and build the site")
    command.add_argument("--site-dir", type=Path, default=Path("site"), metavar="DIR", help="where the site goes (%(default)s)")
    command.add_argument("--docs-only", action="store_true", help="stop before publishing")
    command.add_argument("--offline", action="store_true", help="also make a copy that works without a server, and offer it on the site")
    command.add_argument("--edition", action="store_true", help="freeze the edition that strategy.yml names: keep a copy that no later build changes")
    command.add_argument("--provisional", action="store_true", help="also build for an address that is a placeholder, to try the site; its pages say so")
    command.set_defaults(command="build")


def _brief(commands: Any) -> None:
    command = commands.add_parser("brief", formatter_class=_Help, parents=[_making()], help="make PDF briefs")
    command.add_argument("names", nargs="+", metavar="ID", help="a country, objective or sub-region by its id; 'region' or 'strategy' for all")
    command.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="the paper size (%(default)s)")
    command.add_argument("--language", metavar="TAG", help="the language of a translation, as in 'ru' (that of the content)")
    command.add_argument("-o", "--out", type=Path, default=Path("out"), metavar="DIR", help="where the files go (%(default)s)")
    command.set_defaults(command="brief")


def _ids(commands: Any) -> None:
    command = commands.add_parser("ids", formatter_class=_Help, parents=[_folders()], help="add new ids to the register of published ids")
    command.add_argument("--check", action="store_true", help="change nothing; exit with 1 if an id is missing")
    command.set_defaults(command="ids")


def _site(text: str) -> str:
    """The address of a site, with or without its scheme. Raises `ArgumentTypeError` if no host stands in it."""
    if not re.match(r"(?:https?://|(?!https?:))[\w\[]", text, re.IGNORECASE) or re.search(r"\s", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no address of a site: write it as in https://strategy.example.org/")
    return text


def _links(commands: Any) -> None:
    command = commands.add_parser("links", formatter_class=_Help, parents=[_showing()], help="find references to the strategy in other documents")
    command.add_argument("files", nargs="+", metavar="FILE", help="documents, folders of documents, or patterns such as 'docs/**/*.md'")
    command.add_argument(
        "--links",
        metavar="FILE",
        help="the links.json of a published strategy, as a file, a folder that has it, or an address to fetch it from; no content is read then",
    )
    _config_file(command)
    _editions(command)
    command.add_argument("--base", action="append", default=[], type=_site, metavar="URL", help="another address that the site has or had; may be repeated")
    command.add_argument("--strict", action="store_true", help="exit with 1 for renamed and split ids too")
    command.add_argument("--fix", action="store_true", help="rewrite renamed ids in text and HTML to what they are called today, then check")
    command.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="how they are written (%(default)s)")
    command.set_defaults(command="links")


def _diff(commands: Any) -> None:
    command = commands.add_parser("diff", formatter_class=_Help, parents=[_folders()], help="say what changed between two states of the strategy")
    command.add_argument("old", metavar="OLD", help="a content folder, a strategy.json, or a git revision")
    command.add_argument("new", metavar="NEW", help="the same")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how changes are written (%(default)s)")
    command.set_defaults(command="diff")


def _new(commands: Any) -> None:
    command = commands.add_parser("new", formatter_class=_Help, parents=[_folders()], help="write the skeleton of a new entry")
    command.add_argument("kind", metavar="KIND", help=", ".join(skeletons.NEW))
    command.add_argument("id", metavar="ID", help="its permanent id; of what has none: the term, edition, lines, or id that it is about")
    command.add_argument("name", metavar="NAME", help="its name or title")
    command.set_defaults(command="new")


def _override(commands: Any) -> None:
    command = commands.add_parser("override", formatter_class=_Help, parents=[_showing()], help="copy a template or a file of the look, to change it")
    command.add_argument("names", nargs="*", metavar="NAME", help="as in 'templates/pages/topic.md.jinja'; without any, all that there are")
    command.add_argument("--accept", action="store_true", help="copy nothing: write down that yours takes account of the builder's as it is now")
    command.set_defaults(command="override")


def _schemas(commands: Any) -> None:
    command = commands.add_parser("schemas", formatter_class=_Help, help="write the JSON Schema files for editors")
    command.add_argument("--folder", type=Path, default=Path(), metavar="DIR", help="the project folder (%(default)s)")
    command.set_defaults(command="schemas")


def _serve(commands: Any) -> None:
    command = commands.add_parser("serve", formatter_class=_Help, parents=[_making()], help="show a live preview in the browser")
    command.add_argument("--address", type=_address, default="127.0.0.1:8000", metavar="HOST:PORT", help="where to serve (%(default)s)")
    command.set_defaults(command="serve")


def _address(value: str) -> str:
    """HOST:PORT as the server needs it."""
    host, _, port = value.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) < 65536):
        raise argparse.ArgumentTypeError(f"'{value}' is no address: write HOST:PORT with a port up to 65535, as in '127.0.0.1:8000'")
    return value


def _translate(commands: Any) -> None:
    command = commands.add_parser("translate", formatter_class=_Help, parents=[_folders()], help="make catalogues for translators, and say how far they are")
    command.add_argument("action", choices=("update", "extract", "stats"), help="bring catalogues up to date, write their template, or say how far they are")
    command.add_argument("languages", nargs="*", type=_language, metavar="LANG", help="languages, as in 'fr' or 'pt-BR'; for 'stats', all if none is named")
    command.add_argument("-o", "--out", type=Path, metavar="FILE", help="where 'extract' writes the template (the standard output)")
    command.add_argument("--list", action="store_true", help="'stats' lists every text that is still to be translated")
    command.set_defaults(command="translate")


def _language(value: str) -> str:
    """The tag of a language. Raises `ArgumentTypeError` if there is no such language."""
    if locale_of(value) is None:
        raise argparse.ArgumentTypeError(f"'{value}' is no language that Unicode CLDR knows: write a tag as in 'fr' or 'pt-BR'")
    return value
